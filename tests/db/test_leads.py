"""Finding one lead by what a person types, and rows for the rules."""

from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.db.leads import load_rows, resolve_lead
from leadctl.engine.importing.leads import import_leads
from leadctl.engine.importing.options import LeadOptions
from leadctl.errors import ConflictError, NotFoundError

NOW = 1_772_355_600
TEXT = (
    "Id,Name,Email,Phone,Source,Value,Priority,Head count,Status\n"
    "A-1,Ann Lee,ann@x.com,+12125550100,Web,100,high,12,New\n"
    "A-2,Bob Roe,bob@x.com,+12125550101,,,,,Contacted\n"
    "2,Eve Poe,bob@x.com,,Fair,,,,\n"
)


@pytest.fixture
def filled(con, tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text(TEXT)
    rules = '[[attribute]]\nname = "Head count"\ntype = "number"\n'
    import_leads(con, LeadOptions(str(path)), load_text(rules, "test"), NOW)
    return con


@pytest.mark.parametrize("text", ["1", "#1", "A-1", "ann@x.com", "ANN@X.com", "+1 212 555 0100", "(212) 555-0100"])
def test_one_lead_by_id_external_id_email_or_phone(filled, text):
    assert resolve_lead(filled, text) == 1


def test_several_matches_are_listed_and_an_id_decides(filled):
    with pytest.raises(ConflictError, match="names 2 leads: 2 A-2 Bob Roe"):
        resolve_lead(filled, "bob@x.com")
    with pytest.raises(ConflictError):
        resolve_lead(filled, "2")  # the id of one, the external id of another
    assert resolve_lead(filled, "#2") == 2


@pytest.mark.parametrize("text", ["9", "#9", "#x", "nobody@x.com", "+44 20 7946 0000", ""])
def test_no_match_says_so(filled, text):
    with pytest.raises(NotFoundError):
        resolve_lead(filled, text)


def test_rows_have_the_fields_in_the_order_asked_for(filled):
    fields = ["value", "source", "head_count", "system_status", "priority", "owner", "record_type", "Head count"]
    assert dict(load_rows(filled, [2, 1], ["full_name", "status"])) == {
        2: ("Bob Roe", "Contacted"),
        1: ("Ann Lee", "New"),
    }
    assert list(load_rows(filled, [1, 3], fields[:7])) == [
        (1, (10_000, "Web", 12, "new", 1, None, "Lead")),
        (3, (None, "Fair", None, "new", None, None, "Lead")),
    ]
    assert list(load_rows(filled, [1], ["Head count"])) == [(1, (12,))]
