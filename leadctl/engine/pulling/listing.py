"""The queues to look at: what one user could pull, in his order; or every queue in a line. Nothing is taken."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from leadctl.config.model import Config, Strategy
from leadctl.db import people, pulls
from leadctl.db.connection import snapshot
from leadctl.engine.decisions import LEAD
from leadctl.engine.eligibility import standing
from leadctl.engine.pulling.model import Card, Shortage
from leadctl.engine.pulling.puller import Puller
from leadctl.engine.pulling.reader import Reader
from leadctl.engine.snapshot import load_users
from leadctl.models import Code

LOOKED = 10_000  # leads of a queue that are looked at; beyond it counts say "more than"


@dataclass(slots=True)
class QueueView:
    """One strategy as a user finds it: the first leads, how many he could pull in all, and what he cannot have."""

    strategy: str
    leads: list[Card] = field(default_factory=list)
    available: int = 0
    cut: bool = False  # the queue is longer than what was looked at
    short: Shortage = field(default_factory=lambda: Shortage(""))


@dataclass(slots=True)
class Overview:
    """One pull strategy: what is ready, cooling (until `next_at`) or out of reach, and who could pull."""

    strategy: str
    takes: str
    ready: int = 0
    cut: bool = False
    cooling: int = 0
    next_at: int | None = None
    exhausted: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    members: int = 0
    on_shift: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; the keys are stable."""
        return {name: getattr(self, name) for name in self.__slots__}


def queue(
    con: sqlite3.Connection, config: Config, user_name: str, now: int, *, strategy: str | None = None, limit: int = 20
) -> list[QueueView]:
    """Return what a user could pull, strategy by strategy in the order in which pull asks them.

    `limit` 0 = all. Leads are listed although he may not pull at this moment; `short.code` says so. Raises
    NotFoundError.
    """
    with snapshot(con):
        reader = Reader(con, config, now, most=LOOKED)
        puller = Puller(reader, people.find_user(con, user_name), only=strategy, look=True)
        found = []
        for line in puller.lines:
            reader.cut = False
            first: list[int] = []
            view = QueueView(line.rule.name)
            for eligible in line.leads:
                view.available += 1
                if not limit or len(first) < limit:
                    first.append(eligible.row[LEAD])
            view.leads = [Card(*row) for row in pulls.cards(con, first)]
            view.cut = reader.cut
            line.code = puller.closed(line)
            found.append(view)
        puller.close()
        for view, short in zip(found, puller.shortages(), strict=True):
            view.short = short
        return found


def overview(con: sqlite3.Connection, config: Config, now: int, *, strategy: str | None = None) -> list[Overview]:
    """Return every pull strategy in force, in the order of the file. Raises NotFoundError (strategy)."""
    with snapshot(con):
        reader = Reader(con, config, now, most=LOOKED)
        users = load_users(con, config, now)
        found = []
        for rule, number in reader.rules(strategy):
            members = pulls.members(con, number)
            view = Overview(rule.name, takes(rule), members=len(members))
            view.on_shift = sum(standing(users[user], now) is None for user in members)
            queues = reader.queues(rule, members.values())
            reader.cut = False
            refused: Counter[str] = Counter()
            calling = reader.calling(rule)
            quiet = None if calling is None else calling.quiet(rule.calling_hours_unknown)
            for each in queues:
                for rows in reader.leads(rule, each, refused):
                    if calling is not None:
                        calling.prefetch(rows)
                    closed = sum(quiet(row) for row in rows) if quiet is not None else 0
                    refused[Code.LEAD_QUIET_HOURS.value] += closed
                    view.ready += len(rows) - closed
            view.cut = reader.cut
            view.refused = {code: count for code, count in refused.most_common() if count}
            view.cooling, view.next_at, view.exhausted = reader.not_ready(queues)
            found.append(view)
        return found


def takes(rule: Strategy) -> str:
    """Return in words whose leads a pull strategy offers."""
    if rule.pull.queue == "own":
        return "each user's own account"
    if rule.pull.queue == "unworked":
        return "others' unworked leads"
    if rule.pull.queue == "sources":
        way = " in turn" if rule.pull.source_order == "round_robin" else ""
        return f"{rule.from_account}: {', '.join(rule.pull.sources)}{way}"
    return rule.from_account
