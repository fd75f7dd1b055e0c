"""What `report response` reads: offers and what became of them, first actions, alerts, requests for feedback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import STAGE_NOW_SQL, Expression
from leadctl.db.facts_keys import COUNTS_SQL, IN_PERIOD_SQL, Query

# The passage to whoever said yes for an account or team: the offer was the one to the account or team.
TAKEN_OVER_SQL: Final = """(d.accepted_at = d.distributed_at and exists (select 1 from distribution p
 where p.lead_id = d.lead_id and p.offered = 1 and p.answered_by = d.user_id and p.passed_on_at = d.distributed_at
   and p.undone_at is null))"""
# What became of an offer, as of the report. A rejection ends it, whatever stands in accepted_at, and is an answer
# also where the rows of another system say nothing of an offer.
ANSWERS: Final = ("none", "accepted", "auto", "rejected", "expired", "lost", "withdrawn", "pending")
ANSWER_SQL: Final = f"""case when d.rejected_at < :cut then 3 when d.expired_at < :cut then 4
 when d.offered = 0 or {TAKEN_OVER_SQL} then 0
 when d.accepted_at < :cut then case when d.auto_accepted = 1 then 2 else 1 end
 when d.ended_at < :cut then case when d.end_kind = 'lost' then 5 else 6 end
 else 7 end"""
# A broadcast is an offer to each of those asked, whoever takes it, and handing on makes no offer unmade.
POPULATION_SQL: Final = (
    f"{IN_PERIOD_SQL} and d.undone_at is null"
    f" and (d.offered = 1 or d.rejected_at < :cut or d.expired_at < :cut or ({COUNTS_SQL}))"
)
# He had it to work on: it counts for him, and nobody waits for his answer.
RECEIVED_SQL: Final = f"(({COUNTS_SQL}) and {ANSWER_SQL} in (0, 1, 2))"
_UNTOUCHED_SQL: Final = f"""case when {RECEIVED_SQL} and (d.first_worked_at < :cut) is not 1
 and (d.ended_at < :cut) is not 1 then {STAGE_NOW_SQL} end"""
PASSAGES_SQL: Final = f"""select {{keys}}d.distributed_at, d.user_id, coalesce(d.answered_by, d.user_id), {ANSWER_SQL},
 case when d.rejected_at < :cut then d.rejected_at else d.accepted_at end, d.reject_reason, {RECEIVED_SQL},
 case when d.first_action_at < :cut then d.first_action_at end, {_UNTOUCHED_SQL}
from distribution d indexed by distribution_by_time where {{where}}"""

ALERTED_SQL: Final = """
select exists (select 1 from outbox where distribution_id is not null) or exists (select 1 from outbox_passage)
"""
# One number per passage: the fastest of the alerts that told its recipient of it.
ALERTS_SQL: Final = """select {keys}min(o.sent_at - o.event_at)
from distribution d indexed by distribution_by_time cross join outbox o on o.distribution_id = d.id
  or o.id in (select p.outbox_id from outbox_passage p where p.distribution_id = d.id)
where {where} and o.sent_at < :cut and o.kind in ('distributed', 'offered', 'rerouted')
 and o.user_id is not null and (d.user_id is null or o.user_id = d.user_id) group by d.id"""

_REPLY_SQL: Final = """(select min(a.happened_at) from activity a where a.lead_id = n.lead_id
 and (n.user_id is null or a.user_id = n.user_id) and a.voided_at is null
 and a.happened_at >= n.recorded_at and a.happened_at < :cut)"""
_ASKED_SQL: Final = "n.kind = 'feedback' and n.recorded_at >= :start and n.recorded_at < :cut"
FEEDBACK_SQL: Final = f"""select {{keys}}n.recorded_at, n.user_id, {_REPLY_SQL}
from notice n cross join distribution d on d.id = n.distribution_id
where {_ASKED_SQL} and d.undone_at is null and {{where}}"""
# Asked about a lead that nothing had distributed: dressed as a passage, so that every dimension can be asked of it.
NOWHERE_SQL: Final = f"""select {{keys}}d.distributed_at, d.user_id, d.reply
from (select null as id, n.lead_id, n.user_id, {_REPLY_SQL} as reply, 'user' as level, 'none' as mode,
  n.recorded_at as distributed_at,
  case when exists (select 1 from transfer t where t.lead_id = n.lead_id and t.to_user_id = n.user_id
    and t.happened_at <= n.recorded_at) then 'transferred' else 'none' end as origin,
  null as strategy_id, null as team_id, coalesce((select m.account_id from user_account m
    where m.user_id = n.user_id and m.valid_from <= n.recorded_at
      and (m.valid_to is null or m.valid_to > n.recorded_at) order by m.valid_from desc, m.id desc limit 1),
    u.account_id) as account_id,
  l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score, null as ended_at,
  null as end_kind, 0 as offered, 0 as auto_accepted, null as accepted_at, null as rejected_at, null as expired_at
  from notice n join user u on u.id = n.user_id join lead l on l.id = n.lead_id
  where {_ASKED_SQL} and n.distribution_id is null and l.undone_at is null) d
where {{where}}"""


class Passage(NamedTuple):
    """One passage that was offered, or that counts for its recipient. Moments in seconds UTC."""

    distributed_at: int
    user_id: int | None  # None: an account or team
    answered_by: int | None
    answer: int  # index into ANSWERS
    answered_at: int | None  # where the answer is accepted or rejected
    reject_reason: str | None
    received: int  # 1 = he had it to work on
    first_action_at: int | None
    untouched_status_id: int | None  # the lead's status, where nothing was done on it and it still lies there


class Feedback(NamedTuple):
    """One request for feedback. Moments in seconds UTC."""

    keys: tuple[Any, ...]
    asked_at: int
    user_id: int | None
    replied_at: int | None  # his first activity on the lead from then on


def _columns(dimensions: Sequence[tuple[str, Expression]]) -> tuple[str, dict[str, Any]]:
    extra = {name: value for _, e in dimensions for name, value in e.parameters}
    return "".join(f"{e.sql}, " for _, e in dimensions), extra


def passages(con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]]) -> sqlite3.Cursor:
    """Return a cursor of (keys …, then the fields of Passage): offers of the period and passages that count in it."""
    keys, extra = _columns(dimensions)
    return con.execute(PASSAGES_SQL.format(keys=keys, where=query.where(POPULATION_SQL)), query.bound(**extra))


def alerts(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]]
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield (keys, seconds from the event to the alert sent) per passage of the period whose recipient was told."""
    if not con.execute(ALERTED_SQL).fetchone()[0]:
        return
    keys, extra = _columns(dimensions)
    sql = ALERTS_SQL.format(keys=keys, where=query.where(POPULATION_SQL))
    for row in con.execute(sql, query.bound(**extra)):
        yield row[:-1], row[-1]


def feedback(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], *, nowhere: bool = False
) -> Iterator[Feedback]:
    """Yield the requests for feedback of the period, about passages or, `nowhere`, about leads without one."""
    keys, extra = _columns(dimensions)
    sql = (NOWHERE_SQL if nowhere else FEEDBACK_SQL).format(keys=keys, where=query.where("1"))
    for row in con.execute(sql, query.bound(**extra)):
        yield Feedback(row[:-3], *row[-3:])


def has_any(con: sqlite3.Connection, query: Query, *, without: str = "") -> bool:
    """Return True when there is a passage for the report, `without` one kind of condition."""
    sql = f"select 1 from distribution d where {query.where(POPULATION_SQL, without=without)} limit 1"
    return con.execute(sql, query.bound()).fetchone() is not None
