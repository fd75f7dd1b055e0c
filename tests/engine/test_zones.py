"""Where a lead may be: the tables are sound, and what is not known widens the answer."""

from __future__ import annotations

from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.clock import local_time
from leadctl.engine import zones
from leadctl.engine.zones import Spot, by_phone, name, spots
from leadctl.models import place_key


def lines(file: str) -> list[list[str]]:
    text = (files("leadctl") / "data" / file).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


STATES = [line for line in lines("states.tsv") if line[0] == "s"]
CODES = [line for line in lines("states.tsv") if line[0] == "r"]
COUNTRIES = {line[1]: line[3].split() for line in lines("zones.tsv") if line[0] == "z"}


def zone_set(found) -> set[str]:
    return {spot.zone for spot in found}


def test_every_zone_of_the_tables_exists():
    for line in STATES:
        assert all(ZoneInfo(zone) for zone in line[4].split()), line
    assert all(ZoneInfo(zone) for names in COUNTRIES.values() for zone in names)


def test_the_states_of_a_country_have_its_clocks_all_of_them_and_no_others():
    """A country has one zone of each clock; a state may name another zone of the same clock."""

    def clock(zone: str) -> tuple:
        return tuple(local_time(1_770_000_000 + n * 86_400 * 30, zone).utcoffset() for n in range(14))

    for country in {line[1] for line in STATES}:
        have = {clock(zone) for line in STATES if line[1] == country for zone in line[4].split()}
        assert {clock(zone) for zone in COUNTRIES[country]} == have, country


def test_every_range_of_codes_names_a_state_and_zones_of_it():
    known = {(line[1], line[2]): line[4].split() for line in STATES}
    moved = {(line[1], line[2]) for line in lines("states.tsv") if line[0] == "c"}
    for _, country, first, last, state, *names in CODES:
        assert (country, state) in known or (country, state) in moved, (country, state)
        assert first <= last
        assert len(first) == len(last)
        assert set(names[0].split() if names else ()) <= set(known.get((country, state), ()))


def test_the_ranges_of_a_country_do_not_overlap_unless_they_are_the_same():
    by_country: dict[str, list[tuple[str, str]]] = {}
    for _, country, first, last, *_ in CODES:
        by_country.setdefault(country, []).append((first, last))
    for country, ranges in by_country.items():
        for (_, last), (first, _) in zip(sorted(set(ranges)), sorted(set(ranges))[1:], strict=False):
            assert last < first, country


@pytest.mark.parametrize("country", ["US", "CA", "AU", "BR", "MX"])
def test_every_state_that_imports_know_has_its_zones(country):
    text = (files("leadctl.engine.normalise") / "places.tsv").read_text("utf-8")
    codes = [line.split("\t")[2] for line in text.splitlines() if line.startswith(f"s\t{country}\t")]
    assert len(codes) >= 8
    for code in codes:
        found = spots(country, code)
        assert found or code == "UM", code  # nobody lives on the Minor Outlying Islands
        assert len(found) < len(spots(country))


@pytest.mark.parametrize(
    ("asked", "zone_names"),
    [
        (("US", "NY"), {"America/New_York"}),
        (("US", "ny"), {"America/New_York"}),
        (("US", "FL"), {"America/New_York", "America/Chicago"}),
        (("US", None, "90210-1234"), {"America/Los_Angeles"}),
        (("US", None, "79901"), {"America/Chicago", "America/Denver"}),  # El Paso
        (("US", "PR"), {"America/Puerto_Rico"}),
        (("US", None, "00901"), {"America/Puerto_Rico"}),
        (("DE", "BY"), {"Europe/Berlin"}),  # Büsingen has the same clock
        (("GB",), {"Europe/London"}),
        (("RU", "Tomsk Oblast"), {"Asia/Tomsk"}),
        (("ES", "Madrid"), {"Europe/Madrid"}),
        (("ES", "Las Palmas"), {"Atlantic/Canary"}),
        (("ES", None, "38001"), {"Atlantic/Canary"}),
        (("ES",), {"Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"}),
        (("AU", "NSW", "2000"), {"Australia/Sydney"}),
        (("AU", "NSW"), {"Australia/Sydney", "Australia/Broken_Hill", "Australia/Lord_Howe"}),
        (("CA", None, "V6B 1A1"), {"America/Vancouver", "America/Creston", "America/Dawson_Creek", "America/Edmonton"}),
        ((None,), set()),
        (("XX",), set()),
    ],
)
def test_places(asked, zone_names):
    assert zone_set(spots(*asked)) == zone_names


