"""The activity table, and what follows from it: the chain of statuses and the lead's state.

A status fact's `from` is the `to` of the fact before it by (happened_at, id): facts recorded late take their place
in the chain. The first fact of a lead keeps what was known when it was recorded (the status the lead came with).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from leadctl.db import attribution, milestones, state
from leadctl.db.connection import one


class NewActivity(NamedTuple):
    """One activity to insert, in column order. Times in seconds UTC; systems are those of the moment."""

    lead_id: int
    user_id: int | None
    kind: str
    name: str | None
    happened_at: int
    recorded_at: int
    recorded_by: str | None
    origin: str = "leadctl"
    from_status_id: int | None = None
    to_status_id: int | None = None
    from_system: str | None = None
    to_system: str | None = None
    for_user_id: int | None = None
    starts_at: int | None = None
    note: str | None = None
    external_id: str | None = None
    import_id: int | None = None


class Activity(NamedTuple):
    """One row as `lead void` and `history` need it."""

    id: int
    lead_id: int
    user_id: int | None
    distribution_id: int | None
    kind: str
    name: str | None
    from_status_id: int | None
    to_status_id: int | None
    from_system: str | None
    happened_at: int
    voided_at: int | None
    void_reason: str | None


INSERT_SQL: Final = (
    f"insert into activity ({', '.join(NewActivity._fields)})"
    f" values ({', '.join('?' * len(NewActivity._fields))}) returning id"
)
GET_SQL: Final = f"select {', '.join(Activity._fields)} from activity where id = :id"
VOID_SQL: Final = """
update activity set voided_at = :now, voided_by = :actor, void_reason = :reason where id = :id and voided_at is null
"""

# the fact after a voided one inherits what that one had changed from; elsewhere the chain says the same
INHERIT_SQL: Final = """
update activity set from_status_id = :from_status, from_system = :from_system where id = (
  select a.id from activity a
  where a.lead_id = :lead and a.kind = 'status' and a.voided_at is null and (a.happened_at, a.id) > (:at, :id)
  order by a.happened_at, a.id limit 1)
"""

STATUS_AT_SQL: Final = """
select a.to_status_id from activity a
where a.lead_id = :lead and a.kind = 'status' and a.voided_at is null and a.happened_at <= :at
order by a.happened_at desc, a.id desc limit 1
"""
FIRST_STATUS_SQL: Final = "select first_status_id from lead where id = :lead"

SYSTEM_SQL: Final = """
select v.system from status_version v
where v.status_id = :status and v.valid_from <= :at and (v.valid_to is null or v.valid_to > :at)
order by v.valid_from desc limit 1
"""
DISABLED_SQL: Final = """
select 1 from user_disabled d
where d.user_id = :user and d.valid_from <= :at and (d.valid_to is null or d.valid_to > :at)
"""
VERSIONS_SQL: Final = (
    "select status_id, valid_from, valid_to, system from status_version order by status_id, valid_from"
)

_CHAIN: Final = """
with facts as materialized (
  select a.id, a.from_status_id as kept_id, a.from_system as kept_system,
    lag(a.to_status_id) over w as before_id, lag(a.to_system) over w as before_system
  from temp.touched_lead t cross join activity a on a.lead_id = t.lead_id
  where a.kind = 'status' and a.voided_at is null
  window w as (partition by a.lead_id order by a.happened_at, a.id)),
wrong as materialized (
  select * from facts where before_id is not null and (kept_id, kept_system) is not (before_id, before_system))
"""
CHAIN_SQL: Final = f"""{_CHAIN}
update activity set from_status_id = wrong.before_id, from_system = wrong.before_system
from wrong where activity.id = wrong.id returning distribution_id
"""
CHAIN_DIFFERS_SQL: Final = f"{_CHAIN} select id, kept_id, before_id from wrong order by id"

# What lead_state must say about these leads: the latest status fact holds, else the status the lead came with.
_STATE: Final = """
with facts as materialized (
  select s.lead_id, s.status_id as kept_status, s.status_since as kept_since, s.last_work_at as kept_work,
    l.first_status_id, l.received_at,
    (select a.id from activity a where a.lead_id = s.lead_id and a.kind = 'status' and a.voided_at is null
     order by a.happened_at desc, a.id desc limit 1) as fact_id,
    (select max(a.happened_at) from activity a
     where a.lead_id = s.lead_id and a.user_id is not null and a.voided_at is null) as work
  from temp.touched_lead t cross join lead_state s on s.lead_id = t.lead_id cross join lead l on l.id = s.lead_id),
found as materialized (
  select f.*, coalesce(a.to_status_id, f.first_status_id) as status,
    case when a.id is not null then a.happened_at
         when f.kept_status = f.first_status_id then f.kept_since else f.received_at end as since
  from facts f left join activity a on a.id = f.fact_id)
"""
STATE_SQL: Final = f"""{_STATE}
update lead_state set status_id = found.status, status_since = found.since, last_work_at = found.work
from found where lead_state.lead_id = found.lead_id
  and (found.kept_status, found.kept_since, found.kept_work) is not (found.status, found.since, found.work)
