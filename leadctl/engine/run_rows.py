"""Reads leads as the planner wants them: rows, their past, their originals."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadctl.db import leads, queue
from leadctl.engine.candidates import Past
from leadctl.engine.decisions import BROADCAST, LEAD, ORIGINAL, Original, Row
from leadctl.engine.snapshot import RuleBook


def read_rows(con: sqlite3.Connection, book: RuleBook, ids: Sequence[int]) -> list[Row]:
    """Return the rows of these leads in their order, those left out that were given away meanwhile."""
    core = queue.rows(con, ids)
    if not book.fields:
        return list(core)
    read = leads.load_rows(con, [row[LEAD] for row in core], book.fields, book.now)
    return [row + values for row, (_, values) in zip(core, read, strict=True)]


def read_past(con: sqlite3.Connection, rows: Sequence[Row]) -> Mapping[int, Past]:
    """Return lead -> who had it before, of those that were distributed before."""
    stories: dict[int, _Story] = {}
    for lead_id, user_id, had, refused, strategy_id, ran_out, round_, node in queue.past(
        con, [row[LEAD] for row in rows]
    ):
        story = stories.setdefault(lead_id, _Story())
        if had and user_id is not None:
            story.held.add(user_id)
            story.begin_anew()
        who = node if user_id is None else user_id
        if refused and who is not None:
            (story.nodes if user_id is None else story.rejected).add(who)
        if ran_out and strategy_id is not None and who is not None:
            (story.asked_nodes if user_id is None else story.asked).add((strategy_id, who))
        if round_ == BROADCAST and strategy_id is not None and not had:
            story.broadcast.add(strategy_id)
    return {lead: story.past() for lead, story in stories.items()}


@dataclass(slots=True)
class _Story:
    held: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)
    asked: set[tuple[int, int]] = field(default_factory=set)
    broadcast: set[int] = field(default_factory=set)
    nodes: set[int] = field(default_factory=set)
    asked_nodes: set[tuple[int, int]] = field(default_factory=set)

    def begin_anew(self) -> None:
        """Somebody had the lead since: the ladder of offers begins at its first step. A no is for ever."""
        self.asked.clear()
        self.asked_nodes.clear()
        self.broadcast.clear()

    def past(self) -> Past:
        return Past(
            frozenset(self.held), frozenset(self.rejected), True, frozenset(self.asked), frozenset(self.broadcast),
            frozenset(self.nodes), frozenset(self.asked_nodes),
        )  # fmt: skip


def read_originals(con: sqlite3.Connection, book: RuleBook, rows: Sequence[Row]) -> Mapping[int, Original]:
    """Return lead -> owner and system status, of the originals of duplicates among `rows`."""
    wanted = {row[ORIGINAL] for row in rows if row[ORIGINAL] is not None}
    if not wanted:
        return {}
    found = queue.originals(con, wanted)
    return {lead_id: Original(owner, book.systems[status]) for lead_id, owner, status in found}
