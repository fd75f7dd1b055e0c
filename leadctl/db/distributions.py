"""The distribution table: the one insert that everything uses, and the ends of passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class NewDistribution(NamedTuple):
    """One passage to insert, in column order. Times in seconds UTC, value in minor units.

    `id` may be given (the engine numbers its own, to keep credits and checkpoints in step) or None.
    """

    id: int | None
    lead_id: int
    level: str
    mode: str
    origin: str
    strategy_id: int | None
    run_id: int | None
    import_id: int | None
    user_id: int | None
    team_id: int | None
    account_id: int
    distributed_at: int
    recorded_at: int
    recorded_by: str | None
    system_then: str | None
    record_type_id: int
    source_id: int | None
    campaign_id: int | None
    product_id: int | None
    priority: int | None
    value: int | None
    score: int | None
    candidate_set_id: int | None
    ledger_cost: int
    path: str | None
    again: int
    # only imported history and offers need these
    external_id: str | None = None
    shared: int = 0
    offered: int = 0
    auto_accepted: int = 0
    expires_at: int | None = None
    accepted_at: int | None = None
    rejected_at: int | None = None
    reject_reason: str | None = None
    expired_at: int | None = None
    passed_on_at: int | None = None
    ended_at: int | None = None
    end_kind: str | None = None
    ledger_band: str | None = None
    offer_round: int | None = None


END_SQL = """
update distribution set ended_at = max(:at, distributed_at), end_kind = :kind where id = :id and ended_at is null
"""

GO_ON_SQL = """
update distribution set passed_on_at = :at, ended_at = :at, end_kind = 'passed_on', end_recorded_at = nullif(:now, :at)
where id = :id and ended_at is null
"""


def pass_on(con: sqlite3.Connection, distribution_ids: Iterable[int], at: int, now: int) -> None:
    """Say of open account and team passages that their lead went on by design `at`, which leadctl learns of `now`."""
    con.executemany(GO_ON_SQL, [{"id": distribution_id, "at": at, "now": now} for distribution_id in distribution_ids])


def insert(
    con: sqlite3.Connection,
    rows: Iterable[NewDistribution | tuple[Any, ...]],
    columns: Sequence[str] = NewDistribution._fields,
) -> None:
    """Insert passages. The caller holds the transaction and writes lead_state itself.

    `columns` may leave out what stays empty; rows are then plain tuples in that order (the engine's hot path).
    Raises sqlite3.IntegrityError when a lead would get two open exclusive holders.
    """
    con.executemany(insert_sql(columns), rows)


def insert_sql(columns: Sequence[str]) -> str:
    """Return the insert of these columns of NewDistribution."""
    assert set(columns) <= set(NewDistribution._fields), columns
    return f"insert into distribution ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"


def next_id(con: sqlite3.Connection) -> int:
    """Return the id that the next passage gets. Passages are never deleted, so ids only grow."""
    row = con.execute("select coalesce(max(id), 0) + 1 from distribution").fetchone()
    return int(row[0])


def end(con: sqlite3.Connection, distribution_id: int, kind: str, at: int) -> bool:
    """End an open passage; return False when it had ended already (fields are written once)."""
    return con.execute(END_SQL, {"id": distribution_id, "kind": kind, "at": at}).rowcount == 1
