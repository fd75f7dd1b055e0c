"""Bulk writing of a CRM's past: whose lead a cell names, and activities with all that follows, chunk by chunk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from leadctl.db import activities, attribution, milestones, offers, seen

# ---------------------------------------------------------------- whose lead

_BY: Final[dict[str, str]] = {
    "external_id": "l.external_id = k.value",
    "email": "l.email = k.value",
    "phone": "l.phone = k.value",
    "id": "l.id = cast(k.value as integer)",
}


def leads_by(con: sqlite3.Connection, column: str, keys: Iterable[str]) -> dict[str, list[int]]:
    """Return key -> ids of the leads (not taken back) that have it as external_id, email, phone or id."""
    sql = (
        f"select k.value, l.id from json_each(:keys) k cross join lead l where {_BY[column]} and l.undone_at is null"
        " order by l.id"
    )
    found: dict[str, list[int]] = {}
    for key, lead_id in con.execute(sql, {"keys": json.dumps(list(keys))}):
        found.setdefault(key, []).append(lead_id)
    return found


# ---------------------------------------------------------------- activities


class PastActivity(NamedTuple):
    """One activity of another system's past, in the order of temp.past_activity. Times in seconds UTC."""

    lead_id: int
    user_id: int | None
    kind: str
    name: str | None
    from_status_id: int | None  # None = as the facts before it say
    from_system: str | None
    to_status_id: int | None
    to_system: str | None
    for_user_id: int | None
    starts_at: int | None
    note: str | None
    external_id: str | None
    happened_at: int


_FIELDS: Final = ", ".join(PastActivity._fields)
STAGE_SQL: Final = f"""
create temp table if not exists past_activity (pos integer primary key, {_FIELDS}, voided_at)
"""
STAGE_ROW_SQL: Final = (
    f"insert into temp.past_activity ({_FIELDS}) values ({', '.join('?' * len(PastActivity._fields))})"
)

_OTHERS: Final = ", ".join(f"a.{f}" for f in PastActivity._fields if not f.startswith("from_"))
_OTHER_NAMES: Final = ", ".join(f for f in PastActivity._fields if not f.startswith("from_"))
STORE_SQL: Final = f"""
insert into activity (from_status_id, from_system, {_OTHER_NAMES}, origin, import_id, recorded_at, distribution_id)
select a.from_status_id, a.from_system, {_OTHERS}, 'crm', :import_id, :now, {attribution.BELONGS_SQL}
from temp.past_activity a where true order by a.pos
on conflict (external_id) where external_id is not null do nothing
"""

# a status fact that does not say what it changed from: what the lead came with, until the chain knows better
FROM_FIRST_SQL: Final = """
update activity set from_status_id = l.first_status_id, from_system = (
  select v.system from status_version v where v.status_id = l.first_status_id and v.valid_from <= activity.happened_at
    and (v.valid_to is null or v.valid_to > activity.happened_at) order by v.valid_from desc limit 1)
from lead l
where activity.id > :before and activity.kind = 'status' and activity.from_status_id is null
  and l.id = activity.lead_id
"""
MAX_SQL: Final = "select coalesce(max(id), 0) from activity"
# + and no distinct: else the planner walks a whole index instead of the newest rows
CHANGED_LEADS_SQL: Final = "select +lead_id from activity where id > :before and +kind = 'status'"
WORKED_PASSAGES_SQL: Final = "select +distribution_id from activity where id > :before and +distribution_id is not null"
LAST_WORK_SQL: Final = """
update lead_state set last_work_at = n.at
from (select a.lead_id, max(a.happened_at) as at from activity a
      where a.id > :before and a.user_id is not null group by +a.lead_id) n
where lead_state.lead_id = n.lead_id and (lead_state.last_work_at is null or lead_state.last_work_at < n.at)
"""

# where an imported passage could not know in which status the lead stood, the history that came later can
SYSTEM_THEN_SQL: Final = """
update distribution set system_then = (
  select a.to_system from activity a
  where a.lead_id = distribution.lead_id and a.kind = 'status' and a.voided_at is null
    and a.happened_at <= distribution.distributed_at
  order by a.happened_at desc, a.id desc limit 1)
where id in (select d.id from temp.touched_lead t cross join distribution d on d.lead_id = t.lead_id
             where d.origin = 'imported' and d.system_then is null)
returning id
"""

