"""Marks in the meta table: when something was last done to this file, where no row of its own tells."""

from __future__ import annotations

import sqlite3
from typing import Final

LAST_TICK: Final = "last_tick_at"  # also of a tick that found nothing to do
LAST_BACKUP: Final = "last_backup_at"

GET_SQL = "select cast(value as integer) from meta where key = :key"
PUT_SQL = """
insert into meta (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value"""


def get(con: sqlite3.Connection, key: str) -> int | None:
    """Return the moment (seconds UTC) kept under `key`, or None."""
    row = con.execute(GET_SQL, {"key": key}).fetchone()
    return None if row is None else int(row[0])


def put(con: sqlite3.Connection, key: str, moment: int) -> None:
    """Keep `moment` (seconds UTC) under `key`. The caller holds the transaction."""
    con.execute(PUT_SQL, {"key": key, "value": str(moment)})
