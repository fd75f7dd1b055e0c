"""report all: every report in one folder, all or none; and reports as they were known."""

import csv
import json
import os
import re
import subprocess
import sys

import pytest

from leadctl.commands.report.options import OWN
from leadctl.db.connection import connect, immediate
from leadctl.reports import REPORTS
from tests.commands.test_report import FEBRUARY, NOW, at, filled  # noqa: F401  a fixture


@pytest.fixture
def report(leadctl, filled):  # noqa: F811  the fixture
    def run(*args, now=NOW):
        return leadctl("report", *args, now=now)

    return run


def names(folder):
    return {p.name for p in folder.iterdir()}


def test_every_report_is_in_the_folder_and_the_index_leads_to_all(report, tmp_path):
    assert set(OWN) == set(REPORTS)
    said = report("all", *FEBRUARY, "--format", "xlsx,html,csv", "-o", "weekly")
    assert said.code == 0, said.err
    assert said.out == ""
    folder = tmp_path / "weekly"
    wanted = {f"{name}.{ending}" for name in REPORTS for ending in ("html", "xlsx", "csv")} | {"index.html"}
    assert wanted <= names(folder)
    text = (folder / "index.html").read_text("utf-8")
    linked = set(re.findall(r'href="([^"#]+)"', text))
    assert linked == names(folder) - {"index.html"}
    assert "2026-02-01" in text
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", text)  # nothing from elsewhere
    assert oct(folder.stat().st_mode)[-3:] == "700"  # people's data
    assert {oct(p.stat().st_mode)[-3:] for p in folder.iterdir()} == {"600"}
    with (folder / "performance.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    alone = report("performance", *FEBRUARY, "--format", "csv", "--quiet")
    assert rows == list(csv.DictReader(alone.out.splitlines()))


def test_a_csv_for_every_table(report, tmp_path):
    assert report("all", *FEBRUARY, "--format", "csv", "-o", "out").code == 0
    found = json.loads(report("allocation", *FEBRUARY, "--format", "json").out)
    wanted = {"allocation.csv", *(f"allocation-{key}.csv" for key in found["tables"] if key != "main")}
    assert {n for n in names(tmp_path / "out") if n.startswith("allocation")} == wanted
    assert "index.html" not in names(tmp_path / "out")


def test_existing_files_need_force_and_others_stay(report, tmp_path):
    folder = tmp_path / "weekly"
    assert report("all", *FEBRUARY, "-o", "weekly").code == 0
    (folder / "mine.txt").write_text("mine", "utf-8")
    (folder / "summary.html").write_text("old", "utf-8")
    said = report("all", *FEBRUARY, "-o", "weekly")
    assert (said.code, "[file-exists]" in said.err) == (2, True)
    assert (folder / "summary.html").read_text("utf-8") == "old"
    assert report("all", *FEBRUARY, "-o", "weekly", "--force").code == 0
    assert (folder / "mine.txt").read_text("utf-8") == "mine"
    assert "Lead distribution summary" in (folder / "summary.html").read_text("utf-8")


def test_when_one_report_fails_nothing_is_written(report, tmp_path, monkeypatch):
    before = names(tmp_path)
    said = report("all", *FEBRUARY, "--strategy", "Enterprize", "-o", "weekly")
    assert (said.code, said.out) == (4, "")
    assert 'report performance: no strategy "Enterprize"' in said.err
    assert names(tmp_path) == before
    (tmp_path / "weekly").mkdir()
    (tmp_path / "weekly" / "sources.html").write_text("old", "utf-8")

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadctl.reports.render.html.write_index", broken)
    said = report("all", *FEBRUARY, "-o", "weekly", "--force")
    assert (said.code, "[cannot-write]" in said.err) == (3, True)
    assert names(tmp_path / "weekly") == {"sources.html"}
    assert (tmp_path / "weekly" / "sources.html").read_text("utf-8") == "old"
    assert names(tmp_path) == before | {"weekly"}


def test_what_a_killed_call_left_is_removed_by_the_next(report, tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".weekly.{gone.pid}.abcdefgh"
    kept = [f".weekly.{os.getpid()}.abcdefgh", f".weekly.{gone.pid}.notes-of-mine", f".weekly2.{gone.pid}.abcdefgh"]
    for name in (left.name, *kept):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.html").write_text("ann@example.com", "utf-8")
    assert report("all", *FEBRUARY, "-o", "weekly").code == 0
    assert not left.exists()
    assert set(kept) <= names(tmp_path)


def test_defaults_of_reports_hold_where_nothing_is_typed(report, tmp_path):
    assert report("performance", *FEBRUARY, "--user", "ana", "--save", "mine", "--default").code == 0
    assert report("all", "-o", "a").code == 0
    assert "mine (the default" in (tmp_path / "a" / "performance.html").read_text("utf-8")
    assert "mine (the default" in (tmp_path / "a" / "index.html").read_text("utf-8")
    assert "mine (the default" not in (tmp_path / "a" / "summary.html").read_text("utf-8")
    assert report("all", "--last-month", "-o", "b").code == 0
    assert "mine (the default" not in (tmp_path / "b" / "performance.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "slug"),
    [
        ([], "no-folder"),
        (["-o", "-"], "no-folder"),
        (["-o", "leads.db"], "no-folder"),
        (["-o", "x", "--format", "html,pfd"], "unknown-format"),
        (["-o", "x", "--by", "user"], "usage"),
        (["-o", "x", "--today", "--yesterday"], "two-periods"),
    ],
)
def test_wrong_use(report, tmp_path, args, slug):
    before = names(tmp_path)
    said = report("all", *args)
    assert (said.code, said.out) == (2, "")
    assert f"[{slug}]" in said.err
    assert names(tmp_path) == before


# ---------------------------------------------------------------- known at


def criteria(result):
    assert result.code == 0, result.err
    return json.loads(result.out)["criteria"]


def totals(result):
    assert result.code == 0, result.err
    return json.loads(result.out)["totals"]


def test_known_at_leaves_out_what_was_recorded_later(report, filled):  # noqa: F811  the fixture
    con = connect(filled)
    with immediate(con):  # an action of February that somebody typed in on 3 March
        con.execute(
            "insert into activity (lead_id, user_id, kind, name, origin, happened_at, recorded_at, distribution_id)"
            " values (3, 1, 'action', 'call', 'leadctl', ?, ?, 5)",
            (at("2026-02-20"), at("2026-03-03")),
        )
        con.execute("update distribution set actions = 1, first_action_at = ? where id = 5", (at("2026-02-20"),))
    con.close()
    ask = ("performance", *FEBRUARY, "--format", "json", "--show-disabled", "--quiet")
    now, then = report(*ask), report(*ask, "--known-at", "2026-03-02")
    assert totals(now)["actions"] - totals(then)["actions"] == 1
    assert criteria(then)["known_at"] == "2026-03-02T23:59:59-05:00"  # a date is its end, in the report's zone
    assert (criteria(now)["facts_recorded_after_end"], criteria(then)["facts_recorded_after_end"]) == (1, 0)
    assert "known_at" not in criteria(now)
    assert criteria(then)["period"] == criteria(now)["period"]


def test_known_now_is_the_plain_report(report):
    for name in REPORTS:
        ask = (name, *FEBRUARY, "--format", "json", "--quiet")
        plain, known = report(*ask), report(*ask, "--known-at", "now")
        assert plain.code == known.code == 0
        found = json.loads(known.out)
        assert found["criteria"].pop("known_at") == "2026-03-05T07:00:00-05:00"
        assert found == json.loads(plain.out), name


def test_known_at_before_the_end_is_as_of_then(report):
    found = criteria(report("summary", *FEBRUARY, "--known-at", "2026-02-12 08:00", "--format", "json"))
    assert (found["as_of"], found["known_at"]) == ("2026-02-12T08:00:00-05:00",) * 2
    assert found["period"]["to"] == "2026-03-01T00:00:00-05:00"
    header = report("summary", *FEBRUARY, "--known-at", "2026-02-12 08:00").out
    assert "Known at:      2026-02-12 08:00 EST; what was recorded later is not in it" in header


def test_today_is_known_up_to_now_and_the_future_is_not_known(report):
    assert criteria(report("summary", "--known-at", "today", "--format", "json"))["known_at"].startswith(
        "2026-03-05T12"
    )
    for text in ("2026-03-05 12:00:01", "tomorrow", "2027-01-01"):
        said = report("summary", "--known-at", text)
        assert (said.code, said.out) == (2, "")
        assert "[future-time]" in said.err
    assert "[bad-time]" in report("summary", "--known-at", "lately").err


def test_the_file_is_as_it_was(report, filled):  # noqa: F811  the fixture
    con = connect(filled)
    before = list(con.iterdump())
    assert report("performance", *FEBRUARY, "--known-at", "2026-02-11").code == 0
    assert list(con.iterdump()) == before
    con.close()
