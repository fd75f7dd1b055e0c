"""Backups: of one moment, sound, private, complete or absent, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.clock import utc_stamp
from leadctl.db import backup, connection
from leadctl.errors import DatabaseError, UsageError
from tests.builders import add_leads, add_users
from tests.conftest import NOW

HOUR = 3600


def rows(path: Path, sql: str = "select count(*) from lead") -> list[tuple]:
    con = sqlite3.connect(path)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def smash(path: Path, page: int) -> None:
    """Write nonsense over one page, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(os.urandom(4096))


@pytest.fixture
def filled(con) -> sqlite3.Connection:
    add_users(con, "ana bob")
    add_leads(con, 300, full_name="Somebody with a name")
    return con


def test_a_backup_is_the_database_alone_private_and_at_rest(filled, db_file, tmp_path):
    (tmp_path / "b").mkdir()
    before = os.umask(0)
    try:
        made = backup.write(filled, db_file, tmp_path / "b" / "leads.db")
    finally:
        os.umask(before)
    assert [p.name for p in (tmp_path / "b").iterdir()] == ["leads.db"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.facts.counts["leads"] == 300
    copied = sqlite3.connect(made.path)
    assert list(copied.iterdump()) == list(filled.iterdump())
    copied.close()


def test_a_backup_is_of_one_moment_and_keeps_no_writer_waiting(filled, db_file, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 5)
    other = connection.connect(db_file)
    other.execute("pragma busy_timeout = 0")
    seen = []

    def meanwhile(done: int, total: int) -> None:
        if total == 0:
            return
        seen.append((done, total))
        with connection.immediate(other):
            other.execute("insert into source (name) values (?)", (f"s{len(seen)}",))
            other.execute("update lead set notes = 'changed while it was copied'")

    made = backup.write(filled, db_file, tmp_path / "b.db", progress=meanwhile)
    assert len(seen) > 3
    assert seen[-1][0] == seen[-1][1]
    assert rows(made.path, "select count(*) from source") == [(0,)]
    assert rows(made.path, "select count(*) from lead where notes is not null") == [(0,)]
    assert rows(db_file, "select count(*) from source") == [(len(seen),)]
    other.close()


def test_an_existing_file_stands_unless_force_and_the_database_itself_always(filled, db_file, tmp_path):
    target = tmp_path / "b.db"
    target.write_text("precious")
    with pytest.raises(UsageError) as told:
        backup.write(filled, db_file, target)
    assert told.value.slug == "file-exists"
    assert target.read_text() == "precious"
    backup.write(filled, db_file, target, force=True)
    assert rows(target) == [(300,)]
    link = tmp_path / "link.db"
    link.symlink_to(db_file)
    for itself in (db_file, link):
        with pytest.raises(UsageError, match="the database itself"):
            backup.write(filled, db_file, itself, force=True)
    with pytest.raises(UsageError) as told:
        backup.write(filled, db_file, Path("/dev/null"), force=True)
    assert told.value.slug == "is-folder"


@pytest.mark.parametrize("index", ["lead_by_import", "strategy_member_by_strategy"])
def test_a_damaged_database_gives_no_backup_and_takes_none_away(filled, db_file, tmp_path, index):
    target = tmp_path / "b.db"
    backup.write(filled, db_file, target)
    good = target.read_bytes()
    root = filled.execute("select rootpage from sqlite_master where name = ?", (index,)).fetchone()[0]
    filled.execute("pragma wal_checkpoint(truncate)").fetchall()
    filled.close()
    smash(db_file, root - 1)
    con = connection.connect(db_file)
    with pytest.raises(DatabaseError) as told:
        backup.write(con, db_file, target, force=True)
    con.close()
    assert told.value.slug == "damaged"
    assert str(db_file) in told.value.message
    assert target.read_bytes() == good
    assert list(tmp_path.glob(".leadctl-part-*")) == []


def test_no_room_is_said_before_anything_is_written(filled, db_file, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1 << 40, 0, 1000))
    with pytest.raises(DatabaseError) as told:
        backup.write(filled, db_file, tmp_path / "b.db")
    assert told.value.slug == "disk-full"
    assert "nothing was written" in told.value.message
    assert list(tmp_path.glob("b.db*")) == []


