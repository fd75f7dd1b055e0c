"""tick: everything that time brings, once or a hundred times, late or on time."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, OfferRule, PullRule, Strategy, Target
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.db.lock import run_lock
from leadctl.engine import lifecycle, reminders
from leadctl.engine.offers import accept, reject
from leadctl.engine.pulling.take import pull
from leadctl.engine.tick import tick
from leadctl.engine.undo import undo
from leadctl.engine.verify import verify
from leadctl.errors import BusyError, ConflictError, UsageError
from tests.builders import add_absence, add_lead, add_leads, add_strategy, add_users, owners
from tests.effort import examples

NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
WINDOW = 300
MINUTE, HOUR, DAY = 60, 3600, 86_400


def offering(name="All", window=WINDOW, **more) -> Strategy:
    terms = {k: more.pop(k) for k in ("broadcast", "turn_kept", "remind_before") if k in more}
    return Strategy(name, "round_robin", Target(users=("x",)), offer=OfferRule(window, **terms), **more)


@pytest.fixture
def trio(con):
    """Return (connection, ids of ana, bob, cat) with the strategy All over the three."""
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    return con, users


def dump(con) -> list[str]:
    """Return everything that is in the database, but for when the last tick was."""
    return [line for line in con.iterdump() if "last_tick_at" not in line]


def counts(summary) -> dict[str, int]:
    return {s.step: s.count for s in summary.steps if s.count}


def clean(con, now) -> None:
    assert verify(con, now).differences == ()


def test_a_tick_ends_what_ran_out_and_offers_it_to_the_next(trio):
    con, _ = trio
    add_leads(con, 2)
    rules = Config(strategies=(offering(),))
    first = tick(con, rules, NOW)
    assert (counts(first), first.assigned.offered) == ({}, 2)
    again = tick(con, rules, NOW + WINDOW)
    assert (counts(again), again.assigned.offered) == ({"expired": 2}, 2)
    assert con.execute("select count(distinct user_id) from distribution where lead_id = 1").fetchone() == (2,)
    clean(con, NOW + WINDOW)


def test_twice_at_the_same_time_changes_nothing_the_second_time(trio):
    con, _ = trio
    add_leads(con, 3)
    rules = Config(strategies=(offering(remind_before=MINUTE),), feedback_after=HOUR)
    for at in (NOW, NOW + WINDOW - 30, NOW + WINDOW, NOW + 2 * HOUR):
        tick(con, rules, at)
        before = dump(con)
        assert tick(con, rules, at).idle
        assert dump(con) == before


def test_a_dry_run_says_the_same_and_writes_nothing(trio):
    con, _ = trio
    add_leads(con, 3)
    rules = Config(strategies=(offering(),))
    tick(con, rules, NOW)
    before = dump(con)
    dry = tick(con, rules, NOW + WINDOW, dry_run=True)
    assert dump(con) == before
    assert dry.run_id is None
    assert [(m.lead_id, m.offered) for m in dry.assigned.moves] == [(1, True), (2, True), (3, True)]
    real = tick(con, rules, NOW + WINDOW)
    assert counts(dry) == counts(real)
    assert dry.steps == real.steps
    assert dry.assigned.given == real.assigned.given


def test_held_leads_are_tried_again(trio):
    con, users = trio
    for user in users:
        add_absence(con, user, 0, NOW + HOUR)
    lead = add_lead(con)
    rules = Config(strategies=(Strategy("All", "round_robin", Target(users=("x",))),))
    assert tick(con, rules, NOW).assigned.held == {"nobody_eligible": 1}
    assert tick(con, rules, NOW + 30 * MINUTE).run_id is None  # as before: nothing to say
    done = tick(con, rules, NOW + HOUR)
    assert done.assigned.distributed == 1
    assert owners(con)[lead] in users
    kind, finished = con.execute("select kind, finished_at from run where id = ?", (done.run_id,)).fetchone()
    assert (kind, finished) == ("tick", NOW + HOUR)
    undo(con, done.run_id, NOW + HOUR + 1)
    assert owners(con) == {lead: None}
    clean(con, NOW + HOUR + 1)


def test_undo_of_a_tick_takes_its_offers_back_not_the_expiry(trio):
    con, _ = trio
    add_lead(con)
    rules = Config(strategies=(offering(turn_kept=True),))
    tick(con, rules, NOW)
    second = tick(con, rules, NOW + WINDOW)
    undo(con, second.run_id, NOW + WINDOW + 1)
    sql = "select end_kind, undone_at is not null from distribution order by id"
    assert con.execute(sql).fetchall() == [("expired", 0), (None, 1)]
    assert con.execute("select waiting from lead_state").fetchone() == (1,)
    clean(con, NOW + WINDOW + 1)


def test_another_run_at_work(trio, db_file):
    con, _ = trio
    with run_lock(db_file), pytest.raises(BusyError):
        tick(con, Config(), NOW)


def test_pulled_leads_go_back(con):
    (ana,) = add_users(con, "ana")
    add_strategy(con, "Pool", {ana: 1}, "pull")
    pool = Strategy("Pool", "pull", Target(users=("ana",)), mode="pull", pull=PullRule(reclaim_after=HOUR))
    con.execute("update strategy_enabled set mode = 'pull'")
    lead = add_lead(con)
    assert len(pull(con, Config(strategies=(pool,)), "ana", NOW, "tester").leads) == 1
    assert owners(con) == {lead: ana}
    done = tick(con, Config(strategies=(pool,)), NOW + HOUR)
    assert counts(done) == {"reclaimed": 1}
    assert owners(con) == {lead: None}
    clean(con, NOW + HOUR)


# ---------------------------------------------------------------- reminders


def test_an_offer_that_ends_soon_is_noticed_once(trio):
    con, _ = trio
    add_lead(con)
    rules = Config(strategies=(offering(remind_before=2 * MINUTE),))
    tick(con, rules, NOW)
    assert counts(tick(con, rules, NOW + 179)) == {}
    assert counts(tick(con, rules, NOW + 200)) == {"offer_ends": 1}
    assert con.execute("select due_at, recorded_at from notice").fetchall() == [(NOW + 180, NOW + 200)]
    assert counts(tick(con, rules, NOW + 220)) == {}
    (notice,) = reminders.noticed(con, NOW + 220)
    assert (notice.kind, notice.live, notice.expires_at) == ("offer_ends", True, NOW + WINDOW)
    accept(con, rules, "1", con.execute("select user_id from distribution").fetchone()[0], NOW + 230)
    assert reminders.noticed(con, NOW + 240) == []
    assert [n.live for n in reminders.noticed(con, NOW + 240, old_too=True)] == [False]


def test_an_untouched_lead_is_asked_about_once_per_silence(trio):
    con, users = trio
    lead = add_lead(con)
    own = Strategy("All", "round_robin", Target(users=("x",)), feedback_after=HOUR)
    rules = Config(strategies=(own,), feedback_after=DAY)
    tick(con, rules, NOW)
    owner = owners(con)[lead]
    assert counts(tick(con, rules, NOW + HOUR - 1)) == {}
    assert counts(tick(con, rules, NOW + HOUR + 5)) == {"feedback": 1}
    assert con.execute("select due_at, user_id from notice").fetchall() == [(NOW + HOUR, owner)]
    assert counts(tick(con, rules, NOW + 9 * HOUR)) == {}
    lifecycle.add_action(con, lead, owner, NOW + 10 * HOUR, NOW + 10 * HOUR, "tester", name="call")
    assert reminders.noticed(con, NOW + 10 * HOUR) == []
    assert counts(tick(con, rules, NOW + 11 * HOUR)) == {"feedback": 1}
    lifecycle.change_status(con, lead, owner, NOW + 12 * HOUR, NOW + 12 * HOUR, "tester", status="Closed")
    assert counts(tick(con, rules, NOW + 30 * HOUR)) == {}
    other = add_lead(con)
    lifecycle.give(con, other, users[0], NOW + 30 * HOUR, "boss")
    assert counts(tick(con, rules, NOW + 32 * HOUR)) == {}  # by hand: the rules' own day holds
    assert counts(tick(con, rules, NOW + 54 * HOUR)) == {"feedback": 1}


def test_follow_ups(trio):
    con, (ana, bob, _) = trio
    lead = add_lead(con)
    with pytest.raises(ConflictError, match="no owner to remind"):
        reminders.follow_up(con, "UTC", lead, None, NOW + HOUR, NOW, "tester")
    lifecycle.give(con, lead, ana, NOW, "boss")
    with pytest.raises(UsageError, match="has passed"):
        reminders.follow_up(con, "UTC", lead, None, NOW, NOW, "tester")
    assert reminders.follow_up(con, "UTC", lead, None, NOW + HOUR, NOW, "tester", "send it").user_id == ana
    reminders.follow_up(con, "UTC", lead, bob, NOW + 2 * HOUR, NOW, "tester")
    assert counts(tick(con, Config(), NOW + HOUR)) == {"follow_up": 1}
    assert counts(tick(con, Config(), NOW + 90 * MINUTE)) == {}
    assert [(n.who, n.note) for n in reminders.noticed(con, NOW + 90 * MINUTE, user_id=ana)] == [("ana", "send it")]
    assert reminders.noticed(con, NOW + 90 * MINUTE, user_id=bob) == []
    assert reminders.finish(con, lead, ana, NOW + 91 * MINUTE) == 1
    assert reminders.noticed(con, NOW + 91 * MINUTE) == []
    with pytest.raises(ConflictError, match="no open follow-up"):
        reminders.finish(con, lead, ana, NOW + 92 * MINUTE)
    assert counts(tick(con, Config(), NOW + 3 * HOUR)) == {"follow_up": 1}


# ---------------------------------------------------------------- late or on time


@settings(deadline=None, max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    leads=st.integers(1, 4),
    answers=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 4), st.booleans()), max_size=6),
    broadcast=st.booleans(),
    kept=st.booleans(),
)
def test_every_minute_comes_to_the_same_as_only_when_something_is_due(
    tmp_path_factory, leads, answers, broadcast, kept
):
    """Ticks at each minute, or only at the minutes at which an offer ends or somebody answered: no difference."""
    rules = Config(strategies=(offering(window=5 * MINUTE, broadcast=broadcast, turn_kept=kept, remind_before=MINUTE),))
    outcomes = []
    for every in (True, False):
        path = tmp_path_factory.mktemp("tick") / "leads.db"
        create_database(path, NOW)
        con = connect(path)
        con.execute("pragma synchronous = off")
        add_strategy(con, "All", dict.fromkeys(add_users(con, "ana bob cat"), 1))
        add_leads(con, leads)
        tick(con, rules, NOW)
        for minute in range(1, 45):
            at = NOW + minute * MINUTE
            said = [a for a in answers if a[0] == minute]
            for _, lead, yes in said:
                _answer(con, rules, lead, yes, at - 1)
            due = con.execute("select 1 from distribution where expires_at - 60 = ? or expires_at = ?", (at, at))
            if every or said or due.fetchone():
                tick(con, rules, at)
        tick(con, rules, NOW + HOUR)
        clean(con, NOW + HOUR)
        facts = (
            "select lead_id, user_id, shared, offer_round, distributed_at, expires_at, accepted_at, rejected_at,"
            " expired_at, ended_at, end_kind from distribution order by distributed_at, lead_id, user_id, id"
        )
        due = "select kind, lead_id, user_id, due_at from notice order by 1, 2, 4, 3"
        micros = "select user_id, micro from credit order by user_id"
        outcomes.append([con.execute(sql).fetchall() for sql in (facts, due, micros)])
        con.close()
    assert outcomes[0] == outcomes[1]


def _answer(con, rules, lead: int, yes: bool, at: int) -> None:
    sql = (
        "select user_id from distribution where lead_id = ? and offered = 1 and accepted_at is null"
        " and ended_at is null and expires_at > ? order by id limit 1"
    )
    waits = con.execute(sql, (lead, at)).fetchone()
    if waits is not None:
        (accept if yes else reject)(con, rules, f"#{lead}", waits[0], at)


@settings(deadline=None, max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(late=st.integers(0, 3 * DAY), times=st.integers(1, 4))
def test_however_late_an_offer_ends_at_its_deadline(tmp_path_factory, late, times):
    path = tmp_path_factory.mktemp("late") / "leads.db"
    create_database(path, NOW)
    con = connect(path)
    con.execute("pragma synchronous = off")
    add_strategy(con, "All", dict.fromkeys(add_users(con, "ana bob"), 1))
    add_lead(con)
    rules = Config(strategies=(offering(),))
    tick(con, rules, NOW)
    for _ in range(times):
        tick(con, rules, NOW + WINDOW + late)
    first, second = con.execute("select expired_at, ended_at, distributed_at from distribution order by id").fetchall()
    assert first == (NOW + WINDOW, NOW + WINDOW, NOW)
    assert second == (None, None, NOW + WINDOW + late)
    con.close()
