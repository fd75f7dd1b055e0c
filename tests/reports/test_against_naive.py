"""Both reports equal a recomputation written apart, on random databases, for every column, filter and grouping."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period, day_start
from leadctl.config import load_text
from leadctl.reports import REPORTS
from leadctl.reports.performance import sections
from leadctl.reports.spec import Filter, ReportSpec
from tests.effort import examples
from tests.reports import naive
from tests.reports.builders import random_database

CONFIG = load_text(naive.CONFIG, "test")
BY = [
    "account", "team", "user", "strategy", "method", "mode", "record-type", "product", "source", "source-type",
    "campaign", "priority", "confidence", "value-slab", "score-band", "sales-stage", "outcome", "attribute:region",
    "attribute:plan", "hour", "weekday", "day", "week", "month", "quarter", "year",
]  # fmt: skip
PLACES = {"spring forward": (2026, 3, 7), "fall back": (2026, 10, 31), "new year": (2025, 12, 30)}
FILTERS = [
    ("user", ["ana", "bob"]), ("team", ["Team 1"]), ("strategy", ["alpha", "(manual)"]), ("mode", ["push", "other"]),
    ("source", ["source red", "(none)"]), ("campaign", ["campaign blue"]), ("product", ["product red"]),
    ("priority", ["high", "medium"]), ("confidence", ["HIGH"]), ("value-slab", ["under 10"]), ("score-band", ["hot"]),
    ("sales-stage", ["New", "Closed"]), ("outcome", ["auto-accepted", "rerouted"]), ("method", ["round_robin"]),
    ("source-type", ["fair"]), ("source-type", ["(none)"]), ("source-type", ["(NONE)", "fair"]),
]  # fmt: skip


def make(seed, report):
    """Return (connection, spec) of one random case."""
    rng = random.Random(seed)
    first = date(*PLACES[rng.choice(list(PLACES))])
    zone = rng.choice(["America/New_York", "America/New_York", "UTC", "Asia/Kolkata"])
    days = rng.choice([1, 3, 5])
    period = Period(day_start(first, zone), day_start(first + timedelta(days=days), zone), zone, "test")
    con = random_database(seed, period.start, period.end)
    known = {row[0] for row in con.execute("select method from strategy_enabled")}
    filters = [Filter(kind, tuple(v)) for kind, v in rng.sample(FILTERS, rng.choice([0, 0, 1, 2]))]
    filters = [f for f in filters if f.kind != "method" or set(f.values) <= known]
    words = {row[0].casefold() for row in con.execute("select confidence from lead where confidence is not null")}
    filters = [f for f in filters if f.kind != "confidence" or {v.casefold() for v in f.values} <= words]
    group = tuple(rng.sample(BY, rng.choice([0, 1, 2, 3])))
    if report == "performance" and rng.random() < 0.4:
        group = ("strategy", "user")
    regions = con.execute("select count(*) from account where attributes like '%region%'").fetchone()[0]
    plans = con.execute("select count(*) from lead where attributes is not null").fetchone()[0]
    group = tuple(g for g in group if (g != "attribute:region" or regions) and (g != "attribute:plan" or plans))
    spec = ReportSpec(
        report,
        period,
        rng.choice([period.end + 5, period.end - 40_000, period.end + 86_400 * 30]),
        group,
        account=rng.choice([(), (), ("west",), ("Corporate",), ("Solo",), ("Solo", "west")]),
        record_type=rng.choice([None, None, "Lead"]),
        filters=tuple(filters),
    )
    return con, rng, spec


def as_dicts(table):
    """Return prefix -> {column: cell}: rows, subtotals and the total."""
    keys = [c.key for c in table.columns]
    depth = table.depth
    rows = list(table.rows)
    closing = table.closing()
    found = {tuple(r[:depth]): dict(zip(keys[depth:], r[depth:], strict=True)) for r in rows}
    assert len(found) == len(rows), "two rows with the same keys"
    for s in closing.subtotals:
        assert tuple(s.cells[: s.level]) not in found
        found[tuple(s.cells[: s.level])] = dict(zip(keys[depth:], s.cells[depth:], strict=True))
    found[()] = dict(zip(keys[depth:], closing.totals[depth:], strict=True))
    return found


def is_zero(cells):
    return not any(cells.values())


@pytest.mark.parametrize("count", ["distribution", "activity"])
@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
@example(seed=5547)
def test_performance(count, seed):
    con, rng, spec = make(seed, "performance")
    spec = replace(
        spec,
        count=count,
        show_disabled=rng.random() < 0.5,
        contact_base=rng.choice(["new", "distributed"]),
        contact_means=rng.choice(["left", "reached"]),
        status_changes=rng.choice([(), ("contacted", "Closed")]),
    )
    statuses = {4: "contacted", 5: "closed"} if spec.status_changes else {}
    table = REPORTS["performance"](con, CONFIG, spec)
    got = as_dicts(table)
    want = naive.performance(naive.World(con), spec, sections(spec.group), statuses)
    for key, cells in want.items():
        assert got.get(key) == pytest.approx(cells), key
    for key in set(got) - set(want):
        assert is_zero(got[key]), f"{key} is nobody's"
    whole = got[()]
    if count == "distribution":
        for cells in got.values():
            if cells["leads_distributed"] is not None:
                assert cells["worked_leads"] <= cells["unique_leads"] <= cells["leads_distributed"]
    alone = as_dicts(REPORTS["performance"](con, CONFIG, replace(spec, group=())))
    assert alone == {(): whole}
    con.close()


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_summary(seed):
    con, rng, spec = make(seed, "summary")
    spec = replace(spec, events_since_distribution=rng.random() < 0.3)
    table = REPORTS["summary"](con, CONFIG, spec)
    want = naive.summary(naive.World(con), spec)
    if spec.group:
        want.setdefault((), naive.summary_cells(naive.World(con), spec, []))
        assert as_dicts(table) == want
    else:
        keys = [c.key for c in table.columns]
        assert [dict(zip(keys, row, strict=True)) for row in table.rows] == want
        totals = dict(zip(keys, table.closing().totals, strict=True))
        whole = naive.summary_cells(naive.World(con), spec, naive.counted(naive.World(con), spec))
        for key in ("marketing_events", "crm_events", "opportunity_value", "opportunity_value_raw"):
            assert totals[key] == whole[key], key
    con.close()
