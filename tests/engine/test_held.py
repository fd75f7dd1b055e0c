"""Held leads by reason: the groups, what stands in the way, and who would be next and when."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import parse_moment
from leadctl.db import lead_views
from leadctl.db.create import create_database
from leadctl.db.lead_fields import FIELDS
from leadctl.db.lead_views import Query
from leadctl.engine.held import criteria_text, held, leads_of
from leadctl.engine.outlook import Watcher
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign, dry_plan
from leadctl.errors import NotFoundError
from tests.builders import add_absence, add_lead, add_leads, add_shift, add_spell, add_tag, add_user, add_users
from tests.effort import examples

ZONE = "America/New_York"
HELD = Query(fields=(FIELDS["id"],), named=("held",))
ALL = '[[strategy]]\nname = "All"\nto = { users = ["ana", "bob"] }\n'


def at(text: str) -> int:
    return parse_moment(text, ZONE, 0)


SUNDAY = at("2026-03-01 10:00")


def run(con, text, now=SUNDAY):
    """Apply the rules, assign, and return (config, the groups of what is held by code)."""
    config = apply_rules(con, f'timezone = "{ZONE}"\n' + text, now, "x").config
    assign(con, config, now)
    return config, {group.code: group for group in held(con, config, now, HELD).groups}


def test_the_shift_that_starts_first_is_named(con):
    ana, bob = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(5), 14 * 60 + 15, 20 * 60)
    add_shift(con, bob, range(1, 5), 9 * 60, 17 * 60)
    lead = add_lead(con, SUNDAY)
    _, groups = run(con, ALL)
    group = groups["nobody_eligible"]
    assert (group.leads, group.lead_id, group.since) == (1, lead, SUNDAY)
    assert group.blocked == {"off_shift": ["ana", "bob"]}
    assert group.next == (lead, "ana", at("2026-03-02 14:15"), "when ana's shift starts")


def test_what_follows_is_looked_at_too(con):
    """Ana's shift starts first, but she lacks the tag; bob is away first, then off shift."""
    ana, bob = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(7), 11 * 60, 20 * 60)
    add_shift(con, bob, range(5), 9 * 60, 17 * 60)
    add_tag(con, bob, "spanish")
    add_absence(con, bob, SUNDAY - 5, at("2026-03-03 12:00"))
    add_lead(con, SUNDAY)
    _, groups = run(con, ALL + 'needs_tags = ["spanish"]\n')
    group = groups["nobody_eligible"]
    assert group.blocked == {"off_shift": ["ana"], "absent": ["bob"]}
    assert group.next[1:] == ("bob", at("2026-03-03 12:00"), "when bob's absence ends")


@pytest.mark.parametrize(
    ("kind", "until", "words"),
    [("paused", "2026-03-01 12:30", "when ana's pause ends"), ("busy", "2026-03-01 10:20", "when ana's call ends")],
)
def test_pauses_and_calls_end(con, kind, until, words):
    (ana,) = add_users(con, "ana", timezone=ZONE)
    add_spell(con, ana, kind, SUNDAY - 60, at(until))
    add_lead(con, SUNDAY)
    _, groups = run(con, ALL.replace(', "bob"', ""))
    assert groups["nobody_eligible"].next[1:] == ("ana", at(until), words)


def test_a_pause_without_end_leaves_nobody_in_sight(con):
    (ana,) = add_users(con, "ana")
    add_spell(con, ana, "paused", SUNDAY - 60, None)
    add_lead(con, SUNDAY)
    _, groups = run(con, ALL.replace(', "bob"', ""))
    assert groups["nobody_eligible"].next is None
    assert groups["nobody_eligible"].blocked == {"paused": ["ana"]}


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("per_hour", "2026-03-01 11:00"), ("per_day", "2026-03-02 00:00"), ("per_week", "2026-03-02 00:00")],
)
def test_caps_begin_anew_with_the_users_calendar(con, limit, expected):
    add_users(con, "ana", timezone=ZONE)
    add_leads(con, 3)
    _, groups = run(con, ALL.replace(', "bob"', "") + f"limits = {{ {limit} = 1 }}\n")
    group = groups["nobody_eligible"]
    assert group.leads == 2
    assert group.next[1:3] == ("ana", at(expected))


def test_an_open_cap_has_no_time(con):
    add_users(con, "ana", timezone=ZONE)
    add_leads(con, 2)
    _, groups = run(con, ALL.replace(', "bob"', "") + "limits = { open = 1 }\n")
    assert groups["nobody_eligible"].blocked == {"cap_open": ["ana"]}
    assert groups["nobody_eligible"].next is None


