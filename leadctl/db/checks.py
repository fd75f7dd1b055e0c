"""Compares what is kept about leads (owner, holder, waiting, holds) with what the passages say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from leadctl.db.pulls import NEXT_PULL_AT, PULL_COUNT
from leadctl.db.state import UNOWNED_EXPRESSION

COUNTS_SQL = """
select (select count(*) from lead), (select count(*) from distribution), (select count(*) from activity),
  (select count(*) from credit)
"""

_STANDING: Final = """
standing as materialized (
  select lead_id, max(id) as id from distribution
  where ended_at is null and undone_at is null and shared = 0 group by lead_id)
"""

# Each: what is wrong in words, and the rows (lead, kept, recomputed) where it is.
CHECKS: Final[tuple[tuple[str, str], ...]] = (
    (
        "the open passage",
        f"""with {_STANDING}
        select s.lead_id, s.open_distribution_id, t.id from lead_state s
        join lead l on l.id = s.lead_id left join standing t on t.lead_id = s.lead_id
        where l.undone_at is null and s.open_distribution_id is not t.id""",
    ),
    (
        "the owner",
        f"""with {_STANDING}
        select s.lead_id, s.owner_id, d.user_id from lead_state s
        join lead l on l.id = s.lead_id left join standing t on t.lead_id = s.lead_id
        left join distribution d on d.id = t.id
        where l.undone_at is null and (
          (d.id is null and s.owner_id is not null)
          or (d.level = 'user' and (d.offered = 0 or d.accepted_at is not null) and s.owner_id is not d.user_id)
          or (d.offered = 1 and d.accepted_at is null and s.owner_id is not null))""",
    ),
    (
        "the owner of what stands with a team or account",
        f"""with recursive {_STANDING},
        above (account_id, owner_id, parent_id) as (
          select id, owner_id, parent_id from account
          union all
          select above.account_id, a.owner_id, a.parent_id from above join account a on a.id = above.parent_id
          where above.owner_id is null),
        accountable as (select account_id, max(owner_id) as owner_id from above group by account_id)
        select s.lead_id, s.owner_id, coalesce(case when d.level = 'team' then g.owner_id end, w.owner_id)
        from standing t
        join distribution d on d.id = t.id join lead_state s on s.lead_id = t.lead_id
        join lead l on l.id = s.lead_id
        left join team g on g.id = d.team_id
        join accountable w on w.account_id = case when d.level = 'team' then coalesce(g.account_id, 1)
          else d.account_id end
        where l.undone_at is null and d.level <> 'user' and s.owner_id is not null
          and s.owner_id is not coalesce(case when d.level = 'team' then g.owner_id end, w.owner_id)""",
    ),
    (
        "the team that holds it",
        f"""with {_STANDING}
        select s.lead_id, s.holder_team_id, d.team_id from standing t
        join distribution d on d.id = t.id join lead_state s on s.lead_id = t.lead_id
        join lead l on l.id = s.lead_id
        where l.undone_at is null and not (d.offered = 1 and d.accepted_at is null)
          and s.holder_team_id is not case when d.level = 'team' then d.team_id end""",
    ),
    (
        "the account that holds it",
        f"""with {_STANDING}
        select s.lead_id, s.holder_account_id, d.account_id from standing t
        join distribution d on d.id = t.id join lead_state s on s.lead_id = t.lead_id
        join lead l on l.id = s.lead_id
        where l.undone_at is null and d.level = 'account' and not (d.offered = 1 and d.accepted_at is null)
          and s.holder_account_id is not d.account_id""",
    ),
    (
        "waiting",
        # A duplicate may be withheld or not: each run looks at both kinds, and writes only what it gets to.
        f"""select s.lead_id, s.waiting, {UNOWNED_EXPRESSION} from lead_state s join lead l on l.id = s.lead_id
        where s.waiting is not {UNOWNED_EXPRESSION} and not (s.waiting = 0 and s.duplicate_of is not null)""",
    ),
    (
        "the hold",
        """select s.lead_id, s.hold_code, h.code from lead_state s left join hold h on h.lead_id = s.lead_id
        where s.hold_code is not h.code and not (h.code is null and s.hold_code = 'duplicate' and s.waiting = 0)""",
    ),
)

# Only leads that were ever pulled, or say so, need a recomputation.
_PULLED: Final = """(s.pull_count <> 0 or s.next_pull_at is not null or s.queue_ready <> 1
  or s.lead_id in (select lead_id from distribution where mode = 'pull'))"""
QUEUE_CHECKS: Final[tuple[tuple[str, str], ...]] = (
    (
        "the time it was added",
        """select s.lead_id, s.added_at, l.received_at from lead_state s join lead l on l.id = s.lead_id
        where s.added_at <> l.received_at""",
    ),
    (
        "how often it was pulled",
        f"""select s.lead_id, s.pull_count, {PULL_COUNT} from lead_state s
        where {_PULLED} and s.pull_count is not {PULL_COUNT}""",
    ),
    (
        "when it may be pulled again",
        f"""select s.lead_id, s.next_pull_at, {NEXT_PULL_AT} from lead_state s
        where {_PULLED} and s.next_pull_at is not {NEXT_PULL_AT}""",
    ),
    (
        # What cooled down is made ready by the next pull or tick; nothing is ready before its time.
        "ready to be pulled",
        """select s.lead_id, s.queue_ready, s.next_pull_at is null from lead_state s
        where (s.queue_ready = 0 and s.next_pull_at is null) or (s.queue_ready = 1 and s.next_pull_at is not null
          and s.next_pull_at > max(:now, (select coalesce(max(started_at), 0) from run)))""",
    ),
)


def counts(con: sqlite3.Connection) -> tuple[int, int, int, int]:
    """Return how many leads, passages, activities and credits there are."""
    row = con.execute(COUNTS_SQL).fetchone()
    return row[0], row[1], row[2], row[3]


LEAD_CHECKS = len(CHECKS + QUEUE_CHECKS)


def lead_differences(con: sqlite3.Connection, now: int) -> Iterator[Iterator[str]]:
    """Yield per check one line per lead whose kept state differs from what its passages say."""
    for what, sql in CHECKS + QUEUE_CHECKS:
        yield _differences(con, now, what, sql)


def _differences(con: sqlite3.Connection, now: int, what: str, sql: str) -> Iterator[str]:
    for lead_id, kept, found in con.execute(sql, {"now": now} if ":now" in sql else {}):
        yield f"lead {lead_id}: {what} is kept as {_word(kept)}, recomputed {_word(found)}"


def _word(value: object) -> str:
    return "none" if value is None else str(value)
