"""import leads of a file that holds something else, or nothing: one clear sentence, and what to type instead."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def worked(leadctl, tmp_path):
    """Return the folder of a database in which ana has a lead and called it."""
    assert leadctl("user", "add", "ana").code == 0
    assert leadctl("lead", "add", "--name", "Kim Novak", "--email", "kim@x.example", "--source", "Web").code == 0
    assert leadctl("lead", "give", "1", "--to", "ana").code == 0
    assert leadctl("lead", "action", "1", "call", "--user", "ana").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "command"),
    [("assignments", "distributions"), ("distributions", "distributions"), ("activities", "activities")],
)
@pytest.mark.parametrize("ending", ["csv", "ndjson"])
def test_what_was_exported_of_leads_is_refused_and_the_command_named_works(leadctl, con, worked, kind, command, ending):
    file = str(worked / f"x.{ending}")
    assert leadctl("export", kind, "-o", file).code == 0
    before = con.execute("select * from lead").fetchall()
    done = leadctl("import", "leads", file)
    assert done.code == 2
    assert f"x.{ending} is an export of {command}, not of leads [not-leads]" in done.err
    assert f"hint: leadctl import {command} {file}" in done.err
    assert leadctl("import", "leads", file, "--show-mapping").code == 2
    assert con.execute("select * from lead").fetchall() == before
    assert con.execute("select count(*) from import").fetchone() == (0,)
    assert leadctl("import", command, file).code == 0


def test_an_export_of_leads_is_still_taken(leadctl, worked):
    file = str(worked / "x.csv")
    assert leadctl("export", "leads", "-o", file).code == 0
    assert "unchanged" in leadctl("import", "leads", file).out


@pytest.mark.parametrize("kind", ["leads", "users", "activities"])
def test_a_header_alone_is_said(leadctl, worked, kind):
    (worked / "h.csv").write_text("login,email,lead,type,user,happened at\n")
    done = leadctl("import", kind, str(worked / "h.csv"))
    assert done.code == 0
    assert "note: a header and no rows" in done.err
    told = leadctl("import", kind, str(worked / "h.csv"), "--json")
    assert "a header and no rows" in json.loads(told.out)["notes"]


@pytest.mark.parametrize("flags", [(), ("--dry-run",)])
def test_owners_who_are_no_users(leadctl, worked, flags):
    file = worked / "o.csv"
    file.write_text("Email,Owner\na@x.example,bea\nb@x.example,ana\n")
    done = leadctl("import", "leads", str(file), "--owner-column", "Owner", *flags)
    assert done.code == 1
    last = done.err.splitlines()[-1]
    assert last.startswith("hint: ")
    assert "leadctl import users FILE" in last
    assert "leadctl user add LOGIN" in last
    assert leadctl("user", "add", "bea").code == 0
    again = leadctl("import", "leads", str(file), "--owner-column", "Owner", *flags)
    assert (again.code, "hint:" in again.err) == (0, False)


def test_people_before_their_accounts_and_teams(leadctl, tmp_path):
    users, teams = tmp_path / "users.csv", tmp_path / "teams.csv"
    users.write_text("login,name,account\nzoe,Zoe,East\n", "utf-8")
    teams.write_text("name,account,members\nDesk,East,zoe\n", "utf-8")
    done = leadctl("import", "users", str(users))
    assert done.code == 1
    assert "hint: leadctl import accounts FILE, or leadctl account add, brings in the accounts" in done.err
    done = leadctl("import", "users", str(users), "--map", "account=team", "--strict")
    assert (done.code, "hint: leadctl import teams FILE" in done.err) == (1, True)
    done = leadctl("import", "teams", str(teams))
    assert (done.code, "hint: leadctl import accounts FILE" in done.err) == (1, True)
    assert leadctl("account", "add", "East").code == 0
    assert "hint: leadctl import users FILE" in leadctl("import", "teams", str(teams)).err
    assert "hint:" not in leadctl("import", "users", str(users)).err


def test_rows_that_are_no_leads_are_refused_before_anything_is_written(leadctl, con, tmp_path):
    file = tmp_path / "past.csv"
    for header, row, hint in (
        (
            "ActivityID,LeadID,ActivityType,Subject,DueDate,Completed",
            "A1,L1,Call,Hi,2026-01-02,True",
            "import activities",
        ),
        ("LeadID,Assigned To,Assigned At", "L1,ana,2026-01-02", "import distributions"),
        ("Email,Lead,Call Type,Activity Type,Happened at", ",L1,out,Call,2026-01-02", "import activities"),
    ):
        file.write_text(f"{header}\n{row}\n", "utf-8")
        done = leadctl("import", "leads", str(file))
        assert (done.code, "no row has a name, e-mail, phone or company" in done.err) == (2, True)
        assert "[not-leads]" in done.err
        assert f"leadctl {hint}" in done.err
        assert con.execute("select count(*) from import").fetchone() == (0,)
    file.write_text("Colour,Size\nred,5\n", "utf-8")
    assert "note: no row has a name, e-mail, phone or company\n" in leadctl("import", "leads", str(file)).err
    con.execute("delete from lead_state")
    con.execute("delete from lead")
    file.write_text("Lead ID,Lead Status\nL1,New\n", "utf-8")  # its contacts stand in another file
    assert leadctl("import", "leads", str(file)).code == 0
    file.write_text("Lead ID,City\nL1,Boston\n", "utf-8")  # more about a known lead
    assert leadctl("import", "leads", str(file)).code == 0
    assert con.execute("select external_id, city from lead").fetchall() == [("L1", "Boston")]


def test_ids_that_stand_twice_are_said(leadctl, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Lead ID,Name\n1,Kim\n2,Lee\n1,Kimberly\n", "utf-8")
    said = leadctl("import", "leads", str(file)).err
    assert "note: id 1 stands twice (lines 2, 4): the later row wins" in said
    file.write_text("Lead ID,Name\n1,Kim\n2,Lee\n1,Kimberly\n2,Li\n1,K\n,No\n,One\n", "utf-8")
    said = leadctl("import", "leads", str(file)).err
    listed = "1 (lines 2, 4, 6), 2 (lines 3, 5)"
    assert f"note: 3 rows have an id that stands above already, the later row wins: {listed}\n" in said
    file.write_text("Lead ID,Name\n1,Kim\n1,Kim\n", "utf-8")  # the same row again
    assert "stands" not in leadctl("import", "leads", str(file)).err
    file.write_text("Lead ID,Name,Source\n1,Kim,Web\n1,Lee,Fair\n", "utf-8")  # two systems, two leads
    assert "stands" not in leadctl("import", "leads", str(file)).err
