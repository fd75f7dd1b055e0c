"""doctor: every check well, doubtful and failed; nothing that is broken keeps the others from being looked at."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leadctl.config import load_text
from leadctl.db import marks
from leadctl.engine.doctor import CHECKS, Finding, Level, Limits, Patient, examine, machine
from leadctl.engine.ruleset import apply
from leadctl.engine.tick import tick
from tests.builders import add_lead, add_leads, add_shift, add_strategy, add_user, add_users
from tests.conftest import NOW
from tests.db.test_backup import smash
from tests.db.test_migrate import OLD, rebuilt

HOUR, DAY = 3600, 86_400
RULES = """
[[strategy]]
name = "All"
method = "round_robin"
to = { users = ["ana"] }
"""


def found(path: Path, *wanted: str, now: int = NOW, **limits: int) -> list[Finding]:
    return list(examine(Patient(path, now, Limits(**limits)), frozenset(wanted or CHECKS)))


def only(path: Path, check: str, now: int = NOW, **limits: int) -> Finding:
    one = found(path, check, now=now, **limits)
    assert len(one) == 1, one
    return one[0]


def test_a_new_database_is_well_throughout_and_unchanged(db_file, con):
    con.close()
    before = db_file.read_bytes()
    told = found(db_file, *(set(CHECKS) - {"zones", "rules"}))
    assert [f for f in told if f.level is not Level.OK] == []
    assert {f.check for f in told} == set(CHECKS) - {"zones", "rules"}
    assert only(db_file, "rules").level is Level.WARN
    assert only(db_file, "zones").level is not Level.FAIL
    assert db_file.read_bytes() == before
    assert sorted(p.name for p in db_file.parent.iterdir()) == ["leads.db"]


def test_what_fails_has_a_remedy(db_file, con):
    add_users(con, "ana bob")
    apply(con, RULES, NOW, "tester")
    add_shift(con, 2, range(5), 540, 1020)
    for index in range(3):
        add_lead(con, imported_at=NOW - 9 * DAY, state={"waiting": 1} if index else None)
    con.execute("insert into import (kind, file, sha256, started_at) values ('leads', 'a.csv', 'x', ?)", (NOW - DAY,))
    con.execute("insert into run (kind, started_at, recorded_at) values ('undo', 0, ?)", (NOW - DAY,))
    told = found(db_file)
    assert {f.check for f in told if f.level is not Level.OK} >= {
        "backup",
        "shifts",
        "tick",
        "imports",
        "runs",
        "waiting",
    }
    assert [f for f in told if f.level is not Level.OK and not f.remedy] == []
    assert [f for f in told if f.level is Level.OK and f.remedy] == []


# ------------------------------------------------------------ the file


@pytest.mark.parametrize("content", [None, b"id,name\n" * 900, b"\0" * 9000, b"SQLite format 3\0" * 500])
def test_what_cannot_be_opened_is_a_finding_and_the_rest_is_looked_at(tmp_path, content):
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    told = found(path)
    assert told[0].check == "database"
    assert (told[0].level, bool(told[0].remedy)) == (Level.FAIL, True)
    assert {f.check for f in told} >= {"program", "disk", "locks"}
    assert {f.check for f in told if f.level is Level.FAIL} == {"database"}
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("dump", OLD, ids=lambda p: p.stem)
def test_an_earlier_schema_is_said_and_not_migrated(dump, tmp_path):
    path = rebuilt(dump, tmp_path)
    before = path.read_bytes()
    told = {f.check: f for f in found(path)}
    assert told["database"].level is Level.WARN
    assert "behind this program" in told["database"].text
    assert told["integrity"].level is Level.OK
    assert "tick" not in told
    assert path.read_bytes() == before


def test_a_newer_schema_is_said(db_file, con):
    con.execute("pragma user_version = 999")
    con.close()
    assert "newer leadctl" in only(db_file, "database").text


@pytest.mark.parametrize(
    "name", ["lead_by_import", "distribution", "sqlite_autoindex_source_1", "meta", "config_version"]
)
def test_a_damaged_page_is_found_wherever_it_lies(db_file, con, name):
    add_leads(con, 50)
    page = con.execute("select rootpage from sqlite_master where name = ?", (name,)).fetchone()[0]
    con.execute("pragma wal_checkpoint(truncate)").fetchall()
    con.close()
    smash(db_file, page - 1)
    told = found(db_file)
    failed = {f.check: f for f in told if f.level is Level.FAIL}
    assert "integrity" in failed or "database" in failed
    assert all("restore" in f.remedy for f in failed.values() if f.check in {"integrity", "database", "verify"})
    assert {"program", "disk", "permissions", "locks"} <= {f.check for f in told}


def test_a_row_that_refers_to_nothing_is_found(db_file, con):
    con.execute("pragma foreign_keys = off")
    con.execute("insert into user_tag (user_id, tag, valid_from) values (4711, 'x', 0)")
    assert "user_tag 1: no such user" in only(db_file, "references").text


def test_a_table_that_is_missing_is_found(db_file, con):
    con.execute("drop table outbox_passage")
    con.execute("drop table outbox")
    told = only(db_file, "alerts")
    assert (told.level, "no such table" in told.text) == (Level.FAIL, True)


def test_what_verify_finds_fails(db_file, con):
    add_users(con, "ana")
    add_leads(con, 5)
    con.execute("update lead_state set owner_id = 1")
    told = only(db_file, "verify")
    assert told.level is Level.FAIL
    assert told.figures["differences"] >= 5
    assert "and " in told.text


def test_a_file_in_another_journal_is_said(db_file, con):
    con.execute("pragma journal_mode = delete").fetchall()
    assert only(db_file, "database").level is Level.WARN


# ------------------------------------------------------------ the machine


def test_little_room_fails_and_no_room_for_a_copy_warns(db_file, monkeypatch):
    assert only(db_file, "disk").level is Level.OK
    assert only(db_file, "disk", min_free=1 << 60).level is Level.FAIL
    size = db_file.stat().st_size
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: machine.shutil._ntuple_diskusage(1, 0, size))
    assert only(db_file, "disk", min_free=0).level is Level.WARN


def test_files_that_others_may_read_are_found_and_mended(db_file, con, tmp_path):
    con.execute("insert into source (name) values ('a')")  # -wal and -shm are there
    for name in (
        "leads.db.schema2.backup",
        "leads.db.before-restore-20260301T090000Z",
        f".leadctl-part-{os.getppid()}",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "unrelated.txt").touch(0o644)
    (tmp_path / "elsewhere").write_text("x")
    (tmp_path / "elsewhere").chmod(0o644)
    (tmp_path / "leads.db.before-restore-link").symlink_to(tmp_path / "elsewhere")
    mine = [p for p in tmp_path.iterdir() if p.name.startswith(("leads.db", ".leadctl")) and not p.is_symlink()]
    assert len(mine) == 6
    for path in mine:
        path.chmod(0o664)
    told = only(db_file, "permissions")
    assert (told.level, told.figures["files"]) == (Level.FAIL, 6)
    assert "0664" in told.text
    assert [problem for _, problem in machine.fix_permissions(db_file)] == [None] * 6
    assert {p.stat().st_mode & 0o777 for p in mine} == {0o600}
    assert (tmp_path / "unrelated.txt").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o644
    assert only(db_file, "permissions").level is Level.OK
    assert machine.fix_permissions(db_file) == []


def test_a_folder_that_all_may_write_fails_unless_it_is_sticky(db_file):
    db_file.parent.chmod(0o777)
    assert only(db_file, "permissions").level is Level.FAIL
    db_file.parent.chmod(0o1777)
    assert only(db_file, "permissions").level is Level.OK
    db_file.parent.chmod(0o755)


HOLD = """
import sys
from pathlib import Path
from leadctl.db.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_run_at_work_is_named_and_too_long_a_one_fails(db_file, con):
    process = subprocess.Popen([sys.executable, "-c", HOLD, db_file], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"held\n"
        told = only(db_file, "locks")
        assert (told.level, told.figures["holder"]) == (Level.OK, process.pid)
        con.execute("insert into run (kind, started_at, recorded_at) values ('assign', 0, ?)", (NOW - 2 * HOUR,))
        told = only(db_file, "locks")
        assert (told.level, f"process {process.pid}" in told.text) == (Level.FAIL, True)
        assert only(db_file, "locks", run_age=DAY).level is Level.OK
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
    told = only(db_file, "locks")
    assert (told.level, told.figures["holder"]) == (Level.OK, None)


def test_looking_at_the_lock_never_keeps_a_run_waiting(db_file):
    """A monitor that asks all the time is no reason for a tick to be busy."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom leadctl.engine.doctor.machine import holder_of\n"
        "print('go', flush=True)\nwhile True: holder_of(Path(sys.argv[1]))"
    )
    from leadctl.db.lock import run_lock

    with run_lock(db_file):
        pass
    process = subprocess.Popen([sys.executable, "-c", script, f"{db_file}.lock"], stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"go\n"
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            with run_lock(db_file):
                pass
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_lock_that_may_only_be_read_is_no_obstacle(db_file, monkeypatch):
    lock = Path(f"{db_file}.lock")
    lock.touch()
    plain = os.open

    def read_only_disk(path, flags, *more):
        if str(path) == str(lock) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, "Read-only file system", str(path))
        return plain(path, flags, *more)

    monkeypatch.setattr(os, "open", read_only_disk)
    assert only(db_file, "locks").level is Level.OK


def test_a_file_that_cannot_be_opened_is_a_finding_of_its_check(db_file, monkeypatch):
    Path(f"{db_file}.lock").touch()

    def nobody(path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", nobody)
    told = only(db_file, "locks")
    assert (told.level, told.text) == (Level.FAIL, f"{db_file}.lock: Permission denied")


def test_what_a_killed_copy_left_is_named(db_file):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (db_file.parent / f".leadctl-part-{dead.pid}").touch(0o600)
    told = only(db_file, "locks")
    assert (told.level, "unfinished copy" in told.text) == (Level.WARN, True)


# ------------------------------------------------------------ set-up


def test_zones_that_are_unknown_fail_and_old_data_warns(db_file, con, monkeypatch):
    from leadctl.engine.doctor import people

    monkeypatch.setattr(people, "zone_data", lambda: ("here", "2025b"))
    assert only(db_file, "zones").level is Level.OK
    assert only(db_file, "zones", now=NOW + 2 * 365 * DAY).level is Level.WARN
    add_user(con, "ana", timezone="Mars/Olympus")
    told = only(db_file, "zones")
    assert (told.level, "Mars/Olympus (ana)" in told.text) == (Level.FAIL, True)


def test_zone_data_has_a_place_and_a_release():
    from leadctl.engine.doctor.people import zone_data

    place, release = zone_data()
    assert place
    assert release == "" or release[:2] == "20"


def test_rules_that_no_longer_fit_the_people_fail(db_file, con):
    assert "no rules were applied" in only(db_file, "rules").text
    add_users(con, "ana bob")
    apply(con, RULES, NOW, "tester")
    assert only(db_file, "rules").level is Level.OK
    con.execute("update user set login = 'anna', name = 'Anna Lee' where login = 'ana'")
    told = only(db_file, "rules")
    assert (told.level, "ana" in told.text) == (Level.FAIL, True)


def test_rules_that_are_probably_not_meant_warn(db_file, con):
    add_users(con, "ana")
    apply(con, RULES + RULES.replace("All", "Never"), NOW, "tester")
    told = only(db_file, "rules")
    assert (told.level, told.figures["warnings"] > 0) == (Level.WARN, True)


def test_people_without_hours_count_where_others_have_some(db_file, con):
    users = add_users(con, "ana bob cat dan")
    add_strategy(con, "All", dict.fromkeys(users[:3], 1))
    assert only(db_file, "shifts").level is Level.OK
    add_shift(con, users[0], range(5), 540, 1020)
    con.execute("update user set disabled_at = 1 where login = 'bob'")
    told = only(db_file, "shifts")
    assert (told.level, told.figures) == (Level.WARN, {"without": 1, "with": 1})
    assert told.text.endswith(": cat")
    add_shift(con, users[2], range(5), 540, 1020)
    assert only(db_file, "shifts").level is Level.OK


def test_an_old_backup_is_said(db_file, con):
    assert only(db_file, "backup").level is Level.OK, "there is nothing to lose yet"
    add_leads(con, 1)
    assert only(db_file, "backup").level is Level.WARN
    marks.put(con, marks.LAST_BACKUP, NOW - DAY)
    assert only(db_file, "backup").level is Level.OK
    assert only(db_file, "backup", backup_age=HOUR).level is Level.WARN


# ------------------------------------------------------------ work


def test_the_age_of_the_last_tick_even_of_one_that_found_nothing(db_file, con):
    add_users(con, "ana")
    assert only(db_file, "tick").level is Level.OK, "no rules: nothing to tick for"
    apply(con, RULES, NOW, "tester")
    assert only(db_file, "tick").level is Level.WARN
    tick(con, load_text(RULES, "rules"), NOW - 600, dry_run=True)
    assert only(db_file, "tick").level is Level.WARN, "a dry run is no tick"
    assert tick(con, load_text(RULES, "rules"), NOW - 600).run_id is None
    assert only(db_file, "tick").level is Level.OK
    assert only(db_file, "tick", tick_age=599).level is Level.FAIL
    assert only(db_file, "tick", now=NOW + HOUR).level is Level.FAIL
    assert "set back" in only(db_file, "tick", now=NOW - DAY).text


def test_imports_that_were_cut_off(db_file, con):
    sql = (
        "insert into import (kind, file, sha256, started_at, finished_at, undone_at) values ('leads', ?, 'x', ?, ?, ?)"
    )
    con.execute(sql, ("done.csv", NOW - DAY, NOW - DAY, None))
    con.execute(sql, ("undone.csv", NOW - DAY, None, NOW))
    con.execute(sql, ("young.csv", NOW - 60, None, None))
    assert only(db_file, "imports").level is Level.OK
    con.execute(sql, ("cut.csv", NOW - DAY, None, None))
    told = only(db_file, "imports")
    assert (told.level, "cut.csv" in told.text, "imports undo 4" in told.remedy) == (Level.WARN, True, True)
    assert len(found(db_file, "imports", import_age=1)) == 2


def test_a_killed_run_counts_until_one_of_its_kind_finishes(db_file, con):
    def run(kind: str, at: int, finished: int | None) -> None:
        con.execute(
            "insert into run (kind, started_at, recorded_at, finished_at) values (?, ?, ?, ?)", (kind, at, at, finished)
        )

    run("assign", NOW - DAY, NOW - DAY)
    assert only(db_file, "runs").level is Level.OK
    run("assign", NOW - 5 * HOUR, None)
    run("undo", NOW - 5 * HOUR, None)
    assert [f.figures["run_id"] for f in found(db_file, "runs")] == [2, 3]
    run("tick", NOW - 4 * HOUR, NOW - 4 * HOUR)
    assert [f.figures["run_id"] for f in found(db_file, "runs")] == [3], "a tick assigns too"
    run("undo", NOW - 3 * HOUR, NOW - 3 * HOUR)
    run("assign", NOW - 60, None)
    assert only(db_file, "runs").level is Level.OK, "the last one is at work"


def test_offers_that_ran_out_and_that_nobody_ended(db_file, con):
    add_users(con, "ana")
    lead = add_leads(con, 2)
    sql = (
        "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
        " record_type_id, offered, expires_at) values (?, 'user', 'push', 'engine', 1, 1, 0, 0, 1, 1, ?)"
    )
    con.execute(sql, (lead[0], NOW + 60))
    assert only(db_file, "offers").text == "1 offer pending, none overdue"
    con.execute(sql, (lead[1], NOW - HOUR))
    told = only(db_file, "offers")
    assert (told.level, told.figures) == (Level.FAIL, {"overdue": 1, "oldest_at": NOW - HOUR})
    assert only(db_file, "offers", offer_age=2 * HOUR).level is Level.OK


def test_leads_held_by_age_and_reason(db_file, con):
    for age, code in ((HOUR, "no_strategy"), (5 * DAY, "no_strategy"), (9 * DAY, "gate:Budget"), (9 * DAY, "queued")):
        lead = add_lead(con, state={"hold_code": code})
        con.execute("insert into hold (lead_id, code, since) values (?, ?, ?)", (lead, code, NOW - age))
    told = only(db_file, "held")
    assert told.level is Level.WARN
    assert (told.figures["held"], told.figures["late"], told.figures["oldest_at"]) == (3, 2, NOW - 9 * DAY)
    assert "gate:Budget 1" in told.text
    assert "no_strategy 1" in told.text
    assert only(db_file, "held", held_age=10 * DAY).level is Level.OK


def test_leads_that_no_run_has_looked_at(db_file, con):
    con.execute("insert into import (kind, file, sha256, started_at) values ('leads', 'x', 'x', 0)")
    add_lead(con, imported_at=NOW - DAY, import_id=1)  # its import is not finished
    add_lead(con, imported_at=NOW - 60)
    assert only(db_file, "waiting").level is Level.OK
    add_lead(con, imported_at=NOW - DAY)
    told = only(db_file, "waiting")
    assert (told.level, told.figures["unseen"], told.remedy) == (Level.WARN, 1, "leadctl assign")


def alert(con: sqlite3.Connection, **columns) -> None:
    number = con.execute("select count(*) from outbox").fetchone()[0]
    values = {
        "message": f"m{number}",
        "kind": "offered",
        "channel": "email",
        "event_at": 0,
        "recorded_at": 0,
        **columns,
    }
    names = ", ".join(values)
    con.execute(f"insert into outbox ({names}) values ({', '.join(':' + n for n in values)})", values)


def test_alerts_that_wait_and_that_were_given_up(db_file, con):
    alert(con, recorded_at=NOW - DAY, sent_at=NOW - DAY)
    alert(con, recorded_at=NOW - 60)
    alert(con, recorded_at=NOW - DAY, not_before=NOW + HOUR)  # quiet hours
    alert(con, recorded_at=NOW - DAY, not_before=NOW - 60)  # they have just ended
    told = only(db_file, "alerts")
    assert (told.level, told.figures["waiting"], told.figures["late"]) == (Level.OK, 3, 0)
    alert(con, recorded_at=NOW - 2 * HOUR, not_before=NOW + HOUR, tries=4, error="ann.lee@example.org refused")
    alert(con, recorded_at=NOW - 3 * HOUR)
    told = only(db_file, "alerts")
    assert (told.level, told.figures["late"], told.figures["oldest_at"]) == (Level.FAIL, 2, NOW - 3 * HOUR)
    assert "1 of them tried" in told.text
    assert only(db_file, "alerts", alert_age=DAY).level is Level.OK
    alert(con, recorded_at=0, failed_at=NOW - DAY, channel="crm", tries=9, error="ann.lee@example.org refused")
    both = found(db_file, "alerts")
    assert [f.level for f in both] == [Level.FAIL, Level.WARN]
    assert both[1].text == "1 alert given up (crm 1)"
    assert not any("example.org" in f.text for f in both), "no personal data"
