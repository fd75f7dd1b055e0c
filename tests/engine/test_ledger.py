"""The entitlement ledger: known results and the properties that must always hold."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import Ledger, deltas, replay, shares, tie_break
from leadctl.models import MICRO


def members(weights: dict[int, int], away=()) -> CandidateSet:
    return CandidateSet([(u, w * MICRO, "absent" if u in away else None) for u, w in weights.items()])


def hand_out(ledger: Ledger, sets, first=1) -> list[int]:
    return [ledger.take(s, lead, lead) for lead, s in enumerate(sets, start=first)]


def test_five_to_one_to_one():
    seed = next(s for s in map(str, range(10_000)) if tie_break(s, 3, 2) < tie_break(s, 3, 3))
    taken = hand_out(Ledger(seed), [members({1: 5, 2: 1, 3: 1})] * 7)
    assert "".join("ABC"[u - 1] for u in taken) == "AABACAA"


def test_one_to_three():
    taken = hand_out(Ledger("x"), [members({1: 1, 2: 3})] * 8)
    assert "".join("AB"[u - 1] for u in taken) == "BABBBABB"


def test_three_equal_users_one_lead_a_batch_goes_round():
    seed = next(
        s
        for s in map(str, range(10_000))
        if tie_break(s, 1, 1) == min(tie_break(s, 1, u) for u in (1, 2, 3)) and tie_break(s, 2, 2) < tie_break(s, 2, 3)
    )
    entries: dict = {}
    taken = []
    for lead in range(1, 7):  # every batch starts from what the one before stored
        ledger = Ledger(seed, entries)
        taken += hand_out(ledger, [members({1: 1, 2: 1, 3: 1})], first=lead)
        entries = ledger.entries()
    assert taken == [1, 2, 3, 1, 2, 3]


def test_back_from_absence_to_exact_rotation():
    weights = {1: 1, 2: 1, 3: 1, 4: 1}
    ledger = Ledger("leadctl")
    here, away = members(weights), members(weights, away={4})
    hand_out(ledger, [here] * 40)
    hand_out(ledger, [away] * 99, first=41)
    after = hand_out(ledger, [here] * 40, first=140)
    assert all(sorted(after[i : i + 4]) == [1, 2, 3, 4] for i in range(0, 40, 4))


def test_a_newcomer_starts_at_the_mean():
    ledger = Ledger("leadctl")
    hand_out(ledger, [members({1: 1, 2: 1})] * 300)
    after = hand_out(ledger, [members({1: 1, 2: 1, 3: 1})] * 30, first=301)
    assert {after.count(u) for u in (1, 2, 3)} == {10}


def test_the_former_owner_goes_first_and_pays_all_the_same():
    ledger = Ledger("leadctl")
    some = members({1: 1, 2: 1})
    assert ledger.take(some, 1, 1, prefer=2) == 2
    assert {u: e.micro for u, e in ledger.entries().items()} == {1: 500_000, 2: -500_000}


weights_of = st.dictionaries(st.integers(1, 12), st.integers(1, 100), min_size=1, max_size=12)


@given(weights_of)
def test_shares_are_fair_to_the_millionth(weights):
    total = sum(weights.values())
    earned = shares(list(weights.values()))
    assert all(
        abs(Fraction(e) - Fraction(MICRO * w, total)) <= Fraction(1, 2)
        for e, w in zip(earned, weights.values(), strict=True)
    )


@st.composite
def eligible_runs(draw, equal=False):
    users = draw(st.integers(1, 9))
    weights = {u: 1 if equal else draw(st.integers(1, 50)) for u in range(1, users + 1)}
    away = st.sets(st.integers(1, users), max_size=users - 1)
    return weights, draw(st.lists(away, min_size=1, max_size=120))


@given(eligible_runs(), st.text(max_size=4))
def test_credits_always_sum_to_zero(run, seed):
    weights, aways = run
    ledger = Ledger(seed)
    for lead, away in enumerate(aways, start=1):
        before = ledger.entries()
        winner = ledger.take(members(weights, away), lead, lead)
        assert winner not in away
        after = ledger.entries()
        assert sum(e.micro for e in after.values()) == 0
        assert all(after[u] == before[u] for u in away if u in before)  # who is out neither gains nor loses


@given(st.integers(1, 12), st.integers(1, 200), st.text(max_size=4))
def test_equal_weights_and_a_constant_set_stay_under_one_lead(users, leads, seed):
    ledger = Ledger(seed)
    everyone = members(dict.fromkeys(range(1, users + 1), 1))
    for lead in range(1, leads + 1):
        ledger.take(everyone, lead, lead)
        assert all(abs(e.micro) < MICRO for e in ledger.entries().values())


@given(eligible_runs(equal=True), st.text(max_size=4))
def test_equal_weights_and_any_eligible_sets_stay_within_half_of_the_others(run, seed):
    weights, aways = run
    ledger = Ledger(seed)
    for lead, away in enumerate(aways, start=1):
        ledger.take(members(weights, away), lead, lead)
        bound = (len(weights) - 1) * MICRO / 2
        rounding = lead  # each lead's shares are rounded to a millionth
        assert all(abs(e.micro) <= bound + rounding for e in ledger.entries().values())


@given(weights_of, st.integers(1, 200), st.text(max_size=4))
def test_weights_and_a_constant_set_stay_under_two_leads(weights, leads, seed):
    ledger = Ledger(seed)
    everyone = members(weights)
    for lead in range(1, leads + 1):
        ledger.take(everyone, lead, lead)
        assert all(abs(e.micro) < 2 * MICRO for e in ledger.entries().values())


@given(eligible_runs(), st.text(max_size=4), st.integers(1, 7))
def test_a_batch_equals_one_by_one(run, seed, size):
    weights, aways = run
    whole = hand_out(Ledger(seed), [members(weights, a) for a in aways])
    entries: dict = {}
    parts: list[int] = []
    for start in range(0, len(aways), size):
        ledger = Ledger(seed, entries)
        parts += hand_out(ledger, [members(weights, a) for a in aways[start : start + size]], first=start + 1)
        entries = ledger.entries()
    assert parts == whole


@given(eligible_runs(), st.text(max_size=4))
def test_deltas_are_what_was_booked_and_replay_books_the_same(run, seed):
    weights, aways = run
    sets = [members(weights, a) for a in aways]
    ledger = Ledger(seed)
    winners = hand_out(ledger, sets)
    summed: dict[int, int] = {}
    for chosen, winner in zip(sets, winners, strict=True):
        for user, change in deltas(chosen, winner):
            summed[user] = summed.get(user, 0) + change
    assert summed == {u: e.micro for u, e in ledger.entries().items()}
    again = replay(Ledger("another"), zip(sets, winners, range(1, len(sets) + 1), strict=True))
    assert again.entries() == ledger.entries()
