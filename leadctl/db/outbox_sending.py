"""The outbox as those see it who empty it: what is due, what came of a try, what was given up."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Literal, NamedTuple

from leadctl.db.connection import Connection, immediate, one

State = Literal["waiting", "failed", "sent", "dropped", "all"]
WAITING: Final = "sent_at is null and failed_at is null"
LOST: Final = "failed_at is not null and dropped_at is null"

# What was never tried goes first: a backlog that fails holds up nothing new.
DUE_SQL: Final = f"""
select id, channel, user_id, tries, coalesce(retried_at, recorded_at) from outbox
where {WAITING} and not_before <= :now and id not in (select value from json_each(:but))
order by tries > 0, id limit :most
"""
BEGIN_SQL: Final = f"""
update outbox set tries = tries + 1, error = null where id = :id and {WAITING}
returning message, kind, event_at, payload
"""
NEWEST_SQL: Final = "select coalesce(max(id), 0) from outbox"
WRITTEN_SINCE_SQL: Final = f"select exists (select 1 from outbox where id > :id and {WAITING})"
DUE_NOW_SQL: Final = f"select count(*) from outbox where {WAITING} and not_before <= :now"
SENT_SQL: Final = f"""
update outbox set sent_at = :now, error = null where id = :id and {WAITING}
"""
FAILED_SQL: Final = f"""
update outbox set tries = :tries, error = :error, not_before = :not_before, failed_at = :failed_at
where id = :id and {WAITING}
"""
POSTPONE_SQL: Final = f"update outbox set not_before = :at where id = :id and {WAITING}"
LIST_SQL: Final = f"""
select o.id, o.message, o.kind, o.channel, u.login, o.lead_id, o.payload, o.event_at, o.not_before, o.tries,
  o.sent_at, o.failed_at, o.error, o.dropped_at, o.dropped_by
from outbox o left join user u on u.id = o.user_id
where (:user is null or o.user_id = :user) and (:channel is null or o.channel = :channel) and case :state
  when 'waiting' then {WAITING} when 'failed' then {LOST} when 'dropped' then o.dropped_at is not null
  when 'sent' then o.sent_at is not null else 1 end
order by o.id desc limit :limit
"""
LOST_SQL: Final = f"select count(*) from outbox where {LOST}"
CHANNELS_SQL: Final = "select distinct channel from outbox order by channel"
RETRY_SQL: Final = """
update outbox set failed_at = null, tries = 0, not_before = 0, retried_at = :now
where sent_at is null and dropped_at is null and id in (select value from json_each(:ids))
"""
FOUND_SQL: Final = f"""
select id, case when sent_at is not null then 'sent' when dropped_at is not null then 'dropped'
  when failed_at is not null then 'failed' else 'waiting' end from outbox
