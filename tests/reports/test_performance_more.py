"""--trend, --deals, --timing, --push-pull, --hints, --outcomes and --compare against computations written apart."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.clock import day_start
from leadctl.config import load_text
from leadctl.errors import UsageError
from leadctl.reports import REPORTS, make
from leadctl.reports.compare import before
from leadctl.reports.measures.deals import DEALS
from leadctl.reports.measures.timing import TIMING
from leadctl.reports.performance import sections
from leadctl.reports.periods import buckets
from leadctl.reports.table import Closing
from tests.effort import examples
from tests.reports import naive, naive_performance
from tests.reports.builders import random_database
from tests.reports.test_against_naive import as_dicts, is_zero
from tests.reports.test_against_naive import make as case

FOLLOW_UP = 5 * 3600
CONFIG = load_text(naive.CONFIG + 'follow_up_within = "5h"\n', "test")
SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def asked(seed):
    """Return (connection, chance, spec) of one random question about performance."""
    con, rng, spec = case(seed, "performance")
    spec = replace(
        spec,
        show_disabled=rng.random() < 0.5,
        contact_base=rng.choice(["new", "distributed"]),
        contact_means=rng.choice(["left", "reached"]),
        to_date=rng.random() < 0.4,
        status_changes=rng.choice([(), ("contacted", "Closed")]),
    )
    return con, rng, spec, {4: "contacted", 5: "closed"} if spec.status_changes else {}


def report(con, spec):
    return REPORTS["performance"](con, CONFIG, spec)


@settings(max_examples=examples(25), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_deals_and_timing(seed):
    con, _, spec, statuses = asked(seed)
    got = as_dicts(report(con, replace(spec, deals=True, timing=True)))
    w = naive.World(con)
    names = sections(spec.group)
    plain, more = naive.performance(w, spec, names, statuses), naive_performance.more_cells(w, spec, names, FOLLOW_UP)
    assert set(plain) == set(more)
    for key, cells in more.items():
        assert got[key] == pytest.approx(plain[key] | cells), key
        if cells["won_leads"] is not None:
            assert got[key]["won_leads"] == got[key]["closed_leads"]
    for key in set(got) - set(more):
        assert is_zero(got[key]), f"{key} is nobody's"
    con.close()


@settings(max_examples=examples(20), **SETTINGS)
@given(seed=st.integers(0, 10**9), unit=st.sampled_from(["day", "week", "month"]))
def test_trend(seed, unit):
    con, rng, spec, statuses = asked(seed)
    spec = replace(spec, trend=unit, count=rng.choice(["distribution", "distribution", "activity"]))
    spec = replace(spec, to_date=spec.to_date and spec.count == "distribution")
    table = report(con, spec)
    (trend,) = table.more
    assert trend.key == "trend"
    w = naive.World(con)
    want = naive.performance(w, spec, (unit,), statuses)
    got = as_dicts(trend)
    names = [row[0] for row in trend.rows]
    assert names == list(buckets(unit, spec.period, "monday"))[: len(names)], "every stretch, in order, none left out"
    for key, cells in want.items():
        assert got[key] == pytest.approx(cells), key
    for key in set(got) - set(want):
        assert is_zero(got[key])
    series = naive_performance.series(w, spec, sections(spec.group), unit, names)
    shown = as_dicts(table)
    for key, cells in shown.items():
        if cells["leads_distributed"] is None:
            assert cells["trend"] is None
            continue
        assert cells["trend"] == series.get(key, (0,) * len(names)), key
        assert sum(cells["trend"]) == cells["leads_distributed"]
    plain = as_dicts(report(con, replace(spec, trend=None)))
    assert {k: {c: v for c, v in cells.items() if c != "trend"} for k, cells in shown.items()} == plain
    con.close()


@settings(max_examples=examples(25), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_push_beside_pull(seed):
    con, _, spec, _ = asked(seed)
    spec = replace(spec, filters=spec.filters[:1])
    (table,) = report(con, replace(spec, push_pull=True)).more
    want, apart = naive_performance.push_pull(naive.World(con), spec)
    keys = [c.key for c in table.columns]
    got = {row[0]: dict(zip(keys[1:], row[1:], strict=True)) for row in table.rows}
    assert {m: pytest.approx(cells) for m, cells in want.items()} == got
    (note,) = table.closing().notes
    if not want:
        assert note.startswith("nothing to compare")
    elif apart:
        assert note.startswith("caution")
        assert all(f"average {word} " in note for word in apart)
        assert not any(f"average {word} " in note for word in {"score", "value", "age"} - set(apart))
    else:
        assert "alike" in note
    con.close()


@settings(max_examples=examples(8), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_hints_about_people(seed):
    _, _, spec, _ = asked(seed)
    con = random_database(seed, spec.period.start, spec.period.end, leads=60)
    spec = replace(spec, group=(), filters=(), account=())
    (table,) = report(con, replace(spec, hints=True)).more
    got = {(row[0], row[1]) for row in table.rows}
    people = {one for one in got if one[0] in {"most_untouched", "unlogged"}}
    assert people == naive_performance.hints(naive.World(con), spec, FOLLOW_UP)
    w = naive.World(con)
    idle = {
        f"{w.user[m['user_id']]['login']} ({w.strategy[m['strategy_id']]['name']})"
        for m in w.strategy_member
        for e in w.strategy_enabled
        if e["strategy_id"] == m["strategy_id"] and e["mode"] == "pull"
        and all(x["valid_from"] < spec.period.end and (x["valid_to"] is None or x["valid_to"] > spec.period.start)
                for x in (m, e))
        and m["user_id"] not in naive.disabled(w, spec)
        and not any(d["user_id"] == m["user_id"] and d["strategy_id"] == m["strategy_id"]
                    for d in naive.counted(w, spec))
    }  # fmt: skip
    assert {about for kind, about in got if kind == "idle_puller"} == idle
    con.close()


@settings(max_examples=examples(20), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_outcomes_to_date_only_grow(seed):
    con, _, spec, _ = asked(seed)
    plain, later = (as_dicts(report(con, replace(spec, to_date=flag))) for flag in (False, True))
    fixed = ("leads_distributed", "unique_leads", "contactable_leads", "already_contacted_leads")
    growing = ("worked_leads", "contacted_leads", "actions", "status_changed_leads", "appointments", "closed_leads")
    assert set(plain) == set(later)
    for key, cells in plain.items():
        assert [later[key][c] for c in fixed] == [cells[c] for c in fixed]
        if cells["leads_distributed"] is not None:
            assert all(later[key][c] >= cells[c] for c in growing)
    con.close()


def moved(cells, key):
    """Return (before, now, change) of one column."""
    return cells[f"{key}:before"], cells[key], cells[f"{key}:change"]


@settings(max_examples=examples(25), **SETTINGS)
@given(seed=st.integers(0, 10**9), name=st.sampled_from(["performance", "summary"]))
def test_compare_equals_both_reports(seed, name):
    con, _, spec, _ = asked(seed)
    dated = {"day", "week", "month", "quarter", "year"}
    group = tuple(g for g in spec.group if g not in dated) or (("user",) if name == "summary" else ())
    spec = replace(spec, report=name, group=group, deals=name == "performance", to_date=False)
    now = as_dicts(make(con, CONFIG, spec))
    former = as_dicts(make(con, CONFIG, replace(spec, period=before(spec.period))))
    columns = tuple(k for k in now[()] if k != "account")
    table = make(con, CONFIG, replace(spec, compare=True, columns=columns))
    got = as_dicts(table)
    assert set(got) == set(now) | set(former)
    for key, cells in got.items():
        for column in columns:
            earlier, here, change = moved(cells, column)
            assert here == (now[key][column] if key in now else nothing(column, former[key][column]))
            assert earlier == (former[key][column] if key in former else nothing(column, now[key][column]))
            assert change == (None if here is None or earlier is None else here - earlier)
    again = make(con, CONFIG, replace(spec, compare=True))  # rows of chosen columns are read once
    in_order = [tuple(r[: table.depth]) for r in again.rows]
    plain = [tuple(r[: table.depth]) for r in make(con, CONFIG, spec).rows]
    assert [k for k in in_order if k in set(plain)] == plain
    con.close()


def nothing(column, other):
    """A group without a row counts 0; amounts, medians and rates do not apply."""
    amounts = {"median_time_to_close", "average_deal", "won_value", "opportunity_value", "opportunity_value_raw"}
    counts = isinstance(other, int) and column not in amounts
    return 0 if counts else None


@settings(max_examples=examples(20), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_compare_sorts_by_what_it_shows(seed):
    con, rng, spec, _ = asked(seed)
    column = rng.choice(["actions:change", "actions", "contact_rate:before"])
    spec = replace(spec, group=("user",), compare=True, sort=f"-{column}", to_date=False)
    table = make(con, CONFIG, spec)
    at = [c.key for c in table.columns].index(column)
    by_section = {}
    for row in table.rows:
        by_section.setdefault(row[0], []).append(row[at])
    for cells in by_section.values():
        numbers = [c for c in cells if c is not None]
        assert numbers == sorted(numbers, reverse=True)
        assert cells == numbers + [None] * (len(cells) - len(numbers)), "what does not apply comes last"
    con.close()


@pytest.mark.parametrize(
    ("zone", "first", "last", "want"),
    [
        ("America/New_York", "2026-03-01", "2026-04-01", "2026-02-01"),  # a whole month, with a day of 23 hours
        ("America/New_York", "2026-01-01", "2026-04-01", "2025-10-01"),  # a quarter
        ("UTC", "2024-01-01", "2025-01-01", "2023-01-01"),  # a leap year
        ("America/New_York", "2026-03-02", "2026-03-16", "2026-02-16"),  # two weeks over the change of the clocks
        ("Europe/Berlin", "2026-03-30", "2026-03-31", "2026-03-29"),  # the day before has 23 hours
        ("UTC", "2026-03-01", "2026-03-02", "2026-02-28"),  # one day
    ],
)
def test_the_period_before(zone, first, last, want):
    from datetime import date

    from leadctl.clock import Period

    start, end = (day_start(date.fromisoformat(d), zone) for d in (first, last))
    found = before(Period(start, end, zone))
    assert (found.start, found.end) == (day_start(date.fromisoformat(want), zone), start)


def test_what_cannot_be_compared_is_said():
    con, _, spec, _ = asked(1)
    for wrong in (
        replace(spec, group=("user", "day")),
        replace(spec, report="summary", group=()),
    ):
        with pytest.raises(UsageError, match="--compare"):
            make(con, CONFIG, replace(wrong, compare=True))
    con.close()


@pytest.mark.parametrize("flag", ["to_date", "deals", "timing", "push_pull"])
def test_work_of_the_period_has_no_such_figures(flag):
    con, _, spec, _ = asked(1)
    with pytest.raises(UsageError, match="--count activity"):
        report(con, replace(spec, count="activity", **{"to_date": False, flag: True}))
    con.close()


@settings(max_examples=examples(20), **SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_figures_and_charts_show_cells_of_the_table(seed):
    con, _, spec, statuses = asked(seed)
    table = report(con, replace(spec, trend="day"))
    whole, closing = as_dicts(table)[()], table.closing()
    assert isinstance(closing, Closing)
    for figure in closing.figures:
        assert figure.value == whole[figure.column.key]
    charts = {c.key: c for t in table.tables for c in t.closing().charts}
    for chart in charts.values():
        assert all(len(line.values) == len(chart.categories) for line in chart.series)
        assert chart.text
    if "contacted" in charts:
        base = spec.contact_base
        done, left = (line.values for line in charts["contacted"].series)
        lines = [c for k, c in as_dicts(table).items() if len(k) == min(2, table.depth)]
        whole_base = [c["unique_leads" if base == "distributed" else "contactable_leads"] for c in lines]
        assert sorted(a + b for a, b in zip(done, left, strict=True)) == sorted(n for n in whole_base if n)
    assert ("statuses" in charts) == bool(statuses)
    if statuses:
        (line,) = charts["statuses"].series
        assert list(line.values) == [whole[f"status:{slug}"] for slug in statuses.values()]
    given_out = next(line for line in charts["trend"].series if line.label == "Leads distributed")
    assert sum(given_out.values) == whole["leads_distributed"]
    con.close()


def test_flags_add_columns_at_the_end():
    con, _, spec, _ = asked(3)
    plain = report(con, spec).columns
    wide = report(con, replace(spec, deals=True, timing=True, trend="day")).columns
    assert wide[: len(plain)] == plain
    assert [c.key for c in wide[len(plain) :]] == [*(m.key for m in (*DEALS, *TIMING)), "trend"]
    con.close()


def test_hints_are_found_in_such_databases():
    """The comparison above would prove nothing if no random database had anything to find."""
    seen = set()
    for seed in range(20):
        _, _, spec, _ = asked(seed)
        spec = replace(spec, filters=(), account=())
        con = random_database(seed, spec.period.start, spec.period.end, leads=60)
        seen |= {kind for kind, _ in naive_performance.hints(naive.World(con), spec, FOLLOW_UP)}
        con.close()
    assert seen == {"most_untouched", "unlogged"}
