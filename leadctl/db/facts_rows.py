"""What `report summary` reads: one row per distribution as a stream, and the values of leads that have any."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import OUTCOME_SQL, RECIPIENT_SQL, STAGE_NOW_SQL, STAGE_SQL, Expression
from leadctl.db.facts_keys import (
    AGAIN_SQL,
    COUNTS_SQL,
    HOPS_SQL,
    IN_PERIOD_SQL,
    IN_RANGE_SQL,
    UNDONE_SQL,
    Query,
    Range,
    parameters_of,
    split_keys,
)

MARKETING_SQL: Final = """(select count(*) from touch t where t.lead_id = d.lead_id and t.kind = 'marketing'
 and t.voided_at is null and t.happened_at < :cut{since})"""
CRM_TOUCHES_SQL: Final = """(select count(*) from touch t where t.lead_id = d.lead_id and t.kind = 'crm'
 and t.voided_at is null and t.happened_at < :cut{since})"""
CRM_WORK_SQL: Final = """(select count(*) from activity t where t.lead_id = d.lead_id and t.origin = 'crm'
 and t.voided_at is null and t.happened_at < :cut{since})"""
SINCE_SQL: Final = " and t.happened_at >= d.distributed_at"
# The latest value of each of the lead's opportunities.
RAW_SQL: Final = """(select sum(o.amount) from opportunity o where o.lead_id = d.lead_id and o.voided_at is null
 and o.happened_at < :cut and not exists (select 1 from opportunity n where n.lead_id = o.lead_id and n.key = o.key
  and n.voided_at is null and n.happened_at < :cut
  and (n.happened_at > o.happened_at or (n.happened_at = o.happened_at and n.id > o.id))))"""
LABEL_SQL: Final = """coalesce(l.email, l.phone, l.mobile, l.full_name,
 nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''), l.company, l.email_raw, l.phone_raw,
 'lead ' || l.id)"""
PEOPLE_SQL: Final = """(select group_concat(login, ', ') from (select distinct u.login from activity a
 join user u on u.id = a.user_id where a.lead_id = d.lead_id and a.voided_at is null and a.happened_at < :cut
 order by u.login))"""
# Passages after the first, and transfers that made no passage of their own.
HAND_OFFS_SQL: Final = """(select max(count(*) - 1, 0) from distribution p where p.lead_id = d.lead_id
 and p.undone_at is null and p.shared = 0 and p.distributed_at < :cut)
 + (select count(*) from transfer x where x.lead_id = d.lead_id and x.happened_at < :cut
 and not exists (select 1 from distribution p where p.lead_id = x.lead_id and p.distributed_at = x.happened_at))"""
OPTIONAL: Final[dict[str, str]] = {"people_involved": PEOPLE_SQL, "hand_offs": HAND_OFFS_SQL}


class Kinds(NamedTuple):
    """Which sorts of facts the database holds at all: what it lacks is not looked for, row by row."""

    marketing: bool
    crm_touches: bool
    crm_work: bool
    opportunities: bool

    @property
    def crm(self) -> bool:
        """Return True once anything came from a CRM."""
        return self.crm_touches or self.crm_work


KINDS_SQL: Final = """select
 exists (select 1 from touch where kind = 'marketing' and voided_at is null),
 exists (select 1 from touch where kind = 'crm' and voided_at is null),
 exists (select 1 from activity indexed by activity_crm where origin = 'crm' and voided_at is null),
 exists (select 1 from opportunity where voided_at is null)"""


def kinds(con: sqlite3.Connection) -> Kinds:
    """Return which sorts of facts there are."""
    return Kinds(*(bool(x) for x in con.execute(KINDS_SQL).fetchone()))


def _events(present: Kinds, since_distribution: bool) -> tuple[str, str]:
    since = SINCE_SQL if since_distribution else ""
    marketing = MARKETING_SQL.format(since=since) if present.marketing else "0"
    crm = [
        sql.format(since=since)
        for sql, there in ((CRM_TOUCHES_SQL, present.crm_touches), (CRM_WORK_SQL, present.crm_work))
        if there
    ]
    return marketing, " + ".join(crm) or "0"


class Row(NamedTuple):
    """One distribution, as stored: ids, moments in seconds UTC, money in minor units."""

    lead_id: int
    label: str
    distributed_at: int
    recipient: int  # a user, or a place below zero
    account_id: int
    offered: int
    answers: int  # 1 accepted + 2 rejected + 4 pending
    outcome: str
    reject_reason: str | None
    stage_id: int
    marketing: int
    crm: int
    raw: int | None
    stage_now_id: int | None  # where there is an opportunity
    campaign_id: int | None


_ROW_SQL: Final = f"""d.lead_id, {LABEL_SQL}, d.distributed_at, {RECIPIENT_SQL}, d.account_id, d.offered,
 case when d.offered = 1 or d.rejected_at is not null then
  ((d.accepted_at < :cut) is 1 and (d.rejected_at < :cut) is not 1 and (d.expired_at < :cut) is not 1)
  + 2 * ((d.rejected_at < :cut) is 1)
  + 4 * (d.offered = 1 and d.undone_at is null and (d.accepted_at < :cut) is not 1 and (d.rejected_at < :cut) is not 1
    and (d.expired_at < :cut) is not 1 and (d.ended_at < :cut) is not 1) else 0 end,
 {{outcome}}, d.reject_reason, {STAGE_SQL}"""
UNDONE_OUTCOME_SQL: Final = f"case when d.undone_at is not null then 'undone' else {OUTCOME_SQL} end"


def rows(
    con: sqlite3.Connection,
    query: Query,
    present: Kinds,
    *,
    optional: Sequence[str] = (),
    newest_first: bool = True,
    since_distribution: bool = False,
    hops: bool = False,
    undone: bool = False,
) -> sqlite3.Cursor:
    """Return a cursor of one tuple per distribution in the order of time: the fields of Row, then the optional columns.

    With `hops` also those handed on by design, with `undone` those taken back. Memory stays flat: nothing is collected
    or sorted.
    """
    marketing, crm = _events(present, since_distribution)
    raw = RAW_SQL if present.opportunities else "null"
    now = f"case when {RAW_SQL} is not null then {STAGE_NOW_SQL} end" if present.opportunities else "null"
    more = "".join(f", {OPTIONAL[name]}" for name in optional)
    counts = " or ".join([COUNTS_SQL, *([HOPS_SQL] if hops else []), *([UNDONE_SQL] if undone else [])])
    row = _ROW_SQL.format(outcome=UNDONE_OUTCOME_SQL if undone else OUTCOME_SQL)
    way = "desc" if newest_first else "asc"
    sql = (
        f"select {row}, {marketing}, {crm}, {raw}, {now}, d.campaign_id{more}"
        f" from distribution d indexed by distribution_by_time cross join lead l on l.id = d.lead_id"
        f" where {IN_PERIOD_SQL} and {query.where(f'({counts})')} order by d.distributed_at {way}, d.id {way}"
    )
    con.execute("pragma cache_size = -2048")  # every page is read once: a large cache only costs its memory
    return con.execute(sql, query.bound())


def count_undone(con: sqlite3.Connection, query: Query) -> int:
    """Return how many passages of the period were taken back and would count otherwise."""
    sql = f"select count(*) from distribution d indexed by distribution_by_time where {query.where(UNDONE_SQL)}"
    return int(con.execute(sql, query.bound()).fetchone()[0])


class Values(NamedTuple):
    """What the lead of one passage is worth: events and opportunities."""

    keys: tuple[Any, ...]
    lead_id: int
    account_id: int
    marketing: int
    crm: int
    raw: int | None
    stage_now_id: int | None
    again: int  # 1 = the lead may have several passages in the period


NOTE_VALUED_SQL: Final = (
    "insert or ignore into temp.valued_lead (lead_id) select distinct lead_id from touch",
    "insert or ignore into temp.valued_lead (lead_id) select distinct lead_id from activity indexed by activity_crm"
    " where origin = 'crm' and voided_at is null",
    "insert or ignore into temp.valued_lead (lead_id) select distinct lead_id from opportunity",
)


def values(
    con: sqlite3.Connection,
    query: Query,
    stretches: Sequence[Range],
    dimensions: Sequence[tuple[str, Expression]],
    present: Kinds,
    *,
    since_distribution: bool = False,
) -> Iterator[Values]:
    """Yield the passages whose lead has any touch, CRM activity or opportunity; call facts.note_again before."""
    if not (present.marketing or present.crm or present.opportunities):
        return
    con.execute("create temp table if not exists valued_lead (lead_id integer primary key)")
    con.execute("delete from temp.valued_lead")
    for sql in NOTE_VALUED_SQL:
        con.execute(sql)
    marketing, crm = _events(present, since_distribution)
    raw = RAW_SQL if present.opportunities else "null"
    now = f"case when {RAW_SQL} is not null then {STAGE_NOW_SQL} end" if present.opportunities else "null"
    for stretch in stretches:
        keys = split_keys(dimensions, stretch)
        columns = ", ".join(["d.lead_id", "d.account_id", marketing, crm, raw, now, AGAIN_SQL, *keys.columns])
        sql = (
            f"select {columns} from distribution d where {IN_RANGE_SQL}{query.where()}"
            " and d.lead_id in (select lead_id from temp.valued_lead)"
        )
        for row in con.execute(sql, parameters_of(query, stretch, dimensions)):
            yield Values(keys.whole(row[7:]), *row[:7])


PROBABILITIES_SQL: Final = """select status_id, probability from status_version
where valid_from < :cut and (valid_to is null or valid_to >= :cut) order by valid_from, id"""


def probabilities(con: sqlite3.Connection, cut: int) -> dict[int, int]:
    """Return status id -> win probability in per cent, as it stood in the second before `cut`."""
    return dict(con.execute(PROBABILITIES_SQL, {"cut": cut}).fetchall())
