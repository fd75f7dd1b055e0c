"""Gathers the detail page of one lead, and says in words why a lead waits."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from leadctl.db import approvals, holds, lead_detail, settings
from leadctl.db.approvals import Override
from leadctl.db.lead_detail import Change, FollowUp, Linked, Passage, Transfer, Value, Work
from leadctl.errors import NotFoundError
from leadctl.models import FINISHED, Hold

_WHY: dict[str, tuple[str, str]] = {
    Hold.NO_STRATEGY: (
        "no strategy matches",
        "leadctl explain LEAD names the clause that fails; a strategy without `when` takes the rest",
    ),
    Hold.NOBODY_ELIGIBLE: (
        "strategies match, but nobody may take it now",
        "leadctl explain LEAD names each person's reason; the next assign tries again",
    ),
    Hold.NAMED_UNAVAILABLE: (
        "the recipient named in the file may not take leads now",
        "leadctl lead give LEAD --to USER gives it to another; the next assign tries again",
    ),
    Hold.DUPLICATE: (
        "a duplicate of an open lead: it goes where that one goes",
        "leadctl lead show LEAD names the original; leadctl lead give LEAD --to USER sends it elsewhere",
    ),
    Hold.QUEUED: (
        "waits in a pull queue",
        "leadctl queue shows the queues; leadctl pull --user USER takes the next lead",
    ),
    Hold.ON_EMPTY_HOLD: (
        "a strategy keeps it until one of its people may take it",
        'leadctl explain LEAD names each person\'s reason; on_empty = "next" would let others have it',
    ),
}


def why(code: str) -> tuple[str, str]:
    """Return (the reason of a hold in words, the remedy) of a hold code, `gate:NAME` included."""
    if code.startswith("gate:"):
        name = code.removeprefix("gate:")
        return (
            f'kept out by the gate "{name}"',
            "correct the lead (leadctl lead edit, or import the row again) or change the gate",
        )
    return _WHY.get(code, (code, "leadctl explain LEAD"))


@dataclass(frozen=True)
class Page:
    """Everything about one lead."""

    lead: dict[str, Any]  # columns of lead and lead_state and the names around them
    attributes: dict[str, Any]
    score_parts: dict[str, int]
    hold: tuple[str, int] | None  # code, since
    passages: list[Passage]
    work: list[Work]
    touches: list[tuple[str, str, int, int]]  # kind, name, how many, the latest
    opportunities: list[Value]
    original: Linked | None
    duplicates: list[Linked]
    transfers: list[Transfer]
    overrides: list[Override]
    changes: list[Change]
    follow_ups: list[FollowUp]
    queues: tuple[str, ...] = ()  # pull queues in which it waits

    @property
    def name(self) -> str:
        """Return how the lead is called: person, else company, e-mail, external id."""
        parts = [self.lead["first_name"], self.lead["last_name"]]
        person = self.lead["full_name"] or " ".join(p for p in parts if p)
        others = (self.lead[f] for f in ("company", "email", "external_id"))
        return str(person or next((o for o in others if o), "(no name)"))

    @property
    def duplicate_note(self) -> str:
        """Return what being a duplicate means for this lead; "" when it is none."""
        if self.original is None:
            return ""
        first = self.original
        if first.system in FINISHED:
            return f"the original is {first.system}: this lead goes its own way, the former owner preferred"
        if self.lead["owner_id"] is not None:
            return "distributed by itself, the link is kept"
        if first.owner is None:
            return "the original waits too: this lead goes with it"
        if self.lead["hold_code"] == Hold.DUPLICATE:
            return (
                f"withheld: {first.owner} has the original and is the one to tell; work on this lead is recorded there"
            )
        return f"{first.owner} has the original and is asked first"


def page(con: sqlite3.Connection, lead_id: int, now: int) -> Page:
    """Return the detail page of a lead, also of one taken back with its import. Raises NotFoundError."""
    try:
        row = lead_detail.lead(con, lead_id, now)
    except LookupError:
        raise NotFoundError(f"no lead {lead_id}", slug="no-lead", hint="leadctl lead find TEXT") from None
    return Page(
        lead=row,
        attributes=json.loads(row["attributes"] or "{}"),
        score_parts=json.loads(row["score_parts"] or "{}"),
        hold=lead_detail.hold(con, lead_id) or ((row["hold_code"], row["imported_at"]) if row["hold_code"] else None),
        passages=lead_detail.passages(con, lead_id),
        work=lead_detail.work(con, lead_id),
        touches=lead_detail.touches(con, lead_id),
        opportunities=lead_detail.values(con, lead_id),
        original=lead_detail.original(con, lead_id, now),
        duplicates=lead_detail.duplicates(con, lead_id, now),
        transfers=lead_detail.transfers(con, lead_id),
        overrides=approvals.of_lead(con, lead_id),
        changes=lead_detail.changes(con, lead_id),
        follow_ups=lead_detail.follow_ups(con, lead_id),
        queues=_queues(con, lead_id),
    )


def _queues(con: sqlite3.Connection, lead_id: int) -> tuple[str, ...]:
    """Return the pull strategies in whose queues the last assign left the lead."""
    hold = holds.get(con, lead_id)
    if hold is None or hold.code != Hold.QUEUED or not hold.path:
        return ()
    names = settings.names(con, "strategy")
    return tuple(names[step[0]] for step in json.loads(hold.path) if step[1] == Hold.QUEUED)
