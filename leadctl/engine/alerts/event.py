"""What somebody is told of, and who it is for, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from leadctl.config.channels import parse_channels, parse_quiet
from leadctl.config.notify_model import EMAIL, Channel, Notify, QuietHours
from leadctl.db.people import User

LISTED: Final = 100  # leads that one message to a person lists; the rest is counted
BATCH: Final = 500  # leads that one message to a machine holds; more make more messages


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell. `key` names it among its kind for ever; times in seconds UTC.

    `passages` are what it tells of when these may be several; else `passage`, if any. `facts` are values by the
    names of the templates: texts, and moments (`expires_at`, `due_at`, `starts_at`). `to_people` False: he knows.
    """

    kind: str
    key: str
    user_id: int | None
    leads: tuple[int, ...]
    event_at: int
    recorded_at: int
    run_id: int | None = None
    passage: int | None = None
    passages: tuple[int, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    originals: tuple[int, ...] = ()  # of repeats, beside their leads
    to_people: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is told: a user, or an address of operations (no `id`)."""

    id: int | None
    login: str
    name: str
    email: str | None
    zone: str
    channels: tuple[Channel, ...]
    quiet: QuietHours | None


def person_of(user: User, notify: Notify, zone: str) -> Person:
    """Return how a user is told by his own wishes, else by the rules; a channel that lacks an address is left out."""
    wished = notify.channels if user.channels is None else parse_channels(user.channels)
    known = {name.casefold(): name for name in notify.ways()}
    channels = []
    for channel in wished:
        to = channel.to or (user.email if channel.name == EMAIL else None)
        if channel.name.casefold() in known and (to or channel.name != EMAIL):
            channels.append(Channel(known[channel.name.casefold()], to))
    quiet = notify.quiet_hours if user.quiet_hours is None else parse_quiet(user.quiet_hours)
    return Person(
        user.id, user.login, user.name, user.email, user.timezone or zone, tuple(dict.fromkeys(channels)), quiet
    )


def machine(zone: str) -> Person:
    """Return nobody in particular: whom a webhook tells."""
    return Person(None, "", "", None, zone, (), None)
