"""why-not: counts from the stored traces against a naive reading of the same decisions."""

import json
from collections import Counter

import pytest

from leadctl.config import load_text
from leadctl.db import dated, people
from leadctl.db.connection import immediate
from leadctl.engine.passages import give
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from leadctl.engine.undo import undo
from leadctl.engine.why_not.funnel import funnel
from leadctl.engine.why_not.user import one_lead, passed_by
from leadctl.errors import NotFoundError
from tests.builders import add_absence, add_lead, add_tag, add_users

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
DAY = 86_400
RULES = """
[[strategy]]
name = "Big"
to = { users = ["ana", "bob"] }
when = { value = { min = 500 }, country = "US" }
limits = { per_day = 2 }

[[strategy]]
name = "Half"
share = "50%"
to = { users = ["bob", "cat"] }
when = { country = "US" }

[[strategy]]
name = "Rest"
to = { users = ["bob", "cat"] }
needs_tags = ["senior"]
on_empty = "hold"
"""


def world(con, leads=12):
    users = add_users(con, "ana bob cat")
    add_tag(con, users[2], "senior")
    apply_rules(con, RULES, NOW - DAY, "tester")
    for number in range(leads):
        country = ("US", "DE")[number % 4 == 3]
        add_lead(con, received_at=NOW - DAY + number, value=(100, 900)[number % 2] * 100, country=country)
    return users


def rules_of(con):
    return load_text(con.execute("select text from config_version order by id desc limit 1").fetchone()[0], "rules")


def user(con, login):
    return people.find_user(con, login)


def passed(con, login, start=NOW - DAY, end=NOW + DAY, now=NOW):
    return passed_by(con, rules_of(con), user(con, login), start, end, now)


def naive(con, user_id):
    """Return (given, reason -> leads) of one user, lead by lead, from the rows as they are."""
    sets = {i: {u: c for u, _, c in json.loads(m)} for i, m in con.execute("select id, members from candidate_set")}
    outcome = {}
    sql = "select lead_id, user_id, candidate_set_id, path from distribution"
    sql += " where undone_at is null and run_id is not null"
    rows = [
        *con.execute(sql),
        *((lead, None, None, path) for lead, path in con.execute("select lead_id, path from hold")),
    ]
    for lead, winner, chosen, path in rows:
        codes = [
            sets[s[2]] for s in json.loads(path or "[]") if len(s) > 2 and isinstance(s[2], int) and s[0] != "from"
        ]
        mine = [c[user_id] for c in codes if user_id in c]
        if winner == user_id:
            outcome[lead] = ""
        elif chosen is not None and user_id in sets[chosen]:
            outcome[lead] = sets[chosen][user_id] or "turn"
        elif mine:
            outcome[lead] = mine[-1]
    counts = Counter(outcome.values())
    return counts.pop("", 0), dict(counts)


@pytest.mark.parametrize("login", ["ana", "bob", "cat"])
def test_counts_are_those_of_a_naive_reading(con, login):
    world(con, 40)
    assign(con, rules_of(con), NOW)
    found = passed(con, login)
    given, reasons = naive(con, user(con, login).id)
    assert found.given == given
    assert {r.code: r.leads for r in found.reasons} == reasons
    assert found.matched == given + sum(reasons.values())


def test_every_reason_has_an_example_and_a_counterfactual(con):
    _, bob, _ = world(con)
    add_absence(con, bob, NOW - 60, NOW + 3600)
    assign(con, rules_of(con), NOW)
    (absent,) = passed(con, "bob").reasons
    assert absent.code == "absent"
    assert absent.what_if == "from 2026-03-02 16:10 UTC, when the absence ends"
    assert absent.example is not None
    assert sum(absent.strategies.values()) == absent.leads
    turn = next(r for r in passed(con, "ana").reasons if r.code == "cap_day")
    assert turn.strategies == {"Big": turn.leads}


def test_leads_that_wait_count_too_and_are_told_apart(con):
    _, _, cat = world(con)
    with immediate(con):
        dated.set_tags(con, cat, [], NOW - 60)
        refresh_rosters(con, rules_of(con), NOW - 60)
    assign(con, rules_of(con), NOW)
    lacks = next(r for r in passed(con, "cat").reasons if r.code == "lacks_tag")
    assert lacks.waiting == lacks.leads == con.execute("select count(*) from hold").fetchone()[0] > 2
    assert lacks.what_if == "with the tag senior"


