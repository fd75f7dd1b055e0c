"""Counts one grouping of `report performance`: everything from which its cells are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leadctl.db import facts
from leadctl.reports.counting import FIRST_BIT, PASSAGES, UNIQUE, Key, Sets, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells
from leadctl.reports.measures import performance as measures
from leadctl.reports.measures.base import Measure
from leadctl.reports.measures.deals import DEALS
from leadctl.reports.measures.performance import Counts
from leadctl.reports.measures.timing import TIMING, Timing
from leadctl.reports.passages import count_passages, key_of
from leadctl.reports.performance_roster import add_roster
from leadctl.reports.performance_work import Outside, activity_counts, entered_counts, outside_rows
from leadctl.reports.question import Question, sql_of
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Cell, Column

if TYPE_CHECKING:
    from leadctl.reports.performance_outcomes import DealCounts, Durations

NUMBERS = ("actions", "appointments")
TIMING_BITS = ("due", "in_time", "untouched")


@dataclass(slots=True)
class Work:
    """Everything counted of one grouping."""

    question: Question
    groups: list[Dimension]
    statuses: dict[int, str]  # status id -> slug of the statuses named with --status-change
    tally: Tally
    bits: tuple[str, ...]
    entered: dict[int, Sets] = field(default_factory=dict)  # status id -> leads that entered it
    activity: dict[tuple[int, Key], Counts] | None = None  # --count activity
    outside: dict[tuple[int, Key], Outside] = field(default_factory=dict)
    hops: Tally | None = None
    deals: DealCounts | None = None
    started: Durations | None = None  # --timing
    notes: list[str] = field(default_factory=list)

    def _vector(self, level: int, key: Key) -> dict[str, int]:
        vector = self.tally.levels[level].get(key) or [0] * self.tally.width
        names = ("passages", "unique", *self.bits, *NUMBERS)
        assert (names[PASSAGES], names[UNIQUE], FIRST_BIT) == ("passages", "unique", 2)
        return dict(zip(names, vector, strict=True))

    def counts(self, level: int, key: Key) -> Counts:
        """Return the counts of a group."""
        spec, n = self.question.spec, self._vector(level, key)
        contacted = n[_contacted(spec)]
        counts = Counts(
            n["passages"], n["unique"], n["worked"], n["base"], contacted, n["already"], n["actions"],
            n["status_changed"], n["appointments"], n["closed"], base=spec.contact_base,
        )  # fmt: skip
        if self.activity is None:
            return counts
        done = self.activity.get((level, key), Counts())
        return replace(
            done,
            leads_distributed=counts.leads_distributed,
            unique_leads=counts.unique_leads,
            contactable_leads=None,
            contacted_leads=None,
            already_contacted_leads=None,
            rates=False,
        )

    def timing(self, level: int, key: Key) -> Timing:
        """Return how soon the passages of a group were acted upon."""
        assert self.started is not None
        n = self._vector(level, key)
        median = self.started.median(level, key)
        return Timing(self.started.count(level, key), median, n["due"], n["in_time"], n["untouched"])

    def cells(self, level: int, key: Key) -> Cells:
        """Return the cells of a group, in the order of `columns`."""
        outside = self.outside.get((level, key))
        if outside is not None:
            return self._cells(outside.counts, outside.entered)
        entered = [self.entered[i].count(level, key) for i in self.statuses]
        return self._cells(self.counts(level, key), entered, (level, key))

    def _cells(self, counts: Counts, entered: list[int] | tuple[int, ...], at: tuple[int, Key] | None = None) -> Cells:
        """`at` is the group; None: work that belongs to no passage has neither outcomes nor hops."""
        cells: list[Cell] = [m.of(counts) for m in _shown(self.question.spec)]
        for number in entered:
            cells += [measures.status_entered(number), measures.status_entered_rate(number, counts)]
        if self.deals is not None:
            cells += [m.of(self.deals.get(*at)) for m in DEALS] if at else [None] * len(DEALS)
        if self.started is not None:
            cells += [m.of(self.timing(*at)) for m in TIMING] if at else [None] * len(TIMING)
        if self.hops is not None:
            cells.append((self.hops.levels[at[0]].get(at[1]) or [0])[PASSAGES] if at else None)
        return tuple(cells)


def _contacted(spec: ReportSpec) -> str:
    return "reached" if spec.contact_means == "reached" else "contacted"


def _shown(spec: ReportSpec) -> list[Measure]:
    return [m for m in measures.PERFORMANCE if m.switch not in spec.without]


def columns(question: Question, statuses: dict[int, str]) -> Iterator[Column]:
    """Yield the columns of figures, in order."""
    spec, unit = question.spec, question.config.currency
    yield from (m.column() for m in _shown(spec))
    for status_id, short in statuses.items():
        name = question.names.status[status_id]
        yield Column(f"status:{short}", name, "int", rank=1)
        yield Column(f"status:{short}_rate", f"{name} %", "rate", rank=2)
    yield from (m.column(unit) for m in (*(DEALS if spec.deals else ()), *(TIMING if spec.timing else ())))
    if spec.hops:
        yield Column("passed_on", "Handed on", "int", rank=1)


def count(question: Question, groups: list[Dimension], statuses: dict[int, str]) -> Work:
    """Return the counts of the question's passages in this grouping."""
    spec = question.spec
    bits: tuple[str, ...] = ("worked", "base", "already", _contacted(spec), "status_changed", "closed")
    distinct = (*bits, "untouched") if spec.timing else bits
    if spec.timing:
        bits = (*bits, *TIMING_BITS)
    work = Work(question, groups, statuses, count_passages(question, groups, bits, NUMBERS, distinct=distinct), bits)
    add_roster(question, groups, work.tally)
    if spec.hops:
        work.hops = _count_hops(question, groups, work.tally)
    if spec.count == "activity":
        work.activity = activity_counts(question, groups, work.tally)
    if statuses:
        work.entered = entered_counts(question, groups, list(statuses))
    if spec.deals or spec.timing:
        from leadctl.reports.performance_outcomes import DealCounts, count_started

        work.deals = DealCounts(question, groups) if spec.deals else None
        work.started = count_started(question, groups) if spec.timing else None
    if spec.count == "distribution":
        work.outside, work.notes = outside_rows(question, groups, statuses, work.tally)
    return work


def _count_hops(question: Question, groups: list[Dimension], tally: Tally) -> Tally:
    found = Tally(len(groups), 0, 0)
    for raw, number in facts.hops(question.con, question.query, question.stretches, sql_of(groups)).items():
        key = key_of(groups, raw)
        found.add(key, number, (), ())
        for level in range(tally.depth + 1):
            _ = tally.levels[level][key[:level]]
    found.roll_up()
    return found
