"""The touch table: automated marketing events and CRM rows without a user. Nobody's work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class NewTouch(NamedTuple):
    """One touch to insert, in column order. `kind` is marketing or crm; times in seconds UTC."""

    lead_id: int
    kind: str
    name: str
    external_id: str | None
    import_id: int | None
    happened_at: int
    recorded_at: int


INSERT_SQL: Final = f"""
insert into touch ({", ".join(NewTouch._fields)}) values ({", ".join("?" * len(NewTouch._fields))})
on conflict (external_id) where external_id is not null do nothing
"""


def insert(con: sqlite3.Connection, rows: Iterable[NewTouch]) -> int:
    """Insert touches and return how many are new: those whose external id is known are left out."""
    return con.executemany(INSERT_SQL, rows).rowcount
