"""lead export: everything that is kept about a person, in words and local times."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from leadctl.clock import iso
from leadctl.db import mentions, person_rows
from leadctl.db.connection import snapshot
from leadctl.engine.privacy.person import Person
from leadctl.engine.privacy.words import words_of
from leadctl.models import PRIORITY_NAMES


@dataclass(frozen=True, slots=True)
class Everything:
    """`data` is JSON: table -> rows, money in minor units; `mentions` = texts elsewhere that speak of the person."""

    person: Person
    data: dict[str, Any]
    mentions: int


def everything(con: sqlite3.Connection, person: Person, now: int, zone: str) -> Everything:
    """Return all that the file says of a person as of `now`, times as in `zone`."""
    with snapshot(con):
        found = person_rows.tables(con, person.lead_ids)
        known = person_rows.customers(
            con, {e for c in person.contacts for e in c.emails}, {p for c in person.contacts for p in c.phones}
        )
        elsewhere = _elsewhere(con, person)
    tables = {table: [_told(row, zone) for row in rows] for table, rows in found.items()}
    if known:
        tables["customer"] = [_told(row, zone) for row in known]
    data: dict[str, Any] = {
        "exported_at": iso(now, zone),
        "leads": [{"lead_id": i, "because": person.why[i]} for i in person.lead_ids],
        **tables,
        "mentioned_elsewhere": elsewhere,
    }
    return Everything(person, data, len(elsewhere))


def _elsewhere(con: sqlite3.Connection, person: Person) -> list[dict[str, Any]]:
    """Return the texts outside the person's own rows in which his words stand."""
    words = words_of(person.contacts)
    own = set(mentions.of_leads(con, person.lead_ids))
    return [
        {"table": m.table, "column": m.column, "row": list(m.row), "text": m.text}
        for m in mentions.find(con, words.patterns, words.says)
        if (m.table, m.row) not in own
    ]


def _told(row: dict[str, Any], zone: str) -> dict[str, Any]:
    return {name: _value(name, value, zone) for name, value in row.items()}


def _value(name: str, value: Any, zone: str) -> Any:
    if name.endswith("_at") and isinstance(value, int) and value > 0:
        return iso(value, zone)
    if name == "priority":
        return PRIORITY_NAMES.get(value, value)
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, bytes):
        return value.hex()
    return value
