"""What every import of the past needs: whose lead, which user, when, and a key that is the same next time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from leadctl.clock import last_second, local_date
from leadctl.config import Config
from leadctl.db import leads, past
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import SAMPLE
from leadctl.engine.importing.identity import identity_of
from leadctl.engine.importing.lookups import Users
from leadctl.engine.intake.own import KEY

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Block, Source
    from leadctl.engine.normalise.dates import DateParser, DateScan

CHUNK = 50_000  # records per transaction: a passage worked often is counted again once per chunk only
_REMEMBERED = 200_000  # cells remembered at most: memory stays flat


@dataclass(frozen=True, slots=True)
class PastOptions:
    """The flags of the imports of a CRM's past. None = as the config says."""

    path: str
    zone: str | None = None
    region: str | None = None
    dayfirst: bool | None = None
    include_open: bool = False  # activities: also those that the file calls not completed
    kind: str = "marketing"  # touches: their kind where the file has none
    flags: dict[str, Any] = field(default_factory=dict)  # further fields of ImportRequest


class Times:
    """Reads the date columns of one file. The order of day and month is settled over the whole column."""

    def __init__(self, fields: Sequence[str], options: PastOptions, config: Config, now: int) -> None:
        self.fields = fields
        self.zone = options.zone or config.timezone
        self.region = options.region or config.region
        self.dayfirst = options.dayfirst
        self.now = now
        self._parsers: dict[str, DateParser] = {}
        self._known: dict[str, dict[str, int]] = {name: {} for name in fields}
        self._today_ends = last_second(local_date(now, self.zone), self.zone)

    def prepare(self, source: Source, ctx: Context) -> None:
        """Settle the order of day and month over whole columns, unless the user has said how to read them.

        The file is read through for that at once when its first rows have such dates, else when the first such cell
        comes.
        """
        from leadctl.engine.normalise.dates import DateParser, DateScan, region_dayfirst

        places = {name: index for name in self.fields if (index := ctx.mapping.index(name)) is not None}

        def look(blocks: Iterable[Block]) -> dict[str, DateScan]:
            scans = {name: DateScan() for name in places}
            for block in blocks:
                for name, index in places.items():  # 2026-03-04 has one order
                    scans[name].look([c for row in block.rows if (c := row[index])[4:5] != "-"])
            return scans

        @cache
        def settled() -> dict[str, DateParser]:
            usual, found = region_dayfirst(self.region), {}
            for name, scan in look(source.blocks() if self.dayfirst is None else ()).items():
                found[name] = scan.settle(self.dayfirst, default_dayfirst=usual)
                ctx.summary.notes += [f"{ctx.header(name)}: {remark}" for remark in found[name].notes]
            return found

        first = look(islice(source.blocks(SAMPLE), 1))
        if self.dayfirst is not None or any(scan.numeric for scan in first.values()):
            self._parsers = settled()
        else:
            later = {name: partial(lambda key: settled()[key], name) for name in places}
            self._parsers = {name: DateParser("mdy", [], later=later[name]) for name in places}

    def column(self, batch: Batch, ctx: Context, name: str) -> list[int | None]:
        """Return the moments of a column, None where empty; unreadable ones are rejected (and None).

        A date without a time of day is the last second of that local day, of today: now.
        """
        if not batch.has(name):
            return [None] * len(batch)
        known = self._known[name]
        cells = batch.column(name)
        found: list[int | None] = list(map(known.get, cells))
        if None in found:
            for i, moment in enumerate(found):
                if moment is None and cells[i]:
                    found[i] = self._read(batch, ctx, name, i, cells[i])
            if len(known) > _REMEMBERED:
                known.clear()
        return found

    def _read(self, batch: Batch, ctx: Context, name: str, i: int, cell: str) -> int | None:
        try:
            moment, kind = self._parsers[name](cell, self.zone)
        except ValueError as fault:
            ctx.reject(batch.record(i), name, cell, "unreadable-date", str(fault) or f'"{cell}" is not a date')
            return None
        if kind == "date":
            moment = last_second(local_date(moment, self.zone), self.zone)
            if moment == self._today_ends:
                moment = self.now
        self._known[name][cell] = moment
        return moment


