"""`report fairness` equals a recomputation written apart; its causes add up to the gap in every row, to the digit."""

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period, day_start
from leadctl.config import load_text
from leadctl.engine.ledger import shares
from leadctl.engine.ruleset import apply
from leadctl.engine.runs import assign
from leadctl.errors import UsageError
from leadctl.models import Code
from leadctl.reports import REPORTS
from leadctl.reports.fairness_shares import UNIT, apportion, nearest, rounded, stakes
from leadctl.reports.fairness_words import CAME, WHILE
from leadctl.reports.measures.fairness import CAUSES, COLUMN_OF, FAIRNESS, Shares, index, received_rate
from leadctl.reports.spec import Filter, ReportSpec
from tests.builders import add_absence, add_leads, add_users
from tests.effort import examples
from tests.reports import naive, naive_fairness
from tests.reports.fairness_worlds import fairness_database
from tests.reports.test_against_naive import PLACES

CONFIG = load_text(naive.CONFIG, "test")
NOW = 1_772_464_200  # Monday 2026-03-02 15:10 UTC
BY = [
    "account", "team", "user", "strategy", "method", "mode", "record-type", "product", "source", "source-type",
    "campaign", "priority", "confidence", "value-slab", "score-band", "sales-stage", "attribute:plan", "hour",
    "weekday", "day", "week", "month", "quarter", "year",
]  # fmt: skip
FILTERS = [
    ("user", ["ana", "bob"]), ("team", ["Team 1"]), ("team", ["(none)"]), ("strategy", ["alpha", "(manual)"]),
    ("mode", ["push", "other"]), ("source", ["source red", "(none)"]), ("priority", ["high", "medium"]),
    ("value-slab", ["under 10"]), ("score-band", ["hot"]), ("sales-stage", ["New", "Closed"]),
]  # fmt: skip
SLOW = settings(max_examples=examples(35), deadline=None, suppress_health_check=list(HealthCheck))


def make(seed):
    """Return (connection, spec) of one random case."""
    rng = random.Random(seed)
    first = date(*PLACES[rng.choice(list(PLACES))])
    zone = rng.choice(["America/New_York", "UTC", "Asia/Kolkata"])
    days = rng.choice([1, 3, 5])
    period = Period(day_start(first, zone), day_start(first + timedelta(days=days), zone), zone, "test")
    con = fairness_database(seed, period.start, period.end)
    group = rng.sample(BY, rng.choice([0, 1, 2, 3])) if rng.random() < 0.6 else ["strategy", "user"]
    if "attribute:plan" in group and not con.execute("select 1 from lead where attributes is not null").fetchone():
        group.remove("attribute:plan")
    if con.execute("select 1 from account where attributes like '%region%'").fetchone() and rng.random() < 0.2:
        group = ["attribute:region"]
    return con, ReportSpec(
        "fairness",
        period,
        rng.choice([period.end + 5, period.end - 40_000, period.end + 86_400 * 30]),
        tuple(group),
        account=rng.choice([(), (), (), ("west",), ("Solo", "west")]),
        record_type=rng.choice([None, None, "Lead"]),
        filters=tuple(Filter(kind, tuple(v)) for kind, v in rng.sample(FILTERS, rng.choice([0, 0, 1, 2]))),
    )


def report(con, spec):
    return REPORTS["fairness"](con, CONFIG, spec)


def lines(table):
    """Return prefix -> {column: cell}: rows, subtotals and the total."""
    keys = [c.key for c in table.columns][table.depth :]
    closing = table.closing()
    found = {tuple(r[: table.depth]): dict(zip(keys, r[table.depth :], strict=True)) for r in table.rows}
    found |= {
        tuple(s.cells[: s.level]): dict(zip(keys, s.cells[table.depth :], strict=True)) for s in closing.subtotals
    }
    return found | {(): dict(zip(keys, closing.totals[table.depth :], strict=True))}


def only(table, key):
    return next((t for t in table.more if t.key == key), None)


def hundredths(cell):
    return round(cell * 100)


