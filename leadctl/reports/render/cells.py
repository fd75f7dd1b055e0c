"""How one cell reads: for people (text, Markdown, terminal), for machines (CSV, JSON). Data never drives a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from leadctl.clock import format_duration, local_time
from leadctl.reports.table import Cell, Closing, Column, Subtotal, Table

FORMULA: Final = (*"=+-@＝＋－＠", "\t", "\r")  # the wide ones: spreadsheets set to Japanese run them too
ANSWERS: Final = {True: "Yes", False: "No", None: "auto"}
_QUARTER: Final = 900  # seconds; no zone changes its offset inside a quarter of an hour


def visible(text: str) -> str:
    """Return the text with control and other unprintable characters written out: \\x1b."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def one_line(text: str) -> str:
    """Return the text on one line: line ends and tabs become single blanks."""
    return " ".join(text.split()) if any(c in text for c in "\n\r\t") else text


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it: a quote before =, +, -, @, narrow or wide; line ends are kept."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    return "'" + text if text.startswith(FORMULA) else text


_MINUTES: Final = [f"{second // 60:02d}:{second % 60:02d}" for second in range(3600)]


class _Quarters(dict[int, tuple[str, int, str]]):
    """Quarter of an hour -> (date and hour, its first second in that hour, offset)."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, at: int) -> tuple[str, int, str]:
        local: datetime = local_time(at * _QUARTER, self._zone)
        text = local.isoformat()
        found = self[at] = text[:14], local.minute * 60, text[19:]
        return found


class Times:
    """Writes moments in one zone, looking the offset up once per quarter of an hour."""

    def __init__(self, zone: str) -> None:
        self._quarters = _Quarters(zone)

    def iso(self, moment: int) -> str:
        """Return ISO 8601 with offset, to the second."""
        head, first, offset = self._quarters[moment // _QUARTER]
        return head + _MINUTES[first + moment % _QUARTER] + offset

    def column(self, moments: Iterable[int | None]) -> list[str]:
        """Return the same of many moments at once; None is empty."""
        quarters, minutes = self._quarters, _MINUTES
        return [
            "" if m is None else (q := quarters[m // _QUARTER])[0] + minutes[q[1] + m % _QUARTER] + q[2]
            for m in moments
        ]

    def people(self, moment: int) -> str:
        """Return `2026-11-21 09:00`; the header names the zone."""
        return self.iso(moment)[:16].replace("T", " ")


def for_people(column: Column, times: Times) -> Callable[[Cell], str]:
    """Return the function that writes a cell of this column for people."""

    def write(cell: Cell) -> str:
        if column.kind == "answer":
            return ANSWERS[cell if isinstance(cell, bool) else None]
        if cell is None:
            return "" if column.kind == "text" else column.blank
        if isinstance(cell, tuple):
            return sparkline(cell)
        if isinstance(cell, str):
            return one_line(visible(one_line(cell)))
        if column.kind == "time":
            return times.people(int(cell))
        text = figure(column, cell)
        return f"+{text}" if column.signed and cell > 0 else text

    return write


def figure(column: Column, cell: int | float) -> str:
    """Return a number as people read it: 12, 0.83, 12.5%, 1,200.00, 2h05m; a change of a rate in points."""
    if column.kind == "rate":
        return f"{float(cell) * 100:.1f}" + (" pp" if column.signed else "%")
    if column.kind == "money":
        return f"{'-' if int(cell) < 0 else ''}{abs(int(cell)) // 100:,}.{abs(int(cell)) % 100:02d}"
    if column.kind == "duration":
        return ("-" if cell < 0 else "") + format_duration(abs(int(cell)))
    return f"{float(cell):.{column.digits}f}" if column.kind == "number" else str(cell)


_LEVELS: Final = "▁▂▃▄▅▆▇█"


def sparkline(values: tuple[int, ...]) -> str:
    """Return one character per number, the largest the tallest; zero is a dot."""
    top = max(values, default=0)
    return "".join("·" if v <= 0 else _LEVELS[min((v * len(_LEVELS) - 1) // top, 7)] for v in values)


def lines(table: Table) -> list[tuple[str, tuple[Cell, ...]]]:
    """Return every line in reading order as (`row` | `subtotal` | `total`, cells): subtotals follow their group."""
    rows = list(table.rows)
    closing = table.closing()
    found: list[tuple[str, tuple[Cell, ...]]] = []
    waiting = list(closing.subtotals)[::-1]

    def flush(until: tuple[Cell, ...] | None, last: tuple[Cell, ...]) -> None:
        while waiting:
            subtotal: Subtotal = waiting[-1]
            prefix = subtotal.cells[: subtotal.level]
            if prefix != last[: subtotal.level] or (until is not None and prefix == until[: subtotal.level]):
                return
            found.append(("subtotal", labelled(table, waiting.pop())))

    for i, row in enumerate(rows):
        found.append(("row", row))
        flush(rows[i + 1] if i + 1 < len(rows) else None, row)
    if closing.totals is not None:
        found.append(("total", total(table, closing.totals)))
    return found


def labelled(table: Table, subtotal: Subtotal) -> tuple[Cell, ...]:
    """Return the line of a subtotal for people: `all` stands for the groups below."""
    rest = table.depth - subtotal.level - 1
    return (*subtotal.cells[: subtotal.level], "all", *([None] * rest), *subtotal.cells[table.depth :])


def total(table: Table, totals: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the line of the total for people: `Total` stands in the first column that has nothing to add up."""
    if table.depth:
        return ("Total", *totals[1:])
    at = next((i for i, c in enumerate(table.columns) if c.kind == "text" and totals[i] is None), None)
    return totals if at is None else (*totals[:at], "Total", *totals[at + 1 :])


def grid(table: Table, *, mark: bool) -> tuple[list[tuple[str, list[str]]], bool]:
    """Return (kind of line, cells as text) of every line, and whether a leaver was marked with `*`."""
    times = Times(table.zone)
    writers = [for_people(c, times) for c in table.columns]
    found: list[tuple[str, list[str]]] = []
    any_mark = False
    for kind, cells in lines(table):
        texts = [
            "" if kind != "row" and cell is None and column.kind in {"answer", "time", "text"} else write(cell)
            for write, cell, column in zip(writers, cells, table.columns, strict=True)
        ]
        if mark and table.marked:
            for i, column in enumerate(table.columns):
                if (column.key, texts[i]) in table.marked:
                    texts[i] += " *"
                    any_mark = True
        found.append((kind, texts))
    return found, any_mark


def header(table: Table) -> list[str]:
    """Return the criteria, one line each."""
    width = max((len(c.label) for c in table.criteria), default=0)
    return [f"{c.label + ':':<{width + 1}} {visible(one_line(c.text))}" for c in table.criteria]


def figures(table: Table, closing: Closing) -> list[tuple[str, str, str]]:
    """Return (label, value, note) of the key figures, as people read them."""
    times = Times(table.zone)
    return [
        (visible(one_line(f.column.heading)), for_people(f.column, times)(f.value), visible(one_line(f.note)))
        for f in closing.figures
    ]


def figures_told(table: Table, closing: Closing) -> list[str]:
    """Return the key figures, each in one piece: `Acceptance 90.4% (of 280 offers)`."""
    return [f"{label} {value}" + (f" ({note})" if note else "") for label, value, note in figures(table, closing)]
