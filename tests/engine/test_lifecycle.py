"""Work on a lead: what is written, what follows from it, what is refused."""

from __future__ import annotations

import sqlite3

import pytest

from leadctl.db import activities, attribution
from leadctl.db.connection import immediate
from leadctl.engine import lifecycle as life
from leadctl.engine.passages import give
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import add_lead, add_user, add_users

NOW = 1_772_355_600
HOUR = 3600


@pytest.fixture
def owned(con):
    """A lead that ana got two hours ago, and the two users."""
    ana, bob = add_users(con, "ana bob")
    lead = add_lead(con, received_at=NOW - 10 * HOUR)
    give(con, lead, ana, NOW - 2 * HOUR, "boss")
    return lead, ana, bob


def kept(con: sqlite3.Connection, *columns: str, passage: int = 1):
    return con.execute(f"select {', '.join(columns)} from distribution where id = ?", (passage,)).fetchone()


def state_of(con: sqlite3.Connection, lead: int):
    return con.execute(
        "select s.name, l.status_since, l.waiting, l.last_work_at from lead_state l join status s on s.id = l.status_id"
        " where l.lead_id = ?",
        (lead,),
    ).fetchone()


def right(con: sqlite3.Connection) -> bool:
    return activities.differences(con) == [] and attribution.differences(con) == []


def count(con: sqlite3.Connection) -> int:
    return con.execute("select count(*) from activity").fetchone()[0]


def test_an_action_and_a_status_at_one_time_are_a_contact(con, owned):
    lead, ana, _ = owned
    done = life.add_action(con, lead, ana, NOW, NOW, "shell", name="call", note="hi", status="contacted")
    assert (done.from_status, done.to_status, done.distribution_id) == ("New", "Contacted", 1)
    assert kept(con, "first_action_at", "contacted_at", "reached_at", "actions", "status_changes") == (
        NOW, NOW, NOW, 1, 1,
    )  # fmt: skip
    assert state_of(con, lead) == ("Contacted", NOW, 0, NOW)
    rows = con.execute("select kind, name, note, recorded_by, happened_at from activity order by id").fetchall()
    assert rows == [("action", "call", "hi", "shell", NOW), ("status", None, None, "shell", NOW)]
    assert right(con)


def test_an_older_fact_does_not_overwrite_a_newer_one(con, owned):
    lead, ana, _ = owned
    life.change_status(con, lead, ana, NOW, NOW, "shell", status="Closed")
    done = life.change_status(con, lead, ana, NOW - HOUR, NOW, "shell", status="Attempted")
    assert done.from_status == "New"
    assert state_of(con, lead)[:2] == ("Closed", NOW)
    chain = con.execute("select from_system, to_system from activity order by happened_at").fetchall()
    assert chain == [("new", "attempted"), ("attempted", "closed")]
    assert right(con)


def test_the_same_status_again_writes_nothing(con, owned):
    lead, ana, _ = owned
    life.change_status(con, lead, ana, NOW, NOW, "shell", status="Contacted")
    with pytest.raises(ConflictError, match="already"):
        life.add_action(con, lead, ana, NOW, NOW, "shell", name="call", status="Contacted")
    assert count(con) == 1


def test_unknown_names_and_future_times_are_refused_and_nothing_is_written(con, owned):
    lead, ana, _ = owned
    with pytest.raises(NotFoundError, match='did you mean "Contacted"'):
        life.change_status(con, lead, ana, NOW, NOW, "shell", status="Contactd")
    with pytest.raises(UsageError, match="future"):
        life.add_action(con, lead, ana, NOW + 1, NOW, "shell", name="call")
    with pytest.raises(NotFoundError, match="no lead 99"):
        life.add_action(con, 99, ana, NOW, NOW, "shell", name="call")
    with pytest.raises(NotFoundError, match="no user 99"):
        life.add_action(con, lead, 99, NOW, NOW, "shell", name="call")
    with pytest.raises(UsageError, match="needs a name"):
        life.add_action(con, lead, ana, NOW, NOW, "shell", name="  ")
    assert count(con) == 0


