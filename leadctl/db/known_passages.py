"""Passages as they were known at :at, in a copy of the file that may be written to; see db/known.

temp.known_lead holds the leads of which something was recorded since, temp.known_gone what was taken out of the copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Final, NamedTuple

# The moment at which leadctl learned of an answer or an end.
_ANSWERED: Final = "coalesce(answer_recorded_at, accepted_at)"
_ENDED: Final = "coalesce(end_recorded_at, ended_at)"

CHANGED_SQL: Final = f"""
insert or ignore into temp.known_lead (lead_id)
select lead_id from distribution
where recorded_at > :at or undone_at > :at or {_ANSWERED} > :at or {_ENDED} > :at"""

# ---------------------------------------------------------------- passages that stand again

# An undo let an earlier passage stand again: until the undo it had ended where the passage undone began. Of those that
# went on by design the last one did; a pull of an unworked lead ended the one that its transfer names.
_STOOD: Final = (
    "(e.ended_at is null or e.ended_at >= f.undone_at) and (e.undone_at is null or e.undone_at > f.undone_at)"
)
_UNDONE: Final = """f.undone_at > :at and f.recorded_at <= :at and f.shared = 0 and f.run_id is not null
  and not exists (select 1 from distribution g where g.run_id = f.run_id and g.lead_id = f.lead_id and g.id < f.id)"""
STOOD_AGAIN_SQL: Final = f"""
create temp table known_stood as
select max(e.id) as id, f.distributed_at as ended_at, f.recorded_at as recorded_at, 'passed_on' as end_kind
from temp.known_lead k cross join distribution f on f.lead_id = k.lead_id
cross join distribution e on e.lead_id = f.lead_id and e.id < f.id
where {_UNDONE} and e.level <> 'user' and e.run_id is not f.run_id and {_STOOD} group by f.id
union all
select e.id, f.distributed_at, f.recorded_at, 'transferred'
from temp.known_lead k cross join distribution f on f.lead_id = k.lead_id
cross join transfer t on t.lead_id = f.lead_id and t.happened_at = f.distributed_at and t.to_user_id = f.user_id
cross join distribution e on e.id = t.distribution_id and e.id < f.id
where {_UNDONE} and f.mode = 'pull' and {_STOOD}"""
NOT_AGAIN_SQL: Final = """
update distribution set ended_at = s.ended_at, end_kind = s.end_kind,
  passed_on_at = case when s.end_kind = 'passed_on' then s.ended_at end,
  end_recorded_at = nullif(s.recorded_at, s.ended_at)
from temp.known_stood s where distribution.id = s.id"""

# ---------------------------------------------------------------- taken back

GONE_SQL: Final = """
create temp table known_gone as
select lead_id, distributed_at as at, user_id, path, id from distribution where recorded_at > :at"""
DELETE_SQL: Final = "delete from distribution where recorded_at > :at"
TAKE_BACK_SQL: Final = (
    "update distribution set undone_at = null, ledger_reversed_at = nullif(ledger_reversed_at, undone_at)"
    " where undone_at > :at",
    # a charge is reversed with the end that gave the turn back, and dated like it
    f"""update distribution set ended_at = null, end_kind = null, end_recorded_at = null, passed_on_at = null,
    rejected_at = null, reject_reason = null, expired_at = null,
    answered_by = case when accepted_at is not null then answered_by end,
    ledger_reversed_at = nullif(ledger_reversed_at, ended_at) where {_ENDED} > :at""",
    f"""update distribution set accepted_at = null, answer_recorded_at = null, answered_by = null,
    shared = case when offer_round = 2 then 1 else shared end where {_ANSWERED} > :at""",
    "update distribution set ledger_reversed_at = null where ledger_reversed_at > :at",
)

# ---------------------------------------------------------------- the past of another system

# Leads whose line of holders db/past_passages drew again since :at, and when it had been drawn last.
_LAST: Final = (
    "max(case when d.recorded_at <= :at then max(d.recorded_at, iif(d.undone_at <= :at, d.undone_at, 0)) end)"
)
REDRAWN_SQL: Final = f"""
create temp table known_redrawn as
select d.lead_id, {_LAST} as drawn_at
from temp.known_lead k cross join distribution d on d.lead_id = k.lead_id
join import i on i.id = d.import_id and i.kind = 'distributions'
group by d.lead_id having max(d.recorded_at > :at or d.undone_at > :at) = 1 and drawn_at is not null"""
# The line as it was drawn then, and what has followed without being drawn.
LINE_SQL: Final = """
select r.lead_id, d.id, coalesce(i.kind, '') = 'distributions', d.recorded_at, d.distributed_at, d.ended_at,
  d.recorded_at <= r.drawn_at, d.undone_at is not null,
  exists (select 1 from temp.known_gone g where g.lead_id = d.lead_id and g.at = d.ended_at),
  (select min(t.happened_at) from transfer t where t.distribution_id = d.id),
  coalesce(d.end_recorded_at, d.ended_at), (select min(t.happened_at) from transfer t where t.lead_id = d.lead_id
    and not exists (select 1 from distribution e where e.lead_id = t.lead_id and e.distributed_at = t.happened_at))
