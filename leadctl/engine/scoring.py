"""Gates, classification and scores of one record type, compiled for rule rows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, NamedTuple, TypeVar

from leadctl.config.model import ClassifyRule, Config, Criteria, Decay, GateRule, ScoreRule, Value
from leadctl.engine.criteria import Test, compile_criteria, position

Row = Sequence[Any]
Rule = TypeVar("Rule", GateRule, ClassifyRule, ScoreRule)


class Outcome(NamedTuple):
    """What the rules say about one lead: the gate that holds it, the fields they set, the score with its parts."""

    gate: str | None
    changes: dict[str, Value]
    score: int
    parts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules for leads of one record type."""

    gates: tuple[tuple[str, Test, bool], ...]  # name, test, the test's result that holds the lead
    setters: tuple[tuple[Test, tuple[tuple[str, Value, int | None], ...]], ...]  # when, (field, value, position)
    scores: tuple[tuple[str, Test, int, Callable[[Row], int] | None], ...]  # name, when, points, points of their age

    @classmethod
    def compile(cls, config: Config, record_type: str, index: Mapping[str, int], now: int) -> Rules:
        """Return the rules of `config` that apply to `record_type`. `now` in seconds UTC settles ages."""
        gates = []
        for gate in _for_type(config.gates, record_type):
            criteria = gate.hold_when if gate.require is None else gate.require
            gates.append((gate.name, compile_criteria(criteria, index, now), gate.require is None))
        setters = []
        for rule in _for_type(config.classify, record_type):
            assignments = tuple((field, value, position(index, field)) for field, value in rule.set)
            setters.append((compile_criteria(rule.when, index, now), assignments))
        scores = [
            (rule.name, compile_criteria(rule.when, index, now), rule.points, _aging(rule, index, now))
            for rule in _for_type(config.scores, record_type)
        ]
        return cls(tuple(gates), tuple(setters), tuple(scores))

    def gate(self, row: Row) -> str | None:
        """Return the name of the first gate that holds the lead, or None."""
        for name, test, holds in self.gates:
            if test(row) is holds:
                return name
        return None

    def classify(self, row: Row) -> dict[str, Value]:
        """Return field -> value for the fields that the lead lacks; the first matching rule per field wins."""
        changes: dict[str, Value] = {}
        for test, assignments in self.setters:
            if test(row):
                for field, value, at in assignments:
                    if field not in changes and (at is None or _empty(row[at])):
                        changes[field] = value
        return changes

    def score(self, row: Row) -> tuple[int, dict[str, int]]:
        """Return the sum of the matching points and the parts, rule name -> points, those that decay at their age."""
        parts = {
            name: points if aging is None else aging(row) for name, test, points, aging in self.scores if test(row)
        }
        return sum(parts.values()), parts

    def evaluate(self, row: Row, index: Mapping[str, int]) -> Outcome:
        """Return gate, classification and score of one lead, in that order: scores see what was classified."""
        gate = self.gate(row)
        changes = self.classify(row)
        if changes:
            cells = list(row)
            for field, value in changes.items():
                at = position(index, field)
                if at is not None:
                    cells[at] = value
            row = cells
        score, parts = self.score(row)
        return Outcome(gate, changes, score, parts)


def aged(points: int, age: int, half_life: int) -> int:
    """Return points · 0.5^(age / half_life), rounded to the nearest whole point, a half away from zero.

    Age and half-life in seconds; an age below 0 counts as 0.
    """
    left: float = abs(points) * 0.5 ** (max(age, 0) / half_life)
    rounded = floor(left + 0.5)
    return rounded if points >= 0 else -rounded


def _aging(rule: ScoreRule, index: Mapping[str, int], now: int) -> Callable[[Row], int] | None:
    """Return row -> the rule's points at their age; None when they do not age.

    What never happened (no touch, no work yet) ages from the day the lead was received.
    """
    if rule.decay is None:
        return None
    points, half_life = rule.points, rule.decay.half_life
    at, received = position(index, rule.decay.of), position(index, "received_at")

    def aging(row: Row) -> int:
        since = row[at] if at is not None else None
        if since is None and received is not None:
            since = row[received]
        return points if since is None else aged(points, now - since, half_life)

    return aging


def decay_fields(decay: Decay | None) -> frozenset[str]:
    """Return the lead fields that a decay reads."""
    return frozenset() if decay is None else frozenset({decay.of, "received_at"})


def moves_with_time(rule: ScoreRule) -> bool:
    """Return whether a rule's points change without any cell changing: they decay, or it asks for touches or ages."""
    return rule.decay is not None or _timed(rule.when)


def goes_with_time(config: Config) -> bool:
    """Return whether a gate or a strategy may match tomorrow what it does not match today, though no cell changes."""
    gates = [gate.hold_when if gate.require is None else gate.require for gate in config.gates]
    return any(_timed(criteria) for criteria in (*gates, *(s.when for s in config.strategies)))


def _timed(criteria: Criteria) -> bool:
    named = any(
        c.operator == "age" or c.field.split(".")[0] in {"touches", "last_touch", "last_work"} for c in criteria.clauses
    )
    inner = (*criteria.all, *criteria.none, *(c for group in criteria.any for c in group))
    return named or any(_timed(child) for child in inner)


def band_of(score: int, bands: Sequence[tuple[str, int]]) -> str | None:
    """Return the name of the score band (highest first, as Config.score_bands); None below the lowest."""
    return next((name for name, least in bands if score >= least), None)


def rule_fields(config: Config) -> frozenset[str]:
    """Return every lead field that any rule reads or sets, so that loaders fetch only those."""
    names: set[str] = set()
    for gate in config.gates:
        names |= (gate.hold_when if gate.require is None else gate.require).fields()
    for rule in config.classify:
        names |= rule.when.fields() | {field for field, _ in rule.set}
    for score in config.scores:
        names |= score.when.fields() | decay_fields(score.decay)
    for strategy in config.strategies:
        names |= strategy.when.fields() | {field for _, field in strategy.needs}
    return frozenset(names)


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _for_type(rules: Iterable[Rule], record_type: str) -> list[Rule]:
    wanted = record_type.casefold()
    return [rule for rule in rules if rule.record_type == "*" or rule.record_type.casefold() == wanted]
