"""`report summary`: every distributed lead, one row per distribution."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from leadctl.db import facts_names, facts_rows
from leadctl.reports.listing import Cells, chosen, ordered, sort_column
from leadctl.reports.measures import summary as measures
from leadctl.reports.question import Question, criteria, prepare, why_empty
from leadctl.reports.spec import ReportSpec
from leadctl.reports.summary_groups import count_groups, crm_accounts, footer, grouped
from leadctl.reports.table import Closing, Column, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Rules

FACTS: Final = ("distribution", "activity", "touch", "opportunity")
TITLE: Final = "Lead distribution summary"
_CHUNK: Final = 5_000  # rows turned into columns at once
OPTIONAL: Final = ("people_involved", "hand_offs", "reject_reason")


def _columns(currency: str) -> list[Column]:
    return [
        Column("lead_id", "Id", "int", rank=6, blank=""),
        Column("lead", "Lead", "text", rank=0),
        Column("distributed_at", "Distributed", "time", rank=0),
        Column("recipient", "Recipient", "text", rank=1),
        Column("account", "Account", "text", rank=2),
        Column("accepted", "Accepted", "answer", rank=4),
        Column("rejected", "Rejected", "answer", rank=4),
        Column("pending", "Pending", "answer", rank=4),
        Column("outcome", "Outcome", "text", rank=1),
        Column("sales_stage", "Sales stage", "text", rank=1),
        Column("marketing_events", "Marketing events", "int", rank=5),
        Column("crm_events", "CRM events", "int", rank=5, blank=""),
        Column("opportunity_value", "Opportunity value", "money", currency, rank=3),
        Column("opportunity_value_raw", "Raw value", "money", currency, rank=5),
        Column("source_campaign", "Source campaign", "text", rank=3),
        Column("people_involved", "People involved", "text", rank=4),
        Column("hand_offs", "Hand-offs", "int", rank=5),
        Column("reject_reason", "Reject reason", "text", rank=4),
    ]


def summary(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Table:
    """Return the table of `report summary`: rows, or groups when the spec names any.

    Raises NotFoundError for unknown names, UsageError for unknown columns.
    """
    question = prepare(con, config, spec)
    if spec.reminder is not None:
        from leadctl.reports.summary_reminder import reminder

        return reminder(question, criteria(question, FACTS))
    if spec.group:
        return grouped(question, TITLE, criteria(question, FACTS))
    everything = _columns(config.currency)
    by_key = {c.key: c for c in everything}
    keys = chosen(spec.columns, [c.key for c in everything]) or tuple(k for k in by_key if k not in OPTIONAL)
    columns = tuple(by_key[k] for k in keys)
    present = facts_rows.kinds(con)
    sorting = sort_column(spec.sort, everything)
    rows = _ordered(_rows(question, present, [*keys, sorting[0] if sorting else ""]), sorting)
    whole = [c.key for c in everything]
    shown: Iterator[Cells] = _project(rows, [whole.index(k) for k in keys])
    disabled = facts_names.disabled_users(con, spec.cut)
    return Table(
        "summary",
        TITLE,
        columns,
        shown,
        cache(lambda: _closing(question, present, columns)),
        criteria(question, FACTS),
        spec.period.zone,
        _empty(question),
        frozenset(("recipient", question.names.user[u]) for u in disabled if u in question.names.user),
    )


def _empty(question: Question) -> tuple[str, ...]:
    from leadctl.db import facts

    if facts.has_any(question.con, question.query) or (question.spec.show_undone and _undone(question)):
        return ()
    return why_empty(question)


def _undone(question: Question) -> int:
    return facts_rows.count_undone(question.con, question.query)


def _project(rows: Iterator[Cells], positions: Sequence[int]) -> Iterator[Cells]:
    if len(positions) == 1:
        return ((row[positions[0]],) for row in rows)
    return map(itemgetter(*positions), rows)


def _ordered(rows: Iterator[Cells], sorting: tuple[str, bool] | None) -> Iterator[Cells]:
    """Order by any column but time, which the database orders; ties stay newest first."""
    if sorting is None or sorting[0] == "distributed_at":
        return rows
    key, descending = sorting
    at = [c.key for c in _columns("")].index(key)
    return iter(ordered(rows, at, descending))


def _stored(question: Question, present: facts_rows.Kinds, optional: Sequence[str]) -> sqlite3.Cursor:
    return facts_rows.rows(
        question.con,
        question.query,
        present,
        optional=optional,
        newest_first=question.spec.sort != "distributed_at",
        since_distribution=question.spec.events_since_distribution,
        hops=question.spec.hops,
        undone=question.spec.show_undone,
    )


def _rows(question: Question, present: facts_rows.Kinds, wanted: Sequence[str]) -> Iterator[Cells]:
    """Yield every column of every row; what is not wanted and costs a look-up is None."""
    spec, names = question.spec, question.names
    optional = [name for name in facts_rows.OPTIONAL if name in wanted]
    stored = _stored(question, present, optional)
    recipient = question.dimensions.get("user").cell
    probability = facts_rows.probabilities(question.con, spec.cut)
    crm = crm_accounts(names, present)
    accounts, campaigns, stages = names.account, names.campaign, names.status
    for chunk in iter(lambda: stored.fetchmany(_CHUNK), []):
        # column by column: one C-level loop or comprehension each, a third of the time of a loop over rows
        (lead_id, label, at, to, account_id, offered, answers, outcome, reason, stage,
         marketing, crm_events, raw, stage_now, campaign, *more) = zip(*chunk, strict=True)  # fmt: skip
        nothing = (None,) * len(chunk)
        yield from zip(
            lead_id,
            label,
            at,
            map(recipient, to),
            map(accounts.__getitem__, account_id),
            [a & 1 == 1 if o else None for o, a in zip(offered, answers, strict=True)],
            [a & 2 == 2 for a in answers],
            [a & 4 == 4 for a in answers],
            [f"rejected ({r})" if r and o == "rejected" else o for o, r in zip(outcome, reason, strict=True)],
            map(stages.get, stage),
            marketing,
            [n if crm[a] else None for n, a in zip(crm_events, account_id, strict=True)],
            [measures.weighted(r, probability.get(s, 0)) if r else 0 for r, s in zip(raw, stage_now, strict=True)],
            [r or 0 for r in raw],
            map(campaigns.get, campaign),
            *(more[optional.index(name)] if name in optional else nothing for name in facts_rows.OPTIONAL),
            [r if a & 2 else None for r, a in zip(reason, answers, strict=True)],
            strict=True,
        )


def _closing(question: Question, present: facts_rows.Kinds, columns: Sequence[Column]) -> Closing:
    """Return the totals: a lead's events and value count once."""
    counted = count_groups(replace_group(question), present)
    answers, values = counted.answers(0, ()), counted.values(0, ())
    totals: dict[str, Any] = {
        "marketing_events": values.marketing,
        "crm_events": values.crm,
        "opportunity_value": values.weighted,
        "opportunity_value_raw": values.raw,
    }
    note = (
        f"{answers.distributions} distributions of {answers.unique_leads} leads: {answers.accepted} accepted,"
        f" {answers.rejected} rejected, {answers.pending} pending, {measures.other(answers)} other;"
        f" {answers.worked_leads} leads worked"
    )
    cells = tuple(totals.get(c.key) for c in columns)
    notes = [note, *footer(counted, question)]
    if question.spec.show_undone and (undone := _undone(question)):
        notes.append(f"{undone} undone, listed with that outcome and counted nowhere")
    return Closing((), cells, tuple(notes))


def replace_group(question: Question) -> Question:
    """Return the same question without grouping."""
    return replace(question, spec=question.spec.ungrouped())
