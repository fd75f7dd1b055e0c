"""`report performance --trend`: the report's figures per day, week or month of distribution."""

from __future__ import annotations

from collections import defaultdict

from leadctl.db import facts
from leadctl.reports.counting import Key
from leadctl.reports.measures import performance as measures
from leadctl.reports.passages import key_of
from leadctl.reports.performance_charts import LEADS
from leadctl.reports.performance_count import Work, columns, count
from leadctl.reports.periods import buckets
from leadctl.reports.question import sql_of
from leadctl.reports.table import Chart, Closing, Column, Line, Table


class Trend:
    """Everything counted per bucket of distribution time: the table `trend` and the column beside the groups."""

    def __init__(self, work: Work, unit: str) -> None:
        self._work = work
        self._unit = unit
        self._bucket = work.question.dimensions.get(unit)
        self._counted = count(work.question, [self._bucket], work.statuses)
        self._names = self._begun()
        self._series = self._passages()
        self.column = Column("trend", "Trend", "series", unit, rank=2)

    def _begun(self) -> list[str]:
        """Return the buckets up to the as-of moment in order; later ones only where something stands in them."""
        spec = self._work.question.spec
        starts = buckets(self._unit, spec.period, spec.week_starts)
        filled = {key[0] for key in self._counted.tally.levels[1]}
        last = max(
            i for i, (name, start) in enumerate(starts.items()) if start <= spec.as_of or name in filled or not i
        )
        return list(starts)[: last + 1]

    def _passages(self) -> dict[tuple[int, Key], list[int]]:
        """Return (level, key) -> passages per bucket: they add up."""
        question, groups = self._work.question, self._work.groups
        at = {name: i for i, name in enumerate(self._names)}
        found: dict[tuple[int, Key], list[int]] = defaultdict(lambda: [0] * len(at))
        dims = [*groups, self._bucket]
        for part in facts.sums(question.con, question.query, question.stretches, sql_of(dims), ()):
            *key, name = key_of(dims, part.keys)
            for level in range(len(groups) + 1):
                found[level, tuple(key[:level])][at[name]] += part.passages
        return found

    def series(self, level: int, key: Key) -> tuple[int, ...] | None:
        """Return the leads distributed of a group, one number per row of the table; None where there can be none."""
        if (level, key) in self._work.outside:
            return None
        return tuple(self._series.get((level, key)) or [0] * len(self._names))

    def table(self) -> Table:
        """Return the table `trend`: one row per bucket, the figures of the passages made in it."""
        question, bucket, counted = self._work.question, self._bucket, self._counted
        rows = [(name, *counted.cells(1, (name,))) for name in self._names]
        shown = (Column(bucket.key, bucket.label, "text", rank=0, group=True), *columns(question, self._work.statuses))
        totals = (None, *counted.cells(0, ()))
        closing = Closing(totals=totals, charts=(_chart(counted, self._names, self._unit),))
        title = f"Trend by {self._unit} of distribution"
        return Table("performance", title, shown, rows, lambda: closing, zone=question.spec.period.zone, key="trend")


def _chart(work: Work, names: list[str], unit: str) -> Chart:
    spec = work.question.spec
    counts = [work.counts(1, (name,)) for name in names]
    wanted = [m for m in measures.PERFORMANCE if m.key in {"leads_distributed", "worked_leads", "contacted_leads",
              "closed_leads"} and m.switch not in spec.without]  # fmt: skip
    lines = tuple(
        Line(m.label, tuple(m.of(c) for c in counts))  # type: ignore[misc]  # these measures are whole numbers
        for m in wanted
        if spec.count == "distribution" or m.key != "contacted_leads"
    )
    given = [c.leads_distributed or 0 for c in counts]
    most, least = max(given), min(given)
    text = (
        f"Leads distributed per {unit} from {names[0]} to {names[-1]}: most {most} ({names[given.index(most)]}),"
        f" fewest {least} ({names[given.index(least)]}), last {given[-1]}."
    )
    return Chart("trend", f"Leads per {unit} of distribution", "line", tuple(names), lines, LEADS, text)
