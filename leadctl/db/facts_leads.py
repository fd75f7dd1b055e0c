"""The leads that reports count, each with the passage that speaks for it: read-only, named `d` like a passage.

The passage of a lead is its first that counts as of the report: it had the lead alone, and was not handed on by design
unless all of its were. So a lead answers to the same filters and groups as a passage does; what only a passage has is
empty while nobody has the lead. Where it lies then is known only while it still lies there; else it lay at the root.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

from leadctl.db.facts_dimensions import PLAIN_SQL, STAGE_NOW_SQL, Expression, at_moment
from leadctl.db.facts_keys import Query
from leadctl.models import ROOT_ACCOUNT_ID

# A passage `x` by which somebody had the lead, or was offered it, alone, as of the report.
HAD_SQL: Final = """x.undone_at is null and x.shared = 0 and x.distributed_at < :cut
 and (x.offer_round is not 2 or x.accepted_at < :cut)"""
_OF_LEAD: Final = f"select x.id from distribution x where x.lead_id = l.id and {HAD_SQL}"
_ORDER: Final = "order by x.distributed_at, x.id limit 1"  # that of the index: nothing is sorted
_PASSAGE_SQL: Final = f"""coalesce(({_OF_LEAD} and (x.passed_on_at < :cut) is not 1 {_ORDER}), ({_OF_LEAD} {_ORDER}))"""
# `d`: what a lead says of itself, then the columns of its passage by their own names (`id` null = nobody has it yet).
LEADS_SQL: Final = f"""(
select l.id as lead_id, l.received_at, l.received_kind, l.imported_at, l.record_type_id, l.source_id, l.campaign_id,
  l.product_id, l.priority, l.value, l.score, l.email, l.phone, s.duplicate_of, s.owner_id,
  p.id, p.distributed_at, p.level, p.mode, p.origin, p.strategy_id, p.user_id,
  coalesce(p.account_id, case when s.owner_id is null and s.open_distribution_id is null then s.holder_account_id
    else {ROOT_ACCOUNT_ID} end) as account_id,
  coalesce(p.team_id, case when p.id is null and s.owner_id is null and s.open_distribution_id is null
    then s.holder_team_id end) as team_id,
  p.again, p.offered, p.offer_round, p.auto_accepted, p.accepted_at, p.rejected_at, p.expired_at, p.passed_on_at,
  p.ended_at, p.end_kind
from lead l join lead_state s on s.lead_id = l.id left join distribution p on p.id = {_PASSAGE_SQL}
where l.undone_at is null) d"""
RECEIVED_SQL: Final = "d.received_at >= :start and d.received_at < :end"
# Dimensions that a lead without a passage does not have, although their SQL over a passage is never null.
_OF_PASSAGE: Final = frozenset({"user", "outcome"})
_STAGE_NOW: Final = Expression(STAGE_NOW_SQL)


def of_lead(kind: str, expression: Expression) -> Expression:
    """Return the expression of a dimension over leads: times are those of receipt, the stage is the report's."""
    if kind == "sales-stage":
        return _STAGE_NOW
    if kind in _OF_PASSAGE:
        return Expression(f"case when d.id is not null then {expression.sql} end", expression.parameters)
    return expression if kind in PLAIN_SQL else at_moment(expression, "d.received_at")


def read(
    con: sqlite3.Connection,
    query: Query,
    columns: Sequence[str],
    dimensions: Sequence[tuple[str, Expression]] = (),
    *,
    which: str = RECEIVED_SQL,
) -> Iterator[tuple[Any, ...]]:
    """Yield (keys of the dimensions …, columns …) of every lead that meets `which` and the query's conditions.

    `columns` are SQL over `d`. Without `which` these are the leads received in [start, end).
    """
    wanted = ", ".join([*(e.sql for _, e in dimensions), *columns])
    extra = {name: value for _, e in dimensions for name, value in e.parameters}
    return con.execute(f"select {wanted} from {LEADS_SQL} where {query.where(which)}", query.bound(**extra))


def has_any(con: sqlite3.Connection, query: Query, *, without: str = "") -> bool:
    """Return True when a lead was received in the period, `without` one kind of condition."""
    sql = f"select 1 from {LEADS_SQL} where {query.where(RECEIVED_SQL, without=without)} limit 1"
    return con.execute(sql, query.bound()).fetchone() is not None
