"""Assigning leads: 10 strategies, caps, shifts, tags, traces, committed; against a bulk insert of the same passages.

Both sides run in a process of their own on copies of one seeded database; CPU seconds, so that a busy machine does not
blur the ratio. The floor inserts the very rows that leadctl made, with the same columns, in one transaction, into the
same table with the same indexes and foreign keys.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.harness import Row, timed

SIZES = ((100_000, 20, 5.0), (100_000, 200, 8.0), (1_000_000, 20, None))
GROWTH = 13.0  # 1,000,000 leads against 100,000
NOW = "2026-03-02T15:00:00+00:00"  # a Monday
MOMENT = 1_772_463_600
COUNTRIES = ("US", "CA", "GB", "DE", "FR", "IN", "BR", "AU")


def run(folder: Path, scale: float) -> list[Row]:
    """Return one row per size, and how the largest compares with the smallest."""
    rows, seconds = [], {}
    for leads, users, target in SIZES:
        count = max(1000, round(leads * scale))
        result = measure(count, users, folder)
        seconds[leads, users] = result["ours"]
        note = f"{result['per_second']:,.0f} leads/s CPU, {result['wall']:.0f} s wall"
        note += f", {result['trace_bytes']:.0f} trace bytes a passage"
        name = f"assign {count:,} leads, {users} users"
        rows.append(Row(name, result["ours"], result["floor"], target, peak_mb=result["peak_mb"], note=note))
    big, small = seconds[1_000_000, 20], seconds[100_000, 20]
    rows.append(Row("assign 10 times the leads, 20 users", big, small, GROWTH, note="ours against ours"))
    return rows


def measure(leads: int, users: int, folder: Path) -> dict[str, float]:
    """Return CPU seconds of both sides, peak memory and the size of the traces for one size."""
    template = folder / f"assign-{leads}-{users}.db"
    if not template.exists():
        making = folder / "assign-making.db"
        making.unlink(missing_ok=True)
        make(making, leads, users)
        making.rename(template)
    work, floor = folder / "assign-ours.db", folder / "assign-floor.db"
    for path in (work, floor):
        for suffix in ("", "-wal", "-shm", ".lock"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(template, path)
    command = [sys.executable, "-m", "leadctl", "--db", str(work), "--now", NOW, "assign", "--quiet"]
    ours = timed(command)
    insert = timed([sys.executable, "-m", "benchmarks.bench_assign", str(work), str(floor)])
    told = json.loads(insert.out)
    return {
        "ours": ours.cpu,
        "wall": ours.wall,
        "floor": told["seconds"],
        "peak_mb": ours.peak_mb,
        "given": told["rows"],
        "per_second": leads / ours.cpu,
        "trace_bytes": told["trace_bytes"],
    }


def insert_same(work: Path, floor: Path, after: int = 0) -> dict[str, float]:
    """Insert the passages of `work` above id `after` into `floor`; return the CPU seconds of that and its commit."""
    from leadctl.db.connection import connect
    from leadctl.db.distributions import insert_sql
    from leadctl.engine.run_store import COLUMNS, PASSED_ON

    source = sqlite3.connect(work)
    parts = []
    for columns, which in ((COLUMNS + PASSED_ON, "is not"), (COLUMNS, "is")):
        names = ", ".join(columns)
        found = source.execute(
            f"select {names} from distribution where id > {after} and passed_on_at {which} null order by id"
        )
        parts.append((insert_sql(columns), found.fetchall()))
    size = source.execute(
        "select (select coalesce(sum(length(path)), 0) from distribution)"
        " + (select sum(length(members) + 16) from candidate_set) + (select sum(length(vector)) from credit_checkpoint)"
    ).fetchone()[0]
    con = connect(floor)
    for table in ("run", "candidate_set"):
        copied = source.execute(f"select * from {table}").fetchall()
        con.executemany(f"insert into {table} values ({', '.join('?' * len(copied[0]))})", copied)
    started = time.process_time()
    con.execute("begin immediate")
    for sql, rows in parts:
        con.executemany(sql, rows)
    con.execute("commit")
    seconds, count = time.process_time() - started, sum(len(rows) for _, rows in parts)
    return {"seconds": seconds, "rows": count, "trace_bytes": size / count}


# ---------------------------------------------------------------- the seeded data


def make(path: Path, leads: int, users: int) -> None:
    """Create a database with people, rules in force and waiting leads."""
    from leadctl.db.connection import connect, immediate
    from leadctl.db.create import create_database
    from leadctl.engine.ruleset import apply

    dice = random.Random(7)
    create_database(path, 0)
    con = connect(path)
    con.execute("pragma synchronous = off")
    with immediate(con):
        con.executemany(
            "insert into account (id, name, parent_id, kind, created_at) values (?, ?, 1, 'branch', 0)",
            [(i, f"Branch {i}") for i in range(2, 6)],
        )
        _people(con, users, leads, dice)
    apply(con, _rules(users, leads), MOMENT, "bench")
    with immediate(con):
        con.executemany("insert into source (name) values (?)", [(f"Source {i}",) for i in range(8)])
        con.executemany("insert into campaign (name) values (?)", [(f"Campaign {i}",) for i in range(20)])
        _leads(con, leads, dice)
    con.execute("pragma wal_checkpoint(truncate)")
    con.execute("analyze")
    con.close()


def _people(con: sqlite3.Connection, users: int, leads: int, dice: random.Random) -> None:
    zones = ("America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London")
    for i in range(1, users + 1):
        cap = leads * 2 // users if i % 4 == 0 else None
        con.execute(
            "insert into user (id, login, name, account_id, timezone, weight, per_day, open_cap, created_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (i, f"user{i}", f"User {i}", 2 + i % 4, zones[i % 4], dice.choice((1, 2, 3)) * 1_000_000, cap, leads),
        )
        con.execute("insert into user_account (user_id, account_id, valid_from) values (?, ?, 0)", (i, 2 + i % 4))
        starts = 6 * 60 if i % 10 else 20 * 60  # one in ten is off shift now
        con.executemany(
            "insert into shift (user_id, weekday, starts, ends, valid_from) values (?, ?, ?, ?, 0)",
            [(i, day, starts, starts + 11 * 60) for day in range(5)],
        )
        con.execute("insert into user_tag (user_id, tag, valid_from) values (?, ?, 0)", (i, ("en", "de")[i % 2]))


def _rules(users: int, leads: int) -> str:
    """Return ten strategies: all have everybody as candidates, save the direct one and its branch."""
    names = json.dumps([f"user{i}" for i in range(1, users + 1)])
    blocks = ['timezone = "America/New_York"\nrecord_types = ["Lead", "Partner"]', _gate()]
    whens = (
        '{ value = { min = 90_000 }, country = ["US", "CA"] }', '{ source = "Source 1" }',
        '{ country = "GB", industry = { contains = "soft" } }', '{ country = ["DE", "FR"] }',
        '{ campaign = ["Campaign 3", "Campaign 4"] }', '{ value = { min = 50_000 } }', '{ country = "IN" }',
    )  # fmt: skip
    for i, when in enumerate(whens):
        method = ("weighted", "round_robin")[i % 2]
        limits = f"limits = {{ per_day = {max(4, leads // users // 5)} }}" if i % 3 == 0 else ""
        needs = 'needs_tags = ["en"]' if i == 2 else ""
        to = f"to = {{ users = {names} }}"
        blocks.append(f'[[strategy]]\nname = "S{i}"\nmethod = "{method}"\n{to}\nwhen = {when}\n{limits}\n{needs}')
    blocks += [
        '[[strategy]]\nname = "To branch"\nmethod = "direct"\nto = { accounts = ["Branch 3"] }\n'
        'when = { country = "AU" }',
        '[[strategy]]\nname = "Branch"\nfrom = "Branch 3"\nmethod = "round_robin"\nto = { accounts = ["Branch 3"] }',
        f'[[strategy]]\nname = "Rest"\nmethod = "weighted"\nto = {{ users = {names} }}',
    ]
    return "\n\n".join(blocks) + "\n"


def _gate() -> str:
    return (
        '[[gate]]\nname = "no contact data"\nhold_when = { email = { present = false }, phone = { present = false } }'
    )


def _leads(con: sqlite3.Connection, leads: int, dice: random.Random) -> None:
    columns = (
        "id, record_type_id, identity, full_name, email, phone, company, country, industry, source_id, campaign_id,"
        " value, priority, first_status_id, score, received_at, received_kind, imported_at, search_text"
    )
    industries = ("Software", "Retail", "Health", "Energy")

    def rows():
        for i in range(1, leads + 1):
            email = f"p{i}@example{i % 997}.com" if i % 50 else None
            yield (
                i, 1 if i % 5 else 2, i * 7919, f"Person {i}", email, None if i % 3 else f"+1555{i:07d}",
                f"Company {i % 5000}", dice.choice(COUNTRIES), dice.choice(industries), 1 + i % 8, 1 + i % 20,
                dice.randrange(1000, 12_000_000), dice.choice((None, 1, 2, 3)), 1, dice.randrange(100),
                MOMENT - dice.randrange(2_000_000), "time", MOMENT, f"person {i} company {i % 5000} {email}",
            )  # fmt: skip

    con.executemany(f"insert into lead ({columns}) values ({', '.join('?' * 19)})", rows())
    con.execute(
        "insert into lead_state (lead_id, status_id, status_since, holder_account_id)"
        " select id, 1, received_at, 1 from lead"
    )


if __name__ == "__main__":
    print(json.dumps(insert_same(Path(sys.argv[1]), Path(sys.argv[2]), int((sys.argv[3:] or ["0"])[0]))))