where id in (select value from json_each(:ids)) or (:every and {LOST} and (:channel is null or channel = :channel))
"""
# What still waits is given up with it: whatever looks for alerts to send need not know of this.
DROP_SQL: Final = """
update outbox set dropped_at = :now, dropped_by = :actor, failed_at = coalesce(failed_at, :now)
where sent_at is null and dropped_at is null and id in (select value from json_each(:ids))
"""


class Due(NamedTuple):
    """An alert that is to be sent; it is tried since `counted_from` (seconds UTC)."""

    id: int
    channel: str
    user_id: int | None
    tries: int
    counted_from: int


class Failure(NamedTuple):
    """What came of a try that failed. `failed_at` None = it is tried again at `not_before` (seconds UTC)."""

    id: int
    tries: int
    error: str
    not_before: int
    failed_at: int | None


class Listed(NamedTuple):
    """A row of the outbox as it is listed; times in seconds UTC."""

    id: int
    message: str
    kind: str
    channel: str
    login: str | None
    lead_id: int | None
    payload: str
    event_at: int
    not_before: int
    tries: int
    sent_at: int | None
    failed_at: int | None
    error: str | None
    dropped_at: int | None
    dropped_by: str | None

    @property
    def state(self) -> str:
        """Return waiting, sent, failed or dropped."""
        if self.dropped_at is not None:
            return "dropped"
        return "sent" if self.sent_at is not None else "failed" if self.failed_at is not None else "waiting"

    def told(self, key: str) -> str | None:
        """Return what the payload says under `key`."""
        value = json.loads(self.payload).get(key)
        return None if value is None else str(value)


@contextmanager
def unwatched(con: sqlite3.Connection) -> Iterator[None]:
    """Let nobody look at the transactions within: sending tells nobody anything that would have to be sent."""
    if not isinstance(con, Connection):
        yield
        return
    watcher, con.watcher = con.watcher, None
    try:
        yield
    finally:
        con.watcher = watcher


def newest(con: sqlite3.Connection) -> int:
    """Return the id of the newest alert, 0 when there is none."""
    return int(one(con, NEWEST_SQL))


def written_since(con: sqlite3.Connection, newest_before: int) -> bool:
    """Return whether an alert was written after that one and still waits."""
    return bool(one(con, WRITTEN_SINCE_SQL, {"id": newest_before}))


def due_count(con: sqlite3.Connection, now: int) -> int:
    """Return how many alerts are to be sent at `now`."""
    return int(one(con, DUE_NOW_SQL, {"now": now}))


def due(con: sqlite3.Connection, now: int, *, but: Iterable[int] = (), most: int = 100) -> list[Due]:
    """Return what is to be sent at `now` (seconds UTC)."""
    rows = con.execute(DUE_SQL, {"now": now, "but": json.dumps(list(but)), "most": most})
    return [Due(*row) for row in rows]


def begin(con: sqlite3.Connection, row_id: int) -> tuple[str, str, int, str] | None:
    """Count a try and return (message, kind, event at, payload); None when it was sent or withdrawn meanwhile.

    Counted before the message leaves: from then on nobody adds to it what would not be sent. Without an error until
    the answer is known: whoever takes it back meanwhile knows that it may have left.
    """
    with immediate(con):
        row: tuple[str, str, int, str] | None = con.execute(BEGIN_SQL, {"id": row_id}).fetchone()
        return row


def mark_sent(con: sqlite3.Connection, row_id: int, now: int) -> None:
    """Write that an alert was handed over, in a transaction of its own."""
    with immediate(con, watched=False):
        con.execute(SENT_SQL, {"id": row_id, "now": now})


def postpone(con: sqlite3.Connection, row_id: int, at: int) -> None:
    """Let an alert wait until `at` (seconds UTC); no try is counted."""
    with immediate(con):
        con.execute(POSTPONE_SQL, {"id": row_id, "at": at})


def mark_failed(con: sqlite3.Connection, failures: Iterable[Failure]) -> None:
    """Write what came of tries that failed, in one transaction."""
    rows = [f._asdict() for f in failures]
    if rows:
        with immediate(con, watched=False):
            con.executemany(FAILED_SQL, rows)


def listed(
    con: sqlite3.Connection, state: State, *, user_id: int | None = None, channel: str | None = None, limit: int = -1
) -> list[Listed]:
    """Return alerts in a state, the newest first; `limit` -1 = all."""
    asked = {"state": state, "user": user_id, "channel": channel, "limit": limit}
    return [Listed(*row) for row in con.execute(LIST_SQL, asked)]


def channels(con: sqlite3.Connection) -> list[str]:
    """Return the channels that any alert was written for."""
    return [name for (name,) in con.execute(CHANNELS_SQL)]


def lost_count(con: sqlite3.Connection) -> int:
    """Return how many alerts were given up, those aside that were dropped since."""
    return int(one(con, LOST_SQL))


def found(
    con: sqlite3.Connection, ids: Iterable[int], *, every: bool = False, channel: str | None = None
) -> dict[int, str]:
    """Return id -> waiting, failed, sent or dropped, of these alerts; with `every` also of all that were given up.

    `channel` narrows what `every` adds.
    """
    asked = {"ids": json.dumps(list(ids)), "every": int(every), "channel": channel}
    return dict(con.execute(FOUND_SQL, asked).fetchall())


def retry(con: sqlite3.Connection, ids: Iterable[int], now: int) -> None:
    """Let these alerts be tried again from `now` on, as if they were new."""
    with immediate(con):
        con.execute(RETRY_SQL, {"ids": json.dumps(list(ids)), "now": now})


def drop(con: sqlite3.Connection, ids: Iterable[int], now: int, actor: str) -> int:
    """Let these alerts never be sent, and return how many that changes; the rows stay."""
    with immediate(con, watched=False):
        return con.execute(DROP_SQL, {"ids": json.dumps(list(ids)), "now": now, "actor": actor}).rowcount
