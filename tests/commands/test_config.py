from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.builders import add_leads, add_users

ONE = '[[strategy]]\nname = "One"\nto = { users = ["ana", "bob"] }\n'
RULES = Path("leadctl.toml")


@pytest.fixture
def people(con):
    add_users(con, "ana bob")
    return con


def write(text: str, path: Path = RULES) -> None:
    path.write_bytes(text.encode())


# ---------------------------------------------------------------- init


def test_init_makes_a_database_and_a_starter_that_is_in_order(leadctl, tmp_path):
    fresh = tmp_path / "fresh.db"
    made = leadctl("init", db=fresh)
    assert made.code == 0
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600
    assert "created leadctl.toml" in made.err
    checked = leadctl("config", "check", db=fresh)
    assert (checked.code, checked.out) == (
        0,
        "leadctl.toml: in order; 1 strategy, 1 gate, 0 score rules, 1 duplicate rule, 6 statuses\n",
    )
    applied = leadctl("config", "apply", "leadctl.toml", db=fresh)
    assert applied.code == 0
    assert applied.out.splitlines()[-1].startswith("version 1 is in force: 1 strategy")


def test_init_leaves_what_is_there(leadctl, tmp_path):
    write("# mine\n")
    made = leadctl("init", db=tmp_path / "fresh.db")
    assert "leadctl.toml exists already and was left as it is" in made.err
    assert RULES.read_text() == "# mine\n"
    again = leadctl("init", db=tmp_path / "fresh.db")
    assert again.code == 4
    assert "[exists]" in again.err


def test_init_writes_the_starter_beside_an_existing_database(leadctl):
    made = leadctl("init")
    assert made.code == 0
    assert "leads.db exists already" in made.err
    assert RULES.exists()


# ---------------------------------------------------------------- check


def test_check_names_every_fault_and_exits_2(leadctl, people):
    write('tiemzone = "UTC"\n' + ONE + "limits = { per_huor = 5 }\n")
    checked = leadctl("config", "check")
    assert checked.code == 2
    assert checked.out == ""
    assert checked.err == (
        "leadctl: error: leadctl.toml has 2 faults; nothing was applied [config]\n"
        '  leadctl.toml:1: tiemzone: unknown key; did you mean "timezone"?\n'
        '  leadctl.toml:5: strategy "One": limits.per_huor: unknown key; did you mean "per_hour"?\n'
        "hint: docs/config.md describes every key\n"
    )


def test_check_without_a_database_says_what_it_left_out(leadctl, tmp_path):
    write(ONE)
    checked = leadctl("config", "check", db=tmp_path / "none.db")
    assert checked.code == 0
    assert checked.err == "no database yet: names of people were not checked\n"
    assert not (tmp_path / "none.db").exists()


def test_strict_refuses_warnings(leadctl, people):
    write(ONE + 'when = { contry = "US" }\n')
    assert leadctl("config", "check").code == 0
    strict = leadctl("config", "check", "--strict")
    assert strict.code == 1
    assert strict.err.startswith('warning: leadctl.toml:4: strategy "One": when.contry: no lead field')
    assert strict.err.endswith(" [unknown-field]\n")
    assert strict.out == "leadctl.toml: warnings; 1 strategy, 0 gates, 0 score rules, 0 duplicate rules, 6 statuses\n"
    allowed = leadctl("config", "check", "--strict", "--allow", "unknown-field")
    assert (allowed.code, allowed.out.split(";")[0]) == (0, "leadctl.toml: in order")
    assert leadctl("config", "check", "--strict", "--allow", "unknown-feld").code == 2


def test_a_fault_counts_more_than_a_warning(leadctl, people):
    write(ONE + 'when = { contry = "US" }\nfoo = 1\n')
    assert leadctl("config", "check", "--strict", "--allow", "unknown-field").code == 2


