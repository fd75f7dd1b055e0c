"""What there is where a report found nothing: rows without one filter, and the nearest ones outside the period."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from leadctl.db.facts_dimensions import Expression
from leadctl.db.facts_keys import COUNTS_SQL, Query
from leadctl.db.facts_leads import LEADS_SQL, RECEIVED_SQL

MOST_SQL: Final = "select {key}, count(*) from {source} where {where} group by 1 order by 2 desc, 1"
DISTRIBUTED_SQL: Final = """select
  (select max(d.distributed_at) from distribution d where d.undone_at is null and d.distributed_at < :start),
  (select min(d.distributed_at) from distribution d where d.undone_at is null and d.distributed_at >= :end)"""
RECEIVED_AROUND_SQL: Final = """select
  (select max(l.received_at) from lead l where l.undone_at is null and l.received_at < :start),
  (select min(l.received_at) from lead l where l.undone_at is null and l.received_at >= :end)"""


def most(
    con: sqlite3.Connection, query: Query, expression: Expression, *, without: str, leads: bool
) -> Sequence[tuple[Any, int]]:
    """Return (key, rows) of one dimension, the most first: passages, or leads, that pass all filters but `without`."""
    source, counts = (LEADS_SQL, RECEIVED_SQL) if leads else ("distribution d", COUNTS_SQL)
    sql = MOST_SQL.format(key=expression.sql, source=source, where=query.where(counts, without=without))
    return con.execute(sql, query.bound(**dict(expression.parameters))).fetchall()


def around(con: sqlite3.Connection, query: Query, *, leads: bool) -> tuple[int | None, int | None]:
    """Return (the last moment before the period, the first after it) at which any lead was distributed, or received."""
    row = con.execute(RECEIVED_AROUND_SQL if leads else DISTRIBUTED_SQL, {"start": query.start, "end": query.end})
    before, after = row.fetchone()
    return before, after
