"""Files that commands write where they were asked to: all or nothing, private, never over another without --force."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from leadctl.errors import DatabaseError, UsageError


def check_free(path: Path, *, force: bool) -> None:
    """Return when a file may be written at `path`. Raises UsageError for a folder, and for a file without `force`."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", slug="is-folder", hint=f"name a file: {path / 'report.html'}")
    if path.is_file() and not force:
        raise UsageError(f"{path} exists already", slug="file-exists", hint="another name, or --force to write over it")


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a private file (mode 0600) beside `path` that takes its place when all is written; bytes go to `.buffer`.

    A reader never sees half a file, and after a failure the old one stands. What is no regular file (/dev/null, a
    named pipe) is written to as it is; a link stays and its target is replaced. Raises UsageError as `check_free`,
    DatabaseError when it cannot be written.
    """
    import tempfile

    check_free(path, force=force)
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as stream:
                yield stream
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                yield stream
            check_free(path, force=force)  # writing may have taken minutes
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DatabaseError(f"cannot write {path}: {error.strerror or error}", slug="cannot-write") from None
