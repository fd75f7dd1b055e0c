"""Accounts, users and teams from files: upsert, any order of rows, blanks keep, `-` clears, changes carry dates."""

from __future__ import annotations

import csv
import json
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config.model import Config, Strategy, Target
from leadctl.db import activities, dated, people, rosters
from leadctl.db.activities import NewActivity
from leadctl.db.connection import connect
from leadctl.engine.people_import.load import import_people, mapped_headers
from leadctl.engine.people_text import format_shifts
from leadctl.engine.verify import verify
from leadctl.errors import UsageError
from tests.builders import add_lead

NOW = 1_772_355_600
LATER = NOW + 86_400


@pytest.fixture
def bring(con, tmp_path):
    """Return bring(kind, text, now) -> summary: the text imported as a file."""

    def run(kind, text, now=NOW, config=Config(), **flags):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        return import_people(con, kind, str(path), config, now, **flags)

    return run


def tree(con):
    names = people.account_names(con)
    return {a.name: names.get(a.parent_id) for a in people.all_accounts(con)}


# ---------------------------------------------------------------- accounts


def test_parents_may_come_later_in_the_file(con, bring):
    summary = bring("accounts", "name,parent\nBay,West\nWest,Corporate\nOdd,Bay\n")
    assert summary.counts == {"new": 3}
    assert tree(con) == {"Corporate": None, "West": "Corporate", "Bay": "West", "Odd": "Bay"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parents=st.lists(st.integers(0, 7), min_size=1, max_size=7), data=st.data())
def test_any_order_of_rows_gives_the_same_tree(db_file, tmp_path, parents, data):
    """Account n hangs under a lower one (a tree by construction), rows shuffled."""
    rows = [(f"A{n}", f"A{p % n}" if p % n else "Corporate") for n, p in enumerate(parents, start=1)]
    shuffled = data.draw(st.permutations(rows))
    path = tmp_path / "tree.csv"
    path.write_text("name,parent\n" + "".join(f"{name},{parent}\n" for name, parent in shuffled))
    with closing(connect(db_file)) as con:
        con.execute("begin")
        summary = import_people(con, "accounts", str(path), Config(), NOW)
        assert not summary.rejected
        assert tree(con) == {"Corporate": None, **dict(rows)}


def test_unknown_parent_circle_and_what_hangs_below_are_rejected(con, bring, tmp_path):
    text = "name,parent\nWest,\nA,B\nB,A\nC,Wst\nD,C\nCorporate,West\n"
    summary = bring("accounts", text)
    assert summary.counts == {"new": 1}
    assert summary.rejected == {"circle": 2, "unknown-account": 2, "root-parent": 1}
    with (tmp_path / "accounts.rejects.csv").open() as stream:
        rejects = {r["name"]: r for r in csv.DictReader(stream)}
    assert rejects["C"]["leadctl_reason"] == 'no account "Wst"; did you mean "West"?'
    assert rejects["C"]["leadctl_line"] == "5"
    assert rejects["C"]["leadctl_column"] == "parent"
    assert tree(con) == {"Corporate": None, "West": "Corporate"}


def test_moving_an_account_below_itself_is_refused(con, bring):
    bring("accounts", "name,parent\nWest,\nBay,West\n")
    assert bring("accounts", "name,parent\nWest,Bay\n").rejected == {"circle": 1}
    assert bring("accounts", "name,parent\nWest,Bay\nBay,Corporate\n").counts == {"changed": 2}
    assert tree(con) == {"Corporate": None, "Bay": "Corporate", "West": "Bay"}


def test_attributes_blanks_and_dashes(con, bring):
    bring("accounts", "name,kind,crm,country,Region,Level\nSummit,partner,no,United States,NA,gold\n")
    bring("accounts", "name,kind,crm,country,Region,Level\nsummit,,,,,silver\n")
    account = people.find_account(con, "SUMMIT")
    assert (account.name, account.kind, account.crm, account.country) == ("Summit", "partner", 0, "US")
    assert json.loads(account.attributes) == {"Region": "NA", "Level": "silver"}
    bring("accounts", "name,kind,crm,country,Region,Level\nSummit,-,-,-,-,\n")
    account = people.find_account(con, "Summit")
    assert (account.kind, account.crm, account.country) == ("branch", None, None)
    assert json.loads(account.attributes) == {"Level": "silver"}


def test_an_owner_may_come_with_the_users(con, bring):
    summary = bring("accounts", "name,owner\nWest,ana\n")
    assert summary.warned == {"owner-unknown-yet": 1}
    assert people.find_account(con, "West").owner_id is None
    bring("users", "login,account\nana,West\n")
    account = people.find_account(con, "West")
    assert (account.owner_id, account.owner_wanted) == (people.find_user(con, "ana").id, None)


