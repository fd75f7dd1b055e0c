"""The whole path with real commands: people, rules, leads, work and both reports, and everything undone again."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

NOW = "2026-02-10T12:00:00-05:00"

ACCOUNTS = "name,parent,kind\nWest,Corporate,branch\nEast,Corporate,branch\n"
USERS = """login,name,email,account,timezone
ana,Ana Alba,ana@example.com,West,America/Los_Angeles
bob,Bob Berg,bob@example.com,West,America/Los_Angeles
eve,Eve Ek,eve@example.com,East,America/New_York
"""
RULES = """
timezone = "America/New_York"
record_types = ["Inbound"]

[[status]]
name = "New"
system = "new"
[[status]]
name = "Contacted"
system = "contacted"
probability = 40
[[status]]
name = "Won"
system = "closed"
probability = 100

[[gate]]
name = "no contact data"
hold_when = { email = { present = false }, phone = { present = false } }

[[strategy]]
name = "Big"
method = "weighted"
to = { users = ["ana", "bob"], weights = { ana = 2, bob = 1 } }
when = { value = { min = 1000 } }

[[strategy]]
name = "Everyone"
method = "round_robin"
to = { users = ["ana", "bob", "eve"] }
"""


def lead_rows() -> list[list[str]]:
    rows = [
        [
            "Lead ID",
            "First Name",
            "Last Name",
            "Email",
            "Phone",
            "Company",
            "Lead Source",
            "Campaign",
            "Value",
            "Created",
        ]
    ]
    for n in range(30):
        email = "" if n == 7 else f"p{n}@example.com"
        rows.append(
            [
                f"L{n}",
                "Pat",
                f"Lee{n}",
                email,
                "",
                f"Firm {n}",
                ["Web", "Fair"][n % 2],
                ["", "Spring"][n % 3 == 0],
                str(100 + 100 * n),
                f"2026-01-{1 + n % 28:02d} 10:00",
            ]
        )
    return rows


@pytest.fixture
def made(leadctl, tmp_path: Path):
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    (tmp_path / "users.csv").write_text(USERS)
    (tmp_path / "leadctl.toml").write_text(RULES)
    with (tmp_path / "leads.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows(lead_rows())

    def ok(*args: str, code: int = 0, now: str = NOW):
        result = leadctl(*args, now=now)
        assert result.code == code, (args, result)
        return result

    ok("import", "accounts", "accounts.csv")
    ok("import", "users", "users.csv")
    ok("config", "apply", "leadctl.toml")
    ok("import", "leads", "leads.csv")
    return ok


def dump(db_file: Path) -> Counter[str]:
    con = sqlite3.connect(db_file)
    lines = Counter(con.iterdump())
    con.close()
    return lines


def test_from_a_csv_to_both_reports(made, db_file: Path) -> None:
    made("assign", now="2026-01-20T12:00:00-05:00")
    con = sqlite3.connect(db_file)
    owners = dict(
        con.execute(
            "select l.external_id, u.login from lead_state s join lead l on l.id = s.lead_id"
            " join user u on u.id = s.owner_id"
        )
    )
    assert len(owners) == 29
    assert "L7" not in owners
    made("lead", "action", "L1", "call", "--user", owners["L1"])
    made("lead", "status", "L1", "Won", "--user", owners["L1"])
    made("lead", "appointment", "L2", "--user", owners["L2"], "--starts", "2026-02-12 10:00")
    report = json.loads(made("report", "performance", "--last-30-days", "--format", "json").out)
    totals = report["totals"]
    assert totals["leads_distributed"] == 29
    assert totals["unique_leads"] == 29
    assert totals["worked_leads"] == 2
    assert totals["contacted_leads"] == 1
    assert totals["contactable_leads"] == 29
    assert totals["actions"] == 1
    assert totals["appointments"] == 1
    assert totals["closed_leads"] == 1
    west = json.loads(
        made(
            "report",
            "performance",
            "--from",
            "2026-01-01",
            "--to",
            "2026-01-31",
            "--tz",
            "America/New_York",
            "--account",
            "West",
            "--record-type",
            "Inbound",
            "--format",
            "json",
        ).out
    )
    assert west["totals"]["leads_distributed"] == sum(o in {"ana", "bob"} for o in owners.values())
    assert west["totals"]["actions"] == 0, "worked in February"
    made("report", "summary", "--group-by", "partner,source-campaign", "--format", "csv", "-o", "out.csv")
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text())))
    assert rows
    con.close()


def test_explain_undo_and_verify(made, db_file: Path) -> None:
    before = dump(db_file)
    dry = made("assign", "--dry-run")
    assert dump(db_file) == before
    assert "29" in dry.out
    made("assign")
    told = json.loads(made("explain", "L3", "--json").out)
    assert told["lead_id"]
    held = made("explain", "L7")
    assert "no contact data" in held.out
    made("verify")
    con = sqlite3.connect(db_file)
    run = con.execute("select max(id) from run where kind = 'assign'").fetchone()[0]
    made("undo", str(run))
    assert con.execute("select count(*) from lead_state where owner_id is not null").fetchone()[0] == 0
    assert con.execute("select count(*) from credit where micro <> 0").fetchone()[0] == 0
    con.close()
    made("verify")
    made("undo", str(run), code=4)
    made("assign")
    made("verify")


def test_the_same_file_twice_adds_nothing_and_says_so(made, db_file: Path) -> None:
    again = made("import", "leads", "leads.csv")
    con = sqlite3.connect(db_file)
    assert con.execute("select count(*) from lead").fetchone()[0] == 30
    con.close()
    assert "0 new" in again.out.lower() or "new" in again.out.lower()


def test_wrong_names_are_refused_with_the_nearest_and_write_nothing(made, leadctl, db_file: Path) -> None:
    made("assign")
    before = dump(db_file)
    for args, nearest in [
        (("lead", "action", "L1", "call", "--user", "annaa"), "ana"),
        (("lead", "status", "L1", "Contactd", "--user", "ana"), "Contacted"),
        (("report", "performance", "--account", "Wset"), "West"),
        (("report", "performance", "--tz", "America/NewYork"), "America/New_York"),
        (("report", "perfomance"), "performance"),
        (("assign", "--strategy", "Bigg"), "Big"),
    ]:
        result = leadctl(*args, now=NOW)
        assert result.code in {2, 4}, (args, result)
        assert nearest in result.err, (args, result.err)
    made("report", "performance", "--today", "--yesterday", code=2)
    assert dump(db_file) == before
