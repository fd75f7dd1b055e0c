"""Headers are the same name or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.intake.header import key, tidy


def test_spellings_of_one_name():
    for same in (
        "First Name",
        "first_name",
        "FirstName",
        " First-Name * ",
        "first.name",
        "FIRST NAME?",
        "\ufefffirst name",
    ):
        assert key(same) == "firstname"
    assert key("Téléphone") == key("telephone")
    assert key("Company / Account") == key("company account")
    assert key("Person - Email (Work)") == key("person email work")
    assert key("Lead Submitted At (UTC)") == "leadsubmittedatutc"


def test_parts_of_a_name_do_not_count():
    assert (
        len({key(h) for h in ("Email", "Email Opt Out", "Email Domain", "Lead Owner Email", "Invalid email address")})
        == 5
    )


def test_tidy():
    assert tidy("\ufeff CONSULTOR  \n X ") == "CONSULTOR X"


@given(st.text(max_size=30))
def test_key_is_idempotent(header):
    assert key(key(header)) == key(header)
