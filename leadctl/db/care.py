"""The file as a file: is it whole, how large is it, what does it hold; and making it smaller."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.db.connection import APPLICATION_ID, SCHEMA_VERSION, hear, one
from leadctl.errors import DatabaseError

SHOWN: Final = 20  # faults listed at most
COUNTED: Final = {  # what people call it -> its table; every schema has these
    "leads": "lead",
    "passages": "distribution",
    "activities": "activity",
    "users": "user",
    "imports": "import",
    "runs": "run",
}


class Sizes(NamedTuple):
    """Bytes: the whole file, what of it is unused, and the write-ahead log beside it."""

    file: int
    unused: int
    log: int


class Facts(NamedTuple):
    """What a file holds: its schema number, and how many rows of each of COUNTED."""

    schema: int
    counts: dict[str, int]


def integrity(con: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with pages and indexes, at most SHOWN lines; [] = whole."""
    try:
        with _heard(con):
            rows = con.execute(f"pragma integrity_check({SHOWN})").fetchall()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise  # busy, full, read-only: nothing about the pages
        return [str(error)]
    return [line for (text,) in rows if text != "ok" for line in str(text).splitlines()]


@contextmanager
def _heard(con: sqlite3.Connection) -> Iterator[None]:
    """Let Ctrl-C end a statement that takes minutes; SQLite turns the exception into one of its own."""
    con.set_progress_handler(lambda: 0, 1_000_000)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from None
        raise
    finally:
        hear(con)


def broken_references(con: sqlite3.Connection) -> list[str]:
    """Return one line per row that refers to a row that is not there, at most SHOWN."""
    with _heard(con):
        rows = con.execute("pragma foreign_key_check").fetchmany(SHOWN)
    return [f"{table} {row_id}: no such {parent}" for table, row_id, parent, _ in rows]


def sizes(con: sqlite3.Connection, path: Path) -> Sizes:
    """Return the sizes of the open file at `path`."""
    page = int(one(con, "pragma page_size"))
    log = Path(f"{path}-wal")
    waiting = log.stat().st_size if log.exists() else 0
    return Sizes(page * int(one(con, "pragma page_count")), page * int(one(con, "pragma freelist_count")), waiting)


def facts(con: sqlite3.Connection) -> Facts:
    """Return what the open file holds. Raises DatabaseError when it is not leadctl's, or of a newer version."""
    application = one(con, "pragma application_id")
    if application != APPLICATION_ID:
        raise DatabaseError("it is not a leadctl database", slug="not-leadctl", hint="name another file")
    schema = int(one(con, "pragma user_version"))
    if schema > SCHEMA_VERSION:
        raise DatabaseError(
            f"it was written by a newer leadctl (schema {schema}; this program knows {SCHEMA_VERSION})",
            slug="newer-database",
            hint="upgrade leadctl",
        )
    return Facts(schema, {word: int(one(con, f'select count(*) from "{name}"')) for word, name in COUNTED.items()})


def need_room(folder: Path, wanted: int, purpose: str) -> None:
    """Return when `folder` has room for `wanted` bytes. Raises DatabaseError disk-full before anything is written."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise DatabaseError(
            f"{purpose} needs {megabytes(wanted)}; {folder} has {megabytes(free)} left; nothing was written",
            slug="disk-full",
            hint="free some space, or name another disk",
        )


def megabytes(size: int) -> str:
    """Return a size in bytes for people: `48.2 MB`, `3.1 GB`, `12 kB`."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB")):
        if size >= unit:
            return f"{size / unit:,.1f} {name}"
    return f"{size / 1000:,.0f} kB"


def vacuum(con: sqlite3.Connection, path: Path) -> tuple[Sizes, Sizes]:
    """Rewrite the file without its unused pages and return its sizes before and after. The caller holds the run lock.

    Raises DatabaseError when the disk has no room for the copy that this takes.
    """
    before = sizes(con, path)
    need_room(path.parent, 2 * (before.file - before.unused), "rewriting the file")
    con.execute("vacuum")
    con.execute("pragma wal_checkpoint(truncate)").fetchall()
    return before, sizes(con, path)
