"""Held leads by reason, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadctl.commands._context import clock, database, note, out, print_json, say
from leadctl.commands._runs import plural

if TYPE_CHECKING:
    from leadctl.engine.held import Group
    from leadctl.engine.lead_browse import ListRequest

NAMES_SHOWN = 5


def print_held(request: ListRequest, as_json: bool) -> None:
    """Print the held leads by reason: how many, the oldest, an example, who would be next and when, the remedy."""
    from leadctl.db.settings import glance
    from leadctl.engine.lead_browse import list_held

    with database() as con:
        config = glance(con)
        now = clock(config.timezone).now()
        found = list_held(con, config, now, request)
    if as_json:
        print_json({"queued": found.queued, "groups": [_group_json(g, config.timezone) for g in found.groups]})
        return
    for number, group in enumerate(found.groups):
        if number:
            out()
        _print_group(group, config.timezone, now)
    if not found.groups:
        note("no lead is held")
    if found.queued:
        note(f"{plural(found.queued, 'lead')} {'waits' if found.queued == 1 else 'wait'} in pull queues: leadctl queue")


def _print_group(group: Group, zone: str, now: int) -> None:
    from leadctl.clock import show

    say(f"{group.code}: {plural(group.leads, 'lead')}, the oldest since {show(group.since, zone)}: {group.reason}")
    out(f"  example: lead {group.lead_id}  {group.name}".rstrip())
    for code, logins in group.blocked.items():
        more = f" and {len(logins) - NAMES_SHOWN} more" if len(logins) > NAMES_SHOWN else ""
        say(f"  {code}: {', '.join(logins[:NAMES_SHOWN])}{more}{_help(group, code)}")
    if group.next is not None:
        say(f"  next: {_next(group, zone, now)}")
    elif group.blocked:
        out("  next: nobody in sight")
    say(f"  remedy: {group.remedy.replace('LEAD', str(group.lead_id))}")
    if group.leads > 1:
        say(f'  leadctl lead list --held --reason "{group.code}" lists them')


def _help(group: Group, code: str) -> str:
    """Return what a person can do about a reason, where no clock mends it in sight."""
    from leadctl.engine.held import HELPS

    return f" ({HELPS[code].replace('LEAD', str(group.lead_id))})" if group.next is None and code in HELPS else ""


def _next(group: Group, zone: str, now: int) -> str:
    from leadctl.clock import show

    found = group.next
    assert found is not None
    lead = "" if found.lead_id == group.lead_id else f" (lead {found.lead_id})"
    if found.at <= now:
        return f"{found.who}{lead}, with the next leadctl assign"
    return f"{found.who}{lead}, earliest {show(found.at, zone)}{' ' if found.when else ''}{found.when}"


def _group_json(group: Group, zone: str) -> dict[str, Any]:
    from leadctl.clock import iso

    upcoming = group.next
    return {
        "code": group.code,
        "leads": group.leads,
        "oldest_since": iso(group.since, zone),
        "example": {"lead_id": group.lead_id, "name": group.name},
        "reason": group.reason,
        "remedy": group.remedy.replace("LEAD", str(group.lead_id)),
        "blocked": group.blocked,
        "next": upcoming
        and {
            "lead_id": upcoming.lead_id,
            "recipient": upcoming.who,
            "at": iso(upcoming.at, zone),
            "when": upcoming.when or "with the next leadctl assign",
        },
    }
