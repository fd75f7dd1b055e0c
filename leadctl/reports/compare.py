"""`--compare previous`: a report beside the same report of the equal period before, row by row, with the change.

Works for every report whose rows are groups: both are made whole, so each side equals the report of its period.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from leadctl.clock import Period, day_start, iso, local_date, show
from leadctl.errors import UsageError
from leadctl.reports.listing import sort_column, value_order
from leadctl.reports.periods import month_start
from leadctl.reports.render.cells import figure
from leadctl.reports.spec import TIMES, ReportSpec
from leadctl.reports.table import Cell, Closing, Column, Criterion, Figure, Subtotal, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

BEFORE: Final = ":before"
CHANGE: Final = ":change"
COMPARED: Final = frozenset({"int", "number", "rate", "money", "duration"})
LEAST_RANK: Final = 4  # columns that a narrow screen drops earlier are compared only when --columns names them
RECURRING: Final = frozenset({"hour", "weekday"})
Cells = tuple[Cell, ...]
Key = tuple[Cell, ...]


def before(period: Period) -> Period:
    """Return the period before: as many whole months where it is whole calendar months, else as many days."""
    first, last = local_date(period.start, period.zone), local_date(period.end, period.zone)
    if first.day == 1 and last.day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month
        start = month_start(first, -months)
    else:
        start = first - (last - first)
    return Period(day_start(start, period.zone), period.start, period.zone, f"{start} to {_eve(first)}")


def _eve(day: date) -> date:
    return day - timedelta(days=1)


def compared(
    con: sqlite3.Connection,
    config: Rules,
    spec: ReportSpec,
    report: Callable[[sqlite3.Connection, Rules, ReportSpec], Table],
) -> Table:
    """Return the report of `spec` with the columns KEY:before and KEY:change.

    Raises UsageError where its rows cannot be found again in another period.
    """
    dated = [d for d in spec.group if d in TIMES and d not in RECURRING]
    if dated:
        text = f"--compare finds every row again in the period before; there is no {dated[0]} twice"
        raise UsageError(text, slug="bad-flags", hint=f"without {dated[0]} in --by")
    earlier = replace(spec, period=before(spec.period), sort=None, trend=None, hints=False, push_pull=False)
    if spec.report == "summary" and (not spec.group or spec.reminder is not None):
        raise _no_groups()
    now = report(con, config, replace(spec, sort=None))
    table = _Beside(now, report(con, config, earlier), spec).table(spec.sort)
    return table.with_criterion(_criterion(earlier.period), after="period")


def widened(keys: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Return the columns of --columns, each with what it was before and its change, unless these are named too."""
    if any(key.endswith((BEFORE, CHANGE)) for key in keys):
        return list(keys)
    known = {c.key for c in columns}
    return [k for key in keys for k in (key, key + BEFORE, key + CHANGE) if k in known]


def _no_groups() -> UsageError:
    return UsageError("--compare needs groups: single rows have no row before", slug="bad-flags", hint="add --by")


def _criterion(period: Period) -> Criterion:
    start, end = iso(period.start, period.zone), iso(period.end, period.zone)
    text = f"{show(period.start, period.zone)} up to {show(period.end, period.zone)}, excluded ({period.zone})"
    return Criterion("compared_with", "Compared with", {"from": start, "to": end, "zone": period.zone}, text)


@dataclass(slots=True)
class _Side:
    """One of the two reports: prefix of group cells -> cells, and the children of every prefix in their order."""

    cells: dict[Key, Cells]
    children: dict[Key, list[Key]]
    totals: Cells | None
    closing: Closing
    columns: dict[str, int]


def _side(table: Table) -> _Side:
    depth = table.depth
    rows = [tuple(row) for row in table.rows]
    closing = table.closing()
    cells: dict[Key, Cells] = {row[:depth]: row for row in rows}
    if len(cells) != len(rows):
        raise _no_groups()
    children: dict[Key, dict[Key, None]] = {}
    for key in list(cells):
        for level in range(depth):
            children.setdefault(key[:level], {})[key[: level + 1]] = None
    cells.update({s.cells[: s.level]: tuple(s.cells) for s in closing.subtotals})
    columns = {c.key: i for i, c in enumerate(table.columns)}
    return _Side(cells, {k: list(v) for k, v in children.items()}, closing.totals, closing, columns)


