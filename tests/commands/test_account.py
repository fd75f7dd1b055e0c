"""leadctl account and team: the tree, the groups, what disabling leaves behind."""

from __future__ import annotations

import json

import pytest

ACCOUNTS = "name,parent,kind,owner,country,Level\nBay,West,partner,,US,gold\nWest,,,ana,US,\n"
USERS = "login,account\nana,West\nbob,Bay\n"
TEAMS = "name,owner,account,members\nStars,ana,West,ana;bob\n"


@pytest.fixture
def people(leadctl, tmp_path):
    for kind, text in (("accounts", ACCOUNTS), ("users", USERS), ("teams", TEAMS)):
        (tmp_path / f"{kind}.csv").write_text(text)
        assert leadctl("import", kind, f"{kind}.csv").code == 0
    return leadctl


def test_accounts_are_listed_as_a_tree(people):
    rows = json.loads(people("account", "list", "--json").out)
    assert [(r["name"], r["parent"], r["owner"], r["owner_from_above"], r["users"]) for r in rows] == [
        ("Corporate", None, None, None, []),
        ("West", "Corporate", "ana", None, ["ana"]),
        ("Bay", "West", None, "ana", ["bob"]),
    ]
    lines = people("account", "list").out.splitlines()
    assert lines[0].split()[:4] == ["account", "under", "kind", "owner"]
    assert lines[4].split()[:4] == ["Bay", "West", "partner", "(ana)"]


def test_show_account(people):
    text = people("account", "show", "bay").out
    for part in ("Corporate > West", "partner", "ana (from above)", "Level", "gold"):
        assert part in text
    missing = people("account", "show", "Bya")
    assert missing.code == 4
    assert 'no account "Bya"; did you mean "Bay"?' in missing.err


def test_disabling_an_account_says_what_goes_on(people):
    done = people("account", "disable", "West", "--reason", "closed")
    assert (done.code, done.out) == (0, "West is disabled\n")
    assert "users in it who go on working: ana, bob" in done.err
    assert "accounts below it that stay enabled: Bay" in done.err
    assert "closed" in people("account", "show", "West").out
    assert people("account", "disable", "West").code == 4
    assert people("account", "enable", "West").code == 0
    assert people("account", "enable", "West").code == 4
    assert people("account", "disable", "Corporate").code == 4
    both = people("account", "disable", "West", "--with-users")
    assert both.out == "West is disabled\ndisabled with it: ana, bob\n"
    assert people("account", "disable", "Bay", "--leads-to", "ana").code == 2


def test_teams(people):
    rows = json.loads(people("team", "list", "--json").out)
    assert [(r["name"], r["owner"], r["account"], r["members"]) for r in rows] == [
        ("Stars", "ana", "West", ["ana", "bob"])
    ]
    assert "since the beginning" in people("team", "show", "stars").out
    assert people("team", "disable", "Stars", "--reason", "merged").out == "team Stars is disabled\n"
    assert "merged" in people("team", "show", "Stars").out
    assert people("team", "disable", "Stars").code == 4
    assert people("team", "enable", "Stars", now=1_772_360_000).code == 0
    assert json.loads(people("team", "show", "Stars", "--json").out)["disabled"][0]["reason"] == "merged"
    missing = people("team", "show", "Star")
    assert 'did you mean "Stars"?' in missing.err


def test_owners_that_come_later_are_said_in_one_line_and_rejects_are_called_so(leadctl, tmp_path):
    rows = "West,ana,branch\nEast,bob,branch\nNorth,cy,branch\nSouth,,brnch\n"
    (tmp_path / "a.csv").write_text(f"name,owner,kind\n{rows}", "utf-8")
    done = leadctl("import", "accounts", "a.csv")
    assert done.code == 1
    assert "warning: a.csv: 3 owners are no users yet (lines 2, 3, 4): owners once the users are imported\n" in done.err
    assert 'rejected: a.csv:5: "brnch" is not a kind of account; did you mean "branch"?' in done.err
    assert done.err.count("warning:") == 1
