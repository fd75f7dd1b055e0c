"""What `report allocation` reads: where leads stand, how long they took, what waits, where several hold one person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import RECIPIENT_SQL, STAGE_NOW_SQL, STAGE_SQL, Expression
from leadctl.db.facts_keys import COUNTS_SQL, Query
from leadctl.db.facts_leads import HAD_SQL, LEADS_SQL, RECEIVED_SQL, read

FINISHED_SQL: Final = """select status_id from status_version where system in ('closed', 'dead') and valid_from < :cut
and (valid_to is null or valid_to >= :cut)"""
_FINISHED: Final = f"{STAGE_NOW_SQL} in (select value from json_each(:finished))"
_STANDS: Final = (
    "x.undone_at is null and x.distributed_at < :cut and (x.ended_at is null or x.ended_at >= :cut)"  # offers too
)
_ORIGINAL: Final = "x.lead_id = d.duplicate_of"
# A duplicate is withheld while its original is open and somebody has it.
_WITHHELD: Final = f"""d.duplicate_of is not null
 and exists (select 1 from distribution x where {_ORIGINAL} and {HAD_SQL} and {_STANDS})
 and {_FINISHED.replace("d.lead_id", "d.duplicate_of")} is not 1"""
# A hold says since when, not what was before it; one that came with the lead holds from its receipt.
_GATED: Final = """exists (select 1 from hold h where h.lead_id = d.lead_id and h.code like 'gate:%'
 and (h.since < :cut or h.since <= d.imported_at))"""
STATE_SQL: Final = f"""case when d.id is not null then 'distributed' when {_FINISHED} then 'closed_undistributed'
 when {_WITHHELD} then 'linked_duplicates' when {_GATED} then 'gated' else 'waiting' end"""
# Most leads have one passage, without an offer: then that is all there is to know.
_PLAIN: Final = "d.again = 0 and d.offered = 0 and d.level = 'user' and d.rejected_at is null and d.expired_at is null"
_OF_LEAD: Final = f"from distribution x where x.lead_id = d.lead_id and {HAD_SQL}"
# The moment somebody had the lead: that of the answer, where a broadcast had to be taken first.
FIRST_SQL: Final = f"""case when {_PLAIN} then d.distributed_at else (select min(case when x.offer_round is 2
 then x.accepted_at else x.distributed_at end) {_OF_LEAD}) end"""
_STUCK: Final = """(x.offered = 0 or x.accepted_at < :cut) and (x.rejected_at < :cut) is not 1
 and (x.expired_at < :cut) is not 1"""
FINAL_SQL: Final = f"""case when {_PLAIN} then d.distributed_at else (select min(case when x.offered = 1
 then x.accepted_at else x.distributed_at end) {_OF_LEAD} and x.level = 'user' and {_STUCK}) end"""


class Arrival(NamedTuple):
    """One lead received in the period. Moments in seconds UTC; `first_at`, `final_at` None = not yet."""

    keys: tuple[Any, ...]
    state: str  # distributed, waiting, gated, linked_duplicates, closed_undistributed
    linked: int
    received_at: int
    received_kind: str
    imported_at: int
    first_at: int | None
    final_at: int | None


def finished(con: sqlite3.Connection, cut: int) -> str:
    """Return the statuses that were closed or dead in the second before `cut`, as JSON: the parameter :finished."""
    return json.dumps([row[0] for row in con.execute(FINISHED_SQL, {"cut": cut})])


def arrivals(con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]]) -> Iterator[Arrival]:
    """Yield every lead received in the period that meets the conditions. The query holds :finished."""
    columns = (
        STATE_SQL, "d.duplicate_of is not null", "d.received_at", "d.received_kind", "d.imported_at", FIRST_SQL,
        FINAL_SQL,
    )  # fmt: skip
    depth = len(dimensions)
    for row in read(con, query, columns, dimensions):
        yield Arrival(row[:depth], *row[depth:])


# ---------------------------------------------------------------- the backlog

# Whoever waited at the cut waits still, or something has happened to the lead, or to its original, since.
BACKLOG_SQL: Final = """d.received_at < :cut and d.lead_id in (
 with changed(lead_id) as materialized (
  select lead_id from distribution indexed by distribution_by_time where distributed_at >= :cut
  union select lead_id from distribution where offer_round = 2 and accepted_at >= :cut
  union select lead_id from distribution where shared = 1 and ended_at is null and undone_at is null
  union select lead_id from activity indexed by activity_by_time where happened_at >= :cut and kind = 'status')
 select lead_id from lead_state where waiting = 1
 union select e.lead_id from erasure e cross join lead_state s on s.lead_id = e.lead_id
 where s.owner_id is null  -- what waited counts on, though nobody gets it
 union select lead_id from changed
 union select s.lead_id from changed c cross join lead_state s on s.duplicate_of = c.lead_id)"""
_LEFT: Final = f"""not exists (select 1 {_OF_LEAD} and {_STANDS})
 and {_FINISHED} is not 1 and ({_WITHHELD}) is not 1"""
# What it is: waiting, gated, waiting again; null = none of these.
STOCK_SQL: Final = f"""case when d.id is null then {STATE_SQL} when {_LEFT} then 'waiting again' end"""
_LEFT_AT: Final = """(select max(x.ended_at) from distribution x where x.lead_id = d.lead_id and x.undone_at is null
 and x.ended_at < :cut)"""
SINCE_SQL: Final = f"case when d.id is null then d.received_at else {_LEFT_AT} end"


class Stock(NamedTuple):
    """One lead of the backlog. `since` in seconds UTC."""

    keys: tuple[Any, ...]
    stock: str
    since: int


def backlog(con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]]) -> Iterator[Stock]:
    """Yield every lead, whenever received, that waited or was gated as of the report. The query holds :finished."""
    depth = len(dimensions)
    for row in read(con, query, (STOCK_SQL, SINCE_SQL), dimensions, which=BACKLOG_SQL):
        if row[depth] in {"waiting", "gated", "waiting again"}:
            yield Stock(row[:depth], *row[depth:])


# ---------------------------------------------------------------- the second level


class Held(NamedTuple):
    """One passage of the period to a team or account (`recipient` as in RECIPIENT_SQL); `finished` 1 = closed, dead."""

    level: str
    recipient: int
    distributed_at: int
    passed_on_at: int | None
    stands: int
    finished: int


HELD_SQL: Final = f"""select d.level, {RECIPIENT_SQL}, d.distributed_at, case when d.passed_on_at < :cut then
 d.passed_on_at end, d.ended_at is null or d.ended_at >= :cut,
 {STAGE_SQL} in (select value from json_each(:finished))
