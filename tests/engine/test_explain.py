"""Explain: the numbers of the moment, and what would have changed the outcome."""

import pytest

from leadctl.config.model import Clause, Config, Criteria, GateRule, Limits, Strategy, Target
from leadctl.engine import runs
from leadctl.engine.explain import explain
from leadctl.engine.passages import give
from leadctl.engine.runs import assign
from leadctl.errors import NotFoundError
from leadctl.models import MICRO
from tests.builders import (
    add_absence,
    add_account,
    add_lead,
    add_leads,
    add_shift,
    add_spell,
    add_strategy,
    add_tag,
    add_user,
    add_users,
)

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC


def one(name="All", method="weighted", **more) -> Strategy:
    return Strategy(name, method, more.pop("to", Target(users=("x",))), **more)


def put_in_force(con, text: str) -> Config:
    from leadctl.config import load_text

    con.execute("insert into config_version (text, sha256, applied_at, applied_by) values (?, '', 0, 'x')", (text,))
    return load_text(text, "test")


def told(found) -> dict:
    return {c.user: c for c in found}


def test_the_credits_are_those_of_the_moment(con, monkeypatch):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", {u: 3 - i for i, u in enumerate(users)}, "weighted")
    leads = add_leads(con, 30)
    monkeypatch.setattr(runs, "CHUNK", 7)  # so that most leads are explained from a checkpoint inside the run
    config = Config(strategies=(one(),))
    assign(con, config, NOW)
    running = dict.fromkeys(("ana", "bob", "cat"), 0)
    for lead in leads:
        (story,) = explain(con, lead, config, NOW).passages
        candidates = told(story.candidates)
        assert {u: c.credit for u, c in candidates.items()} == running
        winner = next(c for c in candidates.values() if c.wins)
        assert winner.user == story.recipient
        assert winner.with_lead == max(c.with_lead for c in candidates.values())
        paid = sum(c.with_lead - c.credit for c in candidates.values())
        running = {u: c.with_lead - (paid if c.wins else 0) for u, c in candidates.items()}
    assert sum(running.values()) == 0


def test_a_tie_is_told(con):
    users = add_users(con, "ana bob")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    first, second, third = add_leads(con, 3)
    config = Config(strategies=(one(),))
    assign(con, config, NOW)
    assert "seed decided" in explain(con, first, config, NOW).passages[0].tie_break
    assert explain(con, second, config, NOW).passages[0].tie_break is None
    assert "longest wait" in explain(con, third, config, NOW).passages[0].tie_break


def test_counterfactuals_of_every_kind(con):
    ids = dict(zip(["ana", "bob", "cat", "dan", "eve", "fay"], add_users(con, "ana bob cat dan eve fay"), strict=True))
    add_strategy(con, "All", {u: 0 if name == "eve" else 1 for name, u in ids.items()})
    for name in ("ana", "bob", "cat", "dan", "eve"):
        add_tag(con, ids[name], "vip")
    con.execute("update user set per_day = 1 where id = ?", (ids["ana"],))
    con.execute("update user set timezone = 'America/New_York' where id = ?", (ids["bob"],))
    add_shift(con, ids["bob"], range(1, 2), 9 * 60, 17 * 60)
    add_absence(con, ids["cat"], NOW - 5, NOW + 3600)
    add_spell(con, ids["dan"], "paused", NOW - 60, NOW + 60)
    config = Config(strategies=(one(needs_tags=("vip",)),))
    first, second = add_leads(con, 2)
    assign(con, config, NOW)
    assert explain(con, first, config, NOW).owner == "ana"
    found = explain(con, second, config, NOW)
    assert found.hold.code == "nobody_eligible"
    candidates = told(found.live.steps[0].candidates)
    assert {u: (c.code, c.what_if) for u, c in candidates.items()} == {
        "ana": ("cap_day", "if the day cap were above 1"),
        "bob": ("off_shift", "from 2026-03-03 14:00 UTC, when the shift starts"),
        "cat": ("absent", "from 2026-03-02 16:10 UTC, when the absence ends"),
        "dan": ("paused", "from 2026-03-02 15:11 UTC, when the pause ends"),
        "eve": ("zero_weight", "with a weight above 0"),
        "fay": ("lacks_tag", "with the tag vip"),
    }


def test_no_counterfactual_when_the_credit_would_not_have_been_enough(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1, bob: 1})
    con.execute("insert into credit values (1, '', ?, ?, 0), (1, '', ?, ?, 0)", (ana, -5 * MICRO, bob, 5 * MICRO))
    add_absence(con, ana, NOW - 5, NOW + 3600)
    config = Config(strategies=(one(),))
    lead = add_lead(con)
    assign(con, config, NOW)
    candidates = told(explain(con, lead, config, NOW).passages[0].candidates)
    assert candidates["ana"].code == "absent"
    assert candidates["ana"].what_if is None
    con.execute("update credit set micro = -micro")
    lead = add_lead(con)
    assign(con, config, NOW + 1)
    assert "when the absence ends" in told(explain(con, lead, config, NOW).passages[0].candidates)["ana"].what_if


