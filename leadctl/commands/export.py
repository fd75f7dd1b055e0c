"""leadctl export: rows for other systems, all of them or what is new since the last time."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from leadctl.commands import _context
from leadctl.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    import sqlite3

    from leadctl.config import Config
    from leadctl.engine.exporting.rows import Export, ExportRequest

app = typer.Typer(rich_markup_mode=None)


@app.command()
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="leads, distributions, activities or assignments.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Write a private file; - is stdout.")
    ] = Path("-"),
    format_: Annotated[
        str | None, typer.Option("--format", help="csv or ndjson; else by the file's name, else csv.")
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(help="Headers of salesforce, hubspot, zoho, pipedrive or odoo; leads and assignments only."),
    ] = None,
    all_ids: Annotated[
        bool, typer.Option("--all-ids", help="With --preset: every external id is one of that CRM.")
    ] = False,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="Only rows that differ from what --since-last wrote before.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what leadctl learned or saw change since then.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how many rows there are; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON; needs -o FILE.")] = False,
) -> None:
    """Write leads, who got them, what was done, or who has them now, for other systems.

    Importing a file back changes nothing, and importing it elsewhere gives the same export there: leads first, then
    distributions (or assignments) and activities. Leads are known again by the column leadctl_key, which a CRM
    should keep. --since-last remembers for each WHAT and preset what it wrote, once the file is complete.

    Example:  leadctl export leads --preset hubspot --since-last -o hubspot.csv --force
    """
    from leadctl.clock import parse_moment
    from leadctl.engine.exporting.rows import ExportRequest, check

    wanted = _format(format_, str(output))
    shows = dry_run or str(output) != "-"
    if as_json and not shows:
        raise UsageError("--json tells about a file", hint=f"leadctl export {what} --json -o {what}.csv")
    with _context.database() as con:
        config = _context.applied_config(con)
        now = _context.clock(config.timezone).now()
        moment = None if since is None else parse_moment(since, config.timezone, now)
        request = ExportRequest(what.strip().casefold(), preset, moment, since_last, all_ids)
        check(request)
        if dry_run:
            done = _count(con, config, request)
        elif str(output) == "-":
            done = _to_stdout(con, config, request, wanted, now)
        else:
            done = _to_file(con, config, request, wanted, output, force, now)
        _told(done, config.timezone, output, dry_run=dry_run, as_json=as_json)


_OTHERS: Final = (".xlsx", ".xls", ".xlsb", ".ods", ".json", ".html", ".htm", ".md", ".pdf")


def _format(name: str | None, output: str) -> str:
    from leadctl.engine.exporting.write import FORMATS, format_of

    if name is not None and name.casefold() not in FORMATS:
        raise UsageError(
            f'--format "{name}" is neither csv nor ndjson{did_you_mean(name, FORMATS)}',
            slug="unknown-format",
            hint="csv is for CRMs and spreadsheets, ndjson for programs",
        )
    if name:
        return name.casefold()
    if output.casefold().endswith(_OTHERS):
        raise UsageError(
            f"{output}: exports are CSV or NDJSON, not what that name says",
            slug="unknown-format",
            hint=f"-o {Path(output).with_suffix('.csv')}, which spreadsheets open too; --format csv keeps the name",
        )
    return format_of(output)


def _count(con: sqlite3.Connection, config: Config, request: ExportRequest) -> Export:
    from leadctl.engine.exporting.rows import export as start

    done = start(con, config, request)
    for _ in done.chunks:
        pass
    return done


def _to_stdout(
    con: sqlite3.Connection, config: Config, request: ExportRequest, format_: str, now: int
) -> Export:  # fmt: skip
    from leadctl.engine.exporting.rows import export as start
    from leadctl.engine.exporting.rows import mark
    from leadctl.engine.exporting.write import write

    done = start(con, config, request)
    with closing(done):  # a reader that leaves, such as head, ends it while the database is open
        for _ in write(done, _Terminal() if sys.stdout.isatty() else sys.stdout, format_):
            pass
    sys.stdout.flush()  # a reader that has left says so here, before anything is remembered
    mark(con, done, now)
    return done


def _to_file(
    con: sqlite3.Connection,
    config: Config,
    request: ExportRequest,
    format_: str,
    output: Path,
    force: bool,
    now: int,
) -> Export:
    from leadctl.commands._files import replacing
    from leadctl.commands._progress import bar
    from leadctl.db.exports import count
    from leadctl.engine.exporting.rows import export as start
    from leadctl.engine.exporting.rows import mark
    from leadctl.engine.exporting.write import write

    done = start(con, config, request)
    with replacing(output, force=force) as file, closing(done), bar(f"exporting {request.kind}") as draw:
        total = count(con, request.kind) if draw else 0
        for _ in write(done, file, format_):
            if draw:
                draw(min(done.read, total), total)
    mark(con, done, now)
    return done


class _Terminal:
    """Writes to a terminal what cannot drive it."""

    def write(self, text: str) -> None:
        sys.stdout.write(_context.clean(text))


def _told(done: Export, zone: str, output: Path, *, dry_run: bool, as_json: bool) -> None:
    """Say how many rows were written, and since when."""
    from leadctl.clock import iso, show
    from leadctl.commands._runs import plural

    if done.unknown_ids:
        ids = plural(done.unknown_ids, "external id")
        done.notes.append(f"{ids} may be another system's: left empty; --all-ids writes them")
    for remark in done.notes:
        _context.note(f"note: {remark}")
    request = done.request
    if as_json:
        told: dict[str, Any] = {
            "what": request.kind,
            "preset": request.preset,
            "file": None if dry_run else str(output),
        }
        told |= {"rows": done.written, "looked_at": done.read, "dry_run": dry_run}
        last = {"last_at": None if done.last_at is None else iso(done.last_at, zone)} if request.since_last else {}
        _context.print_json(told | last)
        return
    text = plural(done.written, "row")
    if request.since_last:
        when = "never exported before" if done.last_at is None else f"new or changed since {show(done.last_at, zone)}"
        text += f", {when}"
    where = "dry run, nothing written" if dry_run else "stdout" if str(output) == "-" else str(output)
    say = _context.out if dry_run else _context.note
    say(f"{request.target}: {text} ({where})")
