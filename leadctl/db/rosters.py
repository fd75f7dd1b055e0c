"""strategy_member: the dated roster, who could get leads from which strategy, at which weight."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from leadctl.db.dated import redate


class Member(NamedTuple):
    """One open row of a roster: weight in millionths, `team_id` the team through which he is a member."""

    strategy_id: int
    user_id: int
    weight: int
    team_id: int | None


OPEN_STRATEGIES_SQL = "select distinct strategy_id from strategy_member where valid_to is null"
CURRENT_SQL = """
select strategy_id, user_id, weight, team_id from strategy_member where valid_to is null
order by strategy_id, user_id"""
AT_SQL = """
select strategy_id, user_id, weight, team_id from strategy_member
where valid_from <= :at and (valid_to is null or valid_to > :at) order by strategy_id, user_id"""


def refresh(con: sqlite3.Connection, members: Mapping[int, Mapping[int, tuple[int, int | None]]], now: int) -> int:
    """Make `members` (strategy id -> user id -> (weight in millionths, team id)) the rosters from now on.

    Unchanged members keep their row; who left, or whose weight or team changed, has his row closed at `now`.
    Strategies that are not named are emptied. Returns how many rosters changed. The caller holds the transaction.
    """
    known = {row[0] for row in con.execute(OPEN_STRATEGIES_SQL)}
    changed = 0
    for strategy_id in sorted(known | set(members)):
        wanted = members.get(strategy_id, {})
        rows = [(user_id, weight, team_id) for user_id, (weight, team_id) in wanted.items()]
        changed += redate(con, "strategy_member", ("strategy_id", strategy_id), rows, now)
    return changed


def current(con: sqlite3.Connection) -> dict[int, dict[int, tuple[int, int | None]]]:
    """Return strategy id -> user id -> (weight in millionths, team id) as of now."""
    return _grouped(con.execute(CURRENT_SQL))


def at(con: sqlite3.Connection, moment: int) -> dict[int, dict[int, tuple[int, int | None]]]:
    """Return strategy id -> user id -> (weight in millionths, team id) as of `moment` (seconds UTC)."""
    return _grouped(con.execute(AT_SQL, {"at": moment}))


def _grouped(rows: sqlite3.Cursor) -> dict[int, dict[int, tuple[int, int | None]]]:
    found: dict[int, dict[int, tuple[int, int | None]]] = {}
    for strategy_id, user_id, weight, team_id in rows:
        found.setdefault(strategy_id, {})[user_id] = (weight, team_id)
    return found
