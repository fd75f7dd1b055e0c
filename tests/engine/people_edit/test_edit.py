"""Adding and changing accounts, users and teams by hand: what a file's row would do, with errors instead of rejects."""

from __future__ import annotations

import csv
import json
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, HolidayRule, Strategy, Target
from leadctl.db import dated, people, rosters
from leadctl.db.connection import connect
from leadctl.engine.people_edit import edit
from leadctl.engine.people_edit.edit import ACCOUNT, TEAM, USER, Asked, Change
from leadctl.engine.people_edit.facts import user_facts
from leadctl.engine.people_import.load import import_people
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import add_account, add_team, add_user

NOW = 1_772_355_600
LATER = NOW + 3_600
RULES = Config(strategies=(Strategy("Desk", "round_robin", Target(teams=("Desk",)), from_account="West"),))


@pytest.fixture
def world(con):
    """Corporate > West > Bay, and East; ana in West (team Desk, owned by bob), bob in Corporate."""
    ids = {"West": add_account(con, "West"), "East": add_account(con, "East")}
    ids["Bay"] = add_account(con, "Bay", ids["West"])
    ids["ana"], ids["bob"] = add_user(con, "ana", account_id=ids["West"], email="ana@x.org"), add_user(con, "bob")
    ids["Desk"] = add_team(con, "Desk", ids["bob"], [ids["ana"]], ids["West"])
    con.execute("insert into strategy (id, name) values (1, 'Desk')")
    return ids


def asked(attributes=None, **cells):
    return Asked(cells, attributes or {})


def dump(con):
    return list(con.iterdump())


# ---------------------------------------------------------------- users


def test_a_user_is_added_with_all_there_is(con, world):
    cells = {
        "name": "Zoe Lin", "email": "Zoe@X.org", "account": "Bay", "team": "Desk", "tags": "senior; spanish",
        "timezone": "America/Los_Angeles", "shift": "Mon-Fri 9-17", "caps": "day=40", "per_hour": "5", "weight": "0.5",
        "auto_accept": "yes",
    }  # fmt: skip
    done = edit.add(con, USER, "zoe", Asked(cells, {}), RULES, NOW)
    assert (done.name, done.created) == ("zoe", True)
    assert {c.what: c.new for c in done.changes} == {
        "login": "zoe", "name": "Zoe Lin", "e-mail": "zoe@x.org", "account": "Bay", "teams": "Desk",
        "tags": "senior, spanish", "time zone": "America/Los_Angeles", "shift": "Mon-Fri 09:00-17:00",
        "caps": "hour=5;day=40", "weight": "0.5", "auto-accept": "yes",
    }  # fmt: skip
    zoe = people.find_user(con, "zoe")
    assert [(s.value, s.valid_from) for s in dated.spans(con, "user_account", zoe.id)] == [(world["Bay"], 0)]
    assert set(rosters.current(con)[1]) == {world["ana"], zoe.id}  # in the same transaction


def test_a_taken_login_is_refused_and_a_full_name_is_not_taken(con, world):
    before = dump(con)
    with pytest.raises(ConflictError, match='there is a user "ana" already'):
        edit.add(con, USER, "ANA", asked(), RULES, NOW)
    assert dump(con) == before
    con.execute("update user set name = 'Zed' where login = 'bob'")
    assert edit.add(con, USER, "zed", asked(), RULES, NOW).created


def test_a_move_is_dated_and_told(con, world):
    done = edit.edit(con, USER, "ana@x.org", asked(account="East", team="", shift="daily 8-12"), RULES, LATER)
    assert done.changes == (
        Change("account", "West", "East"),
        Change("teams", "Desk", ""),
        Change("shift", "", "Mon-Sun 08:00-12:00"),
    )
    assert [(s.value, s.valid_from, s.valid_to) for s in dated.spans(con, "user_account", world["ana"])] == [
        (world["West"], 0, LATER),
        (world["East"], LATER, None),
    ]
    assert rosters.current(con) == {}


