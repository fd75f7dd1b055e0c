"""Taking an import of leads back: what happened to its leads since, and the marks of being undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Change(NamedTuple):
    """One cell that the import overwrote in a lead of an earlier import."""

    id: int
    lead_id: int
    field: str
    old: str | None
    new: str | None


# Work and passages that did not come with the import itself.
SINCE_SQL = """
select l.id,
  (select count(*) from distribution d
   where d.lead_id = l.id and d.undone_at is null and d.import_id is not :import) as passages,
  (select count(*) from activity a
   where a.lead_id = l.id and a.voided_at is null and a.import_id is not :import)
  + (select count(*) from opportunity o
     where o.lead_id = l.id and o.voided_at is null and o.import_id is not :import) as work
from lead l where l.import_id = :import and l.undone_at is null and (passages > 0 or work > 0)
order by l.id"""

COUNT_SQL = "select count(*) from lead where import_id = :import and undone_at is null"

_OURS = "(select id from lead where import_id = :import and undone_at is null)"
PASSAGES_SQL = f"update distribution set undone_at = :now where undone_at is null and lead_id in {_OURS}"
HOLDS_SQL = f"delete from hold where lead_id in {_OURS}"
STATES_SQL = f"""
update lead_state set owner_id = null, open_distribution_id = null, hold_code = null, waiting = 0
where lead_id in {_OURS}"""
WITH_WORK_SQL = f"select distinct lead_id from activity where lead_id in {_OURS}"
LEADS_SQL = "update lead set undone_at = :now where import_id = :import and undone_at is null"

# Leads of other imports that are linked to a lead just taken back: the oldest of them is the original from now on.
ORPHANS_SQL = """
select s.lead_id, min(s.lead_id) over (partition by s.duplicate_of)
from lead_state s join lead l on l.id = s.lead_id join lead o on o.id = s.duplicate_of
where s.duplicate_of is not null and l.undone_at is null and o.undone_at is not null"""
RELINK_SQL = """
update lead_state set duplicate_of = nullif(:original, lead_id),
  hold_code = case when :original = lead_id and hold_code = 'duplicate' then null else hold_code end
where lead_id = :lead"""
CLEAR_HOLD_SQL = "delete from hold where lead_id = :lead and code = 'duplicate'"

CHANGES_SQL = """
select c.id, c.lead_id, c.field, c.old, c.new from lead_change c join lead l on l.id = c.lead_id
where c.import_id = :import and l.undone_at is null order by c.id desc"""

FACTS_SQL = """
update activity set voided_at = :now, void_reason = 'import taken back'
where import_id = :import and kind = 'status' and user_id is null and voided_at is null
returning lead_id"""

TAKEN_UP_SQL = """
update distribution set undone_at = :now
where import_id = :import and undone_at is null
returning lead_id, id = (select s.open_distribution_id from lead_state s where s.lead_id = distribution.lead_id)"""

HANDED_SQL = """
select t.lead_id, t.from_user_id, t.to_user_id from transfer t
join lead_state s on s.lead_id = t.lead_id join lead l on l.id = t.lead_id
where t.actor = :actor and l.undone_at is null and s.owner_id = t.to_user_id and t.from_user_id is not null
order by t.id"""


def since(con: sqlite3.Connection, import_id: int) -> list[tuple[int, int, int]]:
    """Return (lead, passages, pieces of work) of the import's leads that somebody had or worked since."""
    return con.execute(SINCE_SQL, {"import": import_id}).fetchall()


def lead_count(con: sqlite3.Connection, import_id: int) -> int:
    """Return how many leads of the import are not taken back."""
    return int(con.execute(COUNT_SQL, {"import": import_id}).fetchone()[0])


def take_back(con: sqlite3.Connection, import_id: int, now: int) -> tuple[int, int, list[int]]:
    """Mark the import's leads and their passages as undone; return how many of each, and the leads with work."""
    parameters = {"import": import_id, "now": now}
    worked = [row[0] for row in con.execute(WITH_WORK_SQL, parameters)]
    passages = con.execute(PASSAGES_SQL, parameters).rowcount
    con.execute(HOLDS_SQL, parameters)
    con.execute(STATES_SQL, parameters)
    return con.execute(LEADS_SQL, parameters).rowcount, passages, worked


def relink(con: sqlite3.Connection) -> list[int]:
    """Give duplicates of leads taken back a new original, the oldest among them; return the leads that changed."""
    orphans = con.execute(ORPHANS_SQL).fetchall()
    for lead_id, original in orphans:
        con.execute(RELINK_SQL, {"lead": lead_id, "original": original})
        if lead_id == original:
            con.execute(CLEAR_HOLD_SQL, {"lead": lead_id})
    return [row[0] for row in orphans]


def changes(con: sqlite3.Connection, import_id: int) -> list[Change]:
    """Return the cells that the import overwrote in leads that stay, the latest first."""
    return [Change(*row) for row in con.execute(CHANGES_SQL, {"import": import_id})]


def void_facts(con: sqlite3.Connection, import_id: int, now: int) -> set[int]:
    """Void the status facts of the import; return their leads."""
    return {row[0] for row in con.execute(FACTS_SQL, {"import": import_id, "now": now}).fetchall()}


def undo_taken_up(con: sqlite3.Connection, import_id: int, now: int) -> dict[int, bool]:
    """Take back the passages that the import gave leads of earlier imports.

    Returns lead -> whether it stood by that passage; if not, somebody got it since.
    """
    found: dict[int, bool] = {}
    for lead_id, stood in con.execute(TAKEN_UP_SQL, {"import": import_id, "now": now}).fetchall():
        found[lead_id] = bool(stood) or found.get(lead_id, False)
    return found


def handed_over(con: sqlite3.Connection, actor: str) -> list[tuple[int, int, int]]:
    """Return (lead, from, to) of the transfers by `actor` whose receiver still owns the lead."""
    return con.execute(HANDED_SQL, {"actor": actor}).fetchall()


def alive(con: sqlite3.Connection, lead_ids: Iterable[int]) -> list[int]:
    """Return those of the leads that are not taken back."""
    sql = "select l.id from json_each(:leads) k cross join lead l on l.id = k.value where l.undone_at is null"
    return [row[0] for row in con.execute(sql, {"leads": json.dumps(list(lead_ids))})]
