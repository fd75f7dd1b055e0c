"""feedback import: the answers of a filled sheet. A row without an answer stays open; one known before adds nothing."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import day_start, last_second, local_date
from leadctl.config import Config
from leadctl.db import feedback
from leadctl.engine.feedback import answer
from leadctl.engine.feedback.answer import Answer, Source
from leadctl.engine.feedback.sheet import ANSWER, VOCABULARY
from leadctl.engine.history_import.common import PastOptions, Times, content_key
from leadctl.engine.history_import.opportunities import potential
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import CHUNK, run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.errors import LeadctlError, shortened

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Record
    from leadctl.engine.intake.source import Source as File

_COLUMN: Final = {"no-status": "status", "past-time": "next_at"}  # fault -> the cell at fault; else the request's


def import_feedback(
    con: sqlite3.Connection,
    options: PastOptions,
    config: Config,
    now: int,
    actor: str,
    *,
    progress: Progress | None = None,
) -> ImportSummary:
    """Return what importing a filled sheet did. Each answer is the work of the one who was asked, done `now`.

    Rows name their request. A next step given as a day begins with that day, of today it is its last second. Rejected
    are rows whose request is over: what was recorded since stands. Raises as run_import does.
    """
    request = ImportRequest(
        "feedback",
        options.path,
        VOCABULARY,
        required=(("request",), ANSWER),
        empty=config.empty_values,
        options={"dayfirst": options.dayfirst, "zone": options.zone},
        **options.flags,
    )
    loader = _Loader(options, config, now, actor)
    return run_import(con, request, loader.store, now, prepare=loader.prepare, progress=progress)


class _Loader:
    """Records the answers of one file."""

    def __init__(self, options: PastOptions, config: Config, now: int, actor: str) -> None:
        self._times = Times(("next_at",), options, config, now)
        self._zone, self._now, self._actor = options.zone or config.timezone, now, actor
        self._comma: bool | None = None

    def prepare(self, source: File, ctx: Context) -> None:
        """Settle dates and decimals over whole columns."""
        from leadctl.engine.normalise.money import comma_decimal

        self._times.prepare(source, ctx)
        at = ctx.mapping.index("value")
        self._comma = comma_decimal([row[at] for row in source.samples(CHUNK) if at is not None and row[at]])

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Record the answers of a chunk, row by row: one may be the answer to what the next one asks."""
        moments = self._times.column(batch, ctx, "next_at")
        for (record, cells), moment in zip(batch.rows(), moments, strict=True):
            told = [cells.get(field, "") for field in ANSWER]
            if not any(told):
                ctx.count("left_open")
                continue
            number = self._request(con, record, cells, ctx)
            given = None if number is None else self._answer(record, cells, moment, ctx)
            if number is not None and given is not None:
                key = f"feedback:{number}:{content_key(told)}"
                self._give(con, record, cells, number, given, Source(ctx.import_id, key), ctx)

    def _give(
        self,
        con: sqlite3.Connection,
        record: Record,
        cells: dict[str, str],
        number: int,
        given: Answer,
        source: Source,
        ctx: Context,
    ) -> None:
        if feedback.signed(con, source.key):
            ctx.count("unchanged")
            return
        try:
            answer.give(con, self._zone, number, given, self._now, self._actor, source)
        except LeadctlError as problem:  # raised before anything of this row is written
            field = _COLUMN.get(problem.slug, "request")
            ctx.reject(record, field, cells[field], problem.slug, problem.message)
        else:
            ctx.count("new")

    # ------------------------------------------------------------ cells

    def _request(self, con: sqlite3.Connection, record: Record, cells: dict[str, str], ctx: Context) -> int | None:
        """Return the number of the row's request; None = rejected."""
        cell, lead = cells["request"], cells.get("lead_id", "")
        number = int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 19 else None
        asked = None if number is None else feedback.get(con, number, ())
        if asked is None:
            reason = f'no request "{shortened(cell, 40)}" for feedback' if cell else "the row names no request"
            ctx.reject(record, "request", cell, "no-request", f"{reason}; leadctl feedback list --all shows them")
        elif lead and lead != str(asked.lead_id):
            reason = f'request {number} is about lead {asked.lead_id}, not "{shortened(lead, 40)}"'
            ctx.reject(record, "lead_id", lead, "wrong-lead", f"{reason}: rows were mixed up, or it is another file's")
        return None if ctx.dropped(record) or asked is None else asked.id

    def _answer(self, record: Record, cells: dict[str, str], moment: int | None, ctx: Context) -> Answer | None:
        """Return what the row says; None = rejected."""
        texts: dict[str, Any] = {field: cells.get(field) or None for field in ANSWER}
        if texts["next_note"] and moment is None:
            ctx.reject(record, "next_at", None, "no-time", "a next step needs the day or time at which it is due")
        texts["value"] = self._value(record, texts["value"], ctx)
        texts["next_at"] = None if moment is None else self._due(moment)
        return None if ctx.dropped(record) else Answer(**texts)

    def _value(self, record: Record, cell: str | None, ctx: Context) -> int | None:
        from leadctl.engine.normalise.money import money

        try:
            return None if cell is None else potential(money(cell, self._comma), cell)
        except ValueError as fault:
            ctx.reject(record, "value", cell, "bad-amount", str(fault))
            return None

    def _due(self, moment: int) -> int:
        """Return when a step is due: of a whole day, which Times reads as its last second or as now, its beginning."""
        day = local_date(moment, self._zone)
        if moment == self._now:
            return last_second(day, self._zone)
        return day_start(day, self._zone) if moment == last_second(day, self._zone) else moment
