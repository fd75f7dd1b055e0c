"""What the clock does to pulled leads: attempts in vain and leads left lying go back to their queues.

All of it may run late, or again and again: a lead's cool-down counts from the attempt, not from the run that notices.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from leadctl.config.model import Config, Strategy
from leadctl.db import pull_queues, pulls, settings
from leadctl.db.connection import immediate, rolled_back, snapshot
from leadctl.db.pulls import PulledLead, Release
from leadctl.engine.pulling.model import Returned
from leadctl.engine.pulling.release import give_back
from leadctl.models import FINISHED


def recycle_due(
    con: sqlite3.Connection, config: Config, now: int, dry: bool = False, run_id: int | None = None
) -> list[Returned]:
    """Put pulled leads back that were worked and stand in a status that their strategy recycles; return them.

    They cool down from the last work on. `dry` writes nothing.
    """
    with rolled_back(con) if dry else immediate(con):
        systems = settings.status_systems(con, now)
        known = settings.name_ids(con, "status").items()
        statuses = {name: number for name, number in known if systems[number] not in FINISHED}
        found = []
        for rule, number in _strategies(con, config):
            ids = [statuses[name.casefold()] for name in rule.pull.recycle if name.casefold() in statuses]
            for lead in pulls.to_recycle(con, number, ids) if ids else ():
                since = max(lead.status_since, lead.last_activity_at or 0)
                again = max(since, lead.distributed_at) + rule.pull.cool_down
                found.append(_back(con, lead, "recycled", again, now, run_id))
        return found


def reclaim_due(
    con: sqlite3.Connection, config: Config, now: int, dry: bool = False, run_id: int | None = None
) -> list[Returned]:
    """Put pulled leads back that nobody worked for as long as their strategy allows, and return them.

    They may be pulled again at once: nobody was called. `dry` writes nothing.
    """
    with rolled_back(con) if dry else immediate(con):
        finished = [i for i, system in settings.status_systems(con, now).items() if system in FINISHED]
        found = []
        for rule, number in _strategies(con, config):
            if rule.pull.reclaim_after is not None:
                for lead in pulls.to_reclaim(con, number, now - rule.pull.reclaim_after, finished):
                    found.append(_back(con, lead, "reclaimed", now, now, run_id))
        return found


def ready_due(con: sqlite3.Connection, now: int, dry: bool = False) -> int:
    """Make every lead ready whose cool-down has ended, and return how many there were. `dry` writes nothing."""
    if dry:
        with snapshot(con):
            return pull_queues.count_due(con, now)
    with immediate(con):
        return pull_queues.make_all_ready(con, now)


def _strategies(con: sqlite3.Connection, config: Config) -> Iterator[tuple[Strategy, int]]:
    """Yield the pull strategies of the rules, disabled ones too (their leads were pulled all the same)."""
    ids = settings.name_ids(con, "strategy")
    for rule in config.strategies:
        if rule.mode == "pull" and rule.name.casefold() in ids:
            yield rule, ids[rule.name.casefold()]


def _back(con: sqlite3.Connection, lead: PulledLead, how: str, again_at: int, now: int, run_id: int | None) -> Returned:
    row = Release(lead.id, lead.lead_id, how, now, again_at, 0, None, None, run_id, now)
    return give_back(con, lead, row, now)