def test_an_empty_value_clears(con, world):
    edit.edit(con, USER, "ana", asked(caps="day=4", tags="a;b", timezone="Europe/Berlin"), RULES, NOW)
    done = edit.edit(con, USER, "ana", asked(caps="", tags="", timezone="", email="", weight=""), RULES, LATER)
    assert {c.what: c.new for c in done.changes} == dict.fromkeys(("e-mail", "tags", "time zone", "caps"), "")
    with pytest.raises(UsageError, match="every user sits in an account"):
        edit.edit(con, USER, "ana", asked(account=""), RULES, LATER)


def test_nothing_to_change_writes_nothing(con, world):
    before = dump(con)
    assert edit.edit(con, USER, "ana", asked(account="west", email="ana@x.org"), RULES, LATER).changes == ()
    rosters_too = [line for line in dump(con) if "strategy_member" not in line]
    assert rosters_too == [line for line in before if "strategy_member" not in line]


@pytest.mark.parametrize(
    ("cells", "error", "words"),
    [
        ({"account": "Wst"}, NotFoundError, 'no account "Wst"; did you mean "West"?'),
        ({"team": "Dsk"}, NotFoundError, 'no team "Dsk"; did you mean "Desk"?'),
        ({"timezone": "Europe/Berln"}, UsageError, "did you mean"),
        ({"shift": "Mox 9-17"}, UsageError, "not a weekday"),
        ({"caps": "daily=3"}, UsageError, "not a cap"),
        ({"per_day": "-1"}, UsageError, "whole number"),
        ({"weight": "heavy"}, UsageError, "not a weight"),
        ({"email": "ana@"}, UsageError, "is not an address"),
        ({"auto_accept": "maybe"}, UsageError, "neither yes nor no"),
    ],
)
def test_a_fault_is_an_error_and_writes_nothing(con, world, cells, error, words):
    before = dump(con)
    with pytest.raises(error, match=words.replace("?", r"\?")):
        edit.edit(con, USER, "ana", asked(name="Changed", **cells), RULES, LATER)
    assert dump(con) == before


def test_teams_one_by_one(con, world):
    add_team(con, "Night", None, [])
    done = edit.edit(con, USER, "ana", Asked({}, {}, add=("night",), remove=("Desk",)), RULES, LATER)
    assert done.changes == (Change("teams", "Desk", "Night"),)
    with pytest.raises(ConflictError, match='team "Desk" is not among the teams now'):
        edit.edit(con, USER, "ana", Asked({}, {}, remove=("Desk",)), RULES, LATER)
    with pytest.raises(UsageError, match="do not go together"):
        edit.edit(con, USER, "ana", Asked({"team": "Desk"}, {}, add=("Night",)), RULES, LATER)


def test_a_dry_run_says_the_same_and_writes_nothing(con, world):
    before = dump(con)
    wanted = Asked({"account": "East", "weight": "2"}, {}, rename="anna", dry_run=True)
    told = edit.edit(con, USER, "ana", wanted, RULES, LATER)
    assert dump(con) == before
    assert told == edit.edit(con, USER, "ana", Asked(wanted.cells, {}, rename="anna"), RULES, LATER)


# ---------------------------------------------------------------- names


def test_a_renamed_user_keeps_the_id_and_the_past(con, world):
    done = edit.edit(con, USER, "ana", Asked({}, {}, rename="anna"), RULES, LATER)
    assert done.changes == (Change("login", "ana", "anna"),)
    assert people.find_user(con, "anna").id == world["ana"]
    with pytest.raises(ConflictError, match='a user "bob" already'):
        edit.edit(con, USER, "anna", Asked({}, {}, rename="Bob"), RULES, LATER)
    assert edit.edit(con, USER, "anna", Asked({}, {}, rename="Anna"), RULES, LATER).name == "Anna"  # case alone


def test_a_name_that_the_rules_use_is_renamed_only_by_force(con, world):
    before = dump(con)
    with pytest.raises(ConflictError) as refused:
        edit.edit(con, TEAM, "Desk", Asked({}, {}, rename="Front desk"), RULES, LATER)
    assert 'strategy "Desk" (to)' in refused.value.message
    assert dump(con) == before
    done = edit.edit(con, TEAM, "Desk", Asked({}, {}, rename="Front desk", force=True), RULES, LATER)
    assert 'still say "Desk": strategy "Desk" (to)' in done.warnings[0]
    with pytest.raises(ConflictError, match=r'strategy "Desk" \(from\)'):
        edit.edit(con, ACCOUNT, "West", Asked({}, {}, rename="Far West"), RULES, LATER)


