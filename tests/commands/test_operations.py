"""doctor, backup, restore, db and schedule as they are typed: exits, JSON, silence."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from leadctl.db.connection import connect
from leadctl.engine.doctor import CHECKS
from tests.builders import add_leads, add_users
from tests.conftest import NOW

DAY = 86_400
SETUP = "program", "zones", "disk"  # of the machine that runs the test


@pytest.fixture
def shop(leadctl, con):
    """Return leadctl on a database with two people and 20 leads."""
    add_users(con, "ana bob")
    add_leads(con, 20)
    con.close()
    return leadctl


def levels(done) -> dict[str, str]:
    return {c["check"]: c["level"] for c in json.loads(done.out)["checks"]}


# ------------------------------------------------------------ doctor


def test_a_monitor_gets_0_or_1_and_json(shop):
    done = shop("doctor", "--json")
    told = json.loads(done.out)
    assert (done.code, told["ok"]) == (0, True)
    assert set(levels(done)) == set(CHECKS)
    assert levels(done)["waiting"] == "warn"
    waiting = next(c for c in told["checks"] if c["check"] == "waiting")
    assert waiting["figures"] == {"unseen": 20, "oldest_at": "1970-01-01T00:00:00+00:00"}
    strict = shop("doctor", "--json", "--strict")
    assert (strict.code, json.loads(strict.out)["ok"]) == (1, False)
    assert shop("doctor", "waiting", "--strict", "--run-age", "36500d").code == 0


def test_what_fails_ends_with_1(shop):
    assert shop("tick").code == 0
    assert shop("doctor", "tick").code == 0
    late = shop("doctor", "tick", now=NOW + 16 * 60)
    assert (late.code, late.err) == (1, "")
    assert late.out.startswith("fail  tick         the last tick was 16m ago")
    assert "→ look at cron or the timer; leadctl schedule show" in late.out
    assert shop("doctor", "tick", "--tick-age", "20m", now=NOW + 16 * 60).code == 0


def test_doctor_reads_a_typed_time_in_the_zone_of_the_rules(leadctl, con, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('timezone = "Asia/Tokyo"\n')
    con.close()
    leadctl("config", "apply", str(rules), now="2026-03-30")
    assert leadctl("tick", now="2026-03-30 12:00").code == 0
    done = leadctl("doctor", "tick", "--json", now="2026-03-30 12:05")
    assert json.loads(done.out)["at"] == "2026-03-30T12:05:00+09:00"
    assert (done.code, levels(done)) == (0, {"tick": "ok"})


def test_quiet_says_only_what_is_not_well(shop):
    assert shop("doctor", "integrity", "verify", "--quiet").out == ""
    told = shop("doctor", "integrity", "waiting", "--quiet").out
    assert (told.startswith("warn  waiting"), "integrity" in told) == (True, False)


def test_without_a_database_it_is_a_finding_not_an_error(leadctl, tmp_path):
    done = leadctl("doctor", "--json", db=tmp_path / "none.db")
    assert (done.code, done.err) == (1, "")
    assert levels(done)["database"] == "fail"
    assert not (tmp_path / "none.db").exists()


def test_checks_are_chosen_by_name(shop):
    assert set(levels(shop("doctor", "--json", "--skip", "verify", "--skip", "disk"))) == set(CHECKS) - {
        "verify",
        "disk",
    }
    assert set(levels(shop("doctor", "tick", "offers", "--skip", "offers", "--json"))) == {"tick"}
    for line in ("doctor intergrity", "doctor --skip intergrity"):
        done = shop(*line.split())
        assert (done.code, 'did you mean "integrity"?' in done.err, "[unknown-check]" in done.err) == (2, True, True)


@pytest.mark.parametrize(
    "flag", ["--tick-age", "--offer-age", "--alert-age", "--held-age", "--import-age", "--run-age"]
)
def test_an_age_is_a_length_of_time(shop, flag):
    done = shop("doctor", flag, "soon")
    assert (done.code, flag in done.err, "[bad-duration]" in done.err) == (2, True, True)


def test_the_help_names_every_check(leadctl):
    text = leadctl("doctor", "--help", db=None, now=None).out
    assert re.sub(r"\s+", " ", text).count(", ".join(CHECKS)) == 1


def test_a_shell_completes_every_check():
    from leadctl.commands._completion import CHOICES, kind_of

    assert CHOICES["doctor check"] == CHECKS
    assert [kind_of(("doctor",), name) for name in ("checks", "skip", "strict")] == [
        "doctor check",
        "doctor check",
        None,
    ]


def test_the_page_on_operations_names_every_check_and_its_limit(leadctl):
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \|", text, re.M)
    assert set(rows) == set(CHECKS)
    limits = re.findall(r"^  (--[a-z]+-(?:age|free))\b", leadctl("doctor", "--help", db=None, now=None).out, re.M)
    assert len(limits) == 8
    assert [flag for flag in limits if f"`{flag}" not in text] == []


def test_rights_are_mended_and_said(shop, db_file):
    db_file.chmod(0o644)
    assert shop("doctor", "permissions").code == 1
    done = shop("doctor", "permissions", "--fix-permissions")
    assert done.code == 0
    assert done.err == f"{db_file}: only its owner may read it now\n"
    assert db_file.stat().st_mode & 0o777 == 0o600
    assert shop("doctor", "permissions", "--fix-permissions").err == ""


# ------------------------------------------------------------ backup and restore


def test_there_and_back_again(shop, tmp_path, db_file):
    done = shop("backup", "b.db", "--json")
    told = json.loads(done.out)
    assert (done.code, told["written"], told["leads"], told["removed"]) == (0, True, 20, [])
    assert told["bytes"] == (tmp_path / "b.db").stat().st_size
    assert shop("doctor", "backup").code == 0
    assert "the last backup is of 2026-03-01" in shop("doctor", "backup").out
    con = connect(db_file)
    con.execute("delete from lead_state")
    con.execute("delete from lead")
    con.close()
    dry = shop("restore", "b.db", "--dry-run")
    assert "was left as it is" in dry.out
    assert json.loads(shop("db", "status", "--json").out)["counts"]["leads"] == 0
    done = shop("restore", "b.db", "--json")
    told = json.loads(done.out)
    assert (told["restored"]["leads"], told["before"]["leads"], told["dry_run"]) == (20, 0, False)
    assert Path(told["kept"]).exists()
    assert json.loads(shop("db", "status", "--json").out)["counts"]["leads"] == 20
    assert shop("verify").code == 0


def test_cron_keeps_the_newest_in_silence(shop, tmp_path):
    (tmp_path / "b").mkdir()
    for day in range(5):
        done = shop("backup", "b/leads.db", "--keep", "3", "--quiet", now=NOW + day * DAY)
        assert (done.code, done.out, done.err) == (0, "", "")
    names = ["leads-20260303T090000Z.db", "leads-20260304T090000Z.db", "leads-20260305T090000Z.db"]
    assert sorted(p.name for p in (tmp_path / "b").iterdir()) == names
    dry = shop("backup", "b/leads.db", "--keep", "2", "--dry-run", now=NOW + 5 * DAY)
    assert dry.out.splitlines() == [
        "dry run: would write b/leads-20260306T090000Z.db",
        "would remove b/leads-20260304T090000Z.db",
        "would remove b/leads-20260303T090000Z.db",
    ]
    assert sorted(p.name for p in (tmp_path / "b").iterdir()) == names
    into = shop("backup", "b", now=NOW + 6 * DAY)
    assert into.out.startswith("b/leads-20260307T090000Z.db: ")
    assert len(list((tmp_path / "b").iterdir())) == 4


def test_the_same_moment_twice_is_said(shop, tmp_path):
    assert shop("backup", ".", "--keep", "2").code == 0
    again = shop("backup", ".", "--keep", "2")
    assert (again.code, "[file-exists]" in again.err) == (2, True)
    assert shop("backup", ".", "--keep", "2", "--force").code == 0


def test_a_backup_of_an_earlier_schema_is_restored_and_then_migrated(shop, tmp_path, db_file):
    from tests.db.test_migrate import OLD, rebuilt

    (tmp_path / "o").mkdir()
    old = rebuilt(OLD[0], tmp_path / "o")
    assert shop("backup", "first.db", db=old).code == 0, "a backup migrates nothing"
    con = sqlite3.connect(tmp_path / "first.db")
    assert con.execute("pragma user_version").fetchone() == (1,)
    con.close()
    done = shop("restore", "first.db")
    assert "it is of schema 1; the next command brings it to" in done.err
    assert shop("verify").code == 0
    assert shop("report", "performance", "--last-month").code == 0


def test_restore_says_what_it_did(shop, tmp_path):
    shop("backup", "b.db")
    done = shop("restore", "b.db")
    assert done.code == 0
    assert re.search(r"^leads +20 +20$", done.out, re.M)
    assert "is now what b.db holds" in done.out
    assert "what was there before: " in done.out
    assert shop("restore", "b.db", "--quiet", now=NOW + 1).out == ""
    missing = shop("restore", "none.db")
    assert (missing.code, "[no-backup]" in missing.err) == (3, True)


def test_a_database_that_cannot_be_noted_in_has_its_backup_all_the_same(shop, tmp_path, monkeypatch):
    from leadctl.db import marks
    from leadctl.errors import BusyError

    def busy(*args):
        raise BusyError("in use")

    monkeypatch.setattr(marks, "put", busy)
    done = shop("backup", "b.db")
    assert (done.code, (tmp_path / "b.db").exists()) == (0, True)
    assert "could not be noted" in done.err


# ------------------------------------------------------------ schedule


def test_the_schedule_names_real_paths(shop, tmp_path):
    both = shop("schedule", "show")
    assert both.code == 0
    assert f"--db {tmp_path / 'leads.db'}" in both.out
    program = re.search(r"^\*/5 \* \* \* \* (\S+)", both.out, re.M)[1]
    assert Path(program).is_file()
    assert "mkdir -m 700" in both.err
    cron, systemd = shop("schedule", "show", "--cron").out, shop("schedule", "show", "--systemd").out
    assert ("OnCalendar" in cron, "*/5" in systemd) == (False, False)
    assert both.out == f"{cron}\n{systemd}"


def test_the_schedule_as_json(shop, tmp_path):
    (tmp_path / "b").mkdir()
    done = shop("schedule", "show", "--json", "--backups", "b", "--keep", "3", "--every", "1h")
    told = json.loads(done.out)
    assert done.err == ""
    assert [job["name"] for job in told["jobs"]] == ["tick", "backup", "doctor"]
    assert told["jobs"][1]["words"][1:5] == ["backup", f"{tmp_path}/b/leads.db", "--keep", "3"]
    assert told["units"]["leadctl-tick.timer"].count("OnCalendar=0/1:00") == 1


def test_every_line_of_the_crontab_works(shop, tmp_path):
    """What is printed is what leadctl understands."""
    (tmp_path / "backups").mkdir()
    for job in json.loads(shop("schedule", "show", "--json").out)["jobs"]:
        words = job["words"][1:]
        assert words[-2] == "--db"
        done = shop(*words[:-2])
        assert (done.code, done.err) == (0, "" if job["name"] != "tick" else done.err), job
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.parametrize(
    ("flags", "slug"),
    [("--every 7m", "bad-interval"), ("--every x", "bad-duration"), ("--cron --systemd", "bad-flags")],
)
def test_a_schedule_that_cannot_be(shop, flags, slug):
    done = shop("schedule", "show", *flags.split())
    assert (done.code, done.out, f"[{slug}]" in done.err) == (2, "", True)
