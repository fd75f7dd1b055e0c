"""leadctl account|user|team add|edit and user tag: what people see, exit codes, JSON."""

from __future__ import annotations

import json
import sqlite3

import pytest


@pytest.fixture
def people(leadctl, tmp_path):
    """West with ana and bob in team Desk, of which ana is the head; strategy Desk gives to it."""
    (tmp_path / "accounts.csv").write_text("name\nWest\nEast\n")
    (tmp_path / "users.csv").write_text("login,account,team\nana,West,Desk\nbob,West,Desk\n")
    (tmp_path / "leadctl.toml").write_text('[[strategy]]\nname = "Desk"\nto = { teams = ["Desk"] }\n')
    for kind in ("accounts", "users"):
        assert leadctl("import", kind, f"{kind}.csv").code == 0
    assert leadctl("team", "edit", "Desk", "--owner", "ana").code == 0
    assert leadctl("config", "apply").code == 0
    return leadctl


def rows(path, sql):
    con = sqlite3.connect(path)
    found = con.execute(sql).fetchall()
    con.close()
    return found


def test_add_and_edit_say_what_is(people):
    said = people("user", "add", "zoe", "--account", "East", "--per-day", "4")
    assert said.code == 0
    assert said.out.splitlines()[0] == "user zoe is added"
    assert "caps         day=4" in said.out
    said = people("user", "edit", "zoe", "--account", "West", "--per-day", "")
    assert [line.split() for line in said.out.splitlines()[3:]] == [["account", "East", "West"], ["caps", "day=4", "-"]]
    assert people("user", "edit", "zoe", "--account", "West").out == "user zoe: nothing to change, it is so already\n"


def test_json(people):
    said = json.loads(people("account", "add", "Bay", "--parent", "West", "--set", "region=NW", "--json").out)
    assert (said["account"], said["created"], said["dry_run"]) == ("Bay", True, False)
    assert {"what": "region", "old": None, "new": "NW"} in said["changes"]
    said = json.loads(people("team", "edit", "Desk", "--remove", "bob", "--dry-run", "--json").out)
    assert said["changes"] == [{"what": "members", "old": "ana, bob", "new": "ana"}]
    assert said["dry_run"] is True
    said = json.loads(people("user", "tag", "add", "ana", "senior", "--json").out)
    assert said == {"user": "ana", "added": ["senior"], "removed": [], "tags": ["senior"], "dry_run": False}
    assert [row["tag"] for row in json.loads(people("user", "tag", "list", "--json").out)] == ["senior"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("user edit ana", 2, "nothing to change was named"),
        ("user edit anna --name X", 4, 'no user "anna"; did you mean "ana"?'),
        ("user edit ana --account Wst", 4, 'did you mean "West"?'),
        ("user add ana", 4, '[name-taken]'),
        ("account edit West --set region", 2, "is not NAME=VALUE"),
        ("account edit Corporate --parent West", 4, "[circle]"),
        ("team edit Desk --name Front", 4, "[named-in-rules]"),
        ("team edit Desk --add ana --members bob", 2, "do not go together"),
        ("user tag remove ana senior", 4, "[no-tag]"),
        ("user tag add ana a;b", 2, "[bad-value]"),
    ],
)  # fmt: skip
def test_errors_write_nothing(people, db_file, line, code, words):
    before = list(sqlite3.connect(db_file).iterdump())
    said = people(*line.split())
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert list(sqlite3.connect(db_file).iterdump()) == before


def test_a_forced_rename_warns_of_the_rules(people):
    said = people("team", "edit", "Desk", "--name", "Front", "--force")
    assert said.code == 0
    assert 'warning: the rules in force still say "Desk": strategy "Desk" (to)' in said.err


def test_leads_go_with_the_team_to_its_new_owner(people, db_file, tmp_path):
    (tmp_path / "leads.csv").write_text("email\np@x.org\n")
    rule = '[[strategy]]\nname = "D"\nmethod = "direct"\nto = { team = "Desk" }\nhand_out = "owner"\n'
    (tmp_path / "leadctl.toml").write_text(rule)
    for line in ("config apply", "import leads leads.csv", "assign"):
        assert people(*line.split()).code == 0
    said = people("team", "edit", "Desk", "--owner", "bob")
    assert "1 lead that stood there went to the new owner" in said.err
    assert rows(db_file, "select u.login from lead_state s join user u on u.id = s.owner_id") == [("bob",)]
    assert people("verify").code == 0


def test_shown_where_people_look(people, db_file):
    assert people("account", "edit", "West", "--city", "Reno", "--country", "US", "--auto-accept", "yes").code == 0
    shown = people("account", "show", "West").out
    assert "city             Reno" in shown
    assert "offers count as accepted at once" in shown
    found = json.loads(people("account", "show", "West", "--json").out)
    assert (found["city"], found["auto_accept"], found["latitude"]) == ("Reno", True, None)
    con = sqlite3.connect(db_file)
    con.execute("insert into user_tag (user_id, tag, valid_from, rule) values (1, 'senior', 0, 'veterans')")
    con.commit()
    con.close()
    assert "senior (rule: veterans, since " in people("user", "show", "ana").out
    assert json.loads(people("user", "show", "ana", "--json").out)["tags_by_rule"] == {"senior": "veterans"}
    assert "rule veterans" in people("user", "tag", "list", "ana").out
    taken = people("user", "tag", "remove", "ana", "senior")
    assert taken.code == 4
    assert "[tag-by-rule]" in taken.err


def test_imports_know_the_new_columns(people, db_file, tmp_path):
    (tmp_path / "a.csv").write_text(
        "name,city,state,zip,country,lat,long,auto accept\nWest,Reno,Nevada,89501,US,39.5,-119.8,yes\n"
        "East,,,,,91,0,\nNorth,,,,,47,,\n"
    )
    said = people("import", "accounts", "a.csv")
    assert said.code == 1
    assert "bad-coordinate 2" in said.out
    assert rows(
        db_file, "select city, state, postal_code, latitude, longitude, auto_accept from account where name = 'West'"
    ) == [("Reno", "NV", "89501", 39.5, -119.8, 1)]
    (tmp_path / "u.csv").write_text("login,auto_accept\nana,yes\nbob,maybe\n")
    assert people("import", "users", "u.csv").code == 1
    assert rows(db_file, "select login, auto_accept from user order by login") == [("ana", 1), ("bob", 0)]
    (tmp_path / "u.csv").write_text("login,auto_accept\nana,-\n")
    assert people("import", "users", "u.csv").code == 0
    assert rows(db_file, "select auto_accept from user where login = 'ana'") == [(0,)]
