"""From the cells of a chunk to typed, normalised columns; every doubtful or unusable cell is put down."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from leadctl.config import Config
from leadctl.engine.importing.attributes import AttributeReader
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.contacts import ContactReader
from leadctl.engine.importing.identity import identity_of
from leadctl.engine.importing.lookups import NameColumn, RecordTypes, Users
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.importing.statuses import Statuses
from leadctl.engine.importing.totals import totals
from leadctl.engine.importing.words import PRIORITY_WORDS, yes_or_no
from leadctl.engine.intake.own import KEY
from leadctl.models import LEAD_FIELDS

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Mapping_
    from leadctl.engine.normalise.dates import DateParser

_NAMED: Final = {"source": "source_id", "campaign": "campaign_id", "product": "product_id"}
_SPECIAL: Final = frozenset(
    {*_NAMED, "source_type", "record_type", "status", "email", "email2", "phone", "phone_ext", "mobile", "country"}
    | {"state", "value", "priority", "do_not_contact", "received_at"}
)
PLAIN: Final = tuple(f for f in LEAD_FIELDS if f not in _SPECIAL)  # stored as they are


class LeadReader:
    """Reads chunks of one import. Built inside a transaction: it may add names and statuses."""

    def __init__(
        self,
        con: sqlite3.Connection,
        options: LeadOptions,
        config: Config,
        mapping: Mapping_,
        dates: Mapping[int, DateParser],
        comma: Mapping[int, bool | None],
        now: int,
    ) -> None:
        self.options = options
        self.zone = options.zone or config.timezone
        self.now = now
        self.mapping = mapping
        self.types = RecordTypes(con, config, options.record_type)
        self.statuses = Statuses(con, config, now)
        self.users = Users(con)
        self._named = {field: NameColumn(field) for field in _NAMED}
        self._dates = dates
        self._contacts = ContactReader(options.region or config.region)
        self._attributes = AttributeReader(config, self.zone, dates, comma)
        self._given = {"source": options.source, "campaign": options.campaign, "source_type": options.source_type}
        self.kinds_of_source: dict[int, str] = {}  # source id -> source type, of the chunk just read

    def read(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> LeadRows:
        """Return the usable leads of a chunk. Identity, classification and duplicates come later."""
        bad = self._unusable(batch, ctx)
        self._keys(batch, ctx, bad)
        rows = LeadRows(list(range(len(batch))), list(batch.lines))
        for field in PLAIN:
            if batch.has(field):
                rows.columns[field] = [c or None for c in batch.column(field)]
        self._contacts.read(batch, ctx, rows, bad)
        self._amounts(batch, ctx, rows, bad)
        self._moments(batch, ctx, rows, bad)
        self._attributes.read(batch, ctx, rows, bad)
        self._people(batch, ctx, rows, bad)
        self._types(batch, ctx, rows, bad)
        self._full_names(rows)
        if bad:
            rows = rows.take([i for i in range(len(batch)) if i not in bad])
        rows = self._with_status(con, batch, ctx, rows)
        self._names(con, batch, rows)
        return rows

    # ------------------------------------------------------------ rows that are no leads

    def _unusable(self, batch: Batch, ctx: Context) -> set[int]:
        bad: set[int] = set()
        if self.mapping.is_test is not None:
            bad = {i for i, cells in enumerate(batch.cells) if self.mapping.is_test(cells)}
            ctx.count("test_leads", len(bad))
            for i in bad:
                ctx.leave_out(batch.record(i))
        for i in totals(batch) if ctx.import_id else ():  # what is typed by hand is meant
            if i not in bad:
                bad.add(i)
                ctx.reject(batch.record(i), None, batch.at(0)[i], "totals-row", "a row of totals, no lead")
        columns = [batch.column(f) for f in LEAD_FIELDS if batch.has(f)]
        if all("" in column for column in columns):
            for i, cells in enumerate(zip(*columns, strict=True) if columns else [()] * len(batch)):
                if i not in bad and not any(cells):
                    bad.add(i)
                    ctx.reject(batch.record(i), None, None, "nothing-mapped", "no mapped column has a value")
        return bad

    def _keys(self, batch: Batch, ctx: Context, bad: set[int]) -> None:
        if batch.has(KEY):
            for i, cell in enumerate(batch.column(KEY)):
                if cell and identity_of(cell) is None:
                    bad.add(i)
                    ctx.reject(batch.record(i), KEY, cell, "bad-key", f'"{cell}" is no key of a lead')

    # ------------------------------------------------------------ amounts and moments

    def _amounts(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        if batch.has("value"):
            cells = batch.column("value")
            rows.columns["value"], faults = self._attributes.money(cells, self.mapping.index("value"))
            for i in faults:
                bad.add(i)
                ctx.reject(
                    batch.record(i), "value", cells[i], "unreadable-amount", f'value "{cells[i]}" is not an amount'
                )
        for field, words, code in (
            ("priority", PRIORITY_WORDS.get, "unknown-priority"),
            ("do_not_contact", yes_or_no, "unknown-yes-no"),
        ):
            if batch.has(field):
                self._worded(batch, ctx, rows, bad, field, words, code)

    def _worded(
        self,
        batch: Batch,
        ctx: Context,
        rows: LeadRows,
        bad: set[int],
        field: str,
        meaning: Callable[[str], int | None],
        code: str,
    ) -> None:
        cells = batch.column(field)
        known = {cell: meaning(cell.casefold()) for cell in set(cells)}
        rows.columns[field] = [known[c] for c in cells]
        if any(cell and value is None for cell, value in known.items()):
            expected = "high, medium or low" if field == "priority" else "yes or no"
            for i, cell in enumerate(cells):
                if cell and known[cell] is None:
                    reason = f'{field} "{cell}" is not {expected}; left empty'
                    if ctx.warn(batch.record(i), field, cell, code, reason):
                        bad.add(i)

    def _moments(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        received, kinds = self._times(batch, ctx, "received_at", bad)
        rows.received_given = received is not None
        n = len(batch)
        rows.columns["received_at"] = (
            [self.now] * n if received is None else [self.now if t is None else t for t in received]
        )
        rows.columns["received_kind"] = ["import"] * n if kinds is None else [k or "import" for k in kinds]
        since, _ = self._times(batch, ctx, "owned_since", bad)
        rows.owned_since = since

    def _times(self, batch: Batch, ctx: Context, field: str, bad: set[int]) -> tuple[Column | None, Column | None]:
        """Return the moments and their kinds (time or date) of a column; None when the file has none."""
        index = self.mapping.index(field)
        if index is None:
            return None, None
        parser, cells = self._dates[index], batch.at(index)
        zone = self.mapping.columns[index].zone or self.zone
        seen: dict[str, tuple[int | None, str | None]] = {"": (None, None)}
        for i, cell in enumerate(cells):
            if cell not in seen:
                try:
                    seen[cell] = _moment(parser, cell, zone, self.now)
                except ValueError as error:
                    bad.add(i)
                    ctx.reject(batch.record(i), field, cell, "unreadable-date", f"{field} {error}")
        read = [seen.get(c, (None, None)) for c in cells]
        return [moment for moment, _ in read], [kind for _, kind in read]

    # ------------------------------------------------------------ names

    def _people(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        for field, attribute in (("owner", "owner_id"), ("recipient", "named_user_id")):
            if not batch.has(field):
                continue
            cells = batch.column(field)
            ids = {cell: self.users.find(cell) if cell else None for cell in set(cells)}
            setattr(rows, attribute, [ids[c] for c in cells])
            for i, cell in enumerate(cells):
                if cell and ids[cell] is None:
                    bad.add(i)
                    reason = f'{field} "{cell}" is no user{self.users.near(cell)}'
                    ctx.reject(batch.record(i), field, cell, "unknown-user", reason)

    def _types(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        default = self.types.default
        cells: Sequence[str] = batch.column("record_type") if batch.has("record_type") else ()
        found = {cell: self.types.find(cell) if cell else default for cell in set(cells)}
        for i, cell in enumerate(cells):
            if found[cell] is None:
                bad.add(i)
                reason = f'record type "{cell}" is not in the rules{self.types.near(cell)}'
                ctx.reject(batch.record(i), "record_type", cell, "unknown-record-type", reason)
        chosen = [found[c] or default for c in cells] if cells else [default] * len(batch)
        rows.columns["record_type_id"] = [type_id for type_id, _ in chosen]
        rows.names["record_type"] = [name for _, name in chosen]

    def _full_names(self, rows: LeadRows) -> None:
        first, last = rows.columns.get("first_name"), rows.columns.get("last_name")
        if first is None and last is None:
            return
        empty: Column = [None] * len(rows)
        joined = [f"{a} {b}" if a and b else a or b for a, b in zip(first or empty, last or empty, strict=True)]
        full = rows.columns.get("full_name")
        rows.columns["full_name"] = joined if full is None else [f or j for f, j in zip(full, joined, strict=True)]

    def _with_status(self, con: sqlite3.Connection, batch: Batch, ctx: Context, rows: LeadRows) -> LeadRows:
        """Return the rows with a known status. Comes last: a row rejected for another reason must not add one."""
        default = self.statuses.default
        if not batch.has("status"):
            rows.columns["first_status_id"] = [default] * len(rows)
            return rows
        column = batch.column("status")
        cells = [column[i] for i in rows.at]
        found = {cell: self.statuses.resolve(con, cell) if cell else default for cell in dict.fromkeys(cells)}
        rows.columns["first_status_id"] = [found[c] for c in cells]
        rows.status_given = [c != "" for c in cells]
        if None not in found.values():
            return rows
        for i, cell in zip(rows.at, cells, strict=True):
            if found[cell] is None:
                reason = f'status "{cell}" is not in the rules{self.statuses.near(cell)}'
                ctx.reject(batch.record(i), "status", cell, "unknown-status", reason)
        return rows.take([at for at, cell in enumerate(cells) if found[cell] is not None])

    def _names(self, con: sqlite3.Connection, batch: Batch, rows: LeadRows) -> None:
        for field in (*_NAMED, "source_type"):
            given: Any = self._given.get(field)
            if batch.has(field):
                cells = batch.column(field)
                rows.names[field] = [cells[i] or given for i in rows.at]
            elif given:
                rows.names[field] = [given] * len(rows)
        self.names_again(con, rows)
        kinds, sources = rows.names.get("source_type"), rows.columns.get("source_id")
        self.kinds_of_source = (
            {s: k for s, k in zip(sources, kinds, strict=True) if s is not None and k} if kinds and sources else {}
        )

    def names_again(self, con: sqlite3.Connection, rows: LeadRows) -> None:
        """Look up the ids of sources, campaigns and products (once more after classification: it may set some)."""
        for field, column in _NAMED.items():
            if field in rows.names:
                rows.columns[column] = self._named[field].ids(con, rows.names[field])


def _moment(parser: DateParser, cell: str, zone: str, now: int) -> tuple[int, str]:
    """Return (seconds UTC, time or date). Raises ValueError."""
    try:
        return parser(cell, zone)
    except ValueError:
        return parser(cell, zone, now)  # "yesterday", "12 days ago"