def test_rules_name_users_by_login_mail_full_name_and_weight(con, world):
    con.execute("update user set name = 'Ana Alba' where login = 'ana'")
    for target, cells, rename in (
        (Target(users=("ana@x.org",)), {"email": "new@x.org"}, None),
        (Target(users=("Ana Alba",)), {"name": "Ana Beer"}, None),
        (Target(teams=("Desk",), weights=(("ana", 1),)), {}, "anna"),
        (Target(users=("bob",), bands=(("hot", (("ANA", 1),)),)), {}, "anna"),
    ):
        rules = Config(strategies=(Strategy("S", "weighted", target),))
        with pytest.raises(ConflictError, match='strategy "S"'):
            edit.edit(con, USER, "ana", Asked(cells, {}, rename=rename), rules, LATER)
    holiday = Config(own_holidays=(HolidayRule(12, 24, name="Eve", accounts=("east",)),))
    with pytest.raises(ConflictError, match='holiday "Eve"'):
        edit.edit(con, ACCOUNT, "East", Asked({}, {}, rename="Orient"), holiday, LATER)


@pytest.mark.parametrize("name", ["", " ", "a;b", "a\tb", "[ana]", "(x)"])
def test_names_that_lists_and_reports_could_not_hold(con, world, name):
    for kind in (USER, TEAM):
        with pytest.raises(UsageError):
            edit.add(con, kind, name, asked(), RULES, NOW)


# ---------------------------------------------------------------- accounts and teams


def test_an_account_with_its_place(con, world):
    cells = {
        "parent": "West", "kind": "partner", "owner": "ana", "crm": "no", "country": "usa", "state": "Washington",
        "city": "Seattle", "postal_code": "98101", "latitude": "47.6", "longitude": "-122,33", "auto_accept": "yes",
    }  # fmt: skip
    edit.add(con, ACCOUNT, "Seattle", Asked(cells, {"region": "NW"}), RULES, NOW)
    made = people.find_account(con, "seattle")
    assert (made.parent_id, made.kind, made.owner_id, made.crm) == (world["West"], "partner", world["ana"], 0)
    assert (made.country, made.state, made.city, made.postal_code) == ("US", "WA", "Seattle", "98101")
    assert (made.latitude, made.longitude, made.auto_accept) == (47.6, -122.33, 1)
    assert json.loads(made.attributes) == {"region": "NW"}
    wanted = Asked({"latitude": "", "longitude": "", "owner": ""}, {"region": "", "level": "gold"})
    done = edit.edit(con, ACCOUNT, "Seattle", wanted, RULES, LATER)
    assert done.changes == (
        Change("owner", "ana", ""),
        Change("coordinates", "47.6, -122.33", ""),
        Change("region", "NW", ""),
        Change("level", "", "gold"),
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"latitude": "91", "longitude": "0"}, "between -90 and 90"),
        ({"latitude": "north", "longitude": "0"}, "not a coordinate"),
        ({"latitude": "47"}, "a latitude without a longitude"),
        ({"country": "Atlantis"}, "is not a country"),
        ({"country": "US", "state": "Bavaria"}, "not a state of US"),
        ({"kind": "brunch"}, 'did you mean "branch"'),
    ],
)
def test_a_place_that_is_none(con, world, cells, words):
    with pytest.raises(UsageError, match=words):
        edit.edit(con, ACCOUNT, "East", asked(**cells), RULES, NOW)


def test_no_circle_of_accounts(con, world):
    for child in ("West", "Bay"):
        with pytest.raises(ConflictError, match="circle"):
            edit.edit(con, ACCOUNT, "West", asked(parent=child), RULES, NOW)
    with pytest.raises(ConflictError, match="root of all accounts"):
        edit.edit(con, ACCOUNT, "Corporate", asked(parent="West"), RULES, NOW)
    with pytest.raises(NotFoundError, match='no user "anna"; did you mean "ana"'):
        edit.edit(con, ACCOUNT, "West", asked(owner="anna"), RULES, NOW)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), max_size=12))
