"""A change of schema at a time of one's choice, and its rehearsal on a copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from leadctl.db import backup
from leadctl.db.connection import SCHEMA_VERSION
from leadctl.db.migrate import bring_up_to_date, migrate, migration_texts, version
from leadctl.errors import DatabaseError


class Migrated(NamedTuple):
    """The schema number before, the names of what was applied, and the copy of the file as it was."""

    start: int
    steps: tuple[str, ...]
    kept: Path | None = None


def perform(con: sqlite3.Connection, path: Path) -> Migrated:
    """Bring the open file at `path` to the newest schema. Raises BusyError, and DatabaseError with nothing changed."""
    start = version(con)
    names = tuple(name for name, _ in migration_texts()[start:])
    return Migrated(start, names, bring_up_to_date(path, con))


def rehearse(con: sqlite3.Connection, path: Path) -> Migrated:
    """Bring a copy of the file to the newest schema, check it, throw it away. Raises DatabaseError as it would."""
    start = version(con)
    if start == SCHEMA_VERSION:
        return Migrated(start, ())
    with backup.private_part(path) as part:
        backup.copy(con, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as copied:
            steps = tuple(migrate(copied))
        if found := backup.problems(part):
            raise DatabaseError(f"the migrated copy is not sound: {found[0]}", slug="migration-failed")
    return Migrated(start, steps)
