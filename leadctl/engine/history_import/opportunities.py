"""import opportunities: what leads may be worth; append-only, a value that holds already is not written again."""

from __future__ import annotations

import sqlite3
from typing import Any

from leadctl.config import Config
from leadctl.db import opportunities
from leadctl.db.opportunities import NewOpportunity
from leadctl.engine.history_import import words
from leadctl.engine.history_import.common import Leads, PastOptions, Times, UserCells
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress


def import_opportunities(
    con: sqlite3.Connection, options: PastOptions, config: Config, now: int, *, progress: Progress | None = None
) -> ImportSummary:
    """Return what importing opportunities did. Raises as run_import does.

    An opportunity is known by its external id, else its name, else as the lead's only one. A row whose amount, stage
    and note hold already at its time changes nothing. Without a time column the values hold from `now`.
    """
    request = ImportRequest(
        "opportunities",
        options.path,
        words.OPPORTUNITIES,
        required=(words.REQUIRED_LEAD, ("amount",)),
        empty=config.empty_values,
        options={"dayfirst": options.dayfirst, "zone": options.zone},
        **options.flags,
    )
    job = _Job(con, options, config, now)
    return run_import(con, request, job.store, now, prepare=job.times.prepare, progress=progress)


class _Job:
    def __init__(self, con: sqlite3.Connection, options: PastOptions, config: Config, now: int) -> None:
        self.now = now
        self.times = Times(("at",), options, config, now)
        self.leads = Leads(options.region or config.region)
        self.users = UserCells(con)

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write one chunk, row by row: each may be what makes the next one no news."""
        leads, users = self.leads.find(con, batch, ctx), self.users.column(batch, ctx, "user")
        at = self.times.column(batch, ctx, "at")
        amounts = self._amounts(batch, ctx)
        for i, (record, cells) in enumerate(batch.rows()):
            lead, amount, moment = leads[i], amounts[i], at[i] or self.now
            if lead is None or amount is None or ctx.dropped(record):
                continue
            if moment > self.now:
                ctx.reject(record, "at", cells["at"], "future-time", f'"{cells["at"]}" lies in the future')
                continue
            key = cells.get("external_id") or cells.get("name") or ""
            row = NewOpportunity(lead, key, users[i], amount, _note(cells), ctx.import_id, moment, self.now)
            if opportunities.holding(con, lead, key, moment) == (row.amount, row.note, row.user_id):
                ctx.count("unchanged")
                continue
            opportunities.insert(con, [row])
            ctx.count("new")

    def _amounts(self, batch: Batch, ctx: Context) -> list[int | None]:
        """Return minor units; an unreadable or missing amount is rejected (None)."""
        from leadctl.engine.normalise.money import money

        found: list[int | None] = []
        for i, cell in enumerate(batch.column("amount")):
            try:
                found.append(potential(money(cell, None), cell))
            except ValueError as fault:
                found.append(None)
                reason = str(fault) if cell else "the row has no amount"
                ctx.reject(batch.record(i), "amount", cell, "unreadable-amount", reason)
        return found


def potential(minor: int, text: str) -> int:
    """Return what a lead may be worth, in minor units. Raises ValueError when it is negative."""
    if minor < 0:
        raise ValueError(f'"{text}" is negative: a lead may be worth nothing, not less')
    return minor


def _note(cells: dict[str, Any]) -> str | None:
    """Return stage and note as one text; the opportunity keeps its stage as it was called."""
    return ": ".join(c for c in (cells.get("stage"), cells.get("note")) if c) or None
