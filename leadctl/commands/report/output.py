"""Where a report goes: to the screen, through a pager, down a pipe, or to a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from leadctl.commands import _context, _pager, _progress
from leadctl.commands._context import database, note
from leadctl.errors import UsageError, did_you_mean


def show(name: str, given: dict[str, Any]) -> None:
    """Make report `name` of these flags and print it, or write it to --output."""
    from leadctl.db.connection import snapshot

    shape = _shape(given)
    with database() as con, snapshot(con):
        from leadctl.commands.report import known, saved
        from leadctl.db.settings import glance

        config = glance(con)
        asked = saved.ask(con, name, given)
        given = asked.given
        with known.world(con, config, given) as there:
            with _progress.bar(f"report {name}"):
                table = made(*there, asked, shape)
            saved.save(asked, config)
            for line in table.warnings:
                note(line)
            said, screen = _write(table, shape, given)
    if screen is not None:  # the database is not kept waiting for a reader
        _pager.show(screen.getvalue(), _pager.chosen(), wide=given["wide"])
    for line in said:
        note(line)


def made(con: Any, config: Any, known_at: int | None, asked: Any, shape: str) -> Any:
    """Return the table that was asked for, of the file `con` under the rules `config`; `shape` is its format."""
    from leadctl.commands.report.question import build_spec
    from leadctl.commands.report.saved import named
    from leadctl.reports import make

    given = asked.given
    table = make(con, config, named(build_spec(asked.report, given, config, known_at), asked))
    if given["table"] is not None:
        table = one_table(table, given["table"])
    if shape == "html":
        from leadctl.commands.report.pages import with_pages

        table = with_pages(con, config, table)
    return table


def _shape(given: dict[str, Any]) -> str:
    """Return the format. Raises UsageError for an unknown one, and for a file that may not be written there."""
    from leadctl.commands._files import check_free
    from leadctl.reports import render

    output = _file(given)
    shape = render.choose(given["format"], str(output) if output else None)
    if output is not None:
        check_free(output, force=given["force"])
    elif given["force"]:
        raise UsageError("--force goes with -o FILE: it writes over a file", slug="bad-flags")
    elif shape in render.BINARY and sys.stdout.isatty():
        raise UsageError(f"{shape} is no text for a terminal", slug="binary", hint=f"-o report.{shape}")
    return shape


def _file(given: dict[str, Any]) -> Path | None:
    """Return the file of -o; None for stdout, which is also `-o -`."""
    output: Path | None = given["output"]
    return None if output is None or str(output) == "-" else output


def one_table(table: Any, key: str) -> Any:
    """Return the report with this one of its tables. Raises UsageError with the nearest."""
    known = [t.key for t in table.tables]
    try:
        return table.only(key.strip().casefold())
    except KeyError:
        hint = "one of " + ", ".join(known)
        raise UsageError(f'no table "{key}"{did_you_mean(key, known)}', slug="unknown-table", hint=hint) from None


def _write(table: Any, shape: str, given: dict[str, Any]) -> tuple[list[str], _pager.Screen | None]:
    """Write the table where it is wanted; return what is left to say, and what is left to page."""
    from leadctl.reports import render

    output = _file(given)
    if output is not None:
        return write_file(table, shape, output, force=given["force"]), None
    paged = shape in render.PAGED and sys.stdout.isatty() and not given["no_pager"] and _pager.chosen()
    screen = _pager.Screen() if paged else None
    return render.write(table, shape, screen or sys.stdout, wide=given["wide"]), screen


def write_file(table: Any, shape: str, path: Path, *, force: bool) -> list[str]:
    """Write the table to a file; return what is left to say. Raises UsageError for an existing file without `force`."""
    from leadctl.commands._files import replacing
    from leadctl.reports import render

    with replacing(path, force=force) as stream, _progress.bar(f"writing {path}"):
        said = render.write(table, shape, stream)
    return said if _context.flags.quiet else [*said, f"written to {path}"]
