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
    """Return who is told of what, and by which ways; secrets are no part of the rules."""
    return Chapter("Who is told of what", (*_people(notify), *_ways(notify), *_texts(notify)))


def _people(notify: Notify) -> Iterator[str]:
    told = [KINDS[kind] for kind in notify.kinds if kind in KINDS]
    if notify.channels and told:
        yield f"By {format_channels(notify.channels)}, unless they wish otherwise, people are told of {listed(told)}."
    if notify.quiet_hours is not None:
        yield f"What comes between {format_quiet(notify.quiet_hours).replace('-', ' and ')} of their day waits."
    if notify.ops and "held" in notify.kinds:
        yield f"Leads that a run could give to nobody are told to {format_channels(notify.ops)}."
    yield f"What cannot be sent for {duration(notify.give_up_after)} is given up."


def _ways(notify: Notify) -> Iterator[str]:
    if notify.host:
        secured = {"starttls": "encrypted by STARTTLS", "tls": "encrypted", "none": "not encrypted"}[notify.security]
        whom = f", as {notify.user}" if notify.user else ""
        yield f"E-mail comes from {notify.sender} and leaves by {notify.host}, port {notify.port}, {secured}{whom}."
    if notify.password_command:
        yield f"The password of the mail server is what {notify.password_command[0]} prints."
    for hook in notify.webhooks:
        where = hook.url or f"the address in {hook.url_env}"
        signed = f", signed with the secret in {hook.secret_env}" if hook.secret_env else ""
        what = listed(hook.kinds) if hook.kinds else "everything"
        yield f"The webhook {hook.name} is told of {what}, at {where}{signed}."
    for service in notify.services:
        yield f"{service.name} is the service whose URL is in {service.url_env}."


def _texts(notify: Notify) -> Iterator[str]:
    for template in notify.templates:
        parts = (("The subject of", template.subject), ("The text of", template.text), ("A lead in", template.each))
        for part, words in parts:
            if words is not None:
                yield f'{part} messages "{template.kind}" reads: {" ".join(words.split())}'
