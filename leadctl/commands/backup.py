"""leadctl backup: a copy of the database while others work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context, _progress
from leadctl.commands._context import clock, db_path, note, out, print_json, zone_of
from leadctl.commands._file import as_it_is
from leadctl.errors import BusyError, DatabaseError

if TYPE_CHECKING:
    import sqlite3

    from leadctl.db.backup import Copied

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; in a folder the file is named by its time.")],
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, metavar="N", help="Name the file by its time and keep the N newest of them."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written and removed; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Copy the database while others go on working: checked page by page, all or nothing, mode 0600.

    Older files are removed only when the new one is complete and sound.

    Example:  leadctl backup leads-before-import.db

    Example:  leadctl backup /backups/leads.db --keep 14
    """
    from leadctl.db import backup as copies

    path = db_path()
    with as_it_is() as con:
        now = clock(zone_of(con)).now()
        target = copies.named(file, path, now, keep=keep is not None)
        copies.check_target(target, path, force=force, hint="--keep 7 gives each backup a file of its own; or --force")
        made = None
        if not dry_run:
            with _progress.bar("backup") as progress:
                made = copies.write(con, path, target, force=force, progress=progress)
            _remember(con, now)
    gone = copies.outdated(target, keep) if keep is not None else []
    if not dry_run:
        _remove(gone)
    if as_json:
        counts = {} if made is None else made.facts.counts
        sized = {"bytes": None if made is None else made.size, **counts}
        print_json({"file": str(target), "written": made is not None, **sized, "removed": [str(p) for p in gone]})
    else:
        _say(target, made, gone)


def _remember(con: sqlite3.Connection, now: int) -> None:
    """Note when this was, for doctor. The backup is done whether or not that can be written."""
    from leadctl.db import marks
    from leadctl.db.connection import immediate, wrapped

    try:
        with wrapped(db_path()), immediate(con):
            marks.put(con, marks.LAST_BACKUP, now)
    except (BusyError, DatabaseError) as problem:
        note(f"the backup is complete, but could not be noted for leadctl doctor: {problem.message}")


def _remove(files: list[Path]) -> None:
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            problem = f"the backup is complete, but {path} could not be removed: {error.strerror}"
            raise DatabaseError(problem, slug="cannot-write", hint="check the folder's permissions") from None


def _say(target: Path, made: Copied | None, gone: list[Path]) -> None:
    from leadctl.commands._runs import plural
    from leadctl.db.care import megabytes

    if _context.flags.quiet:
        return
    if made is None:
        out(f"dry run: would write {target}")
    else:
        counts = made.facts.counts
        done = counts["activities"]
        held = ", ".join([plural(counts["leads"], "lead"), plural(counts["passages"], "passage")])
        held += f", {done:,} {'activity' if done == 1 else 'activities'}"
        out(f"{target}: {megabytes(made.size)}, checked; {held}")
    for path in gone:
        out(f"{'would remove' if made is None else 'removed'} {path}")
