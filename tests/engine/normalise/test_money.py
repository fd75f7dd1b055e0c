"""Amounts to minor units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.normalise.money import _SIMPLE, MAX_MINOR, _any_form, comma_decimal, money


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("75000", 7_500_000),
        ("$22,700.00", 2_270_000),
        ("1.234,56", 123_456),
        ("1 234,50 €", 123_450),
        ("1\u00a0234,50\u00a0€", 123_450),
        ("1'234.50 CHF", 123_450),
        ("(500)", -50_000),
        ("-5", -500),
        ("−5.5", -550),
        ("1.2k", 120_000),
        ("€1.5m", 150_000_000),
        ("12,34,567.50", 123_456_750),
        ("EUR 500", 50_000),
        ("500,-", 50_000),
        ("100.0", 10_000),
        ("0,5", 50),
        (".5", 50),
        ("1.005", 100_500),
        ("10.005,999", 1_000_600),
        ("US$ 5", 500),
        ("1.234.567", 123_456_700),
    ],
)
def test_amounts(cell, minor):
    assert money(cell, None) == minor


@pytest.mark.parametrize(("cell", "comma", "point"), [("1,234", 123, 123_400), ("1.234", 123_400, 123)])
def test_one_separator_before_three_digits_goes_by_the_column(cell, comma, point):
    assert (money(cell, True), money(cell, False), money(cell, None)) == (comma, point, 123_400)


@pytest.mark.parametrize(
    "cell",
    ["", "abc", "1.2.3", "1,23,4", "(5", "5)", "1e5", "5 %", "10k-20k", "$", "1,2,3.4.5", "9" * 30, "12-5", "1..5"],
)
def test_what_is_no_amount(cell):
    with pytest.raises(ValueError, match="amount"):
        money(cell, None)


@pytest.mark.parametrize(
    ("cells", "comma"),
    [
        (["1,234", "5,50"], True),
        (["1,234", "5.50"], False),
        (["1.234,00 €"], True),
        (["$1,234.00"], False),
        (["1.234.567"], True),
        (["1,234,567"], False),
        (["1,234", "1.234"], None),
        (["12", ""], None),
        (["0,125"], True),
    ],
)
def test_the_decimal_comma_is_settled_over_the_column(cells, comma):
    assert comma_decimal(cells) is comma


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.booleans())
def test_written_and_read_again(minor, comma):
    text = f"{abs(minor) // 100:,}.{abs(minor) % 100:02d}"
    if comma:
        text = text.translate({ord(","): ".", ord("."): ","})
    for spelled in (text, f"{text} €", f"${text}"):
        assert money(f"-{spelled}" if minor < 0 else spelled, comma) == minor


@given(st.from_regex(_SIMPLE, fullmatch=True), st.sampled_from([None, True, False]))
def test_the_short_way_equals_the_long_one(text, comma):
    assert money(text, comma) == _any_form(text, comma)


@given(st.text(alphabet="0123456789.,' -()$€kmKMEUR%e", max_size=14), st.sampled_from([None, True, False]))
def test_any_text_is_an_amount_or_a_value_error(text, comma):
    try:
        assert abs(money(text, comma)) <= MAX_MINOR
    except ValueError as fault:
        assert "amount" in str(fault)  # noqa: PT017  both outcomes are right
