"""`report summary --group-by`: counts, rates and values per group; values of a lead once per group and once in all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from leadctl.db import facts_keys, facts_names, facts_rows
from leadctl.reports.counting import FIRST_BIT, PASSAGES, UNIQUE, Key, Most, Tally
from leadctl.reports.dimensions import Dimension
from leadctl.reports.listing import Cells, Listing, group_columns, sort_column
from leadctl.reports.measures import summary as measures
from leadctl.reports.measures.summary import Answers
from leadctl.reports.passages import count_passages
from leadctl.reports.question import Question, sql_of, why_empty
from leadctl.reports.table import Closing, Column, Criterion, Table

BITS: Final = ("accepted", "rejected", "pending", "expired", "followed_up", "crm")


class Worth(NamedTuple):
    """Values of one group: numbers of events, money in minor units. `crm` is None where no account has a CRM."""

    marketing: int
    crm: int | None
    weighted: int
    raw: int


@dataclass(slots=True)
class Counted:
    """Every count of a grouping, at every level. The account stands below the last group, for the footer."""

    depth: int
    groups: list[Dimension]
    tally: Tally
    most: tuple[Most, Most, Most, Most]  # marketing, crm, weighted, raw

    def answers(self, level: int, key: Key) -> Answers:
        """Return the counts of a group."""
        vector = self.tally.levels[level].get(key) or [0] * self.tally.width
        accepted, rejected, pending, expired, worked, _ = vector[FIRST_BIT:]
        return Answers(vector[PASSAGES], vector[UNIQUE], accepted, rejected, pending, expired, worked)

    def values(self, level: int, key: Key) -> Worth:
        """Return the values of a group."""
        marketing, crm, weighted, raw = (m.get(level, key) or 0 for m in self.most)
        vector = self.tally.levels[level].get(key)
        return Worth(marketing, crm if vector and vector[FIRST_BIT + BITS.index("crm")] else None, weighted, raw)

    def accounts(self) -> dict[str, bool]:
        """Return the name of every account in the report -> whether one of its leads was worked."""
        position = next((i for i, d in enumerate(self.groups) if d.name == "account"), self.depth)
        worked: dict[str, bool] = {}
        for key, vector in self.tally.levels[self.tally.depth].items():
            name = key[position]
            worked[name] = worked.get(name, False) or vector[FIRST_BIT + BITS.index("followed_up")] > 0
        return worked


def crm_accounts(names: facts_names.Names, present: facts_rows.Kinds) -> dict[int, bool]:
    """Return account id -> does it use a CRM: its own word, else its nearest ancestor's, else once one was imported."""
    found: dict[int, bool] = {}
    for account_id in names.account:
        at: int | None = account_id
        while at is not None and names.account_crm[at] is None:
            at = names.account_parent[at]
        found[account_id] = present.crm if at is None else bool(names.account_crm[at])
    return found


def count_groups(question: Question, present: facts_rows.Kinds) -> Counted:
    """Return all counts of the question's grouping."""
    groups = question.groups(question.spec.group)
    depth = len(groups)
    with_account = groups if "account" in question.spec.group else [*groups, question.dimensions.get("account")]
    crm = crm_accounts(question.names, present)
    question.query = replace(question.query, crm_sql=facts_keys.crm_condition(crm))
    tally = count_passages(question, with_account, BITS, (), distinct=("followed_up", "crm"))
    counted = Counted(depth, with_account, tally, (Most(depth), Most(depth), Most(depth), Most(depth)))
    _add_values(question, groups, present, crm, counted.most)
    return counted


