"""What became of the leads of a replay: in reality (schema `main`) and in the replay (`temp`), by the same queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

World = Literal["main", "temp"]


class Outcome(NamedTuple):
    """The first passage by which somebody got a lead, or an account or team where it stands; seconds, minor units."""

    lead_id: int
    strategy_id: int | None
    origin: str
    level: str
    user_id: int | None
    team_id: int | None
    account_id: int
    given_at: int
    received_at: int
    value: int | None


class Decided(NamedTuple):
    """Decisions alike: strategy, who got the lead, the candidates (JSON) and the trace, charged or not; how many."""

    strategy_id: int | None
    user_id: int | None
    charged: int
    members: str | None
    path: str | None
    leads: int


# Broadcast offers count for the one who took them; offers that nobody took are no distribution to a person.
OUTCOMES_SQL: Final = """
select r.lead_id, d.strategy_id, d.origin, d.level, d.user_id, d.team_id, d.account_id, d.distributed_at,
  l.received_at, l.value
from temp.replay_lead r cross join main.lead l on l.id = r.lead_id
cross join {world}.distribution d on d.id = (
  select f.id from {world}.distribution f
  where f.lead_id = r.lead_id and f.undone_at is null and f.shared = 0
    and f.distributed_at >= :start and f.distributed_at < :end
    and (f.passed_on_at is null or f.passed_on_at >= :end)
    and (f.offered = 0 or f.accepted_at < :end)
  order by f.distributed_at, f.id limit 1)
"""
DECIDED_SQL: Final = """
select d.strategy_id, d.user_id, d.ledger_cost > 0, c.members, d.path, count(*)
from temp.replay_lead r cross join {world}.distribution d on d.lead_id = r.lead_id
left join {world}.candidate_set c on c.id = d.candidate_set_id
where d.undone_at is null and d.run_id is not null and d.distributed_at >= :start and d.distributed_at < :end
group by d.strategy_id, d.user_id, d.ledger_cost > 0, d.candidate_set_id, d.path
"""
HOLDS_SQL: Final = """
select r.lead_id, s.hold_code, h.path, s.open_distribution_id is not null
from temp.replay_lead r cross join {world}.lead_state s on s.lead_id = r.lead_id
left join {world}.hold h on h.lead_id = r.lead_id
where s.owner_id is null
"""
SETS_SQL: Final = "select members from {world}.candidate_set where id = :id"
NOT_REPLAYED_SQL: Final = """
select count(*) from main.lead l where l.undone_at is null and l.received_at >= :start and l.received_at < :end
  and l.id not in (select lead_id from temp.replay_lead)
"""


def outcomes(con: sqlite3.Connection, world: World, start: int, end: int) -> Iterator[Outcome]:
    """Yield who got each lead of the replay in [start, end), of those that somebody got."""
    cursor = con.execute(OUTCOMES_SQL.format(world=world), {"start": start, "end": end})
    return (Outcome(*row) for row in cursor)


def decided(con: sqlite3.Connection, world: World, start: int, end: int) -> Iterator[Decided]:
    """Yield the decisions of runs on leads of the replay in [start, end), those alike counted together."""
    cursor = con.execute(DECIDED_SQL.format(world=world), {"start": start, "end": end})
    return (Decided(*row) for row in cursor)


def holds(con: sqlite3.Connection, world: World) -> list[tuple[int, str | None, str | None, int]]:
    """Return (lead, hold code, trace, an offer or an account has it) of the leads that nobody owns."""
    return con.execute(HOLDS_SQL.format(world=world)).fetchall()


def members(con: sqlite3.Connection, world: World, set_id: int) -> str | None:
    """Return the members of a candidate set as JSON."""
    row = con.execute(SETS_SQL.format(world=world), {"id": set_id}).fetchone()
    return None if row is None else str(row[0])


def not_replayed(con: sqlite3.Connection, start: int, end: int) -> int:
    """Return how many leads were received in the period that the replay leaves out."""
    return int(con.execute(NOT_REPLAYED_SQL, {"start": start, "end": end}).fetchone()[0])


def lead_ids(con: sqlite3.Connection) -> list[int]:
    """Return the leads of the replay."""
    return [row[0] for row in con.execute("select lead_id from temp.replay_lead order by lead_id")]
