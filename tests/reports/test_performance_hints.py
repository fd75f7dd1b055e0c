"""Hints about clauses, caps and shares, and the limits of time, on small databases written by hand."""

from dataclasses import replace

import pytest

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.reports import REPORTS
from leadctl.reports.spec import Filter, ReportSpec
from tests.reports.builders import empty, insert

RULES = """
follow_up_within = "1h"
[[strategy]]
name = "Big ones"
method = "round_robin"
to = { users = ["ana"] }
when = { value = { min = 5000 }, country = "US" }
[[strategy]]
name = "Rest"
method = "round_robin"
to = { users = ["ana", "bob"] }
when = { received_at = { age = { max = "1h" } } }
"""
CONFIG = load_text(RULES, "test")
PERIOD = Period(1_000_000, 1_000_000 + 7 * 86_400, "UTC", "test")
SPEC = ReportSpec("performance", PERIOD, PERIOD.end + 100_000, hints=True, timing=True)


def built(leads=60):
    """60 leads of the US, one of them worth anything; all given to ana by a ledger in which bob stood alike."""
    con = empty()
    for login, cap in (("ana", 3), ("bob", None)):
        insert(con, "user", login=login, name=login, account_id=1, open_cap=cap, created_at=0)
    for number, name in enumerate(("Big ones", "Rest"), 1):
        insert(con, "strategy", name=name)
        insert(con, "strategy_enabled", strategy_id=number, mode="push", method="round_robin", valid_from=0)
        for user in (1, 2):
            insert(con, "strategy_member", strategy_id=number, user_id=user, weight=1_000_000, valid_from=0)
    insert(con, "candidate_set", digest=b"1", members='[[1, 1000000, null], [2, 3000000, "absent"]]')
    for lead in range(1, leads + 1):
        insert(con, "lead", record_type_id=1, identity=lead, first_status_id=1, received_at=PERIOD.start, country="US",
               received_kind="time", imported_at=0, value=900_000 if lead == 1 else None)  # fmt: skip
        insert(con, "lead_state", lead_id=lead, status_id=5 if lead > 4 else 1, status_since=0, owner_id=1,
               holder_account_id=1)  # fmt: skip
        insert(con, "distribution", lead_id=lead, level="user", user_id=1, mode="push", origin="engine", strategy_id=2,
               account_id=1, record_type_id=1, recorded_at=0, distributed_at=PERIOD.start + lead, ledger_cost=1_000_000,
               candidate_set_id=1)  # fmt: skip
    return con


def hints(con, **more):
    (table,) = REPORTS["performance"](con, CONFIG, replace(SPEC, **more)).more
    return list(table.rows), table.closing().notes


def test_a_clause_that_lets_almost_nothing_through():
    rows, _ = hints(built())
    (clause,) = [r for r in rows if r[0] == "narrow_clause"]
    assert clause[1] == "Big ones"
    assert clause[2] == "the clause value min 5000 lets 1 of 60 leads received through"
    assert clause[3] == "leadctl why-not --strategy 'Big ones' --from 1970-01-12 --to 1970-01-19"
    few, _ = hints(built(leads=49))
    assert not [r for r in few if r[0] == "narrow_clause"], "of fewer than 50 leads nothing is concluded"
    other, _ = hints(built(), filters=(Filter("strategy", ("Rest",)),))
    assert not [r for r in other if r[0] == "narrow_clause"]


def test_over_the_cap_and_off_the_share():
    rows, _ = hints(built())
    found = {(r[0], r[1]): r[2] for r in rows}
    assert found["over_cap", "ana"] == "has 4 open leads now, the cap is 3"
    assert found["off_share", "ana (Rest)"] == "was given 60 leads by turn; by weight it would be 15.0"
    assert found["off_share", "bob (Rest)"] == "was given 0 leads by turn; by weight it would be 45.0"
    assert found["most_untouched", "ana"] == "60 of 60 leads whose follow-up is due lie untouched"
    alone, _ = hints(built(), filters=(Filter("user", ("bob",)),))
    assert {(r[0], r[1]) for r in alone if r[0] == "off_share"} == {("off_share", "bob (Rest)")}
    assert [r[2] for r in alone if r[0] == "off_share"] == [found["off_share", "bob (Rest)"]], "of all passages"


def test_a_turn_given_back_is_no_turn():
    con = built()
    con.execute("update distribution set ledger_reversed_at = 1")
    rows, _ = hints(con)
    assert not [r for r in rows if r[0] == "off_share"]


def test_nothing_found_is_said():
    rows, notes = hints(empty())
    assert (rows, notes) == ([], ("nothing stands out",))


@pytest.mark.parametrize(("waited", "due", "in_time"), [(3_599, 0, 0), (3_600, 1, 0)])
def test_a_follow_up_is_due_when_its_time_has_passed(waited, due, in_time):
    con = built(leads=1)
    spec = replace(SPEC, now=PERIOD.start + 1 + waited, group=(), hints=False)
    table = REPORTS["performance"](con, CONFIG, spec)
    cells = dict(zip([c.key for c in table.columns], table.closing().totals, strict=True))
    assert (cells["due_passages"], cells["in_time_passages"]) == (due, in_time)


@pytest.mark.parametrize(("after", "in_time"), [(3_600, 1), (3_601, 0)])
def test_an_action_on_the_last_second_is_in_time(after, in_time):
    con = built(leads=1)
    at = PERIOD.start + 1 + after
    con.execute("update distribution set first_action_at = ?1, first_worked_at = ?1, last_activity_at = ?1", (at,))
    table = REPORTS["performance"](con, CONFIG, replace(SPEC, group=(), hints=False))
    cells = dict(zip([c.key for c in table.columns], table.closing().totals, strict=True))
    assert (cells["in_time_passages"], cells["median_time_to_first_action"]) == (in_time, after)
    assert cells["in_time_rate"] == in_time


def test_only_the_gravest_of_a_kind_are_listed():
    con = built()
    for number in range(3, 16):  # thirteen more members who never got anything
        insert(con, "user", login=f"u{number:02d}", name="x", account_id=1, created_at=0)
        insert(con, "strategy_member", strategy_id=2, user_id=number, weight=1, valid_from=0)
    members = ", ".join(f"[{n}, 10000000, null]" for n in range(2, 16))
    con.execute("update candidate_set set members = ?", (f"[[1, 10000000, null], {members}]",))
    con.execute("insert into candidate_set (digest, members) values (x'02', '[[1, 1, null]]')")
    con.execute("update distribution set ledger_cost = 1000000")
    for lead in range(61, 151):
        insert(con, "lead", record_type_id=1, identity=lead, first_status_id=1, received_at=0, received_kind="time",
               imported_at=0)  # fmt: skip
        insert(con, "distribution", lead_id=lead, level="user", user_id=1, mode="push", origin="engine", strategy_id=2,
               account_id=1, record_type_id=1, recorded_at=0, distributed_at=PERIOD.start + lead, ledger_cost=1_000_000,
               candidate_set_id=1)  # fmt: skip
    rows, notes = hints(con)
    assert len([r for r in rows if r[0] == "off_share"]) == 10
    assert rows[[r[0] for r in rows].index("off_share")][1] == "ana (Rest)"
    assert "off_share: 5 more of the same" in notes