from distribution d indexed by distribution_by_user where d.user_id is null and d.level <> 'user' and {{where}}"""
ALONE_SQL: Final = """d.distributed_at >= :start and d.distributed_at < :end and d.undone_at is null and d.shared = 0
 and (d.offer_round is not 2 or d.accepted_at < :end)"""


def held_by_places(con: sqlite3.Connection, query: Query) -> Iterator[Held]:
    """Yield the passages of the period by which a team or account got a lead. The query holds :finished."""
    for row in con.execute(HELD_SQL.format(where=query.where(ALONE_SQL)), query.bound()):
        yield Held(*row)


# ---------------------------------------------------------------- throughput

QUARTER: Final = 900  # seconds: every hour and day of every zone in use begins at a multiple of it
_AGAIN: Final = """d.again = 1 and exists (select 1 from distribution x where x.lead_id = d.lead_id
 and x.undone_at is null and x.shared = 0 and (x.offer_round is not 2 or x.accepted_at < :end)
 and (x.distributed_at, x.id) < (d.distributed_at, d.id)
 and (x.passed_on_at is null or x.passed_on_at > d.distributed_at))"""
PASSED_SQL: Final = f"""select d.distributed_at / {QUARTER}, count(*), sum({_AGAIN})
from distribution d indexed by distribution_by_time where {{where}} group by 1"""


def passed(con: sqlite3.Connection, query: Query) -> Iterator[tuple[int, int, int]]:
    """Yield (quarter of an hour since 1970, passages that count, redistributions among them) of the period."""
    yield from con.execute(PASSED_SQL.format(where=query.where(COUNTS_SQL)), query.bound())


# ---------------------------------------------------------------- persons whom several hold

# Leads with an e-mail or phone of a lead of the period that another lead has too.
PERSONS_SQL: Final = f"""
with cohort as materialized (select d.lead_id, d.email, d.phone from {LEADS_SQL} where {{where}})
select l.id, l.email, l.phone from lead l where l.undone_at is null and l.received_at < :cut and l.id in (
  select o.id from cohort c cross join lead o on o.email = c.email where exists (
    select 1 from lead e where e.email = c.email and e.id <> c.lead_id and e.undone_at is null)
  union select o.id from cohort c cross join lead o on o.phone = c.phone where exists (
    select 1 from lead e where e.phone = c.phone and e.id <> c.lead_id and e.undone_at is null))
order by l.id"""
OWNERS_SQL: Final = f"""select d.lead_id,
 (select {RECIPIENT_SQL.replace("d.", "x.")} {_OF_LEAD} and {_STUCK} and {_STANDS}
  order by x.distributed_at desc, x.id desc limit 1) as owner
from (select value as lead_id from json_each(:leads)) d where {_FINISHED} is not 1 and owner is not null"""


def same_persons(con: sqlite3.Connection, query: Query) -> list[tuple[int, str | None, str | None]]:
    """Return (lead, e-mail, phone) of the leads that share either with another lead, one of them of the period."""
    return con.execute(PERSONS_SQL.format(where=query.where(RECEIVED_SQL)), query.bound()).fetchall()


def owners(con: sqlite3.Connection, query: Query, lead_ids: Iterable[int]) -> dict[int, int]:
    """Return lead -> recipient (as in RECIPIENT_SQL) who had it as of the report, of those leads that were open.

    The query holds :finished.
    """
    return dict(con.execute(OWNERS_SQL, query.bound(leads=json.dumps(list(lead_ids)))).fetchall())
