"""[notify] as frozen objects: who is told of what, and by which ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

KINDS: Final = (
    "distributed",  # leads that are his now; one message per recipient and run
    "offered",  # a lead waits for his answer
    "rerouted",  # as the two, because another rejected it or let it run out
    "offer_ends",  # his answer is due soon
    "follow_up",  # a reminder that somebody set
    "feedback",  # leads that lie untouched
    "duplicate",  # the owner of a lead: the same person asked again
    "appointment",  # whose appointment it is
    "held",  # operations: leads that a run could give to nobody
)
WRITTEN: Final = (*KINDS, "cancelled")  # of an appointment: goes where the appointment went, whatever kinds are chosen
EMAIL: Final = "email"  # the channel that needs no table of its own
DEFAULT_GIVE_UP: Final = 3 * 86_400  # seconds
PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
Security = Literal["starttls", "tls", "none"]
QuietHours = tuple[int, int]  # minutes after local midnight; an end at or before the start is the next day's


class Channel(NamedTuple):
    """One way to tell somebody. `to` None = his e-mail address, or the service needs none."""

    name: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """A machine that is told by HTTP. Exactly one of `url` and `url_env` is given; no `kinds` = every kind."""

    name: str
    url: str | None = None
    url_env: str | None = None  # environment variable that holds it
    secret_env: str | None = None  # environment variable of the secret it is signed with
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """Any other service, by the URL with which apprise names it, in an environment variable."""

    name: str
    url_env: str


@dataclass(frozen=True, slots=True)
class Template:
    """How one kind of message reads; None = as built in. `each`: one lead within {leads}."""

    kind: str
    subject: str | None = None
    text: str | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True)
class Notify:
    """All of [notify]. No `host` = no e-mail. Durations in seconds."""

    sender: str = ""
    host: str = ""
    port: int = 0
    security: Security = "starttls"
    user: str | None = None
    password_command: tuple[str, ...] = ()  # program and arguments; prints the password
    webhooks: tuple[Webhook, ...] = ()
    services: tuple[Service, ...] = ()
    channels: tuple[Channel, ...] = ()  # of users who have none of their own
    ops: tuple[Channel, ...] = ()
    quiet_hours: QuietHours | None = None  # of users who have none of their own
    give_up_after: int = DEFAULT_GIVE_UP
    kinds: tuple[str, ...] = KINDS  # of which people are told
    templates: tuple[Template, ...] = ()

    def ways(self) -> tuple[str, ...]:
        """Return the channels by which people can be told."""
        return (*((EMAIL,) if self.host else ()), *(s.name for s in self.services))
