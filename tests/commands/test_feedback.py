"""leadctl feedback away from a terminal, its lists and files; leadctl inbox."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

RULES = """
timezone = "America/New_York"
feedback_after = "2d"
[[strategy]]
name = "Inbox"
to = { users = ["ana"] }
accept_within = "30m"
"""
USERS = "login,name,email\nana,Ana A,ana@shop.example\nbob,Bob B,bob@shop.example\n"
GIVEN = "2026-03-02T10:00:00-05:00"
NOW = "2026-03-05T10:00:00-05:00"
HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture
def shop(leadctl):
    """Return leadctl where ana was asked about two leads, one of them of a hostile name."""
    Path("rules.toml").write_text(RULES)
    Path("users.csv").write_text(USERS)
    assert leadctl("import", "users", "users.csv", now=GIVEN).code == 0
    assert leadctl("config", "apply", "rules.toml", now=GIVEN).code == 0
    for name, mail in (("Kim Novak", "kim"), (HOSTILE, "evil")):
        assert leadctl("lead", "add", "--name", name, "--email", f"{mail}@mailbox.example", now=GIVEN).code == 0
        assert leadctl("lead", "give", f"{mail}@mailbox.example", "--to", "ana", now=GIVEN).code == 0
    assert "2 asked for feedback" in leadctl("tick", now=NOW).out

    def run(*args: str, now: str = NOW, **more):
        return leadctl(*args, now=now, **more)

    return run


# ---------------------------------------------------------------- away from a terminal


def test_without_a_terminal_nothing_is_asked_and_the_other_way_is_named(shop):
    done = shop("feedback", "--user", "ana", stdin="Contacted\n" * 9)
    assert (done.code, done.out) == (2, "")
    assert "2 leads to ask ana about, and no terminal to ask on [no-terminal]" in done.err
    assert "leadctl feedback export --user ana -o feedback.csv" in done.err
    assert json.loads(shop("feedback", "list", "--json").out)[0]["state"] == "open"


def test_nothing_asked_is_fine_anywhere(shop):
    done = shop("feedback", "-u", "bob")
    assert (done.code, done.out, done.err) == (0, "", "nothing is asked of bob\n")
    assert shop("feedback", "-u", "bob", "--quiet").err == ""


def test_whose_it_is(shop, monkeypatch):
    unnamed = shop("feedback")
    assert unnamed.code == 2
    assert 'the shell user "tester" is no user of leadctl [whose]' in unnamed.err
    monkeypatch.setenv("LEADCTL_ACTOR", "ANA")
    assert "2 leads to ask ana about" in shop("feedback").err
    assert "ana, 2026-03-05" in shop("inbox").out
    wrong = shop("feedback", "--user", "anna")
    assert (wrong.code, 'did you mean "ana"?' in wrong.err) == (4, True)
    assert 'did you mean "ana"?' in shop("inbox", "--user", "anna").err
    astray = shop("feedback", "--user", "ana", "list")
    assert (astray.code, "--user stands before list" in astray.err) == (2, True)


# ---------------------------------------------------------------- lists and files


def test_list(shop):
    text = shop("feedback", "list").out
    assert "Kim Novak" in text
    assert "3d00h" in text
    assert shop("feedback", "list", "--user", "bob").err == "no request is open\n"
    assert len(shop("feedback", "list", "--limit", "1").out.splitlines()) == 3
    assert "--limit lists more" in shop("feedback", "list", "--limit", "1").err
    assert shop("feedback", "list", "--limit", "0").out == text
    shop("lead", "note", "1", "called", "--user", "ana")
    assert "answered 2026-03-05 10:00 EST" in shop("feedback", "list", "--all").out
    first, second = json.loads(shop("feedback", "list", "--all", "--json").out)
    assert (first["state"], first["answered_at"], second["state"]) == ("answered", NOW, "open")
    assert (first["request_id"], first["lead_id"], first["user"], first["silent_since"]) == (1, 1, "ana", NOW)


def test_export_is_private_whole_and_harmless_in_a_spreadsheet(shop):
    done = shop("feedback", "export", "--user", "ana", "-o", "f.csv")
    assert (done.code, done.out) == (0, "")
    assert "2 requests written to f.csv; fill it in, then leadctl feedback import f.csv" in done.err
    assert stat.S_IMODE(Path("f.csv").stat().st_mode) == 0o600
    assert Path("f.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(Path("f.csv").read_text("utf-8-sig").splitlines()))
    assert [row["lead"] for row in rows] == ["Kim Novak", "'" + HOSTILE]
    assert {row[name] for row in rows for name in ("new_status", "new_value", "note", "next_step")} == {""}
    again = shop("feedback", "export", "-o", "f.csv")
    assert (again.code, "[file-exists]" in again.err) == (2, True)
    assert shop("feedback", "export", "-o", "f.csv", "--force").code == 0
    assert shop("feedback", "export").out == Path("f.csv").read_text("utf-8-sig")
    assert shop("feedback", "export", "-o", "-").out == shop("feedback", "export").out
    assert shop("feedback", "export", "--force").code == 2
    assert shop("feedback", "export", "-u", "bob").out.count("\n") == 1


def test_import_of_a_filled_file_and_what_the_report_counts(shop):
    shop("feedback", "export", "--user", "ana", "-o", "f.csv")
    header, kim, evil = Path("f.csv").read_text("utf-8-sig").splitlines()
    assert kim.endswith(",,,,,")
    Path("f.csv").write_text("\n".join((header, f"{kim[:-4]}Contacted,1200,,,", evil[:-4] + "Contactd,,,,")))
    dry = shop("feedback", "import", "f.csv", "--dry-run")
    assert (dry.code, "dry run, nothing written" in dry.out) == (1, True)
    later = "2026-03-05T12:00:00-05:00"
    done = json.loads(shop("feedback", "import", "f.csv", "--json", now=later).out)
    assert (done["new"], done["rejected_by_reason"], done["rejects_file"]) == (1, {"no-status": 1}, "f.rejects.csv")
    assert 'did you mean "Contacted"?' in done["examples"][0]["reason"]
    report = ("report", "response", "--from", "2026-03-01", "--format", "csv", "--table", "main", "--quiet")
    columns = "feedback_asked,feedback_answered,feedback_median"
    figures = shop(*report, "--columns", columns, now="2026-03-06T00:00:00-05:00").out.splitlines()
    assert figures == [f"user,{columns}", "ana,2,1,7200"]
    undone = shop("imports", "undo", str(done["import_id"]), now=later)
    assert undone.code == 0
    assert len(json.loads(shop("feedback", "list", "--json", now=later).out)) == 2
    assert shop("verify", now=later).code == 0


def test_import_refuses_an_unknown_zone_and_reads_stdin(shop):
    shop("feedback", "export", "-o", "f.csv")
    assert "[unknown-zone]" in shop("feedback", "import", "f.csv", "--tz", "Nowhere").err
    text = Path("f.csv").read_text("utf-8-sig")
    assert shop("feedback", "import", "-", stdin=text).code == 0


# ---------------------------------------------------------------- inbox


def test_inbox_on_one_screen(shop):
    shop("lead", "add", "--name", "Olga Offer", "--email", "o@mailbox.example")
    shop("tick")
    shop("lead", "add", "--name", "Nina New", "--email", "n@mailbox.example")
    shop("lead", "give", "4", "--to", "ana")
    shop("lead", "follow-up", "1", "--at", "in 1h", "--note", "send it")
    shop("lead", "appointment", "2", "-u", "bob", "--for", "ana", "--starts", "2026-03-05 16:00", "--note", "visit")
    at = "2026-03-05T10:12:00-05:00"
    done = shop("inbox", "--user", "ana", now=at)
    told = [line.split()[:2] for line in done.out.splitlines()[2:] if line]
    assert told == [
        ["offer", "3"],
        ["new", "4"],
        ["appointment", "2"],
        ["reminder", "1"],
        ["feedback", "1"],
        ["ana,", "2026-03-05"],
    ]
    assert "18m left, until 10:30 EST" in done.out
    assert "1 offer, 1 new lead, 1 appointment, 1 reminder, 1 request for feedback" in done.out
    assert done.err == "next: leadctl offer accept 3 --user ana\n"
    found = json.loads(shop("inbox", "--user", "ana", "--json", now=at).out)
    assert found["counts"] == {"offers": 1, "new": 1, "appointments": 1, "reminders": 1, "feedback": 1, "untouched": 0}
    assert (found["offers"][0]["seconds_left"], found["offers"][0]["expires_at"]) == (1080, "2026-03-05T10:30:00-05:00")
    assert (found["reminders"][0]["due"], found["appointments"][0]["made_by"]) == (False, "bob")
    assert found["next"] == "leadctl offer accept 3 --user ana"


def test_inbox_shows_a_few_of_many(shop):
    for n in range(7):
        shop("lead", "add", "--name", f"N{n}", "--email", f"n{n}@mailbox.example")
        shop("lead", "give", f"n{n}@mailbox.example", "--to", "bob")
    done = shop("inbox", "--user", "bob")
    assert "7 new leads (5 shown)" in done.out
    assert "--limit 0 lists all" in done.err
    assert len(shop("inbox", "--user", "bob", "--limit", "0").out.splitlines()) == len(done.out.splitlines()) + 2
    assert len(json.loads(shop("inbox", "--user", "bob", "--json").out)["new"]) == 7


def test_an_empty_inbox_is_silent_under_quiet(shop):
    assert shop("inbox", "--user", "bob").err == "nothing waits for bob\n"
    quiet = shop("inbox", "--user", "bob", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
