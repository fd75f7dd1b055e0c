"""leadctl lead action|status|appointment|value|note|touch|give|transfer|void: what people do on a lead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NamedTuple

import typer

from leadctl.clock import iso, parse_moment, show
from leadctl.commands._context import actor, applied_config, clock, database, did, note, print_json, warn
from leadctl.errors import UsageError

LeadArgument = Annotated[str, typer.Argument(metavar="LEAD", help="Id, external id, e-mail or phone.")]
UserOption = Annotated[str, typer.Option("--user", "-u", help="Who did it: login, e-mail or full name.")]
AtOption = Annotated[str | None, typer.Option("--at", help="When, if not now: a date counts as its last second.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the change as JSON.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Free text kept with it.")]


class Work(NamedTuple):
    """An open database with the moment of this command."""

    con: sqlite3.Connection
    now: int
    zone: str
    region: str

    def lead(self, text: str) -> int:
        from leadctl.db.leads import resolve_lead

        return resolve_lead(self.con, text, self.region)

    def user(self, name: str) -> int:
        from leadctl.db.people import find_user

        return find_user(self.con, name).id

    def at(self, text: str | None) -> int:
        """Return the moment of `--at`: today as a date means now, since nothing is recorded ahead of its time."""
        if text is None:
            return self.now
        moment = parse_moment(text, self.zone, self.now, date_is_end=True)
        whole_day = moment > self.now >= parse_moment(text, self.zone, self.now)
        return self.now if whole_day else moment


@contextmanager
def work() -> Iterator[Work]:
    """Open the database for one command of work."""
    with database() as con:
        config = applied_config(con)
        yield Work(con, clock(config.timezone).now(), config.timezone, config.region)


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl lead`."""
    for function in (action, status, appointment, value, touch, give, transfer, void):
        app.command(function.__name__)(function)
    app.command("note")(note_)


def action(
    lead: LeadArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="call, email, meeting …")],
    user: UserOption,
    at: AtOption = None,
    note: NoteOption = None,
    status: Annotated[str | None, typer.Option("--status", help="Change the status at the same time.")] = None,
    json: JsonOption = False,
) -> None:
    """Record something a user did on a lead.

    Example:  leadctl lead action 42 call --user ana --status Contacted
    """
    from leadctl.engine import lifecycle

    with work() as w:
        done = lifecycle.add_action(
            w.con, w.lead(lead), w.user(user), w.at(at), w.now, actor(), name=name, note=note, status=status
        )
        changed = f", status {done.from_status} -> {done.to_status}" if status else ""
        say(w, done, f"{name}{changed}", json)


