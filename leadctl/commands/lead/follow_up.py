"""leadctl lead follow-up, follow-ups: reminders that people set."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.clock import iso, show
from leadctl.commands._context import actor, cut, did, print_json, print_table
from leadctl.commands._runs import plural
from leadctl.commands.lead.work import JsonOption, LeadArgument, NoteOption, work
from leadctl.errors import UsageError

WhoseOption = Annotated[
    str | None, typer.Option("--user", "-u", help="Who is reminded; the lead's owner unless named here.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl lead`."""
    app.command("follow-up")(follow_up)
    app.command("follow-ups")(follow_ups)


def follow_up(
    lead: LeadArgument,
    at: Annotated[str | None, typer.Option("--at", help="When to be reminded: a date, a time, `in 2h`.")] = None,
    user: WhoseOption = None,
    note: NoteOption = None,
    done: Annotated[bool, typer.Option("--done", help="The lead's follow-ups are done.")] = False,
    json: JsonOption = False,
) -> None:
    """Set a reminder on a lead, or say that it is done. leadctl tick notices it when it is due.

    Example:  leadctl lead follow-up 42 --at "tomorrow" --note "send the offer"
    """
    from leadctl.clock import parse_moment
    from leadctl.db.people import user_names
    from leadctl.engine import reminders

    if done == (at is not None):
        raise UsageError("a follow-up needs --at TIME, or --done", hint='leadctl lead follow-up 42 --at "in 2h"')
    with work() as w:
        lead_id, user_id = w.lead(lead), None if user is None else w.user(user)
        if at is None:
            count = reminders.finish(w.con, lead_id, user_id, w.now)
            if json:
                print_json({"lead_id": lead_id, "done": count})
            else:
                did(f"lead {lead_id}: {plural(count, 'follow-up')} done")
            return
        made = reminders.follow_up(
            w.con, w.zone, lead_id, user_id, parse_moment(at, w.zone, w.now), w.now, actor(), note
        )
        login = user_names(w.con)[made.user_id]
        if json:
            print_json(
                {"follow_up_id": made.id, "lead_id": lead_id, "user": login, "due_at": iso(made.due_at, w.zone),
                 "note": note}
            )  # fmt: skip
        else:
            did(f"lead {lead_id}: {login} is reminded at {show(made.due_at, w.zone)}")


def follow_ups(
    user: Annotated[str | None, typer.Option("--user", "-u", help="Only this user's.")] = None,
    lead: Annotated[str | None, typer.Option("--lead", help="Only those of this lead.")] = None,
    done_too: Annotated[bool, typer.Option("--all", help="Those that are done as well.")] = False,
    json: JsonOption = False,
) -> None:
    """List follow-ups, the next one first.

    Example:  leadctl lead follow-ups --user ana
    """
    from leadctl.db import notices, queue
    from leadctl.db.people import user_names

    with work() as w:
        user_id, lead_id = None if user is None else w.user(user), None if lead is None else w.lead(lead)
        found = notices.follow_ups(w.con, user_id=user_id, lead_id=lead_id, done_too=done_too)
        names, labels = user_names(w.con), queue.labels(w.con, [f.lead_id for f in found])
    if json:
        print_json(
            [
                {
                    "follow_up_id": f.id,
                    "lead_id": f.lead_id,
                    "user": names[f.user_id],
                    "due_at": iso(f.due_at, w.zone),
                    "note": f.note,
                    "done_at": None if f.removed_at is None else iso(f.removed_at, w.zone),
                    "recorded_by": f.recorded_by,
                }
                for f in found
            ]
        )
        return
    rows = [
        (
            f.lead_id,
            cut(labels.get(f.lead_id, "")),
            names[f.user_id],
            show(f.due_at, w.zone),
            "done" if f.removed_at is not None else "due" if f.due_at <= w.now else "",
            f.note,
        )
        for f in found
    ]
    print_table(("lead", "who", "for", "at", "state", "note"), rows, right=(0,), empty="no follow-ups")
