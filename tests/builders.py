"""Small databases for tests, built with plain SQL: people, strategies with rosters, leads."""

from __future__ import annotations

import sqlite3

MICRO = 1_000_000


def add_user(con: sqlite3.Connection, login: str, **columns) -> int:
    """Insert an enabled user in Corporate (or `account_id`) and return the id."""
    values = {"login": login, "name": login.title(), "account_id": 1, "created_at": 0, **columns}
    names = ", ".join(values)
    marks = ", ".join(f":{n}" for n in values)
    user_id = con.execute(f"insert into user ({names}) values ({marks}) returning id", values).fetchone()[0]
    con.execute(
        "insert into user_account (user_id, account_id, valid_from) values (?, ?, 0)", (user_id, values["account_id"])
    )
    return user_id


def add_users(con: sqlite3.Connection, logins: str, **columns) -> list[int]:
    """Insert one user per word."""
    return [add_user(con, login, **columns) for login in logins.split()]


def add_account(con: sqlite3.Connection, name: str, parent_id: int = 1, kind: str = "branch", **columns) -> int:
    values = {"name": name, "parent_id": parent_id, "kind": kind, "created_at": 0, **columns}
    names = ", ".join(values)
    marks = ", ".join(f":{n}" for n in values)
    return con.execute(f"insert into account ({names}) values ({marks}) returning id", values).fetchone()[0]


def add_team(con: sqlite3.Connection, name: str, owner_id: int | None, members: list[int], account_id: int = 1) -> int:
    team_id = con.execute(
        "insert into team (name, owner_id, account_id, created_at) values (?, ?, ?, 0) returning id",
        (name, owner_id, account_id),
    ).fetchone()[0]
    con.executemany(
        "insert into team_member (team_id, user_id, valid_from) values (?, ?, 0)", [(team_id, m) for m in members]
    )
    return team_id


def add_tag(con: sqlite3.Connection, user_id: int, tag: str) -> None:
    con.execute("insert into user_tag (user_id, tag, valid_from) values (?, ?, 0)", (user_id, tag))


def add_shift(con: sqlite3.Connection, user_id: int, weekdays: range, starts: int, ends: int, zone=None) -> None:
    """Working time on each weekday (0 = Monday), minutes after local midnight."""
    con.executemany(
        "insert into shift (user_id, weekday, starts, ends, timezone, valid_from) values (?, ?, ?, ?, ?, 0)",
        [(user_id, day, starts, ends, zone) for day in weekdays],
    )


def add_absence(con: sqlite3.Connection, user_id: int, starts: int, ends: int) -> None:
    con.execute(
        "insert into absence (user_id, starts_at, ends_at, recorded_at) values (?, ?, ?, 0)", (user_id, starts, ends)
    )


def add_strategy(con: sqlite3.Connection, name: str, members: dict[int, int], method: str = "round_robin") -> int:
    """Insert a strategy with its roster: user id -> weight in whole leads."""
    strategy_id = con.execute("insert into strategy (name) values (?) returning id", (name,)).fetchone()[0]
    con.execute(
        "insert into strategy_enabled (strategy_id, mode, method, valid_from) values (?, 'push', ?, 0)",
        (strategy_id, method),
    )
    con.executemany(
        "insert into strategy_member (strategy_id, user_id, weight, valid_from) values (?, ?, ?, 0)",
        [(strategy_id, user_id, weight * MICRO) for user_id, weight in members.items()],
    )
    return strategy_id


def add_spell(con: sqlite3.Connection, user_id: int, kind: str, starts_at: int, ends_at: int | None) -> None:
    """Say that a user is `paused` or `busy`."""
    con.execute(
        "insert into unavailable (user_id, kind, starts_at, ends_at, recorded_at) values (?, ?, ?, ?, ?)",
        (user_id, kind, starts_at, ends_at, starts_at),
    )


def add_lead(con: sqlite3.Connection, received_at: int = 0, state: dict | None = None, **columns) -> int:
    """Insert a waiting lead of the first record type, held by Corporate, and return the id."""
    number = con.execute("select coalesce(max(id), 0) + 1 from lead").fetchone()[0]
    values = {
        "id": number,
        "record_type_id": 1,
        "identity": number,
        "first_status_id": 1,
        "received_at": received_at,
        "received_kind": "time",
        "imported_at": received_at,
        **columns,
    }
    names = ", ".join(values)
    marks = ", ".join(f":{n}" for n in values)
    con.execute(f"insert into lead ({names}) values ({marks})", values)
    placed = {
        "lead_id": values["id"],
        "status_id": 1,
        "status_since": 0,
        "holder_account_id": 1,
        "added_at": received_at,
    }
    placed |= state or {}
    names = ", ".join(placed)
    marks = ", ".join(f":{n}" for n in placed)
    con.execute(f"insert into lead_state ({names}) values ({marks})", placed)
    return values["id"]


def add_leads(con: sqlite3.Connection, count: int, **columns) -> list[int]:
    """Insert `count` waiting leads in one transaction."""
    con.execute("begin")
    made = [add_lead(con, received_at=i, **columns) for i in range(count)]
    con.execute("commit")
    return made


def owners(con: sqlite3.Connection) -> dict[int, int | None]:
    """Return lead id -> owner."""
    return dict(con.execute("select lead_id, owner_id from lead_state order by lead_id").fetchall())


def credits_of(con: sqlite3.Connection) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (strategy, user) -> (credit in millionths, last distribution)."""
    sql = "select strategy_id, user_id, micro, last_distribution_id from credit order by 1, 2"
    return {(s, u): (m, d) for s, u, m, d in con.execute(sql)}
