"""A world beside the file: temporary tables and views that stand before the real ones, so that code which reads and
writes by plain table names works in memory. Nothing reaches the file: the connection refuses it, and all is rolled
back at the end.

SQLite looks for an unqualified name among the temporary tables first. A table that the code writes becomes a temporary
table of the same columns and indices; one that it only reads becomes a view that shows a past moment.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

TABLE_SQL = "select sql from main.sqlite_schema where type = 'table' and name = :table"
INDEXES_SQL = "select name, sql from main.sqlite_schema where type = 'index' and tbl_name = :table and sql is not null"
COLUMNS_SQL = "select name from pragma_table_info(:table, 'main')"

_CREATE_TABLE = re.compile(r'^create table\s+"?(\w+)"?', re.I)
_CREATE_INDEX = re.compile(r'^create (unique )?index\s+"?(\w+)"?', re.I)

_AS_THEY_ARE: Final[Mapping[str, str | None]] = {}
_WRITES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_DECLARED = frozenset({"sqlite_master", "sqlite_schema"})  # table functions (json_each …) declare their shape there


@contextmanager
def shadows(con: sqlite3.Connection) -> Iterator[None]:
    """Open the world beside the file: one read view of the real tables, every write to them refused.

    Whatever the body makes and writes is gone at the end.
    """
    assert not con.in_transaction, "a shadow world is a transaction of its own"
    con.execute("pragma foreign_keys = off")  # temporary rows name real ones
    con.execute("begin")
    con.set_authorizer(_refuse_writes)
    try:
        yield
    finally:
        con.set_authorizer(None)
        con.execute("rollback")
        con.execute("pragma foreign_keys = on")


def _refuse_writes(action: int, first: str | None, second: str | None, schema: str | None, by: str | None) -> int:
    if action in _WRITES and schema == "main" and first not in _DECLARED:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def columns(con: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a real table, in order."""
    return [row[0] for row in con.execute(COLUMNS_SQL, {"table": table})]


def make_table(
    con: sqlite3.Connection, table: str, *, copy: bool = False, indexes: Mapping[str, str | None] = _AS_THEY_ARE
) -> None:
    """Put an empty temporary table before the real one, of the same shape; with `copy` the rows too.

    `indexes`: index -> its columns here instead of there, None = without it.
    """
    text = con.execute(TABLE_SQL, {"table": table}).fetchone()[0]
    con.execute(_CREATE_TABLE.sub(f'create temp table "{table}"', text, count=1))
    if copy:
        con.execute(f'insert into temp."{table}" select * from main."{table}"')
    for name, index in con.execute(INDEXES_SQL, {"table": table}).fetchall():
        if name not in indexes:
            con.execute(_CREATE_INDEX.sub(lambda m: f'create {m[1] or ""}index temp."{m[2]}"', index, count=1))
        elif indexes[name] is not None:
            con.execute(f'create index temp."{name}" on "{table}" ({indexes[name]})')


def tell_sizes(con: sqlite3.Connection, sizes: Iterable[tuple[str, str | None, str]]) -> None:
    """Tell SQLite's planner how large temporary tables get: (table, index or None, as in sqlite_stat1)."""
    con.execute("create temp table sized (one integer)")
    con.execute("insert into temp.sized values (1)")
    con.execute("analyze temp.sized")  # makes the table of statistics
    con.executemany("insert into temp.sqlite_stat1 values (?, ?, ?)", sizes)
    con.execute("analyze temp.sqlite_schema")


def make_view(con: sqlite3.Connection, table: str, changed: Mapping[str, str], where: str = "true") -> None:
    """Put a view before a real table: its rows `t` that meet `where`, the columns of `changed` replaced.

    The conditions and expressions name real tables as `main.NAME`.
    """
    shown = ", ".join(f'{changed[c]} as "{c}"' if c in changed else f't."{c}"' for c in columns(con, table))
    con.execute(f'create temp view "{table}" as select {shown} from main."{table}" t where {where}')


def on_update(con: sqlite3.Connection, view: str, columns_written: str, statement: str) -> None:
    """Let an update of these columns of a view run `statement` instead; it names old and new values."""
    con.execute(
        f'create temp trigger "{view}_written" instead of update of {columns_written} on "{view}" '
        f"begin {statement}; end"
    )
