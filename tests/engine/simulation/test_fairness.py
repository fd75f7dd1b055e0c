"""Jain's index and nearest-rank percentiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.simulation.fairness import index, jain, percentile


def test_jain_of_known_shares():
    assert jain([1, 1, 1, 1]) == 1
    assert jain([1, 0, 0, 0]) == 0.25
    assert jain([3, 1]) == pytest.approx(16 / 20)
    assert jain([]) is None
    assert jain([0, 0]) is None


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=20), st.floats(0.1, 10))
def test_jain_lies_between_one_nth_and_one_and_knows_no_scale(shares, factor):
    found = jain(shares)
    assert 1 / len(shares) - 1e-9 <= found <= 1 + 1e-9
    assert jain([x * factor for x in shares]) == pytest.approx(found)


def test_who_was_entitled_and_got_nothing_counts():
    assert index({1: 4}, {1: 2, 2: 2}) == 0.5
    assert index({1: 4}, {1: 4}) == 1
    assert index({}, {}) is None


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=200), st.sampled_from([0.5, 0.9]))
def test_a_percentile_is_the_least_value_that_covers_its_part(values, part):
    found = percentile(values, part)
    assert found in values
    assert sum(v <= found for v in values) >= part * len(values)
    smaller = [v for v in values if v < found]
    assert len(smaller) < part * len(values)


def test_no_values_no_percentile():
    assert percentile([], 0.5) is None
