"""Where a report goes: to the screen, or to a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from leadctl.commands._context import database, flags, note


def show(name: str, given: dict[str, Any]) -> None:
    """Make report `name` of these flags and print it, or write it to --output."""
    from leadctl.db.connection import snapshot

    with database() as con, snapshot(con):
        from leadctl.commands.report import saved
        from leadctl.commands.report.question import build_spec
        from leadctl.db.settings import glance
        from leadctl.reports import make, render

        config = glance(con)
        output: Path | None = given["output"]
        shape = render.choose(given["format"], str(output) if output else None)
        asked = saved.ask(con, name, given)
        given = asked.given
        table = make(con, config, saved.named(build_spec(name, given, config), asked))
        saved.save(asked, config)
        if given["table"] is not None:
            table = one_table(table, given["table"])
        for line in table.warnings:
            note(line)
        if output is None:
            said = render.write(table, shape, sys.stdout, wide=given["wide"])
        else:
            said = _write_file(table, shape, output)
        for line in said:
            note(line)


def one_table(table: Any, key: str) -> Any:
    """Return the report with this one of its tables. Raises UsageError with the nearest."""
    from leadctl.errors import UsageError, did_you_mean

    known = [t.key for t in table.tables]
    try:
        return table.only(key.strip().casefold())
    except KeyError:
        hint = "one of " + ", ".join(known)
        raise UsageError(f'no table "{key}"{did_you_mean(key, known)}', slug="unknown-table", hint=hint) from None


def _write_file(table: Any, shape: str, path: Path) -> list[str]:
    """Write beside the file, private, then take its place: a reader never sees half a report."""
    import os
    import tempfile

    from leadctl.errors import DatabaseError
    from leadctl.reports import render

    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise DatabaseError(f"cannot write {path}: {error.strerror}", slug="cannot-write") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            said = render.write(table, shape, stream)
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DatabaseError(f"cannot write {path}: {error.strerror}", slug="cannot-write") from None
        raise
    if not flags.quiet:
        said = [*said, f"written to {path}"]
    return said
