"""`report allocation` equals a recomputation written apart, on random databases; and what it says in plain cases."""

from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leadctl.clock import Period, parse_moment
from leadctl.config import load_text
from leadctl.db import state
from leadctl.reports import REPORTS, make
from leadctl.reports.measures import allocation as measures
from leadctl.reports.measures import allocation_flow
from leadctl.reports.spec import ReportSpec
from tests.effort import examples
from tests.reports import naive, naive_allocation
from tests.reports.builders import DAY, empty, insert
from tests.reports.test_against_naive import CONFIG, as_dicts
from tests.reports.test_against_naive import make as make_case

LATER = 4_000_000_000  # after everything that happens


def scrambled(seed):
    """Return (connection, spec): the random case with receipts, holds, places, duplicates and states that fit."""
    con, rng, spec = make_case(seed, "allocation")
    start, end = spec.period.start, spec.period.end
    for (lead_id,) in con.execute("select id from lead").fetchall():
        at = rng.randint(start - 2 * DAY, end + DAY)
        kind = rng.choice(["time", "time", "date", "import"])
        imported = at if kind == "import" else at + rng.choice([0, 60, 3_000, DAY, 9 * DAY, -600])
        con.execute(
            "update lead set received_at = ?, received_kind = ?, imported_at = ?, undone_at = ? where id = ?",
            (at, kind, imported, rng.choice([None] * 9 + [end]), lead_id),
        )
        other = rng.randint(1, lead_id)
        for field in ("email", "phone"):
            if rng.random() < 0.3:
                con.execute(f"update lead set {field} = (select {field} from lead where id = ?) where id = ?",
                            (other, lead_id))  # fmt: skip
        if rng.random() < 0.4:
            since = rng.choice([imported, rng.randint(start - DAY, end + DAY)])
            insert(con, "hold", lead_id=lead_id, code=rng.choice(["gate:no contact data", "no_strategy"]), since=since)
        shift = rng.choice([0, 0, 1, 300, 40_000])  # some have their first passage soon after receipt
        if shift:
            con.execute("update distribution set distributed_at = ?, accepted_at = max(accepted_at, ?)"
                        " where id = (select min(id) from distribution where lead_id = ? and ended_at > ?)",
                        (at + shift, at + shift, lead_id, at + shift + 60))  # fmt: skip
    con.execute("update distribution set distributed_at = ended_at where level <> 'user' and passed_on_at is not null"
                " and id % 3 = 0")  # fmt: skip
    _lie(con, rng)
    return con, rng, spec


def _lie(con, rng):
    """Let lead_state say what the facts say when all is over."""
    con.execute("update distribution set again = exists (select 1 from distribution e where"
                " e.lead_id = distribution.lead_id and e.undone_at is null"
                " and (e.distributed_at, e.id) < (distribution.distributed_at, distribution.id))")  # fmt: skip
    con.execute("update lead_state set holder_account_id = abs(random()) % 5 + 1, holder_team_id = null")
    con.execute(
        "update lead_state set (open_distribution_id, owner_id) = (select d.id, case when d.offered = 0"
        " or d.accepted_at is not null then coalesce(d.user_id, 1) end from distribution d"
        " where d.lead_id = lead_state.lead_id"
        " and d.ended_at is null and d.undone_at is null and d.shared = 0 order by d.id desc limit 1)"
    )
    for (lead_id,) in con.execute("select lead_id from lead_state").fetchall():
        con.execute("update lead_state set holder_account_id = ?, holder_team_id = ?, hold_code ="
                    " case when duplicate_of is null then null else 'duplicate' end where lead_id = ?",
                    (rng.randint(1, 5), rng.choice([None, None, 1]), lead_id))  # fmt: skip
    state.rewait(con, [row[0] for row in con.execute("select id from lead")], LATER)


def world(con):
    w = naive.World(con)
    cursor = con.cursor()
    for table in ("lead_state", "hold"):
        rows = cursor.execute(f"select * from {table}").fetchall()
        names = [c[0] for c in cursor.description]
        setattr(w, table, {row[0]: dict(zip(names, row, strict=True)) for row in rows})
    return w