@SLOW
@given(seed=st.integers(0, 10**9))
def test_every_cell_against_the_naive_model(seed):
    con, spec = make(seed)
    table = report(con, spec)
    want = naive_fairness.sums(naive_fairness.World(con), spec, spec.group)
    got = lines(table)
    assert set(got) == set(want)
    for key, row in want.items():
        for column, exact in naive_fairness.cells(row).items():
            step = Fraction(1) if column.endswith("value") or column == "value_gap" else Fraction(1, 100)
            assert abs(Fraction(got[key][column]) - exact) <= step, (key, column)
        assert got[key]["received"] == naive_fairness.cells(row)["received"]
        assert got[key]["leads_distributed"] == naive_fairness.cells(row)["leads_distributed"]
        assert got[key]["received_value"] == naive_fairness.cells(row)["received_value"]
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_the_causes_add_up_to_the_gap_in_every_row(seed):
    con, spec = make(seed)
    table = report(con, spec)
    for key, row in lines(table).items():
        gap = hundredths(row["gap"])
        assert gap == hundredths(row["received"]) - hundredths(row["entitled"]), key
        assert gap == sum(hundredths(row[column]) for column in CAUSES), key
        assert row["value_gap"] == row["received_value"] - row["entitled_value"], key
    causes = only(table, "causes")
    depth = causes.depth
    leads, value = {}, {}
    for line in causes.rows:
        key, (_, _, n, v) = line[:depth], line[depth:]
        leads[key] = leads.get(key, 0) + hundredths(n)
        value[key] = value.get(key, 0) + v
    for line in table.rows if depth else [table.closing().totals]:
        row = dict(zip([c.key for c in table.columns], line, strict=True))
        assert leads.get(line[:depth], 0) == hundredths(row["gap"])
        assert value.get(line[:depth], 0) == row["value_gap"]
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_causes_one_by_one_and_who_did_it(seed):
    con, spec = make(seed)
    table = only(report(con, spec), "causes")
    want = {
        (*key, cause, by): amount
        for key, row in naive_fairness.sums(naive_fairness.World(con), spec, spec.group).items()
        if len(key) == len(spec.group)
        for (cause, by), amount in row.items()
        if not cause.startswith("(")
    }
    got = {tuple(r[:-2]): r[-2:] for r in table.rows}
    assert set(got) <= set(want)
    for key, (leads, value) in want.items():
        n, v = got.get(key, (0, 0))
        assert abs(Fraction(n) - leads) <= Fraction(1, 100), key
        assert abs(v - value) <= 1, key
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_strategies_and_their_indices(seed):
    con, spec = make(seed)
    rows = only(report(con, spec), "strategies").rows
    want = naive_fairness.strategies(naive_fairness.World(con), spec)
    assert {r[0] for r in rows} == set(want)
    for name, *figures in rows:
        for figure, exact in zip(figures, want[name], strict=True):
            assert figure == (None if exact is None else pytest.approx(float(exact), rel=1e-6)), name
        assert all(one is None or 0 < one <= 1 + 1e-9 for one in figures[3:])
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_score_bands_add_up_to_the_rows(seed):
    con, spec = make(seed)
    spec = replace(spec, group=("strategy", "user"))
    table = report(con, spec)
    bands = lines(only(table, "score_bands"))
    for key, row in lines(table).items():
        assert {c: bands[key][c] for c in ("entitled", "received", "gap")} == {
            c: row[c] for c in ("entitled", "received", "gap")
        }
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_what_is_entitled_was_decided_and_nothing_is_lost_between_people(seed):
    """Over everybody each decided lead is one lead; what absences cost some the others gained; turns even out."""
    con, spec = make(seed)
    spec = replace(spec, account=(), filters=tuple(f for f in spec.filters if f.kind not in naive_fairness.PERSONAL))
    whole = lines(report(con, spec))[()]
    turns = sum(r[2] for r in only(report(con, spec), "strategies").rows)
    assert whole["entitled"] == turns
    lost = ("absent", "off_shift", "capped", "no_tag", "not_taking", "had_before", "other_rules", "gained")
    assert abs(sum(hundredths(whole[c]) for c in lost)) <= 1
    assert hundredths(whole["turn"]) in {-1, 0, 1}
    con.close()


@SLOW
@given(seed=st.integers(0, 10**9))
def test_the_statement_holds_his_rows_and_nobody_elses_figures(seed):
    con, spec = make(seed)
    spec = replace(spec, group=("strategy", "user"), account=(), filters=())
    whole = lines(report(con, spec))
    for login in ("ana", "Cy"):
        told = report(con, replace(spec, filters=(Filter("user", (login,)),)))
        mine = {k[:1]: v for k, v in whole.items() if len(k) == 2 and k[1] == login}
        rows = lines(only(told, "rows"))
        assert set(rows) - {()} == set(mine)
        for key, row in mine.items():
            assert {column: row[column] for column in rows[key]} == rows[key]
        total = rows[()]
        sentences = {about: leads for about, leads, _ in told.rows}
        assert sentences["Received"] == total["received"]
        parts = [
            n for about, n, _ in told.rows if about not in {"Received", "Your share", "Difference"} and n is not None
        ]
        if total["entitled"]:
            assert hundredths(sentences["Difference"]) == hundredths(total["gap"])
        assert sum(map(hundredths, parts)) == hundredths(total["gap"])
        others = {"ana", "bob", "Cy", "dee", "Eve"} - {login}
        for one in told.tables:  # `by` may be a colleague who released a lead: an actor, not his figures
            keys = [c.key for c in one.columns]
            words = {c for r in one.rows for k, c in zip(keys, r, strict=True) if k != "by" and isinstance(c, str)}
            assert not words & others
    con.close()


