"""Importing a CRM's past: who did it, when, what counts twice, what is refused, and who holds the lead afterwards."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from leadctl.clock import to_epoch
from leadctl.config import load_text
from leadctl.db import activities, attribution, past, past_passages
from leadctl.db.connection import immediate
from leadctl.engine import lifecycle
from leadctl.engine.history_import.activities import import_activities
from leadctl.engine.history_import.common import PastOptions
from leadctl.engine.history_import.distributions import import_distributions
from leadctl.engine.history_import.opportunities import import_opportunities
from leadctl.engine.history_import.touches import import_touches
from leadctl.engine.passages import give
from tests.builders import add_lead, add_strategy, add_user, add_users

NOW = 1_772_355_600  # 2026-03-01 09:00 UTC
RUNS = {
    "activities": import_activities,
    "touches": import_touches,
    "opportunities": import_opportunities,
    "distributions": import_distributions,
}


def utc(text: str) -> int:
    from datetime import datetime

    return to_epoch(datetime.fromisoformat(text), "UTC")


@pytest.fixture
def bring(con: sqlite3.Connection, tmp_path: Path):
    """Return run(kind, text, **options) -> summary; the rejects file is `past.rejects.csv`."""

    def run(kind: str, text: str, now: int = NOW, flags: dict | None = None, rules: str = "", **options):
        path = tmp_path / "past.csv"
        path.write_text(text, "utf-8")
        config = load_text(rules, "test")
        return RUNS[kind](con, PastOptions(str(path), flags=flags or {}, **options), config, now)

    return run


@pytest.fixture
def people(con: sqlite3.Connection) -> dict[str, int]:
    """Users ana and bob; leads L1 to L3, L1 with an e-mail and a phone."""
    ana, bob = add_users(con, "ana bob")
    leads = {
        "L1": add_lead(con, external_id="L1", email="kim@example.com", phone="+12015550123"),
        "L2": add_lead(con, external_id="L2"),
        "L3": add_lead(con, external_id="L3"),
    }
    return {"ana": ana, "bob": bob, **leads}


def right(con: sqlite3.Connection) -> bool:
    found = activities.differences(con) + attribution.differences(con)
    assert found == []
    return True


def all_of(con: sqlite3.Connection, sql: str):
    return con.execute(sql).fetchall()


# ---------------------------------------------------------------- activities


def test_a_row_with_a_user_is_his_work_and_one_without_is_a_touch(con, bring, people):
    give(con, people["L1"], people["ana"], utc("2026-02-01"), "boss")
    done = bring(
        "activities",
        "Activity ID,Lead ID,Owner,Type,Date,New Status,Notes\n"
        "A1,L1,ana,Call,2026-02-02 10:00,,rang\n"
        "A2,L1,ANA@example.com,,2026-02-02 10:05,Contacted,\n"
        "A3,L2,,Email,2026-02-03 08:00,,hello\n"
        "A4,L2,bob,Appointment,2026-02-04,,\n",
    )
    con.execute("update user set email = 'ana@example.com' where login = 'ana'")
    assert done.rejected == {"unknown-user": 1}
    again = bring(
        "activities",
        "Activity ID,Lead ID,Owner,Type,Date,New Status,Notes\n"
        "A1,L1,ana,Call,2026-02-02 10:00,,rang\n"
        "A2,L1,ANA@example.com,,2026-02-02 10:05,Contacted,\n",
    )
    assert (done.counts, again.counts) == ({"new": 3, "touches_of_nobody": 1}, {"new": 1, "unchanged": 1})
    columns = "kind, name, user_id, distribution_id, note, origin"
    assert all_of(con, f"select {columns} from activity order by external_id") == [
        ("action", "Call", people["ana"], 1, "rang", "crm"),
        ("status", None, people["ana"], 1, None, "crm"),
        ("appointment", None, people["bob"], None, None, "crm"),
    ]  # fmt: skip
    assert all_of(con, "select lead_id, kind, name from touch") == [(people["L2"], "crm", "Email")]
    assert all_of(con, "select actions, status_changes, contacted_at from distribution") == [
        (1, 1, utc("2026-02-02 10:05"))
    ]
    assert right(con)


def test_the_same_export_twice_adds_nothing_with_and_without_ids(con, bring, people):
    keyed = "id,lead,user,type,date\n1,L1,ana,Call,2026-02-02\n2,L1,ana,Call,2026-02-02\n"
    bare = "lead,user,type,date\nL2,ana,Call,2026-02-02\nL2,,Mail,2026-02-02\nL2,ana,Call,2026-02-02\n"
    first = [bring("activities", keyed).counts, bring("activities", bare).counts]
    assert first == [{"new": 2}, {"new": 2, "touches_of_nobody": 1, "unchanged": 1}]
    again = bring("activities", bare)
    assert again.counts == {"unchanged": 3}
    assert again.imported_before is not None
    assert bring("activities", keyed).counts == {"unchanged": 2}
    assert right(con)


def test_a_date_counts_as_the_last_second_of_its_local_day_and_today_as_now(con, bring, people):
    rules = 'timezone = "America/New_York"\n'
    text = "id,lead,user,type,date\n1,L1,ana,Call,2026-02-27\n2,L1,ana,Call,2026-03-01\n3,L1,ana,Call,2026-03-02\n"
    done = bring("activities", text, rules=rules)
    assert done.rejected == {"future-time": 1}
    assert all_of(con, "select happened_at from activity order by id") == [(utc("2026-02-28 04:59:59"),), (NOW,)]


def test_planned_work_is_skipped_unless_asked_for_and_crm_rows_of_nobody_stay_touches(con, bring, people):
    text = (
        "ActivityID,LeadID,ActivityType,Subject,DueDate,Completed,Notes,Assigned To\n"
        "1,L1,Call,Hello,2026-02-02,False,,ana\n"
        "2,L1,Call,Hello,2026-02-02,True,said yes,ana\n"
        "3,L1,Call,Hello,2026-02-02,False,,\n"
        "4,L1,Call,Hello,2026-04-02,False,,\n"
    )
    done = bring("activities", text)
    assert done.counts == {"new": 2, "touches_of_nobody": 1, "not_completed_skipped": 2}
    assert all_of(con, "select external_id, note from activity") == [("2", "Hello: said yes")]
    assert bring("activities", text, include_open=True).counts["new"] == 1


def test_a_status_column_of_an_activity_is_its_own_state_or_the_lead_s(con, bring, people):
    text = (
        "id,lead,user,type,date,status\n"
        "1,L1,ana,Call,2026-02-02,Completed\n"
        "2,L1,ana,Call,2026-02-03,Planned\n"
        "3,L1,ana,Call,2026-02-04,Contacted\n"
        "4,L1,ana,Status,2026-02-05,Closed\n"
        "5,L1,ana,Status,2026-02-06,Clozed\n"
        "6,L1,ana,Status,2026-02-06,\n"
    )
    done = bring("activities", text)
    assert done.counts == {"new": 4, "not_completed_skipped": 1}
    assert done.rejected == {"unknown-status": 1, "no-status": 1}
    assert any('did you mean "Closed"' in e.reason for e in done.examples)
    facts = all_of(con, "select external_id, kind, from_system, to_system from activity order by happened_at, id")
    assert facts == [
        ("1", "action", None, None),
        ("3", "action", None, None),
        ("3#status", "status", "new", "contacted"),
        ("4", "status", "contacted", "closed"),
    ]
    now = "select s.name, l.waiting from lead_state l join status s on s.id = l.status_id where l.lead_id = 1"
    assert all_of(con, now) == [("Closed", 0)]
    assert right(con)


def test_a_status_without_a_user_is_nobody_s_fact(con, bring, people):
    bring("activities", "id,lead,type,date,new status\n1,L1,Status change,2026-02-02,Attempted\n")
    assert all_of(con, "select kind, user_id, distribution_id, to_system from activity") == [
        ("status", None, None, "attempted")
    ]
    assert all_of(con, "select last_work_at from lead_state where lead_id = 1") == [(None,)]
    assert right(con)


def test_meetings_made_ahead_are_appointments(con, bring, people):
    bring(
        "activities",
        "id,lead,user,type,date,start,for\n"
        "1,L1,ana,Meeting,2026-02-02 10:00,2026-02-09 15:00,bob\n"
        "2,L1,ana,Meeting,2026-02-02 10:00,2026-02-02 10:00,\n",
    )
    assert all_of(con, "select kind, name, for_user_id, starts_at from activity order by id") == [
        ("appointment", None, people["bob"], utc("2026-02-09 15:00")),
        ("action", "Meeting", None, None),
    ]


def test_leads_are_found_by_external_id_mail_phone_or_own_id(con, bring, people):
    twin = add_lead(con, external_id="X", email="twin@example.com")
    add_lead(con, external_id="X")
    done = bring(
        "activities",
        "id,lead,email,user,type,date\n"
        "1,kim@example.com,,ana,Call,2026-02-02\n"
        "2,(201) 555-0123,,ana,Call,2026-02-02\n"
        "3,,KIM@example.com,ana,Call,2026-02-02\n"
        "4,X,,ana,Call,2026-02-02\n"
        "5,nobody,,ana,Call,2026-02-02\n"
        "6,1,,ana,Call,2026-02-02\n"
        "7,,,ana,Call,2026-02-02\n",
    )
    assert done.rejected == {"ambiguous-lead": 1, "unknown-lead": 2, "no-lead": 1}
    assert all_of(con, "select distinct lead_id from activity") == [(people["L1"],)]
    own = bring("activities", f"id,leadctl_id,user,type,date\n8,{twin},ana,Call,2026-02-02\n9,99,ana,Call,2026-02-02\n")
    assert (own.counts, own.rejected) == ({"new": 1}, {"unknown-lead": 1})


def test_rejects_are_kept_and_import_cleanly_once_corrected(con, bring, people, tmp_path):
    done = bring("activities", "id,lead,user,type,date\n1,L1,anna,Call,2026-02-02\n2,L1,ana,Call,someday\n")
    assert done.rejected == {"unknown-user": 1, "unreadable-date": 1}
    kept = Path(done.rejects_file).read_text("utf-8")
    assert "anna" in kept
    fixed = bring("activities", kept.replace("anna", "ana").replace("someday", "2026-02-03"))
    assert (fixed.counts, fixed.rejected) == ({"new": 2}, {})


def test_a_dry_run_writes_nothing(con, bring, people):
    before = list(con.iterdump())
    done = bring("activities", "id,lead,user,type,date\n1,L1,ana,Call,2026-02-02\n", flags={"dry_run": True})
    assert done.counts == {"new": 1}
    assert list(con.iterdump()) == before


def test_any_order_and_any_chunking_of_a_history_ends_in_the_same_place(con, bring, people, monkeypatch):
    """One CRM's past, shuffled and cut into other chunks, gives the same milestones, chains and states."""
    from leadctl.engine.history_import import common

    rnd = random.Random(7)
    give(con, people["L1"], people["ana"], utc("2026-01-03"), "boss")
    lifecycle.transfer(con, people["L1"], people["bob"], utc("2026-01-20"), "boss")
    give(con, people["L2"], people["ana"], utc("2026-01-05"), "boss")
    statuses = ["New", "Waiting", "Attempted", "Contacted", "Closed", "Dead"]
    rows = []
    for n in range(120):
        when = f"2026-01-{rnd.randint(1, 28):02d} {rnd.randint(0, 23):02d}:{rnd.randint(0, 59):02d}"
        kind = rnd.choice(["Call", "Status", "Appointment"])
        status = rnd.choice(statuses) if kind == "Status" else ""
        rows.append(f"{n},{rnd.choice(['L1', 'L2', 'L3'])},{rnd.choice(['ana', 'bob'])},{kind},{when},{status}")
    assert len({r.split(",")[4] for r in rows}) == len(rows), "ties would be broken by file order"

    def outcome() -> list:
        assert right(con)
        facts = all_of(con, "select external_id, distribution_id, from_system from activity order by external_id")
        kept = all_of(con, "select * from distribution order by id")
        return [facts, kept, all_of(con, "select * from lead_state order by lead_id")]

    seen = []
    for chunk in (5000, 7):
        monkeypatch.setattr(common, "CHUNK", chunk)
        con.execute("savepoint before_import")
        con.execute("release before_import")
        rnd.shuffle(rows)
        done = bring("activities", "id,lead,user,type,date,to status\n" + "\n".join(rows) + "\n")
        assert done.rejected == {}
        seen.append(outcome())
        with immediate(con):
            past.undo(con, done.import_id, NOW, "tester")
            assert right(con)
            con.execute("delete from activity")
    assert seen[0] == seen[1]


