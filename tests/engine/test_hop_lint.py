"""Circles and long chains from account to team to account, found in the rules alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadctl.config.model import Config, Strategy, Target
from leadctl.config.section import Faults
from leadctl.engine.hop_lint import check_hops, circles, hops, too_long


def hop(start, account=None, team=None, name="S", **more):
    target = Target(accounts=(account,) if account else (), teams=(team,) if team else ())
    return Strategy(name, "direct", target, from_account=start, **more)


def warnings(*strategies, accounts=()):
    faults = Faults("rules.toml", "")
    check_hops(Config(strategies=strategies), faults, accounts)
    return faults.warnings()


def test_a_circle_is_named_once_at_its_first_strategy():
    found = warnings(
        hop("Corporate", "West", name="In"),
        hop("West", team="Desk", name="A"),
        hop("Desk", "Bay", name="B"),
        hop("bay", "West", name="C"),
    )
    assert len(found) == 1
    assert 'strategy "A"' in found[0]
    assert 'account "West" → team "Desk" → account "Bay" → account "West"' in found[0]


def test_what_makes_no_circle():
    there, back = hop("West", "East"), hop("East", "West")
    assert warnings(there, back)
    assert warnings(there, hop("East", "West", hand_out=True)) == ()  # it stays there until handed out
    assert warnings(there, hop("East", "West", enabled=False)) == ()
    assert warnings(hop("West", "East", record_type="A"), hop("East", "West", record_type="B")) == ()
    assert warnings(hop("West", "East", record_type="A"), hop("East", "West"))
    users = Strategy("U", "round_robin", Target(users=("ana",)), from_account="East")
    assert warnings(there, users) == ()


def test_two_ways_between_two_places_differ_by_record_type():
    ways = [hop("W", "E", record_type="A"), hop("W", "E", record_type="B"), hop("E", "W", record_type="B")]
    assert len(warnings(*ways)) == 1


def test_an_account_goes_before_a_team_of_its_name():
    rules = (hop("West", team="West"), hop("Corporate", team="West"))
    assert len(warnings(*rules)) == 1  # nothing says that there is an account West
    assert warnings(*rules, accounts={"west"}) == ()


def test_a_chain_of_nine_hops_is_one_too_many():
    chain = [hop(f"A{n}", f"A{n + 1}", name=f"S{n}") for n in range(9)]
    assert "starts a chain of 9 hops" in warnings(*chain)[0]
    assert warnings(*chain[:8]) == ()


PLACES = st.integers(0, 5)


@given(st.lists(st.tuples(PLACES, PLACES), max_size=9))
def test_there_is_a_circle_exactly_when_some_walk_comes_back(edges):
    """Against plain reachability: a place is in a circle when it can be reached from itself."""
    found = hops([hop(f"A{a}", f"A{b}") for a, b in edges])
    in_circles = {h.start for ring in circles(found) for h in ring}

    def reach(start):
        seen, waiting = set(), [start]
        while waiting:
            for a, b in edges:
                if a == waiting[-1] and b not in seen:
                    seen.add(b)
                    waiting.insert(0, b)
            waiting.pop()
        return seen

    assert in_circles == {("account", f"a{n}") for n in range(6) if n in reach(n)}
    for ring in circles(found):
        assert [h.end for h in ring] == [*[h.start for h in ring[1:]], ring[0].start]
        assert len({h.start for h in ring}) == len(ring)


@given(st.integers(1, 14))
def test_straight_chains(length):
    found = hops([hop(f"A{n}", f"A{n + 1}") for n in range(length)])
    assert [len(chain) for chain in too_long(found)] == ([length] if length > 8 else [])