def test_on_empty_hold_waits_for_its_people_and_named_recipients_for_theirs(con):
    ana, bob = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(5), 9 * 60, 17 * 60)
    add_shift(con, bob, range(5), 8 * 60, 17 * 60)
    add_lead(con, SUNDAY)
    named = add_lead(con, SUNDAY, state={"named_user_id": bob})
    _, groups = run(con, ALL.replace(', "bob"', "") + 'on_empty = "hold"\n')
    assert groups["on_empty_hold"].next[1:3] == ("ana", at("2026-03-02 09:00"))
    assert groups["named_unavailable"].next == (named, "bob", at("2026-03-02 08:00"), "when bob's shift starts")


def test_leads_that_only_wait_for_lawful_hours_are_a_group_of_their_own(con):
    add_users(con, "ana", timezone=ZONE)
    early = at("2026-03-03 06:00")
    asleep = add_lead(con, early, country="US", state={}, city="Miami", phone="+13055550100")
    con.execute("update lead set state = 'FL' where id = ?", (asleep,))
    rules = (
        ALL.replace(', "bob"', "") + 'calling_hours = true\n[[calling_hours]]\ncountry = "US"\nhours = "09:30-18:00"\n'
    )
    config, groups = run(con, rules, early)
    assert list(groups) == ["lead_quiet_hours"]
    group = groups["lead_quiet_hours"]
    assert group.blocked == {"lead_quiet_hours": ["ana"]}
    assert group.next[1:] == ("ana", at("2026-03-03 09:30"), "when calling is lawful at the lead's place")
    paths = lead_views.count_holds(con, HELD, early)
    assert leads_of(con, paths, "lead_quiet_hours") == [asleep]
    assert leads_of(con, paths, "nobody_eligible") == []
    assert config.calling_hours


def test_nothing_is_written(con):
    ana, _ = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(5), 9 * 60, 17 * 60)
    add_leads(con, 3)
    config, _ = run(con, ALL.replace(', "bob"', ""))
    before = "\n".join(con.iterdump())
    held(con, config, SUNDAY, HELD)
    assert "\n".join(con.iterdump()) == before


def test_the_answer_is_what_assign_then_does(con):
    """The next one and his time, taken at their word: a run at that moment gives him the lead, none before does."""
    ana, bob = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(5), 9 * 60, 12 * 60)
    add_shift(con, bob, range(5), 13 * 60, 17 * 60)
    add_absence(con, ana, SUNDAY, at("2026-03-02 11:59"))
    lead = add_lead(con, SUNDAY)
    config, groups = run(con, ALL)
    upcoming = groups["nobody_eligible"].next
    assert upcoming.at == at("2026-03-02 11:59")
    assert assign(con, config, upcoming.at - 1).distributed == 0
    assert assign(con, config, upcoming.at).distributed == 1
    owner = con.execute("select u.login from lead_state s join user u on u.id = s.owner_id").fetchall()
    assert owner == [(upcoming.who,)]
    assert lead == upcoming.lead_id


def test_the_group_speaks_of_the_oldest_and_of_who_could_go_first(con):
    ana, bob = add_users(con, "ana bob", timezone=ZONE)
    add_shift(con, ana, range(5), 15 * 60, 17 * 60)
    add_shift(con, bob, range(5), 9 * 60, 17 * 60)
    old = add_lead(con, SUNDAY, country="DE")
    young = add_lead(con, SUNDAY + 5, country="US")
    rules = (
        '[[strategy]]\nname = "US"\nto = { users = ["bob"] }\nwhen = { country = "US" }\n'
        '[[strategy]]\nname = "DE"\nto = { users = ["ana"] }\nwhen = { country = "DE" }\n'
    )
    _, groups = run(con, rules)
    group = groups["nobody_eligible"]
    assert (group.leads, group.lead_id) == (2, old)
    assert group.next[:3] == (young, "bob", at("2026-03-02 09:00"))


def test_gates_name_the_fields(con):
    add_users(con, "ana bob")
    add_lead(con, SUNDAY)
    add_lead(con, SUNDAY, email="a@example.com", company="X")
    rules = (
        '[[gate]]\nname = "reach"\nhold_when = { email = { present = false }, phone = { present = false } }\n'
        '[[gate]]\nname = "ours"\nrequire = { any = [ { country = "US" }, { not = { company = "X" } } ] }\n'
    )
    _, groups = run(con, ALL + rules)
    assert groups["gate:reach"].reason == (
        'kept out by the gate "reach", which holds when email present false and phone present false'
    )
    assert groups["gate:reach"].remedy.startswith("put email, phone right")
    assert groups["gate:ours"].reason.endswith("requires (country is US or not (company is X))")
    assert groups["gate:reach"].next is None


