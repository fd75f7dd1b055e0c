"""Passages of the period one by one, where sums do not do: what was won, how soon work began, what leads were like."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_activity import ATTRIBUTED_SQL
from leadctl.db.facts_dimensions import Expression
from leadctl.db.facts_keys import IN_RANGE_SQL, Query, Range, parameters_of, split_keys
from leadctl.db.facts_rows import RAW_SQL

Dims = Sequence[tuple[str, Expression]]
WON_COLUMNS_SQL: Final = "d.lead_id, d.id, d.distributed_at, d.closed_at, coalesce({raw}, d.value)"
WON_SQL: Final = "d.closed_at < :until"
STARTED_COLUMNS_SQL: Final = "d.first_action_at - d.distributed_at"
# first_worked_at stands in the index: passages that nobody worked are not looked up
STARTED_SQL: Final = "d.first_worked_at < :until and d.first_action_at < :until"
DIED_SQL: Final = "a.kind = 'status' and a.to_system = 'dead' and a.from_system is not 'dead'"
_AGE_SQL = "max(d.distributed_at - (select l.received_at from lead l where l.id = d.lead_id), 0)"
LIKENESS_COLUMNS_SQL: Final = ", ".join(
    f"count({x}), coalesce(sum({x}), 0), total(1.0 * {x} * {x})" for x in ("d.score", "d.value", "s.age")
)


def _passages(
    con: sqlite3.Connection, query: Query, stretches: Sequence[Range], dims: Dims, columns: str, condition: str
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield (keys, columns) of the passages that count and meet the condition."""
    for stretch in stretches:
        keys = split_keys(dims, stretch)
        sql = (
            f"select {', '.join([*keys.columns, columns])} from distribution d"
            f" where {IN_RANGE_SQL}{query.where()} and {condition}"
        )
        width = len(keys.columns)
        for row in con.execute(sql, parameters_of(query, stretch, dims)):
            yield keys.whole(row[:width]), row[width:]


class Won(NamedTuple):
    """A passage whose lead its recipient closed: seconds UTC, value in minor units or None."""

    keys: tuple[Any, ...]
    lead_id: int
    passage_id: int
    distributed_at: int
    closed_at: int
    value: int | None


def won(
    con: sqlite3.Connection, query: Query, stretches: Sequence[Range], dims: Dims, *, opportunities: bool
) -> Iterator[Won]:
    """Yield the passages closed in time; the value is that of the lead's opportunities, else the one remembered."""
    raw = RAW_SQL.replace(":cut", ":until") if opportunities else "null"
    for keys, row in _passages(con, query, stretches, dims, WON_COLUMNS_SQL.format(raw=raw), WON_SQL):
        yield Won(keys, *row)


def started(
    con: sqlite3.Connection, query: Query, stretches: Sequence[Range], dims: Dims
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield (keys, seconds from distribution to the first action) of the passages acted upon in time."""
    for keys, row in _passages(con, query, stretches, dims, STARTED_COLUMNS_SQL, STARTED_SQL):
        yield keys, row[0]


def died(con: sqlite3.Connection, query: Query, dims: Dims) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield (keys, lead id) of the leads of the period's passages that attributed work moved into `dead`."""
    extra = {name: value for _, e in dims for name, value in e.parameters}
    columns = "".join(f", {e.sql}" for _, e in dims)
    sql = f"select distinct a.lead_id{columns} {ATTRIBUTED_SQL}{DIED_SQL} and {query.where()}"
    for row in con.execute(sql, query.bound(**extra)):
        yield row[1:], row[0]


class Likeness(NamedTuple):
    """What the leads of some passages were like: count, sum and sum of squares of score, value and age in seconds."""

    score: tuple[int, int, float]
    value: tuple[int, int, float]
    age: tuple[int, int, float]


def likeness(con: sqlite3.Connection, query: Query, stretches: Sequence[Range]) -> Likeness:
    """Return what the leads of the passages in these stretches were like when they were distributed."""
    sums = [[0, 0, 0.0] for _ in range(3)]
    for stretch in stretches:
        sql = (
            f"select {LIKENESS_COLUMNS_SQL.replace('d.', 's.')} from (select d.score, d.value, {_AGE_SQL} as age"
            f" from distribution d where {IN_RANGE_SQL}{query.where()}) s"
        )
        row = con.execute(sql, parameters_of(query, stretch, ())).fetchone()
        for i, part in enumerate(sums):
            for j in range(3):
                part[j] += row[3 * i + j]
    score, value, age = ((int(n), int(total), float(squares)) for n, total, squares in sums)
    return Likeness(score, value, age)
