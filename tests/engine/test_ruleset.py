from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.db import rosters
from leadctl.db.settings import name_ids, status_systems
from leadctl.engine import ruleset
from leadctl.engine.rule_changes import changes
from leadctl.errors import ConfigError, NotFoundError
from tests.builders import add_account, add_lead, add_tag, add_team, add_user, add_users

NOW = 1_772_355_600
DAY = 86_400
ONE = '[[strategy]]\nname = "One"\nto = { users = ["ana", "bob"] }\n'
LOST = '[[status]]\nname = "Parked"\nsystem = "{system}"\nprobability = {probability}\n'


@pytest.fixture
def people(con):
    add_users(con, "ana bob")
    return con


def apply(con, text, now=NOW):
    return ruleset.apply_rules(con, text, now, "tester")


def refused(con, text) -> list[str]:
    before = con.execute("select count(*) from config_version").fetchone()
    with pytest.raises(ConfigError) as caught:
        apply(con, text)
    assert con.execute("select count(*) from config_version").fetchone() == before
    return list(caught.value.faults)


# ---------------------------------------------------------------- apply


def test_apply_stores_the_text_to_the_letter(people):
    text = "# hello\r\n" + ONE
    version = ruleset.apply(people, text, NOW, "tester")
    row = people.execute("select id, text, sha256, applied_at, applied_by from config_version").fetchone()
    assert row[:2] == (version, text)
    assert row[3:] == (NOW, "tester")
    assert len(row[2]) == 64


def test_the_same_text_again_is_nothing_to_do(people):
    first = apply(people, ONE)
    again = apply(people, ONE, NOW + DAY)
    assert (first.changed, again.changed) == (True, False)
    assert first.version == again.version
    assert len(ruleset.history(people)) == 1


def test_an_older_text_again_is_a_new_version(people):
    apply(people, ONE)
    apply(people, ONE + "# more")
    assert apply(people, ONE).version == 3


def test_strategies_and_rosters_carry_dates(people):
    apply(people, ONE)
    strategy = name_ids(people, "strategy")["one"]
    assert set(rosters.current(people)[strategy]) == {1, 2}
    apply(people, ONE.replace('"ana", "bob"', '"ana"') + 'method = "weighted"\n', NOW + DAY)
    apply(people, ONE.replace("One", "Two"), NOW + 2 * DAY)
    enabled = people.execute(
        "select method, valid_from, valid_to from strategy_enabled where strategy_id = ? order by valid_from",
        (strategy,),
    ).fetchall()
    assert enabled == [("round_robin", NOW, NOW + DAY), ("weighted", NOW + DAY, NOW + 2 * DAY)]
    assert strategy not in rosters.current(people)
    assert set(rosters.at(people, NOW)[strategy]) == {1, 2}
    assert set(rosters.at(people, NOW + DAY)[strategy]) == {1}


def test_a_disabled_strategy_is_not_in_force(people):
    apply(people, ONE)
    apply(people, ONE + "enabled = false\n", NOW + DAY)
    assert people.execute("select valid_to from strategy_enabled").fetchall() == [(NOW + DAY,)]
    assert rosters.current(people) == {}


def test_what_a_status_means_carries_dates(people):
    apply(people, LOST.format(system="contacted", probability=30))
    apply(people, LOST.format(system="contacted", probability=50), NOW + DAY)
    parked = name_ids(people, "status")["parked"]
    rows = people.execute(
        "select probability, valid_from, valid_to from status_version where status_id = ? order by valid_from",
        (parked,),
    ).fetchall()
    assert rows == [(30, 0, NOW + DAY), (50, NOW + DAY, None)]


def test_a_status_that_leaves_the_file_stays_valid_and_is_noted(people):
    apply(people, LOST.format(system="contacted", probability=30))
    parked = name_ids(people, "status")["parked"]
    add_lead(people, state={"status_id": parked})
    applied = apply(people, "", NOW + DAY)
    assert applied.notes == ('not in the file, but leads are in them, so they stay valid: status "Parked" (1)',)
    assert status_systems(people, NOW + DAY)[parked] == "contacted"


