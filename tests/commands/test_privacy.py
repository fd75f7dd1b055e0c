"""lead erase, lead export, lead erasures, anonymise from the command line; and that every file is private."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from leadctl.db.connection import connect
from tests.builders import add_lead
from tests.engine.privacy.filled import about_lead, add_everywhere, files_of


@pytest.fixture
def jane(con) -> int:
    add_lead(con, full_name="Bob Other", email="bob@x.example", phone="+15550100456")
    return add_lead(con, full_name="Jane Zquille", email="jane@zq.example", phone="+15550100456", notes="Zqnote")


def test_erasing_asks_and_without_a_terminal_says_how(leadctl, con, jane):
    done = leadctl("lead", "erase", "jane@zq.example", "--reason", "letter")
    assert (done.code, done.out.count("Jane Zquille")) == (2, 1)
    assert "[not-confirmed]" in done.err
    assert "--yes" in done.err
    assert con.execute("select full_name from lead where id = ?", (jane,)).fetchone() == ("Jane Zquille",)


def test_an_address_names_the_person_however_many_leads_are_his(leadctl, con, jane):
    again = add_lead(con, full_name="Jane Z", email="jane@zq.example")
    told = json.loads(leadctl("lead", "export", "jane@zq.example").out)
    assert [(r["lead_id"], r["because"]) for r in told["leads"]] == [(jane, "named"), (again, "same e-mail")]
    alone = leadctl("lead", "erase", "jane@zq.example", "--only", "--reason", "letter", "--yes")
    assert (alone.code, "[ambiguous-lead]" in alone.err) == (4, True)
    con.execute("update lead set external_id = 'jane@zq.example' where id = 1")
    con.commit()
    assert leadctl("lead", "erase", "jane@zq.example", "--reason", "letter", "--yes").code == 4
    con.execute("update lead set external_id = null where id = 1")
    con.commit()
    assert leadctl("lead", "erase", "jane@zq.example", "--reason", "letter", "--yes").code == 0
    gone = con.execute("select full_name from lead where id in (?, ?)", (jane, again)).fetchall()
    assert not any("Jane" in (name or "") for (name,) in gone)


@pytest.mark.parametrize(
    ("answer", "gone"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_at_a_terminal_only_a_yes_erases(con, db_file, jane, monkeypatch, answer, gone):
    from leadctl.cli import invoke

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stderr", said)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    code = invoke(["lead", "erase", f"#{jane}", "--reason", "letter", "--db", str(db_file), "--now", "2026-03-01"])
    assert "Erase 1 lead for good? It cannot be taken back. [y/N]" in said.getvalue()
    assert code == (0 if gone else 2)
    name = con.execute("select full_name from lead where id = ?", (jane,)).fetchone()[0]
    assert name == ("(erased)" if gone else "Jane Zquille")


def test_erase_as_json_dry_and_real(leadctl, con, db_file, jane):
    before = list(con.iterdump())
    dry = json.loads(leadctl("lead", "erase", f"#{jane}", "--reason", "letter", "--dry-run", "--json").out)
    assert list(con.iterdump()) == before
    real = json.loads(leadctl("lead", "erase", f"#{jane}", "--reason", "letter", "--yes", "--json").out)
    assert real == dry | {"dry_run": False}
    assert real["leads"] == [{"lead_id": jane, "because": "named"}]
    assert real["set_aside"] == [{"lead_id": 1, "because": "same phone"}]
    assert b"Zq" not in files_of(db_file)
    again = leadctl("lead", "erase", f"#{jane}", "--reason", "letter", "--yes")
    assert (again.code, "[erased-already]" in again.err) == (4, True)
    listed = json.loads(leadctl("lead", "erasures", "--json").out)
    assert [(e["lead_id"], e["by"], e["reason"]) for e in listed] == [(jane, "tester", "letter")]
    assert leadctl("lead", "show", f"#{jane}").code == 0
    assert leadctl("history", f"#{jane}").code == 0
    assert leadctl("explain", f"#{jane}").code == 0
    assert leadctl("lead", "show", f"#{jane}", "--journey").code == 0


def test_the_reason_itself_says_nothing_of_the_person(leadctl, con, db_file, jane):
    leadctl("lead", "erase", f"#{jane}", "--reason", "letter of Jane Zquille", "--yes")
    assert con.execute("select reason from erasure").fetchone() == ("letter of erased",)
    assert leadctl("lead", "erase", "1", "--reason", " ", "--yes").code == 2


def test_others_of_the_person_can_be_named_or_left(leadctl, con, jane):
    leadctl("lead", "erase", f"#{jane}", "--reason", "x", "--with", "#1", "--yes")
    assert con.execute("select count(*) from lead where full_name = '(erased)'").fetchone() == (2,)


def test_what_copies_lie_beside_is_said(leadctl, db_file, jane):
    db_file.with_name("leads.db.schema2.backup").touch()
    done = leadctl("lead", "erase", f"#{jane}", "--reason", "x", "--yes")
    assert "among them leads.db.schema2.backup" in done.err


def test_export_holds_every_word_of_the_person_and_none_of_others(leadctl, con, tmp_path):
    con.execute("insert into user (id, login, name, account_id, created_at) values (1, 'ana', 'Ana', 1, 0)")
    con.execute("insert into run (id, kind, started_at, recorded_at) values (1, 'assign', 0, 0)")
    words = {}
    for lead in (1, 2):
        given = {"id": lead, "record_type_id": 1, "identity": lead, "first_status_id": 1, "received_at": 5,
                 "imported_at": 5, "received_kind": "time", "email": f"z{lead}@zq.example"}  # fmt: skip
        words[lead] = {"lead": add_everywhere(con, "lead", lead, **given), **about_lead(con, lead, 100 + lead)}
    file = tmp_path / "person.json"
    done = leadctl("lead", "export", "#1", "-o", str(file))
    assert (done.code, done.out) == (0, "")
    told = file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for table, texts in words[1].items():
        for column, word in texts.items():
            if table not in ("lead_key", "company_key"):
                assert word in told, f"{table}.{column}"
                assert words[2][table][column] not in told, f"{table}.{column} of somebody else"
    data = json.loads(told)
    assert data["lead"][0]["status" if "status" in data["lead"][0] else "first_status"] == "New"
    assert data["activity"][0]["lead"] if "lead" in data["activity"][0] else data["activity"][0]["lead_id"] == 1
    assert leadctl("lead", "export", "#1", "-o", str(file)).code == 2
    assert json.loads(leadctl("lead", "export", "#1").out)["lead"] == data["lead"]


def test_export_tells_where_else_the_person_is_spoken_of(leadctl, con, jane):
    add_lead(con, full_name="Cy Moe", notes="friend of jane zquille")
    done = leadctl("lead", "export", f"#{jane}")
    (found,) = json.loads(done.out)["mentioned_elsewhere"]
    assert (found["table"], found["column"], found["text"]) == ("lead", "notes", "friend of jane zquille")
    assert "1 text elsewhere" in done.err


def test_anonymise_from_the_command_line(leadctl, con, jane, tmp_path):
    file = tmp_path / "shared.db"
    assert leadctl("anonymise", str(file), "--dry-run").out.endswith("Nothing was written.\n")
    assert not file.exists()
    told = json.loads(leadctl("anonymise", str(file), "--json").out)
    assert (told["file"], told["leads"]) == (str(file), 2)
    assert b"Zq" not in file.read_bytes()
    again = leadctl("anonymise", str(file))
    assert (again.code, again.err.splitlines()[-1]) == (2, "hint: another name, or --force to write over it")
    assert leadctl("anonymise", str(file), "--force").code == 0
    assert leadctl("verify", db=file).code == 0
    assert "Zquille" not in leadctl("lead", "list", db=file).out


# ---------------------------------------------------------------- private, whatever the umask

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): stat.S_IMODE(p.stat().st_mode) for p in folder.rglob("*") if p.is_file()}


def test_every_file_with_personal_data_is_the_owners_alone(leadctl, tmp_path, umask):
    place = tmp_path / "place"
    place.mkdir()
    os.chdir(place)
    good = tmp_path / "good.csv"
    good.write_text("Name,Email,Created\nAnn,ann@x.example,2026-02-28\nBob,bob@x.example,2026-02-27\n")
    db = place / "my.db"
    bad = tmp_path / "bad.csv"
    bad.write_text("Name,Email,Created\nAnn,ann@x.example,not a date\nBob\n")
    lines = [
        ["init"],
        ["import", "leads", str(good)],
        ["import", "leads", str(bad), "--strict", "--rejects", "bad.rejects.csv"],
        ["assign", "--propose", "plan.csv"],
        ["assign"],
        ["report", "summary", "--last-1-year", "-o", "summary.csv"],
        ["report", "performance", "--last-1-year", "-o", "performance.xlsx"],
        ["report", "performance", "--last-1-year", "-o", "performance.html"],
        ["report", "all", "--last-60-days", "-o", "all", "--format", "html,csv"],
        ["lead", "show", "#1", "-o", "lead.html"],
        ["lead", "export", "#1", "-o", "person.json"],
        ["anonymise", "shared.db"],
        ["backup", "backup.db"],
        ["export", "leads", "-o", "out.csv"],
    ]
    for line in lines:
        done = leadctl(*line, db=db)
        assert done.code in (0, 1), (line, done.err)
    with sqlite3.connect(db) as writer:  # a log that is being written
        writer.execute("insert into meta (key, value) values ('x', 'y')")
        found = modes(place)
    writer.close()
    found.pop("leadctl.toml", None)  # rules are meant to be read and versioned
    assert {"my.db", "my.db-wal", "my.db-shm", "my.db.lock", "bad.rejects.csv", "plan.csv", "summary.csv", "lead.html",
            "performance.xlsx", "performance.html", "person.json", "shared.db", "backup.db", "out.csv",
            "all/index.html"} <= found.keys()  # fmt: skip
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}
    assert stat.S_IMODE((place / "all").stat().st_mode) == 0o700


def test_a_copy_before_a_migration_is_private_too(leadctl, tmp_path, umask):
    old = tmp_path / "old.db"
    con = sqlite3.connect(old)
    con.executescript((ROOT / "tests" / "data" / "schema2.sql").read_text("utf-8"))
    con.close()
    assert leadctl("lead", "list", db=old).code == 0
    assert stat.S_IMODE(old.with_name("old.db.schema2.backup").stat().st_mode) == 0o600


def test_an_empty_file_of_somebody_else_is_made_private(tmp_path, umask):
    from leadctl.db.create import create_database

    path = tmp_path / "new.db"
    path.touch()
    path.chmod(0o644)
    create_database(path, 0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connect(path).close()
