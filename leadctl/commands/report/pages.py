"""What a report as a page has beside its tables: the leads of its rows in detail, and what its columns mean."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from leadctl.reports.sheet import Sheet, Sheets
from leadctl.reports.table import Cell, Table

if TYPE_CHECKING:
    from leadctl.db.settings import Glance

ID, LABEL = "lead_id", "lead"


def with_pages(con: sqlite3.Connection, config: Glance, table: Table) -> Table:
    """Return the report with a page behind every row that names a lead, and with the meanings of its columns.

    The pages say what is known now; a report as it was known earlier gets none.
    """
    from leadctl.clock import show
    from leadctl.commands._context import clock

    now = clock(config.timezone).now()
    note = f"Everything about them as it is known now, {show(now, config.timezone)}."
    if not any(c.key == "known_at" for c in table.criteria):
        sheets = Sheets("The leads", ID, LABEL, note, lambda cell: _sheet(con, config, now, cell))
        table = replace(_with_sheets(table, sheets), more=tuple(_with_sheets(t, sheets) for t in table.more))
    return replace(table, meanings=_meanings(table))


def _with_sheets(table: Table, sheets: Sheets) -> Table:
    return replace(table, sheets=sheets) if any(c.key == ID for c in table.columns) else table


def _sheet(con: sqlite3.Connection, config: Glance, now: int, cell: Cell) -> Sheet | None:
    from leadctl.commands.lead._sheet import sheet
    from leadctl.engine.lead_page import page

    return sheet(page(con, cell, now), config) if isinstance(cell, int) else None


def _meanings(table: Table) -> tuple[tuple[str, str], ...]:
    """Return (heading, definition) of the columns shown that are documented, in the order of the tables."""
    from leadctl.reports.glossary import terms

    known: dict[str, Any] = {}
    for term in terms():
        if term.report == table.report:
            known.setdefault(term.key, term)
    shown = {c.key: c.heading for t in table.tables for c in t.columns if c.key in known}
    return tuple((heading, known[key].text) for key, heading in shown.items())