def test_strict_rejects_what_is_warned_about(con, bring):
    assert bring("accounts", "name,owner\nWest,ana\n", strict=True).rejected == {"owner-unknown-yet": 1}
    assert tree(con) == {"Corporate": None}


def test_bad_cells_say_line_column_reason(bring):
    summary = bring("accounts", "name,kind,crm\nA,prtner,\nB,,maybe\n,branch,\n")
    assert [(e.line, e.column, e.reason) for e in summary.examples] == [
        (2, "kind", '"prtner" is not a kind of account; did you mean "partner"?; write branch or partner'),
        (3, "crm", '"maybe" is neither yes nor no'),
        (4, "name", "account has no name"),
    ]


# ---------------------------------------------------------------- users

USERS = (
    "login,name,email,account,teams,tags,time zone,shift,caps,weight\n"
    'ana,Ana Alba,ANA@Example.com,West,Stars,"spanish;senior",America/Los_Angeles,'
    '"Mon-Fri 09:00-17:30; Sat 10:00-14:00","day=40;open=120",2.5\n'
)


@pytest.fixture
def ana(con, bring):
    bring("accounts", "name\nWest\nEast\n")
    bring("teams", "name\nStars\nMoons\n")
    assert bring("users", USERS).counts == {"new": 1}
    return people.find_user(con, "ana")


def test_a_user_with_everything(con, ana):
    assert (ana.name, ana.email, ana.timezone) == ("Ana Alba", "ana@example.com", "America/Los_Angeles")
    assert (ana.weight, ana.per_hour, ana.per_day, ana.per_week, ana.open_cap) == (2_500_000, None, 40, None, 120)
    assert people.account_names(con)[ana.account_id] == "West"
    assert dated.current_tags(con) == {ana.id: ("senior", "spanish")}
    assert format_shifts(dated.current_shifts(con)[ana.id]) == "Mon-Fri 09:00-17:30; Sat 10:00-14:00"
    assert [s.valid_from for s in dated.spans(con, "user_account", ana.id)] == [0]
    assert [s.valid_from for s in dated.spans(con, "team_member", ana.id)] == [0]


def test_the_same_file_twice_changes_nothing(con, ana, bring):
    before = list(con.iterdump())
    summary = bring("users", USERS, LATER)
    assert summary.counts == {"unchanged": 1}
    assert summary.imported_before is not None
    changed = set(con.iterdump()) - set(before)
    assert all('INTO "import"' in line for line in changed), changed


def test_changes_of_account_team_and_tags_carry_dates(con, ana, bring):
    bring("users", "login,account,team,tags\nana,East,Moons,senior\n", LATER)
    names, teams = people.account_names(con), people.team_names(con)
    seats = [(names[s.value], s.valid_from, s.valid_to) for s in dated.spans(con, "user_account", ana.id)]
    assert seats == [("West", 0, LATER), ("East", LATER, None)]
    found = [(teams[s.value], s.valid_from, s.valid_to) for s in dated.spans(con, "team_member", ana.id)]
    assert found == [("Stars", 0, LATER), ("Moons", LATER, None)]
    tags = con.execute("select tag, valid_to from user_tag order by tag").fetchall()
    assert tags == [("senior", None), ("spanish", LATER)]
    assert people.find_user(con, "ana").account_id == people.find_account(con, "East").id


def test_blanks_keep_and_dashes_clear(con, ana, bring):
    header = "login,name,email,team,tags,timezone,shift,caps,per_week,weight\n"
    assert bring("users", header + "ANA,,,,,,,,,\n", LATER).counts == {"unchanged": 1}
    assert bring("users", header + "ana,,-,-,-,-,-,-,7,-\n", LATER).counts == {"changed": 1}
    user = people.find_user(con, "ana")
    assert (user.login, user.name, user.email, user.timezone, user.weight) == ("ana", "Ana Alba", None, None, 1_000_000)
    assert (user.per_hour, user.per_day, user.per_week, user.open_cap) == (None, None, 7, None)
    assert (dated.current_tags(con), dated.current_teams(con), dated.current_shifts(con)) == ({}, {}, {})


