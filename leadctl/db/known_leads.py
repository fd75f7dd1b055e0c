"""Leads as they were known at :at: their cells, their statuses, where they lay; see db/known."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any, Final

from leadctl.db.settings import name_ids
from leadctl.models import ROOT_ACCOUNT_ID

# ---------------------------------------------------------------- activities

CHANGED_SQL: Final = (
    "insert or ignore into temp.known_lead (lead_id) select lead_id from activity where recorded_at > :at"
    " or voided_at > :at",
    "insert or ignore into temp.known_lead (lead_id) select id from lead where undone_at > :at",
    "insert or ignore into temp.known_lead (lead_id) select lead_id from transfer where recorded_at > :at",
)
GONE_STATUS_SQL: Final = """
create temp table known_gone_status as
select a.lead_id, a.happened_at, a.id, a.to_system, coalesce(i.kind = 'activities', 0) as imported
from activity a left join import i on i.id = a.import_id where a.kind = 'status' and a.recorded_at > :at"""
# A status fact that had become the second of its lead, and is the first again: from what the lead came with.
FIRST_FACT_SQL: Final = """
with first as materialized (
  select k.lead_id, (select a.id from activity a where a.lead_id = k.lead_id and a.kind = 'status'
    and a.voided_at is null order by a.happened_at, a.id limit 1) as id
  from temp.known_lead k where k.lead_id in (select lead_id from temp.known_gone_status))
update activity set from_status_id = l.first_status_id, from_system = (
  select v.system from status_version v where v.status_id = l.first_status_id and v.valid_from <= activity.happened_at
    and (v.valid_to is null or v.valid_to > activity.happened_at) order by v.valid_from desc limit 1)
from first join lead l on l.id = first.lead_id
where activity.id = first.id and exists (select 1 from temp.known_gone_status g
  where g.lead_id = first.lead_id and (g.happened_at, g.id) < (activity.happened_at, activity.id))"""


def note_changed(con: sqlite3.Connection, at: int) -> None:
    """Add to temp.known_lead the leads of which something but a passage was recorded since `at`."""
    for sql in CHANGED_SQL:
        con.execute(sql, {"at": at})
    con.execute(GONE_STATUS_SQL, {"at": at})
    con.execute("create index temp.known_gone_status_of on known_gone_status (lead_id, happened_at)")


# ---------------------------------------------------------------- cells

CELLS_SQL: Final = """
select c.lead_id, c.field, c.old, c.new, c.recorded_at > :at, coalesce(i.undone_at > :at, 0), coalesce(i.undone_at, 0)
from lead_change c left join import i on i.id = c.import_id
where c.lead_id in (select x.lead_id from lead_change x left join import y on y.id = x.import_id
  where x.recorded_at > :at or y.undone_at > :at)
