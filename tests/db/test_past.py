"""What is written for one chunk or one lead must not cost what the whole file holds."""

from __future__ import annotations

import re
import sqlite3

import pytest

from leadctl.db import activities, attribution, milestones, past, past_passages
from leadctl.db.migrate import migrate

STATEMENTS = {
    "milestones.passages": milestones.PASSAGES_OF_LEADS_SQL,
    "milestones.sums": milestones.SUMS_SQL,
    "milestones.contacted": milestones.CONTACTED_SQL,
    "milestones.reached": milestones.REACHED_SQL,
    "milestones.again": milestones.AGAIN_SQL,
    "milestones.store": milestones.STORE_SQL,
    "attribution.find": attribution.FIND_SQL,
    "attribution.move": attribution.MOVE_SQL,
    "activities.chain": activities.CHAIN_SQL,
    "activities.state": activities.STATE_SQL,
    "activities.linked": activities.WITH_LINKED_SQL,
    "past.store": past.STORE_SQL,
    "past.from_first": past.FROM_FIRST_SQL,
    "past.changed": past.CHANGED_LEADS_SQL,
    "past.worked": past.WORKED_PASSAGES_SQL,
    "past.last_work": past.LAST_WORK_SQL,
    "past.system_then": past.SYSTEM_THEN_SQL,
    "past.accepted": past.ACCEPTED_SQL,
    "past_passages.store": past_passages.STORE_SQL,
    "past_passages.system_then": past_passages.SYSTEM_THEN_SQL,
    "past_passages.close": past_passages.CLOSE_SQL,
    "past_passages.open": past_passages.OPEN_SQL,
    "past_passages.holders": past_passages.HOLDERS_SQL,
    "past_passages.new_leads": past_passages.NEW_LEADS_SQL,
}
BIG = re.compile(r"SCAN (activity|distribution|lead|lead_state|a|d|s|l|e)\b(?!.*rowid)")
HARMLESS = {
    "past.store": "SCAN a",  # the temporary table
    "past_passages.store": "SCAN lead_state",  # a foreign key check that runs only after a violation
}


@pytest.fixture(scope="module")
def empty():
    """A migrated database with the temporary tables."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    migrate(con)
    for sql in (milestones.LEADS_SQL, milestones.PASSAGES_SQL, milestones.WORKED_SQL, attribution.MOVED_SQL):
        con.execute(sql)
    con.execute(past.STAGE_SQL)
    con.execute(past_passages.STAGE_SQL)
    yield con
    con.close()


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_walks_a_big_table(empty, name):
    values = {"now": 1, "before": 1, "import_id": 1}
    plan = [row[3] for row in empty.execute(f"explain query plan {STATEMENTS[name]}", values)]
    assert plan
    assert [line for line in plan if BIG.search(line) and line != HARMLESS.get(name)] == []
