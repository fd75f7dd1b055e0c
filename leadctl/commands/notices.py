"""leadctl notices: what tick found due, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import iso, show
from leadctl.commands._context import applied_config, clock, database, note, print_json, print_table

if TYPE_CHECKING:
    from leadctl.engine.reminders import NoticeView

app = typer.Typer(rich_markup_mode=None)
KINDS = {"offer_ends": "offer ends", "follow_up": "follow up", "feedback": "feedback wanted"}


@app.command()
def notices(
    user: Annotated[str | None, typer.Option("--user", "-u", help="Only what is for this user.")] = None,
    old_too: Annotated[bool, typer.Option("--all", help="Also those that are settled.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many, newest first; 0 = all.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what people are to be told of: offers that end soon, follow-ups, leads that lie untouched.

    leadctl tick finds them. A notice is settled once the offer is answered, the follow-up done, the lead worked.

    Example:  leadctl notices --user ana
    """
    from leadctl.db.people import find_user
    from leadctl.engine.reminders import noticed

    with database() as con:
        zone = applied_config(con).timezone
        now = clock(zone).now()
        user_id = None if user is None else find_user(con, user).id
        found = noticed(con, now, user_id=user_id, old_too=old_too, limit=limit or -1)
    if as_json:
        print_json([_object(n, zone) for n in found])
        return
    rows = [(n.lead_id, KINDS[n.kind], n.who, show(n.due_at, zone), _more(n, zone)) for n in found]
    print_table(("lead", "what", "for", "due", ""), rows, right=(0,), empty="no notices")
    if limit and len(found) == limit:
        note(f"the first {limit:,}; --limit 0 lists all")


def _object(n: NoticeView, zone: str) -> dict[str, Any]:
    return {
        "notice_id": n.id,
        "kind": n.kind,
        "lead_id": n.lead_id,
        "recipient": n.who,
        "due_at": iso(n.due_at, zone),
        "offer_ends_at": None if n.expires_at is None else iso(n.expires_at, zone),
        "note": n.note,
        "settled": not n.live,
    }


def _more(n: NoticeView, zone: str) -> str:
    until = "" if n.expires_at is None else f"until {show(n.expires_at, zone)}"
    return " ".join(part for part in (until, n.note or "", "" if n.live else "(settled)") if part)
