"""What the lint claims is true of every lead: checked against rows drawn at random."""

# ruff: noqa: E501  generators read best in one line

from __future__ import annotations

from hypothesis import event, given, settings
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


rows = st.tuples(
    st.sampled_from([None, "US", "de", "Fr", " us "]),
    st.sampled_from([None, 0, 100, 200, 300, 400]),
    st.integers(0, 5),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from([None, "", "a@x", "a@y"]),
)


def matches(tree, row) -> bool:
    return compile_criteria(tree, INDEX, NOW)(row)


@settings(max_examples=300)
@given(trees(), st.lists(rows, min_size=20, max_size=40))
def test_what_contradicts_itself_matches_no_row(tree, drawn):
    said = contradiction(tree)
    event("contradicts itself" if said else "may match")
    assert not (said and any(matches(tree, row) for row in drawn))


@settings(max_examples=500)
@given(trees(), trees(), st.lists(rows, min_size=20, max_size=40))
def test_what_is_disjoint_has_no_row_in_common(one, other, drawn):
    said = disjoint(one, other)
    event("disjoint" if said else "may meet")
    assert not (said and any(matches(one, row) and matches(other, row) for row in drawn))


@given(trees(), trees(), st.lists(rows, min_size=20, max_size=40))
def test_what_is_implied_holds_wherever_the_narrow_one_does(one, other, drawn):
    from dataclasses import replace

    narrow = replace(
        one, clauses=one.clauses + other.clauses, all=one.all + other.all, any=one.any + other.any, none=one.none + other.none
    )  # fmt: skip
    assert implied(one, narrow)
    assert implied(one, one)
    for row in drawn:
        assert matches(one, row) or not matches(narrow, row)
