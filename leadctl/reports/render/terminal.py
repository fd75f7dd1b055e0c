"""Tables fitted to the terminal: columns are dropped by importance, numbers are never cut, bars fill what is left."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from leadctl.reports.render import text as plain
from leadctl.reports.render.cells import figure, figures_told, grid, header, lines, one_line, sparkline, visible
from leadctl.reports.render.plain import simple
from leadctl.reports.render.terminal_table import BAR, GAP, Drawing, draw
from leadctl.reports.table import Chart, Closing, Column, Table

ROWS = 300  # more are written as plain text: rich is slow and nobody reads them on a screen
_LONG, _SHORT = 28, 16  # e-mail addresses and names of campaigns fold at this width rather than push a column out
_BAR_RANK = 2  # bars come after the columns of this rank and before less important ones


def fit(
    columns: Sequence[Column], widths: Sequence[int], room: int, bars: Sequence[int] = ()
) -> tuple[list[int], set[int]]:
    """Return (indices of the columns to show, those of them with a bar) in `room` characters.

    Rank 0 and group keys always stay. The others come by rank; one that does not fit leaves its place to the next
    that does. `bars` are the columns that would have one.
    """
    kept = [i for i, c in enumerate(columns) if c.group or c.rank == 0]
    left = room - sum(widths[i] + GAP for i in kept)
    drawn: set[int] = set()
    wanted = [(columns[i].rank, 0, i) for i in set(range(len(columns))) - set(kept)]
    wanted += [(max(columns[i].rank, _BAR_RANK), 1, i) for i in bars]
    for _, is_bar, i in sorted(wanted):
        needed = BAR + 1 if is_bar else widths[i] + GAP
        if needed > left or (is_bar and i not in kept):
            continue
        drawn.add(i) if is_bar else kept.append(i)
        left -= needed
    return sorted(kept), drawn


def narrowed(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the widths, with long texts held short where else the columns that matter do not fit.

    Group names come last: they are folded only where holding the other texts short is not enough.
    """
    found = list(widths)
    for groups, most in ((False, _LONG), (True, _LONG), (True, _SHORT)):
        if sum(w + GAP for c, w in zip(columns, found, strict=True) if c.group or c.rank <= 1) <= room:
            break
        held = [c.kind == "text" and c.group == groups for c in columns]
        found = [min(w, most) if hold else w for w, hold in zip(found, held, strict=True)]
    return found


@dataclass(frozen=True, slots=True)
class _Screen:
    """What the terminal can do."""

    width: int
    blocks: bool  # it shows block characters and lines
    wide: bool  # lines may be longer than it is

    def folded(self, line: str, under: int = 2) -> list[str]:
        """Return the line folded between words; what follows the first stands `under` characters in."""
        from textwrap import wrap

        return wrap(line, max(self.width, under + 20), subsequent_indent=" " * under, drop_whitespace=True) or [""]

    def joined(self, parts: Sequence[str]) -> list[str]:
        """Return the parts on as few lines as they fit, none broken that fits a line."""
        found: list[str] = []
        for part in parts:
            if found and len(found[-1]) + len(part) + 3 <= self.width:
                found[-1] += f" · {part}"
            else:
                found += self.folded(part)
        return found


def write(table: Table, stream: TextIO, *, wide: bool = False) -> list[str]:
    """Write all tables of the report; return lines for stderr that name the columns dropped."""
    unicode = (getattr(stream, "encoding", None) or "utf-8").casefold().startswith("utf")
    screen = _Screen(shutil.get_terminal_size().columns, unicode, wide)
    stream.write("\n".join([table.title, *_criteria(header(table), screen), ""]) + "\n")
    dropped: list[tuple[Table, list[str]]] = []
    for one in table.tables:
        if one is not table:
            stream.write(f"\n{visible(one_line(one.title))}\n\n")
        if missing := _write_one(one, stream, screen):
            dropped.append((one, missing))
    if not dropped:
        return []
    names = [f"{', '.join(labels)}" + (f" of {one.title}" if table.more else "") for one, labels in dropped]
    return screen.folded(f"not shown for lack of width: {'; '.join(names)} (--wide shows all)")


def _criteria(criteria: Sequence[str], screen: _Screen) -> list[str]:
    """Return the header; continuations of `Label: text` stand under the text."""
    found: list[str] = []
    for line in criteria:
        rest = line[len(line.partition(":")[0]) + 1 :]
        found += screen.folded(line, len(line) - len(rest.lstrip()))
    return found


def _write_one(table: Table, stream: TextIO, screen: _Screen) -> list[str]:
    """Write one table; return the headings of the columns dropped."""
    table = replace(table, rows=list(table.rows))  # a stream is read once
    closing = table.closing()
    found, marked = grid(table, mark=True)
    labels = [visible(one_line(c.heading)) for c in table.columns]
    few = len(found) <= ROWS
    whole = _widths(labels, [texts for _, texts in found], whole=not few)
    bars = [i for i, c in enumerate(table.columns) if c.bar] if few and screen.blocks else []
    room = screen.width + GAP  # nothing stands after the last column
    widths = whole if screen.wide or not few else narrowed(table.columns, whole, room)
    kept, drawn = fit(table.columns, widths, room, bars)
    if screen.wide:
        kept, drawn = list(range(len(labels))), set(bars)
    for line in screen.joined(figures_told(table, closing)):
        stream.write(f"{line}\n")
    stream.write("\n" if closing.figures else "")
    if few:
        cells = [c for _, c in lines(table)]
        drawing = Drawing(table, labels, widths, whole, found, cells, kept, drawn, screen.wide, screen.blocks)
        draw(drawing, stream, screen.width)
    else:
        right = [table.columns[i].kind not in {"text", "time", "answer", "series"} for i in kept]
        rows = [[texts[i] for i in kept] for _, texts in found]
        stream.write("".join(f"{line}\n" for line in simple([labels[i] for i in kept], rows, right)))
    _write_notes(closing, marked, stream, screen)
    return [labels[i] for i in range(len(labels)) if i not in kept]


def _widths(labels: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool) -> list[int]:
    """Return how wide each column is: as its longest cell, and as its heading, `whole` or folded between words."""
    from rich.cells import cell_len

    found = []
    for i, label in enumerate(labels):
        heading = len(label) + 2 if whole else max(map(cell_len, label.split()), default=1)
        found.append(max([heading, *((len if whole else cell_len)(texts[i]) for texts in rows)]))
    return found


def _write_notes(closing: Closing, marked: bool, stream: TextIO, screen: _Screen) -> None:
    notes = [*closing.notes, *([plain.LEFT] if marked else [])]
    if screen.blocks:
        notes += [line for chart in closing.charts if chart.shape == "line" for line in _sparks(chart, screen)]
    stream.write("\n" if notes else "")
    for note in notes:
        stream.write("".join(f"{line}\n" for line in screen.folded(visible(one_line(note)))))


def _sparks(chart: Chart, screen: _Screen) -> list[str]:
    """Return a line per series of a chart over time, drawn by blocks; none where it is longer than the screen."""
    found = []
    for line in chart.series:
        numbers = [v for v in line.values if v is not None]
        if not numbers or min(numbers) < 0:
            continue
        top = max(numbers) or 1
        drawn = sparkline(tuple(round(1000 * (v or 0) / top) for v in line.values))
        last = figure(chart.unit, max(numbers))
        told = f"{chart.title}, {line.label}: {drawn} {chart.categories[0]} to {chart.categories[-1]}, at most {last}"
        if len(told) <= screen.width or screen.wide:
            found.append(told)
    return found
