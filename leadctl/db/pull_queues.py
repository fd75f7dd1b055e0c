"""The queues that users pull from: leads in pull order, and how many are not to be had now.

The default order is that of the index lead_state_queue, so that the first lead costs the same whatever lies behind it.
Leads that cool down are not in that index; `make_ready` puts those back whose time has come.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from leadctl.models import ROOT_ACCOUNT_ID

READY_AT_ONCE: Final = 5_000  # leads that one pull makes ready; tick makes ready all of them
COUNTED: Final = 1_000  # counts of what is not to be had stop here

_ORDER: Final = {
    "pull_count": "s.pull_count",
    "added": "s.added_at",
    "score": "l.score",
    "priority": "coalesce(l.priority, 2)",
}


class Queue(NamedTuple):
    """Which leads, in which order. Exactly one of `node` and `limits` is given.

    `node`: the account (its id) or team (its id negated) that holds them. `limits`: status id -> seconds after which a
    lead that another user owns counts as unworked; `user_id` is who pulls. `where` narrows it down, `parameters` are
    its values (see db/sieve.py).
    """

    order: tuple[tuple[str, str], ...]
    node: int | None = None
    team_account: int = ROOT_ACCOUNT_ID  # where the team of `node` sits
    limits: Mapping[int, int] | None = None
    user_id: int = 0
    record_type_id: int | None = None
    source_id: int | None = None
    lead_id: int | None = None  # this lead alone
    max_pulls: int | None = None
    where: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = {}


# A duplicate goes where its original goes, unless that is closed, taken back, or its owner takes no leads now.
_NO_DUPLICATE: Final = """
(s.duplicate_of is null or not exists (
  select 1 from lead_state o join lead ol on ol.id = o.lead_id
  where o.lead_id = s.duplicate_of and ol.undone_at is null
    and o.status_id not in (select value from json_each(:finished))
    and (o.owner_id is null or not exists (
      select 1 from user u where u.id = o.owner_id and (u.disabled_at is not null or exists (
        select 1 from absence a where a.user_id = u.id and a.removed_at is null
          and a.starts_at <= :now and a.ends_at > :now))))))
"""
_IN_PLAY: Final = """l.undone_at is null and s.named_user_id is null
  and (l.import_id is null or l.import_id not in (select id from import where finished_at is null))"""

_READY: Final = "s.queue_ready = 1"
_READY_OR_DUE: Final = "(s.queue_ready = 1 or s.next_pull_at <= :now)"
_COOLING: Final = "s.queue_ready = 0 and s.next_pull_at > :now"

DUE_SQL: Final = (
    "select 1 from lead_state where queue_ready = 0 and holder_account_id = :account and next_pull_at <= :now"
)
MAKE_READY_SQL: Final = """
update lead_state set queue_ready = 1 where lead_id in (
  select lead_id from lead_state where queue_ready = 0 and next_pull_at <= :now
    and (:account is null or holder_account_id = :account)
  order by next_pull_at limit :most)
"""
MAKE_ALL_READY_SQL: Final = "update lead_state set queue_ready = 1 where queue_ready = 0 and next_pull_at <= :now"
COUNT_DUE_SQL: Final = "select count(*) from lead_state where queue_ready = 0 and next_pull_at <= :now"
PULLED_OFTEN_SQL: Final = "select lead_id from lead_state where waiting = 1 and pull_count >= :least"
ROWS_SQL: Final = """
select l.id, l.record_type_id, l.source_id, l.campaign_id, l.product_id, l.priority, l.value, l.score, s.status_id,
  s.holder_account_id, s.holder_team_id, s.open_distribution_id, s.duplicate_of, s.named_user_id, s.hold_code