def test_an_unknown_reason_has_no_leads(con):
    with pytest.raises(NotFoundError, match='for "gate:reech"; did you mean "gate:reach"'):
        leads_of(con, [lead_views.HoldPath("gate:reach", None, 1, 0, 1)], "gate:reech")


def test_leads_that_wait_in_a_queue_are_not_held(con):
    add_users(con, "ana bob")
    lead = add_lead(con, SUNDAY)
    con.execute("update lead_state set hold_code = 'queued' where lead_id = ?", (lead,))
    config = apply_rules(con, ALL, SUNDAY, "x").config
    found = held(con, config, SUNDAY, HELD)
    assert (found.groups, found.queued) == ([], 1)


def test_a_lead_that_no_run_has_looked_at_since_goes_with_the_next(con):
    add_users(con, "ana bob")
    lead = add_lead(con, SUNDAY, state={"hold_code": "nobody_eligible"})
    config = apply_rules(con, ALL, SUNDAY, "x").config
    assert Watcher(con, config, SUNDAY).outlook([lead]).next[2:] == (SUNDAY, "")


def test_criteria_in_words():
    from leadctl.config import load_text

    rule = load_text('[[gate]]\nname = "g"\nrequire = { all = [ { value = { min = 5 } } ] }\n', "f").gates[0]
    assert criteria_text(rule.require) == "value min 5"


def test_the_command_says_it_all(con, leadctl, tmp_path):
    (ana,) = (add_user(con, "ana", timezone=ZONE),)
    add_shift(con, ana, range(5), 14 * 60 + 15, 20 * 60)
    add_lead(con, SUNDAY, full_name="Ann Lee", email="ann@example.com")
    run(con, ALL.replace(', "bob"', ""))
    shown = leadctl("lead", "list", "--held", now=SUNDAY)
    assert shown.out == (
        "nobody_eligible: 1 lead, the oldest since 2026-03-01 10:00 EST: strategies match, but nobody may take it now\n"
        "  example: lead 1  Ann Lee\n"
        "  off_shift: ana\n"
        "  next: ana, earliest 2026-03-02 14:15 EST when ana's shift starts\n"
        "  remedy: leadctl explain 1 names each person's reason; the next assign tries again\n"
    )
    (group,) = json.loads(leadctl("lead", "list", "--held", "--json", now=SUNDAY).out)["groups"]
    assert group["next"] == {
        "lead_id": 1,
        "recipient": "ana",
        "at": "2026-03-02T14:15:00-05:00",
        "when": "when ana's shift starts",
    }
    assert group["blocked"] == {"off_shift": ["ana"]}


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("outlook") / "leads.db"
    create_database(path, 0)
    plain = sqlite3.connect(path)
    plain.execute("pragma journal_mode = delete")
    plain.close()
    return path.read_bytes()


PERSON = st.tuples(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 10)), max_size=3),  # weekday, from, hours
    st.one_of(st.none(), st.integers(-5, 60)),  # away until so many hours from now
    st.one_of(st.none(), st.integers(1, 40)),  # paused for so many hours
    st.booleans(),  # has the tag
)


@settings(max_examples=examples(10), deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=3), st.booleans())
def test_what_comes_next_is_the_first_moment_at_which_a_run_gives_the_lead(empty_database, people, tagged):
    """Hour by hour a rehearsal of that moment is the naive answer."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    con.deserialize(empty_database)
    for number, (shifts, away, paused, tag) in enumerate(people):
        user = add_user(con, f"u{number}", timezone=ZONE)
        for day, start, hours in shifts:
            add_shift(con, user, range(day, day + 1), start * 60, (start + hours) * 60)
        if away is not None:
            add_absence(con, user, SUNDAY - 6 * 3600, SUNDAY + away * 3600)
        if paused is not None:
            add_spell(con, user, "paused", SUNDAY - 60, SUNDAY + paused * 3600)
        if tag:
            add_tag(con, user, "x")
    lead = add_lead(con, SUNDAY)
    rules = f'timezone = "{ZONE}"\n[[strategy]]\nname = "All"\nto = {{ accounts = ["Corporate"] }}\n'
    config = apply_rules(con, rules + ('needs_tags = ["x"]\n' if tagged else ""), SUNDAY, "x").config
    found = Watcher(con, config, SUNDAY).outlook([lead]).next
    moments = range(SUNDAY, SUNDAY + 8 * 86_400, 3600)
    first = next((m for m in moments if dry_plan(con, config, m).distributed), None)
    assert (None if found is None else found.at) == first
    con.close()
