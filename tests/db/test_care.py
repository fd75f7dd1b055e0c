"""db status, vacuum and migrate: the file of any schema, smaller, newer, and rehearsals that write nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from leadctl.db import care, connection, migrating
from leadctl.db.connection import SCHEMA_VERSION
from leadctl.db.lock import run_lock
from leadctl.errors import BusyError, DatabaseError
from tests.builders import add_leads
from tests.db.test_migrate import OLD, rebuilt


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but for the memory that readers share."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(("-shm", "-wal"))}


@pytest.mark.parametrize("dump", OLD, ids=lambda p: p.stem)
def test_status_reads_every_schema_and_changes_none(dump, tmp_path, leadctl):
    path = rebuilt(dump, tmp_path)
    before = files(tmp_path)
    told = json.loads(leadctl("db", "status", "--json", db=path).out)
    assert told["schema"] == int(dump.stem.removeprefix("schema"))
    assert len(told["pending"]) == SCHEMA_VERSION - told["schema"]
    assert told["counts"]["leads"] > 10
    assert told["created_at"].endswith("+00:00") or "T" in told["created_at"]
    assert f"{len(told['pending'])} behind" in leadctl("db", "status", db=path).out
    assert files(tmp_path) == before


@pytest.mark.parametrize("dump", OLD, ids=lambda p: p.stem)
def test_a_migration_is_rehearsed_on_a_copy_and_then_done(dump, tmp_path, leadctl):
    path = rebuilt(dump, tmp_path)
    before = files(tmp_path)
    rehearsed = leadctl("db", "migrate", "--dry-run", db=path)
    assert rehearsed.code == 0
    assert "was found sound" in rehearsed.out
    assert files(tmp_path) == before
    done = leadctl("db", "migrate", "--json", db=path)
    told = json.loads(done.out)
    assert (told["from"], told["to"]) == (int(dump.stem.removeprefix("schema")), SCHEMA_VERSION)
    assert told["steps"][-1] == "0003_reports"
    assert Path(told["kept"]).exists()
    assert "nothing to do" in leadctl("db", "migrate", db=path).out
    assert "nothing to do" in leadctl("db", "migrate", "--dry-run", db=path).out
    assert leadctl("verify", db=path).code == 0


def test_a_migration_that_would_fail_is_told_by_its_rehearsal(tmp_path, leadctl):
    path = rebuilt(OLD[-1], tmp_path)
    con = sqlite3.connect(path)
    con.execute("create table outbox (id integer)")
    con.close()
    before = files(tmp_path)
    done = leadctl("db", "migrate", "--dry-run", db=path)
    assert (done.code, "[migration-failed]" in done.err) == (3, True)
    assert files(tmp_path) == before


def test_rows_that_refer_to_nothing_are_told_by_the_rehearsal(tmp_path):
    path = rebuilt(OLD[-1], tmp_path)
    raw = sqlite3.connect(path)
    raw.execute("insert into user_tag (user_id, tag, valid_from) values (4711, 'x', 0)")
    raw.commit()
    raw.close()
    con = connection.connect(path)
    with pytest.raises(DatabaseError, match="not sound"):
        migrating.rehearse(con, path)
    con.close()


def test_vacuum_makes_the_file_smaller_and_changes_no_row(con, db_file, leadctl):
    add_leads(con, 2000, notes="x" * 500)
    con.execute("delete from lead_state where lead_id > 100")
    con.execute("delete from lead where id > 100")
    rows = list(con.iterdump())
    con.close()
    told = json.loads(leadctl("db", "vacuum", "--dry-run", "--json").out)
    assert told["bytes_after"] < told["bytes_before"] / 2
    done = json.loads(leadctl("db", "vacuum", "--json").out)
    assert done["bytes_before"] == told["bytes_before"]
    assert done["bytes_after"] <= told["bytes_after"] * 1.1
    assert db_file.stat().st_size == done["bytes_after"]
    again = sqlite3.connect(db_file)
    assert list(again.iterdump()) == rows
    again.close()
    assert "now" in leadctl("db", "vacuum").out
    assert leadctl("db", "vacuum", "--quiet").out == ""


def test_vacuum_waits_for_nobody_and_needs_room(con, db_file, leadctl, monkeypatch):
    with run_lock(db_file):
        assert leadctl("db", "vacuum").code == 75
    con.execute("pragma busy_timeout = 0")
    other = sqlite3.connect(db_file, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(BusyError), connection.wrapped(db_file):
        care.vacuum(con, db_file)
    other.close()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1 << 40, 0, 1000))
    full = leadctl("db", "vacuum")
    assert (full.code, "[disk-full]" in full.err) == (3, True)


def test_a_newer_file_is_left_alone_by_all_of_them(db_file, leadctl):
    raw = sqlite3.connect(db_file)
    raw.execute("pragma user_version = 999")
    raw.close()
    before = db_file.read_bytes()
    for line in ("db status", "db vacuum", "db migrate", "db migrate --dry-run", "backup b.db"):
        done = leadctl(*line.split())
        assert (done.code, "[newer-database]" in done.err) == (3, True), line
    assert db_file.read_bytes() == before


def test_sizes_are_said_for_people():
    assert [care.megabytes(n) for n in (0, 12_345, 48_200_000, 3_100_000_000)] == ["0 kB", "12 kB", "48.2 MB", "3.1 GB"]


def test_ctrl_c_is_heard_in_a_check_that_takes_long(con):
    add_leads(con, 2000)

    def pressed() -> int:
        raise KeyboardInterrupt

    plain = con.set_progress_handler

    class Pressed:
        """The connection, on which somebody presses Ctrl-C at the first look at the keyboard."""

        execute = con.execute

        @staticmethod
        def set_progress_handler(handler, steps):
            plain(handler and pressed, 1 if handler else 0)

    for check in (care.integrity, care.broken_references):
        with pytest.raises(KeyboardInterrupt):
            check(Pressed())
    assert care.integrity(con) == []
