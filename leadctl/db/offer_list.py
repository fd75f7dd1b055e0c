"""Offers as lists: what waits for whose answer."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.db.offers import COLUMNS, MAY_ANSWER, PENDING, Offer

LIST_SQL: Final = f"""
select {COLUMNS} from distribution d
where d.offered = 1 and (:lead is null or d.lead_id = :lead) and (:all or ({PENDING}))
  and (:user is null or {MAY_ANSWER})
order by not ({PENDING}), case when {PENDING} then coalesce(d.expires_at, 1 << 60) end, d.distributed_at desc, d.id
limit :limit
"""
PENDING_LIST_SQL: Final = LIST_SQL.replace("(:all or ", "(")  # without the choice the index of pending offers serves


def listed(
    con: sqlite3.Connection, at: int, *, user_id: int | None, lead_id: int | None, closed_too: bool, limit: int
) -> list[Offer]:
    """Return pending offers, the next to end first; with `closed_too` then the others, newest first.

    `user_id`: only those that he may answer.
    """
    parameters = {"at": at, "user": user_id, "lead": lead_id, "all": int(closed_too), "limit": limit}
    sql = LIST_SQL if closed_too else PENDING_LIST_SQL
    return [Offer(*row) for row in con.execute(sql, parameters)]