def test_undoing_an_import_voids_its_rows_and_lets_the_file_come_again(con, bring, people):
    give(con, people["L1"], people["ana"], utc("2026-01-03"), "boss")
    text = "id,lead,user,type,date,to status\n1,L1,ana,Call,2026-02-02,Contacted\n2,L1,,Mail,2026-02-02,\n"
    done = bring("activities", text)
    with immediate(con):
        assert past.undo(con, done.import_id, NOW, "tester") == 3
        con.execute("update import set undone_at = 1")
    assert all_of(con, "select actions, contacted_at from distribution") == [(0, None)]
    assert right(con)
    assert bring("activities", text).counts == {"new": 3, "touches_of_nobody": 1}
    assert all_of(con, "select actions, contacted_at is not null from distribution") == [(1, 1)]


# ---------------------------------------------------------------- touches and opportunities


def test_touches_are_marketing_unless_said_otherwise(con, bring, people):
    text = "touch_id,lead,name,date,kind\n1,L1,email_opened,2026-02-02,\n2,L1,x,2026-02-02,CRM\n3,L1,y,2026-02-02,ad\n"
    done = bring("touches", text)
    assert (done.counts, done.rejected) == ({"new": 2}, {"unknown-kind": 1})
    assert all_of(con, "select kind, name from touch order by id") == [("marketing", "email_opened"), ("crm", "x")]
    assert bring("touches", text).counts == {"unchanged": 2}
    assert all_of(con, "select count(*) from activity") == [(0,)]


