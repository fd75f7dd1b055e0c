"""leadctl team|account handout and inbox: the second level, by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import format_duration, iso, parse_moment, show
from leadctl.commands import _context
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table, warn
from leadctl.errors import EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from leadctl.engine.handout import HandOutSummary
    from leadctl.engine.inbox import Entry

Leads = Annotated[
    list[str],
    typer.Argument(metavar="LEAD...", help="Id, external id, e-mail or phone; - reads them from stdin."),
]
To = Annotated[str, typer.Option("--to", help="Who gets them: login, e-mail or full name.")]
By = Annotated[str | None, typer.Option("--by", help="Who decided, if not the one who types.")]
At = Annotated[str | None, typer.Option("--at", help="When, if not now.")]
Force = Annotated[bool, typer.Option("--force", help="Also to a user who does not belong to it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
User = Annotated[str | None, typer.Option("--user", "-u", help="Only where this user is accountable.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="How many; 0 = all.")]


def register_team(app: typer.Typer) -> None:
    """Add handout and inbox to `leadctl team`."""
    app.command("handout")(team_handout)
    app.command("inbox")(team_inbox)


def register_account(app: typer.Typer) -> None:
    """Add handout and inbox to `leadctl account`."""
    app.command("handout")(account_handout)
    app.command("inbox")(account_inbox)


def team_handout(
    leads: Leads,
    to: To,
    team: Annotated[str | None, typer.Option("--team", help="Only if they stand with this team.")] = None,
    by: By = None,
    at: At = None,
    force: Force = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Hand leads that stand with a team to one of its members. Exit 1 when some of several stay.

    Example:  leadctl team handout 42 57 --to jack --by ines
    """
    _hand_out("team", leads, to, team, by, at, force, dry_run, as_json)


