"""What every dimension of the reports is in SQL: an expression over one passage `d`.

An expression gives an id, a small integer or a text; reports/dimensions turns it into the words of a cell. Filters and
groupings use the same expressions, so a group and its filter can never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

# Recipients share one number line: users as they are, accounts and teams below zero.
RECIPIENT_SQL: Final = (
    "case when d.user_id is not null then d.user_id when d.level = 'team' then -2 * d.team_id - 1"
    " else -2 * d.account_id end"
)
# Passages without a strategy are told apart by how they came about.
ORIGIN_CODES: Final[dict[str, int]] = {
    "engine": -1,
    "named": -2,
    "handout": -3,
    "manual": -4,
    "imported": -5,
    "none": -6,
    "transferred": -7,
}
STRATEGY_SQL: Final = (
    "coalesce(d.strategy_id, case d.origin"
    + "".join(f" when '{origin}' then {code}" for origin, code in ORIGIN_CODES.items())
    + " end)"
)
METHOD_SQL: Final = (
    "(select e.method from strategy_enabled e where e.strategy_id = d.strategy_id"
    " and e.valid_from <= d.distributed_at order by e.valid_from desc, e.id desc limit 1)"
)
# The lead's status at the as-of moment, or at the end of this passage if that came first. Where the lead has had its
# present status since before that moment, the narrow lead_state answers; only else are the facts looked through.
_STATE_SQL = """(select s.status_id from lead_state s where s.lead_id = d.lead_id and s.status_since < :cut{until})"""
_FACT_SQL = """(select a.to_status_id from activity a where a.lead_id = d.lead_id and a.kind = 'status'
 and a.voided_at is null and a.to_status_id is not null and a.happened_at < :cut{until}
 order by a.happened_at desc, a.id desc limit 1)"""
_FIRST_SQL = "(select l.first_status_id from lead l where l.id = d.lead_id)"


def _stage(state_until: str, fact_until: str) -> str:
    state, fact = _STATE_SQL.format(until=state_until), _FACT_SQL.format(until=fact_until)
    return f"coalesce({state}, {fact}, {_FIRST_SQL})"


STAGE_SQL: Final = _stage(
    " and (d.ended_at is null or s.status_since <= d.ended_at)",
    " and (d.ended_at is null or a.happened_at <= d.ended_at)",
)
STAGE_NOW_SQL: Final = _stage("", "")
# Somebody had it, or was offered it alone, afterwards: a broadcast that nobody took is nobody's.
LATER_SQL: Final = """exists (select 1 from distribution later where later.lead_id = d.lead_id
 and later.undone_at is null and later.shared = 0 and later.distributed_at < :cut
 and (later.offer_round is not 2 or later.accepted_at < :cut)
 and (later.distributed_at > d.distributed_at or (later.distributed_at = d.distributed_at and later.id > d.id)))"""
OUTCOME_SQL: Final = f"""case
 when d.rejected_at < :cut then case when {LATER_SQL} then 'rerouted' else 'rejected' end
 when d.expired_at < :cut then case when {LATER_SQL} then 'rerouted' else 'expired' end
 when d.end_kind = 'recalled' and d.ended_at < :cut then 'recalled'
 when d.offered = 0 then 'auto-accepted'
 when d.accepted_at < :cut then case when d.auto_accepted = 1 then 'auto-accepted' else 'accepted' end
 when d.ended_at < :cut then 'recalled'
 else 'pending' end"""

PLAIN_SQL: Final[dict[str, str]] = {
    "account": "d.account_id",
    "team": "d.team_id",
    "user": RECIPIENT_SQL,
    "strategy": STRATEGY_SQL,
    "method": METHOD_SQL,
    "mode": "d.mode",
    "record-type": "d.record_type_id",
    "product": "d.product_id",
    "source": "d.source_id",
    "source-type": "d.source_id",
    "campaign": "d.campaign_id",
    "priority": "coalesce(d.priority, 2)",
    "confidence": "(select l.confidence from lead l where l.id = d.lead_id)",
    "sales-stage": STAGE_SQL,
    "outcome": OUTCOME_SQL,
}


class Expression(NamedTuple):
    """One SQL expression over `d`, with the parameters it needs."""

    sql: str
    parameters: tuple[tuple[str, object], ...] = ()


def plain(kind: str) -> Expression:
    """Return the expression of one of PLAIN_SQL."""
    return Expression(PLAIN_SQL[kind])


def slab(bounds: Sequence[int]) -> Expression:
    """Return 0, 1 … for values under the first, second … bound (minor units, ascending), the last above all."""
    whens = "".join(f" when d.value < {int(bound)} then {i}" for i, bound in enumerate(bounds))
    return Expression(f"case when d.value is null then null{whens} else {len(bounds)} end")


def band(least: Sequence[int]) -> Expression:
    """Return 0, 1 … for scores of at least the first, second … limit (descending); null below all."""
    whens = "".join(f" when d.score >= {int(limit)} then {i}" for i, limit in enumerate(least))
    return Expression(f"case when d.score is null then null{whens} end")


def lead_attribute(name: str, parameter: str) -> Expression:
    """Return the attribute `name` of the lead, as text."""
    path = '$."' + name.replace('"', '\\"') + '"'
    return Expression(
        f"(select cast(json_extract(l.attributes, :{parameter}) as text) from lead l where l.id = d.lead_id)",
        ((parameter, path),),
    )


def local_time(unit: str, offsets: Sequence[tuple[int, int]], moment: str = "d.distributed_at") -> Expression:
    """Return the local hour (0–23) or the local day (days since 1970-01-01) of `moment`.

    `offsets` are (first second UTC, seconds east of UTC) in ascending order, as clock.offsets gives them: a day has 23
    or 25 hours where the list says so.
    """
    shift = str(offsets[0][1])
    if len(offsets) > 1:
        whens = "".join(
            f" when {moment} < {int(until)} then {int(shift_)}" for (_, shift_), (until, _) in pairwise(offsets)
        )
        shift = f"case{whens} else {int(offsets[-1][1])} end"
    local = f"({moment} + {shift})"
    return Expression(f"({local} % 86400 / 3600)" if unit == "hour" else f"({local} / 86400)")


def between(bounds: Sequence[int], moment: str = "d.distributed_at") -> Expression:
    """Return 0 before the first of `bounds` (seconds UTC, ascending), 1 from it to the second, and so on."""
    whens = "".join(f" when {moment} < {int(bound)} then {i}" for i, bound in enumerate(bounds))
    return Expression(f"case{whens} else {len(bounds)} end" if bounds else "0")


def at_moment(expression: Expression, moment: str) -> Expression:
    """Return the expression with the passage's time replaced by `moment` (the time of an activity)."""
    return Expression(expression.sql.replace("d.distributed_at", moment), expression.parameters)
