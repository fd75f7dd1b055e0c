"""What an empty report says: the filter that empties it, what there is without it, where else to look."""

import json

import pytest

NOTHING = ("--from", "2020-01-01", "--to", "2020-01-02")
WEEK = ("--from", "2026-02-09", "--to", "2026-02-15")
DAY = 86_400
BEGIN = 1_770_613_200  # 2026-02-09 00:00 in New York


@pytest.fixture
def filled(leadctl, con):
    """Six leads of 9 to 14 February: ana has four of a strategy, bob two by hand."""
    for login in ("ana", "bob", "cy"):
        con.execute("insert into user (login, name, account_id, created_at) values (?, ?, 1, 0)", (login, login))
        con.execute(
            "insert into user_account (user_id, account_id, valid_from) select id, 1, 0 from user where login = ?",
            (login,),
        )
    con.execute("insert into strategy (id, name) values (1, 'Alpha')")
    con.execute("insert into source (id, name) values (1, 'Fair')")
    for i in range(6):
        at = BEGIN + i * DAY
        con.execute(
            "insert into lead (id, record_type_id, identity, email, first_status_id, received_at, received_kind,"
            " imported_at, source_id) values (?, 1, ?, ?, 1, ?, 'time', ?, ?)",
            (i + 1, i, f"p{i}@x.example", at, at, 1 if i == 5 else None),
        )
        con.execute(
            "insert into lead_state (lead_id, status_id, status_since, holder_account_id) values (?, 1, ?, 1)",
            (i + 1, at),
        )
        con.execute(
            "insert into distribution (lead_id, level, mode, origin, strategy_id, user_id, account_id, distributed_at,"
            " recorded_at, record_type_id, source_id) values (?, 'user', ?, ?, ?, ?, 1, ?, ?, 1, ?)",
            (
                i + 1,
                *(("push", "engine", 1, 1) if i < 4 else ("none", "manual", None, 2)),
                at,
                at,
                1 if i == 5 else None,
            ),
        )
    con.commit()

    def ask(report, *words):
        result = leadctl(
            "report", report, *words, "--tz", "America/New_York", "--format", "json", now="2026-03-01 09:00"
        )
        assert result.code == 0, result.err
        json.loads(result.out)
        return result.err.splitlines()

    return ask


@pytest.mark.parametrize("report", ["performance", "summary", "allocation", "sources", "response"])
def test_an_empty_period_names_the_nearest_day(filled, report):
    done = "received" if report in {"allocation", "sources"} else "distributed"
    said = filled(report, *NOTHING)
    after = (
        f"nothing was {done} in this period; the first lead after it was {done} on 2026-02-09 (try --from 2026-02-09)"
    )
    assert after in said
    said = filled(report, "--yesterday")
    assert any(f"the last lead before it was {done} on 2026-02-14 (try --from 2026-02-14)" in line for line in said)


@pytest.mark.parametrize("report", ["performance", "summary", "response"])
def test_the_filter_that_empties_is_named_with_what_there_is_without_it(filled, report):
    said = filled(report, *WEEK, "--user", "cy")
    assert "--user leaves nothing; without it there would be 6 distributions: ana 4, bob 2" in said


def test_every_guilty_filter_is_named(filled):
    said = filled("summary", *WEEK, "--user", "bob", "--strategy", "Alpha")
    assert said == [
        "--user leaves nothing; without it there would be 4 distributions: ana 4",
        "--strategy leaves nothing; without it there would be 2 distributions: (manual) 2",
    ]


def test_filters_that_only_together_leave_nothing(filled):
    said = filled("summary", *WEEK, "--user", "ana", "--source", "Fair", "--strategy", "(manual)")
    assert said == ["--user leaves nothing; without it there would be 1 distribution: bob 1"]
    said = filled("summary", *WEEK, "--user", "cy", "--source", "Fair", "--strategy", "Alpha")
    assert said == [
        "the filters together leave nothing, nor does leaving out one of them: --user, --strategy, --source"
    ]


@pytest.mark.parametrize("report", ["allocation", "sources"])
def test_leads_are_told_as_leads(filled, report):
    said = filled(report, *WEEK, "--source", "Fair", "--user", "ana")
    assert "--source leaves nothing; without it there would be 4 leads: (none) 4" in said
    assert "--user leaves nothing; without it there would be 1 lead: bob 1" in said


@pytest.mark.parametrize(
    ("report", "hint"), [("summary", "leadctl assign gives out what waits"), ("sources", "leadctl import leads")]
)
def test_an_empty_database_says_what_fills_it(leadctl, report, hint):
    assert hint in leadctl("report", report).err


def test_the_talk_is_quiet_and_the_files_tell_it(leadctl, tmp_path):
    assert leadctl("report", "summary", "--quiet").err == ""
    for name in ("r.md", "r.html"):
        leadctl("report", "summary", "-o", str(tmp_path / name))
        assert "nothing was distributed yet" in (tmp_path / name).read_text("utf-8")
