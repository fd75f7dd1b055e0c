"""What why-not reads: decisions of runs with their traces, in the order in which they were made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.queue import ANY_ROW_SQL


class Decision(NamedTuple):
    """One passage that a run made, with what was stored about it."""

    lead_id: int
    user_id: int | None
    strategy_id: int | None
    candidate_set_id: int | None
    path: str | None
    record_type_id: int
    end_kind: str | None  # of offers only
    mode: str


DECISIONS_SQL: Final = """
select d.lead_id, d.user_id, d.strategy_id, d.candidate_set_id, d.path, d.record_type_id,
  case when d.offered = 1 then d.end_kind end, d.mode
from distribution d
where d.distributed_at >= :start and d.distributed_at < :end and d.undone_at is null and d.origin = 'engine'
  and d.run_id is not null and (:lead is null or d.lead_id = :lead)
order by d.distributed_at, d.id
"""
SETS_SQL: Final = "select id, members from candidate_set where members like :part"
AGAIN_SQL: Final = """
select distinct lead_id from distribution
where again = 1 and distributed_at >= :start and distributed_at < :end and undone_at is null
"""
HOLDS_SQL: Final = """
select h.lead_id, h.path, l.record_type_id from hold h
join run r on r.id = h.run_id join lead l on l.id = h.lead_id
where r.started_at >= :start and r.started_at < :end and l.undone_at is null and (:lead is null or h.lead_id = :lead)
order by h.lead_id
"""
ENABLED_SQL: Final = """
select e.mode, e.method, max(e.valid_from, :start), min(coalesce(e.valid_to, :end), :end) from strategy_enabled e
where e.strategy_id = :strategy and e.valid_from < :end and (e.valid_to is null or e.valid_to > :start)
order by e.valid_from
"""
RUNS_SQL: Final = """
select count(*) from run r where r.kind in ('assign', 'tick', 'approve') and r.started_at >= :start
  and r.started_at < :end and r.undone_at is null
"""
MEMBER_SQL: Final = """
select s.name from strategy_member m join strategy s on s.id = m.strategy_id
where m.user_id = :user and m.valid_from < :end and (m.valid_to is null or m.valid_to > :start)
group by s.id order by s.id
"""
PULLS_SQL: Final = """
select r.counts from run r where r.kind = 'pull' and r.started_at >= :start and r.started_at < :end
  and r.undone_at is null and (:user is null or r.user_id = :user) order by r.id
"""


def decisions(con: sqlite3.Connection, start: int, end: int, lead_id: int | None = None) -> Iterator[Decision]:
    """Yield the passages that runs made in [start, end), oldest first, those taken back left out."""
    cursor = con.execute(DECISIONS_SQL, {"start": start, "end": end, "lead": lead_id})
    return map(Decision._make, cursor)


def sets_with(con: sqlite3.Connection, user_id: int) -> Iterator[tuple[int, str]]:
    """Yield (id, members as JSON) of the candidate sets in which a user stood."""
    return con.execute(SETS_SQL, {"part": f"%[{user_id},%"})


def given_again(con: sqlite3.Connection, start: int, end: int) -> set[int]:
    """Return the leads of which there is more than a first passage in the period."""
    return {row[0] for row in con.execute(AGAIN_SQL, {"start": start, "end": end})}


def holds(
    con: sqlite3.Connection, start: int, end: int, lead_id: int | None = None
) -> list[tuple[int, str | None, int]]:
    """Return (lead, trace, record type) of the leads that a run of the period left waiting, and that still wait."""
    return con.execute(HOLDS_SQL, {"start": start, "end": end, "lead": lead_id}).fetchall()


def enabled(con: sqlite3.Connection, strategy_id: int, start: int, end: int) -> list[tuple[str, str, int, int]]:
    """Return (mode, method, from, to) of the spells in the period in which a strategy was in the rules in force."""
    return con.execute(ENABLED_SQL, {"strategy": strategy_id, "start": start, "end": end}).fetchall()


def runs(con: sqlite3.Connection, start: int, end: int) -> int:
    """Return how many runs gave out leads in the period."""
    return int(con.execute(RUNS_SQL, {"start": start, "end": end}).fetchone()[0])


def strategies_of(con: sqlite3.Connection, user_id: int, start: int, end: int) -> list[str]:
    """Return the strategies that a user was in at some time of the period."""
    return [row[0] for row in con.execute(MEMBER_SQL, {"user": user_id, "start": start, "end": end})]


def pull_counts(con: sqlite3.Connection, start: int, end: int, user_id: int | None = None) -> list[str]:
    """Return the stored summaries of the pulls of the period, as JSON."""
    found = con.execute(PULLS_SQL, {"start": start, "end": end, "user": user_id})
    return [row[0] for row in found]


def any_rows(con: sqlite3.Connection, lead_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return lead -> its core row, wherever it lies."""
    return {row[0]: row for row in con.execute(ANY_ROW_SQL, {"ids": json.dumps(list(lead_ids))})}
