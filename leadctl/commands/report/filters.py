"""leadctl report filters list | show | delete: the questions that were saved under a name."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any

import typer

from leadctl.clock import iso
from leadctl.clock import show as show_time
from leadctl.commands._context import database, note, out, print_json, print_table, zone_of
from leadctl.errors import ConflictError, NotFoundError, did_you_mean

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the filter, as in filters list.")]
Report = Annotated[str | None, typer.Option("--report", help="Of this report; needed where two have such a filter.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def filters() -> None:
    """List, show and delete saved filters. `leadctl report NAME … --save NAME` makes them."""


@app.command("list")
def list_(
    report: Annotated[str | None, typer.Argument(metavar="[REPORT]", help="Of this report; without it of all.")] = None,
    as_json: Json = False,
) -> None:
    """List the saved filters: report, name, flags, who saved them.

    Example:  leadctl report filters list
    """
    from leadctl.db import report_filters

    with database() as con:
        zone = zone_of(con)
        found = report_filters.listed(con, None if report is None else _report(report))
    if as_json:
        print_json([_json(f, zone) for f in found])
        return
    print_table(
        ["report", "name", "default", "question", "saved", "by"],
        [
            (f.report, f.name, "yes" if f.is_default else "", _question(f), show_time(f.saved_at, zone), f.saved_by)
            for f in found
        ],
        empty="no filter is saved; leadctl report performance --last-week --save weekly saves one",
    )


@app.command()
def show(name: Name, report: Report = None, as_json: Json = False) -> None:
    """Show a saved filter as the command line that asks the same.

    Example:  leadctl report filters show weekly
    """
    with database() as con:
        zone = zone_of(con)
        found = _one(con, name, report)
    if as_json:
        print_json(_json(found, zone))
        return
    out(_question(found))
    default = ", the default of the report" if found.is_default else ""
    note(f'filter "{found.name}"{default}, saved {show_time(found.saved_at, zone)} by {found.saved_by}')


@app.command()
def delete(
    name: Name,
    report: Report = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Forget a saved filter. Reports are not touched.

    Example:  leadctl report filters delete weekly
    """
    from leadctl.db import report_filters
    from leadctl.db.connection import immediate

    with database() as con:
        found = _one(con, name, report)
        if not dry_run:
            with immediate(con):
                report_filters.delete(con, found.report, found.name)
    if as_json:
        print_json({"report": found.report, "name": found.name, "dry_run": dry_run, "command": _question(found)})
        return
    what = f'filter "{found.name}" of report {found.report}'
    note(f"dry run, nothing written: {what} would be deleted" if dry_run else f"{what} is deleted: {_question(found)}")


def _report(text: str) -> str:
    """Return the name of a report. Raises NotFoundError with the nearest."""
    from leadctl.commands.report.options import OWN

    name = text.strip().casefold()
    if name not in OWN:
        raise NotFoundError(
            f'no report "{text}"{did_you_mean(name, OWN)}', slug="no-report", hint="one of " + ", ".join(OWN)
        )
    return name


def _one(con: sqlite3.Connection, name: str, report: str | None) -> Any:
    """Return the filter of this name, of the one report that has it. Raises NotFoundError and ConflictError."""
    from leadctl.commands.report.saved import find
    from leadctl.db import report_filters

    if report is not None:
        return find(con, name, _report(report))
    everything = report_filters.listed(con)
    found = [f for f in everything if f.name.casefold() == name.strip().casefold()]
    if not found:
        near = did_you_mean(name, [f.name for f in everything])
        raise NotFoundError(f'no saved filter "{name}"{near}', slug="no-filter", hint="leadctl report filters list")
    if len(found) > 1:
        reports = " and ".join(f.report for f in found)
        raise ConflictError(
            f'the reports {reports} have a filter "{name}" each',
            slug="ambiguous-filter",
            hint=f"add --report {found[0].report}",
        )
    return found[0]


def _question(saved: Any) -> str:
    """Return the command line of a filter; of one that this version cannot ask, what is wrong with it."""
    from leadctl.commands.report.saved import command_line, flags_of

    try:
        return command_line(saved.report, flags_of(saved))
    except ConflictError as problem:
        return problem.message


def _json(saved: Any, zone: str) -> dict[str, Any]:
    import json

    return {
        "report": saved.report,
        "name": saved.name,
        "default": bool(saved.is_default),
        "flags": json.loads(saved.question)["flags"],
        "command": _question(saved),
        "saved_at": iso(saved.saved_at, zone),
        "saved_by": saved.saved_by,
    }
