"""The run table: one row per execution of assign, undo and their like."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple


class Run(NamedTuple):
    """One run. `started_at` is its fixed now, `finished_at` None = killed or still running. Seconds UTC."""

    id: int
    kind: str
    started_at: int
    recorded_at: int
    finished_at: int | None
    config_version_id: int | None
    seed: str
    options: dict[str, Any]
    counts: dict[str, Any]
    undoes_run_id: int | None
    undone_at: int | None
    user_id: int | None = None  # of a pull: who pulled


_COLUMNS = ", ".join(Run._fields)
START_SQL = """
insert into run (kind, started_at, recorded_at, config_version_id, seed, options, undoes_run_id, user_id)
values (:kind, :now, :recorded, :version, :seed, :options, :undoes, :user) returning id
"""
COUNTS_SQL = "update run set counts = :counts, finished_at = coalesce(:finished, finished_at) where id = :id"
LIST_SQL = f"""
select {_COLUMNS} from run where case when :kind is null then :pulls or kind <> 'pull' else kind = :kind end
order by id desc limit :limit
"""
GET_SQL = f"select {_COLUMNS} from run where id = :id"
LAST_SQL = f"select {_COLUMNS} from run where kind = :kind order by id desc limit 1"
UNDONE_SQL = "update run set undone_at = coalesce(undone_at, :now) where id = :id"
VERSION_SQL = "select max(id) from config_version"
VERSION_TEXT_SQL = "select text from config_version where id = :id"


def start(
    con: sqlite3.Connection,
    kind: str,
    now: int,
    *,
    version: int | None = None,
    seed: str = "",
    options: dict[str, Any] | None = None,
    undoes: int | None = None,
    user_id: int | None = None,
) -> int:
    """Insert a run that has begun and return its id."""
    row = con.execute(
        START_SQL,
        {
            "kind": kind,
            "now": now,
            "recorded": now,
            "version": version,
            "seed": seed,
            "options": json.dumps(options or {}),
            "undoes": undoes,
            "user": user_id,
        },
    ).fetchone()
    return int(row[0])


def count(con: sqlite3.Connection, run_id: int, counts: dict[str, Any], finished_at: int | None = None) -> None:
    """Store a run's summary so far, and when it finished."""
    con.execute(COUNTS_SQL, {"id": run_id, "counts": json.dumps(counts), "finished": finished_at})


def get(con: sqlite3.Connection, run_id: int) -> Run | None:
    """Return one run, or None."""
    return _run(con.execute(GET_SQL, {"id": run_id}).fetchone())


def latest(con: sqlite3.Connection, kind: str = "assign") -> Run | None:
    """Return the newest run of a kind, or None."""
    return _run(con.execute(LAST_SQL, {"kind": kind}).fetchone())


def recent(con: sqlite3.Connection, limit: int = 20, *, kind: str | None = None, pulls: bool = False) -> list[Run]:
    """Return the newest runs, newest first: of one kind, or of all kinds, pulls only on demand."""
    rows = con.execute(LIST_SQL, {"limit": limit, "kind": kind, "pulls": int(pulls)})
    return [run for row in rows if (run := _run(row))]


def drop_idle(con: sqlite3.Connection, run_id: int) -> bool:
    """Remove a run that left nothing behind; return False, with the run kept, when anything refers to it."""
    try:
        con.execute("delete from run where id = :id", {"id": run_id})
    except sqlite3.IntegrityError:
        return False
    return True


def mark_undone(con: sqlite3.Connection, run_id: int, now: int) -> None:
    """Say that a run was undone; the first time stays."""
    con.execute(UNDONE_SQL, {"id": run_id, "now": now})


def config_version(con: sqlite3.Connection) -> int | None:
    """Return the id of the rules in force, or None when none were applied."""
    found = con.execute(VERSION_SQL).fetchone()[0]
    return None if found is None else int(found)


def config_text(con: sqlite3.Connection, version: int) -> str | None:
    """Return the text of one version of the rules."""
    row = con.execute(VERSION_TEXT_SQL, {"id": version}).fetchone()
    return None if row is None else str(row[0])


def _run(row: tuple[Any, ...] | None) -> Run | None:
    if row is None:
        return None
    run = Run(*row)
    return run._replace(options=json.loads(row[7]), counts=json.loads(row[8]))
