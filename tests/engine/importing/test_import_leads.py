"""The lead pipeline, rule by rule, from the text of a file to the rows it leaves."""

from __future__ import annotations

import csv
import functools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db import activities
from leadctl.db.activities import NewActivity
from leadctl.db.connection import connect
from leadctl.db.create import create_database, seed
from leadctl.db.migrate import migrate
from leadctl.engine.importing import frame
from leadctl.engine.importing.leads import import_leads
from leadctl.engine.importing.options import LeadOptions
from leadctl.engine.importing.store import LeadStore
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, UsageError
from tests.conftest import NOW

DAY = 86_400


@pytest.fixture
def bring(con, tmp_path):
    """Return bring(text, rules="", **options): import that text as leads.csv and return the summary."""

    def run(text, rules="", name="leads.csv", now=NOW, **options):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return import_leads(con, LeadOptions(path=str(path), **options), load_text(rules, "test"), now)

    return run


def leads(con, columns, where="undone_at is null"):
    return con.execute(f"select {columns} from lead where {where} order by id").fetchall()


def states(con, columns):
    return con.execute(f"select {columns} from lead_state order by lead_id").fetchall()


def add_user(con, login, name=None, email=None):
    return con.execute(
        "insert into user (login, name, email, account_id, created_at) values (?, ?, ?, 1, 0) returning id",
        (login, name or login.title(), email),
    ).fetchone()[0]


def dump(con):
    return list(con.iterdump())


# ---------------------------------------------------------------- cells


def test_cells_are_normalised_and_raw_values_kept(con, bring):
    bring(
        "Name,Email,Phone,Country,State,Value,Priority,Created,Head count\n"
        'Ann Lee, Ann@Example.COM ,(212) 555-0100 x7,USA,New York,"$22,700.00",High,2026-01-31 10:00,12\n',
    )
    assert leads(con, "full_name, email, email_raw, phone, phone_ext, phone_raw, country, state, value, priority") == [
        (
            "Ann Lee",
            "ann@example.com",
            "Ann@Example.COM",
            "+12125550100",
            "7",
            "(212) 555-0100 x7",
            "US",
            "NY",
            2_270_000,
            1,
        )
    ]
    received = leads(con, "received_at, received_kind, attributes, search_text")[0]
    assert received == (
        1_769_853_600,
        "time",
        '{"Head count":"12"}',
        "ann lee ann@example.com +12125550100",
    )


def test_no_column_is_required_and_the_import_time_stands_in(con, bring):
    summary = bring("Company\nAcme\n")
    assert summary.counts == {"new": 1}
    assert leads(con, "company, received_at, received_kind, import_line") == [("Acme", NOW, "import", 2)]
    assert states(con, "waiting, owner_id, holder_account_id, hold_code, status_since") == [(1, None, 1, None, NOW)]


def test_first_and_last_name_make_the_full_name(con, bring):
    bring("First Name,Last Name,Email\nAnn,Lee,a@x.com\n,Roe,b@x.com\n")
    assert leads(con, "full_name, first_name, last_name") == [("Ann Lee", "Ann", "Lee"), ("Roe", None, "Roe")]


def test_doubtful_contact_cells_are_imported_with_a_warning(con, bring):
    summary = bring("Name,Email,Phone,Country,State\nAnn,ann@,123,Narnia,\nBob,,,US,Nowhere\n")
    assert summary.counts["new"] == 2
    assert summary.warned == {"bad-email": 1, "bad-phone": 1, "unknown-country": 1, "unknown-state": 1}
    assert leads(con, "email, email_raw, phone, phone_raw, country, state") == [
        (None, "ann@", None, "123", "Narnia", None),
        (None, None, None, None, "US", "Nowhere"),
    ]
    kept = con.execute("select line, column_name, value, warning from import_reject order by id").fetchall()
    assert (2, "Email", "ann@", 1) in kept


def test_strict_rejects_doubtful_rows_once(con, bring, tmp_path):
    summary = bring("Name,Email,Phone\nAnn,ann@,123\nBob,bob@x.com,\n", strict=True)
    assert summary.counts == {"new": 1}
    assert summary.rejected == {"bad-email": 1}
    assert [row["Name"] for row in csv.DictReader((tmp_path / "leads.rejects.csv").read_text().splitlines())] == ["Ann"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Ann,soon,1,,", "unreadable-date"),
        ("Ann,2026-01-01,much,,", "unreadable-amount"),
        ("Ann,2026-01-01,1,Outbond,", "unknown-record-type"),
        ("Ann,2026-01-01,1,,Nwe", "unknown-status"),
        ("Ann,2026-01-01,1", "unreadable-row"),
        (",,,,", "nothing-mapped"),
    ],
)
def test_unusable_rows_are_rejected(con, bring, row, code):
    rules = 'record_types = ["Inbound", "Outbound"]\n'
    summary = bring(f"Name,Date,Value,Record Type,Status\nEve,2026-01-01,1,Inbound,New\n{row}\n", rules)
    assert summary.rejected == {code: 1}
    assert summary.counts == {"new": 1}
    assert summary.examples[0].line == 3


