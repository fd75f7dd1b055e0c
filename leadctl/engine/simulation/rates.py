"""Each user's win rate, by the very figures of the `performance` method."""

from __future__ import annotations

import sqlite3

from leadctl.config import Config
from leadctl.db import people, performance, settings
from leadctl.engine.strategies.performance import Record, figures
from leadctl.models import FINISHED, MICRO


def win_rates(con: sqlite3.Connection, config: Config, now: int) -> dict[int, float]:
    """Return user id -> shrunken win rate as of `now`, of everybody who was given a lead that has matured.

    Empty while nobody has won one: then nothing is known.
    """
    finished = [status for status, system in settings.status_systems(con, now).items() if system in FINISHED]
    found = performance.records(con, people.user_names(con), now, config.matures_after, finished)
    records = {user: Record(*record) for user, record in found.items() if record[0]}
    if not any(record.wins for record in records.values()):
        return {}
    return {user: figure.rate / MICRO for user, figure in figures(records).items()}
