"""The database file as it is, for commands that must not bring it to the newest schema first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from leadctl.commands._context import db_path


@contextmanager
def as_it_is() -> Iterator[sqlite3.Connection]:
    """Open the database for one command, its errors in one line, its schema untouched."""
    from leadctl.db import connection

    path = db_path()
    opened = connection.connect(path)
    try:
        with connection.wrapped(path):
            yield opened
    finally:
        opened.close()