def test_rejects_name_the_nearest(bring):
    rules = 'record_types = ["Inbound", "Outbound"]\n'
    summary = bring("Name,Record Type,Status\nAnn,Outbond,\nBob,,Contactd\n", rules)
    reasons = [e.reason for e in summary.examples]
    assert 'did you mean "Outbound"?' in reasons[0]
    assert 'did you mean "Contacted"?' in reasons[1]


def test_junk_cells_can_be_declared_empty(con, bring):
    text = "Name,City,Industry\nAnn,Select,#N/A\nBob,None,Foods\n"
    bring(text, 'empty_values = ["Select"]\n', empty=("None",))
    assert leads(con, "city, industry") == [(None, None), (None, "Foods")]


def test_declared_attributes_are_typed(con, bring):
    rules = "".join(
        f'[[attribute]]\nname = "{name}"\ntype = "{kind}"\n'
        for name, kind in (("Seats", "number"), ("Budget", "money"), ("Renewal", "date"), ("Trial", "bool"))
    )
    summary = bring("Name,seats,Budget,Renewal,Trial\nAnn,12,$5.50,2026-02-01,yes\nBob,many,,,\n", rules)
    assert json.loads(leads(con, "attributes")[0][0]) == {
        "Seats": 12,
        "Budget": 550,
        "Renewal": 1_769_904_000,
        "Trial": True,
    }
    assert summary.rejected == {"unreadable-number": 1}


def test_defaults_for_source_campaign_and_type(con, bring):
    bring("Name,Lead Source\nAnn,Web\nBob,\n", source="Fair", campaign="Spring", source_type="event")
    rows = con.execute(
        "select so.name, ca.name, so.source_type from lead l join source so on so.id = l.source_id"
        " join campaign ca on ca.id = l.campaign_id order by l.id"
    ).fetchall()
    assert rows == [("Web", "Spring", "event"), ("Fair", "Spring", "event")]


def test_an_unknown_record_type_flag_is_refused_before_anything_is_written(con, bring):
    before = dump(con)
    with pytest.raises(UsageError, match="Leed"):
        bring("Name\nAnn\n", record_type="Leed")
    assert dump(con) == before


# ---------------------------------------------------------------- statuses


def test_a_well_known_status_is_taken_and_told(con, bring):
    summary = bring("Name,Status\nAnn,Working\nBob,Closed Won\nEve,New\n")
    systems = con.execute(
        "select st.name, v.system, v.valid_from from lead l join status st on st.id = l.first_status_id"
        " join status_version v on v.status_id = st.id order by l.id"
    ).fetchall()
    assert systems == [("Working", "attempted", 0), ("Closed Won", "closed", 0), ("New", "new", 0)]
    assert states(con, "waiting") == [(1,), (0,), (1,)]
    assert 'name = "Working"\nsystem = "attempted"' in (summary.paste or "")
    assert "New" not in (summary.paste or "")


def test_a_status_that_is_kept_is_told_once(bring):
    assert bring("Name,Status\nAnn,Working\n").paste
    assert bring("Name,Status\nAnn,Working\n").paste is None
    assert 'name = "Lost"' in (said := bring("Name,Status\nEve,Working\nBob,Lost\n").paste or "")
    assert "Working" not in said


def test_the_pasted_statuses_are_valid_rules(bring):
    summary = bring("Name,Status\nAnn,Working\nBob,Lost\n")
    config = load_text(summary.paste or "", "pasted")
    assert [(s.name, s.system) for s in config.statuses][:2] == [("Working", "attempted"), ("Lost", "dead")]


# ---------------------------------------------------------------- identity and changes


TEXT = "Id,Name,Email,City,Status\n1,Ann,ann@x.com,Rome,New\n2,Bob,bob@x.com,Oslo,New\n"


def test_the_same_file_twice_adds_nothing_and_says_so(con, bring):
    first = bring(TEXT)
    before = leads(con, "*"), states(con, "*")
    again = bring(TEXT)
    assert again.counts == {"unchanged": 2}
    assert again.imported_before == first.import_id
    assert (leads(con, "*"), states(con, "*")) == before


