"""Test messages: does this channel work? Nothing is written to the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final, NamedTuple

from leadctl.config.notify_model import EMAIL, Notify
from leadctl.engine.delivery.message import Message, NotDelivered
from leadctl.engine.delivery.ways import Ways
from leadctl.errors import UsageError

SUBJECT: Final = "Test of leadctl's alerts"
TEXT: Final = "This is a test. Alerts by this channel arrive."


class Trial(NamedTuple):
    """One test message: by which channel, to whom."""

    channel: str
    to: str | None


def trials(notify: Notify, channel: str | None, to: str | None) -> list[Trial]:
    """Return what to try: every channel, or one; `to` where it needs an address, else those of `ops`.

    Raises UsageError when e-mail is asked for by name and nobody says where to.
    """
    found = []
    for name in (*notify.ways(), *(hook.name for hook in notify.webhooks)):
        if channel not in (None, name):
            continue
        ops: list[str | None] = [way.to for way in notify.ops if way.name.casefold() == name.casefold() and way.to]
        if name == EMAIL and not to and not ops:
            if channel is not None or len(notify.ways()) + len(notify.webhooks) == 1:
                raise UsageError("e-mail to whom?", hint="leadctl notify test --channel email --to you@example.com")
            continue
        machine = name in {hook.name for hook in notify.webhooks}
        found += [Trial(name, address) for address in ([None] if machine else [to] if to else ops or [None])]
    return found


def try_all(notify: Notify, planned: Sequence[Trial], now: int) -> list[tuple[Trial, str | None]]:
    """Send each test message and return what was said to those that failed, None = taken."""
    ways = Ways(notify)
    try:
        return [(trial, _try(ways, trial, now)) for trial in planned]
    finally:
        ways.close()


def _try(ways: Ways, trial: Trial, now: int) -> str | None:
    key = f"test-{uuid.uuid4().hex}"
    try:
        ways.of(trial.channel).send(Message(key, "test", now, trial.to, SUBJECT, TEXT), now)
    except NotDelivered as refused:
        return refused.text
    return None
