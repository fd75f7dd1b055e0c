"""leadctl inbox: what waits for a user, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import format_duration, iso, local_date, show
from leadctl.commands._context import applied_config, clock, cut, database, note, out, print_json, print_table
from leadctl.commands._me import MeOption, me
from leadctl.commands._runs import plural

if TYPE_CHECKING:
    from leadctl.engine.user_inbox import Inbox

app = typer.Typer(rich_markup_mode=None)
NAMES = {"offers": "offer", "new": "new lead", "appointments": "appointment", "reminders": "reminder",
         "feedback": "request for feedback", "untouched": "untouched lead"}  # fmt: skip


@app.command()
def inbox(
    user: MeOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many of each kind; 0 = all.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, all of it.")] = False,
) -> None:
    """Show what waits for a user: offers with the time left, new leads, today's appointments, reminders, feedback.

    New is what he got today and nobody has worked on since, untouched what he got before; a lead that leadctl asked
    about (leadctl feedback) stands there only. Reminders are those due until his day ends. His day is that of his own
    time zone.

    Example:  leadctl inbox --user ana
    """
    from leadctl.db.connection import snapshot
    from leadctl.engine.user_inbox import inbox as collect

    with database() as con, snapshot(con):
        config = applied_config(con)
        found = collect(con, config, me(con, user), clock(config.timezone).now())
    if as_json:
        print_json(_json(found))
        return
    rows = [row for section in _sections(found) for row in section[: limit or None]]
    print_table(("what", "lead", "who", "when", "about"), rows, right=(1,), empty=f"nothing waits for {found.user}")
    _say(found, limit)


# ---------------------------------------------------------------- one screen


def _sections(i: Inbox) -> list[list[Sequence[Any]]]:
    """Return the rows of each kind, the most urgent kind first."""

    def silent(since: int) -> str:
        return f"silent for {format_duration(i.now - since)}"

    new, untouched = (
        [(u.lead_id, u.label, u.since, _about(u.strategy, u.company)) for u in lie] for lie in (i.new, i.untouched)
    )
    return [
        [_row("offer", o.lead_id, o.label, _left(o, i), _offer(o)) for o in i.offers],
        [_row("new", lead, label, _when(since, i), about) for lead, label, since, about in new],
        [
            _row("appointment", a.lead_id, a.label, _when(a.starts_at, i), _about(a.note, a.company))
            for a in i.appointments
        ],
        [
            _row("reminder", f.lead_id, i.labels.get(f.lead_id, ""), _when(f.due_at, i), _due(f.due_at, f.note, i))
            for f in i.reminders
        ],
        [_row("feedback", r.lead_id, r.label, silent(r.since), _about(r.status, r.company)) for r in i.feedback],
        [_row("untouched", lead, label, silent(since), about) for lead, label, since, about in untouched],
    ]


def _row(what: str, lead_id: int, label: str, when: str, about: str) -> Sequence[Any]:
    return what, lead_id, cut(label), when, about


def _offer(offer: Any) -> str:
    """Return whose answer is wanted where it is not his alone, and the strategy."""
    return _about(
        "everybody asked" if offer.shared else offer.recipient if offer.level != "user" else None, offer.strategy
    )


def _left(offer: Any, i: Inbox) -> str:
    if offer.seconds_left is None:
        return f"since {_when(offer.at, i)}"
    return f"{format_duration(offer.seconds_left)} left, until {_when(offer.expires_at, i)}"


def _when(moment: int, i: Inbox) -> str:
    """Return a local time with its zone, without the date where it is today's."""
    today = local_date(moment, i.zone) == local_date(i.now, i.zone)
    return show(moment, i.zone).partition(" ")[2] if today else show(moment, i.zone)


def _about(*parts: str | None) -> str:
    return "; ".join(" ".join(p.split())[:40] for p in parts if p)


def _due(due_at: int, text: str | None, i: Inbox) -> str:
    return _about("due" if due_at <= i.now else None, text)


