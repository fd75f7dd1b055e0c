"""Draws: the same for ever, even, and independent of each other."""

from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.draw import draw, exploration
from leadctl.models import MICRO


@given(st.text(max_size=8), st.text(max_size=8), st.integers(1, 1 << 40))
def test_a_draw_is_a_millionth_and_stays(seed, name, lead):
    assert 0 <= draw(seed, name, lead) < MICRO
    assert draw(seed, name, lead) == draw(seed, name, lead)


def test_draws_are_even_and_those_of_a_strategy_do_not_hang_together():
    leads = range(1, 20_001)
    inside = [draw("s", "A", lead) < MICRO // 2 for lead in leads]
    explores = [draw("s", exploration("A"), lead) < MICRO // 10 for lead in leads]
    other = [draw("s", "B", lead) < MICRO // 2 for lead in leads]
    assert abs(sum(inside) - 10_000) < 300  # 4 standard deviations
    assert abs(sum(explores) - 2_000) < 180
    both = sum(a and b for a, b in zip(inside, explores, strict=True))
    assert abs(both - 1_000) < 130
    assert abs(sum(a == b for a, b in zip(inside, other, strict=True)) - 10_000) < 300


def test_it_is_the_draw_that_earlier_runs_made():
    """Leads that wait keep the side they were on when the version changes."""
    assert [draw("leadctl", "German", lead) for lead in (1, 2, 3)] == [389_327, 961_821, 211_537]
