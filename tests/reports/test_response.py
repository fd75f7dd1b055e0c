"""report response and summary --reminder equal a recomputation written apart: every column, days of 23 and 25 hours."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.reports import REPORTS
from tests.effort import examples
from tests.reports import naive_response as naive
from tests.reports.builders_response import add_response
from tests.reports.test_against_naive import as_dicts, make

CONFIG = load_text(naive.CONFIG, "test")
SLOW = list(HealthCheck)


def world(seed, report):
    con, rng, spec = make(seed, report)
    add_response(con, seed, spec.period.start, spec.period.end)
    return con, rng, spec


@settings(max_examples=examples(30), deadline=None, suppress_health_check=SLOW)
@given(seed=st.integers(0, 10**9))
def test_response(seed):
    con, rng, spec = world(seed, "response")
    if rng.random() < 0.3:
        spec = replace(spec, group=("user",))
    table = REPORTS["response"](con, CONFIG, spec)
    w = naive.World(con)
    got, want = as_dicts(table), naive.response(w, spec)
    want.setdefault((), naive.cells(w, spec, None, [], []))
    assert got.keys() == want.keys()
    for key, cells in want.items():
        assert got[key] == cells, key
        c = got[key]
        ends = ("accepted", "rejected", "expired", "lost", "withdrawn", "pending")
        assert c["offered"] == sum(c[k] for k in ends)
        assert c["first_action_5m"] <= c["first_action_5m_working"] <= c["acted"] <= c["received"]
    for chart in table.closing().charts:
        for line in chart.series:
            of = {"Wall time": "first_action_median", "Working time": "first_action_median_working"}
            key = of.get(line.label) or line.label.casefold()
            assert list(line.values) == [got[name,][key] for name in chart.categories]
    for figure in table.closing().figures:
        assert figure.value == got[()][figure.column.key] is not None
    reasons = table.only("reasons")
    assert {tuple(r[:-2]): r[-2] for r in reasons.rows} == naive.reasons(w, spec)
    assert reasons.closing().totals[-2] == got[()]["rejected"]
    alone = as_dicts(REPORTS["response"](con, CONFIG, replace(spec, group=())))
    assert alone == {(): got[()]}
    con.close()


@settings(max_examples=examples(30), deadline=None, suppress_health_check=SLOW)
@given(seed=st.integers(0, 10**9))
def test_reminder(seed):
    con, rng, spec = world(seed, "summary")
    spec = replace(spec, reminder=rng.choice([0, 0, 1, 2, 14]))
    table = REPORTS["summary"](con, CONFIG, spec)
    w = naive.World(con)
    want = naive.reminder(w, spec)
    keys = [c.key for c in table.columns]
    got = [dict(zip(keys, row, strict=True)) for row in table.rows]
    in_order = sorted(got, key=lambda row: (row["account"].casefold(), -row["alone_for"]))
    assert got == in_order
    by_id = [sorted(rows, key=lambda r: (r["lead_id"], r["distributed_at"], r["recipient"])) for rows in (got, want)]
    assert by_id[0] == by_id[1]
    whole = as_dicts(table.only("partners"))[()]
    for kind in ("pending", "never worked", "silent"):
        assert whole[kind.replace(" ", "_")] == sum(r["left_alone"] == kind for r in want)
    assert (whole["leads"], whole["oldest"]) == (len(want), max((r["alone_for"] for r in want), default=None))
    con.close()


@settings(max_examples=examples(25), deadline=None, suppress_health_check=SLOW)
@given(seed=st.integers(0, 10**9))
def test_undone_rows_are_listed_and_counted_nowhere(seed):
    con, _, spec = world(seed, "summary")
    spec = replace(spec, group=(), filters=tuple(f for f in spec.filters if f.kind != "outcome"))
    plain, whole = (REPORTS["summary"](con, CONFIG, replace(spec, show_undone=shown)) for shown in (False, True))
    keys = [c.key for c in plain.columns]
    outcome, pending = keys.index("outcome"), keys.index("pending")
    listed, rows = list(whole.rows), list(plain.rows)
    assert [r for r in listed if r[outcome] != "undone"] == rows
    undone = [r for r in listed if r[outcome] == "undone"]
    assert not any(r[pending] for r in undone)
    con.execute("update distribution set undone_at = null")  # had nothing been taken back
    again = list(REPORTS["summary"](con, CONFIG, spec).rows)
    assert len(again) == len(listed)
    assert whole.closing().totals == plain.closing().totals
    con.close()