def test_rows_without_id_are_known_by_their_content(con, bring):
    bring("Name,City\nAnn,Rome\nBob,Oslo\nAnn,Rome\n")
    assert len(leads(con, "id")) == 2
    again = bring("City,Name\nRome,Ann\nBern,Eve\n", name="other.csv")
    assert again.counts == {"new": 1, "unchanged": 1}


def test_an_id_counts_within_its_source(con, bring):
    bring("Id,Name,Source\n1,Ann,Web\n1,Bob,Fair\n")
    assert len(leads(con, "id")) == 2
    assert bring("Id,Name,Source\n1,Ann,web\n", name="b.csv").counts == {"unchanged": 1}


def test_changed_cells_overwrite_and_blanks_never_do(con, bring):
    bring("Id,Name,City,Value,Score card\n1,Ann,Rome,100,A\n")
    summary = bring("Id,Name,City,Value,Score card\n1,Anna,,250,B\n", name="b.csv", now=NOW + 60)
    assert summary.counts == {"changed": 1}
    assert leads(con, "full_name, city, value, attributes, search_text") == [
        ("Anna", "Rome", 25_000, '{"Score card":"B"}', "anna 1")
    ]
    changes = con.execute("select field, old, new, recorded_at from lead_change order by field").fetchall()
    assert changes == [
        ("attributes.Score card", '"A"', '"B"', NOW + 60),
        ("full_name", "Ann", "Anna", NOW + 60),
        ("value", "10000", "25000", NOW + 60),
    ]


def test_a_state_is_read_in_the_light_of_the_country_the_lead_has(con, bring):
    bring("id,state\nX1,Bayern\n")
    assert con.execute("select country, state from lead").fetchall() == [(None, "Bayern")]
    bring("id,country\nX1,Germany\n")
    assert con.execute("select country, state from lead").fetchall() == [("DE", "BY")]
    assert bring("id,state\nX1,Bayern\n").counts == {"unchanged": 1}
    bring("id,state\nX1,Hessen\n")
    assert con.execute("select country, state from lead").fetchall() == [("DE", "HE")]


def test_a_second_row_of_one_lead_in_the_same_file_changes_it(con, bring):
    summary = bring("Id,Name,City\n1,Ann,Rome\n1,Ann,Oslo\n1,Ann,\n")
    assert summary.counts == {"new": 1, "changed": 1, "unchanged": 1}
    assert leads(con, "city") == [("Oslo",)]


def test_an_unreadable_address_does_not_replace_a_good_one(con, bring):
    bring("Id,Email\n1,ann@x.com\n")
    bring("Id,Email\n1,ann@\n", name="b.csv")
    assert leads(con, "email, email_raw") == [("ann@x.com", None)]
    bring("Id,Email\n1,Eve@X.com\n", name="c.csv")
    assert leads(con, "email, email_raw") == [("eve@x.com", "Eve@X.com")]


def test_status_changes_only_when_asked_and_as_a_dated_fact(con, bring):
    bring(TEXT)
    bring(TEXT.replace("Rome,New", "Rome,Working"), name="b.csv", now=NOW + DAY)
    assert con.execute("select count(*) from activity").fetchone() == (0,)
    summary = bring(TEXT.replace("Rome,New", "Rome,Working"), name="b.csv", now=NOW + 2 * DAY, update_status=True)
    assert summary.counts == {"changed": 1, "unchanged": 1}
    facts = con.execute("select lead_id, user_id, kind, origin, from_system, to_system, happened_at from activity")
    assert facts.fetchall() == [(1, None, "status", "crm", "new", "attempted", NOW + 2 * DAY)]
    assert states(con, "status_since")[0] == (NOW + 2 * DAY,)


def test_a_closing_status_takes_the_lead_out_of_the_queue(con, bring):
    bring(TEXT)
    bring(TEXT.replace("Rome,New", "Rome,Closed"), name="b.csv", update_status=True)
    assert states(con, "waiting") == [(0,), (1,)]


# ---------------------------------------------------------------- duplicates

EMAIL = '[[duplicate]]\nmatch = ["email"]\n'


def test_earlier_rows_of_the_same_file_count(con, bring):
    summary = bring("Id,Email\n1,a@x.com\n2,b@x.com\n3,A@x.com\n4,\n5,\n", EMAIL)
    assert states(con, "duplicate_of, waiting, hold_code") == [
        (None, 1, None),
        (None, 1, None),
        (1, 1, "duplicate"),
        (None, 1, None),
        (None, 1, None),
    ]
    assert summary.counts == {"new": 5, "linked": 1}
    assert con.execute("select lead_id, code from hold").fetchall() == [(3, "duplicate")]


