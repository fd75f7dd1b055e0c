"""Runs one import of accounts, users or teams, and brings owners and rosters up to date with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from leadctl.config import Config
from leadctl.db import customers, people
from leadctl.db.attribution import work_follows
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.engine.inbox import owners_follow
from leadctl.engine.people_import import accounts, teams, telling, users
from leadctl.engine.rosters import refresh_rosters
from leadctl.errors import UsageError

WHOLE: Final = 1_000_000  # records in a chunk: the whole file, so that a parent may stand anywhere in it


@dataclass(frozen=True)
class Kind:
    """One kind of people file: its headers, the column it cannot do without, and who writes it."""

    vocabulary: Mapping[str, tuple[str, ...]]
    key: str
    store: Callable[[sqlite3.Connection, Batch, Context], None]
    extra_columns: bool  # the others are attributes; else they are named as not used


KINDS: Final[dict[str, Kind]] = {
    "accounts": Kind(accounts.VOCABULARY, "name", accounts.store, True),
    "users": Kind(users.VOCABULARY, "login", users.store, False),
    "teams": Kind(teams.VOCABULARY, "name", teams.store, False),
}


def import_people(
    con: sqlite3.Connection,
    kind: str,
    path: str,
    config: Config,
    now: int,
    *,
    progress: Progress | None = None,
    **flags: Any,
) -> ImportSummary:
    """Return what importing `path` (`-` = stdin) as accounts, users or teams did.

    `flags` are the further fields of ImportRequest: explicit, encoding, delimiter, rejects, strict, dry_run.
    Every row is an upsert: blank cells change nothing, `-` clears. Raises as run_import does.
    """
    what = KINDS[kind]
    request = ImportRequest(
        kind, path, what.vocabulary, required=((what.key,),), empty=config.empty_values, chunk=WHOLE, **flags
    )

    def prepare(source: Any, ctx: Context) -> None:
        unused = [c.header for c in ctx.mapping.columns if c.field is None]
        if unused and not what.extra_columns:
            ctx.summary.notes.append(f"columns not used: {', '.join(unused)}")

    def finish(con: sqlite3.Connection, ctx: Context) -> None:
        with work_follows(con):
            settled = people.settle_owners(con)
        owners_follow(con, now)
        if settled and kind == "users":
            ctx.summary.notes.append(f"{settled} accounts and teams now have the owner that their file named")
        managed = customers.settle_managers(con, people.user_lookup(con)) if kind == "users" else 0
        if managed:
            ctx.summary.notes.append(f"{managed} customers now have the manager that their file named")
        if kind == "users":
            ctx.summary.notes += telling.unheard(con, config)
        refresh_rosters(con, config, now)

    def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        with work_follows(con):
            what.store(con, batch, ctx)

    return run_import(con, request, store, now, prepare=prepare, finish=finish, progress=progress)


def mapped_headers(pairs: list[str]) -> dict[str, str]:
    """Return header -> field of `HEADER=FIELD` texts. Raises UsageError; whether they exist is seen with the file."""
    found: dict[str, str] = {}
    for pair in pairs:
        header, equals, field = pair.rpartition("=")
        if not equals or not header.strip():
            raise UsageError(f'--map "{pair}" is not HEADER=FIELD', slug="bad-map")
        found[header.strip()] = field.strip()
    return found
