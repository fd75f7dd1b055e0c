"""The journey of a person or company: all its leads joined, who had them, who acted, how long each milestone took."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from leadctl.clock import DAY
from leadctl.db import company_keys, journeys, lead_detail
from leadctl.db.journeys import JourneyLead, Step, Touch
from leadctl.db.lead_detail import Passage, Transfer
from leadctl.engine.customers.keys import DOMAIN, EMAIL, NAME, PHONE, Key, person_keys
from leadctl.engine.customers.keys import company_keys as keys_of

OWN, LINKED = "this lead", "duplicate link"
WORDS: Final = {EMAIL: "e-mail", PHONE: "phone", DOMAIN: "domain", NAME: "company name"}
MILESTONES: Final = ("distributed", "first action", "contacted", "appointment", "closed")
MOST: Final = 200  # leads joined: a mail provider that nobody knows as one has hundreds of thousands
_PAGE: Final = 20_000  # leads looked through at once
_BARE: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody had a lead: a user, or a team or account as a whole."""

    lead_id: int
    passage: Passage
    since: int
    until: int | None


@dataclass(slots=True)
class Person:
    """What one user did on the leads of the journey."""

    login: str
    actions: int = 0
    status_changes: int = 0
    appointments: int = 0
    first_at: int = 0
    last_at: int = 0
    closed: int = 0  # leads that he closed


@dataclass(slots=True)
class Way:
    """One lead on its way: when it reached each of MILESTONES (seconds UTC), who closed it."""

    lead: JourneyLead
    by: str  # by what it belongs to the journey
    reached: dict[str, int] = field(default_factory=dict)
    closed_by: str | None = None
    hand_offs: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story. `count` touches alike, one after the other, are one line from `at` to `until`."""

    at: int
    lead_id: int
    kind: str  # received | touch | distributed | ended | transferred | action | status | appointment
    text: str
    who: str | None
    count: int = 1
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """Everything, in order of time."""

    lead_id: int
    ways: list[Way]
    people: list[Person]
    holders: list[Holder]
    touches: int
    events: list[Event]
    left_out: int  # further leads of the person or company, beyond MOST

    @property
    def hand_offs(self) -> int:
        """Return how often a lead went from one holder to the next."""
        return sum(way.hand_offs for way in self.ways)

    def first(self, milestone: str) -> tuple[int, Way] | None:
        """Return when a lead of the journey first reached a milestone, and which."""
        found = [(way.reached[milestone], way.lead.id, way) for way in self.ways if milestone in way.reached]
        return (min(found)[0], min(found, key=lambda f: f[:2])[2]) if found else None


def journey(con: sqlite3.Connection, lead_id: int) -> Journey:
    """Return the journey to which a lead belongs: the leads of its person (e-mail, phone, duplicate links) and of its
    company (domain without free mail providers, name without case, accents and legal form). Of more than MOST leads
    the closest ties and then the latest leads.
    """
    every = _belonging(con, lead_id)
    belongs = dict(list(every.items())[:MOST])
    leads = journeys.leads(con, belongs, lead_id)
    ids = [lead.id for lead in leads]
    steps, touches = journeys.steps(con, ids), journeys.touches(con, ids)
    ways: list[Way] = []
    holders: list[Holder] = []
    events: list[Event] = []
    for lead in leads:
        passages = [p for p in lead_detail.passages(con, lead.id) if p.undone_at is None]
        transfers = lead_detail.transfers(con, lead.id)
        way = Way(lead, belongs[lead.id])
        _milestones(way, passages, [s for s in steps if s.lead_id == lead.id])
        held = [Holder(lead.id, p, p.accepted_at or p.distributed_at, p.ended_at) for p in passages if _held(p)]
        known = {p.distributed_at for p in passages}
        way.hand_offs = max(len(held) - 1, 0) + sum(t.happened_at not in known for t in transfers)
        ways.append(way)
        holders += held
        events += _lead_events(lead, passages, transfers)
    events += [*_step_events(steps), *_touch_events(touches)]
    order = {"received": 0, "touch": 1, "distributed": 2}
    events.sort(key=lambda e: (e.at, order.get(e.kind, 3)))
    holders.sort(key=lambda h: (h.since, h.passage.id))
    return Journey(lead_id, ways, _people(steps), holders, len(touches), events, len(every) - len(belongs))


# ---------------------------------------------------------------- which leads


def _belonging(con: sqlite3.Connection, lead_id: int) -> dict[int, str]:
    """Return lead -> by what it belongs to the journey, the closest tie first, then the latest lead."""
    email, email2, phone, mobile, website, company = journeys.cells(con, lead_id)
    found = {lead_id: OWN}
    for other in journeys.linked(con, lead_id):
        found.setdefault(other, LINKED)
    person = person_keys(email, email2, phone, mobile)
    for kind in (EMAIL, PHONE):
        for other in sorted(journeys.of_person(con, WORDS[kind], [v for k, v in person if k == kind]), reverse=True):
            found.setdefault(other, WORDS[kind])
    wanted = keys_of(email, email2, website, company)
    for other, kind in sorted(_of_company(con, wanted), reverse=True):
        found.setdefault(other, WORDS[kind])
    return found


def _of_company(con: sqlite3.Connection, wanted: list[Key]) -> Iterator[tuple[int, str]]:
    """Yield (lead, kind of key) of the company's leads: by the keys kept, and looking through leads without any."""
    if not wanted:
        return
    upto, change = company_keys.covered(con)
    stale = company_keys.changed(con, change, upto)
    for key in wanted:
        yield from ((other, key[0]) for other in journeys.of_company(con, [key]) - set(stale))
    may_be = _sieve(wanted)
    rows = company_keys.of_ids(con, stale) if stale else []
    while rows or (rows := company_keys.page(con, upto, _PAGE)):
        for other, *cells in rows:
            if may_be(cells):
                theirs = set(keys_of(*cells))
                yield from ((other, key[0]) for key in wanted if key in theirs)
        upto = max(upto, rows[-1][0])
        rows = []