def test_links_go_to_the_root(con, bring):
    rules = EMAIL + '[[duplicate]]\nmatch = ["phone"]\n'
    bring("Id,Email,Phone\n1,a@x.com,+12125550100\n2,a@x.com,+12125550101\n3,c@x.com,+12125550101\n", rules)
    assert [d for (d,) in states(con, "duplicate_of")] == [None, 1, 1]


def test_stored_leads_count_and_other_record_types_do_not(con, bring):
    rules = 'record_types = ["Inbound", "Outbound"]\n' + EMAIL
    bring("Id,Email,Record Type\n1,a@x.com,Inbound\n", rules)
    bring("Id,Email,Record Type\n2,a@x.com,Outbound\n3,a@x.com,Inbound\n", rules, name="b.csv")
    assert [d for (d,) in states(con, "duplicate_of")] == [None, None, 1]


def test_a_rule_of_one_record_type_leaves_the_others_alone(con, bring):
    rules = 'record_types = ["Inbound", "Outbound"]\n' + EMAIL + 'record_type = "outbound"\n'
    bring("Id,Email,Record Type\n1,a@x.com,Inbound\n2,a@x.com,Inbound\n3,a@x.com,Outbound\n4,a@x.com,Outbound\n", rules)
    assert [d for (d,) in states(con, "duplicate_of")] == [None, None, None, 3]


def test_within_compares_when_the_leads_were_received(con, bring):
    text = "Id,Email,Date\n1,a@x.com,2026-01-01\n2,a@x.com,2026-01-31\n3,a@x.com,2026-03-02\n4,a@x.com,2025-12-20\n"
    bring(text, EMAIL + 'within = "30d"\n')
    # 3 is 30 days after 2, 60 after 1; 4 is 12 days before 1 and 42 before 2
    assert [d for (d,) in states(con, "duplicate_of")] == [None, 1, 1, 1]
    bring("Id,Email,Date\n5,a@x.com,2026-04-02\n", EMAIL + 'within = "30d"\n', name="b.csv")
    assert states(con, "duplicate_of")[-1] == (None,)


def test_skip_stores_nothing_and_what_is_skipped_is_no_original(con, bring):
    rules = EMAIL + 'on_match = "skip"\n[[duplicate]]\nmatch = ["phone"]\n'
    text = "Id,Email,Phone\n1,a@x.com,\n2,a@x.com,+12125550101\n3,c@x.com,+12125550101\n4,a@x.com,\n"
    summary = bring(text, rules)
    assert leads(con, "external_id") == [("1",), ("3",)]
    assert summary.counts == {"new": 2, "skipped": 2}
    assert [d for (d,) in states(con, "duplicate_of")] == [None, None]
    assert bring(text, rules).counts == {"unchanged": 2, "skipped": 2}


def test_keep_ends_the_search(con, bring):
    rules = EMAIL + 'on_match = "keep"\n[[duplicate]]\nmatch = ["phone"]\n'
    bring("Id,Email,Phone\n1,a@x.com,+12125550101\n2,a@x.com,+12125550101\n3,,+12125550101\n", rules)
    assert [d for (d,) in states(con, "duplicate_of")] == [None, None, 1]


@pytest.mark.parametrize(
    "fields", ['["full_name", "company"]', '["email", "company"]', '["company", "Region"]', '["source", "last_name"]']
)
def test_rules_over_several_fields(con, bring, fields):
    rows = (
        "Id,First Name,Last Name,Company,Email,Source,Region\n"
        "{0}1,Ann,Lee,Acme,a@x.com,Web,North\n{0}2,Ann,LEE ,ACME,A@x.com,web,north\n"
        "{0}3,Ann,,,a@x.com,,\n{0}4,Bob,Roe,Other,b@x.com,Fair,South\n"
    )
    rules = f'[[attribute]]\nname = "Region"\n[[duplicate]]\nmatch = {fields}\n'
    bring(rows.format("a"), rules, source="S")
    assert [d for (d,) in states(con, "duplicate_of")] == [None, 1, None, None]
    bring(rows.format("b"), rules, name="b.csv", source="S")
    assert [d for (d,) in states(con, "duplicate_of")][4:] == [1, 1, None, 4]


