"""Ctrl-C at a chosen point of what writes files or the whole database: all of it or nothing, and nothing lies about."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

NOW = "2026-03-01 09:00"
RULES = """
[[strategy]]
name = "Everyone"
method = "round_robin"
to = { users = ["ana", "bob"] }
"""
# Presses the key itself: at the Nth look that SQLite takes at the keyboard, or when a function is called the Nth time.
PRESS = """
import importlib, os, runpy, signal, sys
from leadctl.db import backup, connection
kind, where, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
signal.signal(signal.SIGINT, signal.default_int_handler)
backup.PAGES = 8

def looked():
    global left
    left -= 1
    if left == 0:
        print("pressed", file=sys.stderr)
        os.kill(os.getpid(), signal.SIGINT)
    return 0

if kind == "sql":
    connection._nothing = looked
    connection.hear.__code__ = (lambda c: c.set_progress_handler(_nothing, 50)).__code__
else:
    module = importlib.import_module(where.rpartition(".")[0])
    name = where.rpartition(".")[2]
    real = getattr(module, name)

    def called(*args, **given):
        if name == "told":
            tell = real(*args, **given)
            return lambda *figures: (looked(), tell(*figures))
        looked()
        return real(*args, **given)

    setattr(module, name, called)
sys.argv[:] = ["leadctl", *sys.argv[4:]]
runpy.run_module("leadctl", run_name="__main__")
"""


def environment(folder):
    return {
        **os.environ, "LEADCTL_DB": str(folder / "leads.db"), "LEADCTL_NOW": NOW, "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a folder with a database that has unused pages, a backup of an earlier moment, a report and an export."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "tmp").mkdir()
    (folder / "in").mkdir()
    (folder / "r.toml").write_text(RULES, "utf-8")
    rows = [f"p{i}@c{i % 97}.example,P{i},C{i % 97}\n" for i in range(600)]
    (folder / "a.csv").write_text("Email,First name,Company\n" + "".join(rows[:300]), "utf-8")
    (folder / "in" / "b.csv").write_text("Email,First name,Company\n" + "".join(rows[300:]), "utf-8")
    (folder / "old.csv").write_text("stands\n", "utf-8")
    for line in (
        "init", "user add ana", "user add bob", "config apply r.toml", "backup good.db", "import leads a.csv", "assign",
    ):  # fmt: skip
        done = run(folder, "-m", "leadctl", *line.split())
        assert done.returncode == 0, (line, done.stderr)
    return folder


def run(folder, *argv):
    return subprocess.run([sys.executable, *argv], cwd=folder, env=environment(folder), capture_output=True, text=True)


def contents(path):
    con = sqlite3.connect(path)
    try:
        assert con.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert con.execute("pragma foreign_key_check").fetchall() == []
        return list(con.iterdump())
    finally:
        con.close()


def files(folder):
    """Return every file but the database with what SQLite keeps beside it, and locks."""
    mine = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("leads.db") and p.suffix != ".lock")
    return {str(p.relative_to(folder)): p.read_bytes() for p in mine}


POINTS = (
    ("export leads -o out.csv", "sql - 40"),
    ("export distributions -o old.csv --force", "call leadctl.db.exports.rows 1"),
    ("export leads -o out.ndjson --format ndjson --since-last", "sql - 60"),
    ("backup copy.db", "call leadctl.db.backup.told 3"),
    ("backup copy.db", "call leadctl.db.backup.problems 1"),
    ("backup kept --keep 2", "call leadctl.db.backup.publish 1"),
    ("restore good.db", "call leadctl.db.backup.told 2"),
    ("restore good.db", "call leadctl.db.care.need_room 2"),
    ("restore good.db", "call leadctl.db.backup.told 40"),
    ("anonymise shared.db", "call leadctl.db.backup.told 3"),
    ("anonymise shared.db", "call leadctl.db.anonymise.rewrite 1"),
    ("db vacuum", "sql - 30"),
    ("watch in --once --every 1s", "sql - 600"),
    ("report all --last-30-days -o weekly", "sql - 500"),
    ("report all --last-30-days -o weekly", "call leadctl.reports.make 3"),
)


@pytest.mark.parametrize(("line", "point"), POINTS)
def test_all_or_nothing(filled, tmp_path, line, point):
    folder = tmp_path / "w"
    shutil.copytree(filled, folder)
    before = files(folder), contents(folder / "leads.db")
    done = run(folder, "-c", PRESS, *point.split(), *line.split())
    assert "pressed" in done.stderr, f"over before the key was pressed: {done}"
    assert done.returncode == 130, done.stderr
    assert "leadctl: interrupted; what was committed stays, the rest was not written" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert files(folder) == before[0]
    after = contents(folder / "leads.db")
    assert after == before[1] or line.startswith("watch")  # what it imported before is kept, and the next one goes on
    assert {p.name for p in folder.iterdir() if p.name.startswith("leads.db")} <= {
        "leads.db", "leads.db.lock", "leads.db-wal", "leads.db-shm",
    }  # fmt: skip
    again = run(folder, "-m", "leadctl", *line.split())
    assert again.returncode == 0, again.stderr
    if line.startswith("watch"):
        assert (folder / "in" / "done" / "b.csv").exists()
        assert sum(row.startswith('INSERT INTO "lead" ') for row in contents(folder / "leads.db")) == 600
