"""Cells that name something: record types, users, sources, campaigns, products."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from leadctl.config import Config
from leadctl.db import names, people, settings
from leadctl.errors import UsageError, did_you_mean


class NameColumn:
    """Turns names of one table into ids, adding the new ones; remembers what it met."""

    _LIMIT = 50_000  # names remembered: memory stays flat

    def __init__(self, table: str) -> None:
        self.table = table
        self._ids: dict[str, int] = {}

    def ids(self, con: sqlite3.Connection, cells: Sequence[str | None]) -> list[int | None]:
        """Return the id of each name; None stays None."""
        known = self._ids
        missing = {c for c in set(cells) if c is not None and c not in known}
        if missing:
            if len(known) > self._LIMIT:
                known.clear()
                missing = {c for c in cells if c is not None}
            known.update(names.intern(con, self.table, missing))
        return [None if c is None else known[c] for c in cells]


class RecordTypes:
    """The kinds of lead that the rules know; `default` (id, name) is for rows that name none."""

    def __init__(self, con: sqlite3.Connection, config: Config, wanted: str | None) -> None:
        ids = settings.intern_names(con, "record_type", config.record_types)
        self._by_name = {name.casefold(): (ids[name.casefold()], name) for name in config.record_types}
        self.names = dict(self._by_name.values())
        chosen = self.find(wanted or config.record_types[0])
        if chosen is None:
            raise UsageError(
                f'no record type "{wanted}"{self.near(wanted or "")}',
                slug="unknown-record-type",
                hint=f"the rules know {', '.join(config.record_types)}",
            )
        self.default = chosen

    def find(self, cell: str) -> tuple[int, str] | None:
        """Return (id, name as in the rules), or None."""
        return self._by_name.get(cell.strip().casefold())

    def near(self, cell: str) -> str:
        """Return `; did you mean …`."""
        return did_you_mean(cell, [name for _, name in self._by_name.values()])


class Users:
    """Users as files name them: by login, e-mail or unique full name."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._ids = people.user_lookup(con)
        self.by_id: dict[int, Any] = {user.id: user for user in people.all_users(con)}

    def find(self, cell: str) -> int | None:
        """Return the user's id, or None."""
        return self._ids.get(cell.strip().casefold())

    def near(self, cell: str) -> str:
        """Return `; did you mean "ana"?` with the nearest login."""
        return did_you_mean(cell, people.user_words(self.by_id.values()))
