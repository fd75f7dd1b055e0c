"""What keeps a user from leads now: in a word, in words, as JSON."""

from __future__ import annotations

from typing import Any

from leadctl.clock import show
from leadctl.commands._pages import json_moment
from leadctl.db.unavailable import FOREVER, Spell
from leadctl.engine.people_view import Person


def state(disabled_at: int | None, zone: str) -> str:
    """Return `enabled`, or since when it is disabled."""
    return "enabled" if disabled_at is None else f"disabled since {show(disabled_at, zone)}"


def word(person: Person) -> str:
    """Return how a user stands in one word, the first that holds."""
    states = (
        ("disabled", person.user.disabled_at), ("away", person.away_until), ("holiday", person.holiday),
        ("paused", person.paused), ("busy", person.busy),
    )  # fmt: skip
    return next((word for word, holds in states if holds is not None), "enabled")


def words(person: Person, zone: str) -> str:
    """Return everything that keeps a user from leads now, with its end."""
    found = [state(person.user.disabled_at, zone)]
    if person.away_until:
        found.append(f"away until {show(person.away_until, person.zone)}")
    if person.holiday:
        found.append(f"on holiday ({person.holiday})")
    for spell in filter(None, (person.paused, person.busy)):
        end = "" if spell.ends_at == FOREVER else f" until {show(spell.ends_at, person.zone)}"
        found.append(spell.kind + end + (f" ({spell.reason})" if spell.reason else ""))
    return ", ".join(found)


def as_json(person: Person, zone: str) -> dict[str, Any]:
    """Return JSON values, times in `zone`; an end of None = until ended by hand."""
    return {
        "holiday": person.holiday,
        "paused": person.paused is not None,
        "paused_until": _end(person.paused, zone),
        "busy": person.busy is not None,
        "busy_until": _end(person.busy, zone),
        "last_seen_at": json_moment(person.user.last_seen_at, zone),
    }


def _end(spell: Spell | None, zone: str) -> str | None:
    return None if spell is None or spell.ends_at == FOREVER else json_moment(spell.ends_at, zone)
