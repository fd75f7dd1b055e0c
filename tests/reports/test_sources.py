"""`report sources`: equal to a recomputation written apart; costs are shared out whole; what the footer says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period
from leadctl.reports import REPORTS
from leadctl.reports.sources_costs import share
from leadctl.reports.spec import Filter, ReportSpec
from tests.effort import examples
from tests.reports import naive, naive_sources
from tests.reports.builders import empty, insert
from tests.reports.test_against_naive import CONFIG, as_dicts, make

DAY = 86_400


def with_costs(con, rng, spec):
    """Let leads come in around the period, take some back, and spend money around it."""
    start, end = spec.period.start, spec.period.end
    for (lead_id,) in con.execute("select id from lead").fetchall():
        con.execute("update lead set received_at = ? where id = ?", (rng.randint(start - DAY, end + DAY), lead_id))
    con.execute("update lead set undone_at = 1 where id = ?", (rng.randint(1, 14),))
    first = datetime.fromtimestamp(start, UTC).date()
    for _ in range(rng.choice([0, 1, 4, 8])):
        day = first + timedelta(rng.randint(-4, 6))
        source, campaign = rng.choice([(1, None), (None, 2), (1, 1), (2, 2), (2, None), (None, 1)])
        insert(
            con, "cost", source_id=source, campaign_id=campaign, first_day=day.isoformat(),
            last_day=(day + timedelta(rng.choice([0, 0, 1, 6]))).isoformat(), amount=rng.randint(-500, 99_999),
            recorded_at=start, removed_at=rng.choice([None, None, None, end]),
        )  # fmt: skip


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_sources_equal_the_naive_ones(seed):
    con, rng, spec = make(seed, "sources")
    with_costs(con, rng, spec)
    if rng.random() < 0.4:
        spec = replace(
            spec, group=rng.choice([("source", "campaign"), ("source-type",), ("campaign", "day"), ("week",)])
        )
    got = as_dicts(REPORTS["sources"](con, CONFIG, spec))
    want = naive_sources.sources(naive.World(con), con, spec)
    assert set(got) == set(want)
    for key, cells in want.items():
        assert got[key] == pytest.approx(cells), key
    alone = as_dicts(REPORTS["sources"](con, CONFIG, replace(spec, group=())))
    if not set(spec.group) & set(naive_sources.BY_DAY):  # else the days of a cost decide who bears it
        assert alone == {(): got[()]}
    for cells in got.values():
        parts = ("distributed", "held", "linked_duplicates", "closed_undistributed")
        assert cells["generated"] == sum(cells[part] for part in parts)
    con.close()


NAMES = st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([None, 1, 2]))
COSTS = st.lists(st.tuples(NAMES.filter(any), st.sampled_from([(), (1,)]), st.integers(-99, 9_999).map(Fraction)))
COHORT = st.dictionaries(st.tuples(NAMES, st.sampled_from([(), (1,)])), st.integers(1, 5))


@settings(max_examples=examples(200))
@given(COSTS, COHORT)
def test_costs_are_shared_out_whole(spent, cohort):
    found = share(spent, [(*key, n) for key, n in cohort.items()], len(spent))
    borne = sum((found.per_lead.get(key, Fraction(0)) * n for key, n in cohort.items()), Fraction(0))
    assert borne + sum(found.alone.values(), Fraction(0)) == found.total == sum(a for _, _, a in spent)


# ---------------------------------------------------------------- by hand

PERIOD = Period(1_772_323_200, 1_772_323_200 + 10 * DAY, "UTC", "ten days")  # from 2026-03-01


@pytest.fixture
def shop():
    """Ads bring 3 leads (2 of campaign a), a fair 1; the fair cost 1,000 for 20 days, ads 90, campaign a 10 alone."""
    con = empty()
    for table, names in (("source", ("ads", "fair", "radio")), ("campaign", ("a", "b"))):
        for name in names:
            insert(con, table, name=name)
    for number, (source, campaign) in enumerate([(1, 1), (1, 1), (1, None), (2, None)]):
        lead = insert(
            con, "lead", record_type_id=1, identity=number, first_status_id=1, source_id=source, campaign_id=campaign,
            received_at=PERIOD.start + number * DAY, received_kind="time", imported_at=PERIOD.start,
        )  # fmt: skip
        con.execute(
            "insert into lead_state (lead_id, status_id, status_since, holder_account_id) values (?, 1, 0, 1)", (lead,)
        )
    for source, campaign, first, last, amount in (
        (2, None, "2026-03-01", "2026-03-20", 100_000),
        (1, None, "2026-03-02", "2026-03-02", 9_000),
        (None, 1, "2026-03-10", "2026-03-10", 1_000),
        (3, None, "2026-03-05", "2026-03-05", 700),
    ):
        insert(
            con, "cost", source_id=source, campaign_id=campaign, first_day=first, last_day=last, amount=amount,
            recorded_at=0,
        )  # fmt: skip
    yield con
    con.close()


def run(con, **more):
    return REPORTS["sources"](con, CONFIG, ReportSpec("sources", PERIOD, PERIOD.end + 5, **more))


def costs(table, key="cost"):
    return {group: cells[key] for group, cells in as_dicts(table).items()}


def test_a_cost_falls_on_the_leads_it_speaks_of(shop):
    assert costs(run(shop, group=("source", "campaign"))) == {
        ("ads", "a"): 7_000, ("ads", "(none)"): 3_000, ("ads",): 10_000, ("fair", "(none)"): 50_000, ("fair",): 50_000,
        ("radio", "(none)"): 700, ("radio",): 700, (): 60_700,
    }  # fmt: skip
    assert costs(run(shop, group=("source",)), "cost_per_lead") == {
        ("ads",): 3_333, ("fair",): 50_000, ("radio",): None, (): 15_175,
    }  # fmt: skip


def test_a_cost_stands_in_the_bucket_of_its_days(shop):
    by_day = costs(run(shop, group=("day",)))
    assert by_day["2026-03-10",] == 5_000 + 1_000
    assert by_day["2026-03-02",] == 5_000 + 9_000
    assert by_day[()] == 60_700


def test_costs_up_to_now_only(shop):
    spec = ReportSpec("sources", PERIOD, PERIOD.start + 2 * DAY + 5, ("source",))
    assert costs(REPORTS["sources"](shop, CONFIG, spec)) == {
        ("ads",): 9_000, ("fair",): 15_000, (): 24_000,
    }  # fmt: skip


def test_filters_take_their_share_and_the_footer_tells_of_the_rest(shop):
    table = run(shop, group=("source",), filters=(Filter("campaign", ("a",)),))
    assert costs(table) == {("ads",): 7_000, (): 7_000}
    assert (
        "not in the table: 7.00 USD without a lead in the period, which the filters leave out" in table.closing().notes
    )
    table = run(shop, filters=(Filter("source", ("radio",)),))
    assert costs(table) == {(): 700}


def test_without_costs_the_columns_are_empty_and_the_footer_says_where_costs_come_from(shop):
    shop.execute("delete from cost")
    table = run(shop, group=("source",))
    assert set(costs(table).values()) == {None}
    assert any("leadctl import costs FILE" in note for note in table.closing().notes)
    assert [f.column.key for f in table.closing().figures] == ["generated", "closed_rate", "opportunity_value"]


def test_outcomes_to_date_count_what_came_after_the_period(shop):
    insert(
        shop, "activity", lead_id=1, user_id=None, kind="status", from_system="new", to_system="closed",
        to_status_id=5, origin="crm", happened_at=PERIOD.end + 2, recorded_at=PERIOD.end + 2,
    )  # fmt: skip
    assert costs(run(shop), "closed_leads") == {(): 0}
    assert costs(run(shop, to_date=True), "closed_leads") == {(): 1}


def test_costs_that_came_late_are_told_of(shop):
    shop.execute("update cost set recorded_at = ? where source_id = 1", (PERIOD.end,))
    assert "recorded after the period's end: 1 of 4 costs" in run(shop).closing().notes
    assert late(run(shop)) == 1
    shop.execute("update cost set removed_at = ? where source_id = 2", (PERIOD.end + 1,))  # corrected since
    assert late(run(shop)) == 2
    shop.execute("update cost set first_day = '2026-04-01', last_day = '2026-04-30' where source_id = 1")
    assert late(run(shop)) == 1
    shop.execute("update cost set recorded_at = 0, removed_at = null")
    assert not any("recorded after" in note for note in run(shop).closing().notes)
    assert late(run(shop)) == 0
    shop.execute("update lead set imported_at = ? where id = 1", (PERIOD.end,))
    assert late(run(shop)) == 1


def late(table) -> int:
    """Return what the header says of facts recorded after the period's end."""
    return next(c.value for c in table.criteria if c.key == "facts_recorded_after_end")


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_what_became_of_leads_is_what_report_allocation_says(seed):
    con, rng, spec = make(seed, "sources")
    with_costs(con, rng, spec)
    got = as_dicts(REPORTS["sources"](con, CONFIG, spec))
    other = as_dicts(REPORTS["allocation"](con, CONFIG, replace(spec, report="allocation")))
    for key in other:
        found = got.get(key, dict.fromkeys(got[()], 0))
        assert found["held"] == other[key]["waiting"] + other[key]["gated"], key
        for column in ("generated", "distributed", "linked_duplicates", "closed_undistributed"):
            assert found[column] == other[key][column], (key, column)
    con.close()


def test_charts_show_how_far_leads_came(shop):
    funnel = run(shop, group=("source",)).closing().charts[0]
    assert (funnel.key, funnel.categories) == ("funnel", ("ads", "fair"))
    assert funnel.series[0].values == (3, 1)
    assert "ads: 0 of 3 leads closed" in funnel.text