class Leads:
    """Finds the leads that rows speak of: by external id, else e-mail, else phone."""

    def __init__(self, region: str) -> None:
        self.region = region

    def find(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> list[int | None]:
        """Return the lead of each row; None = rejected. Ids of leadctl itself only from a column of that name.

        A leadctl_key, as exports of leadctl write it, goes before everything else.
        """
        if batch.has(KEY) and any(batch.column(KEY)):
            return self._by_key(con, batch, ctx)
        cells = batch.column("lead")
        keys = set(cells)
        by_id = past.leads_by(con, "external_id", keys)
        if len(by_id) == len(keys) and max(map(len, by_id.values()), default=1) == 1:
            one = {key: ids[0] for key, ids in by_id.items()}
            return [one[c] for c in cells]
        return self._careful(con, batch, ctx, by_id)

    def _by_key(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> list[int | None]:
        keys = [identity_of(cell) if cell else None for cell in batch.column(KEY)]
        known = leads.by_identity(con, {key for key in keys if key is not None})
        by_external = past.leads_by(con, "external_id", set(batch.column("lead")) - {""})
        careful = self._careful(con, batch, ctx, by_external, [not cell for cell in batch.column(KEY)])
        found: list[int | None] = []
        for i, (key, cell) in enumerate(zip(keys, batch.column(KEY), strict=True)):
            lead = careful[i] if not cell else None if key is None else known.get(key)
            found.append(lead if lead is not None or not cell else self._refuse(batch, ctx, i, []))
        return found

    def _careful(
        self,
        con: sqlite3.Connection,
        batch: Batch,
        ctx: Context,
        by_external: dict[str, list[int]],
        asked: Sequence[bool] = (),
    ) -> list[int | None]:
        """Return the lead of each row, None where not `asked`."""
        cells, mails, phones = (batch.column(f) for f in ("lead", "lead_email", "lead_phone"))
        own = batch.column("leadctl_id")
        wanted_mails = {c.lower() for c in (*cells, *mails) if "@" in c}
        e164 = {c: self._phone(c) for c in {*(c for c in cells if c and c not in by_external), *phones} if c}
        by_mail = past.leads_by(con, "email", wanted_mails)
        by_phone = past.leads_by(con, "phone", {p for p in e164.values() if p})
        by_own = past.leads_by(con, "id", {c for c in own if c.isascii() and c.isdecimal() and len(c) < 19})
        found: list[int | None] = []
        for i, cell in enumerate(cells):
            if asked and not asked[i]:
                found.append(None)
                continue
            hits = by_own.get(own[i], []) if own[i] else by_external.get(cell, []) if cell else []
            if not hits and not own[i]:
                for text in (cell, mails[i], phones[i]):
                    hits = hits or by_mail.get(text.lower(), []) or by_phone.get(e164.get(text) or "", [])
            found.append(hits[0] if len(hits) == 1 else self._refuse(batch, ctx, i, hits))
        return found

    @staticmethod
    def _refuse(batch: Batch, ctx: Context, i: int, hits: list[int]) -> None:
        named = (KEY, "leadctl_id", "lead", "lead_email", "lead_phone")
        field_ = next((f for f in named if batch.column(f)[i]), "lead")
        cell = batch.column(field_)[i]
        if hits:
            reason = f'"{cell}" names {len(hits)} leads: {", ".join(map(str, hits[:5]))}'
            ctx.reject(batch.record(i), field_, cell, "ambiguous-lead", reason)
        elif cell:
            ctx.reject(batch.record(i), field_, cell, "unknown-lead", f'no lead "{cell}"; import the leads first')
        else:
            ctx.reject(batch.record(i), field_, cell, "no-lead", "the row names no lead")

    def _phone(self, text: str) -> str | None:
        if "@" in text or sum(c.isdigit() for c in text) < 7 or any(c.isalpha() for c in text):
            return None
        from leadctl.engine.normalise.phone import phone

        return phone(text, self.region)[0]


class UserCells:
    """Users as the file names them, each cell looked up once."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self.users = Users(con)
        self._known: dict[str, int | None] = {"": None}

    def column(self, batch: Batch, ctx: Context, name: str) -> list[int | None]:
        """Return the user of each row, None where empty; an unknown name is rejected with the nearest login."""
        cells = batch.column(name)
        for cell in set(cells) - self._known.keys():
            self._known[cell] = self.users.find(cell)
        found = list(map(self._known.get, cells))
        for i, user_id in enumerate(found):
            if user_id is None and cells[i]:
                reason = f'"{cells[i]}" is no user{self.users.near(cells[i])}'
                ctx.reject(batch.record(i), name, cells[i], "unknown-user", reason)
        return found


def keys(batch: Batch) -> list[str]:
    """Return what makes each row the same row next time: its external id, else a hash of its cells."""
    given = batch.column("external_id")
    if "" not in given:
        return given
    return [key or content_key(batch.cells[i]) for i, key in enumerate(given)]


def content_key(cells: Iterable[str]) -> str:
    """Return `row:` and a hash of the cells."""
    return "row:" + blake2b("\x1f".join(cells).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