# offers that wait for an answer although the offeree has worked the lead
ACCEPTED_SQL: Final = """
select d.lead_id, d.first_worked_at, d.level <> 'user', coalesce(d.user_id,
  (select a.user_id from activity a where a.distribution_id = d.id and a.voided_at is null
   order by a.happened_at, a.id limit 1))
from temp.touched_passage t cross join distribution d on d.id = t.id
where d.offered = 1 and d.accepted_at is null and d.ended_at is null and d.undone_at is null
  and d.first_worked_at is not null order by d.first_worked_at, d.id
"""


def store_activities(con: sqlite3.Connection, rows: Sequence[PastActivity], import_id: int, now: int) -> int:
    """Insert activities with attribution, and bring chains, milestones and lead_state up to date.

    Returns how many are new: a row whose external id is known is left out. The caller holds the transaction.
    """
    con.execute(STAGE_SQL)
    con.execute("delete from temp.past_activity")
    con.executemany(STAGE_ROW_SQL, rows)
    before = int(con.execute(MAX_SQL).fetchone()[0])
    added = con.execute(STORE_SQL, {"import_id": import_id, "now": now}).rowcount
    if added:
        seen.mark_work(con, before)
        _follow(con, before, now)
    return added


def _follow(con: sqlite3.Connection, before: int, now: int) -> None:
    """Everything that follows from the activities with an id over `before`."""
    new = {"before": before}
    con.execute(LAST_WORK_SQL, new)
    passages = {row[0] for row in con.execute(WORKED_PASSAGES_SQL, new)}
    changed = {row[0] for row in con.execute(CHANGED_LEADS_SQL, new)}
    if changed:
        con.execute(FROM_FIRST_SQL, new)
        milestones.touch_leads(con, changed)
        passages |= activities.rechain_touched(con)
        passages |= {row[0] for row in con.execute(SYSTEM_THEN_SQL).fetchall()}
        activities.refresh_state(con, now)
    milestones.recompute_passages(con, passages)
    accept_worked(con, now)


def accept_worked(con: sqlite3.Connection, now: int) -> None:
    """Accept the offers among temp.touched_passage whose offeree has worked the lead: his first work is the answer.

    `now`: when leadctl learns of it. Who worked for an account or team that was asked has a passage of his own then,
    and his work belongs to it.
    """
    passed_on = []
    for lead_id, at, shares, user_id in con.execute(ACCEPTED_SQL).fetchall():
        if offers.accept_pending(con, lead_id, user_id, at, now) is not None and shares:
            passed_on.append(lead_id)
    if passed_on:
        attribution.reattribute(con, passed_on)


# ---------------------------------------------------------------- taking an import back

_UNDO_SQL: Final = {
    "activity": """
update activity set voided_at = :now, voided_by = :actor, void_reason = 'import undone',
  external_id = 'undone/' || id || '/' || external_id
where import_id = :import_id and voided_at is null returning lead_id""",
    "touch": """
update touch set voided_at = :now, external_id = 'undone/' || id || '/' || external_id
where import_id = :import_id and voided_at is null returning lead_id""",
    "opportunity": """
update opportunity set voided_at = :now where import_id = :import_id and voided_at is null returning lead_id""",
    "follow_up": """
update follow_up set removed_at = :now where import_id = :import_id and removed_at is null returning lead_id""",
}


def undo(con: sqlite3.Connection, import_id: int, now: int, actor: str) -> int:
    """Void what an import of activities, touches, opportunities or feedback brought; return how many rows.

    The rows are kept; their external ids are set free, so that the file can come again. The caller holds the
    transaction. (Distributions: db/past_passages.undo.)
    """
    total = 0
    for table, sql in _UNDO_SQL.items():
        rows = con.execute(sql, {"import_id": import_id, "now": now, "actor": actor}).fetchall()
        total += len(rows)
        if table == "activity" and rows:
            activities.settle(con, {row[0] for row in rows}, now)
    return total
