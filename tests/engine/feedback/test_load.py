"""Filled sheets: each answer once, whatever is imported how often, and taken back without a trace."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.db.connection import connect
from leadctl.engine.feedback.load import import_feedback
from leadctl.engine.feedback.requests import requests
from leadctl.engine.feedback.sheet import ANSWER, BLANK, rows
from leadctl.engine.history_import.common import PastOptions
from leadctl.engine.importing.undo import undo_import
from leadctl.engine.verify import verify
from tests.effort import examples
from tests.engine.feedback.worlds import DAY, NOW, RULES, asked, facts

FIELD = dict(zip(ANSWER, ("new_status", "new_value", "note", "next_step_on", "next_step"), strict=True))


def sheet(con, answers: dict[int, dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the sheet of all open requests, filled in."""
    header, *body = rows(requests(con, NOW), "UTC")
    found = [dict(zip(header, cells, strict=True)) for cells in body]
    return [{**row, **{FIELD[k]: v for k, v in answers.get(int(row["request"]), {}).items()}} for row in found]


def write(filled: list[dict[str, str]], path: Path = Path("f.csv")) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, filled[0].keys())
    writer.writeheader()
    writer.writerows(filled)
    path.write_text("\ufeff" + out.getvalue(), "utf-8", newline="")
    return str(path)


def load(con, path: str, now: int = NOW, **flags: Any):
    options = PastOptions(path, dayfirst=flags.pop("dayfirst", None), flags=flags)
    return import_feedback(con, options, RULES, now, "shell")


def test_a_filled_sheet(con):
    a, b, c = asked(con)
    con.execute("update lead set value = 700 where id = 1")
    answers = {
        a: {"status": "contacted", "value": "12,500.50", "note": "hi", "next_at": "2026-03-09", "next_note": "call"},
        b: {"status": "New"},
    }
    filled = sheet(con, answers)
    assert (filled[0]["status_now"], filled[0]["value_now"]) == ("New", "7.00")
    done = load(con, write(filled))
    assert (done.read, done.counts, done.rejected) == (3, {"new": 2, "left_open": 1}, {})
    assert [r.id for r in requests(con, NOW)] == [c]
    assert con.execute("select kind, name, note, import_id from activity order by id").fetchall() == [
        ("action", "note", "hi", 1),
        ("status", None, None, 1),
        ("action", "feedback", None, 1),
    ]
    assert con.execute("select amount, import_id from opportunity").fetchall() == [(1_250_050, 1)]
    midnight = 1_773_014_400  # 2026-03-09 00:00 UTC: a day begins with its first moment
    assert con.execute("select due_at, note, import_id from follow_up").fetchall() == [(midnight, "call", 1)]
    assert verify(con, NOW).differences == ()


def test_the_columns_for_the_answer_are_those_that_are_read(con):
    asked(con, 1)
    header = next(rows(requests(con, NOW), "UTC"))
    assert tuple(header[-5:]) == BLANK == tuple(FIELD.values())


def test_a_next_step_of_today_is_due_when_the_day_ends(con):
    (a,) = asked(con, 1)
    load(con, write(sheet(con, {a: {"next_at": "2026-03-04"}})))
    assert con.execute("select due_at from follow_up").fetchall() == [(NOW - NOW % DAY + DAY - 1,)]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"status": "Contcted"}, "no-status", "new_status"),
        ({"value": "many"}, "bad-amount", "new_value"),
        ({"value": "-5"}, "bad-amount", "new_value"),
        ({"next_at": "someday"}, "unreadable-date", "next_step_on"),
        ({"next_at": "2026-03-03"}, "past-time", "next_step_on"),
        ({"next_note": "call"}, "no-time", "next_step_on"),
    ],
)
def test_rejects_name_cell_and_reason_and_leave_nothing(con, cells, code, column):
    a, *_ = asked(con)
    before = facts(con)
    done = load(con, write(sheet(con, {a: {"note": "kept out", **cells}})))
    assert (done.rejected, done.counts) == ({code: 1}, {"left_open": 2})
    assert facts(con) == before
    (reject,) = csv.DictReader(Path("f.rejects.csv").read_text("utf-8-sig").splitlines())
    assert (reject["leadctl_line"], reject["leadctl_column"], reject["request"]) == ("2", column, str(a))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"request": "99"}, "no-request"),
        ({"request": ""}, "no-request"),
        ({"request": "1x"}, "no-request"),
        ({"request": "9" * 40}, "no-request"),
        ({"lead_id": "2"}, "wrong-lead"),
    ],
)
def test_rows_of_another_file(con, change, code):
    a, *_ = asked(con)
    filled = sheet(con, {a: {"note": "x"}})
    filled[0] |= change
    assert load(con, write(filled)).rejected == {code: 1}
    assert con.execute("select count(*) from activity").fetchone() == (0,)


