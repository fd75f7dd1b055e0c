"""The lines of a table as HTML: every cell as people read it, with its raw value beside it for sorting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from markupsafe import Markup, escape

from leadctl.reports.render import svg
from leadctl.reports.render.cells import Times, for_people, lines
from leadctl.reports.table import Cell, Column, Table

RIGHT: Final = frozenset({"int", "number", "rate", "money", "duration"})
LONG: Final = 60  # letters of a text that may be folded between words
_LEFT: Final = Markup(' <abbr title="disabled at the as-of moment">*</abbr>')


class Lines:
    """Writes the lines of one table; `links` gives the address of a page behind a cell of column `key`."""

    def __init__(self, table: Table, links: Mapping[Cell, str] | None = None) -> None:
        self.table = table
        self.marked = False  # a leaver was shown
        self._times = Times(table.zone)
        self._writers = [people(c, self._times) for c in table.columns]
        self._labels = [i for i, c in enumerate(table.columns) if c.group]
        self._head = label_column(table)
        self._links = links or {}
        sheets = table.sheets
        keys = [c.key for c in table.columns]
        self._link_from = keys.index(sheets.key) if sheets and sheets.key in keys else None
        self._link_at = keys.index(sheets.label) if sheets and sheets.label in keys else self._link_from

    def write(self) -> tuple[Markup, Markup]:
        """Return (rows and subtotals, total). The rows of the table must be a sequence, not a stream."""
        rows = list(self.table.rows)
        most = [self._most(i, rows) if c.bar else 0.0 for i, c in enumerate(self.table.columns)]
        body: list[str] = []
        foot: list[str] = []
        before: tuple[Cell, ...] = ()
        for kind, cells in lines(self.table):
            again = self._again(before, cells) if kind == "row" else 0
            (foot if kind == "total" else body).append(self._line(kind, cells, most, again))
            before = cells if kind == "row" else ()
        return Markup("\n".join(body)), Markup("\n".join(foot))  # noqa: S704  every cell was escaped

    def _most(self, i: int, rows: Sequence[tuple[Cell, ...]]) -> float:
        if self.table.columns[i].kind == "rate":
            return 1.0
        return max((float(r[i]) for r in rows if isinstance(r[i], int | float)), default=0.0)  # type: ignore[arg-type]  # numbers only

    def _again(self, before: tuple[Cell, ...], cells: tuple[Cell, ...]) -> int:
        """Return how many of the group cells, all but the finest, say what the line above says."""
        same = 0
        for i in self._labels[:-1]:
            if not before or before[i] != cells[i]:
                break
            same += 1
        return same

    def _line(self, kind: str, cells: tuple[Cell, ...], most: Sequence[float], again: int) -> str:
        link = None
        if kind == "row" and self._link_from is not None:
            link = self._links.get(cells[self._link_from])
        head = self._head if kind == "row" else self._closing_head(kind, cells)
        found = []
        for i, column in enumerate(self.table.columns):
            inner, value = self._cell(kind, i, column, cells[i], most[i])
            if link is not None and i == self._link_at:
                inner = Markup('<a href="#{}">{}</a>').format(link, inner)
            classes = [name for name, on in (("g", column.group), ("n", column.kind in RIGHT), ("b", column.bar)) if on]
            classes += _judged(column, cells[i])
            if column.kind == "text" and len(inner) > LONG:
                classes.append("t")
            if i in self._labels[:again]:
                classes.append("again")
            tag, scope = ("th", ' scope="row"') if i == head else ("td", "")
            css = f' class="{" ".join(classes)}"' if classes else ""
            found.append(f"<{tag}{scope}{css}{value}>{inner}</{tag}>")
        mark = "" if kind == "row" else f' class="{kind}"'
        return f"<tr{mark}>{''.join(found)}</tr>"

    def _closing_head(self, kind: str, cells: tuple[Cell, ...]) -> int:
        """Return which cell names a subtotal or total: the last group cell with a text."""
        named = [i for i in self._labels if cells[i] is not None] if self._labels else []
        if kind == "total" or not named:
            return next((i for i, c in enumerate(cells) if c == "Total"), -1)
        return named[-1]

    def _cell(self, kind: str, i: int, column: Column, cell: Cell, most: float) -> tuple[Markup, str]:
        """Return (what stands in the cell, the attribute with its raw value)."""
        if kind != "row" and cell is None and column.kind in {"answer", "time", "text"}:
            return Markup(), ""
        text = escape(self._writers[i](cell))
        if column.kind == "text" and (column.key, cell) in self.table.marked:
            self.marked = True
            return text + _LEFT, ""
        if isinstance(cell, tuple):
            numbers = " ".join(map(str, cell))
            return Markup('{}<span class="vh">{}</span>').format(svg.spark(cell), numbers), f' data-v="{sum(cell)}"'
        if cell is None or isinstance(cell, str | bool):
            return text.replace("@", Markup("@<wbr>")), ""  # where an address may be broken
        if column.kind == "time":
            text = Markup('<time datetime="{}">{}</time>').format(self._times.iso(int(cell)), text)
        if column.bar and kind == "row" and most > 0 and cell > 0:
            text = svg.bar(float(cell) / most) + Markup("<span>{}</span>").format(text)
        return text, f' data-v="{cell}"'


def _judged(column: Column, cell: Cell) -> list[str]:
    """Return the class of a change for the better or the worse, where it is known which is which."""
    if not column.signed or not column.better or not isinstance(cell, int | float) or not cell:
        return []
    return ["good" if (cell > 0) == (column.better == "more") else "bad"]


def label_column(table: Table) -> int:
    """Return which column names a row: the finest group, else the text that stays on the narrowest screen."""
    groups = [i for i, c in enumerate(table.columns) if c.group]
    texts = sorted((c.rank, i) for i, c in enumerate(table.columns) if c.kind == "text")
    return groups[-1] if groups else texts[0][1] if texts else 0


def people(column: Column, times: Times) -> Callable[[Cell], str]:
    """Return what writes a cell: as in every format for people, whole numbers (but no ids) with thousands apart."""
    write = for_people(column, times)
    if column.kind != "int" or column.key == "id" or column.key.endswith("_id"):
        return write
    return lambda cell: f"{cell:{'+' if column.signed and cell else ''},}" if isinstance(cell, int) else write(cell)