def test_taken_back_and_by_hand_do_not_count(con):
    _, bob, _ = world(con)
    undo(con, assign(con, rules_of(con), NOW).run_id, NOW + 10)
    assert passed(con, "ana").matched == 0
    give(con, 1, bob, NOW + 20, "tester")
    assert passed(con, "bob").matched == 0


def test_a_lead_that_waited_and_was_given_then_counts_once(con):
    _, bob, _ = world(con)
    add_absence(con, bob, NOW - 60, NOW + 60)
    with immediate(con):
        dated.set_tags(con, user(con, "cat").id, [], NOW - 60)
    assign(con, rules_of(con), NOW)
    add_tag(con, bob, "senior")
    assign(con, rules_of(con), NOW + 3600)
    found = passed(con, "bob", now=NOW + 3600)
    given, reasons = naive(con, bob)
    assert (found.given, {r.code: r.leads for r in found.reasons}) == (given, reasons)


def test_only_the_period_counts(con):
    world(con)
    assign(con, rules_of(con), NOW)
    assert passed(con, "ana", NOW - DAY, NOW).matched == 0
    assert passed(con, "ana", NOW, NOW + 1).matched > 0


def test_one_lead(con):
    world(con)
    assign(con, rules_of(con), NOW)
    found = one_lead(con, rules_of(con), user(con, "ana"), 4, NOW)  # from DE
    assert [(name, code) for name, code, _, _ in found.steps] == [("Big", "when")]
    assert found.steps[0][2] == "country is US"
    given = con.execute("select lead_id, user_id from distribution where strategy_id = 1 limit 1").fetchone()
    login = "bob" if given[1] == user(con, "ana").id else "ana"
    found = one_lead(con, rules_of(con), user(con, login), given[0], NOW)
    assert found.steps[0][:2] == ("Big", "turn")
    assert found.steps[0][3]
    found = one_lead(con, rules_of(con), user(con, "cat"), given[0], NOW)
    assert set(found.never) == {"Half", "Rest"}
    with pytest.raises(NotFoundError):
        one_lead(con, rules_of(con), user(con, "cat"), 999, NOW)


# ---------------------------------------------------------------- the funnel


def test_each_lead_is_in_one_place_of_the_funnel(con):
    world(con, 40)
    assign(con, rules_of(con), NOW)
    for name in ("Big", "Half", "Rest"):
        f = funnel(con, rules_of(con), name, NOW - DAY, NOW + DAY, NOW)
        lost = sum(f.clauses.values()) + f.share + f.not_found + sum(f.nobody.values()) + sum(f.other.values())
        assert f.considered == f.taken + lost
        assert f.taken == sum(f.recipients.values())
    big = funnel(con, rules_of(con), "big", NOW - DAY, NOW + DAY, NOW)
    assert (big.strategy, big.considered, big.taken) == ("Big", 40, 4)
    assert big.clauses == {"value min 500": 20, "country is US": 10}
    assert big.nobody == {"cap_day": 6}
    assert (big.mode, big.method, big.days, big.runs) == ("push", "round_robin", 2.0, 1)
    half = funnel(con, rules_of(con), "Half", NOW - DAY, NOW + DAY, NOW)
    assert half.considered == 36
    assert half.earlier == {"Big": 4}
    assert half.clauses == {"country is US": 10}
    assert half.share + half.taken == 26
    rest = funnel(con, rules_of(con), "Rest", NOW - DAY, NOW + DAY, NOW)
    assert rest.recipients == {"cat": rest.taken}


def test_a_strategy_that_was_never_asked_or_never_was(con):
    world(con)
    assert funnel(con, rules_of(con), "Big", NOW - 9 * DAY, NOW - 8 * DAY, NOW).mode is None
    with pytest.raises(NotFoundError, match='did you mean "Big"'):
        funnel(con, rules_of(con), "Bigg", NOW - DAY, NOW, NOW)
