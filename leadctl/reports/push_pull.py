"""`report performance --push-pull`: the two ways of distribution side by side, and whether they are to be compared."""

from __future__ import annotations

from math import inf

from leadctl.clock import format_duration
from leadctl.db import facts_outcomes
from leadctl.reports.counting import PASSAGES
from leadctl.reports.listing import Cells
from leadctl.reports.measures import push_pull as measures
from leadctl.reports.measures.performance import PERFORMANCE
from leadctl.reports.measures.push_pull import Likeness, Spread
from leadctl.reports.measures.timing import TIMING, Timing
from leadctl.reports.performance_count import Work, count
from leadctl.reports.performance_outcomes import count_started
from leadctl.reports.table import Closing, Column, Table

SECTIONS = ("push", "pull")
COUNTED = [m for m in PERFORMANCE if m.key in measures.SHARED]
TIMED = [m for m in TIMING if m.key in measures.SHARED]


def push_pull(work: Work) -> Table:
    """Return the table `push_pull`: a row for push and one for pull where both have leads, else none and a note."""
    question = work.question
    mode = question.dimensions.get("mode")
    counted = work if work.groups and work.groups[0].name == "mode" else count(question, [mode], {})
    missing = [m for m in SECTIONS if not (counted.tally.levels[1].get((m,)) or [0])[PASSAGES]]
    currency = question.config.currency
    shown = (
        Column("mode", "Mode", "text", rank=0, group=True),
        *(m.column(currency) for m in (*COUNTED, *TIMED, *measures.LIKENESS)),
    )
    rows: list[Cells] = []
    if missing:
        note = f"nothing to compare: no leads by {' and none by '.join(missing)}"
    else:
        likes = {name: _likeness(counted, name) for name in SECTIONS}
        rows, note = _rows(counted, likes), _caution(likes["push"], likes["pull"], currency)
    closing = Closing(notes=(note,))
    zone = question.spec.period.zone
    return Table("performance", "Push beside pull", shown, rows, lambda: closing, zone=zone, key="push_pull")


def _rows(work: Work, likes: dict[str, Likeness]) -> list[Cells]:
    started = count_started(work.question, [work.question.dimensions.get("mode")])
    found: list[Cells] = []
    for name, like in likes.items():
        counts = work.counts(1, (name,))
        times = Timing(started.count(1, (name,)), started.median(1, (name,)))
        cells = [*(m.of(counts) for m in COUNTED), *(m.of(times) for m in TIMED)]
        found.append((name, *cells, *(m.of(like) for m in measures.LIKENESS)))
    return found


def _likeness(work: Work, mode: str) -> Likeness:
    question = work.question
    theirs = [s for s in question.stretches if s.mode == mode]
    like = facts_outcomes.likeness(question.con, question.query, theirs)
    return Likeness(Spread(*like.score), Spread(*like.value), Spread(*like.age))


def _caution(push: Likeness, pull: Likeness, currency: str) -> str:
    """Return the footer: in what the two groups of leads differ so much that their rates do not compare."""

    def money(side: Likeness) -> str:
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
