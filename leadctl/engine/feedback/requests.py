"""Requests for feedback in words: whom leadctl asked about which lead, and what came of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.db import feedback, notices, people, settings
from leadctl.db.feedback import Request
from leadctl.models import FINISHED

STATES = ("open", "answered", "worked", "moved", "finished", "taken back", "asked again")


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request. Times in seconds UTC, `value` in minor units.

    `state`: open, answered (by an activity of the one who was asked), worked (by another), moved (the lead is not his
    any more), finished (closed or dead), taken back (with its import), asked again (a later request stands for it).
    """

    id: int
    lead_id: int
    user_id: int
    user: str
    label: str
    company: str | None
    email: str | None
    phone: str | None
    status: str
    status_since: int
    value: int | None
    since: int  # when he got it, or somebody worked on it last
    last_work_at: int | None
    asked_at: int
    state: str
    answered_at: int | None
    owner: str | None
    next_at: int | None = None  # his next follow-up on the lead
    next_note: str | None = None


def requests(
    con: sqlite3.Connection, now: int, *, user_id: int | None = None, old_too: bool = False, limit: int = 0
) -> list[RequestView]:
    """Return the open requests for feedback, with `old_too` all, the oldest first; `limit` 0 = all."""
    rows = feedback.listed(con, finished(con, now), user_id=user_id, old_too=old_too, limit=limit or -1)
    return _views(con, rows)


def request(con: sqlite3.Connection, request_id: int, now: int) -> RequestView | None:
    """Return one request for feedback, or None."""
    row = feedback.get(con, request_id, finished(con, now))
    return None if row is None else _views(con, [row])[0]


def finished(con: sqlite3.Connection, now: int) -> list[int]:
    """Return the statuses that stand for closed and dead."""
    return [i for i, system in settings.status_systems(con, now).items() if system in FINISHED]


def _views(con: sqlite3.Connection, rows: list[Request]) -> list[RequestView]:
    if not rows:
        return []
    logins = people.user_names(con)
    steps: dict[tuple[int, int], tuple[int, str | None]] = {}
    for step in notices.follow_ups(con):
        steps.setdefault((step.lead_id, step.user_id), (step.due_at, step.note))
    return [
        RequestView(
            r.id, r.lead_id, r.user_id, logins[r.user_id], r.label, r.company, r.email, r.phone, r.status,
            r.status_since, r.value, r.since, r.last_work_at, r.asked_at, state(r), r.answered_at,
            logins.get(r.owner_id or 0), *steps.get((r.lead_id, r.user_id), (None, None)),
        )
        for r in rows
    ]  # fmt: skip


def state(row: Request) -> str:
    """Return what became of a request."""
    found = (
        ("taken back", row.gone),
        ("answered", row.answered_at is not None),
        ("moved", row.owner_id != row.user_id),
        ("finished", row.finished),
        ("worked", not row.open),
        ("asked again", row.repeated),
    )
    return next((word for word, is_so in found if is_so), "open")
