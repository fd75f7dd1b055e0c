"""Sums corrected for leads with several passages equal sets kept at every level."""

from hypothesis import given
from hypothesis import strategies as st

from leadctl.reports.counting import FIRST_BIT, PASSAGES, UNIQUE, Most, Repeats, Sets, Tally

NAMES = st.sampled_from(["a", "b", "c"])
ROWS = st.lists(st.tuples(st.integers(1, 4), st.tuples(NAMES, NAMES), st.integers(0, 7)), max_size=14)


@given(ROWS)
def test_distinct_leads_at_every_level(rows):
    tally = Tally(2, 3, 0, [0, 1, 2])
    repeats = Repeats(tally, lambda flags: flags, lambda raw: raw[0])
    for _, key, flags in rows:
        tally.add(key, 1, [flags >> i & 1 for i in range(3)], ())
    tally.roll_up()
    repeats.read(sorted((lead, flags, key) for lead, key, flags in rows))
    repeats.settle()
    for level in range(3):
        for prefix, vector in tally.levels[level].items():
            mine = [(lead, flags) for lead, key, flags in rows if key[:level] == prefix]
            assert vector[PASSAGES] == len(mine)
            assert vector[UNIQUE] == len({lead for lead, _ in mine})
            for bit in range(3):
                assert vector[FIRST_BIT + bit] == len({lead for lead, flags in mine if flags >> bit & 1})


@given(ROWS)
def test_most_counts_a_lead_once_per_group(rows):
    most, sets = Most(2), Sets(2)
    for lead in {r[0] for r in rows}:
        most.add((key, value) for number, key, value in rows if number == lead)
    for lead, key, _ in rows:
        sets.add(key, lead)
    for level in range(3):
        for prefix in {key[:level] for _, key, _ in rows}:
            best = {}
            for lead, key, value in rows:
                if key[:level] == prefix:
                    best[lead] = max(value, best.get(lead, 0))
            assert most.get(level, prefix) == sum(best.values())
            assert sets.count(level, prefix) == len(best)


def test_most_knows_nothing_from_none():
    most = Most(0)
    most.add([((), None)])
    assert most.get(0, ()) is None
