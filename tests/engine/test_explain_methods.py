"""Explain of the methods: loads, rates, shares, bands and draws of the moment, and what would have changed them."""

import pytest

from leadctl.config import load_text
from leadctl.db import performance
from leadctl.engine import lifecycle, runs
from leadctl.engine.explain import explain
from leadctl.engine.ruleset import apply
from leadctl.engine.runs import RunOptions, assign
from leadctl.engine.undo import undo
from tests.builders import add_account, add_lead, add_leads, add_spell, add_users

NOW = 1_772_464_200
DAY = 86_400
LOAD = """
[[strategy]]
name = "Load"
method = "least_loaded"
to = { users = ["ana", "bob", "cat"] }
"""
BEST = """
[[strategy]]
name = "Best"
method = "performance"
pick = "best"
explore = "0%"
to = { users = ["ana", "bob", "cat"] }
"""


@pytest.fixture
def shop(con):
    """Return a function that applies rules to a database of ana, bob and cat with caps of 4, 8 and 8 open leads."""
    users = dict(zip(("ana", "bob", "cat"), add_users(con, "ana bob cat"), strict=True))
    for login, cap in (("ana", 4), ("bob", 8), ("cat", 8)):
        con.execute("update user set open_cap = ? where login = ?", (cap, login))

    def put(text: str):
        apply(con, text, 5, "test")
        return load_text(text, "test"), users

    return put


def told(found) -> dict:
    return {c.user: c for c in found}


def own(con, user: int, leads: int) -> None:
    for _ in range(leads):
        add_lead(con, state={"owner_id": user, "waiting": 0})


def test_loads_are_those_of_the_moment(con, shop, monkeypatch):
    config, users = shop(LOAD + '\n[[strategy]]\nname = "Named"\nto = { users = ["cat"] }\nwhen = { country = "DE" }\n')
    own(con, users["bob"], 3)
    monkeypatch.setattr(runs, "CHUNK", 4)
    leads = add_leads(con, 12)
    assign(con, config, NOW)
    opens = {"ana": 0, "bob": 3, "cat": 0}
    size = {"ana": 4, "bob": 8, "cat": 8}
    for lead in leads:
        (story,) = explain(con, lead, config, NOW).passages
        able = {u: c for u, c in told(story.candidates).items() if c.code is None}
        assert {u: (c.open, c.capacity / 1e6) for u, c in able.items()} == {u: (opens[u], size[u]) for u in able}
        assert min(able.values(), key=lambda c: c.fullness).fullness == able[story.recipient].fullness
        assert any("least loaded" in why or "as little loaded" in why for why in story.why)
        opens[story.recipient] += 1


def test_leads_of_other_ways_count_as_load_at_once(con, shop):
    rules = '[[strategy]]\nname = "First"\nmethod = "direct"\nto = { user = "cat" }\nwhen = { country = "DE" }\n' + LOAD
    config, _ = shop(rules)
    add_leads(con, 5, country="DE")  # best first: these go before the other
    con.execute("update lead set priority = 1")
    last = add_lead(con, 99)
    assign(con, config, NOW)
    (story,) = explain(con, last, config, NOW).passages
    assert told(story.candidates)["cat"].open == 5
    assert story.recipient == "bob"


def test_a_lead_that_stands_with_a_team_counts_for_its_owner(con, shop):
    config, users = shop(LOAD)
    add_account(con, "West", owner_id=users["bob"])
    to_west = '[[strategy]]\nname = "West"\nmethod = "direct"\nto = { account = "West" }\nwhen = { country = "DE" }\n'
    config, users = shop(to_west + LOAD)
    add_leads(con, 3, country="DE")
    con.execute("update lead set priority = 1")
    last = add_lead(con, 99)
    assign(con, config, NOW)
    (story,) = explain(con, last, config, NOW).passages
    assert told(story.candidates)["bob"].open == 3
    assert story.recipient == "cat"


def test_how_many_fewer_would_have_been_enough(con, shop):
    config, users = shop(LOAD)
    own(con, users["ana"], 2)
    own(con, users["bob"], 1)
    own(con, users["cat"], 3)
    lead = add_lead(con)
    assign(con, config, NOW)
    (story,) = explain(con, lead, config, NOW).passages
    found = told(story.candidates)
    assert story.recipient == "bob"
    assert found["bob"].what_if is None
    assert found["cat"].what_if in {"with 2 open leads fewer", "with 3 open leads fewer"}  # at 2 fewer the seed decides
    assert found["ana"].what_if in {None, "with 2 open leads fewer"}  # empty she would be as little loaded as bob


def test_the_counterfactual_of_somebody_away_minds_his_load(con, shop):
    config, users = shop(LOAD)
    for name, leads in (("bob", 5), ("cat", 2)):
        own(con, users[name], leads)
        add_spell(con, users[name], "paused", NOW - 5, NOW + 60)
    own(con, users["ana"], 1)
    lead = add_lead(con)
    assign(con, config, NOW)
    (story,) = explain(con, lead, config, NOW).passages
    what_if = {u: (c.code, c.what_if is not None) for u, c in told(story.candidates).items()}
    assert what_if == {"ana": (None, False), "bob": ("paused", False), "cat": ("paused", True)}


def history(con, config, users, given: dict[str, tuple[int, int]]) -> None:
    """Give every user leads of his own through a strategy, and close some of them."""
    for login, (leads, wins) in given.items():
        rule = f'[[strategy]]\nname = "To {login}"\nmethod = "direct"\nto = {{ user = "{login}" }}\n'
        apply(con, rule, NOW - 90 * DAY, "test")
        con.execute("update user set open_cap = null")
        made = add_leads(con, leads)
        assign(con, load_text(rule, "test"), NOW - 80 * DAY)
        for lead in made[:wins]:
            lifecycle.change_status(con, lead, users[login], NOW - DAY, NOW - DAY, "test", status="Closed")


