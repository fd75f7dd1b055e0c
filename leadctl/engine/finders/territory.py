"""`direct` with `territory`: the lead goes to whom the most specific row of a table names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadctl.config.model import Strategy
from leadctl.db import territories
from leadctl.db.territories import Territory
from leadctl.engine.criteria import position
from leadctl.engine.decisions import TYPE, Found, Row
from leadctl.engine.finders.territory_rows import RANKS, Table, Where, rank, where, words
from leadctl.errors import did_you_mean

if TYPE_CHECKING:
    from leadctl.engine.snapshot import RuleBook

REMEMBERED = 100_000  # places of leads
FIELDS = ("country", "region", "state", "county", "city", "postal_code")


class Reader:
    """Reads where leads are from rows of a run."""

    def __init__(self, book: RuleBook) -> None:
        self._at = [position(book.index, name) for name in FIELDS]
        self._region = book.config.region

    def cells(self, row: Row) -> tuple[Any, ...]:
        """Return what the place of a lead is read from."""
        return (row[TYPE], *[None if at is None else row[at] for at in self._at])

    def where(self, row: Row) -> Where:
        """Return the place of a lead; one without a country is in the country of the rules."""
        kind, country, *rest = self.cells(row)
        return where(kind, country or self._region, *rest)


class TerritoryOwner:
    """The table as it stands at the run's moment."""

    def __init__(self, con: sqlite3.Connection, book: RuleBook, rule: Strategy) -> None:
        name = rule.territory or ""
        self.name = name
        self._con = con
        self.table = Table(territories.rows(con, name, book.now))
        self.reader = Reader(book)
        self.warnings: tuple[str, ...] = ()
        if not self.table.rows:
            self.warnings = (f'strategy "{rule.name}" {no_table(con, name, book.now)}',)
        self._hits: dict[tuple[Any, ...], Territory | None] = {}  # by the cells of leads
        self._found: dict[int, Found] = {}

    def prefetch(self, rows: Sequence[Row]) -> None:
        """Read nothing: the whole table is at hand."""

    def given(self, row: Row, user_id: int) -> None:
        """Learn nothing: who has leads does not change a territory."""

    def find(self, row: Row) -> Found | None:
        """Return the user, team or account of the row that the lead falls into."""
        cells = self.reader.cells(row)
        if cells in self._hits:
            hit = self._hits[cells]
        else:
            if len(self._hits) >= REMEMBERED:
                self._hits = {}
            hit = self._hits[cells] = self.table.find(self.reader.where(row))
        if hit is None:
            return None
        found = self._found.get(hit.id)
        if found is None:
            found = self._found[hit.id] = _found(hit)
        return found

    def missing(self, row: Row) -> str:
        """Return why no row took the lead."""
        if not self.table.rows:
            return f'the territory table "{self.name}" is empty'
        return f'no row of "{self.name}" fits {words(self.reader.where(row))}'

    def tell(self, why: Sequence[Any]) -> str:
        """Return which row it was: [rank, line, row id]."""
        at, line = RANKS[why[0]], why[1]
        return f'territory "{self.name}"{f" line {line}" if line else ""}: by {at}' + (" row" if why[0] == 7 else "")


def _found(row: Territory) -> Found:
    why = (rank(row.area), row.line, row.id)
    if row.user_id is not None:
        return Found(groups=(frozenset({row.user_id}),), why=why)
    return Found(node=-row.team_id if row.team_id is not None else row.account_id, why=why)


def no_table(con: sqlite3.Connection, name: str, now: int) -> str:
    """Return that a territory table is missing, with the nearest name and the remedy."""
    known = [table for table, _, _ in territories.tables(con, now)]
    near = did_you_mean(name, known) or f"; bring it in with leadctl import territories FILE --table {name}"
    return f'finds nobody: there is no territory table "{name}"{near}'
