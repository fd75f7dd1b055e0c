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


def environment(db: Path, now: str = NOW) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # else each start compiles anew
    return {**kept, "LEADCTL_DB": str(db), "LEADCTL_NOW": now, "LEADCTL_ACTOR": "soak"}


def run(db: Path, *args: str, ok: tuple[int, ...] = (0,), now: str = NOW) -> str:
    """Run one command to its end and return its stdout; fails on another exit code than `ok`."""
    done = subprocess.run(
        command(*args), env=environment(db, now), capture_output=True, text=True, check=False, cwd=db.parent
    )
    assert done.returncode in ok, f"{args} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def start(db: Path, *args: str, now: str = NOW) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*args),
        env=environment(db, now),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=db.parent,
    )


class Moments:
    """Random moments to kill a command at; where it was over by then, earlier ones are drawn from there on."""

    def __init__(self, rng: random.Random, first: float, last: float) -> None:
        self._rng, self._first, self._last = rng, first, last  # seconds after its start
        self.drawn = self.inside = 0

    def kill(self, db: Path, *args: str) -> bool:
        """Start a command and kill -9 it at such a moment; return True when it was still running."""
        running = kill_after(db, self._rng.uniform(self._first, self._last), *args)
        self.drawn += 1
        self.inside += running
        if not running:
            self._last = max(self._last * 0.8, 1.2 * self._first)
        return running

    def __str__(self) -> str:
        return f"killed at {self.drawn} moments, {self.inside} of them inside the work"


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


# ---------------------------------------------------------------- a company with every kind of strategy

EVERY_METHOD = """\
timezone = "America/New_York"
seed = "soak"
feedback_after = "1d"

[[status]]
name = "New"
system = "new"

[[status]]
name = "Attempted"
system = "attempted"

[[status]]
name = "Contacted"
system = "contacted"

[[status]]
name = "Won"
system = "closed"

[[score]]
name = "fresh"
when = { value = { min = 5000 } }
points = 40
decay = { half_life = "14d", of = "received_at" }

[[tag]]
name = "closer"
when = { given = { min = 20 } }

[[strategy]]
name = "Managers"
method = "account_owner"
to = { users = ["u1", "u2"] }
if_absent = "cover"
when = { value = { max = 9000 } }

[[strategy]]
name = "West"
method = "direct"
territory = "West"
when = { state = ["CA", "WA"], value = { max = 4000 } }

[[strategy]]
name = "Near"
method = "nearest"
max_km = 800
to = { accounts = ["East", "Pacific"] }
when = { source = "Fair" }

[[strategy]]
name = "Broadcast"
to = { users = ["u1", "u2", "u3"] }
accept_within = "15m"
broadcast = true
when = { value = { min = 8000 } }

[[strategy]]
name = "Offers"
to = { users = ["u2", "u3", "u4"] }
accept_within = "10m"
remind_before = "3m"
when = { value = { min = 6000 } }

[[strategy]]
name = "Load"
method = "least_loaded"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
when = { value = { min = 4000 } }
limits = { per_day = 60 }

[[strategy]]
name = "Rate"
method = "performance"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
limits = { per_day = 60 }
when = { value = { min = 2000 } }

[[strategy]]
name = "Weighted"
method = "weighted"
to = { users = ["u1", "u2", "u3"], weights = { u1 = 5, u2 = 1, u3 = 1 } }
limits = { per_day = 40 }

[[strategy]]
name = "Rest"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
limits = { open = 300 }

[[strategy]]
name = "Calls"
mode = "pull"
to = { users = ["u1", "u2", "u3", "u4", "u5"] }
cool_down = "1m"
recycle = ["Attempted"]
reclaim_after = "2h"
"""
STATES = (("CA", "Los Angeles", 34.0, -118.2), ("WA", "Seattle", 47.6, -122.3), ("NY", "New York", 40.7, -74.0))


def write_lists(folder: Path, rows: int, customers: int = 300) -> None:
    """Write leads, users, offices, customers, territories and places, and the rules, into `folder`."""
    rng = random.Random(rows)

    def write(name: str, header: str, lines: list[str]) -> None:
        (folder / name).write_text("\n".join([header, *lines]) + "\n", "utf-8")

    homes = ("East", "East", "Pacific", "Pacific", "Corporate")
    offices = ["East,40.7,-74.0", "Pacific,34.0,-118.2"]
    people = [f"u{n},User {n},u{n}@example.com,{home}" for n, home in enumerate(homes, 1)]
    known = [f"K{n},Firm {n},firm{n}.example,u{1 + n % 5}" for n in range(customers)]
    areas = [f"US,{state},{100 + n}*,u{1 + n % 5}" for n in range(customers) for state in ("CA", "WA")]
    areas += [f"US,{state},,u{2 + n}" for n, state in enumerate(("CA", "WA"))]
    leads = []
    for n in range(rows):
        state, town, _, _ = STATES[n % 3]
        source, value = rng.choice(("Web", "Fair")), rng.randrange(100, 10_000)
        person = f"L{n},p{n}@mail{n % 50}.example,Pat,Lee{n},Firm {rng.randrange(2_000)},{source},{value}"
        leads.append(f"{person},2026-02-{1 + n % 28:02d} 10:00,US,{state},{town},{rng.randrange(10_000, 99_999)}")
    places = [
        f"US,{10_000 + n},{at[2] + n % 7 / 10},{at[3]},{at[1]},{at[0]}"
        for n in range(rows * 3)
        for at in (STATES[n % 3],)
    ]
    write("accounts.csv", "name,latitude,longitude", offices)
    write("users.csv", "login,name,email,account", people)
    write("customers.csv", "id,company,domain,manager", known)
    write("territories.csv", "country,state,zip,user", areas)
    write("places.csv", "country,zip,lat,lng,city,state", places)
    head = "Lead ID,Email,First Name,Last Name,Company,Lead Source,Value,Created,Country,State,City,Zip"
    write("leads.csv", head, leads)
    (folder / "leadctl.toml").write_text(EVERY_METHOD, "utf-8")


def every_method(folder: Path, rows: int) -> Path:
    """Make a database with people and rules of every method; the lists lie beside it, only the leads are imported."""
    db = folder / "soak.db"
    run(db, "init")
    write_lists(folder, rows)
    run(db, "import", "accounts", "accounts.csv")
    run(db, "import", "users", "users.csv")
    run(db, "config", "apply", "leadctl.toml")
    run(db, "import", "leads", "leads.csv", "--quiet")
    return db


def add_lists(db: Path) -> None:
    """Import what every_method left out."""
    run(db, "import", "customers", "customers.csv", "--quiet")
    run(db, "import", "territories", "territories.csv", "--table", "West", "--quiet")
    run(db, "geo", "load", "places.csv", "--quiet")


def owned_twice(db: Path) -> list[tuple[int]]:
    """Return the leads with two open passages of which nobody else may have one."""
    con = sqlite3.connect(db)
    doubled = con.execute(
        "select lead_id from distribution where ended_at is null and undone_at is null and shared = 0"
        " and level = 'user' group by lead_id having count(*) > 1"
    ).fetchall()
    con.close()
    return doubled


def pending(db: Path) -> list[tuple[str, str]]:
    """Return the offers that wait for an answer: ("offer:ID", login)."""
    con = sqlite3.connect(db)
    sql = (
        "select 'offer:' || d.id, u.login from distribution d join user u on u.id = d.user_id"
        " where d.expires_at is not null and d.ended_at is null and d.accepted_at is null and d.undone_at is null"
    )
    found = con.execute(sql).fetchall()
    con.close()
    return found
