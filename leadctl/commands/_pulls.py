"""How pulls and queues are told: what was taken, why there is no more, from when on there is."""

from __future__ import annotations

from typing import Any, Final

from leadctl import clock
from leadctl.commands._context import out, print_table
from leadctl.commands._runs import plural

NOTHING: Final = "nothing in the queue"
NOT_THERE: Final = "the lead is not in this queue"
FOREVER: Final = 253_402_300_799

# Why a user may not pull at all now; {until} is empty when nobody knows.
OF_USER: Final[dict[str, str]] = {
    "disabled": "{user} is disabled",
    "absent": "{user} is away{until}",
    "off_shift": "{user} is off shift{until}",
    "holiday": "{user} has a holiday{until}",
    "paused": "{user} is paused{until}",
    "busy": "{user} is on a call{until}",
    "cap_hour": "{user} had as many leads as an hour allows{until}",
    "cap_day": "{user} had as many leads as a day allows{until}",
    "cap_week": "{user} had as many leads as a week allows{until}",
    "cap_open": "{user} has as many open leads as he may",
    "lacks_tag": "{user} lacks a tag that the strategy needs",
    "zero_weight": "{user} has weight 0 in it",
    "max_unworked": "{user} holds {holds} unworked pulled leads of at most {most}",
}
# What ends it when no time does.
ENDED_BY: Final[dict[str, str]] = {
    "paused": " until leadctl user resume {user}",
    "busy": " until leadctl user free {user}",
}
# Why leads are not to be had by this user now.
OF_LEADS: Final[dict[str, str]] = {
    "lead_quiet_hours": "outside calling hours",
    "lacks_tag": "need a tag that {user} lacks",
    "rejected_before": "rejected by {user} before",
    "expired_before": "offered to {user} in vain before",
    "gate": "held by a gate",
    "exhausted": "pulled as often as allowed",
}
# Of a lead that was asked for by its id.
PROBLEMS: Final[dict[str, str]] = {
    "gone": "there is no such lead any more",
    "owned": "somebody has it already",
    "finished": "it is closed",
    "withheld": "it goes where another lead goes, or waits for an answer",
}


def reasons(short: dict[str, Any], user: str, zone: str, nothing: str = NOTHING) -> list[str]:
    """Return in words why a strategy has no more for a user."""
    found = []
    if short["code"]:
        text = OF_USER.get(short["code"], short["code"])
        ender = ENDED_BY.get(short["code"], "") if (short["until"] or 0) >= FOREVER else ""
        until = ender.format(user=user) or _until(short["until"], zone)
        found.append(text.format(user=user, until=until, holds=short["holds"], most=short["most"]))
    for code, count in short["refused"].items():
        if code not in OF_USER or code in OF_LEADS:
            opens = short["lawful_at"] if code == "lead_quiet_hours" else None
            found.append(f"{count:,} {OF_LEADS.get(code, code).format(user=user)}{_until(opens, zone)}")
    if short["cooling"]:
        first = "" if short["cooling"] == 1 else "the first "
        found.append(f"{_many(short['cooling'])} cooling, {first}until {clock.show(short['next_at'], zone)}")
    if short["exhausted"]:
        found.append(f"{_many(short['exhausted'])} pulled as often as allowed")
    return found or [nothing]


def _many(count: int) -> str:
    return "1,000 and more" if count >= 1_000 else f"{count:,}"


def _until(moment: int | None, zone: str) -> str:
    if moment is None:
        return ""
    return "" if moment >= FOREVER else f" until {clock.show(moment, zone)}"


def earliest(why: list[dict[str, Any]]) -> int | None:
    """Return from when on there may be something, in seconds UTC; None when nobody can know."""
    moments = [short[key] for short in why for key in (("until",) if short["code"] else ("next_at", "lawful_at"))]
    return min((m for m in moments if m is not None and m < FOREVER), default=None)


def show_pull(done: dict[str, Any], zone: str) -> None:
    """Print one pull: what was taken, else why there was nothing."""
    user = done["user"]
    if done["leads"]:
        headers = ("lead", "who", "company", "phone", "e-mail", "status", "strategy")
        rows = [
            (t["lead_id"], t["name"], t["company"], t["phone"], t["email"], t["status"], t["strategy"])
            for t in done["leads"]
        ]
        print_table(headers, rows, right=(0,))
        for taken in done["leads"]:
            if taken["former_owner"]:
                out(f"lead {taken['lead_id']} was {taken['former_owner']}'s, unworked for too long")
        out()
    out(headline(done))
    if len(done["leads"]) < done["asked"] and not done["problem"]:
        show_why(done["why"], user, zone, NOTHING if done["asked_lead"] is None else NOT_THERE)


def headline(done: dict[str, Any]) -> str:
    """Return the one line that says it all."""
    user, got, asked = done["user"], len(done["leads"]), done["asked"]
    if done["asked_lead"] is not None and not got:
        why = f": {PROBLEMS[done['problem']]}" if done["problem"] else ""
        return f"{user} cannot pull lead {done['asked_lead']} now{why}."
    if not got:
        return f"Nothing to pull for {user}." if done["why"] else f"{user} is in no pull strategy{_of(done)}."
    told = plural(got, "lead") + (f" of {asked} asked for" if got < asked else "")
    if done["dry_run"]:
        return f"Dry run: {user} would get {told}. Nothing was written."
    return f"Run {done['run']}: {user} has {told}. Take back: leadctl undo {done['run']}"


def _of(done: dict[str, Any]) -> str:
    return f' called "{done["strategy"]}"' if done["strategy"] else ""


def show_why(why: list[dict[str, Any]], user: str, zone: str, nothing: str = NOTHING) -> None:
    """Print a line per strategy that has no more, and from when on there may be something."""
    for short in why:
        out(f"  {short['strategy']}: {'; '.join(reasons(short, user, zone, nothing))}")
    at = earliest(why)
    if at is not None:
        out(f"Earliest at {clock.show(at, zone)}.")


def pull_json(done: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return a pull as JSON values: ids named so, moments as ISO times."""
    found = {{"run": "run_id", "now": "at", "asked_lead": "asked_lead_id"}.get(k, k): v for k, v in done.items()}
    found["at"] = clock.iso(done["now"], zone)
    found["leads"] = [card_json(lead, zone) for lead in done["leads"]]
    found["why"] = [short_json(short, zone) for short in done["why"]]
    at = earliest(done["why"])
    found["earliest_at"] = None if at is None else clock.iso(at, zone)
    return found


def card_json(card: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return a lead as JSON values."""
    return {**card, "added_at": clock.iso(card["added_at"], zone)}


def short_json(short: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return why a strategy has no more, with ISO times."""
    moments = {key: short[key] for key in ("until", "lawful_at", "next_at")}
    told = {k: None if v is None or v >= FOREVER else clock.iso(v, zone) for k, v in moments.items()}
    return {**short, **told}
