"""The activity that reports count one by one: statuses entered, work in a period, work that no passage counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import ORIGIN_CODES, Expression
from leadctl.db.facts_keys import COUNTS_SQL, Query

ENTERED_SQL: Final = "a.kind = 'status' and a.to_status_id is not a.from_status_id and a.to_status_id in ({statuses})"
ATTRIBUTED_SQL: Final = """from activity a indexed by activity_by_time
cross join distribution d on d.id = a.distribution_id
where a.happened_at >= :start and a.happened_at < :until and a.voided_at is null and """

# Work that belongs nowhere, dressed as a passage of the moment so that every dimension can be asked of it.
# After a transfer to its user it is work on a lead that he was handed, else it has no strategy.
NOWHERE_SQL: Final = """from (select null as id, a.kind, a.to_system, a.from_system, a.to_status_id,
  a.from_status_id, a.lead_id, a.user_id, 'user' as level, 'none' as mode, a.happened_at as distributed_at,
  case when exists (select 1 from transfer t where t.lead_id = a.lead_id and t.to_user_id = a.user_id
    and t.happened_at <= a.happened_at) then 'transferred' else 'none' end as origin,
  null as strategy_id, null as team_id, coalesce((select m.account_id from user_account m
    where m.user_id = a.user_id and m.valid_from <= a.happened_at
      and (m.valid_to is null or m.valid_to > a.happened_at) order by m.valid_from desc, m.id desc limit 1),
    u.account_id) as account_id,
  l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score, null as system_then,
  null as ended_at, null as end_kind, 0 as offered, 0 as auto_accepted, null as accepted_at, null as rejected_at,
  null as expired_at
  from {source}
  join user u on u.id = a.user_id join lead l on l.id = a.lead_id
  where {which} and a.voided_at is null and a.happened_at >= :start and a.happened_at < :end
    and l.undone_at is null) d
where """
_OF_NOBODY: Final = {
    "source": "activity a indexed by activity_of_nobody",
    "which": "a.distribution_id is null and a.user_id is not null",
}
# Work on a lead that its account or team handed on: that passage counts no more, and the next one has its own work.
_HANDED_ON: Final = {
    "source": """record_type r
  cross join (select 'push' as mode union all select 'pull' union all select 'none') m
  cross join (select id from strategy union all select null) s
  cross join distribution p indexed by distribution_for_reports
  cross join activity a indexed by activity_by_distribution on a.distribution_id = p.id""",
    "which": """p.record_type_id = r.id and p.mode = m.mode and p.strategy_id is s.id and p.user_id is null
  and p.distributed_at >= :start and p.distributed_at < :end and p.undone_at is null and p.shared = 0
  and p.passed_on_at < :end""",
}


class Entered(NamedTuple):
    """A lead that entered a status, with the keys of the passage its change belongs to."""

    keys: tuple[Any, ...]
    lead_id: int
    status_id: int


class Work(NamedTuple):
    """What a user did on one lead: numbers of actions and appointments; status and closed are 1 when there was one."""

    keys: tuple[Any, ...]
    lead_id: int
    actions: int
    status: int
    appointments: int
    closed: int


def _columns(dimensions: Sequence[tuple[str, Expression]]) -> tuple[str, dict[str, Any]]:
    extra = {name: value for _, e in dimensions for name, value in e.parameters}
    return "".join(f", {e.sql}" for _, e in dimensions), extra


def entered(
    con: sqlite3.Connection,
    query: Query,
    dimensions: Sequence[tuple[str, Expression]],
    status_ids: Sequence[int],
    *,
    any_passage: bool = False,
) -> Iterator[Entered]:
    """Yield the leads that entered one of the statuses before the period's end by attributed work.

    Only passages that count in the period, or, with `any_passage`, changes of the period whatever the passage.
    """
    columns, extra = _columns(dimensions)
    statuses = ", ".join(str(int(i)) for i in status_ids)
    counts = "d.undone_at is null" if any_passage else COUNTS_SQL
    sql = (
        f"select distinct a.lead_id, a.to_status_id{columns} {ATTRIBUTED_SQL}"
        f"{ENTERED_SQL.format(statuses=statuses)} and {query.where(counts)}"
    )
    for row in con.execute(sql, query.bound(**extra)):
        yield Entered(row[2:], row[0], row[1])


_SUMS_SQL: Final = """select {a}.lead_id, sum({a}.kind = 'action'), max({a}.kind = 'status'),
 sum({a}.kind = 'appointment'),
 max({a}.kind = 'status' and {a}.to_system = 'closed' and {a}.from_system is not 'closed'){columns} """


def _group(dimensions: Sequence[tuple[str, Expression]]) -> str:
    return " group by 1" + "".join(f", {i}" for i in range(6, 6 + len(dimensions)))


def _work(con: sqlite3.Connection, sql: str, parameters: dict[str, Any]) -> Iterator[Work]:
    for row in con.execute(sql, parameters):
        yield Work(row[5:], row[0], row[1], row[2], row[3], row[4])


def work(con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]]) -> Iterator[Work]:
    """Yield the attributed work of the period, per keys and lead, whatever the date of its passage."""
    columns, extra = _columns(dimensions)
    sql = (
        f"{_SUMS_SQL.format(a='a', columns=columns)}{ATTRIBUTED_SQL}{query.where('d.undone_at is null')}"
        f"{_group(dimensions)}"
    )
    return _work(con, sql, query.bound(**extra))


def _outside(handed_on: bool) -> list[str]:
    return [NOWHERE_SQL.format(**each) for each in (_OF_NOBODY, *([_HANDED_ON] if handed_on else []))]


def nowhere(
    con: sqlite3.Connection, query: Query, dimensions: Sequence[tuple[str, Expression]], *, handed_on: bool = False
) -> Iterator[Work]:
    """Yield the work of the period that belongs to no passage; its strategies are (no strategy) and (transferred).

    With `handed_on` also the work on passages of the period that were handed on before its end, and count no more.
    """
    assert {"none", "transferred"} <= set(ORIGIN_CODES)
    columns, extra = _columns(dimensions)
    for source in _outside(handed_on):
        sql = f"{_SUMS_SQL.format(a='d', columns=columns)}{source}{query.where('1')}{_group(dimensions)}"
        yield from _work(con, sql, query.bound(**extra))


def nowhere_entered(
    con: sqlite3.Connection,
    query: Query,
    dimensions: Sequence[tuple[str, Expression]],
    status_ids: Sequence[int],
    *,
    handed_on: bool = False,
) -> Iterator[Entered]:
    """Yield the leads that entered one of the statuses by the work that `nowhere` yields."""
    columns, extra = _columns(dimensions)
    statuses = ", ".join(str(int(i)) for i in status_ids)
    changed = ENTERED_SQL.format(statuses=statuses).replace("a.", "d.")
    for source in _outside(handed_on):
        sql = f"select distinct d.lead_id, d.to_status_id{columns} {source}{changed} and {query.where('1')}"
        for row in con.execute(sql, query.bound(**extra)):
            yield Entered(row[2:], row[0], row[1])
