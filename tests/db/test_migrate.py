"""Databases of every version that was ever out come to the newest schema with everything in them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadctl.db.connection import SCHEMA_VERSION, connect
from leadctl.db.lock import run_lock
from leadctl.db.migrate import bring_up_to_date, migrate, version
from leadctl.engine.runs import assign
from leadctl.engine.undo import find_run, undo
from leadctl.engine.verify import verify
from leadctl.errors import BusyError

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


def test_of_several_that_meet_an_old_file_one_migrates_it(tmp_path, monkeypatch):
    from leadctl.db import migrate as module

    path = rebuilt(DATA / "schema1.sql", tmp_path)
    first, second = connect(path), connect(path)
    seen = version(second)
    copy = bring_up_to_date(path, first)
    monkeypatch.setattr(module, "version", answers(seen, version))
    assert bring_up_to_date(path, second) is None
    old = sqlite3.connect(copy)
    assert version(old) == seen, "the copy is of the file as it was"
    for con in (first, second, old):
        con.close()


def answers(first: int, then):
    """Return a function that says `first` once, as of a file read a moment too early, and the truth from then on."""
    said = iter([first])
    return lambda con: next(said, None) or then(con)


def test_a_file_in_use_by_a_run_is_busy_and_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr("leadctl.db.migrate.WAIT", 0)
    path = rebuilt(DATA / "schema1.sql", tmp_path)
    con = connect(path)
    with run_lock(path), pytest.raises(BusyError):
        bring_up_to_date(path, con)
    assert version(con) == 1
    con.close()


def test_what_a_killed_copy_left_is_in_nobodys_way(tmp_path):
    path = rebuilt(DATA / "schema1.sql", tmp_path)
    (tmp_path / "old.db.schema1.backup.part").write_bytes(b"half a file")
    con = connect(path)
    copy = bring_up_to_date(path, con)
    con.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.glob("*backup*")) == ["old.db.schema1.backup"]
