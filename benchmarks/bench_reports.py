"""Reports on a year of work: performance, grouped summary, summary rows to CSV, each against its floor.

The database (at scale 1: 1,000,000 leads, 1,200,000 passages, 5,000,000 activities in 12 months) is made by SQL from
a seeded hash, milestones included, and kept in the folder for the next run.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

from benchmarks.harness import Row, Timed, timed
from leadctl.db.connection import connect
from leadctl.db.create import create_database

END = 1_767_225_600  # 2026-01-01 00:00 UTC: the year of work ends here
YEAR = 365 * 86_400
START = END - YEAR
OTHERS = ("allocation", "response", "fairness", "sources")  # no targets: for orientation
USERS, ACCOUNTS, TEAMS, STRATEGIES, SOURCES, CAMPAIGNS = 200, 12, 10, 10, 15, 40

# A hash of (:n) in 0..1e9, good enough to look random and always the same.
HASH = "((({0} + {1}) * 2654435761) % 4294967296 * 40503 % 1000000007)"


def _hash(value: str, salt: int, modulus: int) -> str:
    return f"({HASH.format(value, salt)} % {modulus})"


def _numbers(count: int) -> str:
    return f"with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) "


def _people(con: sqlite3.Connection) -> None:
    con.executemany(
        "insert into account (id, name, parent_id, kind, attributes, created_at) values (?, ?, 1, ?, ?, ?)",
        [
            (i, f"Account {i}", "partner" if i > 6 else "branch", f'{{"region": "R{i % 3}"}}', START)
            for i in range(2, ACCOUNTS + 1)
        ],
    )
    con.executemany(
        "insert into user (id, login, name, account_id, created_at) values (?, ?, ?, ?, ?)",
        [(i, f"user{i:03d}", f"User {i}", 1 + i % ACCOUNTS, START) for i in range(1, USERS + 1)],
    )
    con.executemany(
        "insert into team (id, name, account_id, created_at) values (?, ?, 1, ?)",
        [(i, f"Team {i}", START) for i in range(1, TEAMS + 1)],
    )
    con.executemany("insert into source (id, name) values (?, ?)", [(i, f"Source {i}") for i in range(1, SOURCES + 1)])
    con.executemany(
        "insert into campaign (id, name) values (?, ?)", [(i, f"Campaign {i}") for i in range(1, CAMPAIGNS + 1)]
    )
    for i in range(1, STRATEGIES + 1):
        mode = "pull" if i > 8 else "push"
        con.execute("insert into strategy (id, name) values (?, ?)", (i, f"Strategy {i}"))
        con.execute(
            "insert into strategy_enabled (strategy_id, mode, method, valid_from) values (?, ?, 'round_robin', ?)",
            (i, mode, START),
        )
        con.executemany(
            "insert into strategy_member (strategy_id, user_id, weight, valid_from) values (?, ?, 1000000, ?)",
            [(i, u, START) for u in range(1, USERS + 1) if u % STRATEGIES + 1 == i or u % 7 + 1 == i],
        )


def _leads(con: sqlite3.Connection, leads: int) -> None:
    con.execute(
        _numbers(leads) + "insert into lead (id, record_type_id, identity, email, full_name, source_id, campaign_id,"
        " value, priority, first_status_id, received_at, received_kind, imported_at)"
        f" select i, 1, i, 'person' || i || '@example.org', 'Person ' || i, 1 + {_hash('i', 1, SOURCES)},"
        f" 1 + {_hash('i', 2, CAMPAIGNS)}, {_hash('i', 3, 5_000_000)}, 1 + {_hash('i', 4, 3)}, 1,"
        f" {START} + cast(i as integer) * {YEAR} / {leads + 1}, 'time', {START} + i * {YEAR} / {leads + 1} from n"
    )


def _passages(con: sqlite3.Connection, leads: int, passages: int) -> None:
    """First passages one after another through the year; the rest are second passages some days later."""
    again = passages - leads
    step = leads // again
    con.execute("create temp table p (lead_id integer, at integer, again integer, next_at integer)")
    later = f"{START} + i * {YEAR} / {leads + 1} + 86400 + {_hash('i', 5, 20 * 86_400)}"
    con.execute(
        _numbers(leads) + f"insert into p select i, {START} + i * {YEAR} / {leads + 1}, 0,"
        f" case when i % {step} = 0 and i / {step} <= {again} then min({later}, {END - 1}) end from n"
    )
    con.execute("insert into p select lead_id, next_at, 1, null from p where next_at is not null")
    con.execute(
        "insert into distribution (lead_id, level, mode, origin, strategy_id, user_id, team_id, account_id,"
        " distributed_at, recorded_at, offered, accepted_at, rejected_at, reject_reason, ended_at, end_kind,"
        " system_then, record_type_id, source_id, campaign_id, priority, value, score, ledger_cost, again)"
        " select lead_id, 'user', case when s > 8 then 'pull' else 'push' end, 'engine', s, u, 1 + u % "
        f"{TEAMS}, 1 + u % {ACCOUNTS}, at, at, s % 2, case when s % 2 then at + 600 end, null, null, next_at,"
        " case when next_at is not null then 'released' end, case when again then 'attempted' else 'new' end, 1,"
        f" 1 + {_hash('lead_id', 1, SOURCES)}, 1 + {_hash('lead_id', 2, CAMPAIGNS)}, 1 + {_hash('lead_id', 4, 3)},"
        f" {_hash('lead_id', 3, 5_000_000)}, {_hash('lead_id', 6, 100)}, 1000000, again from ("
        f" select *, u % {STRATEGIES} + 1 as s from (select *, 1 + {_hash('(lead_id * 2 + again)', 7, USERS)} as u"
        " from p order by at))"
    )
    con.execute("drop table p")


def _activities(con: sqlite3.Connection) -> None:
    """0 to 10 activities per passage, 4.2 on average: action, status, action, appointment, action, close, actions."""
    con.execute(
        "with recursive k(j) as (select 1 union all select j + 1 from k where j < 10)"
        " insert into activity (lead_id, user_id, distribution_id, kind, name, from_status_id, to_status_id,"
        " from_system, to_system, origin, happened_at, recorded_at)"
        " select d.lead_id, d.user_id, d.id,"
        " case when j in (2, 6) then 'status' when j = 4 then 'appointment' else 'action' end,"
        " case when j not in (2, 4, 6) then 'call' end, case j when 2 then 1 when 6 then 4 end,"
        " case j when 2 then 4 when 6 then 5 end,"
        " case j when 2 then d.system_then when 6 then 'contacted' end,"
        " case j when 2 then 'contacted' when 6 then 'closed' end, 'leadctl',"
        f" d.distributed_at + j * (600 + {_hash('d.id', 8, 200_000)}), d.distributed_at + j * (600 + "
        f"{_hash('d.id', 8, 200_000)})"
        f" from distribution d cross join k where j <= max(0, {_hash('d.id', 9, 13)} - 2)"
        f" and d.distributed_at + j * (600 + {_hash('d.id', 8, 200_000)}) < {END}"
    )


def _milestones(con: sqlite3.Connection) -> None:
    con.execute(
        "update distribution set first_action_at = a.fa, first_worked_at = a.fw, first_status_change_at = a.fs,"
        " contacted_at = case when system_then = 'new' then a.fs end,"
        " reached_at = case when system_then = 'new' then a.fs end, closed_at = a.fc, last_activity_at = a.la,"
        " actions = a.na, status_changes = a.ns, appointments = a.np from (select distribution_id as id,"
        " min(case when kind = 'action' then happened_at end) as fa, min(happened_at) as fw,"
        " min(case when kind = 'status' then happened_at end) as fs,"
        " min(case when to_system = 'closed' then happened_at end) as fc, max(happened_at) as la,"
        " sum(kind = 'action') as na, sum(kind = 'status') as ns, sum(kind = 'appointment') as np"
        " from activity group by distribution_id) a where a.id = distribution.id"
    )
    con.execute(
        "insert into lead_state (lead_id, status_id, status_since, owner_id, holder_account_id, waiting)"
        " select l.id, coalesce(s.to_status_id, 1), coalesce(s.at, l.received_at), null, 1, 0 from lead l left join"
        " (select lead_id, to_status_id, max(happened_at) as at from activity where kind = 'status' group by lead_id) s"
        " on s.lead_id = l.id"
    )


def generate(path: Path, scale: float = 1.0) -> None:
    """Create the database at `path`; indexes are built after the rows."""
    create_database(path, START)
    con = connect(path)
    con.execute("pragma synchronous = off")
    con.execute("pragma foreign_keys = off")
    leads, passages = int(1_000_000 * scale), int(1_200_000 * scale)
    indexes = con.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null"
        " and tbl_name in ('lead', 'distribution', 'activity', 'lead_state')"
    ).fetchall()
    con.execute("begin")
    for name, _ in indexes:
        con.execute(f"drop index {name}")
    _people(con)
    _leads(con, leads)
    _passages(con, leads, passages)
    _activities(con)
    _milestones(con)
    for _, sql in indexes:
        con.execute(sql)
    con.execute("commit")
    con.execute("pragma wal_checkpoint(truncate)")
    con.close()


NOW = "2025-12-31T12:00:00Z"
READ_SQL = """select count(*), sum(actions), sum(appointments), count(first_worked_at), count(contacted_at)
from distribution where distributed_at >= ? and distributed_at < ? and undone_at is null and shared = 0"""
ROWS_SQL = """select d.lead_id, l.email, d.distributed_at, u.login, a.name, d.accepted_at, d.rejected_at, d.offered,
 d.ended_at, s.name, c.name from distribution d join lead l on l.id = d.lead_id join user u on u.id = d.user_id
 join account a on a.id = d.account_id join lead_state t on t.lead_id = d.lead_id join status s on s.id = t.status_id
 left join campaign c on c.id = d.campaign_id order by d.distributed_at desc, d.id desc;"""


def _floor(path: Path, days: int) -> float:
    """Return the CPU seconds of reading the period's passages once, by one plain statement."""
    con = sqlite3.connect(path)
    started = time.process_time()
    con.execute(READ_SQL, (END - days * 86_400, END)).fetchall()
    took = time.process_time() - started
    con.close()
    return took


