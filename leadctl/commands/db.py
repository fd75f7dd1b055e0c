"""leadctl db status | vacuum | migrate: the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl import clock as times
from leadctl.commands import _context, _pages, _progress
from leadctl.commands._context import db_path, out, print_json
from leadctl.commands._file import as_it_is

if TYPE_CHECKING:
    from leadctl.db.file_status import Status

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def db() -> None:
    """Show the state of the file, make it smaller, bring it to the newest schema."""


@app.command()
def status(as_json: Json = False) -> None:
    """Show where the file is, how large, of which schema, what it holds, and when it was last worked on.

    Example:  leadctl db status
    """
    from leadctl.db import file_status

    with as_it_is() as con:
        found = file_status.status(con, db_path())
        zone = file_status.zone(con)
    if as_json:
        print_json(_json(found, zone))
    else:
        _show(found, zone)


@app.command()
def vacuum(dry_run: DryRun = False, as_json: Json = False) -> None:
    """Rewrite the file without its unused pages. Needs room for a second copy, and no run at work.

    Example:  leadctl db vacuum --dry-run
    """
    from leadctl.db import care, lock

    path = db_path()
    with as_it_is() as con:
        if dry_run:
            before = after = care.sizes(con, path)
            after = after._replace(file=before.file - before.unused, unused=0)
        else:
            with lock.run_lock(path), _progress.bar("making it smaller"):
                before, after = care.vacuum(con, path)
    if as_json:
        print_json({"dry_run": dry_run, "bytes_before": before.file, "bytes_after": after.file})
    elif not _context.flags.quiet:
        word = "would be about" if dry_run else "now"
        out(f"{path}: {care.megabytes(before.file)}, {word} {care.megabytes(after.file)}")


@app.command()
def migrate(dry_run: DryRun = False, as_json: Json = False) -> None:
    """Bring the file to this program's schema; a copy of it as it was stays beside it.

    Every command does so by itself; this one is for doing it at a quiet time. The dry run does it to a copy, and checks
    that.

    Example:  leadctl db migrate --dry-run
    """
    from leadctl.db import migrating
    from leadctl.db.connection import SCHEMA_VERSION

    path = db_path()
    with as_it_is() as con:
        done = migrating.rehearse(con, path) if dry_run else migrating.perform(con, path)
    if as_json:
        kept = None if done.kept is None else str(done.kept)
        print_json({"dry_run": dry_run, "from": done.start, "to": SCHEMA_VERSION, "steps": done.steps, "kept": kept})
        return
    if _context.flags.quiet:
        return
    if not done.steps:
        out(f"{path} is of schema {done.start}, the newest: nothing to do")
        return
    for step in done.steps:
        out(f"  {step}")
    if dry_run:
        out(f"dry run: a copy of {path} came from schema {done.start} to {SCHEMA_VERSION} and was found sound")
    else:
        out(f"{path} came from schema {done.start} to {SCHEMA_VERSION}; the file as it was: {done.kept}")


def _show(found: Status, zone: str) -> None:
    from leadctl.db.care import megabytes

    newest = "the newest" if not found.pending else f"{len(found.pending)} behind: {', '.join(found.pending)}"
    sizes = found.sizes
    log = f", write-ahead log {megabytes(sizes.log)}" if sizes.log else ""
    at = {name: _pages.moment(moment, zone) for name, moment in found.moments.items()}
    _pages.lines(
        (
            ("file", found.path),
            ("size", f"{megabytes(sizes.file)}, {megabytes(sizes.unused)} of it unused{log}"),
            ("schema", f"{found.schema} ({newest})"),
            ("journal", found.journal),
            *((name.replace("_", " "), moment or "never") for name, moment in at.items()),
            ("rules", f"version {found.rules}" if found.rules else "none applied"),
            *((name, f"{count:,}") for name, count in found.counts.items()),
        )
    )


def _json(found: Status, zone: str) -> dict[str, Any]:
    moments = {f"{name}_at": None if at is None else times.iso(at, zone) for name, at in found.moments.items()}
    sizes = {"bytes": found.sizes.file, "unused_bytes": found.sizes.unused, "log_bytes": found.sizes.log}
    told = {"file": str(found.path), **sizes, "schema": found.schema, "pending": found.pending}
    return {**told, "journal": found.journal, **moments, "rules_version": found.rules, "counts": found.counts}
