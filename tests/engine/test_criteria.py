"""The compiled closures against an interpreter written here from the rules of the specification, clause by clause."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.model import ALWAYS, Clause, Criteria
from leadctl.engine.criteria import compile_criteria, failed_clauses

NOW = 1_772_355_600
FIELDS = {"country": "text", "source": "text", "size": "number", "value": "money", "received_at": "date", "dnc": "bool"}
FIELDS["priority"] = "priority"
INDEX = {name: i for i, name in enumerate(FIELDS)}
WORDS = ["us", "ca", "de", "trade show", "web", "straße", "u", "s"]

# ---------------------------------------------------------------- the naive interpreter


def naive(criteria: Criteria, row: dict) -> bool:
    return (
        all(naive_clause(c, row[c.field]) for c in criteria.clauses)
        and all(naive(child, row) for child in criteria.all)
        and all(any(naive(child, row) for child in group) for group in criteria.any)
        and not any(naive(child, row) for child in criteria.none)
    )


def naive_clause(clause: Clause, value: object) -> bool:
    empty = value is None or (isinstance(value, str) and value.strip() == "")
    if clause.operator == "present":
        return empty is not clause.value
    if clause.operator == "not":
        return empty or not naive_clause(Clause(clause.field, clause.kind, "in", as_tuple(clause.value), ""), value)
    if empty:
        return False
    if clause.kind == "text":
        return naive_text(clause, str(value).strip())
    return naive_number(clause, value)


def as_tuple(value: object) -> tuple:
    return value if isinstance(value, tuple) else (value,)


def naive_text(clause: Clause, text: str) -> bool:
    parts = as_tuple(clause.value)
    folded = text.casefold()
    if clause.operator in ("is", "in"):
        return folded in parts
    if clause.operator == "contains":
        return any(part in folded for part in parts)
    if clause.operator == "starts_with":
        return any(folded[: len(part)] == part for part in parts)
    if clause.operator == "ends_with":
        return any(folded[-len(part) :] == part for part in parts)
    assert clause.operator == "matches"
    return re.search(clause.value, text, re.IGNORECASE) is not None


def naive_number(clause: Clause, value) -> bool:
    operator, limit = clause.operator, clause.value
    if operator in ("is", "in"):
        return any(value == one for one in as_tuple(limit))
    if operator == "age":
        age = NOW - value
        return age >= limit if clause.bound == "min" else age <= limit
    if clause.kind == "priority":  # high = 1 is more than low = 3
        value, limit = -value, -limit
    return {
        "min": value >= limit,
        "max": value <= limit,
        "gt": value > limit,
        "after": value > limit,
        "lt": value < limit,
        "before": value < limit,
    }[operator]


# ---------------------------------------------------------------- what hypothesis draws


def text_clauses(field: str):
    word = st.sampled_from(WORDS)
    words = st.lists(word, min_size=1, max_size=3).map(tuple)
    many = st.tuples(st.sampled_from(["in", "not", "contains", "starts_with", "ends_with"]), words)
    single = st.tuples(st.sampled_from(["is", "not", "contains", "starts_with", "ends_with"]), word)
    pattern = st.tuples(st.just("matches"), st.sampled_from(["^u", "s$", "a|e", "tr.de", r"\bshow"]))
    present = st.tuples(st.just("present"), st.booleans())
    return st.one_of(many, single, pattern, present).map(lambda ov: Clause(field, "text", ov[0], ov[1], "x"))


def number_clauses(field: str, kind: str):
    number = st.integers(1, 3) if kind == "priority" else st.integers(-3, 3)
    operators = ["is", "not", "min", "max", "gt", "lt"]
    if kind == "date":
        number = number.map(lambda n: NOW + n)
        operators = ["min", "max", "gt", "lt", "before", "after"]
    if kind == "bool":
        number, operators = st.integers(0, 1), ["is", "not"]
    single = st.tuples(st.sampled_from(operators), number, st.just(""))
    present = st.tuples(st.just("present"), st.booleans(), st.just(""))
    choices = [single, present]
    if kind in ("number", "money", "priority"):
        many = st.lists(number, min_size=1, max_size=3).map(tuple)
        choices.append(st.tuples(st.sampled_from(["in", "not"]), many, st.just("")))
    if kind == "date":
        choices.append(st.tuples(st.just("age"), st.integers(0, 4), st.sampled_from(["min", "max"])))
    return st.one_of(choices).map(lambda c: Clause(field, kind, c[0], c[1], "x", c[2]))


CLAUSES = st.one_of(
    [text_clauses(f) if kind == "text" else number_clauses(f, kind) for f, kind in FIELDS.items()],
)


def trees(children):
    some = st.lists(children, max_size=2).map(tuple)
    groups = st.lists(st.lists(children, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
    clauses = st.lists(CLAUSES, max_size=4).map(tuple)
    return st.builds(Criteria, clauses=clauses, all=some, any=groups, none=some)


LEAVES = st.lists(CLAUSES, min_size=1, max_size=3).map(lambda c: Criteria(tuple(c)))
CRITERIA = st.recursive(LEAVES, trees, max_leaves=6)


def cells(kind: str):
    if kind == "text":
        spelled = st.sampled_from([*WORDS, "US", " Us ", "Straße", "STRASSE", "Trade Show", "", "  "])
        return st.one_of(st.none(), spelled)
    numbers = {"priority": st.integers(1, 3), "bool": st.integers(0, 1)}.get(kind, st.integers(-4, 4))
    if kind == "date":
        numbers = numbers.map(lambda n: NOW + n)
    return st.one_of(st.none(), numbers)


ROWS = st.tuples(*(cells(kind) for kind in FIELDS.values()))

# ---------------------------------------------------------------- properties


@given(CRITERIA, ROWS)
def test_the_closure_decides_like_the_naive_interpreter(criteria, row):
    assert compile_criteria(criteria, INDEX, NOW)(row) is naive(criteria, dict(zip(FIELDS, row, strict=True)))


@given(CRITERIA, ROWS)
def test_failed_clauses_are_empty_exactly_when_the_row_matches(criteria, row):
    assert (failed_clauses(criteria, INDEX, NOW, row) == []) is compile_criteria(criteria, INDEX, NOW)(row)


@given(CRITERIA, ROWS)
def test_not_is_the_opposite(criteria, row):
    opposite = Criteria(none=(criteria,))
    assert compile_criteria(opposite, INDEX, NOW)(row) is not compile_criteria(criteria, INDEX, NOW)(row)


@given(CRITERIA, CRITERIA, ROWS)
def test_any_and_all_are_or_and_and(one, two, row):
    first, second = (compile_criteria(c, INDEX, NOW)(row) for c in (one, two))
    assert compile_criteria(Criteria(any=((one, two),)), INDEX, NOW)(row) is (first or second)
    assert compile_criteria(Criteria(all=(one, two)), INDEX, NOW)(row) is (first and second)


@given(CLAUSES)
def test_an_empty_field_meets_only_not_and_present_false(clause):
    blank = (None,) * len(FIELDS)
    expected = clause.operator == "not" or (clause.operator == "present" and clause.value is False)
    assert compile_criteria(Criteria((clause,)), INDEX, NOW)(blank) is expected
    assert compile_criteria(Criteria((clause,)), {}, NOW)(()) is expected  # a field no row has


@given(CLAUSES, ROWS)
def test_failed_clauses_name_the_clause(clause, row):
    failed = failed_clauses(Criteria((clause,)), INDEX, NOW, row)
    assert failed in ([], [clause])


# ---------------------------------------------------------------- through the file


def when(text: str) -> Criteria:
    config = load_text(f'[[strategy]]\nname = "S"\nto = {{ users = ["a"] }}\nwhen = {text}\n', "f")
    return config.strategies[0].when


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ('{ country = ["US", "CA"] }', {"country": " us "}, True),
        ('{ country = ["US", "CA"] }', {"country": "DE"}, False),
        ('{ country = { not = ["US"] } }', {"country": None}, True),
        ("{ value = { min = 1_000, max = 2_000 } }", {"value": 200_000}, True),
        ("{ value = { min = 1_000, lt = 2_000 } }", {"value": 200_000}, False),
        ("{ value = 12.50 }", {"value": 1250}, True),
        ('{ priority = "high" }', {"priority": 1}, True),
        ('{ priority = { min = "medium" } }', {"priority": 3}, False),
        ('{ priority = { min = "medium" } }', {"priority": 1}, True),
        ('{ priority = { gt = "medium" } }', {"priority": 2}, False),
        ("{ do_not_contact = true }", {"do_not_contact": 1}, True),
        ("{ do_not_contact = { not = true } }", {"do_not_contact": None}, True),
        ('{ age = { max = "7d" } }', {"received_at": NOW - 604_800}, True),
        ('{ age = { max = "7d" } }', {"received_at": NOW - 604_801}, False),
        ('{ age = { min = "1h" } }', {"received_at": NOW - 3599}, False),
        ("{ received_at = 2026-03-01 }", {"received_at": NOW}, True),
        ("{ received_at = { after = 2026-03-01 } }", {"received_at": NOW}, False),
        ("{ received_at = { min = 2026-03-01 } }", {"received_at": NOW}, True),
        ('{ email = { ends_with = "@ACME.com" } }', {"email": "a@acme.com "}, True),
        ('{ company = { contains = ["gmbh", "ag"] } }', {"company": "Muster GmbH"}, True),
        ("{ phone = { matches = '^\\+1' } }", {"phone": "+15551234"}, True),
        ('{ any = [ { source = "web" }, { value = { min = 1 } } ] }', {"source": None, "value": 100}, True),
        ('{ not = { source = "web", value = { min = 1 } } }', {"source": "web", "value": 99}, True),
    ],
)
def test_criteria_of_the_file(text, row, expected):
    index = {name: i for i, name in enumerate(row)}
    assert compile_criteria(when(text), index, NOW)(tuple(row.values())) is expected


def test_nothing_asked_matches_everything():
    assert compile_criteria(ALWAYS, {}, NOW)(())
    assert failed_clauses(ALWAYS, {}, NOW, ()) == []


def test_failed_clauses_of_groups_are_readable():
    criteria = when('{ country = "US", any = [ { source = "web" }, { source = "fair" } ], not = { state = "CA" } }')
    index = {"country": 0, "source": 1, "state": 2}
    row = ("DE", "list", "CA")
    assert [c.text for c in failed_clauses(criteria, index, NOW, row)] == [
        "country is US",
        "source is web",
        "source is fair",
        "not (state is CA)",
    ]


def test_an_attribute_is_found_in_the_row_by_its_slug():
    criteria = when('{ preferred_language = "spanish" }')
    assert compile_criteria(criteria, {"Preferred language?": 0}, NOW)(("Spanish",))


@pytest.mark.parametrize(("stored", "expected"), [("50", True), ("1,050", True), ("49", False), ("many", False)])
def test_text_stored_before_a_column_was_declared_a_number(stored, expected):
    text = '[[attribute]]\nname = "size"\ntype = "number"\n[[strategy]]\nname = "S"\nto = { users = ["a"] }\n'
    criteria = load_text(text + "when = { size = { min = 50 } }", "f").strategies[0].when
    assert compile_criteria(criteria, {"size": 0}, NOW)((stored,)) is expected
