"""Runs that were: the newest ones, or one."""

from __future__ import annotations

import sqlite3

from leadctl.db import runs
from leadctl.db.runs import Run
from leadctl.engine.undo import find_run
from leadctl.errors import NotFoundError


def recent(con: sqlite3.Connection, limit: int, *, kind: str | None = None, pulls: bool = False) -> list[Run]:
    """Return the newest runs, newest first: of one kind, or of all; pulls, of which there are many, only on demand."""
    return runs.recent(con, limit, kind=kind, pulls=pulls)


def one(con: sqlite3.Connection, text: str) -> Run:
    """Return the run named by number or `last`. Raises NotFoundError."""
    found = runs.get(con, find_run(con, text))
    if found is None:
        raise NotFoundError(f"no run {text}", slug="no-run", hint="leadctl runs list")
    return found
