"""A time typed with --now (or LEADCTL_NOW) without a zone is read in the zone of the rules by every command."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leadctl.clock import iso

TOKYO = 'timezone = "Asia/Tokyo"\n'


@pytest.fixture
def empty(tmp_path, monkeypatch, leadctl):
    """A folder with rules of Tokyo and no database yet."""
    monkeypatch.chdir(tmp_path)
    Path("leadctl.toml").write_text(TOKYO, "utf-8")
    return lambda *words, now: leadctl(*words, now=now, db=tmp_path / "new.db")


def test_init_and_the_first_apply_read_it_as_the_file_says(empty):
    assert empty("init", now="2026-03-02 08:00").code == 0
    assert empty("config", "apply", now="2026-03-02 09:00").code == 0
    versions = json.loads(empty("config", "history", "--json", now="2026-03-02 10:00").out)
    assert versions[0]["applied_at"] == "2026-03-02T09:00:00+09:00"
    with closing(sqlite3.connect("new.db")) as con:
        (made,) = con.execute("select created_at from account").fetchone()
    assert iso(made, "Asia/Tokyo") == "2026-03-02T08:00:00+09:00"


def test_rules_in_force_go_before_the_file(empty):
    empty("init", now="2026-03-02 08:00")
    empty("config", "apply", now="2026-03-02 09:00")
    Path("leadctl.toml").write_text('timezone = "America/New_York"\n', "utf-8")
    assert empty("config", "apply", now="2026-03-02 10:00").code == 0
    versions = json.loads(empty("config", "history", "--json", now="2026-03-03 10:00").out)
    assert {v["applied_at"] for v in versions} == {"2026-03-01T19:00:00-05:00", "2026-03-01T20:00:00-05:00"}


def test_backup_and_restore_name_their_files_by_it(empty):
    empty("init", now="2026-03-02 08:00")
    empty("config", "apply", now="2026-03-02 09:00")
    assert empty("backup", "copy.db", "--keep", "2", now="2026-03-02 10:00").code == 0
    (made,) = Path().rglob("*20260302T010000Z*")
    assert empty("restore", str(made), now="2026-03-02 11:00").code == 0
    assert list(Path().rglob("*20260302T020000Z*"))


@pytest.mark.parametrize("text", ["timezone = 5\n", 'timezone = "Nowhere"\n', "[[[\n"])
def test_rules_that_are_wrong_are_told_as_ever(empty, text):
    Path("leadctl.toml").write_text(text, "utf-8")
    assert empty("init", now="2026-03-02 08:00").code == 0
    done = empty("config", "apply", now="2026-03-02 09:00")
    assert done.code == 2
    assert "leadctl.toml" in done.err


def test_restore_of_no_backup_says_so(empty):
    empty("init", now="2026-03-02 08:00")
    Path("x.db").write_text("no database", "utf-8")
    assert empty("restore", "x.db", now="2026-03-02 09:00").code == 3
    assert "[bad-time]" in empty("restore", "x.db", now="2026-13-02 09:00").err
