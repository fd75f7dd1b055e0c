"""leadctl feedback: leads that lie untouched, and what their owners say of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import format_duration, iso, show
from leadctl.commands._context import (
    actor,
    applied_config,
    clock,
    cut,
    database,
    note,
    out,
    print_json,
    print_table,
    zone_of,
)
from leadctl.commands._me import MeOption, me
from leadctl.commands._runs import plural
from leadctl.commands.import_.past import DayFirst, Zone
from leadctl.commands.import_.people import Delimiter, DryRun, Encoding, Json, Map, Rejects
from leadctl.errors import ConflictError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadctl.db.people import User
    from leadctl.engine.feedback.requests import RequestView

app = typer.Typer(rich_markup_mode=None)
UserOption = Annotated[str | None, typer.Option("--user", "-u", help="Only those put to this user.")]


@app.callback(invoke_without_command=True)
def feedback(ctx: typer.Context, user: MeOption = None) -> None:
    """Answer what leadctl asks about leads that lie untouched: status, value, note, next step.

    leadctl tick asks the owner of an open lead that nobody has touched for `feedback_after`. Without a command the
    questions are put on the terminal, lead by lead; each answer is recorded at once, as ordinary work on the lead,
    and closes the request. Away from a terminal a file does the same: feedback export, fill it in, feedback import.

    Example:  leadctl feedback --user ana
    """
    if ctx.invoked_subcommand is not None:
        if user is not None:
            raise UsageError(
                f"--user stands before {ctx.invoked_subcommand}",
                hint=f"leadctl feedback {ctx.invoked_subcommand} --help",
            )
        return
    from leadctl.commands._feedback_form import may_ask
    from leadctl.engine.feedback.requests import requests

    with database() as con:
        zone, who = zone_of(con), me(con, user)
        asked = requests(con, clock(zone).now(), user_id=who.id)
        if not asked:
            note(f"nothing is asked of {who.login}")
        elif not may_ask():
            raise UsageError(
                f"{plural(len(asked), 'lead')} to ask {who.login} about, and no terminal to ask on",
                slug="no-terminal",
                hint=f"leadctl feedback export --user {who.login} -o feedback.csv; fill it in;"
                " leadctl feedback import feedback.csv",
            )
        else:
            _interview(con, who, who.timezone or zone, asked)


def _interview(con: sqlite3.Connection, who: User, zone: str, asked: list[RequestView]) -> None:
    """Ask about one lead after the other; say at the end, however it comes, how many were answered."""
    from leadctl.commands._feedback_form import HELP, Form, SkipLead, Stop, say

    say(f"{plural(len(asked), 'lead')} to ask {who.login} about.\n{HELP}")
    form, answered = Form(con, zone), 0
    try:
        for number, request in enumerate(asked, 1):
            try:
                answered += _one(con, zone, form, request, f"{number} of {len(asked)}")
            except SkipLead:
                continue
    except Stop:
        pass
    finally:
        note(f"\n{answered} of {len(asked)} answered")


def _one(con: sqlite3.Connection, zone: str, form: Any, request: RequestView, place: str) -> bool:
    """Ask about one lead and record the answer; return whether there was one."""
    from leadctl.commands._feedback_form import say, told
    from leadctl.engine.feedback.answer import give

    answer = form.answer(request, place)
    if answer is None:
        return False
    try:
        done = give(con, zone, request.id, answer, clock(zone).now(), actor())
    except ConflictError as problem:  # meanwhile another has worked on it, or has it
        say(f"  not recorded: {problem.message}")
        return False
    out(told(done, zone))
    return True


# ---------------------------------------------------------------- lists and files


@app.command("list")
def list_(
    user: UserOption = None,
    old_too: Annotated[bool, typer.Option("--all", help="Also those that are over, and what became of them.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many, the oldest first; 0 = all.")] = 200,
    as_json: Json = False,
) -> None:
    """List what leadctl asks about: leads that lie untouched, with whom and for how long.

    Example:  leadctl feedback list --user ana
    """
    zone, now, found = _found(user, old_too=old_too, limit=limit)
    if as_json:
        print_json([_json(r, zone) for r in found])
        return
    rows = [
        (
            r.id,
            r.lead_id,
            cut(r.label),
            r.user,
            r.status,
            format_duration(now - r.since),
            show(r.asked_at, zone),
            *([_became(r, zone)] if old_too else []),
        )
        for r in found
    ]
    headers = ("request", "lead", "who", "asked of", "status", "silent for", "asked", *(["state"] if old_too else []))
    print_table(headers, rows, right=(0, 1), empty="nothing was asked yet" if old_too else "no request is open")
    if limit and len(found) == limit:
        note(f"the first {limit:,}; --limit lists more")


@app.command("export")
def export(
    user: UserOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else stdout.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Write the open requests as a CSV file to be filled: what is known on the left, blank columns for the answer.

    The answer: new_status, new_value, note, next_step_on (a day or time) and next_step. The status in which the lead
    is says that nothing has changed; a row left blank stays open.

    Example:  leadctl feedback export --user ana -o feedback.csv
    """
    from leadctl.commands._files import replacing

    if output is not None and str(output) != "-":
        zone, _, found = _found(user)
        with replacing(output, force=force) as file:
            file.write("\ufeff")  # people open it in a spreadsheet, which reads it as UTF-8 only then
            _write(found, zone, file)
        note(f"{plural(len(found), 'request')} written to {output}; fill it in, then leadctl feedback import {output}")
        return
    if force:
        raise UsageError("--force goes with -o FILE: it writes over a file", slug="bad-flags")
    zone, _, found = _found(user)
    _write(found, zone, sys.stdout)


