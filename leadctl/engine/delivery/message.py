"""One alert as it is sent: the outbox row and what its payload says.

The payload is JSON. What the senders read of it; whatever else is in it is left alone:

    to       whom: the address of an e-mail; what `{to}` in a service's URL stands for (a phone number, a room)
    subject  one line
    text     the message to people
    ics      the calendar file of an appointment, whole
    data     an object: what a webhook is told
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


class NotDelivered(Exception):  # noqa: N818  not every one is an error
    """One try failed. The text names what the other side said, never who the lead is.

    `final`: trying again is of no use. `endpoint`: every other message to the same server would fail as well, so
    none is tried before the next drain. `wait`: seconds after which the other side asks to be tried again.
    """

    def __init__(self, text: str, *, final: bool = False, endpoint: bool = False, wait: int = 0) -> None:
        super().__init__(text)
        self.text, self.final, self.endpoint, self.wait = text, final, endpoint, wait


class NoSecret(NotDelivered):
    """This shell does not know a password or address that another one, cron's perhaps, knows."""

    def __init__(self, text: str) -> None:
        super().__init__(text, endpoint=True)


@dataclass(frozen=True, slots=True)
class Message:
    """One alert on its way. `key` is the stable id by which the receiver drops repeats."""

    key: str
    kind: str
    event_at: int  # seconds UTC
    to: str | None = None
    subject: str = ""
    text: str = ""
    ics: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


def read(key: str, kind: str, event_at: int, payload: str) -> Message:
    """Return the message of a row."""
    told = json.loads(payload)
    return Message(
        key,
        kind,
        event_at,
        to=told.get("to"),
        subject=" ".join(str(told.get("subject") or kind).split()),
        text=str(told.get("text") or ""),
        ics=told.get("ics"),
        data=told.get("data") or {},
    )
