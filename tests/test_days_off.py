"""Holidays: the calendar of the account's country, the days of the rules, and what they do to working time."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import NamedTuple

import pytest

from leadctl.clock import to_epoch
from leadctl.config import load_text
from leadctl.config.model import Config, HolidayRule
from leadctl.days_off import DaysOff
from leadctl.engine.eligibility import standing
from leadctl.engine.snapshot import load_users
from leadctl.hours import Block, Hours
from leadctl.models import Code
from tests.builders import add_absence, add_account, add_shift, add_spell, add_user

NOW = to_epoch(datetime(2026, 3, 2, 12), "UTC")


class Seat(NamedTuple):
    id: int
    name: str
    parent_id: int | None = None
    country: str | None = None
    state: str | None = None


TREE = (
    Seat(1, "Corporate", None, "US"),
    Seat(2, "West", 1, None, "CA"),
    Seat(3, "Europe", 1, "DE"),
    Seat(4, "Munich", 3, None, "BY"),
    Seat(5, "Lisbon", 3, "PT"),
    Seat(6, "Moon", 3, "XX"),
    Seat(7, "Bay Area", 2, "US"),
    Seat(8, "Passau", 4, "AT"),
)
ON = Config(holidays=True)


def off(config: Config, account_id: int) -> dict[date, str]:
    return dict(DaysOff(config, TREE, NOW).days(account_id))


def test_without_the_setting_nothing_is_loaded():
    loaded = "holidays" in sys.modules
    found = DaysOff(Config(), TREE, NOW)
    assert not found
    assert found.spans(1, "UTC") == ()
    assert found.name_at(1, NOW, "UTC") is None
    assert ("holidays" in sys.modules) == loaded


def test_the_calendar_is_that_of_the_nearest_country_and_the_state_on_the_way():
    found = DaysOff(ON, TREE, NOW)
    assert [found.calendar_of(i) for i in range(1, 9)] == [
        ("US", None), ("US", "CA"), ("DE", None), ("DE", "BY"), ("PT", None), ("XX", None), ("US", "CA"), ("AT", None),
    ]  # fmt: skip
    assert DaysOff(Config(holidays=True, region="FR"), [Seat(1, "Root")], NOW).calendar_of(1) == ("FR", None)


def test_public_holidays_by_country_and_state():
    assert off(ON, 1)[date(2026, 7, 3)].startswith("Independence Day")  # the fourth is a Saturday
    assert date(2026, 11, 26) in off(ON, 1)
    assert date(2026, 3, 31) in off(ON, 2)  # Cesar Chavez Day, California only
    assert date(2026, 3, 31) not in off(ON, 1)
    assert date(2026, 10, 3) in off(ON, 3)
    assert date(2026, 1, 6) in off(ON, 4)  # Epiphany, in Bavaria
    assert date(2026, 1, 6) not in off(ON, 3)
    assert date(2026, 6, 10) in off(ON, 5)
    assert off(ON, 6) == {}  # no calendar of such a country
    assert {day.year for day in off(ON, 1)} == {2025, 2026, 2027, 2028}


def test_days_of_one_s_own_with_or_without_the_calendar():
    own = (
        HolidayRule(12, 24, None, "Christmas Eve"),
        HolidayRule(3, 3, 2026, "Move", ("europe",)),
        HolidayRule(2, 29),
        HolidayRule(11, 26, 2026, "", ("West",), True),
    )
    plain = off(Config(own_holidays=own), 1)
    assert plain == {date(2028, 2, 29): "own holiday"} | {date(y, 12, 24): "Christmas Eve" for y in range(2025, 2029)}
    both = Config(holidays=True, own_holidays=own)
    assert off(both, 4)[date(2026, 3, 3)] == "Move"  # below Europe
    assert date(2026, 3, 3) not in off(both, 2)
    assert date(2026, 11, 26) in off(both, 1)
    assert date(2026, 11, 26) not in off(both, 2)  # a working day in spite of the calendar
    assert date(2027, 11, 25) in off(both, 2)


def test_the_days_as_written_in_the_rules():
    config = load_text(
        'holidays = true\n[[holiday]]\ndate = "12-24"\nname = "Eve"\n[[holiday]]\ndate = 2026-03-03\nopen = true\n', "x"
    )
    assert config.holidays
    assert config.own_holidays == (HolidayRule(12, 24, None, "Eve"), HolidayRule(3, 3, 2026, open=True))


def test_a_holiday_lasts_the_local_day_of_the_user():
    config = Config(own_holidays=(HolidayRule(3, 8, 2026, "Move"),))  # 23 hours in New York
    ((start, end),) = DaysOff(config, TREE, NOW).spans(1, "America/New_York")
    assert end - start == 23 * 3600
    ((start, end),) = DaysOff(config, TREE, NOW).spans(1, "Asia/Tokyo")
    assert end - start == 24 * 3600
    assert DaysOff(config, TREE, NOW).name_at(1, start, "Asia/Tokyo") == "Move"
    assert DaysOff(config, TREE, NOW).name_at(1, start - 1, "Asia/Tokyo") is None


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"disabled_at": 0}, Code.DISABLED),
        ({"absent": True}, Code.ABSENT),
        ({"off_shift": True}, Code.OFF_SHIFT),
        ({}, Code.HOLIDAY),
    ],
)
def test_the_code_stands_after_the_shift_and_before_the_pause(con, columns, code):
    root = add_account(con, "Munich", country="DE", state="BY")
    user = add_user(con, "ana", account_id=root, disabled_at=columns.get("disabled_at"))
    epiphany = to_epoch(datetime(2026, 1, 6, 12), "Europe/Berlin")
    if columns.get("absent"):
        add_absence(con, user, epiphany - 10, epiphany + 10)
    if columns.get("off_shift"):
        add_shift(con, user, range(5), 0, 60)
    add_spell(con, user, "paused", 0, None)
    config = Config(timezone="Europe/Berlin", holidays=True)
    found = load_users(con, config, epiphany)[user]
    assert standing(found, epiphany) == code
    assert standing(found, epiphany, 60) == code  # inactive comes after it
    assert standing(load_users(con, Config(), epiphany)[user], epiphany) not in {Code.HOLIDAY}


def test_a_night_shift_into_a_holiday_ends_at_midnight():
    config = Config(own_holidays=(HolidayRule(3, 3, 2026),))
    spans = DaysOff(config, TREE, NOW).spans(1, "UTC")
    night = Hours(tuple(Block(d, 22 * 60, 30 * 60, "UTC") for d in range(7)), (), spans)
    evening = to_epoch(datetime(2026, 3, 2, 22), "UTC")
    assert night.working(evening, evening + 44 * 3600) == [
        (evening, evening + 2 * 3600),  # until midnight
        (evening + 26 * 3600, evening + 32 * 3600),  # of the shift that began on the holiday, what lies behind it
    ]


def test_an_account_nobody_knows_is_a_fault(con, leadctl, tmp_path):
    add_account(con, "West")
    rules = tmp_path / "leadctl.toml"
    rules.write_text('[[holiday]]\ndate = "12-24"\naccounts = ["west"]\n')
    assert leadctl("config", "check", str(rules)).code == 0
    rules.write_text('[[holiday]]\ndate = "12-24"\naccounts = ["Wset"]\n')
    found = leadctl("config", "check", str(rules))
    assert found.code == 2
    assert 'leadctl.toml:3: holiday 1: accounts: no account "Wset"; did you mean "West"?' in found.err