def account_handout(
    leads: Leads,
    to: To,
    account: Annotated[str | None, typer.Option("--account", help="Only if they stand with this account.")] = None,
    by: By = None,
    at: At = None,
    force: Force = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Hand leads that stand with an account to one of the users in it or below. Exit 1 when some of several stay.

    Example:  leadctl account handout 42 --to fabian
    """
    _hand_out("account", leads, to, account, by, at, force, dry_run, as_json)


def _hand_out(
    level: str, leads: list[str], to: str, place: str | None, by: str | None, at: str | None, force: bool,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    from leadctl.engine import handout

    named = _named(leads)
    with database() as con:
        config = applied_config(con)
        zone = config.timezone
        now = clock(zone).now()
        when = now if at is None else parse_moment(at, zone, now)
        asked = handout.HandOut(level, to, when, place, by, force, dry_run)
        done = handout.hand_out(con, named, asked, config, now, _context.actor())
    if len(named) == 1 and done.refused:
        raise done.refused[0].problem
    for remark in done.notes:
        note(f"note: {remark}")
    for refused in done.refused:
        warn(f"{refused.problem.message} [{refused.problem.slug}]")
    if as_json:
        print_json(_json(level, done, zone, dry_run))
    else:
        _say(done, dry_run)
    if done.refused:
        raise typer.Exit(EXIT_FINDINGS)


def _named(leads: list[str]) -> list[str]:
    """Return the leads named, `-` replaced by the lines of stdin: the first cell of each, a header left out."""
    found: list[str] = []
    for word in leads:
        if word != "-":
            found.append(word)
            continue
        cells = [line.replace("\t", ",").split(",")[0].strip().strip('"') for line in sys.stdin]
        if cells and cells[0].casefold() in {"id", "lead", "lead_id", "external_id", "email"}:
            cells = cells[1:]
        found += [cell for cell in cells if cell]
    if not found:
        raise UsageError("no lead was named", hint="leadctl team inbox lists what can be handed out")
    return found


def _say(done: HandOutSummary, dry_run: bool) -> None:
    for h in done.handed:
        was = f", was {h.former_owner}'s" if h.former_owner and h.former_owner != done.to else ""
        verb = "would go" if dry_run else "goes"
        out(f"lead {h.lead_id}: {verb} from {h.place} to {done.to} after {format_duration(h.waited)}{was}")
    count = len(done.handed)
    leads = "1 lead" if count == 1 else f"{count:,} leads"
    if dry_run:
        out(f"Dry run: {leads} would be handed out, {len(done.refused):,} stay. Nothing was written.")
    elif count:
        stay = f", {len(done.refused):,} stay" if done.refused else ""
        out(f"Run {done.run_id}: {leads} handed out{stay}. Take back: leadctl undo {done.run_id}")


def _json(level: str, done: HandOutSummary, zone: str, dry_run: bool) -> dict[str, Any]:
    return {
        "run_id": done.run_id,
        "dry_run": dry_run,
        "to": done.to,
        "at": iso(done.at, zone),
        "handed_out": [
            {"lead_id": h.lead_id, level: h.place, "waited_seconds": h.waited, "former_owner": h.former_owner,
             "distribution_id": h.distribution_id}
            for h in done.handed
        ],
        "refused": [{"lead": r.lead, "slug": r.problem.slug, "reason": r.problem.message} for r in done.refused],
        "notes": done.notes,
    }  # fmt: skip


# ---------------------------------------------------------------- inbox


def team_inbox(
    team: Annotated[str | None, typer.Argument(help="Only this team's.")] = None,
    user: User = None,
    limit: Limit = 100,
    as_json: Json = False,
) -> None:
    """List leads that stand with a team and are not handed out yet, the oldest first.

    Example:  leadctl team inbox "West desk"
    """
    from leadctl.engine import inbox

    with database() as con:
        zone = _context.zone_of(con)
        found = inbox.team_inbox(con, clock(zone).now(), team=team, mine=user)
    _show_inbox("team", team, found, zone, limit, as_json)


def account_inbox(
    account: Annotated[str | None, typer.Argument(help="Only this account's and those below it.")] = None,
    user: User = None,
    limit: Limit = 100,
    as_json: Json = False,
) -> None:
    """List leads that stand with an account itself and are not handed out yet, the oldest first.

    Example:  leadctl account inbox West
    """
    from leadctl.engine import inbox

    with database() as con:
        zone = _context.zone_of(con)
        found = inbox.account_inbox(con, clock(zone).now(), account=account, mine=user)
    _show_inbox("account", account, found, zone, limit, as_json)


def _show_inbox(level: str, place: str | None, found: list[Entry], zone: str, limit: int, as_json: bool) -> None:
    shown = found[:limit] if limit else found
    if as_json:
        print_json([_entry_json(level, entry, zone) for entry in shown])
        return
    rows = [
        (e.lead.lead_id, e.lead.name, e.lead.company, e.lead.score, e.place, e.accountable or "nobody",
         show(e.lead.since, zone), format_duration(e.waited), _state(e, zone))
        for e in shown
    ]  # fmt: skip
    headers = ("lead", "who", "company", "score", level, "accountable", "since", "waits", "state")
    where = f"a{'n' if level == 'account' else ''} {level}" if place is None else f'{level} "{place}"'
    print_table(headers, rows, right=(0, 3, 7), empty=f"nothing stands with {where}")
    if len(shown) < len(found):
        note(f"… and {len(found) - len(shown):,} more; --limit 0 lists all")


def _state(entry: Entry, zone: str) -> str:
    lead = entry.lead
    if lead.pending:
        return "offered" + (f", answer until {show(lead.pending_until, zone)}" if lead.pending_until else "")
    if lead.owner_id is None:
        return f"waits: {lead.hold_code or 'for the next assign'}"
    return "to hand out"


def _entry_json(level: str, entry: Entry, zone: str) -> dict[str, Any]:
    lead = entry.lead
    return {
        "lead_id": lead.lead_id,
        "name": lead.name,
        "company": lead.company,
        "status": lead.status,
        "priority": lead.priority,
        "score": lead.score,
        level: entry.place,
        "accountable": entry.accountable,
        "owned": lead.owner_id is not None,
        "strategy": lead.strategy,
        "since": iso(lead.since, zone),
        "waited_seconds": entry.waited,
        "offer_pending": bool(lead.pending),
        "hold_code": lead.hold_code,
    }
