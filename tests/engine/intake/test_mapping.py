"""Which column goes where: general lists, exports of known systems, the user's word, and the usual traps."""

from __future__ import annotations

import pytest

from leadctl.engine.intake.aliases import LEAD_ALIASES
from leadctl.engine.intake.header import key
from leadctl.engine.intake.mapping import find_owner, lead_vocabulary, map_columns, show_mapping
from leadctl.engine.intake.profiles import PROFILES
from leadctl.errors import UsageError
from leadctl.models import LEAD_FIELDS


def mapped(header: str | list[str], samples: list[list[str]] | None = None, **explicit: str):
    names = header.split(", ") if isinstance(header, str) else header
    return map_columns(names, samples or [], lead_vocabulary(), explicit)


def fields(header: str | list[str], samples: list[list[str]] | None = None, **explicit: str) -> dict[str, str | None]:
    return {c.header: c.field for c in mapped(header, samples, **explicit).columns}


def test_every_alias_and_profile_names_a_lead_field():
    assert set(LEAD_ALIASES) <= set(LEAD_FIELDS)
    for profile in PROFILES:
        assert {field for field in profile.columns.values() if field} <= set(LEAD_FIELDS), profile.name


def test_no_header_means_two_fields():
    seen: dict[str, str] = {}
    for field, aliases in LEAD_ALIASES.items():
        for alias in aliases:
            assert seen.setdefault(key(alias), field) == field, alias


def test_a_general_list():
    assert fields(
        "First Name, last_name, E-Mail, Phone Number, Company Name, Job Title, ZIP, Country/Region, Budget"
    ) == {
        "First Name": "first_name",
        "last_name": "last_name",
        "E-Mail": "email",
        "Phone Number": "phone",
        "Company Name": "company",
        "Job Title": "job_title",
        "ZIP": "postal_code",
        "Country/Region": "country",
        "Budget": "value",
    }


@pytest.mark.parametrize(
    "trap",
    [
        "Company domain name",
        "Email Opt Out",
        "IP Country",
        "Lead Owner Email",
        "Phone Ext",
        "Email Domain",
        "Invalid email address",
        "Lead Owner",
        "Country Manager",
        "State of mind",
        "Unit price",
        "Lead Score",
        "Converted",
    ],
)
def test_names_that_only_contain_a_name(trap):
    assert fields([trap])[trap] in {None, "do_not_contact", "phone_ext"}
    assert fields([trap])[trap] not in {"email", "company", "country", "phone", "owner", "state", "value"}
    both = fields([trap, "Email", "Company", "Country", "Phone"])
    assert (both["Email"], both["Company"], both["Country"], both["Phone"]) == ("email", "company", "country", "phone")


def test_the_better_name_wins_not_the_first_column():
    assert fields(
        "lead_id, email, platform, lead_source, stage, status, lead_score, conversion_date, created_date"
    ) == {
        "lead_id": "external_id",
        "email": "email",
        "platform": None,
        "lead_source": "source",
        "stage": None,
        "status": "status",
        "lead_score": None,
        "conversion_date": None,
        "created_date": "received_at",
    }


def test_second_addresses_and_numbers():
    assert fields("Email, Work email, Phone, Office Phone, Home Phone") == {
        "Email": "email",
        "Work email": "email2",
        "Phone": "phone",
        "Office Phone": "mobile",
        "Home Phone": None,
    }
    assert fields("Mobile, Office Phone") == {"Mobile": "mobile", "Office Phone": "phone"}


def test_names_with_two_meanings_are_decided_by_the_cells():
    numbers = [["+1 212 555 0100", "ann@example.com", "2024-01-02"], ["212 555 0101", "b@example.com", "2024-01-03"]]
    assert fields("Work, Mail, Date", numbers) == {"Work": "phone", "Mail": "email", "Date": "received_at"}
    words = [["plumber", "by post", "soon"], ["baker", "by post", "never"]]
    assert fields("Work, Mail, Date", words) == {"Work": None, "Mail": None, "Date": None}
    assert fields("Title, Description") == {"Title": None, "Description": "notes"}
    assert fields("Title, Email")["Title"] == "job_title"
    assert fields("Budget", [["10k-20k"], ["a lot"]])["Budget"] is None
    assert fields("Contact", [["+49 89 1234567"]])["Contact"] is None
    assert fields("Contact", [["Ann Lee"]])["Contact"] == "full_name"


