"""Places: by postal code and its first part, by city and state, the packaged cities; against a scan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.db import cities, places
from leadctl.models import place_key


def add(con, country, *, state=None, city=None, code=None, at=(0.0, 0.0), people=0, zone=None, alias=0) -> None:
    con.execute(
        "insert into place (country, state, city, postal_code, latitude, longitude, population, zone, alias)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (country, state and place_key(state), city and place_key(city), code, *at, people, zone, alias),
    )


@pytest.mark.parametrize(
    ("country", "text", "forms"),
    [
        ("US", "10001-1234", ("100011234", "10001")),
        ("US", "2139", ("02139",)),
        ("US", "2139-0123", ("021390123", "02139")),
        ("CA", "m5v 2t6", ("M5V2T6", "M5V")),
        ("GB", "sw1a 1aa", ("SW1A1AA", "SW1A")),
        ("GB", "SW1A", ("SW1A",)),
        ("DE", "1067", ("01067",)),
        ("PL", "00-950", ("00950",)),
        ("PT", "1000-001", ("1000001", "1000")),
        ("NL", "1012 AB", ("1012AB", "1012")),
        ("US", "--", ()),
        ("XX", "12", ("12",)),
    ],
)
def test_what_a_postal_code_is_looked_up_as(country, text, forms):
    assert places.code_forms(country, text) == forms


@given(st.sampled_from(["US", "CA", "GB", "DE", "NL", "FR"]), st.text("0123456789ABC -", max_size=9))
def test_the_whole_code_comes_first_and_is_its_own_form(country, text):
    forms = places.code_forms(country, text)
    assert len(forms) <= 2
    for form in forms:
        assert form == places.code_key(form)
        assert forms[0].startswith(form)
    if forms:
        assert places.code_forms(country, forms[0])[0] == forms[0]


def test_a_postal_code_goes_before_a_city_and_its_first_part_will_do(con):
    add(con, "US", code="10001", at=(40.75, -74.0), zone="America/New_York")
    add(con, "GB", code="SW1A", at=(51.5, -0.13))
    add(con, "CA", code="M5V", at=(43.64, -79.39))
    found = places.find(con, "US", "MO", "St. Louis", "10001-1234")
    assert found == places.Place(40.75, -74.0, "America/New_York", "postal_code")
    assert places.find(con, "GB", None, None, "SW1A 2AA").latitude == 51.5
    assert places.find(con, "CA", None, None, "m5v2t6").latitude == 43.64
    assert places.find(con, "DE", None, None, "10001") is None
    assert places.find(con, None, None, "Berlin", "10001") is None


def test_of_cities_of_one_name_the_named_state_then_the_largest(con):
    add(con, "US", state="TX", city="Paris", at=(33.66, -95.55), people=25_000)
    add(con, "US", state="ME", city="Paris", at=(44.26, -70.5), people=5_000)
    add(con, "US", state="KY", city="Pariss", at=(38.2, -84.25), people=90_000, alias=0)
    add(con, "US", state="KY", city="Paris", at=(38.2, -84.25), people=90_000, alias=1)

    def latitude(state):
        found = places.find(con, "US", state, "PARIS", None)
        return found and found.latitude

    assert [latitude("ME"), latitude("TX"), latitude(None)] == [44.26, 33.66, 33.66]
    assert latitude("OH") is None  # another state's city is another city
    assert latitude("somewhere") == 33.66  # no state at all


def test_a_city_known_by_its_postal_codes_lies_in_their_middle(con):
    add(con, "DE", state="BY", city="Kleinort", code="80001", at=(48.0, 11.0))
    add(con, "DE", state="BY", city="Kleinort", code="80002", at=(49.0, 12.0))
    assert places.find(con, "DE", None, "Kleinort", None) == places.Place(48.5, 11.5, None, "city")


def test_the_packaged_cities_answer_where_nothing_is_loaded(con):
    assert places.find(con, "DE", "BY", "München", None).zone == "Europe/Berlin"
    assert places.find(con, "US", None, "new york", None).by == "city"
    assert places.find(con, "US", "MO", "St. Louis", None).zone == "America/Chicago"
    add(con, "US", state="NY", city="New York", at=(1.0, 2.0))
    assert places.find(con, "US", "NY", "New York", None).latitude == 1.0


def test_the_packaged_list_is_sound():
    listed = list(cities.read())
    assert len(listed) == cities.count() > 7000
    assert all(len(c.country) == 2 and abs(c.latitude) <= 90 and abs(c.longitude) <= 180 for c in listed)
    assert all(c.thousands >= 50 and "/" in c.zone for c in listed)
    us = {c.state for c in listed if c.country == "US"}
    assert all(len(state) == 2 for state in us)
    assert len(us) > 45
    assert {c.state for c in listed if c.country == "DE"} >= {"BY", "NW", "BE", "HH"}


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["US", "FR"]), st.sampled_from([None, "CA", "NY"]), st.sampled_from([None, "Aa", "Bb"]),
        st.sampled_from([None, "10001", "10002"]), st.integers(0, 3),
    ),
    max_size=8,
)  # fmt: skip
WANTED = st.tuples(
    st.sampled_from(["US", "FR"]), st.sampled_from([None, "CA", "TX"]), st.sampled_from([None, "aa", "BB", "cc"]),
    st.sampled_from([None, "10001", "10001-0001", "10003"]),
)  # fmt: skip


def naive(rows, wanted):
    """Return what finds the place and which rows it is of, by looking at every row."""
    country, state, city, code = wanted
    plain = (code or "").replace("-", "")
    for form in [plain, plain[:5]] if country == "US" else [plain]:
        hits = [r for r in rows if form and r[0] == country and r[3] == form]
        if hits:
            return "postal_code", hits
    here = [r for r in rows if city and r[0] == country and r[2] and r[2].casefold() == city.casefold()]
    for group in ([r for r in here if r[3] is None], [r for r in here if r[3] is not None]):
        fits = [r for r in group if state is None or r[1] == state]
        if fits:
            return "city", fits
    if country == "US":
        here = [r for r in here if r[1] is None] if state else here
    return ("city", here) if here else (None, [])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.lists(WANTED, min_size=1, max_size=4))
def test_a_book_finds_what_a_scan_finds(con, rows, wanted):
    con.execute("begin")
    try:
        for at, (country, state, city, code, people) in enumerate(rows):
            add(con, country, state=state, city=city, code=code, at=(float(at), 0.0), people=people)
        book = places.PlaceBook(con)
        book.prefetch(wanted)
        numbered = [(*row, float(at)) for at, row in enumerate(rows)]
        for one in wanted:
            found, (by, hits) = book.find(*one), naive(numbered, one)
            assert (found and found.by) == by
            if found is not None:
                assert min(h[5] for h in hits) <= found.latitude <= max(h[5] for h in hits)
            assert book.find(*one) == places.find(con, *one)
    finally:
        con.execute("rollback")