def test_a_disabled_user_records_only_what_he_did_before(con, owned):
    lead, ana, _ = owned
    con.execute("insert into user_disabled (user_id, valid_from) values (?, ?)", (ana, NOW - HOUR))
    with pytest.raises(ConflictError, match="disabled"):
        life.add_action(con, lead, ana, NOW, NOW, "shell", name="call")
    life.add_action(con, lead, ana, NOW - HOUR - 1, NOW, "shell", name="call")
    assert kept(con, "actions") == (1,)


def test_closing_and_reopening_keep_waiting_right(con):
    ana = add_user(con, "ana")
    lead = add_lead(con)
    life.change_status(con, lead, ana, NOW - 5, NOW, "shell", status="Dead")
    assert state_of(con, lead)[2] == 0
    life.change_status(con, lead, ana, NOW, NOW, "shell", status="Attempted")
    assert state_of(con, lead)[2] == 1
    assert con.execute("select distribution_id from activity").fetchall() == [(None,), (None,)]


def test_closing_an_original_frees_its_duplicates_and_reopening_withholds_them(con, owned):
    lead, ana, _ = owned
    twin = add_lead(con, state={"duplicate_of": lead, "hold_code": "duplicate", "waiting": 0})
    life.change_status(con, lead, ana, NOW - 9, NOW, "shell", status="Contacted")
    assert state_of(con, twin)[2] == 0
    life.change_status(con, lead, ana, NOW - 8, NOW, "shell", status="Closed")
    assert state_of(con, twin)[2] == 1
    life.change_status(con, lead, ana, NOW - 7, NOW, "shell", status="Contacted")
    assert state_of(con, twin)[2] == 0


def test_work_typed_on_a_linked_duplicate_goes_to_its_open_original(con, owned):
    lead, ana, _ = owned
    twin = add_lead(con, state={"duplicate_of": lead, "hold_code": "duplicate", "waiting": 0})
    done = life.add_action(con, twin, ana, NOW, NOW, "shell", name="call")
    assert (done.lead_id, done.asked, done.distribution_id) == (lead, twin, 1)
    life.change_status(con, lead, ana, NOW, NOW, "shell", status="Dead")
    assert life.add_action(con, twin, ana, NOW, NOW, "shell", name="call").lead_id == twin


def test_the_first_action_accepts_a_pending_offer(con):
    ana, bob = add_users(con, "ana bob")
    lead = add_lead(con)
    for number, user in ((1, ana), (2, bob)):
        con.execute(
            "insert into distribution (id, lead_id, level, mode, origin, shared, user_id, account_id, distributed_at,"
            " recorded_at, offered, expires_at, system_then, record_type_id)"
            " values (?, ?, 'user', 'push', 'engine', 1, ?, 1, ?, 0, 1, ?, 'new', 1)",
            (number, lead, user, NOW - 60, NOW + 60),
        )
    done = life.add_action(con, lead, ana, NOW, NOW, "shell", name="call")
    assert done.accepted == 1
    assert kept(con, "accepted_at", "shared", "ended_at") == (NOW, 0, None)
    assert kept(con, "accepted_at", "end_kind", passage=2) == (None, "lost")
    assert con.execute("select owner_id, open_distribution_id, waiting from lead_state").fetchone() == (ana, 1, 0)


def test_an_overdue_offer_is_not_accepted_by_late_work(con):
    ana = add_user(con, "ana")
    lead = add_lead(con)
    con.execute(
        "insert into distribution (id, lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " offered, expires_at, record_type_id) values (1, ?, 'user', 'push', 'engine', ?, 1, ?, 0, 1, ?, 1)",
        (lead, ana, NOW - 60, NOW - 1),
    )
    assert life.add_action(con, lead, ana, NOW, NOW, "shell", name="call").accepted is None