from json_each(:ids) c cross join lead l on l.id = c.value cross join lead_state s on s.lead_id = l.id
order by c.key
"""


def account_of(queue: Queue) -> int | None:
    """Return the account on whose leads the queue draws, or None for the unworked leads of others."""
    if queue.node is None:
        return None
    return queue.node if queue.node > 0 else queue.team_account


def _held(queue: Queue) -> tuple[str, list[str]]:
    """Return the tables and the conditions of a queue of leads that an account or team holds."""
    conditions = ["s.waiting = 1", "s.holder_account_id = :account"]
    conditions.append("s.holder_team_id is null" if queue.node and queue.node > 0 else "s.holder_team_id = :team")
    return "", conditions


def _unworked(queue: Queue) -> tuple[str, list[str]]:
    """Return the same of a queue of leads that others own and have not worked since they got them or the status."""
    since = "max(s.status_since, coalesce(d.distributed_at, 0))"
    limits = " ".join(f"when {int(status)} then {int(seconds)}" for status, seconds in (queue.limits or {}).items())
    statuses = ", ".join(str(int(status)) for status in queue.limits or {}) or "null"
    conditions = [
        "s.owner_id <> :user",
        f"s.status_id in ({statuses})",
        f"{since} + case s.status_id {limits or 'when 0 then 0'} end < :now",
        f"(s.last_work_at is null or s.last_work_at <= {since})",
        "(s.next_pull_at is null or s.next_pull_at <= :now)",
    ]
    return "left join distribution d on d.id = s.open_distribution_id", conditions


def _select(queue: Queue, what: str, state: str, hint: str = "") -> str:
    more, conditions = _unworked(queue) if queue.node is None else _held(queue)
    conditions += [] if queue.node is None else [state]
    conditions += [_IN_PLAY, _NO_DUPLICATE, *queue.where]
    for column, value in (
        ("l.record_type_id = :type", queue.record_type_id),
        ("l.source_id = :source", queue.source_id),
        ("s.lead_id = :lead", queue.lead_id),
    ):
        conditions += [] if value is None else [column]
    return f"select {what} from lead_state s {hint} cross join lead l on l.id = s.lead_id {more} where " + " and ".join(
        conditions
    )


def _parameters(queue: Queue, now: int, finished: Sequence[int]) -> dict[str, Any]:
    return {
        "account": account_of(queue),
        "team": None if queue.node is None else -queue.node,
        "user": queue.user_id,
        "type": queue.record_type_id,
        "source": queue.source_id,
        "lead": queue.lead_id,
        "max_pulls": queue.max_pulls,
        "finished": json.dumps(list(finished)),
        "now": now,
        **queue.parameters,
    }


def lead_ids(
    con: sqlite3.Connection, queue: Queue, now: int, finished: Sequence[int], *, written: bool
) -> Iterator[int]:
    """Yield the leads of a queue that may be pulled at `now`, best first, final tie by id.

    `written`: leads whose time has come were made ready before (a pull does); else those count as ready too.
    """
    account = account_of(queue)
    due = not written and account is not None and _any_due(con, account, now)
    hint = "" if queue.node is None or queue.lead_id is not None or due else "indexed by lead_state_queue"
    sql = _select(queue, "s.lead_id", _READY_OR_DUE if due else _READY, hint)
    if queue.max_pulls is not None:
        sql += " and s.pull_count < :max_pulls"
    terms = [f"{_ORDER[key]} {direction}" for key, direction in queue.order]
    sql += f" order by {', '.join([*terms, 's.lead_id'])}"
    for row in con.execute(sql, _parameters(queue, now, finished)):
        yield row[0]


def _any_due(con: sqlite3.Connection, account_id: int, now: int) -> bool:
    return con.execute(f"{DUE_SQL} limit 1", {"account": account_id, "now": now}).fetchone() is not None


def cooling(con: sqlite3.Connection, queue: Queue, now: int, finished: Sequence[int]) -> tuple[int, int | None]:
    """Return how many leads of a queue cool down (at most COUNTED) and when the first of these may be pulled."""
    if queue.node is None:
        return 0, None
    hint = "" if queue.lead_id is not None else "indexed by lead_state_cooling"
    inner = _select(queue, "s.next_pull_at as again", _COOLING, hint)
    inner += " and s.pull_count < :max_pulls" if queue.max_pulls is not None else ""
    sql = f"select count(*), min(again) from ({inner} order by s.next_pull_at limit :most)"
    row = con.execute(sql, {**_parameters(queue, now, finished), "most": COUNTED}).fetchone()
    return int(row[0]), row[1]


def exhausted(con: sqlite3.Connection, queue: Queue, now: int, finished: Sequence[int]) -> int:
    """Return how many leads of a queue were pulled as often as they may be (at most COUNTED), cooling ones apart."""
    if queue.max_pulls is None:
        return 0
    hint = "" if queue.node is None or queue.lead_id is not None else "indexed by lead_state_queue"
    inner = _select(queue, "1", _READY, hint) + " and s.pull_count >= :max_pulls limit :most"
    row = con.execute(f"select count(*) from ({inner})", {**_parameters(queue, now, finished), "most": COUNTED})
    return int(row.fetchone()[0])


def make_ready(con: sqlite3.Connection, account_id: int, now: int) -> int:
    """Put leads of an account back into the queue whose time has come, at most READY_AT_ONCE, the longest due first."""
    values = {"account": account_id, "now": now, "most": READY_AT_ONCE}
    return con.execute(MAKE_READY_SQL, values).rowcount if _any_due(con, account_id, now) else 0


def make_all_ready(con: sqlite3.Connection, now: int) -> int:
    """Put every lead back into its queue whose time has come; return how many. The caller holds the transaction."""
    return con.execute(MAKE_ALL_READY_SQL, {"now": now}).rowcount


def count_due(con: sqlite3.Connection, now: int) -> int:
    """Return how many leads make_all_ready would put back."""
    return int(con.execute(COUNT_DUE_SQL, {"now": now}).fetchone()[0])


def pulled_often(con: sqlite3.Connection, least: int) -> frozenset[int]:
    """Return the waiting leads that were pulled at least so often."""
    return frozenset(row[0] for row in con.execute(PULLED_OFTEN_SQL, {"least": least}))


def rows(con: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return the core rows of these leads in their order (columns as engine.decisions.CORE), wherever they lie."""
    return con.execute(ROWS_SQL, {"ids": json.dumps(list(ids))}).fetchall()
