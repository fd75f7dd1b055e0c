"""`report sources`: what sources and campaigns bring, and what they cost. The leads received in the period."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from leadctl.db import facts_names, facts_rows, facts_sources
from leadctl.db.facts_sources import Fate
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import sources as measures
from leadctl.reports.measures.sources import Counts
from leadctl.reports.measures.summary import weighted
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, criteria, prepare_leads, sql_of, why_empty
from leadctl.reports.sources_costs import Bucket, Names, Shares, read_shares
from leadctl.reports.spec import TIMES, ReportSpec
from leadctl.reports.table import Chart, Closing, Column, Figure, Line, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS: Final = ("lead", "distribution", "activity", "opportunity", "cost")
OF_A_COST: Final = frozenset({"source", "source-type", "campaign"})  # filters that a cost answers to by itself
DAYS: Final = frozenset(TIMES) - {"hour"}  # times that a day of a cost falls into
MOST_BARS: Final = 12
HELD: Final = frozenset({"waiting", "gated"})
FUNNEL: Final = ("generated", "distributed", "contacted_leads", "closed_leads")
NUMBERS: Final = tuple(Counts.__dataclass_fields__)[1:]  # all but the cost


@dataclass(slots=True)
class _Sums:
    """What adds up in one group: NUMBERS in order, and the cost."""

    numbers: list[int]
    cost: Fraction | None = None

    def add(self, numbers: Sequence[int], cost: Fraction | None) -> None:
        self.numbers = [a + b for a, b in zip(self.numbers, numbers, strict=True)]
        if cost is not None:
            self.cost = cost + (self.cost or 0)

    def counts(self) -> Counts:
        return Counts(self.cost, *self.numbers)


@dataclass(slots=True)
class _Counted:
    """The counts of every group at every level, and what is said of the costs."""

    levels: list[dict[Key, Counts]]
    shares: Shares
    left_out: Fraction  # costs without leads that a filter leaves out


def sources(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of `report sources`. Raises NotFoundError for unknown names."""
    question = prepare_leads(con, config, spec)
    cut = spec.until if spec.to_date else spec.cut
    question.query = replace(question.query, end=min(spec.period.end, spec.cut), cut=cut)
    groups = question.groups(spec.group)
    counted = _count(question, groups)
    columns = (*group_columns(groups), *(m.column(config.currency) for m in measures.SOURCES))

    def cells(level: int, key: Key) -> Cells:
        counts = counted.levels[level].get(key, Counts())
        return tuple(m.of(counts) for m in measures.SOURCES)

    listing = Listing(groups, counted.levels[-1])
    rows, subtotals = listing.build(cells, columns, sort_column(spec.sort, columns))
    totals: Cells = (*((None,) * len(groups)), *cells(0, ()))
    firsts = list(dict.fromkeys(str(row[0]) for row in rows)) if groups else []
    gone = facts_names.disabled_users(con, spec.cut)
    return Table(
        "sources",
        "Sources and campaigns",
        columns,
        rows,
        lambda: Closing(
            subtotals, totals, _notes(counted, config.currency), _figures(counted, config.currency),
            _charts(groups, firsts, counted, config.currency),
        ),
        criteria(question, FACTS),
        spec.period.zone,
        () if rows or counted.levels[0][()].generated else why_empty(question),
        frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user),
    )  # fmt: skip


# ---------------------------------------------------------------- counting


def _count(question: Question, groups: list[Dimension]) -> _Counted:
    times = [i for i, d in enumerate(groups) if d.name in DAYS]
    shares = read_shares(question, [groups[i].expression for i in times])
    finest: dict[Key, _Sums] = {}
    for key, numbers, cost in _leads(question, groups, times, shares):
        finest.setdefault(key, _Sums([0] * len(NUMBERS))).add(numbers, cost)
    left_out = Fraction(0)
    for (names, bucket), amount in shares.alone.items():
        if _fits(question, names):
            key = _key_of_cost(groups, names, dict(zip(times, bucket, strict=True)))
            finest.setdefault(key, _Sums([0] * len(NUMBERS))).add([0] * len(NUMBERS), amount)
        else:
            left_out += amount
    levels: list[dict[Key, _Sums]] = [{} for _ in groups] + [finest]
    for level in range(len(groups), 0, -1):
        for key, sums in levels[level].items():
            levels[level - 1].setdefault(key[: level - 1], _Sums([0] * len(NUMBERS))).add(sums.numbers, sums.cost)
    levels[0].setdefault((), _Sums([0] * len(NUMBERS)))
    return _Counted([{key: sums.counts() for key, sums in level.items()} for level in levels], shares, left_out)


def _leads(question: Question, groups: list[Dimension], times: list[int], shares: Shares) -> Any:
    """Yield (group, NUMBERS, cost) of leads that are alike, summed."""
    con, cut = question.con, question.query.cut
    probability = facts_rows.probabilities(con, cut)
    opportunities = facts_rows.kinds(con).opportunities
    alike = Counter(facts_sources.leads(con, question.query, sql_of(groups), opportunities=opportunities))
    width = len(groups)
    for row, count in alike.items():
        fate = Fate(*row[width:])
        bucket: Bucket = tuple(row[i] for i in times)
        share = shares.per_lead.get(((fate.source_id, fate.campaign_id), bucket))
        numbers = _numbers(fate, probability)
        yield key_of(groups, row[:width]), [n * count for n in numbers], None if share is None else share * count


