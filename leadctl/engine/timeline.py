"""Everything that happened to one lead, in order and in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from leadctl.db import history
from leadctl.engine.decisions import BROADCAST
from leadctl.engine.timeline_order import Order, Place

Moment = Callable[[int], str]  # seconds UTC -> a local time for people

_ENDS: Final = {
    "passed_on": "passed on",
    "transferred": "ended: transferred",
    "released": "released",
    "superseded": "ended: distributed again",
    "recalled": "recalled",
    "lost": "lost: another was faster",
}


class Event(NamedTuple):
    """One thing that happened. Times in seconds UTC; `actor` is who did it, or who typed it in."""

    at: int
    kind: str  # imported, changed, passage, answer, end, action, status, appointment, transfer, touch, value, void …
    text: str
    actor: str | None
    recorded_at: int
    ref: str | None = None  # passage 7, activity 9, import 2 …


def events(con: sqlite3.Connection, lead_id: int, show: Moment) -> list[Event]:
    """Return every event of the lead, oldest first; at one second in the order cause before effect."""
    facts = history.rows(con, lead_id)
    order = Order(facts["passages"], facts["activities"])
    found: list[tuple[Place, Event]] = [
        *((order.lead(e.kind, e.at), e) for e in _lead(facts)),
        *((order.passage(e.kind, e.at, row[0]), e) for row in facts["passages"] for e in _passage(show, *row[:-1])),
        *((order.transfer(row[0], row[-1], row[4]), _transfer(*row[:-1])) for row in facts["transfers"]),
        *((order.passage("queue", row[0], row[-1]), _released(show, *row)) for row in facts["released"]),
        *((order.override(row[0], row[2]), _override(*row)) for row in facts["overrides"]),
        *(
            (order.activity(e.kind, e.at, row[0], row[1]), e)
            for row in facts["activities"]
            for e in _activity(show, *row)
        ),
        *((order.touch(row[0]), e) for row in facts["touches"] for e in _touch(*row)),
        *((order.value(row[0], row[2]), e) for row in facts["values"] for e in _value(*row)),
        *(
            (order.lead("erased", at), Event(at, "erased", f"the person was erased: {why}", by, at))
            for at, why, by in facts["erased"]
        ),
    ]
    return [e for _, e in sorted(found, key=lambda f: (f[1].at, f[0]))]


def _lead(facts: dict[str, list[tuple[Any, ...]]]) -> Iterator[Event]:
    for received, imported, import_id, file, line, status, undone, original in facts["lead"]:
        ref = None if import_id is None else f"import {import_id}"
        yield Event(received, "received", f"enquiry received, status {status}", None, imported)
        source = f"imported from {file}, line {line}" if file else "added by hand"
        linked = f"; linked to lead {original}" if original else ""
        yield Event(imported, "imported", source + linked, None, imported, ref)
        if undone is not None:
            yield Event(undone, "undone", "taken back with its import", None, undone, ref)
    for at, field, old, new, import_id in facts["changes"]:
        ref = None if import_id is None else f"import {import_id}"
        yield Event(at, "changed", f"{field}: {_word(old)} -> {_word(new)}", None, at, ref)
    for since, code in facts["hold"]:
        yield Event(since, "held", f"held: {code}", None, since)


def _passage(
    show: Moment, number: int, at: int, recorded: int, by: str | None, level: str, mode: str, origin: str,
    strategy: str | None, run: int | None, import_: int | None, who: str, offered: int, accepted: int | None,
    rejected: int | None, reason: str | None, expired: int | None, passed_on: int | None, ended: int | None,
    end_kind: str | None, undone: int | None, expires: int | None, round_: int | None, answered: str | None,
) -> Iterator[Event]:  # fmt: skip
    ref = f"passage {number}"
    verb = "offered to" if offered else "handed out to" if origin == "handout" else "given to"
    rule = f'by strategy "{strategy}"' if strategy else "by hand" if origin == "manual" else ""
    via = f"run {run}" if run else f"import {import_}" if import_ else ""
    place = who if level == "user" else f"{level} {who}"
    until = f"until {show(expires)}" if offered and expires is not None else ""
    others = "with others at once" if round_ == BROADCAST else ""
    how = f"({origin})" if mode == "none" else f"({origin}, {mode})"
    text = " ".join(part for part in (verb, place, others, until, how, rule, via and f"[{via}]") if part)
    yield Event(at, "passage", text, by, recorded, ref)
    if accepted is not None:
        yield Event(accepted, "answer", f"accepted by {place}", answered or who, accepted, ref)
    if rejected is not None:
        yield Event(
            rejected, "answer", f"rejected by {place}{f': {reason}' if reason else ''}", answered or who, rejected, ref
        )
    if expired is not None:
        yield Event(expired, "answer", f"offer to {place} expired", None, expired, ref)
    if passed_on is not None:
        yield Event(passed_on, "end", f"passed on by {place}", None, passed_on, ref)
    if ended is not None and end_kind in _ENDS and not (end_kind == "passed_on" and passed_on is not None):
        yield Event(ended, "end", f"{place}: {_ENDS[end_kind]}", None, ended, ref)
    if undone is not None:
        yield Event(undone, "undone", f"passage to {place} undone", None, undone, ref)


def _activity(
    show: Moment, number: int, at: int, recorded: int, by: str | None, user: str | None, kind: str, name: str | None,
    before: str | None, after: str | None, guest: str | None, starts: int | None, note: str | None, origin: str,
    passage: int | None, voided: int | None, voided_by: str | None, why: str | None,
) -> Iterator[Event]:  # fmt: skip
    if kind == "status":
        text = f"status {_word(before)} -> {_word(after)}"
    elif kind == "appointment":
        whose = f" for {guest}" if guest and guest != user else ""
        text = f"appointment{f' {name}' if name else ''}{whose}{f' on {show(starts)}' if starts is not None else ''}"
    else:
        text = name or kind
    text += f": {note}" if note else ""
    where = "void" if voided is not None else f"passage {passage}" if passage else "no passage"
    yield Event(at, kind, f"{text} [{origin}, {where}]", user or by, recorded, f"activity {number}")
    if voided is not None:
        yield Event(voided, "void", f"activity {number} voided: {why}", voided_by, voided, f"activity {number}")


def _transfer(at: int, recorded: int, actor: str, before: str | None, after: str | None, reason: str | None) -> Event:
    text = f"transferred from {_word(before)} to {_word(after)}{f': {reason}' if reason else ''}"
    return Event(at, "transfer", text, actor, recorded)


_BACK: Final = {
    "released": "back in its queue",
    "recycled": "back in its queue after an attempt in vain",
    "reclaimed": "back in its queue: nobody worked it",
}


def _released(
    show: Moment, at: int, recorded: int, how: str, again: int, uncount: int, reason: str | None, actor: str | None,
    passage: int,
) -> Event:  # fmt: skip
    text = f"{_BACK[how]}{f': {reason}' if reason else ''}; may be pulled again from {show(again)}"
    text += ", the pull does not count" if uncount else ""
    return Event(at, "queue", text, actor, recorded, f"passage {passage}")


def _override(at: int, actor: str, run: int, proposed: str | None, chosen: str | None, reason: str) -> Event:
    done = f"given to {chosen}" if chosen else "left out of the run"
    text = f"{done} by hand instead of {proposed or 'being held'}: {reason} [run {run}]"
    return Event(at, "override", text, actor, at)


def _touch(at: int, recorded: int, kind: str, name: str, voided: int | None) -> Iterator[Event]:
    yield Event(at, "touch", f"{name} [{kind}{', void' if voided is not None else ''}]", None, recorded)


def _value(
    at: int, recorded: int, user: str | None, key: str, amount: int, note: str | None, voided: int | None
) -> Iterator[Event]:
    name = f" of {key}" if key else ""
    sign, minor = "-" if amount < 0 else "", abs(amount)
    text = f"value{name} {sign}{minor // 100:,}.{minor % 100:02d}{f' ({note})' if note else ''}"
    yield Event(at, "value", text + (" [void]" if voided is not None else ""), user, recorded)


def _word(value: object) -> str:
    return "(none)" if value is None else str(value)
