"""The leads of a replay: which came in and when, what stood at the start, what happened to them by itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from leadctl.db import shadow
from leadctl.models import ROOT_ACCOUNT_ID

LEADS_TABLE_SQL: Final = """
create temp table replay_lead (
  lead_id integer primary key, comes_at integer not null, waited integer not null, status_id integer not null,
  account_id integer not null, team_id integer, in_world integer not null default 0)
"""
# A lead comes in when leadctl learned of it; one whose past came with it, when it was received.
NEW_LEADS_SQL: Final = """
insert into temp.replay_lead (lead_id, comes_at, waited, status_id, account_id)
select l.id, case when l.past then l.received_at else l.imported_at end, 0,
  case when l.past then :fresh else l.first_status_id end, :root
from (
  select id, received_at, imported_at, first_status_id,
    exists (select 1 from main.distribution d where d.lead_id = t.id and d.origin = 'imported' and d.undone_at is null)
      as past
  from main.lead t
  where undone_at is null
    and ((received_at >= :start and received_at < :end) or (imported_at >= :start and imported_at < :end))
) l
where case when l.past then l.received_at else l.imported_at end >= :start
  and case when l.past then l.received_at else l.imported_at end < :end
  and (l.past or l.first_status_id not in (select value from json_each(:finished)))
"""
# And those that waited when the period began: waiting still, or first given to somebody since.
OLD_LEADS_SQL: Final = """
insert or ignore into temp.replay_lead (lead_id, comes_at, waited, status_id, account_id)
select l.id, :start, 1, case when l.past then :fresh else l.first_status_id end, :root
from (
  select k.id, k.received_at, k.imported_at, k.first_status_id,
    exists (select 1 from main.distribution d where d.lead_id = k.id and d.origin = 'imported' and d.undone_at is null)
      as past
  from (
    select lead_id from main.lead_state where waiting = 1
    union
    select d.lead_id from main.distribution d
    where d.distributed_at >= :start and d.level = 'user' and d.undone_at is null
  ) w cross join main.lead k on k.id = w.lead_id
  where k.undone_at is null and k.received_at < :start
) l
where (l.past or l.imported_at < :start)
  and (l.past or l.first_status_id not in (select value from json_each(:finished)))
  and not exists (select 1 from main.distribution e where e.lead_id = l.id and e.level = 'user'
                  and e.undone_at is null and e.distributed_at < :start)
"""
# Where a lead lay when it first moved on: the trace of its first passage says it, unless it was the root.
FROM_SQL: Final = """
select d.lead_id, d.path from temp.replay_lead r cross join main.distribution d on d.lead_id = r.lead_id
where d.undone_at is null and d.path like '[["from"%'
  and d.id = (select min(f.id) from main.distribution f where f.lead_id = d.lead_id and f.undone_at is null)
"""
PLACE_SQL: Final = "update temp.replay_lead set account_id = ?, team_id = ? where lead_id = ?"
# A lead that nobody has had yet and that lies elsewhere than at the root came there with its import.
STILL_SQL: Final = """
update temp.replay_lead as r set (account_id, team_id) = (
  select s.holder_account_id, s.holder_team_id from main.lead_state s where s.lead_id = r.lead_id)
where exists (select 1 from main.lead_state s where s.lead_id = r.lead_id and s.owner_id is null
              and s.open_distribution_id is null)
"""
COMES_INDEX_SQL: Final = "create index temp.replay_lead_comes on replay_lead (in_world, comes_at)"

# The passages that count at the start: recent ones (caps), those of the leads replayed, those that stand.
_SINCE_NULL = ("accepted_at", "rejected_at", "expired_at", "passed_on_at", "ended_at")
PAST_SQL: Final = """
insert or ignore into temp.distribution ({names})
select {values} from main.distribution t
where t.undone_at is null and t.distributed_at < :start
  and (:all or t.distributed_at >= :recent or t.ended_at is null or t.ended_at >= :start
       or t.lead_id in (select lead_id from temp.replay_lead))
