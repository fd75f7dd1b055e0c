"""Draws one table on a terminal with rich: sums bold, secondary things dim, colours for changes good or bad."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from leadctl.reports.table import Cell, Column, Table

if TYPE_CHECKING:
    from rich.text import Text

BAR: Final = 10  # characters of the longest bar
GAP: Final = 2  # padding and divider
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_LEAST: Final = 6  # characters that a text column keeps on the narrowest screen


class Drawing(NamedTuple):
    """One table with its cells as text, and which columns to draw how wide."""

    table: Table
    labels: Sequence[str]
    widths: Sequence[int]  # as narrow as the column may be
    whole: Sequence[int]  # as wide as its longest cell
    found: Sequence[tuple[str, Sequence[str]]]  # kind of line, cells as people read them
    cells: Sequence[tuple[Cell, ...]]
    kept: Sequence[int]
    bars: set[int]
    wide: bool  # lines may be longer than the screen
    blocks: bool  # the terminal shows lines and blocks


def draw(drawing: Drawing, stream: TextIO, screen: int) -> None:
    """Write the table to a terminal of `screen` characters."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    widths = _stretched(drawing, screen)
    # as wide as its numbers at least, and with a height too: else a dumb terminal has 80 characters whatever it says
    width = max(screen, _needed(drawing, widths))
    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width, height=25)
    line = box.SIMPLE_HEAD if drawing.blocks else box.ASCII2
    rich_table = RichTable(box=line, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style=_style("bold"))
    for i in drawing.kept:
        left = i in drawing.bars or drawing.table.columns[i].kind in {"text", "time", "answer", "series"}
        rich_table.add_column(
            Text(drawing.labels[i]),
            justify="left" if left else "right",
            overflow="fold",  # headings between words, texts that were held short at their width
            width=widths[i] + (BAR + 1 if i in drawing.bars else 0),
        )
    most = {i: _most(drawing, i) for i in drawing.bars}
    before: tuple[Cell, ...] = ()
    for (kind, texts), cells in zip(drawing.found, drawing.cells, strict=True):
        again = _again(drawing.table.depth, before, cells) if kind == "row" else 0
        rich_table.add_row(
            *(_cell(drawing, i, kind, texts[i], cells[i], i < again, widths[i], most) for i in drawing.kept)
        )
        before = cells if kind == "row" else ()
    console.print(rich_table)


def _style(name: str) -> str:
    return "" if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else name


def _needed(drawing: Drawing, widths: Sequence[int]) -> int:
    return sum(widths[i] + GAP for i in drawing.kept) - GAP + (BAR + 1) * len(drawing.bars)


def _stretched(drawing: Drawing, screen: int) -> list[int]:
    """Return the widths: what is left over goes to the texts that were held short; what is missing, texts give.

    Numbers are never cut: a table of nothing but numbers is as wide as they are.
    """
    widths = list(drawing.widths)
    left = screen - _needed(drawing, widths)
    for i in drawing.kept:
        more = min(drawing.whole[i] - widths[i], max(left, 0))
        widths[i] += more
        left -= more
    texts = [i for i in drawing.kept if drawing.table.columns[i].kind == "text"]
    while left < 0 and not drawing.wide and texts and max(widths[i] for i in texts) > _LEAST:
        widest = max(texts, key=lambda i: widths[i])
        widths[widest] -= 1
        left += 1
    return widths


def _most(drawing: Drawing, i: int) -> float:
    """Return what the longest bar of a column stands for: 1 of a rate, else the largest figure of a row."""
    if drawing.table.columns[i].kind == "rate":
        return 1.0
    rows = [cells[i] for (kind, _), cells in zip(drawing.found, drawing.cells, strict=True) if kind == "row"]
    return max((float(c) for c in rows if isinstance(c, int | float)), default=0.0)


def bar(share: float, length: int = BAR) -> str:
    """Return a bar of blocks as long as `share` of `length` characters, to an eighth; the least is a sliver."""
    eighths = min(max(round(share * length * 8), 1 if share > 0 else 0), length * 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def _again(depth: int, before: tuple[Cell, ...], cells: tuple[Cell, ...]) -> int:
    """Return how many of the group cells, all but the finest, say what the line above says."""
    same = 0
    while before and same < depth - 1 and before[same] == cells[same]:
        same += 1
    return same


def _cell(
    drawing: Drawing, i: int, kind: str, text: str, cell: Cell, again: bool, width: int, most: dict[int, float]
) -> Text:
    from rich.text import Text

    column = drawing.table.columns[i]
    shown = Text(text, style=_style(_look(column, kind, text, cell, again, drawing.table)))
    if i in most:
        shown.pad_left(max(width - len(text), 0))
        if kind == "row" and isinstance(cell, int | float) and cell > 0 and most[i] > 0:
            shown.append(" " + bar(float(cell) / most[i]), style=_style("dim"))
    return shown


def _look(column: Column, kind: str, text: str, cell: Cell, again: bool, table: Table) -> str:
    """Return the style of a cell. Nothing is told by it alone: a change has its sign, a leaver his mark."""
    if column.signed and column.better and isinstance(cell, int | float) and cell:
        good = (cell > 0) == (column.better == "more")
        return ("green" if good else "red") if kind == "row" else ("bold green" if good else "bold red")
    if kind != "row":
        return "bold"
    if again or cell is None or (column.key, cell) in table.marked:
        return "dim"
    return ""
