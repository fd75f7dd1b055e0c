"""assign, undo, runs, verify and explain as they are typed."""

import json

import pytest

from leadctl.db.lock import run_lock
from tests.builders import add_lead, add_leads, add_users, owners

NOW = 1_772_464_200  # Monday 2026-03-02 10:10 in New York

RULES = """
timezone = "America/New_York"

[[gate]]
name = "no contact data"
hold_when = { email = { present = false } }

[[strategy]]
name = "German desk"
method = "direct"
to = { users = ["ana"] }
when = { country = "DE" }

[[strategy]]
name = "Everyone"
method = "weighted"
to = { users = ["ana", "bob"], weights = { ana = 2, bob = 1 } }
limits = { per_day = 2 }
"""


@pytest.fixture
def shop(con, leadctl, tmp_path):
    """Return run(*args) on a database with two users, rules in force and seven leads."""
    add_users(con, "ana bob")
    (tmp_path / "leadctl.toml").write_text(RULES)
    assert leadctl("config", "apply", "leadctl.toml", now=NOW - 100).code == 0
    add_lead(con, full_name="Anke Weiß", email="a@x.io", country="DE")
    add_leads(con, 5, email="p@x.io")
    add_lead(con, full_name="Nobody")
    return lambda *args, now=NOW: leadctl(*args, now=now)


def test_the_summary_says_who_got_what_and_why_others_wait(shop):
    done = shop("assign")
    assert done.code == 0
    assert done.err == ""
    assert done.out == (
        "strategy     recipient      leads\n"
        "-----------  -----------  -------\n"
        "German desk  ana                1\n"
        "Everyone     ana                2\n"
        "Everyone     bob                2\n"
        "\n"
        "  held  because                   look at\n"
        "------  ------------------------  -------------------\n"
        '     1  gate "no contact data"    leadctl lead show 7\n'
        "     1  nobody may take them now  leadctl explain 6\n"
        "\n"
        "Everyone: nobody for 1 lead (cap_day)\n"
        "\n"
        "Run 1: 5 leads given out, 2 held. Take back: leadctl undo 1\n"
    )
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_second_assign_finds_only_what_waits(shop):
    shop("assign")
    again = shop("assign")
    assert "Run 2: 0 leads given out, 2 held." in again.out


def test_json_and_exit_codes(shop):
    done = shop("assign", "--json", "--fail-on-held")
    assert done.code == 1
    summary = json.loads(done.out)
    assert summary["distributed"] == 5
    assert summary["held_by_reason"] == {"gate:no contact data": 1, "nobody_eligible": 1}
    assert {(g["strategy"], g["recipient"]): g["leads"] for g in summary["given"]} == {
        ("German desk", "ana"): 1,
        ("Everyone", "ana"): 2,
        ("Everyone", "bob"): 2,
    }


def test_dry_run_lists_every_lead_and_changes_nothing(shop, con):
    planned = json.loads(shop("assign", "--dry-run", "--json").out)
    assert set(owners(con).values()) == {None}
    text = shop("assign", "--dry-run").out
    assert "Anke Weiß" in text
    assert "Nothing was written." in text
    shop("assign")
    logins = dict(con.execute("select id, login from user"))
    assert {m["lead_id"]: m["recipient"] for m in planned["leads"]} == {
        lead: logins.get(owner) for lead, owner in owners(con).items()
    }


def test_a_dry_run_lists_held_leads_only_on_demand(shop):
    assert "no contact data" in shop("assign", "--dry-run").out.partition("strategy")[2]
    listed = shop("assign", "--dry-run").out.splitlines()
    assert not [line for line in listed if "  held  " in line and "because" not in line]
    listed = shop("assign", "--dry-run", "--all").out.splitlines()
    assert len([line for line in listed if "  held  " in line and "because" not in line]) == 2
    wrong = shop("assign", "--all")
    assert wrong.code == 2
    assert "leadctl assign --dry-run --all" in wrong.err


