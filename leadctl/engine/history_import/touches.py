"""import touches: automated marketing events directed at leads; nobody's work."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.config import Config
from leadctl.db import touches
from leadctl.db.touches import NewTouch
from leadctl.engine.history_import import words
from leadctl.engine.history_import.common import Leads, PastOptions, Times, keys
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.models import slug

KINDS: Final = ("marketing", "crm")


def import_touches(
    con: sqlite3.Connection, options: PastOptions, config: Config, now: int, *, progress: Progress | None = None
) -> ImportSummary:
    """Return what importing touches did. Raises as run_import does.

    Rows are keyed by their external id, else by their content. `options.kind` holds where the file has no kind column.
    """
    request = ImportRequest(
        "touches",
        options.path,
        words.TOUCHES,
        required=(words.REQUIRED_LEAD, ("at",)),
        empty=config.empty_values,
        options={"kind": options.kind, "dayfirst": options.dayfirst, "zone": options.zone},
        **options.flags,
    )
    times = Times(("at",), options, config, now)
    leads = Leads(options.region or config.region)

    def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        found, at, external = leads.find(con, batch, ctx), times.column(batch, ctx, "at"), keys(batch)
        names, kinds = batch.column("name"), batch.column("kind")
        rows: list[NewTouch] = []
        for i, (lead, moment) in enumerate(zip(found, at, strict=True)):
            kind = slug(kinds[i]) or options.kind
            if lead is not None and not _refused(batch, ctx, i, moment, kind, now):
                assert moment is not None
                rows.append(NewTouch(lead, kind, names[i] or "touch", external[i], ctx.import_id, moment, now))
        added = touches.insert(con, rows) if rows else 0
        ctx.count("new", added)
        ctx.count("unchanged", len(rows) - added)

    return run_import(con, request, store, now, prepare=times.prepare, progress=progress)


def _refused(batch: Batch, ctx: Context, i: int, moment: int | None, kind: str, now: int) -> bool:
    """Put down why a row is no touch; False when it is one."""
    record = batch.record(i)
    if ctx.dropped(record):
        return True
    if moment is None:
        ctx.reject(record, "at", "", "no-time", "the row has no time")
        return True
    if moment > now:
        cell = batch.column("at")[i]
        ctx.reject(record, "at", cell, "future-time", f'"{cell}" lies in the future: it has not happened yet')
        return True
    if kind not in KINDS:
        cell = batch.column("kind")[i]
        ctx.reject(record, "kind", cell, "unknown-kind", f'kind "{cell}" is neither marketing nor crm')
        return True
    return False