from temp.known_redrawn r cross join distribution d on d.lead_id = r.lead_id left join import i on i.id = d.import_id
where d.level <> 'account' and (d.undone_at is null or d.undone_at > r.drawn_at)
  and (coalesce(d.end_kind, '') not in ('rejected', 'expired', 'lost', 'recalled')
    or coalesce(d.end_recorded_at, d.ended_at) > r.drawn_at)
order by r.lead_id, d.distributed_at, d.id"""
END_SQL: Final = "update distribution set ended_at = :at, end_kind = :kind where id = :id"
# In which status a lead stood when an imported passage began is filled in by the next import of activities that has a
# status of it, once the history says it. Told with the passage, or the lead's first: known from the beginning.
_TOLD: Final = "a.lead_id = d.lead_id and a.kind = 'status' and a.happened_at <= d.distributed_at"
SYSTEM_THEN_SQL: Final = f"""
update distribution set system_then = null
where id in (select d.id from temp.known_lead k cross join distribution d on d.lead_id = k.lead_id
  join import i on i.id = d.import_id and i.kind = 'distributions'
  where d.system_then is not null
    and exists (select 1 from temp.known_gone_status g where g.lead_id = d.lead_id and g.imported = 1)
    and (exists (select 1 from activity a where {_TOLD} and a.to_system = d.system_then)
      or exists (select 1 from temp.known_gone_status a where a.lead_id = d.lead_id
        and a.happened_at <= d.distributed_at and a.to_system = d.system_then))
    and not exists (select 1 from activity a where {_TOLD} and a.recorded_at <= d.recorded_at
      and (a.voided_at is null or a.voided_at > d.recorded_at))
    and exists (select 1 from distribution e where e.lead_id = d.lead_id
      and (e.distributed_at, e.id) < (d.distributed_at, d.id) and (e.undone_at is null or e.undone_at > d.recorded_at))
    and not exists (select 1 from activity b join import j on j.id = b.import_id and j.kind = 'activities'
      where b.lead_id = d.lead_id and b.kind = 'status' and b.recorded_at > d.recorded_at and exists (
        select 1 from activity a where {_TOLD} and a.recorded_at <= b.recorded_at
          and (a.voided_at is null or a.voided_at > b.recorded_at))))"""


def note_changed(con: sqlite3.Connection, at: int) -> None:
    """Add to temp.known_lead the leads of whose passages something was recorded since `at`."""
    con.execute(CHANGED_SQL, {"at": at})
    con.execute(REDRAWN_SQL, {"at": at})


def take_back(con: sqlite3.Connection, at: int) -> None:
    """Bring the passages of the leads in temp.known_lead to what was known at `at` (seconds UTC).

    Kept counters are the caller's to recompute; temp.known_gone_status is filled already.
    """
    for index in ("distribution_one_holder", "distribution_one_per_user"):  # true again at the end, not in between
        con.execute(f"drop index {index}")
    now = {"at": at}
    con.execute(STOOD_AGAIN_SQL, now)
    con.execute(NOT_AGAIN_SQL)
    con.execute(GONE_SQL, now)
    con.execute("create index temp.known_gone_of on known_gone (lead_id, at)")
    con.execute(DELETE_SQL, now)
    for sql in TAKE_BACK_SQL:
        con.execute(sql, now)
    _draw(con)
    con.execute(SYSTEM_THEN_SQL)


class _Link(NamedTuple):
    """One passage of a line of holders, as LINE_SQL gives it."""

    lead_id: int
    id: int
    past: int  # 1 = brought by a distributions import
    recorded_at: int
    distributed_at: int
    ended_at: int | None
    drawn: int  # 1 = it stood in the line when that was drawn
    undone: int
    loose: int  # 1 = ended where a passage began that is gone
    transferred_at: int | None
    end_known_at: int | None
    moved_at: int | None  # when the lead got an owner without a passage


def _draw(con: sqlite3.Connection) -> None:
    """Let imported passages end where they did when their lead's line of holders had been drawn last."""
    links = [_Link(*row) for row in con.execute(LINE_SQL)]
    for _, group in groupby(links, key=lambda link: link.lead_id):
        line = list(group)
        drawn = [link for link in line if link.drawn]
        later = [link for link in line if not link.drawn and not link.undone]
        begins = {link.distributed_at for link in line if not link.drawn}
        for link, following in zip_longest(drawn, drawn[1:]):
            if not link.past:
                continue
            end: int | None
            if following is not None:
                end = following.distributed_at
            elif link.transferred_at is not None:
                end = link.transferred_at
            elif link.ended_at is not None and not link.loose and link.ended_at not in begins:
                continue  # not drawn since
            elif _taken(line, link):
                end = link.recorded_at
            else:
                end = later[0].distributed_at if later else None
            if end != link.ended_at:
                kind = None if end is None else "transferred" if end == link.transferred_at else "superseded"
                con.execute(END_SQL, {"at": end, "kind": kind, "id": link.id})


def _taken(line: Sequence[_Link], past: _Link) -> bool:
    """Return whether somebody else had the lead by other facts when this imported passage came in."""
    when = past.recorded_at
    if past.moved_at is not None and past.moved_at <= when:
        return True
    others = [link for link in line if not link.past and link.recorded_at <= when]
    return any(link.end_known_at is None or link.end_known_at > when for link in others)
