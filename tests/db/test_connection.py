"""Opening the file: private, checked, one clear line for everything that can be wrong with it."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from leadctl.db import connection, migrate
from leadctl.db.create import create_database
from leadctl.errors import BusyError, ConflictError, DatabaseError


def test_a_new_database_is_private_and_complete(db_file: Path) -> None:
    assert stat.S_IMODE(db_file.stat().st_mode) == 0o600
    con = connection.connect(db_file)
    assert con.execute("pragma journal_mode").fetchone()[0] == "wal"
    assert con.execute("pragma synchronous").fetchone()[0] == 2
    assert con.execute("pragma foreign_keys").fetchone()[0] == 1
    assert con.execute("select name from account").fetchall() == [("Corporate",)]
    assert con.execute("select count(*) from status_version").fetchone()[0] == 6
    con.close()


def test_a_missing_database_says_how_to_create_it(leadctl, tmp_path: Path) -> None:
    result = leadctl("lead", "list", db=tmp_path / "none.db")
    assert result.code == 3
    assert "leadctl init" in result.err
    assert result.out == ""
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("words", [("lead", "list"), ("init",), ("backup", "b.db")])
def test_a_folder_is_no_database_and_the_file_in_it_is_named(leadctl, tmp_path: Path, words, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "here"
    folder.mkdir()
    result = leadctl(*words, db=folder)
    assert result.code == 3
    assert f"{folder} is a folder [cannot-open]" in result.err
    assert f"hint: name the file in it: --db {folder / 'leadctl.db'}" in result.err
    assert {path.name for path in tmp_path.rglob("*")} <= {"here", "leads.db"}
    (folder / "sales.db").touch()
    assert f"--db {folder / 'sales.db'}" in leadctl("lead", "list", db=folder).err


@pytest.mark.parametrize(
    "content", [b"id,name\n1,Ann\n" * 500, b"\x00" * 8192, b"SQLite format 3\x00" + b"junk" * 2000]
)
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseError):
        connection.connect(path)
    assert path.read_bytes() == content


def test_somebody_elses_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table t (a)")
    other.close()
    with pytest.raises(DatabaseError, match="not a leadctl database"):
        connection.connect(path)


def test_a_newer_file_is_refused(db_file: Path) -> None:
    raw = sqlite3.connect(db_file)
    raw.execute("pragma user_version = 999")
    raw.close()
    with pytest.raises(DatabaseError, match="newer leadctl"):
        connection.connect(db_file)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_file_is_one_line(db_file: Path, leadctl) -> None:
    db_file.chmod(0o400)
    result = leadctl("account", "disable", "Corporate")
    assert result.code == 3


def test_creating_twice_is_a_conflict(db_file: Path) -> None:
    with pytest.raises(ConflictError):
        create_database(db_file, 1)


def test_a_failed_migration_is_rolled_back_whole(db_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*migrate.migration_texts(), ("0999_bad", "create table half (a) strict; create table half (a) strict;")]
    monkeypatch.setattr(migrate, "migration_texts", lambda: texts)
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", len(texts))
    con = connection.connect(db_file)
    before = list(con.iterdump())
    with pytest.raises(DatabaseError, match="could not be brought"):
        migrate.migrate(con)
    assert list(con.iterdump()) == before
    con.close()


def test_migrating_twice_does_nothing(con: sqlite3.Connection) -> None:
    assert migrate.migrate(con) == []


def test_immediate_commits_or_rolls_back(con: sqlite3.Connection) -> None:
    with connection.immediate(con), connection.immediate(con):
        con.execute("insert into source (name) values ('a')")
    with pytest.raises(sqlite3.IntegrityError), connection.immediate(con):
        con.executemany("insert into source (name) values (?)", [("b",), ("b",)])
    assert con.execute("select name from source").fetchall() == [("a",)]


def test_a_rolled_back_block_writes_nothing(con: sqlite3.Connection) -> None:
    with connection.rolled_back(con), connection.immediate(con):
        con.execute("insert into source (name) values ('a')")
    assert con.execute("select count(*) from source").fetchone()[0] == 0


def test_a_locked_file_is_busy_not_a_traceback(db_file: Path, con: sqlite3.Connection) -> None:
    con.execute("begin immediate")
    other = sqlite3.connect(db_file, timeout=0, isolation_level=None)
    with pytest.raises(BusyError), connection.wrapped(db_file):
        other.execute("begin immediate")
    con.execute("rollback")
    other.close()


def test_a_full_disk_is_one_line_and_loses_nothing(con: sqlite3.Connection, db_file: Path) -> None:
    pages = con.execute("pragma page_count").fetchone()[0]
    con.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(DatabaseError, match="full"), connection.wrapped(db_file), connection.immediate(con):
        con.executemany("insert into source (name) values (?)", [(f"{n:0500}",) for n in range(5000)])
    assert con.execute("select count(*) from source").fetchone()[0] == 0
    assert con.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_the_database_forbids_two_holders_of_one_lead(con: sqlite3.Connection) -> None:
    con.execute(
        "insert into user (login, name, account_id, created_at) values ('ana', 'Ana', 1, 0), ('bob', 'Bob', 1, 0)"
    )
    con.execute(
        "insert into lead (record_type_id, identity, received_at, received_kind, imported_at, first_status_id)"
        " values (1, 1, 0, 'time', 0, 1)"
    )
    sql = (
        "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " record_type_id, shared) values (1, 'user', 'push', 'engine', ?, 1, 0, 0, 1, ?)"
    )
    con.execute(sql, (1, 0))
    with pytest.raises(sqlite3.IntegrityError):
        con.execute(sql, (2, 0))
    with pytest.raises(sqlite3.IntegrityError):
        con.execute(sql, (1, 1))


def test_a_disk_without_room_is_full_whatever_sqlite_calls_it(db_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    for free, slug in ((0, "disk-full"), (1 << 30, "disk-io")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: shutil._ntuple_diskusage(1 << 40, 0, free))
        with pytest.raises(DatabaseError) as told, connection.wrapped(db_file):
            raise sqlite3.OperationalError("disk I/O error")
        assert told.value.slug == slug


def test_a_read_only_folder_is_said_to_be_one(db_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(DatabaseError, match="read-only") as told, connection.wrapped(db_file):
        raise sqlite3.OperationalError("unable to open database file")
    assert told.value.slug == "read-only"
