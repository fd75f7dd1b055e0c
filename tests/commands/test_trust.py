"""simulate, why-not, config describe and plans from the command line."""

import csv
import json
import stat

import pytest

from tests.builders import add_lead, add_user
from tests.conftest import NOW

RULES = '[[strategy]]\nname = "All"\nto = { users = ["ana", "bob"] }\n'


@pytest.fixture
def desk(con, leadctl, tmp_path):
    """Two people, one strategy, four leads."""
    for login in ("ana", "bob"):
        add_user(con, login)
    (tmp_path / "rules.toml").write_text(RULES, "utf-8")
    (tmp_path / "one.toml").write_text(RULES.replace('"ana", "bob"', '"bob"'), "utf-8")
    assert leadctl("config", "apply", "rules.toml", now=NOW - 86_400).code == 0
    for number in range(4):
        add_lead(con, received_at=NOW - 3600 + number, full_name="=cmd()", company="Firm", value=5000)
    return tmp_path


# ---------------------------------------------------------------- simulate


def test_simulate_compares_as_text_and_json(desk, leadctl):
    leadctl("assign")
    said = leadctl("simulate", "--today")
    assert said.code == 0
    assert "Lead by lead: 4 the same" in said.out
    found = json.loads(leadctl("simulate", "--today", "--config", "one.toml", "--json").out)
    assert found["simulated"]["people"] == [{"recipient": "bob", "leads": 4, "value": 20000, "expected_wins": None}]
    assert found["moved"] == {"same": 2, "elsewhere": 2, "newly_given": 0, "newly_held": 0}
    assert found["runs_that_took_place"] == 1
    assert found["notes"]


def test_config_plan_replays_a_period_when_asked(desk, leadctl):
    leadctl("assign")
    assert "simulation" not in json.loads(leadctl("config", "plan", "one.toml", "--json").out)
    found = json.loads(leadctl("config", "plan", "one.toml", "--last-30-days", "--json").out)
    assert found["simulation"]["moved"]["elsewhere"] == 2
    assert "Replay of" in leadctl("config", "plan", "one.toml", "--last-30-days").out


def test_simulate_refuses_what_does_not_fit(desk, leadctl):
    assert "[two-periods]" in leadctl("simulate", "--today", "--yesterday").err
    assert "[bad-time]" in leadctl("simulate", "--every", "soon").err
    (desk / "bad.toml").write_text(RULES.replace("ana", "zoe"), "utf-8")
    said = leadctl("simulate", "--config", "bad.toml")
    assert (said.code, "[config]" in said.err) == (2, True)


# ---------------------------------------------------------------- plans


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_plan_is_private_and_no_spreadsheet_runs_it(desk, leadctl):
    said = leadctl("assign", "--propose", "plan.csv")
    assert said.out == "plan.csv: 4 leads to be given out, 0 held. Nothing was assigned.\n"
    assert stat.S_IMODE((desk / "plan.csv").stat().st_mode) == 0o600
    rows = rows_of(desk / "plan.csv")
    assert {row["name"] for row in rows} == {"'=cmd()"}
    assert rows[0]["value"] == "50.00"
    assert "[exists]" in leadctl("assign", "--propose", "plan.csv").err
    assert leadctl("assign", "--propose", "plan.csv", "--force").code == 0


