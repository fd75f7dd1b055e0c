"""What there is to say about a database file of any schema, without changing it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.db import care, marks, settings
from leadctl.db.connection import one
from leadctl.db.migrate import migration_texts, version

MOMENTS: Final = {
    "created": "select cast(value as integer) from meta where key = 'created_at'",
    "last_import": "select max(started_at) from import",
    "last_run": "select max(started_at) from run",
}


class Status(NamedTuple):
    """The state of a file. `moments` in seconds UTC, None = never; `pending` = migrations that it lacks."""

    path: Path
    sizes: care.Sizes
    schema: int
    pending: tuple[str, ...]
    journal: str
    moments: dict[str, int | None]
    rules: int | None
    counts: dict[str, int]


def status(con: sqlite3.Connection, path: Path) -> Status:
    """Return the state of the open file at `path`."""
    schema = version(con)
    moments = {name: one(con, sql) for name, sql in MOMENTS.items()}
    moments |= {"last_tick": marks.get(con, marks.LAST_TICK), "last_backup": marks.get(con, marks.LAST_BACKUP)}
    return Status(
        path=path,
        sizes=care.sizes(con, path),
        schema=schema,
        pending=tuple(name for name, _ in migration_texts()[schema:]),
        journal=str(one(con, "pragma journal_mode")),
        moments=moments,
        rules=one(con, "select max(id) from config_version"),
        counts=care.facts(con).counts,
    )


def zone(con: sqlite3.Connection) -> str:
    """Return the time zone of the rules in force; UTC when they cannot be read."""
    try:
        return settings.glance(con).timezone
    except (ValueError, sqlite3.DatabaseError):  # ValueError: no TOML
        return "UTC"
