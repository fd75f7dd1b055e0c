"""Many processes on one file: no lead with two owners, no "database is locked" reaching the user."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest

from tests.soak import life

pytestmark = pytest.mark.soak
SECONDS = 40


def test_eight_writers_at_once(tmp_path: Path) -> None:
    db = life.prepare(tmp_path, 4_000)
    life.run(db, "import", "leads", "leads.csv", "--quiet")
    life.run(db, "assign", "--limit", "500", "--quiet")
    rng = random.Random(3)
    until = time.monotonic() + SECONDS
    codes: dict[tuple[str, int], int] = {}
    running = []
    while time.monotonic() < until or running:
        running = [p for p in running if p.poll() is None or collect(p, codes)]
        if time.monotonic() < until and len(running) < 8:
            running.append(life.start(db, *some_command(rng)))
        time.sleep(0.01)
    # an undo that keeps what was worked meanwhile, a pull from an empty queue; nothing else may end with 1
    findings = {("undo", 1), ("pull", 1)}
    assert {pair for pair in codes if pair[1] not in {0, 4, 75}} <= findings, codes
    assert sum(times for (_, code), times in codes.items() if code == 0) > 20
    life.run(db, "verify")
    con = sqlite3.connect(db)
    doubled = con.execute(
        "select lead_id from distribution where ended_at is null and undone_at is null and level = 'user'"
        " group by lead_id having count(*) > 1"
    ).fetchall()
    con.close()
    assert doubled == []


def some_command(rng: random.Random) -> list[str]:
    lead, user = str(rng.randrange(1, 600)), f"u{rng.randrange(1, 6)}"
    return rng.choice(
        [
            ["assign", "--limit", "50", "--quiet"],
            ["lead", "action", lead, "call", "--user", user],
            ["lead", "status", lead, "Contacted", "--user", user],
            ["lead", "transfer", lead, "--to", user],
            ["undo", "last"],
            ["pull", "--user", user, "--count", "2"],
            ["release", lead, "--again-in", "0s"],
        ]
    )


def collect(process, codes: dict[tuple[str, int], int]) -> bool:
    _, err = process.communicate()
    assert "Traceback" not in err, err
    assert "database is locked" not in err, err
    done = (process.args[3], process.returncode)
    codes[done] = codes.get(done, 0) + 1
    return False
