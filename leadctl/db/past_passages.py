"""Passages of another system's past: inserted as they were, then the lead's line of holders is drawn again.

Of the passages that a distributions import brought, each that was not turned down ends as superseded when the next
such passage of the lead begins; the latest stays open, and its recipient owns the lead unless somebody else does
by other facts (an owner column, the engine, a gift). These ends are derived: a later import of the same past may
put a passage in between and draw them again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from leadctl.db import attribution, holds, milestones, past, state
from leadctl.models import ROOT_ACCOUNT_ID


class PastPassage(NamedTuple):
    """One passage to insert, in the order of temp.past_passage. Times in seconds UTC."""

    lead_id: int
    mode: str
    strategy_id: int | None
    external_id: str
    user_id: int
    team_id: int | None
    account_id: int
    distributed_at: int
    offered: int
    auto_accepted: int
    accepted_at: int | None
    rejected_at: int | None
    reject_reason: str | None
    expired_at: int | None
    expires_at: int | None  # deadline of an offer
    system_then: str | None  # None = as the history says
    ended_at: int | None = None  # how it ended where neither an answer nor a later passage says so
    end_kind: str | None = None


_FIELDS: Final = ", ".join(PastPassage._fields)
_STORED: Final = ", ".join(PastPassage._fields[:-2])
STAGE_SQL: Final = f"create temp table if not exists past_passage (pos integer primary key, {_FIELDS})"
STAGE_ROW_SQL: Final = f"insert into temp.past_passage ({_FIELDS}) values ({', '.join('?' * len(PastPassage._fields))})"

# They come in as ended, so that no lead has two open ones for a moment.
STORE_SQL: Final = f"""
insert into distribution ({_STORED}, level, origin, import_id, recorded_at, ended_at, end_kind,
  record_type_id, source_id, campaign_id, product_id, priority, value, score)
select {", ".join(f"p.{f}" for f in PastPassage._fields[:-2])}, 'user', 'imported', :import_id, :now,
  coalesce(p.ended_at, p.rejected_at, p.expired_at, p.distributed_at),
  case when p.end_kind is not null then p.end_kind when p.rejected_at is not null then 'rejected'
    when p.expired_at is not null then 'expired' else 'superseded' end,
  l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score
from temp.past_passage p cross join lead l on l.id = p.lead_id where true order by p.pos
on conflict (external_id) where external_id is not null and undone_at is null do nothing
"""
MAX_SQL: Final = "select coalesce(max(id), 0) from distribution"
NEW_LEADS_SQL: Final = "select +lead_id from distribution where id > :before"  # + : the newest rows, no index walk

# In which status the lead stood: the history, else new on its first passage, else unknown.
SYSTEM_THEN_SQL: Final = """
update distribution set system_then = coalesce(
  (select a.to_system from activity a
   where a.lead_id = distribution.lead_id and a.kind = 'status' and a.voided_at is null
     and a.happened_at <= distribution.distributed_at
   order by a.happened_at desc, a.id desc limit 1),
  case when not exists (
    select 1 from distribution e where e.lead_id = distribution.lead_id and e.undone_at is null
      and (e.distributed_at, e.id) < (distribution.distributed_at, distribution.id)) then 'new' end)
where id > :before and system_then is null
"""

# The line of holders: passages that were not turned down, with the beginning of the next one.
_LINE: Final = """
with line as materialized (
  select d.id, d.lead_id, d.user_id, d.offered, d.accepted_at, d.ended_at, d.end_kind,
    coalesce(i.kind, '') = 'distributions' and coalesce(d.end_kind, 'superseded') = 'superseded' as past,
    lead(d.distributed_at) over w as next_at
  from temp.touched_lead t cross join distribution d on d.lead_id = t.lead_id
  left join import i on i.id = d.import_id
  where d.undone_at is null and d.level <> 'account'
    and coalesce(d.end_kind, '') not in ('rejected', 'expired', 'lost', 'recalled')
  window w as (partition by d.lead_id order by d.distributed_at, d.id)),
taken as materialized (
  select s.lead_id from temp.touched_lead t cross join lead_state s on s.lead_id = t.lead_id
  where exists (select 1 from line where line.lead_id = s.lead_id and not line.past and line.ended_at is null)
    or (s.owner_id is not null and not exists (
      select 1 from line where line.lead_id = s.lead_id and line.past and line.id = s.open_distribution_id)))
"""
# Where the next one begins; what somebody else's lead ended with, ends when leadctl learns of it, once.
_END: Final = "coalesce(line.next_at, iif(distribution.recorded_at = :now, :now, distribution.ended_at), :now)"
CLOSE_SQL: Final = f"""{_LINE}
update distribution set ended_at = {_END}, end_kind = 'superseded'
from line where distribution.id = line.id and line.past
  and (line.next_at is not null or line.lead_id in (select lead_id from taken))
  and distribution.ended_at is not {_END}
"""
OPEN_SQL: Final = f"""{_LINE}
update distribution set ended_at = null, end_kind = null
from line where distribution.id = line.id and line.past and line.next_at is null and line.ended_at is not null
  and line.lead_id not in (select lead_id from taken)
"""
HOLDERS_SQL: Final = f"""{_LINE}
select case when line.offered = 1 and line.accepted_at is null then null else line.user_id end, u.account_id,
  line.id, line.lead_id, s.holder_account_id
from line join user u on u.id = line.user_id join lead_state s on s.lead_id = line.lead_id
where line.past and line.next_at is null and line.ended_at is null
  and line.lead_id not in (select lead_id from taken) and s.open_distribution_id is not line.id
