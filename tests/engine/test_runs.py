"""Assignment runs on a database: chunks, order, caps across runs, locks, kills."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leadctl.clock import to_epoch
from leadctl.config.model import ALWAYS, Clause, Config, Criteria, GateRule, Limits, Strategy, Target
from leadctl.db import activities
from leadctl.db.activities import NewActivity
from leadctl.db.connection import connect, immediate
from leadctl.db.lock import run_lock
from leadctl.engine import runs
from leadctl.engine.passages import give
from leadctl.engine.runs import RunOptions, assign, dry_plan
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import BusyError, NotFoundError
from tests.builders import (
    add_absence,
    add_account,
    add_lead,
    add_leads,
    add_shift,
    add_strategy,
    add_tag,
    add_team,
    add_user,
    add_users,
    credits_of,
    owners,
)

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
DAY = 86_400


def rules(*strategies: Strategy, **more) -> Config:
    return Config(strategies=strategies, **more)


def strategy(name="All", method="round_robin", **more) -> Strategy:
    return Strategy(name, method, more.pop("to", Target(users=("x",))), **more)


def text_is(field: str, value: str) -> Criteria:
    return Criteria((Clause(field, "text", "is", value, f"{field} is {value}"),))


def set_status(con, name: str, column: str, value: int) -> None:
    found = con.execute("select id from status where name = ?", (name,)).fetchone()[0]
    con.execute(
        "update lead set first_status_id = ? where id in"  # as if it had come so: verify knows of no change
        f" (select lead_id from lead_state where {column} = ?)",
        (found, value),
    )
    con.execute(f"update lead_state set status_id = ? where {column} = ?", (found, value))


def clean(con, now=NOW) -> bool:
    found = verify(con, now).differences
    assert not found, found
    return True


def test_leads_are_given_out_and_everything_adds_up(con):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, 10)
    summary = assign(con, rules(strategy()), NOW)
    assert (summary.considered, summary.distributed, summary.waiting) == (10, 10, 0)
    assert sorted(g.leads for g in summary.given) == [3, 3, 4]
    assert all(owner in users for owner in owners(con).values())
    assert con.execute("select sum(micro) from credit").fetchone() == (0,)
    assert assign(con, rules(strategy()), NOW).considered == 0
    assert clean(con)


def test_best_leads_first(con):
    (ana,) = add_users(con, "ana")
    add_strategy(con, "All", {ana: 1})
    low = add_lead(con, priority=3, score=99)
    late = add_lead(con, received_at=9, score=5)
    early = add_lead(con, received_at=1, score=5)
    better = add_lead(con, received_at=5, score=6)
    high = add_lead(con, priority=1)
    assign(con, rules(strategy()), NOW)
    order = [row[0] for row in con.execute("select lead_id from distribution order by id")]
    assert order == [high, better, early, late, low]


def test_chunks_change_nothing(con, tmp_path, monkeypatch):
    def outcome(size: int) -> list:
        from leadctl.db.create import create_database

        path = tmp_path / f"{size}.db"
        create_database(path, NOW)
        other = connect(path)
        users = add_users(other, "ana bob cat dan", per_day=20)
        add_strategy(other, "All", {u: i for i, u in enumerate(users, start=1)}, "weighted")
        add_leads(other, 100)
        monkeypatch.setattr(runs, "CHUNK", size)
        assign(other, rules(strategy(method="weighted")), NOW)
        assert clean(other)
        found = [*owners(other).items()], credits_of(other)
        other.close()
        return found

    assert outcome(7) == outcome(100) == outcome(1)


def test_turns_survive_between_runs(con):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    order = []
    for i in range(6):
        lead = add_lead(con)
        assign(con, rules(strategy()), NOW + i)
        order.append(owners(con)[lead])
    assert sorted(order[:3]) == sorted(users)
    assert order[:3] == order[3:]


def test_caps_count_over_runs_gifts_and_imports_but_not_undone(con):
    ana = add_user(con, "ana", per_day=3)
    add_strategy(con, "All", {ana: 1})
    gift, past, undone = add_leads(con, 3)
    give(con, gift, ana, NOW - 10, "boss")
    give(con, past, ana, NOW - 20, "boss", origin="imported")
    give(con, undone, ana, NOW - 30, "boss")
    con.execute("update distribution set undone_at = 1 where lead_id = ?", (undone,))
    con.execute("update lead_state set owner_id = null, open_distribution_id = null where lead_id = ?", (undone,))
    waiting = add_leads(con, 3)
    assert assign(con, rules(strategy()), NOW).distributed == 1
    assert assign(con, rules(strategy()), NOW + 3600).distributed == 0
    assert assign(con, rules(strategy()), NOW + DAY).distributed == 2
    assert all(owners(con)[lead] == ana for lead in waiting)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2026-03-08", "2026-03-08 23:30", "2026-03-09 00:10"), ("2026-11-01", "2026-11-01 23:30", "2026-11-02 00:10")],
)
def test_day_caps_end_at_local_midnight_on_both_clock_changes(con, day, before, after):
    from datetime import datetime

    zone = "America/New_York"
    ana = add_user(con, "ana", per_day=2, timezone=zone)
    add_strategy(con, "All", {ana: 1})
    add_leads(con, 4)
    first = to_epoch(datetime.fromisoformat(f"{day} 00:10"), zone)
    last, tomorrow = (to_epoch(datetime.fromisoformat(t), zone) for t in (before, after))
    assert assign(con, rules(strategy()), first).distributed == 2
    assert assign(con, rules(strategy()), last).distributed == 0
    assert assign(con, rules(strategy()), tomorrow).distributed == 2


def test_hour_caps_count_each_of_the_two_hours_when_the_clock_goes_back(con):
    ana = add_user(con, "ana", per_hour=1, timezone="America/New_York")
    add_strategy(con, "All", {ana: 1})
    add_leads(con, 3)
    first = 1_793_511_000  # 2026-11-01 01:30 EDT
    assert assign(con, rules(strategy()), first).distributed == 1
    assert assign(con, rules(strategy()), first + 600).distributed == 0
    assert assign(con, rules(strategy()), first + 3600).distributed == 1  # 01:30 EST


def test_shifts_absences_and_open_caps(con):
    on = add_user(con, "on", open_cap=2, timezone="America/New_York")
    off, away = add_users(con, "off away")
    add_shift(con, on, range(5), 9 * 60, 17 * 60)
    add_shift(con, off, range(5), 9 * 60, 17 * 60, "Asia/Tokyo")
    add_absence(con, away, NOW - 1, NOW + DAY)
    add_strategy(con, "All", {on: 1, off: 1, away: 1})
    add_leads(con, 4)
    summary = assign(con, rules(strategy()), NOW)
    assert summary.distributed == 2
    assert set(owners(con).values()) == {on, None}
    assert summary.shortages[0].strategy == "All"
    assert sorted(summary.shortages[0].codes) == ["absent", "cap_open", "off_shift"]
    con.execute(
        "update lead_state set status_id = (select id from status where name = 'Closed') where owner_id = ?", (on,)
    )
    assert assign(con, rules(strategy()), NOW + 60).distributed == 2


def test_needs_read_the_lead_and_its_attributes(con):
    de, fr = add_users(con, "de fr")
    add_tag(con, de, "de")
    add_tag(con, fr, "language:FR")
    add_strategy(con, "All", {de: 1, fr: 1})
    german = add_lead(con, attributes='{"Spoken Language": "DE "}')
    french = add_lead(con, attributes='{"Spoken Language": "fr"}')
    add_lead(con)
    summary = assign(con, rules(strategy(needs=(("language", "spoken_language"),))), NOW)
    assert (owners(con)[german], owners(con)[french]) == (de, fr)
    assert summary.held == {"nobody_eligible": 1}


def test_when_gates_and_record_types(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "German", {ana: 1})
    add_strategy(con, "Rest", {bob: 1})
    con.execute("insert into record_type (id, name) values (2, 'Partner')")
    german, other = add_lead(con, country="DE"), add_lead(con, country="US")
    partner, nowhere = add_lead(con, record_type_id=2, country="US"), add_lead(con)
    config = rules(
        strategy("German", when=text_is("country", "de")),
        strategy("Rest", record_type="Lead"),
        record_types=("Lead", "Partner"),
        gates=(GateRule("no country", Criteria((Clause("country", "text", "present", False, "country is empty"),))),),
    )
    summary = assign(con, config, NOW)
    assert owners(con) == {german: ana, other: bob, partner: None, nowhere: None}
    assert summary.held == {"no_strategy": 1, "gate:no country": 1}
    codes = dict(con.execute("select lead_id, hold_code from lead_state where hold_code is not null"))
    assert codes == {partner: "no_strategy", nowhere: "gate:no country"}
    assert clean(con)


def test_a_hold_keeps_its_since_until_its_reason_changes(con):
    add_strategy(con, "All", {})
    lead = add_lead(con)
    config = rules(strategy())
    assign(con, config, NOW)
    assign(con, config, NOW + 100)
    assert con.execute("select code, since from hold").fetchall() == [("nobody_eligible", NOW)]
    assign(con, rules(), NOW + 200)
    assert con.execute("select code, since from hold").fetchall() == [("no_strategy", NOW + 200)]
    ana = add_user(con, "ana")
    con.execute(
        "insert into strategy_member (strategy_id, user_id, weight, valid_from) values (1, ?, 1000000, 0)", (ana,)
    )
    assign(con, config, NOW + 300)
    assert con.execute("select count(*) from hold").fetchone() == (0,)
    assert owners(con)[lead] == ana
    assert clean(con)


def branch(con, away=False):
    boss, ana = add_users(con, "boss ana")
    west = add_account(con, "West", owner_id=boss)
    add_strategy(con, "To West", {}, "direct")
    add_strategy(con, "West", {ana: 1})
    if away:
        add_absence(con, ana, NOW - 1, NOW + 50)
    config = rules(strategy("To West", "direct", to=Target(accounts=("West",))), strategy("West", from_account="West"))
    return boss, ana, west, config


def test_hops_account_to_user_in_one_run_and_over_two(con):
    _, ana, west, config = branch(con, away=True)
    lead = add_lead(con)
    first = assign(con, config, NOW)
    assert (first.distributed, first.held) == (1, {"nobody_eligible": 1})
    state = con.execute("select owner_id, holder_account_id, waiting, hold_code from lead_state").fetchone()
    assert state == (None, west, 1, "nobody_eligible")
    assert clean(con)
    assign(con, config, NOW + 60)
    assert owners(con)[lead] == ana
    rows = con.execute("select level, passed_on_at, ended_at, end_kind, again from distribution order by id").fetchall()
    assert rows == [("account", NOW + 60, NOW + 60, "passed_on", 0), ("user", None, None, None, 1)]
    assert clean(con)


def test_a_lead_left_at_a_branch_belongs_to_its_owner(con):
    boss, _, west, config = branch(con)
    add_lead(con)
    assign(con, rules(config.strategies[0]), NOW)
    state = con.execute("select owner_id, holder_account_id, waiting, hold_code from lead_state").fetchone()
    assert state == (boss, west, 0, None)
    assert clean(con)


def test_a_team_holds_for_its_owner(con):
    head, member = add_users(con, "head member")
    team = add_team(con, "Closers", head, [member])
    add_strategy(con, "To team", {}, "direct")
    add_lead(con)
    assign(con, rules(strategy("To team", "direct", to=Target(teams=("Closers",)))), NOW)
    assert con.execute("select owner_id, holder_team_id, waiting from lead_state").fetchone() == (head, team, 0)
    assert con.execute("select level, team_id, user_id from distribution").fetchone() == ("team", team, None)
    assert clean(con)


def test_a_lead_at_a_place_from_which_nothing_goes_on_counts_once(con):
    add_team(con, "Desk", None, [])
    add_strategy(con, "To desk", {}, "direct")
    config = rules(strategy("To desk", "direct", to=Target(teams=("Desk",))))
    leads = [add_lead(con) for _ in range(3)]
    for summary in (assign(con, config, NOW, RunOptions(dry_run=True)), assign(con, config, NOW)):
        assert (summary.considered, summary.distributed, summary.waiting, summary.held) == (3, 3, 0, {})
        assert [(s.strategy, s.code, s.leads) for s in summary.stopped] == [("To desk", "dead_end", 3)]
    assert [move.lead_id for move in assign(con, config, NOW, RunOptions(dry_run=True)).moves] == leads
    again = assign(con, config, NOW + 60)
    assert (again.considered, again.distributed, again.held) == (3, 0, {"no_strategy": 3})
    assert clean(con)


def test_leads_of_an_unfinished_import_wait(con):
    (ana,) = add_users(con, "ana")
    add_strategy(con, "All", {ana: 1})
    con.execute("insert into import (id, kind, file, sha256, started_at) values (1, 'leads', 'fair.csv', 'x', 0)")
    lead = add_lead(con, import_id=1)
    summary = assign(con, rules(strategy()), NOW)
    assert summary.considered == 0
    assert "fair.csv" in " ".join(summary.warnings)
    con.execute("update import set finished_at = 1")
    assign(con, rules(strategy()), NOW)
    assert owners(con)[lead] == ana


def test_a_withheld_duplicate_is_freed_when_its_original_closes(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1, bob: 1})
    original = add_lead(con)
    copy = add_lead(con, state={"duplicate_of": original})
    assign(con, rules(strategy()), NOW)
    former = owners(con)[original]
    state = con.execute("select waiting, hold_code from lead_state where lead_id = ?", (copy,)).fetchone()
    assert state == (0, "duplicate")
    assert assign(con, rules(strategy()), NOW + 1).considered == 0
    assert clean(con)
    set_status(con, "Dead", "lead_id", original)
    assign(con, rules(strategy()), NOW + 2)
    assert owners(con)[copy] == former
    assert clean(con)


def test_a_withheld_duplicate_is_freed_when_the_owner_is_absent(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1, bob: 1})
    original = add_lead(con)
    copy = add_lead(con, state={"duplicate_of": original})
    assign(con, rules(strategy()), NOW)
    former = owners(con)[original]
    add_absence(con, former, NOW, NOW + DAY)
    assign(con, rules(strategy()), NOW + 2)
    assert owners(con)[copy] == ({ana, bob} - {former}).pop()


def test_a_dry_run_shows_what_the_run_does_and_writes_nothing(con):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, 9)
    before = con.total_changes
    plan = assign(con, rules(strategy()), NOW, RunOptions(dry_run=True))
    assert con.total_changes == before
    names = dict(con.execute("select login, id from user"))
    assign(con, rules(strategy()), NOW)
    assert {m.lead_id: names[m.recipient] for m in plan.moves} == owners(con)
    assert dry_plan(con, rules(strategy()), NOW).moves == []


def test_limit_since_and_strategy(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "German", {ana: 1})
    add_strategy(con, "Rest", {bob: 1})
    config = rules(strategy("German", when=text_is("country", "de")), strategy("Rest"))
    for i in range(6):
        add_lead(con, received_at=i, country="DE" if i % 2 else "US")
    assert assign(con, config, NOW, RunOptions(limit=1)).distributed == 1
    summary = assign(con, config, NOW, RunOptions(strategy="rest"))
    assert [(g.strategy, g.leads) for g in summary.given] == [("Rest", 2)]
    assert summary.held == {}
    assert assign(con, config, NOW, RunOptions(since=5)).considered == 1
    with pytest.raises(NotFoundError, match='did you mean "Rest"'):
        assign(con, config, NOW, RunOptions(strategy="Rets"))


def test_a_second_run_at_once_is_refused(con, db_file):
    add_strategy(con, "All", {})
    add_lead(con)
    with run_lock(db_file), pytest.raises(BusyError):
        assign(con, rules(strategy()), NOW)
    assert con.execute("select count(*) from run").fetchone() == (0,)
    assert assign(con, rules(strategy()), NOW).considered == 1
    assert oct(Path(f"{db_file}.lock").stat().st_mode & 0o777) == "0o600"


def test_what_others_write_between_chunks_is_seen(con, db_file, monkeypatch):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1, bob: 1})
    leads = add_leads(con, 10)
    monkeypatch.setattr(runs, "CHUNK", 5)
    other = connect(db_file)

    def meddle(done: int, total: int) -> None:
        if done == 5:
            with immediate(other):
                other.execute("update user set disabled_at = 1 where id = ?", (ana,))
                other.execute("update strategy_member set valid_to = 1 where user_id = ?", (ana,))
            give(other, leads[-1], bob, NOW, "boss")

    summary = assign(con, rules(strategy()), NOW, progress=meddle)
    other.close()
    assert summary.distributed == 9
    assert {owners(con)[lead] for lead in leads[5:]} == {bob}
    assert con.execute("select count(*) from distribution").fetchone() == (10,)
    assert clean(con)


KILLED = """
import sys, time
from pathlib import Path
from leadctl.config.model import Config, Strategy, Target
from leadctl.db.connection import connect
from leadctl.engine import runs
runs.CHUNK = 50
def progress(done, total):
    print(done, flush=True)
    time.sleep(0.01)