def test_a_mean_is_told_from_three_members_on():
    seen = set()
    for seed in range(60):
        con, spec = make(seed)
        spec = replace(spec, group=("strategy", "user"), account=(), filters=(Filter("user", ("ana",)),))
        table = report(con, spec)
        rows = naive_fairness.sums(naive_fairness.World(con), spec, ("strategy", "user"), everybody=True)
        people = {}
        for key, row in rows.items():
            if len(key) == 2 and ("(entitled)", None) in row:
                people.setdefault(key[0], []).append((key[1], row))
        averages = only(table, "averages")
        found = {r[0]: r[1:] for r in averages.rows} if averages else {}
        expected = {n for n, members in people.items() if len(members) >= 3 and "ana" in {m for m, _ in members}}
        assert set(found) == expected
        for name, (count, mine, mean, share, mean_share) in found.items():
            members = [naive_fairness.cells(row) for _, row in people[name]]
            assert count == len(members)
            assert mean == pytest.approx(float(sum(m["received"] for m in members) / count), abs=0.006)
            assert mean_share == pytest.approx(float(sum(m["entitled"] for m in members) / count), abs=0.006)
            own = next(naive_fairness.cells(row) for login, row in people[name] if login == "ana")
            assert (mine, share) == (own["received"], pytest.approx(float(own["entitled"]), abs=0.006))
        seen.add(bool(found))
        con.close()
    assert seen == {True, False}


def test_by_hand_names_who_gave_what_to_whom():
    met = 0
    for seed in range(40):
        con, spec = make(seed)
        spec = replace(spec, account=(), record_type=None, filters=())
        w = naive_fairness.World(con)
        want = {}
        for d, cause, by, _ in naive_fairness.entries(w, spec):
            if cause in ("given", "transferred_in"):
                t = naive_fairness.at_same_time(w, d)
                source = w.user[t["from_user_id"]]["login"] if t and t["from_user_id"] else "(none)"
                key = (by, source, w.user[d["user_id"]]["login"])
                n, v = want.get(key, (0, 0))
                want[key] = (n + 1, v + (d["value"] or 0))
        table = only(report(con, spec), "by_hand")
        assert {r[:3]: r[3:] for r in table.rows} == want
        assert table.closing().totals[3:] == tuple(sum(v[i] for v in want.values()) for i in (0, 1))
        met += len(want)
        con.close()
    assert met > 20


def test_on_a_narrow_screen_the_weightiest_causes_stay():
    for seed in range(20):
        con, spec = make(seed)
        table = report(con, replace(spec, filters=(), account=(), record_type=None))
        weight = {}
        for i, c in enumerate(table.columns):
            if c.key in CAUSES:
                weight[c.rank, c.key] = sum(abs(hundredths(row[i])) for row in table.rows)
        by_rank = [weight[at] for at in sorted(weight)]
        assert by_rank == sorted(by_rank, reverse=True)
        assert all((rank > len(table.columns)) == (not heavy) for (rank, _), heavy in weight.items())
        con.close()


# ---------------------------------------------------------------- the engine's own decisions


