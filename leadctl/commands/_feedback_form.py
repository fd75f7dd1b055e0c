"""The questions of leadctl feedback on a terminal: plain prompts on stderr, one lead after the other."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from leadctl.clock import format_duration, parse_moment, show
from leadctl.commands._context import clean, clock
from leadctl.errors import LeadctlError, UsageError

if TYPE_CHECKING:
    from leadctl.engine.feedback.answer import Answer
    from leadctl.engine.feedback.requests import RequestView

SKIP, QUIT, LIST = "skip", "quit", "?"
HELP: Final = (
    f"Enter leaves a field as it is, ? lists the statuses, {SKIP} goes on to the next lead, {QUIT} or Ctrl-C stops;\n"
    "what was answered stays answered."
)
Read = TypeVar("Read")


class SkipLead(Exception):  # noqa: N818  not an error: what the user typed
    """The user wants to say nothing of this lead."""


class Stop(Exception):  # noqa: N818
    """The user wants to stop here."""


def may_ask() -> bool:
    """Return whether somebody sits there: stdin and stderr are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str) -> None:
    """Write a line of the conversation to stderr, also under --quiet: nobody can answer what is not asked."""
    sys.stderr.write(clean(text) + "\n")


def ask(question: str) -> str:
    """Return what is typed on one line, without outer blanks. Raises SkipLead, Stop (also at the end of input)."""
    sys.stdout.flush()
    sys.stderr.write(f"{clean(question)}: ")
    sys.stderr.flush()
    line = sys.stdin.buffer.readline()
    if not line:
        say("")
        raise Stop
    text = line.decode("utf-8", "replace").strip()
    word = text.casefold()
    if word == SKIP:
        raise SkipLead
    if word == QUIT:
        raise Stop
    return text


class Form:
    """Asks about one lead. `zone`: in which times are shown and typed, that of the user."""

    def __init__(self, con: sqlite3.Connection, zone: str) -> None:
        self._con, self._zone = con, zone

    def answer(self, r: RequestView, place: str) -> Answer | None:
        """Return what was typed about a lead; None when that is nothing. Raises SkipLead, Stop."""
        from leadctl.engine.feedback.answer import Answer

        self._show(r, place)
        status = self._until(f"Status [{r.status}]", self._status)
        value = self._until("Value" if r.value is None else f"Value [{_money(r.value)}]", _amount)
        note = ask("Note") or None
        due = self._until("Next step on (tomorrow, in 2d, 2026-11-21 14:00)", self._moment)
        step = None if due is None else ask("Next step") or None
        if (status, value, note, due) == (None, None, None, None):
            unchanged = ask("Nothing has changed? y records that").casefold() in {"y", "yes"}
            return Answer() if unchanged else None
        return Answer(status, value, note, due, step)

    def _show(self, r: RequestView, place: str) -> None:
        now = clock(self._zone).now()
        company = r.company if r.company != r.label else None
        head = " · ".join(" ".join(p.split()) for p in (r.label, company, r.phone, r.email) if p)
        worked = "never worked on" if r.last_work_at is None else f"last worked on {show(r.last_work_at, self._zone)}"
        say(f"\n{place}  lead {r.lead_id}  {head}")
        since = f"{r.status} since {show(r.status_since, self._zone)}"
        say(f"  {since}, {worked}, silent for {format_duration(now - r.since)}")
        if r.next_at is not None:
            say(f"  next step {show(r.next_at, self._zone)}{f': {r.next_note}' if r.next_note else ''}")

    def _until(self, question: str, read: Callable[[str], Read]) -> Read | None:
        """Ask until the line can be read; return None for an empty one."""
        while text := ask(question):
            try:
                return read(text)
            except LeadctlError as problem:
                say(f"  {problem.message}{f' ({problem.hint})' if problem.hint else ''}")
        return None

    def _status(self, text: str) -> str:
        from leadctl.engine.feedback.answer import status_named, status_names

        if text == LIST:
            raise UsageError(", ".join(status_names(self._con)))
        return status_named(self._con, text)

    def _moment(self, text: str) -> int:
        now = clock(self._zone).now()
        moment = parse_moment(text, self._zone, now)
        if moment <= now:
            raise UsageError(f"{show(moment, self._zone)} has passed", hint="tomorrow, in 2h, 2026-11-21 14:00")
        return moment


def _amount(text: str) -> int:
    from leadctl.engine.history_import.opportunities import potential
    from leadctl.engine.normalise.money import money

    try:
        return potential(money(text, None), text)
    except ValueError as fault:
        raise UsageError(str(fault), slug="bad-amount", hint="12500, 12,500.00 or 12.500,00") from None


def _money(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


def told(done: Any, zone: str) -> str:
    """Return what an answer (an Answered) recorded, in one line."""
    parts = [
        f"status {done.from_status} -> {done.to_status}" if done.to_status else "",
        "" if done.value is None else f"value {_money(done.value)}",
        "" if done.next_at is None else f"next step {show(done.next_at, zone)}",
    ]
    what = ", ".join(p for p in parts if p) or "answered"
    return f"lead {done.request.lead_id}: {what} [{', '.join(f'activity {i}' for i in done.activity_ids)}]"
