"""CSV: pure data. Column keys, raw numbers, ISO times with offset; the criteria go to stderr."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import TextIO

from leadctl.reports.render.cells import ANSWERS, Times, harmless, header
from leadctl.reports.table import Cell, Table

_REMEMBERED = 20_000


def _text() -> Callable[[Cell], Cell]:
    """Return a writer of texts that remembers the first different ones: most columns have few."""
    known: dict[Cell, str] = {}

    def write(cell: Cell) -> Cell:
        found = known.get(cell)
        if found is not None:
            return found
        if cell is None:
            return None
        found = harmless(str(cell))
        if len(known) < _REMEMBERED:
            known[cell] = found
        return found

    return write


def _answer(cell: Cell) -> Cell:
    return ANSWERS[cell if isinstance(cell, bool) else None]


def _time(times: Times) -> Callable[[Cell], Cell]:
    def write(cell: Cell) -> Cell:
        return None if cell is None else times.iso(int(cell))

    return write


def _lines(table: Table) -> Iterator[list[Cell]]:
    times = Times(table.zone)
    writers: list[tuple[int, Callable[[Cell], Cell]]] = []
    for i, column in enumerate(table.columns):
        if column.kind == "text":
            writers.append((i, _text()))
        elif column.kind == "answer":
            writers.append((i, _answer))
        elif column.kind == "time":
            writers.append((i, _time(times)))
    for row in table.rows:
        line = list(row)
        for i, write in writers:
            line[i] = write(line[i])
        yield line


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the rows of the finest level, one by one as they come; return the criteria for stderr."""
    out = csv.writer(stream, lineterminator="\n")
    out.writerow([c.key for c in table.columns])
    out.writerows(_lines(table))
    return header(table)
