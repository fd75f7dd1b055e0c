"""XLSX: one sheet per table, native charts, criteria. Numbers are numbers, dates dates, and nothing is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import Any, Final, TextIO

from leadctl.clock import HOUR
from leadctl.reports.render.cells import Times, for_people, labelled, one_line, total, visible
from leadctl.reports.render.text import LEFT
from leadctl.reports.render.xlsx_cells import LONGEST, Formats, Values, written
from leadctl.reports.table import Cell, Closing, Table

MEMORY: Final = 20_000  # rows held in memory; a table with more goes through temporary files
LIMIT: Final = 1_048_000  # rows of one sheet, a little below what Excel opens; further ones go to the next sheet
_NARROW, _WIDE, _BUTTON = 7, 48, 3  # characters: the least, the most, what the filter's button hides
_LINE: Final = 15  # points
_UNKNOWN: Final = datetime(1980, 1, 1)  # noqa: DTZ001  a workbook's own dates have no zone


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the workbook to the stream's buffer, row by row; return what is left to say on stderr."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

    from leadctl.reports.render import xlsx_about

    heads = [(iter(t.rows), t) for t in table.tables]
    starts = [(list(islice(rows, MEMORY)), rows, t) for rows, t in heads]
    many = any(len(start) == MEMORY for start, _, _ in starts)
    stream.flush()
    with ExitStack() as files:
        folder = files.enter_context(TemporaryDirectory(prefix="leadctl-"))  # private, gone also when writing fails
        options = {"constant_memory": True, "tmpdir": folder} if many else {"in_memory": True}
        book = Workbook(stream.buffer, options)
        files.callback(_let_go, book)
        book.use_zip64()
        book.set_properties({"title": visible(one_line(table.title)), "created": _made(table)})
        sheets = Sheets(book)
        closings: list[tuple[Table, Closing]] = []
        for start, rows, one in starts:
            found = _Table(sheets, one, start, rows)
            closings.append((one, found.write()))
        xlsx_about.charts(sheets, closings)
        xlsx_about.criteria(sheets, table, closings)
        book.close()
    cut = f"{sheets.cut} texts of more than {LONGEST:,} characters were cut: a workbook holds no longer ones"
    return [cut] if sheets.cut else []


def _let_go(book: Any) -> None:
    """Close the temporary files of a workbook that could not be finished: the library has no word for it."""
    for sheet in book.worksheets():
        if sheet.constant_memory:
            sheet._opt_close()


def _made(table: Table) -> datetime:
    """Return the as-of moment: the same report on the same database gives the same bytes."""
    text = next((c.value for c in table.criteria if c.key == "as_of"), None)
    return datetime.fromisoformat(text).replace(tzinfo=None) if isinstance(text, str) else _UNKNOWN


class Sheets:
    """The workbook: its sheets by name, and its formats."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats = Formats(book)
        self.cut = 0  # texts too long for a cell
        self._names: set[str] = set()

    def add(self, title: str) -> Any:
        """Return a new sheet, named after the title as far as Excel allows, numbered where that is taken."""
        plain = "".join(" " if c in "[]:*?/\\" else c for c in visible(one_line(title))).strip(" '") or "Sheet"
        name, number = _short(plain, 31), 2
        while name.casefold() in {*self._names, "history"}:
            mark = f" ({number})"
            name, number = _short(plain, 31 - len(mark)) + mark, number + 1
        self._names.add(name.casefold())
        return self.book.add_worksheet(name)

    def text(self, sheet: Any, row: int, column: int, text: str, *style: str) -> None:
        """Write a text, never a formula or a link."""
        shown, is_cut = written(text)
        self.cut += is_cut
        sheet.write_string(row, column, shown, self.formats.text(shown, *style))


