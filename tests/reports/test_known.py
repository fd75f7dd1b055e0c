"""A report as it was known at T is the plain report of a copy of the file made at T."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.db.known import as_known
from leadctl.errors import LeadctlError
from leadctl.reports import REPORTS, make
from leadctl.reports.spec import ReportSpec
from tests.effort import examples
from tests.reports.known_life import DAY, START, Life, shown

# What the reports read. Left out: search texts, keys set free by an undo, and what nobody reports (next pulls).
TABLES = {
    "distribution": "select * from distribution order by id",
    "activity": "select id, lead_id, user_id, distribution_id, kind, name, from_status_id, to_status_id, from_system,"
    " to_system, for_user_id, starts_at, note, origin, import_id, happened_at, recorded_at, voided_at, voided_by,"
    " void_reason from activity order by id",
    "lead": "select id, record_type_id, email, country, value, source_id, campaign_id, priority, attributes,"
    " first_status_id, received_at, received_kind, imported_at, undone_at from lead order by id",
    # since when a lead stands in the status it came with, and whether the head of a team has it or waits, is not kept
    "lead_state": "select s.lead_id, status_id, iif(exists (select 1 from activity a where a.lead_id = s.lead_id"
    " and a.kind = 'status' and a.voided_at is null), status_since, 0),"
    " iif(d.level in ('team', 'account'), 0, owner_id),"
    " holder_account_id, holder_team_id, open_distribution_id, last_work_at, added_at from lead_state s"
    " left join distribution d on d.id = s.open_distribution_id order by s.lead_id",
    "touch": "select id, lead_id, kind, name, happened_at, recorded_at, voided_at from touch order by id",
    "opportunity": "select * from opportunity order by id",
    "transfer": "select * from transfer order by id",
    "released": "select * from released order by id",
    "strategy_member": "select * from strategy_member order by id",
    "strategy_enabled": "select * from strategy_enabled order by id",
    "user": "select id, login, account_id, disabled_at from user order by id",
    "user_disabled": "select * from user_disabled order by id",
    "config_version": "select id, text, applied_at from config_version order by id",
    "run": "select id, kind, started_at, finished_at, undone_at from run order by id",
    "import": "select id, kind, started_at, finished_at, undone_at from import order by id",
}
GROUPS = [(), ("user",), ("strategy", "user"), ("outcome",), ("sales-stage",), ("team", "account"), ("source",)]


def opened(data: bytes) -> sqlite3.Connection:
    con = sqlite3.connect(":memory:", isolation_level=None)
    con.deserialize(data[:18] + b"\1\1" + data[20:])  # no write-ahead log in memory
    return con


def rows(con: sqlite3.Connection, table: str) -> list[tuple]:
    return con.execute(TABLES[table]).fetchall()


def report(con: sqlite3.Connection, text: str, spec: ReportSpec) -> str:
    """Return all that a report says, or how it is refused."""
    try:
        return shown(make(con, load_text(text, "rules"), spec))
    except LeadctlError as problem:
        return f"{problem.slug}: {problem.message}"


@st.composite
def lives(draw):
    seed, steps = draw(st.integers(0, 10**9)), draw(st.integers(5, 45))
    return seed, steps, draw(st.integers(0, steps - 1)), draw(st.integers(-3, 3)), draw(st.sampled_from(GROUPS))


@settings(
    max_examples=examples(15), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # lives do not shrink
@example((247, 40, 39, 0, ()))  # an owner column taken back after somebody else had got the lead
@example((405, 40, 30, 1, ("user",)))
@given(lives())
def test_known_at_t_is_the_report_of_a_copy_made_at_t(case):
    seed, steps, step, days, group = case
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder), seed)
        life.live(steps)
        at, data, text = life.past[step]
        copy = opened(data)
        with as_known(life.con, at) as known:
            for table in TABLES:
                assert rows(known, table) == rows(copy, table), (table, life.done, at)
            for name in REPORTS:
                begin = START - DAY
                end = max(begin + 1, at + days * DAY // 2)
                spec = ReportSpec(name, Period(begin, end, "UTC", "test"), at, group)
                assert report(known, text, spec) == report(copy, text, spec), (name, life.done, at)
        copy.close()
        life.con.close()