def cells_of(table):
    """Return prefix -> cells; a table without a total line has none under ()."""
    keys = [c.key for c in table.columns][table.depth :]
    if table.closing().totals is not None:
        return as_dicts(table)
    depth = table.depth
    found = {tuple(row[:depth]): dict(zip(keys, row[depth:], strict=True)) for row in table.rows}
    for s in table.closing().subtotals:
        found[tuple(s.cells[: s.level])] = dict(zip(keys, s.cells[depth:], strict=True))
    return found


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
@example(seed=1)
def test_all_tables(seed):
    con, rng, spec = scrambled(seed)
    spec = replace(spec, per=rng.choice([None, "hour", "day", "week"]))
    tables = {t.key: t for t in REPORTS["allocation"](con, CONFIG, spec).tables}
    w = world(con)
    whole = as_dicts(tables["main"])
    assert whole == naive_allocation.main(w, spec)
    for cells in whole.values():
        assert cells["generated"] == sum(cells[state] for state in measures.STATES)
    assert cells_of(tables["aging"]) == naive_allocation.aging(w, spec)
    assert cells_of(tables["turnaround"]) == naive_allocation.turnaround(w, spec)
    assert cells_of(tables["second_level"]) == naive_allocation.second_level(w, spec)
    unit = tables["throughput"].title.rpartition(" ")[2]
    happened = {k: c for k, c in as_dicts(tables["throughput"]).items() if not k or any(c.values())}
    nothing = {(): dict.fromkeys(("generated", "duplicates", "passages", "redistributions"), 0)}
    assert happened == nothing | naive_allocation.throughput(w, spec, unit)
    names = [c.key for c in tables["owners"].columns]
    rows = [dict(zip(names, row, strict=True)) for row in tables["owners"].rows]
    said = {(frozenset(r["owner_names"].split(", ")), frozenset(map(int, r["lead_ids"].split(", ")))) for r in rows}
    assert said == naive_allocation.persons(w, spec)
    assert all(r["owners"] == r["owner_names"].count(",") + 1 and r["leads"] == len(r["lead_ids"].split(", "))
               for r in rows)  # fmt: skip
    con.close()


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_the_total_is_the_report_without_groups(seed):
    con, _, spec = scrambled(seed)
    grouped = {t.key: t for t in REPORTS["allocation"](con, CONFIG, spec).tables}
    alone = {t.key: t for t in REPORTS["allocation"](con, CONFIG, replace(spec, group=())).tables}
    for key in ("main", "aging", "second_level", "throughput"):
        assert grouped[key].closing().totals[-3:] == alone[key].closing().totals[-3:], key
    con.close()


# ---------------------------------------------------------------- plain cases

START = 1_767_225_600  # 2026-01-01 00:00 UTC
PERIOD = Period(START, START + 10 * DAY, "UTC", "test")
PLAIN = load_text("", "test")


def one_lead(con, at, **more):
    number = con.execute("select count(*) from lead").fetchone()[0] + 1
    row = {"record_type_id": 1, "identity": number, "first_status_id": 1, "received_at": at, "received_kind": "time",
           "imported_at": at, "email": f"p{number}@example.org"}  # fmt: skip
    insert(con, "lead", **row | more)
    insert(con, "lead_state", lead_id=number, status_id=1, status_since=at, holder_account_id=1)
    return number


def given_to(con, lead_id, user_id, at, **more):
    row = {"lead_id": lead_id, "level": "user", "mode": "push", "origin": "engine", "user_id": user_id,
           "account_id": 1, "distributed_at": at, "recorded_at": at, "record_type_id": 1}  # fmt: skip
    made = insert(con, "distribution", **row | more)
    con.execute("update lead_state set waiting = 0, owner_id = ?, open_distribution_id = ? where lead_id = ?",
                (user_id, made, lead_id))  # fmt: skip
    return made


def built():
    con = empty()
    insert(con, "account", name="West", parent_id=1, kind="branch", created_at=0)
    for login in ("ana", "bob"):
        insert(con, "user", login=login, name=login.title(), account_id=1, created_at=0)
    return con


