"""Makes a new database file: schema, root account, built-in statuses and record type."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from leadctl.config.model import DEFAULT_STATUSES
from leadctl.db.connection import connect, immediate, wrapped
from leadctl.db.migrate import migrate, version
from leadctl.errors import ConflictError
from leadctl.models import DEFAULT_RECORD_TYPE, ROOT_ACCOUNT, ROOT_ACCOUNT_ID


def create_database(path: Path, now: int) -> None:
    """Create the database at `path`. Raises ConflictError when there is one already."""
    if path.is_file() and path.stat().st_size:
        raise ConflictError(f"{path} exists already", slug="exists", hint="use it, or name another with --db")
    con = connect(path, create=True)
    try:
        with wrapped(path):
            migrate(con)
            if version(con):
                seed(con, now)
    finally:
        con.close()


def seed(con: sqlite3.Connection, now: int) -> None:
    """Insert what every database starts with."""
    with immediate(con):
        con.execute("insert into meta (key, value) values ('created_at', ?)", (str(now),))
        con.execute(
            "insert into account (id, name, parent_id, kind, created_at) values (?, ?, null, 'corporate', ?)",
            (ROOT_ACCOUNT_ID, ROOT_ACCOUNT, now),
        )
        con.execute("insert into record_type (name) values (?)", (DEFAULT_RECORD_TYPE,))
        for rule in DEFAULT_STATUSES:
            row = con.execute("insert into status (name) values (?) returning id", (rule.name,)).fetchone()
            con.execute(
                "insert into status_version (status_id, system, probability, valid_from) values (?, ?, ?, 0)",
                (row[0], rule.system, rule.probability),
            )
