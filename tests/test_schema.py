"""The schema is a document: generated, fresh, commented, reached from a blank file."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from leadctl.db.connection import SCHEMA_VERSION
from leadctl.db.migrate import migrate, migration_texts, schema_sql, version
from leadctl.errors import DatabaseError

ROOT = Path(__file__).parents[1]


@pytest.fixture
def blank() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def test_schema_sql_is_fresh() -> None:
    assert (ROOT / "schema.sql").read_text("utf-8") == schema_sql(), "run `make docs`"


def test_every_migration_applies_to_a_blank_file(blank: sqlite3.Connection) -> None:
    assert migrate(blank) == [name for name, _ in migration_texts()]
    assert version(blank) == SCHEMA_VERSION == len(migration_texts())
    assert blank.execute("pragma integrity_check").fetchone() == ("ok",)
    assert blank.execute("pragma foreign_key_check").fetchall() == []


def test_migrating_twice_changes_nothing(blank: sqlite3.Connection) -> None:
    migrate(blank)
    before = blank.execute("select name, sql from sqlite_master order by name").fetchall()
    assert migrate(blank) == []
    assert blank.execute("select name, sql from sqlite_master order by name").fetchall() == before


def test_a_failing_migration_leaves_the_file_as_it_was(blank: sqlite3.Connection) -> None:
    blank.execute("create table source (id integer primary key)")  # in the way of the real one
    with pytest.raises(DatabaseError, match="could not be brought"):
        migrate(blank)
    names = {
        name
        for (name,) in blank.execute(
            "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'"
        )
    }
    assert names == {"source"}
    assert version(blank) == 0


def test_every_table_is_strict(blank: sqlite3.Connection) -> None:
    migrate(blank)
    loose = blank.execute(
        "select name from pragma_table_list where type = 'table' and schema = 'main' and not strict"
        " and name not like 'sqlite%' and name not like '\\_sqlite%' escape '\\'"
    ).fetchall()
    assert loose == []


def test_every_foreign_key_names_a_table_that_exists(blank: sqlite3.Connection) -> None:
    migrate(blank)
    tables = {name for (name,) in blank.execute("select name from sqlite_master where type = 'table'")}
    for table in tables:
        for row in blank.execute(f"pragma foreign_key_list({table})").fetchall():
            assert row[2] in tables, f"{table}.{row[3]} points to {row[2]}"


def test_every_table_says_what_a_row_is() -> None:
    heads = [line for line in schema_sql().splitlines() if line.startswith("CREATE TABLE")]
    assert len(heads) > 20
    assert [line for line in heads if "--" not in line] == []


def test_every_column_says_what_it_holds() -> None:
    """Only `id` and references may stand without a comment: the key and the table referred to say it."""
    column = re.compile(r"  \w+ +(text|integer|real|blob)\b")
    columns = [line for line in schema_sql().splitlines() if column.match(line)]
    assert len(columns) > 200
    assert [c for c in columns if "--" not in c and "references" not in c and not c.startswith("  id ")] == []
