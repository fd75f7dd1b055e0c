"""Follow-ups that people set, and notices: what a tick found due, once each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

from leadctl.db.offers import MAY_ANSWER, PENDING


class FollowUp(NamedTuple):
    """A reminder that a person set. Seconds UTC; `removed_at` = done or taken back."""

    id: int
    lead_id: int
    user_id: int
    due_at: int
    note: str | None
    recorded_at: int
    recorded_by: str | None
    removed_at: int | None


class Notice(NamedTuple):
    """Something due, for a user, or for any user of an account (`user_id` None). Seconds UTC.

    `due_at` is the moment it fell due; `recorded_at` that of the tick which found it.
    """

    kind: str
    lead_id: int
    user_id: int | None
    distribution_id: int | None
    follow_up_id: int | None
    due_at: int
    recorded_at: int
    run_id: int | None


class Untouched(NamedTuple):
    """An open lead that its owner has had, or somebody worked last, at `since`."""

    lead_id: int
    user_id: int
    distribution_id: int | None
    strategy_id: int | None
    since: int


class Listed(NamedTuple):
    """A notice as it is listed; `account_id` and `team_id` say whose any user it is for, `live` whether it still is."""

    id: int
    kind: str
    lead_id: int
    user_id: int | None
    level: str | None
    team_id: int | None
    account_id: int | None
    due_at: int
    recorded_at: int
    expires_at: int | None
    note: str | None
    live: int


ADD_FOLLOW_UP_SQL: Final = """
insert into follow_up (lead_id, user_id, due_at, note, recorded_at, recorded_by)
values (:lead, :user, :due, :note, :now, :actor) returning id
"""
FOLLOW_UPS_SQL: Final = f"""
select {", ".join(f"f.{name}" for name in FollowUp._fields)} from follow_up f join lead l on l.id = f.lead_id
where l.undone_at is null and (:user is null or f.user_id = :user) and (:lead is null or f.lead_id = :lead)
  and (:all or f.removed_at is null)
order by f.removed_at is not null, f.due_at, f.id
"""
DONE_SQL: Final = """
update follow_up set removed_at = :now
where lead_id = :lead and removed_at is null and (:user is null or user_id = :user)
returning id
"""

ADD_SQL: Final = (
    f"insert or ignore into notice ({', '.join(Notice._fields)}) values ({', '.join('?' * len(Notice._fields))})"
)
DUE_FOLLOW_UPS_SQL: Final = """
select f.id, f.lead_id, f.user_id, f.due_at from follow_up f
join lead l on l.id = f.lead_id and l.undone_at is null
where f.removed_at is null and f.due_at <= :now and not exists (
  select 1 from notice n where n.kind = 'follow_up' and n.lead_id = f.lead_id and n.due_at = f.due_at
    and n.user_id = f.user_id)
order by f.due_at, f.id
"""
ENDING_SQL: Final = f"""
select d.id, d.lead_id, d.user_id, d.strategy_id, d.expires_at from distribution d
where {PENDING} and d.expires_at > :now and d.strategy_id in (select value from json_each(:strategies))
order by d.expires_at, d.id
"""
# Since when nobody has touched it; asked about already since then = not again.
UNTOUCHED_SQL: Final = """
select s.lead_id, s.owner_id, d.id, d.strategy_id,
  max(coalesce(s.last_work_at, 0), coalesce(d.accepted_at, d.distributed_at, s.status_since)) as since
from lead_state s
join lead l on l.id = s.lead_id and l.undone_at is null
join user u on u.id = s.owner_id and u.disabled_at is null
left join distribution d on d.id = s.open_distribution_id
where s.owner_id is not null and since <= :before
  and s.status_id not in (select value from json_each(:finished))
  and not exists (select 1 from notice n where n.kind = 'feedback' and n.lead_id = s.lead_id
                  and n.user_id = s.owner_id and n.due_at > since)
