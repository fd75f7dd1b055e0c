"""`report allocation`: is distribution itself working: where the leads received in a period stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from leadctl.db import facts_allocation, facts_names
from leadctl.reports.allocation_backlog import Backlog, aging, count_backlog
from leadctl.reports.allocation_counts import Arrived, count_arrivals
from leadctl.reports.allocation_flow import second_level, throughput
from leadctl.reports.allocation_owners import owners
from leadctl.reports.allocation_turnaround import turnaround
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import allocation as measures
from leadctl.reports.measures import allocation_flow as flow
from leadctl.reports.measures.allocation import STATES, Ages, Identity
from leadctl.reports.question import Question, criteria, prepare, prepare_leads, why_empty
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Chart, Closing, Column, Figure, Line, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS: Final = ("lead", "distribution", "activity")
MOST_BARS: Final = 24  # categories of a chart


def allocation(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the tables of `report allocation`. Raises NotFoundError for unknown names."""
    question = _with_finished(prepare_leads(con, config, spec))
    passages = _with_finished(prepare(con, config, spec))
    groups = question.groups(spec.group)
    arrived = count_arrivals(question, groups)
    backlog = count_backlog(question)
    columns = (*group_columns(groups), *(m.column() for m in measures.IDENTITY))

    def cells(level: int, key: Key) -> Cells:
        counts = arrived.identity(level, key)
        return tuple(m.of(counts) for m in measures.IDENTITY)

    listing = Listing(groups, arrived.tally.levels[len(groups)])
    rows, subtotals = listing.build(cells, columns, sort_column(spec.sort, columns))
    totals: Cells = (*((None,) * len(groups)), *cells(0, ()))
    whole = arrived.identity(0, ())
    firsts = list(dict.fromkeys(str(row[0]) for row in rows)) if groups else []

    def closing() -> Closing:
        chart = _chart([(name, arrived.identity(1, (name,))) for name in firsts])
        return Closing(subtotals, totals, _notes(whole), _figures(whole, arrived, backlog), chart)

    gone = facts_names.disabled_users(con, spec.cut)
    return Table(
        "allocation",
        "Allocation of leads",
        columns,
        rows,
        closing,
        criteria(question, FACTS),
        spec.period.zone,
        () if whole.generated else why_empty(question),
        frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user),
        more=_more(question, passages, groups, arrived, backlog),
    )


def _more(
    question: Question, passages: Question, groups: Sequence[Dimension], arrived: Arrived, backlog: Backlog
) -> tuple[Table, ...]:
    return (
        aging(question, backlog),
        turnaround(question, groups, arrived.steps),
        second_level(passages),
        throughput(passages, arrived),
        owners(question),
    )


def _with_finished(question: Question) -> Question:
    """Return the question with the statuses that were closed or dead as of the report among its parameters."""
    query = question.query
    finished = facts_allocation.finished(question.con, query.cut)
    question.query = replace(query, parameters={**query.parameters, "finished": finished})
    return question


# ---------------------------------------------------------------- what stands around the rows


def _notes(c: Identity) -> tuple[str, ...]:
    parts = " + ".join(f"{getattr(c, state):,} {state.replace('_', ' ')}" for state in STATES)
    if c.linked_duplicates == 1:
        parts = parts.replace("duplicates", "duplicate")
    return (f"{c.generated:,} generated = {parts}",)


def _figures(c: Identity, arrived: Arrived, backlog: Backlog) -> tuple[Figure, ...]:
    """Return the figures of people in a hurry."""
    first = arrived.steps.get(1, (flow.STEPS[1],))
    ages: dict[str, Ages] = {stock: backlog.get(1, (stock,)) for stock in measures.STOCKS}
    waiting, gated = ages["waiting"], ages["gated"]
    found = [
        Figure(Column("generated", "Generated", "int"), c.generated),
        Figure(Column("distributed_rate", "Distributed", "rate"), measures.distributed_rate(c), f"of {c.generated:,}"),
        Figure(Column("backlog", "Waiting now", "int"), len(waiting.ages), "whenever received"),
        Figure(Column("oldest", "Oldest waiting", "duration"), measures.oldest_age(waiting)),
        Figure(Column("gated", "Gated now", "int"), len(gated.ages), "whenever received"),
        Figure(
            Column("first_holder_median", "Median to first holder", "duration"),
            flow.median_span(first),
            f"of {len(first.spans):,} leads",
        ),
        Figure(
            Column("within_5m_rate", "First holder in 5 min", "rate"),
            flow.within_5m_rate(first),
            f"of {len(first.timed):,} leads received with a time",
        ),
    ]
    return tuple(f for f in found if f.value is not None)


def _chart(groups: Sequence[tuple[str, Identity]]) -> tuple[Chart, ...]:
    largest = sorted(groups, key=lambda group: -group[1].generated)[:MOST_BARS]
    kept = [group for group in groups if group in largest]
    if not kept:
        return ()
    labels = {m.key: m.label for m in measures.IDENTITY}
    lines = tuple(Line(labels[state], tuple(getattr(c, state) for _, c in kept)) for state in STATES)
    text = "; ".join(f"{name}: {c.distributed:,} of {c.generated:,} distributed" for name, c in kept)
    unit = Column("leads", "Leads", "int")
    return (Chart("states", "Where the leads stand", "stacked", tuple(n for n, _ in kept), lines, unit, text),)
