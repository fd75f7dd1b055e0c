"""The import and import_reject tables: what was brought in, how far it got, and what was wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class ImportRow(NamedTuple):
    """One row of the import table, in column order. Times in seconds UTC; options and counts are JSON text."""

    id: int
    kind: str
    file: str
    sha256: str
    options: str
    started_at: int
    finished_at: int | None
    next_line: int
    counts: str
    undone_at: int | None


class RejectRow(NamedTuple):
    """One thing wrong with one record. `line` is where the record starts; `warning` 1 = imported all the same."""

    line: int
    column_name: str | None
    value: str | None
    code: str
    reason: str
    warning: int


COLUMNS = ", ".join(ImportRow._fields)

START_SQL = """
insert into import (kind, file, sha256, options, started_at, next_line)
values (:kind, :file, :sha256, :options, :now, 1)
returning id"""

ADVANCE_SQL = "update import set next_line = :next_line, counts = :counts where id = :id"

FINISH_SQL = "update import set finished_at = :now, counts = :counts where id = :id"

FIND_SQL = f"""
select {COLUMNS} from import
where sha256 = :sha256 and kind = :kind and undone_at is null
order by id desc"""

GET_SQL = f"select {COLUMNS} from import where id = :id"

LIST_SQL = f"select {COLUMNS} from import order by id desc limit :limit"

ADD_REJECT_SQL = """
insert into import_reject (import_id, line, column_name, value, code, reason, warning)
values (?, ?, ?, ?, ?, ?, ?)"""

REJECTS_SQL = """
select line, column_name, value, code, reason, warning from import_reject
where import_id = :id and warning <= :warnings
order by line, id
limit :limit"""

UNDO_SQL = "update import set undone_at = :now where id = :id and undone_at is null"


def start_import(con: sqlite3.Connection, kind: str, file: str, sha256: str, options: str, now: int) -> int:
    """Return the id of a new, unfinished import row."""
    row = con.execute(
        START_SQL, {"kind": kind, "file": file, "sha256": sha256, "options": options, "now": now}
    ).fetchone()
    return int(row[0])


def advance(con: sqlite3.Connection, import_id: int, next_line: int, counts: str) -> None:
    """Remember that every record before `next_line` is stored. Belongs into the chunk's own transaction."""
    con.execute(ADVANCE_SQL, {"id": import_id, "next_line": next_line, "counts": counts})


def finish_import(con: sqlite3.Connection, import_id: int, now: int, counts: str) -> None:
    """Mark the import as complete: from now on `assign` sees its leads."""
    con.execute(FINISH_SQL, {"id": import_id, "now": now, "counts": counts})


def find_by_sha256(con: sqlite3.Connection, sha256: str, kind: str) -> list[ImportRow]:
    """Return the imports of the same bytes as the same kind, newest first, without those taken back."""
    return [ImportRow(*row) for row in con.execute(FIND_SQL, {"sha256": sha256, "kind": kind})]


def get_import(con: sqlite3.Connection, import_id: int) -> ImportRow | None:
    """Return one import, or None."""
    row = con.execute(GET_SQL, {"id": import_id}).fetchone()
    return None if row is None else ImportRow(*row)


def list_imports(con: sqlite3.Connection, limit: int = 100) -> list[ImportRow]:
    """Return the newest imports, newest first."""
    return [ImportRow(*row) for row in con.execute(LIST_SQL, {"limit": limit})]


def add_rejects(con: sqlite3.Connection, import_id: int, rows: Iterable[RejectRow]) -> None:
    """Keep what was wrong with records of this import."""
    con.executemany(ADD_REJECT_SQL, ((import_id, *row) for row in rows))


def rejects(con: sqlite3.Connection, import_id: int, *, warnings: bool = False, limit: int = -1) -> Iterator[RejectRow]:
    """Yield the rejects (and `warnings`) of an import in the order of the file; -1 = all."""
    parameters: dict[str, Any] = {"id": import_id, "warnings": int(warnings), "limit": limit}
    for row in con.execute(REJECTS_SQL, parameters):
        yield RejectRow(*row)


def mark_undone(con: sqlite3.Connection, import_id: int, now: int) -> bool:
    """Mark the import as taken back; return False when it was already."""
    return con.execute(UNDO_SQL, {"id": import_id, "now": now}).rowcount == 1