@pytest.mark.parametrize(
    ("header", "cell", "code", "says"),
    [
        ("account", "Wst", "unknown-account", 'did you mean "West"?'),
        ("account", "-", "no-account", "every user sits in an account"),
        ("team", "Stars;Monos", "unknown-team", 'no team "Monos"; did you mean "Moons"?'),
        ("timezone", "Europe/Berln", "unknown-zone", 'did you mean "Europe/Berlin"?'),
        ("shift", "Mon-Fry 9-17", "bad-shift", '"fry" in "Mon-Fry 9-17" is not a weekday; did you mean "Fri"?'),
        ("caps", "days=4", "bad-caps", 'did you mean "day"?'),
        ("per_day", "4.5", "bad-caps", '"4.5" is not a whole number'),
        ("weight", "-1", "bad-weight", "is not a weight"),
    ],
)
def test_what_a_user_cannot_be(con, ana, bring, header, cell, code, says):
    summary = bring("users", f"login,{header}\nana,{cell}\nbob,\n", LATER)
    assert summary.rejected == {code: 1}
    assert says in summary.examples[0].reason
    assert (summary.examples[0].line, summary.examples[0].column) == (2, header)
    assert summary.counts == {"new": 1}


def test_a_bad_address_is_a_warning_and_a_repeated_login_a_reject(con, bring):
    summary = bring("users", "login,email\nana,ana@\nANA,ana@example.com\n")
    assert (summary.warned, summary.rejected) == ({"bad-email": 1}, {"repeated": 1})
    assert people.find_user(con, "ana").email is None


def test_dry_run_writes_nothing(con, bring):
    before = list(con.iterdump())
    assert bring("users", "login\nana\n", dry_run=True).counts == {"new": 1}
    assert list(con.iterdump()) == before


def test_rosters_follow_the_import(con, bring):
    con.execute("insert into strategy (id, name) values (1, 'S')")
    config = Config(strategies=(Strategy("S", "weighted", Target(teams=("Stars",))),))
    bring("teams", "name\nStars\n", config=config)
    bring("users", "login,team,weight\nana,Stars,2\nbob,,\n", config=config)
    assert [w for w, _ in rosters.current(con)[1].values()] == [2_000_000]
    bring("teams", "name,members\nStars,bob\n", LATER, config=config)
    assert list(rosters.current(con)[1]) == [people.find_user(con, "bob").id]
    assert list(rosters.at(con, LATER - 1)[1]) == [people.find_user(con, "ana").id]


# ---------------------------------------------------------------- teams


def test_teams_with_members_and_owner(con, bring):
    bring("users", 'login,name\nana,Ana Alba\nbob,"Berg, Bob"\n')
    bring("teams", 'name,owner,account,members\nStars,Ana Alba,Corporate,"ana;Berg, Bob"\n')
    team = people.find_team(con, "stars")
    assert (team.owner_id, team.account_id) == (people.find_user(con, "ana").id, 1)
    assert len(dated.current_teams(con)) == 2
    bring("teams", "name,members\nStars,ana\n", LATER)
    members = [(s.value, s.valid_from, s.valid_to) for s in dated.member_spans(con, team.id)]
    assert members == [(people.find_user(con, "ana").id, 0, None), (people.find_user(con, "bob").id, 0, LATER)]
    bring("teams", "name,owner,members\nStars,-,-\n", LATER)
    assert people.find_team(con, "Stars").owner_id is None
    assert dated.current_teams(con) == {}


def test_an_unknown_member_rejects_the_team(con, bring):
    bring("users", "login\nana\n")
    summary = bring("teams", "name,members\nStars,anna\n")
    assert summary.rejected == {"unknown-user": 1}
    assert summary.examples[0].reason == 'no user "anna"; did you mean "ana"?'


def test_another_header_by_hand(con, bring):
    summary = bring("teams", "Squad\nStars\n", explicit=mapped_headers(["Squad=name"]))
    assert summary.counts == {"new": 1}
    with pytest.raises(UsageError):
        mapped_headers(["Squad"])
    with pytest.raises(UsageError):
        bring("teams", "Squad\nStars\n")


# ---------------------------------------------------------------- teams that nobody has named yet


def test_users_before_any_team_bring_their_teams(con, bring):
    summary = bring("users", 'login,team\nana,Stars\nbob,"stars; Moons"\ncem,\n')
    assert (summary.counts, summary.rejected) == ({"new": 3}, {})
    assert "created teams Stars, Moons; give them owners with leadctl import teams" in summary.notes
    teams, users = people.team_names(con), people.user_names(con)
    found = {users[u]: sorted(teams[t] for t in ids) for u, ids in dated.current_teams(con).items()}
    assert found == {"ana": ["Stars"], "bob": ["Moons", "Stars"]}
    assert {t.owner_id for t in people.all_teams(con)} == {None}