def test_a_state_nobody_knows_leaves_the_whole_country():
    assert spots("US", "Freedonia") == spots("US")
    assert zone_set(spots("DE", "Atlantis")) == zone_set(spots("DE"))


def test_a_table_of_places_narrows_to_the_zone_it_says():
    assert spots("US", "TX", None, [("", "America/Denver")]) == (Spot("US", "TX", "America/Denver"),)
    # two cities of one name, in two states
    assert spots("US", None, None, [("or", "America/Los_Angeles"), ("me", "America/New_York")]) == (
        Spot("US", "OR", "America/Los_Angeles"),
        Spot("US", "ME", "America/New_York"),
    )
    # a state of one zone is not asked about further
    assert spots("US", "AL", None, [("", "America/New_York")]) == (Spot("US", "AL", "America/Chicago"),)
    # a zone that the state does not have by our table: the place knows better
    assert spots("US", "TN", None, [("", "America/Denver")]) == (Spot("US", "TN", "America/Denver"),)


@pytest.mark.parametrize(
    ("number", "country", "states"),
    [
        ("+13055551234", "US", {"FL"}),
        ("+19025551234", "CA", {"NS", "PE"}),
        ("+14165551234", None, {"ON"}),
        ("+17875551234", None, {None}),  # Puerto Rico is a country of its own here
        ("+4930123456", "DE", {None}),
        ("+61293744000", None, {"NSW", "ACT"}),
    ],
)
def test_phone_numbers(number, country, states):
    found = by_phone(number, country)
    assert {spot.state for spot in found} == states
    assert country is None or {spot.country for spot in found} == {country}


def test_numbers_that_say_nothing():
    assert by_phone("+18005551234") == ()  # toll-free
    assert by_phone("+870773111632") == ()  # satellite
    assert by_phone("+4930123456", "US") == ()  # not of the country the lead says
    assert by_phone("+13055551234", "CA") == ()
    assert by_phone("rubbish") == ()
    assert by_phone("+79161234567") == spots("RU")  # a mobile: anywhere in the country


def test_names():
    assert name("US", "FL") == "Florida"
    assert name("DE") == "Germany"
    assert name("DE", "BY") == "BY"
    assert name("QQ") == "QQ"


COUNTRY = st.sampled_from([*COUNTRIES, "XX"])
STATE = st.none() | st.sampled_from([line[2] for line in STATES] + ["Nowhere"])
CODE = st.none() | st.sampled_from([line[2] for line in CODES]) | st.text("0123456789AX", max_size=8)


@given(COUNTRY, STATE, CODE)
def test_knowing_more_never_adds_a_place(country, state, code):
    whole = set(spots(country))
    found = set(spots(country, state, code))
    assert bool(found) == bool(whole)
    in_state = set(spots(country, state))
    assert found <= in_state or not state or in_state == whole
    if state is None and not any(spot.country != country for spot in found):
        assert found <= whole


@given(STATE, CODE)
def test_places_of_the_united_states_are_states_with_zones_of_theirs(state, code):
    known = {line[2]: set(line[4].split()) for line in STATES if line[1] == "US"}
    for spot in spots("US", state, code):
        assert spot.zone in known.get(spot.state or "", COUNTRIES[spot.country])


def test_folding_meets_every_name_of_the_table():
    keys = [(line[1], place_key(word)) for line in STATES for word in (line[2], line[3]) if line[2] != zones.REST]
    for country, key in keys:
        assert spots(country, key), (country, key)