class _Beside:
    """Two reports side by side."""

    def __init__(self, now: Table, earlier: Table, spec: ReportSpec) -> None:
        self._table, self._depth = now, now.depth
        self._spec = spec
        self._now, self._before = _side(now), _side(earlier)
        wanted = [c for c in now.columns if not c.group and c.kind in COMPARED and c.key in self._before.columns]
        self._compared = {c.key for c in wanted if spec.columns or c.rank <= LEAST_RANK}
        self.columns = tuple(self._columns())

    def _columns(self) -> list[Column]:
        found: list[Column] = []
        for c in self._table.columns:
            found.append(c)
            if c.key in self._compared:
                found.append(c._replace(key=c.key + BEFORE, label=f"{c.label} before", rank=c.rank + 1, bar=False))
                found.append(
                    c._replace(key=c.key + CHANGE, label=f"{c.label} change", rank=c.rank, bar=False, signed=True)
                )
        return found

    def _line(self, now: Cells | None, earlier: Cells | None) -> Cells:
        """Return the cells of a row; a group that one side lacks counts 0 there and has no rates."""
        found: list[Cell] = []
        for i, c in enumerate(self._table.columns):
            at = self._before.columns.get(c.key)
            there = earlier[at] if earlier is not None and at is not None else None
            if now is not None:
                here = now[i]
            else:
                here = there if c.group else _nothing(c, there)
            found.append(here)
            if c.key in self._compared:
                there = there if earlier is not None else _nothing(c, here)
                found += [there, _change(here, there)]
        return tuple(found)

    def _children(self, prefix: Key) -> list[Key]:
        """Return the groups of both sides: those of now in their order, a former one after its former neighbour."""
        present = self._now.children.get(prefix, [])
        known, last = set(present), None
        after: dict[Key | None, list[Key]] = {}
        for key in self._before.children.get(prefix, []):
            if key in known:
                last = key
            else:
                after.setdefault(last, []).append(key)
        return [*after.get(None, []), *(k for one in present for k in (one, *after.get(one, [])))]

    def table(self, sort: str | None) -> Table:
        """Return the finished table."""
        order = sort_column(sort, self.columns)
        rows: list[Cells] = []
        subtotals: list[Subtotal] = []

        def walk(prefix: Key) -> None:
            keys = self._children(prefix)
            lines = {k: self._line(self._now.cells.get(k), self._before.cells.get(k)) for k in keys}
            for key in self._sorted(keys, lines, order):
                if len(key) == self._depth:
                    rows.append(lines[key])
                    continue
                walk(key)
                subtotals.append(Subtotal(len(key), lines[key]))

        walk(())
        closing = self._now.closing._replace(
            subtotals=subtotals,
            totals=None if self._now.totals is None else self._line(self._now.totals, self._before.totals),
            notes=(*self._now.closing.notes, *self._notes()),
            figures=tuple(map(self._with_former, self._now.closing.figures)),
        )
        return replace(self._table, columns=self.columns, rows=rows, closing=lambda: closing)

    def _with_former(self, now: Figure) -> Figure:
        """Return the key figure with what it was before."""
        for earlier in self._before.closing.figures:
            if earlier.column.key == now.column.key and isinstance(earlier.value, int | float):
                return now._replace(
                    note="; ".join(filter(None, [now.note, f"before {figure(now.column, earlier.value)}"]))
                )
        return now

    def _sorted(self, keys: Sequence[Key], lines: dict[Key, Cells], order: tuple[str, bool] | None) -> Sequence[Key]:
        if order is None or not keys:
            return keys
        name, descending = order
        at = next(i for i, c in enumerate(self.columns) if c.key == name)
        if self.columns[at].group:
            return keys[::-1] if descending and at == len(keys[0]) - 1 else keys
        return sorted(keys, key=lambda key: value_order(lines[key][at], descending))

    def _notes(self) -> list[str]:
        spec = self._spec
        notes = ["compared row by row; a group without a row in one of the periods counts 0 there"]
        if spec.now < spec.period.end:
            notes.append("the period still runs: it is compared with the whole of the one before")
        if spec.to_date:
            notes.append("the leads of the period before have had longer for their outcomes")
        return notes


def _nothing(column: Column, other: Cell) -> Cell:
    """Return what a group has in a period where it has no row: counts are 0, of an amount nobody knows what it is."""
    if other is None or column.kind not in {"int", "series"}:
        return None
    return tuple(0 for _ in other) if isinstance(other, tuple) else 0


def _change(now: Cell, earlier: Cell) -> Cell:
    if not isinstance(now, int | float) or not isinstance(earlier, int | float):
        return None
    return now - earlier
