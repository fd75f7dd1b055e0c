"""Phone numbers: as the library says, faster."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.engine.normalise.phone import _fast, parse, phone, phones, split_phones


@pytest.mark.parametrize(
    ("cell", "region", "number", "extension"),
    [
        ("(212) 555-0100", "US", "+12125550100", None),
        ("957.962.1534", "US", "+19579621534", None),
        ("1 212 555 0100", "US", "+12125550100", None),
        ("+1-395-557-1028x208", "US", "+13955571028", "208"),
        ("212-555-0100 ext. 9", "US", "+12125550100", "9"),
        ("1-800-FLOWERS", "US", "+18003569377", None),
        ("4155552671.0", "US", "+14155552671", None),
        ("'+14155552671", "US", "+14155552671", None),
        ('="4155552671"', "US", "+14155552671", None),
        ("p:+16175550100", None, "+16175550100", None),
        ("Tel: 212 555 0100", "US", "+12125550100", None),
        ("020 7946 0958", "GB", "+442079460958", None),
        ("+44 (0)20 7946 0958", "US", "+442079460958", None),
        ("0044 20 7946 0958", "GB", "+442079460958", None),
        ("001-450-279-8166x742", "US", "+14502798166", "742"),
        ("00 44 20 7946 0958", "US", "+442079460958", None),
        ("011 44 20 7946 0958", "US", "+442079460958", None),
        ("030/1234567", "DE", "+49301234567", None),
        ("06 1234567", "IT", "+39061234567", None),
        ("8 (912) 345-67-89", "RU", "+79123456789", None),
        ("212-555-0100; 212-555-0101", "US", "+12125550100", None),
        ("n/a, 212-555-0101", "US", "+12125550101", None),
        ("0301234567/0301234568", "DE", "+49301234567", None),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "GB", "+442079460958", None),
    ],
)
def test_numbers(cell, region, number, extension):
    assert phone(cell, region) == (number, extension, None)


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("abc", "US"),
        ("123", "US"),
        ("555-0100", "US"),
        ("2125550100", None),
        ("2125550100", "XX"),
        ("4.15555E+09", "US"),
        ("+999 123456789", "US"),
        ("1" * 400, "US"),
    ],
)
def test_what_is_no_number(cell, region):
    number, extension, problem = phone(cell, region)
    assert (number, extension) == (None, None)
    assert problem
    assert problem.startswith("not a phone number")


@pytest.mark.parametrize(
    ("cell", "region", "problem"),
    [
        ("0170-1234567", "US", "not a phone number: too long for one of US"),  # a German one: --region DE
        ("123", "US", "not a phone number: too short for one of US"),
        ("+1 123", "DE", "not a phone number: too short"),  # says itself whose it is
    ],
)
def test_a_number_of_the_wrong_length_names_the_country_it_was_read_for(cell, region, problem):
    assert phone(cell, region) == (None, None, problem)


def test_empty_cells():
    assert phone("", "US") == phone(" ", "US") == (None, None, None)


def test_several_in_one_cell():
    assert split_phones("212-555-0100; 212-555-0101", "US") == ["+12125550100", "+12125550101"]
    assert split_phones("030/1234567", "DE") == ["+49301234567"]
    assert split_phones("0301234567/0301234568", "DE") == ["+49301234567", "+49301234568"]
    assert split_phones("none", "US") == []


def test_a_column():
    cells = ["212 555 0100", "", "x", "+442079460958", "212 555 0100 x5", "020 7946 0958"]
    regions = ["US", "US", "US", "US", "CA", "GB"]
    assert phones(cells, regions) == [phone(*pair) for pair in zip(cells, regions, strict=True)]
    with pytest.raises(ValueError):
        phones(cells, ["US"])


REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


def examples() -> list[tuple[str, str]]:
    """Return (national or international spelling, region) of the library's example numbers of every region and kind."""
    found = []
    for region in REGIONS:
        for kind in (0, 1, 2, 3, 4, 6):
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None:
                for style in (0, 1, 2):
                    found.append((phonenumbers.format_number(number, style), region))
    return found


def test_fast_equals_the_library_on_numbers_of_every_region():
    asked = answered = 0
    for text, region in examples():
        for home in (region, "US", "DE"):
            fast = _fast(text, home)
            asked += 1
            if fast is not None:
                answered += 1
                assert parse(text, home) == (fast, None, None), (text, home)
    assert answered > asked * 0.5  # it would be no fast way otherwise


@settings(max_examples=1500, deadline=None)
@given(
    st.text(alphabet="0123456789", min_size=5, max_size=16),
    st.sampled_from(REGIONS),
    st.sampled_from(["", "+", "0", "1"]),
)
def test_fast_equals_the_library_on_any_digits(digits, region, front):
    fast = _fast(front + digits, region)
    if fast is not None:
        assert parse(front + digits, region) == (fast, None, None)


@settings(max_examples=800, deadline=None)
@given(
    st.sampled_from(CODES),
    st.text(alphabet="0123456789", min_size=4, max_size=12),
    st.sampled_from(["US", "GB", "DE", "AU", "MX", "IT", "AR", "BR", None]),
)
def test_fast_equals_the_library_on_international_numbers(code, digits, region):
    text = f"+{code} {digits}"
    fast = _fast(text, region)
    if fast is not None:
        assert parse(text, region) == (fast, None, None)


@settings(max_examples=500, deadline=None)
@given(
    st.text(alphabet="0123456789 ().-+/x,;'", max_size=24), st.sampled_from(["US", "CA", "GB", "DE", "AU", "IN", "FR"])
)
def test_fast_equals_the_library_with_punctuation(text, region):
    fast = _fast(text, region)
    if fast is not None:
        assert parse(text, region) == (fast, None, None)


@given(st.text(max_size=30), st.sampled_from(["US", "DE", None, "XX", "", "us"]))
def test_any_text_gives_one_answer_and_normalising_is_idempotent(text, region):
    number, _, problem = phone(text, region)
    assert number is None or problem is None
    if number:
        assert phone(number, region)[0] == number
