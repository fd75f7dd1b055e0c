"""Figures and shares of `performance`: bounded, shrunken, never above max_share."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config.model import PerformanceRule
from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies.performance import (
    K,
    Record,
    Shares,
    figures,
    fill,
    fill_ranked,
    mean_rate,
    wilson_low,
)
from leadctl.models import MICRO

records = st.dictionaries(
    st.integers(1, 30),
    st.integers(0, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
    max_size=12,
)


def made(pairs: dict) -> dict[int, Record]:
    return {user: Record(*pair) for user, pair in pairs.items()}


def test_the_published_example():
    """peers' figures at a mean of 0.25: 1/1 .286, 3/4 .333, 30/100 .292, 0/0 .25, 0/12 .156."""
    mean = made({1: (1, 1), 2: (4, 3), 3: (100, 30), 4: (0, 0), 5: (12, 0), 6: (83, 16)})
    assert mean_rate(mean) == Fraction(1, 4)
    rates = {user: f.rate for user, f in figures(mean).items()}
    assert {u: round(r / MICRO, 3) for u, r in rates.items() if u < 6} == {
        1: 0.286,
        2: 0.333,
        3: 0.292,
        4: 0.25,
        5: 0.156,
    }


@given(records)
def test_weights_are_bounded_and_rates_lie_between_the_own_and_the_mean(pairs):
    known = made(pairs)
    mean = mean_rate(known)
    for user, figure in figures(known).items():
        own = Fraction(known[user].wins, known[user].given) if known[user].given else mean
        assert MICRO // 2 <= figure.weight <= 2 * MICRO
        assert min(own, mean) * MICRO - 1 <= figure.rate <= max(own, mean) * MICRO + 1
        assert 0 <= figure.bound <= figure.rate + 1