def test_the_text_alone(leadctl, people):
    write(ONE.replace("ana", "nobody"))
    assert leadctl("config", "check").code == 2
    alone = leadctl("config", "check", "--text-only", "--strict")
    assert (alone.code, alone.err) == (0, "the text alone was checked\n")


def test_findings_as_json_for_ci(leadctl, people):
    write(ONE + "limits = { per_day = 0 }\n")
    found = leadctl("config", "check", "--json", "--strict")
    assert found.code == 1
    said = json.loads(found.out)
    assert said["ok"] is False
    assert said["findings"] == [
        {
            "kind": "warning",
            "code": "cap-zero",
            "line": 4,
            "where": 'strategy "One": limits.per_day',
            "message": "is 0: nobody gets a lead from this strategy",
            "remedy": "raise it, or write enabled = false",
            "allowed": False,
        }
    ]
    passing = json.loads(leadctl("config", "check", "--json", "--strict", "--allow", "cap-zero").out)
    assert (passing["ok"], passing["findings"][0]["allowed"]) == (True, True)
    write("x = [\n")
    broken = leadctl("config", "check", "--json")
    assert broken.code == 2
    assert "not valid TOML" in json.loads(broken.out)["faults"][0]


def test_check_as_json(leadctl, people):
    write("x = 1\n")
    checked = leadctl("config", "check", "--json")
    assert checked.code == 2
    assert json.loads(checked.out)["faults"][0].startswith("leadctl.toml:1: x: unknown key")


def test_a_missing_or_unreadable_file_is_said(leadctl):
    missing = leadctl("config", "check", "nope.toml")
    assert missing.code == 2
    assert "cannot read nope.toml" in missing.err
    Path("latin.toml").write_bytes(b"# caf\xe9\n")
    assert "[not-utf8]" in leadctl("config", "check", "latin.toml").err


def test_the_file_is_found_by_flag_and_environment(leadctl, people, monkeypatch, tmp_path):
    write(ONE, tmp_path / "a.toml")
    assert leadctl("config", "check", "--config", str(tmp_path / "a.toml")).code == 0
    monkeypatch.setenv("LEADCTL_CONFIG", str(tmp_path / "a.toml"))
    assert leadctl("config", "check").code == 0


# ---------------------------------------------------------------- apply, show, history, diff


def test_apply_says_what_changed_and_is_idempotent(leadctl, people):
    write(ONE)
    first = leadctl("config", "apply")
    assert first.code == 0
    assert first.out == (
        'strategy "One" added\n'
        "version 1 is in force: 1 strategy, 0 gates, 0 score rules, 0 duplicate rules, 6 statuses\n"
    )
    again = leadctl("config", "apply")
    assert (again.code, again.out) == (0, "nothing to do: version 1 in force is this very text\n")
    write(ONE + "limits = { per_day = 3 }\n")
    changed = json.loads(leadctl("config", "apply", "--json").out)
    assert changed == {
        "version": 2,
        "changed": True,
        "changes": ['strategy "One" changed: limits'],
        "notes": [],
        "warnings": [],
    }


def test_apply_with_a_fault_writes_nothing(leadctl, con):
    write(ONE)
    refused = leadctl("config", "apply")
    assert refused.code == 2
    assert 'to.users: no user "ana"; bring it in with leadctl import users FILE' in refused.err
    assert con.execute("select count(*) from config_version").fetchone() == (0,)
    assert con.execute("select count(*) from strategy").fetchone() == (0,)