def test_a_rule_that_comes_later_sees_the_leads_stored_before_it(con, bring):
    bring("Id,Name,Company\n1,Ann,Acme\n2,Bob,Acme\n")
    bring("Id,Name,Company\n3,ann,ACME\n", '[[duplicate]]\nmatch = ["full_name", "company"]\n', name="b.csv")
    assert [d for (d,) in states(con, "duplicate_of")] == [None, None, 1]


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("update lead_state set owner_id = :ana, waiting = 0", (0, "duplicate")),  # owned and open: its owner is told
        ("update lead_state set owner_id = null", (1, "duplicate")),  # waits: it waits with it
        ("update lead_state set status_id = (select id from status where name = 'Dead'), waiting = 0", (1, None)),
        ("update lead_state set owner_id = :gone, waiting = 0", (1, None)),
        ("update lead_state set owner_id = :away, waiting = 0", (1, None)),
    ],
)
def test_a_linked_duplicate_is_withheld_only_behind_an_open_original(con, bring, statement, state):
    users = {name: add_user(con, name) for name in ("ana", "gone", "away")}
    con.execute("update user set disabled_at = 1 where login = 'gone'")
    con.execute(
        "insert into absence (user_id, starts_at, ends_at, recorded_at) values (?, ?, ?, 0)",
        (users["away"], NOW - 10, NOW + 10),
    )
    bring("Id,Email\n1,a@x.com\n", EMAIL)
    con.execute(statement, users)
    bring("Id,Email\n2,a@x.com\n", EMAIL, name="b.csv")
    assert states(con, "duplicate_of, waiting, hold_code")[1] == (1, *state)


# ---------------------------------------------------------------- gates, classification, scores


def test_gates_hold_and_scores_add_up(con, bring):
    rules = """
[[gate]]
name = "no contact data"
hold_when = { email = { present = false }, phone = { present = false } }
[[classify]]
when = { value = { min = 1000 } }
set = { priority = "high", product = "Big" }
[[score]]
name = "budget"
when = { value = { min = 500 } }
points = 20
[[score]]
name = "urgent"
when = { priority = "high" }
points = 5
"""
    summary = bring("Name,Email,Value\nAnn,a@x.com,1500\nBob,,600\n", rules)
    assert leads(con, "priority, score, score_parts") == [
        (1, 25, '{"budget": 20, "urgent": 5}'),
        (None, 20, '{"budget": 20}'),
    ]
    assert con.execute("select p.name from lead l join product p on p.id = l.product_id").fetchall() == [("Big",)]
    assert states(con, "hold_code, waiting") == [(None, 1), ("gate:no contact data", 1)]
    assert con.execute("select lead_id, code, since from hold").fetchall() == [(2, "gate:no contact data", NOW)]
    assert summary.held == {"no contact data": 1}


def test_a_changed_lead_is_scored_again(con, bring):
    rules = '[[score]]\nname = "budget"\nwhen = { value = { min = 500 } }\npoints = 20\n'
    bring("Id,Value\n1,100\n", rules)
    bring("Id,Value\n1,900\n", rules, name="b.csv")
    assert leads(con, "score, score_parts") == [(20, '{"budget": 20}')]


# ---------------------------------------------------------------- owners and recipients


def test_owner_column_records_passages_of_the_past(con, bring):
    ana = add_user(con, "ana", "Ana Ruiz", "ana@firm.com")
    text = (
        "Name,Owner,Status,Date\nAnn,ana,Working,2026-01-05\nBob,Ana Ruiz,,2026-01-06\n"
        "Eve,ANA@firm.com,Won,2026-01-07\nJo,anna,,2026-01-08\nKim,,,2026-01-09\n"
    )
    summary = bring(text, owner_column="Owner", owned_since="2026-02-01")
    assert summary.rejected == {"unknown-user": 1}
    assert 'did you mean "ana"?' in summary.examples[0].reason
    rows = con.execute(
        "select lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at, system_then, import_id,"
        " ended_at from distribution order by id"
    ).fetchall()
    at = 1_769_904_000
    assert rows == [
        (1, "user", "none", "imported", ana, 1, at, NOW, "attempted", 1, None),
        (2, "user", "none", "imported", ana, 1, at, NOW, "new", 1, None),
        (3, "user", "none", "imported", ana, 1, at, NOW, "closed", 1, None),
    ]
    assert states(con, "owner_id, waiting, open_distribution_id") == [
        (ana, 0, 1),
        (ana, 0, 2),
        (ana, 0, 3),
        (None, 1, None),
    ]


def test_owned_since_may_be_a_column(con, bring):
    add_user(con, "ana")
    text = "Name,Owner,Since,Date\nAnn,ana,2026-02-03,2026-01-05\nBob,ana,,2026-01-06\nEve,ana,never,2026-01-06\n"
    summary = bring(text, owner_column="Owner", owned_since="Since")
    assert con.execute("select distributed_at from distribution order by lead_id").fetchall() == [
        (1_770_076_800,),
        (1_767_657_600,),
    ]
    assert summary.rejected == {"unreadable-date": 1}