def status(
    lead: LeadArgument,
    name: Annotated[str, typer.Argument(metavar="STATUS", help="A status of the rules.")],
    user: UserOption,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Record that a user moved a lead to another status.

    Example:  leadctl lead status 42 "Demo booked" --user ana
    """
    from leadctl.engine import lifecycle

    with work() as w:
        done = lifecycle.change_status(w.con, w.lead(lead), w.user(user), w.at(at), w.now, actor(), status=name)
        say(w, done, f"status {done.from_status} -> {done.to_status}", json)


def appointment(
    lead: LeadArgument,
    user: UserOption,
    starts: Annotated[str, typer.Option("--starts", help="When it takes place.")],
    for_: Annotated[str | None, typer.Option("--for", help="Whose appointment it is, if not the maker's.")] = None,
    at: AtOption = None,
    note: NoteOption = None,
    json: JsonOption = False,
) -> None:
    """Record an appointment that a user made.

    Example:  leadctl lead appointment 42 --user ana --starts "2026-03-04 10:00" --for bob
    """
    from leadctl.engine import lifecycle

    with work() as w:
        when = parse_moment(starts, w.zone, w.now)
        whose = None if for_ is None else w.user(for_)
        done = lifecycle.add_appointment(
            w.con, w.lead(lead), w.user(user), w.at(at), w.now, actor(), starts_at=when, for_user_id=whose, note=note
        )
        guest = "" if for_ is None else f" for {for_}"
        say(w, done, f"appointment{guest} on {show(when, w.zone)}", json, starts_at=iso(when, w.zone))


def value(
    lead: LeadArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="12500, 12,500.00 or 12.500,00.")],
    user: UserOption,
    name: Annotated[str, typer.Option("--name", help="Which opportunity, if the lead has several.")] = "",
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Record what a lead may be worth. Earlier values are kept; the latest holds.

    Example:  leadctl lead value 42 12500 --user ana --name "second site"
    """
    from leadctl.engine import lifecycle
    from leadctl.engine.history_import.opportunities import potential
    from leadctl.engine.normalise.money import money

    try:
        minor = potential(money(amount, None), amount)
    except ValueError as fault:
        raise UsageError(str(fault), slug="bad-amount", hint="write 12500, 12,500.00 or 12.500,00") from None
    with work() as w:
        done = lifecycle.set_value(w.con, w.lead(lead), w.user(user), w.at(at), w.now, amount=minor, key=name)
        key = f" of {name}" if name else ""
        say(w, done, f"value{key} {minor // 100:,}.{minor % 100:02d}", json, value=minor)


def note_(lead: LeadArgument, text: str, user: UserOption, at: AtOption = None, json: JsonOption = False) -> None:
    """Record a note: an action named note.

    Example:  leadctl lead note 42 "call back in May" --user ana
    """
    from leadctl.engine import lifecycle

    with work() as w:
        done = lifecycle.add_note(w.con, w.lead(lead), w.user(user), w.at(at), w.now, actor(), text=text)
        say(w, done, "note", json)


def touch(
    lead: LeadArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="email_opened, web_visit …")],
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Record a marketing event directed at a lead; it is nobody's work.

    Example:  leadctl lead touch 42 email_opened
    """
    from leadctl.engine import lifecycle

    with work() as w:
        lead_id, moment = w.lead(lead), w.at(at)
        lifecycle.add_touch(w.con, lead_id, moment, w.now, name=kind)
        if json:
            print_json({"lead_id": lead_id, "touch": kind, "at": iso(moment, w.zone)})
        else:
            did(f"lead {lead_id}: touch {kind} at {show(moment, w.zone)}")


def give(
    lead: LeadArgument,
    to: Annotated[str, typer.Option("--to", help="Who gets it: login, e-mail or full name.")],
    json: JsonOption = False,
) -> None:
    """Give a lead to a user by hand, whatever the strategies say.

    Example:  leadctl lead give 42 --to ana
    """
    from leadctl.db import holds
    from leadctl.engine import lifecycle
    from leadctl.engine.lead_page import why

    with work() as w:
        lead_id, user_id = w.lead(lead), w.user(to)
        hold = holds.get(w.con, lead_id)
        given = lifecycle.give(w.con, lead_id, user_id, w.now, actor())
        if hold is not None and hold.code.startswith("gate:"):
            warn(f"lead {lead_id} was {why(hold.code)[0]}; leadctl lead show {lead_id}")
        say_given(w, given, "given to", json)


def transfer(
    lead: LeadArgument,
    to: Annotated[str, typer.Option("--to", help="Who gets it: login, e-mail or full name.")],
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the fact.")] = None,
    json: JsonOption = False,
) -> None:
    """Move a lead from its owner to another user.

    Example:  leadctl lead transfer 42 --to bob --reason "ana is away"
    """
    from leadctl.engine import lifecycle

    with work() as w:
        done = lifecycle.transfer(w.con, w.lead(lead), w.user(to), w.now, actor(), reason=reason)
        say_given(w, done, "transferred to", json)


def void(
    activity: Annotated[int, typer.Argument(metavar="ACTIVITY", help="Its id, as leadctl history LEAD shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the entry.")],
    json: JsonOption = False,
) -> None:
    """Take back a wrong entry: it is kept and counts nowhere.

    Example:  leadctl lead void 1009 --reason "wrong lead"
    """
    from leadctl.engine import lifecycle

    with work() as w:
        done = lifecycle.void(w.con, activity, w.now, actor(), reason=reason)
        if json:
            print_json({"activity_id": done.activity_id, "lead_id": done.lead_id, "status": done.status})
        else:
            what = f"{done.kind} {done.name}" if done.name else done.kind
            did(f"activity {done.activity_id} ({what}) of lead {done.lead_id} is void; status now {done.status}")


# ---------------------------------------------------------------- one line of what changed


def say(w: Work, done: Any, what: str, as_json: bool, **extra: object) -> None:
    """Print what was recorded (a lifecycle.Recorded)."""
    from leadctl.db.people import user_names

    login = user_names(w.con)[done.user_id]
    if done.asked != done.lead_id:
        note(f"lead {done.asked} is a duplicate of lead {done.lead_id}, which is open: recorded there")
    if as_json:
        print_json(
            {
                "lead_id": done.lead_id,
                "named_lead_id": done.asked,
                "user": login,
                "at": iso(done.at, w.zone),
                "activity_ids": list(done.activity_ids),
                "distribution_id": done.distribution_id,
                "accepted_offer": done.accepted,
                "from_status": done.from_status,
                "to_status": done.to_status,
                **extra,
            }
        )
        return
    entry = f" [{', '.join(f'activity {i}' for i in done.activity_ids)}]" if done.activity_ids else ""
    accepted = "; offer accepted" if done.accepted else ""
    did(f"lead {done.lead_id}: {what} by {login} at {show(done.at, w.zone)}{accepted}{entry}")


def say_given(w: Work, done: Any, verb: str, as_json: bool) -> None:
    """Print who has the lead now (a lifecycle.Given)."""
    from leadctl.db.people import user_names

    names = user_names(w.con)
    former = names.get(done.former_owner_id or 0)
    if as_json:
        print_json(
            {
                "lead_id": done.lead_id,
                "owner": names[done.user_id],
                "former_owner": former,
                "distribution_id": done.distribution_id,
            }
        )
    else:
        did(f"lead {done.lead_id}: {verb} {names[done.user_id]}{f', was {former}' if former else ''}")