def test_show_history_and_diff(leadctl, people):
    assert leadctl("config", "show").code == 4
    assert leadctl("config", "history").err == "no rules were applied yet: leadctl config apply FILE\n"
    write(ONE)
    leadctl("config", "apply")
    write(ONE + "# more\n")
    leadctl("config", "apply")
    assert leadctl("config", "show").out == ONE + "# more\n"
    assert leadctl("config", "show", "--version", "1").out == ONE
    shown = json.loads(leadctl("config", "show", "--json").out)
    assert (shown["id"], shown["applied_by"]) == (2, "tester")
    listed = leadctl("config", "history").out.splitlines()
    assert listed[2].split()[:5] == ["2", "2026-03-01", "09:00", "UTC", "tester"]
    assert [v["id"] for v in json.loads(leadctl("config", "history", "--json").out)] == [2, 1]
    assert leadctl("config", "diff", "1", "2").out.splitlines()[-1] == "+# more"
    assert leadctl("config", "diff", "1").out == leadctl("config", "diff", "1", "2").out
    same = leadctl("config", "diff", "2", "2")
    assert (same.out, same.err) == ("", "no difference\n")
    unknown = leadctl("config", "diff", "1", "9")
    assert (unknown.code, "there is no version 9" in unknown.err) == (4, True)


# ---------------------------------------------------------------- plan


def everything(con) -> list:
    tables = [row[0] for row in con.execute("select name from sqlite_master where type = 'table'")]
    return [(table, con.execute(f"select * from {table}").fetchall()) for table in sorted(tables)]


def test_plan_shows_the_effect_by_the_real_planner_and_writes_nothing(leadctl, people):
    add_leads(people, 10)
    before = everything(people)
    write(ONE)
    planned = leadctl("config", "plan")
    assert planned.code == 0
    assert everything(people) == before
    assert planned.out == (
        'strategy "One" added\n'
        "\n"
        "leads waiting now: 10\n"
        "held now, would be routed: 10 (One 10)\n"
        "routed now, would be held: 0\n"
        "would go to somebody else: 0\n"
        "held before and after: 0\n"
        "\n"
        "recipient      leads now    share    leads then    share\n"
        "-----------  -----------  -------  ------------  -------\n"
        "ana                    0        –             5     50 %\n"
        "bob                    0        –             5     50 %\n"
    )


def test_plan_is_what_apply_and_assign_then_do(leadctl, people):
    add_leads(people, 12)
    write(ONE)
    leadctl("config", "apply")
    write(ONE.replace('"bob"]', '"bob"], weights = { ana = 3, bob = 1 }') + 'method = "weighted"\n')
    effect = json.loads(leadctl("config", "plan", "--json").out)["effect"]
    shares = {s["recipient"]: (s["leads_before"], s["leads_after"]) for s in effect["shares"]}
    assert shares == {"ana": (6, 9), "bob": (6, 3)}
    assert effect["newly_routed"] == effect["newly_held"] == 0
    leadctl("config", "apply")
    leadctl("assign")
    given = people.execute(
        "select u.login, count(*) from lead_state s join user u on u.id = s.owner_id group by u.login order by 1"
    ).fetchall()
    assert given == [("ana", 9), ("bob", 3)]


def test_plan_says_what_would_be_held(leadctl, people):
    add_leads(people, 4, country="DE")
    write(ONE)
    leadctl("config", "apply")
    write(ONE + 'when = { country = "US" }\n')
    planned = leadctl("config", "plan", "--diff")
    assert '+when = { country = "US" }' in planned.out
    assert 'strategy "One" changed: when' in planned.out
    assert "routed now, would be held: 4 (no_strategy 4)" in planned.out


def test_plan_of_the_text_in_force(leadctl, people):
    write(ONE)
    leadctl("config", "apply")
    planned = leadctl("config", "plan")
    assert planned.out.startswith("nothing to do: this very text is in force\n")
    write(ONE + "# a comment\n")
    assert leadctl("config", "plan").out.startswith("no rule changes: only comments")


def test_plan_names_faults(leadctl, people):
    write("x = 1\n")
    planned = leadctl("config", "plan")
    assert (planned.code, planned.out) == (2, "")


def test_plan_says_that_scores_are_made_at_import(leadctl, people):
    write(ONE + '[[score]]\nname = "s"\nwhen = { country = "US" }\npoints = 1\n')
    assert "apply scores the waiting leads again" in leadctl("config", "plan").err
