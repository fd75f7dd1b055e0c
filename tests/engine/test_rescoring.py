"""New score rules reach the leads that wait, and them alone."""

from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from tests.builders import add_lead, add_users

NOW = 1_772_464_200
STRATEGY = '[[strategy]]\nname = "All"\nmethod = "round_robin"\nto = { users = ["ana"] }\n'
BUDGET = '[[score]]\nname = "budget"\nwhen = { value = { min = 50 } }\npoints = 20\n'


def scores(con) -> dict[int, tuple[int, str | None]]:
    return {row[0]: row[1:] for row in con.execute("select id, score, score_parts from lead order by id")}


def test_applying_score_rules_scores_waiting_leads_again(con):
    add_users(con, "ana")
    done, poor, rich = add_lead(con, value=9_900), add_lead(con, value=100), add_lead(con, value=9_900)
    con.execute("update lead_state set waiting = 0 where lead_id = ?", (done,))
    apply_rules(con, STRATEGY + BUDGET, NOW, "x")
    assert scores(con) == {done: (0, None), poor: (0, None), rich: (20, '{"budget": 20}')}
    assign(con, apply_rules(con, STRATEGY + BUDGET, NOW, "x").config, NOW)
    assert [row[0] for row in con.execute("select lead_id from distribution order by id")] == [rich, poor]


def test_removing_them_takes_the_points_back(con):
    add_users(con, "ana")
    lead = add_lead(con, value=9_900)
    apply_rules(con, STRATEGY + BUDGET, NOW, "x")
    apply_rules(con, STRATEGY, NOW + 1, "x")
    assert scores(con) == {lead: (0, None)}
