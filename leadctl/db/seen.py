"""When users were last seen: the latest moment of anything they did, kept on `user` by whoever records it."""

from __future__ import annotations

import sqlite3
from typing import Final

MARK_SQL: Final = """
update user set last_seen_at = :at where id = :user and coalesce(last_seen_at, -1) < :at
"""
MARK_WORK_SQL: Final = """
update user set last_seen_at = found.at
from (select user_id, max(happened_at) as at from activity
      where id > :before and user_id is not null and voided_at is null group by user_id) as found
where user.id = found.user_id and coalesce(user.last_seen_at, -1) < found.at
"""
LATEST_SQL: Final = "select id, last_seen_at from user where last_seen_at is not null"

# Only for a moment of the past: what was recorded since says nothing about it.
WORK_BEFORE_SQL: Final = """
select user_id, max(happened_at) from activity
where happened_at > :since and happened_at <= :now and voided_at is null and user_id is not null group by user_id
"""
PULLS_BEFORE_SQL: Final = """
select user_id, max(started_at) from run
where kind = 'pull' and user_id is not null and started_at > :since and started_at <= :now group by user_id
"""


def mark(con: sqlite3.Connection, user_id: int, at: int) -> bool:
    """Note that a user was seen at `at` (seconds UTC) and return whether that is later than what was known."""
    return con.execute(MARK_SQL, {"user": user_id, "at": at}).rowcount == 1


def mark_work(con: sqlite3.Connection, before: int) -> None:
    """Note the work of the activities with an id over `before`."""
    con.execute(MARK_WORK_SQL, {"before": before})


def latest(con: sqlite3.Connection, now: int, within: int) -> dict[int, int]:
    """Return user id -> when he was last seen, of everybody seen up to `now`.

    Whoever was seen since then (`now` lies in the past: a replay) counts by his work and pulls of the `within` seconds
    before it.
    """
    known: dict[int, int] = dict(con.execute(LATEST_SQL).fetchall())
    later = {user for user, at in known.items() if at > now}
    if later:
        span = {"since": now - within - 1, "now": now}
        found: dict[int, int] = {}
        for sql in (WORK_BEFORE_SQL, PULLS_BEFORE_SQL):
            for user, at in con.execute(sql, span):
                found[user] = max(at, found.get(user, at))
        known = {user: at for user, at in known.items() if user not in later} | {
            user: at for user, at in found.items() if user in later
        }
    return known