def _say(i: Inbox, limit: int) -> None:
    """Print the counts, and the command for what is most urgent."""
    counts = {name: n for name, n in i.counts.items() if n}
    if counts:
        told = ", ".join(_counted(n, name, limit) for name, n in counts.items())
        out()
        out(f"{i.user}, {show(i.now, i.zone)}: {told}")
    for place, n in i.to_hand_out.items():
        out(f"{plural(n, 'lead')} to hand out: leadctl {place} inbox --user {i.user}")
    if limit and any(n > limit for n in counts.values()):
        note("--limit 0 lists all")
    if (step := next_step(i)) is not None:
        note(f"next: {step}")


def _counted(n: int, name: str, limit: int) -> str:
    word = NAMES[name]
    several = word.replace("request", "requests") if name == "feedback" else f"{word}s"
    return f"{n:,} {word if n == 1 else several}" + (f" ({limit} shown)" if limit and n > limit else "")


def next_step(i: Inbox) -> str | None:
    """Return the command for what is most urgent; None when nothing waits."""
    if i.offers:
        return f"leadctl offer accept {i.offers[0].lead_id} --user {i.user}"
    due = [f.lead_id for f in i.reminders if f.due_at <= i.now]
    soon = [a.lead_id for a in i.appointments if a.starts_at >= i.now]
    leads = [*(u.lead_id for u in i.new), *due]
    if leads:
        return f"leadctl lead show {leads[0]}"
    if i.feedback:
        return f"leadctl feedback --user {i.user}"
    leads = [*(u.lead_id for u in i.untouched), *soon, *(f.lead_id for f in i.reminders)]
    return f"leadctl lead show {leads[0]}" if leads else None


# ---------------------------------------------------------------- JSON


def _json(i: Inbox) -> dict[str, Any]:
    def lie(u: Any) -> dict[str, Any]:
        told = {"company": u.company, "status": u.status, "strategy": u.strategy, "score": u.score}
        return {"lead_id": u.lead_id, "name": u.label, "since": iso(u.since, i.zone), **told}

    def asked(r: Any) -> dict[str, Any]:
        times = {"silent_since": iso(r.since, i.zone), "asked_at": iso(r.asked_at, i.zone)}
        return {"request_id": r.id, "lead_id": r.lead_id, "name": r.label, "status": r.status, **times}

    return {
        "user": i.user,
        "now": iso(i.now, i.zone),
        "timezone": i.zone,
        "counts": i.counts,
        "offers": [_offer_json(o, i.zone) for o in i.offers],
        "new": [lie(u) for u in i.new],
        "appointments": [_appointment_json(a, i.zone) for a in i.appointments],
        "reminders": [_reminder_json(f, i) for f in i.reminders],
        "feedback": [asked(r) for r in i.feedback],
        "untouched": [lie(u) for u in i.untouched],
        "to_hand_out": i.to_hand_out,
        "next": next_step(i),
    }


def _offer_json(o: Any, zone: str) -> dict[str, Any]:
    ends = None if o.expires_at is None else iso(o.expires_at, zone)
    left = {"expires_at": ends, "seconds_left": o.seconds_left, "working_seconds_left": o.working_left}
    told = {"recipient": o.recipient, "strategy": o.strategy, "broadcast": o.shared}
    return {"offer_id": o.id, "lead_id": o.lead_id, "name": o.label, **told, **left}


def _appointment_json(a: Any, zone: str) -> dict[str, Any]:
    told = {"company": a.company, "note": a.note, "made_by": a.made_by}
    return {
        "activity_id": a.activity_id,
        "lead_id": a.lead_id,
        "name": a.label,
        "starts_at": iso(a.starts_at, zone),
        **told,
    }


def _reminder_json(f: Any, i: Inbox) -> dict[str, Any]:
    due = {"due_at": iso(f.due_at, i.zone), "due": f.due_at <= i.now, "note": f.note}
    return {"follow_up_id": f.id, "lead_id": f.lead_id, "name": i.labels.get(f.lead_id, ""), **due}