def test_leads_stop_waiting_when_their_status_becomes_a_loss(people):
    apply(people, LOST.format(system="contacted", probability=0))
    lead = add_lead(people, state={"status_id": name_ids(people, "status")["parked"]})
    other = add_lead(people)
    waiting = "select lead_id from lead_state where waiting = 1 order by lead_id"
    assert people.execute(waiting).fetchall() == [(lead,), (other,)]
    apply(people, LOST.format(system="dead", probability=0), NOW + DAY)
    assert people.execute(waiting).fetchall() == [(other,)]
    apply(people, LOST.format(system="waiting", probability=0), NOW + 2 * DAY)
    assert people.execute(waiting).fetchall() == [(lead,), (other,)]


def test_record_types_are_added_and_respelled(people):
    apply(people, 'record_types = ["LEAD", "Partner"]\n')
    assert set(name_ids(people, "record_type")) == {"lead", "partner"}
    assert people.execute("select name from record_type where id = 1").fetchone() == ("LEAD",)


def test_the_currency_is_fixed_once_amounts_are_stored(people):
    apply(people, 'currency = "EUR"\n')
    apply(people, 'currency = "USD"\n')
    add_lead(people, value=500)
    assert refused(people, 'currency = "EUR"\n') == [
        "leadctl.toml:1: currency: amounts are stored in USD; the currency of a database with amounts cannot change; "
        'write currency = "USD"'
    ]


# ---------------------------------------------------------------- people


def test_unknown_names_are_faults_with_the_nearest(people):
    add_team(people, "West", None, [1])
    add_account(people, "Berlin")
    add_tag(people, 1, "german")
    text = """[[strategy]]
name = "A"
method = "weighted"
to = { users = ["anna"], teams = ["Wst"], accounts = ["Brlin"], tags = ["germn"], weights = { bbo = 1 } }
from = "Corprate"
"""
    assert refused(people, text) == [
        'leadctl.toml:4: strategy "A": to.users: no user "anna"; did you mean "ana"?',
        'leadctl.toml:4: strategy "A": to.weights: no user "bbo"; did you mean "bob"?',
        'leadctl.toml:4: strategy "A": to.teams: no team "Wst"; did you mean "West"?',
        'leadctl.toml:4: strategy "A": to.accounts: no account "Brlin"; did you mean "Berlin"?',
        'leadctl.toml:4: strategy "A": to.tags: no tag "germn"; did you mean "german"?',
        'leadctl.toml:5: strategy "A": from: no account or team "Corprate"; did you mean "Corporate"?',
    ]
    assert "bring it in with leadctl import teams FILE" in refused(people, ONE.replace("users", "teams"))[0]


def test_dead_targets_are_warnings(people):
    add_user(people, "eva", disabled_at=NOW)
    add_user(people, "nul", weight=0)
    add_team(people, "Empty", None, [])
    text = """[[strategy]]
name = "A"
to = { users = ["eva"] }
[[strategy]]
name = "B"
when = { country = "US" }
to = { teams = ["Empty"] }
[[strategy]]
name = "C"
method = "weighted"
when = { country = "US" }
needs_tags = ["french"]
to = { users = ["nul"] }
[[strategy]]
name = "D"
method = "weighted"
when = { country = "DE" }
limits = { open = 1 }
to = { teams = ["Empty"], users = ["bob"], weights = { ana = 1 } }
"""
    said = [w.removeprefix("leadctl.toml:") for w in ruleset.check(text, "leadctl.toml", people).warnings]
    assert [w for w in said if "gets only" not in w] == [
        '3: strategy "A": to.users: "eva" is disabled and gets no leads; take it out, or enable it',
        '3: strategy "A": to: nobody is behind this target: no enabled user; name somebody else',
        '7: strategy "B": to: nobody is behind this target: no enabled user; name somebody else',
        '12: strategy "C": needs_tags: no user has the tag "french", so nobody may take these leads;'
        " leadctl user tag add LOGIN TAG",
        '13: strategy "C": to: everyone has weight 0: nobody gets a lead from this strategy;'
        " leadctl user edit LOGIN --weight 1",
        '19: strategy "D": to.weights: "ana" has a weight but is not in the target;'
        " add him to users, or take the weight out",
        '19: strategy "D": to.teams: team "Empty" has no enabled member; leadctl team edit adds some, or take it out',
    ]


