"""Dates in all their forms; the order of day and month settled per column; both clock changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import iso
from leadctl.engine.normalise.dates import DateColumn, DateScan, region_dayfirst

NEW_YORK = "America/New_York"


def read(cell: str, zone: str = NEW_YORK, dayfirst: bool | None = None) -> tuple[str, str]:
    moment, kind = DateColumn.settle([cell], dayfirst)(cell, zone)
    return iso(moment, zone), kind


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2018-02-26 19:58:54", "2018-02-26T19:58:54-05:00"),
        ("26-02-2018 19:58", "2018-02-26T19:58:00-05:00"),
        ("2/26/2018 19:58", "2018-02-26T19:58:00-05:00"),
        ("15 Apr, 2021 00:03:00", "2021-04-15T00:03:00-04:00"),
        ("2026-07-16T00:12:13+03:00", "2026-07-15T17:12:13-04:00"),
        ("2026-05-14T09:15:00+0530", "2026-05-13T23:45:00-04:00"),
        ("2026-05-14 09:15:00-0400", "2026-05-14T09:15:00-04:00"),
        ("2026-05-14T09:15:00Z", "2026-05-14T05:15:00-04:00"),
        ("2026-05-14T09:15:00.123Z", "2026-05-14T05:15:00-04:00"),
        ("2026-05-14T09:15", "2026-05-14T09:15:00-04:00"),
        ("03/15/2024 9:12 AM", "2024-03-15T09:12:00-04:00"),
        ("03/15/2024 12:05 a.m.", "2024-03-15T00:05:00-04:00"),
        ("03/15/2024 12:05 PM", "2024-03-15T12:05:00-04:00"),
        ("3/15/2024 9pm", "2024-03-15T21:00:00-04:00"),
        ("45631.5", "2024-12-05T12:00:00-05:00"),
        ("1700000000", "2023-11-14T17:13:20-05:00"),
        ("1700000000123", "2023-11-14T17:13:20-05:00"),
        ("Mon, 5 Feb 2024 10:00:00 GMT", "2024-02-05T05:00:00-05:00"),
        ("Jan 5, 2024 3:04 PM", "2024-01-05T15:04:00-05:00"),
        ("20240105T101500Z", "2024-01-05T05:15:00-05:00"),
    ],
)
def test_times(cell, moment):
    assert read(cell) == (moment, "time")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-01-15", "2024-01-15"),
        ("2024/1/5", "2024-01-05"),
        ("28-6-2018", "2018-06-28"),
        ("20-10-16", "2016-10-20"),
        ("31.12.2024", "2024-12-31"),
        ("31.12.99", "1999-12-31"),
        ("19-Mar-2025", "2025-03-19"),
        ("19-Mar-25", "2025-03-19"),
        ("May 13 2026", "2026-05-13"),
        ("Oct 5th 2023", "2023-10-05"),
        ("October 5, 2023", "2023-10-05"),
        ("2023-Oct-05", "2023-10-05"),
        ("3. März 2024", "2024-03-03"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("20080901", "2008-09-01"),
        ("45631", "2024-12-05"),
        ("45631.0", "2024-12-05"),
        ("  2024-01-15 ", "2024-01-15"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_days(cell, day):
    moment, kind = read(cell)
    assert (moment[:10], moment[11:19], kind) == (day, "00:00:00", "date")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "abc",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "32/01/2024",
        "13/13/2024",
        "2024-01-15 25:00:00",
        "0000-00-00",
        *("10:30", "5", "99999999", "12 days ago", "yesterday", "12/31/1999 13:00 pm", "Foo 5 2024", "2024-01-15 abc"),
    ],
)
def test_what_is_no_date(cell):
    parser = DateColumn.settle([])
    for _ in range(2):  # the second time from the caches
        with pytest.raises(ValueError, match="is not a date"):
            parser(cell, NEW_YORK)


def test_relative_days_need_a_now():
    parser = DateColumn.settle([])
    now = 1_772_355_600  # 2026-03-01 09:00 UTC
    assert iso(parser("yesterday", "UTC", now)[0]) == "2026-02-28T00:00:00+00:00"
    assert parser("12 days ago", "UTC", now)[1] == "date"


# ---------------------------------------------------------------- the order, per column


@pytest.mark.parametrize(
    ("cells", "day"),
    [
        (["03/04/2024", "25/04/2024"], "2024-04-03"),
        (["03/04/2024", "04/25/2024"], "2024-03-04"),
        (["03/04/2024 10:00", "25/04/2024 11:00"], "2024-04-03"),
        (["03.04.2024", "05.06.2024"], "2024-04-03"),
        (["20-10-16", "20-11-02", "20-11-17", "20-12-30"], "2020-10-16"),
    ],
)
def test_settled_by_all_cells(cells, day):
    parser = DateColumn.settle(cells)
    assert iso(parser(cells[0], "UTC")[0])[:10] == day


def test_ambiguity_is_told_and_decided_by_the_region():
    american = DateColumn.settle(["03/04/2024"], default_dayfirst=region_dayfirst("US"))
    british = DateColumn.settle(["03/04/2024"], default_dayfirst=region_dayfirst("GB"))
    assert [p.ambiguous for p in (american, british)] == [True, True]
    assert [iso(p("03/04/2024", "UTC")[0])[:10] for p in (american, british)] == ["2024-03-04", "2024-04-03"]
    assert '"03/04/2024"' in american.notes[0]
    assert "month first" in american.notes[0]
    assert not DateColumn.settle(["2024-03-04"]).notes


def test_the_users_word_wins():
    cells = ["03/04/2024", "04/25/2024"]
    day_first = DateColumn.settle(cells, True)
    assert iso(day_first("03/04/2024", "UTC")[0])[:10] == "2024-04-03"
    assert iso(DateColumn.settle(["03.04.2024"], False)("03.04.2024", "UTC")[0])[:10] == "2024-03-04"
    assert day_first.notes == []


def test_a_column_of_both_orders_says_so():
    parser = DateColumn.settle(["25/04/2024", "26/04/2024", "04/25/2024"])
    assert parser.notes == ["1 of 3 different dates do not fit the order of the others"]
    assert iso(parser("04/25/2024", "UTC")[0])[:10] == "2024-04-25"


def test_chunks_settle_like_the_whole():
    cells = [f"{d:02d}/{m:02d}/2024" for m in range(1, 13) for d in range(1, 13)] + ["13/01/2024"]
    scan = DateScan()
    for at in range(0, len(cells), 10):
        scan.look(cells[at : at + 10])
    assert scan.settle().order == DateColumn.settle(cells).order == "dmy"


def test_a_column_at_once():
    parser = DateColumn.settle([])
    moments, problems = parser.column(["2024-01-15", "", "x", "2024-01-15 10:00:00"], "UTC")
    assert moments == [(1_705_276_800, "date"), None, None, (1_705_312_800, "time")]
    assert problems == [(2, '"x" is not a date')]


# ---------------------------------------------------------------- the clock changes


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-10 01:59:59", "2024-03-10T01:59:59-05:00"),
        ("2024-03-10 02:30:00", "2024-03-10T03:30:00-04:00"),  # skipped: forward by the gap
        ("2024-03-10 03:00:00", "2024-03-10T03:00:00-04:00"),
        ("2024-11-03 01:30:00", "2024-11-03T01:30:00-04:00"),  # twice: the first
        ("2024-11-03 02:30:00", "2024-11-03T02:30:00-05:00"),
    ],
)
def test_clock_changes(cell, moment):
    parser = DateColumn.settle([])
    for _ in range(2):
        assert iso(parser(cell, NEW_YORK)[0], NEW_YORK) == moment


@settings(max_examples=300, deadline=None)
@given(
    st.datetimes(datetime(1975, 1, 1), datetime(2080, 1, 1)),
    st.sampled_from(
        ["America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo"]
    ),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d %b %Y %H:%M:%S", "%Y%m%d", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_like_zoneinfo(moment, zone, form):
    text = moment.strftime(form)
    plain = moment.replace(microsecond=0)
    if "%H" not in form:
        plain = plain.replace(hour=0, minute=0, second=0)
    expected = int(plain.replace(tzinfo=ZoneInfo(zone)).timestamp())
    parser = DateColumn.settle([text], True)
    for _ in range(2):
        assert parser(text, zone) == (expected, "time" if "%H" in form else "date")


@given(st.lists(st.dates(date(2001, 1, 1), date(2060, 1, 1)), min_size=1, max_size=30), st.sampled_from("/-"))
def test_the_right_order_is_found_whenever_one_cell_tells(days, mark):
    for form, order in ((f"%d{mark}%m{mark}%Y", "dmy"), (f"%m{mark}%d{mark}%Y", "mdy")):
        cells = [day.strftime(form) for day in days]
        parser = DateColumn.settle(cells)
        if any(day.day > 12 for day in days):
            assert (parser.order, parser.ambiguous, parser.notes) == (order, False, [])
            for cell, day in zip(cells, days, strict=True):
                assert parser(cell, "UTC")[0] == (day - date(1970, 1, 1)) // timedelta(seconds=1)
        elif any(day.day != day.month for day in days):
            assert parser.ambiguous


@given(st.text(alphabet="0123456789-/.: TZ+apmJan,", max_size=22))
def test_any_text_is_a_moment_or_a_value_error(text):
    parser = DateColumn.settle([text])
    try:
        first = parser(text, NEW_YORK)
    except ValueError as fault:
        assert "is not a date" in str(fault)  # noqa: PT017  both outcomes are right
        return
    assert parser(text, NEW_YORK) == first