"""
OPEN_AGAIN_SQL: Final = """
select s.lead_id from temp.touched_lead t cross join lead_state s on s.lead_id = t.lead_id
join distribution d on d.id = s.open_distribution_id where d.undone_at is not null or d.ended_at is not null
"""
TEAMS_SQL: Final = "select user_id, team_id, valid_from, valid_to from team_member order by user_id, valid_from, id"
SEATS_SQL: Final = "select user_id, account_id, valid_from, valid_to from user_account order by user_id, valid_from, id"
MODES_SQL: Final = """
select s.id, s.name,
  (select e.mode from strategy_enabled e where e.strategy_id = s.id order by e.valid_from desc limit 1)
from strategy s
"""
UNDO_SQL: Final = """
update distribution set undone_at = :now where import_id = :import_id and undone_at is null returning lead_id
"""

# What `import leads` wrote down of an owner: the file of distributions knows the same passage better.
STAND_INS_SQL: Final = """
select k.key, d.id, d.system_then from json_each(:wanted) k
cross join distribution d on d.lead_id = json_extract(k.value, '$[0]')
  and d.distributed_at = json_extract(k.value, '$[1]') and d.user_id = json_extract(k.value, '$[2]')
cross join import i on i.id = d.import_id
where d.origin = 'imported' and d.external_id is null and d.undone_at is null and i.kind = 'leads'
  and not exists (select 1 from distribution o
    where o.external_id = json_extract(k.value, '$[3]') and o.undone_at is null)
"""
OWNERS_CAME_SQL: Final = """
select exists (select 1 from import where kind = 'leads' and undone_at is null and options like '%"owner"%')"""
REPLACE_SQL: Final = "update distribution set undone_at = :now where id = :id"

Spans = dict[int, list[tuple[int, int, int | None]]]


def store(con: sqlite3.Connection, rows: Sequence[PastPassage], import_id: int, now: int) -> int:
    """Insert passages, draw the lines of holders again, and re-attribute the work of exactly these leads.

    Returns how many are new: a row whose external id is known is left out. The caller holds the transaction.
    """
    con.execute(STAGE_SQL)
    con.execute("delete from temp.past_passage")
    con.executemany(STAGE_ROW_SQL, rows)
    before = {"before": int(con.execute(MAX_SQL).fetchone()[0])}
    added = con.execute(STORE_SQL, {"import_id": import_id, "now": now}).rowcount
    if added:
        con.execute(SYSTEM_THEN_SQL, before)
        lead_ids = {row[0] for row in con.execute(NEW_LEADS_SQL, before)}
        _redraw(con, lead_ids, now)
    return added


def replace_stand_ins(con: sqlite3.Connection, rows: Sequence[PastPassage], own: set[int], now: int) -> set[int]:
    """Take back what `import leads` wrote down of owners where these rows know better; return which rows they are.

    `store` must follow for these rows. A row `own` (by its key from here) that says no more is left alone.
    """
    if not rows or not con.execute(OWNERS_CAME_SQL).fetchone()[0]:
        return set()
    wanted = json.dumps([(row.lead_id, row.distributed_at, row.user_id, row.external_id) for row in rows])
    found: dict[int, int] = {}
    for key, passage_id, system in con.execute(STAND_INS_SQL, {"wanted": wanted}).fetchall():
        row = rows[key]
        more = row.strategy_id or row.offered or row.auto_accepted or row.end_kind
        if key not in own or more or row.system_then not in (None, system):
            found[key] = passage_id
    if found:
        con.executemany(REPLACE_SQL, [{"id": passage_id, "now": now} for passage_id in found.values()])
        _let_go(con, {rows[key].lead_id for key in found})
    return set(found)


def undo(con: sqlite3.Connection, import_id: int, now: int) -> int:
    """Take back the passages of a distributions import; return how many. The caller holds the transaction."""
    rows = con.execute(UNDO_SQL, {"import_id": import_id, "now": now}).fetchall()
    if rows:
        lead_ids = {row[0] for row in rows}
        _let_go(con, lead_ids)
        _redraw(con, lead_ids, now)
    return len(rows)


def _let_go(con: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Take leads from owners whose passage does not hold any more."""
    milestones.touch_leads(con, lead_ids)
    loose = [row[0] for row in con.execute(OPEN_AGAIN_SQL).fetchall()]
    state.free(con, [{"lead": i, "account": ROOT_ACCOUNT_ID, "team": None, "distribution": None} for i in loose])


def _redraw(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> None:
    ids = list(lead_ids)
    milestones.touch_leads(con, ids)
    con.execute(CLOSE_SQL, {"now": now})
    con.execute(OPEN_SQL)
    holders = con.execute(HOLDERS_SQL).fetchall()
    state.place(
        con,
        [
            (owner, here if owner is None else account, None, passage, 0, lead)
            for owner, account, passage, lead, here in holders
        ],
    )
    holds.clear(con, [row[3] for row in holders])
    state.rewait(con, ids, now)
    attribution.reattribute(con, ids)
    past.accept_worked(con, now)


def spans(con: sqlite3.Connection) -> tuple[Spans, Spans]:
    """Return user id -> [(team, from, to)] and user id -> [(account, from, to)]."""
    found: list[Spans] = []
    for sql in (TEAMS_SQL, SEATS_SQL):
        one: Spans = {}
        for user_id, value, start, end in con.execute(sql):
            one.setdefault(user_id, []).append((value, start, end))
        found.append(one)
    return found[0], found[1]


def strategies(con: sqlite3.Connection) -> list[tuple[int, str, str | None]]:
    """Return (id, name, mode) of every strategy ever applied; mode None = it was never enabled."""
    return con.execute(MODES_SQL).fetchall()
