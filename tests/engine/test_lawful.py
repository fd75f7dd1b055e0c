"""Lawful calling hours: the table, the rules that override it, and leads that may be in several places."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import to_epoch
from leadctl.config import load_text
from leadctl.config.model import CallingRule
from leadctl.config.shifts import parse_shifts
from leadctl.engine import zones
from leadctl.engine.lawful import FIELDS, NEVER, Calling, Law, built_in
from leadctl.errors import ConfigError

INDEX = {name: at for at, name in enumerate(FIELDS)}
LAW = Law()


def at(text: str, zone: str = "America/New_York") -> int:
    return to_epoch(datetime.fromisoformat(text), zone)


def lead(country=None, state=None, city=None, code=None, phone=None, mobile=None) -> tuple:
    return (country, state, city, code, phone, mobile)


def test_every_line_of_the_table_is_a_shift_of_a_place_we_know():
    known = {"*", *zones._tables().countries}
    for (country, state), rule in built_in().items():
        assert country in known
        assert all(block.timezone is None for block in parse_shifts(rule.hours)), country
        assert rule.source
        if state is not None:
            assert zones.name(country, state) != state
            assert (country, None) in built_in()
    assert ("*", None) in built_in()


def test_no_state_of_the_union_is_wider_than_federal_law():
    federal = LAW.hours(zones.Spot("US", None, "America/New_York"))
    week = (at("2026-01-05 00:00"), at("2026-01-12 00:00"))
    for country, state in built_in():
        if country == "US":
            hours = LAW.hours(zones.Spot("US", state, "America/New_York"))
            for start, end in hours.working(*week):
                assert any(a <= start and end <= b for a, b in federal.working(*week)), state


@pytest.mark.parametrize(
    ("row", "moment", "lawful"),
    [
        (lead("US", "NY"), "2026-03-02 08:00", True),
        (lead("US", "NY"), "2026-03-02 07:59", False),
        (lead("US", "NY"), "2026-03-02 20:59", True),
        (lead("US", "NY"), "2026-03-02 21:00", False),
        (lead("US", "FL"), "2026-03-02 08:30", False),  # 07:30 in Pensacola
        (lead("US", "FL"), "2026-03-02 09:00", True),
        (lead("US", "FL"), "2026-03-02 20:00", False),  # Florida ends at 20:00
        (lead("US", "TX"), "2026-03-01 13:30", False),  # Sunday from 12:00, and El Paso is at 11:30
        (lead("US", "TX"), "2026-03-01 14:00", True),
        (lead("US", "CA"), "2026-03-08 11:00", True),  # the day the clocks go forward
        (lead("US", "CA"), "2026-03-08 10:59", False),
        (lead("US", "LA"), "2026-03-01 13:00", False),  # no Sundays
        (lead("FR"), "2026-03-02 07:30", False),  # 13:30 in Paris: the noon break
        (lead("FR"), "2026-03-02 08:00", True),
        (lead("US"), "2026-03-02 13:00", True),  # wherever it is
        (lead("US"), "2026-03-02 12:59", False),  # 07:59 in Honolulu
        (lead("US"), "2026-03-02 18:00", False),  # Rhode Island ends at 18:00
        (lead("US", phone="+12125551234"), "2026-03-02 08:00", True),  # New York by its area code
        (lead("US", phone="+8005551234"), "2026-03-02 08:00", False),
        (lead("US", mobile="+12125551234"), "2026-03-02 08:00", True),
        (lead(phone="+493012345678"), "2026-03-02 02:00", True),
        (lead(phone="+493012345678"), "2026-03-02 01:59", False),
        (lead(), "2026-03-02 13:00", None),
        (lead("XX"), "2026-03-02 13:00", None),
        (lead(phone="+18005551234"), "2026-03-02 13:00", None),
    ],
)
def test_lawful_or_not(row, moment, lawful):
    calling = Calling(LAW, INDEX, at(moment))
    assert calling.lawful(row) is lawful
    assert calling.lawful(row) is lawful  # and again, from what was kept
    assert calling.quiet("deny")(row) is (lawful is not True)
    assert calling.quiet("allow")(row) is (lawful is False)


def test_places_are_kept_apart_by_phone_only_where_it_matters():
    calling = Calling(LAW, INDEX, at("2026-03-02 08:30"))
    assert calling.lawful(lead("US", phone="+12125551234")) is True
    assert calling.lawful(lead("US", phone="+13055551234")) is False
    assert calling.lawful(lead("US")) is False
    assert calling.lawful(lead("US", "NY", phone="+13055551234")) is True  # the state is known


def test_from_when_on():
    calling = Calling(LAW, INDEX, at("2026-02-28 22:00"))  # Saturday
    assert calling.next_lawful(lead("US", "NY")) == at("2026-03-01 08:00")
    assert calling.next_lawful(lead("US", "LA")) == at("2026-03-02 09:00")
    assert calling.next_lawful(lead("DE")) == at("2026-03-02 08:00", "Europe/Berlin")
    assert calling.next_lawful(lead("US", "NY"), at("2026-03-07 22:00")) == at("2026-03-08 08:00")
    assert calling.next_lawful(lead()) is None
    assert calling.words(lead("US", "FL")) == "Florida"
    assert calling.words(lead("DE")) == "Germany"
    assert calling.words(lead("US")) == "United States, state unknown"
    assert calling.words(lead()) == "an unknown place"


def test_rules_of_the_config_come_first():
    law = Law([CallingRule("US", "Mon-Fri 09:00-17:00"), CallingRule("US", NEVER, "FL"), CallingRule("DE", NEVER)])
    assert law.rule("US", "NY").hours == "Mon-Fri 09:00-17:00"
    assert law.rule("US", "LA").hours == "Mon-Fri 09:00-17:00"  # the whole country, states of the table too
    calling = Calling(law, INDEX, at("2026-03-02 12:00"))
    assert calling.lawful(lead("US", "NY")) is True
    assert calling.lawful(lead("US", "FL")) is False
    assert calling.next_lawful(lead("US", "FL")) is None
    assert calling.lawful(lead("DE")) is False
    only_state = Law([CallingRule("US", "daily 10:00-12:00", "NY")])
    assert only_state.rule("US", "FL") == built_in()["US", "FL"]


def test_what_cannot_be_read_is_a_fault_with_its_line():
    with pytest.raises(ConfigError) as caught:
        load_text('[[calling_hours]]\ncountry = "USA"\nhours = "Mo 8-20"\n', "leadctl.toml")
    assert any("leadctl.toml:2" in fault for fault in caught.value.faults)
    assert any('leadctl.toml:3: calling_hours 1: hours: "mo"' in fault for fault in caught.value.faults)
    twice = '[[calling_hours]]\ncountry = "US"\nhours = "never"\n' * 2
    with pytest.raises(ConfigError, match="fault"):
        load_text(twice, "leadctl.toml")
    with pytest.raises(ConfigError):
        load_text('[[calling_hours]]\ncountry = "US"\nhours = "Mon-Fri 09:00-17:00 Europe/Berlin"\n', "leadctl.toml")


def naive_lawful(spots, moment: int) -> bool:
    """Read the table of the place straight: the clock on the wall there, compared with each block."""
    for spot in spots:
        local = datetime.fromtimestamp(moment, ZoneInfo(spot.zone))
        table = built_in()
        rule = table.get((spot.country, spot.state)) or table.get((spot.country, None)) or table["*", None]
        minute = local.hour * 60 + local.minute
        blocks = [b for b in parse_shifts(rule.hours) if b.weekday == local.weekday()]
        if not any(b.starts <= minute < b.ends for b in blocks):  # no block of the table crosses midnight
            return False
    return True


PLACES = st.sampled_from(
    [
        *(("US", state) for state in ("NY", "FL", "TX", "KY", "RI", "AK", "AZ", "HI", "LA", None)),
        *(("CA", state) for state in ("NL", "BC", "ON", None)),
        *(("AU", state) for state in ("NSW", "SA", "WA", None)),
        ("GB", None), ("DE", "BY"), ("FR", None), ("BR", None), ("MX", "BCN"), ("RU", None), ("IN", None), ("XK", None),
    ]
)  # fmt: skip


@settings(deadline=None)
@given(PLACES, st.integers(1_767_225_600, 1_798_761_600))  # 2026
def test_lawful_agrees_with_the_wall_clock_of_every_spot(place, moment):
    spots = zones.spots(*place)
    assert spots
    assert LAW.lawful(spots, moment) == naive_lawful(spots, moment)


@settings(deadline=None, max_examples=40)
@given(PLACES, st.integers(1_767_225_600, 1_798_761_600))
def test_from_when_on_agrees_with_trying_every_minute(place, moment):
    moment -= moment % 60
    spots = zones.spots(*place)
    found = LAW.next_lawful(spots, moment)
    tried = next((m for m in range(moment, moment + 8 * 86_400, 60) if naive_lawful(spots, m)), None)
    assert found == tried