def test_what_was_recorded_since_stands(con):
    a, b, _ = asked(con)
    path = write(sheet(con, {a: {"status": "Dead"}, b: {"note": "n"}}))
    load(con, write(sheet(con, {a: {"status": "Contacted"}}), Path("earlier.csv")))
    done = load(con, path, NOW + 60)
    assert (done.rejected, done.counts) == ({"request-over": 1}, {"new": 1, "left_open": 1})
    assert "ana has worked on lead 1 since" in done.examples[0].reason
    assert con.execute("select status_id from lead_state where lead_id = 1").fetchone() == (4,)


def test_two_answers_to_one_request_in_one_file(con):
    a, *_ = asked(con, 1)
    (row,) = sheet(con, {a: {"note": "one"}})
    done = load(con, write([row, row, {**row, "note": "two"}]))
    assert (done.counts, done.rejected) == ({"new": 1, "unchanged": 1}, {"request-over": 1})


def test_the_request_column_is_required(con):
    from leadctl.errors import UsageError

    Path("f.csv").write_text("lead id,note\n1,x\n")
    with pytest.raises(UsageError, match="request"):
        load(con, "f.csv")


CELLS = {
    "status": st.sampled_from(["", "", "New", "contacted", "Closed", "Dead", "Nonsense"]),
    "value": st.sampled_from(["", "", "0", "1,234.50", "12.5k", "none of it"]),
    "note": st.sampled_from(["", "", "call back", "=1+1", "- later", "zwei\nZeilen", "\x1b[31m", "a,b;c\"d"]),
    "next_at": st.sampled_from(["", "", "2026-03-05", "2026-03-09 14:00", "03/30/2026", "2026-01-01", "2026-03-04"]),
    "next_note": st.sampled_from(["", "", "send the offer", "'@home"]),
}  # fmt: skip
SHEETS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=5)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=SHEETS, second=SHEETS)
def test_each_answer_once_however_often_it_comes_and_none_when_taken_back(db_file, tmp_path, first, second):
    file = tmp_path / "life.db"
    for old in tmp_path.glob("life.db*"):
        old.unlink()
    file.write_bytes(db_file.read_bytes())
    con = connect(file)
    try:
        numbers = asked(con, 5)
        blank = facts(con)
        one = write(sheet(con, dict(zip(numbers, first, strict=False))), tmp_path / "one.csv")
        two = write(sheet(con, dict(zip(numbers, second, strict=False))), tmp_path / "two.csv")
        load(con, one, dry_run=True)
        assert facts(con) == blank
        done = load(con, one)
        open_now = {r.id for r in requests(con, NOW)}
        assert len(open_now) == done.counts.get("left_open", 0) + done.rejected_rows == 5 - done.counts.get("new", 0)
        kept = facts(con)
        again = load(con, one, NOW + 5)
        assert (again.counts.get("new", 0), again.counts.get("unchanged", 0)) == (0, done.counts.get("new", 0))
        assert (again.rejected, facts(con)) == (done.rejected, kept)
        more = load(con, two, NOW + 60)
        assert verify(con, NOW + 60).differences == ()
        undo_import(con, more.import_id, RULES, NOW + 90)
        undo_import(con, done.import_id, RULES, NOW + 90)
        assert [row for row in facts(con) if row[0] != "state"] == [row for row in blank if row[0] != "state"]
        assert {r.id for r in requests(con, NOW + 90)} == set(numbers)
        assert load(con, one, NOW + 120).counts == done.counts
        assert verify(con, NOW + 120).differences == ()
    finally:
        con.close()