def test_values_are_appended_and_what_holds_is_not_written_again(con, bring, people):
    text = (
        "lead,amount,name,stage,user,date\n"
        'L1,"1,000.50",Roof,Proposal,ana,2026-02-01\n'
        "L1,2000,Roof,Won,ana,2026-02-10\n"
        "L1,ten,Roof,,ana,2026-02-11\n"
        "L2,5,,,,2026-02-11\n"
    )
    done = bring("opportunities", text)
    assert (done.counts, done.rejected) == ({"new": 3}, {"unreadable-amount": 1})
    assert bring("opportunities", text).counts == {"unchanged": 3}
    assert all_of(con, "select key, amount, note, user_id from opportunity order by id") == [
        ("Roof", 100050, "Proposal", people["ana"]),
        ("Roof", 200000, "Won", people["ana"]),
        ("", 500, None, None),
    ]


# ---------------------------------------------------------------- distributions

HEAD = "distribution_id,lead,user,strategy,distributed_at,answer,answered_at,reason\n"


def passages_of(con: sqlite3.Connection, columns: str, lead: int = 1):
    sql = f"select {columns} from distribution where lead_id = ? order by distributed_at, id"
    return con.execute(sql, (lead,)).fetchall()


def test_a_past_is_loaded_with_its_answers_and_its_last_holder(con, bring, people):
    add_strategy(con, "East", {people["ana"]: 1})
    done = bring(
        "distributions",
        HEAD + "D1,L1,ana,East,2026-01-01 10:00,rejected,2026-01-01 10:30,too far\n"
        "D2,L1,bob,Elsewhere,2026-01-02 10:00,accepted,2026-01-02 10:10,\n"
        "D3,L1,ana,,2026-01-03 10:00,,,\n",
    )
    assert (done.counts, done.warned) == ({"new": 3}, {"unknown-strategy": 1})
    assert passages_of(con, "user_id, mode, strategy_id, origin, level, offered, again, system_then") == [
        (people["ana"], "push", 1, "imported", "user", 1, 0, "new"),
        (people["bob"], "none", None, "imported", "user", 1, 1, None),
        (people["ana"], "none", None, "imported", "user", 0, 1, None),
    ]
    assert passages_of(con, "rejected_at, reject_reason, accepted_at, ended_at, end_kind") == [
        (utc("2026-01-01 10:30"), "too far", None, utc("2026-01-01 10:30"), "rejected"),
        (None, None, utc("2026-01-02 10:10"), utc("2026-01-03 10:00"), "superseded"),
        (None, None, None, None, None),
    ]
    assert all_of(con, "select owner_id, open_distribution_id, waiting from lead_state where lead_id = 1") == [
        (people["ana"], 3, 0)
    ]
    assert right(con)