class _Table:
    """One table on its sheet, on several where one does not hold its rows."""

    def __init__(self, sheets: Sheets, table: Table, start: list[tuple[Cell, ...]], rows: Iterable[Any]) -> None:
        self._sheets = sheets
        self._table = table
        self._start = start
        self._rows: Iterator[tuple[Cell, ...]] = chain(start, rows)
        self._whole = len(start) < MEMORY
        self._values = Values(table)
        self._left = False  # a leaver is marked

    def write(self) -> Closing:
        """Write all rows, then the subtotals and the total; return the closing."""
        closing = self._table.closing() if self._whole else None
        widths = self._widths(closing)
        sheet, at = self._begin(widths), 1
        for cells in self._rows:
            if at > LIMIT:
                self._finish(sheet, at)
                sheet, at = self._begin(widths), 1
            self._line(sheet, at, cells, "row")
            at += 1
        self._finish(sheet, at)
        closing = closing or self._table.closing()
        self._sums(sheet, at + 1, closing)
        return closing

    def _begin(self, widths: Sequence[int]) -> Any:
        columns = self._table.columns
        sheet = self._sheets.add(self._table.title)
        sheet.freeze_panes(1, self._table.depth)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for i, width in enumerate(widths):
            sheet.set_column(i, i, width)
        lines = max(_lines(c.heading, w - _BUTTON) for c, w in zip(columns, widths, strict=True))
        sheet.set_row(0, _LINE * lines + 3)
        for i, column in enumerate(columns):
            style = "right" if column.kind not in {"text", "time", "answer", "series"} else "left"
            self._sheets.text(sheet, 0, i, visible(one_line(column.heading)), "head", style)
        return sheet

    def _finish(self, sheet: Any, end: int) -> None:
        """Filters and bars over the rows alone: sums below them are not sorted in among them."""
        if self._table.columns:
            sheet.autofilter(0, 0, max(end - 1, 0), len(self._table.columns) - 1)
        for i, column in enumerate(self._table.columns):
            if column.bar and end > 1:
                most = {"max_type": "num", "max_value": 1} if column.kind == "rate" else {}
                bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0}
                sheet.conditional_format(1, i, end - 1, i, {**bar, **most})

    def _sums(self, sheet: Any, at: int, closing: Closing) -> None:
        """Subtotals and the total, set off by an empty row."""
        for subtotal in closing.subtotals:
            self._line(sheet, at, labelled(self._table, subtotal), "sum")
            at += 1
        if closing.totals is not None:
            self._line(sheet, at, total(self._table, closing.totals), "total")
            at += 1
        if self._left:
            self._sheets.text(sheet, at + 1, 0, f"grey: {LEFT.removeprefix('* ')}", "soft")

    def _line(self, sheet: Any, at: int, cells: tuple[Cell, ...], kind: str) -> None:
        formats = self._sheets.formats
        for i, (column, cell) in enumerate(zip(self._table.columns, cells, strict=True)):
            if cell is None and (column.kind != "answer" or kind != "row"):
                if kind != "row":
                    sheet.write_blank(at, i, None, formats.text("", kind))
                continue
            if column.kind in {"text", "answer", "series"} or isinstance(cell, str):
                gone = column.kind == "text" and (column.key, cell) in self._table.marked
                self._left = self._left or gone
                self._sheets.text(sheet, at, i, self._values.text(column, cell), kind, "soft" if gone else "")
            else:
                sheet.write_number(at, i, self._values.number(column, cell), formats.number(column, kind))

    def _widths(self, closing: Closing | None) -> list[int]:
        """Return how wide each column must be for its figures, and for texts up to a bound."""
        sums = [] if closing is None else [s.cells for s in closing.subtotals]
        sums += [closing.totals] if closing is not None and closing.totals is not None else []
        times = Times(self._table.zone)
        found = []
        for i, column in enumerate(self._table.columns):
            shown = _hours if column.kind == "duration" else for_people(column, times)
            longest = max((len(shown(r[i])) for r in chain(self._start[:1000], sums)), default=0)
            words = max(map(len, visible(one_line(column.heading)).split()), default=0)
            room = 0 if self._whole or column.kind == "text" else 3
            found.append(min(max(longest + 2 + room, words + _BUTTON, _NARROW), _WIDE))
        return found


def _hours(seconds: Cell) -> str:
    """Return a duration as a workbook shows it: 335:05:00, longer than the 13d23h of other formats."""
    return f"{seconds // HOUR:.0f}:00:00" if isinstance(seconds, int | float) else ""


def _short(name: str, most: int) -> str:
    """Return the beginning of a sheet's name, in the 16-bit characters that Excel counts."""
    return name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").strip(" '")


def _lines(heading: str, width: int) -> int:
    """Return how many lines the heading takes at this width."""
    from textwrap import wrap

    return max(len(wrap(heading, max(width, 1))), 1)