runs.assign(connect(Path(sys.argv[1])), Config(strategies=(Strategy("All", "round_robin", Target(users=("x",))),)),
            int(sys.argv[2]), progress=progress)
"""


def test_killed_anywhere_the_next_run_goes_on(con, db_file):
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    add_leads(con, 1500)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for attempt in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(db_file), str(NOW)], stdout=subprocess.PIPE, env=environment
        )
        for _ in range(3 + attempt):
            assert child.stdout.readline()
        time.sleep(0.003 * attempt)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert clean(con)
    done = con.execute("select count(*) from distribution").fetchone()[0]
    assert 0 < done < 1500
    summary = assign(con, rules(strategy()), NOW)
    assert summary.distributed == 1500 - done
    assert con.execute("select count(*), count(distinct lead_id) from distribution").fetchone() == (1500, 1500)
    counts = [row[0] for row in con.execute("select count(*) from distribution group by user_id")]
    assert counts == [500, 500, 500]
    assert con.execute("select count(*) from run where finished_at is null").fetchone() == (3,)
    assert clean(con)


def test_traces_stay_small(con):
    users = [add_user(con, f"user{i}", per_day=40) for i in range(20)]
    strategies = []
    for i in range(10):
        add_strategy(con, f"S{i}", dict.fromkeys(users, 1))
        strategies.append(
            strategy(f"S{i}", when=text_is("country", f"c{i}") if i < 9 else ALWAYS, limits=Limits(per_day=30))
        )
    for i in range(700):
        add_lead(con, country=f"C{i % 12}")
    summary = assign(con, rules(*strategies), NOW)
    stored = con.execute(
        "select (select total(length(path)) from distribution)"
        " + (select total(length(members) + 16) from candidate_set)"
        " + (select total(length(vector)) from credit_checkpoint)"
    ).fetchone()[0]
    assert summary.distributed == 700
    assert stored / summary.distributed <= 200


def test_a_direct_strategy_to_a_user_asks_the_same_questions(con):
    ana = add_user(con, "ana", per_day=1)
    add_strategy(con, "VIP", {ana: 1}, "direct")
    add_leads(con, 2)
    summary = assign(con, rules(strategy("VIP", "direct")), NOW)
    assert (summary.distributed, summary.held) == (1, {"nobody_eligible": 1})
    assert con.execute("select ledger_cost from distribution").fetchone() == (0,)
    assert credits_of(con) == {}


def test_work_of_the_very_second_belongs_to_the_passage_that_the_run_made(con):
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1})
    worked, untouched = add_lead(con), add_lead(con)
    for user, at in ((ana, NOW - 60), (ana, NOW), (bob, NOW)):
        activities.insert(con, NewActivity(worked, user, "action", "call", at, at, "test"))
        activities.settle(con, [worked], at)
    assign(con, rules(strategy()), NOW)
    kept = con.execute("select user_id, happened_at, distribution_id is not null from activity order by id").fetchall()
    assert kept == [(ana, NOW - 60, 0), (ana, NOW, 1), (bob, NOW, 0)]
    counters = "select lead_id, actions, first_action_at from distribution order by lead_id"
    assert con.execute(counters).fetchall() == [(worked, 1, NOW), (untouched, 0, None)]
    assert verify(con, NOW).differences == ()


def test_a_clock_set_back_leaves_nothing_wrong(con):
    """The passage of a run that was taken back is dated later than the one that follows it."""
    ana, bob = add_users(con, "ana bob")
    add_strategy(con, "All", {ana: 1, bob: 1})
    config = Config(strategies=(Strategy("All", "round_robin", Target(users=("ana", "bob"))),))
    add_leads(con, 5)
    later = assign(con, config, NOW + 86_400)
    undo(con, later.run_id, NOW + 86_401)
    assign(con, config, NOW)
    assert verify(con, NOW).differences == ()
