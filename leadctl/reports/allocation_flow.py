"""What came and went in a period: per hour, day or week; and at the desks of teams and accounts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from leadctl.clock import DAY, HOUR, day_start, local_date, show
from leadctl.db import facts_allocation
from leadctl.db.facts_allocation import QUARTER
from leadctl.db.facts_dimensions import Expression
from leadctl.reports.allocation_counts import Arrived
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns
from leadctl.reports.measures.allocation_flow import SECOND_LEVEL, THROUGHPUT, Desk, Flow
from leadctl.reports.periods import buckets
from leadctl.reports.question import Question
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Chart, Closing, Column, Line, Table

HOURLY_UPTO, DAILY_UPTO = 2 * DAY + HOUR, 92 * DAY  # lengths of a period; a day of 25 hours among two
LEVELS: Final = ("account", "team")


# ---------------------------------------------------------------- throughput


def unit_of(spec: ReportSpec) -> str:
    """Return hour, day or week: what --per says, else what suits the period's length."""
    length = spec.period.end - spec.period.start
    return spec.per or ("hour" if length <= HOURLY_UPTO else "day" if length <= DAILY_UPTO else "week")


def starts_of(spec: ReportSpec) -> dict[int, str]:
    """Return first second UTC -> name of every hour, day or week of the period, in order."""
    unit, zone = unit_of(spec), spec.period.zone
    if unit != "hour":
        return {start: name for name, start in buckets(unit, spec.period, spec.week_starts).items()}
    days = [*buckets("day", spec.period, spec.week_starts).values(), spec.period.end]
    return {
        at: show(at, zone)
        for first, after in pairwise(days)
        for at in range(day_start(local_date(first, zone), zone), after, HOUR)
    }


def throughput(question: Question, arrived: Arrived) -> Table:
    """Return the table `throughput`; `question` is that of passages."""
    spec = question.spec
    names = starts_of(spec)
    counts: dict[int, list[int]] = {start: [0, 0, 0, 0] for start in names}
    starts = list(names)

    def add(quarter: int, column: int, number: int) -> None:
        counts[starts[bisect_right(starts, quarter * QUARTER) - 1]][column] += number

    last = spec.cut
    for column, quarters in enumerate((arrived.came, arrived.linked)):
        for quarter, number in quarters.items():
            add(quarter, column, number)
            last = max(last, quarter * QUARTER + 1)
    for quarter, passages, again in facts_allocation.passed(question.con, question.query):
        add(quarter, 2, passages)
        add(quarter, 3, again)
        last = max(last, quarter * QUARTER + 1)
    flows = [(names[start], Flow(*counts[start])) for start in starts if start < last]
    whole = Flow(*(sum(row[i] for row in counts.values()) for i in range(4)))
    unit = unit_of(spec)
    return Table(
        "allocation",
        f"Throughput per {unit}",
        (Column("bucket", unit.capitalize(), "text", rank=0, group=True), *(m.column() for m in THROUGHPUT)),
        [(name, *(m.of(flow) for m in THROUGHPUT)) for name, flow in flows],
        lambda: Closing(totals=(None, *(m.of(whole) for m in THROUGHPUT)), charts=_line(unit, flows, whole)),
        zone=spec.period.zone,
        key="throughput",
    )


def _line(unit: str, flows: list[tuple[str, Flow]], whole: Flow) -> tuple[Chart, ...]:
    if not whole.generated and not whole.passages:
        return ()
    busiest = max(flows, key=lambda flow: flow[1].passages)
    text = (
        f"{whole.generated:,} leads came and {whole.passages:,} passages were made; most of them in one {unit}:"
        f" {busiest[1].passages:,}, {busiest[0]}"
    )
    series = (
        Line("Generated", tuple(flow.generated for _, flow in flows)),
        Line("Passages", tuple(flow.passages for _, flow in flows)),
    )
    shown = Column("leads", "Leads", "int")
    names = tuple(name for name, _ in flows)
    return (Chart("throughput", f"Throughput per {unit}", "line", names, series, shown, text),)


# ---------------------------------------------------------------- the second level


@dataclass(slots=True)
class _Desk:
    """The passages of one team or account, being counted."""

    numbers: Counter[str] = field(default_factory=Counter)
    spans: list[int] = field(default_factory=list)
    standing: list[int] = field(default_factory=list)

    def counts(self) -> Desk:
        return Desk(self.numbers["straight"], sorted(self.spans), sorted(self.standing), self.numbers["ended"])


def second_level(question: Question) -> Table:
    """Return the table `second_level`; `question` is that of passages."""
    level = Dimension("level", Expression("''"), str, LEVELS.index)
    place = Dimension("recipient", Expression("0"), question.dimensions.get("user").words)
    groups = [level, place]
    desks: dict[Key, _Desk] = defaultdict(_Desk)
    as_of = question.spec.as_of
    for held in facts_allocation.held_by_places(question.con, question.query):
        key = (level.cell(held.level), place.cell(held.recipient))
        for prefix in ((), key[:1], key):
            desk = desks[prefix]
            if held.passed_on_at is not None and held.passed_on_at <= held.distributed_at:
                desk.numbers["straight"] += 1
            elif held.passed_on_at is not None:
                desk.spans.append(held.passed_on_at - held.distributed_at)
            elif held.stands and not held.finished:
                desk.standing.append(max(as_of - held.distributed_at, 0))
            else:
                desk.numbers["ended"] += 1
    columns = (*group_columns(groups), *(m.column() for m in SECOND_LEVEL))

    def cells(_: int, key: Key) -> Cells:
        counts = desks[key].counts()
        return tuple(m.of(counts) for m in SECOND_LEVEL)

    rows, subtotals = Listing(groups, [key for key in desks if len(key) == 2]).build(cells, columns, None)
    totals: Cells = (None, None, *cells(0, ()))
    notes = () if rows else ("no team and no account got a lead to hand out in the period",)
    return Table(
        "allocation",
        "Second level: leads that teams and accounts hand out",
        columns,
        rows,
        lambda: Closing(subtotals, totals, notes),
        zone=question.spec.period.zone,
        key="second_level",
    )
