"""leadctl export: what is written where, what --since-last remembers, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NOW

RULES = """
timezone = "America/New_York"
[[strategy]]
name = "Everyone"
to = { users = ["ana"] }
accept_within = "2h"
"""
LEADS = (
    "Record ID,Contact owner,Create Date,First Name,Last Name,Email,Phone Number,Lead Status,Notes\n"
    "901,,2026-02-01,Ann,Lee,ann@x.io,+13055550100,New,=1+1\n"
    '902,,2026-02-02,Bo,Hill,bo@x.io,,New,"two\nlines"\n'
)


@pytest.fixture
def shop(leadctl):
    Path("leadctl.toml").write_text(RULES, "utf-8")
    Path("users.csv").write_text("login,name,email\nana,Ana Lee,ana@firm.example\nbob,Bob,\n", "utf-8")
    Path("hubspot.csv").write_text(LEADS, "utf-8")
    for line in ("import users users.csv", "config apply", "import leads hubspot.csv"):
        assert leadctl(*line.split()).code == 0
    return leadctl


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_leads_to_stdout(shop):
    done = shop("export", "leads")
    assert done.code == 0
    assert done.err.splitlines()[-1] == "leads: 2 rows (stdout)"
    one, two = rows(done.out)
    assert next(iter(one)) == "leadctl_key"
    assert (one["external_id"], one["email"], one["phone"]) == ("901", "ann@x.io", "+13055550100")
    assert one["notes"] == "'=1+1"  # no spreadsheet runs it; a telephone number stays one
    assert (one["received_at"], one["status"], one["owner"]) == ("2026-02-01", "New", "")
    assert two["notes"] == "two\nlines"


def test_a_file_is_private_and_not_written_over(shop, tmp_path):
    old = os.umask(0)
    try:
        assert shop("export", "leads", "-o", "l.csv").code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE(Path("l.csv").stat().st_mode) == 0o600
    again = shop("export", "leads", "-o", "l.csv")
    assert (again.code, "[file-exists]" in again.err) == (2, True)
    assert shop("export", "leads", "-o", "l.csv", "--force").code == 0


def test_ndjson_has_numbers_truth_and_nulls(shop):
    shop("lead", "add", "--email", "cy@x.io", "--set", "value=12.5", "--set", "do_not_contact=yes")
    assert shop("export", "leads", "-o", "l.ndjson").code == 0
    *_, last = map(json.loads, Path("l.ndjson").read_text("utf-8").splitlines())
    assert (last["value"], last["do_not_contact"], last["company"]) == (12.5, True, None)
    assert rows(shop("export", "leads", "--format", "csv").out)[2]["value"] == "12.50"


def test_an_offer_and_its_answer(shop):
    shop("assign")
    one = rows(shop("export", "distributions").out)[0]
    assert (one["recipient"], one["strategy"], one["answer"]) == ("ana", "Everyone", "pending")
    assert rows(shop("export", "assignments").out) == []
    shop("offer", "accept", "1", "-u", "ana", now=NOW + 60)
    one = rows(shop("export", "assignments", now=NOW + 60).out)[0]
    assert (one["lead"], one["recipient_email"], one["answer"]) == ("901", "ana@firm.example", "accepted")
    assert one["answered_at"] == "2026-03-01T09:01:00Z"


def test_activities(shop):
    shop("lead", "give", "1", "--to", "ana")
    shop("lead", "action", "1", "call", "-u", "ana", "--note", "-rang twice")
    one = rows(shop("export", "activities").out)[0]
    assert (one["type"], one["name"], one["user"], one["note"]) == ("action", "call", "ana", "'-rang twice")


# ------------------------------------------------------------ since


def test_since_last_writes_what_differs_and_nothing_twice(shop):
    first = shop("export", "leads", "--since-last")
    assert (len(rows(first.out)), "never exported before" in first.err) == (2, True)
    assert rows(shop("export", "leads", "--since-last").out) == []  # in the same second, too
    shop("lead", "give", "2", "--to", "ana", now=NOW + 5)
    changed = rows(shop("export", "leads", "--since-last", now=NOW + 5).out)
    assert [(one["external_id"], one["owner"]) for one in changed] == [("902", "ana")]
    other = shop("export", "leads", "--since-last", "--preset", "hubspot", now=NOW + 5)
    assert len(rows(other.out)) == 2  # each preset has a memory of its own
    assert len(rows(shop("export", "leads", now=NOW + 5).out)) == 2  # and without --since-last it is all


def test_since_last_sees_answers_ends_and_voids(shop):
    shop("assign")
    assert len(rows(shop("export", "distributions", "--since-last").out)) == 2
    shop("offer", "reject", "1", "-u", "ana", "--reason", "far", now=NOW + 60)
    changed = rows(shop("export", "distributions", "--since-last", now=NOW + 60).out)
    assert [(one["lead"], one["answer"], one["reason"]) for one in changed] == [("901", "rejected", "far")]


def test_what_was_not_written_is_not_remembered(shop, monkeypatch):
    assert shop("export", "leads", "--since-last", "--dry-run").out.startswith("leads: 2 rows, never exported")
    assert shop("export", "leads", "--since-last", "-o", "no/such/folder.csv").code == 3

    import leadctl.engine.exporting.write as writing

    def full(found, target):
        yield from ()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(writing, "_write_csv", full)
        assert shop("export", "leads", "--since-last", "-o", "l.csv").code == 3
    assert not Path("l.csv").exists()
    assert len(rows(shop("export", "leads", "--since-last").out)) == 2


def test_a_reader_that_leaves_gets_the_rows_again(shop, monkeypatch):
    import sys

    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    from leadctl.cli import invoke

    with monkeypatch.context() as m:
        m.setattr(sys, "stdout", Gone())
        m.setattr("leadctl.cli._no_output", lambda: 0)
        invoke(["export", "leads", "--since-last", "--db", "leads.db", "--now", "2026-03-01T09:00:00Z"])
    assert len(rows(shop("export", "leads", "--since-last").out)) == 2


def test_since_a_time(shop):
    shop("lead", "status", "2", "Closed", "-u", "ana", now=NOW + 3600)
    shop("lead", "status", "2", "Won", "-u", "ana", now=NOW + 3600)
    told = {one["external_id"] for one in rows(shop("export", "leads", "--since", "30m ago", now=NOW + 3700).out)}
    assert told == {"902"} or told == set()  # set() where the rules know neither status
    shop("lead", "give", "2", "--to", "ana", now=NOW + 7200)
    for kind in ("leads", "distributions", "assignments"):
        found = rows(shop("export", kind, "--since", "10m ago", now=NOW + 7300).out)
        assert [one.get("lead") or one["external_id"] for one in found] == ["902"], kind
    assert rows(shop("export", "activities", "--since", "1s ago", now=NOW + 9000).out) == []


# ------------------------------------------------------------ presets


def test_a_preset_has_the_headers_of_the_crm_and_its_own_ids_only(shop):
    shop("lead", "add", "--email", "cy@x.io", "--name", "Cy van Dam", "--set", "external_id=X1", "--set", "source=Fair")
    shop("lead", "give", "1", "--to", "ana")
    told = rows(shop("export", "leads", "--preset", "HubSpot").out)
    assert [one["Record ID"] for one in told] == ["901", "902", ""]
    assert (told[0]["Contact owner"], told[2]["First Name"], told[2]["Last Name"]) == (
        "ana@firm.example",
        "Cy van",
        "Dam",
    )
    every = shop("export", "leads", "--preset", "hubspot", "--all-ids")
    assert [one["Record ID"] for one in rows(every.out)] == ["901", "902", "X1"]
    assert "1 external id may be" in shop("export", "leads", "--preset", "hubspot").err
    handed = rows(shop("export", "assignments", "--preset", "hubspot").out)
    assert list(handed[0]) == ["Record ID", "Email", "Lead Status", "Contact owner", "leadctl_key"]
    assert (handed[0]["Record ID"], handed[0]["Contact owner"]) == ("901", "ana@firm.example")


@pytest.mark.parametrize("preset", ["salesforce", "hubspot", "zoho", "pipedrive", "odoo"])
def test_a_preset_comes_back_as_the_same_leads(shop, preset):
    shop("lead", "give", "1", "--to", "ana")
    before = shop("export", "leads").out
    assert shop("export", "leads", "--preset", preset, "-o", "crm.csv").code == 0
    told = json.loads(shop("import", "leads", "crm.csv", "--json").out)
    assert (told.get("unchanged"), told.get("new", 0), told.get("changed", 0)) == (2, 0, 0), told
    assert shop("export", "leads").out == before  # nor did the owner's column become an attribute


# ------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("line", "code", "slug", "near"),
    [
        ("export lead", 2, "unknown-export", '"leads"'),
        ("export leads --preset hubspod", 2, "unknown-preset", '"hubspot"'),
        ("export activities --preset hubspot", 2, "no-such-preset", "leads and assignments"),
        ("export leads --format ndjsn", 2, "unknown-format", '"ndjson"'),
        ("export leads -o leads.XLSX", 2, "unknown-format", "-o leads.csv"),
        ("export leads -o leads.json", 2, "unknown-format", "-o leads.csv"),
        ("export leads --since-last --since yesterday", 2, "two-periods", ""),
        ("export leads --since whenever", 2, "bad-time", ""),
        ("export leads --all-ids", 2, "usage", "--preset"),
        ("export leads --json", 2, "usage", "-o leads.csv"),
    ],
)
def test_wrong_use(shop, line, code, slug, near):
    done = shop(*line.split())
    assert (done.code, f"[{slug}]" in done.err, near in done.err) == (code, True, True), done.err


def test_json_tells_about_the_file(shop):
    told = json.loads(shop("export", "leads", "-o", "l.csv", "--since-last", "--json").out)
    assert told == {
        "what": "leads", "preset": None, "file": "l.csv", "rows": 2, "looked_at": 2, "dry_run": False, "last_at": None,
    }  # fmt: skip


def test_erased_people_and_undone_leads_are_in_no_export(shop, con):
    con.execute("insert into erasure (lead_id, reason, actor, erased_at) values (1, 'asked', 't', 0)")
    assert [one["external_id"] for one in rows(shop("export", "leads").out)] == ["902"]
    con.execute("update lead set undone_at = 1 where id = 2")
    assert rows(shop("export", "leads").out) == []


def test_quiet_says_nothing(shop):
    done = shop("export", "leads", "-o", "l.csv", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_reader_that_leaves_early_is_no_fault(shop, db_file, kind):
    Path("many.csv").write_text("Name,Notes\n" + "".join(f"N {n},{'x' * 200}\n" for n in range(2000)), "utf-8")
    assert shop("import", "leads", "many.csv").code == 0
    with subprocess.Popen(
        [sys.executable, "-m", "leadctl", "--db", str(db_file), "export", "leads", "--format", kind],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()  # as head does; more than a pipe holds is yet to come
        told = process.stderr.read().decode()
    assert "Traceback" not in told
    assert "Exception" not in told
    assert process.returncode == 0
