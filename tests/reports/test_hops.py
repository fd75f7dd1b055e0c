"""Passages to accounts and teams: they count while the lead stands there; --hops lists those handed on."""

from leadctl.clock import Period
from leadctl.config import load_text
from leadctl.reports import REPORTS
from leadctl.reports.spec import ReportSpec
from tests.reports.builders import empty, insert

CONFIG = load_text("", "test")
PERIOD = Period(1_000_000, 2_000_000, "UTC", "test")


def built():
    con = empty()
    insert(con, "account", name="West", parent_id=1, kind="branch", created_at=0)
    insert(con, "user", login="ana", name="Ana", account_id=2, created_at=0)
    insert(con, "strategy", name="To West")
    for lead, handed_on in ((1, 1_500_000), (2, 2_500_000), (3, None)):
        insert(con, "lead", record_type_id=1, identity=lead, email=f"p{lead}@x.org", first_status_id=1, received_at=0,
               received_kind="time", imported_at=0)  # fmt: skip
        common = {"lead_id": lead, "mode": "push", "origin": "engine", "strategy_id": 1, "account_id": 2,
                  "record_type_id": 1, "recorded_at": 0}  # fmt: skip
        insert(con, "distribution", level="account", distributed_at=1_200_000, passed_on_at=handed_on,
               ended_at=handed_on, end_kind="passed_on" if handed_on else None, **common)  # fmt: skip
        if handed_on:
            insert(con, "distribution", level="user", user_id=1, distributed_at=handed_on, again=1, **common)
    return con


def rows(con, report="performance", **more):
    table = REPORTS[report](con, CONFIG, ReportSpec(report, PERIOD, 3_000_000, **more))
    keys = [c.key for c in table.columns]
    return [dict(zip(keys, r, strict=True)) for r in table.rows], table.closing()


def test_a_passage_counts_until_it_is_handed_on():
    found, closing = rows(built(), group=("user",))
    assert [(r["user"], r["leads_distributed"]) for r in found] == [("ana", 1), ("[West]", 2)]
    assert closing.totals[2:4] == (3, 3)
    assert closing.notes == (
        "passages handed on by design, counted where they went: [West] handed on 1 (--hops lists them)",
    )


def test_hops_are_listed_beside():
    found, closing = rows(built(), group=("user",), hops=True)
    assert [(r["user"], r["leads_distributed"], r["passed_on"]) for r in found] == [("ana", 1, 0), ("[West]", 2, 1)]
    assert closing.totals[-1] == 1


def test_work_done_before_handing_on_is_in_the_total_once():
    con = built()
    insert(con, "user", login="pat", name="Pat", account_id=2, created_at=0)
    for passage, at, voided in ((1, 1_300_000, None), (1, 1_300_000, 1), (1, 2_600_000, None), (3, 1_300_000, None)):
        insert(con, "activity", lead_id=(passage + 1) // 2, user_id=2, distribution_id=passage, kind="action",
               name="call", origin="leadctl", happened_at=at, recorded_at=at, voided_at=voided)  # fmt: skip
    kept = "actions = 1, first_action_at = :at, first_worked_at = :at, last_activity_at = :at"
    con.execute(f"update distribution set {kept} where id = 3", {"at": 1_300_000})
    found, closing = rows(con, group=("strategy", "user"))
    worked = [(r["strategy"], r["user"], r["leads_distributed"], r["actions"]) for r in found if r["actions"]]
    assert worked == [("To West", "[West]", 2, 1), ("(no strategy)", "pat", None, 1)]
    assert sum(r["actions"] for r in found) == 2
    table = REPORTS["performance"](con, CONFIG, ReportSpec("performance", PERIOD, 3_000_000, group=("user",)))
    assert dict(zip([c.key for c in table.columns], table.closing().totals, strict=True))["actions"] == 2
    assert any("handed on since: 1 action and" in note for note in closing.notes)
    by_activity = rows(con, group=("strategy", "user"), count="activity")[0]
    assert sum(r["actions"] for r in by_activity) == 2


def test_summary_lists_hops_when_asked():
    assert len(rows(built(), "summary")[0]) == 3
    listed = rows(built(), "summary", hops=True)[0]
    assert sorted((r["lead_id"], r["recipient"]) for r in listed) == [
        (1, "[West]"), (1, "ana"), (2, "[West]"), (3, "[West]"),
    ]  # fmt: skip
