"""Everything about one lead, read for its detail page. Times in seconds UTC, money in minor units."""

from __future__ import annotations

import sqlite3
from typing import Any, Final, NamedTuple


class Passage(NamedTuple):
    """One passage of the lead with the names of the people and strategies in it."""

    id: int
    level: str
    mode: str
    origin: str
    shared: int
    strategy: str | None
    run_id: int | None
    user: str | None
    team: str | None
    account: str
    distributed_at: int
    recorded_by: str | None
    offered: int
    expires_at: int | None
    accepted_at: int | None
    rejected_at: int | None
    reject_reason: str | None
    expired_at: int | None
    passed_on_at: int | None
    ended_at: int | None
    end_kind: str | None
    undone_at: int | None
    system_then: str | None
    first_action_at: int | None
    contacted_at: int | None
    closed_at: int | None
    last_activity_at: int | None
    actions: int
    status_changes: int
    appointments: int


class Work(NamedTuple):
    """One activity."""

    id: int
    kind: str
    name: str | None
    user: str | None
    distribution_id: int | None
    from_status: str | None
    to_status: str | None
    for_user: str | None
    starts_at: int | None
    note: str | None
    origin: str
    happened_at: int
    recorded_at: int
    recorded_by: str | None
    voided_at: int | None
    void_reason: str | None


class Value(NamedTuple):
    """One row of an opportunity; `current` 1 = the latest of its key."""

    key: str
    user: str | None
    amount: int
    note: str | None
    happened_at: int
    voided_at: int | None
    current: int


class Linked(NamedTuple):
    """A lead on the other end of a duplicate link."""

    lead_id: int
    name: str
    status: str
    system: str
    owner: str | None
    received_at: int
    hold_code: str | None


class Transfer(NamedTuple):
    """The lead changed hands by hand."""

    from_user: str | None
    to_user: str | None
    actor: str
    reason: str | None
    happened_at: int


class FollowUp(NamedTuple):
    """A reminder on the lead; `removed_at`: done or taken back."""

    due_at: int
    user: str
    note: str | None
    removed_at: int | None


class Change(NamedTuple):
    """A later import or hand changed a cell."""

    field: str
    old: str | None
    new: str | None
    recorded_at: int
    import_id: int | None


LEAD_SQL: Final = """
select l.*, s.*, rt.name as record_type, st.name as status, fs.name as first_status, sv.system as system_status,
  so.name as source, so.source_type, ca.name as campaign, pr.name as product,
  ow.login as owner, ac.name as holder, te.name as holder_team, nu.login as named_user, i.file as import_file
from lead l
join lead_state s on s.lead_id = l.id
join record_type rt on rt.id = l.record_type_id
join status st on st.id = s.status_id
join status fs on fs.id = l.first_status_id
left join status_version sv on sv.status_id = s.status_id and sv.valid_from <= :now
  and (sv.valid_to is null or sv.valid_to > :now)
join account ac on ac.id = s.holder_account_id
left join team te on te.id = s.holder_team_id
left join user ow on ow.id = s.owner_id
left join user nu on nu.id = s.named_user_id
left join source so on so.id = l.source_id
left join campaign ca on ca.id = l.campaign_id
left join product pr on pr.id = l.product_id
left join import i on i.id = l.import_id
where l.id = :lead"""

HOLD_SQL: Final = "select code, since from hold where lead_id = :lead"

PASSAGES_SQL: Final = """
select d.id, d.level, d.mode, d.origin, d.shared, sy.name, d.run_id, u.login, t.name, a.name, d.distributed_at,
  d.recorded_by, d.offered, d.expires_at, d.accepted_at, d.rejected_at, d.reject_reason, d.expired_at, d.passed_on_at,
  d.ended_at, d.end_kind, d.undone_at, d.system_then, d.first_action_at, d.contacted_at, d.closed_at,
  d.last_activity_at, d.actions, d.status_changes, d.appointments
from distribution d
join account a on a.id = d.account_id
left join strategy sy on sy.id = d.strategy_id
left join user u on u.id = d.user_id
left join team t on t.id = d.team_id
where d.lead_id = :lead order by d.distributed_at, d.id"""

WORK_SQL: Final = """
select a.id, a.kind, a.name, u.login, a.distribution_id, f.name, t.name, fu.login, a.starts_at, a.note, a.origin,
  a.happened_at, a.recorded_at, a.recorded_by, a.voided_at, a.void_reason
from activity a
left join user u on u.id = a.user_id
left join user fu on fu.id = a.for_user_id
left join status f on f.id = a.from_status_id
left join status t on t.id = a.to_status_id
where a.lead_id = :lead order by a.happened_at, a.id"""

TOUCHES_SQL: Final = """
select kind, name, count(*), max(happened_at) from touch
where lead_id = :lead and voided_at is null group by kind, name order by kind, name"""

