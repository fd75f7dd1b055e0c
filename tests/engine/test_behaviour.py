"""What leads did, as rules ask for it: touches, touches of a name, the last touch, the last work."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.config.parse import read_text
from leadctl.db.create import create_database
from leadctl.db.leads import load_rows
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.runs import assign
from leadctl.errors import ConfigError
from leadctl.models import slug
from tests.builders import add_lead, add_users, owners

NOW = 1_772_355_600
DAY = 86_400
FIELDS = ("touches", "last_touch", "touches.email_opened", "touches.web_visit")


def touch(con, lead, name, at=NOW - DAY, voided=None, kind="marketing"):
    con.execute(
        "insert into touch (lead_id, kind, name, happened_at, recorded_at, voided_at) values (?, ?, ?, ?, ?, ?)",
        (lead, kind, name, at, at, voided),
    )


def clauses(when):
    return load_text(f'[[score]]\nname = "s"\npoints = 1\nwhen = {when}\n', "f").scores[0].when.clauses


# ---------------------------------------------------------------- how they are written


@pytest.mark.parametrize(
    "when",
    [
        "{ touches.email_opened = { min = 2 } }",
        '{ "touches.email_opened" = { min = 2 } }',
        "{ touches = { email_opened = { min = 2 } } }",
        '{ touches."Email opened" = { min = 2 } }',
        '{ "Touches.Email_Opened" = { min = 2 } }',
    ],
)
def test_touches_of_a_name_in_every_spelling(when):
    (clause,) = clauses(when)
    assert (clause.field, clause.kind, clause.operator, clause.value) == ("touches.email_opened", "number", "min", 2)


def test_the_count_of_all_and_of_some_stand_together():
    found = clauses("{ touches = { min = 3, web_visit = { min = 1, max = 5 }, form = 1 } }")
    assert [(c.field, c.operator, c.value) for c in found] == [
        ("touches.web_visit", "min", 1),
        ("touches.web_visit", "max", 5),
        ("touches.form", "is", 1),
        ("touches", "min", 3),
    ]


def test_last_touch_and_last_work_are_dates():
    (clause,) = clauses('{ last_touch = { age = { max = "7d" } } }')
    assert (clause.field, clause.kind, clause.value, clause.bound) == ("last_touch", "date", 7 * DAY, "max")
    assert clauses("{ last_work = { present = false } }")[0].operator == "present"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{ touches.email_opened = { contains = 'a' } }", "contains does not apply"),
        ("{ touches.email_opened = 'two' }", '"two" is not a number'),
        ("{ touches = {} }", "is empty"),
        ("{ touches.email_opened = {} }", "is empty"),
        ("{ last_touch = { min = 3 } }", "is not a date"),
    ],
)
def test_what_is_wrong_is_said(when, said):
    with pytest.raises(ConfigError) as problem:
        clauses(when)
    assert said in problem.value.faults[0]


def test_their_names_are_taken():
    with pytest.raises(ConfigError, match="fault") as problem:
        load_text('[[attribute]]\nname = "Last touch"\n', "f")
    assert "is a lead field already" in problem.value.faults[0]
    with pytest.raises(ConfigError):
        load_text("[[classify]]\nset = { touches = 3 }\n", "f")


def test_a_declared_column_of_that_name_goes_first():
    text = '[[attribute]]\nname = "touches.email_opened"\ntype = "text"\n[[score]]\nname = "s"\npoints = 1\n'
    config, faults = read_text(text + 'when = { "touches.email_opened" = "yes" }\n', "f")
    faults.raise_any()
    assert config.scores[0].when.clauses[0].kind == "text"


# ---------------------------------------------------------------- how they are loaded


def test_counts_are_as_of_now(con):
    quiet, busy = add_lead(con, company="Q"), add_lead(con, company="B")
    touch(con, busy, "Email opened", NOW - 3 * DAY)
    touch(con, busy, "email_opened", NOW - 2 * DAY)
    touch(con, busy, "web visit", NOW)
    touch(con, busy, "email_opened", NOW + 1)
    touch(con, busy, "email_opened", NOW - DAY, voided=NOW)
    assert dict(load_rows(con, [busy, quiet], FIELDS, NOW)) == {busy: (3, NOW, 2, 1), quiet: (0, None, 0, 0)}
    assert dict(load_rows(con, [busy], FIELDS, NOW - DAY)) == {busy: (2, NOW - 2 * DAY, 2, 0)}
    assert dict(load_rows(con, [busy], FIELDS)) == {busy: (4, NOW + 1, 3, 1)}
    mixed = ("company", "touches", "Rank", "last_work", "last_touch")
    con.execute("update lead set attributes = '{\"rank\": 7}' where id = ?", (quiet,))
    con.execute("update lead_state set last_work_at = 5 where lead_id = ?", (quiet,))
    assert dict(load_rows(con, [quiet, busy], mixed, NOW)) == {
        quiet: ("Q", 0, 7, 5, None),
        busy: ("B", 3, None, None, NOW),
    }


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("behaviour") / "leads.db"
    create_database(path, 0)
    plain = sqlite3.connect(path)
    plain.execute("pragma journal_mode = delete")
    plain.close()
    return path.read_bytes()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["email_opened", "Email opened", "web visit", "Call"]),
            st.integers(-5, 5),
            st.booleans(),
        ),
        max_size=20,
    ),
    st.permutations([0, 1, 2]),
)
def test_rows_against_a_naive_count(empty_database, touches, order):
    con = sqlite3.connect(":memory:", isolation_level=None)
    con.deserialize(empty_database)
    leads = [add_lead(con) for _ in range(3)]
    for lead, name, day, voided in touches:
        touch(con, leads[lead], name, NOW + day * DAY, NOW if voided else None)
    wanted = [leads[i] for i in order]
    expected = []
    for lead in wanted:
        mine = [(name, day) for at, name, day, voided in touches if leads[at] == lead and not voided and day <= 0]
        counts = [sum(slug(name) == key for name, _ in mine) for key in ("email_opened", "web_visit")]
        expected.append((lead, (len(mine), max((NOW + d * DAY for _, d in mine), default=None), *counts)))
    assert list(load_rows(con, wanted, FIELDS, NOW)) == expected
    con.close()


# ---------------------------------------------------------------- what they decide

WARM = '[[strategy]]\nname = "Warm"\nto = { users = ["ana"] }\nwhen = { touches.web_visit = { min = 2 } }\n'
REST = '[[strategy]]\nname = "Rest"\nto = { users = ["bob"] }\n'


def test_a_strategy_asks_for_behaviour_as_of_the_run(con):
    ana, bob = add_users(con, "ana bob")
    warm, cold, later = add_lead(con), add_lead(con), add_lead(con)
    for lead in (warm, warm, cold):
        touch(con, lead, "Web visit")
    touch(con, later, "web_visit")
    touch(con, later, "web_visit", NOW + 5)
    assign(con, apply_rules(con, WARM + REST, NOW, "x").config, NOW)
    assert owners(con) == {warm: ana, cold: bob, later: bob}


def test_a_gate_asks_at_import_and_again_at_every_run(con, leadctl, tmp_path):
    add_users(con, "ana bob")
    rules = REST + '[[gate]]\nname = "silent"\nrequire = { last_touch = { age = { max = "7d" } } }\n'
    (tmp_path / "leadctl.toml").write_text(rules)
    assert leadctl("config", "apply", "leadctl.toml").code == 0
    (tmp_path / "in.csv").write_text("Email,Name\na@example.com,Ann\nb@example.com,Bob\n")
    assert leadctl("import", "leads", "in.csv").code == 0
    holds = "select lead_id, hold_code from lead_state order by lead_id"
    assert con.execute(holds).fetchall() == [(1, "gate:silent"), (2, "gate:silent")]
    touch(con, 1, "email_opened")
    touch(con, 2, "email_opened", NOW - 8 * DAY)
    assert leadctl("assign").code == 0
    assert con.execute(holds).fetchall() == [(1, None), (2, "gate:silent")]
    waits = leadctl("lead", "list", "--held").out
    assert "requires last_touch age max 7d" in waits


def test_new_leads_score_as_untouched(con, leadctl, tmp_path):
    rules = (
        '[[score]]\nname = "silent"\npoints = -5\nwhen = { touches = 0, last_touch = { present = false } }\n'
        '[[score]]\nname = "seen"\npoints = 5\nwhen = { touches.web_visit = { min = 1 } }\n'
        '[[classify]]\nwhen = { touches = { max = 0 }, last_work = { present = false } }\nset = { urgency = "none" }\n'
    )
    (tmp_path / "leadctl.toml").write_text(rules)
    leadctl("config", "apply", "leadctl.toml")
    (tmp_path / "in.csv").write_text("Email,Name\na@example.com,Ann\n")
    assert leadctl("import", "leads", "in.csv").code == 0
    row = con.execute("select score, score_parts, urgency from lead").fetchone()
    assert row == (-5, '{"silent": -5}', "none")
