"""What each method costs a lead: one strategy over everybody, the same leads, beside plain round robin.

CPU seconds of `leadctl assign`, start-up and commit included. `performance` finds a history of as many passages as
there are leads to give out, a tenth of them closed: reading it is part of the run.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

from benchmarks.bench_assign import MOMENT, NOW, make
from benchmarks.harness import Row, timed

SIZES = ((100_000, 20), (100_000, 200))
TARGET = 1.5  # against round robin
BANDS = "score_bands = { hot = 80, warm = 40, cold = 0 }\n"
RULES = {
    "round_robin": 'method = "round_robin"\nto = { accounts = ["Corporate"] }',
    "weighted": 'method = "weighted"\nto = { accounts = ["Corporate"] }',
    "least_loaded": 'method = "least_loaded"\nto = { accounts = ["Corporate"] }',
    "performance, share": 'method = "performance"\nto = { accounts = ["Corporate"] }',
    "performance, best": 'method = "performance"\npick = "best"\nmax_share = "20%"\nto = { accounts = ["Corporate"] }',
    "score bands": (
        'method = "weighted"\nby = "score_band"\nto = { accounts = ["Corporate"],'
        ' weights = { hot = "performance", other = { user1 = 3, user2 = 2, user3 = 1, user5 = 1 } } }'
    ),
}


def run(folder: Path, scale: float) -> list[Row]:
    """Return one row per method and number of users; the floor is round robin."""
    rows = []
    for leads, users in SIZES:
        count = max(1000, round(leads * scale))
        floor = None
        for name, rule in RULES.items():
            cpu, peak = measure(folder, count, users, rule)
            floor = floor or cpu
            note = f"{(cpu - floor) / count * 1e6:+.1f} µs a lead"
            work = f"{name}, {count:,} leads, {users} users"
            rows.append(Row(work, cpu, floor, TARGET if cpu != floor else None, peak_mb=peak, note=note))
    return rows


def measure(folder: Path, leads: int, users: int, rule: str) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory of one assign."""
    work = folder / "methods.db"
    for suffix in ("", "-wal", "-shm", ".lock"):
        Path(f"{work}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(template(folder, leads, users), work)
    rules = folder / "methods.toml"
    rules.write_text(f'{BANDS}timezone = "America/New_York"\nrecord_types = ["Lead", "Partner"]\n'
                     f'[[strategy]]\nname = "S"\n{rule}\n')  # fmt: skip
    command = [sys.executable, "-m", "leadctl", "--db", str(work), "--now", NOW]
    timed([*command, "config", "apply", str(rules), "--quiet"])
    done = timed([*command, "assign", "--quiet"])
    return done.cpu, done.peak_mb


def template(folder: Path, leads: int, users: int) -> Path:
    """Return the seeded database: leads that wait, and a history of given and closed ones."""
    path = folder / f"methods-{leads}-{users}.db"
    if path.exists():
        return path
    making = folder / "methods-making.db"
    making.unlink(missing_ok=True)
    make(making, leads, users)
    from leadctl.db.connection import connect, immediate

    con = connect(making)
    con.execute("pragma synchronous = off")
    con.execute("update user set open_cap = open_cap * 3, per_day = null")
    with immediate(con):
        _history(con, leads, users)
    con.execute("pragma wal_checkpoint(truncate)")
    con.execute("analyze")
    con.close()
    making.rename(path)
    return path


def _history(con: sqlite3.Connection, leads: int, users: int) -> None:
    """Add as many leads again that were given two months ago; every tenth was won."""
    then = MOMENT - 60 * 86_400
    given = {"leads": leads, "users": users, "then": then}
    con.execute(
        """insert into lead (id, record_type_id, identity, first_status_id, received_at, received_kind, imported_at)
        select id + :leads, record_type_id, identity + 1000000007, 1, :then, 'time', :then from lead""",
        given,
    )
    con.execute(
        """insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,
          record_type_id, system_then, closed_at)
        select id, 'user', 'push', 'engine', 1 + id % :users, 2 + (1 + id % :users) % 4, :then, :then, record_type_id,
          'new', iif(id % 10 = 0, :then + 5, null) from lead where id > :leads""",
        given,
    )
    con.execute(
        """insert into lead_state (lead_id, status_id, status_since, holder_account_id, owner_id, open_distribution_id,
          waiting) select lead_id, (select id from status where name = iif(lead_id % 10 = 0, 'Closed', 'Dead')), :then,
          account_id, user_id, id, 0 from distribution""",
        given,
    )
