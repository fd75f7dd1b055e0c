"""CSV: pure data. Column keys, raw numbers, ISO times with offset; the criteria go to stderr.

Written column by column, five thousand rows at a time: a chunk costs a handful of C-level loops and one write. The
bytes are those of the standard library's csv.writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO

from leadctl.reports.render.cells import ANSWERS, FORMULA, Times, harmless, header
from leadctl.reports.table import Cell, Column, Table

_CHUNK = 5_000
_MARKS = (",", '"', *(f" {mark}" for mark in FORMULA))  # a blank inside a text may raise a false alarm, no more


def quoted(text: str) -> str:
    """Return the text as a CSV field: in quotes where a comma, a quote or a line end asks for them."""
    if "," in text or '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


class _Known(dict[Cell, str]):
    """Texts as CSV writes them; each different one is worked out once, up to a bound that keeps memory flat."""

    def __missing__(self, cell: Cell) -> str:
        found = "" if cell is None else quoted(harmless(str(cell)))
        if len(self) < 4 * _CHUNK:
            self[cell] = found
        return found


def _harmless_all(cells: Sequence[Cell]) -> bool:
    """Return True where all cells are texts that CSV writes as they are: looked at as one long text."""
    try:
        whole = " " + " ".join(cells)  # type: ignore[arg-type]  # a cell that is no text raises TypeError
    except TypeError:
        return False
    return whole.isprintable() and not any(mark in whole for mark in _MARKS)


def _number(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _writer(column: Column, times: Times) -> Callable[[Sequence[Cell]], Iterable[str]]:
    """Return what writes a whole column."""
    if column.kind == "text":
        known = _Known()
        return lambda cells: cells if _harmless_all(cells) else map(known.__getitem__, cells)  # type: ignore[return-value]  # texts alone
    if column.kind == "answer":
        return lambda cells: map(ANSWERS.__getitem__, cells)  # type: ignore[arg-type]  # answers are bool or None
    if column.kind == "time":
        return lambda cells: times.column(cells)  # type: ignore[arg-type]  # times are int or None
    if column.kind == "series":
        return lambda cells: (" ".join(map(str, c)) if isinstance(c, tuple) else "" for c in cells)
    return lambda cells: map(_number if None in cells else str, cells)


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the rows of the finest level, chunk by chunk as they come; return what is left for stderr.

    A file of fields holds one table: the main one; `--table KEY` chooses another.
    """
    stream.write(",".join(quoted(c.key) for c in table.columns) + "\n")
    times = Times(table.zone)
    writers = [_writer(column, times) for column in table.columns]
    rows = _rows(table)
    alone = len(writers) == 1  # an empty line would be no row: an empty field that stands alone is quoted
    while chunk := list(islice(rows, _CHUNK)):
        columns = zip(*chunk, strict=True)
        fields = [write_column(cells) for write_column, cells in zip(writers, columns, strict=True)]
        lines = (f or '""' for f in fields[0]) if alone else map(",".join, zip(*fields, strict=True))
        stream.write("\n".join(lines) + "\n")
    others = (
        [f"other tables of this report: {', '.join(t.key for t in table.more)} (--table KEY)"] if table.more else []
    )
    return [*header(table), *others]


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; where a report groups by nothing, its one line of figures is the total."""
    first = True
    for row in table.rows:
        first = False
        yield row
    if first and all(c.kind not in {"text", "time", "answer"} for c in table.columns):
        totals = table.closing().totals
        if totals is not None:
            yield totals
