"""leadctl history: every fact of a lead in order, as a table and as JSON."""

from __future__ import annotations

import json
import sqlite3

import pytest

from leadctl.clock import iso
from tests.builders import add_lead, add_strategy, add_users

NOW = 1_772_355_600  # 2026-03-01 09:00 UTC


@pytest.fixture
def told(leadctl, con: sqlite3.Connection):
    """A lead with a bit of everything, told by history."""
    ana, _ = add_users(con, "ana bob")
    strategy = add_strategy(con, "East", {ana: 1})
    con.execute(
        "insert into import (kind, file, sha256, started_at, finished_at) values ('leads', 'fair.csv', 'x', 1, 1)"
    )
    add_lead(con, received_at=NOW - 90_000, external_id="L1", import_id=1, import_line=7)
    con.execute("update lead set imported_at = ?", (NOW - 80_000,))
    con.execute(
        "insert into distribution (lead_id, level, mode, origin, strategy_id, user_id, account_id, distributed_at,"
        " recorded_at, offered, rejected_at, reject_reason, ended_at, end_kind, record_type_id)"
        " values (1, 'user', 'push', 'engine', ?, ?, 1, ?, ?, 1, ?, 'too far', ?, 'rejected', 1)",
        (strategy, ana, NOW - 70_000, NOW - 70_000, NOW - 69_000, NOW - 69_000),
    )
    con.execute(
        "insert into lead_change (lead_id, field, old, new, recorded_at) values (1, 'city', null, 'Ulm', ?)",
        (NOW - 65_000,),
    )
    steps = [
        ("give", "L1", "--to", "ana"),
        ("action", "L1", "call", "--user", "ana", "--note", "rang", "--status", "Contacted"),
        ("appointment", "L1", "--user", "ana", "--starts", "2026-03-04 10:00", "--for", "bob"),
        ("value", "L1", "1200", "--user", "ana"),
        ("touch", "L1", "email_opened"),
        ("transfer", "L1", "--to", "bob", "--reason", "full"),
        ("void", "2", "--reason", "typo"),
    ]  # fmt: skip
    for step, words in enumerate(steps):
        result = leadctl("lead", *words, now=NOW + step)
        assert result.code == 0, result
    return leadctl


def test_every_fact_stands_in_its_order_with_its_actor(told):
    events = json.loads(told("history", "L1", "--json").out)["events"]
    assert [(e["kind"], e["text"], e["actor"], ref(e)) for e in events] == [
        ("received", "enquiry received, status New", None, None),
        ("imported", "imported from fair.csv, line 7", None, "import 1"),
        ("passage", 'offered to ana (engine, push) by strategy "East"', None, "passage 1"),
        ("answer", "rejected by ana: too far", "ana", "passage 1"),
        ("changed", "city: (none) -> Ulm", None, None),
        ("passage", "given to ana (manual) by hand", "tester", "passage 2"),
        ("action", "call: rang [leadctl, passage 2]", "ana", "activity 1"),
        ("status", "status New -> Contacted [leadctl, void]", "ana", "activity 2"),
        ("appointment", "appointment for bob on 2026-03-04 10:00 UTC [leadctl, passage 2]", "ana", "activity 3"),
        ("value", "value 1,200.00", "ana", None),
        ("touch", "email_opened [marketing]", None, None),
        ("transfer", "transferred from ana to bob: full", "tester", None),
        ("end", "ana: ended: transferred", None, "passage 2"),
        ("passage", "given to bob (manual) by hand", "tester", "passage 3"),
        ("void", "activity 2 voided: typo", "tester", "activity 2"),
    ]
    assert events[5]["at"] == iso(NOW)


def test_the_table_shows_local_times(told):
    result = told("history", "L1", "--tz", "America/New_York")
    assert result.code == 0
    assert "2026-03-01 04:00 EST" in result.out
    assert result.out.count("\n") == 17
    assert told("history", "L9").code == 4
    assert 'did you mean "America/New_York"' in told("history", "L1", "--tz", "America/NewYork").err


def ref(event):
    """Return what an event of `history --json` refers to, as the table shows it."""
    names = {"import_id": "import", "distribution_id": "passage", "activity_id": "activity"}
    return next((f"{word} {event[key]}" for key, word in names.items() if key in event), None)


def test_work_stands_before_the_end_that_it_caused_in_the_same_second(leadctl, con: sqlite3.Connection):
    (ana,) = add_users(con, "ana")
    add_lead(con, received_at=NOW - 90)
    con.execute(
        "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " ended_at, end_kind, record_type_id) values (1, 'user', 'pull', 'manual', ?, 1, ?, ?, ?, 'released', 1)",
        (ana, NOW - 60, NOW - 60, NOW),
    )
    con.execute(
        "insert into activity (lead_id, user_id, kind, name, happened_at, recorded_at, distribution_id, origin)"
        " values (1, ?, 'action', 'call', ?, ?, 1, 'leadctl')",
        (ana, NOW, NOW),
    )
    events = json.loads(leadctl("history", "1", "--json").out)["events"]
    assert [e["kind"] for e in events][-2:] == ["action", "end"]