def test_a_rejected_last_passage_leaves_the_lead_with_the_one_before(con, bring, people):
    bring(
        "distributions",
        HEAD
        + "D2,L1,bob,,2026-01-02,rejected,2026-01-03,\nD1,L1,ana,,2026-01-01,,,\nD9,L2,bob,,2026-01-02,rejected,,\n",
    )
    assert all_of(con, "select owner_id, waiting from lead_state order by lead_id limit 2") == [
        (people["ana"], 0), (None, 1),
    ]  # fmt: skip


def test_a_past_that_comes_in_pieces_and_out_of_order_is_the_same_past(con, bring, people, monkeypatch):
    from leadctl.engine.history_import import common

    rows = [
        f"D{n},L1,{user},,2026-01-{n:02d} 10:00,{answer},,"
        for n, (user, answer) in enumerate(
            [
                ("ana", ""),
                ("bob", "rejected"),
                ("bob", "accepted"),
                ("ana", "accepted"),
                ("bob", ""),
                ("ana", "rejected"),
            ],
            1,
        )
    ]
    monkeypatch.setattr(common, "CHUNK", 2)
    random.Random(3).shuffle(rows)
    bring("distributions", HEAD + "\n".join(rows[:3]) + "\n")
    bring("distributions", HEAD + "\n".join(rows) + "\n")
    assert passages_of(con, "external_id, end_kind, again") == [
        ("D1", "superseded", 0), ("D2", "rejected", 1), ("D3", "superseded", 1), ("D4", "superseded", 1),
        ("D5", None, 1), ("D6", "rejected", 1),
    ]  # fmt: skip
    ends = [row[0] for row in passages_of(con, "ended_at")]
    starts = [row[0] for row in passages_of(con, "distributed_at")]
    assert (ends[0], ends[2], ends[3]) == (starts[2], starts[3], starts[4])
    assert all_of(con, "select owner_id from lead_state where lead_id = 1") == [(people["bob"],)]
    assert right(con)