LIMITED = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from leadctl.cli import run
run(sys.argv[1:])
"""


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(filled, db_file, tmp_path):
    filled.close()
    target = tmp_path / "b.db"
    target.write_text("the earlier one")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "backup", str(target), "--force", "--db", str(db_file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "[disk-io]" in done.stderr
    assert target.read_text() == "the earlier one"
    assert list(tmp_path.glob(".leadctl-part-*")) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_folder_that_cannot_be_written_is_one_line(filled, db_file):
    for target in (Path("/proc/leads.db"), Path("/nowhere/at/all/leads.db")):
        with pytest.raises(DatabaseError) as told:
            backup.write(filled, db_file, target)
        assert told.value.slug == "cannot-write"


def test_ctrl_c_leaves_nothing_behind(filled, db_file, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 5)

    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.write(filled, db_file, tmp_path / "b.db", progress=interrupted)
    assert list(tmp_path.glob("b.db*")) == []
    filled.execute("insert into source (name) values ('goes on')")


def test_what_a_killed_backup_left_is_swept_away_but_not_what_a_living_one_writes(filled, db_file, tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f".leadctl-part-{dead.pid}"
    living = tmp_path / f".leadctl-part-{os.getppid()}"
    strange = tmp_path / ".leadctl-part-mine"
    for path in (left, living, strange):
        path.write_bytes(b"half")
    backup.write(filled, db_file, tmp_path / "b.db")
    assert (left.exists(), living.exists(), strange.exists()) == (False, True, True)


def test_a_file_in_use_is_read_with_its_log(filled, db_file):
    filled.execute("insert into source (name) values ('only in the log')")
    with backup.reading(db_file) as con:
        assert con.execute("select name from source").fetchall() == [("only in the log",)]


def test_reading_a_file_at_rest_writes_nothing_beside_it(filled, db_file, tmp_path):
    (tmp_path / "b").mkdir()
    made = backup.write(filled, db_file, tmp_path / "b" / "leads.db")
    assert backup.problems(made.path) == []
    assert [p.name for p in (tmp_path / "b").iterdir()] == ["leads.db"]


@pytest.mark.parametrize("name", ["copy", "leads [old]*?", "a%20b#c", "-20260331T150000Z"])
def test_any_name_will_do(filled, db_file, tmp_path, name):
    made = backup.write(filled, db_file, tmp_path / f"{name}.db")
    assert rows(made.path) == [(300,)]
    assert backup.problems(made.path) == []


def test_in_a_folder_and_with_keep_each_backup_has_its_moment_for_a_name(tmp_path):
    database = tmp_path / "leads.db"
    stamp = utc_stamp(NOW)
    assert backup.named(tmp_path, database, NOW, keep=False) == tmp_path / f"leads-{stamp}.db"
    assert backup.named(tmp_path / "b.sqlite", database, NOW, keep=True) == tmp_path / f"b-{stamp}.sqlite"
    assert backup.named(tmp_path / "b", database, NOW, keep=True) == tmp_path / f"b-{stamp}.db"
    assert backup.named(tmp_path / "b.db", database, NOW, keep=False) == tmp_path / "b.db"


@given(
    hours=st.lists(st.integers(0, 50_000), unique=True, max_size=30),
    keep=st.integers(1, 12),
    others=st.lists(
        st.sampled_from(["leads.db", "leads-x.db", "leads-20260101T000000Z.db.gz", "other-20260101T000000Z.db"]),
        unique=True,
    ),
)
def test_exactly_the_newest_are_kept_and_other_files_are_let_alone(tmp_path_factory, hours, keep, others):
    folder = tmp_path_factory.mktemp("b")
    database = folder / "leads.db"
    stamps = {f"leads-{utc_stamp(NOW + n * HOUR)}.db" for n in hours}
    for name in (*stamps, *others):
        (folder / name).touch()
    newest = backup.named(folder, database, NOW + 50_001 * HOUR, keep=True)
    newest.touch()
    gone = {p.name for p in backup.outdated(newest, keep)}
    left = {p.name for p in folder.iterdir()} - gone
    assert left & stamps == set(sorted(stamps)[len(stamps) - min(keep - 1, len(stamps)) :])
    assert {newest.name, *others} <= left
