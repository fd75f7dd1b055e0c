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
_LONG = 28  # e-mail addresses and names of campaigns fold at this width rather than push a column out


def fit(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the indices of the columns to show in `room` characters; rank 0 and group keys always stay.

    The others come by rank; one that does not fit leaves its place to the next that does.
    """
    kept = [i for i, c in enumerate(columns) if c.group or c.rank == 0]
    left = room - sum(widths[i] + _GAP for i in kept)
    for i in sorted(set(range(len(columns))) - set(kept), key=lambda i: (columns[i].rank, i)):
        if widths[i] + _GAP <= left:
            kept.append(i)
            left -= widths[i] + _GAP
    return sorted(kept)


def narrowed(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the widths, with long texts held to `_LONG` characters where else the columns that matter do not fit."""
    if sum(w + _GAP for c, w in zip(columns, widths, strict=True) if c.group or c.rank <= 1) <= room:
        return list(widths)
    return [min(w, _LONG) if c.kind == "text" and not c.group else w for c, w in zip(columns, widths, strict=True)]


def write(table: Table, stream: TextIO, *, wide: bool = False) -> list[str]:
    """Write the table; return a line for stderr that names the columns dropped."""
    from rich.cells import cell_len
    from rich.console import Console

    rows = list(table.rows)
    table = replace(table, rows=rows)  # a stream is read once
    if len(rows) > ROWS:
        return plain.write(table, stream)
    found, marked = grid(table, mark=True)
    labels = [visible(one_line(c.heading)) for c in table.columns]
    whole = [
        max([max(map(cell_len, labels[i].split())), *(cell_len(texts[i]) for _, texts in found)])
        for i in range(len(labels))
    ]
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    widths = whole if wide else narrowed(table.columns, whole, console.width)
    kept = list(range(len(labels))) if wide else fit(table.columns, widths, console.width)
    needed = sum(widths[i] + _GAP for i in kept)
    for i in kept:  # what is left over goes to the texts that were held short
        more = min(whole[i] - widths[i], max(console.width - needed, 0))
        widths[i] += more
        needed += more
    screen = console.width
    if wide and needed > screen:
        console = Console(file=stream, highlight=False, markup=False, emoji=False, width=needed)
    stream.write("\n".join([table.title, *_folded(header(table), screen, indent=True), ""]) + "\n")
    console.print(_draw(table, labels, widths, found, kept, needed > console.width))
    notes = [visible(one_line(n)) for n in (*table.closing().notes, *([plain.LEFT] if marked else []))]
    stream.write("".join(f"{line}\n" for line in _folded(notes, screen)))
    dropped = [labels[i] for i in range(len(labels)) if i not in kept]
    said = f"not shown for lack of width: {', '.join(dropped)} (--wide shows all)"
    return _folded([said], screen) if dropped else []


def _folded(lines: Sequence[str], width: int, *, indent: bool = False) -> list[str]:
    """Return the lines folded between words at `width`; continuations of `Label: text` stand under the text."""
    from textwrap import wrap

    found: list[str] = []
    for line in lines:
        label = line.partition(":")[0]
        rest = line[len(label) + 1 :]
        under = len(line) - len(rest.lstrip()) if indent else 2
        found += wrap(line, max(width, under + 20), subsequent_indent=" " * under, drop_whitespace=True) or [""]
    return found


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
            # group names stay whole; number columns fold their labels between words, long texts at their width
            no_wrap=is_text and table.columns[i].group and not tight,
            width=None if is_text and table.columns[i].group else widths[i],
        )
    for kind, texts in found:
        drawn.add_row(*(Text(texts[i], style="" if kind == "row" else bold) for i in kept))
    return drawn
