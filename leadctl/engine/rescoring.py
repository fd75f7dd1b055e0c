"""Scores waiting leads again when the score rules change, so that the next run goes by the new ones."""

from __future__ import annotations

import sqlite3

from leadctl.config import Config
from leadctl.db import leads, queue, settings
from leadctl.engine.importing.judge import Judge

CHUNK = 20_000  # leads read at once


def rescore_waiting(con: sqlite3.Connection, old: Config, new: Config, now: int) -> int:
    """Give every waiting lead its score under the new rules and return how many leads were looked at.

    Nothing is done when the score rules are the same. Passages of the past keep the score of their moment. The caller
    holds the transaction.
    """
    if old.scores == new.scores:
        return 0
    ids = queue.waiting_ids(con)
    judge = Judge(new, settings.names(con, "record_type"), now)
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        if judge.idle:
            leads.set_scores(con, [(lead_id, 0, None) for lead_id in part])
        else:
            judge.rescore(con, part)
    return len(ids)