def test_turns_are_the_credits_of_the_ledger(con):
    """What the engine owes people is what the report says: credit = -turn, of every strategy and user."""
    users = add_users(con, "ana bob cy dee")
    add_absence(con, users[3], NOW - 9, NOW + 9)
    con.execute("update user set per_day = 2 where id = ?", (users[2],))
    text = """
[[strategy]]
name = "Even"
to = { users = ["ana", "bob", "cy", "dee"] }
when = { source = "fair" }
[[strategy]]
name = "Weighted"
method = "weighted"
to = { users = ["ana", "bob"], weights = { ana = 3, bob = 1 } }
"""
    rules = load_text(text, "test")
    apply(con, text, NOW - 5, "test")
    fair = con.execute("insert into source (name) values ('fair') returning id").fetchone()[0]
    add_leads(con, 11, source_id=fair, value=1_000)
    add_leads(con, 7, value=500)
    assign(con, rules, NOW)
    spec = ReportSpec("fairness", Period(NOW - 86_400, NOW + 86_400, "UTC", "test"), NOW, ("strategy", "user"))
    table = report(con, spec)
    found = {k: v for k, v in lines(table).items() if len(k) == 2}
    booked = con.execute(
        "select s.name, u.login, c.micro from credit c join strategy s on s.id = c.strategy_id"
        " join user u on u.id = c.user_id"
    ).fetchall()
    assert len(booked) == 5
    for strategy, login, micro in booked:
        assert found[strategy, login]["turn"] == pytest.approx(-micro / 1_000_000, abs=0.006)
    assert found["Even", "dee"]["entitled"] == 2.75
    assert found["Even", "dee"]["absent"] == found["Even", "dee"]["gap"] == -2.75
    assert found["Even", "cy"]["received"] == 2
    assert found["Even", "cy"]["capped"] < 0 < found["Even", "ana"]["gained"]
    assert (found["Weighted", "ana"]["entitled"], found["Weighted", "bob"]["entitled"]) == (5.25, 1.75)
    assert all(abs(row["turn"]) < 1 for row in found.values())


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "change", [{"group": ("outcome",)}, {"filters": (Filter("outcome", ("rejected",)),)},
               {"filters": (Filter("user", ("[West]",)),)}]
)  # fmt: skip
def test_what_says_nothing_of_people_is_refused(change):
    con, spec = make(1)
    with pytest.raises(UsageError) as caught:
        report(con, replace(spec, account=(), **({"filters": (), "group": ()} | change)))
    assert caught.value.slug == "bad-flags"


# ---------------------------------------------------------------- shares, rounded


@settings(max_examples=examples(200))
@given(st.lists(st.integers(0, 10**12), max_size=30), st.integers(1, 10**9))
def test_apportioned_parts_are_whole_and_in_proportion(weights, whole):
    parts = apportion(weights, whole)
    assert sum(parts) == (whole if sum(weights) else 0)
    for weight, part in zip(weights, parts, strict=True):
        if sum(weights):
            assert abs(part - Fraction(whole * weight, sum(weights))) < 1


@settings(max_examples=examples(200))
@given(st.dictionaries(st.text(max_size=3), st.integers(-(10**12), 10**12), max_size=12), st.integers(1, 10**9))
def test_rounded_parts_add_up_and_each_is_next_to_its_own(parts, step):
    for target in {sum(parts.values()) // step, nearest(sum(parts.values()), step), -(-sum(parts.values()) // step)}:
        found = rounded(parts, target, step)
        assert sum(found.values()) == target
        assert all(abs(found[c] * step - part) < step for c, part in parts.items())


@settings(max_examples=examples(100))
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 9_000_000), st.sampled_from([None, None, "absent", "cap_day"])),
        min_size=1, max_size=8, unique_by=lambda m: m[0],
    )
)  # fmt: skip
def test_what_is_earned_is_what_the_ledger_credits(members):
    able = [weight for _, weight, code in members if code is None]
    found = stakes(members)
    if sum(able):
        credited = dict(zip([u for u, _, code in members if code is None], shares(able), strict=True))
        for s in found:
            assert abs(s.earned * 1_000_000 - credited.get(s.user_id, 0) * UNIT) <= UNIT
        assert sum(s.due for s in found) == UNIT


@settings(max_examples=examples(100))
@given(st.lists(st.floats(0, 1000), max_size=20))
def test_jain_lies_between_one_nth_and_one(values):
    found = index(values)
    assert (found is None) == (not any(v * v for v in values))
    if found is not None:
        assert 1 / len(values) - 1e-9 <= found <= 1 + 1e-9
    assert index([3.0] * 7) == pytest.approx(1)
    assert index([5.0, 0, 0, 0]) == pytest.approx(0.25)


def test_every_reason_code_has_a_column_and_a_sentence():
    assert {c.value for c in Code} <= set(COLUMN_OF)
    assert set(WHILE) == {c.value for c in Code}
    assert set(CAME) | set(WHILE) | {"gained", "turn"} == set(COLUMN_OF)
    keys = [m.key for m in FAIRNESS]
    assert [k for k in keys if k in CAUSES] == list(CAUSES)


def test_what_came_without_a_turn_is_no_part_of_what_was_entitled():
    part = Shares(1900, 50, 1900, causes={"imported": (1800, 0), "turn": (50, 0)})
    assert received_rate(part) == 2.0
    assert received_rate(Shares(100, 0, 100)) is None
