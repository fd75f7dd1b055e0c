"""The ledger as data: credits, their checkpoints, candidate sets interned by content."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LOAD_SQL = """
select strategy_id, band, user_id, micro, last_distribution_id from credit order by strategy_id, band, user_id
"""
SAVE_SQL = """
insert into credit (strategy_id, band, user_id, micro, last_distribution_id) values (?, ?, ?, ?, ?)
on conflict (strategy_id, band, user_id) do update set
  micro = excluded.micro, last_distribution_id = excluded.last_distribution_id
where micro <> excluded.micro or last_distribution_id <> excluded.last_distribution_id
"""
FORGET_EMPTY_SQL = "delete from credit where micro = 0 and last_distribution_id = 0"

ADD_CHECKPOINT_SQL = """
insert into credit_checkpoint (run_id, strategy_id, band, before_distribution_id, vector, loads)
values (?, ?, ?, ?, ?, ?)
"""
FIND_CHECKPOINT_SQL = """
select before_distribution_id, vector, loads from credit_checkpoint
where strategy_id = :strategy and run_id = :run and band = :band and before_distribution_id <= :distribution
order by before_distribution_id desc limit 1
"""
CHARGED_BETWEEN_SQL = """
select d.id, d.user_id, d.candidate_set_id from distribution d
where d.id >= :first and d.id < :until and d.strategy_id = :strategy and d.run_id = :run and d.ledger_cost > 0
  and coalesce(d.ledger_band, '') = :band
order by d.id
"""

# What came to people in a run besides: leads of any strategy, and leads that came to stand with an account or team.
CAME_SQL = """
select d.user_id, d.account_id, case when d.level = 'team' then d.team_id end, count(*) from distribution d
where d.run_id = :run and d.id >= :first and d.id < :until and d.shared = 0
  and (d.level = 'user' or d.passed_on_at is null or d.passed_on_at > d.distributed_at)
group by 1, case when d.user_id is null then d.account_id end, case when d.user_id is null then d.team_id end
"""

ADD_SET_SQL = "insert into candidate_set (digest, members) values (:digest, :members) returning id"
FIND_SET_SQL = "select id from candidate_set where digest = :digest"
SETS_SQL = "select id, members from candidate_set where id in (select value from json_each(:ids))"
ALL_SETS_SQL = "select id, digest, members from candidate_set order by id"

CHARGED_SQL = """
select strategy_id, coalesce(ledger_band, ''), candidate_set_id, user_id, count(*), max(id) from distribution
where ledger_cost > 0 and ledger_reversed_at is null
group by strategy_id, coalesce(ledger_band, ''), candidate_set_id, user_id
"""

Vector = Mapping[int, tuple[int, int]]  # user id -> (credit in millionths, last distribution id)
Key = tuple[int, str]  # one ledger: strategy id, band ('' = the strategy's only one)


class Checkpoint(NamedTuple):
    """The credits of one ledger before distribution `before`; `opens`: user -> open leads, of least_loaded."""

    before: int
    vector: dict[int, tuple[int, int]]
    opens: dict[int, int] | None = None


def load(con: sqlite3.Connection) -> dict[Key, dict[int, tuple[int, int]]]:
    """Return (strategy id, band) -> user id -> (credit in millionths of a lead, last distribution id or 0)."""
    found: dict[Key, dict[int, tuple[int, int]]] = {}
    for strategy_id, band, user_id, micro, last in con.execute(LOAD_SQL):
        found.setdefault((strategy_id, band), {})[user_id] = (micro, last)
    return found


def save(con: sqlite3.Connection, key: Key, vector: Vector) -> None:
    """Write the credits of one ledger; rows that did not change are left alone."""
    con.executemany(SAVE_SQL, [(*key, user, micro, last) for user, (micro, last) in vector.items()])


def forget_empty(con: sqlite3.Connection) -> None:
    """Remove rows that say nothing (credit 0, never a distribution): what an undo leaves of a first run."""
    con.execute(FORGET_EMPTY_SQL)


def add_checkpoint(
    con: sqlite3.Connection, run_id: int, key: Key, before: int, vector: Vector, opens: Mapping[int, int] | None = None
) -> None:
    """Keep the credits of one ledger as they stood before distribution `before`; of least_loaded the open leads too."""
    text = json.dumps([[user, micro, last] for user, (micro, last) in vector.items()], separators=(",", ":"))
    loads = None if opens is None else json.dumps(list(opens.items()), separators=(",", ":"))
    con.execute(ADD_CHECKPOINT_SQL, (run_id, *key, before, text, loads))


def checkpoint(con: sqlite3.Connection, run_id: int, key: Key, distribution_id: int) -> Checkpoint | None:
    """Return the newest checkpoint of a ledger at or before a distribution."""
    parameters = {"run": run_id, "strategy": key[0], "band": key[1], "distribution": distribution_id}
    row = con.execute(FIND_CHECKPOINT_SQL, parameters).fetchone()
    if row is None:
        return None
    vector = {user: (micro, last) for user, micro, last in json.loads(row[1])}
    return Checkpoint(row[0], vector, None if row[2] is None else dict(json.loads(row[2])))


def charged_between(
    con: sqlite3.Connection, run_id: int, key: Key, first: int, until: int
) -> list[tuple[int, int, int]]:
    """Return (distribution, winner, candidate set) of what a run charged to a ledger in [first, until), by id."""
    parameters = {"run": run_id, "strategy": key[0], "band": key[1], "first": first, "until": until}
    return con.execute(CHARGED_BETWEEN_SQL, parameters).fetchall()


def came_between(
    con: sqlite3.Connection, run_id: int, first: int, until: int
) -> list[tuple[int | None, int, int | None, int]]:
    """Return (user or None, account, team or None, leads) of what a run gave to whom in [first, until)."""
    return con.execute(CAME_SQL, {"run": run_id, "first": first, "until": until}).fetchall()


def intern_set(con: sqlite3.Connection, digest: bytes, text: str) -> int:
    """Return the id of the candidate set with this content, stored if it is new."""
    found = con.execute(FIND_SET_SQL, {"digest": digest}).fetchone()
    if found is None:
        found = con.execute(ADD_SET_SQL, {"digest": digest, "members": text}).fetchone()
    return int(found[0])


def sets(con: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return id -> members as JSON, of these candidate sets."""
    return dict(con.execute(SETS_SQL, {"ids": json.dumps(list(ids))}).fetchall())


def all_sets(con: sqlite3.Connection) -> list[tuple[int, bytes, str]]:
    """Return (id, digest, members as JSON) of every candidate set."""
    return con.execute(ALL_SETS_SQL).fetchall()


def charged(con: sqlite3.Connection) -> list[tuple[int, str, int, int, int, int]]:
    """Return (strategy, band, candidate set, winner, decisions, last distribution) of what is charged, not reversed."""
    return con.execute(CHARGED_SQL).fetchall()
