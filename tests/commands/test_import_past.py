"""leadctl import activities | touches | opportunities | distributions, as typed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.builders import add_lead, add_users


@pytest.fixture(autouse=True)
def _firm(con: sqlite3.Connection) -> None:
    add_users(con, "ana bob")
    for name in ("L1", "L2"):
        add_lead(con, external_id=name)
    Path("distributions.csv").write_text("lead,user,date,answer\nL1,ana,2026-01-01,\nL2,bob,2026-01-02,accepted\n")
    Path("activities.csv").write_text(
        "ActivityID,LeadID,ActivityType,Subject,DueDate,Completed,Notes,Owner\n"
        "A1,L1,Call,Hi,2026-01-05,True,rang,ana\nA2,L2,Email,Hi,2026-01-06,False,,bob\nA3,L2,Email,Hi,2026-01-06,True,,\n"
        "A4,L2,Email,Hi,2026-01-06,True,,bop\n"
    )
    Path("touches.csv").write_text("lead,name,date\nL1,web_visit,2026-01-03\n")
    Path("opportunities.csv").write_text("lead,amount\nL1,500\n")


def test_a_past_comes_in_and_twice_adds_nothing(leadctl, con):
    for kind, code in (("distributions", 0), ("activities", 1), ("touches", 0), ("opportunities", 0)):
        told = leadctl("import", kind, f"{kind}.csv", "--json", "--quiet")
        assert told.code == code, told
        first = json.loads(told.out)
        again = json.loads(leadctl("import", kind, f"{kind}.csv", "--json", "--quiet").out)
        assert first["new"] > 0
        assert "new" not in again
        assert again["unchanged"] == first["new"]
    assert con.execute("select actions from distribution order by id").fetchall() == [(1,), (0,)]
    assert con.execute("select count(*) from touch").fetchone() == (2,)
    assert con.execute("select owner_id from lead_state").fetchall() == [(1,), (2,)]
    assert leadctl("verify").code == 0


def test_the_summary_counts_what_was_skipped_and_why(leadctl):
    result = leadctl("import", "activities", "activities.csv")
    assert result.code == 1
    assert "not completed skipped" in result.out
    assert "touches of nobody" in result.out
    assert 'activities.csv:5: "bop" is no user; did you mean "bob"?' in result.err
    assert "bop" in Path("activities.rejects.csv").read_text()


def test_a_dry_run_says_the_same_and_writes_nothing(leadctl, con):
    before = sorted(con.iterdump())
    result = leadctl("import", "activities", "activities.csv", "--dry-run", "--include-open")
    assert "dry run" in result.out
    assert "not completed" not in result.out
    assert sorted(con.iterdump()) == before
    assert not Path("activities.rejects.csv").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("activities", "touches.csv", "--tz", "Mars"), "is not a time zone"),
        (("touches", "touches.csv", "--kind", "markting"), 'did you mean "marketing"?'),
        (("activities", "touches.csv", "--map", "name=nme"), 'did you mean "name"?'),
        (("opportunities", "touches.csv"), "no column for amount"),
        (("distributions", "touches.csv"), "no column for user"),
    ],
)
def test_wrong_use_is_refused(leadctl, con, words, says):
    before = sorted(con.iterdump())
    result = leadctl("import", *words)
    assert result.code == 2
    assert says in result.err
    assert sorted(con.iterdump()) == before


def test_a_past_can_be_taken_back_and_come_again(leadctl, con):
    for kind in ("distributions", "activities", "touches", "opportunities"):
        leadctl("import", kind, f"{kind}.csv")
    told = [leadctl("imports", "undo", str(n)) for n in (1, 2, 3, 4)]
    assert [r.code for r in told] == [0, 0, 0, 0]
    assert [line.split() for r in told for line in r.out.splitlines()[1:]] == [
        ["passages", "2"],
        ["activities,", "touches,", "values", "and", "follow-ups", "2"],
        ["activities,", "touches,", "values", "and", "follow-ups", "1"],
        ["activities,", "touches,", "values", "and", "follow-ups", "1"],
    ]
    assert con.execute("select owner_id, waiting from lead_state").fetchall() == [(None, 1), (None, 1)]
    assert leadctl("verify").code == 0
    for kind in ("distributions", "activities", "touches", "opportunities"):
        again = json.loads(leadctl("import", kind, f"{kind}.csv", "--json", "--quiet").out)
        assert "unchanged" not in again
    assert con.execute("select owner_id from lead_state").fetchall() == [(1,), (2,)]
    assert con.execute("select actions from distribution where undone_at is null order by id").fetchall() == [
        (1,),
        (0,),
    ]
    assert leadctl("verify").code == 0
