"""`report response`: how fast and whether people answer offers and follow up."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from leadctl.db import facts_names, facts_response
from leadctl.db.facts_dimensions import Expression
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import response as measures
from leadctl.reports.measures.response import Counts
from leadctl.reports.question import Question, criteria, prepare, why_empty
from leadctl.reports.response_counts import Counted, count
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Chart, Closing, Column, Figure, Line, Subtotal, Table
from leadctl.reports.working_time import WorkingTime

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS: Final = ("distribution", "activity")
MOST_BARS: Final = 24  # categories of a chart
ENDS: Final = ("accepted", "rejected", "expired", "lost", "withdrawn", "pending")


def response(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of `report response`, and `reasons`. Raises NotFoundError for unknown names."""
    question = prepare(con, config, spec)
    groups = question.groups(spec.group)
    clock = WorkingTime(con, config, spec.period.start, spec.cut)
    counted = count(question, groups, clock)
    columns = (*group_columns(groups), *(m.column() for m in measures.RESPONSE))

    def cells(level: int, key: Key) -> Cells:
        counts = counted.levels[level].get(key, Counts())
        return tuple(m.of(counts) for m in measures.RESPONSE)

    listing = Listing(groups, counted.levels[-1])
    rows, subtotals = listing.build(cells, columns, sort_column(spec.sort, columns))
    gone = facts_names.disabled_users(con, spec.cut)
    return Table(
        "response",
        "Response to leads",
        columns,
        rows,
        lambda: _closing(question, counted, clock, rows, subtotals),
        criteria(question, FACTS),
        spec.period.zone,
        () if rows or facts_response.has_any(con, question.query) else why_empty(question),
        frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user),
        more=(_reasons(question, groups, counted),),
    )


# ---------------------------------------------------------------- what stands around the rows


def _closing(
    question: Question, counted: Counted, clock: WorkingTime, rows: list[Cells], subtotals: list[Subtotal]
) -> Closing:
    whole = counted.levels[0][()]
    depth = len(question.spec.group)
    totals: Cells = (*((None,) * depth), *(m.of(whole) for m in measures.RESPONSE))
    firsts = dict.fromkeys(str(row[0]) for row in rows) if depth else {}
    charts = _charts([(name, counted.levels[1][name,]) for name in firsts])
    return Closing(subtotals, totals, _notes(whole, clock), _figures(whole), charts)


def _figures(whole: Counts) -> tuple[Figure, ...]:
    """Return the figures of people in a hurry."""
    by_key = {m.key: m for m in measures.RESPONSE}
    over = measures.accepted(whole) + whole.rejected + whole.expired
    received = f"of {_some(whole.received, 'received lead')}"
    notes = {
        "acceptance_rate": f"of {_some(over, 'offer')} accepted, rejected or expired",
        "answer_median": f"of {_some(measures.answers(whole), 'answer')}",
        "first_action_median": f"of {_some(measures.acted(whole), 'received lead')} with an action",
        "first_action_5m_rate": received,
        "untouched": received,
    }
    found = [Figure(by_key[key].column(), by_key[key].of(whole), note) for key, note in notes.items()]
    return tuple(f for f in found if f.value is not None)


def _some(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}"


def _notes(whole: Counts, clock: WorkingTime) -> tuple[str, ...]:
    lines = []
    if measures.offered(whole):
        ends = (measures.accepted(whole), *(getattr(whole, name) for name in ENDS[1:]))
        parts = " + ".join(f"{number} {name}" for name, number in zip(ENDS, ends, strict=True))
        lines.append(f"{measures.offered(whole)} offered = {parts}")
    always, asked = clock.without_shifts()
    if always:
        lines.append(f"working time: {always} of {asked} users had no shifts in the period and count as always working")
    if not whole.alerts:
        lines.append("no alert was sent about these leads: alert delay does not apply")
    return tuple(lines)


def _charts(groups: Sequence[tuple[str, Counts]]) -> tuple[Chart, ...]:
    asked = [(name, c) for name, c in groups if measures.offered(c)][:MOST_BARS]
    acted = [(name, c) for name, c in groups if measures.acted(c)][:MOST_BARS]
    found = []
    if asked:
        columns = [m for m in measures.RESPONSE if m.key in ENDS]
        lines = tuple(Line(m.label, tuple(_number(m.of(c)) for _, c in asked)) for m in columns)
        text = "; ".join(f"{name}: {measures.accepted(c)} of {measures.offered(c)} accepted" for name, c in asked)
        unit = Column("offers", "Offers", "int")
        found.append(Chart("answers", "What became of the offers", "stacked", _names(asked), lines, unit, text))
    if acted:
        lines = (
            Line("Wall time", tuple(measures.first_action_median(c) for _, c in acted)),
            Line("Working time", tuple(measures.first_action_median_working(c) for _, c in acted)),
        )
        unit = Column("first_action_median", "First action median", "duration")
        found.append(Chart("first_action", unit.label, "bars", _names(acted), lines, unit, _slowest(acted)))
    return tuple(found)


def _names(groups: Sequence[tuple[str, Counts]]) -> tuple[str, ...]:
    return tuple(name for name, _ in groups)


def _number(cell: object) -> int:
    assert isinstance(cell, int)
    return cell


def _slowest(groups: Sequence[tuple[str, Counts]]) -> str:
    """Return in words what the bars show."""
    from leadctl.clock import format_duration

    ordered = sorted(groups, key=lambda group: measures.first_action_median(group[1]) or 0)
    words = [f"{name} {format_duration(measures.first_action_median(c) or 0)}" for name, c in ordered]
    return "median from distribution to first action, quickest first: " + ", ".join(words)


# ---------------------------------------------------------------- why offers were rejected


def _reasons(question: Question, groups: list[Dimension], counted: Counted) -> Table:
    """Return the table `reasons`: a row per group and reason, its share of the rejections of the group."""
    why = Dimension("reason", Expression("d.reject_reason"), str)
    sums: list[Counter[Key]] = [Counter() for _ in range(len(groups) + 2)]
    for group, found in counted.reasons.items():
        for reason, n in found.items():
            key = (*group, why.cell(reason))
            for level in range(len(sums)):
                sums[level][key[:level]] += n

    def cells(level: int, key: Key) -> Cells:
        own = sums[level][key]
        return own, measures.share(own, sums[level - 1][key[:-1]] if level else own)

    columns = (
        *group_columns([*groups, why]),
        Column("rejections", "Rejections", "int", rank=0),
        Column("share", "Share", "rate", rank=1, bar=True),
    )
    rows, subtotals = Listing([*groups, why], sums[-1]).build(cells, columns, None)
    totals: Cells = (*((None,) * (len(groups) + 1)), *cells(0, ()))
    return Table(
        "response",
        "Reasons of rejections",
        columns,
        rows,
        lambda: Closing(subtotals, totals),
        zone=question.spec.period.zone,
        key="reasons",
    )