def report(con, now=START + 5 * DAY, **more):
    return make(con, PLAIN, ReportSpec("allocation", PERIOD, now, **more))


def table_of(con, key, **more):
    table = next(t for t in report(con, **more).tables if t.key == key)
    names = [c.key for c in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows], table.closing()


def test_the_identity_is_printed():
    con = built()
    given_to(con, one_lead(con, START), 1, START + 60)
    one_lead(con, START)
    gated = one_lead(con, START)
    insert(con, "hold", lead_id=gated, code="gate:no contact data", since=START)
    done = one_lead(con, START)
    con.execute("update lead_state set status_id = 6, waiting = 0, status_since = ? where lead_id = ?", (START, done))
    twin = one_lead(con, START + 5)
    con.execute("update lead_state set duplicate_of = 1, waiting = 0 where lead_id = ?", (twin,))
    assert report(con).closing().notes == (
        "5 generated = 1 distributed + 1 waiting + 1 gated + 1 linked duplicate + 1 closed undistributed",
    )


def test_the_backlog_is_older_than_the_period_and_says_so():
    con = built()
    one_lead(con, START - 20 * DAY)
    one_lead(con, START + 5 * DAY - 600)
    rows, closing = table_of(con, "aging")
    assert [(r["stock"], r["leads"], r["under_1h"], r["older"]) for r in rows] == [
        ("waiting", 2, 1, 1), ("gated", 0, 0, 0), ("waiting again", 0, 0, 0),
    ]  # fmt: skip
    assert rows[0]["oldest"] == 25 * DAY
    assert closing.notes[0].startswith("whenever received")
    assert closing.charts[0].series[0].values == (1, 0, 0, 0, 0, 1)


def test_a_rejected_lead_waits_again_since_the_rejection():
    con = built()
    made = given_to(con, one_lead(con, START), 1, START + 60, offered=1)
    con.execute("update distribution set rejected_at = ?, ended_at = ?, end_kind = 'rejected' where id = ?",
                (START + DAY, START + DAY, made))  # fmt: skip
    con.execute("update lead_state set waiting = 1, owner_id = null, open_distribution_id = null")
    rows, _ = table_of(con, "aging")
    assert [(r["stock"], r["leads"], r["oldest"]) for r in rows if r["leads"]] == [("waiting again", 1, 4 * DAY)]


def test_a_lead_in_an_open_broadcast_waits_again():
    con = built()
    lead_id = one_lead(con, START)
    made = given_to(con, lead_id, 1, START + 60, offered=1, offer_round=1)
    con.execute("update distribution set expired_at = ?, ended_at = ?, end_kind = 'expired' where id = ?",
                (START + DAY, START + DAY, made))  # fmt: skip
    given_to(con, lead_id, 2, START + DAY, offered=1, offer_round=2, shared=1)
    con.execute("update lead_state set waiting = 1, owner_id = null, open_distribution_id = null")
    rows, _ = table_of(con, "aging")
    assert [(r["stock"], r["leads"], r["oldest"]) for r in rows if r["leads"]] == [("waiting again", 1, 4 * DAY)]


def test_a_past_report_sees_what_waited_then():
    con = built()
    given_to(con, one_lead(con, START), 1, START + 20 * DAY)
    rows, _ = table_of(con, "aging", now=START + 30 * DAY)
    assert [(r["stock"], r["leads"]) for r in rows if r["leads"]] == [("waiting", 1)]
    assert report(con, now=START + 30 * DAY).closing().totals[1:4] == (0, 0.0, 1)


def test_a_day_without_a_time_is_in_no_share_of_minutes():
    con = built()
    given_to(con, one_lead(con, START), 1, START + 60)
    given_to(con, one_lead(con, START, received_kind="date"), 1, START + 60)
    rows, closing = table_of(con, "turnaround")
    first = rows[1]
    assert (first["leads"], first["timed_leads"], first["within_5m"], first["within_5m_rate"]) == (2, 1, 1, 1.0)
    assert (first["within_1d"], first["median"]) == (2, 60)
    assert closing.notes == ("1 lead received on a day without a time is in no share of minutes or an hour",)


