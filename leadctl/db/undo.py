"""What undo reads and writes: a run's passages, what went before them, the marks of being taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class RunPassage(NamedTuple):
    """One passage of a run that is not undone. `worked` = somebody recorded work on it that was not voided.

    `ledger_cost` is what is still charged: 0 when the turn was given back before.
    """

    id: int
    lead_id: int
    level: str
    user_id: int | None
    team_id: int | None
    account_id: int
    strategy_id: int | None
    candidate_set_id: int | None
    ledger_cost: int
    ledger_band: str  # '' = the strategy's only ledger
    distributed_at: int
    ended_at: int | None
    end_kind: str | None
    path: str | None
    worked: int


PASSAGES_SQL = """
select d.id, d.lead_id, d.level, d.user_id, d.team_id, d.account_id, d.strategy_id, d.candidate_set_id,
  case when d.ledger_reversed_at is null then d.ledger_cost else 0 end, coalesce(d.ledger_band, ''),
  d.distributed_at, d.ended_at, d.end_kind, d.path,
  exists (select 1 from activity a where a.distribution_id = d.id and a.voided_at is null)
  or exists (select 1 from opportunity o where o.lead_id = d.lead_id and o.user_id = d.user_id
             and o.happened_at >= d.distributed_at and o.voided_at is null)
from distribution d where d.run_id = :run and d.undone_at is null order by d.id
"""

# What the run's first passage of a lead passed on: it stands again when that passage is taken back.
PASSED_ON_SQL = """
select f.lead_id, max(e.id) from json_each(:firsts) j cross join distribution f on f.id = j.value
cross join distribution e on e.lead_id = f.lead_id
where e.id < f.id and e.undone_at is null and e.end_kind = 'passed_on' and e.ended_at = f.distributed_at
  and e.run_id is not f.run_id
group by f.lead_id
"""
STANDS_AGAIN_SQL = """
update distribution set passed_on_at = null, ended_at = null, end_kind = null, end_recorded_at = null where id = :id
returning account_id, case when level = 'team' then team_id end
"""
# Whom a pull took an unworked lead from: it is his again when the pull is taken back.
TAKEN_FROM_SQL = """
select t.lead_id, t.from_user_id, t.to_user_id, t.distribution_id from json_each(:firsts) j
cross join distribution f on f.id = j.value cross join transfer t on t.lead_id = f.lead_id
where f.mode = 'pull' and t.happened_at = f.distributed_at and t.to_user_id = f.user_id and t.distribution_id < f.id
order by t.id
"""
MARK_SQL = """
update distribution set undone_at = :now,
  ledger_reversed_at = case when ledger_cost > 0 then coalesce(ledger_reversed_at, :now) end
where id = :id
"""
LAST_SQL = """
select strategy_id, coalesce(ledger_band, ''), user_id, max(id) from distribution
where ledger_cost > 0 and ledger_reversed_at is null and user_id in (select value from json_each(:users))
group by 1, 2, 3
"""
# Leads whose other passages or activities feel it: the rest need no re-attribution.
TOUCHED_SQL = """
select c.value from json_each(:leads) c
where exists (select 1 from distribution d where d.lead_id = c.value and d.undone_at is null)
   or exists (select 1 from activity a where a.lead_id = c.value)
"""
LATEST_RUN_SQL = """
select d.run_id from distribution d join run r on r.id = d.run_id where r.kind <> 'pull' order by d.id desc limit 1
"""


def passages(con: sqlite3.Connection, run_id: int) -> list[RunPassage]:
    """Return a run's passages that are not undone, by id."""
    return [RunPassage(*row) for row in con.execute(PASSAGES_SQL, {"run": run_id})]


def passed_on(con: sqlite3.Connection, first_ids: Sequence[int]) -> dict[int, int]:
    """Return lead -> the passage of an earlier run that went on when these passages were made."""
    return dict(con.execute(PASSED_ON_SQL, {"firsts": json.dumps(list(first_ids))}).fetchall())


def taken_from(con: sqlite3.Connection, first_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Return lead -> (former owner, who pulled it from him, the passage that this ended), of unworked leads pulled."""
    rows = con.execute(TAKEN_FROM_SQL, {"firsts": json.dumps(list(first_ids))})
    return {lead: (former, puller, passage) for lead, former, puller, passage in rows}


def stand_again(con: sqlite3.Connection, distribution_id: int) -> tuple[int, int | None]:
    """Let a passage that went on stand again; return (account, team or None) that holds the lead by it."""
    row = con.execute(STANDS_AGAIN_SQL, {"id": distribution_id}).fetchone()
    return int(row[0]), row[1]


def mark(con: sqlite3.Connection, distribution_ids: Iterable[int], now: int) -> None:
    """Mark passages as taken back, and their charges as reversed."""
    con.executemany(MARK_SQL, [{"id": i, "now": now} for i in distribution_ids])


def last_distributions(con: sqlite3.Connection, user_ids: Iterable[int]) -> dict[tuple[int, str, int], int]:
    """Return (strategy, band, user) -> his largest charged distribution that is not reversed."""
    rows = con.execute(LAST_SQL, {"users": json.dumps(list(user_ids))})
    return {(strategy, band, user): last for strategy, band, user, last in rows}


def touched(con: sqlite3.Connection, lead_ids: Iterable[int]) -> list[int]:
    """Return which of these leads have other passages or any activity."""
    return [row[0] for row in con.execute(TOUCHED_SQL, {"leads": json.dumps(list(lead_ids))})]


def latest_run(con: sqlite3.Connection) -> int | None:
    """Return the run that made the newest passage, or None. Pulls do not count: each has its own number."""
    row = con.execute(LATEST_RUN_SQL).fetchone()
    return None if row is None else int(row[0])
