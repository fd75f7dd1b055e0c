"""`report summary --reminder`: leads that were given to somebody and left alone, by account."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from leadctl.clock import DAY
from leadctl.db import facts_names, facts_reminder, settings
from leadctl.models import FINISHED
from leadctl.reports.counting import Key
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, chosen, group_columns, ordered, sort_column
from leadctl.reports.measures import summary as measures
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of
from leadctl.reports.table import Closing, Column, Criterion, Table

TITLE: Final = "Leads left alone"
KINDS: Final = ("pending", "never worked", "silent")
COLUMNS: Final = (
    Column("account", "Account", "text", rank=0),
    Column("recipient", "Recipient", "text", rank=0),
    Column("lead_id", "Id", "int", rank=5, blank=""),
    Column("lead", "Lead", "text", rank=0),
    Column("left_alone", "Left alone", "text", rank=1),
    Column("distributed_at", "Distributed", "time", rank=3),
    Column("alone_since", "Since", "time", rank=2),
    Column("alone_for", "For", "duration", rank=1),
    Column("sales_stage", "Sales stage", "text", rank=3),
    Column("source_campaign", "Source campaign", "text", rank=4),
)
FIGURES: Final = (
    Column("leads", "Leads", "int", rank=0),
    Column("pending", "Pending", "int", rank=1),
    Column("never_worked", "Never worked", "int", rank=1),
    Column("silent", "Silent", "int", rank=1),
    Column("oldest", "Oldest", "duration", rank=2),
)


class _Lead(NamedTuple):
    """One row of the list, with its group and the number of its kind."""

    key: Key
    kind: int
    alone_for: int
    cells: Cells


def reminder(question: Question, header: tuple[Criterion, ...]) -> Table:
    """Return the list, and the table `partners` of its numbers per account, or per group of --by.

    Raises UsageError for unknown columns.
    """
    spec = question.spec
    groups = question.groups(spec.group)
    found = _leads(question, groups)
    rows = [lead.cells for lead in found]
    sorting = sort_column(spec.sort, COLUMNS)
    if sorting is not None:
        at = [c.key for c in COLUMNS].index(sorting[0])
        rows = ordered(rows, at, sorting[1])
    counted = [sum(lead.kind == i for lead in found) for i in range(len(KINDS))]
    parts = ", ".join(f"{number} {kind}" for number, kind in zip(counted, KINDS, strict=True))
    days = f"{spec.reminder} day{'s' if spec.reminder != 1 else ''}"
    note = f"{len(found)} lead{'s' if len(found) != 1 else ''} left alone for {days} or longer: {parts}"
    gone = facts_names.disabled_users(question.con, spec.cut)
    table = Table(
        "summary",
        TITLE,
        COLUMNS,
        rows,
        lambda: Closing(notes=(note,)),
        header,
        spec.period.zone,
        () if found else (f"no lead of the period was left alone for {days}; --reminder 0 lists all that are open",),
        frozenset(("recipient", question.names.user[u]) for u in gone if u in question.names.user),
        more=(_partners(question, groups, found),),
    )
    return table.select(chosen(spec.columns, [c.key for c in COLUMNS])) if spec.columns else table


def _leads(question: Question, groups: list[Dimension]) -> list[_Lead]:
    """Return the leads by account, the longest left alone first."""
    spec, names = question.spec, question.names
    assert spec.reminder is not None
    as_of = spec.cut - 1
    before = as_of - spec.reminder * DAY
    systems = settings.status_systems(question.con, as_of)
    recipient = question.dimensions.get("user").cell
    width = len(groups)
    found = []
    for row in facts_reminder.rows(question.con, question.query, sql_of(groups), before):
        one = facts_reminder.Open(*row[width:])
        since = max(one.distributed_at, one.accepted_at or 0, one.last_activity_at or 0)
        if one.pending:
            since = one.distributed_at
        if since > before or systems[one.status_id] in FINISHED:
            continue
        kind = 0 if one.pending else 1 if one.last_activity_at is None else 2
        cells: Cells = (
            names.account[one.account_id], recipient(one.recipient), one.lead_id, one.label, KINDS[kind],
            one.distributed_at, since, as_of - since, names.status[one.status_id],
            names.campaign.get(one.campaign_id) if one.campaign_id is not None else None,
        )  # fmt: skip
        found.append(_Lead(key_of(groups, row[:width]), kind, as_of - since, cells))
    return sorted(found, key=lambda lead: (str(lead.cells[0]).casefold(), -lead.alone_for))


def _partners(question: Question, groups: list[Dimension], found: list[_Lead]) -> Table:
    sums: list[dict[Key, list[int]]] = [defaultdict(lambda: [0] * (len(KINDS) + 1)) for _ in range(len(groups) + 1)]
    for lead in found:
        for level, group in enumerate(sums):
            numbers = group[lead.key[:level]]
            numbers[lead.kind] += 1
            numbers[-1] = max(numbers[-1], lead.alone_for)

    def cells(level: int, key: Key) -> Cells:
        *counts, oldest = sums[level][key]
        return measures.reminders(*counts), *counts, oldest if any(counts) else None

    columns = (*group_columns(groups), *FIGURES)
    rows, subtotals = Listing(groups, list(sums[-1])).build(cells, columns, None)
    totals: Cells = (*((None,) * len(groups)), *cells(0, ()))
    return Table(
        "summary",
        "Leads left alone, in numbers",
        columns,
        rows,
        lambda: Closing(subtotals, totals),
        zone=question.spec.period.zone,
        key="partners",
    )