def test_time_to_hand_out_leaves_out_what_went_straight_on():
    con = built()
    for passed_on in (0, 0, 3_600, None):
        lead_id = one_lead(con, START)
        at = START + 60
        on = None if passed_on is None else at + passed_on
        given_to(con, lead_id, None, at, level="account", account_id=2, passed_on_at=on, ended_at=on,
                 end_kind=None if on is None else "passed_on")  # fmt: skip
        if on is not None:
            given_to(con, lead_id, 1, on, again=1)
    rows, _ = table_of(con, "second_level")
    assert rows == [
        {"level": "account", "recipient": "[West]", "received": 4, "straight_on": 2, "handed_out": 1,
         "handed_out_rate": 0.5, "still_waiting": 1, "ended_otherwise": 0, "median": 3_600, "p90": 3_600,
         "oldest": 5 * DAY - 60},
    ]  # fmt: skip
    assert table_of(con, "throughput")[1].totals == (None, 4, 0, 4, 0), "handed on by design is no redistribution"


def test_hours_of_a_day_that_has_one_twice():
    start = parse_moment("2026-11-01", "America/New_York", 0)
    period = Period(start, start + 25 * 3_600, "America/New_York", "test")
    con = built()
    one_lead(con, start + 3_600)
    one_lead(con, start + 7_200)
    table = next(
        t for t in make(con, PLAIN, ReportSpec("allocation", period, start + 2 * DAY)).tables if t.key == "throughput"
    )
    rows = [row[:2] for row in table.rows]
    assert len(rows) == 25
    assert rows[1:3] == [("2026-11-01 01:00 EDT", 1), ("2026-11-01 01:00 EST", 1)]


def test_persons_in_several_hands():
    con = built()
    given_to(con, one_lead(con, START - 90 * DAY, email="x@example.org", phone="+12125550001"), 1, START)
    given_to(con, one_lead(con, START + 1, email="y@example.org", phone="+12125550001"), 2, START + 1)
    given_to(con, one_lead(con, START + 2, email="y@example.org"), 2, START + 2)
    rows, closing = table_of(con, "owners")
    assert rows == [
        {"person": "x@example.org", "owners": 2, "owner_names": "ana, bob", "leads": 3, "lead_ids": "1, 2, 3"}
    ]
    assert closing.notes == ("1 person has open leads of more than one owner",)
    con.execute("update lead_state set status_id = 5, status_since = ? where lead_id = 1", (START,))
    assert table_of(con, "owners")[0] == []


def test_empty_says_why():
    con = built()
    assert "received" in report(con).warnings[0]
    one_lead(con, START)
    assert report(con).warnings == ()


def test_age_classes_are_half_open():
    ages = [0, 3_599, 3_600, 14_399, 14_400, 86_399, 86_400, 259_200, 604_799, 604_800]
    assert measures.age_classes(ages) == (2, 2, 2, 1, 2, 1)
    assert measures.unaccounted(measures.Identity(5, 1, 1, 1, 1, 1)) == 0


def test_shares_of_nothing_do_not_apply():
    empty_step, empty_desk = allocation_flow.Turnaround(), allocation_flow.Desk()
    assert allocation_flow.within_5m_rate(empty_step) is None
    assert allocation_flow.median_span(empty_step) is None
    assert allocation_flow.handed_out_rate(empty_desk) is None
    assert measures.distributed_rate(measures.Identity()) is None
    assert measures.oldest_age(measures.Ages()) is None


def test_random_is_not_always_empty():
    """The random worlds have every state and stock in them."""
    states, stocks = set(), set()
    for seed in range(40):
        con, _, spec = scrambled(seed)
        w = world(con)
        plain = replace(spec, account=(), filters=(), record_type=None)
        states |= {naive_allocation.state(w, lead, plain.cut) for lead in naive_allocation.received(w, plain)}
        stocks |= {
            key[0] for key, c in naive_allocation.aging(w, replace(plain, group=())).items() if key and c["leads"]
        }
        con.close()
    assert states == set(measures.STATES)
    assert stocks == set(measures.STOCKS)
