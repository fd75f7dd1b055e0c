"""`report performance --push-pull`: the two ways of distribution side by side, and whether they are to be compared."""

from __future__ import annotations

from math import inf

from leadctl.clock import format_duration
from leadctl.db import facts_outcomes
from leadctl.reports.counting import PASSAGES
from leadctl.reports.measures import performance
from leadctl.reports.measures import push_pull as measures
from leadctl.reports.measures.push_pull import Side, Spread
from leadctl.reports.performance_count import Work, count
from leadctl.reports.performance_outcomes import Durations, count_started
from leadctl.reports.table import Closing, Column, Table

SECTIONS = ("push", "pull")


def push_pull(work: Work) -> Table:
    """Return the table `push_pull`: a row for push and one for pull where both have leads, else none and a note."""
    question = work.question
    mode = question.dimensions.get("mode")
    counted = work if work.groups and work.groups[0].name == "mode" else count(question, [mode], {})
    with_leads = [m for m in SECTIONS if (counted.tally.levels[1].get((m,)) or [0])[PASSAGES]]
    shown = (
        Column("mode", "Mode", "text", rank=0, group=True),
        *(m.column(question.config.currency) for m in measures.PUSH_PULL),
    )
    if len(with_leads) == len(SECTIONS):
        started = count_started(question, [mode])
        sides = [_side(counted, started, name) for name in SECTIONS]
        rows = [(name, *(m.of(s) for m in measures.PUSH_PULL)) for name, s in zip(SECTIONS, sides, strict=True)]
        notes = _caution(sides[0], sides[1], question.config.currency)
    else:
        rows, missing = [], [m for m in SECTIONS if m not in with_leads]
        notes = f"nothing to compare: no leads by {' and none by '.join(missing)}"
    closing = Closing(notes=(notes,))
    return Table(
        "performance",
        "Push beside pull",
        shown,
        rows,
        lambda: closing,
        zone=question.spec.period.zone,
        key="push_pull",
    )


def _side(work: Work, started: Durations, mode: str) -> Side:
    question, c = work.question, work.counts(1, (mode,))
    theirs = [s for s in question.stretches if s.mode == mode]
    like = facts_outcomes.likeness(question.con, question.query, theirs)
    return Side(
        c.leads_distributed or 0,
        c.unique_leads or 0,
        performance.contact_base(c) or 0,
        c.contacted_leads or 0,
        c.closed_leads,
        started.count(1, (mode,)),
        started.median(1, (mode,)),
        Spread(*like.score),
        Spread(*like.value),
        Spread(*like.age),
    )


def _caution(push: Side, pull: Side, currency: str) -> str:
    """Return the footer: in what the two groups of leads differ so much that their rates do not compare."""

    def money(side: Side) -> str:
        return f"{(measures.average_value(side) or 0) / 100:,.2f} {currency}"

    found = []
    for word, one, other, texts in (
        ("score", push.score, pull.score, [f"{measures.average_score(s) or 0:.1f}" for s in (push, pull)]),
        ("value", push.value, pull.value, [money(s) for s in (push, pull)]),
        ("age", push.age, pull.age, [format_duration(measures.average_age(s) or 0) for s in (push, pull)]),
    ):
        apart = measures.difference(one, other)
        if apart is not None and apart > measures.MATERIAL:
            by = "all alike on each side" if apart == inf else f"{apart:.2f} standard deviations apart"
            found.append(f"average {word} {texts[0]} of push, {texts[1]} of pull ({by})")
    if not found:
        return "the two groups of leads are alike in average score, value and age, as far as these are known"
    return f"caution: push and pull got different leads, so their rates do not compare: {'; '.join(found)}"