order by c.id"""
NAMED: Final = {"record_type": "record_type_id", "source": "source_id", "campaign": "campaign_id",
                "product": "product_id"}  # fmt: skip
_NUMBERS: Final = frozenset({"value", "priority", "do_not_contact", "received_at"})
ADDED_SQL: Final = """
update lead_state set added_at = l.received_at from lead l where l.id = lead_state.lead_id
  and lead_state.added_at <> l.received_at"""


def cells_back(con: sqlite3.Connection, at: int) -> None:
    """Write back what the leads' cells said at `at`: later changes undone, changes of imports undone since redone.

    Score and search text are worked out from the cells and stay as they are.
    """
    said: dict[tuple[int, str], str | None] = {}
    for lead_id, field, old, new, later, redone, undone in con.execute(CELLS_SQL, {"at": at}):
        key = (lead_id, field)
        if later:
            said.setdefault(key, old)
        elif redone or not undone:
            said[key] = new
    ids = {field: name_ids(con, field) for field in {f for _, f in said} & NAMED.keys()}
    attributes: defaultdict[int, dict[str, str | None]] = defaultdict(dict)
    for (lead_id, field), text in said.items():
        if field.startswith("attributes."):
            attributes[lead_id][field.partition(".")[2]] = text
            continue
        value: Any = text
        if field in NAMED:
            value = None if text is None else ids[field].get(text.casefold())
        elif field in _NUMBERS and text is not None:
            value = int(text)
        con.execute(f"update lead set {NAMED.get(field, field)} = ? where id = ?", (value, lead_id))
    for lead_id, named in attributes.items():
        _attributes_back(con, lead_id, named)
    if said:
        con.execute(ADDED_SQL)


def _attributes_back(con: sqlite3.Connection, lead_id: int, said: dict[str, str | None]) -> None:
    row = con.execute("select attributes from lead where id = ?", (lead_id,)).fetchone()
    kept = json.loads(row[0] or "{}") if row else {}
    for name, text in said.items():
        if text is None:
            kept.pop(name, None)
        else:
            kept[name] = json.loads(text)
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None
    con.execute("update lead set attributes = ? where id = ?", (text, lead_id))


# ---------------------------------------------------------------- where they lay

# Without the leads of the time since, and what goes with them.
FORGET_SQL: Final = (
    "delete from lead_state where lead_id in (select id from lead where imported_at > :at)",
    "delete from hold where since > :at or lead_id in (select id from lead where imported_at > :at)",
    "delete from lead where imported_at > :at",
    "update lead set undone_at = null where undone_at > :at",
    "delete from temp.known_lead where lead_id not in (select id from lead)",
    "update lead_state set duplicate_of = null where duplicate_of not in (select id from lead)",
)
# A lead that stands with nobody, or is offered, lay where the next passage came from, or the offer; else at the root.
_STANDING: Final = """(select max(x.id) from distribution x
  where x.lead_id = s.lead_id and x.ended_at is null and x.undone_at is null and x.shared = 0)"""
_GONE: Final = "from temp.known_gone g where g.lead_id = s.lead_id"
_PATH: Final = f"""case when d.offered = 1 and d.accepted_at is null then d.path
  else (select g.path {_GONE} order by g.at, g.id limit 1) end"""
_TRANSFERRED: Final = """(select t.to_user_id from transfer t where t.lead_id = s.lead_id and t.happened_at >= coalesce(
  (select max(e.ended_at) from distribution e where e.lead_id = s.lead_id and e.undone_at is null
    and e.end_kind in ('transferred', 'released', 'passed_on')), 0)
  order by t.happened_at desc, t.id desc limit 1)"""
STANDS_SQL: Final = f"""
create temp table known_stands as
select s.lead_id, d.id, d.level, d.user_id, d.account_id, d.team_id, d.offered = 1 and d.accepted_at is null as pending,
  s.open_distribution_id is d.id
    and (d.id is not null or (s.owner_id is null and not exists (select 1 {_GONE}))) as same,
  {_PATH} as path, {_TRANSFERRED} as moved_to,
  exists (select 1 from lead l where l.id = s.lead_id and l.undone_at is not null) as undone
from temp.known_lead k cross join lead_state s on s.lead_id = k.lead_id
left join distribution d on d.id = {_STANDING}"""
_CAME: Final = "iif(json_extract(n.path, '$[0][0]') = 'from', json_extract(n.path, '$[0][{at}]'), null)"
PLACE_SQL: Final = f"""
update lead_state set open_distribution_id = n.id,
  owner_id = case when n.undone then null when n.id is null then n.moved_to when n.pending then null
    when n.level = 'user' then n.user_id
    when n.same then lead_state.owner_id else {_CAME.format(at=3)} end,
  holder_account_id = case when n.id is not null and not n.pending then n.account_id when n.same then holder_account_id
    when n.id is null and n.moved_to is not null then (select u.account_id from user u where u.id = n.moved_to)
    else coalesce({_CAME.format(at=1)}, {ROOT_ACCOUNT_ID}) end,
  holder_team_id = case when n.id is not null and not n.pending then case when n.level = 'team' then n.team_id end
    when n.same then holder_team_id else {_CAME.format(at=2)} end
from temp.known_stands n where lead_state.lead_id = n.lead_id"""
# What has no status fact (any more) stands in the status it came with since it was received.
FIRST_STATUS_SQL: Final = """
update lead_state set status_since = l.received_at from lead l
where l.id = lead_state.lead_id and lead_state.lead_id in (select lead_id from temp.known_lead)
  and not exists (select 1 from activity a where a.lead_id = l.id and a.kind = 'status' and a.voided_at is null)"""
HOLD_SQL: Final = """
update lead_state set hold_code = coalesce((select h.code from hold h where h.lead_id = lead_state.lead_id),
  case when duplicate_of is not null and owner_id is null and hold_code = 'duplicate' then 'duplicate' end)
where lead_id in (select lead_id from temp.known_lead)"""


def forget(con: sqlite3.Connection, at: int) -> None:
    """Take out the leads that came since `at`, and say of those taken back since that they stand."""
    for sql in FORGET_SQL:
        con.execute(sql, {"at": at})


def place(con: sqlite3.Connection) -> None:
    """Work out by which passage the leads in temp.known_lead stand, whose they are and where they lie."""
    for sql in (STANDS_SQL, PLACE_SQL, FIRST_STATUS_SQL, HOLD_SQL):
        con.execute(sql)