class _sieve:  # noqa: N801  used as the function that it stands for
    """Says cheaply whether (email, second e-mail, website, company) may have one of the keys: few that do not pass."""

    def __init__(self, wanted: Iterable[Key]) -> None:
        self._domains = [value for kind, value in wanted if kind == DOMAIN]
        self._words = [max(value.split(), key=len) for kind, value in wanted if kind == NAME]

    def __call__(self, cells: list[str | None]) -> bool:
        company = cells[3]
        if company and self._words:
            if not company.isascii():
                return True  # only folding tells
            bare = _BARE.sub("", company.lower())
            if any(word in bare for word in self._words):
                return True
        text = " ".join(filter(None, cells[:3])).lower()
        return bool(text) and (not text.isascii() or any(domain in text for domain in self._domains))


# ---------------------------------------------------------------- what happened


def _held(p: Passage) -> bool:
    """Return whether the recipient had the lead, not merely an offer of it."""
    return not p.shared and (not p.offered or p.accepted_at is not None)


def _milestones(way: Way, passages: list[Passage], steps: list[Step]) -> None:
    closings = [s for s in steps if s.closing]
    found = {
        "distributed": [p.distributed_at for p in passages if not p.shared],
        "first action": [s.happened_at for s in steps if s.kind == "action"],
        "contacted": [p.contacted_at for p in passages if p.contacted_at is not None],
        "appointment": [s.happened_at for s in steps if s.kind == "appointment"],
        "closed": [s.happened_at for s in closings],
    }
    way.reached = {name: min(found[name]) for name in MILESTONES if found[name]}
    way.closed_by = closings[0].user if closings else None


def _people(steps: list[Step]) -> list[Person]:
    """Return who acted, the first first."""
    found: dict[str, Person] = {}
    closed: set[int] = set()
    for s in steps:
        if s.user is None:
            closed |= {s.lead_id} if s.closing else set()
            continue
        person = found.setdefault(s.user, Person(s.user, first_at=s.happened_at))
        person.last_at = s.happened_at
        person.actions += s.kind == "action"
        person.status_changes += s.kind == "status"
        person.appointments += s.kind == "appointment"
        if s.closing and s.lead_id not in closed:
            person.closed += 1
            closed.add(s.lead_id)
    return list(found.values())


def _lead_events(lead: JourneyLead, passages: list[Passage], transfers: list[Transfer]) -> Iterator[Event]:
    where = " / ".join(filter(None, [lead.source, lead.campaign]))
    yield Event(lead.received_at, lead.id, "received", f"received{f' from {where}' if where else ''}", None)
    for p in passages:
        to = p.user if p.level == "user" else f"[{p.team if p.level == 'team' else p.account}]"
        by = f" by {p.strategy}" if p.strategy else ""
        asked = bool(p.offered) and p.accepted_at != p.distributed_at
        verb = "offered to" if asked else "given to"
        yield Event(p.distributed_at, lead.id, "distributed", f"{verb} {to}{by}", p.recorded_by)
        if asked and p.accepted_at is not None:
            yield Event(p.accepted_at, lead.id, "distributed", "accepted", to)
        if p.ended_at is not None and p.end_kind not in (None, "passed_on", "superseded"):
            why = f" ({p.reject_reason})" if p.end_kind == "rejected" and p.reject_reason else ""
            yield Event(p.ended_at, lead.id, "ended", f"{p.end_kind}{why}", to)
    for t in transfers:
        text = f"transferred from {t.from_user or 'nobody'} to {t.to_user or 'nobody'}"
        yield Event(t.happened_at, lead.id, "transferred", f"{text}{f': {t.reason}' if t.reason else ''}", t.actor)


def _step_events(steps: list[Step]) -> Iterator[Event]:
    for s in steps:
        text = (
            f"status {s.to_status}" if s.kind == "status" else s.kind if s.kind == "appointment" else s.name or "action"
        )
        yield Event(s.happened_at, s.lead_id, s.kind, f"{text}: {s.note}" if s.note else text, s.user)


def _touch_events(touches: list[Touch]) -> Iterator[Event]:
    """Yield one event for the touches of a lead on one day (UTC) that are alike: a mailing is a line, not ten."""
    alike: dict[tuple[int, str, str, int], list[int]] = {}
    for t in touches:
        alike.setdefault((t.lead_id, t.kind, t.name, t.happened_at // DAY), []).append(t.happened_at)
    for (lead_id, kind, name, _), times in alike.items():
        until = times[-1] if len(times) > 1 else None
        yield Event(times[0], lead_id, "touch", f"{kind}: {name}", None, len(times), until)
