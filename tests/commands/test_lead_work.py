"""The commands of work: one line of what changed, the same as JSON, and clear refusals that write nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from leadctl.engine.passages import give
from tests.builders import add_lead, add_users

NOW = 1_772_355_600  # 2026-03-01 09:00 UTC


@pytest.fixture
def leads(con: sqlite3.Connection) -> dict[str, int]:
    """Lead 1 of ana; lead 2 of nobody; lead 3 a duplicate of lead 1."""
    ana, bob = add_users(con, "ana bob")
    add_lead(con, external_id="L1", email="kim@example.com")
    add_lead(con, external_id="L2")
    add_lead(con, external_id="L3", state={"duplicate_of": 1, "hold_code": "duplicate", "waiting": 0})
    give(con, 1, ana, NOW - 7200, "boss")
    return {"ana": ana, "bob": bob}


def dump(con: sqlite3.Connection) -> list[str]:
    return sorted(con.iterdump())


def test_each_command_prints_one_line_of_what_changed(leadctl, leads):
    lines = {
        ("action", "L1", "call", "--user", "ana", "--at", "2026-03-01 08:00"): (
            "lead 1: call by ana at 2026-03-01 08:00 UTC [activity 1]"
        ),
        ("status", "kim@example.com", "contacted", "--user", "Ana"): (
            "lead 1: status New -> Contacted by ana at 2026-03-01 09:00 UTC [activity 2]"
        ),
        ("action", "1", "email", "--user", "ana", "--status", "Closed"): (
            "lead 1: email, status Contacted -> Closed by ana at 2026-03-01 09:00 UTC [activity 3, activity 4]"
        ),
        ("note", "L1", "call back", "--user", "ana"): "lead 1: note by ana at 2026-03-01 09:00 UTC [activity 5]",
        ("appointment", "L1", "--user", "ana", "--starts", "2026-03-04 10:00", "--for", "bob"): (
            "lead 1: appointment for bob on 2026-03-04 10:00 UTC by ana at 2026-03-01 09:00 UTC [activity 6]"
        ),
        ("value", "L1", "12,500.50", "--user", "ana", "--name", "roof"): (
            "lead 1: value of roof 12,500.50 by ana at 2026-03-01 09:00 UTC"
        ),
        ("touch", "L1", "email_opened"): "lead 1: touch email_opened at 2026-03-01 09:00 UTC",
        ("give", "L2", "--to", "bob"): "lead 2: given to bob",
        ("transfer", "L1", "--to", "bob", "--reason", "full"): "lead 1: transferred to bob, was ana",
        ("void", "4", "--reason", "not sold"): "activity 4 (status Closed) of lead 1 is void; status now Contacted",
    }
    for words, line in lines.items():
        result = leadctl("lead", *words)
        assert (result.code, result.out, result.err) == (0, line + "\n", ""), words


def test_json_names_everything_by_key(leadctl, leads):
    told = json.loads(leadctl("lead", "action", "L1", "call", "--user", "ana", "--status", "Contacted", "--json").out)
    assert told == {
        "lead_id": 1,
        "named_lead_id": 1,
        "user": "ana",
        "at": "2026-03-01T09:00:00+00:00",
        "activity_ids": [1, 2],
        "distribution_id": 1,
        "accepted_offer": None,
        "from_status": "New",
        "to_status": "Contacted",
    }
    given = json.loads(leadctl("lead", "transfer", "L1", "--to", "bob", "--json").out)
    assert given == {"lead_id": 1, "owner": "bob", "former_owner": "ana", "distribution_id": 2}
    assert json.loads(leadctl("lead", "touch", "L1", "x", "--json").out)["touch"] == "x"
    assert json.loads(leadctl("lead", "void", "1", "--reason", "x", "--json").out)["status"] == "Contacted"
    assert json.loads(leadctl("lead", "value", "L1", "5", "--user", "ana", "--json").out)["value"] == 500


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("action", "L1", "call", "--user", "anna"), 4, 'did you mean "ana"?'),
        (("status", "L1", "Contactd", "--user", "ana"), 4, 'did you mean "Contacted"?'),
        (("status", "L1", "New", "--user", "ana"), 4, "already"),
        (("action", "L9", "call", "--user", "ana"), 4, 'no lead "L9"'),
        (("action", "L1", "call", "--user", "ana", "--at", "2026-03-01 09:01"), 2, "future"),
        (("action", "L1", "call", "--user", "ana", "--at", "tomorrow"), 2, "future"),
        (("action", "L1", "call", "--user", "ana", "--at", "someday"), 2, "is not a time"),
        (("value", "L1", "much", "--user", "ana"), 2, "is not an amount"),
        (("transfer", "L2", "--to", "bob"), 4, "no owner"),
        (("give", "L1", "--to", "ana"), 4, "already"),
        (("void", "77", "--reason", "x"), 4, "no activity 77"),
        (("void", "77"), 2, "--reason"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(leadctl, con, leads, words, code, says):
    before = dump(con)
    result = leadctl("lead", *words)
    assert result.code == code
    assert says in result.err
    assert result.out == ""
    assert dump(con) == before


def test_today_as_a_date_is_now_and_another_day_its_last_second(leadctl, con, leads):
    leadctl("lead", "action", "L1", "call", "--user", "ana", "--at", "2026-03-01")
    leadctl("lead", "action", "L1", "call", "--user", "ana", "--at", "yesterday")
    assert con.execute("select happened_at from activity order by id").fetchall() == [(NOW,), (NOW - 9 * 3600 - 1,)]


def test_work_on_a_duplicate_says_that_it_went_to_the_original(leadctl, con, leads):
    result = leadctl("lead", "action", "L3", "call", "--user", "ana")
    assert result.out.startswith("lead 1: call")
    assert "lead 3 is a duplicate of lead 1" in result.err
    assert con.execute("select lead_id, distribution_id from activity").fetchall() == [(1, 1)]


def test_who_typed_it_is_kept_beside_who_did_it(leadctl, con, leads):
    leadctl("lead", "action", "L1", "call", "--user", "ana")
    assert con.execute("select user_id, recorded_by from activity").fetchall() == [(leads["ana"], "tester")]


def test_a_gift_takes_the_work_already_done_at_that_second(leadctl, con, leads):
    leadctl("lead", "action", "L2", "call", "--user", "bob")
    leadctl("lead", "give", "L2", "--to", "bob")
    assert con.execute("select distribution_id from activity").fetchall() == [(2,)]
    assert con.execute("select actions from distribution where id = 2").fetchall() == [(1,)]


def test_what_is_empty_or_to_come_is_no_work_and_times_are_local(leadctl, leads):
    Path("leadctl.toml").write_text('timezone = "America/New_York"\n', "utf-8")
    assert leadctl("config", "apply", "leadctl.toml").code == 0
    future = leadctl("lead", "action", "L1", "call", "--user", "ana", "--at", "2030-01-01")
    assert future.code == 2
    assert "2030-01-01 23:59 EST lies in the future (now is 2026-" in future.err
    for line in (["note", "L1", " ", "--user", "ana"], ["touch", "L1", " "], ["find", " "]):
        assert leadctl("lead", *line).code == 2


def test_a_lead_is_worth_nothing_at_the_least(leadctl, leads, con):
    refused = leadctl("lead", "value", "L1", "(5)", "--user", "ana")
    assert refused.code == 2
    assert '"(5)" is negative' in refused.err
    Path("o.csv").write_text("lead,amount\nL1,-5\nL1,0\n", "utf-8")
    told = leadctl("import", "opportunities", "o.csv")
    assert (told.code, 'rejected: o.csv:2: "-5" is negative' in told.err) == (1, True)
    assert con.execute("select amount from opportunity").fetchall() == [(0,)]


def test_a_rejected_passage_is_told_once_and_answers_are_named(leadctl, leads):
    Path("d.csv").write_text(
        "lead,user,time,answer,reason\nL2,bob,2026-02-01,rejected,far\nL2,bob,2026-02-02,huh,\n", "utf-8"
    )
    told = leadctl("import", "distributions", "d.csv")
    assert '"huh" is no answer; write one of accepted, rejected, expired, pending, auto' in told.err
    page = leadctl("lead", "show", "L2").out
    assert "rejected (far) 2026-02-01" in page
    assert page.count("rejected") == 1


def test_giving_a_lead_that_a_gate_keeps_says_so(leadctl, con):
    add_users(con, "ana")
    Path("rules.toml").write_text(
        '[[gate]]\nname = "asked not to be called"\nhold_when = { do_not_contact = true }\n', "utf-8"
    )
    assert leadctl("config", "apply", "rules.toml").code == 0
    assert leadctl("lead", "add", "--email", "kim@example.com", "--set", "do_not_contact=true").code == 0
    given = leadctl("lead", "give", "1", "--to", "ana", "--quiet")
    assert given.code == 0
    assert given.err == 'warning: lead 1 was kept out by the gate "asked not to be called"; leadctl lead show 1\n'
