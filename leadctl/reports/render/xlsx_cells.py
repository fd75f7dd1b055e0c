"""How one cell reads in a workbook: its value, and the format that shows it as everywhere else."""

from __future__ import annotations

from typing import Any, Final

from leadctl.clock import DAY, HOUR, local_time
from leadctl.reports.render.cells import ANSWERS, FORMULA
from leadctl.reports.table import Cell, Column, Table

LONGEST: Final = 32_767  # 16-bit characters that a cell holds
_EPOCH: Final = 25_569  # 1970-01-01 in the days of a workbook
_QUARTER: Final = 900  # seconds; no zone changes its offset inside a quarter of an hour
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "row": {},
    "sum": {"bold": True},
    "total": {"bold": True, "top": 1},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E8EEF5"},
    "right": {"align": "right", "valign": "bottom"},
    "left": {"align": "left", "valign": "bottom"},
    "soft": {"font_color": "#6B6B6B", "italic": True},
    "title": {"bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "valign": "top"},
    "": {},
}


def written(text: str) -> tuple[str, bool]:
    """Return the text as a cell holds it, control characters written out, and whether it had to be cut."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text, False
    return text.encode("utf-16-le")[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…", True


def number_format(column: Column) -> str:
    """Return the number format: 12, 0.83, 12.5%, 1,200.00, [h]:mm:ss; with its sign for a change."""
    if column.kind == "time":
        return "yyyy-mm-dd hh:mm"
    if column.kind == "duration" and not column.signed:
        return "[h]:mm:ss"
    plain, unit = {
        "int": ("0", ""),
        "number": (f"0.{'0' * column.digits}" if column.digits else "0", ""),
        "rate": ("0.0%", ' "points"' if column.signed else ""),
        "money": ("#,##0.00", ""),
        "duration": ("0.00", ' "h"'),  # a workbook shows no time below zero
    }.get(column.kind, ("General", ""))
    return f"+{plain}{unit};-{plain}{unit};{plain}{unit}" if column.signed else plain + unit


class Values:
    """Turns cells into what a workbook holds: money in whole units, times in its zone, durations in days."""

    def __init__(self, table: Table) -> None:
        self._zone = table.zone
        self._offsets: dict[int, int] = {}  # quarter of an hour -> seconds east of UTC

    def text(self, column: Column, cell: Cell) -> str:
        """Return the text of a cell of texts, answers or series."""
        if isinstance(cell, str):
            return cell
        if column.kind == "answer":
            return ANSWERS[cell if isinstance(cell, bool) else None]
        return " ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)

    def number(self, column: Column, cell: Any) -> float:
        """Return the number of any other cell."""
        if column.kind == "money":
            return float(cell) / 100
        if column.kind == "duration":
            return float(cell) / (HOUR if column.signed else DAY)
        return self._serial(int(cell)) if column.kind == "time" else float(cell)

    def _serial(self, moment: int) -> float:
        quarter = moment // _QUARTER
        offset = self._offsets.get(quarter)
        if offset is None:
            ahead = local_time(moment, self._zone).utcoffset()
            offset = self._offsets[quarter] = 0 if ahead is None else int(ahead.total_seconds())
        return (moment + offset) / DAY + _EPOCH


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._make = book.add_format
        self._known: dict[tuple[str, ...], Any] = {}

    def text(self, text: str, *styles: str) -> Any:
        """Return the format of a text; one that would be a formula once edited is marked as a text for good."""
        return self._get("quoted" if text.startswith(FORMULA) else "", *styles)

    def number(self, column: Column, *styles: str) -> Any:
        """Return the format of a figure of this column."""
        return self._get(number_format(column), *styles)

    def _get(self, first: str, *styles: str) -> Any:
        found = self._known.get((first, *styles))
        if found is None:
            made: dict[str, Any] = {}
            for style in styles:
                made |= _STYLES[style]
            if first == "quoted":
                made["quote_prefix"] = True
            elif first:
                made["num_format"] = first
            found = self._known[(first, *styles)] = self._make(made)
        return found
