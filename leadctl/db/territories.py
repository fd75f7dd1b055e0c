"""Territory tables: dated rows that say whose a country, state, county, city or postal code is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple


class Area(NamedTuple):
    """What a row covers; None = any. Names are folded keys (models.place_key), states included.

    `postal_from` is a whole code, a prefix (`331*`) or, with `postal_to`, the first code of a range.
    """

    record_type_id: int | None = None
    country: str | None = None
    region: str | None = None
    state: str | None = None
    county: str | None = None
    city: str | None = None
    postal_from: str | None = None
    postal_to: str | None = None


class Territory(NamedTuple):
    """One row in force. Exactly one of user, team and account is given."""

    id: int
    area: Area
    user_id: int | None
    team_id: int | None
    account_id: int | None
    line: int | None

    @property
    def recipient(self) -> tuple[int | None, int | None, int | None]:
        """Return (user, team, account)."""
        return self.user_id, self.team_id, self.account_id


_AREA: Final = ", ".join(Area._fields)
_OPEN: Final = "valid_from <= :now and (valid_to is null or valid_to > :now)"

TABLES_SQL = f"""
select table_name, count(*), max(valid_from) from territory where {_OPEN} group by table_name order by table_name"""

NAMES_SQL = "select distinct table_name from territory where valid_to is null order by table_name"

ROWS_SQL = f"""
select id, {_AREA}, user_id, team_id, account_id, line from territory
where table_name = :table and {_OPEN} order by line, id"""

STANDING_SQL = f"""
select id, {_AREA}, user_id, team_id, account_id, line from territory
where table_name = :table and valid_to is null order by line, id"""

INSERT_SQL = f"""
insert into territory (table_name, {_AREA}, user_id, team_id, account_id, line, import_id, valid_from)
values (:table, {", ".join(f":{c}" for c in Area._fields)}, :user_id, :team_id, :account_id, :line, :import, :now)"""

CLOSE_SQL = "update territory set valid_to = :now, closed_by = :import where id = :id and valid_to is null"
RENUMBER_SQL = "update territory set line = :line where id = :id and line is not :line"

CLOSED_BY_SQL = """
select distinct closed_by from territory where import_id = :import and closed_by is not null order by 1"""
UNDO_NEW_SQL = "update territory set valid_to = valid_from where import_id = :import and valid_to is null"
UNDO_CLOSED_SQL = "update territory set valid_to = null, closed_by = null where closed_by = :import"


def tables(con: sqlite3.Connection, now: int) -> list[tuple[str, int, int]]:
    """Return (table, rows, newest change) of the tables that have rows in force at `now`."""
    return con.execute(TABLES_SQL, {"now": now}).fetchall()


def standing_tables(con: sqlite3.Connection) -> list[str]:
    """Return the tables that have rows which nothing has closed yet."""
    return [row[0] for row in con.execute(NAMES_SQL)]


def rows(con: sqlite3.Connection, table: str, now: int) -> list[Territory]:
    """Return the rows of a table in force at `now`, in the order of their file."""
    return [_territory(row) for row in con.execute(ROWS_SQL, {"table": table, "now": now})]


def standing(con: sqlite3.Connection, table: str) -> list[Territory]:
    """Return the rows of a table that nothing has closed yet."""
    return [_territory(row) for row in con.execute(STANDING_SQL, {"table": table})]


def _territory(row: tuple[object, ...]) -> Territory:
    at = 1 + len(Area._fields)
    return Territory(row[0], Area(*row[1:at]), *row[at:])  # type: ignore[arg-type]  # columns in this order


def insert(con: sqlite3.Connection, table: str, new: Iterable[Territory], import_id: int, now: int) -> None:
    """Add rows (their id is not looked at), valid from `now`."""
    con.executemany(
        INSERT_SQL,
        (
            {
                "table": table, "import": import_id, "now": now, **t.area._asdict(),
                "user_id": t.user_id, "team_id": t.team_id, "account_id": t.account_id, "line": t.line,
            }
            for t in new
        ),
    )  # fmt: skip


def close(con: sqlite3.Connection, ids: Iterable[int], import_id: int, now: int) -> None:
    """End the validity of rows at `now`."""
    con.executemany(CLOSE_SQL, ({"id": row_id, "import": import_id, "now": now} for row_id in ids))


def renumber(con: sqlite3.Connection, lines: Iterable[tuple[int, int]]) -> None:
    """Give rows (id, line) the line on which the newest file has them."""
    con.executemany(RENUMBER_SQL, ({"id": row_id, "line": line} for row_id, line in lines))


def closed_by(con: sqlite3.Connection, import_id: int) -> list[int]:
    """Return the later imports that closed rows of an import."""
    return [row[0] for row in con.execute(CLOSED_BY_SQL, {"import": import_id})]


def take_back(con: sqlite3.Connection, import_id: int) -> int:
    """Let the rows of an import never have been valid, and those that it closed stand again; return how many."""
    gone = con.execute(UNDO_NEW_SQL, {"import": import_id}).rowcount
    return gone + con.execute(UNDO_CLOSED_SQL, {"import": import_id}).rowcount