def test_unknown_columns_become_attributes_with_names_of_their_own():
    columns = mapped(
        ["Lead Owner", "Lead owner", " Shoe  size ", "", "Email", ""], [["a", "b", "9", "x", "e", ""]]
    ).columns
    assert [c.attribute for c in columns] == ["Lead Owner", "Lead owner (2)", "Shoe size", "column 4", None, None]


def test_duplicate_headers_first_one_wins():
    columns = mapped("Email, Create Date, Create Date").columns
    assert [(c.field, c.attribute) for c in columns] == [
        ("email", None),
        ("received_at", None),
        (None, "Create Date"),
    ]


# ---------------------------------------------------------------- the user's word


def test_explicit_goes_first():
    header = "Email, Besitzer, Temp, Telefon 2, Junk"
    found = mapped(
        header,
        None,
        **{"Besitzer": "owner", "temp": "attribute:Warmth", "Telefon 2": "Mobile", "Junk": "-", "Email": "email2"},
    )
    assert [(c.field, c.attribute) for c in found.columns] == [
        ("email2", None),
        ("owner", None),
        (None, "Warmth"),
        ("mobile", None),
        (None, None),
    ]


def test_explicit_field_is_not_taken_again():
    assert fields("Email, Mail address", None, **{"Mail address": "email"}) == {
        "Email": "email2",
        "Mail address": "email",
    }
    assert fields("Phone, Nr", None, Nr="Phone")["Nr"] == "phone"


def test_explicit_faults():
    with pytest.raises(UsageError, match=r'no column "Emial".*did you mean "Email"') as caught:
        mapped("Email, Phone", None, Emial="email")
    assert caught.value.slug == "unknown-column"
    with pytest.raises(UsageError, match=r'"emial" is not a field; did you mean "email"'):
        mapped("Email, Phone", None, Email="emial")
    with pytest.raises(UsageError, match="both mapped to email"):
        mapped("A, B", None, A="email", B="email")


def test_owner_and_recipient_only_by_the_users_word():
    assert set(fields("Lead Owner, Assigned to, Recipient").values()) == {None}
    assert fields("Lead Owner, Name", None, **{"Lead Owner": "owner"})["Lead Owner"] == "owner"
    assert fields("To, Name", None, To="recipient")["To"] == "recipient"
    assert find_owner(["Email", "Salesperson", "Lead Owner"]) == "Lead Owner"
    assert find_owner(["Email"]) is None


def test_another_vocabulary():
    words = {"login": ("user name",), "email": ()}
    found = map_columns(["User Name", "Email", "Phone"], [], words, {})
    assert [(c.field, c.attribute) for c in found.columns] == [("login", None), ("email", None), (None, "Phone")]
    with pytest.raises(UsageError, match="is not a field"):
        map_columns(["User Name"], [], words, {"User Name": "phone"})


def test_show_mapping():
    samples = [
        ["a@example.com", "x"],
        ["", "x"],
        ["b@example.com", "y"],
        ["c@example.com", "z"],
        ["d@example.com", "q"],
    ]
    found = map_columns(["Email", "Hat"], samples, lead_vocabulary(), {})
    assert show_mapping(found, samples) == [
        ("Email", "email", "a@example.com", "b@example.com", "c@example.com"),
        ("Hat", "attribute Hat", "x", "y", "z"),
    ]
    ignored = map_columns(["Email", "Hat"], samples, lead_vocabulary(), {"Hat": ""})
    assert show_mapping(ignored, samples)[1][1] == "(ignored)"