order by since, s.lead_id
"""
# A notice is live while there is still something to do about it.
LIST_SQL: Final = f"""
select n.id, n.kind, n.lead_id, n.user_id, d.level, d.team_id, d.account_id, n.due_at, n.recorded_at,
  case when n.kind = 'offer_ends' then d.expires_at end, f.note,
  l.undone_at is null and case n.kind
    when 'offer_ends' then coalesce({PENDING} and d.expires_at > :now, 0)
    when 'follow_up' then f.removed_at is null
    else s.owner_id is n.user_id and coalesce(s.last_work_at, 0) < n.due_at
      and s.status_id not in (select value from json_each(:finished)) end as live
from notice n join lead l on l.id = n.lead_id join lead_state s on s.lead_id = n.lead_id
left join distribution d on d.id = n.distribution_id left join follow_up f on f.id = n.follow_up_id
where (:all or live) and (:user is null or n.user_id = :user or (n.user_id is null and {MAY_ANSWER}))
order by n.due_at desc, n.id desc limit :limit
"""


def add_follow_up(
    con: sqlite3.Connection, lead_id: int, user_id: int, due_at: int, note: str | None, now: int, actor: str
) -> int:
    """Insert a follow-up and return its id."""
    row = {"lead": lead_id, "user": user_id, "due": due_at, "note": note, "now": now, "actor": actor}
    return int(con.execute(ADD_FOLLOW_UP_SQL, row).fetchone()[0])


def follow_ups(
    con: sqlite3.Connection, *, user_id: int | None = None, lead_id: int | None = None, done_too: bool = False
) -> list[FollowUp]:
    """Return follow-ups, the next one first; with `done_too` then those that are done."""
    parameters = {"user": user_id, "lead": lead_id, "all": int(done_too)}
    return [FollowUp(*row) for row in con.execute(FOLLOW_UPS_SQL, parameters)]


def finish_follow_ups(con: sqlite3.Connection, lead_id: int, user_id: int | None, now: int) -> int:
    """Mark the follow-ups of a lead (of one user, or all) as done; return how many there were."""
    return len(con.execute(DONE_SQL, {"lead": lead_id, "user": user_id, "now": now}).fetchall())


def add_new(con: sqlite3.Connection, rows: Iterable[Notice]) -> list[Notice]:
    """Insert notices and return those that are new: what was noticed before stays as it is."""
    return [row for row in rows if con.execute(ADD_SQL, row).rowcount == 1]


def due_follow_ups(con: sqlite3.Connection, now: int) -> list[tuple[int, int, int, int]]:
    """Return (follow-up, lead, user, due at) of what is due and was not noticed yet, oldest first."""
    return con.execute(DUE_FOLLOW_UPS_SQL, {"now": now}).fetchall()


def ending(
    con: sqlite3.Connection, now: int, strategy_ids: Iterable[int]
) -> list[tuple[int, int, int | None, int, int]]:
    """Return (offer, lead, user or None, strategy, deadline) of the pending offers of these strategies."""
    return con.execute(ENDING_SQL, {"now": now, "strategies": json.dumps(list(strategy_ids))}).fetchall()


def untouched(con: sqlite3.Connection, before: int, finished: Iterable[int]) -> list[Untouched]:
    """Return the owned, open leads that nobody has touched since `before` or earlier and nobody was asked about.

    `finished` are the statuses closed and dead.
    """
    rows = con.execute(UNTOUCHED_SQL, {"before": before, "finished": json.dumps(list(finished))})
    return [Untouched(*row) for row in rows]


def noticed(
    con: sqlite3.Connection, now: int, finished: Iterable[int], *, user_id: int | None, old_too: bool, limit: int
) -> list[Listed]:
    """Return notices, newest first: those about which there is still something to do, with `old_too` all.

    `user_id`: only those for him, or for any user of his account or team.
    """
    parameters = {
        "now": now, "finished": json.dumps(list(finished)), "all": int(old_too), "limit": limit, "user": user_id,
        "at": now,
    }  # fmt: skip
    return [Listed(*row) for row in con.execute(LIST_SQL, parameters)]
