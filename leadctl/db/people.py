"""Users, accounts and teams: looking them up, listing them, inserting and changing them.

What carries dates (memberships, tags, disablement, shifts, absences) is in db/dated.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from leadctl.errors import ConflictError, NotFoundError, did_you_mean


class User(NamedTuple):
    """One row of `user`: weight in millionths, caps null = unlimited, times in seconds UTC."""

    id: int
    login: str
    name: str
    email: str | None
    account_id: int
    timezone: str | None
    weight: int
    per_hour: int | None
    per_day: int | None
    per_week: int | None
    open_cap: int | None
    disabled_at: int | None
    last_seen_at: int | None
    created_at: int
    auto_accept: int = 0  # 1 = offers to him count as accepted at once
    channels: str | None = None  # how he is told; '' = not at all, None = as the rules say
    quiet_hours: str | None = None  # '' = none, None = as the rules say


class Account(NamedTuple):
    """One row of `account`; `attributes` is JSON text, `crm` null = inherited."""

    id: int
    name: str
    parent_id: int | None
    kind: str
    owner_id: int | None
    owner_wanted: str | None
    crm: int | None
    country: str | None
    attributes: str
    disabled_at: int | None
    created_at: int
    auto_accept: int = 0  # 1 = offers to it count as accepted at once
    state: str | None = None
    city: str | None = None
    postal_code: str | None = None
    latitude: float | None = None  # degrees north; None = from postal code or city
    longitude: float | None = None  # degrees east


class Team(NamedTuple):
    """One row of `team`."""

    id: int
    name: str
    owner_id: int | None
    owner_wanted: str | None
    account_id: int | None
    disabled_at: int | None
    created_at: int


USERS_SQL = f"select {', '.join(User._fields)} from user order by login collate nocase"
ACCOUNTS_SQL = f"select {', '.join(Account._fields)} from account order by name collate nocase"
TEAMS_SQL = f"select {', '.join(Team._fields)} from team order by name collate nocase"


def all_users(con: sqlite3.Connection) -> list[User]:
    """Return every user, disabled ones too, by login."""
    return [User(*row) for row in con.execute(USERS_SQL)]


def all_accounts(con: sqlite3.Connection) -> list[Account]:
    """Return every account, the root too, by name."""
    return [Account(*row) for row in con.execute(ACCOUNTS_SQL)]


def all_teams(con: sqlite3.Connection) -> list[Team]:
    """Return every team by name."""
    return [Team(*row) for row in con.execute(TEAMS_SQL)]


# ---------------------------------------------------------------- by name


def find_user(con: sqlite3.Connection, name: str) -> User:
    """Return the user with this login, else this e-mail, else this full name (case and outer blanks ignored).

    Raises NotFoundError with the nearest login, ConflictError when several users bear the full name.
    """
    wanted = name.strip().casefold()
    users = all_users(con)
    for field in ("login", "email", "name"):
        hits = [u for u in users if wanted and (getattr(u, field) or "").casefold() == wanted]
        if len(hits) == 1:
            return hits[0]
        if hits:
            logins = ", ".join(u.login for u in hits)
            raise ConflictError(f'"{name}" is the name of several users: {logins}', slug="ambiguous-user")
    near = did_you_mean(name, user_words(users))
    raise NotFoundError(f'no user "{name}"{near}', slug="no-user", hint="leadctl user list")


def user_words(users: Iterable[User]) -> list[str]:
    """Return logins, then full names: what a mistyped user name is compared with."""
    people = list(users)
    return [u.login for u in people] + [u.name for u in people]


def find_account(con: sqlite3.Connection, name: str) -> Account:
    """Return the account of this name (case and outer blanks ignored). Raises NotFoundError with the nearest."""
    accounts = all_accounts(con)
    for account in accounts:
        if account.name.casefold() == name.strip().casefold():
            return account
    near = did_you_mean(name, [a.name for a in accounts])
    raise NotFoundError(f'no account "{name}"{near}', slug="no-account", hint="leadctl account list")


def find_team(con: sqlite3.Connection, name: str) -> Team:
    """Return the team of this name (case and outer blanks ignored). Raises NotFoundError with the nearest."""
    teams = all_teams(con)
    for team in teams:
        if team.name.casefold() == name.strip().casefold():
            return team
    near = did_you_mean(name, [t.name for t in teams])
    raise NotFoundError(f'no team "{name}"{near}', slug="no-team", hint="leadctl team list")


def user_names(con: sqlite3.Connection) -> dict[int, str]:
    """Return user id -> login."""
    return dict(con.execute("select id, login from user").fetchall())


def account_names(con: sqlite3.Connection) -> dict[int, str]:
    """Return account id -> name."""
    return dict(con.execute("select id, name from account").fetchall())


def team_names(con: sqlite3.Connection) -> dict[int, str]:
    """Return team id -> name."""
    return dict(con.execute("select id, name from team").fetchall())


def user_lookup(con: sqlite3.Connection) -> dict[str, int]:
    """Return casefolded login, e-mail or full name -> user id; what several users share is left out.

    A login beats an e-mail, an e-mail beats a full name.
    """
    users = all_users(con)
    found: dict[str, int] = {}
    for field in ("name", "email", "login"):
        seen: dict[str, list[int]] = {}
        for user in users:
            seen.setdefault((getattr(user, field) or "").strip().casefold(), []).append(user.id)
        found |= {word: ids[0] for word, ids in seen.items() if word and len(ids) == 1}
    return found


WANTED_SQL = "select id, owner_wanted from {table} where owner_wanted is not null"
OWNER_SQL = "update {table} set owner_id = :owner, owner_wanted = null where id = :id"


def settle_owners(con: sqlite3.Connection) -> int:
    """Give accounts and teams the owner a file named before such a user was known; return how many got one."""
    lookup, settled = user_lookup(con), 0
    for table in ("account", "team"):
        for row_id, wanted in con.execute(WANTED_SQL.format(table=table)).fetchall():
            owner = lookup.get(wanted.casefold())
            if owner is not None:
                con.execute(OWNER_SQL.format(table=table), {"id": row_id, "owner": owner})
                settled += 1
    return settled


# ---------------------------------------------------------------- the tree

SUBTREE_SQL = """
with recursive below (id) as (
  select id from account where id = :root
  union
  select account.id from account join below on account.parent_id = below.id
)
select id from below"""


def subtree_ids(con: sqlite3.Connection, account_id: int) -> frozenset[int]:
    """Return the ids of the account and everything below it, as the tree stands today."""
    return frozenset(row[0] for row in con.execute(SUBTREE_SQL, {"root": account_id}))


# ---------------------------------------------------------------- writing

_USER_COLUMNS: Final = frozenset(User._fields) - {"id"}
_ACCOUNT_COLUMNS: Final = frozenset(Account._fields) - {"id"}
_TEAM_COLUMNS: Final = frozenset(Team._fields) - {"id"}


def _insert(con: sqlite3.Connection, table: str, allowed: frozenset[str], values: Mapping[str, Any]) -> int:
    assert set(values) <= allowed, set(values) - allowed
    columns = ", ".join(values)
    holders = ", ".join(f":{name}" for name in values)
    row = con.execute(f"insert into {table} ({columns}) values ({holders}) returning id", dict(values)).fetchone()
    return int(row[0])


def _update(
    con: sqlite3.Connection, table: str, allowed: frozenset[str], row_id: int, values: Mapping[str, Any]
) -> None:
    if not values:
        return
    assert set(values) <= allowed, set(values) - allowed
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    con.execute(f"update {table} set {assignments} where id = :id", {**values, "id": row_id})


def insert_user(con: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Insert a user from column -> value and return the id. Needs login, name, account_id, created_at."""
    return _insert(con, "user", _USER_COLUMNS, values)


def update_user(con: sqlite3.Connection, user_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of a user; dated ones (account_id, disabled_at) only through db/dated.py."""
    _update(con, "user", _USER_COLUMNS, user_id, values)


def insert_account(con: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Insert an account from column -> value and return the id. Needs name, parent_id, kind, created_at."""
    return _insert(con, "account", _ACCOUNT_COLUMNS, values)


def update_account(con: sqlite3.Connection, account_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of an account."""
    _update(con, "account", _ACCOUNT_COLUMNS, account_id, values)


def insert_team(con: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Insert a team from column -> value and return the id. Needs name, created_at."""
    return _insert(con, "team", _TEAM_COLUMNS, values)


def update_team(con: sqlite3.Connection, team_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of a team."""
    _update(con, "team", _TEAM_COLUMNS, team_id, values)
