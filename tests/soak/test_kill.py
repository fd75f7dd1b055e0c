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
    for attempt in box.rounds(2, "killed in import and assign"):
        imports, assigns = life.Moments(rng, 0.2, imported), life.Moments(rng, 0.2, assigned)
        folder = tmp_path / f"wild{attempt}"
        folder.mkdir()
        db = life.prepare(folder, ROWS)
        for _ in range(KILLS):
            imports.kill(db, "import", "leads", "leads.csv", "--quiet")
        life.run(db, "import", "leads", "leads.csv", "--quiet")
        for _ in range(KILLS):
            assigns.kill(db, "assign", "--quiet")
        life.run(db, "assign", "--quiet")
        life.run(db, "verify")
        assert life.facts(db) == expected
        shutil.rmtree(folder)
        box.tell(f"import: {imports}; assign: {assigns}")
        assert min(imports.inside, assigns.inside) >= KILLS // 4, "the kills must land inside the work"


def test_killed_in_undo_the_next_undo_completes(tmp_path: Path) -> None:
    rng = box.chance("undo")
    db = life.prepare(tmp_path, ROWS)
    life.run(db, "import", "leads", "leads.csv", "--quiet")
    life.run(db, "assign", "--quiet")
    assigned = life.facts(db)
    moments = life.Moments(rng, 0.15, 1.0)
    for _ in box.rounds(8, "killed in undo"):
        for _ in range(5):
            moments.kill(db, "undo", "last")
            life.run(db, "verify", "--quiet")
        life.run(db, "undo", "last", ok=(0, 4))
        life.run(db, "verify")
        taken_back = life.facts(db)
        assert taken_back["distributions"] == taken_back["open"] == taken_back["owned"] == taken_back["credit"] == 0
        life.run(db, "assign", "--quiet")
        assert life.facts(db) == assigned, "the same leads are given out again, none lost, none twice"
    box.tell(f"undo: {moments}")
    assert moments.inside >= moments.drawn // 2, "the kills must land inside the work"