def test_quiet_says_nothing(shop):
    done = shop("assign", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_without_rules_it_says_what_to_do(leadctl, con):
    add_lead(con)
    done = leadctl("assign")
    assert "config apply" in done.err
    assert "1 held" in done.out


def test_a_second_run_at_once_is_busy(shop, db_file):
    with run_lock(db_file):
        assert shop("assign").code == 75
        assert shop("undo", "1").code in (4, 75)
        assert shop("assign", "--dry-run").code == 0


def test_wrong_use(shop):
    unknown = shop("assign", "--strategy", "Evrione")
    assert unknown.code == 4
    assert 'did you mean "Everyone"' in unknown.err
    assert shop("assign", "--since", "whenever").code == 2
    assert shop("assign", "--limit", "-1").code == 2


def test_limit_and_strategy(shop, con):
    shop("assign", "--limit", "1")
    assert sum(owner is not None for owner in owners(con).values()) == 1
    done = json.loads(shop("assign", "--strategy", "everyone", "--json").out)
    assert {g["strategy"] for g in done["given"]} == {"Everyone"}


def test_undo_and_runs_and_verify(shop, con):
    shop("assign")
    dry = shop("undo", "last", "--dry-run")
    assert "5 leads of run 1 would be taken back" in dry.out
    done = shop("undo", "last")
    assert done.code == 0
    assert "Run 1 undone: 5 leads taken back, 0 kept." in done.out
    assert set(owners(con).values()) == {None}
    again = shop("undo", "1")
    assert again.code == 4
    assert "undone already" in again.err
    listed = shop("runs", "list").out.splitlines()
    assert [line.split()[:2] for line in listed[2:]] == [["2", "undo"], ["1", "assign"]]
    assert json.loads(shop("runs", "list", "--json").out)[1]["undone_at"] is not None
    shown = json.loads(shop("runs", "show", "1", "--json").out)
    assert (shown["summary"]["distributed"], shown["config_version"], shown["finished"]) == (5, 1, True)
    assert "Everyone" in shop("runs", "show", "1").out
    assert "did" in shop("runs", "show", "2").out or "taken back" in shop("runs", "show", "2").out
    assert shop("runs", "show", "99").code == 4
    verified = shop("verify")
    assert verified.code == 0
    assert "all as recomputed" in verified.out


def test_undo_with_work_since_exits_1_and_names_the_lead(shop):
    shop("assign")
    assert shop("lead", "action", "1", "call", "--user", "ana").code == 0
    done = shop("undo", "1")
    assert done.code == 1
    assert "worked" in done.out
    assert "leadctl undo 1 --force" in done.out
    assert shop("undo", "1", "--force").code == 0
    assert shop("verify").code == 0


def test_verify_exits_1_on_a_difference(shop, con):
    shop("assign")
    con.execute("update credit set micro = micro + 1")
    found = shop("verify")
    assert found.code == 1
    assert "credit of Everyone, ana" in found.out
    assert json.loads(shop("verify", "--json").out)["differences"]


def test_explain_for_people(shop):
    shop("assign")
    told = shop("explain", "a@x.io")
    assert told.code == 0
    assert "Lead 1  Anke Weiß" in told.out
    assert "German desk → ana" in told.out
    held = shop("explain", "6").out
    assert "if the day cap were above 2" in held
    assert "assign would hold it now" in held
    assert max(map(len, held.splitlines())) <= 80
    assert 'gate "no contact data"' in shop("explain", "7").out
    assert shop("explain", "999").code == 4


def test_explain_as_json(shop):
    shop("assign")
    told = json.loads(shop("explain", "2", "--json").out)
    (passage,) = told["passages"]
    assert passage["path"][0]["strategy"] == "German desk"
    assert passage["path"][0]["code"] == "when"
    winner, loser = passage["candidates"]
    assert (winner["user"], winner["wins"], loser["what_if"]) == ("ana", True, "with 0.33 leads more credit")
    assert (passage["config_version"], passage["seed"], passage["at"]) == (1, "leadctl", "2026-03-02T10:10:00-05:00")


def test_explain_speaks_of_one_lead(shop):
    shop("assign")
    held = shop("explain", "6").out
    assert "It waits since 2026-03-02 10:10 EST: nobody may take it now." in held
    assert "assign would hold it now: nobody may take it now." in held
