"""Counts the passages of the period at every level of a grouping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leadctl.db import facts, facts_keys
from leadctl.reports.counting import Key, Repeats, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.question import Question, sql_of


def _without_user_condition(question: Question) -> facts_keys.Query:
    """Return the query for stretches of one user: whoever is left out has no stretch, so rows need no test."""
    kept = tuple(c for c in question.query.conditions if c[0] != "disabled")
    return replace(question.query, conditions=kept)


def count_passages(
    question: Question,
    groups: list[Dimension],
    bits: tuple[str, ...],
    numbers: tuple[str, ...],
    *,
    distinct: tuple[str, ...],
) -> Tally:
    """Return the counts of the passages in the period at every level of the grouping.

    Bits in `distinct` count leads, the others count passages.
    """
    con, dims = question.con, sql_of(groups)
    tally = Tally(len(groups), len(bits), len(numbers), [bits.index(b) for b in distinct])
    base, already = 1 << bits.index("base") if "base" in bits else 0, 0
    if base:
        already = 1 << bits.index("already")

    def tidy(flags: int) -> int:
        return flags & ~already if flags & base else flags

    by_user = [s for s in question.stretches if s.user_id is not None]
    by_place = [s for s in question.stretches if s.user_id is None]
    plain = _without_user_condition(question)
    facts.note_again(con, question.query)
    leads = Repeats(tally, tidy)
    late: dict[int, Key] = {}
    for query, stretches in ((plain, by_user), (question.query, by_place)):
        for part in facts.sums(con, query, stretches, dims, bits, numbers):
            tally.add(key_of(groups, part.keys), part.passages, part.bits, part.numbers)
        for keys, cursor in facts.singles(con, query, stretches, dims, bits, late=bool(numbers)):
            known: dict[tuple[object, ...], Key] = {}
            for row in cursor:
                varying = row[4:]
                key = known.get(varying)
                if key is None:
                    key = known[varying] = key_of(groups, keys.whole(varying))
                if row[2]:
                    leads.add(row[0], key, row[1])
                if row[3] is not None:
                    late[row[3]] = key
    for distribution_id, later in facts.later_work(con, list(late), question.query.end).items():
        tally.take_off(late[distribution_id], later)
    tally.roll_up()
    leads.settle()
    return tally


def key_of(groups: Sequence[Dimension], raw: Sequence[object]) -> Key:
    """Return the cells of the raw keys."""
    return tuple([d.cell(r) for d, r in zip(groups, raw, strict=True)])
