"""leadctl lead edit: cells of one lead corrected by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

RULES = """
timezone = "America/New_York"
[[duplicate]]
match = ["email"]
[[gate]]
name = "contact"
require = { email = { present = true } }
[[attribute]]
name = "Budget"
type = "money"
[[score]]
name = "address"
when = { email = { present = true } }
points = 40
[[strategy]]
name = "all"
method = "round_robin"
to = { users = ["ana"] }
"""
LEADS = "id,first name,last name,email,country,state,phone,Color\n7,Bo,Hill,bad@,DE,,,red\n8,Cy,Poe,cy@x.io,US,,,\n"


@pytest.fixture
def shop(leadctl):
    for name, text in (("leadctl.toml", RULES), ("users.csv", "login,name\nana,Ana\n"), ("leads.csv", LEADS)):
        Path(name).write_text(text, "utf-8")
    for line in ("import users users.csv", "config apply", "import leads leads.csv", "assign"):
        assert leadctl(*line.split()).code == 0
    return leadctl


def edit(shop, *words):
    """Return what `lead edit … --json` says."""
    done = shop("lead", "edit", *words, "--json")
    assert done.code == 0, done
    return json.loads(done.out)


def changed(said):
    return {c["field"]: (c["old"], c["new"]) for c in said["changes"]}


def page(shop, lead):
    return json.loads(shop("lead", "show", lead, "--json").out)


def test_a_held_lead_is_corrected_and_the_next_assign_gives_it_out(shop):
    assert page(shop, "1")["hold"]["code"] == "gate:contact"
    said = edit(shop, "1", "--email", "BO@X.io", "--phone", "0221 4710999")
    assert changed(said)["email"] == (None, "bo@x.io")
    assert changed(said)["phone"] == (None, "+492214710999"), "read as a number of the lead's country"
    assert said["hold"] == "gate:contact"
    after = page(shop, "1")
    assert after["score"] == 40
    assert [c["field"] for c in after["changes"]] == [c["field"] for c in said["changes"]]
    assert "bo@x.io" in shop("lead", "find", "bo@x.io", "--columns", "email").out
    assert shop("assign").code == 0
    assert page(shop, "1")["owner"] == "ana"
    assert shop("verify").code == 0


def test_the_new_address_is_what_later_repeats_are_compared_with(shop):
    edit(shop, "2", "--email", "cyd@x.io")
    added = json.loads(shop("lead", "add", "--email", "cyd@x.io", "--json").out)
    assert added["duplicate_of_id"] == 2
    assert json.loads(shop("lead", "add", "--email", "cy@x.io", "--json").out)["duplicate_of_id"] is None


def test_a_dry_run_says_the_same_and_writes_nothing(shop):
    before = page(shop, "2")
    words = ("2", "--value", "12.50", "--set", "budget=1,000.50", "--set", "COLOR=blue", "--source", "Fair")
    would = edit(shop, *words, "--dry-run")
    assert page(shop, "2") == before
    assert edit(shop, *words)["changes"] == would["changes"]
    assert changed(would) == {
        "value": (None, "1250"),
        "source": (None, "Fair"),
        "attributes.Budget": (None, "100050"),
        "attributes.Color": (None, '"blue"'),
    }
    assert edit(shop, *words) == {"lead_id": 2, "dry_run": False, "changed": False, "changes": [], "hold": None}


def test_a_part_of_a_name_or_of_a_place_is_read_beside_the_rest(shop):
    assert changed(edit(shop, "2", "--set", "first_name=Cyd")) == {
        "first_name": ("Cy", "Cyd"),
        "full_name": ("Cy Poe", "Cyd Poe"),
    }
    assert changed(edit(shop, "2", "--state", "New York"))["state"] == (None, "NY")
    whole = shop("lead", "edit", "2", "--name", "Cyd Roe")
    assert 'first and last name say "Cyd Poe"' in whole.err


def test_the_file_imported_again_says_what_it_said(shop):
    """As after another import: a file that says otherwise changes the cell back, one that says nothing does not."""
    edit(shop, "2", "--email", "cyd@x.io", "--set", "city=Rome")
    assert shop("import", "leads", "leads.csv").code == 0
    assert page(shop, "2")["email"] == "cy@x.io"
    assert page(shop, "2")["city"] == "Rome"


def test_what_cannot_be_read_is_warned_of_and_changes_nothing(shop):
    done = shop("lead", "edit", "2", "--email", "foo")
    assert (done.code, done.out) == (0, "lead 2 unchanged: nothing could be used\n")
    assert 'warning: email "foo"' in done.err


@pytest.mark.parametrize(
    ("flags", "slug"),
    [
        ([], "usage"),
        (["--email", ""], "bad-lead"),
        (["--email", "-"], "bad-lead"),
        (["--value", "much"], "bad-lead"),
        (["--record-type", "Nix"], "bad-lead"),
        (["--set", "status=New"], "not-editable"),
        (["--set", "external_id=9"], "not-editable"),
        (["--set", "city"], "usage"),
        (["--set", "cty=Rome"], "unknown-field"),
    ],
)
def test_refused(shop, flags, slug):
    before = page(shop, "2")
    done = shop("lead", "edit", "2", *flags)
    assert done.code == 2
    assert f"[{slug}]" in done.err
    assert page(shop, "2") == before


def test_leads_that_are_gone_are_left_alone(shop):
    assert shop("lead", "edit", "99", "--email", "a@b.io").code == 4
    assert shop("lead", "erase", "2", "--reason", "asked", "--yes").code == 0
    assert "[lead-erased]" in shop("lead", "edit", "2", "--email", "a@b.io").err
    assert shop("imports", "undo", "2", "--force").code == 0
    assert "[lead-undone]" in shop("lead", "edit", "1", "--email", "a@b.io").err
