"""What the lint claims is true of every lead: checked against every row there is of a few fields."""

# ruff: noqa: E501  generators read best in one line

from __future__ import annotations

from itertools import product

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from leadctl.config.parse import read_text
from leadctl.engine.criteria import compile_criteria
from leadctl.engine.lint.matching import contradiction, disjoint
from leadctl.engine.lint.order import implied

NOW = 1_772_355_600
FIELDS = ("country", "value", "touches", "priority", "email")
INDEX = {name: at for at, name in enumerate(FIELDS)}

numbers = st.integers(0, 4)
bounds = st.dictionaries(st.sampled_from(["min", "max", "gt", "lt"]), numbers, min_size=1, max_size=2)
texts = st.sampled_from(["us", "de", "fr"])
CONDITIONS = {
    "country": st.one_of(
        texts.map(lambda t: f'"{t}"'),
        st.lists(texts, min_size=1, max_size=2).map(lambda ts: str(ts).replace("'", '"')),
        texts.map(lambda t: f'{{ not = "{t}" }}'),
        st.booleans().map(lambda b: f"{{ present = {str(b).lower()} }}"),
        texts.map(lambda t: f'{{ starts_with = "{t[0]}" }}'),
    ),
    "value": st.one_of(numbers.map(str), bounds.map(lambda b: "{ " + ", ".join(f"{k} = {v}" for k, v in b.items()) + " }")),
    "touches": st.one_of(numbers.map(str), bounds.map(lambda b: "{ " + ", ".join(f"{k} = {v}" for k, v in b.items()) + " }")),
    "priority": st.sampled_from(['"high"', '{ min = "medium" }', '{ max = "low" }', '{ not = "low" }']),
    "email": st.sampled_from(["{ present = true }", "{ present = false }", '{ ends_with = "x" }']),
}  # fmt: skip
plain = st.fixed_dictionaries({}, optional=CONDITIONS).filter(bool)


def table(conditions) -> str:
    return "{ " + ", ".join(f"{name} = {text}" for name, text in conditions.items()) + " }"


@st.composite
def trees(draw):
    """Return criteria as TOML, nested once at most."""
    parts = [f"{name} = {text}" for name, text in draw(plain).items()]
    for group in draw(st.lists(st.sampled_from(["all", "any", "not"]), unique=True, max_size=2)):
        inner = [table(c) for c in draw(st.lists(plain, min_size=1, max_size=2))]
        parts.append(f"{group} = [ {', '.join(inner)} ]")
    text = f'[[score]]\nname = "s"\npoints = 1\nwhen = {{ {", ".join(parts)} }}\n'
    config, found = read_text(text, "f")
    found.raise_any()
    return config.scores[0].when


# Every lead that can be told apart: the tests below look at all of them.
ROWS = list(
    product(
        [None, "US", "de", "Fr", " us "],
        [None, 0, 100, 200, 300, 400],
        range(6),
        [None, 1, 2, 3],
        [None, "", "a@x", "a@y"],
    )
)


def matching(tree) -> set[int]:
    test = compile_criteria(tree, INDEX, NOW)
    return {at for at, row in enumerate(ROWS) if test(row)}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_what_contradicts_itself_matches_no_row(tree):
    said = contradiction(tree)
    event("contradicts itself" if said else "may match")
    assert not (said and matching(tree))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(), trees())
def test_what_is_disjoint_has_no_row_in_common(one, other):
    said = disjoint(one, other)
    event("disjoint" if said else "may meet")
    assert not (said and matching(one) & matching(other))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(), trees())
def test_what_is_implied_holds_wherever_the_narrow_one_does(one, other):
    from dataclasses import replace

    narrow = replace(
        one, clauses=one.clauses + other.clauses, all=one.all + other.all, any=one.any + other.any, none=one.none + other.none
    )  # fmt: skip
    assert implied(one, narrow)
    assert implied(one, one)
    assert matching(narrow) <= matching(one)
