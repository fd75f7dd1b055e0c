"""Puts groups into the order in which a report lists them, with a subtotal per group. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from leadctl.errors import UsageError, did_you_mean
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.table import Cell, Column, Subtotal

Cells = tuple[Cell, ...]


def group_columns(groups: Sequence[Dimension]) -> list[Column]:
    """Return the key columns of a grouping."""
    return [Column(d.key, d.label, "text", rank=0, group=True) for d in groups]


def sort_column(sort: str | None, columns: Sequence[Column]) -> tuple[str, bool] | None:
    """Return (key, descending) of `--sort COLUMN` or `-COLUMN`. Raises UsageError with the nearest column."""
    if sort is None:
        return None
    key = sort.lstrip("-").strip().replace("-", "_").casefold()
    known = {c.key.casefold(): c.key for c in columns}
    if key not in known:
        raise UsageError(
            f'no column "{sort.lstrip("-")}" to sort by{did_you_mean(key, known)}',
            slug="unknown-column",
            hint="one of " + ", ".join(c.key for c in columns),
        )
    return known[key], sort.startswith("-")


def chosen(wanted: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the column keys of --columns. Raises UsageError with the nearest one."""
    found: list[str] = []
    for name in wanted:
        key = name.strip().casefold().replace("-", "_").replace(" ", "_")
        if key not in known:
            raise UsageError(
                f'no column "{name}"{did_you_mean(key, known)}',
                slug="unknown-column",
                hint="one of " + ", ".join(known),
            )
        if key not in found:
            found.append(key)
    return tuple(found)


def value_order(value: Cell, descending: bool) -> tuple[int, float | str]:
    """Return a sort key for one cell; empty cells come last either way."""
    if value is None:
        return (2, 0)
    if isinstance(value, str):
        return (1, value.casefold())
    if isinstance(value, tuple):
        value = sum(value)
    return (0, -float(value) if descending else float(value))


def ordered(rows: Iterable[Cells], at: int, descending: bool) -> list[Cells]:
    """Return the rows by one column, empty cells last either way; ties stay as they were."""
    found = sorted(rows, key=lambda row: value_order(row[at], descending))
    if not descending or not any(isinstance(row[at], str) for row in found):
        return found
    filled = [row for row in found if row[at] is not None]
    return [
        *sorted(filled, key=lambda row: str(row[at]).casefold(), reverse=True),
        *(row for row in found if row[at] is None),
    ]


class Listing:
    """The groups of all levels, to be walked in order."""

    def __init__(self, groups: Sequence[Dimension], finest: Iterable[Key]) -> None:
        self._groups = groups
        self._children: dict[Key, set[Key]] = {}
        for key in finest:
            for level in range(len(groups)):
                self._children.setdefault(key[:level], set()).add(key[: level + 1])

    def build(
        self, cells: Callable[[int, Key], Cells], columns: Sequence[Column], sort: tuple[str, bool] | None
    ) -> tuple[list[Cells], list[Subtotal]]:
        """Return (rows of the finest groups, subtotals of the levels between), each whole: group cells, then figures.

        `cells(level, key)` gives the figures of a group. A subtotal stands right after the last row of its group.
        """
        self._cells, self._columns, self._sort = cells, columns, sort
        self._rows: list[Cells] = []
        self._subtotals: list[Subtotal] = []
        if self._groups:
            self._walk(())
        return self._rows, self._subtotals

    def _walk(self, prefix: Key) -> None:
        level = len(prefix)
        for key in self._ordered(prefix):
            padding = (None,) * (len(self._groups) - level - 1)
            line: Cells = (*key, *padding, *self._cells(level + 1, key))
            if level + 1 == len(self._groups):
                self._rows.append(line)
                continue
            self._walk(key)
            self._subtotals.append(Subtotal(level + 1, line))

    def _ordered(self, prefix: Key) -> list[Key]:
        level = len(prefix)
        dimension = self._groups[level]
        keys = sorted(self._children.get(prefix, ()), key=lambda key: dimension.order(key[level]))
        if self._sort is None:
            return keys
        name, descending = self._sort
        if name in {g.key for g in self._groups}:
            return keys[::-1] if descending and name == dimension.key else keys
        at = next(i for i, c in enumerate(self._columns) if c.key == name) - len(self._groups)
        figures = {key: self._cells(level + 1, key)[at] for key in keys}
        return sorted(keys, key=lambda key: value_order(figures[key], descending))
