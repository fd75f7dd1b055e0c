"""tick as cron starts it: overlapping, days late, a hundred times, the clock set back, over both changes of clocks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.soak import life

pytestmark = pytest.mark.soak
# the night the clocks go forward in New York (2026-03-08) and back (2026-11-01), there and back again in time
MOMENTS = (
    "2026-03-02T15:11:00-05:00",
    "2026-03-02T15:11:00-05:00",
    "2026-03-02T15:00:30-05:00",  # set back
    "2026-03-08T01:59:59-05:00",
    "2026-03-08T03:00:00-04:00",
    "2026-03-08T01:30:00-05:00",
    "2026-03-20T12:00:00-04:00",  # twelve days late
    "2026-03-05T12:00:00-05:00",  # a fortnight back
    "2026-11-01T01:30:00-04:00",
    "2026-11-01T01:30:00-05:00",
    "2026-11-01T01:10:00-04:00",
    "2027-03-20T12:00:00-04:00",
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    made = life.every_method(tmp_path, 400)
    life.add_lists(made)
    life.run(made, "assign", "--limit", "200", "--quiet")
    return made


def silent(db: Path, now: str) -> None:
    process = life.start(db, "tick", "--quiet", "--now", now)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (0, "", ""), now


def test_any_clock_in_silence(db: Path) -> None:
    for now in MOMENTS:
        silent(db, now)
        life.run(db, "verify", "--quiet", now="2027-03-21T12:00:00-04:00")
    assert life.owned_twice(db) == []


def test_the_hundredth_changes_nothing(db: Path) -> None:
    now = "2026-03-02T16:00:00-05:00"
    silent(db, now)
    con = sqlite3.connect(db)
    before = list(con.iterdump())
    running: list = []
    codes = []
    for _ in range(100):  # eight at a time
        running.append(life.start(db, "tick", "--quiet", "--now", now))
        if len(running) == 8:
            codes += [finished(process) for process in running]
            running = []
    codes += [finished(process) for process in running]
    assert set(codes) <= {0, 75}
    assert 0 in codes
    assert list(con.iterdump()) == before
    con.close()


def finished(process) -> int:
    """Return the exit code; only one that found another at work says a word."""
    out, err = process.communicate()
    assert out == ""
    assert err == "" if process.returncode == 0 else "[busy]" in err
    return process.returncode


def test_limits_of_the_disk(db: Path) -> None:
    """No file may grow beyond so many bytes: one line, exit 3, and afterwards it goes on as if nothing had been."""
    resource = pytest.importorskip("resource")
    import subprocess

    life.run(db, "assign", "--propose", "plan.csv")
    works = (["tick"], ["pull", "--user", "u1"], ["assign"], ["assign", "--approve", "plan.csv"])
    for work in works:
        for most in (0, 60_000, 200_000):
            done = subprocess.run(
                life.command(*work),
                env=life.environment(db),
                cwd=db.parent,
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
            )
            assert done.returncode in ({3} if most == 0 else {0, 1, 3}), done.stderr
            assert done.returncode != 3 or done.stderr.count("leadctl: error:") == 1
            assert "Traceback" not in done.stderr
            life.run(db, "verify", "--quiet")
        life.run(db, *work, ok=(0, 1, 4))
        life.run(db, "verify", "--quiet")
    assert life.owned_twice(db) == []


def test_an_empty_database(tmp_path: Path) -> None:
    db = tmp_path / "soak.db"
    life.run(db, "init")
    pull = '[[strategy]]\nname = "Calls"\nmode = "pull"\nto = { accounts = ["Corporate"] }\n'
    (tmp_path / "leadctl.toml").write_text(life.EVERY_METHOD.split("[[strategy]]")[0] + pull, "utf-8")
    life.run(db, "config", "apply", "leadctl.toml")
    silent(db, life.NOW)
    life.run(db, "verify", "--quiet")
