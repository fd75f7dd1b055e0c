"""Reads what the description of the rules needs of the people."""

from __future__ import annotations

import sqlite3

from leadctl.clock import show
from leadctl.config import Config
from leadctl.config.shifts import format_shifts
from leadctl.db import dated, people
from leadctl.engine.describe.chapter import Chapter
from leadctl.engine.describe.whole import Person, describe, describe_person
from leadctl.engine.rosters import Roster, load_directory, resolve_all
from leadctl.engine.snapshot import user_limits
from leadctl.errors import NotFoundError, did_you_mean


def description(
    con: sqlite3.Connection | None, config: Config, now: int, *, user: str | None = None, strategy: str | None = None
) -> list[Chapter]:
    """Return the rules in sentences: all, one strategy, or what concerns one user. Without a database nobody is known.

    Raises NotFoundError for an unknown user or strategy.
    """
    only = None if strategy is None else _known(config, strategy)
    rosters: dict[str, Roster] = {} if con is None else resolve_all(config.strategies, load_directory(con))
    logins = {} if con is None else people.user_names(con)
    members = {name: tuple(sorted(logins[u] for u in roster)) for name, roster in rosters.items()}
    if user is None:
        return describe(config, members, only)
    if con is None:
        raise NotFoundError(f'no user "{user}": there is no database yet', slug="no-user", hint="leadctl init")
    return describe_person(config, members, _person(con, config, people.find_user(con, user), rosters, now))


def _known(config: Config, name: str) -> str:
    names = {s.name.casefold(): s.name for s in config.strategies}
    if name.strip().casefold() not in names:
        near = did_you_mean(name, names.values())
        raise NotFoundError(f'no strategy "{name}"{near}', slug="no-strategy", hint="leadctl config show")
    return name.strip().casefold()


def _person(
    con: sqlite3.Connection, config: Config, user: people.User, rosters: dict[str, Roster], now: int
) -> Person:  # fmt: skip
    zone = user.timezone or config.timezone
    away = [
        f"{show(a.starts_at, zone)} – {show(a.ends_at, zone)}" for a in dated.absences(con, after=now, user_id=user.id)
    ]
    return Person(
        login=user.login,
        name=user.name,
        zone=zone,
        limits=user_limits(user),
        tags=dated.current_tags(con).get(user.id, ()),
        shifts=format_shifts(dated.current_shifts(con).get(user.id, ())),
        away=tuple(away),
        disabled=user.disabled_at is not None,
        auto_accept=bool(user.auto_accept),
        weights={
            name: (roster[user.id][0], sum(weight for weight, _ in roster.values()))
            for name, roster in rosters.items()
            if user.id in roster
        },
    )
