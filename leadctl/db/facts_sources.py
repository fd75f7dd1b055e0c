"""What `report sources` reads: the leads received with what became of them, and how many of them a cost may fall on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db import facts_allocation, facts_leads
from leadctl.db.facts_dimensions import STAGE_NOW_SQL, Expression
from leadctl.db.facts_keys import Query
from leadctl.db.facts_rows import RAW_SQL

_CONTACTED_SQL: Final = """d.id is not null and exists (select 1 from distribution p where p.lead_id = d.lead_id
 and p.undone_at is null and p.contacted_at < :cut)"""
# Twice the appointments, and one more when anybody's status change closed the lead: one look at its activities.
_WORK_SQL: Final = """coalesce((select 2 * sum(a.kind = 'appointment') + max(a.kind = 'status'
 and a.to_system = 'closed' and a.from_system is not 'closed') from activity a
 where a.lead_id = d.lead_id and a.voided_at is null and a.happened_at < :cut), 0)"""
COHORT_SQL: Final = """select d.source_id, d.campaign_id{times}, count(*) from lead d
where d.undone_at is null and d.received_at >= :start and d.received_at < :end
group by d.source_id, d.campaign_id{by}"""
MOMENTS_SQL: Final = "select d.received_at{times} from (select value as received_at from json_each(:moments)) d"


class Fate(NamedTuple):
    """What became of a lead as of the report."""

    source_id: int | None
    campaign_id: int | None
    state: str  # as in facts_allocation: distributed, waiting, gated, linked_duplicates, closed_undistributed
    contacted: int  # 1 = contacted by somebody who had it
    work: int  # twice the appointments, plus 1 when it was closed
    raw: int | None  # its opportunities, minor units
    stage_id: int | None  # its status, where it has opportunities


def leads(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], *, opportunities: bool
) -> Iterator[tuple[Any, ...]]:
    """Yield (keys of the dimensions …, fields of Fate …) of every lead received in the period that fits the query."""
    raw = RAW_SQL if opportunities else "null"
    stage = f"case when {RAW_SQL} is not null then {STAGE_NOW_SQL} end" if opportunities else "null"
    columns = (
        "d.source_id", "d.campaign_id", facts_allocation.STATE_SQL, _CONTACTED_SQL, _WORK_SQL, raw, stage,
    )  # fmt: skip
    query.parameters["finished"] = facts_allocation.finished(con, query.cut)
    return facts_leads.read(con, query, columns, dimensions)


def cohort(con: sqlite3.Connection, query: Query, times: Sequence[Expression]) -> list[tuple[Any, ...]]:
    """Return (source, campaign, keys of `times` …, number) of the period's leads, whatever the filters."""
    sql = COHORT_SQL.format(
        times="".join(f", {e.sql}" for e in times), by="".join(f", {i + 3}" for i in range(len(times)))
    )
    return con.execute(sql, {"start": query.start, "end": query.end}).fetchall()


def keys_of(con: sqlite3.Connection, times: Sequence[Expression], moments: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return moment -> its keys, for dimensions of time."""
    sql = MOMENTS_SQL.format(times="".join(f", {e.sql}" for e in times))
    return {row[0]: row[1:] for row in con.execute(sql, {"moments": json.dumps(list(moments))})}
