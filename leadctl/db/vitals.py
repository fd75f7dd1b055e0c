"""What `doctor` asks of the rows: work that stopped, leads and alerts that wait too long, people without hours."""

from __future__ import annotations

import sqlite3
from typing import Any, Final, NamedTuple

from leadctl.db import marks
from leadctl.db.connection import one

UNFINISHED_IMPORTS_SQL: Final = """
select id, kind, file, started_at, next_line from import
where finished_at is null and undone_at is null and started_at <= :before order by id
"""
# A run that was killed is made good by the next that finishes: of its kind, or for assign a tick.
UNFINISHED_RUNS_SQL: Final = """
select r.id, r.kind, r.recorded_at from run r
where r.finished_at is null and r.undone_at is null and r.recorded_at <= :before and not exists (
  select 1 from run n where n.id > r.id and n.finished_at is not null
    and (n.kind = r.kind or (r.kind = 'assign' and n.kind = 'tick')))
order by r.id
"""
AT_WORK_SQL: Final = """
select min(started_at) from (
  select max(recorded_at) as started_at from run where finished_at is null and undone_at is null
  union all select max(started_at) from import where finished_at is null and undone_at is null)
"""
OVERDUE_SQL: Final = """
select count(*), min(expires_at) from distribution
where offered = 1 and accepted_at is null and ended_at is null and undone_at is null and expires_at <= :before
"""
OFFERS_SQL: Final = """
select count(*) from distribution
where offered = 1 and accepted_at is null and ended_at is null and undone_at is null
"""
HELD_SQL: Final = """
select h.code, count(*), sum(h.since <= :before), min(h.since) from lead_state s join hold h on h.lead_id = s.lead_id
where s.waiting = 1 and s.owner_id is null and h.code <> 'queued' group by h.code order by 3 desc, 2 desc, 1
"""
# Leads that no run has looked at: neither held nor given. Those of an unfinished import are not to be looked at yet.
UNSEEN_SQL: Final = """
select count(*), min(l.imported_at) from lead_state s join lead l on l.id = s.lead_id
where s.waiting = 1 and s.hold_code is null and l.undone_at is null and l.imported_at <= :before
  and not exists (select 1 from import i where i.id = l.import_id and i.finished_at is null)
"""
# In time are those that wait for the end of quiet hours, and those not tried again yet since they were asked for.
ALERTS_SQL: Final = """
select count(*), coalesce(sum(late), 0), min(case when late then recorded_at end), coalesce(sum(late and tries > 0), 0)
from (
  select recorded_at, tries,
    max(recorded_at, coalesce(retried_at, 0), case when tries = 0 then not_before else 0 end) <= :before as late
  from outbox where sent_at is null and failed_at is null)
"""
GIVEN_UP_SQL: Final = """
select channel, count(*) from outbox where sent_at is null and failed_at is not null and dropped_at is null
group by channel order by 2 desc, 1
"""
WITHOUT_SHIFT_SQL: Final = """
select u.login from user u
where u.disabled_at is null and u.id in (select user_id from strategy_member where valid_to is null)
  and u.id not in (select user_id from shift where valid_to is null) order by u.login collate nocase
"""
WITH_SHIFT_SQL: Final = "select count(distinct user_id) from shift where valid_to is null"
ZONES_SQL: Final = """
select timezone, min(login) from (
  select timezone, login from user where disabled_at is null
  union all select s.timezone, u.login from shift s join user u on u.id = s.user_id where s.valid_to is null)
where timezone is not null group by timezone order by timezone
"""
LAST_TICK_RUN_SQL: Final = "select max(started_at) from run where kind = 'tick'"


class Waiting(NamedTuple):
    """How many there are, and since when the first (seconds UTC; None = there is none)."""

    number: int
    oldest: int | None


class Held(NamedTuple):
    """Leads held for one reason: all, those held too long, the oldest hold (seconds UTC)."""

    code: str
    number: int
    late: int
    oldest: int


class Alerts(NamedTuple):
    """Alerts on their way: all, those that wait too long, the oldest of these, those of these that were tried."""

    waiting: int
    late: int
    oldest: int | None
    tried: int


def unfinished_imports(con: sqlite3.Connection, before: int) -> list[tuple[int, str, str, int, int]]:
    """Return (id, kind, file, started at, next line) of imports that began by `before` and were cut off."""
    return con.execute(UNFINISHED_IMPORTS_SQL, {"before": before}).fetchall()


def unfinished_runs(con: sqlite3.Connection, before: int) -> list[tuple[int, str, int]]:
    """Return (id, kind, when) of runs that began by `before`, were killed, and were not made good since."""
    return con.execute(UNFINISHED_RUNS_SQL, {"before": before}).fetchall()


def at_work_since(con: sqlite3.Connection) -> int | None:
    """Return when the oldest of the latest unfinished run and import began, or None."""
    found = one(con, AT_WORK_SQL)
    return None if found is None else int(found)


def overdue_offers(con: sqlite3.Connection, before: int) -> Waiting:
    """Return the offers whose time was over by `before` and that nothing has ended."""
    return Waiting(*con.execute(OVERDUE_SQL, {"before": before}).fetchone())


def pending_offers(con: sqlite3.Connection) -> int:
    """Return how many offers wait for an answer."""
    return int(one(con, OFFERS_SQL))


def held_leads(con: sqlite3.Connection, before: int) -> list[Held]:
    """Return the held leads by reason, those held since `before` or longer counted apart."""
    return [Held(*row) for row in con.execute(HELD_SQL, {"before": before})]


def unseen_leads(con: sqlite3.Connection, before: int) -> Waiting:
    """Return the waiting leads known since `before` that no run has looked at."""
    return Waiting(*con.execute(UNSEEN_SQL, {"before": before}).fetchone())


def alerts(con: sqlite3.Connection, before: int) -> Alerts:
    """Return the alerts that are not sent yet; late are those that could have been sent since `before`."""
    return Alerts(*con.execute(ALERTS_SQL, {"before": before}).fetchone())


def given_up(con: sqlite3.Connection) -> dict[str, int]:
    """Return channel -> how many of its alerts were given up."""
    return dict(con.execute(GIVEN_UP_SQL).fetchall())


def without_shift(con: sqlite3.Connection) -> tuple[list[str], int]:
    """Return (logins of enabled people of the rosters without working hours, how many users have some)."""
    return [login for (login,) in con.execute(WITHOUT_SHIFT_SQL)], int(one(con, WITH_SHIFT_SQL))


def zones(con: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return (time zone, a login that has it) of users and their shifts."""
    return con.execute(ZONES_SQL).fetchall()


def last_tick(con: sqlite3.Connection) -> int | None:
    """Return when the last tick was, also one that found nothing to do; None = never."""
    return marks.get(con, marks.LAST_TICK) or one(con, LAST_TICK_RUN_SQL)