def test_without_a_database_names_are_not_checked():
    assert ruleset.check(ONE, "f").strategies[0].name == "One"


def test_attributes_that_leads_have_are_known(people):
    text = ONE + 'when = { "Anzahl" = "x" }\n'
    assert len(ruleset.check(text, "f", people).warnings) == 1
    add_lead(people, attributes='{"anzahl": "5"}')
    assert ruleset.check(text, "f", people).warnings == ()


# ---------------------------------------------------------------- versions


def test_versions_are_found_by_number(people):
    with pytest.raises(NotFoundError, match="no rules were applied yet"):
        ruleset.version(people)
    apply(people, ONE)
    assert ruleset.version(people).text == ONE
    with pytest.raises(NotFoundError, match="there is no version 7"):
        ruleset.version(people, 7)


def test_changes_in_words():
    old = load_text(
        'timezone = "UTC"\n[[gate]]\nname = "g"\nhold_when = { email = "a" }\n[[duplicate]]\nmatch = ["email"]\n'
        + ONE
        + ONE.replace("One", "Two")
        + ONE.replace("One", "Gone"),
        "f",
    )
    new = load_text(
        'timezone = "Asia/Tokyo"\n[[gate]]\nname = "g"\nhold_when = { email = "b" }\n'
        + ONE.replace("One", "Two")
        + 'from = "West"\n'
        + ONE
        + ONE.replace("One", "Three"),
        "f",
    )
    assert [str(c) for c in changes(old, new)] == [
        'setting "timezone" changed: UTC → Asia/Tokyo',
        'gate "g" changed: hold_when',
        'strategy "Gone" removed',
        'strategy "Two" changed: from',
        'strategy "Three" added',
        "strategy order changed: Two → One → Three",
        "1 duplicate rule removed",
    ]
    assert changes(new, new) == []


def test_faults_of_the_text_and_unknown_names_come_together(people):
    text = 'region = "XX"\nweek_starts = "funday"\n' + ONE.replace('"ana"', '"anna"')
    first, second, third = refused(people, text)
    assert '"XX" is no country code' in first
    assert "week_starts" in second
    assert 'no user "anna"; did you mean "ana"?' in third


def test_days_hours_tags_and_mappings_are_changes_too():
    old = load_text(ONE + '[[tag]]\nname = "senior"\nwhen = { closed = { min = 3 } }\n', "f")
    new = load_text(
        'feedback_after = "3d"\nholidays = true\n'
        + ONE
        + '\n[[tag]]\nname = "senior"\nwhen = { closed = { min = 5 } }\nkeep = true\n'
        + '[[tag]]\nname = "junior"\nwhen = { closed = { max = 5 } }\n'
        + '[[holiday]]\ndate = "12-24"\n[[calling_hours]]\ncountry = "US"\nhours = "never"\n'
        + '[[mapping]]\nname = "fair"\ncolumns = { "Firm" = "company" }\n',
        "f",
    )
    assert [str(change) for change in changes(old, new)] == [
        'setting "holidays" changed: false → true',
        'setting "feedback_after" changed: none → 3d00h',
        'tag "senior" changed: when, keep',
        'tag "junior" added',
        'mapping "fair" added',
        "1 holiday rule added",
        "1 calling_hours rule added",
    ]