@given(records)
def test_without_history_or_wins_everybody_is_alike(pairs):
    for known in (dict.fromkeys(pairs, Record()), {user: Record(n, 0) for user, (n, _) in pairs.items()}):
        assert {f.weight for f in figures(known).values()} == {MICRO}
    shares = Shares(figures(dict.fromkeys(pairs, Record())), PerformanceRule(pick="best"))
    parts = [weight for _, weight, _ in shares([(user, MICRO, None) for user in pairs])]
    assert max(parts) - min(parts) <= 1


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_one_of_one_does_not_beat_thirty_of_a_hundred(given_to_others, scale):
    """Wherever the mean is at most a quarter; above 25.76 % the shrunken rate itself says otherwise."""
    others = Record(given_to_others + 500, min((given_to_others + 500) // 5, scale))
    known = {1: Record(1, 1), 2: Record(100, 30), 3: others}
    assert mean_rate(known) <= Fraction(1, 4)
    found = figures(known)
    assert found[1].rate < found[2].rate
    assert found[1].bound < found[2].bound
    assert found[1].weight <= found[2].weight


@pytest.mark.parametrize("best", [False, True])
def test_one_of_one_among_just_the_two(best):
    """The mean is 31 of 101 then: the lower bound still prefers thirty of a hundred, the rate cannot."""
    found = figures({1: Record(1, 1), 2: Record(100, 30)})
    assert (found[1].bound < found[2].bound) if best else (found[1].rate - found[2].rate < 0.04 * MICRO)


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_wins_of_as_many_never_lower_anything(given_, wins):
    given_ = max(given_, wins + 1)
    base = {2: Record(100, 20), 3: Record(50, 10)}
    less, more = figures({**base, 1: Record(given_, wins)}), figures({**base, 1: Record(given_, wins + 1)})
    assert less[1].rate < more[1].rate
    assert less[1].bound <= more[1].bound


def test_wilson_against_known_values():
    """Bounds of the 80 % score interval (z = 1.28155), checked by hand against the textbook formula."""
    assert wilson_low(0.3, 100) == pytest.approx(0.2449, abs=5e-4)
    assert wilson_low(0.0, 20) == 0.0
    assert wilson_low(1.0, 20) == pytest.approx(1 / (1 + 1.2815515655446004**2 / 20))


# ---------------------------------------------------------------- shares

weights_of = st.lists(st.integers(MICRO // 2, 2 * MICRO), min_size=1, max_size=40)
most_of = st.integers(1, MICRO)


@given(weights_of, most_of)
def test_filling_is_exact_and_keeps_the_bound(weights, most):
    shares = fill(weights, most)
    bound = max(most, -(-MICRO // len(weights)))  # too few for it: all the same
    assert sum(shares) == MICRO
    assert all(0 <= share <= bound for share in shares)
    for (a, x), (b, y) in zip(
        sorted(zip(weights, shares, strict=True)), sorted(zip(weights, shares, strict=True))[1:], strict=False
    ):
        assert a <= b
        assert x <= y + 1  # who weighs more never gets less, to the millionth


@given(weights_of, most_of)
def test_below_the_bound_shares_are_in_proportion(weights, most):
    shares = fill(weights, most)
    free = [(w, s) for w, s in zip(weights, shares, strict=True) if s < most]
    if len(weights) * most > MICRO and len(free) > 1:
        whole, part = sum(w for w, _ in free), sum(s for _, s in free)
        assert all(abs(Fraction(s) - Fraction(part * w, whole)) <= 1 for w, s in free)


@given(st.lists(st.integers(0, MICRO), min_size=1, max_size=40), most_of)
def test_the_best_are_filled_first(bounds, most):
    shares = fill_ranked(bounds, most)
    assert sum(shares) == MICRO
    assert all(0 <= share <= max(most, -(-MICRO // len(bounds))) for share in shares)
    if len(bounds) * most > MICRO:
        for i, a in enumerate(bounds):
            for j, b in enumerate(bounds):
                if a > b:
                    assert shares[i] == most or shares[j] == 0


@st.composite
def shops(draw):
    users = draw(st.integers(2, 10))
    known = {
        u: Record(n, min(n, draw(st.integers(0, 60)))) for u in range(1, users + 1) for n in [draw(st.integers(0, 200))]
    }
    rule = PerformanceRule(pick=draw(st.sampled_from(["share", "best"])), max_share=draw(st.integers(50_000, MICRO)))
    away = draw(st.lists(st.sets(st.integers(1, users), max_size=users - 1), min_size=1, max_size=5))
    return known, rule, away


@given(shops(), st.integers(1, 300))
def test_over_a_long_run_nobody_gets_more_than_the_bound_allows(shop, leads):
    """Whoever is away when: what somebody got is at most his bound of each lead he could take, and his credit."""
    known, rule, aways = shop
    shares = Shares(figures(known), rule)
    sets = [CandidateSet(shares([(u, MICRO, "absent" if u in away else None) for u in known])) for away in aways]
    ledger, got, allowed = Ledger("x"), dict.fromkeys(known, 0), dict.fromkeys(known, 0)
    for lead in range(1, leads + 1):
        chosen = sets[lead % len(sets)]
        winner = ledger.take(chosen, lead, lead)
        assert dict(zip(chosen.users, chosen.earns, strict=True))[winner] > 0
        got[winner] += MICRO
        for user in chosen.users:
            allowed[user] += max(rule.max_share, -(-MICRO // len(chosen.users)))
    entries = ledger.entries()
    assert sum(e.micro for e in entries.values()) == 0
    for user in known:
        owed = entries[user].micro if user in entries else 0
        assert got[user] + owed <= allowed[user]  # exactly: what he got and what he is owed is what he earned
        assert owed > -len(known) * MICRO


@given(shops(), st.integers(1, 300))
def test_with_everybody_there_the_bound_holds_within_two_leads(shop, leads):
    known, rule, _ = shop
    chosen = CandidateSet(Shares(figures(known), rule)([(u, MICRO, None) for u in known]))
    ledger, got = Ledger("x"), dict.fromkeys(known, 0)
    for lead in range(1, leads + 1):
        got[ledger.take(chosen, lead, lead)] += 1
        most = max(Fraction(rule.max_share, MICRO), Fraction(1, len(known)))
        assert max(got.values()) <= most * lead + 2


def test_the_prior_is_twenty_leads():
    assert K == 20
    assert figures({1: Record(20, 10), 2: Record(20, 0)})[1].rate == 375_000  # halfway between 0.5 and 0.25
