"""Counts `report fairness`: every passage and every candidate's part of it, in the groups of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from leadctl.db import facts_fairness
from leadctl.db.facts_fairness import Given
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.fairness_people import People, kind_of, passage_conditions
from leadctl.reports.fairness_shares import HUNDREDTH, UNIT, Stake, nearest, rounded, stakes
from leadctl.reports.measures.fairness import Shares
from leadctl.reports.question import Question, sql_of

if TYPE_CHECKING:
    from leadctl.config import Config


class Cause(NamedTuple):
    """A cause of a gap; `by` is who did it by hand."""

    code: str
    by: str | None = None


# Not causes, but counted with them: what the row is measured by.
ENTITLED: Final = Cause("(entitled)")
EARNED: Final = Cause("(earned)")  # among those who could take the lead
TURNS: Final = Cause("(turns)")
DISTRIBUTED: Final = Cause("(distributed)")
GAINED: Final = Cause("gained")
TURN: Final = Cause("turn")
_APART: Final = frozenset({ENTITLED, EARNED, TURNS, DISTRIBUTED})

Amount = tuple[int, int]  # leads, and value in minor units, both in UNITs
Sums = dict[Cause, list[int]]  # cause -> the same two


def add(sums: Sums, cause: Cause, leads: int, value: int) -> None:
    """Add leads and value, in UNITs, to a cause."""
    found = sums.get(cause)
    if found is None:
        sums[cause] = [leads, value]
    else:
        found[0] += leads
        found[1] += value


def received(sums: Sums) -> Amount:
    """Return what somebody received: what was due to him and everything that made a difference."""
    amounts = [amount for cause, amount in sums.items() if cause == ENTITLED or cause not in _APART]
    return sum(a[0] for a in amounts), sum(a[1] for a in amounts)


class Row(NamedTuple):
    """A row made ready: its figures, and every single cause with leads in hundredths and value in minor units."""

    shares: Shares
    causes: dict[Cause, tuple[int, int]]


def settle(sums: Sums) -> Row:
    """Return the sums, rounded for print so that the causes still add up to the gaps."""
    causes = {cause: amount for cause, amount in sums.items() if cause not in _APART}
    due = sums.get(ENTITLED, [0, 0])
    entitled = nearest(due[0], HUNDREDTH), nearest(due[1], UNIT)
    leads_got, value_got = received(sums)
    got = leads_got // HUNDREDTH, value_got // UNIT
    leads = rounded({c: a[0] for c, a in causes.items()}, got[0] - entitled[0], HUNDREDTH)
    value = rounded({c: a[1] for c, a in causes.items()}, got[1] - entitled[1], UNIT)
    single = {c: (leads[c], value[c]) for c in causes}
    by_code: dict[str, tuple[int, int]] = {}
    for cause, (n, v) in single.items():
        before = by_code.get(cause.code, (0, 0))
        by_code[cause.code] = before[0] + n, before[1] + v
    given = sums.get(DISTRIBUTED, [0, 0])[0] // HUNDREDTH
    return Row(Shares(given, entitled[0], got[0], entitled[1], got[1], by_code), single)


class Person(NamedTuple):
    """Somebody, for leads alike: their keys in the dimensions about leads, the strategy, the epoch."""

    keys: tuple[Any, ...]
    strategy_id: int
    epoch: int
    user_id: int


class Facts:
    """What was read for the report, and everybody's sums by any of the dimensions read."""

    def __init__(self, question: Question, groups: Sequence[Dimension]) -> None:
        self.people = People(question, groups)
        about_leads = [question.dimensions.get("strategy"), *(d for d in groups if kind_of(d) is None)]
        self.dimensions = list({d.name: d for d in about_leads}.values())  # in the order of Given.keys
        question.query = replace(question.query, conditions=passage_conditions(question))
        self.passages = facts_fairness.passages(
            question.con, question.query, sql_of(self.dimensions), self.people.epochs
        )
        self._parts = parts_of(question, self.passages)
        self.sums: Callable[[tuple[int, ...]], dict[Person, Sums]] = cache(self._sums)

    def _sums(self, at: tuple[int, ...]) -> dict[Person, Sums]:
        """Return everybody's sums, by the dimensions at these places of Given.keys."""
        found: dict[Person, Sums] = {}
        decided: dict[tuple[Any, ...], dict[tuple[Any, ...], list[int]]] = {}
        for g in self.passages:
            alike = tuple([g.keys[i] for i in at]), g.keys[0], g.epoch
            _count(found.setdefault(Person(*alike, g.user_id), {}), g)
            if g.set_id is not None:
                amount = decided.setdefault(alike, {}).setdefault((g.set_id, g.run_id, g.lane), [0, 0])
                amount[0] += g.leads
                amount[1] += g.value
        for alike, sets in decided.items():
            for user_id, stake in self._staked(alike[1], sets).items():
                stake.put(found.setdefault(Person(*alike, user_id), {}))
        return found

    def _staked(self, strategy_id: int, sets: Mapping[tuple[Any, ...], Sequence[int]]) -> dict[int, Staked]:
        """Return user -> his part of these decisions: (candidate set, run, lane) -> (leads, value)."""
        found: dict[int, Staked] = {}
        for (set_id, run_id, lane), (leads, value) in sets.items():
            for user_id, due, earned, code in self._parts(set_id, run_id, strategy_id, lane):
                staked = found.get(user_id)
                if staked is None:
                    staked = found[user_id] = Staked()
                if code is None:
                    staked.due += due * leads
                    staked.due_value += due * value
                    staked.earned += earned * leads
                    staked.earned_value += earned * value
                else:
                    add(staked.lost, Cause(code), -due * leads, -due * value)
        return found


