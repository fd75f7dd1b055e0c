"""Criteria as closures over rule rows. Pure: no database, no clock.

A rule row is a tuple; `index` says at which position each field stands. Empty = None or blank text. On an empty
field `present = false` and `not` hold, every other comparison fails. Text is compared trimmed and casefolded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from leadctl.config.model import Clause, Criteria
from leadctl.models import slug

Row = Sequence[Any]
Test = Callable[[Row], bool]
NUMERIC = frozenset({"number", "money", "date", "bool", "priority"})


def position(index: Mapping[str, int], field: str) -> int | None:
    """Return where `field` stands in the row: by its name, else by its slug; None = no row has it."""
    found = index.get(field)
    if found is not None:
        return found
    wanted = slug(field)
    return next((at for name, at in index.items() if slug(name) == wanted), None)


def compile_criteria(criteria: Criteria, index: Mapping[str, int], now: int) -> Test:
    """Return row -> bool. `now` (seconds UTC) settles ages. No per-row allocation beyond folding text."""
    tests = [compile_clause(clause, index, now) for clause in criteria.clauses]
    tests += [compile_criteria(child, index, now) for child in criteria.all]
    tests += [_any_of([compile_criteria(c, index, now) for c in group]) for group in criteria.any]
    tests += [_negated(compile_criteria(child, index, now)) for child in criteria.none]
    return _all_of(tests)


def failed_clauses(criteria: Criteria, index: Mapping[str, int], now: int, row: Row) -> list[Clause]:
    """Return the clauses that keep `row` out, in reading order; empty exactly when the row matches.

    Of an `any` group all alternatives failed, so all their clauses are listed; of a `not` the clauses that held,
    each marked `not (…)`.
    """
    failed = [clause for clause in criteria.clauses if not compile_clause(clause, index, now)(row)]
    for child in criteria.all:
        failed += failed_clauses(child, index, now, row)
    for group in criteria.any:
        parts = [failed_clauses(child, index, now, row) for child in group]
        if all(parts):
            failed += [clause for part in parts for clause in part]
    for child in criteria.none:
        if compile_criteria(child, index, now)(row):
            failed += [replace(c, text=f"not ({c.text})") for c in _leaves(child)] or [_nothing_matches()]
    return failed


def _leaves(criteria: Criteria) -> list[Clause]:
    inner = (*criteria.all, *(c for group in criteria.any for c in group), *criteria.none)
    return [*criteria.clauses, *(clause for child in inner for clause in _leaves(child))]


def _nothing_matches() -> Clause:
    return Clause("", "bool", "not", True, "not (everything)")


def _all_of(tests: list[Test]) -> Test:
    if not tests:
        return _always
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda row: first(row) and second(row)
    if len(tests) == 3:
        one, two, three = tests
        return lambda row: one(row) and two(row) and three(row)

    def every(row: Row) -> bool:
        for test in tests:  # noqa: SIM110  a generator costs a frame per row
            if not test(row):
                return False
        return True

    return every


def _any_of(tests: list[Test]) -> Test:
    if len(tests) == 2:
        first, second = tests
        return lambda row: first(row) or second(row)

    def some(row: Row) -> bool:
        for test in tests:  # noqa: SIM110  a generator costs a frame per row
            if test(row):
                return True
        return False

    return some


def _negated(test: Test) -> Test:
    return lambda row: not test(row)


def _always(row: Row) -> bool:
    return True


def _never(row: Row) -> bool:
    return False


def compile_clause(clause: Clause, index: Mapping[str, int], now: int) -> Test:
    """Return row -> bool of one comparison. A field that no row has is empty in every row."""
    at = position(index, clause.field)
    if at is None:
        absent = clause.operator == "not" or (clause.operator == "present" and clause.value is False)
        return _always if absent else _never
    if clause.operator == "present":
        return _present(at) if clause.value else _negated(_present(at))
    if clause.kind in NUMERIC:
        return _numeric(clause, at, now)
    return _text(clause, at)


def _present(at: int) -> Test:
    def present(row: Row) -> bool:
        value = row[at]
        return value is not None and (value.__class__ is not str or bool(value.strip()))

    return present


# ---------------------------------------------------------------- numbers, money, dates, yes/no, priorities


def _numeric(clause: Clause, at: int, now: int) -> Test:
    operator, value = clause.operator, clause.value
    if operator == "age":
        operator, value = _age(clause, now)
    if operator in {"is", "in", "not"}:
        wanted = frozenset(value if isinstance(value, tuple) else (value,))
        member = _number_in(at, wanted, clause.kind)
        return _negated(member) if operator == "not" else member
    if clause.kind == "priority":  # rank 1 is the highest: at least medium = rank 2 or less
        operator = {"min": "max", "max": "min", "gt": "lt", "lt": "gt"}[operator]
    return _bound(at, operator, value, clause.kind)


def _age(clause: Clause, now: int) -> tuple[str, int]:
    """An age of at most 7 days = not before seven days ago."""
    moment = now - int(str(clause.value))
    return ("min" if clause.bound == "max" else "max"), moment


def _number_in(at: int, wanted: frozenset[Any], kind: str) -> Test:
    def member(row: Row) -> bool:
        value = row[at]
        if value.__class__ is str:
            value = _from_text(value, kind)
        return value in wanted

    return member


def _bound(at: int, operator: str, limit: Any, kind: str) -> Test:
    def at_least(row: Row) -> bool:
        value = row[at]
        try:
            return value >= limit  # type: ignore[no-any-return]  # a row's cells are untyped
        except TypeError:  # None, or text stored before the column was declared
            value = _from_text(value, kind)
            return value is not None and value >= limit

    def at_most(row: Row) -> bool:
        value = row[at]
        try:
            return value <= limit  # type: ignore[no-any-return]
        except TypeError:
            value = _from_text(value, kind)
            return value is not None and value <= limit

    def above(row: Row) -> bool:
        value = row[at]
        try:
            return value > limit  # type: ignore[no-any-return]
        except TypeError:
            value = _from_text(value, kind)
            return value is not None and value > limit

    def below(row: Row) -> bool:
        value = row[at]
        try:
            return value < limit  # type: ignore[no-any-return]
        except TypeError:
            value = _from_text(value, kind)
            return value is not None and value < limit

    return {"min": at_least, "max": at_most, "gt": above, "after": above, "lt": below, "before": below}[operator]


def _from_text(value: object, kind: str) -> float | None:
    """Return the number in a text that was stored before its column was declared, or None."""
    if not isinstance(value, str) or kind in {"date", "priority"}:
        return None
    if kind == "bool":
        return {"true": 1, "yes": 1, "1": 1, "false": 0, "no": 0, "0": 0}.get(value.strip().casefold())
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        return None
    return round(number * 100) if kind == "money" else number


# ---------------------------------------------------------------- text


def _text(clause: Clause, at: int) -> Test:
    operator, value = clause.operator, clause.value
    parts: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
    if operator == "matches":
        return _pattern(at, str(value))
    if operator in {"is", "in"}:
        return _one_of(at, frozenset(parts)) if len(parts) > 1 else _equal(at, parts[0])
    if operator == "not":
        return _negated(_one_of(at, frozenset(parts)))
    if operator == "contains":
        return _contains(at, parts)
    return _edge(at, parts, operator)


def _equal(at: int, wanted: str) -> Test:
    def equal(row: Row) -> bool:
        value = row[at]
        if value.__class__ is str:
            return value == wanted or value.strip().casefold() == wanted
        return value is not None and str(value).casefold() == wanted

    return equal


def _one_of(at: int, wanted: frozenset[str]) -> Test:
    def one_of(row: Row) -> bool:
        value = row[at]
        if value.__class__ is str:
            return value.strip().casefold() in wanted
        return value is not None and str(value).casefold() in wanted

    return one_of


def _contains(at: int, parts: tuple[str, ...]) -> Test:
    def contains(row: Row) -> bool:
        value = row[at]
        if value is None:
            return False
        folded = str(value).casefold()
        for part in parts:  # noqa: SIM110  a generator costs a frame per row
            if part in folded:
                return True
        return False

    return contains


def _edge(at: int, parts: tuple[str, ...], operator: str) -> Test:
    if operator == "starts_with":
        return lambda row: row[at] is not None and str(row[at]).strip().casefold().startswith(parts)
    return lambda row: row[at] is not None and str(row[at]).strip().casefold().endswith(parts)


def _pattern(at: int, pattern: str) -> Test:
    search = re.compile(pattern, re.IGNORECASE).search

    def matches(row: Row) -> bool:
        value = row[at]
        if value is None:
            return False
        trimmed = str(value).strip()
        return bool(trimmed) and search(trimmed) is not None

    return matches
