"""One export: rows read in chunks, written as texts, and for --since-last only those that differ from what was written.

What was written is remembered by content, not by a moment: a row whose answer, owner or status changed comes again,
whatever clock or command changed it, and one that did not never does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from leadctl.config import Config
from leadctl.db import exports, marks
from leadctl.db.connection import immediate
from leadctl.engine.exporting.forms import FORMS, Write, attributes, received, texts, true_false
from leadctl.engine.exporting.layouts import ATTRIBUTE, OWN, Field
from leadctl.engine.exporting.passages import answered, own_keys
from leadctl.engine.exporting.presets import Preset, preset
from leadctl.errors import UsageError, did_you_mean
from leadctl.models import slug

KINDS: Final = ("leads", "distributions", "activities", "assignments")
CHUNK: Final = 5_000
_SEPARATOR: Final = "\x1f"
Raw = dict[str, Sequence[Any]]  # column -> its stored values, one per row
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export. `since`: only what leadctl learned at or after then; `since_last`: only what differs."""

    kind: str
    preset: str | None = None
    since: int | None = None
    since_last: bool = False
    all_ids: bool = False  # of a preset: every external id is one of that CRM

    @property
    def target(self) -> str:
        """Return under which name --since-last remembers: each kind and preset has its own."""
        return self.kind if self.preset is None else f"{self.kind}:{self.preset.strip().casefold()}"


@dataclass(slots=True)
class Export:
    """An export about to be written: its header, how NDJSON writes each column, and the rows, once."""

    request: ExportRequest
    header: list[str]
    forms: list[str]  # text, money, bool or number, by column
    last_at: int | None  # of --since-last: when the last one was; None = never
    chunks: Iterator[list[Row]] = field(repr=False)
    read: int = 0  # rows looked at
    written: int = 0  # rows given out
    unknown_ids: int = 0  # external ids left out because they may be another system's
    notes: list[str] = field(default_factory=list)

    def close(self) -> None:
        """End the reading of rows, also in the middle of it; to be done while the database is open."""
        if isinstance(self.chunks, Generator):
            self.chunks.close()


def check(request: ExportRequest) -> None:
    """Raise UsageError for a kind or preset that there is not, and for two beginnings."""
    if request.kind not in KINDS:
        raise UsageError(
            f'nothing called "{request.kind}" can be exported{did_you_mean(request.kind, KINDS)}',
            slug="unknown-export",
            hint=f"export {', '.join(KINDS)}",
        )
    if request.since is not None and request.since_last:
        raise UsageError("--since and --since-last are two beginnings", slug="two-periods", hint="give one of them")
    if request.preset is not None:
        preset(request.preset, request.kind)
    elif request.all_ids:
        raise UsageError("--all-ids goes with --preset", hint="without one every external id is written")


def export(con: sqlite3.Connection, config: Config, request: ExportRequest) -> Export:
    """Return the export; its rows are read in one snapshot while they are taken. Raises as `check`."""
    check(request)
    chosen = None if request.preset is None else preset(request.preset, request.kind)
    fields = list(OWN[request.kind] if chosen is None else chosen.fields[request.kind])
    names = exports.attribute_names(con) if request.kind == "leads" and chosen is None else []
    kinds = {slug(name): kind for name, kind in config.attribute_kinds().items()}
    forms = [*(f.form for f in fields), *(kinds.get(slug(name), "text") for name in names)]
    last_at = marks.get(con, f"exported:{request.target}") if request.since_last else None
    found = Export(request, [*(f.header for f in fields), *(ATTRIBUTE + n for n in names)], forms, last_at, iter(()))
    if request.kind == "distributions" and (left := exports.left_out(con)):
        found.notes.append(f"{left:,} passages of accounts and teams, and broadcast offers, stay out")
    writer = _Writer(config, fields, [(name, kinds.get(slug(name), "text")) for name in names], chosen, found)
    found.chunks = _chunks(con, request, writer, found)
    return found


def mark(con: sqlite3.Connection, done: Export, now: int) -> None:
    """Remember what was written, once the file is in its place: a failure before repeats rows and loses none."""
    if done.request.since_last:
        with immediate(con):
            exports.mark(con, done.request.target)
            marks.put(con, f"exported:{done.request.target}", now)


