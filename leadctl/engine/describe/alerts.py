"""Who is told of what, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from leadctl.config.channels import format_channels, format_quiet
from leadctl.config.notify_model import Notify
from leadctl.engine.describe.chapter import Chapter
from leadctl.engine.describe.words import duration, listed

KINDS: Final[dict[str, str]] = {
    "distributed": "the leads that are theirs",
    "offered": "offers",
    "rerouted": "leads that others let go",
    "offer_ends": "offers that end soon",
    "follow_up": "reminders",
    "feedback": "leads that lie untouched",
    "duplicate": "people who ask again",
    "appointment": "appointments",
}


def chapter(notify: Notify) -> Chapter:
    """Return who is told of what, and by which ways; no address of a server and no secret."""
    return Chapter("Who is told of what", tuple(_sentences(notify)))


def _sentences(notify: Notify) -> Iterator[str]:
    if notify.channels:
        told = [KINDS[kind] for kind in notify.kinds if kind in KINDS]
        yield f"By {format_channels(notify.channels)}, unless they wish otherwise, people are told of {listed(told)}."
    if notify.quiet_hours is not None:
        yield f"What comes between {format_quiet(notify.quiet_hours).replace('-', ' and ')} of their day waits."
    if notify.ops and "held" in notify.kinds:
        yield f"Leads that a run could give to nobody are told to {format_channels(notify.ops)}."
    for hook in notify.webhooks:
        yield f"The webhook {hook.name} is told of {listed(hook.kinds) if hook.kinds else 'everything'}."
    yield f"What cannot be sent for {duration(notify.give_up_after)} is given up."
