"""Taking back an import of lists and costs: what it brought goes, what it closed stands again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from leadctl.db import costs, customers, places, territories
from leadctl.db.imports import ImportRow
from leadctl.errors import ConflictError

LOOKUPS: Final = frozenset({"customers", "territories", "places", "costs"})
_LATER: Final[dict[str, Callable[[sqlite3.Connection, int], list[int]]]] = {
    "customers": customers.changed_by,
    "territories": territories.closed_by,
    "costs": costs.changed_by,
}


def take_back(con: sqlite3.Connection, row: ImportRow, now: int) -> int:
    """Return how many rows changed. Raises ConflictError when a later import built on this one."""
    later = _LATER[row.kind](con, row.id) if row.kind in _LATER else []
    if later:
        listed = ", ".join(map(str, later))
        raise ConflictError(
            f"later imports changed rows of import {row.id}: {listed}",
            slug="import-in-use",
            hint=f"take the later one back first: leadctl imports undo {later[-1]}",
        )
    if row.kind == "customers":
        return customers.take_back(con, row.id, now)
    if row.kind == "territories":
        return territories.take_back(con, row.id)
    if row.kind == "costs":
        return costs.take_back(con, row.id, now)
    return places.take_back(con, row.id)
