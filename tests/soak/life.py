"""Real processes on one file: helpers for the soak tests."""

from __future__ import annotations

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

NOW = "2026-03-02T15:00:00-05:00"
CONFIG = """\
timezone = "America/New_York"
seed = "soak"

[[duplicate]]
match = ["email"]
within = "30d"

[[score]]
name = "big"
when = { value = { min = 5000 } }
points = 10

[[strategy]]
name = "Big"
method = "weighted"
to = { users = ["u1", "u2", "u3"], weights = { u1 = 5, u2 = 1, u3 = 1 } }
when = { value = { min = 9000 } }
limits = { per_day = 400 }

[[strategy]]
name = "Rest"
method = "round_robin"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
limits = { open = 3000 }

[[strategy]]
name = "Calls"
mode = "pull"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
cool_down = "1s"
"""


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "leadctl", *args]


def environment(db: Path) -> dict[str, str]:
    return {**os.environ, "LEADCTL_DB": str(db), "LEADCTL_NOW": NOW, "LEADCTL_ACTOR": "soak"}


def run(db: Path, *args: str, ok: tuple[int, ...] = (0,)) -> str:
    """Run one command to its end and return its stdout; fails on another exit code than `ok`."""
    done = subprocess.run(
        command(*args), env=environment(db), capture_output=True, text=True, check=False, cwd=db.parent
    )
    assert done.returncode in ok, f"{args} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def start(db: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*args), env=environment(db), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=db.parent
    )


def kill_after(db: Path, seconds: float, *args: str) -> bool:
    """Start a command and kill -9 it after `seconds`; return True when it was still running."""
    process = start(db, *args)
    time.sleep(seconds)
    running = process.poll() is None
    if running:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    return running


def make_leads(path: Path, rows: int, seed: int) -> None:
    """Write a lead CSV with external ids, and one e-mail in ten used twice."""
    rng = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Lead ID", "Email", "First Name", "Last Name", "Company", "Lead Source", "Value", "Created"])
        for n in range(rows):
            person = n if n % 10 else rng.randrange(max(1, n))
            writer.writerow(
                [
                    f"S{seed}-{n}",
                    f"p{person}@example.com",
                    "Pat",
                    f"Lee{n}",
                    f"Firm {n % 997}",
                    ["Web", "Fair"][n % 2],
                    rng.randrange(100, 10_000),
                    f"2026-02-{1 + n % 28:02d} 10:{n % 60:02d}:00",
                ]
            )


def prepare(folder: Path, rows: int) -> Path:
    """Make a database with people and rules, and leads.csv beside it; nothing imported yet."""
    db = folder / "soak.db"
    run(db, "init")
    (folder / "leadctl.toml").write_text(CONFIG, "utf-8")
    users = "login,name,email,account\n" + "".join(f"u{n},User {n},u{n}@example.com,Corporate\n" for n in range(1, 6))
    (folder / "users.csv").write_text(users, "utf-8")
    run(db, "import", "users", "users.csv")
    run(db, "config", "apply", "leadctl.toml")
    make_leads(folder / "leads.csv", rows, 1)
    return db


def facts(db: Path) -> dict[str, int]:
    """Return counts that must not depend on where a process was killed."""
    con = sqlite3.connect(db)
    counts = {
        "leads": "select count(*) from lead where undone_at is null",
        "identities": "select count(distinct identity) from lead where undone_at is null",
        "states": "select count(*) from lead_state",
        "distributions": "select count(*) from distribution where undone_at is null",
        "leads distributed": "select count(distinct lead_id) from distribution where undone_at is null",
        "open": "select count(*) from distribution where undone_at is null and ended_at is null",
        "owned": "select count(*) from lead_state where owner_id is not null",
        "waiting": "select count(*) from lead_state where waiting = 1",
        "credit": "select coalesce(sum(micro), 0) from credit",
    }
    found = {name: con.execute(sql).fetchone()[0] for name, sql in counts.items()}
    assert con.execute("pragma integrity_check").fetchone()[0] == "ok"
    con.close()
    return found
