"""What people and runs really did in a period: runs, pulls, answers to offers; and the offers of a replay."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Final, NamedTuple

RUNS_SQL: Final = """
select started_at, options from main.run
where kind in ('assign', 'tick', 'approve') and undone_at is null and started_at >= :start and started_at < :end
order by started_at, id
"""

# Until when another system gave the leads out: its passages up to the first run here.
FOREIGN_SQL: Final = """
select max(d.distributed_at) from main.distribution d
where d.origin = 'imported' and d.undone_at is null and d.distributed_at >= :start and d.distributed_at < :end
  and d.distributed_at < coalesce((select min(r.started_at) from main.run r where r.kind in ('assign', 'tick')), :end)
"""
OFFER_RECORDS_SQL: Final = """
select user_id, count(*), sum(accepted_at is not null) from main.distribution
where offered = 1 and auto_accepted = 0 and shared = 0 and user_id is not null and undone_at is null
  and (accepted_at is not null or rejected_at is not null or expired_at is not null)
group by user_id order by user_id
"""
PENDING_SQL: Final = """
select id, lead_id, level, user_id, team_id, account_id, expires_at from temp.distribution
where offered = 1 and accepted_at is null and ended_at is null and undone_at is null and distributed_at = :now
order by id
"""
PEOPLE_SQL: Final = """
select u.id from user u where u.disabled_at is null
  and case when :team is null then u.account_id = :account
      else exists (select 1 from team_member m where m.team_id = :team and m.user_id = u.id) end
order by u.id
"""
PULLS_SQL: Final = """
select r.started_at, r.user_id, r.options from main.run r
where r.kind = 'pull' and r.undone_at is null and r.user_id is not null
  and r.started_at >= :start and r.started_at < :end
order by r.started_at, r.id
"""


class PastRun(NamedTuple):
    """A run that took place: when (seconds UTC), with which options."""

    at: int
    options: dict[str, Any]


class PendingOffer(NamedTuple):
    """An offer that waits for an answer."""

    id: int
    lead_id: int
    level: str
    user_id: int | None
    team_id: int | None
    account_id: int
    expires_at: int | None


class PastPull(NamedTuple):
    """A pull that took place: when (seconds UTC), by whom, with which options."""

    at: int
    user_id: int
    options: dict[str, Any]


def past_runs(con: sqlite3.Connection, start: int, end: int) -> list[PastRun]:
    """Return the runs that gave out leads in [start, end) and were not undone, oldest first."""
    return [PastRun(at, json.loads(options)) for at, options in con.execute(RUNS_SQL, {"start": start, "end": end})]


def foreign_until(con: sqlite3.Connection, start: int, end: int) -> int | None:
    """Return when another system last gave out a lead in [start, end), before the first run of this one; or None."""
    found = con.execute(FOREIGN_SQL, {"start": start, "end": end}).fetchone()[0]
    return None if found is None else int(found)


def offer_records(con: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """Return user -> (offers really answered or run out, of these accepted)."""
    return {user: (count, yes) for user, count, yes in con.execute(OFFER_RECORDS_SQL)}


def pending_offers(con: sqlite3.Connection, now: int) -> list[PendingOffer]:
    """Return the offers made at `now` in the replay that wait for an answer."""
    return [PendingOffer(*row) for row in con.execute(PENDING_SQL, {"now": now})]


def people_of(con: sqlite3.Connection, offer: PendingOffer) -> list[int]:
    """Return the enabled people of the team or account to which a lead is offered."""
    team = offer.team_id if offer.level == "team" else None
    return [row[0] for row in con.execute(PEOPLE_SQL, {"team": team, "account": offer.account_id})]


def past_pulls(con: sqlite3.Connection, start: int, end: int) -> list[PastPull]:
    """Return the pulls that took place in [start, end), those in vain too, oldest first."""
    found = con.execute(PULLS_SQL, {"start": start, "end": end})
    return [PastPull(at, user, json.loads(options)) for at, user, options in found]


def logins(con: sqlite3.Connection) -> dict[int, str]:
    """Return user -> login."""
    return dict(con.execute("select id, login from main.user").fetchall())
