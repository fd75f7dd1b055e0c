"""Verify finds what was tampered with, and nothing else."""

import pytest

from leadctl.config.model import Config, Strategy, Target
from leadctl.engine.passages import give
from leadctl.engine.runs import assign
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from tests.builders import add_lead, add_leads, add_strategy, add_users

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
