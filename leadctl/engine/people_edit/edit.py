"""Adds or changes one account, user or team, with everything that follows: dates, attribution, rosters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from leadctl.config import Config
from leadctl.db import customers, people
from leadctl.db.attribution import work_follows
from leadctl.db.connection import immediate, rolled_back
from leadctl.engine.inbox import owners_follow
from leadctl.engine.people_edit import facts
from leadctl.engine.people_edit.named import named_in_rules
from leadctl.engine.people_edit.typed import TypedRow, Typing
from leadctl.engine.people_import import accounts, teams, telling, users
from leadctl.engine.rosters import refresh_rosters
from leadctl.errors import ConflictError, NotFoundError, UsageError

_BAD_IN_NAMES: Final = (";", ",")  # lists in files and flags are parted by them


class Change(NamedTuple):
    """One fact that is another now; "" = none."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Edited:
    """What was added or changed: its name now, and every fact that differs."""

    name: str
    created: bool
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # what needs doing now


@dataclass(frozen=True)
class Asked:
    """What was typed: field -> text as in a file's cell ("" clears), attributes, a new name."""

    cells: Mapping[str, str]
    attributes: Mapping[str, str]
    rename: str | None = None
    add: tuple[str, ...] = ()  # teams of a user, members of a team
    remove: tuple[str, ...] = ()
    force: bool = False  # rename although the rules name it
    dry_run: bool = False


class Kind(NamedTuple):
    """How one kind of thing is found, read, written and shown; `many` is the field that holds a list."""

    what: str
    key: str
    find: Callable[[sqlite3.Connection, str], Any]
    store: Callable[..., None]
    facts: Callable[[sqlite3.Connection, int], facts.Facts]
    update: Callable[[sqlite3.Connection, int, Mapping[str, Any]], None]
    many: str = ""


ACCOUNT: Final = Kind(
    "account", "name", people.find_account, accounts.store_rows, facts.account_facts, people.update_account
)
USER: Final = Kind(
    "user", "login", people.find_user, users.store_rows, facts.user_facts, people.update_user, "team"
)  # fmt: skip
TEAM: Final = Kind(
    "team", "name", people.find_team, teams.store_rows, facts.team_facts, people.update_team, "members"
)  # fmt: skip


def add(con: sqlite3.Connection, kind: Kind, name: str, asked: Asked, config: Config, now: int) -> Edited:
    """Add an account, user or team and return it. Raises ConflictError when the name is taken, else as `edit`."""
    with _writing(con, asked.dry_run):
        name = _sound_name(kind, name)
        _refuse_taken(con, kind, name)
        typing = _write(con, kind, name, asked, config, now)
        made = _exactly(con, kind, name)
        after = kind.facts(con, made.id)
        shown = tuple(Change(what, "", text) for what, text in after.items() if text)
        return Edited(name, True, shown, tuple(typing.notes))


def edit(con: sqlite3.Connection, kind: Kind, name: str, asked: Asked, config: Config, now: int) -> Edited:
    """Change what was typed about one account, user or team and return what differs; history stays with it.

    Rosters and attribution follow in the same transaction. Raises NotFoundError (it, or what it is to refer to),
    ConflictError (a circle of accounts, a new name that is taken or that the rules use), UsageError (a value).
    """
    with _writing(con, asked.dry_run):
        current = kind.find(con, name)
        key = getattr(current, kind.key)
        before, called = kind.facts(con, current.id), _names_of(con, kind, current.id)
        if asked.rename is not None:
            new = _sound_name(kind, asked.rename)
            if new.casefold() != key.casefold():
                _refuse_taken(con, kind, new)
            kind.update(con, current.id, {kind.key: new})
            key = new
        typing = _write(con, kind, key, asked, config, now, current.id)
        still = _names_of(con, kind, current.id)
        warnings = _refuse_lost(config, kind, [called[k] for k in called if k not in still], asked.force)
        after = kind.facts(con, current.id)
        names = [*before, *(label for label in after if label not in before)]
        changes = [Change(label, before.get(label, ""), after.get(label, "")) for label in names]
        return Edited(key, False, tuple(c for c in changes if c.old != c.new), tuple(typing.notes), tuple(warnings))


def _writing(con: sqlite3.Connection, dry_run: bool) -> AbstractContextManager[None]:
    return rolled_back(con) if dry_run else immediate(con)


