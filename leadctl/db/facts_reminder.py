"""What `report summary --reminder` reads: open passages that wait for an answer or for work."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import RECIPIENT_SQL, STAGE_NOW_SQL, Expression
from leadctl.db.facts_keys import COUNTS_SQL, IN_PERIOD_SQL, Query
from leadctl.db.facts_rows import LABEL_SQL

OPEN_SQL: Final = f"""{COUNTS_SQL} and (d.ended_at < :cut) is not 1 and (d.rejected_at < :cut) is not 1
 and (d.expired_at < :cut) is not 1"""
_PENDING_SQL: Final = "(d.offered = 1 and (d.accepted_at < :cut) is not 1)"
# The kept moment where it lies before as-of, else looked up.
_WORKED_SQL: Final = """case when d.last_activity_at < :cut then d.last_activity_at when d.first_worked_at < :cut then
 (select max(a.happened_at) from activity a where a.distribution_id = d.id and a.voided_at is null
  and a.happened_at < :cut) end"""
ROWS_SQL: Final = f"""select {{keys}}d.account_id, {RECIPIENT_SQL}, d.lead_id, {LABEL_SQL}, {_PENDING_SQL},
 d.distributed_at, case when d.accepted_at < :cut then d.accepted_at end, {_WORKED_SQL}, {STAGE_NOW_SQL}, d.campaign_id
from distribution d indexed by distribution_by_time cross join lead l on l.id = d.lead_id
where {IN_PERIOD_SQL} and d.distributed_at <= :before and {{where}} order by d.distributed_at, d.id"""


class Open(NamedTuple):
    """One open passage; moments in seconds UTC, those at or after as-of None."""

    account_id: int
    recipient: int  # a user, or a place below zero
    lead_id: int
    label: str
    pending: int  # 1 = waits for an answer
    distributed_at: int
    accepted_at: int | None
    last_activity_at: int | None
    status_id: int
    campaign_id: int | None


def rows(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], before: int
) -> sqlite3.Cursor:
    """Return a cursor of (keys …, then the fields of Open), oldest first, distributed no later than `before`."""
    extra: dict[str, Any] = {name: value for _, e in dimensions for name, value in e.parameters}
    keys = "".join(f"{e.sql}, " for _, e in dimensions)
    return con.execute(ROWS_SQL.format(keys=keys, where=query.where(OPEN_SQL)), query.bound(before=before, **extra))
