"""leadctl user: what people see when they list, show, disable and take time off."""

from __future__ import annotations

import json
import sqlite3

import pytest

from leadctl.db.connection import connect
from leadctl.engine.passages import give
from tests.builders import add_lead

NOW = 1_772_355_600
USERS = (
    "login,name,email,account,tags,timezone,shift,caps\n"
    "ana,Ana Alba,ana@example.com,,spanish,Europe/Berlin,Mon-Fri 09:00-17:30,day=40\n"
    "bob,Bob Berg,,,,,,\n"
)


@pytest.fixture
def people(leadctl, db_file, tmp_path):
    """ana (Berlin) owns lead 1, bob nothing."""
    (tmp_path / "users.csv").write_text(USERS)
    assert leadctl("import", "users", "users.csv").code == 0
    con = connect(db_file)
    add_lead(con, full_name="Pat Lee", company="Acme")
    give(con, 1, 1, NOW, "tester")
    con.close()
    return leadctl


def dump(path):
    con = sqlite3.connect(path)
    lines = list(con.iterdump())
    con.close()
    return lines


def test_list(people):
    found = people("user", "list")
    assert found.code == 0
    assert found.out.splitlines()[0].split() == [
        *("login", "name", "account", "teams", "tags", "zone", "shift", "caps", "open", "state")
    ]
    assert "ana" in found.out
    assert "Mon-Fri 09:00-17:30" in found.out
    rows = json.loads(people("user", "list", "--json").out)
    assert [(r["login"], r["timezone"], r["open_leads"], r["shift"]) for r in rows] == [
        ("ana", "Europe/Berlin", 1, "Mon-Fri 09:00-17:30"),
        ("bob", "UTC", 0, None),
    ]
    assert rows[0]["caps"] == {"hour": None, "day": 40, "week": None, "open": None}


def test_list_by_account_and_team(people, tmp_path):
    (tmp_path / "a.csv").write_text("name,parent\nBay,West\nWest,\n")
    (tmp_path / "t.csv").write_text("name,members\nStars,bob\n")
    (tmp_path / "u.csv").write_text("login,account\nbob,Bay\n")
    for kind, file in (("accounts", "a.csv"), ("teams", "t.csv"), ("users", "u.csv")):
        assert people("import", kind, file).code == 0
    assert [u["login"] for u in json.loads(people("user", "list", "--account", "west", "--json").out)] == ["bob"]
    assert [u["login"] for u in json.loads(people("user", "list", "--team", "stars", "--json").out)] == ["bob"]
    assert people("user", "list", "--team", "Star").code == 4


def test_nobody_yet(leadctl):
    found = leadctl("user", "list")
    assert (found.code, found.out) == (0, "")
    assert "leadctl import users FILE" in found.err
    assert json.loads(leadctl("user", "list", "--json").out) == []


def test_show(people):
    text = people("user", "show", "Ana Alba").out
    for part in ("e-mail", "ana@example.com", "Europe/Berlin", "day=40", "Pat Lee", "since the beginning"):
        assert part in text
    found = json.loads(people("user", "show", "ana", "--json").out)
    assert found["leads"] == [{"id": 1, "name": "Pat Lee", "status": "New", "since": None}]
    missing = people("user", "show", "anna")
    assert (missing.code, missing.out) == (4, "")
    assert 'no user "anna"; did you mean "ana"?' in missing.err


def test_disabling_with_open_leads_needs_a_word(people, db_file):
    before = dump(db_file)
    refused = people("user", "disable", "ana")
    assert refused.code == 4
    assert "ana owns 1 open lead; nothing was changed [open-leads]" in refused.err
    assert "lead 1: Pat Lee, New" in refused.err
    assert "--leads-to requeue" in refused.err
    assert dump(db_file) == before
    done = people("user", "disable", "ana", "--leads-to", "bob", "--reason", "left")
    assert (done.code, done.out) == (0, "ana is disabled; 1 open lead went to bob\n")
    assert json.loads(people("lead", "list", "--owner", "bob", "--json").out)[0]["id"] == 1
    assert "left" in people("user", "show", "ana").out
    again = people("user", "disable", "ana")
    assert again.code == 4
    assert "ana is disabled already" in again.err
    assert people("user", "enable", "ana").out == "ana is enabled\n"
    assert people("user", "enable", "ana").code == 4


@pytest.mark.parametrize(
    ("choice", "says", "owner"),
    [("requeue", "1 open lead waits for the next assign", None), ("keep", "1 open lead stayed", "ana")],
)
def test_disabling_with_requeue_and_keep(people, choice, says, owner):
    assert people("user", "disable", "ana", "--leads-to", choice).out == f"ana is disabled; {says}\n"
    lead = json.loads(people("lead", "list", "--columns", "id,owner,waiting", "--json").out)[0]
    assert lead == {"id": 1, "owner": owner, "waiting": owner is None}


def test_absences(people):
    added = people("user", "absence", "add", "ana", "--from", "2026-03-02", "--to", "2026-03-03", "--reason", "trip")
    assert added.out == "absence 1: ana is away 2026-03-02 00:00 CET – 2026-03-03 24:00 CET\n"
    assert people("user", "absence", "add", "bob", "--from", "2026-02-01", "--to", "2026-02-02").code == 0
    assert [a["login"] for a in json.loads(people("user", "absence", "list", "--json").out)] == ["ana"]
    everyone = json.loads(people("user", "absence", "list", "--all", "--json").out)
    assert [(a["login"], a["from"], a["to"]) for a in everyone] == [
        ("bob", "2026-02-01T00:00:00+00:00", "2026-02-03T00:00:00+00:00"),
        ("ana", "2026-03-02T00:00:00+01:00", "2026-03-04T00:00:00+01:00"),
    ]
    away = json.loads(people("user", "list", "--json", now="2026-03-03T12:00:00+01:00").out)
    assert [bool(u["away_until"]) for u in away] == [True, False]
    assert people("user", "absence", "remove", "1").code == 0
    assert people("user", "absence", "list", "ana").out == ""
    assert people("user", "absence", "remove", "1").code == 4
    wrong = people("user", "absence", "add", "ana", "--from", "2026-03-09", "--to", "soon")
    assert wrong.code == 2
    assert '"soon" is not a time' in wrong.err


def test_import_says_what_it_did(leadctl, tmp_path):
    (tmp_path / "u.csv").write_text("login,shift,colour\nana,Mon-Fri 9-17,red\nbob,Mo-Fr 9-17,blue\n")
    found = leadctl("import", "users", "u.csv")
    assert found.code == 1
    assert "columns not used: colour" in found.err
    assert 'u.csv:3: "mo" in "Mo-Fr 9-17" is not a weekday; did you mean "Mon"?' in found.err
    fixed = (tmp_path / "u.rejects.csv").read_text().replace("Mo-Fr", "Mon-Fri")
    (tmp_path / "u.rejects.csv").write_text(fixed)
    again = leadctl("import", "users", "u.rejects.csv", "--json")
    assert again.code == 0
    assert json.loads(again.out)["new"] == 1
    assert leadctl("import", "users", "none.csv").code == 4
    assert leadctl("import", "users", "u.csv", "--map", "login").code == 2
