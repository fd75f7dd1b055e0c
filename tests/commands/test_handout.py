"""leadctl team|account handout and inbox as typed: bulk, stdin, JSON, exit codes."""

from __future__ import annotations

import json

import pytest

RULES = """
[[strategy]]
name = "Desk"
method = "direct"
to = { team = "Desk" }
when = { state = "CA" }
hand_out = "owner"

[[strategy]]
name = "East"
method = "direct"
to = { account = "East" }
hand_out = "owner"
"""


@pytest.fixture
def desk(leadctl, tmp_path):
    """Leads 1 and 2 stand with team Desk (ana; bob), 3 with account East (eve)."""
    (tmp_path / "accounts.csv").write_text("name,owner\nEast,eve\n")
    (tmp_path / "users.csv").write_text("login,account,team\nana,,Desk\nbob,,Desk\neve,East,\n")
    (tmp_path / "leads.csv").write_text("email,state,country\na@x.org,CA,US\nb@x.org,CA,US\nc@x.org,NY,US\n")
    (tmp_path / "leadctl.toml").write_text(RULES)
    for line in ("accounts accounts.csv", "users users.csv"):
        leadctl("import", *line.split())
    for line in ("team edit Desk --owner ana", "config apply", "import leads leads.csv", "assign"):
        assert leadctl(*line.split()).code == 0
    return leadctl


def test_one(desk):
    said = desk("team", "handout", "a@x.org", "--to", "bob", "--by", "ana")
    assert (said.code, said.err) == (0, "")
    assert "lead 1: goes from Desk to bob" in said.out
    assert "Run 2: 1 lead handed out. Take back: leadctl undo 2" in said.out
    again = desk("team", "handout", "1", "--to", "bob")
    assert (again.code, again.out) == (4, "")
    assert "[not-standing]" in again.err


def test_leads_from_stdin_and_what_stays(desk):
    listed = desk("team", "inbox", "--json")
    ids = [row["lead_id"] for row in json.loads(listed.out)]
    assert ids == [1, 2]
    said = desk("team", "handout", "-", "--to", "bob", stdin="lead_id,who\n1,x\n\n3,y\n2\n")
    assert said.code == 1
    assert "2 leads handed out, 1 stay" in said.out
    assert "warning: lead 3 stands with account" in said.err
    nothing = desk("team", "handout", "-", "--to", "bob", stdin="")
    assert nothing.code == 2
    assert "no lead was named" in nothing.err


def test_json(desk):
    said = json.loads(desk("account", "handout", "3", "--to", "eve", "--dry-run", "--json").out)
    assert (said["dry_run"], said["run_id"], said["to"]) == (True, None, "eve")
    assert said["handed_out"][0]["account"] == "East"
    said = json.loads(desk("team", "handout", "1", "3", "--to", "bob", "--json").out)
    assert [row["lead_id"] for row in said["handed_out"]] == [1]
    assert [(row["lead"], row["slug"]) for row in said["refused"]] == [("3", "not-standing")]


def test_inboxes(desk):
    found = desk("team", "inbox")
    assert "to hand out" in found.out
    assert desk("team", "inbox", "--user", "eve").out == ""
    assert "ana" in found.out
    row = json.loads(desk("account", "inbox", "--user", "eve", "--json").out)[0]
    assert (row["lead_id"], row["account"], row["accountable"], row["owned"]) == (3, "East", "eve", True)
    assert (row["strategy"], row["offer_pending"]) == ("East", False)
    assert "… and 1 more" in desk("team", "inbox", "--limit", "1").err
    unknown = desk("team", "inbox", "Dsk")
    assert unknown.code == 4
    assert 'did you mean "Desk"?' in unknown.err
    assert 'nothing stands with account "Corporate"' in desk("account", "inbox", "Corporate", "--user", "bob").err


def test_undo_and_the_run_that_is_kept(desk):
    desk("team", "handout", "1", "2", "--to", "bob")
    shown = desk("runs", "show", "2").out
    assert "Desk" in shown
    assert "bob" in shown
    assert desk("undo", "last").code == 0
    assert [row["lead_id"] for row in json.loads(desk("team", "inbox", "--json").out)] == [1, 2]
    assert desk("verify").code == 0


def test_the_lead_and_its_story_tell_it(desk):
    assert "leadctl team handout 1 --to USER" in desk("lead", "show", "1").out
    assert "leadctl account handout 3 --to USER" in desk("lead", "show", "3").out
    desk("team", "handout", "1", "--to", "bob", "--by", "ana")
    page = desk("lead", "show", "1").out
    assert "handed out, push, Desk, run 2, by ana" in page
    assert "to hand out" not in page
    assert "handed out by ana" in desk("explain", "1").out
    assert "handed out to bob" in desk("history", "1").out


def test_people_and_places_say_what_stands_with_them(desk):
    assert "2 with teams: leadctl team inbox --user ana" in desk("user", "show", "ana").out
    assert json.loads(desk("user", "show", "eve", "--json").out)["to_hand_out"] == {"account": 1}
    assert json.loads(desk("account", "show", "East", "--json").out)["leads_held"] == 1
    assert json.loads(desk("team", "show", "Desk", "--json").out)["leads_held"] == 2
    desk("team", "handout", "1", "2", "--to", "bob")
    assert "to hand out" not in desk("user", "show", "ana").out
    assert json.loads(desk("team", "show", "Desk", "--json").out)["leads_held"] == 0


def test_a_circle_is_counted_by_the_run_and_named_by_check_and_explain(desk, tmp_path):
    (tmp_path / "leadctl.toml").write_text(
        '[[strategy]]\nname = "In"\nmethod = "direct"\nto = { account = "East" }\n'
        '[[strategy]]\nname = "Back"\nmethod = "direct"\nfrom = "East"\nto = { account = "Corporate" }\n'
    )
    (tmp_path / "more.csv").write_text("email,state,country\nd@x.org,NY,US\n")
    checked = desk("config", "check")
    assert 'account "Corporate" → account "East" → account "Corporate"' in checked.err
    assert desk("config", "apply").code == 0
    desk("import", "leads", "more.csv")
    run = desk("assign")
    assert "Back: 1 lead would have gone in a circle" in run.out
    assert json.loads(desk("runs", "show", "2", "--json").out)["summary"]["stopped"] == [
        {"strategy": "Back", "code": "loop", "leads": 1}
    ]
    assert "would go in a circle: the lead was there already in this run" in desk("explain", "d@x.org").out
    assert desk("verify").code == 0