def test_the_past_does_not_take_a_lead_from_the_one_who_has_it(con, bring, people):
    give(con, people["L1"], people["bob"], utc("2026-02-01"), "boss")
    bring("distributions", HEAD + "D1,L1,ana,,2026-01-01,,,\nD2,L1,ana,,2026-02-10,,,\n")
    assert passages_of(con, "user_id, ended_at, end_kind") == [
        (people["ana"], utc("2026-02-01"), "superseded"),
        (people["bob"], None, None),
        (people["ana"], NOW, "superseded"),
    ]
    assert all_of(con, "select owner_id, open_distribution_id from lead_state where lead_id = 1") == [
        (people["bob"], 1)
    ]
    assert right(con)


def test_work_imported_before_or_after_its_distribution_is_attributed_alike(con, bring, people):
    work = "id,lead,user,type,date,to status\n1,L1,ana,Call,2026-01-05,\n2,L1,ana,Status,2026-01-06,Contacted\n"
    past_of_lead = HEAD + "D1,L1,ana,,2026-01-04,,,\n"
    bring("activities", work)
    assert all_of(con, "select distinct distribution_id from activity") == [(None,)]
    bring("distributions", past_of_lead)
    one = passages_of(con, "actions, status_changes, contacted_at, system_then")
    bring("distributions", past_of_lead.replace("L1", "L2").replace("D1", "D2"))
    bring("activities", work.replace("L1", "L2").replace("\n1,", "\n11,").replace("\n2,", "\n12,"))
    assert passages_of(con, "actions, status_changes, contacted_at, system_then", 2) == one
    assert one == [(1, 1, utc("2026-01-06 23:59:59"), "new")]
    assert right(con)


def test_the_status_then_comes_from_a_column_else_from_the_history(con, bring, people):
    bring("activities", "id,lead,user,type,date,to status\n1,L1,bob,Status,2026-01-03,Attempted\n")
    bring(
        "distributions",
        "id,lead,user,date,status\n1,L1,ana,2026-01-01,\n2,L1,bob,2026-01-04,\n3,L1,ana,2026-01-05,Waiting\n"
        "4,L1,ana,2026-01-06,dead\n5,L1,ana,2026-01-07,Nonsense\n",
    )
    assert [row[0] for row in passages_of(con, "system_then")] == ["new", "attempted", "waiting", "dead"]


def test_a_history_that_comes_later_fills_the_status_nobody_knew(con, bring, people):
    bring("distributions", HEAD + "D1,L1,ana,,2026-01-01,,,\nD2,L1,bob,,2026-01-04,,,\n")
    assert [row[0] for row in passages_of(con, "system_then")] == ["new", None]
    bring("activities", "id,lead,user,type,date,to status\n1,L1,ana,Status,2026-01-03,Waiting\n")
    assert [row[0] for row in passages_of(con, "system_then")] == ["new", "waiting"]
    assert right(con)


