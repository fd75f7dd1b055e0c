"""Where else a person is spoken of: sentences, rules, files and figures of any table that hold one of his words."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

from leadctl.db.personal import Column, Kind, columns
from leadctl.db.personal import of_leads as tables_of_leads

SEARCHED: Final = frozenset(
    {Kind.FREE, Kind.WORD, Kind.RULES, Kind.ATTRIBUTES, Kind.CELL, Kind.FILE, Kind.ALERT, Kind.ID, Kind.COMPANY}
)
# Of a lead of somebody else only what is said, not who he is: he may bear the same name.
OF_OTHERS: Final = frozenset({"notes", "attributes", "job_title"})
_PLAIN: Final = re.compile(r"[^a-z0-9@.]+")
KEY_SQL: Final = "select name from pragma_table_info(:table) where pk > 0 order by pk"
RULES_SQL: Final = "update config_version set sha256 = :sha where id = :id"


class Mention(NamedTuple):
    """One cell that speaks of the person; `row` is the key of its row."""

    table: str
    column: str
    row: tuple[Any, ...]
    text: str


def like(word: str) -> str:
    """Return the pattern of LIKE that finds `word` in whatever case, spacing or escape it was written."""
    return f"%{_PLAIN.sub('%', word.lower())}%"


def find(con: sqlite3.Connection, patterns: Iterable[str], says: Callable[[str], bool]) -> Iterator[Mention]:
    """Yield the cells that match one of `patterns` (of `like`) and of which `says` is true."""
    wanted = sorted(set(patterns))
    if not wanted:
        return
    for column in list(columns(con)):
        if column.kind not in SEARCHED or (column.table == "lead" and column.name not in OF_OTHERS):
            continue
        key = _key(con, column.table)
        for *row, text in con.execute(_sql(column, key, len(wanted)), wanted).fetchall():
            if isinstance(text, str) and says(text):
                yield Mention(column.table, column.name, tuple(row), text)


def _sql(column: Column, key: list[str], patterns: int) -> str:
    name = f'"{column.name}"'
    keys = ", ".join(f'"{k}"' for k in key)
    alike = " or ".join([f"{name} like ?"] * patterns)
    return f'select {keys}, {name} from "{column.table}" where {name} is not null and ({alike})'


def _key(con: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns by which a row of a table is named."""
    found = [row[0] for row in con.execute(KEY_SQL, {"table": table})]
    return found or ["rowid"]


def replace(con: sqlite3.Connection, mention: Mention, text: str) -> None:
    """Put another text into a cell. A name that another row has already gets a number behind it."""
    key = _key(con, mention.table)
    where = " and ".join(f'"{k}" = ?' for k in key)
    sql = f'update "{mention.table}" set "{mention.column}" = ? where {where}'
    for number in range(1, 1_000):
        try:
            con.execute(sql, [text if number == 1 else f"{text} {number}", *mention.row])
            break
        except sqlite3.IntegrityError:
            continue
    if (mention.table, mention.column) == ("config_version", "text"):
        con.execute(RULES_SQL, {"sha": sha256(text.encode()).hexdigest(), "id": mention.row[0]})


def of_leads(con: sqlite3.Connection, lead_ids: Iterable[int]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield (table, key) of every row about one of these leads."""
    ids = json.dumps(sorted(lead_ids))
    for table in ["lead", *tables_of_leads(con)]:
        own = "id" if table == "lead" else "lead_id"
        keys = ", ".join(f'"{k}"' for k in _key(con, table))
        for row in con.execute(f"select {keys} from {table} where {own} in (select value from json_each(?))", [ids]):
            yield table, row
