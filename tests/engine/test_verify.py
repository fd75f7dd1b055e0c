"""Verify finds what was tampered with, and nothing else."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.model import Config, Strategy, Target
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.engine import people, ruleset
from leadctl.engine.passages import give
from leadctl.engine.pulling.take import pull
from leadctl.engine.runs import assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import LeadctlError
from tests.builders import add_lead, add_leads, add_strategy, add_users
from tests.effort import examples
from tests.reports.known_life import Life

NOW = 1_772_464_200
CONFIG = Config(strategies=(Strategy("All", "weighted", Target(users=("x",))),))


@pytest.fixture
def shop(con):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", {u: i for i, u in enumerate(users, start=1)}, "weighted")
    add_leads(con, 12)
    first = assign(con, CONFIG, NOW)
    undo(con, first.run_id, NOW + 1)
    assign(con, CONFIG, NOW + 2)
    lead = add_lead(con)
    give(con, lead, users[0], NOW + 3, "boss")
    owner = con.execute("select owner_id from lead_state where lead_id = 1").fetchone()[0]
    give(con, 1, next(u for u in users if u != owner), NOW + 4, "boss")
    return con


def test_an_untouched_database_is_right(shop):
    verdict = verify(shop, NOW)
    assert verdict.differences == ()
    assert (verdict.leads, verdict.activities) == (13, 0)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        ("update lead_state set owner_id = (owner_id % 3) + 1 where lead_id = 3", "lead 3: the owner"),
        ("update lead_state set owner_id = null where lead_id = 3", "lead 3: the owner"),
        ("update lead_state set open_distribution_id = null where lead_id = 4", "lead 4: the open passage"),
        ("update lead_state set waiting = 1 where lead_id = 5", "lead 5: waiting"),
        ("update lead_state set hold_code = 'no_strategy' where lead_id = 5", "lead 5: the hold"),
        ("insert into hold (lead_id, code, since) values (6, 'no_strategy', 0)", "lead 6: the hold"),
        ("update credit set micro = micro + 1 where user_id = 1", "they sum to 1, not to 0"),
        ("update credit set last_distribution_id = 1 where user_id = 2", "credit of All, bob"),
        ("delete from credit where user_id = 3", "credit of All, cat"),
        ("update candidate_set set members = '[[1,1000000,null]]'", "does not match its digest"),
        ("update distribution set actions = 7 where id = 14", "passage 14: actions"),
        ("update distribution set ledger_reversed_at = null where id = 1", "credit of All"),
    ],
)
def test_what_was_tampered_with_is_named(shop, tamper, words):
    shop.execute(tamper)
    found = "\n".join(verify(shop, NOW).differences)
    assert words in found


# ---------------------------------------------------------------- whether a lead was distributed before

DAY = 86_400
RULES = """
[[strategy]]
name = "All"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
when = { country = "DE" }

[[strategy]]
name = "Pool"
mode = "pull"
to = { users = ["ana", "bob", "cat"] }
when = { country = "IT" }
"""
STEPS = ("assign", "assign", "pull", "give", "give", "undo", "undo", "leave")


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(0, 20)), max_size=14))
def test_said_right_whichever_way_the_clock_is_set(steps):
    """Passages given at an earlier moment than those that are there, be they undone or not."""
    with tempfile.TemporaryDirectory() as folder:
        create_database(Path(folder) / "leads.db", 0)
        con = connect(Path(folder) / "leads.db")
        users = add_users(con, "ana bob cat")
        ruleset.apply(con, RULES, 1, "ops")
        config = load_text(RULES, "rules")
        add_leads(con, 2, country="DE")
        add_leads(con, 2, country="IT")
        for step, number, day in steps:
            now, user = NOW + day * DAY, users[number % 3]
            try:
                if step == "assign":
                    assign(con, config, now)
                elif step == "pull":
                    pull(con, config, ["ana", "bob", "cat"][number % 3], now, "ops")
                elif step == "give":
                    give(con, number % 4 + 1, user, now, "boss")
                elif step == "undo":
                    undo(con, number % 5 + 1, now)
                elif con.execute("select disabled_at from user where id = ?", (user,)).fetchone()[0] is None:
                    login = ["ana", "bob", "cat"][number % 3]
                    people.disable_user(con, config, login, now, "left", leads_to="ana" if number % 3 else "bob")
            except LeadctlError:
                continue  # taken back before, his already, nobody there
            wrong = [line for line in verify(con, now).differences if "again" in line]
            assert wrong == []
            kept = con.execute("select id, lead_id, distributed_at, again from distribution where undone_at is null")
            rows = kept.fetchall()
            for number, lead, at, again in rows:
                earlier = [r for r in rows if r[1] == lead and (r[2], r[0]) < (at, number)]
                assert again == bool(earlier)
        con.close()


def test_a_tick_of_tomorrow_that_was_taken_back(con):
    users = add_users(con, "ana bob")
    add_strategy(con, "All", dict.fromkeys(users, 1), "weighted")
    add_leads(con, 3)
    ahead = assign(con, CONFIG, NOW + DAY)
    undo(con, ahead.run_id, NOW + DAY + 1)
    assign(con, CONFIG, NOW)
    assert verify(con, NOW).differences == ()
    assert con.execute("select distinct again from distribution where undone_at is null").fetchall() == [(0,)]


def test_leads_taken_back_with_their_import_after_two_hops(tmp_path):
    """A life in which an import is undone whose leads had gone from an account to its people."""
    life = Life(tmp_path, 41271)
    life.live(23)
    assert verify(life.con, life.now).differences == ()
