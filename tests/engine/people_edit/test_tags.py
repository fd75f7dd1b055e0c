"""Tags by hand, and tags by rule: each is taken back only by the one who gave it."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, Strategy, Target
from leadctl.db import dated, rosters
from leadctl.db.connection import connect
from leadctl.engine.people_edit import edit, tags
from leadctl.engine.people_edit.edit import USER, Asked
from leadctl.engine.people_import.load import import_people
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import add_user

NOW = 1_772_355_600
RULES = Config(strategies=(Strategy("S", "round_robin", Target(tags=("senior",))),))


@pytest.fixture
def ana(con):
    con.execute("insert into strategy (id, name) values (1, 'S')")
    return add_user(con, "ana")


def grant(con, user_id, tag, rule="veterans", at=0):
    sql = "insert into user_tag (user_id, tag, valid_from, rule) values (?, ?, ?, ?)"
    con.execute(sql, (user_id, tag, at, rule))


def test_given_and_taken_with_dates_and_rosters(con, ana):
    done = tags.change(con, "ana", ["senior", "Spanish"], [], RULES, NOW)
    assert (done.added, done.removed, done.tags) == (["senior", "Spanish"], [], ["senior", "Spanish"])
    assert list(rosters.current(con)[1]) == [ana]
    assert tags.change(con, "ana", ["SENIOR"], [], RULES, NOW + 1).added == []
    done = tags.change(con, "ana", [], ["Senior"], RULES, NOW + 2)
    assert (done.removed, done.tags) == (["senior"], ["Spanish"])
    assert rosters.current(con) == {}
    spans = con.execute("select tag, valid_from, valid_to from user_tag order by tag").fetchall()
    assert spans == [("senior", NOW, NOW + 2), ("Spanish", NOW, None)]


def test_what_cannot_be_taken(con, ana):
    grant(con, ana, "senior")
    dated.set_tags(con, ana, ["spanish"], NOW)
    with pytest.raises(ConflictError, match='by the rule "veterans"'):
        tags.change(con, "ana", [], ["Senior"], RULES, NOW)
    with pytest.raises(NotFoundError, match='no tag "spanis"; did you mean "spanish"'):
        tags.change(con, "ana", [], ["spanis"], RULES, NOW)
    for odd in ("", "a;b", "a,b", "\x1b"):
        with pytest.raises(UsageError):
            tags.change(con, "ana", [odd], [], RULES, NOW)


def test_a_tag_by_rule_survives_imports_and_edits(con, ana, tmp_path):
    grant(con, ana, "senior")
    (tmp_path / "u.csv").write_text("login,tags\nana,spanish\n")
    import_people(con, "users", str(tmp_path / "u.csv"), RULES, NOW)
    assert dated.current_tags(con)[ana] == ("senior", "spanish")
    edit.edit(con, USER, "ana", Asked({"tags": ""}, {}), RULES, NOW + 1)
    assert dated.current_tags(con)[ana] == ("senior",)
    assert dated.rule_tags(con) == {ana: {"senior": "veterans"}}
    assert [(t.tag, t.rule) for t in tags.listed(con, "ana")] == [("senior", "veterans")]


def test_the_same_tag_by_hand_and_by_rule_is_two_facts(con, ana):
    grant(con, ana, "senior")
    tags.change(con, "ana", ["Senior"], [], RULES, NOW)
    assert [(t.tag, t.rule) for t in tags.listed(con)] == [("Senior", None), ("senior", "veterans")]
    assert len(dated.current_tags(con)[ana]) == 1
    con.execute("update user_tag set valid_to = ? where rule is not null", (NOW + 1,))
    assert dated.current_tags(con)[ana] == ("Senior",)


def test_a_dry_run_writes_nothing(con, ana):
    before = list(con.iterdump())
    assert tags.change(con, "ana", ["x"], [], RULES, NOW, dry_run=True).tags == ["x"]
    assert list(con.iterdump()) == before


STEP = st.tuples(st.sampled_from(["add", "remove", "import", "grant", "revoke"]), st.sampled_from("ABab"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=15))
def test_two_kinds_of_tags_against_two_sets(db_file, tmp_path, steps):
    """Whatever order: tags by hand are one set, tags by rule another, and a user has both."""
    with closing(connect(db_file)) as con:
        con.execute("begin")
        user = add_user(con, "ana")
        hand, rule = set(), set()
        for number, (what, tag) in enumerate(steps):
            at, key = NOW + number, tag.casefold()
            if what == "add":
                tags.change(con, "ana", [tag], [], Config(), at)
                hand.add(key)
            elif what == "remove" and key in hand:
                tags.change(con, "ana", [], [tag], Config(), at)
                hand.discard(key)
            elif what == "import":
                (tmp_path / "u.csv").write_text(f"login,tags\nana,{tag}\n")
                import_people(con, "users", str(tmp_path / "u.csv"), Config(), at)
                hand = {key}
            elif what == "grant" and key not in rule:
                grant(con, user, tag, at=at)
                rule.add(key)
            elif what == "revoke" and key in rule:
                sql = "update user_tag set valid_to = ? where rule is not null and valid_to is null and tag = ?"
                con.execute(sql, (at, tag))
                rule.discard(key)
            assert {t.casefold() for t in dated.hand_tags(con, user)} == hand
            assert {t.casefold() for t in dated.rule_tags(con).get(user, {})} == rule
            assert sorted(t.casefold() for t in dated.current_tags(con).get(user, ())) == sorted(hand | rule)
