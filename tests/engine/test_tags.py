"""Tags that users earn: granted, kept, taken back; never one that a person gave."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.clock import day_start
from leadctl.config import load_text
from leadctl.db import dated
from leadctl.db.create import create_database
from leadctl.db.user_figures import Figures, user_figures
from leadctl.engine import tags
from leadctl.engine.ruleset import apply_rules
from tests.builders import add_account, add_lead, add_tag, add_team, add_user, add_users

NOW = 1_772_355_600
DAY = 86_400
SENIOR = '[[tag]]\nname = "senior"\nwhen = { closed = { min = 2 } }\n'
HARD = '[[strategy]]\nname = "Hard"\nto = { tags = ["senior"] }\n'


def pass_to(con, user_id, *, lead=None, at=NOW - 10 * DAY, closed=None, **columns):
    """Insert one passage of a lead (a new one unless named) to a user and return the lead."""
    if lead is None:
        lead = add_lead(con, state={"waiting": 0})
    values = {
        "lead_id": lead, "level": "user", "mode": "push", "origin": "engine", "user_id": user_id, "account_id": 1,
        "distributed_at": at, "recorded_at": at, "record_type_id": 1, "first_worked_at": closed, "closed_at": closed,
        "actions": 1 if closed else 0, "ended_at": at + 1, "end_kind": "transferred", **columns,
    }  # fmt: skip
    names = ", ".join(values)
    con.execute(f"insert into distribution ({names}) values ({', '.join(':' + n for n in values)})", values)
    return lead


def closings(con, user_id, count, **columns):
    for _ in range(count):
        pass_to(con, user_id, closed=NOW - 5 * DAY, **columns)


def held(con):
    return {(t.login, t.tag, t.rule) for t in dated.tag_rows(con)}


def granted(found):
    return [(c.login, c.tag, c.granted) for c in found.changes]


def test_who_meets_the_figures_gets_the_tag_and_the_leads(con):
    ana, bob = add_users(con, "ana bob")
    config = apply_rules(con, HARD + SENIOR, NOW, "x").config
    closings(con, ana, 2)
    closings(con, bob, 1)
    dry = tags.grant(con, config, NOW, dry=True)
    assert granted(dry) == [("ana", "senior", True)]
    assert dry.changes[0].why == "closed 2 (≥ 2)"
    assert held(con) == set()
    done = tags.grant(con, config, NOW)
    assert granted(done) == granted(dry)
    assert done.rosters == 1
    assert held(con) == {("ana", "senior", "senior")}
    members = con.execute(
        "select m.user_id from strategy_member m join strategy s on s.id = m.strategy_id"
        " where s.name = 'Hard' and m.valid_to is null"
    )
    assert [row[0] for row in members] == [ana]
    assert tags.grant(con, config, NOW + 60).changes == []


def test_a_tag_is_taken_back_when_the_figures_no_longer_hold(con):
    ana = add_user(con, "ana")
    config = load_text(SENIOR + 'within = "30d"\n', "f")
    closings(con, ana, 2)
    tags.grant(con, config, NOW)
    later = tags.grant(con, config, NOW + 25 * DAY)
    assert granted(later) == [("ana", "senior", False)]
    assert later.changes[0].why == "closed 0 (≥ 2)"
    assert held(con) == set()
    assert con.execute("select valid_from, valid_to from user_tag").fetchall() == [(NOW, NOW + 25 * DAY)]


def test_kept_tags_stay(con):
    ana = add_user(con, "ana")
    config = load_text(SENIOR + 'within = "30d"\nkeep = true\n', "f")
    closings(con, ana, 2)
    tags.grant(con, config, NOW)
    assert tags.grant(con, config, NOW + 90 * DAY).changes == []
    assert held(con) == {("ana", "senior", "senior")}


def test_a_tag_by_hand_is_neither_granted_again_nor_taken_away(con):
    ana, bob = add_users(con, "ana bob")
    closings(con, ana, 2)
    add_tag(con, ana, "Senior")
    add_tag(con, bob, "senior")
    assert tags.grant(con, load_text(SENIOR, "f"), NOW).changes == []
    assert held(con) == {("ana", "Senior", None), ("bob", "senior", None)}


def test_a_rule_that_left_the_file_takes_its_tags_with_it(con):
    ana = add_user(con, "ana")
    closings(con, ana, 2)
    tags.grant(con, load_text(SENIOR, "f"), NOW)
    add_tag(con, ana, "spanish")
    gone = tags.grant(con, load_text("", "f"), NOW + DAY)
    assert [(c.tag, c.granted, c.why) for c in gone.changes] == [("senior", False, tags.GONE)]
    assert held(con) == {("ana", "spanish", None)}
    assert tags.grant(con, load_text("", "f"), NOW + DAY).changes == []


def test_disabled_users_are_left_as_they_are(con):
    ana, bob = add_users(con, "ana bob")
    closings(con, ana, 2)
    closings(con, bob, 2)
    tags.grant(con, load_text(SENIOR, "f"), NOW)
    con.execute("update user set disabled_at = ? where id = ?", (NOW, ana))
    assert granted(tags.grant(con, load_text("", "f"), NOW + DAY)) == [("bob", "senior", False)]


def test_accounts_and_teams_narrow_a_rule(con):
    west = add_account(con, "West")
    below = add_account(con, "Reno", west)
    ana, bob, cyd, dan = (
        add_user(con, "ana", account_id=below),
        add_user(con, "bob"),
        add_user(con, "cyd"),
        add_user(con, "dan", account_id=west),
    )
    add_team(con, "East desk", None, [bob])
    for user in (ana, bob, cyd):
        closings(con, user, 2)
    found = tags.grant(con, load_text(SENIOR + 'accounts = ["West"]\nteams = ["East desk"]\n', "f"), NOW)
    assert granted(found) == [("ana", "senior", True), ("bob", "senior", True)]
    con.execute("update user set account_id = 1 where id = ?", (ana,))
    moved = tags.grant(con, load_text(SENIOR + 'accounts = ["West"]\nteams = ["East desk"]\n', "f"), NOW + DAY)
    assert [(c.login, c.why) for c in moved.changes] == [("ana", "not in the rule's accounts and teams")]
    assert dan


def test_only_leads_of_the_record_type_count(con):
    con.execute("insert into record_type (id, name) values (7, 'Partner')")
    ana = add_user(con, "ana")
    closings(con, ana, 1)
    closings(con, ana, 1, record_type_id=7)
    text = 'record_types = ["Lead", "Partner", "New"]\n' + SENIOR
    assert tags.grant(con, load_text(text + 'record_type = "Partner"', "f"), NOW).changes == []
    assert tags.grant(con, load_text(text + 'record_type = "New"', "f"), NOW).changes == []
    assert granted(tags.grant(con, load_text(text, "f"), NOW)) == [("ana", "senior", True)]


def test_what_counts_is_what_the_reports_count(con):
    ana, bob = add_users(con, "ana bob")
    lead = pass_to(con, ana, closed=NOW - DAY)
    pass_to(con, ana, lead=lead, closed=NOW - DAY, again=1)  # the same lead once more
    pass_to(con, ana, undone_at=NOW, closed=NOW - DAY)
    pass_to(con, ana, shared=1)
    pass_to(con, ana, passed_on_at=NOW - DAY)
    pass_to(con, ana, at=NOW + 5)
    pass_to(con, ana, closed=NOW + 5)
    pass_to(con, bob)
    assert user_figures(con, NOW) == {ana: Figures(2, 1, 1, 3), bob: Figures(1, 0, 0, 0)}
    assert user_figures(con, NOW, since=NOW - DAY) == {}


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("figures") / "leads.db"
    create_database(path, 0)
    plain = sqlite3.connect(path)
    plain.execute("pragma journal_mode = delete")  # a database in memory has no write-ahead log
    plain.close()
    return path.read_bytes()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 3), st.integers(0, 40), st.sampled_from([None, 0, 1, 60]), st.booleans()
        ),
        max_size=25,
    ),
    st.integers(0, 40),
)
def test_figures_against_a_naive_count(empty_database, passages, window):
    con = sqlite3.connect(":memory:", isolation_level=None)
    con.deserialize(empty_database)
    users = add_users(con, "ana bob cyd")
    leads = [add_lead(con, state={"waiting": 0}) for _ in range(4)]
    seen, rows = set(), []
    for user, lead, days, closed_after, undone in sorted(passages, key=lambda p: -p[2]):
        at = NOW - days * DAY
        closed = None if closed_after is None else at + closed_after * DAY
        pass_to(
            con, users[user], lead=leads[lead], at=at, closed=closed,
            again=int(lead in seen), undone_at=NOW if undone else None,
        )  # fmt: skip
        seen.add(lead)
        rows.append((users[user], leads[lead], at, closed, undone))
    since = NOW - window * DAY
    expected = {}
    for user in users:
        mine = [r for r in rows if r[0] == user and not r[4] and since <= r[2]]
        if mine:
            done = {r[1] for r in mine if r[3] is not None and r[3] <= NOW}
            actions = sum(r[3] is not None for r in mine)
            expected[user] = Figures(len({r[1] for r in mine}), len(done), len(done), actions)
    assert user_figures(con, NOW, since=since) == expected
    con.close()


def test_numbers_and_bounds():
    numbers = tags.numbers_of(Figures(8, 4, 2, 9), 3)
    assert numbers == {"given": 8, "worked": 4, "closed": 2, "actions": 9, "win_rate": 25.0, "months": 3}
    assert tags.numbers_of(Figures(), 0)["win_rate"] == 0

    def holds(when):
        (rule,) = load_text(f'[[tag]]\nname = "a"\nwhen = {when}\n', "f").tags
        return tags.meets(rule.when, numbers)

    assert holds("{ win_rate = { min = 25 }, given = { max = 8, gt = 7, lt = 9 } }")
    assert not holds("{ win_rate = { gt = 25 } }")
    assert not holds("{ win_rate = { min = 25 }, months = { min = 4 } }")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2025-03-01", "2026-03-01", 12),
        ("2026-03-01", "2026-02-01", 0),
    ],
)
def test_months(since, until, expected):
    zone = "America/New_York"
    first, last = (day_start(date.fromisoformat(text), zone) for text in (since, until))
    assert tags.months(first, last, zone) == expected
    assert tags.months(first, last + 23 * 3600, zone) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 2000))
def test_months_only_grow(first, days):
    here, there = day_start(first, "UTC"), day_start(first + timedelta(days), "UTC")
    assert tags.months(here, there, "UTC") <= tags.months(here, there + DAY, "UTC") <= days // 28 + 1


def test_the_page_of_a_user_names_the_rule(con, leadctl):
    ana = add_user(con, "ana")
    closings(con, ana, 2)
    add_tag(con, ana, "spanish")
    tags.grant(con, load_text(SENIOR, "f"), NOW)
    shown = leadctl("user", "show", "ana").out
    assert "senior (rule: senior, since 2026-03-01 09:00 UTC), spanish" in shown
