"""What calling hours, territories, account owners and the other methods add to an assignment of 100,000 leads.

The data and the ten strategies are those of bench_assign, with places and companies on the leads; each line switches
something on. The floor is the bulk insert of the passages that the line made; `plain` is the same data with nothing on.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import sys
from pathlib import Path

from benchmarks import bench_assign
from benchmarks.bench_assign import MOMENT, NOW
from benchmarks.harness import Row, timed

LEADS, USERS, TARGET = 100_000, 20, 5.0
CUSTOMERS, POSTAL_CODES, HISTORY = 50_000, 5_000, 100_000
STATES = ("NY", "MA", "FL", "GA", "IL", "TX", "CO", "AZ", "WA", "OR", "OH", "PA")
OWNERS = '[[strategy]]\nname = "Customers"\nmethod = "account_owner"\nsimilar = "92%"\n'
TABLE = '[[strategy]]\nname = "Territories"\nmethod = "direct"\nterritory = "sales"\n'
OFFICES = (
    '[[strategy]]\nname = "Offices"\nmethod = "nearest"\nmax_km = 300\n'
    'to = { accounts = ["Branch 2", "Branch 3", "Branch 4", "Branch 5"] }\nwhen = { country = "US" }\n'
)


def run(folder: Path, scale: float) -> list[Row]:
    """Return one row per thing switched on, each against the floor and with what it costs a lead."""
    leads = max(1000, round(LEADS * scale))
    template = folder / f"engine-{leads}.db"
    if not template.exists():
        making = folder / "engine-making.db"
        making.unlink(missing_ok=True)
        make(making, leads)
        making.rename(template)
    rows: list[Row] = []
    plain = 0.0
    for name, rules in variants(leads).items():
        result = measure(template, folder, rules)
        seconds, floor = result["ours"], result["floor"]
        if not rows:
            plain = seconds
        cost = f"{(seconds - plain) / leads * 1e6:+.0f} µs a lead" if rows else f"{seconds / leads * 1e6:.0f} µs a lead"
        note = f"{cost}, {result['given']:,.0f} passages, {result['trace_bytes']:.0f} trace bytes a passage"
        rows.append(Row(f"assign, {name}", seconds, floor, TARGET, peak_mb=result["peak_mb"], note=note))
    return rows


def variants(leads: int) -> dict[str, str]:
    """Return what is switched on -> the rules."""
    plain = bench_assign._rules(USERS, leads)
    calling = re.sub(r'(method = "(?:weighted|round_robin)")', r"\1\ncalling_hours = true", plain)
    active = re.sub(r'(method = "(?:weighted|round_robin)")', r'\1\nactive_within = "1h"', plain)
    swapped = {
        m: re.sub(r'method = "(weighted|round_robin)"', f'method = "{m}"', plain)
        for m in ("least_loaded", "performance")
    }
    return {
        "plain": plain,
        "calling hours": calling,
        "active_within": active,
        "territories": _first(plain, TABLE),
        "account owners": _first(plain, OWNERS),
        "nearest office": _first(plain, OFFICES),
        "least_loaded": swapped["least_loaded"],
        "performance": swapped["performance"],
        "calling hours, territories, account owners": _first(calling, OWNERS + "\n" + TABLE),
    }


def _first(rules: str, strategy: str) -> str:
    """Return the rules with a strategy before all the others."""
    head, rest = rules.split("[[strategy]]", 1)
    return f"{head}{strategy}\n[[strategy]]{rest}"


def measure(template: Path, folder: Path, rules: str) -> dict[str, float]:
    """Return CPU seconds of both sides for one set of rules."""
    from leadctl.db.connection import connect
    from leadctl.engine.ruleset import apply

    work, floor = folder / "engine-ours.db", folder / "engine-floor.db"
    for path in (work, floor):
        for suffix in ("", "-wal", "-shm", ".lock"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(template, work)
    con = connect(work)
    apply(con, rules, MOMENT + 1, "bench")
    before = con.execute("select coalesce(max(id), 0) from distribution").fetchone()[0]
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()
    shutil.copyfile(work, floor)
    ours = timed([sys.executable, "-m", "leadctl", "--db", str(work), "--now", NOW, "assign", "--quiet"])
    told = json.loads(timed([sys.executable, "-m", "benchmarks.bench_assign", str(work), str(floor), str(before)]).out)
    return {
        "ours": ours.cpu,
        "floor": told["seconds"],
        "peak_mb": ours.peak_mb,
        "given": told["rows"],
        "trace_bytes": told["trace_bytes"],
    }


# ---------------------------------------------------------------- the seeded data


def make(path: Path, leads: int) -> None:
    """Create the database of bench_assign with places, customers, a territory table, offices and a past."""
    from leadctl.db.connection import connect, immediate

    bench_assign.make(path, leads, USERS)
    dice = random.Random(11)
    con = connect(path)
    con.execute("pragma synchronous = off")
    with immediate(con):
        con.execute("update user set last_seen_at = ?", (MOMENT - 60,))
        _places(con, dice)
        _leads(con, dice)
        _customers(con)
        _territories(con)
        _history(con, dice)
    con.execute("pragma wal_checkpoint(truncate)")
    con.execute("analyze")
    con.close()


def _code(number: int) -> str:
    return f"{10_000 + number * 16:05d}"


def _places(con: sqlite3.Connection, dice: random.Random) -> None:
    con.executemany(
        "insert into place (country, state, postal_code, latitude, longitude) values ('US', ?, ?, ?, ?)",
        [(STATES[i % 12], _code(i), 30 + dice.random() * 15, -75 - dice.random() * 45) for i in range(POSTAL_CODES)],
    )
    for number in range(2, 6):
        con.execute(
            "update account set country = 'US', latitude = ?, longitude = ? where id = ?",
            (32 + number * 2, -75 - number * 8, number),
        )


def _leads(con: sqlite3.Connection, dice: random.Random) -> None:
    ids = [row[0] for row in con.execute("select id from lead where country = 'US'")]
    con.executemany(
        "update lead set state = ?, postal_code = ? where id = ?",
        [(STATES[n % 12], _code(n), i) for i in ids for n in [dice.randrange(POSTAL_CODES)]],
    )


def _customers(con: sqlite3.Connection) -> None:
    """Half of the customers have names and domains that no lead has."""
    con.executemany(
        "insert into customer (id, name, manager_id, recorded_at) values (?, ?, ?, 0)",
        [(i, f"Client {i} Works", 1 + i % USERS) for i in range(1, CUSTOMERS + 1)],
    )
    keys = []
    for i in range(1, CUSTOMERS + 1):
        keys += [("domain", f"client{i}.example", i), ("name", f"client {i} works", i)]
        if i <= CUSTOMERS // 10:
            keys += [("email", f"p{i * 17}@example{i * 17 % 997}.com", i)]
    con.executemany("insert into customer_key (kind, value, customer_id) values (?, ?, ?)", keys)


def _territories(con: sqlite3.Connection) -> None:
    rows = [("US", None, _code(i), 1 + i % USERS) for i in range(0, POSTAL_CODES, 2)]
    rows += [("US", state, None, 1 + i % USERS) for i, state in enumerate(STATES[:6])]
    con.executemany(
        "insert into territory (table_name, country, state, postal_from, user_id, valid_from)"
        " values ('sales', ?, ?, ?, ?, 0)",
        rows,
    )


def _history(con: sqlite3.Connection, dice: random.Random) -> None:
    """Leads of last year, given out by the first strategies; one in ten was won."""
    first = con.execute("select max(id) + 1 from lead").fetchone()[0]
    won = con.execute("select id from status where name = 'Closed'").fetchone()[0]
    lost = con.execute("select id from status where name = 'Dead'").fetchone()[0]
    leads, states, passages = [], [], []
    for i in range(first, first + HISTORY):
        at, status, user = MOMENT - 10_000_000 - i, won if dice.random() < 0.1 else lost, 1 + i % USERS
        leads.append((i, 1, i * 7919 + 1, 1, at, at))
        states.append((i, status, at, user, 0, at))
        passages.append((i, user, 1 + i % 7, at, at, 1, at if status == won else None))
    con.executemany(
        "insert into lead (id, record_type_id, identity, first_status_id, received_at, received_kind, imported_at)"
        " values (?, ?, ?, ?, ?, 'time', ?)",
        leads,
    )
    con.executemany(
        "insert into lead_state (lead_id, status_id, status_since, owner_id, holder_account_id, waiting, added_at)"
        " values (?, ?, ?, ?, 1, ?, ?)",
        states,
    )
    con.executemany(
        "insert into distribution (lead_id, level, mode, origin, user_id, strategy_id, account_id, distributed_at,"
        " recorded_at, record_type_id, closed_at) values (?, 'user', 'push', 'engine', ?, ?, 1, ?, ?, ?, ?)",
        passages,
    )
    con.execute(
        "update lead_state set open_distribution_id = (select id from distribution d where d.lead_id ="
        " lead_state.lead_id) where waiting = 0"
    )