"""
# Ids go on where the real ones end, so that "longest since the last lead" compares alike.
LAST_ID_SQL: Final = """
insert or ignore into temp.distribution (id, lead_id, level, mode, origin, account_id, distributed_at, recorded_at,
  record_type_id, ended_at, undone_at)
select id, lead_id, 'account', mode, origin, account_id, distributed_at, recorded_at, record_type_id, 0, 0
from main.distribution order by id desc limit 1
"""
OWNED_SQL: Final = """
insert or ignore into temp.lead_state (lead_id, status_id, status_since, owner_id, holder_account_id, holder_team_id,
  open_distribution_id, duplicate_of, waiting, added_at)
select d.lead_id, coalesce((select a.to_status_id from main.activity a
    where a.lead_id = d.lead_id and a.kind = 'status' and a.voided_at is null and a.happened_at < :start
    order by a.happened_at desc, a.id desc limit 1), l.first_status_id),
  :start, case when d.offered = 0 or d.accepted_at is not null then d.user_id end, d.account_id, null, d.id,
  (select s.duplicate_of from main.lead_state s where s.lead_id = l.id), 0, l.received_at
from temp.distribution d cross join main.lead l on l.id = d.lead_id
where d.ended_at is null and d.undone_at is null and d.level = 'user' and d.shared = 0 and l.undone_at is null
"""

# Credits at the start: those before the first chunk of the period; else those of today.
CREDIT_SQL: Final = """
select k.strategy_id, k.band, k.vector from main.credit_checkpoint k
where k.id in (
  select min(c.id) from main.credit_checkpoint c join main.run r on r.id = c.run_id
  where r.started_at >= :start group by c.strategy_id, c.band)
"""
CREDIT_TODAY_SQL: Final = "insert into temp.credit select * from main.credit"
CREDIT_FORGET_SQL: Final = "delete from temp.credit where strategy_id = ? and band = ?"
CREDIT_PUT_SQL: Final = """
insert into temp.credit (strategy_id, band, user_id, micro, last_distribution_id) values (?, ?, ?, ?, ?)
"""


def gather_leads(con: sqlite3.Connection, start: int, end: int, finished: Iterable[int], fresh: int) -> tuple[int, int]:
    """Write down the leads of the period [start, end), when they come in and where they lie.

    Returns how many there are, and how many of them waited when the period began. `finished` are statuses closed or
    dead, `fresh` the status of a lead whose past was imported.
    """
    con.execute(LEADS_TABLE_SQL)
    given = {"start": start, "end": end, "finished": json.dumps(list(finished)), "fresh": fresh}
    for sql in (NEW_LEADS_SQL, OLD_LEADS_SQL):
        con.execute(sql, {**given, "root": ROOT_ACCOUNT_ID})
    con.execute(STILL_SQL)
    con.execute(COMES_INDEX_SQL)
    moved = [(*json.loads(path)[0][1:3], lead_id) for lead_id, path in con.execute(FROM_SQL).fetchall()]
    con.executemany(PLACE_SQL, moved)
    found = con.execute("select count(*), coalesce(sum(waited), 0) from temp.replay_lead").fetchone()
    return int(found[0]), int(found[1])


def stand_at(con: sqlite3.Connection, start: int, *, everything: bool) -> None:
    """Bring in what stood at `start`: passages (`everything` = all of the past), owned leads, credits."""
    ended = {name: f"case when t.{name} < :start then t.{name} end" for name in _SINCE_NULL}
    ended["end_kind"] = "case when t.ended_at < :start then t.end_kind end"
    ended |= {"candidate_set_id": "null", "path": "null", "ledger_cost": "0"}
    names = shadow.columns(con, "distribution")
    sql = PAST_SQL.format(names=", ".join(names), values=", ".join(ended.get(n, f"t.{n}") for n in names))
    con.execute(sql, {"start": start, "all": int(everything), "recent": start - 9 * 86_400})
    con.execute(LAST_ID_SQL)
    con.execute(OWNED_SQL, {"start": start})
    con.execute(CREDIT_TODAY_SQL)
    for strategy_id, band, vector in con.execute(CREDIT_SQL, {"start": start}).fetchall():
        con.execute(CREDIT_FORGET_SQL, (strategy_id, band))
        con.executemany(CREDIT_PUT_SQL, [(strategy_id, band, *entry) for entry in json.loads(vector)])


# ---------------------------------------------------------------- going through the period

ARRIVE_SQL: Final = """
insert or ignore into temp.lead_state (lead_id, status_id, status_since, holder_account_id, holder_team_id,
  duplicate_of, named_user_id, waiting, added_at)
