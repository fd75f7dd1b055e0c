"""Pulled leads as facts: passages of mode pull, what went back to its queue, and the counts kept on lead_state.

`pull_count`, `next_pull_at` and `queue_ready` are a cache of distribution and released: `requeue` recomputes them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple


class PulledLead(NamedTuple):
    """An open passage that a user pulled. Times in seconds UTC; `taken_from` is (account, team or None)."""

    id: int
    lead_id: int
    user_id: int
    strategy_id: int
    distributed_at: int
    first_worked_at: int | None
    last_activity_at: int | None
    status_id: int
    status_since: int
    path: str | None

    @property
    def taken_from(self) -> tuple[int, int | None]:
        """Return (account, team or None) that held the lead before it was pulled."""
        step = json.loads(self.path or "[]")[0]
        return int(step[1]), step[2]


class Release(NamedTuple):
    """One row of `released`: how is released, recycled or reclaimed; `again_at` = may be pulled again from then on."""

    distribution_id: int
    lead_id: int
    how: str
    released_at: int
    again_at: int
    uncount: int
    reason: str | None
    actor: str | None
    run_id: int | None
    recorded_at: int


RELEASE_SQL: Final = (
    f"insert into released ({', '.join(Release._fields)}) values ({', '.join('?' * len(Release._fields))})"
)

# What counts: pulls not undone, less those that a release took out of the count.
PULL_COUNT: Final = """
max(0, (select count(*) from distribution d where d.lead_id = s.lead_id and d.mode = 'pull' and d.origin = 'engine'
   and d.undone_at is null)
 - (select count(*) from released r join distribution d on d.id = r.distribution_id
    where r.lead_id = s.lead_id and r.uncount = 1 and d.undone_at is null))
"""
# The latest release, unless the lead was pulled again since.
NEXT_PULL_AT: Final = """
(select r.again_at from released r join distribution d on d.id = r.distribution_id
 where r.lead_id = s.lead_id and d.undone_at is null and not exists (
   select 1 from distribution e where e.lead_id = r.lead_id and e.id > d.id and e.mode = 'pull'
     and e.origin = 'engine' and e.undone_at is null)
 order by r.id desc limit 1)
"""
REQUEUE_SQL: Final = f"""
update lead_state as s set pull_count = {PULL_COUNT}, next_pull_at = {NEXT_PULL_AT},
  queue_ready = coalesce({NEXT_PULL_AT} <= :now, 1)
where s.lead_id in (select value from json_each(:leads))
"""
# After a pull: what was a queue's is nobody's queue's now.
PULLED_SQL: Final = """
update lead_state set pull_count = pull_count + 1, next_pull_at = null, queue_ready = 1 where lead_id = ?
"""
SEEN_SQL: Final = "update user set last_seen_at = max(coalesce(last_seen_at, 0), :now) where id = :user"

_OPEN: Final = """
select d.id, d.lead_id, d.user_id, d.strategy_id, d.distributed_at, d.first_worked_at, d.last_activity_at,
  s.status_id, s.status_since, d.path
from distribution d {index} cross join lead_state s on s.lead_id = d.lead_id
where d.mode = 'pull' and d.origin = 'engine' and d.ended_at is null and d.undone_at is null and s.owner_id = d.user_id
"""
OPEN_OF_LEAD_SQL: Final = f"{_OPEN.format(index='')} and d.lead_id = :lead and d.id = s.open_distribution_id"
# Worked since the pull, and in one of these statuses all the same: the attempt was in vain.
RECYCLE_SQL: Final = f"""{_OPEN.format(index="indexed by distribution_pulled_open")}
  and d.strategy_id = :strategy and s.status_id in (select value from json_each(:statuses))
  and (d.first_worked_at is not null or s.status_since > d.distributed_at)
order by d.id
"""
RECLAIM_SQL: Final = f"""{_OPEN.format(index="indexed by distribution_pulled_open")}
  and d.strategy_id = :strategy and d.first_worked_at is null and d.distributed_at <= :since
  and s.status_id not in (select value from json_each(:finished))
order by d.id
"""
UNWORKED_SQL: Final = """
select count(*) from distribution d indexed by distribution_pulled_open
cross join lead_state s on s.lead_id = d.lead_id
where d.mode = 'pull' and d.origin = 'engine' and d.ended_at is null and d.undone_at is null and d.user_id = :user
  and d.first_worked_at is null and s.status_id not in (select value from json_each(:finished))
"""
OWNED_SQL: Final = """
select coalesce(d.strategy_id, 0), count(*) from lead_state s left join distribution d on d.id = s.open_distribution_id
where s.owner_id = :user and s.status_id not in (select value from json_each(:finished)) group by 1
"""
PENDING_SQL: Final = """
select coalesce(strategy_id, 0), count(*) from distribution indexed by distribution_pending
where offered = 1 and accepted_at is null and ended_at is null and undone_at is null
  and user_id = :user and level = 'user' and shared = 0 group by 1
"""
LAST_RELEASE_SQL: Final = "select max(released_at) from released where lead_id = :lead"
LAST_SOURCE_SQL: Final = """
select source_id from distribution
where strategy_id = :strategy and mode = 'pull' and origin = 'engine' and undone_at is null order by id desc limit 1
"""
ROSTER_SQL: Final = """
select strategy_id, weight, team_id from strategy_member where user_id = :user and valid_to is null
"""
CARDS_SQL: Final = """
select l.id, coalesce(l.full_name, nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
    l.company, l.email, l.phone, l.external_id, '(no name)'),
  l.company, coalesce(l.phone, l.mobile), l.email, st.name, l.score, s.pull_count, s.added_at
