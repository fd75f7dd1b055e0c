"""`report performance`: how strategies and users do with the leads they are given."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leadctl.db import facts, facts_names
from leadctl.errors import NotFoundError, did_you_mean
from leadctl.reports.counting import FIRST_BIT, PASSAGES, UNIQUE, Key, Sets, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import performance as measures
from leadctl.reports.measures.performance import Counts
from leadctl.reports.passages import count_passages, key_of
from leadctl.reports.performance_roster import add_roster
from leadctl.reports.performance_work import Outside, activity_counts, entered_counts, outside_rows
from leadctl.reports.question import Question, criteria, leave_out, prepare, sql_of, why_empty
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Cell, Closing, Column, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS = ("distribution", "activity")
NUMBERS = ("actions", "appointments")


@dataclass(slots=True)
class _Work:
    """Everything counted, before it is laid out."""

    groups: list[Dimension]
    tally: Tally
    bits: tuple[str, ...]
    entered: dict[int, Sets] = field(default_factory=dict)  # status id -> leads that entered it
    activity: dict[tuple[int, Key], Counts] | None = None  # --count activity
    outside: dict[tuple[int, Key], Outside] = field(default_factory=dict)
    hops: Tally | None = None
    notes: list[str] = field(default_factory=list)
    empty: tuple[str, ...] = ()


def performance(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of `report performance`. Raises NotFoundError for unknown names."""
    question = prepare(con, config, spec)
    statuses = status_columns(question)
    groups = question.groups(sections(spec.group))
    hidden = _hide_disabled(question)
    work = _count(question, groups, statuses)
    work.notes = [*hidden, *work.notes]
    columns = [*group_columns(groups), *_columns(spec, question, statuses)]
    return _lay_out(question, work, columns, statuses)


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


def _count(question: Question, groups: list[Dimension], statuses: dict[int, str]) -> _Work:
    spec = question.spec
    contacted = "reached" if spec.contact_means == "reached" else "contacted"
    bits = ("worked", "base", "already", contacted, "status_changed", "closed")
    tally = count_passages(question, groups, bits, NUMBERS, distinct=bits)
    work = _Work(groups, tally, bits)
    if not tally.levels[0][()][PASSAGES]:
        work.empty = why_empty(question)
    add_roster(question, groups, tally)
    if spec.hops:
        work.hops = _count_hops(question, groups, tally)
    work.notes += _hop_notes(question)
    if spec.count == "activity":
        work.activity = activity_counts(question, groups, tally)
    if statuses:
        work.entered = entered_counts(question, groups, list(statuses))
    if spec.count == "distribution":
        work.outside, notes = outside_rows(question, groups, statuses, tally)
        work.notes += notes
    else:
        work.notes.append("counted by activity: work of the period, whatever the date of its distribution; no rates")
    return work


def _count_hops(question: Question, groups: list[Dimension], tally: Tally) -> Tally:
    found = Tally(len(groups), 0, 0)
    for raw, count in facts.hops(question.con, question.query, question.stretches, sql_of(groups)).items():
        key = key_of(groups, raw)
        found.add(key, count, (), ())
        for level in range(tally.depth + 1):
            _ = tally.levels[level][key[:level]]
    found.roll_up()
    return found


def _hop_notes(question: Question) -> list[str]:
    place = [question.dimensions.get("user")]
    handed_on = facts.hops(question.con, question.query, question.stretches, sql_of(place))
    lines = [f"{place[0].cell(raw[0])} handed on {count}" for raw, count in handed_on.items()]
    if not lines:
        return []
    hint = "" if question.spec.hops else " (--hops lists them)"
    return [f"passages handed on by design, counted where they went: {', '.join(sorted(lines))}{hint}"]


# ---------------------------------------------------------------- layout


def _columns(spec: ReportSpec, question: Question, statuses: dict[int, str]) -> list[Column]:
    columns = [m.column() for m in measures.PERFORMANCE if m.switch not in spec.without]
    for status_id, short in statuses.items():
        name = question.names.status[status_id]
        columns.append(Column(f"status:{short}", name, "int", rank=1))
        columns.append(Column(f"status:{short}_rate", f"{name} %", "rate", rank=2))
    if spec.hops:
        columns.append(Column("passed_on", "Handed on", "int", rank=1))
    return columns


def _counts(spec: ReportSpec, work: _Work, level: int, key: Key) -> Counts:
    vector = work.tally.levels[level].get(key) or [0] * work.tally.width
    worked, base, already, contacted, changed, closed, actions, appointments = vector[FIRST_BIT:]
    counts = Counts(
        vector[PASSAGES], vector[UNIQUE], worked, base, contacted, already, actions, changed, appointments, closed,
        base=spec.contact_base,
    )  # fmt: skip
    if work.activity is None:
        return counts
    done = work.activity.get((level, key), Counts())
    return replace(
        done,
        leads_distributed=counts.leads_distributed,
        unique_leads=counts.unique_leads,
        contactable_leads=None,
        contacted_leads=None,
        already_contacted_leads=None,
        rates=False,
    )


def _lay_out(question: Question, work: _Work, columns: list[Column], statuses: dict[int, str]) -> Table:
    spec = question.spec
    shown = [m for m in measures.PERFORMANCE if m.switch not in spec.without]

    def figures(counts: Counts, entered: Sequence[int], hops: int | None) -> Cells:
        cells: list[Cell] = [m.of(counts) for m in shown]
        for number in entered:
            cells += [measures.status_entered(number), measures.status_entered_rate(number, counts)]
        return (*cells, hops) if spec.hops else tuple(cells)

    def cells(level: int, key: Key) -> Cells:
        outside = work.outside.get((level, key))
        if outside is not None:
            return figures(outside.counts, outside.entered, None)
        hops = (work.hops.levels[level].get(key) or [0])[PASSAGES] if work.hops else None
        entered = [work.entered[i].count(level, key) for i in statuses]
        return figures(_counts(spec, work, level, key), entered, hops)

    depth = len(work.groups)
    finest = [*work.tally.levels[depth], *(key for level, key in work.outside if level == depth)]
    listing = Listing(work.groups, finest)
    rows, subtotals = listing.build(cells, columns, sort_column(spec.sort, columns))
    padding = (None,) * len(work.groups)
    totals: Cells = (*padding, *cells(0, ()))
    return Table(
        "performance",
        "Distribution performance",
        tuple(columns),
        rows,
        lambda: Closing(subtotals, totals, tuple(work.notes)),
        criteria(question, FACTS),
        spec.period.zone,
        work.empty,
        _leavers(question),
    )


def _leavers(question: Question) -> frozenset[tuple[str, str]]:
    gone = facts_names.disabled_users(question.con, question.spec.cut)
    return frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user)
