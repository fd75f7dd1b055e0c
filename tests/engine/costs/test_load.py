"""import costs: days, weeks, months; exports of ad platforms; rejects, correction by a later file, undo, dry run."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.engine.costs.load import import_costs
from leadctl.engine.costs.words import currency_of, month_of, overlaps
from leadctl.engine.importing.undo import undo_import
from leadctl.errors import ConfigError, ConflictError, UsageError
from tests.effort import examples

NOW = 1_772_355_600  # 2026-03-01
RULES = load_text('timezone = "America/New_York"', "test")


@pytest.fixture
def load(con, tmp_path: Path):
    con.executemany("insert into source (name) values (?)", [("Search ads",), ("Fair",)])
    con.executemany("insert into campaign (name) values (?)", [("Brand",), ("Spring",)])

    def run(text: str | bytes, at: int = 0, **options):
        file = tmp_path / "costs.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_costs(con, str(file), RULES, NOW + at, **options)

    return run


def stored(con) -> list[tuple]:
    return con.execute(
        "select s.name, c.name, k.first_day, k.last_day, k.amount from cost k left join source s on s.id = k.source_id"
        " left join campaign c on c.id = k.campaign_id where k.removed_at is null"
        " order by k.first_day, k.last_day, s.name, c.name"
    ).fetchall()


def test_days_weeks_months_and_stretches(con, load):
    summary = load(
        "source,campaign,day,week,month,from,to,cost\n"
        "Search ads,Brand,2026-03-02,,,,,10.50\n"
        "search ads,,,2026-03-02,,,,7\n"
        'Fair,,,,2026-02,,,"1,200"\n'
        "Fair,,,,March 2026,,,300\n"
        ',Spring,,,,2026-03-10,2026-03-12,"$1,000.00"\n'
    )
    assert summary.counts == {"new": 5}
    assert stored(con) == [
        ("Fair", None, "2026-02-01", "2026-02-28", 120_000),
        ("Fair", None, "2026-03-01", "2026-03-31", 30_000),
        ("Search ads", "Brand", "2026-03-02", "2026-03-02", 1_050),
        ("Search ads", None, "2026-03-02", "2026-03-08", 700),
        (None, "Spring", "2026-03-10", "2026-03-12", 100_000),
    ]


GOOGLE = """Campaign report
"March 1, 2026 - March 31, 2026"
Day,Campaign,Currency code,Cost,Clicks,Avg. cost
2026-03-01,Brand,USD,"1,234.50",3,411.5
2026-03-02,Brand,USD,12.00,4,3
2026-03-02,Spring,USD,0,4,3
Total: Campaigns, --,USD,"1,246.50",7,9
"""
META = """Reporting starts,Reporting ends,Campaign name,Day,Amount spent (USD),Impressions
2026-03-01,2026-03-31,Brand,2026-03-01,1234.50,9
2026-03-01,2026-03-31,Brand,2026-03-02,12,9
2026-03-01,2026-03-31,Spring,2026-03-02,0,9
"""
LINKEDIN = (
    "Campaign Performance Report (in UTC)\r\nReport Start: March 1, 2026, 12:00 AM\r\n\r\n"
    "Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Name\tTotal Spent\tClicks\r\n"
    "03/01/2026\tTally\tUSD\tBrand\t1234.5\t3\r\n"
    "03/02/2026\tTally\tUSD\tBrand\t12.0\t3\r\n"
    "03/02/2026\tTally\tUSD\tSpring\t0.0\t3\r\n"
).encode("utf-16")


@pytest.mark.parametrize("text", [GOOGLE, META, LINKEDIN], ids=["google", "meta", "linkedin"])
def test_exports_of_ad_platforms_are_read_as_they_come(con, load, text):
    summary = load(text, source="Search ads")
    assert summary.rejected == {}
    assert stored(con) == [
        ("Search ads", "Brand", "2026-03-01", "2026-03-01", 123_450),
        ("Search ads", "Brand", "2026-03-02", "2026-03-02", 1_200),
        ("Search ads", "Spring", "2026-03-02", "2026-03-02", 0),
    ]


def test_a_campaign_may_begin_with_total_but_a_total_is_none(con, load):
    load("campaign,day,cost\nTotal Care,2026-03-01,5\nTotal,2026-03-01,5\nGrand total: all,2026-03-01,5\n")
    assert [row[1:] for row in stored(con)] == [("Total Care", "2026-03-01", "2026-03-01", 500)]


def test_rows_of_one_file_add_up_and_a_later_file_replaces(con, load):
    first = load("campaign,day,cost\nBrand,2026-03-01,5\nBrand,2026-03-01,6\nSpring,2026-03-01,9\n")
    assert first.counts == {"new": 2, "added_up": 1}
    again = load("campaign,day,cost\nBrand,2026-03-01,11\nSpring,2026-03-01,8\n", at=60)
    assert again.counts == {"unchanged": 1, "changed": 1}
    assert [row[4] for row in stored(con)] == [1_100, 800]
    old = con.execute("select amount, removed_at, removed_by from cost where removed_at is not null").fetchall()
    assert old == [(900, NOW + 60, again.import_id)]


def test_undo_lets_the_old_cost_stand_again_and_the_file_come_again(con, load):
    text = "campaign,day,cost\nBrand,2026-03-01,5\n"
    first = load(text)
    second = load("campaign,day,cost\nBrand,2026-03-01,7\n", at=60)
    with pytest.raises(ConflictError, match="later imports changed rows"):
        undo_import(con, first.import_id, RULES, NOW + 70)
    done = undo_import(con, second.import_id, RULES, NOW + 80)
    assert (done.rows, [row[4] for row in stored(con)]) == (2, [500])
    undo_import(con, first.import_id, RULES, NOW + 90)
    assert stored(con) == []
    assert load(text, at=100).counts == {"new": 1}


def test_a_dry_run_writes_nothing(con, load):
    assert load("source,day,cost\nNew one,2026-03-01,5\n", dry_run=True).counts == {"new": 1}
    assert stored(con) == []
    assert con.execute("select count(*) from source").fetchone() == (2,)


def test_what_cannot_be_read_is_rejected_with_its_reason(con, load):
    summary = load(
        "source,campaign,day,from,to,cost,currency\n"
        ",,2026-03-01,,,5,\n"
        "Fair,,,,,5,\n"
        "Fair,,2026-02-30,,,5,\n"
        "Fair,,,2026-03-05,2026-03-01,5,\n"
        "Fair,,,2026-03-05,,5,\n"
        "Fair,,2026-03-01,,,,\n"
        "Fair,,2026-03-01,,,much,\n"
        "Fair,,2026-03-01,,,5,EUR\n"
        "Fair,,2026-03-01,,,5 €,\n"
        "Fair,,2026-03-03,,,6,usd\n"
    )
    assert summary.rejected == {
        "no-source": 1, "no-day": 2, "unreadable-date": 1, "bad-period": 1, "no-amount": 1, "bad-amount": 1,
        "wrong-currency": 2,
    }  # fmt: skip
    assert stored(con) == [("Fair", None, "2026-03-03", "2026-03-03", 600)]


def test_a_row_without_a_campaign_among_campaigns_is_no_cost_of_the_source(con, load):
    summary = load("Campaign name,Day,Amount spent (USD)\n,2026-03-01,17\nBrand,2026-03-01,17\n", source="Search ads")
    assert summary.rejected == {"no-campaign": 1}
    assert [row[1] for row in stored(con)] == ["Brand"]


def test_a_header_in_another_currency_is_refused_as_a_whole(con, load):
    with pytest.raises(UsageError, match=r'"Amount spent .EUR." is in EUR, the rules say USD'):
        load("Campaign name,Day,Amount spent (EUR)\nBrand,2026-03-01,17\n")
    assert con.execute("select count(*) from import").fetchone() == (0,)
    with pytest.raises(UsageError, match="no column for source or campaign"):
        load("Day,Cost\n2026-03-01,17\n")


def test_doubts_are_warnings_and_rejects_when_strict(con, load):
    text = (
        "source,campaign,day,from,to,cost\n"
        "Fairr,,2026-03-01,,,5\n"
        "Fairr,,2026-03-02,,,5\n"
        "Fair,,,2026-03-01,2026-03-31,9\n"
        "Fair,,2026-03-31,,,-2\n"
    )
    summary = load(text, dry_run=True)
    assert summary.warned == {"new-source": 1, "overlapping-days": 1, "negative-cost": 1}
    assert 'did you mean "Fair"?' in summary.examples[0].reason
    assert load(text, strict=True).rejected == {"new-source": 2, "negative-cost": 1}
    again = load("source,day,cost\nFair,2026-03-05,1\n")  # beside the month of the file before
    assert again.warned == {"overlapping-days": 1}
    assert len(stored(con)) == 2


def test_the_currency_of_a_database_with_costs_stays(con, load):
    from leadctl.engine.ruleset import check

    check('currency = "EUR"', "rules", con)
    load("source,day,cost\nFair,2026-03-05,1\n")
    with pytest.raises(ConfigError) as refused:
        check('currency = "EUR"', "rules", con)
    assert "amounts are stored in USD" in refused.value.faults[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Cost (EUR)", "EUR"), ("€ 12", "EUR"), ("12 usd", "USD"), ("$5", None), ("Cost", None), ("CHFx", None)],
)
def test_currencies(text, code):
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("3/2026", date(2026, 3, 1)),
        ("Mar 2026", date(2026, 3, 1)),
        ("2026-13", None),
        ("Marz 2026", None),
        ("2026-03-02", None),
    ],
)
def test_months(text, day):
    assert month_of(text) == day


DAYS = st.integers(0, 20).map(lambda n: (date(2026, 3, 1) + timedelta(n)).isoformat())
KEYS = st.tuples(st.sampled_from([None, 1]), st.sampled_from([None, 2]), DAYS, DAYS).filter(lambda k: k[2] <= k[3])


@settings(max_examples=examples(150))
@given(st.sets(KEYS, max_size=8), st.sets(KEYS, min_size=1, max_size=4))
def test_days_paid_for_twice_are_found_and_no_others(old, new):
    found = overlaps(old | new, new)

    def meet(a, b):
        return a != b and a[:2] == b[:2] and a[2] <= b[3] and b[2] <= a[3]

    assert all(key in new and meet(key, other) for key, other in found.items())
    crossing = Counter(key[:2] for key in new if any(meet(key, other) for other in old | new))
    assert set(crossing) == {key[:2] for key in found}  # every source and campaign with such days is named