def test_the_tree_stays_one_tree(db_file, moves):
    """Against a naive tree: a move is refused exactly when the new parent hangs below the account."""
    with closing(connect(db_file)) as con:
        con.execute("begin")
        names = ["Corporate", *(f"A{n}" for n in range(1, 6))]
        for name in names[1:]:
            edit.add(con, ACCOUNT, name, asked(), Config(), NOW)
        parents = dict.fromkeys(names[1:], "Corporate")

        def above(name):
            return [] if name == "Corporate" else [parents[name], *above(parents[name])]

        for child, parent in ((names[c], names[p]) for c, p in moves):
            if child == parent or child in above(parent):
                with pytest.raises(ConflictError):
                    edit.edit(con, ACCOUNT, child, asked(parent=parent), Config(), NOW)
            else:
                edit.edit(con, ACCOUNT, child, asked(parent=parent), Config(), NOW)
                parents[child] = parent
        known = people.account_names(con)
        kept = {a.name: known[a.parent_id] for a in people.all_accounts(con) if a.parent_id}
        assert kept == parents


def test_a_team_and_its_members(con, world):
    done = edit.edit(con, TEAM, "Desk", Asked({"owner": "ana"}, {}, add=("bob",)), RULES, LATER)
    assert done.changes == (Change("owner", "bob", "ana"), Change("members", "ana", "ana, bob"))
    assert set(rosters.current(con)[1]) == {world["ana"], world["bob"]}
    edit.edit(con, TEAM, "Desk", asked(members=""), RULES, LATER + 1)
    assert [(s.value, s.valid_to) for s in dated.member_spans(con, world["Desk"])] == [
        (world["ana"], LATER + 1),
        (world["bob"], LATER + 1),
    ]


CELLS = {
    "name": st.sampled_from(["Ana A", "Ana Ó Bé"]),
    "account": st.sampled_from(["West", "East", "Bay", "Corporate"]),
    "team": st.sampled_from(["-", "Desk", "Night", "desk;Night"]),
    "tags": st.sampled_from(["-", "a", "B;a", "c"]),
    "timezone": st.sampled_from(["-", "Europe/Berlin"]),
    "shift": st.sampled_from(["-", "Mon-Fri 09:00-17:00", "daily 22:00-06:00"]),
    "caps": st.sampled_from(["-", "day=4", "hour=1;open=9"]),
    "per_week": st.sampled_from(["7", "0"]),
    "weight": st.sampled_from(["-", "0.5", "3"]),
    "auto_accept": st.sampled_from(["yes", "no", "-"]),
    "email": st.sampled_from(["-", "a@x.org"]),
}
EDITS = st.lists(st.fixed_dictionaries({}, optional=CELLS), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_an_edit_does_what_a_row_of_a_file_does(db_file, tmp_path, edits):
    """The same cells by hand and by import, one after the other, leave the same user with the same dates."""
    results = []
    for by_hand in (True, False):
        with closing(connect(db_file)) as con:
            con.execute("begin")
            west = add_account(con, "West")
            add_account(con, "East")
            add_account(con, "Bay", west)
            ana = add_user(con, "ana")
            add_team(con, "Desk", None, [])
            add_team(con, "Night", None, [])
            for number, cells in enumerate(edits):
                at = NOW + number
                if by_hand:
                    edit.edit(con, USER, "ana", Asked(cells, {}), Config(), at)
                else:
                    with (tmp_path / "u.csv").open("w", newline="") as stream:
                        writer = csv.writer(stream)
                        writer.writerows([["login", *cells], ["ana", *cells.values()]])
                    assert not import_people(con, "users", str(tmp_path / "u.csv"), Config(), at).rejected
            tables = ("user", "user_account", "team_member", "user_tag", "shift")
            rows = [sorted(map(repr, con.execute(f"select * from {t}").fetchall())) for t in tables]
            results.append((user_facts(con, ana), rows))
            assert verify(con, NOW + 10).differences == ()
    assert results[0] == results[1]
