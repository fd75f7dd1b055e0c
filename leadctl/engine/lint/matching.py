"""Criteria that no lead can meet, or that two strategies cannot both meet. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from leadctl.config.lines import Path
from leadctl.config.model import Clause, Criteria
from leadctl.engine.lint.scene import Scene

_FROM = frozenset({"min", "gt", "after"})
_TO = frozenset({"max", "lt", "before"})


def criteria(scene: Scene) -> None:
    """Say which criteria contradict themselves."""
    config = scene.config
    rules: list[tuple[Path, str, Criteria]] = []
    for at, strategy in scene.strategies():
        rules.append((("strategy", at, "when"), f'strategy "{strategy.name}": when', strategy.when))
    for at, gate in enumerate(config.gates):
        key = "hold_when" if gate.require is None else "require"
        rules.append((("gate", at, key), f'gate "{gate.name}": {key}', gate.require or gate.hold_when))
    rules += [(("score", at, "when"), f'score "{s.name}": when', s.when) for at, s in enumerate(config.scores)]
    rules += [(("classify", at, "when"), f"classify {at + 1}: when", c.when) for at, c in enumerate(config.classify)]
    for path, words, tree in rules:
        problem = contradiction(tree)
        if problem:
            scene.warn("never-matches", path, words, f"no lead can meet it: {problem}", "take one of the two out")


def contradiction(tree: Criteria) -> str | None:
    """Return two clauses of the tree that exclude each other, in words; only AND-ed ones are looked at."""
    return _apart(sure(tree), ())


def disjoint(one: Criteria, other: Criteria) -> str | None:
    """Return two clauses that no lead can meet together, one of each tree, in words."""
    return _apart(sure(one), sure(other))


def sure(tree: Criteria) -> list[Clause]:
    """Return every clause that a matching lead surely meets."""
    return [*tree.clauses, *(clause for child in tree.all for clause in sure(child))]


def _apart(first: Iterable[Clause], second: Iterable[Clause]) -> str | None:
    ones, others = list(first), list(second)
    pairs = [(a, b) for a in ones for b in others] if others else [
        (a, b) for i, a in enumerate(ones) for b in ones[i + 1 :]
    ]  # fmt: skip
    for a, b in pairs:
        if a.field == b.field and (_exclude(a, b) or _exclude(b, a)):
            return f"{a.text} and {b.text}"
    return None


def _exclude(a: Clause, b: Clause) -> bool:
    """Return whether `a` rules `b` out. Ages and priorities are left aside: their order runs the other way."""
    if a.operator == "present" and a.value is False:
        return b.operator not in {"not"} and not (b.operator == "present" and b.value is False)
    if a.operator in {"is", "in"} and b.operator in {"is", "in"}:
        return not _values(a) & _values(b)
    if a.operator in {"is", "in"} and b.operator == "not":
        return _values(a) <= _values(b)
    if a.kind not in {"number", "money", "date"}:
        return False
    if a.operator in _FROM and b.operator in _TO:
        low, high = _number(a), _number(b)
        return low > high or (low == high and (a.operator != "min" or b.operator != "max"))
    if a.operator in {"is", "in"} and b.operator in _FROM | _TO:
        return not any(_within(value, b) for value in _values(a))
    return False


def _values(clause: Clause) -> set[object]:
    return set(clause.value) if isinstance(clause.value, tuple) else {clause.value}


def _number(clause: Clause) -> float:
    return float(str(clause.value))


def _within(value: object, bound: Clause) -> bool:
    number, limit = float(str(value)), _number(bound)
    holds = {"min": number >= limit, "max": number <= limit, "gt": number > limit, "lt": number < limit}
    return holds.get(bound.operator, number < limit if bound.operator == "before" else number > limit)