from json_each(:ids) c cross join lead l on l.id = c.value cross join lead_state s on s.lead_id = l.id
join status st on st.id = s.status_id order by c.key
"""
MEMBERS_SQL: Final = """
select m.user_id, u.account_id from strategy_member m join user u on u.id = m.user_id
where m.strategy_id = :strategy and m.valid_to is null and u.disabled_at is null order by m.user_id
"""
MAX_UNWORKED_SQL: Final = """
select status_id, max_unworked from status_version
where max_unworked is not null and valid_from <= :now and (valid_to is null or valid_to > :now)
  and system not in ('closed', 'dead')
"""


def add_release(con: sqlite3.Connection, row: Release) -> None:
    """Append one release. The caller holds the transaction, ends the passage and calls `requeue`."""
    con.execute(RELEASE_SQL, row)


def requeue(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    """Recompute pull_count, next_pull_at and queue_ready of these leads from the facts."""
    con.execute(REQUEUE_SQL, {"leads": json.dumps(list(lead_ids)), "now": now})


def pulled(con: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Count one pull of each of these leads."""
    con.executemany(PULLED_SQL, [(lead_id,) for lead_id in lead_ids])


def seen(con: sqlite3.Connection, user_id: int, now: int) -> None:
    """Note that the user did something at `now`."""
    con.execute(SEEN_SQL, {"user": user_id, "now": now})


def open_of_lead(con: sqlite3.Connection, lead_id: int) -> PulledLead | None:
    """Return the pulled passage by which its owner has this lead, or None."""
    row = con.execute(OPEN_OF_LEAD_SQL, {"lead": lead_id}).fetchone()
    return None if row is None else PulledLead(*row)


def last_release(con: sqlite3.Connection, lead_id: int) -> int | None:
    """Return when the lead went back to its queue last, in seconds UTC, or None."""
    row = con.execute(LAST_RELEASE_SQL, {"lead": lead_id}).fetchone()
    return None if row[0] is None else int(row[0])


def to_recycle(con: sqlite3.Connection, strategy_id: int, status_ids: Iterable[int]) -> list[PulledLead]:
    """Return the pulled leads of a strategy that were worked and stand in one of these statuses, by passage."""
    values = {"strategy": strategy_id, "statuses": json.dumps(list(status_ids))}
    return [PulledLead(*row) for row in con.execute(RECYCLE_SQL, values)]


def to_reclaim(con: sqlite3.Connection, strategy_id: int, since: int, finished: Iterable[int]) -> list[PulledLead]:
    """Return the pulled leads of a strategy that nobody worked and that were pulled at or before `since`."""
    values = {"strategy": strategy_id, "since": since, "finished": json.dumps(list(finished))}
    return [PulledLead(*row) for row in con.execute(RECLAIM_SQL, values)]


def unworked(con: sqlite3.Connection, user_id: int, finished: Iterable[int]) -> int:
    """Return how many open leads the user pulled and has not worked."""
    return int(con.execute(UNWORKED_SQL, {"user": user_id, "finished": json.dumps(list(finished))}).fetchone()[0])


def open_counts(con: sqlite3.Connection, user_id: int, finished: Iterable[int]) -> dict[int, int]:
    """Return strategy id (0 = none) -> leads he owns that are not finished, and offers that wait for his answer."""
    found: dict[int, int] = {}
    values = {"user": user_id, "finished": json.dumps(list(finished))}
    for strategy_id, count in [*con.execute(OWNED_SQL, values), *con.execute(PENDING_SQL, {"user": user_id})]:
        found[strategy_id] = found.get(strategy_id, 0) + count
    return found


def last_source(con: sqlite3.Connection, strategy_id: int) -> int | None:
    """Return the source of the lead that was pulled last from a strategy, or None."""
    row = con.execute(LAST_SOURCE_SQL, {"strategy": strategy_id}).fetchone()
    return None if row is None else row[0]


def cards(con: sqlite3.Connection, lead_ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Return (lead, name, company, phone, e-mail, status, score, pull count, added at) of these leads, in order."""
    return con.execute(CARDS_SQL, {"ids": json.dumps(list(lead_ids))}).fetchall()


def memberships(con: sqlite3.Connection, user_id: int) -> dict[int, tuple[int, int | None]]:
    """Return strategy id -> (weight in millionths, team id) of the rosters on which the user stands."""
    return {row[0]: (row[1], row[2]) for row in con.execute(ROSTER_SQL, {"user": user_id})}


def members(con: sqlite3.Connection, strategy_id: int) -> dict[int, int]:
    """Return user id -> account id of the enabled members of a strategy."""
    return dict(con.execute(MEMBERS_SQL, {"strategy": strategy_id}).fetchall())


def max_unworked(con: sqlite3.Connection, now: int) -> dict[int, int]:
    """Return status id -> seconds after which a lead in it counts as unworked, of those that say so."""
    return dict(con.execute(MAX_UNWORKED_SQL, {"now": now}).fetchall())
