"""Replays of offers and queues: answers by people's own record, pulls when people pulled."""

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.engine.offers import accept
from leadctl.engine.pulling.take import PullOptions, pull
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from leadctl.engine.simulation.simulate import Rules, simulate
from leadctl.engine.tick import tick
from tests.builders import add_lead, add_users

START = 1_772_409_600  # Monday 2026-03-02 00:00 UTC
HOUR, DAY = 3600, 86_400

PLAIN = '[[strategy]]\nname = "All"\nto = { users = ["ana", "bob"] }\n'
OFFER = PLAIN + 'accept_within = "30m"\n'
QUEUE = '[[strategy]]\nname = "Take"\nmode = "pull"\nto = { users = ["ana", "bob"] }\n'


def world(con, rules=PLAIN, leads=6):
    users = add_users(con, "ana bob")
    apply_rules(con, rules, START - DAY, "tester")
    for number in range(leads):
        add_lead(con, received_at=START + number)
    return users


def rules_of(con):
    return load_text(con.execute("select text from config_version order by id desc limit 1").fetchone()[0], "rules")


def replay(con, text=None):
    rules = None if text is None else Rules(text, "new.toml")
    return simulate(con, rules, Period(START, START + 5 * DAY, "UTC"), START + 5 * DAY)


def leads_by(side):
    return {person.recipient: person.leads for person in side.people}


def test_without_any_answer_on_record_offers_are_accepted_at_once(con):
    world(con)
    assign(con, rules_of(con), START + HOUR)
    found = replay(con, OFFER)
    assert leads_by(found.simulated) == {"ana": 3, "bob": 3}
    assert any("no answers are on record" in note and "6 of 6" in note for note in found.notes)


def test_people_accept_the_part_that_they_accepted(con):
    ana, _ = world(con, OFFER, leads=80)
    assign(con, rules_of(con), START + HOUR)
    for (lead,) in con.execute("select lead_id from distribution where user_id = ?", (ana,)).fetchall():
        accept(con, rules_of(con), str(lead), ana, START + HOUR + 60)
    tick(con, rules_of(con), START + 2 * HOUR)  # bob's ran out and go to ana
    found = replay(con)
    simulated = leads_by(found.simulated)
    assert simulated["ana"] > 60 > 20 > simulated.get("bob", 0)
    assert any("each person accepts at once the part" in note for note in found.notes)
    assert found.simulated.given >= 75  # whoever lets it run out, the other is asked; a few find nobody
    assert found.simulated.given + sum(found.simulated.held.values()) == 80


def test_pulls_happen_when_they_happened(con):
    world(con, QUEUE)
    assign(con, rules_of(con), START + HOUR)
    pull(con, rules_of(con), "ana", START + 2 * HOUR, "tester", PullOptions(count=2))
    pull(con, rules_of(con), "bob", START + 3 * HOUR, "tester")
    found = replay(con)
    assert leads_by(found.actual) == leads_by(found.simulated) == {"ana": 2, "bob": 1}
    assert found.moved.same == 6
    assert found.simulated.held == found.actual.held == {"queued": 3}
    assert any("2 attempts, 3 leads" in note for note in found.notes)


def test_a_queue_that_nobody_pulled_from_stays_full(con):
    world(con)
    assign(con, rules_of(con), START + HOUR)
    found = replay(con, QUEUE)
    assert found.simulated.held == {"queued": 6}
    assert any("Nobody pulled" in note for note in found.notes)


def test_nothing_of_it_is_written(con):
    world(con, QUEUE + OFFER.replace("All", "Rest"))
    assign(con, rules_of(con), START + HOUR)
    pull(con, rules_of(con), "ana", START + 2 * HOUR, "tester")
    before = list(con.iterdump())
    replay(con)
    replay(con, OFFER + "reject_reason = true\nbroadcast = true\n" + QUEUE)
    assert list(con.iterdump()) == before