def _note(passages: str, ours: Timed) -> str:
    return f"{passages}; CPU seconds, {ours.wall:.1f} s wall"


def _rows_floor(path: Path, out: Path) -> float:
    """Return the CPU seconds of `sqlite3 -csv` of a plain select of the same rows, else of Python's csv."""
    before = _children()
    with out.open("w") as stream:
        try:
            subprocess.run(["sqlite3", "-csv", path, ROWS_SQL], stdout=stream, check=True)
        except FileNotFoundError:
            import csv

            started = time.process_time()
            con = sqlite3.connect(path)
            csv.writer(stream).writerows(con.execute(ROWS_SQL))
            con.close()
            return time.process_time() - started
    return _children() - before


def _children() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(folder: Path, scale: float = 1.0) -> list[Row]:
    """Return one row per report; floors are taken in the same run, on the same file."""
    path = folder / "reports.db"
    if not path.exists():  # in a process of its own: a child's peak memory starts at that of its parent
        maker = get_context("spawn").Process(target=generate, args=(path, scale))
        maker.start()
        maker.join()
    leadctl = [sys.executable, "-m", "leadctl", "--db", str(path), "--now", NOW, "--quiet", "report"]
    passages = f"{int(1_200_000 * scale):,} passages"
    wanted = [
        ("performance, 30 days", 30, 0.6, ["performance", "--last-30-days"]),
        ("performance, a closed month", 30, 0.6, ["performance", "--from", "2025-11-01", "--to", "2025-11-30"]),
        ("performance, a year", 365, 5.5, ["performance", "--last-1-year"]),
        ("summary by account, campaign, month, a year", 365, 6.0,
         ["summary", "--last-1-year", "--group-by", "partner,campaign,month"]),
        *((f"{name}, 30 days", 30, None, [name, "--last-30-days"]) for name in OTHERS),
        *((f"{name}, a year", 365, None, [name, "--last-1-year"]) for name in OTHERS),
        ("performance as HTML, 30 days", 30, None,
         ["performance", "--last-30-days", "--trend", "day", "-o", str(folder / "p.html"), "--force"]),
        ("performance as XLSX, 30 days", 30, None,
         ["performance", "--last-30-days", "--trend", "day", "-o", str(folder / "p.xlsx"), "--force"]),
    ]  # fmt: skip
    found = []
    for work, days, target, words in wanted:
        _floor(path, days)  # the file's pages are read once for both
        floor = _floor(path, days)
        ours = min((timed([*leadctl, *words]) for _ in range(3)), key=lambda t: t.cpu)
        found.append(Row(work, ours.cpu, floor, target, "s", ours.peak_mb, _note(passages, ours)))
    floor = _rows_floor(path, folder / "floor.csv")
    ours = timed([*leadctl, "summary", "--last-1-year", "-o", str(folder / "summary.csv"), "--force"])
    found.append(Row("summary rows to CSV, a year", ours.cpu, floor, 4.0, "x", ours.peak_mb, _note(passages, ours)))
    return found
