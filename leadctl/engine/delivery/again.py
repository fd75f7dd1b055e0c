"""Dead letters, and what waits for its next try, sent now after all."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from leadctl.db import outbox_sending
from leadctl.db.connection import immediate
from leadctl.engine.alerts.watch import tidy


def try_again(con: sqlite3.Connection, ids: Collection[int], now: int) -> list[int]:
    """Let these alerts be tried from `now` (seconds UTC) as if they were new, and return which.

    What they tell may be no longer so, their run undone, their offer answered: those are withdrawn instead.
    """
    with outbox_sending.unwatched(con), immediate(con):
        outbox_sending.retry(con, ids, now)
        tidy(con)
        return sorted(outbox_sending.found(con, ids))
