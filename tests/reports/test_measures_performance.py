"""Definitions behind --deals, --push-pull and --hints on numbers worked out by hand."""

from fractions import Fraction
from math import inf

import pytest

from leadctl.reports.measures import deals, hints, push_pull
from leadctl.reports.measures.push_pull import Spread


@pytest.mark.parametrize(("value", "leads", "want"), [(0, 0, None), (10, 4, 3), (9, 4, 2), (7, 7, 1)])
def test_average_deal_rounds_half_up(value, leads, want):
    assert deals.average_deal(deals.Deals(won_value=value, won_valued_leads=leads)) == want


def spread(*numbers):
    return Spread(len(numbers), sum(numbers), float(sum(n * n for n in numbers)))


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ((1, 3), (3, 5), 2.0),  # means 2 and 4, both of deviation 1
        ((0, 10), (1, 9), 0.0),
        ((5, 5), (5, 5), 0.0),
        ((5, 5), (6, 6), inf),  # all alike on each side, and yet different
        ((), (1, 2), None),
    ],
)
def test_the_distance_of_two_groups(one, other, want):
    assert push_pull.difference(spread(*one), spread(*other)) == pytest.approx(want)


def test_large_sums_lose_nothing_that_matters():
    same = Spread(1_000_000, 5_000_000 * 1_000_000, float(5_000_000**2) * 1_000_000)
    assert push_pull.difference(same, same) == 0.0


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (hints.narrow_clause("x", 1, 50), True),
        (hints.narrow_clause("x", 2, 50), False),
        (hints.narrow_clause("x", 0, 49), False),
        (hints.over_cap(4, 4), False),
        (hints.over_cap(5, 4), True),
        (hints.over_cap(5, None), False),
        (hints.most_untouched(5, 10), True),
        (hints.most_untouched(5, 11), False),
        (hints.most_untouched(4, 4), False),
        (hints.unlogged(5, 25), True),
        (hints.unlogged(5, 26), False),
        (hints.unlogged(4, 4), False),
        (hints.idle_puller(True), False),
        (hints.idle_puller(False), True),
        (hints.off_share(25, Fraction(20)), True),
        (hints.off_share(24, Fraction(20)), False),
        (hints.off_share(16, Fraction(22)), True),
        (hints.off_share(10, Fraction(6)), False),
    ],
)
def test_the_limits_of_the_hints(found, said):
    assert (found is not None) == said
