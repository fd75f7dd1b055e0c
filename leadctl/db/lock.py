"""The run lock: an exclusive transaction on a second, tiny file beside the database. Free at once after a kill."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadctl.errors import BusyError, DatabaseError


@contextmanager
def run_lock(path: Path | None, wait: float = 0) -> Iterator[None]:
    """Hold the run lock of the database at `path` (None = in memory, nothing to lock), waiting `wait` seconds for it.

    Raises BusyError when another run holds it.
    """
    if path is None:
        yield
        return
    with _held(path, Path(f"{path}.lock"), wait):
        yield


@contextmanager
def drain_lock(path: Path | None) -> Iterator[None]:
    """Hold what makes one process at a time empty the outbox. Raises BusyError when another one does."""
    if path is None:
        yield
        return
    with _held(path, Path(f"{path}.sending"), 0):
        yield


@contextmanager
def _held(path: Path, lock_path: Path, wait: float) -> Iterator[None]:
    try:
        os.close(os.open(lock_path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseError(f"cannot write {lock_path}: {error.strerror}", slug="cannot-lock") from None
    lock = sqlite3.connect(lock_path, timeout=max(wait, 0), isolation_level=None)
    try:
        _take(lock, path, wait)
        yield
    finally:
        lock.close()  # ends the transaction


def _take(lock: sqlite3.Connection, path: Path, wait: float) -> None:
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
        waited = f" (waited {wait:g} s)" if wait else ""
        raise BusyError(
            f"another run is working on {path}{waited}; nothing was done",
            hint="try again when it has finished, or wait for it: --wait 60",
        ) from None


def database_path(con: sqlite3.Connection) -> Path | None:
    """Return the file behind the connection, or None for a database in memory."""
    for _, name, file in con.execute("pragma database_list"):
        if name == "main":
            return Path(file) if file else None
    return None


def data_version(con: sqlite3.Connection) -> int:
    """Return a number that changes when another connection commits."""
    return int(con.execute("pragma data_version").fetchone()[0])
