"""What the hints of `report performance` look at beside passages: clauses of the rules, caps, candidate sets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from leadctl.config.criteria_model import Clause, Criteria
from leadctl.db.credits import sets as candidate_sets
from leadctl.db.facts_keys import Query
from leadctl.db.queue import open_counts
from leadctl.db.settings import status_systems
from leadctl.db.sieve import sieve
from leadctl.models import FINISHED

RECEIVED_SQL: Final = """select count(*) from lead l where l.undone_at is null and l.received_at >= :start
and l.received_at < :end and (:type is null or l.record_type_id = :type){clause}"""
OPEN_CAPS_SQL: Final = "select login, id, open_cap from user where open_cap is not null"
TURNS_SQL: Final = """select d.strategy_id, d.user_id, d.candidate_set_id, count(*) from distribution d
where {where} and d.mode = 'push' and d.level = 'user' and d.strategy_id is not null and d.ledger_cost > 0
  and (d.ledger_reversed_at is null or d.ledger_reversed_at >= :cut) and d.candidate_set_id is not null
group by 1, 2, 3"""


def received(con: sqlite3.Connection, query: Query, type_id: int | None) -> int:
    """Return how many leads of one record type, or of all (None), were received in the period."""
    parameters = {"start": query.start, "end": query.end, "type": type_id}
    return int(con.execute(RECEIVED_SQL.format(clause=""), parameters).fetchone()[0])


def received_meeting(con: sqlite3.Connection, query: Query, type_id: int | None, clause: Clause) -> int | None:
    """Return how many of them meet a clause, or None where SQL cannot compare as the rules do.

    An age is compared when a lead is given out, so it says nothing afterwards.
    """
    if clause.operator == "age":
        return None
    conditions, more = sieve(con, Criteria((clause,)), query.end)
    if not conditions:
        return None
    sql = RECEIVED_SQL.format(clause="".join(f" and {c}" for c in conditions))
    return int(con.execute(sql, {"start": query.start, "end": query.end, "type": type_id, **more}).fetchone()[0])


def open_caps(con: sqlite3.Connection, now: int) -> dict[str, tuple[int, int]]:
    """Return login -> (open leads and pending offers now, cap `open`) of the users who have such a cap."""
    capped = con.execute(OPEN_CAPS_SQL).fetchall()
    finished = [status_id for status_id, system in status_systems(con, now).items() if system in FINISHED]
    held = open_counts(con, [user_id for _, user_id, _ in capped], finished, by_strategy=False)
    return {login: (held.get((user_id, 0), 0), cap) for login, user_id, cap in capped}


class Turn(NamedTuple):
    """`leads` passages of a push strategy that its ledger gave to a user, all with the same candidates."""

    strategy_id: int
    user_id: int
    leads: int
    weights: dict[int, int]  # of everyone who stood for them, eligible or not


# Conditions on who got a lead or what he did with it: of leads so chosen, everybody else would have got too few.
RECIPIENTS: Final = frozenset({"user", "team", "account", "disabled", "outcome", "sales-stage"})


def turns(con: sqlite3.Connection, query: Query) -> Iterator[Turn]:
    """Yield what the ledgers of push strategies decided in the period, whoever got it, those not taken back."""
    conditions = tuple((k, sql) for k, sql in query.conditions if k not in RECIPIENTS and "d.account_id" not in sql)
    where = replace(query, conditions=conditions).where()
    rows = con.execute(TURNS_SQL.format(where=where), query.bound()).fetchall()
    members = _members(con, {row[2] for row in rows})
    for strategy_id, user_id, set_id, leads in rows:
        yield Turn(strategy_id, user_id, leads, members[set_id])


def _members(con: sqlite3.Connection, set_ids: set[int]) -> dict[int, dict[int, int]]:
    """Return candidate set -> user -> weight."""
    texts = candidate_sets(con, sorted(set_ids))
    return {set_id: {user: weight for user, weight, _ in json.loads(text)} for set_id, text in texts.items()}
