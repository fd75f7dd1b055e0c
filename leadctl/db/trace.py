"""What explain reads: the passages of a lead with their trace, and counts as they stood at a passage."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class TracedPassage(NamedTuple):
    """One passage of a lead with what the engine wrote down about it. Seconds UTC."""

    id: int
    lead_id: int
    level: str
    mode: str
    origin: str
    strategy_id: int | None
    run_id: int | None
    user_id: int | None
    team_id: int | None
    account_id: int
    distributed_at: int
    recorded_by: str | None
    ended_at: int | None
    end_kind: str | None
    undone_at: int | None
    candidate_set_id: int | None
    ledger_cost: int
    ledger_band: str | None  # None = the strategy's only ledger
    path: str | None
    offered: int
    offer_round: int | None
    expires_at: int | None
    accepted_at: int | None


_COLUMNS = ", ".join(f"d.{name}" for name in TracedPassage._fields)
PASSAGES_SQL = f"select {_COLUMNS} from distribution d where d.lead_id = :lead order by d.id"

COUNT_SQL = """
select count(*) from distribution
where user_id = :user and distributed_at >= :start and distributed_at < :end and id < :before
  and level = 'user' and shared = 0 and (undone_at is null or undone_at > :at)
  and (:strategy is null or strategy_id = :strategy)
"""


def passages(con: sqlite3.Connection, lead_id: int) -> list[TracedPassage]:
    """Return every passage of a lead, by id, undone ones too."""
    return [TracedPassage(*row) for row in con.execute(PASSAGES_SQL, {"lead": lead_id})]


def given_before(
    con: sqlite3.Connection, user_id: int, span: tuple[int, int], passage: TracedPassage, strategy_id: int | None
) -> int:
    """Return how many passages the user had in `span` when `passage` was made, of one strategy or of all (None)."""
    parameters = {
        "user": user_id,
        "start": span[0],
        "end": span[1],
        "before": passage.id,
        "at": passage.distributed_at,
        "strategy": strategy_id,
    }
    return int(con.execute(COUNT_SQL, parameters).fetchone()[0])
