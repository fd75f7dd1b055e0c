"""Pauses and calls: when a user takes nothing, whatever his shift says."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

FOREVER: Final = 253_402_300_799  # the last second of the year 9999: until ended by hand

CURRENT_SQL = """
select user_id, kind, starts_at, coalesce(ends_at, :forever), reason from unavailable
where starts_at <= :now and (ends_at is null or ends_at > :now) order by id
"""


class Spell(NamedTuple):
    """One stretch of being paused or busy, [starts_at, ends_at) in seconds UTC."""

    user_id: int
    kind: str  # paused | busy
    starts_at: int
    ends_at: int  # FOREVER = until ended by hand
    reason: str | None


def current(con: sqlite3.Connection, now: int) -> list[Spell]:
    """Return who is paused or busy at `now`."""
    return [Spell(*row) for row in con.execute(CURRENT_SQL, {"now": now, "forever": FOREVER})]
