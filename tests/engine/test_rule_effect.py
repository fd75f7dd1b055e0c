from __future__ import annotations

from leadctl.engine.rule_effect import Share, compare
from leadctl.engine.run_summary import Move


def given(lead: int, who: str, strategy: str = "S") -> Move:
    return Move(lead, "", strategy, who, None)


def held(lead: int, code: str) -> Move:
    return Move(lead, "", None, None, code)


def test_every_lead_is_counted_once_by_what_becomes_of_it():
    before = [given(1, "ana"), given(2, "bob"), held(3, "no_strategy"), held(4, "no_strategy"), given(5, "ana")]
    after = [given(1, "ana"), given(2, "ana"), given(3, "bob", "T"), held(4, "gate:x"), held(5, "gate:x")]
    effect = compare(before, after)
    assert effect.waiting == 5
    assert effect.routed == {"T": 1}
    assert effect.held == {"gate:x": 1}
    assert (effect.elsewhere, effect.still_held) == (1, 1)
    assert effect.shares == (Share("ana", 2, 2), Share("bob", 1, 1))
    assert (effect.given_before, effect.given_after) == (3, 3)
    assert effect.as_json()["shares"][0]["percent_after"] == 66.7


def test_a_lead_that_waits_at_its_new_account_counts_as_routed():
    effect = compare([held(1, "no_strategy")], [given(1, "West"), held(1, "nobody_eligible")])
    assert effect.routed == {"S": 1}
    assert effect.held == {}


def test_nothing_waits():
    effect = compare([], [])
    assert effect.waiting == 0
    assert effect.shares == ()
    assert effect.as_json()["shares"] == []