def _write(
    con: sqlite3.Connection, kind: Kind, key: str, asked: Asked, config: Config, now: int, row_id: int | None = None
) -> Typing:
    typing = Typing(now)
    cells = {kind.key: key, **asked.cells}
    if asked.add or asked.remove:
        cells[kind.many] = _changed_list(con, kind, cells, row_id, asked)
    with work_follows(con):
        kind.store(con, [(key, TypedRow(typing, cells, asked.attributes))], typing)
        people.settle_owners(con)
        customers.settle_managers(con, people.user_lookup(con))
    if cells.get("channels"):
        _refuse_unheard(con, config, key, typing)
    for field in ("account", "parent"):
        place = people.find_account(con, cells[field]) if cells.get(field, "").strip() else None
        if place is not None and place.disabled_at is not None:
            typing.note(f'account "{place.name}" is disabled; leadctl account enable "{place.name}"')
    moved = owners_follow(con, now)
    if moved:
        typing.note(f"{moved} lead{'s' if moved > 1 else ''} that stood there went to the new owner")
    refresh_rosters(con, config, now)
    return typing


def _refuse_unheard(con: sqlite3.Connection, config: Config, login: str, typing: Typing) -> None:
    """Refuse a channel that the rules in force do not know; without [notify] only say so."""
    if config.notify is None:
        typing.note("the rules in force have no [notify]: nobody is told anything yet")
    for problem in telling.unheard(con, config, login):
        raise NotFoundError(
            problem, slug="no-channel", hint="add [[notify.service]] to leadctl.toml and apply it first"
        )


def _changed_list(
    con: sqlite3.Connection, kind: Kind, cells: Mapping[str, str], row_id: int | None, asked: Asked
) -> str:
    """Return the teams of a user, or the members of a team, with some added and some taken out."""
    what, find = ("team", people.find_team) if kind is USER else ("user", people.find_user)
    label = "teams" if kind is USER else "members"
    if kind.many in cells:
        raise UsageError(f"the complete list of {label} and single ones do not go together", slug="bad-flags")
    have = kind.facts(con, row_id)[label].split(", ") if row_id is not None else []
    names = {name.casefold(): name for name in have if name}
    for text in asked.add:
        found = _word(find(con, text))
        names[found.casefold()] = found
    for text in asked.remove:
        found = _word(find(con, text))
        if names.pop(found.casefold(), None) is None:
            hint = f"leadctl {kind.what} show lists the {label}"
            raise ConflictError(f'{what} "{found}" is not among the {label} now', slug="not-member", hint=hint)
    return ";".join(names.values())


def _word(found: people.User | people.Team) -> str:
    return found.login if isinstance(found, people.User) else found.name


# ---------------------------------------------------------------- names


def _sound_name(kind: Kind, name: str) -> str:
    text = name.strip()
    if not text or not text.isprintable():
        raise UsageError(f"a {kind.key} needs at least one letter and no control characters", slug="bad-value")
    if any(mark in text for mark in _BAD_IN_NAMES) and kind is not ACCOUNT:
        raise UsageError(f'"{text}" holds a comma or semicolon, which parts the names of a list', slug="bad-value")
    if text.startswith(("[", "(")):
        raise UsageError(f'"{text}": names in brackets have a meaning of their own in reports', slug="bad-value")
    return text


def _exactly(con: sqlite3.Connection, kind: Kind, name: str) -> Any:
    """Return the one of this very login or name, or None: full names and e-mails do not count."""
    return next((x for x in _all(con, kind) if getattr(x, kind.key).casefold() == name.casefold()), None)


def _all(con: sqlite3.Connection, kind: Kind) -> Iterable[Any]:
    if kind is USER:
        return people.all_users(con)
    return people.all_accounts(con) if kind is ACCOUNT else people.all_teams(con)


def _refuse_taken(con: sqlite3.Connection, kind: Kind, name: str) -> None:
    taken = _exactly(con, kind, name)
    if taken is not None:
        raise ConflictError(
            f'there is a{"n" if kind is ACCOUNT else ""} {kind.what} "{getattr(taken, kind.key)}" already',
            slug="name-taken",
            hint=f'leadctl {kind.what} edit "{getattr(taken, kind.key)}" changes it',
        )


def _refuse_lost(config: Config, kind: Kind, lost: Iterable[str], force: bool) -> list[str]:
    """Return what to say when the rules in force use a name that is gone; without `force` raise."""
    notes = []
    for name in lost:
        uses = named_in_rules(config, kind.what, name)
        if uses and not force:
            raise ConflictError(
                f'the rules in force name {kind.what} "{name}": {", ".join(uses)}; nothing was changed',
                slug="named-in-rules",
                hint="--force renames all the same: then change leadctl.toml and apply it at once, until then those"
                " rules find nobody",
            )
        if uses:
            notes.append(f'the rules in force still say "{name}": {", ".join(uses)}; change and apply them now')
    return notes


def _names_of(con: sqlite3.Connection, kind: Kind, row_id: int) -> dict[str, str]:
    """Return casefolded -> name: everything by which the rules may name it."""
    row = next(x for x in _all(con, kind) if x.id == row_id)
    words = [row.login, row.email, row.name] if isinstance(row, people.User) else [row.name]
    return {word.casefold(): word for word in words if word}
