"""Calling hours for leads in the database: the rules in force, the places loaded, one answer per place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leadctl.config.model import Config, Strategy
from leadctl.db import leads
from leadctl.db.places import PlaceBook
from leadctl.engine.lawful import FIELDS, Calling, Law

__all__ = ["FIELDS", "Calling", "for_leads", "make", "quiet"]


def make(con: sqlite3.Connection, config: Config, index: Mapping[str, int], now: int) -> Calling:
    """Return what answers for rows whose FIELDS stand at the positions of `index`, at the moment `now`."""
    book = PlaceBook(con)
    return Calling(Law(config.calling_hours), index, now, book.zones, book.prefetch)


def quiet(
    con: sqlite3.Connection, config: Config, rule: Strategy, index: Mapping[str, int], now: int
) -> Callable[[Sequence[Any]], bool]:
    """Return row -> whether it is not lawful to call the lead now, as the strategy wants it."""
    return make(con, config, index, now).quiet(rule.calling_hours_unknown)


def for_leads(
    con: sqlite3.Connection, config: Config, lead_ids: Sequence[int], now: int
) -> tuple[Calling, dict[int, tuple[Any, ...]]]:
    """Return (what answers, lead -> its row) of leads outside a run: for remedies, `earliest 14:15` and the like."""
    rows = dict(leads.load_rows(con, list(lead_ids), FIELDS))
    calling = make(con, config, {name: at for at, name in enumerate(FIELDS)}, now)
    calling.prefetch(rows.values())
    return calling, rows
