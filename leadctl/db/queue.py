"""What an assignment run reads: waiting leads in order, their rows, their past, and how full everybody is."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

# A duplicate whose original still waits comes after all the others: it goes where the original goes.
ORDER_SQL = """
with ready as (
  select s.lead_id, s.duplicate_of is not null
    and exists (select 1 from lead_state o where o.lead_id = s.duplicate_of and o.waiting = 1) as follows
  from lead_state s where s.waiting = 1
  union all
  select s.lead_id, coalesce(o.waiting, 0) from lead_state s
  left join lead_state o on o.lead_id = s.duplicate_of
  left join lead ol on ol.id = s.duplicate_of
  where s.duplicate_of is not null and s.waiting = 0 and s.owner_id is null and s.open_distribution_id is null
    and s.status_id not in (select value from json_each(:finished))
    and (o.owner_id is null or ol.undone_at is not null
         or o.status_id in (select value from json_each(:finished))
         or o.owner_id in (select value from json_each(:unavailable)))
)
select l.id from ready r cross join lead l on l.id = r.lead_id
where l.undone_at is null and (:since is null or l.received_at >= :since)
  and l.id not in (select lead_id from erasure)
  and (l.import_id is null or l.import_id not in (select id from import where finished_at is null))
order by r.follows, coalesce(l.priority, 2), l.score desc, l.received_at, l.id
"""

# In the order of engine.decisions.CORE. What was given away since the ids were ordered drops out.
ROWS_SQL = """
select l.id, l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score, s.status_id,
  s.holder_account_id, s.holder_team_id, s.open_distribution_id, s.duplicate_of, s.named_user_id, s.hold_code
from json_each(:ids) c cross join lead l on l.id = c.value cross join lead_state s on s.lead_id = l.id
where s.owner_id is null and l.undone_at is null and l.id not in (select lead_id from erasure)
  and (s.waiting = 1 or (s.duplicate_of is not null and s.open_distribution_id is null))
order by c.key
"""

ANY_ROW_SQL = f"{ROWS_SQL.split('where')[0]} where true"

PAST_SQL = """
select d.lead_id, d.user_id, d.offered = 0 or d.accepted_at is not null, d.rejected_at is not null, d.strategy_id,
  d.expired_at is not null, coalesce(d.offer_round, 0),
  case d.level when 'account' then d.account_id when 'team' then -d.team_id end
from json_each(:ids) c cross join distribution d on d.lead_id = c.value
where d.undone_at is null
order by d.id
"""

ORIGINALS_SQL = """
select s.lead_id, s.owner_id, s.status_id from json_each(:ids) c
cross join lead_state s on s.lead_id = c.value cross join lead l on l.id = s.lead_id
where l.undone_at is null
"""

LABELS_SQL = """
select l.id, coalesce(l.full_name, nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),
  l.company, l.email, l.phone, l.external_id, '')
from json_each(:ids) c cross join lead l on l.id = c.value
"""

UNFINISHED_IMPORTS_SQL = (
    "select id, file from import where kind = 'leads' and finished_at is null and undone_at is null"
)

GIVEN_SQL = """
select coalesce(strategy_id, 0), sum(distributed_at >= :hour and distributed_at < :hour_end),
  sum(distributed_at >= :day and distributed_at < :day_end), count(*)
from distribution
where user_id = :user and distributed_at >= :week and distributed_at < :week_end
  and level = 'user' and shared = 0 and undone_at is null
group by 1
"""

OWNED_SQL = """
select s.owner_id, 0, count(*) from lead_state s
where s.owner_id in (select value from json_each(:users))
  and s.status_id not in (select value from json_each(:finished))
group by 1
"""
OWNED_BY_STRATEGY_SQL = """
select s.owner_id, coalesce(d.strategy_id, 0), count(*)
from lead_state s left join distribution d on d.id = s.open_distribution_id
where s.owner_id in (select value from json_each(:users))
  and s.status_id not in (select value from json_each(:finished))
group by 1, 2
"""
PENDING_SQL = """
select d.user_id, coalesce(d.strategy_id, 0), count(*)
from lead_state s cross join distribution d on d.id = s.open_distribution_id
where s.owner_id is null and s.open_distribution_id is not null and d.level = 'user' and d.shared = 0
  and d.ended_at is null and d.undone_at is null
