"""The demo runs, shows every command, says the same twice, and leaves the user's things alone."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from leadctl.commands import demo


@pytest.fixture(scope="module")
def shown() -> list[str]:
    return [command for step in demo.STEPS for command in step.commands]


def test_the_demo_runs_to_its_end_and_says_the_same_twice(leadctl, tmp_path: Path, shown: list[str]) -> None:
    first = leadctl("demo", "--folder", str(tmp_path / "one"), db=None, now=None)
    assert first.code == 0, first.err[-2000:]
    lines = first.out.splitlines()
    assert [line[2:] for line in lines if line.startswith("$ leadctl ")] == shown
    for heading in ("push ", "Rheinland team", "West Coast"):
        assert heading in first.out
    assert "no strategy" not in first.out  # the work shown is that of the lead's owner
    assert first.out.splitlines()[-3].endswith("all as recomputed")
    assert len(lines) < 500  # readable
    second = leadctl("demo", "--folder", str(tmp_path / "two"), db=None, now=None)
    assert second.out == first.out.replace(str(tmp_path / "one"), str(tmp_path / "two"))
    con = sqlite3.connect(tmp_path / "one" / "leads.db")
    assert con.execute("select count(*) from lead").fetchone()[0] > 1_900
    assert con.execute("select count(*) from distribution where origin = 'engine'").fetchone()[0] > 900
    con.close()
    assert (tmp_path / "one" / "leads.db").stat().st_mode & 0o777 == 0o600


def test_environment_and_folder_are_put_back(leadctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADCTL_DB", "mine.db")
    monkeypatch.setattr(demo, "STEPS", demo.STEPS[:1])
    before = Path.cwd()
    assert leadctl("demo", "--folder", str(tmp_path / "short"), db=None, now=None).code == 0
    assert Path.cwd() == before
    assert os.environ["LEADCTL_DB"] == "mine.db"
    assert not Path("mine.db").exists()


def test_the_first_failing_command_stops_it(leadctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (demo.Step("fails", demo.TODAY, ("leadctl init", "leadctl init", "leadctl --help")),)
    monkeypatch.setattr(demo, "STEPS", steps)
    result = leadctl("demo", "--folder", str(tmp_path / "stops"), db=None, now=None)
    assert result.code == 4
    assert "`leadctl init` ended with exit code 4 [demo-stopped]" in result.err
    assert "$ leadctl --help" not in result.out


def test_a_folder_in_use_is_left_alone(leadctl, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    result = leadctl("demo", "--folder", str(tmp_path / "mine"), db=None, now=None)
    assert result.code == 4
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_the_demo_takes_no_database_of_yours(leadctl, db_file: Path) -> None:
    result = leadctl("demo", now=None)
    assert result.code == 2
    assert "makes its own database" in result.err


def test_now_moves_the_last_part(leadctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = tuple(demo.Step(s.title, s.now, ("leadctl --version",)) for s in demo.STEPS[:3])
    monkeypatch.setattr(demo, "STEPS", steps)
    result = leadctl("demo", "--folder", str(tmp_path / "moved"), db=None, now="2026-04-01 09:00 America/New_York")
    assert result.code == 0, result.err
    moments = [line for line in result.out.splitlines() if "LEADCTL_NOW" in line]
    assert [demo.SET_UP in moments[0], "2026-04-01 09:00" in moments[2]] == [True, True]