select r.lead_id, r.status_id, r.comes_at, r.account_id, r.team_id, s.duplicate_of, s.named_user_id, 1, s.added_at
from temp.replay_lead r cross join main.lead_state s on s.lead_id = r.lead_id
where r.in_world = 0 and r.comes_at <= :now
"""
ARRIVED_SQL: Final = """
update temp.replay_lead set in_world = 1 where in_world = 0 and comes_at <= :now returning lead_id
"""
WAITING_SQL: Final = "select exists (select 1 from temp.lead_state where waiting = 1)"

FACTS_SQL: Final = """
create temp table replay_status as
select a.lead_id, a.happened_at as at, a.to_status_id as status_id from main.activity a
where a.kind = 'status' and a.voided_at is null and a.to_status_id is not null
  and a.happened_at >= :start and a.happened_at < :end
  and (a.lead_id in (select lead_id from temp.replay_lead) or a.lead_id in (select lead_id from temp.lead_state))
order by a.happened_at, a.id
"""
FACTS_INDEX_SQL: Final = "create index temp.replay_status_at on replay_status (at)"
# Only for a lead that somebody has: what was done with it is taken to happen all the same.
STATUS_SQL: Final = """
update temp.lead_state as s set status_since = f.at, status_id = f.status_id
from (select lead_id, status_id, max(at) as at from temp.replay_status where at <= :now group by lead_id) f
where s.lead_id = f.lead_id and s.owner_id is not null
"""
STATUS_DONE_SQL: Final = """
delete from temp.replay_status where at <= :now
  and lead_id in (select lead_id from temp.lead_state where owner_id is not null)
"""

GIFTS_SQL: Final = """
select d.distributed_at, d.lead_id, d.user_id
from temp.replay_lead r cross join main.distribution d on d.lead_id = r.lead_id
where d.origin = 'manual' and d.undone_at is null and d.level = 'user' and d.distributed_at < :end
  and not exists (select 1 from main.distribution e where e.lead_id = d.lead_id and e.undone_at is null
                  and e.level = 'user' and e.id < d.id)
order by 1, 2
"""


def gather_statuses(con: sqlite3.Connection, start: int, end: int) -> None:
    """Write down the status changes of the period, of the leads replayed and of those owned at its start."""
    con.execute(FACTS_SQL, {"start": start, "end": end})
    con.execute(FACTS_INDEX_SQL)


def gifts(con: sqlite3.Connection, end: int) -> list[tuple[int, int, int]]:
    """Return (moment, lead, user) of the leads replayed that a person gave by hand before anybody had them."""
    return con.execute(GIFTS_SQL, {"end": end}).fetchall()


def arrive(con: sqlite3.Connection, now: int) -> list[int]:
    """Bring in the leads that came up to `now` and return them."""
    con.execute(ARRIVE_SQL, {"now": now})
    return [row[0] for row in con.execute(ARRIVED_SQL, {"now": now})]


def follow_statuses(con: sqlite3.Connection, now: int) -> bool:
    """Let the status changes up to `now` happen, to leads that somebody has; return whether there were any."""
    changed = con.execute(STATUS_SQL, {"now": now}).rowcount
    con.execute(STATUS_DONE_SQL, {"now": now})
    return changed > 0


def anybody_waits(con: sqlite3.Connection) -> bool:
    """Return whether a lead waits in the world."""
    return bool(con.execute(WAITING_SQL).fetchone()[0])


def owner(con: sqlite3.Connection, lead_id: int) -> int | None:
    """Return who has a lead in the world."""
    row = con.execute("select owner_id from temp.lead_state where lead_id = :lead", {"lead": lead_id}).fetchone()
    return None if row is None or row[0] is None else int(row[0])