"""
STATE_DIFFERS_SQL: Final = f"""{_STATE}
select lead_id, kept_status, status, kept_since, since, kept_work, work from found
where (kept_status, kept_since, kept_work) is not (status, since, work) order by lead_id
"""
WITH_LINKED_SQL: Final = """
select t.lead_id from temp.touched_lead t
union
select s.lead_id from temp.touched_lead t cross join lead_state s on s.duplicate_of = t.lead_id
"""


def insert(con: sqlite3.Connection, row: NewActivity) -> int:
    """Insert one activity and return its id. Call `settle` for its lead before the transaction ends."""
    return int(con.execute(INSERT_SQL, row).fetchone()[0])


def get(con: sqlite3.Connection, activity_id: int) -> Activity | None:
    """Return one activity, or None."""
    row = con.execute(GET_SQL, {"id": activity_id}).fetchone()
    return None if row is None else Activity(*row)


def void(con: sqlite3.Connection, wrong: Activity, now: int, actor: str, reason: str) -> None:
    """Mark a wrong entry: it is kept and counts nowhere. Call `settle` for its lead afterwards."""
    con.execute(VOID_SQL, {"id": wrong.id, "now": now, "actor": actor, "reason": reason})
    if wrong.kind == "status":
        con.execute(
            INHERIT_SQL,
            {
                "from_status": wrong.from_status_id,
                "from_system": wrong.from_system,
                "lead": wrong.lead_id,
                "at": wrong.happened_at,
                "id": wrong.id,
            },
        )


def status_at(con: sqlite3.Connection, lead_id: int, at: int) -> int:
    """Return the id of the status in which the lead stood at `at` (seconds UTC), facts at that second included."""
    found = one(con, STATUS_AT_SQL, {"lead": lead_id, "at": at})
    return int(found if found is not None else one(con, FIRST_STATUS_SQL, {"lead": lead_id}))


def system_at(con: sqlite3.Connection, status_id: int, at: int) -> str | None:
    """Return the system status that `status_id` meant at `at`; None when the rules did not know it then."""
    found = one(con, SYSTEM_SQL, {"status": status_id, "at": at})
    return None if found is None else str(found)


def disabled_then(con: sqlite3.Connection, user_id: int, at: int) -> bool:
    """Return True when the user was disabled at `at` (seconds UTC)."""
    return one(con, DISABLED_SQL, {"user": user_id, "at": at}) is not None


def status_versions(con: sqlite3.Connection) -> dict[int, list[tuple[int, int | None, str]]]:
    """Return status id -> [(valid from, valid to or None, system status)] in order of time."""
    found: dict[int, list[tuple[int, int | None, str]]] = {}
    for status_id, start, end, system in con.execute(VERSIONS_SQL):
        found.setdefault(status_id, []).append((start, end, system))
    return found


def settle(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    """Bring everything that follows from the activity of these leads up to date, after some was added or voided.

    That is: the chain of statuses, attribution, kept milestones, and lead_state's status, last work and waiting
    (also of the duplicates linked to them). `now` decides what a status means. The caller holds the transaction.
    """
    ids = list(lead_ids)
    milestones.touch_leads(con, ids)
    con.execute(CHAIN_SQL).fetchall()
    attribution.reattribute(con, ids)
    refresh_state(con, now)


def rechain_touched(con: sqlite3.Connection) -> set[int]:
    """Put the statuses of the leads in temp.touched_lead in order; return the passages whose facts changed."""
    return {row[0] for row in con.execute(CHAIN_SQL).fetchall() if row[0] is not None}


def refresh_state(con: sqlite3.Connection, now: int) -> None:
    """Recompute status, last work and waiting of the leads in temp.touched_lead.

    Closing or reopening an original also decides whether the duplicates linked to it wait.
    """
    con.execute(STATE_SQL)
    state.rewait(con, [row[0] for row in con.execute(WITH_LINKED_SQL).fetchall()], now)


def differences(con: sqlite3.Connection) -> list[str]:
    """Return one line per status chain or lead_state that differs from its recomputation; empty when all is right."""
    lines: list[str] = []
    after: Any = 0
    while after is not None:
        milestones.touch_leads(con, ())
        con.execute(attribution.NEXT_LEADS_SQL, {"after": after, "slice": attribution.SLICE})
        for activity, kept, right in con.execute(CHAIN_DIFFERS_SQL):
            lines.append(f"activity {activity}: changes from status {kept}, the fact before it says {right}")
        for lead, *pairs in con.execute(STATE_DIFFERS_SQL):
            for name, at in (("status", 0), ("status since", 2), ("last work", 4)):
                if pairs[at] != pairs[at + 1]:
                    lines.append(f"lead {lead}: {name} is kept as {pairs[at]}, recomputed {pairs[at + 1]}")
        after = con.execute("select max(lead_id) from temp.touched_lead").fetchone()[0]
    return lines
