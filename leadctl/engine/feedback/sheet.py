"""Feedback as a sheet to be filled: a row per request, what is known on the left, blank columns for the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from leadctl.clock import iso
from leadctl.engine.feedback.requests import RequestView

KNOWN: Final = (
    "request", "lead_id", "user", "lead", "company", "email", "phone", "untouched_since", "asked_at", "status_now",
    "value_now", "next_step_now",
)  # fmt: skip
BLANK: Final = ("new_status", "new_value", "note", "next_step_on", "next_step")

# Field -> the headers it goes by, for the way back.
VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "request": ("request", "feedback request", "request id"),
    "lead_id": ("lead id", "leadctl id"),
    "status": ("new status", "status"),
    "value": ("new value", "value", "amount"),
    "note": ("note", "notes", "comment", "remarks"),
    "next_at": ("next step on", "next step at", "next step date", "follow up on", "when"),
    "next_note": ("next step", "follow up", "what next"),
}
ANSWER: Final = ("status", "value", "note", "next_at", "next_note")


def rows(requests: list[RequestView], zone: str) -> Iterator[list[str]]:
    """Yield the header and a row per request, the answer's cells blank."""
    yield [*KNOWN, *BLANK]
    for r in requests:
        step = "" if r.next_at is None else " ".join(p for p in (iso(r.next_at, zone), r.next_note) if p)
        value = "" if r.value is None else f"{r.value / 100:.2f}"
        known = (
            str(r.id), str(r.lead_id), r.user, r.label, r.company or "", r.email or "", r.phone or "",
            iso(r.since, zone), iso(r.asked_at, zone), r.status, value, step,
        )  # fmt: skip
        yield [*known, *[""] * len(BLANK)]
