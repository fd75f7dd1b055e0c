"""Import of activities against `csv.reader` → `executemany` of the same columns into one typed, indexed table.

A firm of 40 users has 200,000 leads, each distributed once or twice over a year; the file holds a million activities on
them in order of time: calls, e-mails and meetings, status changes, appointments, a tenth by nobody.

Both sides run in a process of their own with the same journal, cache and durability; CPU seconds, so that a busy
machine does not blur the ratio; the wall time is in the note.
"""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import Row, timed

ROWS, LEADS, USERS = 1_000_000, 200_000, 40
START, YEAR = 1_738_368_000, 365 * 86_400  # 2025-02-01 UTC
NOW = "2026-03-31T12:00:00+00:00"
HEADER = ["Activity ID", "Lead ID", "Assigned To", "Type", "Date", "New Status", "Appointment Start", "Notes"]
STATUSES = ("Waiting", "Attempted", "Contacted", "Closed", "Dead", "New")

FLOOR = '''
import csv, sqlite3, sys
from pathlib import Path
source, target = sys.argv[1:]
Path(target).unlink(missing_ok=True)
con = sqlite3.connect(target, isolation_level=None)
con.execute("pragma journal_mode = wal")
con.execute("pragma synchronous = full")
con.execute("pragma cache_size = -131072")
con.execute("""create table activity (id integer primary key, external_id text, lead text, user text, type text,
  happened_at text, status text, starts_at text, note text) strict""")
con.execute("create index activity_by_lead on activity (lead, happened_at)")
con.execute("create index activity_by_time on activity (happened_at)")
con.execute("create unique index activity_by_external_id on activity (external_id)")
con.execute("begin immediate")
with open(source, encoding="utf-8", newline="") as file:
    reader = csv.reader(file)
    next(reader)
    columns = "external_id, lead, user, type, happened_at, status, starts_at, note"
    con.executemany(f"insert into activity ({columns}) values ({', '.join('?' * 8)})", reader)
con.execute("commit")
'''


def generate(path: Path, rows: int, leads: int, seed: int = 11) -> None:
    """Write an activity file of that many rows in order of time; the same seed gives the same bytes."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(rows):
            at = START + 86_400 + n * (YEAR - 86_400) // rows
            lead = draw.randrange(leads)
            user = "" if draw.random() < 0.1 else f"u{(lead * 7 + (draw.random() < 0.2)) % USERS}"
            kind = draw.choices(("Call", "Email", "Meeting", "Status", "Appointment"), (40, 20, 5, 25, 10))[0]
            status = draw.choice(STATUSES) if kind == "Status" else ""
            starts = _text(at + 200_000) if kind == "Appointment" else ""
            note = f"spoke about item {draw.randrange(900)}" if draw.random() < 0.3 else ""
            writer.writerow([f"A{n:08d}", f"L{lead:07d}", user, kind, _text(at), status, starts, note])


def _text(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S")


def build(path: Path, leads: int) -> None:
    """Make a database with users, leads and their passages; plain SQL, not measured."""
    from leadctl.db.create import create_database

    path.unlink(missing_ok=True)
    create_database(path, START)
    draw = random.Random(5)
    con = sqlite3.connect(path, isolation_level=None)
    con.execute("begin")
    con.executemany(
        "insert into user (id, login, name, account_id, created_at) values (?, ?, ?, 1, 0)",
        ((u + 1, f"u{u}", f"User {u}") for u in range(USERS)),
    )
    con.execute("insert into user_account (user_id, account_id, valid_from) select id, 1, 0 from user")
    con.executemany(
        "insert into lead (id, record_type_id, identity, external_id, first_status_id, received_at, received_kind,"
        " imported_at) values (?, 1, ?, ?, 1, ?, 'time', ?)",
        ((n + 1, n, f"L{n:07d}", START, START) for n in range(leads)),
    )
    passages, states = [], []
    for n in range(leads):
        first, again = n * 7 % USERS + 1, draw.random() < 0.2
        second = START + YEAR // 2
        passages.append((n + 1, first, START, second if again else None, "superseded" if again else None, 0))
        if again:
            passages.append((n + 1, first % USERS + 1, second, None, None, 1))
        states.append((n + 1, START, passages[-1][1], len(passages)))
    con.executemany(
        "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " ended_at, end_kind, again, system_then, record_type_id)"
        " values (?1, 'user', 'push', 'engine', ?2, 1, ?3, ?3, ?4, ?5, ?6, 'new', 1)",
        passages,
    )
    con.executemany(
        "insert into lead_state (lead_id, status_id, status_since, owner_id, open_distribution_id, waiting,"
        " holder_account_id) values (?, 1, ?, ?, ?, 0, 1)",
        states,
    )
    con.execute("commit")
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()


def run(folder: Path, scale: float) -> list[Row]:
    """Return the row of the activity import, floor and ours on the same file."""
    rows, leads = int(ROWS * scale), max(int(LEADS * scale), 10)
    source, base, target = folder / f"activities-{rows}.csv", folder / f"worked-{leads}.db", folder / "activities.db"
    if not source.exists():
        generate(source, rows, leads)
    build(base, leads)
    floor = timed([sys.executable, "-c", FLOOR, source, folder / "floor.db"])
    for path in folder.glob("activities.db*"):
        path.unlink()
    shutil.copy(base, target)
    ours = timed(
        [sys.executable, "-m", "leadctl", "import", "activities", source, "--db", target, "--now", NOW, "--quiet"],
        env={"LEADCTL_ACTOR": "bench"},
    )
    done = sqlite3.connect(target)
    count = done.execute("select (select count(*) from activity) + (select count(*) from touch)").fetchone()[0]
    done.close()
    if count != rows:
        raise RuntimeError(f"{count} of {rows} activities arrived: {ours.out}")
    work = f"import {rows:,} activities, attributed"
    note = f"{rows / ours.cpu:,.0f} rows/s CPU, {ours.wall:.0f} s wall"
    return [Row(work, ours.cpu, floor.cpu, 6, peak_mb=ours.peak_mb, note=note)]