def _numbers(fate: Fate, probability: dict[int, int]) -> tuple[int, ...]:
    """Return NUMBERS of one lead."""
    value = 0 if fate.raw is None or fate.stage_id is None else weighted(fate.raw, probability.get(fate.stage_id, 0))
    return (
        1,
        int(fate.state == "distributed"),
        int(fate.state in HELD),
        int(fate.state == "linked_duplicates"),
        int(fate.state == "closed_undistributed"),
        fate.contacted,
        fate.work // 2,
        fate.work % 2,
        value,
        fate.raw or 0,
    )


def _fits(question: Question, names: Names) -> bool:
    """Return whether a cost that no lead bears passes the filters: those on source and campaign, and no other."""
    kinds = {kind for kind, _ in question.query.conditions}
    if not kinds <= OF_A_COST:
        return False
    source, campaign = names
    return all((campaign if kind == "campaign" else source) in (question.keys(kind) or ()) for kind in kinds)


def _key_of_cost(groups: list[Dimension], names: Names, bucket: dict[int, Any]) -> Key:
    known = {"source": names[0], "source-type": names[0], "campaign": names[1]}
    return key_of(groups, [bucket.get(i, known.get(d.name)) for i, d in enumerate(groups)])


# ---------------------------------------------------------------- what stands around the rows


def _notes(counted: _Counted, currency: str) -> tuple[str, ...]:
    c, shares = counted.levels[0][()], counted.shares
    lines = [
        f"{c.generated} generated = {c.distributed} distributed + {c.held} held + {c.linked_duplicates}"
        f" duplicate{'' if c.linked_duplicates == 1 else 's'}"
        f" + {c.closed_undistributed} closed undistributed"
    ]
    if not shares.known:
        return (*lines, "no cost of these days is known: leadctl import costs FILE")
    lines.append(
        f"cost: {_money(shares.total, currency)} in all in the days of the period, each spread evenly over its days"
        " and shared evenly by the leads with its source and campaign"
    )
    alone = sum(shares.alone.values(), Fraction(0)) - counted.left_out
    if alone:
        lines.append(f"of these {_money(alone, currency)} of sources and campaigns without a lead in the period")
    if shares.late:
        lines.append(f"recorded after the period's end: {shares.late} of {shares.known} costs")
    if counted.left_out:
        lines.append(
            f"not in the table: {_money(counted.left_out, currency)} without a lead in the period, which the filters"
            " leave out"
        )
    return tuple(lines)


def _money(amount: Fraction, currency: str) -> str:
    return f"{measures.rounded(amount) / 100:,.2f} {currency}"


def _figures(counted: _Counted, currency: str) -> tuple[Figure, ...]:
    whole = counted.levels[0][()]
    by_key = {m.key: m for m in measures.SOURCES}
    notes = {
        "generated": "leads received",
        "closed_rate": f"{whole.closed_leads} of {whole.generated} generated leads",
        "cost": "",
        "cost_per_lead": f"of {whole.generated} generated leads",
        "cost_per_closed": f"of {whole.closed_leads} closed leads",
        "opportunity_value": "weighted by the probability of the status",
    }
    found = [Figure(by_key[k].column(currency), by_key[k].of(whole), note) for k, note in notes.items()]
    return tuple(f for f in found if f.value is not None)


def _charts(groups: list[Dimension], firsts: list[str], counted: _Counted, currency: str) -> tuple[Chart, ...]:
    """Return how far the leads of each of the first groups came, and what a closed one cost."""
    if not groups:
        return ()
    by_key = {m.key: m for m in measures.SOURCES}
    named = [(name, counted.levels[1][name,]) for name in firsts]
    most = sorted((g for g in named if g[1].generated), key=lambda g: -g[1].generated)[:MOST_BARS]
    paid = sorted(
        ((name, per) for name, c in named if (per := measures.cost_per_closed(c)) is not None), key=lambda g: -g[1]
    )[:MOST_BARS]
    found = []
    if most:
        lines = tuple(Line(by_key[k].label, tuple(getattr(c, k) for _, c in most)) for k in FUNNEL)
        text = "; ".join(f"{n}: {c.closed_leads} of {c.generated} leads closed" for n, c in most)
        title = f"How far leads came, by {groups[0].label.casefold()}"
        unit = Column("leads", "Leads", "int")
        found.append(Chart("funnel", title, "bars", tuple(n for n, _ in most), lines, unit, text))
    if paid:
        unit = by_key["cost_per_closed"].column(currency)
        line = Line(unit.label, tuple(per for _, per in paid))
        text = "; ".join(f"{name}: {per / 100:,.2f} {currency} per closed lead" for name, per in paid)
        found.append(Chart("cost_per_closed", unit.label, "bars", tuple(n for n, _ in paid), (line,), unit, text))
    return tuple(found)
