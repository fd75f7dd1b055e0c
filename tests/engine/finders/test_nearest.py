"""Nearest: chords against haversine over all offices, places of offices, and what a run does with it."""

from __future__ import annotations

from math import asin, cos, isclose, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.engine.finders.nearest import chord2, kilometres, offices, vector
from leadctl.engine.ruleset import apply, check
from leadctl.engine.runs import assign
from tests.builders import add_account, add_lead, add_user, owners

NOW = 1_772_355_600
RULES = """
[[strategy]]
name = "Near"
method = "nearest"
to = {{ accounts = [{accounts}] }}
{more}
"""
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def haversine(a, b) -> float:
    """Kilometres between two (latitude, longitude), on a sphere of 6371.0088 km."""
    (p1, l1), (p2, l2) = (tuple(map(radians, p)) for p in (a, b))
    h = sin((p2 - p1) / 2) ** 2 + cos(p1) * cos(p2) * sin((l2 - l1) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1, sqrt(h)))


@given(POINTS, st.lists(POINTS, min_size=1, max_size=10))
def test_chords_order_offices_as_haversine_does(here, places):
    squares = [chord2(vector(*here), vector(*place)) for place in places]
    for square, place in zip(squares, places, strict=True):
        assert isclose(kilometres(square), haversine(here, place), rel_tol=1e-6, abs_tol=1e-3)
    best = min(range(len(places)), key=squares.__getitem__)
    assert haversine(here, places[best]) <= min(haversine(here, p) for p in places) + 1e-3


def lead(con, at: int = 0, **cells) -> int:
    """A waiting lead; `state` is its cell, not where it lies."""
    number = add_lead(con, received_at=at)
    for name, value in cells.items():
        con.execute(f"update lead set {name} = ? where id = ?", (value, number))
    return number


def rules(*accounts: str, more: str = "") -> str:
    return RULES.format(accounts=", ".join(f'"{a}"' for a in accounts), more=more)


def town(con, name: str, **columns) -> tuple[int, int]:
    """An office with one user, whose login is its name."""
    account = add_account(con, name, **columns)
    return account, add_user(con, name.casefold(), account_id=account)


def run(con, text: str):
    apply(con, text, NOW, "tester")
    return assign(con, load_text(text, "test"), NOW)


def test_leads_go_to_the_people_of_the_nearest_office_within_the_bound(con):
    _, boston = town(con, "Boston", country="US", city="Boston", state="MA")
    _, denver = town(con, "Denver", latitude=39.74, longitude=-104.99)
    near_boston = lead(con, country="US", state="RI", city="Providence")
    no_country = lead(con, state="UT", city="Salt Lake City")  # the rules' region
    far = lead(con, country="GB", city="London")
    unknown = lead(con, country="US", city="Xyzzy")
    nothing = lead(con)
    summary = run(con, rules("Boston", "Denver", more="max_km = 700"))
    assert owners(con) == {near_boston: boston, no_country: denver, far: None, unknown: None, nothing: None}
    assert not summary.warnings


def test_the_next_office_takes_over_when_nobody_at_the_nearest_may(con):
    _, boston = town(con, "Boston", latitude=42.36, longitude=-71.06)
    _, denver = town(con, "Denver", latitude=39.74, longitude=-104.99)
    con.execute("update user set per_day = 1 where id = ?", (boston,))
    leads = [lead(con, at=i, country="US", state="MA", city="Boston") for i in range(3)]
    run(con, rules("Boston", "Denver"))
    assert [owners(con)[number] for number in leads] == [boston, denver, denver]


def test_offices_at_one_place_take_turns_and_people_below_an_office_are_its_own(con):
    east, first = town(con, "East", latitude=42.36, longitude=-71.06)
    _, second = town(con, "West", latitude=42.36, longitude=-71.06)
    third = add_user(con, "cat", account_id=add_account(con, "Desk", parent_id=east))
    for i in range(6):
        lead(con, at=i, country="US", state="MA", city="Boston")
    run(con, rules("East", "West"))
    given_to = list(owners(con).values())
    assert {user: given_to.count(user) for user in (first, second, third)} == {first: 2, second: 2, third: 2}


def test_an_office_without_a_place_is_named_with_the_remedy(con):
    town(con, "Boston", country="US", city="Boston", state="MA")
    town(con, "Nowhere", country="US", city="Xyzzy")
    number = lead(con, country="US", state="MA", city="Boston")
    text = rules("Boston", "Nowhere")
    warned = [w for w in check(text, "rules", con).warnings if "place is unknown" in w]
    assert len(warned) == 1
    assert '"Nowhere"' in warned[0]
    assert "geo load" in warned[0]
    summary = run(con, text)
    assert any('office "Nowhere" gets no leads' in w for w in summary.warnings)
    assert owners(con)[number] is not None


def test_an_account_without_a_country_is_where_the_one_above_it_is(con):
    above = add_account(con, "Europe", country="DE")
    add_account(con, "Koeln", parent_id=above, city="Köln")
    found = offices(con, ["koeln"], load_text("", "test"))
    assert found[0].vector is not None
    assert chord2(found[0].vector, vector(50.93, 6.95)) < 1e-6


@pytest.mark.parametrize("city", ["Köln", "koeln", "Cologne"])
def test_postal_codes_go_before_cities(con, city):
    _, here = town(con, "Here", latitude=10.0, longitude=10.0)
    _, there = town(con, "There", latitude=50.9, longitude=6.9)
    con.execute("insert into place (country, postal_code, latitude, longitude) values ('DE', '50667', 10.1, 10.1)")
    by_code = lead(con, country="DE", city=city, postal_code="50667")
    by_city = lead(con, country="DE", city=city, postal_code="99999")
    run(con, rules("Here", "There"))
    assert owners(con) == {by_code: here, by_city: there}
