"""Reads leads as the planner wants them: rows, their past, their originals."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from leadctl.db import leads, queue
from leadctl.engine.candidates import Past
from leadctl.engine.decisions import LEAD, ORIGINAL, Original, Row
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
    held: dict[int, set[int]] = {}
    rejected: dict[int, set[int]] = {}
    for lead_id, user_id, had, refused in queue.past(con, [row[LEAD] for row in rows]):
        had_by, refused_by = held.setdefault(lead_id, set()), rejected.setdefault(lead_id, set())
        if user_id is not None:
            if had:
                had_by.add(user_id)
            if refused:
                refused_by.add(user_id)
    return {lead: Past(frozenset(users), frozenset(rejected[lead]), True) for lead, users in held.items()}


def read_originals(con: sqlite3.Connection, book: RuleBook, rows: Sequence[Row]) -> Mapping[int, Original]:
    """Return lead -> owner and system status, of the originals of duplicates among `rows`."""
    wanted = {row[ORIGINAL] for row in rows if row[ORIGINAL] is not None}
    if not wanted:
        return {}
    found = queue.originals(con, wanted)
    return {lead_id: Original(owner, book.systems[status]) for lead_id, owner, status in found}