def test_of_two_caps_the_one_that_was_reached_is_named(con):
    ana, bob = add_users(con, "ana bob")
    con.execute("update user set per_day = 50 where id = ?", (ana,))
    add_strategy(con, "All", {ana: 1, bob: 1})
    config = Config(strategies=(one(limits=Limits(per_day=2)),))
    leads = add_leads(con, 4)
    con.execute("insert into credit values (1, '', ?, ?, 0), (1, '', ?, ?, 0)", (ana, 9 * MICRO, bob, -9 * MICRO))
    assign(con, config, NOW)
    candidates = told(explain(con, leads[2], config, NOW).passages[0].candidates)
    assert candidates["ana"].what_if == "if the day cap were above 2"


def test_the_cap_of_a_strategy_that_passed_the_lead_on_is_counted_for_that_strategy(con):
    """Not for the one that took the lead; and of a waiting lead, the caps that are reached now."""
    ana, bob = add_users(con, "ana bob")
    con.execute("update user set per_day = 3 where id = ?", (ana,))
    add_strategy(con, "First", {ana: 1})
    add_strategy(con, "Rest", {bob: 1})
    config = Config(strategies=(one("First", limits=Limits(per_day=2)), one("Rest", limits=Limits(per_day=1))))
    leads = add_leads(con, 4)
    assign(con, config, NOW)
    passed = explain(con, leads[2], config, NOW).passages[0].steps[0]
    assert told_of(passed) == ("First", "cap_day", "if the day cap were above 2")
    waiting = explain(con, leads[3], config, NOW).live.steps[0]
    assert told_of(waiting) == ("First", "cap_day", "if the day cap were above 2")
    give(con, leads[3], ana, NOW, "x")
    full = add_lead(con)
    assert told_of(explain(con, full, config, NOW).live.steps[0])[2] == "if the day cap were above 2 and 3"


def told_of(step) -> tuple:
    (candidate,) = step.candidates
    return step.strategy, candidate.code, candidate.what_if


def test_the_path_names_clauses_shares_and_the_version_of_the_rules(con):
    text = """
[[strategy]]
name = "German"
method = "round_robin"
to = { users = ["ana"] }
when = { country = "DE" }

[[strategy]]
name = "All"
method = "round_robin"
to = { users = ["ana"] }
"""
    (ana,) = add_users(con, "ana")
    add_strategy(con, "German", {ana: 1})
    add_strategy(con, "All", {ana: 1})
    config = put_in_force(con, text)
    lead = add_lead(con, country="US", full_name="Jane Doe")
    assign(con, config, NOW)
    put_in_force(con, "")  # other rules today: the passage is told by its own
    found = explain(con, lead, Config(), NOW)
    (story,) = found.passages
    assert (found.label, story.config_version, story.seed, story.at) == ("Jane Doe", 1, "leadctl", NOW)
    assert [(s.strategy, s.code) for s in story.steps] == [("German", "when")]
    assert "country" in story.steps[0].detail


def test_gates_gifts_hops_and_undone_are_told(con):
    boss, ana = add_users(con, "boss ana")
    add_account(con, "West", owner_id=boss)
    add_strategy(con, "To West", {}, "direct")
    add_strategy(con, "West", {ana: 1})
    config = Config(
        strategies=(one("To West", "direct", to=Target(accounts=("West",))), one("West", from_account="West")),
        gates=(GateRule("no name", Criteria((Clause("full_name", "text", "present", False, "full_name is empty"),))),),
    )
    named, nameless = add_lead(con, full_name="Jane"), add_lead(con)
    assign(con, config, NOW)
    hop, last = explain(con, named, config, NOW).passages
    assert (hop.recipient, hop.ended, last.recipient) == ("[West]", "passed_on", "ana")
    held = explain(con, nameless, config, NOW)
    assert (held.hold.code, held.live.hold, held.live.gate) == (
        "gate:no name",
        "gate:no name",
        "holds when full_name is empty",
    )
    give(con, nameless, boss, NOW + 1, "chief")
    (gift,) = explain(con, nameless, config, NOW).passages
    assert (gift.strategy, gift.recipient, gift.actor) == ("(manual)", "boss", "chief")
    assert explain(con, nameless, config, NOW).live is None


def test_explaining_writes_nothing(con):
    (ana,) = add_users(con, "ana")
    add_strategy(con, "All", {ana: 1})
    lead = add_lead(con)
    before = con.total_changes
    found = explain(con, lead, Config(strategies=(one(),)), NOW)
    assert (found.live.recipient, found.live.strategy) == ("ana", "All")
    assert con.total_changes == before
    assert found.as_json("UTC")["now"]["candidates"][0]["wins"] is True


def test_an_unknown_lead(con):
    with pytest.raises(NotFoundError):
        explain(con, 7, Config(), NOW)


def test_the_former_owner_is_named(con):
    ana, _ = add_user(con, "ana"), add_user(con, "bob")
    add_strategy(con, "All", {ana: 1, 2: 1})
    dead = con.execute("select id from status where name = 'Dead'").fetchone()[0]
    original = add_lead(con, state={"status_id": dead, "owner_id": ana, "waiting": 0})
    copy = add_lead(con, state={"duplicate_of": original})
    config = Config(strategies=(one(),))
    assign(con, config, NOW)
    (story,) = explain(con, copy, config, NOW).passages
    assert (story.recipient, story.former_owner, story.tie_break) == ("ana", True, None)
