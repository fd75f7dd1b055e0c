"""When people worked, as it stood then: dated shifts, absences in force, where they sat."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple


class Block(NamedTuple):
    """One weekly block of a user while it held, [valid_from, valid_to) in seconds UTC; None = still so."""

    user_id: int
    weekday: int
    starts: int
    ends: int
    timezone: str | None
    valid_from: int
    valid_to: int | None


class Seat(NamedTuple):
    """The account a user sat in, [valid_from, valid_to) in seconds UTC; None = still so."""

    user_id: int
    account_id: int
    valid_from: int
    valid_to: int | None


_HELD: Final = "valid_from < :end and (valid_to is null or valid_to > :start)"
BLOCKS_SQL: Final = f"select {', '.join(Block._fields)} from shift where {_HELD} order by user_id, id"
SEATS_SQL: Final = f"select {', '.join(Seat._fields)} from user_account where {_HELD} order by user_id, valid_from, id"
AWAY_SQL: Final = """select user_id, starts_at, ends_at from absence
where removed_at is null and starts_at < :end and ends_at > :start order by starts_at, id"""


def blocks(con: sqlite3.Connection, start: int, end: int) -> dict[int, list[Block]]:
    """Return user id -> the blocks that held at any time in [start, end)."""
    found: dict[int, list[Block]] = {}
    for row in con.execute(BLOCKS_SQL, {"start": start, "end": end}):
        found.setdefault(row[0], []).append(Block(*row))
    return found


def seats(con: sqlite3.Connection, start: int, end: int) -> dict[int, list[Seat]]:
    """Return user id -> the accounts he sat in at any time in [start, end), oldest first."""
    found: dict[int, list[Seat]] = {}
    for row in con.execute(SEATS_SQL, {"start": start, "end": end}):
        found.setdefault(row[0], []).append(Seat(*row))
    return found


def away(con: sqlite3.Connection, start: int, end: int) -> dict[int, list[tuple[int, int]]]:
    """Return user id -> the absences, taken back ones apart, that touch [start, end)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for user_id, starts_at, ends_at in con.execute(AWAY_SQL, {"start": start, "end": end}):
        found.setdefault(user_id, []).append((starts_at, ends_at))
    return found