def test_recipient_column_names_who_is_to_get_the_lead(con, bring):
    ana = add_user(con, "ana")
    bring("Name,For\nAnn,ana\nBob,\n", recipient_column="For")
    assert states(con, "named_user_id, owner_id, waiting") == [(ana, None, 1), (None, None, 1)]


def test_owners_change_only_when_asked_as_transfers(con, bring):
    ana, bob = add_user(con, "ana"), add_user(con, "bob")
    bring("Id,Owner\n1,ana\n2,\n", owner_column="Owner")
    text = "Id,Owner\n1,bob\n2,bob\n"
    bring(text, owner_column="Owner", name="b.csv")
    assert states(con, "owner_id") == [(ana,), (None,)]
    summary = bring(text, owner_column="Owner", update_owner=True, name="b.csv", now=NOW + 60)
    assert summary.counts == {"changed": 2}
    assert states(con, "owner_id, waiting") == [(bob, 0), (bob, 0)]
    assert con.execute("select lead_id, from_user_id, to_user_id, happened_at from transfer").fetchall() == [
        (1, ana, bob, NOW + 60)
    ]
    passages = con.execute("select lead_id, user_id, end_kind, ended_at from distribution order by id").fetchall()
    assert passages == [(1, ana, "transferred", NOW + 60), (2, bob, None, None)]


# ---------------------------------------------------------------- rejects, dry run, resume


def test_corrected_rejects_import_cleanly(con, bring, tmp_path):
    bring("Id,Name,Date\n1,Ann,2026-01-01\n2,Bob,soon\n3,Eve\n")
    rejects = tmp_path / "leads.rejects.csv"
    assert rejects.stat().st_mode & 0o777 == 0o600
    text = rejects.read_text().replace("soon", "2026-01-02").replace("3,Eve,,", "3,Eve,2026-01-03,")
    summary = bring(text, name="corrected.csv")
    assert summary.counts == {"new": 2}
    assert not summary.rejected
    assert leads(con, "external_id") == [("1",), ("2",), ("3",)]
    assert not (tmp_path / "corrected.rejects.csv").exists()


def test_a_dry_run_leaves_the_database_as_it_is(con, bring, tmp_path):
    bring(TEXT)
    before = dump(con)
    summary = bring(TEXT.replace("Rome", "Bern") + "3,Eve,eve@,Bonn,Workin\n4,Kim,k@x.com,Bonn,Working\n", dry_run=True)
    assert summary.counts == {"new": 1, "changed": 1, "unchanged": 1}
    assert summary.rejected == {"unknown-status": 1}
    assert dump(con) == before
    assert not (tmp_path / "leads.rejects.csv").exists()


def many(n, start=0):
    rows = (f"{i},Name {i},p{i % 50}@x.com,{'soon' if i % 40 == 7 else '2026-01-01'}" for i in range(start, n))
    return "Id,Name,Email,Date\n" + "\n".join(rows) + "\n"


def content(con):
    """Return what matters of the leads: everything but ids of imports."""
    sql = "select l.id, external_id, full_name, email, received_at, import_line, duplicate_of, waiting, hold_code"
    return con.execute(f"{sql} from lead l join lead_state s on s.lead_id = l.id order by l.id").fetchall()


def test_an_interrupted_import_goes_on_where_it_stopped(tmp_path, monkeypatch):
    """Interrupted after every possible number of chunks, the end is the same as uninterrupted."""
    monkeypatch.setattr(frame, "CHUNK", 50)
    path = tmp_path / "leads.csv"
    path.write_text(many(230), "utf-8")
    config = load_text(EMAIL, "test")
    wanted = rejected = None
    for stop in (None, 0, 1, 3, 4):
        db = tmp_path / f"{stop}.db"
        create_database(db, NOW)
        con = connect(db)
        options = LeadOptions(str(path))
        if stop is not None:
            chunks = iter(range(100))
            call = LeadStore.__call__

            def failing(self, *args, call=call, chunks=chunks, stop=stop):
                if next(chunks) == stop:
                    raise KeyboardInterrupt
                call(self, *args)

            with monkeypatch.context() as m:
                m.setattr(LeadStore, "__call__", failing)
                with pytest.raises(KeyboardInterrupt):
                    import_leads(con, options, config, NOW)
            assert con.execute("select finished_at from import").fetchall() == [(None,)]
            assert not (tmp_path / "leads.rejects.csv").exists()
        summary = import_leads(con, options, config, NOW)
        if wanted is None:
            wanted, rejected = (content(con), summary.counts, summary.read, summary.rejected), None
            rejected = (tmp_path / "leads.rejects.csv").read_text()
        else:
            assert (content(con), summary.counts, summary.read, summary.rejected) == wanted
            assert (tmp_path / "leads.rejects.csv").read_text() == rejected
            assert con.execute("select count(*) from import where finished_at is not null").fetchone() == (1,)
        (tmp_path / "leads.rejects.csv").unlink()
        con.close()


