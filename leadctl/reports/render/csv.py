"""CSV: pure data. Column keys, raw numbers, ISO times with offset; the criteria go to stderr."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO

from leadctl.reports.render.cells import ANSWERS, Times, harmless, header
from leadctl.reports.table import Cell, Column, Table

_CHUNK = 5_000  # rows turned into columns at once: a column is written by one C-level loop


class _Known(dict[Cell, Cell]):
    """Texts as CSV writes them; each different one is worked out once, up to a bound that keeps memory flat."""

    def __missing__(self, cell: Cell) -> Cell:
        found = None if cell is None else harmless(str(cell))
        if len(self) < 4 * _CHUNK:
            self[cell] = found
        return found


def _writer(column: Column, times: Times) -> Callable[[Sequence[Cell]], Iterable[Cell]] | None:
    """Return what writes a whole column, or None where numbers are written as they are."""
    if column.kind == "text":
        known = _Known()
        return lambda cells: map(known.__getitem__, cells)
    if column.kind == "answer":
        return lambda cells: map(ANSWERS.__getitem__, cells)  # type: ignore[arg-type]  # answers are bool or None
    if column.kind == "time":
        return lambda cells: [None if cell is None else times.iso(int(cell)) for cell in cells]
    return None


def _lines(table: Table) -> Iterator[Iterable[tuple[Cell, ...]]]:
    times = Times(table.zone)
    writers = [_writer(column, times) for column in table.columns]
    rows = iter(table.rows)
    while chunk := list(islice(rows, _CHUNK)):
        columns: list[Iterable[Cell]] = list(zip(*chunk, strict=True))
        for i, write in enumerate(writers):
            if write is not None:
                columns[i] = write(columns[i])  # type: ignore[arg-type]  # a column of a chunk is a tuple
        yield zip(*columns, strict=True)


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the rows of the finest level, chunk by chunk as they come; return the criteria for stderr."""
    out = csv.writer(stream, lineterminator="\n")
    out.writerow([c.key for c in table.columns])
    for lines in _lines(table):
        out.writerows(lines)
    return header(table)
