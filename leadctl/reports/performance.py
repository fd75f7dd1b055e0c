"""`report performance`: how strategies and users do with the leads they are given."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from leadctl.clock import iso, show
from leadctl.db import facts, facts_names
from leadctl.errors import NotFoundError, UsageError, did_you_mean
from leadctl.reports.counting import PASSAGES, Key
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.performance_charts import charts, figures
from leadctl.reports.performance_count import Work, columns, count
from leadctl.reports.question import Question, criteria, leave_out, prepare, sql_of, why_empty
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Closing, Criterion, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules
    from leadctl.reports.performance_trend import Trend

BY = ("strategy", "user")
FACTS = ("distribution", "activity")


def performance(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of `report performance`. Raises NotFoundError for unknown names."""
    _check(spec)
    question = prepare(con, config, spec)
    statuses = status_columns(question)
    groups = question.groups(sections(spec.group))
    hidden = _hide_disabled(question)
    if spec.timing or spec.hints:
        from leadctl.reports.performance_outcomes import add_follow_up

        add_follow_up(question)
    work = count(question, groups, statuses)
    empty = () if work.tally.levels[0][()][PASSAGES] else why_empty(question)
    work.notes = [*hidden, *_hop_notes(question), *work.notes, *_reading_notes(spec)]
    trend = None
    if spec.trend:
        from leadctl.reports.performance_trend import Trend

        trend = Trend(work, spec.trend)
    table = replace(_lay_out(work, trend), warnings=empty, marked=_leavers(question))
    if spec.to_date:
        table = table.with_criterion(_to_date(spec), after="as_of")
    return replace(table, more=tuple(_further(work, trend)))


def _check(spec: ReportSpec) -> None:
    """Raise UsageError for figures about passages where work is counted whatever its passage."""
    asked = {"--outcomes to-date": spec.to_date, "--deals": spec.deals, "--timing": spec.timing}
    asked["--push-pull"] = spec.push_pull
    for flag in (flag for flag, wanted in asked.items() if wanted and spec.count == "activity"):
        raise UsageError(
            f"{flag} follows the leads distributed in the period; it does not go with --count activity",
            slug="bad-flags",
        )


def sections(group: Sequence[str]) -> tuple[str, ...]:
    """Return the group keys: the sections Push, Pull and Other stand above every grouping that does not name mode."""
    return tuple(group) if not group or "mode" in group else ("mode", *group)


def status_columns(question: Question) -> dict[int, str]:
    """Return status id -> slug of the statuses named with --status-change. Raises NotFoundError with the nearest."""
    known = {name.casefold(): status_id for status_id, name in question.names.status.items()}
    chosen: dict[int, str] = {}
    for name in question.spec.status_changes:
        status_id = known.get(name.strip().casefold())
        if status_id is None:
            near = did_you_mean(name, question.names.status.values())
            raise NotFoundError(f'no status "{name}"{near}', slug="unknown-status")
        chosen[status_id] = slug(question.names.status[status_id])
    return chosen


def slug(name: str) -> str:
    """Return the name in lower case, everything but letters and digits as single underscores."""
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return "_".join(words)


# ---------------------------------------------------------------- counting


def _hide_disabled(question: Question) -> list[str]:
    """Leave disabled users and accounts out of rows and totals; return the footer that says how many."""
    if question.spec.show_disabled:
        return []
    users = facts_names.disabled_users(question.con, question.spec.cut)
    accounts = facts_names.disabled_accounts(question.con, question.spec.cut)
    if not users and not accounts:
        return []
    theirs = [s for s in question.stretches if s.user_id in users]
    user = [question.dimensions.get("user")]
    counted: dict[object, int] = {}
    for part in facts.sums(question.con, question.query, theirs, sql_of(user), ()):
        counted[part.keys[0]] = counted.get(part.keys[0], 0) + part.passages
    question.stretches = [s for s in question.stretches if s.user_id not in users]
    question.query = leave_out(question.query, [*sorted(users), *(-2 * a for a in sorted(accounts))])
    if not counted:
        return []
    people = f"{len(counted)} disabled user{'s' if len(counted) != 1 else ''}"
    return [f"left out: {people} with {sum(counted.values())} leads distributed (--show-disabled shows them)"]


def _hop_notes(question: Question) -> list[str]:
    place = [question.dimensions.get("user")]
    handed_on = facts.hops(question.con, question.query, question.stretches, sql_of(place))
    lines = [f"{place[0].cell(raw[0])} handed on {count}" for raw, count in handed_on.items()]
    if not lines:
        return []
    hint = "" if question.spec.hops else " (--hops lists them)"
    return [f"passages handed on by design, counted where they went: {', '.join(sorted(lines))}{hint}"]


def _to_date(spec: ReportSpec) -> Criterion:
    last, zone = spec.until - 1, spec.period.zone
    return Criterion("outcomes_until", "Outcomes", iso(last, zone), f"up to {show(last, zone)}; they still move")


def _reading_notes(spec: ReportSpec) -> list[str]:
    """Return the footer about how the figures are to be read."""
    notes = []
    if spec.count == "activity":
        notes.append("counted by activity: work of the period, whatever the date of its distribution; no rates")
    if spec.to_date:
        until = show(spec.until - 1, spec.period.zone)
        notes.append(f"outcomes counted up to {until}, not up to the period's end: these figures still move")
    return notes


# ---------------------------------------------------------------- layout


def _lay_out(work: Work, trend: Trend | None) -> Table:
    question, spec = work.question, work.question.spec
    depth = len(work.groups)
    shown = [*group_columns(work.groups), *columns(question, work.statuses), *([trend.column] if trend else ())]

    def cells(level: int, key: Key) -> Cells:
        found = work.cells(level, key)
        return (*found, trend.series(level, key)) if trend else found

    finest = [*work.tally.levels[depth], *(key for level, key in work.outside if level == depth)]
    rows, subtotals = Listing(work.groups, finest).build(cells, shown, sort_column(spec.sort, shown))
    totals: Cells = (*([None] * depth), *cells(0, ()))
    closing = Closing(subtotals, totals, tuple(work.notes), figures(work), charts(work))
    return Table(
        "performance",
        "Distribution performance",
        tuple(shown),
        rows,
        lambda: closing,
        criteria(question, FACTS),
        spec.period.zone,
    )


def _further(work: Work, trend: Trend | None) -> list[Table]:
    """Return the tables that flags ask for."""
    spec = work.question.spec
    found = [trend.table()] if trend else []
    if spec.push_pull:
        from leadctl.reports.push_pull import push_pull

        found.append(push_pull(work))
    if spec.hints:
        from leadctl.reports.performance_hints import hints

        found.append(hints(work))
    return found


def _leavers(question: Question) -> frozenset[tuple[str, str]]:
    gone = facts_names.disabled_users(question.con, question.spec.cut)
    return frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user)
