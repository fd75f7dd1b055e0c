"""Counts the passages of the period at every level of a grouping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from leadctl.db import facts, facts_keys
from leadctl.reports.counting import Key, Repeats, Tally, Tidy
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
    by_user = [s for s in question.stretches if s.user_id is not None]
    by_place = [s for s in question.stretches if s.user_id is None]
    for query, stretches in ((_without_user_condition(question), by_user), (question.query, by_place)):
        for part in facts.sums(con, query, stretches, dims, bits, numbers):
            tally.add(key_of(groups, part.keys), part.passages, part.bits, part.numbers)
        for raw, later in facts.later_work(con, query, stretches, dims) if numbers else ():
            tally.take_off(key_of(groups, raw), later)
    tally.roll_up()
    repeats = Repeats(tally, _tidy(bits), partial(key_of, groups))
    facts.note_again(con, question.query)
    repeats.read(facts.repeats(con, question.query, dims, bits))
    repeats.settle()
    return tally


def _tidy(bits: Sequence[str]) -> Tidy:
    """Return what joins the flags of a lead: in the contact base by one passage, it is not `already` contacted."""
    if "already" not in bits:
        return lambda flags: flags
    base, already = 1 << bits.index("base"), 1 << bits.index("already")
    return lambda flags: flags & ~already if flags & base else flags


def key_of(groups: Sequence[Dimension], raw: Sequence[object]) -> Key:
    """Return the cells of the raw keys."""
    return tuple([d.cell(r) for d, r in zip(groups, raw, strict=True)])
