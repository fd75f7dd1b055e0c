"""Plans: what is proposed is what a run does; what is approved is what the file says, once."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db import approvals, dated
from leadctl.db.connection import connect, immediate
from leadctl.db.create import create_database
from leadctl.engine.approving.approve import Approval, approve
from leadctl.engine.approving.lines import COLUMNS
from leadctl.engine.approving.propose import propose
from leadctl.engine.explain import explain
from leadctl.engine.intake.source import open_source
from leadctl.engine.lifecycle import change_status
from leadctl.engine.passages import give
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import RunOptions, assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import UsageError
from tests.builders import add_absence, add_account, add_lead, add_team, add_users, credits_of, owners
from tests.effort import examples

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
DAY = 86_400
RULES = """
[[gate]]
name = "no value"
hold_when = { value = { present = false } }

[[strategy]]
name = "Big"
method = "weighted"
to = { weights = { ana = 2, bob = 1 } }
when = { value = { min = 500 } }
limits = { per_day = 4 }

[[strategy]]
name = "Rest"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
"""


def world(con, rules=RULES, values=(600, 600, 100, 100, 100, None)):
    users = add_users(con, "ana bob cat")
    apply_rules(con, rules, NOW - DAY, "tester")
    for number, value in enumerate(values, start=1):
        add_lead(con, received_at=NOW - DAY + number, value=value and value * 100, full_name=f"Lead {number}")
    return users


def rules_of(con):
    return load_text(con.execute("select text from config_version order by id desc limit 1").fetchone()[0], "rules")


def version(con):
    return con.execute("select max(id) from config_version").fetchone()[0]


def plan_of(con, now=NOW, **options):
    return propose(con, rules_of(con), now, RunOptions(**options))


def rows_of(plan):
    """Return the plan as the file has it."""
    return [
        {
            "lead": str(line.lead_id), "name": line.name, "company": line.company, "value": "",
            "recipient": line.recipient or "", "strategy": line.strategy or "", "because": line.because,
            "runner_up": line.runner_up or "", "reason": "", "proposed": line.recipient or "",
            "rules": str(plan.version),
        }
        for line in plan.lines
    ]  # fmt: skip


def carry_out(con, tmp_path, rows, now=NOW, **asked):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "plan.csv"
    path.write_text(text.getvalue(), "utf-8")
    with open_source(str(path)) as source:
        return approve(con, rules_of(con), source, now, Approval("tester", **asked))


def refusals(found):
    return {r.lead_id: r.reason for r in found.refused}


def state(con):
    return con.execute(
        "select lead_id, user_id, strategy_id, candidate_set_id, ledger_cost, path, mode, origin from distribution"
        " where undone_at is null order by lead_id, id"
    ).fetchall()


def clean(con) -> bool:
    found = verify(con, NOW).differences
    assert not found, found
    return True


# ---------------------------------------------------------------- proposing


def test_a_plan_is_what_a_run_does_and_changes_nothing(con):
    world(con)
    before = list(con.iterdump())
    plan = plan_of(con)
    assert list(con.iterdump()) == before
    assign(con, rules_of(con), NOW)
    logins = dict(con.execute("select id, login from user").fetchall())
    assert {line.lead_id: line.recipient for line in plan.lines} == {
        lead: logins.get(owner) for lead, owner in owners(con).items()
    }
    assert (plan.given, plan.version) == (5, version(con))


def test_lines_stand_in_plan_order_and_say_why(con):
    world(con)
    con.execute("update lead set priority = 1 where id = 5")
    plan = plan_of(con)
    assert [line.lead_id for line in plan.lines] == [5, 1, 2, 3, 4, 6]
    by_lead = {line.lead_id: line for line in plan.lines}
    assert (by_lead[1].recipient, by_lead[1].strategy, by_lead[1].runner_up) == ("ana", "Big", "bob")
    assert by_lead[1].because == "next in turn, by weight"
    assert by_lead[6].recipient is None
    assert by_lead[6].because == 'held: kept out by the gate "no value"'
    assert by_lead[1].name == "Lead 1"


def test_the_runner_up_gets_the_lead_when_the_recipient_cannot(con):
    ana, _, _ = world(con)
    first = plan_of(con).lines[0]
    add_absence(con, ana, NOW - 60, NOW + DAY)
    assert plan_of(con).lines[0].recipient == first.runner_up == "bob"


def test_limit_and_strategy_are_those_of_a_run(con):
    world(con)
    assert plan_of(con, limit=2).given == 2
    assert {line.strategy for line in plan_of(con, strategy="Rest").lines} == {"Rest"}


def test_accounts_and_hops(con):
    add_account(con, "West", owner_id=None)
    rules = (
        '[[strategy]]\nname = "To West"\nmethod = "direct"\nto = { account = "West" }\n'
        '[[strategy]]\nname = "In West"\nfrom = "West"\nto = { users = ["ana"] }\n'
    )
    world(con, rules, values=(1,))
    line = plan_of(con).lines[0]
    assert (line.recipient, line.strategy) == ("ana", "In West")
    assert line.because == "next in turn, by way of West"


# ---------------------------------------------------------------- approving as proposed


def test_confirmed_lines_are_the_passages_of_a_run(con, tmp_path, tmp_path_factory):
    world(con)
    other = tmp_path_factory.mktemp("other") / "leads.db"
    con.execute("vacuum into ?", (str(other),))
    found = carry_out(con, tmp_path, rows_of(plan_of(con)))
    assert (found.confirmed, found.overridden, found.held, found.refused) == (5, 0, 1, [])
    twin = connect(other)
    assign(twin, rules_of(twin), NOW)
    assert state(con) == state(twin)
    assert credits_of(con) == credits_of(twin)
    assert owners(con) == owners(twin)
    twin.close()
    assert con.execute("select kind from run").fetchall() == [("approve",)]
    assert clean(con)


def test_the_same_file_twice_applies_nothing_twice(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    rows[0] |= {"recipient": "cat", "reason": "knows them"}
    rows[1] |= {"recipient": "", "reason": "not now"}
    carry_out(con, tmp_path, rows)
    before = list(con.iterdump())
    again = carry_out(con, tmp_path, rows)
    assert (again.confirmed, again.overridden, again.left, again.done) == (0, 0, 0, 5)
    assert (again.summary.run_id, again.refused) == (None, [])
    assert list(con.iterdump()) == before


def test_a_dry_run_writes_nothing(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    rows[0] |= {"recipient": "cat", "reason": "knows them"}
    before = list(con.iterdump())
    found = carry_out(con, tmp_path, rows, dry_run=True)
    assert (found.confirmed, found.overridden, found.summary.dry_run) == (4, 1, True)
    assert list(con.iterdump()) == before


def test_undo_takes_an_approval_back(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    rows[0] |= {"recipient": "cat", "reason": "knows them"}
    found = carry_out(con, tmp_path, rows)
    undone = undo(con, found.summary.run_id, NOW + 60)
    assert undone.leads == 5
    assert set(owners(con).values()) == {None}
    assert credits_of(con) == {}
    assert clean(con)
    again = carry_out(con, tmp_path, rows, now=NOW + 120)
    assert (again.confirmed, again.overridden) == (4, 1)
    assert clean(con)


# ---------------------------------------------------------------- a person's last word


def test_a_change_is_kept_as_an_override_with_user_and_reason(con, tmp_path):
    _, _, cat = world(con)
    rows = rows_of(plan_of(con))
    rows[0] |= {"recipient": "Cat", "reason": "knows them"}
    found = carry_out(con, tmp_path, rows)
    lead = int(rows[0]["lead"])
    assert owners(con)[lead] == cat
    (kept,) = approvals.of_lead(con, lead)
    assert (kept.proposed, kept.chosen, kept.actor, kept.reason) == ("ana", "cat", "tester", "knows them")
    made = con.execute(
        "select origin, mode, strategy_id, ledger_cost, recorded_by, run_id from distribution where lead_id = ?",
        (lead,),
    ).fetchone()
    assert made == ("manual", "none", None, 0, "tester", found.summary.run_id)
    told = explain(con, lead, rules_of(con), NOW)
    assert [(o.proposed, o.chosen, o.reason) for o in told.overrides] == [("ana", "cat", "knows them")]
    assert clean(con)


def test_a_change_needs_a_reason_of_its_own_or_for_all(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    rows[0]["recipient"] = "cat"
    rows[1]["recipient"] = ""
    found = carry_out(con, tmp_path, rows)
    assert set(refusals(found)) == {1, 2}
    assert all("needs a reason" in why for why in refusals(found).values())
    found = carry_out(con, tmp_path, rows, reason="the boss said so")
    assert (found.overridden, found.left, found.refused) == (1, 1, [])


def test_an_emptied_recipient_leaves_the_lead_for_the_next_run(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    rows[0] |= {"recipient": "", "reason": "ask first"}
    found = carry_out(con, tmp_path, rows)
    assert (found.left, owners(con)[1]) == (1, None)
    (kept,) = approvals.of_lead(con, 1)
    assert (kept.proposed, kept.chosen, kept.distribution_id) == ("ana", None, None)
    assert assign(con, rules_of(con), NOW + 60).distributed == 1
    assert clean(con)


def test_a_held_lead_may_be_given_by_hand(con, tmp_path):
    _, bob, _ = world(con)
    rows = rows_of(plan_of(con))
    rows[-1] |= {"recipient": "bob", "reason": "a friend"}
    assert rows[-1]["proposed"] == ""
    carry_out(con, tmp_path, rows)
    assert owners(con)[6] == bob
    assert approvals.of_lead(con, 6)[0].proposed is None
    assert clean(con)


def test_only_what_binds_stands_against_a_person(con, tmp_path):
    ana, bob, cat = world(con)
    rows = rows_of(plan_of(con))
    add_absence(con, cat, NOW - 60, NOW + DAY)
    con.execute("update user set per_day = 0 where id = ?", (bob,))
    con.execute("insert into shift (user_id, weekday, starts, ends, valid_from) values (?, 6, 0, 60, 0)", (ana,))
    assert [row["proposed"] for row in rows][:2] == ["ana", "bob"]
    for at, who in ((0, "cat"), (1, "ana"), (2, "nobody"), (3, "[West]"), (5, "bob")):
        rows[at] |= {"recipient": who, "reason": "x"}
    found = carry_out(con, tmp_path, rows)
    said = refusals(found)
    assert "cat may not take it now (absent)" in said.values()
    assert "bob may not take it now (cap_day)" in said.values()
    assert any(why.startswith('there is no user "nobody"') for why in said.values())
    assert "only a user can be named by hand" in said.values()
    assert owners(con)[int(rows[1]["lead"])] == ana  # off shift: a person may say so
    assert clean(con)


# ---------------------------------------------------------------- what the world has overtaken


def test_stale_lines_are_refused_one_by_one(con, tmp_path):
    ana, bob, cat = world(con)
    rows = rows_of(plan_of(con))
    who = {int(row["lead"]): row["proposed"] for row in rows}
    give(con, 1, cat, NOW, "tester")  # was proposed to ana
    give(con, 3, bob, NOW, "tester")
    change_status(con, 3, bob, NOW, NOW, "tester", status="Closed")
    con.execute("update lead set undone_at = 1 where id = 4")
    rows.append({**rows[-1], "lead": "99", "recipient": "ana", "proposed": "ana"})
    rows.append({**rows[-1], "lead": "x"})
    rows.append(rows[1])
    found = carry_out(con, tmp_path, rows)
    said = refusals(found)
    assert said[1] == "the lead belongs to cat now"
    assert said[4] == "the lead was taken back with its import"
    assert said[99] == "there is no lead 99"
    assert said[None] == '"x" is no lead id'
    assert said[2] == "the lead stands in an earlier line"
    assert found.confirmed + found.done >= 2
    assert who[2] in {"ana", "bob"}
    assert ana


def test_eligibility_is_checked_again(con, tmp_path):
    ana, _, _ = world(con)
    rows = rows_of(plan_of(con))
    add_absence(con, ana, NOW - 60, NOW + DAY)
    found = carry_out(con, tmp_path, rows)
    mine = {int(row["lead"]) for row in rows if row["proposed"] == "ana"}
    assert mine
    assert set(refusals(found)) == mine
    assert set(refusals(found).values()) == {"ana may not take it now (absent)"}
    assert clean(con)


def test_who_is_not_among_the_people_any_more_is_refused(con, tmp_path):
    ana, _, _ = world(con)
    rows = rows_of(plan_of(con))
    with immediate(con):
        dated.disable(con, "user", ana, NOW, None)
        refresh_rosters(con, rules_of(con), NOW)
    said = set(refusals(carry_out(con, tmp_path, rows)).values())
    assert said == {"ana is not among its people any more"}


def test_a_plan_of_other_rules_is_refused(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    apply_rules(con, RULES.replace("per_day = 4", "per_day = 5"), NOW, "tester")
    found = carry_out(con, tmp_path, rows)
    assert (found.confirmed, found.summary.run_id) == (0, None)
    assert set(refusals(found).values()) == {"the plan was made by rules 1, rules 2 are in force"}


def test_a_strategy_that_now_comes_first_makes_a_line_stale(con, tmp_path):
    world(con)
    rows = rows_of(plan_of(con))
    con.execute("update lead set value = 60000 where id = 3")  # Rest was proposed, Big takes it now
    found = carry_out(con, tmp_path, rows)
    assert refusals(found) == {3: 'strategy "Big" would take it now'}
    assert clean(con)


def test_an_account_that_is_gone_makes_a_line_stale_and_the_rest_goes(con, tmp_path):
    account = add_account(con, "West", owner_id=None)
    add_users(con, "zoe")
    con.execute("update account set owner_id = (select id from user where login = 'zoe') where id = ?", (account,))
    rules = (
        '[[strategy]]\nname = "To West"\nmethod = "direct"\nto = { account = "West" }\n'
        "when = { value = { min = 500 } }\n"
        '[[strategy]]\nname = "Rest"\nto = { users = ["ana", "bob", "cat"] }\n'
    )
    world(con, rules)
    rows = rows_of(plan_of(con))
    assert rows[0]["proposed"] == "[West]"
    con.execute("update lead set value = 100 where id = 1")
    found = carry_out(con, tmp_path, rows)
    assert refusals(found) == {1: "one of the people would get it now"}
    assert found.confirmed == 5
    assert clean(con)


def test_a_file_that_is_no_plan(con, tmp_path):
    world(con)
    path = tmp_path / "x.csv"
    path.write_text("lead,recipient\n1,ana\n", "utf-8")
    with open_source(str(path)) as source, pytest.raises(UsageError, match="no column strategy, proposed, rules"):
        approve(con, rules_of(con), source, NOW, Approval("tester"))


def test_a_team_named_as_recipient_is_confirmed(con, tmp_path):
    users = add_users(con, "zoe")
    add_team(con, "Desk", users[0], users)
    world(con, '[[strategy]]\nname = "T"\nmethod = "direct"\nto = { team = "Desk" }\n', values=(1, 2))
    rows = rows_of(plan_of(con))
    assert rows[0]["proposed"] == "[Desk]"
    found = carry_out(con, tmp_path, rows)
    assert (found.confirmed, found.refused) == (2, [])
    assert clean(con)


@pytest.mark.parametrize("owner", [None, "zoe"])
@pytest.mark.parametrize("offered", ["", 'accept_within = "2h"\n'])
def test_the_same_file_twice_is_done_at_teams_and_accounts_too(con, tmp_path, owner, offered):
    (zoe,) = add_users(con, "zoe")
    add_team(con, "Desk", zoe if owner else None, [])
    add_account(con, "West", owner_id=zoe if owner else None)
    world(
        con,
        '[[strategy]]\nname = "T"\nmethod = "direct"\nto = { team = "Desk" }\nwhen = { value = { min = 2 } }\n'
        f'{offered}[[strategy]]\nname = "A"\nmethod = "direct"\nto = {{ account = "West" }}\n{offered}',
        values=(1, 2, 3),
    )
    rows = rows_of(plan_of(con))
    assert [row["recipient"] for row in rows] == ["[West]", "[Desk]", "[Desk]"]
    assert carry_out(con, tmp_path, rows).confirmed == 3
    before = list(con.iterdump())
    again = carry_out(con, tmp_path, rows)
    assert (again.confirmed, again.done, again.refused, again.summary.run_id) == (0, 3, [], None)
    assert list(con.iterdump()) == before
    assert clean(con)


EDITS = st.lists(st.one_of(st.none(), st.sampled_from(["ana", "bob", "cat", "", "nobody"])), min_size=8, max_size=8)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, away=st.sampled_from([None, 0, 1, 2]), capped=st.sampled_from([None, 0, 1, 2]))
def test_however_a_plan_is_edited_books_and_owners_agree(edits, away, capped, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    create_database(folder / "leads.db", NOW - 2 * DAY)
    con = connect(folder / "leads.db")
    try:
        users = world(con, values=(600, 700, 800, 100, 100, 100, 100, None))
        rows = rows_of(plan_of(con))
        wanted = {}
        for row, edit in zip(rows, edits, strict=True):
            if edit is not None:
                row |= {"recipient": edit, "reason": "edited"}
            wanted[int(row["lead"])] = row["recipient"]
        if away is not None:
            add_absence(con, users[away], NOW - 60, NOW + DAY)
        if capped is not None:
            con.execute("update user set per_day = 1 where id = ?", (users[capped],))
        found = carry_out(con, folder, rows)
        refused = set(refusals(found))
        logins = dict(con.execute("select id, login from user").fetchall())
        for lead, owner in owners(con).items():
            expected = None if lead in refused or wanted[lead] == "" else wanted[lead]
            assert logins.get(owner) == expected
        assert con.execute("select coalesce(sum(micro), 0) from credit").fetchone() == (0,)
        assert clean(con)
        if found.summary.run_id is not None:
            undo(con, found.summary.run_id, NOW + 60)
            assert set(owners(con).values()) == {None}
            assert credits_of(con) == {}
    finally:
        con.close()