def test_rates_ranks_and_the_bound_that_is_missing(con, shop):
    config, users = shop(BEST)
    history(con, config, users, {"ana": (30, 12), "bob": (30, 9), "cat": (30, 2)})
    config, _ = shop(BEST)
    lead, other = add_leads(con, 2)
    run = assign(con, config, NOW)
    (story,) = explain(con, lead, config, NOW).passages
    found = told(story.candidates)
    assert {u: (c.given, c.wins_of_given, c.share) for u, c in found.items()} == {
        "ana": (30, 12, 500_000),
        "bob": (30, 9, 500_000),
        "cat": (30, 2, 0),
    }
    assert found["cat"].what_if == f"with a lower bound above {found['bob'].rate / 10_000:.1f} %"
    assert story.recipient in {"ana", "bob"}
    assert "ranking of the lower bounds" in story.why[0]
    assert performance.of_run(con, run.run_id, 1) == {
        users["ana"]: (30, 12),
        users["bob"]: (30, 9),
        users["cat"]: (30, 2),
    }
    # what closes later changes what a new run goes by, never the story of the old one
    later = NOW + 5
    owner = users[explain(con, other, config, NOW).owner]
    lifecycle.change_status(con, other, owner, later, later, "test", status="Closed")
    again = explain(con, lead, config, NOW + 9).passages[0]
    assert [(c.user, c.wins_of_given) for c in again.candidates] == [
        (c.user, c.wins_of_given) for c in story.candidates
    ]


def test_somebody_away_would_have_had_a_share(con, shop):
    config, users = shop(BEST)
    history(con, config, users, {"ana": (30, 12), "bob": (30, 9), "cat": (30, 2)})
    config, _ = shop(BEST)
    for name in ("ana", "cat"):
        add_spell(con, users[name], "paused", NOW - 5, NOW + 60)
    con.execute("update credit set micro = 0, last_distribution_id = 0")
    lead = add_lead(con)
    assign(con, config, NOW)
    (story,) = explain(con, lead, config, NOW).passages
    found = told(story.candidates)
    assert story.recipient == "bob"
    assert found["bob"].share == 1_000_000  # too few there for the bound
    assert found["cat"].what_if is None or "pause" in found["cat"].what_if  # an even half, and then the seed


def test_a_dry_run_shows_the_figures_and_a_share_tells_its_draw(con, shop):
    rules = BEST.replace('pick = "best"', 'share = "50%"') + '\n[[strategy]]\nname = "Rest"\nto = { users = ["ana"] }\n'
    config, _ = shop(rules)
    leads = add_leads(con, 20)
    con.execute("update user set open_cap = null")
    dry = assign(con, config, NOW, RunOptions(dry_run=True))
    assert [(p.strategy, p.user, p.given, p.won) for p in dry.performance] == [
        ("Best", user, 0, 0) for user in ("ana", "bob", "cat")
    ]
    assert sum(p.share for p in dry.performance) == pytest.approx(1)
    assert dry.as_json()["performance"][0]["strategy"] == "Best"
    assign(con, config, NOW)
    for lead in leads:
        (story,) = explain(con, lead, config, NOW).passages
        drew = story.why[0] if story.strategy == "Best" else story.steps[0].detail
        number = float(drew.split()[1])
        assert (number <= 50) == (story.strategy == "Best")
        assert drew.endswith("its 50 %")


def test_bands_and_exploration_are_told_and_undone_exactly(con, shop):
    rules = """
score_bands = { hot = 40, cold = 0 }

[[score]]
name = "x"
when = { country = "DE" }
points = 50

[[strategy]]
name = "Bands"
method = "weighted"
by = "score_band"
explore = "50%"
to = { users = ["ana", "bob", "cat"], weights = { hot = "performance", other = { cat = 1 } } }
"""
    config, _ = shop(rules)
    con.execute("update user set open_cap = null")
    hot, cold = add_leads(con, 12, score=50), add_leads(con, 3, score=5)
    run = assign(con, config, NOW)
    seen = set()
    for lead in hot:
        (story,) = explain(con, lead, config, NOW).passages
        seen.add(story.band)
        assert story.why[0] == 'score band "hot"'
        assert ("exploration" in " ".join(story.why)) == (story.band == "hot:explore")
        assert any(c.rate is not None for c in story.candidates) == (story.band == "hot")
    assert seen == {"hot", "hot:explore"}
    for lead in cold:
        (story,) = explain(con, lead, config, NOW).passages
        assert (story.band, story.recipient) == ("cold", "cat")
        assert {c.user: c.code for c in story.candidates} == {"cat": None, "ana": "zero_weight", "bob": "zero_weight"}
        assert story.as_json("UTC")["band"] == "cold"
    assert con.execute("select count(distinct band), sum(micro) from credit").fetchone() == (3, 0)
    undo(con, run.run_id, NOW + 1)
    assert con.execute("select count(*) from credit").fetchone() == (0,)
    waiting = explain(con, hot[0], config, NOW + 2)
    assert waiting.live.band in seen
    assert waiting.live.recipient == waiting.passages[0].recipient


def test_what_a_waiting_lead_would_find(con, shop):
    config, users = shop(LOAD)
    own(con, users["bob"], 2)
    lead = add_lead(con)
    live = explain(con, lead, config, NOW).live
    assert {c.user: c.open for c in live.candidates} == {"ana": 0, "bob": 2, "cat": 0}
    assert live.recipient == "cat"
    assert live.why == ["cat is the least loaded"]
