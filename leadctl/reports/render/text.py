"""Plain text of full width, for pipes and files: title, criteria, table, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TextIO

from leadctl.reports.render.cells import grid, header, one_line, visible
from leadctl.reports.table import Table

LEFT = "* disabled at the as-of moment"


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the whole table; return nothing for stderr."""
    found, marked = grid(table, mark=True)
    right = [c.kind not in {"text", "time", "answer"} for c in table.columns]
    headers = [visible(one_line(c.heading)) for c in table.columns]
    body = simple(headers, [texts for _, texts in found], right)
    stream.write("\n".join([table.title, *header(table), "", *body]) + "\n")
    notes = [*table.closing().notes, *([LEFT] if marked else [])]
    if notes:
        stream.write("\n" + "".join(f"{visible(one_line(n))}\n" for n in notes))
    return []


def simple(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of tabulate's `simple` format, for cells of one line each.

    Written column by column: importing tabulate and running it took a fifth of a month's report.
    """
    columns = []
    for label, cells, to_right in zip(headers, zip(*rows, strict=True) if rows else repeat(()), right, strict=False):
        texts = [label, *map(str.strip, cells)]
        width = max(len(label) + 2, max(map(len, texts)))
        texts.insert(1, "-" * width)
        pad = str.rjust if to_right else str.ljust
        columns.append(list(map(pad, texts, repeat(width))))
    for line in zip(*columns, strict=True):
        yield "  ".join(line).rstrip()
