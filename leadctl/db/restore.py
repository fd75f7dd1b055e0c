"""Puts a backup in the place of the database. The old content is kept beside; a kill leaves the one or the other.

The backup is written into the file that is there, as one transaction, under a lock that nobody else's connection
survives: who opens it meanwhile waits, and then works on what was restored. Only a file that can no longer be opened is
moved away, with its log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.clock import utc_stamp
from leadctl.db import backup, care, lock
from leadctl.db.connection import APPLICATION_ID, one, wrapped
from leadctl.errors import BusyError, DatabaseError, UsageError

PATIENCE: Final = 2.0  # seconds for a command that is just ending


class Restored(NamedTuple):
    """What was put in place, what was there before (None = nothing that could be read), and where that is kept."""

    facts: care.Facts
    before: care.Facts | None
    kept: Path | None


class _UnusableError(Exception):
    """The file in place is so damaged that nothing can be written into it."""


def restore(
    path: Path, source: Path, now: int, *, dry_run: bool = False, progress: backup.Progress | None = None
) -> Restored:
    """Make the database at `path` what the backup `source` holds, and return what was exchanged.

    Raises UsageError when both are one file; DatabaseError when `source` is missing, damaged, not leadctl's or of a
    newer version, when `path` is another program's file, and when there is no room; BusyError while anybody has the
    database open. The database is as it was then.
    """
    if source.exists() and path.exists() and source.samefile(path):
        raise UsageError(f"{source} is the database itself", hint="name a backup")
    if progress is not None:
        progress(0, 0)
    found = examined(source)
    kept = _kept_name(path, now)
    if dry_run:
        return Restored(found, _held(path), kept if path.exists() else None)
    with lock.run_lock(path), backup.reading(source) as stored:
        if path.exists() and path.stat().st_size:
            try:
                return Restored(found, _exchange(stored, path, kept, progress), kept)
            except _UnusableError:
                pass
        with backup.private_part(path) as part:
            backup.copy(stored, part, progress)
            aside = _set_aside(path, kept)
            backup.publish(part, path)
    return Restored(found, None, kept if aside else None)


def examined(source: Path) -> care.Facts:
    """Return what a backup holds. Raises DatabaseError when it is no sound leadctl database that this program knows."""
    with backup.reading(source) as con:
        try:
            found = care.facts(con)
        except DatabaseError as error:
            raise DatabaseError(f"{source}: {error.message}", slug=error.slug, hint=error.hint) from None
        faults = care.integrity(con) or care.broken_references(con)
    if faults:
        raise DatabaseError(f"{source} is damaged: {faults[0]}", slug="damaged", hint="take an earlier backup")
    return found


def _kept_name(path: Path, now: int) -> Path:
    """Return a free name for what is there now."""
    name = f"{path.name}.before-restore-{utc_stamp(now)}"
    taken = [p.name for p in path.parent.glob("*") if p.name.startswith(name)]
    return path.with_name(f"{name}-{len(taken) + 1}" if taken else name)


def _held(path: Path) -> care.Facts | None:
    """Return what the database holds now; None when there is none, or none that can be read."""
    if not path.exists():
        return None
    try:
        with backup.reading(path) as con:
            return _facts(con)
    except DatabaseError:
        return None


def _facts(con: sqlite3.Connection) -> care.Facts | None:
    try:
        return care.facts(con)
    except (DatabaseError, sqlite3.DatabaseError):  # newer, empty or damaged: it is kept, not judged
        return None


def _exchange(
    stored: sqlite3.Connection, path: Path, kept: Path, progress: backup.Progress | None
) -> care.Facts | None:
    """Keep a copy of the database at `kept`, write the backup into the file, and return what it held."""
    with _alone(path) as con:
        before = _facts(con)
        with backup.private_part(kept) as part, _damage_told():
            backup.copy(con, part)
            backup.publish(part, kept)
        try:
            care.need_room(path.parent, 2 * care.sizes(stored, path).file, "the exchange")
            if one(con, "pragma page_size") != one(stored, "pragma page_size"):
                con.execute("pragma journal_mode = delete").fetchall()  # a log cannot change the size of a page
            with _damage_told(), wrapped(path):
                stored.backup(con, pages=backup.PAGES, progress=backup.told(progress))
        except KeyboardInterrupt:  # SQLite has taken back what was written
            kept.unlink()
            raise
    return before


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what a damaged file answers into _UnusableError."""
    try:
        yield
    except DatabaseError as error:
        if error.slug in {"damaged", "not-a-database", "disk-io"}:
            raise _UnusableError from error
        raise


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database so that nobody else has it, nor can get it before the end."""
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as con:
        try:
            con.execute("pragma locking_mode = exclusive").fetchall()
            application = one(con, "pragma application_id")
            tables = one(con, "select count(*) from sqlite_master")
            con.execute("begin exclusive")
            con.execute("commit")
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise BusyError(
                    f"another leadctl has {path} open; nothing was restored", hint="end it (also cron), then try again"
                ) from None
            with wrapped(path):
                raise
        except sqlite3.DatabaseError as error:
            raise _UnusableError from error
        if application != APPLICATION_ID and (application or tables):
            raise DatabaseError(
                f"{path} is not a leadctl database; nothing was restored", slug="not-leadctl", hint="another --db"
            )
        yield con


def _set_aside(path: Path, kept: Path) -> bool:
    """Move a file that cannot be opened to `kept`, its log first: one left behind would be played into the new file."""
    moved = False
    try:
        for end in ("-wal", "-shm", "-journal", ""):
            old = Path(f"{path}{end}")
            if old.exists():
                old.replace(f"{kept}{end}")
                moved = True
    except OSError as error:
        raise DatabaseError(f"cannot move {path} aside: {error.strerror}", slug="cannot-write") from None
    return moved
