"""leadctl restore: a backup in the place of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.clock import Clock
from leadctl.commands import _context, _progress
from leadctl.commands._context import clock, db_path, note, out, print_json, zone_of
from leadctl.errors import LeadctlError

if TYPE_CHECKING:
    from leadctl.db.restore import Restored

app = typer.Typer(rich_markup_mode=None)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, as leadctl backup wrote it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the backup, compare, and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check a backup and make it the database. What was there before is kept beside it.

    Refused while another leadctl has the database open. Alerts and exports since the backup may be repeated.

    Example:  leadctl restore /backups/leads-20260331T150000Z.db
    """
    from leadctl.db.connection import SCHEMA_VERSION
    from leadctl.db.restore import restore as run

    path = db_path()
    with _progress.bar("restore") as progress:
        done = run(path, file, _clock(file).now(), dry_run=dry_run, progress=progress)
    if as_json:
        before = None if done.before is None else done.before.counts
        told = {"file": str(file), "database": str(path), "dry_run": dry_run, "schema": done.facts.schema}
        kept = None if done.kept is None else str(done.kept)
        print_json({**told, "restored": done.facts.counts, "before": before, "kept": kept})
    elif not _context.flags.quiet:
        _say(path, file, done, dry_run)
    if done.facts.schema < SCHEMA_VERSION and not dry_run:
        note(f"it is of schema {done.facts.schema}; the next command brings it to {SCHEMA_VERSION}")


def _clock(backup: Path) -> Clock:
    """Return the clock as the rules in the backup read a typed time; whether it is one at all is found out later."""
    import sqlite3

    from leadctl.db.backup import reading

    try:
        with reading(backup) as con:
            zone = zone_of(con)
    except (LeadctlError, sqlite3.Error):
        zone = "UTC"
    return clock(zone)


def _say(path: Path, file: Path, done: Restored, dry_run: bool) -> None:
    from leadctl.commands._context import print_table

    rows = []
    for name, count in done.facts.counts.items():
        before = "" if done.before is None else f"{done.before.counts[name]:,}"
        rows.append((name, before, f"{count:,}"))
    print_table(("", "before", "restored"), rows, right=(1, 2))
    out()
    if dry_run:
        out(f"dry run: {file} is sound; {path} was left as it is")
        return
    out(f"{path} is now what {file} holds")
    if done.kept is not None:
        out(f"what was there before: {done.kept}")
