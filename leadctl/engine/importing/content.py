"""What rows of a file of leads say together: whether they are leads at all, which ids stand there more than once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from leadctl.db import leads
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.identity import scoped
from leadctl.engine.intake.own import KEY
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Mapping_
    from leadctl.engine.intake.source import Source

_CONTACT: Final = (
    *("full_name", "first_name", "last_name", "email", "email2", "phone", "mobile", "company"),
    *("source", "campaign", "status", KEY),  # lists of leads whose contacts stand in another file
)
REMEMBERED: Final = 200_000  # ids: memory stays flat
SHOWN: Final = 5


def contactless(con: sqlite3.Connection, source: Source, mapping: Mapping_, name: str | None) -> list[str]:
    """Return a note when no row has anything by which a lead is known or reached; raise UsageError for a CRM's past.

    Rows about known leads may be without: they bring other fields of them. `name`: source of rows that name none.
    """
    columns = [at for field in _CONTACT if (at := mapping.index(field)) is not None]
    rows = False
    for block in source.blocks(500):
        rows = rows or bool(block.rows)
        if any(row[at].strip() for row in block.rows for at in columns):
            return []
    if not rows or _known(con, source, mapping, name):
        return []
    kind = _told_of_leads(source)
    if kind is None:
        return ["no row has a name, e-mail, phone or company"]
    raise UsageError(
        f"{source.name}: no row has a name, e-mail, phone or company, and its columns are those of {kind}",
        slug="not-leads",
        hint=f"leadctl import {kind} {source.name}",
    )


def _known(con: sqlite3.Connection, source: Source, mapping: Mapping_, name: str | None) -> bool:
    """Return whether one of the first rows is of a lead that is known by its external id."""
    at = mapping.index("external_id")
    if at is None:
        return False
    scopes = {(mapping.profile or "").casefold(), (name or "").casefold(), ""}
    keys = {scoped(scope, cell) for row in source.samples(500) if (cell := row[at].strip()) for scope in scopes}
    return bool(leads.by_identity(con, keys))


def _told_of_leads(source: Source) -> str | None:
    """Return as what the file should be imported by its headers: activities, distributions, or None."""
    from leadctl.engine.intake import past_headers as headers
    from leadctl.engine.intake.mapping import map_columns

    for kind, vocabulary, marks in (
        ("distributions", headers.DISTRIBUTIONS, ("user", "at")),
        ("activities", headers.ACTIVITIES, ("type", "at")),
    ):
        found = map_columns(source.header, source.samples(), vocabulary, {})
        named = {column.field for column in found.columns}
        if (
            named.issuperset(marks)
            and not named.isdisjoint(headers.LEAD_FIELDS)
            and (kind[0] == "a" or "type" not in named)
        ):
            return kind
    return None


class Repeated:
    """Finds external ids under which rows of one file say different things; rows that were rejected do not count."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[int, int]] = {}  # (source, id) -> line, hash of its cells
        self._lines: dict[tuple[str, str], list[int]] = {}
        self._count = 0

    def look(self, batch: Batch, ctx: Context) -> None:
        """Look at one chunk, after it was stored."""
        if batch.has(KEY) or not batch.has("external_id"):
            return  # a leadctl_key says which lead it is, whatever other systems call it
        if len(self._first) > REMEMBERED:
            self._first = {}
        for i, key in enumerate(zip(batch.column("source"), batch.column("external_id"), strict=True)):
            if not key[1] or (ctx.faults and ctx.dropped(batch.record(i))):
                continue
            here = (batch.lines[i], hash(tuple(batch.cells[i])))
            line, cells = self._first.setdefault(key, here)
            if cells == here[1]:
                continue
            if key in self._lines or len(self._lines) < SHOWN:
                self._lines.setdefault(key, [line]).append(batch.lines[i])
            self._count += 1

    def notes(self) -> Iterator[str]:
        """Yield one line, or none."""
        if not self._lines:
            return
        told = [f"{key[1]} (lines {_listed(lines)})" for key, lines in self._lines.items()]
        if len(told) == 1 and self._count == 1:
            lines = next(iter(self._lines.values()))
            yield f"id {next(iter(self._lines))[1]} stands twice (lines {_listed(lines)}): the later row wins"
            return
        more = " …" if sum(len(lines) - 1 for lines in self._lines.values()) < self._count else ""
        yield f"{self._count:,} rows have an id that stands above already, the later row wins: {', '.join(told)}{more}"


def _listed(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:SHOWN])) + (" …" if len(lines) > SHOWN else "")
