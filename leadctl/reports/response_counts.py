"""Collects the times and counts of `report response` for every group at every level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from leadctl.db import facts_response, settings
from leadctl.db.facts_dimensions import Expression, at_moment
from leadctl.db.facts_response import ANSWERS
from leadctl.models import FINISHED
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.measures.response import Counts, Times
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of
from leadctl.reports.spec import TIMES
from leadctl.reports.working_time import WorkingTime

_ACCEPTED, _REJECTED = ANSWERS.index("accepted"), ANSWERS.index("rejected")


@dataclass(slots=True)
class _Spans:
    """Pairs of lists that grow together: seconds of wall time and of working time."""

    wall: list[int] = field(default_factory=list)
    working: list[int] = field(default_factory=list)

    def add(self, clock: WorkingTime, user_id: int | None, start: int, end: int) -> None:
        """Add one span; what a clock set back has dated later than its end took no time."""
        end = max(start, end)
        self.wall.append(end - start)
        self.working.append(clock.between(user_id, start, end))

    def take(self, other: _Spans) -> None:
        self.wall += other.wall
        self.working += other.working

    def times(self) -> Times:
        return Times(tuple(sorted(self.wall)), tuple(sorted(self.working)))


@dataclass(slots=True)
class _Bag:
    """Everything counted in one group."""

    answers: list[int] = field(default_factory=lambda: [0] * len(ANSWERS))  # by index into ANSWERS
    received: int = 0
    asked: int = 0
    alerts: list[int] = field(default_factory=list)
    answered: _Spans = field(default_factory=_Spans)
    acted: _Spans = field(default_factory=_Spans)
    untouched: _Spans = field(default_factory=_Spans)
    replied: _Spans = field(default_factory=_Spans)
    reasons: Counter[str | None] = field(default_factory=Counter)

    def take(self, other: _Bag) -> None:
        self.answers = [a + b for a, b in zip(self.answers, other.answers, strict=True)]
        self.received += other.received
        self.asked += other.asked
        self.alerts += other.alerts
        self.answered.take(other.answered)
        self.acted.take(other.acted)
        self.untouched.take(other.untouched)
        self.replied.take(other.replied)

    def counts(self) -> Counts:
        _, accepted, auto, rejected, expired, lost, withdrawn, pending = self.answers
        return Counts(
            accepted, auto, rejected, expired, lost, withdrawn, pending, self.answered.times(),
            self.received, self.acted.times(), self.untouched.times(), tuple(sorted(self.alerts)),
            self.asked, self.replied.times(),
        )  # fmt: skip


@dataclass(slots=True)
class Counted:
    """The counts of every group at every level; of the finest also how often each reason was given for a rejection."""

    levels: list[dict[Key, Counts]]
    reasons: dict[Key, Counter[str | None]]


def count(question: Question, groups: Sequence[Dimension], clock: WorkingTime) -> Counted:
    """Return all counts of the grouping."""
    finest: dict[Key, _Bag] = {}
    _add_passages(question, groups, clock, finest)
    for raw, delay in facts_response.alerts(question.con, question.query, sql_of(groups)):
        _bag(finest, groups, raw).alerts.append(delay)
    _add_feedback(question, groups, clock, finest)
    levels: list[dict[Key, _Bag]] = [{} for _ in groups] + [finest]
    for level in range(len(groups), 0, -1):
        for key, bag in levels[level].items():
            levels[level - 1].setdefault(key[: level - 1], _Bag()).take(bag)
    levels[0].setdefault((), _Bag())
    return Counted(
        [{key: bag.counts() for key, bag in level.items()} for level in levels],
        {key: bag.reasons for key, bag in finest.items()},
    )


def _bag(finest: dict[Key, _Bag], groups: Sequence[Dimension], raw: tuple[object, ...]) -> _Bag:
    return finest.setdefault(key_of(groups, raw), _Bag())


def _add_passages(question: Question, groups: Sequence[Dimension], clock: WorkingTime, finest: dict[Key, _Bag]) -> None:
    as_of = question.spec.cut - 1
    systems = settings.status_systems(question.con, as_of)
    width = len(groups)
    known: dict[tuple[object, ...], _Bag] = {}
    for row in facts_response.passages(question.con, question.query, sql_of(groups)):
        raw = row[:width]
        bag = known.get(raw)
        if bag is None:
            bag = known[raw] = _bag(finest, groups, raw)
        since, user, answerer, answer, answered_at, reason, received, acted_at, status = row[width:]
        bag.answers[answer] += 1
        if answer in (_ACCEPTED, _REJECTED):
            bag.answered.add(clock, answerer, since, answered_at)
            if answer == _REJECTED:
                bag.reasons[reason] += 1
        if not received:
            continue
        bag.received += 1
        if acted_at is not None:
            bag.acted.add(clock, user, since, acted_at)
        elif status is not None and systems[status] not in FINISHED:
            bag.untouched.add(clock, user, since, as_of)


def _add_feedback(question: Question, groups: Sequence[Dimension], clock: WorkingTime, finest: dict[Key, _Bag]) -> None:
    con, query = question.con, question.query
    dims = [(name, at_moment(e, "n.recorded_at") if name in TIMES else e) for name, e in sql_of(groups)]
    found = [*facts_response.feedback(con, query, dims)]
    if not any(kind in {"outcome", "method"} for kind, _ in query.conditions):  # only a passage has these
        dims = [(name, Expression("null") if name == "outcome" else e) for name, e in sql_of(groups)]
        found += facts_response.feedback(con, query, dims, nowhere=True)
    for one in found:
        bag = _bag(finest, groups, one.keys)
        bag.asked += 1
        if one.replied_at is not None:
            bag.replied.add(clock, one.user_id, one.asked_at, one.replied_at)