def test_an_interrupted_import_refuses_other_options(con, bring, monkeypatch):
    monkeypatch.setattr(frame, "CHUNK", 50)
    call = LeadStore.__call__
    seen = []

    def failing(self, *args):
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt
        call(self, *args)

    with monkeypatch.context() as m:
        m.setattr(LeadStore, "__call__", failing)
        with pytest.raises(KeyboardInterrupt):
            bring(many(200))
    with pytest.raises(ConflictError, match="stopped at line 52") as refused:
        bring(many(200), source="Web")
    assert "leadctl imports undo 1" in (refused.value.hint or "")
    assert bring(many(200)).resumed_at == 52


def test_killed_for_real_and_run_again(tmp_path):
    """kill -9 in the middle of a running import; the next run completes, nothing is lost or doubled."""
    path, db = tmp_path / "leads.csv", tmp_path / "leads.db"
    path.write_text(many(40_000), "utf-8")
    create_database(db, NOW)
    argv = [sys.executable, "-m", "leadctl", "import", "leads", str(path), "--db", str(db), "--now", "2026-03-01"]
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    con = connect(db)
    while child.poll() is None and not con.execute("select count(*) from lead").fetchone()[0]:
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    stored = con.execute("select count(*) from lead").fetchone()[0]
    assert 0 < stored < 39_000
    done = subprocess.run([*argv, "--json"], capture_output=True, check=False, text=True)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["resumed_at_line"] % 5_000 == 2  # whole chunks, and the header
    assert con.execute("select count(*), count(distinct external_id) from lead").fetchone() == (39_000, 39_000)
    assert con.execute("select count(*) from lead_state").fetchone() == (39_000,)
    rejects = list(csv.DictReader((tmp_path / "leads.rejects.csv").read_text().splitlines()))
    assert len(rejects) == 1_000
    con.close()


# ---------------------------------------------------------------- one file or two

CELL = st.sampled_from(["", "a@x.com", "b@x.com", "c@x.com"])
ROW = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    CELL,
    st.sampled_from(["", "+12125550100", "+12125550101"]),
    st.sampled_from(["", "Acme", "Foods"]),
    st.sampled_from(["", "2026-01-01", "2026-01-20", "2026-02-25"]),
    st.sampled_from(["", "New", "Dead"]),
)
RULES = """
[[duplicate]]
match = ["company", "phone"]
on_match = "{0}"
[[duplicate]]
match = ["email"]
within = "30d"
on_match = "{1}"
[[duplicate]]
match = ["full_name", "company"]
"""


@functools.cache
def empty_database():
    """Return a new database in memory, to be copied: making one takes a second."""
    con = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(con)
    seed(con, NOW)
    return con


@settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(ROW, max_size=12),
    st.integers(0, 12),
    st.sampled_from(["link", "skip", "keep"]),
    st.sampled_from(["link", "skip", "keep"]),
)
def test_one_file_or_two_makes_no_difference(tmp_path, rows, cut, first, second):
    config = load_text(RULES.format(first, second), "test")

    def end(parts):
        con = sqlite3.connect(":memory:", isolation_level=None)
        empty_database().backup(con)
        for n, part in enumerate(parts):
            path = tmp_path / f"part{n}.csv"
            with path.open("w", newline="") as file:
                csv.writer(file).writerows([("Id", "Email", "Phone", "Company", "Date", "Status"), *part])
            import_leads(con, LeadOptions(str(path)), config, NOW)
        found = con.execute(
            "select external_id, email, phone, company, received_at, duplicate_of, waiting, hold_code, status_id"
            " from lead l join lead_state s on s.lead_id = l.id order by l.id"
        ).fetchall()
        con.close()
        return found

    assert end([rows]) == end([rows[:cut], rows[cut:]])


