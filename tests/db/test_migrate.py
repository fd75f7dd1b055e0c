"""Databases of every version that was ever out come to the newest schema with everything in them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadctl.db.connection import SCHEMA_VERSION, connect
from leadctl.db.migrate import migrate, version
from leadctl.engine.runs import assign
from leadctl.engine.undo import find_run, undo
from leadctl.engine.verify import verify

DATA = Path(__file__).parents[1] / "data"
OLD = sorted(DATA.glob("schema*.sql"))
LATER = 1_775_000_000  # after everything in the files, seconds UTC


def rebuilt(path: Path, folder: Path) -> Path:
    """Return a database made from a dump of an earlier version."""
    file = folder / "old.db"
    con = sqlite3.connect(file)
    con.executescript(path.read_text("utf-8"))
    con.close()
    return file


def counts(con: sqlite3.Connection) -> dict[str, int]:
    tables = con.execute("select name from sqlite_master where type = 'table'").fetchall()
    ours = [name for (name,) in tables if not name.startswith(("sqlite", "_"))]
    return {name: con.execute(f"select count(*) from {name}").fetchone()[0] for name in ours}


def test_there_is_a_dump_of_every_earlier_version():
    assert [p.name for p in OLD] == [f"schema{n}.sql" for n in range(1, SCHEMA_VERSION)]


@pytest.mark.parametrize("dump", OLD, ids=lambda p: p.stem)
def test_nothing_is_lost_and_the_next_run_goes_on(dump, tmp_path):
    file = rebuilt(dump, tmp_path)
    plain = sqlite3.connect(file)
    before = counts(plain)
    kept = plain.execute(
        "select strategy_id, user_id, micro, last_distribution_id from credit order by 1, 2"
    ).fetchall()
    runs = plain.execute("select id, kind, started_at, counts, undone_at from run order by id").fetchall()
    imports = plain.execute("select id, kind, sha256, counts from import order by id").fetchall()
    plain.close()
    con = connect(file)
    assert migrate(con)
    assert version(con) == SCHEMA_VERSION
    after = counts(con)
    assert {name: after[name] for name in before} == before
    assert sum(before.values()) > 300
    rows = con.execute("select strategy_id, user_id, micro, last_distribution_id from credit order by 1, 2").fetchall()
    assert rows == kept
    assert con.execute("select id, kind, started_at, counts, undone_at from run order by id").fetchall() == runs
    assert con.execute("select id, kind, sha256, counts from import order by id").fetchall() == imports
    assert con.execute("pragma foreign_key_check").fetchall() == []
    assert con.execute("pragma integrity_check").fetchone() == ("ok",)
    assert verify(con, LATER).differences == ()
    con.close()


def test_a_lead_of_the_first_version_has_its_place_in_the_queue(tmp_path):
    con = connect(rebuilt(DATA / "schema1.sql", tmp_path))
    migrate(con)
    wrong = con.execute(
        "select count(*) from lead_state s join lead l on l.id = s.lead_id where s.added_at <> l.received_at"
    ).fetchone()
    assert wrong == (0,)
    con.close()


def test_a_migrated_database_can_be_worked_with(tmp_path):
    from leadctl.config import load_text
    from leadctl.db.settings import current_config_text

    con = connect(rebuilt(DATA / "schema1.sql", tmp_path))
    migrate(con)
    config = load_text(current_config_text(con), "rules")
    taken_back = undo(con, find_run(con, "last"), LATER)
    assert taken_back.leads > 20
    assert assign(con, config, LATER + 1).considered >= taken_back.leads
    assert verify(con, LATER).differences == ()
    con.close()
