"""The report_filter table: questions put to a report, kept under a name. One of a report may be its default."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple


class SavedFilter(NamedTuple):
    """One saved filter; `question` is JSON, the flags as typed. Seconds UTC."""

    report: str
    name: str
    question: str
    is_default: int
    saved_at: int
    saved_by: str


_COLUMNS: Final = ", ".join(SavedFilter._fields)
GET_SQL: Final = f"select {_COLUMNS} from report_filter where report = :report and name = :name"
DEFAULT_SQL: Final = f"select {_COLUMNS} from report_filter where report = :report and is_default = 1"
LIST_SQL: Final = f"""
select {_COLUMNS} from report_filter where :report is null or report = :report order by report, name collate nocase"""
PUT_SQL: Final = f"""
insert into report_filter ({_COLUMNS}) values (:report, :name, :question, :is_default, :saved_at, :saved_by)
on conflict (report, name) do update set name = excluded.name, question = excluded.question,
  is_default = excluded.is_default, saved_at = excluded.saved_at, saved_by = excluded.saved_by"""
NO_DEFAULT_SQL: Final = "update report_filter set is_default = 0 where report = :report and is_default = 1"
DELETE_SQL: Final = "delete from report_filter where report = :report and name = :name"


def get(con: sqlite3.Connection, report: str, name: str) -> SavedFilter | None:
    """Return the filter of this name, case ignored, or None."""
    row = con.execute(GET_SQL, {"report": report, "name": name}).fetchone()
    return None if row is None else SavedFilter(*row)


def default_of(con: sqlite3.Connection, report: str) -> SavedFilter | None:
    """Return the filter that a report takes when neither period nor filter is typed, or None."""
    row = con.execute(DEFAULT_SQL, {"report": report}).fetchone()
    return None if row is None else SavedFilter(*row)


def listed(con: sqlite3.Connection, report: str | None = None) -> list[SavedFilter]:
    """Return the filters of one report or of all, by report and name."""
    return [SavedFilter(*row) for row in con.execute(LIST_SQL, {"report": report})]


def put(con: sqlite3.Connection, row: SavedFilter) -> bool:
    """Keep a filter; return whether it replaced one of that name. A default takes the place of the report's other one.

    The caller holds the transaction.
    """
    replaced = get(con, row.report, row.name) is not None
    if row.is_default:
        con.execute(NO_DEFAULT_SQL, {"report": row.report})
    con.execute(PUT_SQL, row._asdict())
    return replaced


def delete(con: sqlite3.Connection, report: str, name: str) -> None:
    """Forget a filter. The caller holds the transaction."""
    con.execute(DELETE_SQL, {"report": report, "name": name})