def test_an_edited_plan_as_a_spreadsheet_saves_it(desk, leadctl, con):
    leadctl("assign", "--propose", "plan.csv")
    rows = rows_of(desk / "plan.csv")
    proposed = rows[0]["proposed"]
    other = {"ana": "bob", "bob": "ana"}[proposed]
    rows[0] |= {"recipient": other, "reason": "größer"}
    rows[1]["recipient"] = "zoe"
    with (desk / "plan.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    said = leadctl("assign", "--approve", "plan.csv")
    assert said.code == 1
    assert "2 leads as proposed, 1 changed by hand, 1 refused" in said.out
    assert "plan.rejects.csv" in said.err
    assert con.execute("select reason from override").fetchall() == [("größer",)]
    rejects = (desk / "plan.rejects.csv").read_text("utf-8-sig")
    assert "a change needs a reason" in rejects
    lead = rows[0]["lead"]
    assert f"tester gave it to {other} by hand" in leadctl("explain", lead).out
    assert f"given to {other} by hand instead of {proposed}: größer" in leadctl("history", lead).out
    assert "größer" in leadctl("lead", "show", lead).out
    found = json.loads(leadctl("explain", lead, "--json").out)
    assert found["overrides"][0]["reason"] == "größer"
    assert leadctl("undo", "last").code == 0
    assert leadctl("verify").code == 0


def test_flags_of_plans_go_together(desk, leadctl):
    for flags in (
        ("--propose", "a.csv", "--approve", "b.csv"),
        ("--propose", "a.csv", "--dry-run"),
        ("--approve", "a.csv", "--limit", "3"),
        ("--reason", "x"),
        ("--force",),
    ):
        assert leadctl("assign", *flags).code == 2, flags
    assert "[no-file]" in leadctl("assign", "--approve", "none.csv").err
    (desk / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "[not-a-plan]" in leadctl("assign", "--approve", "x.csv").err


# ---------------------------------------------------------------- why-not and describe


def test_why_not_as_text_and_json(desk, leadctl):
    leadctl("assign")
    assert "ana stood for 4 leads: got 2, 2 passed by." in leadctl("why-not", "ana", "--today").out
    found = json.loads(leadctl("why-not", "ana", "--since", "2h ago", "--json").out)
    assert (found["matched"], found["given"]) == (4, 2)
    assert found["reasons"][0]["code"] == "turn"
    assert found["reasons"][0]["what_if"]
    funnel = json.loads(leadctl("why-not", "--strategy", "all", "--json").out)
    assert (funnel["considered"], funnel["recipients"]) == (4, {"ana": 2, "bob": 2})
    lead = found["reasons"][0]["example_lead_id"]
    one = json.loads(leadctl("why-not", "ana", "--lead", str(lead), "--json").out)
    assert one["steps"][0]["code"] == "turn"


def test_why_not_refuses_what_does_not_fit(desk, leadctl):
    assert leadctl("why-not").code == 2
    assert leadctl("why-not", "ana", "--strategy", "All").code == 2
    assert leadctl("why-not", "--strategy", "All", "--lead", "1").code == 2
    assert "[two-periods]" in leadctl("why-not", "ana", "--since", "2h ago", "--today").err
    assert "[no-user]" in leadctl("why-not", "anna").err


def test_describe_in_every_format(desk, leadctl):
    assert "They take turns, everyone alike" in leadctl("config", "describe").out
    assert "## 1. All" in leadctl("config", "describe", "--format", "markdown").out
    found = json.loads(leadctl("config", "describe", "--user", "ana", "--format", "json").out)
    assert found[0]["title"] == "Ana (ana)"
    assert "For: bob." in leadctl("config", "describe", "one.toml").out
    assert "[bad-choice]" in leadctl("config", "describe", "--format", "html").err
    assert "[no-strategy]" in leadctl("config", "describe", "--strategy", "Alll").err
    assert leadctl("config", "describe", "--strategy", "All", "--user", "ana").code == 2


def test_a_file_is_described_without_a_database(desk, leadctl):
    said = leadctl("config", "describe", "one.toml", db=desk / "none.db")
    assert (said.code, "For: bob." in said.out) == (0, True)


def test_a_plan_goes_to_stdout_and_makes_no_file(desk, leadctl):
    said = leadctl("assign", "--propose", "-")
    who = [row["recipient"] for row in csv.DictReader(said.out.splitlines())]
    assert sorted(who) == ["ana", "ana", "bob", "bob"]
    assert "4 leads to be given out, 0 held. Nothing was assigned." in said.err
    assert not (desk / "-").exists()


def test_a_user_and_a_strategy_are_asked_about_one_by_one(desk, leadctl):
    said = leadctl("why-not", "ana", "--strategy", "All")
    assert (said.code, said.out) == (2, "")
    assert "a user and a strategy are two questions" in said.err


def test_explain_says_when_nothing_goes_on_from_where_the_lead_lies(con, leadctl, tmp_path):
    add_user(con, "ana")
    assert leadctl("team", "add", "Desk").code == 0
    rules = '[[strategy]]\nname = "To the desk"\nmethod = "direct"\nto = { team = "Desk" }\n'
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    assert leadctl("config", "apply", "rules.toml", now=NOW - 86_400).code == 0
    lead = add_lead(con, received_at=NOW - 3600, full_name="Kim")
    leadctl("assign")
    told = leadctl("explain", str(lead)).out.splitlines()
    assert told[-2:] == [
        "assign would hold it now: no strategy takes leads from [Desk].",
        f'  add a [[strategy]] with from = "Desk", or: leadctl lead give {lead} --to USER',
    ]
    (tmp_path / "rules.toml").write_text(rules.replace('"Desk" }', '"Desk" }\nwhen = { country = "US" }'), "utf-8")
    other = add_lead(con, received_at=NOW - 3600, full_name="Lee")
    assert leadctl("config", "apply", "rules.toml").code == 0
    told = leadctl("explain", str(other)).out
    assert "assign would hold it now: no strategy matches." in told
