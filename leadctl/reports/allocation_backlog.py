"""The ageing of what waits: the whole backlog as of the report."""

from __future__ import annotations

from array import array
from typing import Final

from leadctl.clock import format_duration, show
from leadctl.db import facts_allocation
from leadctl.db.facts_dimensions import Expression
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns
from leadctl.reports.measures import allocation as measures
from leadctl.reports.measures.allocation import STOCKS, Ages
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of
from leadctl.reports.spec import TIMES
from leadctl.reports.table import Chart, Closing, Column, Line, Table

CLASSES: Final = ("under 1 h", "under 4 h", "under 1 d", "under 3 d", "under 7 d", "older")


class Backlog:
    """Ages per (stock, groups …) at every level; level 0 is everything."""

    def __init__(self, groups: list[Dimension]) -> None:
        self.groups = groups
        self.levels: list[dict[Key, array[int]]] = [{} for _ in range(len(groups) + 2)]

    def put(self, key: Key, age: int) -> None:
        """Add one lead at every level."""
        for level, group in enumerate(self.levels):
            ages = group.get(key[:level])
            if ages is None:
                ages = group[key[:level]] = array("q")
            ages.append(age)

    def get(self, level: int, key: Key) -> Ages:
        """Return the ages of a group, ascending."""
        return Ages(sorted(self.levels[level].get(key, ())))


def count_backlog(question: Question) -> Backlog:
    """Return the ages of the backlog by the question's groups, those of time left out."""
    spec = question.spec
    found = Backlog(question.groups([name for name in spec.group if name not in TIMES]))
    for lead in facts_allocation.backlog(question.con, question.query, sql_of(found.groups)):
        found.put((lead.stock, *key_of(found.groups, lead.keys)), max(spec.as_of - lead.since, 0))
    return found


def aging(question: Question, backlog: Backlog) -> Table:
    """Return the table `aging`."""
    kind = Dimension("stock", Expression("''"), str, STOCKS.index)
    groups = [kind, *backlog.groups]
    columns = (*group_columns(groups), *(m.column() for m in measures.AGING))
    for stock in STOCKS:
        kind.cell(stock)

    def cells(level: int, key: Key) -> Cells:
        ages = backlog.get(level, key)
        return tuple(m.of(ages) for m in measures.AGING)

    finest = {*backlog.levels[-1], *((s,) for s in STOCKS if len(groups) == 1)}
    rows, subtotals = Listing(groups, finest).build(cells, columns, None)
    totals: Cells = (*((None,) * len(groups)), *cells(0, ()))
    spec = question.spec
    return Table(
        "allocation",
        f"Ageing of the backlog as of {show(spec.as_of, spec.period.zone)}",
        columns,
        rows,
        lambda: Closing(subtotals, totals, _notes(question, backlog), charts=_chart(backlog)),
        zone=spec.period.zone,
        key="aging",
    )


def _notes(question: Question, backlog: Backlog) -> tuple[str, ...]:
    lines = ["whenever received: the backlog as of the report, not only the leads of the period"]
    if len(backlog.groups) < len(question.spec.group):
        lines.append("groups of time are left out: the backlog is older than the period")
    return tuple(lines)


def _chart(backlog: Backlog) -> tuple[Chart, ...]:
    stocks = [(stock, backlog.get(1, (stock,))) for stock in STOCKS]
    lines = [(stock, ages, measures.age_classes(ages.ages)) for stock, ages in stocks if ages.ages]
    if not lines:
        return ()
    words = [
        f"{len(ages.ages):,} {stock}, half of them over {format_duration(measures.median_age(ages) or 0)}, the oldest"
        f" {format_duration(measures.oldest_age(ages) or 0)}"
        for stock, ages, _ in lines
    ]
    series = tuple(Line(stock.capitalize(), counts) for stock, _, counts in lines)
    unit = Column("leads", "Leads", "int")
    return (Chart("aging", "Ageing of the backlog", "stacked", CLASSES, series, unit, "; ".join(words)),)
