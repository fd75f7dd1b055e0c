"""Restoring: the whole backup or nothing, the old file kept, never under somebody's feet."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from leadctl.db import backup, connection, restore
from leadctl.db.lock import run_lock
from leadctl.errors import BusyError, DatabaseError, UsageError
from tests.builders import add_leads, add_users
from tests.conftest import NOW
from tests.db.test_backup import LIMITED, smash


@pytest.fixture
def source(db_file, tmp_path) -> Path:
    """Return a backup of 300 leads; the database has 50 more since."""
    con = connection.connect(db_file)
    add_users(con, "ana bob")
    add_leads(con, 300, full_name="Somebody with a name")
    made = backup.write(con, db_file, tmp_path / "backup.db")
    add_leads(con, 50)
    con.close()
    return made.path


def leads(path: Path) -> int:
    con = sqlite3.connect(path)
    try:
        assert con.execute("pragma integrity_check").fetchall() == [("ok",)]
        return con.execute("select count(*) from lead").fetchone()[0]
    finally:
        con.close()


def dump(path: Path) -> list[str]:
    con = sqlite3.connect(path)
    try:
        return list(con.iterdump())
    finally:
        con.close()


def test_the_database_is_what_the_backup_was_and_the_old_one_is_beside(source, db_file):
    now = dump(db_file)
    before = os.umask(0)
    try:
        done = restore.restore(db_file, source, NOW)
    finally:
        os.umask(before)
    assert (done.before.counts["leads"], done.facts.counts["leads"]) == (350, 300)
    assert dump(db_file) == dump(source)
    assert done.kept.name == "leads.db.before-restore-20260301T090000Z"
    assert dump(done.kept) == now
    assert {stat.S_IMODE(p.stat().st_mode) for p in (db_file, done.kept)} == {0o600}
    con = connection.connect(db_file)
    assert con.execute("pragma journal_mode").fetchone() == ("wal",)
    con.execute("insert into source (name) values ('work goes on')")
    con.close()
    again = restore.restore(db_file, done.kept, NOW)
    assert again.kept.name == "leads.db.before-restore-20260301T090000Z-2"
    assert dump(db_file) == now


def test_a_dry_run_checks_compares_and_writes_nothing(source, db_file, tmp_path):
    files = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    done = restore.restore(db_file, source, NOW, dry_run=True)
    assert (done.before.counts["leads"], done.facts.counts["leads"]) == (350, 300)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == files


def test_refused_while_anybody_has_it_open_even_if_he_does_nothing(source, db_file, monkeypatch):
    monkeypatch.setattr(restore, "PATIENCE", 0)
    now = dump(db_file)
    idle = connection.connect(db_file)
    idle.execute("select count(*) from lead").fetchall()
    with pytest.raises(BusyError):
        restore.restore(db_file, source, NOW)
    idle.close()
    with run_lock(db_file), pytest.raises(BusyError):
        restore.restore(db_file, source, NOW)
    assert dump(db_file) == now
    assert restore.restore(db_file, source, NOW).facts.counts["leads"] == 300


def test_who_comes_meanwhile_waits_and_works_on_what_was_restored(source, db_file, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 5)
    came: list[threading.Thread] = []
    wrote: list[int] = []

    def come() -> None:
        con = connection.connect(db_file)
        con.execute("insert into source (name) values ('came meanwhile')")
        wrote.append(con.execute("select count(*) from lead").fetchone()[0])
        con.close()

    def progress(done: int, total: int) -> None:
        if total and not came:
            came.append(threading.Thread(target=come))
            came[0].start()
            time.sleep(0.1)
        assert not wrote

    restore.restore(db_file, source, NOW, progress=progress)
    came[0].join(timeout=30)
    assert wrote == [300]
    con = sqlite3.connect(db_file)
    assert con.execute("select name from source").fetchall() == [("came meanwhile",)]
    con.close()


def test_where_there_is_no_database_yet(source, tmp_path):
    target = tmp_path / "new.db"
    done = restore.restore(target, source, NOW)
    assert (done.before, done.kept) == (None, None)
    assert dump(target) == dump(source)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_log_that_was_left_behind_is_not_played_into_the_new_file(source, db_file, tmp_path):
    con = connection.connect(db_file)
    con.execute("update lead set full_name = 'only in the log'")
    target = tmp_path / "moved.db"
    shutil.copy(f"{db_file}-wal", f"{target}-wal")
    con.close()
    restore.restore(target, source, NOW)
    assert dump(target) == dump(source)


def test_a_damaged_database_is_replaced_and_kept(source, db_file):
    smash(db_file, 3)
    damaged = db_file.read_bytes()
    done = restore.restore(db_file, source, NOW)
    assert dump(db_file) == dump(source)
    assert done.kept.read_bytes()[4096:] == damaged[4096:]  # SQLite writes a counter into the first page


def test_a_file_that_is_no_database_any_more_is_moved_aside(source, db_file):
    for content in (b"\0" * 8192, b"SQLite format 3\0" + b"junk" * 3000, b"PK\3\4" + b"x" * 5000):
        db_file.write_bytes(content)
        done = restore.restore(db_file, source, NOW)
        assert dump(db_file) == dump(source)
        assert done.before is None
        assert done.kept.read_bytes() == content


def test_a_truncated_database_is_replaced(source, db_file):
    with db_file.open("r+b") as file:
        file.truncate(db_file.stat().st_size // 2 + 100)
    restore.restore(db_file, source, NOW)
    assert dump(db_file) == dump(source)


def test_somebody_elses_file_is_never_touched(source, tmp_path):
    other = tmp_path / "other.db"
    con = sqlite3.connect(other)
    con.execute("create table t (a)")
    con.close()
    before = other.read_bytes()
    with pytest.raises(DatabaseError, match="not a leadctl database"):
        restore.restore(other, source, NOW)
    assert other.read_bytes() == before


def damaged(path: Path) -> None:
    smash(path, 5)


def newer(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("pragma user_version = 999")
    con.close()


def foreign(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("pragma application_id = 7")
    con.close()


def torn(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("insert into user_tag (user_id, tag, valid_from) values (4711, 'x', 0)")
    con.commit()
    con.close()


@pytest.mark.parametrize(
    ("spoil", "slug"),
    [
        (damaged, "damaged"), (newer, "newer-database"), (foreign, "not-leadctl"), (torn, "damaged"),
        (Path.unlink, "no-backup"), (lambda p: p.write_bytes(b"x" * 9000), "not-a-database"),
        (lambda p: p.write_bytes(b""), "not-leadctl"),
    ],
)  # fmt: skip
def test_a_bad_backup_changes_nothing(source, db_file, tmp_path, spoil, slug):
    spoil(source)
    files = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    for dry_run in (True, False):
        with pytest.raises(DatabaseError) as told:
            restore.restore(db_file, source, NOW, dry_run=dry_run)
        assert told.value.slug == slug
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == files


def test_the_database_is_no_backup_of_itself(source, db_file):
    with pytest.raises(UsageError, match="the database itself"):
        restore.restore(db_file, db_file, NOW)


def test_pages_of_another_size(source, db_file):
    con = sqlite3.connect(source)
    con.execute("pragma journal_mode = delete")
    con.execute("pragma page_size = 8192")
    con.execute("vacuum")
    con.close()
    restore.restore(db_file, source, NOW)
    assert dump(db_file) == dump(source)


def test_a_full_disk_leaves_the_database_as_it_was(source, db_file, tmp_path):
    now = dump(db_file)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "restore", str(source), "--db", str(db_file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert dump(db_file) == now
    assert list(tmp_path.glob(".leadctl-part-*")) == []


def test_no_room_is_said_before_anything_is_exchanged(source, db_file, monkeypatch):
    now = dump(db_file)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1 << 40, 0, 1000))
    with pytest.raises(DatabaseError) as told:
        restore.restore(db_file, source, NOW)
    assert told.value.slug == "disk-full"
    assert dump(db_file) == now


def test_ctrl_c_leaves_the_database_as_it_was(source, db_file, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 5)
    now = dump(db_file)

    def interrupted(done: int, total: int) -> None:
        if total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore.restore(db_file, source, NOW, progress=interrupted)
    assert dump(db_file) == now


SLOWLY = """
import sys, time
from leadctl.db import backup
from leadctl.cli import run
backup.PAGES = 3
plain = backup.told
def told(progress):
    def tell(status, remaining, total):
        sys.stdout.write("."); sys.stdout.flush()
        time.sleep(0.002)
    return tell
backup.told = told
run(sys.argv[1:])
"""


def test_killed_anywhere_it_is_the_old_or_the_new(source, db_file, tmp_path):
    old, new = dump(db_file), dump(source)
    rng = random.Random(11)
    killed, dots = 0, 2 * db_file.stat().st_size // 4096 // 3  # printed by both copies, of the old and of the new
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(db_file, folder))
        args = [sys.executable, "-c", SLOWLY, "restore", str(source), "--db", str(path), "--quiet"]
        process = subprocess.Popen(args, stdout=subprocess.PIPE)
        for _ in range(rng.randrange(1, dots - 5)):
            process.stdout.read(1)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() < 0
        process.stdout.close()
        assert leads(path) in (300, 350)
        assert dump(path) in (old, new)
        assert all(dump(kept) == old for kept in folder.glob("*.before-restore-*Z"))
        restore.restore(path, source, NOW)
        assert dump(path) == new
        assert list(folder.glob(".leadctl-part-*")) == [], "what the killed one left is swept away"
    assert killed >= 8, "the kills must land inside the work"
