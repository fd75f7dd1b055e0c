"""Copies of the whole file while others go on working: complete, checked, private, or absent."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.clock import utc_stamp
from leadctl.db import care
from leadctl.db.connection import one, snapshot, wrapped
from leadctl.errors import DatabaseError, UsageError

PART: Final = ".leadctl-part-"  # and the number of the process that writes it
OTHER_NAME: Final = "another name, or --force to write over it"
PAGES: Final = 4_096  # copied between two looks at the keyboard
STAMP: Final = r"\d{8}T\d{6}Z"
Progress = Callable[[int, int], None]  # pages done, of how many; (0, 0) = a check without a measure


class Copied(NamedTuple):
    """A finished copy: where it is, its size in bytes, what it holds."""

    path: Path
    size: int
    facts: care.Facts


def named(target: Path, database: Path, now: int, *, keep: bool) -> Path:
    """Return the file that a backup to `target` is written to.

    In a folder, and with `keep`, every backup is a file of its own: `leads-20260331T150000Z.db`.
    """
    if target.is_dir():
        return target / f"{database.stem}-{utc_stamp(now)}.db"
    return target.with_name(f"{target.stem}-{utc_stamp(now)}{target.suffix or '.db'}") if keep else target


def outdated(newest: Path, keep: int) -> list[Path]:
    """Return the files beside `newest` that bear its name with another stamp, but for the latest `keep` of all."""
    stem = re.sub(f"-{STAMP}$", "", newest.stem)
    pattern = re.compile(f"{re.escape(stem)}-{STAMP}{re.escape(newest.suffix)}")
    siblings = newest.parent.iterdir() if newest.parent.is_dir() else ()
    found = {p.name for p in siblings if pattern.fullmatch(p.name) and p.is_file() and not p.is_symlink()}
    ordered = sorted(found | {newest.name}, reverse=True)
    return [newest.with_name(name) for name in ordered[keep:] if name != newest.name]


def write(
    con: sqlite3.Connection, path: Path, target: Path, *, force: bool = False, progress: Progress | None = None
) -> Copied:
    """Copy the open database of `path` to `target` as it stands at one moment, check the copy, and return it.

    The file gets its name when it is complete and found whole; until then, and after any failure, what was there
    stands. Writers are not kept waiting. Raises UsageError for a file that is there already unless `force`,
    DatabaseError when there is no room, when `target` cannot be written, or when the copy is damaged, which means
    that the database is.
    """
    check_target(target, path, force=force)
    with private_part(target) as part:
        with wrapped(path), snapshot(con):
            held = care.facts(con)  # the first read: from here on the picture stands still
            copy(con, part, progress)
        if progress is not None:
            progress(0, 0)  # how long the check takes nobody can say
        if found := problems(part):
            raise DatabaseError(
                f"{path} is damaged: {found[0]}; no backup was made, earlier ones stand",
                slug="damaged",
                hint="leadctl doctor; then leadctl restore with the newest good backup",
            )
        size = part.stat().st_size
        check_target(target, path, force=force)  # copying may have taken minutes
        publish(part, target)
    return Copied(target, size, held)


def check_target(target: Path, database: Path, *, force: bool, hint: str = OTHER_NAME) -> None:
    """Return when a copy may be written at `target`. Raises UsageError with `hint` when a file is there."""
    if target.exists() and database.exists() and target.samefile(database):
        raise UsageError(f"{target} is the database itself", hint="name another file, best on another disk")
    if target.exists() and not target.is_file():
        raise UsageError(f"{target} is no file", slug="is-folder", hint="name a file or a folder")
    if target.exists() and not force:
        raise UsageError(f"{target} exists already", slug="file-exists", hint=hint)


def copy(con: sqlite3.Connection, part: Path, progress: Progress | None = None) -> None:
    """Copy the pages of the open database into the empty file `part`. Raises DatabaseError when there is no room."""
    care.need_room(part.parent, int(one(con, "pragma page_count")) * int(one(con, "pragma page_size")), "the copy")
    with wrapped(part), closing(sqlite3.connect(part, isolation_level=None)) as copied:
        copied.execute("pragma journal_mode = off")  # a copy that fails is thrown away
        copied.execute("pragma synchronous = off")
        con.backup(copied, pages=PAGES, progress=told(progress))


def told(progress: Progress | None) -> Callable[[int, int, int], None]:
    """Return what sqlite3 calls between two stretches; Ctrl-C is heard there even when nobody watches."""

    def tell(status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    return tell


def problems(path: Path) -> list[str]:
    """Return what is wrong with pages, indexes and references of a file at rest; [] = sound. Nothing is written."""
    with reading(path) as con:
        return care.integrity(con) or care.broken_references(con)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file at rest without writing a byte beside it, its errors in one line.

    One with a write-ahead log beside it is a database in use, or of a killed process: it is read with its log.
    """
    if not path.is_file():
        raise DatabaseError(f"there is no file at {path}", slug="no-backup", hint="check the path")
    logs = [Path(f"{path}{end}") for end in ("-wal", "-journal")]
    alone = not any(log.exists() and log.stat().st_size for log in logs)
    with wrapped(path):
        uri = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as con:
            con.execute("pragma cache_size = -131072")  # checks visit pages again and again
            yield con


@contextmanager
def private_part(target: Path) -> Iterator[Path]:
    """Make an empty file (mode 0600) beside `target` to be filled; it is gone afterwards unless it was published.

    Those of killed processes in its folder are swept away. Raises DatabaseError when that cannot be written.
    """
    part = target.with_name(f"{PART}{os.getpid()}")
    try:
        for left in leftovers(target.parent):
            left.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseError(f"cannot write {target}: {error.strerror}", slug="cannot-write") from None
    try:
        yield part
    finally:
        _remove(part)


def leftovers(folder: Path) -> list[Path]:
    """Return the unfinished copies in a folder that no living process is writing, what lies beside them included."""
    found = []
    for path in folder.glob(f"{PART}*"):
        number = path.name.removeprefix(PART).partition("-")[0]
        if number.isdigit() and (int(number) == os.getpid() or not alive(int(number))):
            found.append(path)
    return sorted(found)


def alive(process: int) -> bool:
    """Return whether a process of this machine has that number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's, or no number of a process
        return True
    return True


def _remove(part: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        Path(f"{part}{end}").unlink(missing_ok=True)


def publish(part: Path, target: Path) -> None:
    """Give the complete file its name, safe against a loss of power."""
    try:
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise DatabaseError(f"cannot write {target}: {error.strerror}", slug="cannot-write") from None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
