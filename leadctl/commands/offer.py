"""leadctl offer: what waits for whose answer, yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import format_duration, iso, show
from leadctl.commands._context import applied_config, clock, cut, database, note, out, print_json, print_table
from leadctl.commands._runs import plural

if TYPE_CHECKING:
    from leadctl.config import Config
    from leadctl.engine.offer_view import OfferView
    from leadctl.engine.offers import Answer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

OfferArgument = Annotated[
    str, typer.Argument(metavar="LEAD|OFFER", help="The lead (id, external id, e-mail, phone), or offer:12.")
]
UserOption = Annotated[str, typer.Option("--user", "-u", help="Whose answer it is: login, e-mail or full name.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def offer() -> None:
    """Offers: leads that wait for somebody's yes or no. Offers to an account are answered by any of its users."""


@app.command("list")
def list_(
    user: Annotated[str | None, typer.Option("--user", "-u", help="Only what this user may answer.")] = None,
    lead: Annotated[str | None, typer.Option("--lead", help="Only the offers of this lead.")] = None,
    closed_too: Annotated[bool, typer.Option("--all", help="Answered and ended offers too, newest first.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many; 0 = all.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """List pending offers with the time left, the next to end first.

    Example:  leadctl offer list --user ana
    """
    from leadctl.db.leads import resolve_lead
    from leadctl.db.people import find_user
    from leadctl.engine import offer_view

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        user_id = None if user is None else find_user(con, user).id
        lead_id = None if lead is None else resolve_lead(con, lead, config.region)
        found = offer_view.listed(
            con, config, now, user_id=user_id, lead_id=lead_id, closed_too=closed_too, limit=limit or -1
        )
    if as_json:
        print_json([_json(o, config.timezone) for o in found])
        return
    headers = ("offer", "lead", "who", "offered to", "strategy", "since", "ends", "left" if not closed_too else "state")
    rows = [_cells(o, config.timezone) for o in found]
    print_table(headers, rows, right=(0, 1), empty="no offers" if closed_too else "no offer waits for an answer")
    if len(found) == limit:
        note(f"the first {limit:,}; --limit 0 lists all")


@app.command()
def accept(lead: OfferArgument, user: UserOption, as_json: JsonOption = False) -> None:
    """Accept an offer: the lead is the user's. Of a broadcast the first yes wins.

    Example:  leadctl offer accept 42 --user ana
    """
    from leadctl.db.people import find_user
    from leadctl.engine.offers import accept as run

    with database() as con:
        config = applied_config(con)
        who = find_user(con, user)
        done = run(con, config, lead, who.id, clock(config.timezone).now())
    others = f"; {plural(done.lost, 'other')} asked {'were' if done.lost > 1 else 'was'} too late" if done.lost else ""
    _say(done, who.login, config, f"accepted by {who.login}{others}", as_json)


@app.command()
def reject(
    lead: OfferArgument,
    user: UserOption,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; some strategies want one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Reject an offer: the lead waits again at once and this user gets no other offer of it.

    Example:  leadctl offer reject 42 --user ana --reason "not my region"
    """
    from leadctl.db.people import find_user
    from leadctl.engine.offers import reject as run

    with database() as con:
        config = applied_config(con)
        who = find_user(con, user)
        done = run(con, config, lead, who.id, clock(config.timezone).now(), reason)
    why = f": {done.reason}" if done.reason else ""
    rest = f"{plural(done.others, 'other')} may still accept it" if done.others else "it waits for the next run"
    _say(done, who.login, config, f"rejected by {who.login}{why}; {rest}", as_json)


# ---------------------------------------------------------------- printing


def _say(done: Answer, login: str, config: Config, text: str, as_json: bool) -> None:
    if not as_json:
        out(f"lead {done.lead_id}: {text} [offer {done.offer_id}]")
        return
    print_json(
        {
            "offer_id": done.offer_id,
            "lead_id": done.lead_id,
            "user": login,
            "answer": "accepted" if done.accepted else "rejected",
            "at": iso(done.at, config.timezone),
            "reason": done.reason,
            "distribution_id": done.distribution_id,
            "lost": done.lost,
            "still_asked": done.others,
            "turn_kept": done.turn_kept,
        }
    )


def _left(o: OfferView) -> str:
    """Return the time left, or what became of the offer."""
    if o.state != "pending":
        return o.state + (f": {o.reason}" if o.reason else "")
    if o.seconds_left is None:
        return ""
    if o.seconds_left <= 0:
        return "over; leadctl tick ends it"
    worked = "" if o.working_left is None else f" ({format_duration(o.working_left)} at work)"
    return format_duration(o.seconds_left) + worked


def _cells(o: OfferView, zone: str) -> list[Any]:
    ends = "" if o.expires_at is None else show(o.expires_at, zone)
    to = f"{o.recipient} (broadcast)" if o.shared else o.recipient
    return [o.id, o.lead_id, cut(o.label), to, o.strategy, show(o.at, zone), ends, _left(o)]


def _json(o: OfferView, zone: str) -> dict[str, Any]:
    return {
        "offer_id": o.id,
        "lead_id": o.lead_id,
        "lead": o.label,
        "recipient": o.recipient,
        "level": o.level,
        "strategy": o.strategy,
        "broadcast": o.shared,
        "round": o.round,
        "at": iso(o.at, zone),
        "expires_at": None if o.expires_at is None else iso(o.expires_at, zone),
        "seconds_left": o.seconds_left,
        "working_seconds_left": o.working_left,
        "state": o.state,
        "answered_at": None if o.answered_at is None else iso(o.answered_at, zone),
        "answered_by": o.answered_by,
        "reason": o.reason,
    }
