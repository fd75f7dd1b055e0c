"""What `lead show --journey` reads: the leads of one person and company, and all that happened to them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple


class JourneyLead(NamedTuple):
    """One lead of the journey as it stands now."""

    id: int
    name: str
    company: str | None
    source: str | None
    campaign: str | None
    received_at: int
    status: str
    owner: str | None


class Touch(NamedTuple):
    """One marketing event, or a CRM row of nobody."""

    lead_id: int
    kind: str
    name: str
    happened_at: int


class Step(NamedTuple):
    """One activity that counts."""

    lead_id: int
    happened_at: int
    kind: str
    name: str | None
    user: str | None  # None: a status fact that an import brought
    to_status: str | None
    closing: int  # 1 = it closed the lead
    note: str | None


_PERSON: Final = "from json_each(:values) p cross join lead l on {column} = p.value where l.undone_at is null"
PERSON_SQL: Final[dict[str, tuple[str, ...]]] = {
    "e-mail": (f"select l.id {_PERSON.format(column='l.email')}",),
    "phone": (
        f"select l.id {_PERSON.format(column='l.phone')}",
        f"select l.id {_PERSON.format(column='l.mobile')}",
    ),
}
LINKED_SQL: Final = """
select s.lead_id from lead_state s join lead l on l.id = s.lead_id
where l.undone_at is null and (s.duplicate_of = :root or s.lead_id = :root)"""
ROOT_SQL: Final = "select coalesce(duplicate_of, lead_id) from lead_state where lead_id = :lead"
CELLS_SQL: Final = "select email, email2, phone, mobile, website, company from lead where id = :lead"
COMPANY_SQL: Final = """
select k.lead_id from json_each(:keys) p
cross join company_key k on k.kind = json_extract(p.value, '$[0]') and k.value = json_extract(p.value, '$[1]')"""
LEADS_SQL: Final = """
select l.id, coalesce(l.full_name, nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
    l.company, l.email, l.external_id, '(no name)'),
  l.company, so.name, ca.name, l.received_at, st.name, u.login
from json_each(:ids) k cross join lead l on l.id = k.value join lead_state s on s.lead_id = l.id
join status st on st.id = s.status_id left join user u on u.id = s.owner_id
left join source so on so.id = l.source_id left join campaign ca on ca.id = l.campaign_id
where l.undone_at is null or l.id = :own order by l.received_at, l.id"""
TOUCHES_SQL: Final = """
select t.lead_id, t.kind, t.name, t.happened_at from json_each(:ids) k cross join touch t on t.lead_id = k.value
where t.voided_at is null order by t.happened_at, t.id"""
STEPS_SQL: Final = """
select a.lead_id, a.happened_at, a.kind, a.name, u.login, s.name,
  a.kind = 'status' and a.to_system = 'closed' and a.from_system is not 'closed', a.note
from json_each(:ids) k cross join activity a on a.lead_id = k.value
left join user u on u.id = a.user_id left join status s on s.id = a.to_status_id
where a.voided_at is null order by a.happened_at, a.id"""


def cells(con: sqlite3.Connection, lead_id: int) -> tuple[Any, ...]:
    """Return (email, second e-mail, phone, mobile, website, company) of a lead."""
    row: tuple[Any, ...] = con.execute(CELLS_SQL, {"lead": lead_id}).fetchone()
    return row


def linked(con: sqlite3.Connection, lead_id: int) -> list[int]:
    """Return the lead, its original and every duplicate of that."""
    root = con.execute(ROOT_SQL, {"lead": lead_id}).fetchone()[0]
    return [row[0] for row in con.execute(LINKED_SQL, {"root": root})]


def of_person(con: sqlite3.Connection, kind: str, values: Sequence[str]) -> set[int]:
    """Return the leads with one of these e-mail addresses or phone numbers (kind of PERSON_SQL)."""
    parameters = {"values": json.dumps(list(values))}
    return {row[0] for sql in PERSON_SQL[kind] for row in con.execute(sql, parameters)}


def of_company(con: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> set[int]:
    """Return the leads for which company_key has one of these keys."""
    return {row[0] for row in con.execute(COMPANY_SQL, {"keys": json.dumps(list(keys))})}


def leads(con: sqlite3.Connection, ids: Iterable[int], own: int) -> list[JourneyLead]:
    """Return these leads in the order in which they came in, without those taken back (but `own`)."""
    return [JourneyLead(*row) for row in con.execute(LEADS_SQL, {"ids": json.dumps(sorted(ids)), "own": own})]


def touches(con: sqlite3.Connection, ids: Iterable[int]) -> list[Touch]:
    """Return the touches of these leads in order of time, without voided ones."""
    return [Touch(*row) for row in con.execute(TOUCHES_SQL, {"ids": json.dumps(list(ids))})]


def steps(con: sqlite3.Connection, ids: Iterable[int]) -> list[Step]:
    """Return the activities of these leads in order of time, without voided ones."""
    return [Step(*row) for row in con.execute(STEPS_SQL, {"ids": json.dumps(list(ids))})]
