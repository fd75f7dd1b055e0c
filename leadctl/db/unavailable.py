"""Pauses and calls: when a user takes nothing, whatever his shift says."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

from leadctl.models import FOREVER

__all__ = ["FOREVER", "Spell", "begin", "current", "end", "of_user"]

CURRENT_SQL = """
select user_id, kind, starts_at, coalesce(ends_at, :forever), reason from unavailable
where starts_at <= :now and (ends_at is null or ends_at > :now) order by id
"""

ADD_SQL: Final = """
insert into unavailable (user_id, kind, starts_at, ends_at, reason, recorded_at, recorded_by)
values (:user, :kind, :now, :ends, :reason, :now, :actor)
"""
END_SQL: Final = """
update unavailable set ends_at = :now
where user_id = :user and kind = :kind and starts_at <= :now and (ends_at is null or ends_at > :now)
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


def of_user(con: sqlite3.Connection, user_id: int, now: int) -> dict[str, Spell]:
    """Return kind (paused, busy) -> the spell of one user that lasts at `now`."""
    return {spell.kind: spell for spell in current(con, now) if spell.user_id == user_id}


def begin(
    con: sqlite3.Connection, user_id: int, kind: str, ends_at: int, reason: str | None, now: int, actor: str
) -> None:
    """Record that a user is paused or busy from `now` to `ends_at` (FOREVER = until ended by hand)."""
    ends = None if ends_at == FOREVER else ends_at
    con.execute(ADD_SQL, {"user": user_id, "kind": kind, "now": now, "ends": ends, "reason": reason, "actor": actor})


def end(con: sqlite3.Connection, user_id: int, kind: str, now: int) -> bool:
    """End what lasts of this kind and return whether anything did."""
    return con.execute(END_SQL, {"user": user_id, "kind": kind, "now": now}).rowcount > 0