def test_the_offeree_s_imported_work_accepts_his_pending_offer(con, bring, people):
    bring("distributions", HEAD + "D1,L1,ana,,2026-01-01,pending,,\n")
    assert all_of(con, "select owner_id, waiting from lead_state where lead_id = 1") == [(None, 0)]
    bring("activities", "id,lead,user,type,date\n1,L1,ana,Call,2026-01-03 10:00\n")
    assert passages_of(con, "accepted_at") == [(utc("2026-01-03 10:00"),)]
    assert all_of(con, "select owner_id from lead_state where lead_id = 1") == [(people["ana"],)]


def test_a_pending_offer_keeps_its_deadline(con, bring, people):
    head = "id,lead,user,strategy,date,answer,expires_at\n"
    done = bring(
        "distributions",
        f"{head}D1,L1,ana,,2026-01-01 09:00,pending,2026-01-01 11:00\nD2,L2,ana,,2026-01-02,pending,2026-01-01\n",
    )
    assert done.rejected == {"deadline-too-early": 1}
    bring("activities", "id,lead,user,type,date\n1,L1,ana,Call,2026-01-01 11:01\n")  # too late to accept it
    assert passages_of(con, "accepted_at, expires_at") == [(None, utc("2026-01-01 11:00"))]
    assert all_of(con, "select owner_id from lead_state where lead_id = 1") == [(None,)]


def test_bad_answers_are_refused(con, bring, people):
    done = bring(
        "distributions",
        HEAD + "D1,L1,ana,,2026-01-02,acepted,,\nD2,L1,ana,,2026-01-02 10:00,accepted,2026-01-01 10:00,\n"
        "D3,L1,,,2026-01-02,,,\nD4,L1,ana,,2027-01-02,,,\n",
    )
    assert done.rejected == {"unknown-answer": 1, "answer-too-early": 1, "no-user": 1, "future-time": 1}
    assert any('did you mean "accepted"' in e.reason for e in done.examples)


def test_undoing_distributions_frees_the_lead_and_its_work(con, bring, people):
    bring("activities", "id,lead,user,type,date\n1,L1,ana,Call,2026-01-05\n")
    done = bring("distributions", HEAD + "D1,L1,ana,,2026-01-04,,,\n")
    with immediate(con):
        assert past_passages.undo(con, done.import_id, NOW) == 1
        con.execute("update import set undone_at = 1 where id = ?", (done.import_id,))
    assert all_of(con, "select owner_id, open_distribution_id, waiting from lead_state where lead_id = 1") == [
        (None, None, 1)
    ]
    assert all_of(con, "select distribution_id from activity") == [(None,)]
    assert bring("distributions", HEAD + "D1,L1,ana,,2026-01-04,,,\n").counts == {"new": 1}
    assert right(con)


def test_teams_and_accounts_are_those_of_the_time(con, bring, people):
    con.execute("insert into account (id, name, parent_id, kind, created_at) values (7, 'West', 1, 'branch', 0)")
    con.execute("update user_account set valid_to = ? where user_id = ?", (utc("2026-01-10"), people["ana"]))
    con.execute(
        "insert into user_account (user_id, account_id, valid_from) values (?, 7, ?)",
        (people["ana"], utc("2026-01-10")),
    )
    bring("distributions", HEAD + "D1,L1,ana,,2026-01-09,,,\nD2,L1,ana,,2026-01-11,,,\n")
    assert [row[0] for row in passages_of(con, "account_id")] == [1, 7]
    assert add_user(con, "eve") > 0


def test_the_order_of_a_numeric_date_far_down_is_settled_by_the_whole_column(con, bring, people):
    plain = "".join(f"A{n},L1,ana,Call,2025-01-02 03:04:05\n" for n in range(600))
    summary = bring(
        "activities",
        f"Activity ID,Lead ID,User,Type,Date\n{plain}x,L2,ana,Call,03/04/2025\ny,L2,ana,Call,25/12/2024\n",
        rules='timezone = "UTC"',
    )
    assert (summary.counts["new"], summary.rejected) == (602, {})
    days = con.execute("select date(happened_at, 'unixepoch') from activity where external_id in ('x', 'y') order by 1")
    assert [day[0] for day in days] == ["2024-12-25", "2025-04-03"]
