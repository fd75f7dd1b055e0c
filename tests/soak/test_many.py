"""Many processes on one file: no lead with two owners, no "database is locked" reaching the user."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests import box
from tests.soak import life

pytestmark = pytest.mark.soak
SECONDS = 60
ENOUGH = 40  # commands that must get through; a busy machine takes longer for them, at most PATIENCE seconds
PATIENCE = 600


def test_eight_writers_at_once(tmp_path: Path) -> None:
    db = life.every_method(tmp_path, 1_200)
    life.add_lists(db)
    life.run(db, "assign", "--limit", "500", "--quiet")
    rng = box.chance("eight writers")
    began = time.monotonic()
    codes: dict[tuple[str, int], int] = {}
    running = []
    while goes_on(began, codes) or running:
        running = [p for p in running if p.poll() is None or collect(p, codes)]
        if goes_on(began, codes) and len(running) < 8:
            running.append(life.start(db, *some_command(rng, life.pending(db)), now=clock(began)))
        time.sleep(0.01)
    # an undo that keeps what was worked meanwhile, a pull from an empty queue; nothing else may end with 1
    findings = {("undo", 1), ("pull", 1)}
    assert {pair for pair in codes if pair[1] not in {0, 4, 75}} <= findings, codes
    done = {name for name, code in codes if code == 0}
    assert done >= {"tick", "pull", "offer", "lead"}, codes
    assert through(codes) >= ENOUGH
    life.run(db, "verify", now="2026-03-02T16:00:00-05:00")
    assert life.owned_twice(db) == []
    box.tell(f"eight at once: {sum(codes.values())} commands, {sorted(codes.items())}")


def through(codes: dict[tuple[str, int], int]) -> int:
    """Return how many commands got through."""
    return sum(times for (_, code), times in codes.items() if code == 0)


def goes_on(began: float, codes: dict[tuple[str, int], int]) -> bool:
    passed = time.monotonic() - began
    return passed < SECONDS or (through(codes) < ENOUGH and passed < PATIENCE)


def clock(began: float) -> str:
    """Return the time of day that all processes see: a minute of theirs is a second of ours."""
    minutes = min(59, int(time.monotonic() - began))
    return f"2026-03-02T15:{minutes:02d}:00-05:00"


def some_command(rng: random.Random, pending: list[tuple[str, str]]) -> list[str]:
    lead, user = str(rng.randrange(1, 1_200)), f"u{rng.randrange(1, 6)}"
    offer, asked = rng.choice(pending) if pending else (lead, user)
    return rng.choice(
        [
            ["assign", "--limit", "50", "--quiet"],
            ["tick", "--quiet"],
            ["tick", "--quiet"],
            ["offer", "accept", offer, "--user", asked],
            ["offer", "accept", offer, "--user", asked],
            ["offer", "reject", offer, "--user", asked],
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