VALUES_SQL: Final = """
select o.key, u.login, o.amount, o.note, o.happened_at, o.voided_at,
  o.voided_at is null and row_number() over (
    partition by o.key, o.voided_at is null order by o.happened_at desc, o.id desc) = 1
from opportunity o left join user u on u.id = o.user_id
where o.lead_id = :lead order by o.key, o.happened_at, o.id"""

_LINKED_SQL: Final = """
select s.lead_id,
  coalesce(l.full_name, nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
    l.company, l.email, l.external_id, '(no name)'),
  st.name, coalesce(sv.system, 'new'), ow.login, l.received_at, s.hold_code
from lead_state s
join lead l on l.id = s.lead_id and l.undone_at is null
join status st on st.id = s.status_id
left join status_version sv on sv.status_id = s.status_id and sv.valid_from <= :now
  and (sv.valid_to is null or sv.valid_to > :now)
left join user ow on ow.id = s.owner_id
where """
ORIGINAL_SQL: Final = _LINKED_SQL + "s.lead_id = (select o.duplicate_of from lead_state o where o.lead_id = :lead)"
DUPLICATES_SQL: Final = _LINKED_SQL + "s.duplicate_of = :lead order by s.lead_id"

TRANSFERS_SQL: Final = """
select f.login, t.login, x.actor, x.reason, x.happened_at
from transfer x left join user f on f.id = x.from_user_id left join user t on t.id = x.to_user_id
where x.lead_id = :lead order by x.happened_at, x.id"""

FOLLOW_UPS_SQL: Final = """
select f.due_at, u.login, f.note, f.removed_at from follow_up f join user u on u.id = f.user_id
where f.lead_id = :lead order by f.due_at, f.id"""

CHANGES_SQL: Final = """
select field, old, new, recorded_at, import_id from lead_change where lead_id = :lead order by recorded_at, id"""


def lead(con: sqlite3.Connection, lead_id: int, now: int) -> dict[str, Any]:
    """Return column -> value of the lead, its state and the names around it; raises LookupError when there is none."""
    cursor = con.execute(LEAD_SQL, {"lead": lead_id, "now": now})
    row = cursor.fetchone()
    if row is None:
        raise LookupError(lead_id)
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def hold(con: sqlite3.Connection, lead_id: int) -> tuple[str, int] | None:
    """Return (code, since) of the lead's hold, or None."""
    row = con.execute(HOLD_SQL, {"lead": lead_id}).fetchone()
    return None if row is None else (row[0], row[1])


def passages(con: sqlite3.Connection, lead_id: int) -> list[Passage]:
    """Return every passage of the lead, undone ones too, in order of time."""
    return [Passage(*row) for row in con.execute(PASSAGES_SQL, {"lead": lead_id})]


def work(con: sqlite3.Connection, lead_id: int) -> list[Work]:
    """Return every activity of the lead, voided ones too, in order of time."""
    return [Work(*row) for row in con.execute(WORK_SQL, {"lead": lead_id})]


def touches(con: sqlite3.Connection, lead_id: int) -> list[tuple[str, str, int, int]]:
    """Return (kind, name, how many, the latest) of the touches of the lead."""
    return con.execute(TOUCHES_SQL, {"lead": lead_id}).fetchall()


def values(con: sqlite3.Connection, lead_id: int) -> list[Value]:
    """Return every row of the lead's opportunities, by key and time."""
    return [Value(*row) for row in con.execute(VALUES_SQL, {"lead": lead_id})]


def original(con: sqlite3.Connection, lead_id: int, now: int) -> Linked | None:
    """Return the lead of which this one is a duplicate, or None."""
    row = con.execute(ORIGINAL_SQL, {"lead": lead_id, "now": now}).fetchone()
    return None if row is None else Linked(*row)


def duplicates(con: sqlite3.Connection, lead_id: int, now: int) -> list[Linked]:
    """Return the leads that are duplicates of this one."""
    return [Linked(*row) for row in con.execute(DUPLICATES_SQL, {"lead": lead_id, "now": now})]


def transfers(con: sqlite3.Connection, lead_id: int) -> list[Transfer]:
    """Return how the lead changed hands by hand, in order of time."""
    return [Transfer(*row) for row in con.execute(TRANSFERS_SQL, {"lead": lead_id})]


def follow_ups(con: sqlite3.Connection, lead_id: int) -> list[FollowUp]:
    """Return the reminders on the lead, those of the future and those that are done too, by the time they are due."""
    return [FollowUp(*row) for row in con.execute(FOLLOW_UPS_SQL, {"lead": lead_id})]


def changes(con: sqlite3.Connection, lead_id: int) -> list[Change]:
    """Return what later imports or hands changed, in order of time."""
    return [Change(*row) for row in con.execute(CHANGES_SQL, {"lead": lead_id})]
