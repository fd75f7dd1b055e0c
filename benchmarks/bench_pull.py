"""Pulling one lead: the default order, with 1,000,000 leads in the queue, and with all of them cooling down.

The floor is the start of the program: `leadctl --version`. The note says what the queue itself costs: the pull from a
large queue less the pull from a small one. CPU seconds, best of several; each pull takes a lead, so that none is like
the one before.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from benchmarks.harness import Row, Timed, timed

LEADS = 1_000_000
NOW = "2026-03-02T15:00:00+00:00"  # a Monday
MOMENT = 1_772_463_600
MOST = 0.05  # seconds more than the start of the program
RULES = """
timezone = "America/New_York"

[[strategy]]
name = "Hot"
mode = "pull"
to = { users = ["user1", "user2"] }
when = { country = ["US", "CA"], value = { min = 100 } }
cool_down = "15m"
max_pulls = 5
max_unworked = 1000
limits = { per_day = 1000 }
"""


def run(folder: Path, scale: float) -> list[Row]:
    """Return CPU seconds of a pull from a queue of a few leads, of many, and of many that all cool down."""
    count = max(1000, round(LEADS * scale))
    script = str(Path(sys.executable).with_name("leadctl"))  # as people start it
    times = 5 if scale < 1 else 15
    floor = _best([[script, "--version"]] * times)
    rows = []
    small = 0.0
    for name, leads, cooling in (
        (f"{times} leads", times, False),
        (f"{count:,} leads", count, False),
        (f"{count:,} cooling", count, True),
    ):
        path = folder / f"pull-{leads}{'-cooling' if cooling else ''}.db"
        if not path.exists():
            make(folder / "pull-making.db", leads, cooling)
            (folder / "pull-making.db").rename(path)
        argv = [script, "--db", str(path), "--now", NOW, "pull", "--user", "user1"]
        best = _best([argv] * times)
        small = small or best.cpu
        note = f"the queue itself {1000 * (best.cpu - small):+.1f} ms"
        rows.append(
            Row(
                f"pull, {name} in the queue", best.cpu, floor.cpu, 1 + MOST / floor.cpu, peak_mb=best.peak_mb, note=note
            )
        )
    return rows


def _best(commands: list[list[str]]) -> Timed:
    return min((timed(argv) for argv in commands), key=lambda t: t.cpu)


def make(path: Path, leads: int, cooling: bool) -> None:
    """Create a database with two users, the rules in force and the leads in one queue."""
    from leadctl.db.connection import connect, immediate
    from leadctl.db.create import create_database
    from leadctl.engine.ruleset import apply

    path.unlink(missing_ok=True)
    create_database(path, 0)
    con = connect(path)
    con.execute("pragma synchronous = off")
    with immediate(con):
        for number in (1, 2):
            user = f"user{number}"
            con.execute("insert into user (login, name, account_id, created_at) values (?, ?, 1, 0)", (user, user))
            con.execute("insert into user_account (user_id, account_id, valid_from) values (?, 1, 0)", (number,))
    apply(con, RULES, MOMENT, "bench")
    with immediate(con):
        _leads(con, leads, cooling)
    con.execute("pragma wal_checkpoint(truncate)")
    con.execute("analyze")
    con.close()


def _leads(con: sqlite3.Connection, leads: int, cooling: bool) -> None:
    con.executemany(
        "insert into lead (id, record_type_id, identity, full_name, email, country, value, first_status_id,"
        " received_at, received_kind, imported_at) values (?, 1, ?, ?, ?, ?, ?, 1, ?, 'time', ?)",
        (
            (i, i * 7919, f"Person {i}", f"p{i}@example{i % 997}.com", ("US", "CA", "GB")[i % 3], 100_000 + i % 5000,
             MOMENT - i * 7 % 2_000_000, MOMENT)
            for i in range(1, leads + 1)
        ),
    )  # fmt: skip
    con.execute(
        "insert into lead_state (lead_id, status_id, status_since, holder_account_id, added_at, pull_count,"
        " queue_ready, next_pull_at) select id, 1, received_at, 1, received_at, id % 3, ?, ? from lead",
        (0 if cooling else 1, MOMENT + 600 if cooling else None),
    )
