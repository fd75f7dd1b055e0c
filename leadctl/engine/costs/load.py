"""`import costs`: what sources and campaigns cost per day, week, month or stretch of days; ad exports as they come."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import local_date
from leadctl.config import Config
from leadctl.db import costs, names, settings
from leadctl.db.costs import Key
from leadctl.engine.costs.words import TOTAL, VOCABULARY, currency_of, overlaps, span_of
from leadctl.engine.history_import.common import PastOptions, Times
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import CHUNK, run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Record, Source

WHOLE: Final = 1_000_000  # records in a chunk: rows of one campaign and day are added up before anything is written
LONGEST: Final = 200  # letters of a name
_STARTS: Final = ("day", "week", "month", "first_day")
_DATES: Final = ("day", "week", "first_day", "last_day")


def import_costs(
    con: sqlite3.Connection,
    path: str,
    config: Config,
    now: int,
    *,
    source: str | None = None,
    campaign: str | None = None,
    dayfirst: bool | None = None,
    progress: Progress | None = None,
    **flags: Any,
) -> ImportSummary:
    """Return what importing `path` (`-` = stdin) did. `source` and `campaign` are of rows that name none.

    A cost is known by source, campaign and days: a later file replaces it, rows of one file are added up. `flags` are
    further fields of ImportRequest: explicit, encoding, delimiter, rejects, strict, dry_run. Raises as run_import
    does, and UsageError when the file says another currency than the rules.
    """
    named = () if source or campaign else (("source", "campaign"),)
    request = ImportRequest(
        "costs", path, VOCABULARY, required=(("amount",), _STARTS, *named), empty=config.empty_values, chunk=WHOLE,
        options={"source": source, "campaign": campaign, "dayfirst": dayfirst}, **flags,
    )  # fmt: skip
    loader = _Loader(con, PastOptions(path, dayfirst=dayfirst), config, now, {"source": source, "campaign": campaign})
    return run_import(con, request, loader.store, now, prepare=loader.prepare, progress=progress)


class _Loader:
    """Writes the costs of one file."""

    def __init__(
        self, con: sqlite3.Connection, options: PastOptions, config: Config, now: int, given: dict[str, str | None]
    ) -> None:
        self._currency, self._zone, self._given = config.currency, config.timezone, given
        self._times = Times(_DATES, options, config, now)
        self._known = {table: {n.casefold(): n for n in settings.names(con, table).values()} for table in given}
        self._warned: set[tuple[str, str]] = set()
        self._comma: bool | None = None

    def prepare(self, source: Source, ctx: Context) -> None:
        """Settle dates and decimals over whole columns. Raises UsageError when a header names another currency."""
        from leadctl.engine.normalise.money import comma_decimal

        found = currency_of(ctx.header("amount").replace("_", " "))
        if found not in (None, self._currency):
            raise UsageError(
                f'{source.name}: "{ctx.header("amount")}" is in {found}, the rules say {self._currency}',
                slug="wrong-currency",
                hint=f"export the costs in {self._currency}",
            )
        at = ctx.mapping.index("amount")
        self._comma = comma_decimal([row[at] for row in source.samples(CHUNK) if at is not None and row[at]])
        self._times.prepare(source, ctx)

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write the rows."""
        starts = {field: batch.column(field) for field in _STARTS}
        for i, named in enumerate(batch.column("campaign")):
            if any(TOTAL.fullmatch(cell) for cell in (named, *(starts[f][i] for f in _STARTS))):
                ctx.leave_out(batch.record(i))
                ctx.count("total_lines_skipped")
        spans = self._spans(batch, ctx)
        rows = [
            (record, pair, span, amount)
            for (record, cells), span in zip(batch.rows(), spans, strict=True)
            if span is not None
            and (pair := self._names(record, cells, batch, ctx)) is not None
            and (amount := self._amount(record, cells, ctx)) is not None
            and not ctx.dropped(record)
        ]
        ids = {
            table: names.intern(con, table, {name for _, found, _, _ in rows if (name := found[at])})
            for at, table in enumerate(("source", "campaign"))
        }
        sums: Counter[Key] = Counter()
        lines: dict[Key, Record] = {}
        for record, (source, campaign), (first, last), amount in rows:
            key = (
                ids["source"][source] if source else None, ids["campaign"][campaign] if campaign else None,
                first.isoformat(), last.isoformat(),
            )  # fmt: skip
            ctx.count("added_up", int(key in lines))
            lines.setdefault(key, record)
            sums[key] += amount
        self._write(con, sums, lines, ctx)

    def _write(self, con: sqlite3.Connection, sums: dict[Key, int], lines: dict[Key, Record], ctx: Context) -> None:
        if not sums:
            return
        standing = costs.within(con, min(key[2] for key in sums), max(key[3] for key in sums))
        by_key = {cost.key: cost for cost in standing}
        twice = overlaps({*by_key, *sums}, sums)
        new: list[tuple[Key, int]] = []
        closed: list[int] = []
        for key, amount in sums.items():
            old = by_key.get(key)
            if key in twice and old is None and self._warn_twice(lines[key], key, twice[key], ctx):
                continue
            if old is not None and old.import_id == ctx.import_id:  # an earlier chunk of this very file
                costs.add(con, [(old.id, amount)])
                ctx.count("added_up")
            elif old is not None and old.amount == amount:
                ctx.count("unchanged")
            else:
                closed += [] if old is None else [old.id]
                new.append((key, amount))
                ctx.count("new" if old is None else "changed")
        costs.close(con, closed, ctx.import_id, ctx.now)
        costs.insert(con, new, ctx.import_id, ctx.now)

    @staticmethod
    def _warn_twice(record: Record, key: Key, other: Key, ctx: Context) -> bool:
        """Warn of days that are paid for twice; return True when the import is strict and leaves the row out."""
        days = f"{key[2]} to {key[3]}: {other[2]} to {other[3]}"
        reason = f"{days} of the same source and campaign has a cost too; both count"
        return ctx.warn(record, None, None, "overlapping-days", reason)

    # ------------------------------------------------------------ one row

    def _spans(self, batch: Batch, ctx: Context) -> list[tuple[date, date] | None]:
        """Return the first and last day of each record; None = rejected or left out."""
        moments = {field: self._times.column(batch, ctx, field) for field in _DATES}
        months = batch.column("month")
        found: list[tuple[date, date] | None] = []
        for i in range(len(batch)):
            record = batch.record(i)
            days = {f: local_date(at, self._zone) for f, column in moments.items() if (at := column[i]) is not None}
            span = span_of(days, months[i], open_end=not batch.has("last_day"))
            if span is None:
                ctx.reject(record, None, None, "no-day", "the row does not say of which days the cost is")
            elif span[1] < span[0]:
                ctx.reject(record, "last_day", span[1].isoformat(), "bad-period", "the days end before they start")
            found.append(None if ctx.dropped(record) else span)
        return found

    def _names(
        self, record: Record, cells: dict[str, str], batch: Batch, ctx: Context
    ) -> tuple[str | None, str | None] | None:
        """Return (source, campaign) as written, None for one that the row leaves open; None = rejected."""
        source, campaign = (cells.get(field) or self._given[field] for field in ("source", "campaign"))
        if source is None and campaign is None:
            ctx.reject(record, "source", None, "no-source", "the row names neither a source nor a campaign")
        elif campaign is None and batch.has("campaign") and not batch.has("source"):
            reason = "the row names no campaign, as lines with a total do; a cost of the whole source goes in a file"
            ctx.reject(record, "campaign", None, "no-campaign", f"{reason} without that column")
        for field, name in (("source", source), ("campaign", campaign)):
            if name is not None and not self._know(record, field, name, ctx):
                return None
        return None if ctx.dropped(record) else (source, campaign)

    def _know(self, record: Record, field: str, name: str, ctx: Context) -> bool:
        """Warn once of a name that no lead has yet: a slip of the pen would be a source of its own."""
        if len(name) > LONGEST:
            ctx.reject(record, field, name, "too-long", f"a {field} of more than {LONGEST} letters is no name")
            return False
        if name.casefold() in self._known[field] or ((field, name.casefold()) in self._warned and not ctx.strict):
            return True
        self._warned.add((field, name.casefold()))
        near = did_you_mean(name, self._known[field].values())
        return not ctx.warn(record, field, name, f"new-{field}", f'no lead has the {field} "{name}" yet{near}')

    def _amount(self, record: Record, cells: dict[str, str], ctx: Context) -> int | None:
        """Return the minor units; None = rejected."""
        from leadctl.engine.normalise.money import money

        cell, said = cells.get("amount", ""), cells.get("currency", "")
        found = said.upper() or currency_of(cell)
        if found not in (None, self._currency):
            reason = f"the amount is in {found}, the rules say {self._currency}"
            ctx.reject(record, "currency" if said else "amount", said or cell, "wrong-currency", reason)
            return None
        if not cell:
            ctx.reject(record, "amount", None, "no-amount", "the row has no amount")
            return None
        try:
            amount = money(cell, self._comma)
        except ValueError as problem:
            ctx.reject(record, "amount", cell, "bad-amount", str(problem))
            return None
        if amount < 0 and ctx.warn(record, "amount", cell, "negative-cost", "a negative cost, counted as a refund"):
            return None
        return amount
