"""Opens the database file: pragmas, checks, error wrapping, transactions. No tables are known here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leadctl.errors import BusyError, DatabaseError, UsageError

APPLICATION_ID = 0x6C656164  # "lead"
SCHEMA_VERSION = 3
BUSY_TIMEOUT_MS = 30_000

# Python's sqlite3 looks for an adapter for every None it binds, and searches in vain three times over; this one is
# found at once. Measured: rows of 39 columns, 24 of them null, go in at half the time.
sqlite3.register_adapter(type(None), {}.get)  # type: ignore[arg-type]  # a C function, for speed


class Connection(sqlite3.Connection):
    """A connection that may have a watcher: called when a write transaction has begun, it returns what is called
    before the commit, to write in the same transaction what follows from it. What is rolled back is not looked at.
    """

    watcher: Callable[[], Callable[[], None]] | None = None


def connect(path: Path, *, create: bool = False) -> Connection:
    """Return a connection in autocommit mode, with foreign keys on, WAL and synchronous=FULL.

    Raises DatabaseError when the file is missing (unless `create`), is not a leadctl database, is of a newer
    version, or cannot be written. The file is created with mode 0600.
    """
    refuse_folder(path)
    if not create and not path.exists():
        raise DatabaseError(
            f"there is no database at {path}",
            slug="no-database",
            hint="leadctl init creates it; --db FILE or LEADCTL_DB names another place",
        )
    if create:
        _create_private(path)
    with wrapped(path):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, factory=Connection)
        try:
            _prepare(connection, path, create)
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_folder(path: Path) -> None:
    """Raise DatabaseError where a folder is named instead of a file."""
    if path.is_dir():
        inside = sorted(path.glob("*.db"))
        name = inside[0] if len(inside) == 1 else path / "leadctl.db"
        raise DatabaseError(f"{path} is a folder", slug="cannot-open", hint=f"name the file in it: --db {name}")


def _create_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            if os.fstat(handle).st_size == 0:
                os.fchmod(handle, 0o600)  # an empty file that was there: the log beside it takes its mode, too
        finally:
            os.close(handle)
    except OSError as error:
        raise DatabaseError(f"cannot create {path}: {error.strerror}", slug="cannot-create") from None


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    application = connection.execute("pragma application_id").fetchone()[0]
    if application != APPLICATION_ID and not (create and application == 0):
        raise DatabaseError(
            f"{path} is not a leadctl database",
            slug="not-leadctl",
            hint="name another file with --db, or run leadctl init on a new path",
        )
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            f"{path} was written by a newer leadctl (schema {version}; this program knows {SCHEMA_VERSION})",
            slug="newer-database",
            hint="upgrade leadctl; the file was left as it is",
        )
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma cache_size = -131072")
    connection.execute("pragma temp_store = memory")
    if create:
        connection.execute("pragma journal_mode = wal")
    hear(connection)


def hear(connection: sqlite3.Connection) -> None:
    """Let Ctrl-C end a statement that takes minutes: Python looks at its signals only while Python runs.

    What the handler raises SQLite turns into its own "interrupted", and `wrapped` back into KeyboardInterrupt.
    """
    connection.set_progress_handler(_nothing, 1_000_000)


def _nothing() -> int:
    return 0


@contextmanager
def wrapped(path: Path | str) -> Iterator[None]:
    """Turn sqlite3's errors into one clear line that names the file."""
    try:
        yield
    except OverflowError as error:  # what sqlite3 says to an id or amount beyond 64 bits
        if "SQLite" not in str(error):
            raise
        raise UsageError("a number on the command line is too large", slug="too-large") from error
    except sqlite3.OperationalError as error:
        text = str(error)
        if text == "interrupted":
            raise KeyboardInterrupt from None
        if "locked" in text or "busy" in text:
            raise BusyError(f"{path} is in use by another leadctl", hint="try again in a moment") from error
        told = _told(text, Path(path))
        if told is None:
            raise
        raise DatabaseError(f"{path}: {told[0]}", slug=told[1], hint=told[2]) from error
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "not a database" in text:
            raise DatabaseError(f"{path} is not a database", slug="not-a-database") from error
        if "malformed" in text:
            raise DatabaseError(
                f"{path} is damaged: {text}", slug="damaged", hint="restore the newest backup"
            ) from error
        raise


def _told(text: str, path: Path) -> tuple[str, str, str] | None:
    """Return (what to say, slug, hint) for a fault of the file or its disk; None for any other."""
    if "disk I/O" in text and _no_room(path.parent):
        text = "the disk is full"  # SQLite says so only of some of its files
    if "unable to open" in text and path.exists() and not os.access(path.parent, os.W_OK):
        text = "the folder is readonly, and leadctl writes beside the file even to read it"
    hints = {
        "readonly": ("read-only", f"make {path} and its folder writable"),
        "disk is full": ("disk-full", "free some space and run the command again; nothing was lost"),
        "unable to open": ("cannot-open", "check the path and its permissions"),
        "disk I/O": ("disk-io", "check the disk and how large files may be; nothing was lost"),
    }
    for fragment, (slug, hint) in hints.items():
        if fragment in text:
            return text.replace("readonly", "read-only"), slug, hint
    return None


def _no_room(folder: Path) -> bool:
    """Return whether the disk has no room for even a few pages."""
    import shutil  # 4 ms that only a failure should cost

    try:
        return shutil.disk_usage(folder).free < 65_536
    except OSError:
        return False


@contextmanager
def immediate(connection: sqlite3.Connection, *, watched: bool = True) -> Iterator[None]:
    """One write transaction: BEGIN IMMEDIATE, commit at the end, roll back on any exception.

    Nested inside another it is part of the outer one. Not `watched`: nothing follows from it, see Connection.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("begin immediate")
    watcher = getattr(connection, "watcher", None) if watched else None
    try:
        look = watcher() if watcher is not None else None
        yield
        if look is not None:
            look()
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    connection.execute("commit")


@contextmanager
def rolled_back(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction that is always rolled back: the dry run of code that writes."""
    connection.execute("begin immediate")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One consistent read view across several statements (a report)."""
    if connection.in_transaction:
        yield
        return
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("rollback")


def one(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
    """Return the first column of the first row, or None when there is no row."""
    row = connection.execute(sql, parameters).fetchone()
    return None if row is None else row[0]
