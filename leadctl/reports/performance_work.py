"""The parts of `report performance` that are counted from activity one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from leadctl.db import facts_activity
from leadctl.db.facts_dimensions import Expression, at_moment
from leadctl.reports.counting import Key, Sets, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.measures.performance import Counts
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of
from leadctl.reports.spec import TIMES


class Outside(NamedTuple):
    """A row of work that belongs to no passage: work columns only. Totals take its actions and appointments alone."""

    counts: Counts
    entered: tuple[int, ...]  # per status column


class _Done:
    """Work per group and level: actions and appointments add up, leads are kept as sets."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.sums: dict[tuple[int, Key], list[int]] = {}
        self.sets = [Sets(depth) for _ in range(3)]  # worked, status changed, closed

    def add(self, key: Key, work: facts_activity.Work) -> None:
        for level in range(self.depth + 1):
            sums = self.sums.setdefault((level, key[:level]), [0, 0])
            sums[0] += work.actions
            sums[1] += work.appointments
        self.sets[0].add(key, work.lead_id)
        if work.status:
            self.sets[1].add(key, work.lead_id)
        if work.closed:
            self.sets[2].add(key, work.lead_id)

    def counts(self) -> dict[tuple[int, Key], Counts]:
        return {
            (level, key): Counts(
                worked_leads=self.sets[0].count(level, key),
                contactable_leads=None,
                contacted_leads=None,
                already_contacted_leads=None,
                actions=actions,
                status_changed_leads=self.sets[1].count(level, key),
                appointments=appointments,
                closed_leads=self.sets[2].count(level, key),
            )
            for (level, key), (actions, appointments) in self.sums.items()
        }


def _of_activity(groups: Sequence[Dimension]) -> list[tuple[str, Expression]]:
    """Return the expressions with hours, days … taken from the activity's own time."""
    return [
        (name, at_moment(expression, "a.happened_at") if name in TIMES else expression)
        for name, expression in sql_of(groups)
    ]


def _of_nowhere(groups: Sequence[Dimension]) -> list[tuple[str, Expression]]:
    """Return the expressions for work without a passage: it has no outcome."""
    return [(name, Expression("null") if name == "outcome" else e) for name, e in sql_of(groups)]


def _nowhere_fits(question: Question) -> bool:
    """Return False where a filter asks for something that only a passage has."""
    return not any(kind in {"outcome", "method"} for kind, _ in question.query.conditions)


def _touch(tally: Tally, key: Key) -> None:
    for level in range(tally.depth + 1):
        _ = tally.levels[level][key[:level]]


def activity_counts(question: Question, groups: list[Dimension], tally: Tally) -> dict[tuple[int, Key], Counts]:
    """Return (level, key) -> the work of the period, whatever the date of its passage; makes its groups in `tally`."""
    done = _Done(len(groups))
    for work in facts_activity.work(question.con, question.query, _of_activity(groups)):
        done.add(key_of(groups, work.keys), work)
    if _nowhere_fits(question):
        for work in facts_activity.nowhere(question.con, question.query, _of_nowhere(groups)):
            done.add(key_of(groups, work.keys), work)
    counts = done.counts()
    for level, key in counts:
        if level == len(groups):
            _touch(tally, key)
    return counts


def entered_counts(question: Question, groups: list[Dimension], status_ids: list[int]) -> dict[int, Sets]:
    """Return status id -> distinct leads that entered it, per group."""
    by_activity = question.spec.count == "activity"
    found = {status_id: Sets(len(groups)) for status_id in status_ids}
    dims = _of_activity(groups) if by_activity else sql_of(groups)
    for e in facts_activity.entered(question.con, question.query, dims, status_ids, any_passage=by_activity):
        found[e.status_id].add(key_of(groups, e.keys), e.lead_id)
    if by_activity and _nowhere_fits(question):
        for e in facts_activity.nowhere_entered(question.con, question.query, _of_nowhere(groups), status_ids):
            found[e.status_id].add(key_of(groups, e.keys), e.lead_id)
    return found


def outside_rows(
    question: Question, groups: list[Dimension], statuses: dict[int, str], tally: Tally
) -> tuple[dict[tuple[int, Key], Outside], list[str]]:
    """Return (level, key) -> the rows (no strategy) and (transferred), and the footer about them.

    They hold work without a passage and work on passages that were handed on. They are listed where strategies are;
    the levels above them, and other groupings, get the actions and appointments, which add up. Their leads are among
    nobody's distributed leads, so no distinct number grows.
    """
    if not _nowhere_fits(question):
        return {}, []
    dims = _of_nowhere(groups)
    done = _Done(len(groups))
    for work in facts_activity.nowhere(question.con, question.query, dims, handed_on=True):
        done.add(key_of(groups, work.keys), work)
    if not done.sums:
        return {}, []
    entered = {status_id: Sets(len(groups)) for status_id in statuses}
    if statuses:
        for e in facts_activity.nowhere_entered(question.con, question.query, dims, list(statuses), handed_on=True):
            entered[e.status_id].add(key_of(groups, e.keys), e.lead_id)
    counts = done.counts()
    names = [d.name for d in groups]
    listed = names.index("strategy") + 1 if "strategy" in names else len(groups) + 1
    rows: dict[tuple[int, Key], Outside] = {}
    for (level, key), c in counts.items():
        if level < listed:
            vector = tally.levels[level][key]  # its last two are the plain numbers
            vector[-2] += c.actions
            vector[-1] += c.appointments
        else:
            c = replace(c, leads_distributed=None, unique_leads=None)
            rows[level, key] = Outside(c, tuple(entered[i].count(level, key) for i in statuses))
    return rows, [_outside_note(counts[0, ()])]


def _outside_note(whole: Counts) -> str:
    def some(number: int, word: str) -> str:
        return f"{number} {word}{'s' if number != 1 else ''}"

    return (
        "work on leads that nothing had distributed to its user, or that were handed on since:"
        f" {some(whole.actions, 'action')} and"
        f" {some(whole.appointments, 'appointment')}, in the totals; {some(whole.worked_leads, 'worked lead')},"
        f" {whole.closed_leads} closed, not in the totals"
    )
