"""The least loaded first, against a model that counts with fractions and knows no shortcut."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies.least_loaded import LeastLoaded, capacity
from leadctl.models import MICRO


def test_capacity_is_the_cap_else_the_weight():
    assert capacity(120, MICRO) == 120 * MICRO
    assert capacity(None, 2_500_000) == 2_500_000
    assert capacity(120, 0) == capacity(0, MICRO) == 0


def test_the_emptier_goes_first_and_equals_take_turns():
    sizes = {1: 10 * MICRO, 2: 10 * MICRO, 3: 20 * MICRO}
    everyone = CandidateSet([(u, w, None) for u, w in sizes.items()])
    method, ledger = LeastLoaded({1: 3, 2: 0, 3: 0}, sizes), Ledger("x")
    taken = []
    for lead in range(1, 9):
        user = method.pick(ledger, everyone, lead, lead, None).user_id
        method.came(user)
        taken.append(user)
    assert taken.count(1) == 0
    assert (taken.count(2), taken.count(3)) == (3, 5)


@st.composite
def scenes(draw):
    users = list(range(1, draw(st.integers(1, 7)) + 1))
    sizes = {u: draw(st.integers(1, 12)) * draw(st.sampled_from([MICRO, MICRO // 2])) for u in users}
    opens = {u: draw(st.integers(0, 15)) for u in users}
    events = draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("lead"), st.sets(st.sampled_from(users), max_size=len(users) - 1)),
                st.tuples(st.just("came"), st.sampled_from(users)),
                st.tuples(st.just("prefer"), st.sampled_from(users)),
            ),
            max_size=60,
        )
    )
    return sizes, opens, events


@given(scenes(), st.text(max_size=3))
def test_against_a_naive_model(scene, seed):
    sizes, start, events = scene
    method, ledger, opens = LeastLoaded(start, sizes), Ledger(seed), dict(start)
    credit = dict.fromkeys(sizes, 0)
    sets: dict[frozenset, CandidateSet] = {}
    for lead, (what, value) in enumerate(events, start=1):
        if what == "came":
            method.came(value)
            opens[value] += 1
            continue
        away = frozenset(value) if what == "lead" else frozenset()
        chosen = sets.setdefault(
            away, CandidateSet([(u, w, "absent" if u in away else None) for u, w in sizes.items()])
        )
        prefer = value if what == "prefer" else None
        winner = method.pick(ledger, chosen, lead, lead, prefer).user_id
        for user, earned in zip(chosen.users, chosen.earns, strict=True):
            credit[user] += earned
        if prefer is not None:
            assert winner == prefer
        else:
            load = {u: Fraction((opens[u] + 1) * MICRO, sizes[u]) for u in chosen.users}
            least = [u for u in chosen.users if load[u] == min(load.values())]
            assert winner in least
            assert credit[winner] == max(credit[u] for u in least)
        credit[winner] -= chosen.pays
        method.came(winner)
        opens[winner] += 1
    assert method.opens() == opens
    known = ledger.entries()
    assert {u: credit[u] for u in known} == {u: e.micro for u, e in known.items()}
    assert sum(credit.values()) == 0


@given(scenes())
def test_a_mark_returns_what_stood_at_the_mark_before(scene):
    sizes, start, events = scene
    method, marked, opens = LeastLoaded(start, sizes), dict(start), dict(start)
    for what, value in events:
        if what == "came":
            method.came(value)
            opens[value] += 1
        elif what == "prefer":
            assert method.mark() == marked
            marked = dict(opens)


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 9), min_size=1), st.integers(1, 200))
def test_from_empty_everybody_fills_up_evenly(sizes, leads):
    """Nobody is more than one lead ahead of another, in parts of their capacities."""
    known = {u: w * MICRO for u, w in sizes.items()}
    everyone = CandidateSet([(u, w, None) for u, w in known.items()])
    method, ledger = LeastLoaded({}, known), Ledger("x")
    opens = dict.fromkeys(known, 0)
    for lead in range(1, leads + 1):
        user = method.pick(ledger, everyone, lead, lead, None).user_id
        method.came(user)
        opens[user] += 1
    for a in known:
        for b in known:
            assert Fraction(opens[a], sizes[a]) <= Fraction(opens[b] + 1, sizes[b])
