"""`import users`: salespeople and managers, upsert by login; account, teams and tags change with dates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from leadctl.db import dated, people
from leadctl.engine import people_text as text
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.people_import import telling
from leadctl.engine.people_import.row import Row, Writing, changed_values, read_rows
from leadctl.models import MICRO, ROOT_ACCOUNT_ID, ShiftBlock

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "login": ("login", "user", "username", "user name", "user login", "user id", "alias"),
    "name": ("name", "full name", "display name", "user full name", "real name"),
    "first_name": ("first name", "given name", "forename"),
    "last_name": ("last name", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "mail", "work email"),
    "account": ("account", "account name", "branch", "office", "partner"),
    "team": ("team", "teams", "group", "groups", "team name"),
    "tags": ("tags", "tag", "skills", "skill"),
    "timezone": ("timezone", "time zone", "tz", "zone"),
    "shift": ("shift", "shifts", "working hours", "hours", "schedule", "work schedule"),
    "caps": ("caps", "cap", "limits"),
    "per_hour": ("per_hour", "per hour", "cap hour", "hourly cap", "max per hour", "leads per hour"),
    "per_day": ("per_day", "per day", "cap day", "daily cap", "max per day", "leads per day"),
    "per_week": ("per_week", "per week", "cap week", "weekly cap", "max per week", "leads per week"),
    "open": ("open", "open cap", "cap open", "max open", "max open leads", "open limit"),
    "weight": ("weight", "share"),
    "auto_accept": ("auto_accept", "auto accept", "accepts at once"),
    "channels": ("channels", "channel", "alerts", "notify by"),
    "quiet_hours": ("quiet_hours", "quiet hours", "do not disturb"),
}


@dataclass
class Names:
    """What the cells of a row are looked up in."""

    accounts: dict[str, int]
    account_words: list[str]
    teams: dict[str, int]
    team_words: list[str]
    creates: bool  # unknown teams are made: the database has none yet


@dataclass
class Wanted:
    """What one row says about a user; None = not said."""

    values: dict[str, Any] = field(default_factory=dict)
    account_id: int | None = None
    teams: set[int] | None = None
    new_teams: list[str] = field(default_factory=list)
    tags: list[str] | None = None
    shifts: tuple[ShiftBlock, ...] | None = None


def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
    """Write the users of one chunk."""
    store_rows(con, read_rows(batch, ctx, "login", "user"), ctx)


def store_rows(con: sqlite3.Connection, rows: Iterable[tuple[str, Row]], ctx: Writing) -> None:
    """Write the users of these (login, row); rows with a fault are left out."""
    accounts, teams = people.all_accounts(con), people.all_teams(con)
    names = Names(
        accounts={a.name.casefold(): a.id for a in accounts},
        account_words=[a.name for a in accounts],
        teams={t.name.casefold(): t.id for t in teams},
        team_words=[t.name for t in teams],
        creates=not teams and not ctx.strict,
    )
    known = {u.login.casefold(): u for u in people.all_users(con)}
    for login, row in rows:
        wanted = _read(row, names)
        if row.ok:
            _create_teams(con, wanted, names, ctx.now)
            ctx.count(_write(con, login, known.get(login.casefold()), wanted, ctx.now))
    if names.creates and names.teams:
        made = ", ".join(names.team_words)
        several = ("s", "them owners") if len(names.teams) > 1 else ("", "it an owner")
        ctx.note(f"created team{several[0]} {made}; give {several[1]} with leadctl import teams")


def _create_teams(con: sqlite3.Connection, wanted: Wanted, names: Names, now: int) -> None:
    """Make the teams of a sound row that are still missing, and put the user into them."""
    for name in wanted.new_teams:
        if name.casefold() not in names.teams:
            names.teams[name.casefold()] = people.insert_team(con, {"name": name, "created_at": now})
            names.team_words.append(name)
        assert wanted.teams is not None
        wanted.teams.add(names.teams[name.casefold()])


def _read(row: Row, names: Names) -> Wanted:
    wanted = Wanted()
    values = wanted.values
    _name(row, values)
    row.put(values, "timezone", text.check_zone, code="unknown-zone")
    row.put(values, "weight", text.parse_weight, default=MICRO)
    row.put(values, "auto_accept", lambda cell: int(text.parse_flag(cell)), default=0)
    row.put(values, "channels", telling.channels, code="bad-channels")
    row.put(values, "quiet_hours", telling.quiet_hours, code="bad-quiet-hours")
    _caps(row, values)
    if row.clears("account"):
        row.reject("account", "no-account", "every user sits in an account; name one")
    wanted.account_id = row.find("account", "account", names.accounts, names.account_words)
    if row.given("team"):
        cells = text.parse_list(row.text("team"), names.teams)
        if names.creates:
            wanted.new_teams, cells = [name for name in cells if name], []
        found = [row.find_name("team", "team", name, names.teams, names.team_words) for name in cells]
        wanted.teams = {team_id for team_id in found if team_id is not None}
    if row.given("tags"):
        wanted.tags = text.parse_list(row.text("tags"))
    shifts: dict[str, tuple[ShiftBlock, ...]] = {}
    row.put(shifts, "shift", text.parse_shifts, default=())
    wanted.shifts = shifts.get("shift")
    _email(row, values)
    return wanted


def _name(row: Row, values: dict[str, Any]) -> None:
    parts = [row.text("first_name"), row.text("last_name")]
    name = row.text("name") or " ".join(part for part in parts if part)
    if name:
        values["name"] = name


def _caps(row: Row, values: dict[str, Any]) -> None:
    """Put the caps of `caps`, then those of the single columns, which win."""
    if row.clears("caps"):
        values.update(dict.fromkeys(text.CAP_COLUMNS.values()))
    elif row.text("caps"):
        try:
            values.update(text.parse_caps(row.text("caps")))
        except ValueError as problem:
            row.reject("caps", "bad-caps", str(problem))
    for name in ("per_hour", "per_day", "per_week"):
        row.put(values, name, text.parse_count, code="bad-caps")
    row.put(values, "open", text.parse_count, column="open_cap", code="bad-caps")


def _email(row: Row, values: dict[str, Any]) -> None:
    from leadctl.engine.normalise.email import email

    if row.clears("email"):
        values["email"] = None
    elif row.text("email"):
        address, problem = email(row.text("email"))
        if address is None:
            row.warn("email", "bad-email", f'"{row.text("email")}" is not an address ({problem}); left out')
        else:
            values["email"] = address


def _write(con: sqlite3.Connection, login: str, current: people.User | None, wanted: Wanted, now: int) -> str:
    """Write one user and return the outcome. The first account and teams of a new user hold from the beginning:
    what a CRM's past says about him is older than the import that brings him.
    """
    if current is None:
        account_id = wanted.account_id or ROOT_ACCOUNT_ID
        base = {"login": login, "name": login, "account_id": account_id, "created_at": now}
        user_id = people.insert_user(con, {**base, **wanted.values})
        dated.set_account(con, user_id, account_id, now, since=0)
        dated.set_teams(con, user_id, wanted.teams or (), now, since=0)
        dated.set_tags(con, user_id, wanted.tags or (), now)
        dated.set_shifts(con, user_id, wanted.shifts or (), now)
        return "new"
    changes = changed_values(current, wanted.values)
    people.update_user(con, current.id, changes)
    moved = [
        wanted.account_id is not None
        and wanted.account_id != current.account_id
        and dated.set_account(con, current.id, wanted.account_id, now),
        wanted.teams is not None and dated.set_teams(con, current.id, wanted.teams, now),
        wanted.tags is not None and dated.set_tags(con, current.id, wanted.tags, now),
        wanted.shifts is not None and dated.set_shifts(con, current.id, wanted.shifts, now),
    ]
    return "changed" if changes or any(moved) else "unchanged"
