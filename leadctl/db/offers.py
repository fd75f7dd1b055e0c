"""Offers: passages that wait for an answer. Here only what recording work needs."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.db import holds, state

PENDING_SQL: Final = """
select d.id, d.shared, d.account_id from distribution d
where d.lead_id = :lead and d.user_id = :user and d.level = 'user' and d.offered = 1 and d.undone_at is null
  and d.accepted_at is null and d.ended_at is null and d.distributed_at <= :at
  and (d.expires_at is null or d.expires_at > :at)
order by d.distributed_at desc, d.id desc limit 1
"""
LOSE_OTHERS_SQL: Final = """
update distribution set ended_at = :at, end_kind = 'lost'
where lead_id = :lead and id <> :id and shared = 1 and ended_at is null and undone_at is null
"""
ACCEPT_SQL: Final = "update distribution set accepted_at = :at, shared = 0 where id = :id"


def accept_pending(con: sqlite3.Connection, lead_id: int, user_id: int, at: int) -> int | None:
    """Accept the offer of this lead that waits for this user's answer at `at`; return its id, or None.

    The lead becomes his. Of a broadcast, the other offers end as lost. The caller holds the transaction.
    """
    found = con.execute(PENDING_SQL, {"lead": lead_id, "user": user_id, "at": at}).fetchone()
    if found is None:
        return None
    distribution_id, shared, account_id = found
    if shared:
        con.execute(LOSE_OTHERS_SQL, {"lead": lead_id, "id": distribution_id, "at": at})
    con.execute(ACCEPT_SQL, {"id": distribution_id, "at": at})
    state.place(con, [(user_id, account_id, None, distribution_id, 0, lead_id)])
    holds.clear(con, [lead_id])
    return int(distribution_id)
