"""Replays: through the rules in force the past comes out as it was; other rules are compared; nothing is written."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.db import dated
from leadctl.db.connection import connect, immediate
from leadctl.db.create import create_database
from leadctl.engine.lifecycle import change_status
from leadctl.engine.passages import give
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from leadctl.engine.simulation.simulate import Rules, simulate
from leadctl.engine.undo import undo
from leadctl.errors import ConfigError, ConflictError
from tests.builders import add_absence, add_lead, add_shift, add_tag, add_users
from tests.effort import examples

START = 1_772_409_600  # Monday 2026-03-02 00:00 UTC
HOUR, DAY = 3600, 86_400
DOLLAR = 100

EVEN = """
[[strategy]]
name = "All"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
"""
RICH = """
[[gate]]
name = "no value"
hold_when = { value = { present = false } }

[[strategy]]
name = "Big"
method = "weighted"
to = { users = ["ana", "bob"], weights = { ana = 2, bob = 1 } }
when = { value = { min = 500 } }
limits = { per_day = 3 }

[[strategy]]
name = "Senior"
method = "round_robin"
to = { tags = ["senior"] }
when = { value = { min = 300 } }
on_empty = "hold"

[[strategy]]
name = "Rest"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
limits = { open = 6 }
"""


def world(con, rules=EVEN, at=START - DAY):
    users = add_users(con, "ana bob cat")
    gone = add_users(con, "dan")[0]  # so that the tag is known
    add_tag(con, gone, "senior")
    with immediate(con):
        dated.disable(con, "user", gone, 0, None)
    apply_rules(con, rules, at, "tester")
    return users


def come(con, count, at, value=100):
    return [
        add_lead(con, received_at=at, value=None if value is None else value * DOLLAR, source_id=None)
        for _ in range(count)
    ]


def rules_of(con):
    return load_text(con.execute("select text from config_version order by id desc limit 1").fetchone()[0], "rules")


def run(con, at):
    return assign(con, rules_of(con), at)


def replay(con, text=None, start=START, end=START + 10 * DAY, now=START + 10 * DAY, **more):
    rules = None if text is None else Rules(text, "new.toml")
    return simulate(con, rules, Period(start, end, "UTC"), now, **more)


def as_it_was(found) -> bool:
    assert found.moved.same == found.leads, found.moved
    assert (found.moved.elsewhere, found.moved.newly_given, found.moved.newly_held) == (0, 0, 0)
    assert found.actual.lines == found.simulated.lines
    assert found.actual.fairness_by_strategy == found.simulated.fairness_by_strategy
    assert (found.actual.wait_median, found.actual.wait_90) == (found.simulated.wait_median, found.simulated.wait_90)
    return True


def leads_by(side) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in side.lines:
        found[line.recipient] = found.get(line.recipient, 0) + line.leads
    return found


def fingerprint(con, path: Path) -> tuple:
    """Return the bytes of the file and of its journal, and every row as SQL."""
    files = [path, Path(f"{path}-wal")]
    bytes_of = [hashlib.sha256(p.read_bytes()).hexdigest() if p.exists() else "" for p in files]
    return (*bytes_of, hashlib.sha256("\n".join(con.iterdump()).encode()).hexdigest())


# ---------------------------------------------------------------- the past as it was


def test_the_rules_in_force_give_out_what_they_gave_out(con):
    world(con)
    for day in range(4):
        come(con, 5, START + day * DAY)
        run(con, START + day * DAY + HOUR)
    found = replay(con)
    assert (found.leads, found.waited, found.moments, found.real_moments) == (20, 0, 4, 4)
    assert found.simulated.given == 20
    assert found.simulated.wait_median == HOUR
    assert as_it_was(found)


def test_a_period_that_begins_later_goes_on_from_the_credits_of_its_start(con):
    world(con)
    for day in range(5):
        come(con, 4, START + day * DAY)
        run(con, START + day * DAY + HOUR)
    found = replay(con, start=START + 2 * DAY)
    assert found.leads == 12
    assert as_it_was(found)


def test_leads_that_waited_when_the_period_began_are_replayed_too(con):
    ana, _, _ = world(con, RICH)
    come(con, 2, START - HOUR, value=400)  # for seniors, of whom there are none
    run(con, START - HOUR)
    with immediate(con):
        dated.set_tags(con, ana, ["senior"], START + HOUR)
        refresh_rosters(con, rules_of(con), START + HOUR)
    run(con, START + 2 * HOUR)
    found = replay(con)
    assert (found.leads, found.waited) == (2, 2)
    assert leads_by(found.simulated) == {"ana": 2}
    assert as_it_was(found)


def test_a_run_taken_back_did_not_take_place(con):
    world(con)
    come(con, 4, START)
    undo(con, run(con, START + HOUR).run_id, START + 2 * HOUR)
    run(con, START + 3 * HOUR)
    found = replay(con)
    assert (found.moments, found.simulated.wait_median) == (1, 3 * HOUR)
    assert as_it_was(found)


def test_a_gift_by_hand_happens_again_unless_the_rules_came_first(con):
    _, bob, _ = world(con, RICH)
    lead = come(con, 1, START, value=None)[0]
    run(con, START + HOUR)
    give(con, lead, bob, START + 2 * HOUR, "tester")
    found = replay(con)
    assert leads_by(found.simulated) == {"bob": 1}
    assert found.simulated.lines[0].strategy == "(manual)"
    assert as_it_was(found)
    found = replay(con, EVEN)  # no gate: the run gives it out before
    assert found.simulated.lines[0].strategy == "All"
    assert any("1 others had been given out" in note for note in found.notes)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.integers(1, 5), st.sampled_from([None, 100, 400, 600])),
        st.tuples(st.just("run"), st.just(0), st.none()),
        st.tuples(st.just("run"), st.just(0), st.none()),
        st.tuples(st.just("away"), st.integers(0, 2), st.integers(1, 30)),
        st.tuples(st.just("tag"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("disable"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("close"), st.integers(0, 30), st.none()),
        st.tuples(st.just("give"), st.integers(0, 30), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.just(0), st.none()),
    ),
    min_size=3,
    max_size=25,
)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, begins=st.integers(0, 12))
def test_whatever_happened_comes_out_as_it_was(steps, begins, tmp_path_factory):
    path = tmp_path_factory.mktemp("replay") / "leads.db"
    create_database(path, START - 2 * DAY)
    con = connect(path)
    try:
        _live(con, steps)
        assert as_it_was(replay(con, start=START + min(begins, len(steps)) * 2 * HOUR))
    finally:
        con.close()


def _live(con, steps) -> None:
    """Let two hours pass between the steps; whatever cannot be done is left out."""
    users = world(con, RICH)
    add_shift(con, users[1], range(7), 6 * 60, 20 * 60)
    con.execute("update user set per_day = 6 where login = 'cat'")
    leads: list[int] = []
    runs: list[int] = []
    for number, (what, first, second) in enumerate(steps):
        at = START + number * 2 * HOUR
        if what == "come":
            leads += come(con, first, at, second)
        elif what == "run":
            runs.append(run(con, at).run_id)
        elif what == "away":
            con.execute(
                "insert into absence (user_id, starts_at, ends_at, recorded_at) values (?, ?, ?, ?)",
                (users[first], at, at + second * HOUR, at),
            )
        elif what == "undo" and steps[number - 1][0] == "run" and number:  # later ones saw what it had done
            undo(con, runs[-1], at)
        elif what in {"tag", "disable"}:
            _change(con, what, users[first], second, at)
        elif what in {"close", "give"} and leads:
            _work(con, what, leads[first % len(leads)], None if second is None else users[second], at)
    run(con, START + len(steps) * 2 * HOUR)


def _change(con, what, user, on, at) -> None:
    with immediate(con):
        if what == "tag":
            dated.set_tags(con, user, ["senior"] if on else [], at)
        else:
            disabled = con.execute("select disabled_at from user where id = ?", (user,)).fetchone()[0]
            if on and disabled is None:
                dated.disable(con, "user", user, at, None)
            elif not on and disabled is not None:
                dated.enable(con, "user", user, at)
        refresh_rosters(con, rules_of(con), at)


def _work(con, what, lead, user, at) -> None:
    owner = con.execute("select owner_id from lead_state where lead_id = ?", (lead,)).fetchone()[0]
    if what == "close" and owner is not None:
        with contextlib.suppress(ConflictError):  # disabled people record nothing
            change_status(con, lead, owner, at, at, "tester", status="Closed")
    elif what == "give" and owner is None:
        disabled = con.execute("select disabled_at from user where id = ?", (user,)).fetchone()[0]
        if disabled is None:
            give(con, lead, user, at, "tester")


# ---------------------------------------------------------------- other rules


def test_other_rules_are_compared_with_what_happened(con):
    world(con)
    come(con, 6, START, value=600)
    run(con, START + HOUR)
    found = replay(con, EVEN.replace('["ana", "bob", "cat"]', '["bob", "cat"]'))
    assert leads_by(found.actual) == {"ana": 2, "bob": 2, "cat": 2}
    assert leads_by(found.simulated) == {"bob": 3, "cat": 3}
    assert found.simulated.value == found.actual.value == 3600 * DOLLAR
    assert found.moved.elsewhere >= 2
    assert found.moved.same + found.moved.elsewhere == 6
    assert found.rules == "new.toml"


def test_a_new_strategy_and_a_cap_count_within_the_replay(con):
    world(con)
    come(con, 6, START, value=600)
    run(con, START + HOUR)
    found = replay(con, RICH.replace("per_day = 3", "per_day = 1").replace("Rest", "Others"))
    big = {line.recipient: line.leads for line in found.simulated.lines if line.strategy == "Big"}
    assert big == {"ana": 1, "bob": 1}
    assert {(hit.user, hit.code) for hit in found.simulated.caps} == {("ana", "cap_day"), ("bob", "cap_day")}
    assert found.actual.caps == ()
    assert found.simulated.held == {"on_empty_hold": 4}  # for seniors, of whom there are none


def test_absences_tags_and_disablement_are_those_of_the_time(con):
    ana, bob, cat = world(con)
    come(con, 2, START)
    come(con, 2, START + 2 * DAY)
    run(con, START + HOUR)
    run(con, START + 2 * DAY + HOUR)
    add_absence(con, ana, START + DAY, START + 3 * DAY)
    with immediate(con):
        dated.set_tags(con, bob, ["senior"], START + DAY)
        dated.disable(con, "user", cat, START + DAY, None)
        refresh_rosters(con, rules_of(con), START + DAY)
    seniors = EVEN.replace('{ users = ["ana", "bob", "cat"] }', '{ tags = ["senior"] }')
    found = replay(con, seniors)
    assert leads_by(found.simulated) == {"bob": 4}
    assert found.simulated.wait_90 == 2 * DAY + HOUR  # the first two wait until there is a senior
    assert leads_by(replay(con).simulated)["cat"] <= 1  # gone for the second run


def test_scores_of_new_rules_decide_who_comes_first(con):
    world(con)
    low, high = come(con, 1, START, value=100)[0], come(con, 1, START, value=900)[0]
    run(con, START + HOUR)
    capped = EVEN.replace('["ana", "bob", "cat"]', '["ana"]') + "limits = { per_day = 1 }\n"
    scored = '[[score]]\nname = "big"\nwhen = { value = { min = 500 } }\npoints = 10\n' + capped
    assert replay(con, capped, end=START + DAY).moved.newly_held == 1
    found = replay(con, scored, end=START + DAY)
    assert found.simulated.value == 900 * DOLLAR
    assert any("Scores" in note for note in found.notes)
    assert con.execute("select score from lead where id in (?, ?)", (low, high)).fetchall() == [(0,), (0,)]


def test_without_runs_the_rules_run_every_hour(con):
    users = world(con)
    for user in users:
        add_shift(con, user, range(5), 9 * 60, 17 * 60)
    come(con, 3, START + 10 * 60)
    found = replay(con, end=START + DAY)
    assert (found.real_moments, found.actual.given, found.simulated.given) == (0, 0, 3)
    assert found.simulated.wait_median == 9 * HOUR - 10 * 60
    assert found.moved.newly_given == 3
    assert replay(con, end=START + DAY, every=15 * 60).simulated.wait_median == 9 * HOUR - 10 * 60


def test_hours_in_which_nothing_can_change_are_passed_over(con):
    world(con, RICH)
    come(con, 3, START + 10 * 60, value=None)
    found = replay(con, end=START + 5 * DAY)
    assert found.simulated.held == {"gate:no value": 3}
    assert found.moments < 5


def test_expected_wins_are_the_leads_times_the_shrunken_rate(con):
    ana, _, _ = world(con)
    come(con, 9, START)
    run(con, START + HOUR)
    for lead in [r[0] for r in con.execute("select lead_id from lead_state where owner_id = ?", (ana,))]:
        change_status(con, lead, ana, START + DAY, START + DAY, "tester", status="Closed")
    found = replay(con, now=START + 60 * DAY)
    rate = {"ana": (3 + 20 / 3) / 23, "bob": (20 / 3) / 23}
    wins = {person.recipient: person.expected_wins for person in found.actual.people}
    assert wins["ana"] == pytest.approx(3 * rate["ana"], abs=1e-4)
    assert wins["bob"] == pytest.approx(3 * rate["bob"], abs=1e-4)
    assert found.actual.expected_wins == pytest.approx(sum(wins.values()))


# ---------------------------------------------------------------- nothing is written


def test_nothing_is_written(con, db_file):
    users = world(con, RICH)
    add_tag(con, users[2], "senior")
    come(con, 8, START, value=600)
    run(con, START + HOUR)
    con.execute("pragma wal_checkpoint(truncate)")
    before = fingerprint(con, db_file)
    found = replay(con, EVEN)
    assert found.moved.elsewhere > 0
    assert fingerprint(con, db_file) == before
    assert con.execute("pragma foreign_keys").fetchone() == (1,)
    assert con.execute("select count(*) from temp.sqlite_schema").fetchone() == (0,)
    con.execute("update user set name = 'x' where login = 'ana'")  # and the connection may write again


def test_rules_with_faults_are_refused_and_nothing_stays_behind(con, db_file):
    world(con)
    before = fingerprint(con, db_file)
    with pytest.raises(ConfigError):
        replay(con, EVEN.replace('"ana"', '"nobody"'))
    assert fingerprint(con, db_file) == before
    assert con.execute("select count(*) from temp.sqlite_schema").fetchone() == (0,)
