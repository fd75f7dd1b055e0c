"""Counts the leads received in a period: where they stand, how long each step took, when they came. One pass."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from leadctl.db import facts_allocation
from leadctl.db.facts_allocation import Arrival
from leadctl.reports.counting import PASSAGES, Key, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.measures.allocation import STATES, Identity
from leadctl.reports.measures.allocation_flow import STEPS, Turnaround
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of

_FIRST = 2  # numbers of a tally stand behind passages and unique leads


@dataclass(slots=True)
class Spans:
    """The spans of one group: how long its leads took, and how many are not there yet."""

    spans: array[int] = field(default_factory=lambda: array("q"))
    timed: array[int] = field(default_factory=lambda: array("q"))
    not_yet: int = 0

    def add(self, other: Spans) -> None:
        """Add all of another group."""
        self.spans.extend(other.spans)
        self.timed.extend(other.timed)
        self.not_yet += other.not_yet


class Steps:
    """Spans per (step, groups …) at every level: the step alone, then with the first group, and so on."""

    def __init__(self, depth: int) -> None:
        self.depth = depth + 1
        self.levels: list[dict[Key, Spans]] = [{} for _ in range(self.depth + 1)]

    def finest(self, key: Key) -> tuple[Spans, Spans, Spans]:
        """Return one of the finest groups at every step, to be filled."""
        capture, first, final = (self.levels[-1].setdefault((step, *key), Spans()) for step in STEPS)
        return capture, first, final

    def roll_up(self) -> None:
        """Add every level's groups into the level above, down to the step; every step exists."""
        finest = self.levels[-1]
        self.levels[-1] = {key: spans for key, spans in finest.items() if spans.spans or spans.not_yet}
        for level in range(self.depth, 1, -1):
            for key, spans in self.levels[level].items():
                self.levels[level - 1].setdefault(key[:-1], Spans()).add(spans)
        for step in STEPS:
            self.levels[1].setdefault((step,), Spans())

    def get(self, level: int, key: Key) -> Turnaround:
        """Return the counts of a group."""
        found = self.levels[level][key]
        return Turnaround(sorted(found.spans), sorted(found.timed), found.not_yet)


@dataclass(slots=True)
class Arrived:
    """Everything counted of the leads received in the period."""

    tally: Tally
    steps: Steps
    came: Counter[int] = field(default_factory=Counter)  # quarter of an hour since 1970 -> leads
    linked: Counter[int] = field(default_factory=Counter)  # likewise, of them duplicates

    def identity(self, level: int, key: Key) -> Identity:
        """Return the counts of a group."""
        vector = self.tally.levels[level].get(key) or [0] * self.tally.width
        return Identity(vector[PASSAGES], *vector[_FIRST:])


def count_arrivals(question: Question, groups: Sequence[Dimension]) -> Arrived:
    """Return the counts of the leads received in the period at every level of the grouping."""
    found = Arrived(Tally(len(groups), 0, len(STATES) + 1), Steps(len(groups)))
    gathered: dict[tuple[object, ...], _Group] = {}
    cut, came, linked = question.spec.cut, found.came, found.linked
    for lead in facts_allocation.arrivals(question.con, question.query, sql_of(groups)):
        group = gathered.get(lead.keys)
        if group is None:
            key = key_of(groups, lead.keys)
            group = gathered[lead.keys] = _Group(key, *found.steps.finest(key))
        group.states[lead.state, lead.linked] += 1
        quarter = lead.received_at // facts_allocation.QUARTER
        came[quarter] += 1
        linked[quarter] += lead.linked
        group.put(lead, cut)
    for group in gathered.values():
        for (state, is_linked), leads in group.states.items():
            numbers = [leads if state == s else 0 for s in STATES]
            found.tally.add(group.key, leads, (), [*numbers, leads if is_linked else 0])
    found.tally.roll_up()
    found.steps.roll_up()
    return found


@dataclass(slots=True)
class _Group:
    """The leads with the same keys, being counted."""

    key: Key
    capture: Spans
    first: Spans
    final: Spans
    states: Counter[tuple[str, int]] = field(default_factory=Counter)

    def put(self, lead: Arrival, cut: int) -> None:
        """Add one lead to the steps. What is dated before its receipt took no time."""
        steps = [(self.first, lead.first_at), (self.final, lead.final_at)]
        if lead.received_kind != "import":
            steps.append((self.capture, lead.imported_at if lead.imported_at < cut else None))
        for spans, at in steps:
            if at is None:
                spans.not_yet += 1
                continue
            took = at - lead.received_at
            if took < 0:
                took = 0
            spans.spans.append(took)
            if lead.received_kind != "date":
                spans.timed.append(took)
