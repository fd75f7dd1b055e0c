"""The name tables as a bulk import fills them: only the names asked for are looked at, however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from leadctl.db.settings import NAME_TABLES

SOURCE_TYPE_SQL = "update source set source_type = :kind where id = :source and source_type is null"


def intern(con: sqlite3.Connection, table: str, wanted: Iterable[str]) -> dict[str, int]:
    """Return each of `wanted` -> its id in one of NAME_TABLES, inserting the missing ones (case of A-Z ignored)."""
    assert table in NAME_TABLES
    parameters = {"names": json.dumps(sorted(wanted))}
    con.execute(
        f"insert into {table} (name) select value from json_each(:names) where true on conflict (name) do nothing",
        parameters,
    )
    rows = con.execute(
        f"select k.value, t.id from json_each(:names) k cross join {table} t on t.name = k.value", parameters
    )
    return dict(rows.fetchall())


def set_source_types(con: sqlite3.Connection, kinds: dict[int, str]) -> None:
    """Give sources without one a type."""
    con.executemany(SOURCE_TYPE_SQL, ({"source": source, "kind": kind} for source, kind in kinds.items()))
