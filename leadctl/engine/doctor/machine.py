"""Checks of what surrounds the file: program, disk, permissions, locks."""

from __future__ import annotations

import glob
import os
import platform
import shutil
import sqlite3
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from leadctl import __version__
from leadctl.clock import format_duration
from leadctl.db import backup, care, vitals
from leadctl.engine.doctor.model import Finding, Level, Patient, counted

OLDEST_SQLITE: Final = (3, 37)
ENDS: Final = ("", "-wal", "-shm", "-journal", ".lock", ".lock-journal")
COPIES: Final = (".schema*.backup*", ".before-restore-*")
SHARED_RANGE: Final = (0x40000002, 510)  # where SQLite locks a file that is read or written


def program(patient: Patient) -> Iterator[Finding]:
    """Say with what this runs."""
    text = f"leadctl {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding("program", Level.FAIL, f"{text}: too old", "a Python whose SQLite is 3.37 or newer")
    else:
        yield Finding("program", Level.OK, text)


def disk(patient: Patient) -> Iterator[Finding]:
    """Say whether there is room to work, and for the copy that a backup or a change of schema makes."""
    folder = patient.path.absolute().parent
    try:
        free = shutil.disk_usage(folder).free
        size = patient.path.stat().st_size if patient.path.exists() else 0
    except OSError as error:
        yield Finding("disk", Level.FAIL, f"{folder} cannot be read: {error.strerror}", "check the disk")
        return
    text = f"{care.megabytes(free)} free in {folder}"
    figures: dict[str, int | None] = {"free_bytes": free}
    if free < patient.limits.min_free:
        limit = care.megabytes(patient.limits.min_free)
        yield Finding("disk", Level.FAIL, f"{text}; less than {limit}", "free some space", figures)
    elif free < 2 * size:
        text += "; a change of schema or db vacuum needs room for a copy"
        yield Finding("disk", Level.WARN, text, "free some space", figures)
    else:
        yield Finding("disk", Level.OK, text, "", figures)


def family(path: Path) -> list[Path]:
    """Return the database and the files that leadctl and SQLite keep beside it; links are left alone."""
    beside = [Path(f"{path}{end}") for end in ENDS]
    for pattern in COPIES:
        beside += path.parent.glob(glob.escape(path.name) + pattern)
    beside += path.parent.glob(f"{backup.PART}*")
    return [p for p in dict.fromkeys(beside) if p.is_file() and (p == path or not p.is_symlink())]


def permissions(patient: Patient) -> Iterator[Finding]:
    """Say whether anybody else may read or write the file, its copies, or the folder."""
    if not patient.path.exists():
        return
    others = [p for p in family(patient.path) if p.stat().st_mode & 0o077]
    figures: dict[str, int | None] = {"files": len(others)}
    if others:
        names = ", ".join(f"{p.name} ({p.stat().st_mode & 0o777:04o})" for p in others[:5])
        remedy = "leadctl doctor --fix-permissions"
        yield Finding("permissions", Level.FAIL, f"others may read personal data: {names}", remedy, figures)
    folder = patient.path.absolute().parent
    if folder.exists() and folder.stat().st_mode & 0o002 and not folder.stat().st_mode & 0o1000:
        text = f"everybody may replace the file: {folder} can be written by all"
        yield Finding("permissions", Level.FAIL, text, f"chmod o-w {folder}", figures)
    elif not others:
        yield Finding("permissions", Level.OK, "only the owner may read the file and what lies beside it", "", figures)


def fix_permissions(path: Path) -> list[tuple[Path, str | None]]:
    """Take the rights of everybody but the owner from the file and its family.

    Returns each file that had such rights with None, or why it could not be changed.
    """
    done: list[tuple[Path, str | None]] = []
    for found in family(path):
        if found.stat().st_mode & 0o077:
            try:
                found.chmod(found.stat().st_mode & 0o700)
                done.append((found, None))
            except OSError as error:
                done.append((found, error.strerror or str(error)))
    return done


def locks(patient: Patient) -> Iterator[Finding]:
    """Say whether a run is at work for too long, and what killed copies left."""
    holder = holder_of(Path(f"{patient.path}.lock"))
    left = backup.leftovers(patient.path.absolute().parent)
    figures: dict[str, int | None] = {"holder": holder, "leftovers": len(left)}
    if left:
        text = f"{counted(len(left), 'unfinished copy', 'unfinished copies')} of a killed process: {left[0].name}"
        yield Finding("locks", Level.WARN, text, "the next backup or restore there removes it, or rm", figures)
    if holder is None:
        if not left:
            yield Finding("locks", Level.OK, "no run is at work; a killed one leaves no lock", "", figures)
        return
    since = None if patient.con is None else vitals.at_work_since(patient.con)
    text = f"a run is at work (process {holder})"
    if since is not None and patient.now - since > patient.limits.run_age:
        limit = format_duration(patient.limits.run_age)
        text += f" since {patient.at(since)}, longer than {limit}"
        yield Finding("locks", Level.FAIL, text, f"look at it: ps -p {holder}; end it: kill {holder}", figures)
    else:
        yield Finding("locks", Level.OK, text, "", figures)


def holder_of(lock_path: Path) -> int | None:
    """Return the process that holds the run lock, or None. Asks the system, so that no run is ever kept waiting."""
    if os.name != "posix" or not lock_path.exists():
        return None
    import fcntl

    # struct flock: Linux has the kind of lock first, BSD and macOS the range; F_GETLK answers in the same form
    linux = sys.platform.startswith("linux")
    shape, at = ("hhqqi4x", (0, 4)) if linux else ("qqihh", (3, 2))
    start, length = SHARED_RANGE
    fields = (fcntl.F_RDLCK, os.SEEK_SET, start, length, 0) if linux else (start, length, 0, fcntl.F_RDLCK, os.SEEK_SET)
    handle = os.open(lock_path, os.O_RDONLY)  # asking needs no more, and the disk may be read-only
    try:
        answer = struct.unpack(shape, fcntl.fcntl(handle, fcntl.F_GETLK, struct.pack(shape, *fields)))
    except OSError:
        return None
    finally:
        os.close(handle)
    return None if answer[at[0]] == fcntl.F_UNLCK else int(answer[at[1]])