def test_the_database_stays_sound(con, bring):
    add_user(con, "ana")
    text = "Id,Email,Owner,Status\n1,a@x.com,ana,New\n2,a@x.com,,Lost\n3,a@x.com,,\n"
    bring(text, EMAIL, owner_column="Owner")
    assert con.execute("pragma foreign_key_check").fetchall() == []
    assert con.execute("pragma integrity_check").fetchone() == ("ok",)
    assert isinstance(con, sqlite3.Connection)
    assert Path("leads.csv").exists()


def test_test_leads_of_an_ad_platform_are_counted_and_left_out(con, bring):
    text = (
        "id,created_time,ad_id,adset_id,form_id,campaign_name,platform,full_name,email,phone_number\n"
        "l:1,2026-01-01T10:00:00+00:00,ag:1,as:1,f:1,Spring,fb,<test lead: dummy data for full_name>,test@meta.com,"
        "<test lead: dummy data for phone>\n"
        "l:2,2026-01-02T10:00:00+00:00,ag:1,as:1,f:1,Spring,fb,Ann Lee,ann@x.com,p:+12125550100\n"
    )
    summary = bring(text, source="Meta")
    assert summary.counts == {"test_leads": 1, "new": 1}
    assert (summary.rejected, summary.warned) == ({}, {})
    assert leads(con, "full_name, phone, received_at") == [("Ann Lee", "+12125550100", 1_767_348_000)]


def test_a_second_address_in_a_cell_goes_to_email2_and_a_second_number_to_mobile(con, bring):
    text = (
        "Name,Email,Phone,Country\n"
        "A,a@x.com; A2@x.com,212-555-0100 / 212-555-0101,US\n"
        "B,b@x.com,212-555-0102,US\n"
        "C,c@x.com;c@x.com,030/1234567,DE\n"
        'D,"bad, d@x.com; d2@x.com; d3@x.com","n/a, 212-555-0103; 212-555-0104",US\n'
    )
    bring(text)
    assert leads(con, "full_name, email, email2, phone, mobile") == [
        ("A", "a@x.com", "a2@x.com", "+12125550100", "+12125550101"),
        ("B", "b@x.com", None, "+12125550102", None),
        ("C", "c@x.com", None, "+49301234567", None),
        ("D", "d@x.com", "d2@x.com", "+12125550103", "+12125550104"),
    ]
    assert leads(con, "email_raw, phone_raw")[0] == ("a@x.com; A2@x.com", "212-555-0100 / 212-555-0101")


def test_a_second_address_never_replaces_one_of_its_own_column(con, bring):
    text = (
        "Name,Email,Email 2,Phone,Mobile\n"
        "A,a@x.com;a2@x.com,own@x.com,212-555-0100;212-555-0101,212-555-0199\n"
        "B,b@x.com;b2@x.com,,212-555-0102;212-555-0103,\n"
    )
    bring(text)
    assert leads(con, "email2, mobile") == [("own@x.com", "+12125550199"), ("b2@x.com", "+12125550103")]


def test_an_owner_since_an_earlier_day_gets_the_work_he_did_since_then(con, bring):
    add_user(con, "ana")
    bring("Id,Name\n1,A\n", source="CRM")
    lead = con.execute("select id from lead").fetchone()[0]
    for at in (NOW - 5 * DAY, NOW - DAY):
        activities.insert(con, NewActivity(lead, 1, "action", "call", at, at, "test"))
    activities.settle(con, [lead], NOW)
    since = "2026-01-01" if NOW > 1_767_300_000 else "2000-01-01"
    bring("Id,Name,Owner\n1,A,ana\n", source="CRM", owner_column="Owner", update_owner=True, owned_since=since)
    assert con.execute("select owner_id from lead_state").fetchone() == (1,)
    assert verify(con, NOW).differences == ()


def test_a_numeric_date_far_down_is_read_in_the_order_of_the_whole_column(con, bring):
    """The first rows have no such date: the order is settled when the first one comes, by all of them."""
    plain = "".join(f"{n},2026-01-02 03:04:05\n" for n in range(600))
    bring(f"Id,Created\n{plain}a,03/04/2026\nb,25/12/2025\n", "timezone = 'UTC'")
    days = leads(con, "external_id, date(received_at, 'unixepoch')", "external_id in ('a', 'b')")
    assert days == [("a", "2026-04-03"), ("b", "2025-12-25")]
    assert leads(con, "count(distinct received_at)") == [(3,)]


def test_doubt_about_a_date_far_down_is_told(bring):
    plain = "".join(f"{n},2026-01-02\n" for n in range(600))
    summary = bring(f"Id,Created\n{plain}a,03/04/2025\n")
    assert any("03/04/2025" in note and "--dayfirst" in note for note in summary.notes)