def test_only_sound_rows_bring_a_team(con, bring):
    summary = bring("users", "login,team,weight\nana,Stars,1\nbob,Moons,heavy\n")
    assert summary.rejected == {"bad-weight": 1}
    assert "created team Stars; give it an owner with leadctl import teams" in summary.notes
    assert list(people.team_names(con).values()) == ["Stars"]


def test_strict_rejects_users_of_teams_that_do_not_exist(con, bring):
    summary = bring("users", "login,team\nana,Stars\nbob,\n", strict=True)
    assert (summary.counts, summary.rejected) == ({"new": 1}, {"unknown-team": 1})
    assert people.all_teams(con) == []


def test_a_parent_may_stand_many_thousand_lines_below(con, bring):
    names = "".join(f"B{n},\n" for n in range(5_200))
    summary = bring("accounts", f"name,parent\nBay,West\n{names}West,Corporate\n")
    assert (summary.counts, summary.rejected) == ({"new": 5_202}, {})
    assert tree(con)["Bay"] == "West"


# ---------------------------------------------------------------- whose work it is, after people have moved


def passage(con, lead_id, level, at, **columns):
    values = {"lead_id": lead_id, "level": level, "mode": "push", "origin": "engine", "account_id": 1}
    values |= {"distributed_at": at, "recorded_at": at, "system_then": "new", "record_type_id": 1, **columns}
    sql = f"insert into distribution ({', '.join(values)}) values ({', '.join('?' * len(values))}) returning id"
    found = con.execute(sql, tuple(values.values())).fetchone()[0]
    con.execute(
        "update lead_state set open_distribution_id = ?, holder_account_id = ?, holder_team_id = ? where lead_id = ?",
        (found, values["account_id"], values.get("team_id") if level == "team" else None, lead_id),
    )
    return found


def call(con, lead_id, login, at):
    row = NewActivity(lead_id, people.find_user(con, login).id, "action", "call", at, at, "test")
    activity_id = activities.insert(con, row)
    activities.settle(con, [lead_id], at)
    return activity_id


def under(con, activity_id):
    return con.execute("select distribution_id from activity where id = ?", (activity_id,)).fetchone()[0]


def test_a_new_owner_of_a_team_brings_his_work_to_its_leads(con, bring):
    bring("users", "login,team\nana,Stars\nbob,\n")
    team = people.find_team(con, "Stars").id
    lead = add_lead(con)
    given_to_team = passage(con, lead, "team", NOW, team_id=team)
    work = call(con, lead, "bob", NOW + 60)
    assert under(con, work) is None
    bring("teams", "name,owner\nStars,bob\n", LATER)
    assert under(con, work) == given_to_team
    assert verify(con, LATER).differences == ()
    bring("teams", "name,owner\nStars,ana\n", LATER + 1)
    assert under(con, work) is None
    assert verify(con, LATER).differences == ()


def test_a_team_without_people_gets_its_first_owner(con, bring):
    bring("teams", "name,owner\nStars,bob\n")
    lead = add_lead(con)
    given_to_team = passage(con, lead, "team", NOW, team_id=people.find_team(con, "Stars").id)
    con.execute("insert into user (login, name, account_id, created_at) values ('ana', 'Ana', 1, 0)")
    con.execute("insert into user_account (user_id, account_id, valid_from) select id, 1, 0 from user")
    work = call(con, lead, "ana", NOW + 60)
    bring("teams", "name,owner\nStars,ana\n", LATER)
    assert under(con, work) == given_to_team
    assert verify(con, LATER).differences == ()


def test_who_leaves_or_moves_at_an_earlier_moment_takes_his_work_with_him(con, bring):
    bring("accounts", "name\nWest\nEast\n")
    bring("users", "login,account,team\nana,West,Stars\n")
    west, team = people.find_account(con, "West").id, people.find_team(con, "Stars").id
    of_team, of_account = add_lead(con), add_lead(con)
    passages = [
        passage(con, of_team, "team", NOW, team_id=team),
        passage(con, of_account, "account", NOW, account_id=west),
    ]
    early = [call(con, lead, "ana", NOW + 60) for lead in (of_team, of_account)]
    late = [call(con, lead, "ana", NOW + 600) for lead in (of_team, of_account)]
    assert [under(con, a) for a in (*early, *late)] == passages * 2
    bring("users", "login,account,team\nana,East,-\n", NOW + 300)  # recorded with an earlier clock
    assert [under(con, a) for a in (*early, *late)] == [*passages, None, None]
    assert verify(con, LATER).differences == ()