@app.command("import")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file that feedback export wrote, filled in; - is stdin.")
    ],
    zone: Zone = None,
    dayfirst: DayFirst = None,
    dry_run: DryRun = False,
    explicit: Map = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Record the answers of a filled file: the work of those who were asked, done now.

    Rows are known by their request and answer: the same file twice adds nothing, and a file filled further adds what
    is new. A row whose request is over is rejected with the reason: what was recorded since stands. leadctl imports
    undo takes the answers back.

    Example:  leadctl feedback import feedback.csv --dry-run
    """
    from leadctl.clock import zone as known_zone
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.feedback.load import import_feedback
    from leadctl.engine.history_import.common import PastOptions
    from leadctl.engine.people_import.load import mapped_headers

    if zone:
        known_zone(zone)  # an unknown zone is refused before the file is opened
    flags = {"dry_run": dry_run, "explicit": mapped_headers(explicit or []), "rejects": rejects}
    flags |= {"encoding": encoding, "delimiter": delimiter}
    with database() as con, progress_bar(file) as progress:
        config = applied_config(con)
        options = PastOptions(file, zone=zone, dayfirst=dayfirst, flags=flags)
        now = clock(config.timezone).now()
        summary = import_feedback(con, options, config, now, actor(), progress=progress)
    raise typer.Exit(show_summary(summary, as_json=as_json))


# ---------------------------------------------------------------- parts


def _found(user: str | None, *, old_too: bool = False, limit: int = 0) -> tuple[str, int, list[RequestView]]:
    """Return (zone of the rules, now, requests)."""
    from leadctl.db.people import find_user
    from leadctl.engine.feedback.requests import requests

    with database() as con:
        zone = zone_of(con)
        now = clock(zone).now()
        user_id = None if user is None else find_user(con, user).id
        return zone, now, requests(con, now, user_id=user_id, old_too=old_too, limit=limit)


def _write(found: list[RequestView], zone: str, file: Any) -> None:
    import csv

    from leadctl.engine.feedback.sheet import rows
    from leadctl.reports.render.cells import harmless

    writer = csv.writer(file, lineterminator="\n")
    for row in rows(found, zone):
        writer.writerow([harmless(cell) for cell in row])


def _became(r: RequestView, zone: str) -> str:
    if r.state == "answered":
        return "" if r.answered_at is None else f"answered {show(r.answered_at, zone)}"
    return f"moved to {r.owner or 'nobody'}" if r.state == "moved" else r.state


def _json(r: RequestView, zone: str) -> dict[str, Any]:
    def at(moment: int | None) -> str | None:
        return None if moment is None else iso(moment, zone)

    return {
        "request_id": r.id,
        "lead_id": r.lead_id,
        "name": r.label,
        "company": r.company,
        "user": r.user,
        "owner": r.owner,
        "status": r.status,
        "status_since": at(r.status_since),
        "value": r.value,
        "silent_since": at(r.since),
        "last_work_at": at(r.last_work_at),
        "asked_at": at(r.asked_at),
        "state": r.state,
        "answered_at": at(r.answered_at),
        "next_step_at": at(r.next_at),
        "next_step": r.next_note,
    }
