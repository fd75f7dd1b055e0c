"""Undo: owners and credits exactly as before, whatever happened."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, Limits, Strategy, Target
from leadctl.db import activities
from leadctl.db.connection import connect, immediate
from leadctl.db.create import create_database
from leadctl.engine.passages import give
from leadctl.engine.runs import RunOptions, assign
from leadctl.engine.undo import find_run, undo
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError
from tests.builders import add_account, add_lead, add_leads, add_spell, add_strategy, add_users, credits_of, owners

NOW = 1_772_464_200
DAY = 86_400


def one(name="All", method="weighted", **more) -> Strategy:
    return Strategy(name, method, more.pop("to", Target(users=("x",))), **more)


CONFIG = Config(strategies=(one(),))


@pytest.fixture
def shop(con):
    """Return a database with three users of weights 3, 2, 1 and ten leads."""
    users = add_users(con, "ana bob cat")
    add_strategy(con, "All", {u: 3 - i for i, u in enumerate(users)}, "weighted")
    add_leads(con, 10)
    return con


def state(con) -> tuple:
    kept = "lead_id, owner_id, holder_account_id, holder_team_id, open_distribution_id, waiting"
    return con.execute(f"select {kept} from lead_state order by lead_id").fetchall(), credits_of(con)


def work(con, lead: int, user: int, at: int) -> None:
    """Record a call through plain SQL, as db/activities does."""
    con.execute(
        "insert into activity (lead_id, user_id, kind, name, origin, happened_at, recorded_at)"
        " values (?, ?, 'action', 'call', 'leadctl', ?, ?)",
        (lead, user, at, at),
    )
    activities.settle(con, [lead], at)


def clean(con) -> None:
    assert verify(con, NOW).differences == ()


def test_a_run_taken_back_leaves_everything_as_it_was(shop):
    assign(shop, CONFIG, NOW, RunOptions(limit=4))
    before = state(shop)
    run = assign(shop, CONFIG, NOW + 5)
    done = undo(shop, run.run_id, NOW + 10)
    assert (done.leads, done.kept) == (6, [])
    assert state(shop) == before
    assert shop.execute("select count(*) from distribution where undone_at = ?", (NOW + 10,)).fetchone() == (6,)
    assert shop.execute("select kind, undoes_run_id from run where id = ?", (done.undo_run_id,)).fetchone() == (
        "undo",
        2,
    )
    clean(shop)


def test_the_same_leads_go_to_the_same_people_again(shop):
    first = assign(shop, CONFIG, NOW)
    before = owners(shop)
    undo(shop, first.run_id, NOW + 10)
    assign(shop, CONFIG, NOW + 20)
    assert owners(shop) == before


def test_worked_and_moved_leads_stay_and_are_listed(shop):
    run = assign(shop, CONFIG, NOW)
    ana, bob, _ = (row[0] for row in shop.execute("select id from user order by id"))
    worked = next(lead for lead, owner in owners(shop).items() if owner == ana)
    moved = next(lead for lead, owner in owners(shop).items() if owner == bob)
    work(shop, worked, ana, NOW + 1)
    give(shop, moved, ana, NOW + 2, "boss")
    done = undo(shop, run.run_id, NOW + 10)
    assert {(k.lead_id, k.recipient, k.why) for k in done.kept} == {
        (worked, "ana", "worked"),
        (moved, "bob", "transferred"),
    }
    assert done.leads == 8
    assert {lead: owner for lead, owner in owners(shop).items() if owner} == {worked: ana, moved: ana}
    clean(shop)
    with pytest.raises(ConflictError, match="--force"):
        undo(shop, run.run_id, NOW + 11)
    forced = undo(shop, run.run_id, NOW + 12, force=True)
    assert (forced.leads, forced.reattributed) == (2, 1)
    assert {lead: owner for lead, owner in owners(shop).items() if owner} == {moved: ana}
    assert shop.execute("select distribution_id from activity").fetchone() == (None,)
    assert credits_of(shop) == {}
    clean(shop)


def test_what_cannot_be_undone(shop):
    with pytest.raises(NotFoundError):
        find_run(shop, "last")
    run = assign(shop, CONFIG, NOW)
    assert find_run(shop, "last") == run.run_id
    done = undo(shop, run.run_id, NOW + 1)
    with pytest.raises(ConflictError, match="undone already"):
        undo(shop, run.run_id, NOW + 2)
    with pytest.raises(ConflictError, match="itself an undo"):
        undo(shop, done.undo_run_id, NOW + 2)
    with pytest.raises(NotFoundError):
        find_run(shop, "99")
    with pytest.raises(NotFoundError):
        find_run(shop, "monday")


def test_a_dry_undo_writes_nothing(shop):
    run = assign(shop, CONFIG, NOW)
    before = state(shop)
    done = undo(shop, run.run_id, NOW + 1, dry_run=True)
    assert (done.leads, done.undo_run_id) == (10, None)
    assert state(shop) == before
    assert shop.execute("select count(*) from distribution where undone_at is not null").fetchone() == (0,)


def test_hops_are_taken_back_to_where_the_lead_waited(con):
    boss, ana = add_users(con, "boss ana")
    west = add_account(con, "West", owner_id=boss)
    east = add_account(con, "East")
    add_strategy(con, "To West", {}, "direct")
    add_strategy(con, "West", {ana: 1})
    add_strategy(con, "East", {ana: 1})
    strategies = (
        one("To West", "direct", to=Target(accounts=("West",))),
        one("West", "round_robin", from_account="West"),
        one("East", "round_robin", from_account="East"),
    )
    lead = add_lead(con)
    there = add_lead(con, state={"holder_account_id": east})
    start = state(con)
    whole = assign(con, Config(strategies=strategies), NOW)
    assert owners(con) == {lead: ana, there: ana}
    undo(con, whole.run_id, NOW + 1)
    assert state(con) == start
    clean(con)

    con.execute(
        "insert into absence (user_id, starts_at, ends_at, recorded_at) values (?, ?, ?, 0)", (ana, 0, NOW + 50)
    )
    assign(con, Config(strategies=strategies), NOW + 10)  # waits at West
    waiting = state(con)
    later = assign(con, Config(strategies=strategies), NOW + 60)
    assert owners(con)[lead] == ana
    undo(con, later.run_id, NOW + 70)
    assert state(con) == waiting
    assert con.execute("select holder_account_id from lead_state where lead_id = ?", (lead,)).fetchone() == (west,)
    clean(con)


def test_undone_passages_do_not_count_for_caps_or_held_before(con):
    (ana,) = add_users(con, "ana", per_day=1)
    add_strategy(con, "All", {ana: 1})
    lead = add_lead(con)
    run = assign(con, CONFIG, NOW)
    undo(con, run.run_id, NOW + 1)
    assert assign(con, CONFIG, NOW + 2).distributed == 1
    assert owners(con) == {lead: ana}


steps = st.lists(
    st.one_of(
        st.tuples(st.just("leads"), st.integers(1, 4)),
        st.tuples(st.just("assign"), st.integers(1, 8)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("give"), st.integers(0, 20)),
        st.tuples(st.just("work"), st.integers(0, 20)),
        st.tuples(st.just("away"), st.integers(0, 3)),
    ),
    min_size=3,
    max_size=14,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.none() | st.integers(1, 3))
def test_any_sequence_stays_right_and_a_last_undo_restores_it(tmp_path_factory, sequence, cap):
    path = tmp_path_factory.mktemp("undo") / "leads.db"
    create_database(path, NOW)
    con = connect(path)
    con.execute("pragma synchronous = off")
    users = add_users(con, "ana bob cat dan")
    add_strategy(con, "German", {u: i for i, u in enumerate(users, start=1)}, "weighted")
    add_strategy(con, "All", dict.fromkeys(users, 1))
    config = Config(strategies=(one("German", share=400_000, limits=Limits(per_day=cap)), one("All", "round_robin")))
    runs: list[int] = []
    for at, (what, number) in enumerate(sequence, start=NOW):
        leads = list(owners(con))
        if what == "leads":
            add_leads(con, number)
        elif what == "assign":
            runs.append(assign(con, config, at, RunOptions(limit=number)).run_id)
        elif what == "undo" and number < len(runs):
            undo(con, runs.pop(number), at)
        elif what == "give" and leads:
            lead, user = leads[number % len(leads)], users[number % 4]
            if owners(con)[lead] != user:
                give(con, lead, user, at, "boss")
        elif what == "work" and leads:
            lead = leads[number % len(leads)]
            if owners(con)[lead]:
                with immediate(con):
                    work(con, lead, owners(con)[lead], at)
        elif what == "away":
            add_spell(con, users[number], "paused", at, at + 3)
    clean(con)
    before = state(con)
    last = assign(con, config, NOW + 100)
    clean(con)
    done = undo(con, last.run_id, NOW + 101)
    assert done.kept == []
    assert state(con) == before
    clean(con)
    con.close()