def _add_values(
    question: Question,
    groups: list[Dimension],
    present: facts_rows.Kinds,
    crm: dict[int, bool],
    most: tuple[Most, Most, Most, Most],
) -> None:
    """Add events and opportunities: the most that any passage of a lead gives, once per group."""
    probability = facts_rows.probabilities(question.con, question.spec.cut)
    waiting: dict[int, list[tuple[Key, tuple[int | None, ...]]]] = {}
    for value in facts_rows.values(
        question.con,
        question.query,
        question.stretches,
        sql_of(groups),
        present,
        since_distribution=question.spec.events_since_distribution,
    ):
        key = tuple([d.cell(r) for d, r in zip(groups, value.keys, strict=True)])
        raw = value.raw or 0
        share = probability.get(value.stage_now_id, 0) if value.stage_now_id is not None else 0
        worth = (
            value.marketing,
            value.crm if crm[value.account_id] else None,
            measures.weighted(raw, share),
            raw,
        )
        if value.again:
            waiting.setdefault(value.lead_id, []).append((key, worth))
        else:
            _add_worth(most, [(key, worth)])
    for rows in waiting.values():
        _add_worth(most, rows)


def _add_worth(most: tuple[Most, ...], rows: list[tuple[Key, tuple[int | None, ...]]]) -> None:
    for i, sums in enumerate(most):
        sums.add((key, worth[i]) for key, worth in rows)


def footer(counted: Counted, question: Question) -> tuple[str, ...]:
    """Return the footer: how many of the accounts and of the partners worked at least one lead, and who left."""
    worked = counted.accounts()
    ids = {name: account_id for account_id, name in question.names.account.items()}
    partners = {n: w for n, w in worked.items() if question.names.account_kind[ids[n]] == "partner"}
    lines = [f"{sum(worked.values())} of {len(worked)} accounts worked at least one lead"] if worked else []
    if partners:
        lines.append(f"{sum(partners.values())} of {len(partners)} partners worked at least one lead")
    return tuple(lines)


def _figure_columns(currency: str) -> list[Column]:
    return [
        Column("distributions", "Distributions", "int", rank=0),
        Column("unique_leads", "Unique leads", "int", rank=3),
        Column("accepted", "Accepted", "int", rank=2),
        Column("rejected", "Rejected", "int", rank=2),
        Column("pending", "Pending", "int", rank=2),
        Column("other", "Other", "int", rank=5),
        Column("acceptance_rate", "Acceptance", "rate", rank=1),
        Column("worked_leads", "Worked leads", "int", rank=2),
        Column("followed_up_rate", "Followed up", "rate", rank=1),
        Column("marketing_events", "Marketing events", "int", rank=5),
        Column("crm_events", "CRM events", "int", rank=5, blank=""),
        Column("opportunity_value", "Opportunity value", "money", currency, rank=2),
        Column("opportunity_value_raw", "Raw value", "money", currency, rank=4),
    ]


def grouped(question: Question, title: str, header: tuple[Criterion, ...]) -> Table:
    """Return the grouped table."""
    spec = question.spec
    present = facts_rows.kinds(question.con)
    counted = count_groups(question, present)
    groups = counted.groups[: counted.depth]
    columns = (*group_columns(groups), *_figure_columns(question.config.currency))

    def cells(level: int, key: Key) -> Cells:
        return _figures(counted.answers(level, key), counted.values(level, key))

    listing = Listing(groups, counted.tally.levels[counted.depth])
    rows, subtotals = listing.build(cells, columns, sort_column(spec.sort, columns))
    totals: Cells = (*((None,) * counted.depth), *cells(0, ()))
    gone = facts_names.disabled_users(question.con, spec.cut)
    return Table(
        "summary",
        title,
        columns,
        rows,
        lambda: Closing(subtotals, totals, footer(counted, question)),
        header,
        spec.period.zone,
        () if rows else why_empty(question),
        frozenset(("user", question.names.user[u]) for u in gone if u in question.names.user),
    )


def _figures(a: Answers, worth: Worth) -> Cells:
    return (
        a.distributions,
        a.unique_leads,
        a.accepted,
        a.rejected,
        a.pending,
        measures.other(a),
        measures.acceptance_rate(a),
        a.worked_leads,
        measures.followed_up_rate(a),
        *worth,
    )
