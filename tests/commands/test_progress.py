"""Long work on a real terminal: a bar with the time left, and Ctrl-C that leaves a database in order."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leadctl.commands import _context, _progress
from tests.terminal import PATIENCE, Terminal

LEADS = 4_000
RULES = """
[[strategy]]
name = "Everyone"
method = "round_robin"
to = { users = ["ana", "bob"] }
"""
CRAWL = """
import runpy, sqlite3, sys, time
from leadctl.db import connection
connection._nothing = lambda: time.sleep(0.02) or 0  # a machine on which everything takes long
def hear(con):
    con.set_progress_handler(connection._nothing, 300)
connection.hear = hear
sys.argv[0] = "leadctl"
runpy.run_module("leadctl", run_name="__main__")
"""


def text_of(count: int, start: int = 0) -> str:
    return "Email,First name,Company\n" + "".join(
        f"p{i}@c{i % 97}.example,P{i},C{i % 97}\n" for i in range(start, start + count)
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a folder with a database of LEADS leads, half of them given out, and files to bring in."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "r.toml").write_text(RULES, "utf-8")
    (folder / "a.csv").write_text(text_of(LEADS // 2), "utf-8")
    (folder / "b.csv").write_text(text_of(LEADS // 2, LEADS), "utf-8")
    (folder / "new.csv").write_text(text_of(20_000, 100_000), "utf-8")
    (folder / "long.csv").write_text(text_of(60_000, 200_000), "utf-8")
    for line in (
        "init", "user add ana", "user add bob", "config apply r.toml", "import leads a.csv", "assign",
        "import leads b.csv",
    ):  # fmt: skip
        done = run(folder, *line.split())
        assert done.returncode == 0, (line, done.stderr)
    return folder


@pytest.fixture
def folder(filled, tmp_path):
    """Return a copy of `filled`."""
    shutil.copytree(filled, tmp_path / "w")
    return tmp_path / "w"


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LEADCTL_DB": str(folder / "leads.db"),
        "LEADCTL_NOW": "2026-03-01 09:00",
        "HOME": str(folder),
        "TERM": "xterm",
    }


def run(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "leadctl", *argv], cwd=folder, env=environment(folder), capture_output=True, text=True
    )


LONG = (
    "import leads new.csv", "assign", "verify", "simulate --config r.toml --last-30-days", "tick", "undo last --force",
    "imports undo 1 --force", "report summary --last-30-days -o s.csv", "report all --last-30-days -o weekly",
    "lead rescore --all",
)  # fmt: skip


@pytest.mark.parametrize("line", [*LONG[:3], *(pytest.param(line, marks=pytest.mark.soak) for line in LONG[3:])])
def test_ctrl_c_is_heard_within_a_statement_and_leaves_everything_in_order(folder, line):
    before = set(folder.iterdir())
    process = subprocess.Popen(
        [sys.executable, "-c", CRAWL, *line.split()], cwd=folder, env=environment(folder), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    time.sleep(2.5)
    assert process.poll() is None, "it was over before the key was pressed"
    pressed = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert time.monotonic() - pressed < PATIENCE / 2
    assert process.returncode == 130, said
    assert "leadctl: interrupted; what was committed stays, the rest was not written" in said
    assert "Traceback" not in said
    left = {p.name for p in set(folder.iterdir()) - before}
    assert not {name for name in left if name.endswith((".part", ".tmp")) or name in {"s.csv", "weekly"}}
    checked = run(folder, "verify")
    assert (checked.returncode, checked.stderr) == (0, "")
    con = sqlite3.connect(folder / "leads.db")
    assert con.execute("pragma integrity_check").fetchall() == [("ok",)]
    con.close()


def test_a_bar_with_the_time_left_on_a_terminal(folder):
    """What takes long shows how far it is; the bar is gone at the end, and data stays on stdout."""
    with Terminal("import", "leads", "long.csv", cwd=folder, environment=environment(folder)) as terminal:
        terminal.wait_for(" left")
        assert terminal.end() == 0
        assert "rows" in terminal.text
        assert "new          60,000" in terminal.text


# ---------------------------------------------------------------- parts


class Screen:
    """A terminal that keeps what was written."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def test_what_is_over_at_once_draws_nothing(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with _progress.bar("quick") as draw:
        assert draw is not None
        draw(1, 2)
    assert screen.text == ""


def test_work_that_reports_nothing_shows_that_it_goes_on(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(_progress, "PATIENCE", 0.01)
    monkeypatch.setenv("TERM", "xterm")
    with _progress.bar("slow"):
        end = time.monotonic() + PATIENCE
        while "slow" not in screen.text:
            assert time.monotonic() < end
            time.sleep(0.01)
    assert "left" not in screen.text


def test_no_bar_under_quiet_and_without_a_terminal(monkeypatch):
    with _progress.bar("x") as draw:
        assert draw is None
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setattr(_context.flags, "quiet", True)
    with _progress.bar("x") as draw:
        assert draw is None


@pytest.mark.parametrize(("seconds", "text"), [(7, "0:07"), (750, "12:30"), (3723, "1:02:03")])
def test_times_left(seconds, text):
    assert _progress._clock(seconds) == text
