"""An answer to a request for feedback: ordinary facts (status, note, value, follow-up), together or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from leadctl.clock import show
from leadctl.db import feedback, opportunities, statuses
from leadctl.db.connection import immediate
from leadctl.db.opportunities import NewOpportunity
from leadctl.engine import lifecycle, reminders
from leadctl.engine.feedback import requests
from leadctl.engine.feedback.requests import RequestView
from leadctl.engine.lifecycle import Recorded
from leadctl.errors import ConflictError, NotFoundError, UsageError, did_you_mean

ACTION: Final = "feedback"  # the action of an answer that has neither another status nor a note


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of a lead; None = nothing of that. `value` in minor units, `next_at` in seconds UTC.

    An answer with nothing in it says that nothing has changed; so does the status in which the lead is.
    """

    status: str | None = None
    value: int | None = None
    note: str | None = None
    next_at: int | None = None
    next_note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The import that brings an answer, and the key by which its row is known when the file comes again."""

    import_id: int
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer recorded. `value` and `next_at` are None where the answer had none, or no other."""

    request: RequestView
    at: int
    activity_ids: tuple[int, ...]
    from_status: str | None
    to_status: str | None
    value: int | None
    next_at: int | None


def give(
    con: sqlite3.Connection,
    zone: str,
    request_id: int,
    answer: Answer,
    now: int,
    actor: str,
    source: Source | None = None,
) -> Answered:
    """Record an answer of the user who was asked and return what it recorded.

    Raises NotFoundError (request, status), ConflictError (the request is not open any more; the user is disabled),
    UsageError (a next step in the past). Then nothing is recorded.
    """
    with immediate(con):
        asked = open_request(con, zone, request_id, now)
        if answer.next_at is not None and answer.next_at <= now:
            raise UsageError(
                f"{show(answer.next_at, zone)} has passed (now is {show(now, zone)})",
                slug="past-time",
                hint="tomorrow, in 2h, 2026-11-21",
            )
        wanted = None if answer.status is None else status_named(con, answer.status)
        changed = None if wanted is None or wanted == asked.status else wanted
        work = _work(con, asked, answer.note, changed, now, actor)
        value = _value(con, asked, answer.value, now, source)
        step = _next_step(con, zone, asked, answer, now, actor)
        if source is not None:
            feedback.sign(con, source.import_id, source.key, work.activity_ids, step)
        ends = (work.from_status, work.to_status) if changed else (None, None)
        return Answered(asked, now, work.activity_ids, *ends, value, answer.next_at)


def open_request(con: sqlite3.Connection, zone: str, request_id: int, now: int) -> RequestView:
    """Return a request that waits for its answer. Raises NotFoundError, ConflictError that says what became of it."""
    asked = requests.request(con, request_id, now)
    if asked is None:
        raise NotFoundError(f"no request {request_id} for feedback", slug="no-request", hint="leadctl feedback list")
    if asked.state not in {"open", "asked again"}:
        raise ConflictError(
            f"request {request_id}: {_over(asked, zone)}",
            slug="request-over",
            hint=f"leadctl lead show {asked.lead_id}; work on it is recorded with leadctl lead status|value|note",
        )
    return asked


def _over(asked: RequestView, zone: str) -> str:
    """Return why a request waits for no answer any more."""
    lead = f"lead {asked.lead_id}"
    if asked.state == "answered":
        assert asked.answered_at is not None
        return f"{asked.user} has worked on {lead} since, at {show(asked.answered_at, zone)}"
    if asked.state == "moved":
        return f"{lead} is {'nobody' if asked.owner is None else asked.owner}'s now, not {asked.user}'s"
    if asked.state == "finished":
        return f'{lead} is in status "{asked.status}": it is finished'
    if asked.state == "taken back":
        return f"{lead} was taken back with its import"
    return f"{lead} was worked by another since"


def status_named(con: sqlite3.Connection, text: str) -> str:
    """Return the status of the rules that is called so, as they write it. Raises NotFoundError with the nearest."""
    known = status_names(con)
    found = next((name for name in known if name.casefold() == text.strip().casefold()), None)
    if found is None:
        near = did_you_mean(text, known)
        raise NotFoundError(f'no status "{text}"{near}', slug="no-status", hint=f"one of {', '.join(known)}")
    return found


def status_names(con: sqlite3.Connection) -> list[str]:
    """Return the statuses of the rules in force."""
    return [status.name for status in statuses.current(con) if status.system is not None]


# ---------------------------------------------------------------- parts


def _work(
    con: sqlite3.Connection, asked: RequestView, note: str | None, status: str | None, now: int, actor: str
) -> Recorded:
    """Record what closes the request: a note, another status, or else an action that says no more than `feedback`."""
    who = (con, asked.lead_id, asked.user_id, now, now, actor)
    if note is None and status is not None:
        return lifecycle.change_status(*who, status=status)
    return lifecycle.add_action(*who, name=ACTION if note is None else "note", note=note, status=status)


def _value(
    con: sqlite3.Connection, asked: RequestView, amount: int | None, now: int, source: Source | None
) -> int | None:
    """Record the value unless it holds already; return it if it is new."""
    if amount is None or amount == asked.value:
        return None
    brought = None if source is None else source.import_id
    opportunities.insert(con, [NewOpportunity(asked.lead_id, "", asked.user_id, amount, None, brought, now, now)])
    return amount


def _next_step(
    con: sqlite3.Connection, zone: str, asked: RequestView, answer: Answer, now: int, actor: str
) -> int | None:
    """Set the follow-up and return its id."""
    if answer.next_at is None:
        return None
    made = reminders.follow_up(
        con, zone, asked.lead_id, asked.user_id, answer.next_at, now, actor, note=answer.next_note
    )
    return made.id
