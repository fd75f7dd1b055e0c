"""Lanes: one ledger per band, one more for exploration; what a strategy's own cap means when there are several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.model import Config
from leadctl.engine.lanes import explored, score_band, split
from leadctl.engine.ruleset import apply
from leadctl.engine.runs import assign
from leadctl.engine.verify import verify
from leadctl.errors import ConfigError
from tests.builders import add_leads, add_users

NOW = 1_772_464_200
SCORE = 7  # where it stands in a row
RULES = """
score_bands = { hot = 40, cold = 0 }

[[score]]
name = "x"
when = { country = "DE" }
points = 50

[[strategy]]
name = "Bands"
method = "weighted"
by = "score_band"
to = { users = ["ana", "bob"], weights = { hot = { ana = 3, bob = 1 }, other = { ana = 1, bob = 1 } } }
limits = { per_day = 4 }
"""


def row(score: int | None) -> tuple:
    return (*[None] * SCORE, score)


def test_bands_from_the_highest_down_and_below_all_the_lowest():
    band = score_band(Config(score_bands=(("hot", 40), ("warm", 20), ("cold", 0))))
    assert [band(row(s)) for s in (90, 40, 39, 20, 0, None, -5)] == [
        "hot", "hot", "warm", "warm", "cold", "cold", "cold",
    ]  # fmt: skip


@given(st.sampled_from(["", "hot", "very hot", "a:b"]), st.booleans())
def test_a_lane_says_its_band_and_whether_it_explores(band, explores):
    assert split(explored(band) if explores else band) == (band, explores)


def test_the_cap_of_a_strategy_holds_over_all_its_bands(con):
    add_users(con, "ana bob")
    apply(con, RULES, 5, "test")
    for lead in range(3):
        add_leads(con, 5, score=50 if lead % 2 else 5)
    done = assign(con, load_text(RULES, "test"), NOW)
    assert (done.distributed, done.waiting) == (8, 7)
    counts = "select count(*) from distribution group by user_id"
    assert con.execute(counts).fetchall() == [(4,), (4,)]


def test_each_band_keeps_its_own_turns(con):
    add_users(con, "ana bob")
    rules = RULES.replace("limits = { per_day = 4 }", "")
    apply(con, rules, 5, "test")
    add_leads(con, 8, score=50)
    add_leads(con, 8, score=5)
    assign(con, load_text(rules, "test"), NOW)
    counts = """select d.ledger_band, u.login, count(*) from distribution d join user u on u.id = d.user_id
        group by 1, 2 order by 1, 2"""
    assert con.execute(counts).fetchall() == [
        ("cold", "ana", 4), ("cold", "bob", 4), ("hot", "ana", 6), ("hot", "bob", 2),
    ]  # fmt: skip
    assert con.execute("select band, sum(micro) from credit group by 1 order by 1").fetchall() == [
        ("cold", 0),
        ("hot", 0),
    ]
    con.execute("update credit set micro = micro + 7 where band = 'hot' and user_id = 1")
    assert any("Bands [hot], ana" in line for line in verify(con, NOW).differences)
    assert any("credits of Bands [hot]: they sum to 7" in line for line in verify(con, NOW).differences)
    con.execute("update credit set micro = micro - 7 where band = 'hot' and user_id = 1")
    con.execute("update distribution set ledger_band = 'cold' where id = 1")
    assert {line.split(",")[0] for line in verify(con, NOW).differences} == {
        "credit of Bands [cold]",
        "credit of Bands [hot]",
    }


def test_a_member_whom_no_band_lists_gets_nothing_and_an_unknown_one_is_a_fault(con):
    add_users(con, "ana bob cat")
    rules = RULES.replace('"bob"]', '"bob", "cat"]')
    apply(con, rules, 5, "test")
    add_leads(con, 4, score=50)
    assign(con, load_text(rules, "test"), NOW)
    assert con.execute("select count(*) from distribution where user_id = 3").fetchone() == (0,)
    with pytest.raises(ConfigError) as error:
        apply(con, RULES.replace("ana = 3", "anna = 3"), 6, "test")
    (fault,) = error.value.faults
    assert 'to.weights.hot: no user "anna"; did you mean "ana"?' in fault