def test_after_a_transfer_the_old_holder_s_work_still_counts_for_his_passage(con, owned):
    lead, ana, bob = owned
    moved = life.transfer(con, lead, bob, NOW - HOUR, "boss", reason="full")
    assert (moved.former_owner_id, moved.distribution_id) == (ana, 2)
    assert life.add_action(con, lead, ana, NOW, NOW, "shell", name="call").distribution_id == 1
    assert life.add_action(con, lead, bob, NOW, NOW, "shell", name="call").distribution_id == 2
    assert kept(con, "end_kind", "actions") == ("transferred", 1)
    assert kept(con, "again", "actions", passage=2) == (1, 1)
    assert con.execute("select from_user_id, to_user_id, reason, actor from transfer").fetchall() == [
        (ana, bob, "full", "boss")
    ]
    assert right(con)


def test_only_an_owned_lead_is_transferred(con):
    ana = add_user(con, "ana")
    with pytest.raises(ConflictError, match="no owner"):
        life.transfer(con, add_lead(con), ana, NOW, "boss")


def test_a_voided_change_is_as_if_it_had_not_been(con, owned):
    lead, ana, _ = owned
    life.add_action(con, lead, ana, NOW - 90, NOW, "shell", name="call")
    wrong = life.change_status(con, lead, ana, NOW - 60, NOW, "shell", status="Attempted")
    life.change_status(con, lead, ana, NOW - 30, NOW, "shell", status="Contacted")
    assert kept(con, "contacted_at", "reached_at", "status_changes") == (NOW - 60, NOW - 30, 2)
    done = life.void(con, wrong.activity_ids[0], NOW, "boss", reason="typo")
    assert (done.lead_id, done.status, done.name) == (lead, "Contacted", "Attempted")
    assert kept(con, "contacted_at", "reached_at", "status_changes") == (NOW - 30, NOW - 30, 1)
    assert con.execute("select from_system from activity where voided_at is null and kind = 'status'").fetchall() == [
        ("new",)
    ]
    assert con.execute("select voided_at, voided_by, void_reason from activity where id = ?", wrong.activity_ids) \
        .fetchone() == (NOW, "boss", "typo")  # fmt: skip
    assert right(con)
    with pytest.raises(ConflictError, match="typo"):
        life.void(con, wrong.activity_ids[0], NOW, "boss", reason="again")
    with pytest.raises(UsageError, match="reason"):
        life.void(con, 1, NOW, "boss", reason=" ")
    with pytest.raises(NotFoundError):
        life.void(con, 99, NOW, "boss", reason="x")


def test_voiding_the_only_change_brings_the_first_status_back(con, owned):
    lead, ana, _ = owned
    done = life.change_status(con, lead, ana, NOW, NOW, "shell", status="Closed")
    life.void(con, done.activity_ids[0], NOW, "boss", reason="x")
    assert state_of(con, lead) == ("New", NOW - 10 * HOUR, 0, None)
    assert right(con)


def test_an_appointment_a_note_a_value_and_a_touch(con, owned):
    lead, ana, bob = owned
    life.add_appointment(con, lead, ana, NOW, NOW, "shell", starts_at=NOW + HOUR, for_user_id=bob, note="demo")
    life.add_note(con, lead, ana, NOW, NOW, "shell", text="liked it")
    life.set_value(con, lead, ana, NOW - 5, NOW, amount=100)
    life.set_value(con, lead, ana, NOW, NOW, amount=250, key="second")
    life.add_touch(con, lead, NOW, NOW, name="email_opened")
    assert kept(con, "appointments", "actions", "first_worked_at") == (1, 1, NOW)
    assert con.execute("select kind, for_user_id, starts_at, note from activity order by id").fetchall() == [
        ("appointment", bob, NOW + HOUR, "demo"),
        ("action", None, None, "liked it"),
    ]
    assert con.execute("select key, amount from opportunity order by id").fetchall() == [("", 100), ("second", 250)]
    assert con.execute("select kind, name, happened_at from touch").fetchall() == [("marketing", "email_opened", NOW)]


def test_a_lead_taken_back_gets_no_work(con, owned):
    lead, ana, _ = owned
    with immediate(con):
        con.execute("update lead set undone_at = 1")
    with pytest.raises(ConflictError, match="taken back"):
        life.add_action(con, lead, ana, NOW, NOW, "shell", name="call")
