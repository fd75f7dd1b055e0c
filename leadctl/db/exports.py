"""Reads whole rows for other systems, and remembers what --since-last has written. Times in seconds UTC."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

# What the selects below give, in their order. `row_id` is what --since-last knows a row by.
LEAD_COLUMNS: Final = (
    *("row_id", "identity", "external_id", "full_name", "first_name", "last_name", "email", "email2", "phone"),
    *("phone_ext", "mobile", "company", "job_title", "country", "state", "city", "postal_code", "street", "website"),
    *("industry", "language", "product", "source", "source_type", "campaign", "record_type", "status", "value"),
    *("priority", "confidence", "urgency", "notes", "do_not_contact", "received_at", "received_kind", "owner"),
    *("owner_email", "owner_name", "owned_since", "attributes"),
)
PASSAGE_COLUMNS: Final = (
    *("row_id", "identity", "external_id", "at_once", "lead", "lead_email", "recipient", "recipient_email"),
    *("recipient_name", "strategy", "distributed_at", "offered", "auto_accepted", "accepted_at", "rejected_at"),
    *("expired_at", "reason", "status", "ended_at", "ended_how", "expires_at", "lead_status", "crm_id"),
)
ACTIVITY_COLUMNS: Final = (
    *("row_id", "identity", "external_id", "at_once", "lead", "user", "type", "name", "happened_at", "from_status"),
    *("to_status", "starts_at", "for_user", "note"),
)

# Neither what was taken back nor people who were erased.
_THERE: Final = "l.undone_at is null and not exists (select 1 from erasure e where e.lead_id = l.id)"
# Rows without an external id are known by their lead, their second, and how many of the lead there were in it so far.
_AT_ONCE: Final = """(select count(*) from {table} o where o.lead_id = {row}.lead_id and o.{at} = {row}.{at}
  and o.external_id is null and o.id <= {row}.id)"""
_HANDED_AT: Final = (
    "(select max(t.happened_at) from transfer t where t.lead_id = s.lead_id and t.to_user_id = s.owner_id)"
)

LEADS_SQL: Final = f"""
select l.id, l.identity, l.external_id, l.full_name, l.first_name, l.last_name, coalesce(l.email, l.email_raw),
  l.email2, coalesce(l.phone, l.phone_raw), l.phone_ext, coalesce(l.mobile, l.mobile_raw), l.company, l.job_title,
  l.country, l.state, l.city, l.postal_code, l.street, l.website, l.industry, l.language, pr.name, so.name,
  so.source_type, ca.name, rt.name, st.name, l.value, l.priority, l.confidence, l.urgency, l.notes, l.do_not_contact,
  l.received_at, l.received_kind, ow.login, ow.email, ow.name,
  case when s.owner_id is not null then coalesce(d.distributed_at, {_HANDED_AT}) end, l.attributes
from lead l
cross join lead_state s on s.lead_id = l.id
join record_type rt on rt.id = l.record_type_id
join status st on st.id = s.status_id
left join product pr on pr.id = l.product_id
left join source so on so.id = l.source_id
left join campaign ca on ca.id = l.campaign_id
left join user ow on ow.id = s.owner_id
left join distribution d on d.id = s.open_distribution_id and d.user_id = s.owner_id
where {_THERE} and {{wanted}} order by l.id"""

_PASSAGE: Final = f"""d.external_id, {_AT_ONCE.format(table="distribution", row="d", at="distributed_at")},
  l.external_id, l.email, u.login, u.email, u.name, sy.name, d.distributed_at, d.offered, d.auto_accepted,
  d.accepted_at, d.rejected_at, d.expired_at, d.reject_reason, d.system_then, d.ended_at, d.end_kind,
  d.expires_at"""
DISTRIBUTIONS_SQL: Final = f"""
select d.id, l.identity, {_PASSAGE}, null, null
from distribution d
cross join lead l on l.id = d.lead_id
join user u on u.id = d.user_id
left join strategy sy on sy.id = d.strategy_id
where d.undone_at is null and d.level = 'user' and d.shared = 0 and {_THERE} and {{wanted}}
order by d.distributed_at, l.identity, d.id"""
LEFT_OUT_SQL: Final = "select count(*) from distribution where undone_at is null and (level <> 'user' or shared = 1)"

# The owner of a lead without a passage of his own (its owner was changed by hand or by a file) has it since then.
ASSIGNMENTS_SQL: Final = f"""
select l.id, l.identity, d.external_id, {_AT_ONCE.format(table="distribution", row="d", at="distributed_at")},
  l.external_id, l.email, u.login, u.email, u.name, sy.name,
  coalesce(d.distributed_at, {_HANDED_AT}, l.imported_at), coalesce(d.offered, 0), coalesce(d.auto_accepted, 0),
  d.accepted_at, null, null, null, d.system_then, null, null, null, st.name, l.external_id
from lead l
cross join lead_state s on s.lead_id = l.id
join user u on u.id = s.owner_id
join status st on st.id = s.status_id
left join distribution d on d.id = s.open_distribution_id and d.user_id = s.owner_id
left join strategy sy on sy.id = d.strategy_id
where {_THERE} and {{wanted}} order by l.id"""

ACTIVITIES_SQL: Final = f"""
select a.id, l.identity, a.external_id, {_AT_ONCE.format(table="activity", row="a", at="happened_at")}, l.external_id,
  u.login, a.kind, a.name, a.happened_at, f.name, t.name, a.starts_at, g.login, a.note
