"""The folder: which files are complete, where they go afterwards, and that only one process sees to it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.clock import utc_stamp
from leadctl.errors import BusyError, NotFoundError, UsageError

DONE, FAILED = "done", "failed"
ENDINGS: Final = (".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
LOCK: Final = ".leadctl-watch.lock"

Look = dict[Path, tuple[int, int]]  # file -> size in bytes and when it was last written, in nanoseconds


class Way(NamedTuple):
    """Where a file and what belongs to it will lie; `to` says it for either end."""

    name: str  # fair.csv, or fair-20260301T090000Z.csv where that is taken
    folder: Path

    def to(self, end: str, suffix: str = "") -> Path:
        """Return FOLDER/done/fair.csv, with a suffix FOLDER/done/fair.rejects.csv."""
        name = Path(self.name).stem + suffix if suffix else self.name
        return self.folder / end / name


def check(folder: Path) -> None:
    """Raise NotFoundError when there is no such folder, UsageError when it is a file."""
    if folder.is_dir():
        return
    if folder.exists():
        raise UsageError(f"{folder} is not a folder", slug="no-watch-folder", hint="name the folder the files land in")
    raise NotFoundError(f"there is no folder {folder}", slug="no-watch-folder", hint=f"make it: mkdir {folder}")


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises BusyError when another process watches it; free at once after a kill."""
    import fcntl

    try:
        handle = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError(
                f"another leadctl watches {folder}", hint="one process for each folder is enough; end the other one"
            ) from None
        for end in (DONE, FAILED):
            try:
                (folder / end).mkdir(mode=0o700, exist_ok=True)
            except OSError as error:
                raise _unwritable(folder, error) from None
        yield
    finally:
        os.close(handle)


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"cannot write in {folder}: {error.strerror or error}",
        slug="no-watch-folder",
        hint="files are moved to done/ and failed/ inside it",
    )


def look(folder: Path) -> Look:
    """Return the files that may be imported: no hidden, half-named, empty or strange ones, no links."""
    found: Look = {}
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        raise _unwritable(folder, error) from None
    for entry in entries:
        name = entry.name.casefold()
        if name.startswith((".", "~")) or not name.endswith(ENDINGS):
            continue
        try:
            facts = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        if stat.S_ISREG(facts.st_mode) and facts.st_size:
            found[folder / entry.name] = (facts.st_size, facts.st_mtime_ns)
    return found


def complete(before: Look, now: Look) -> list[Path]:
    """Return the files that have not changed between two looks, the oldest first."""
    same = [path for path, facts in now.items() if before.get(path) == facts]
    return sorted(same, key=lambda path: (now[path][1], path.name))


def way(folder: Path, file: Path, now: int) -> Way:
    """Return where the file will go: under its own name, else with the moment in it; nothing is written over."""
    for name in _names(file, now):
        found = Way(name, folder)
        others = [found.to(end, suffix) for end in (DONE, FAILED) for suffix in ("", ".rejects.csv", ".error.txt")]
        if not any(os.path.lexists(path) for path in others):
            return found
    raise AssertionError("endless")


def _names(file: Path, now: int) -> Iterator[str]:
    yield file.name
    stamp, n = utc_stamp(now), 1
    while True:
        yield f"{file.stem}-{stamp}{f'-{n}' if n > 1 else ''}{file.suffix}"
        n += 1


def put(file: Path, target: Path) -> None:
    """Move the file; raises UsageError when it cannot be."""
    try:
        file.rename(target)
    except OSError as error:
        raise UsageError(
            f"cannot move {file} to {target}: {error.strerror or error}",
            slug="no-watch-folder",
            hint="done/ and failed/ must lie on the same disk and be writable; the file was imported",
        ) from None


def explain(target: Path, text: str) -> None:
    """Write why a file failed beside it, for its owner alone."""
    handle = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text + "\n")
