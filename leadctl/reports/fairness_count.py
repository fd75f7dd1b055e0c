"""Counts `report fairness`: every passage and every candidate's part of it, in the groups of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

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


@dataclass(slots=True)
class Facts:
    """What was read for the report: passages with their keys, and everybody's part of every decision."""

    question: Question
    dimensions: list[Dimension]  # those about leads, in the order of Given.keys
    people: People
    passages: list[Given]
    parts: Callable[[Given], list[Stake]]


def read(question: Question, groups: Sequence[Dimension]) -> Facts:
    """Read what the tables with these groups need."""
    people = People(question, groups)
    of_leads = list({d.name: d for d in [question.dimensions.get("strategy"), *groups] if kind_of(d) is None}.values())
    question.query = replace(question.query, conditions=passage_conditions(question))
    passages = facts_fairness.passages(question.con, question.query, sql_of(of_leads), people.epochs)
    return Facts(question, of_leads, people, passages, _parts(question, passages))


class Book:
    """The sums of every group at every level. `everybody`: the filters on people are left aside."""

    def __init__(self, facts: Facts, groups: Sequence[Dimension], *, everybody: bool = False) -> None:
        self.groups = list(groups)
        self.levels: list[dict[Key, Sums]] = [{} for _ in range(len(groups) + 1)]
        self._facts, self._everybody = facts, everybody
        self._at = [facts.dimensions.index(d) if kind_of(d) is None else None for d in groups]
        self._read()
        self._roll_up()

    def _read(self) -> None:
        decided: dict[tuple[object, ...], tuple[Given, list[int]]] = {}
        for g in self._facts.passages:
            self._passage(g)
            if g.set_id is not None:
                keys = tuple([None if at is None else g.keys[at] for at in self._at])
                alike = (keys, g.keys[0], g.epoch, g.set_id, g.run_id, g.lane if g.run_id is not None else "")
                sums = decided.setdefault(alike, (g, [0, 0]))[1]
                sums[0] += g.leads
                sums[1] += g.value
        for g, (leads, value) in decided.values():
            self._decision(g, leads, value)

    def _sums(self, g: Given, user_id: int) -> Sums | None:
        """Return the sums of somebody's finest group, of leads like these; None when he is not shown."""
        people, strategy_id = self._facts.people, g.keys[0]
        if not self._everybody and not people.shown(user_id, strategy_id, g.epoch):
            return None
        key: list[str] = []
        for dimension, at in zip(self.groups, self._at, strict=True):
            if at is not None:
                key.append(dimension.cell(g.keys[at]))
            else:
                kind = kind_of(dimension)
                assert kind is not None
                key.append(dimension.cell(people.key(kind, user_id, strategy_id, g.epoch)))
        return self.levels[-1].setdefault(tuple(key), {})

    def _passage(self, g: Given) -> None:
        sums = self._sums(g, g.user_id)
        if sums is None:
            return
        leads, value = g.leads * UNIT, g.value * UNIT
        add(sums, DISTRIBUTED, leads, value)
        add(sums, Cause(g.arrival, g.arrival_by), leads, value)
        if g.set_id is not None:
            add(sums, TURNS, leads, value)
        if g.departure is not None:
            add(sums, Cause(g.departure, g.departure_by), -leads, -value)

    def _decision(self, g: Given, leads: int, value: int) -> None:
        """Add everybody's part of decisions alike. What one could not take, the others gained: together 0."""
        for user_id, due, earned, code in self._facts.parts(g):
            sums = self._sums(g, user_id)
            if sums is None:
                continue
            add(sums, ENTITLED, due * leads, due * value)
            if code is not None:
                add(sums, Cause(code), -due * leads, -due * value)
                continue
            add(sums, EARNED, earned * leads, earned * value)
            add(sums, GAINED, (earned - due) * leads, (earned - due) * value)
            add(sums, TURN, -earned * leads, -earned * value)

    def _roll_up(self) -> None:
        for level in range(len(self.groups), 0, -1):
            for key, sums in self.levels[level].items():
                above = self.levels[level - 1].setdefault(key[: level - 1], {})
                for cause, (leads, value) in sums.items():
                    add(above, cause, leads, value)
        self.levels[0].setdefault((), {})

    def row(self, level: int, key: Key) -> Row:
        """Return a group made ready."""
        return settle(self.levels[level].get(key, {}))


# ---------------------------------------------------------------- everybody's part


def _parts(question: Question, passages: Sequence[Given]) -> Callable[[Given], list[Stake]]:
    """Return what gives everybody's part of a decision; each candidate set is worked out once."""
    con = question.con
    sets = facts_fairness.members(con, {g.set_id for g in passages if g.set_id is not None})
    strategies = question.names.strategy

    @cache
    def rules(run_id: int) -> tuple[int, str] | None:
        return facts_fairness.rules_of_run(con, run_id)

    @cache
    def performs(version: tuple[int, str] | None, strategy_id: int, lane: str) -> bool:
        return version is not None and by_performance(_load(version[1]), strategies[strategy_id], lane)

    @cache
    def usual(run_id: int, strategy_id: int) -> dict[int, int]:
        return facts_fairness.usual_shares(con, run_id, strategy_id)

    @cache
    def found(set_id: int, run_id: int | None, strategy_id: int, lane: str) -> list[Stake]:
        if run_id is None or not performs(rules(run_id), strategy_id, lane):
            return stakes(sets[set_id])
        return stakes(sets[set_id], usual(run_id, strategy_id))

    def parts(g: Given) -> list[Stake]:
        assert g.set_id is not None
        return found(g.set_id, g.run_id, g.keys[0], g.lane if g.run_id is not None else "")

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