group by 1, 2
"""


def ordered_ids(
    con: sqlite3.Connection, finished: Iterable[int], unavailable: Iterable[int], since: int | None
) -> array[int]:
    """Return the leads that a run looks at, best first: priority, score, received_at, id.

    Those are the waiting leads of finished imports, and withheld duplicates whose original is no longer owned and
    open, or whose owner (`unavailable` users) may not take leads. `finished` are the statuses closed and dead.
    """
    parameters = {
        "finished": json.dumps(list(finished)),
        "unavailable": json.dumps(list(unavailable)),
        "since": since,
    }
    return array("q", (row[0] for row in con.execute(ORDER_SQL, parameters)))


def waiting_ids(con: sqlite3.Connection) -> list[int]:
    """Return every waiting lead, by id."""
    return [row[0] for row in con.execute("select lead_id from lead_state where waiting = 1 order by lead_id")]


def rows(con: sqlite3.Connection, lead_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return the core rows of these leads, in their order, of those that may still be given away."""
    return con.execute(ROWS_SQL, {"ids": json.dumps(list(lead_ids))}).fetchall()


def any_row(con: sqlite3.Connection, lead_id: int) -> tuple[Any, ...]:
    """Return the core row of one lead, wherever it lies."""
    row = con.execute(ANY_ROW_SQL, {"ids": json.dumps([lead_id])}).fetchone()
    assert row is not None, lead_id
    return tuple(row)


def past(
    con: sqlite3.Connection, lead_ids: Sequence[int]
) -> list[tuple[int, int | None, int, int, int | None, int, int, int | None]]:
    """Return (lead, user or None, he had it, he rejected it, strategy, it ran out, round of the offer or 0, node).

    The node is the id of the account that was the recipient, or that of the team negated.

    Of every passage not undone of these leads, in their order.
    """
    return con.execute(PAST_SQL, {"ids": json.dumps(list(lead_ids))}).fetchall()


def originals(con: sqlite3.Connection, lead_ids: Iterable[int]) -> list[tuple[int, int | None, int]]:
    """Return (lead, owner, status) of these leads, those taken back with their import left out."""
    return con.execute(ORIGINALS_SQL, {"ids": json.dumps(list(lead_ids))}).fetchall()


def labels(con: sqlite3.Connection, lead_ids: Sequence[int]) -> dict[int, str]:
    """Return lead -> how a person knows it: name, else company, e-mail, phone, external id."""
    return dict(con.execute(LABELS_SQL, {"ids": json.dumps(list(lead_ids))}).fetchall())


def unfinished_imports(con: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (import id, file) of lead imports that were interrupted: their leads are left out."""
    return con.execute(UNFINISHED_IMPORTS_SQL).fetchall()


def given(
    con: sqlite3.Connection, user_id: int, hour: tuple[int, int], day: tuple[int, int], week: tuple[int, int]
) -> dict[int, tuple[int, int, int]]:
    """Return strategy id (0 = none) -> passages to the user in the given hour, day and week, [start, end) each."""
    parameters = {
        "user": user_id,
        "hour": hour[0],
        "hour_end": hour[1],
        "day": day[0],
        "day_end": day[1],
        "week": min(week[0], day[0]),
        "week_end": max(week[1], day[1]),
    }
    return {row[0]: row[1:] for row in con.execute(GIVEN_SQL, parameters)}


def open_counts(
    con: sqlite3.Connection, user_ids: Iterable[int], finished: Iterable[int], by_strategy: bool
) -> dict[tuple[int, int], int]:
    """Return (user, strategy or 0) -> owned leads not closed or dead, and pending exclusive offers.

    Without `by_strategy` everything is under strategy 0.
    """
    parameters = {"users": json.dumps(list(user_ids)), "finished": json.dumps(list(finished))}
    found: dict[tuple[int, int], int] = {}
    sql = OWNED_BY_STRATEGY_SQL if by_strategy else OWNED_SQL
    for user_id, strategy_id, count in [*con.execute(sql, parameters), *con.execute(PENDING_SQL)]:
        key = (user_id, strategy_id if by_strategy else 0)
        found[key] = found.get(key, 0) + count
    return found
