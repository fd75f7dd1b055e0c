"""A rich table fitted to the terminal: columns are dropped by importance, numbers are never cut."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from leadctl.reports.render import text as plain
from leadctl.reports.render.cells import grid, header, one_line, visible
from leadctl.reports.table import Column, Table

ROWS = 300  # more are written as plain text: rich is slow and nobody reads them on a screen
_GAP = 3  # padding and divider


def fit(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the indices of the columns to show in `room` characters; rank 0 and group keys always stay."""
    kept = list(range(len(columns)))
    while sum(widths[i] + _GAP for i in kept) > room:
        worst = max(kept, key=lambda i: (0 if columns[i].group else columns[i].rank, i))
        if columns[worst].group or columns[worst].rank == 0:
            break
        kept.remove(worst)
    return kept


def write(table: Table, stream: TextIO, *, wide: bool = False) -> list[str]:
    """Write the table; return a line for stderr that names the columns dropped."""
    from rich.cells import cell_len
    from rich.console import Console

    rows = list(table.rows)
    table = replace(table, rows=rows)  # a stream is read once
    if len(rows) > ROWS:
        return plain.write(table, stream)
    found, marked = grid(table, mark=True)
    labels = [visible(one_line(c.label)) for c in table.columns]
    widths = [
        max([max(map(cell_len, labels[i].split())), *(cell_len(texts[i]) for _, texts in found)])
        for i in range(len(labels))
    ]
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    kept = list(range(len(labels))) if wide else fit(table.columns, widths, console.width)
    needed = sum(widths[i] + _GAP for i in kept)
    if wide and needed > console.width:
        console = Console(file=stream, highlight=False, markup=False, emoji=False, width=needed)
    stream.write("\n".join([table.title, *header(table), ""]) + "\n")
    console.print(_draw(table, labels, widths, found, kept, needed > console.width))
    for note in (*table.closing().notes, *([plain.LEFT] if marked else [])):
        stream.write(visible(one_line(note)) + "\n")
    dropped = [labels[i] for i in range(len(labels)) if i not in kept]
    return [f"not shown for lack of width: {', '.join(dropped)} (--wide shows all)"] if dropped else []


def _draw(
    table: Table, labels: list[str], widths: list[int], found: list[tuple[str, list[str]]], kept: list[int], tight: bool
) -> object:
    """Return the rich table; `tight` = not even the columns kept fit, so that names must fold too."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    bold = "" if os.environ.get("NO_COLOR") else "bold"
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style=bold)
    for i in kept:
        is_text = table.columns[i].kind == "text"
        right = table.columns[i].kind in {"int", "rate", "money"}
        drawn.add_column(
            Text(labels[i]),
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=is_text and not tight,  # names stay whole; number columns fold their labels between words
            width=None if is_text else widths[i],
        )
    for kind, texts in found:
        drawn.add_row(*(Text(texts[i], style="" if kind == "row" else bold) for i in kept))
    return drawn
