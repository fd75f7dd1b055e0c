"""lead_key: hashed values of leads for the duplicate rules that name no indexed field, kept up to date lazily."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

from leadctl.db.leads import load_rows

_META: Final = "duplicate_key:"  # meta: highest lead id whose key is stored, per rule
_PAGE: Final = 5_000

ADD_KEY_SQL = "insert or ignore into lead_key (rule_key, key, received_at, lead_id) values (?, ?, ?, ?)"
COVERED_SQL = "select cast(value as integer) from meta where key = :key"
COVER_SQL = """
insert into meta (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value"""
FORGET_SQL = """
delete from meta where key like :prefix || '%' and key not in (select value from json_each(:kept))"""
UNCOVERED_SQL = "select id, received_at from lead where id > :after and id <= :last order by id limit :limit"
RECEIVED_SQL = "select l.id, l.received_at from json_each(:leads) k cross join lead l on l.id = k.value"


def key63(text: str) -> int:
    """Return a 63-bit key of `text`: equal texts have equal keys, others practically never (blake2b)."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def rule_key(fields: Sequence[str]) -> int:
    """Return the key of a rule: of its fields, in any order."""
    return key63("\x1f".join(sorted(f.casefold() for f in fields)))


def keep_up(con: sqlite3.Connection, rules: Iterable[Sequence[str]], last: int) -> None:
    """Store the keys of every lead up to id `last` that has none yet, for these rules (their fields).

    Rules that are not named here are forgotten: their keys may go stale, and are completed when they come back.
    """
    wanted = {rule_key(fields): fields for fields in rules}
    con.execute(FORGET_SQL, {"prefix": _META, "kept": json.dumps([f"{_META}{k}" for k in wanted])})
    for key, fields in wanted.items():
        row = con.execute(COVERED_SQL, {"key": f"{_META}{key}"}).fetchone()
        after = row[0] if row else 0
        while page := con.execute(UNCOVERED_SQL, {"after": after, "last": last, "limit": _PAGE}).fetchall():
            _add(con, key, fields, dict(page))
            after = page[-1][0]
    cover(con, wanted.values(), last)


def cover(con: sqlite3.Connection, rules: Iterable[Sequence[str]], last: int) -> None:
    """Remember that the keys of these rules are stored up to lead `last`."""
    for fields in rules:
        con.execute(COVER_SQL, {"key": f"{_META}{rule_key(fields)}", "value": str(last)})


def add_keys(con: sqlite3.Connection, fields: Sequence[str], lead_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Store the keys of these leads for one rule and return (lead id, key) of those that have all its values."""
    received = dict(con.execute(RECEIVED_SQL, {"leads": json.dumps(list(lead_ids))}).fetchall())
    return _add(con, rule_key(fields), fields, received)


def _add(con: sqlite3.Connection, rule: int, fields: Sequence[str], received: dict[int, int]) -> list[tuple[int, int]]:
    ordered = sorted(fields, key=str.casefold)
    keys: list[tuple[int, int]] = []
    for lead_id, (record_type, *values) in load_rows(con, list(received), ["record_type", *ordered]):
        folded = ["" if v is None else str(v).strip().casefold() for v in (record_type, *values)]
        if all(folded):
            keys.append((lead_id, key63("\x1f".join(folded))))
    con.executemany(ADD_KEY_SQL, ((rule, key, received[lead_id], lead_id) for lead_id, key in keys))
    return keys
