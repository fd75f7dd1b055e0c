"""The counters kept on each distribution: a cache of the activity attributed to it, recomputed set-based.

Definitions (facts of a passage, from its attributed, unvoided activity):
first_action_at, first_worked_at, first_status_change_at, last_activity_at and the three counts are plain;
contacted_at is the first change from {new, waiting} to outside it, at or after first_action_at, where the lead stood in
new or waiting when it was distributed; reached_at is the first entry into {contacted, closed} at or after contacted_at;
closed_at is the first change into closed from another system status; again says that an earlier passage of the lead,
by (distributed_at, id), is not undone. Of a passage that is undone itself nobody asks: it keeps what it said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

COLUMNS: Final = (
    "first_action_at",
    "first_worked_at",
    "first_status_change_at",
    "contacted_at",
    "reached_at",
    "closed_at",
    "last_activity_at",
    "actions",
    "status_changes",
    "appointments",
    "again",
)

LEADS_SQL: Final = "create temp table if not exists touched_lead (lead_id integer primary key)"
PASSAGES_SQL: Final = "create temp table if not exists touched_passage (id integer primary key)"
WORKED_SQL: Final = """
create temp table if not exists worked_passage (
  id integer primary key, system_then text, distributed_at integer, lead_id integer,
  first_action_at integer, first_worked_at integer, first_status_change_at integer,
  contacted_at integer, reached_at integer, closed_at integer, last_activity_at integer,
  actions integer, status_changes integer, appointments integer, again integer
)
"""

PASSAGES_OF_LEADS_SQL: Final = """
insert into temp.touched_passage (id)
select d.id from temp.touched_lead t cross join distribution d on d.lead_id = t.lead_id
"""

SUMS_SQL: Final = """
insert into temp.worked_passage (id, system_then, distributed_at, lead_id, first_action_at, first_worked_at,
  first_status_change_at, closed_at, last_activity_at, actions, status_changes, appointments, again)
select d.id, d.system_then, d.distributed_at, d.lead_id,
  min(case when a.kind = 'action' then a.happened_at end),
  min(a.happened_at),
  min(case when a.kind = 'status' then a.happened_at end),
  min(case when a.kind = 'status' and a.to_system = 'closed' and a.from_system is not 'closed'
      then a.happened_at end),
  max(a.happened_at),
  count(case when a.kind = 'action' then 1 end),
  count(case when a.kind = 'status' then 1 end),
  count(case when a.kind = 'appointment' then 1 end),
  case when d.undone_at is not null then d.again end
from temp.touched_passage t
cross join distribution d on d.id = t.id
left join activity a on a.distribution_id = d.id and a.voided_at is null
group by d.id
"""

CONTACTED_SQL: Final = """
update temp.worked_passage set contacted_at = (
  select min(a.happened_at) from activity a
  where a.distribution_id = worked_passage.id and a.voided_at is null and a.kind = 'status'
    and a.happened_at >= worked_passage.first_action_at
    and a.from_system in ('new', 'waiting') and a.to_system not in ('new', 'waiting'))
where first_action_at is not null and status_changes > 0 and system_then in ('new', 'waiting')
"""

REACHED_SQL: Final = """
update temp.worked_passage set reached_at = (
  select min(a.happened_at) from activity a
  where a.distribution_id = worked_passage.id and a.voided_at is null and a.kind = 'status'
    and a.happened_at >= worked_passage.contacted_at
    and a.to_system in ('contacted', 'closed') and coalesce(a.from_system, '') not in ('contacted', 'closed'))
where contacted_at is not null
"""

AGAIN_SQL: Final = """
update temp.worked_passage set again = exists (
  select 1 from distribution e
  where e.lead_id = worked_passage.lead_id and e.undone_at is null
    and (e.distributed_at, e.id) < (worked_passage.distributed_at, worked_passage.id))
where again is null
"""

_NEW = ", ".join(f"w.{c}" for c in COLUMNS)
_OLD = ", ".join(f"distribution.{c}" for c in COLUMNS)

# the list first, so that only the rows that differ are looked up in the big table
STORE_SQL: Final = f"""
update distribution set ({", ".join(COLUMNS)}) = (
  select {_NEW} from temp.worked_passage w where w.id = distribution.id)
where id in (
  select w.id from temp.worked_passage w cross join distribution on distribution.id = w.id
  where ({_OLD}) is not ({_NEW}))
"""

DIFFER_SQL: Final = f"""
select distribution.id, {_OLD}, {_NEW}
from temp.worked_passage w cross join distribution on distribution.id = w.id
where ({_OLD}) is not ({_NEW})
order by distribution.id
"""


def touch_leads(con: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Fill temp.touched_lead with `lead_ids` (repeats are fine); what was in it is forgotten."""
    con.execute(LEADS_SQL)
    con.execute("delete from temp.touched_lead")
    con.executemany("insert or ignore into temp.touched_lead (lead_id) values (?)", ((i,) for i in lead_ids))


def recompute(con: sqlite3.Connection, lead_ids: Iterable[int]) -> int:
    """Recompute the kept counters of every passage of these leads; return how many rows changed."""
    touch_leads(con, lead_ids)
    return recompute_touched_leads(con)


def recompute_touched_leads(con: sqlite3.Connection) -> int:
    """The same for the leads in temp.touched_lead."""
    _begin(con)
    con.execute(PASSAGES_OF_LEADS_SQL)
    _work_out(con)
    return con.execute(STORE_SQL).rowcount


def recompute_passages(con: sqlite3.Connection, distribution_ids: Iterable[int]) -> int:
    """Recompute the kept counters of these passages only: enough after activities were added to them."""
    _begin(con)
    con.executemany("insert or ignore into temp.touched_passage (id) values (?)", ((i,) for i in distribution_ids))
    _work_out(con)
    return con.execute(STORE_SQL).rowcount


def differing_touched_leads(con: sqlite3.Connection) -> Iterator[str]:
    """Yield one line per kept counter that differs from its recomputation, for the leads in temp.touched_lead."""
    _begin(con)
    con.execute(PASSAGES_OF_LEADS_SQL)
    _work_out(con)
    width = len(COLUMNS)
    for row in con.execute(DIFFER_SQL).fetchall():
        for name, kept, right in zip(COLUMNS, row[1 : 1 + width], row[1 + width :], strict=True):
            if kept != right:
                yield f"passage {row[0]}: {name} is kept as {_word(kept)}, recomputed {_word(right)}"


def _begin(con: sqlite3.Connection) -> None:
    con.execute(PASSAGES_SQL)
    con.execute(WORKED_SQL)
    con.execute("delete from temp.touched_passage")
    con.execute("delete from temp.worked_passage")


def _work_out(con: sqlite3.Connection) -> None:
    for sql in (SUMS_SQL, CONTACTED_SQL, REACHED_SQL, AGAIN_SQL):
        con.execute(sql)


def _word(value: object) -> str:
    return "none" if value is None else str(value)