class Staked:
    """Somebody's part of decisions alike. `due`: of those that he could take; `lost`: of the others, below zero."""

    __slots__ = ("due", "due_value", "earned", "earned_value", "lost")

    def __init__(self) -> None:
        self.due = self.due_value = self.earned = self.earned_value = 0
        self.lost: Sums = {}

    def put(self, sums: Sums) -> None:
        """Add it to his sums. What one could not take, the others gained: over all of them together 0."""
        add(sums, ENTITLED, self.due, self.due_value)
        add(sums, EARNED, self.earned, self.earned_value)
        add(sums, GAINED, self.earned - self.due, self.earned_value - self.due_value)
        add(sums, TURN, -self.earned, -self.earned_value)
        for cause, (leads, value) in self.lost.items():
            add(sums, cause, leads, value)
            add(sums, ENTITLED, -leads, -value)


def _count(sums: Sums, g: Given) -> None:
    """Count passages alike for their recipient: that they came, by turn or how else, and that they left."""
    leads, value = g.leads * UNIT, g.value * UNIT
    add(sums, DISTRIBUTED, leads, value)
    add(sums, Cause(g.arrival, g.arrival_by), leads, value)
    if g.set_id is not None:
        add(sums, TURNS, leads, value)
    if g.departure is not None:
        add(sums, Cause(g.departure, g.departure_by), -leads, -value)


class Book:
    """The sums of every group at every level. `everybody`: the filters on people are left aside."""

    def __init__(self, facts: Facts, groups: Sequence[Dimension], *, everybody: bool = False) -> None:
        self.groups = list(groups)
        self.levels: list[dict[Key, Sums]] = [{} for _ in range(len(groups) + 1)]
        kinds = [kind_of(d) for d in groups]
        at = [facts.dimensions.index(d) for d, kind in zip(groups, kinds, strict=True) if kind is None]
        people = facts.people
        for person, sums in facts.sums(tuple(at)).items():
            who = person.user_id, person.strategy_id, person.epoch
            if everybody or people.shown(*who):
                keys = iter(person.keys)
                raw = [next(keys) if kind is None else people.key(kind, *who) for kind in kinds]
                _join(self.levels[-1], tuple([d.cell(r) for d, r in zip(groups, raw, strict=True)]), sums)
        for level in range(len(groups), 0, -1):
            for key, sums in self.levels[level].items():
                _join(self.levels[level - 1], key[: level - 1], sums)
        self.levels[0].setdefault((), {})

    def row(self, level: int, key: Key) -> Row:
        """Return a group made ready."""
        return settle(self.levels[level].get(key, {}))


def _join(level: dict[Key, Sums], key: Key, more: Sums) -> None:
    sums = level.setdefault(key, {})
    for cause, (leads, value) in more.items():
        add(sums, cause, leads, value)


# ---------------------------------------------------------------- everybody's part


def parts_of(question: Question, passages: Sequence[Given]) -> Callable[[int, int | None, int, str], list[Stake]]:
    """Return what gives everybody's part of a decision by its candidate set, run, strategy and lane."""
    con = question.con
    sets = facts_fairness.members(con, {g.set_id for g in passages if g.set_id is not None})
    strategies = question.names.strategy
    rules = cache(lambda run_id: facts_fairness.rules_of_run(con, run_id))
    usual = cache(lambda run_id, strategy_id: facts_fairness.usual_shares(con, run_id, strategy_id))
    plain = cache(lambda set_id: stakes(sets[set_id]))

    @cache
    def performs(run_id: int, strategy_id: int, lane: str) -> bool:
        version = rules(run_id)
        return version is not None and by_performance(_load(version[1]), strategies[strategy_id], lane)

    @cache
    def by_rate(set_id: int, run_id: int, strategy_id: int) -> list[Stake]:
        return stakes(sets[set_id], usual(run_id, strategy_id))

    def parts(set_id: int, run_id: int | None, strategy_id: int, lane: str) -> list[Stake]:
        if run_id is None or not performs(run_id, strategy_id, lane):
            return plain(set_id)
        return by_rate(set_id, run_id, strategy_id)

    return parts


@cache
def _load(text: str) -> Config:
    from leadctl.config import load_text

    return load_text(text, "rules of the run")


def by_performance(config: Config, strategy: str, lane: str) -> bool:
    """Return whether a lane of a strategy goes by performance: not the one that explores, nor a band with weights."""
    if lane == "explore" or lane.endswith(":explore"):
        return False
    rule = next((s for s in config.strategies if s.name.casefold() == strategy.casefold()), None)
    if rule is None:
        return False
    bands = dict(rule.to.bands)
    return rule.method == "performance" if not rule.by_band else bands.get(lane, bands.get("other")) == "performance"
