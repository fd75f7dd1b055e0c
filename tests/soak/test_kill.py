"""kill -9 at random moments of import, assign and undo: nothing lost, nothing twice, verify clean.

With test_kill_each.py 200 moments: 40 each of import, assign, undo, tick and migration, and as many of the rest.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests import box
from tests.soak import life

pytestmark = pytest.mark.soak
ROWS = 30_000
KILLS = 20  # of each command on one file


def undisturbed(folder: Path) -> tuple[Path, dict[str, int], float, float]:
    db = life.prepare(folder, ROWS)
    began = time.monotonic()
    life.run(db, "import", "leads", "leads.csv", "--quiet")
    imported = time.monotonic() - began
    began = time.monotonic()
    life.run(db, "assign", "--quiet")
    assigned = time.monotonic() - began
    life.run(db, "verify")
    return db, life.facts(db), imported, assigned


def test_killed_anywhere_the_next_run_completes(tmp_path: Path) -> None:
    rng = box.chance("import and assign")
    (tmp_path / "calm").mkdir()
    _, expected, imported, assigned = undisturbed(tmp_path / "calm")
    killed = 0
    moments = 0
    for attempt in box.rounds(2, "killed in import and assign"):
        folder = tmp_path / f"wild{attempt}"
        folder.mkdir()
        db = life.prepare(folder, ROWS)
        for _ in range(KILLS):
            killed += life.kill_after(db, rng.uniform(0.2, imported), "import", "leads", "leads.csv", "--quiet")
        life.run(db, "import", "leads", "leads.csv", "--quiet")
        for _ in range(KILLS):
            killed += life.kill_after(db, rng.uniform(0.2, assigned), "assign", "--quiet")
        life.run(db, "assign", "--quiet")
        life.run(db, "verify")
        assert life.facts(db) == expected
        shutil.rmtree(folder)
        moments += 2 * KILLS
    box.tell(f"import and assign: killed at {moments} moments, {killed} inside the work")
    assert killed >= moments // 4, "the kills must land inside the work"


def test_killed_in_undo_the_next_undo_completes(tmp_path: Path) -> None:
    rng = box.chance("undo")
    db = life.prepare(tmp_path, ROWS)
    life.run(db, "import", "leads", "leads.csv", "--quiet")
    life.run(db, "assign", "--quiet")
    assigned = life.facts(db)
    killed = 0
    moments = 0
    for _ in box.rounds(8, "killed in undo"):
        moments += 5
        for _ in range(5):
            killed += life.kill_after(db, rng.uniform(0.15, 1.0), "undo", "last")
            life.run(db, "verify", "--quiet")
        life.run(db, "undo", "last", ok=(0, 4))
        life.run(db, "verify")
        taken_back = life.facts(db)
        assert taken_back["distributions"] == taken_back["open"] == taken_back["owned"] == taken_back["credit"] == 0
        life.run(db, "assign", "--quiet")
        assert life.facts(db) == assigned, "the same leads are given out again, none lost, none twice"
    box.tell(f"undo: killed at {moments} moments, {killed} inside the work")
    assert killed >= moments // 2, "the kills must land inside the work"