from activity a
cross join lead l on l.id = a.lead_id
left join user u on u.id = a.user_id
left join status f on f.id = a.from_status_id
left join status t on t.id = a.to_status_id
left join user g on g.id = a.for_user_id
where a.voided_at is null and {_THERE} and {{wanted}}
order by a.happened_at, l.identity, a.id"""

SELECTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "leads": (LEADS_SQL, LEAD_COLUMNS),
    "distributions": (DISTRIBUTIONS_SQL, PASSAGE_COLUMNS),
    "assignments": (ASSIGNMENTS_SQL, PASSAGE_COLUMNS),
    "activities": (ACTIVITIES_SQL, ACTIVITY_COLUMNS),
}

_PASSAGE_SINCE: Final = """(d.recorded_at >= :since
  or coalesce(d.answer_recorded_at, d.accepted_at, d.rejected_at, d.expired_at) >= :since
  or coalesce(d.end_recorded_at, d.ended_at) >= :since)"""
SINCE: Final[dict[str, str]] = {  # leadctl learned of the row, or of a change of it, at or after :since
    "leads": f"""(l.imported_at >= :since
  or exists (select 1 from lead_change c where c.lead_id = l.id and c.recorded_at >= :since)
  or exists (select 1 from activity a where a.lead_id = l.id and a.kind = 'status'
    and (a.recorded_at >= :since or a.voided_at >= :since))
  or exists (select 1 from transfer t where t.lead_id = l.id and t.recorded_at >= :since)
  or exists (select 1 from distribution d where d.lead_id = l.id and (d.undone_at >= :since or {_PASSAGE_SINCE})))""",
    "distributions": _PASSAGE_SINCE,
    "assignments": f"""({_PASSAGE_SINCE}
  or exists (select 1 from transfer t where t.lead_id = l.id and t.recorded_at >= :since))""",
    "activities": "a.recorded_at >= :since",
}

ATTRIBUTES_SQL: Final = """
select distinct j.key from lead l cross join json_each(l.attributes) j
where l.attributes is not null and l.undone_at is null order by j.key"""
KNOWN_SQL: Final = """
select x.row_id, x.digest from json_each(:ids) k cross join exported x
where x.target = :target and x.row_id = k.value"""
STAGE_SQL: Final = "create temp table if not exists written (row_id integer primary key, digest integer)"
MARK_SQL: Final = """
insert into exported (target, row_id, digest) select :target, row_id, digest from temp.written where true
on conflict (target, row_id) do update set digest = excluded.digest"""


def rows(con: sqlite3.Connection, kind: str, since: int | None = None) -> sqlite3.Cursor:
    """Return a cursor of everything of `kind` in the order of its columns, oldest first; `since`: only news."""
    sql, _ = SELECTS[kind]
    wanted = "true" if since is None else SINCE[kind]
    return con.execute(sql.format(wanted=wanted), {} if since is None else {"since": since})


def attribute_names(con: sqlite3.Connection) -> list[str]:
    """Return the names of all attributes that any lead has, in the order of the alphabet."""
    return [row[0] for row in con.execute(ATTRIBUTES_SQL)]


def left_out(con: sqlite3.Connection) -> int:
    """Return how many passages no distributions file can hold: those of accounts and teams, and broadcast offers."""
    return int(con.execute(LEFT_OUT_SQL).fetchone()[0])


def known(con: sqlite3.Connection, target: str, row_ids: Sequence[int]) -> dict[int, int]:
    """Return row id -> digest of those rows that were written to `target` before."""
    return dict(con.execute(KNOWN_SQL, {"target": target, "ids": json.dumps(row_ids)}).fetchall())


@contextmanager
def one_view(con: sqlite3.Connection) -> Iterator[None]:
    """One consistent read view in which what is written may be noted: the notes outlive it, unless it fails."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")  # of temporary tables alone


def stage(con: sqlite3.Connection) -> None:
    """Make ready to note what is being written: nothing of it holds before `mark`."""
    con.execute(STAGE_SQL)
    con.execute("delete from temp.written")


def note_written(con: sqlite3.Connection, written: Iterable[tuple[int, int]]) -> None:
    """Note (row id, digest) of rows on their way."""
    con.executemany("insert or replace into temp.written (row_id, digest) values (?, ?)", written)


def mark(con: sqlite3.Connection, target: str) -> None:
    """Remember what was noted as written to `target`. The caller holds the transaction."""
    con.execute(MARK_SQL, {"target": target})


COUNT_SQL: Final = {
    "leads": "select count(*) from lead",
    "assignments": "select count(*) from lead_state where owner_id is not null",
    "distributions": "select count(*) from distribution",
    "activities": "select count(*) from activity",
}


def count(con: sqlite3.Connection, kind: str) -> int:
    """Return about how many rows an export of `kind` has, for a progress bar."""
    return int(con.execute(COUNT_SQL[kind]).fetchone()[0])
