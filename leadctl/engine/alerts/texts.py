"""How messages read when the rules say nothing else: templates of the same form as those of the rules."""

from __future__ import annotations

from typing import Final

from leadctl.config.notify_model import Notify, Template

_REST: Final = "{leads}\n\n{command}"
_WHY: Final = "the one before {reason}."
_GIVEN: Final = f"{{headline}} came to {{recipient}} at {{at}}, by {{strategy}}.\n\n{_REST}"
_ASKED: Final = f"{{headline}} is offered to {{recipient}}, by {{strategy}}. Answer by {{expires_at}}.\n\n{_REST}"

BUILT_IN: Final[dict[str, tuple[str, str]]] = {
    "distributed": ("New: {headline}", _GIVEN),
    "offered": ("Offer until {expires_at}: {headline}", _ASKED),
    "rerouted": ("Now yours: {headline}", f"{{headline}} came to {{recipient}} at {{at}}: {_WHY}\n\n{_REST}"),
    "offer_ends": ("Answer by {expires_at}: {headline}", _ASKED),
    "follow_up": ("Reminder: {headline}", f"Reminder of {{due_at}}: {{headline}}.\n\n{{note}}\n\n{_REST}"),
    "feedback": (
        "How does it stand? {headline}",
        f"Nothing was recorded for a while on {{headline}}. What is the status, what is it worth?\n\n{_REST}",
    ),
    "duplicate": (
        "Asked again: {headline}",
        f"{{headline}}: somebody who asked before, and whose lead is yours. The new one stays with it.\n\n{_REST}",
    ),
    "appointment": (
        "Appointment {starts_at}: {headline}",
        f"Appointment at {{starts_at}}, made by {{by}}.\n\n{{note}}\n\n{_REST}",
    ),
    "cancelled": (
        "Cancelled: appointment {starts_at}, {headline}",
        f"The appointment at {{starts_at}} was taken back.\n\n{{reason}}\n\n{_REST}",
    ),
    "held": ("Held: {headline}", f"{{headline}} could be given to nobody.\n\n{{reasons}}\n\n{_REST}"),
}
ASKED_NEXT: Final = f"{{headline}} is offered to {{recipient}}: {_WHY} Answer by {{expires_at}}.\n\n{_REST}"

COMMANDS: Final[dict[str, tuple[str, str]]] = {  # what to type: for one lead, for several
    "offered": ("leadctl offer accept {lead.id} --user {user.login}", ""),
    "rerouted": ("leadctl lead show {lead.id}", ""),
    "offer_ends": ("leadctl offer accept {lead.id} --user {user.login}", ""),
    "follow_up": ("leadctl lead show {lead.id}", ""),
    "appointment": ("leadctl lead show {lead.id}", ""),
    "cancelled": ("leadctl lead show {lead.id}", ""),
    "distributed": ("leadctl lead show {lead.id}", "leadctl lead list --owner {user.login}"),
    "feedback": ("leadctl feedback --user {user.login}", ""),
    "duplicate": ("leadctl lead show {original.id}", "leadctl lead list --owner {user.login}"),
    "held": ("leadctl explain {lead.id}", "leadctl lead list --held"),
}


def command_of(kind: str, *, several: bool, asks: bool) -> str:
    """Return the template of what to type; `asks`: an answer is wanted."""
    one, many = COMMANDS["offered" if kind == "rerouted" and asks else kind]
    return (many if several else one) or one


def template_of(notify: Notify, kind: str, *, asks: bool) -> tuple[str, str, str | None]:
    """Return (subject, text, how one lead is written or None) of a kind; `asks`: an answer is wanted."""
    subject, text = BUILT_IN[kind]
    if kind == "rerouted" and asks:
        subject, text = BUILT_IN["offered"][0], ASKED_NEXT
    own = next((t for t in notify.templates if t.kind == kind), Template(kind))
    return own.subject or subject, own.text or text, own.each