def _chunks(
    con: sqlite3.Connection, request: ExportRequest, writer: _Writer, found: Export
) -> Iterator[list[Row]]:  # fmt: skip
    if request.since_last:
        exports.stage(con)
    names = exports.SELECTS[request.kind][1]
    with exports.one_view(con):
        cursor = exports.rows(con, request.kind, request.since)
        while some := cursor.fetchmany(CHUNK):
            found.read += len(some)
            raw: Raw = dict(zip(names, zip(*some, strict=True), strict=True))
            rows: list[Row] = list(zip(*writer.columns(raw), strict=True))
            if request.since_last:
                rows = _news(con, request.target, raw["row_id"], rows)
            found.written += len(rows)
            if rows:
                yield rows


def _news(con: sqlite3.Connection, target: str, row_ids: Sequence[int], rows: list[Row]) -> list[Row]:
    """Return the rows that were never written to `target`, or otherwise; note them as on their way."""
    before = exports.known(con, target, row_ids)
    digests = [_digest(row) for row in rows]
    new = [i for i, row_id in enumerate(row_ids) if before.get(row_id) != digests[i]]
    exports.note_written(con, [(row_ids[i], digests[i]) for i in new])
    return [rows[i] for i in new]


def _digest(row: Row) -> int:
    found = blake2b(_SEPARATOR.join(row).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big") >> 1


class _Writer:
    """Turns columns as stored into columns of texts."""

    def __init__(
        self,
        config: Config,
        fields: Sequence[Field],
        attributes: Sequence[tuple[str, str]],
        chosen: Preset | None,
        found: Export,
    ) -> None:
        self._found = found
        self._zone = config.timezone
        self._fields = fields
        self._attributes = attributes
        self._preset = chosen

    def columns(self, raw: Raw) -> list[list[str]]:
        """Return the columns of the file, the attributes last."""
        raw = self._derived(raw)
        found = [self._column(raw, one) for one in self._fields]
        if self._attributes:
            objects = [json.loads(text) if text else {} for text in raw["attributes"]]
            for name, kind in self._attributes:
                found.append(attributes([one.get(name) for one in objects], kind))
        return found

    def _column(self, raw: Raw, one: Field) -> list[str]:
        if one.name == "received_at":
            return received(raw["received_at"], raw["received_kind"], self._zone)
        write: Write = true_false if one.form == "true" else FORMS[one.form]
        return write(raw[one.name])

    def _derived(self, raw: Raw) -> Raw:
        """Return the columns with those that are put together from others."""
        found = dict(raw)
        if "at_once" in raw:
            at = raw["distributed_at"] if "distributed_at" in raw else raw["happened_at"]
            found["external_id"] = own_keys(raw["external_id"], raw["identity"], at, raw["at_once"])
        if "offered" in raw:
            found |= answered(raw)
        if self._preset is not None:
            found |= _for_crm(found)
            found["crm_id"] = self._crm_ids(found, self._preset.scopes)
        return found

    def _crm_ids(self, raw: Raw, scopes: Sequence[str]) -> list[str | None]:
        """Return the external ids that are this CRM's: by the keys under which imports knew their leads."""
        from leadctl.engine.importing.identity import scoped

        given = raw["crm_id"] if "recipient" in raw else raw["external_id"]
        if self._found.request.all_ids:
            return list(given)
        known = [
            one if one and any(scoped(scope, one) == key for scope in scopes) else None
            for one, key in zip(given, raw["identity"], strict=True)
        ]
        self._found.unknown_ids += sum(1 for one, own in zip(given, known, strict=True) if one and own is None)
        return known


def _for_crm(raw: Raw) -> Raw:
    """Return what CRMs want put otherwise: names in two parts, a title, whose id it is, how owners are looked up."""
    handed = "recipient" in raw
    who = "recipient" if handed else "owner"
    found: Raw = {
        "owner_name": [n or login for n, login in zip(raw[f"{who}_name"], raw[who], strict=True)],
        "owner_mail": [m or login for m, login in zip(raw[f"{who}_email"], raw[who], strict=True)],
    }
    if not handed:
        names = texts(raw["full_name"])
        two = [
            (first, last) if first or last else _parts(name)
            for first, last, name in zip(raw["first_name"], raw["last_name"], names, strict=True)
        ]
        found["name"], found["first"], found["last"] = names, [a for a, _ in two], [b for _, b in two]
        titles = zip(raw["company"], names, raw["email"], strict=True)
        found["title"] = [company or name or email or "Lead" for company, name, email in titles]
    return found


def _parts(name: str) -> tuple[str, str]:
    """Return first and last name of a full name: the last word is the last name."""
    first, _, last = name.rpartition(" ")
    return first.strip(), last
