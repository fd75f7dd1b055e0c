"""Shifts, caps, weights: what is written is read back, and what cannot be read says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine import people_text as text
from leadctl.models import MICRO, ShiftBlock

ZONES = st.sampled_from([None, "Europe/Berlin", "America/New_York"])


@st.composite
def blocks(draw):
    starts = draw(st.integers(0, 1439))
    length = draw(st.integers(1, 1439))
    return ShiftBlock(draw(st.integers(0, 6)), starts, starts + length, draw(ZONES))


@given(st.lists(blocks(), min_size=1, max_size=12))
def test_shifts_written_are_read_back(given_blocks):
    expected = tuple(sorted(set(given_blocks), key=lambda b: (b[0], b[1], b[2], b[3] or "")))
    assert text.parse_shifts(text.format_shifts(given_blocks)) == expected


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(cell):
    found, said = (), ""
    try:
        found = text.parse_shifts(cell)
    except ValueError as problem:
        said = str(problem)
    assert all(0 <= b.weekday <= 6 and 0 <= b.starts < 1440 and b.starts < b.ends <= 2880 for b in found)
    assert bool(found) != bool(said)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Mon-Fri 09:00-17:30", "Mon-Fri 09:00-17:30"),
        ("monday - friday 9-17", "Mon-Fri 09:00-17:00"),
        ("Mon,Wed,Thu 08:00-18:00", "Mon,Wed,Thu 08:00-18:00"),
        ("Mon-Wed 8-12,13-17; Sat 10:00-14:00", "Mon-Wed 08:00-12:00; Mon-Wed 13:00-17:00; Sat 10:00-14:00"),
        ("daily 22:00-06:00", "Mon-Sun 22:00-06:00"),
        ("22:00-06:00", "Mon-Sun 22:00-06:00"),
        ("Sat,Sun 00:00-24:00", "Sat,Sun 00:00-24:00"),
        ("Fri-Mon 9:30am-5pm", "Mon,Fri-Sun 09:30-17:00"),
        ("weekdays 09:00-17:30 Europe/Berlin", "Mon-Fri 09:00-17:30 Europe/Berlin"),
        ("Mon 9-12; Tue 9-12 Asia/Tokyo", "Mon,Tue 09:00-12:00 Asia/Tokyo"),
        ("Mon 9-12 Asia/Tokyo; Tue 9-12", "Mon 09:00-12:00 Asia/Tokyo; Tue 09:00-12:00"),
    ],
)
def test_spellings(cell, shown):
    assert text.format_shifts(text.parse_shifts(cell)) == shown


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("Mo-Fri 09:00-17:30", '"mo" in "Mo-Fri 09:00-17:30" is not a weekday; did you mean "Mon"?'),
        ("Mon-Fri 9-25", '"25" in "Mon-Fri 9-25" is not a time of the day'),
        ("Mon-Fri 09:75-10", "is not a time of the day"),
        ("Mon-Fri 09:00-09:00", "a whole day is 00:00-24:00"),
        ("Mon-Fri", 'is not a shift; write "Mon-Fri 09:00-17:30"'),
        ("Mon-Fri 9-17 Europe/Berln", 'did you mean "Europe/Berlin"?'),
        (";", "no shift given"),
        ("Mon 24:00-06:00", "starts at 24:00"),
    ],
)
def test_what_cannot_be_read_says_why(cell, says):
    with pytest.raises(ValueError) as problem:
        text.parse_shifts(cell)
    assert says in str(problem.value)


def test_caps():
    assert text.parse_caps("day=40; open=120") == {"per_hour": None, "per_day": 40, "per_week": None, "open_cap": 120}
    assert text.format_caps((None, 40, None, 0)) == "day=40;open=0"
    for wrong in ("dya=4", "day=x", "day", "day=-1"):
        with pytest.raises(ValueError):
            text.parse_caps(wrong)


@given(st.integers(0, 1000 * MICRO))
def test_weights_round_trip(micro):
    assert text.parse_weight(text.format_weight(micro)) == micro


@pytest.mark.parametrize("wrong", ["", "x", "-1", "nan", "1e9", "inf"])
def test_weights_that_are_none(wrong):
    with pytest.raises(ValueError):
        text.parse_weight(wrong)


def test_lists_keep_order_and_first_spelling():
    assert text.parse_list(" b ;A;; a;B") == ["b", "A"]


def test_flags():
    assert [text.parse_flag(w) for w in ("Yes", "0", "TRUE", "nein")] == [True, False, True, False]
    with pytest.raises(ValueError):
        text.parse_flag("maybe")
