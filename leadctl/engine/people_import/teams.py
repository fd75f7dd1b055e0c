"""`import teams`: named groups with one owner, upsert by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from leadctl.db import dated, people
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.people_import.accounts import owner
from leadctl.engine.people_import.row import Row, Writing, changed_values, read_rows
from leadctl.engine.people_text import parse_list

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "team", "team name", "group", "group name", "queue"),
    "owner": ("owner", "team owner", "owner login", "head", "group head", "lead", "manager"),
    "account": ("account", "account name", "branch", "office", "partner"),
    "members": ("members", "users", "logins", "member logins"),
}


@dataclass
class Names:
    """What the cells of a row are looked up in."""

    users: dict[str, int]
    user_words: list[str]
    accounts: dict[str, int]
    account_words: list[str]


def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
    """Write the teams of one chunk."""
    store_rows(con, read_rows(batch, ctx, "name", "team"), ctx)


def store_rows(con: sqlite3.Connection, rows: Iterable[tuple[str, Row]], ctx: Writing) -> None:
    """Write the teams of these (name, row); rows with a fault are left out."""
    accounts = people.all_accounts(con)
    names = Names(
        users=people.user_lookup(con),
        user_words=people.user_words(people.all_users(con)),
        accounts={a.name.casefold(): a.id for a in accounts},
        account_words=[a.name for a in accounts],
    )
    known = {t.name.casefold(): t for t in people.all_teams(con)}
    for name, row in rows:
        values, members = _read(row, names)
        if row.ok:
            ctx.count(_write(con, known.get(name.casefold()), {"name": name, **values}, members, ctx.now))


def _read(row: Row, names: Names) -> tuple[dict[str, Any], set[int] | None]:
    """Return the columns and the member ids (None = not said)."""
    values: dict[str, Any] = {}
    if row.clears("account"):
        values["account_id"] = None
    elif row.text("account"):
        values["account_id"] = row.find("account", "account", names.accounts, names.account_words)
    members: set[int] | None = None
    if row.given("members"):
        logins = parse_list(row.text("members"), names.users)
        found = [row.find_name("members", "user", login, names.users, names.user_words) for login in logins]
        members = {user_id for user_id in found if user_id is not None}
    owner(row, values, names.users)
    return values, members


def _write(
    con: sqlite3.Connection, current: people.Team | None, values: dict[str, Any], members: set[int] | None, now: int
) -> str:
    """Write one team and return the outcome. The first members of a new team count as such from the beginning."""
    if current is None:
        team_id = people.insert_team(con, {**values, "created_at": now})
        dated.set_members(con, team_id, members or (), now, since=0)
        return "new"
    changes = changed_values(current, {**values, "name": current.name})
    people.update_team(con, current.id, changes)
    moved = members is not None and dated.set_members(con, current.id, members, now)
    return "changed" if changes or moved else "unchanged"
