"""Databases in which every text of every table is a word of its own, so that each can be looked for afterwards."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

from leadctl.db.personal import COLUMNS_SQL, PERSONAL, Kind

# Texts that the schema or the program reads: a made-up word would be refused.
FIXED = {
    ("user", "timezone"): "Europe/Berlin",
    ("shift", "timezone"): "Europe/Berlin",
    ("user", "quiet_hours"): "20:00-07:00",
    ("cost", "first_day"): "2026-03-01",
    ("cost", "last_day"): "2026-03-31",
    ("distribution", "path"): "[]",
    ("hold", "path"): "[]",
}


def word(table: str, column: str, row: int) -> str:
    """Return a word that stands nowhere else."""
    return f"Zq{table}{column}{row}xk".replace("_", "")


def files_of(path: Path) -> bytes:
    """Return the bytes of a database with its log."""
    return b"".join(p.read_bytes() for p in (path, Path(f"{path}-wal")) if p.exists())


def columns(con: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    """Return (name, type, may be empty) of a table's columns."""
    return [(n, t, not must) for name, n, t, must, _ in con.execute(COLUMNS_SQL) if name == table]


def add_everywhere(con: sqlite3.Connection, table: str, row: int, **given: object) -> dict[str, str]:
    """Insert a row with a word of its own in every listed text column; return column -> word.

    `given` are the columns that refer to others or that constraints look at.
    """
    values: dict[str, object] = {}
    words: dict[str, str] = {}
    checks = con.execute("select sql from sqlite_schema where name = ?", (table,)).fetchone()[0]
    for name, type_, _ in columns(con, table):
        kind = PERSONAL.get(table, {}).get(name)
        if name in given or kind is None or type_ != "TEXT":
            continue
        choices = re.search(rf"check \({name} in \(\s*'([^']+)'", checks)
        if choices:
            values[name] = choices[1]
        elif (table, name) in FIXED:
            values[name] = FIXED[table, name]
        elif kind in (Kind.ATTRIBUTES, Kind.ALERT) or name in ("options", "counts", "question"):
            words[name] = word(table, name, row)
            values[name] = json.dumps({"told": words[name]})
        else:
            values[name] = words[name] = word(table, name, row)
    values |= given
    names = ", ".join(f'"{n}"' for n in values)
    marks = ", ".join("?" * len(values))
    con.execute(f'insert into "{table}" ({names}) values ({marks})', list(values.values()))
    return words


def about_lead(con: sqlite3.Connection, lead: int, passage: int) -> dict[str, dict[str, str]]:
    """Insert a row about the lead into every table that has rows about leads; return table -> column -> word.

    A new table is filled too: its columns that must not be empty are numbers here, unless `MORE` says better.
    """
    more = {
        "lead_state": {"status_id": 1, "status_since": 0, "holder_account_id": 1},
        "distribution": {"id": passage, "account_id": 1, "distributed_at": 10, "recorded_at": 10, "record_type_id": 1,
                         "user_id": 1, "level": "user"},
        "follow_up": {"user_id": 1}, "released": {"distribution_id": passage}, "override": {"run_id": 1},
        "outbox": {"lead_id": lead, "sent_at": 20}, "hold": {"lead_id": lead},
    }  # fmt: skip
    found = {}
    tables = dict.fromkeys(t for t, c, *_ in con.execute(COLUMNS_SQL).fetchall() if c == "lead_id")
    for table in sorted(tables, key=lambda t: (t != "distribution", t)):
        if table == "erasure":
            continue
        given = {"lead_id": lead, **more.get(table, {})}
        defaults = {n: d and int(d) for t, n, k, _, d in con.execute(COLUMNS_SQL) if t == table and k == "INTEGER"}
        for name, type_, empty in columns(con, table):
            if type_ == "INTEGER" and not empty and name not in given and name != "id":
                given[name] = defaults[name] if defaults[name] is not None else lead
        found[table] = add_everywhere(con, table, lead, **given)
    return found


def everywhere(con: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Insert a row into every table; return table -> column -> word. References lead anywhere."""
    con.execute("pragma foreign_keys = off")
    given: dict[str, dict[str, object]] = {
        "account": {"id": 2, "parent_id": 1, "kind": "branch"},
        "territory": {"user_id": 1}, "candidate_set": {"digest": b"x"}, "credit_checkpoint": {"vector": "[]"},
        "customer_key": {"kind": "email", "value": "zqcustomer@zqmail.example"},
        "company_key": {"kind": "name"}, "lead_change": {"field": "notes"}, "user": {"id": 1},
        "place": {"country": "DE", "city": "berlin", "state": None, "postal_code": None, "zone": None},
    }  # fmt: skip
    found = {}
    for table in dict.fromkeys(row[0] for row in con.execute(COLUMNS_SQL).fetchall()):
        own = dict(given.get(table, {}))
        for name, type_, empty, default in [
            (n, k, not m, d) for t, n, k, m, d in con.execute(COLUMNS_SQL) if t == table
        ]:
            if type_ in ("INTEGER", "REAL") and not empty and name not in own:
                own[name] = 1 if default is None else int(default)
        if table in ("absence", "cost", "meta", "record_type", "status", "status_version", "account") or "id" in own:
            own["id"] = 77 if table != "user" and "id" in [c[0] for c in columns(con, table)] else own.get("id", 1)
        if table == "absence":
            own["ends_at"] = 5
        own = {k: v for k, v in own.items() if k in [c[0] for c in columns(con, table)]}
        found[table] = add_everywhere(con, table, 1, **own)
    con.execute("pragma foreign_keys = on")
    return found
