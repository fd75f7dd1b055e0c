"""kill -9 at random moments of everything that writes: the file is whole, and the same command then completes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from tests import box
from tests.soak import life

pytestmark = pytest.mark.soak
ROWS = 3_000
KILLS = {"tick": 40}  # of a command; of the others 4
LATER = "2026-03-02T15:20:00-05:00"
SCHEMA_1 = Path(__file__).parents[1] / "data" / "schema1.sql"
# command: what must be done before it, itself
WORK: dict[str, tuple[list[list[str]], list[str]]] = {
    "customers": ([], ["import", "customers", "customers.csv", "--replace"]),
    "territories": ([], ["import", "territories", "territories.csv", "--table", "West"]),
    "places": ([], ["geo", "load", "places.csv"]),
    "assign": ([], ["assign", "--quiet"]),
    "tick": ([["assign", "--quiet"]], ["tick", "--quiet", "--now", LATER]),
    "approve": ([["assign", "--propose", "plan.csv", "--limit", "1000"]], ["assign", "--approve", "plan.csv"]),
    "undo": ([["assign", "--quiet"]], ["undo", "last"]),
    "rescore": ([], ["lead", "rescore", "--all", "--now", "2026-04-02T15:00:00-04:00"]),
    "config": ([["assign", "--limit", "500", "--quiet"]], ["config", "apply", "other.toml"]),
    "pull": ([], ["pull", "--user", "u1", "--count", "50"]),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with leads to distribute and everything that the rules look up."""
    folder = tmp_path_factory.mktemp("made")
    db = life.every_method(folder, ROWS)
    life.add_lists(db)
    other = life.EVERY_METHOD.replace('half_life = "14d"', 'half_life = "7d"').replace(
        '"u1", "u2", "u3"]', '"u1", "u5"]'
    )
    (folder / "other.toml").write_text(other.replace("u1 = 5, u2 = 1, u3 = 1", "u1 = 1"), "utf-8")
    con = sqlite3.connect(db)
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()
    return folder


def copy(made: Path, folder: Path) -> Path:
    shutil.copytree(made, folder)
    return folder / "soak.db"


@pytest.mark.parametrize("name", WORK)
def test_killed_in(name: str, made: Path, tmp_path: Path) -> None:
    rng = box.chance(name)
    before, work = WORK[name]
    if name in {"customers", "territories", "places"}:  # new to the file, not met again
        cut = tmp_path / "cut"
        cut.mkdir()
        life.every_method(cut, ROWS)
        made = cut
    db = copy(made, tmp_path / "calm")
    for step in before:
        life.run(db, *step)
    shutil.copytree(db.parent, tmp_path / "start")
    began = time.monotonic()
    life.run(db, *work, ok=(0, 1))
    calm, expected = time.monotonic() - began, life.facts(db)
    moments = life.Moments(rng, min(0.25, calm / 2), calm)
    for round_ in box.rounds(KILLS.get(name, 4) // 4, f"killed in {name}"):
        db = copy(tmp_path / "start", tmp_path / f"wild{round_}")
        for _ in range(4):
            moments.kill(db, *work)
            life.run(db, "verify", "--quiet")
        life.run(db, *work, ok=(0, 1, 4))
        life.run(db, "verify", "--quiet")
        assert life.owned_twice(db) == []
        if name not in {"pull"}:  # each pull that was not killed takes more
            assert life.facts(db) == expected
        shutil.rmtree(db.parent)
    box.tell(f"{name}: {moments}")
    assert moments.inside, "no kill landed inside the work"


def test_killed_in_the_answers_to_offers(made: Path, tmp_path: Path) -> None:
    rng = box.chance("answers to offers")
    db = copy(made, tmp_path / "wild")
    life.run(db, "assign", "--quiet")
    killed = 0
    for offer, user in life.pending(db)[:12]:
        answer = ["offer", rng.choice(["accept", "reject"]), offer, "--user", user]
        killed += life.kill_after(db, rng.uniform(0.08, 0.35), *answer)
        life.run(db, *answer, ok=(0, 4))  # 4: the answer was in before the kill, or another has it
    life.run(db, "verify", "--quiet")
    box.tell(f"answers to offers: {killed} killed inside the work")
    assert killed
    assert life.owned_twice(db) == []


def test_killed_in_the_migration(tmp_path: Path) -> None:
    rng = box.chance("migration")
    moments = life.Moments(rng, 0.1, 0.6)
    for attempt in box.rounds(10, "killed in the migration"):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        db = folder / "old.db"
        con = sqlite3.connect(db)
        con.execute("pragma journal_mode = wal")
        con.executescript(SCHEMA_1.read_text("utf-8"))
        con.close()
        for _ in range(4):
            moments.kill(db, "tick", "--quiet")
            con = sqlite3.connect(db)
            assert con.execute("pragma integrity_check").fetchone() == ("ok",)
            con.close()
        life.run(db, "tick", "--quiet")
        life.run(db, "verify", "--quiet")
        copies = {p.name for p in folder.glob("*.backup")}
        assert copies == {"old.db.schema1.backup"}
        con = sqlite3.connect(folder / "old.db.schema1.backup")
        assert con.execute("pragma user_version").fetchone() == (1,)
        assert con.execute("pragma integrity_check").fetchone() == ("ok",)
        con.close()
    box.tell(f"migration: {moments}")
    assert moments.inside >= moments.drawn // 8
