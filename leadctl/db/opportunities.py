"""The opportunity table: what a lead may be worth, append-only; the latest row of a key holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class NewOpportunity(NamedTuple):
    """One value of one opportunity, in column order. `amount` in minor units, times in seconds UTC."""

    lead_id: int
    key: str
    user_id: int | None
    amount: int
    note: str | None
    import_id: int | None
    happened_at: int
    recorded_at: int


INSERT_SQL: Final = (
    f"insert into opportunity ({', '.join(NewOpportunity._fields)})"
    f" values ({', '.join('?' * len(NewOpportunity._fields))})"
)

# An import brings the same row twice as little as it changes nothing: same key, amount, note and user already hold.
HOLDS_SQL: Final = """
select o.amount, o.note, o.user_id from opportunity o
where o.lead_id = :lead and o.key = :key and o.voided_at is null and o.happened_at <= :at
order by o.happened_at desc, o.id desc limit 1
"""
LATEST_SQL: Final = """
select key, amount, note from (
  select o.key, o.amount, o.note, row_number() over (partition by o.key order by o.happened_at desc, o.id desc) as n
  from opportunity o where o.lead_id = :lead and o.voided_at is null)
where n = 1 order by key
"""


def insert(con: sqlite3.Connection, rows: Iterable[NewOpportunity]) -> None:
    """Append values. The caller holds the transaction."""
    con.executemany(INSERT_SQL, rows)


def holding(con: sqlite3.Connection, lead_id: int, key: str, at: int) -> tuple[int, str | None, int | None] | None:
    """Return (amount in minor units, note, user) of opportunity `key` as of `at`, or None when there is none."""
    row = con.execute(HOLDS_SQL, {"lead": lead_id, "key": key, "at": at}).fetchone()
    return None if row is None else (int(row[0]), row[1], row[2])


def latest(con: sqlite3.Connection, lead_id: int) -> list[tuple[str, int, str | None]]:
    """Return (key, amount in minor units, note) of each opportunity of a lead, by key."""
    return con.execute(LATEST_SQL, {"lead": lead_id}).fetchall()
