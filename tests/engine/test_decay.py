"""Points that decay, scores worked out again, and what must not change with them."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.engine.privacy.erase import chosen, erase
from leadctl.engine.rescoring import rescore, rescore_decayed
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from leadctl.engine.scoring import Rules, aged, band_of, decay_fields, moves_with_time, rule_fields
from leadctl.errors import ConfigError
from tests.builders import add_lead, add_leads, add_users

NOW = 1_772_355_600
DAY = 86_400
RULES = 'score_bands = { hot = 60, warm = 30, cold = 0 }\n[[strategy]]\nname = "All"\nto = { users = ["ana"] }\n'
FAIR = (
    '[[score]]\nname = "fair"\npoints = 80\nwhen = { source = "Fair" }\n'
    'decay = { half_life = "10d", of = "received_at" }\n'
)
VISIT = (
    '[[score]]\nname = "visit"\npoints = 40\nwhen = { touches.web_visit = { min = 1 } }\n'
    'decay = { half_life = "7d", of = "last_touch" }\n'
)
BUDGET = '[[score]]\nname = "budget"\npoints = 20\nwhen = { value = { min = 50 } }\n'


def touch(con, lead, at, name="web_visit"):
    con.execute(
        "insert into touch (lead_id, kind, name, happened_at, recorded_at) values (?, 'marketing', ?, ?, ?)",
        (lead, name, at, at),
    )


@pytest.fixture
def fair(con):
    """Four leads of a fair, received 0, 10, 20 and 100 days ago, and one of the web."""
    add_users(con, "ana")
    con.execute("insert into source (id, name) values (1, 'Fair')")
    for days in (0, 10, 20, 100):
        add_lead(con, NOW - days * DAY, source_id=1, full_name=f"{days} days")
    add_lead(con, NOW, value=9_900)
    return con


def scores(con):
    return [row[0] for row in con.execute("select score from lead order by id")]


def parts(con, lead):
    return json.loads(con.execute("select score_parts from lead where id = ?", (lead,)).fetchone()[0] or "{}")


# ---------------------------------------------------------------- the arithmetic


@pytest.mark.parametrize(
    ("points", "age", "expected"),
    [
        (80, 0, 80),
        (80, 10, 40),
        (80, 20, 20),
        (5, 10, 3),
        (-5, 10, -3),
        (3, 10, 2),
        (1, 10, 1),
        (1, 11, 0),
        (80, -5, 80),
    ],
)
def test_halves_and_how_they_are_rounded(points, age, expected):
    assert aged(points, age * DAY, 10 * DAY) == expected


@given(st.integers(-1_000_000, 1_000_000), st.integers(0, 40), st.integers(1, 10**8))
def test_after_whole_half_lives_it_is_exact(points, halvings, half_life):
    exact = Fraction(abs(points), 2**halvings)
    rounded = int(exact + Fraction(1, 2))
    assert aged(points, halvings * half_life, half_life) == (rounded if points >= 0 else -rounded)


@given(st.integers(0, 10**6), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**8))
def test_points_never_rise_with_age_and_never_change_sign(points, age, more, half_life):
    assert 0 <= aged(points, age + more, half_life) <= aged(points, age, half_life) <= points
    assert aged(-points, age, half_life) == -aged(points, age, half_life)


def test_bands_by_score():
    bands = (("hot", 60), ("warm", 30), ("cold", 0))
    assert [band_of(s, bands) for s in (99, 60, 59, 30, 0, -1)] == ["hot", "hot", "warm", "warm", "cold", None]
    assert band_of(5, ()) is None


# ---------------------------------------------------------------- the rules


def test_what_never_happened_ages_from_the_day_it_was_received():
    config = load_text(VISIT.replace("touches.web_visit = { min = 1 }", "touches = { min = 0 }"), "f")
    index = {"touches": 0, "last_touch": 1, "received_at": 2}
    rules = Rules.compile(config, "Lead", index, NOW)
    assert rules.score((1, NOW - 7 * DAY, NOW - 70 * DAY)) == (20, {"visit": 20})
    assert rules.score((0, None, NOW - 14 * DAY)) == (10, {"visit": 10})


def test_the_fields_of_a_decay_are_loaded():
    config = load_text(FAIR + VISIT, "f")
    assert rule_fields(config) >= {"source", "received_at", "last_touch", "touches.web_visit"}
    assert decay_fields(None) == frozenset()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{ value = { min = 5 } }", False),
        ('{ age = { max = "3d" } }', True),
        ("{ touches.form = 1 }", True),
        ("{ not = { last_touch = { present = true } } }", True),
        ('{ any = [ { email = "a" }, { all = [ { last_work = { present = true } } ] } ] }', True),
    ],
)
def test_rules_that_go_with_time(when, expected):
    (rule,) = load_text(f'[[score]]\nname = "s"\npoints = 1\nwhen = {when}\n', "f").scores
    assert moves_with_time(rule) is expected


@pytest.mark.parametrize(
    ("decay", "said"),
    [
        ('{ of = "last_touch" }', "half_life: is missing"),
        ('{ half_life = "30d" }', "of: is missing"),
        ('{ half_life = "0s", of = "received_at" }', "half_life"),
        ('{ half_life = "30d", of = "last_toch" }', 'did you mean "last_touch"?'),
        ('{ half_live = "30d", of = "last_touch" }', 'did you mean "half_life"?'),
    ],
)
def test_what_is_wrong_with_a_decay_is_said(decay, said):
    with pytest.raises(ConfigError) as problem:
        load_text(f'[[score]]\nname = "s"\npoints = 1\nwhen = {{ value = 1 }}\ndecay = {decay}\n', "f")
    assert any(said in fault for fault in problem.value.faults)


# ---------------------------------------------------------------- scoring again


def test_scores_age_and_come_back_with_the_clock(fair):
    config = apply_rules(fair, RULES + FAIR + BUDGET, NOW, "x").config
    assert scores(fair) == [80, 40, 20, 0, 20]
    assert parts(fair, 4) == {"fair": 0}  # the rule matches, its points are gone
    later = rescore_decayed(fair, config, NOW + 10 * DAY)
    assert (later.looked, later.up, later.down) == (5, 0, 3)
    assert scores(fair) == [40, 20, 10, 0, 20]
    assert later.biggest[0] == (1, 80, 40)
    assert later.bands == {("hot", "warm"): 1, ("warm", "cold"): 1}
    assert rescore_decayed(fair, config, NOW + 10 * DAY).changed == 0


def test_a_dry_run_says_the_same_and_writes_nothing(fair):
    config = apply_rules(fair, RULES + FAIR, NOW, "x").config
    before = "\n".join(fair.iterdump())
    dry = rescore_decayed(fair, config, NOW + 10 * DAY, dry=True)
    assert "\n".join(fair.iterdump()) == before
    assert dry == rescore_decayed(fair, config, NOW + 10 * DAY)


def test_a_touch_brings_points_and_their_age(fair):
    config = apply_rules(fair, RULES + VISIT, NOW, "x").config
    assert scores(fair) == [0] * 5
    touch(fair, 2, NOW - 7 * DAY)
    touch(fair, 3, NOW + DAY)
    assert rescore_decayed(fair, config, NOW).up == 1
    assert scores(fair) == [0, 20, 0, 0, 0]


def test_rules_that_stand_still_are_left_alone(fair):
    config = apply_rules(fair, RULES + BUDGET, NOW, "x").config
    assert rescore_decayed(fair, config, NOW + 100 * DAY).looked == 0


def test_only_waiting_leads_of_the_rules_types(fair):
    fair.execute("insert into record_type (id, name) values (9, 'Partner')")
    fair.execute("update lead set record_type_id = 9 where id = 1")
    text = 'record_types = ["Lead", "Partner"]\n' + RULES + FAIR + 'record_type = "Lead"\n'
    config = apply_rules(fair, text, NOW, "x").config
    fair.execute("update lead_state set waiting = 0 where lead_id = 2")
    assert rescore_decayed(fair, config, NOW + 10 * DAY).looked == 3
    assert rescore(fair, config, NOW + 10 * DAY, [2]).biggest == [(2, 40, 20)]


def test_leads_of_erased_persons_are_left_alone(fair, leadctl):
    apply_rules(fair, RULES + FAIR, NOW, "x")
    erase(fair, chosen(fair, 1), "asked by letter", "ops", NOW)
    kept = scores(fair)[0]
    later = NOW + 10 * DAY
    said = leadctl("lead", "rescore", "--all", now=later)
    assert said.out.startswith("4 leads looked at; 2 scores changed")
    assert "1 lead of erased persons left alone" in said.err
    assert scores(fair)[0] == kept
    assert json.loads(leadctl("lead", "rescore", "1", "--json", now=later).out)["erased"] == 1
    assert scores(fair)[0] == kept


def test_passages_keep_the_score_of_their_moment(fair):
    config = apply_rules(fair, RULES + FAIR, NOW, "x").config
    assign(fair, config, NOW)
    then = "select lead_id, score from distribution order by lead_id"
    before = fair.execute(then).fetchall()
    assert before[0] == (1, 80)
    rescore(fair, config, NOW + 50 * DAY, range(1, 6))
    assert scores(fair)[0] == 3
    assert fair.execute(then).fetchall() == before


def test_best_leads_first_as_of_the_last_scoring(con):
    """The older enquiry scored more once; scored again, the fresher one goes first."""
    add_users(con, "ana")
    con.execute("insert into source (id, name) values (1, 'Fair')")
    old, fresh = add_lead(con, NOW - 30 * DAY, source_id=1), add_lead(con, NOW, value=9_900)
    config = apply_rules(con, RULES + FAIR.replace("80", "30") + BUDGET, NOW - 30 * DAY, "x").config
    assert scores(con) == [30, 20]
    rescore_decayed(con, config, NOW)
    assert scores(con) == [4, 20]
    assign(con, config, NOW)
    assert [row[0] for row in con.execute("select lead_id from distribution order by id")] == [fresh, old]


# ---------------------------------------------------------------- the command


def test_the_command_names_the_biggest_changes(fair, leadctl):
    apply_rules(fair, RULES + FAIR, NOW, "x")
    dry = leadctl("lead", "rescore", "--dry-run", now=NOW + 10 * DAY)
    assert dry.out.splitlines()[:3] == [
        "5 leads looked at; 3 scores would change: 0 up, 3 down",
        "  hot → warm: 1 lead",
        "  warm → cold: 1 lead",
    ]
    assert dry.out.splitlines()[6].split() == ["1", "0", "days", "80", "40", "-40"]
    assert scores(fair)[0] == 80
    done = json.loads(leadctl("lead", "rescore", "--json", now=NOW + 10 * DAY).out)
    assert (done["dry_run"], done["changed"], done["down"]) == (False, 3, 3)
    assert done["biggest"][0] == {"lead_id": 1, "was": 80, "score": 40, "name": "0 days"}
    again = leadctl("lead", "rescore", "--waiting", now=NOW + 10 * DAY)
    assert again.out == "5 leads looked at; no score changed\n"


def test_named_leads_all_leads_or_those_that_wait(fair, leadctl):
    apply_rules(fair, RULES + FAIR, NOW, "x")
    fair.execute("update lead_state set waiting = 0 where lead_id in (1, 2)")
    later = NOW + 10 * DAY
    assert leadctl("lead", "rescore", "1", "#1", "3", "--dry-run", now=later).out.startswith("2 leads looked at")
    assert leadctl("lead", "rescore", "--dry-run", now=later).out.startswith("3 leads looked at")
    assert leadctl("lead", "rescore", "--all", "--dry-run", now=later).out.startswith("5 leads looked at")
    assert leadctl("lead", "rescore", "1", "--all").code == 2
    assert leadctl("lead", "rescore", "77").code == 4


def test_lists_and_the_page_show_the_band(fair, leadctl):
    apply_rules(fair, RULES + FAIR, NOW, "x")
    rows = json.loads(leadctl("lead", "list", "--columns", "id,score,score_band", "--json", "--sort", "-score").out)
    assert [(r["score"], r["score_band"]) for r in rows] == [
        (80, "hot"), (40, "warm"), (20, "cold"), (0, "cold"), (0, "cold"),
    ]  # fmt: skip
    warm = json.loads(leadctl("lead", "list", "--where", "score_band=WARM", "--json").out)
    assert [r["id"] for r in warm] == [2]
    assert "  40 warm  (fair +40 of +80)\n" in leadctl("lead", "show", "2").out
    shown = json.loads(leadctl("lead", "show", "2", "--json").out)
    assert (shown["score"], shown["score_band"], shown["score_parts"]) == (40, "warm", {"fair": 40})


def test_many_leads_in_several_chunks(con, monkeypatch):
    from leadctl.engine import rescoring

    monkeypatch.setattr(rescoring, "CHUNK", 7)
    add_users(con, "ana")
    add_leads(con, 30, value=9_900)
    config = apply_rules(con, RULES + BUDGET, NOW, "x").config
    con.execute("update lead set score = 0, score_parts = null where id % 2")
    found = rescore(con, config, NOW, range(1, 31))
    assert (found.looked, found.up, len(found.biggest)) == (30, 15, 10)
    assert scores(con) == [20] * 30
