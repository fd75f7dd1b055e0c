"""Names nearly the same: the filed pieces against comparing with every name."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from leadctl.engine.finders.alike import Alike
from leadctl.engine.normalise.company import numbers, sorted_key

WORDS = st.sampled_from(["acme", "nord", "bank", "systems", "sytems", "solutions", "solution", "a", "go", "7", "12"])
NAMES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.text(alphabet="ab1 ", min_size=1, max_size=14).map(lambda s: " ".join(s.split())).filter(bool),
)


@given(st.lists(NAMES, max_size=25, unique=True), NAMES, st.integers(500_000, 1_000_000))
@example(["acme systems"], "acme sytems", 900_000)
def test_pieces_find_what_comparing_with_all_finds(names, wanted, similar):
    found = Alike(names, similar).find(wanted)
    whole = {
        other
        for other in names
        if other != wanted
        and numbers(other) == numbers(wanted)
        and fuzz.ratio(sorted_key(wanted), sorted_key(other)) >= similar / 10_000 - 1e-9
    }
    assert {other for _, other in found} == whole
    assert [likeness for likeness, _ in found] == sorted((likeness for likeness, _ in found), reverse=True)
    for likeness, other in found:
        assert abs(likeness / 10_000 - fuzz.ratio(sorted_key(wanted), sorted_key(other))) < 0.001


def test_other_numbers_are_other_companies_and_word_order_is_none():
    alike = Alike(["franchise store 12", "global logistics"], 900_000)
    assert alike.find("franchise store 13") == []
    assert alike.find("logistics global") == [(1_000_000, "global logistics")]
