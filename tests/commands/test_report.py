"""leadctl report: flags, errors, formats, files, on a small hand-made database whose figures are known."""

import csv
import io
import json

import pytest

from leadctl.clock import parse_moment
from leadctl.db.attribution import reattribute
from leadctl.db.connection import connect

ZONE = "America/New_York"


def at(text):
    return parse_moment(text, ZONE, 0)


@pytest.fixture
def filled(db_file):
    """Two strategies, three users (one left), three leads: one given twice, one rejected, one by hand."""
    con = connect(db_file)
    con.execute("begin immediate")

    def add(table, **values):
        sql = f"insert into {table} ({', '.join(values)}) values ({', '.join('?' * len(values))}) returning *"
        return con.execute(sql, list(values.values())).fetchone()[0]

    add("account", name="West", parent_id=1, kind="branch", created_at=0)
    add("account", name="Westpoint", parent_id=2, kind="partner", created_at=0, attributes='{"region": "coast"}')
    for login, account in (("ana", 2), ("bob", 3), ("cy", 1)):
        user = add("user", login=login, name=login.title(), account_id=account, created_at=0)
        add("user_account", user_id=user, account_id=account, valid_from=0)
    add("user_disabled", user_id=3, valid_from=at("2026-02-20"))
    add("source", name="Fair")
    add("campaign", name="Spring")
    for name, mode in (("Enterprise", "push"), ("Self", "pull")):
        strategy = add("strategy", name=name)
        add("strategy_enabled", strategy_id=strategy, mode=mode, method="round_robin", valid_from=0)
        for user in (1, 2, 3):
            add("strategy_member", strategy_id=strategy, user_id=user, weight=1, valid_from=0)
    for n in (1, 2, 3):
        add("lead", record_type_id=1, identity=n, email=f"p{n}@example.org", first_status_id=1, received_at=0,
            received_kind="time", imported_at=0, source_id=1 if n < 3 else None, campaign_id=1)  # fmt: skip
        add("lead_state", lead_id=n, status_id=1, status_since=0, holder_account_id=1)

    def give(lead, user, day, strategy, **more):
        account = {1: 2, 2: 3, 3: 1}[user]
        add("distribution", lead_id=lead, level="user", mode=("none", "push", "pull")[strategy or 0],
            origin="engine" if strategy else "manual", strategy_id=strategy, user_id=user, account_id=account,
            distributed_at=at(day), recorded_at=at(day), system_then="new", record_type_id=1,
            source_id=1 if lead < 3 else None, campaign_id=1, **more)  # fmt: skip

    give(1, 1, "2026-02-10", 1, ended_at=at("2026-02-12"), end_kind="released")
    give(1, 2, "2026-02-12", 1)
    give(2, 1, "2026-02-11", 2, offered=1, rejected_at=at("2026-02-13"), reject_reason="too far",
         ended_at=at("2026-02-13"), end_kind="rejected")  # fmt: skip
    give(2, 3, "2026-02-14", 1)
    give(3, 1, "2026-02-15", None)

    def act(lead, user, kind, day, to=None):
        change = {"from_status_id": 1, "to_status_id": to, "from_system": "new", "to_system": "contacted"} if to else {}
        add("activity", lead_id=lead, user_id=user, kind=kind, origin="leadctl", happened_at=at(day),
            recorded_at=at(day), **change)  # fmt: skip

    act(1, 1, "action", "2026-02-10 10:00")
    act(1, 1, "status", "2026-02-10 11:00", to=4)
    act(3, 1, "appointment", "2026-02-16")
    act(3, 2, "action", "2026-02-16")  # bob never got lead 3
    act(1, 1, "action", "2026-03-02")  # after February
    reattribute(con, [1, 2, 3])
    add("touch", lead_id=1, kind="marketing", name="mail", happened_at=at("2026-02-10"), recorded_at=at("2026-02-10"))
    add("opportunity", lead_id=1, amount=1001, happened_at=at("2026-02-10"), recorded_at=at("2026-02-10"))
    con.execute("update lead_state set status_id = 4, status_since = ? where lead_id = 1", (at("2026-02-10 11:00"),))
    con.execute("commit")
    con.close()
    return db_file


FEBRUARY = ("--from", "2026-02-01", "--to", "2026-02-28", "--tz", ZONE)
NOW = "2026-03-05T12:00:00Z"


@pytest.fixture
def report(leadctl, filled):
    def run(*args):
        return leadctl("report", *args, now=NOW)

    return run


def data(result):
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_performance_of_february(report):
    found = data(report("performance", *FEBRUARY, "--format", "json", "--show-disabled"))
    assert [(r["mode"], r["strategy"], r["user"], r["leads_distributed"]) for r in found["rows"]] == [
        ("push", "Enterprise", "ana", 1),
        ("push", "Enterprise", "bob", 1),
        ("push", "Enterprise", "cy", 1),
        ("pull", "Self", "ana", 1),
        ("pull", "Self", "bob", 0),
        ("pull", "Self", "cy", 0),
        ("other", "(manual)", "ana", 1),
        ("other", "(no strategy)", "bob", None),
    ]
    totals = found["totals"]
    assert (totals["leads_distributed"], totals["unique_leads"], totals["worked_leads"]) == (5, 3, 2)
    assert (totals["contactable_leads"], totals["contacted_leads"], totals["contact_rate"]) == (3, 1, 1 / 3)
    assert (totals["actions"], totals["appointments"], totals["status_percentage"]) == (2, 1, 0.5)
    enterprise = next(s for s in found["subtotals"] if s.get("strategy") == "Enterprise")
    assert (enterprise["level"], enterprise["leads_distributed"], enterprise["unique_leads"]) == (2, 3, 2)
    assert found["criteria"]["period"] == {
        "from": "2026-02-01T00:00:00-05:00",
        "to": "2026-03-01T00:00:00-05:00",
        "zone": ZONE,
        "label": "2026-02-01 to 2026-02-28",
    }
    assert [n for n in found["notes"] if n.startswith("work on leads that nothing had distributed to its user")]
    for name in ("actions", "appointments"):  # every activity is in the grand total once
        assert totals[name] == sum(r[name] for r in found["rows"])


def test_the_disabled_are_left_out_and_counted(report):
    found = data(report("performance", *FEBRUARY, "--format", "json"))
    assert "cy" not in {r["user"] for r in found["rows"]}
    assert found["totals"]["leads_distributed"] == 4
    assert found["notes"][0].startswith("left out: 1 disabled user with 1 leads distributed")


def test_counted_by_activity(report):
    found = data(report("performance", "--today", "--tz", ZONE, "--count", "activity", "--format", "json"))
    assert found["totals"]["actions"] == 0
    march = ("--from", "2026-03-01", "--to", "2026-03-04", "--tz", ZONE)
    found = data(report("performance", *march, "--count", "activity", "--format", "json"))
    assert (found["totals"]["actions"], found["totals"]["contact_rate"], found["totals"]["leads_distributed"]) == (
        1,
        None,
        0,
    )
    assert found["criteria"]["options"]["count"] == "activity"


def test_status_columns_and_switches(report):
    args = ("--status-change", "contacted", "--no-contact-rate", "--no-actions", "--no-closed", "--by", "none")
    found = data(report("performance", *FEBRUARY, *args, "--show-disabled", "--format", "json"))
    assert found["rows"] == []
    assert found["totals"] == {
        "leads_distributed": 5,
        "unique_leads": 3,
        "worked_leads": 2,
        "status_changed_leads": 1,
        "status_percentage": 0.5,
        "appointments": 1,
        "status:contacted": 1,
        "status:contacted_rate": 0.5,
    }


def test_a_strategy_without_anybody_to_show_keeps_a_row(report, con):
    con.execute("insert into strategy (id, name) values (9, 'Nobody''s'), (10, 'Left alone')")
    con.execute("insert into strategy_enabled (strategy_id, mode, method, valid_from) select id, 'push', 'direct', 0"
                " from strategy where id > 8")  # fmt: skip
    con.execute("insert into strategy_member (strategy_id, user_id, weight, valid_from) values (10, 3, 1, 0)")
    con.commit()
    found = data(report("performance", *FEBRUARY, "--format", "json"))["rows"]
    alone = [(r["strategy"], r["leads_distributed"], r["contact_rate"]) for r in found if r["user"] == "(none)"]
    assert alone == [("Left alone", 0, None), ("Nobody's", 0, None)]
    found = data(report("performance", *FEBRUARY, "--show-disabled", "--format", "json"))["rows"]
    assert [(r["strategy"], r["user"]) for r in found if r["strategy"] in {"Left alone", "Nobody's"}] == [
        ("Left alone", "cy"),
        ("Nobody's", "(none)"),
    ]


def test_account_means_its_subtree(report):
    found = data(report("performance", *FEBRUARY, "--account", "west", "--format", "json"))
    assert found["totals"]["leads_distributed"] == 4
    found = data(report("performance", *FEBRUARY, "--account", "Westpoint", "--by", "account", "--format", "json"))
    assert [(r["mode"], r["account"]) for r in found["rows"] if r["leads_distributed"]] == [("push", "Westpoint")]


def test_attributes_of_accounts(report):
    found = data(report("summary", *FEBRUARY, "--attribute", "Region=Coast", "--format", "json"))
    assert [r["recipient"] for r in found["rows"]] == ["bob"]


def test_summary_rows(report):
    found = data(report("summary", *FEBRUARY, "--format", "json"))
    first = found["rows"][0]
    assert (first["lead"], first["recipient"], first["accepted"], first["outcome"]) == (
        "p3@example.org",
        "ana",
        None,
        "auto-accepted",
    )
    assert first["distributed_at"] == "2026-02-15T00:00:00-05:00"
    assert [r["outcome"] for r in found["rows"]][-2:] == ["rerouted", "auto-accepted"]
    worth = [(r["opportunity_value"], r["opportunity_value_raw"], r["marketing_events"], r["crm_events"])
             for r in found["rows"] if r["lead_id"] == 1]  # fmt: skip
    assert worth == [(300, 1001, 1, None), (300, 1001, 1, None)]
    assert (found["totals"]["opportunity_value"], found["totals"]["marketing_events"]) == (300, 1)


def test_summary_grouped_to_a_file(report, tmp_path):
    out = tmp_path / "out.csv"
    result = report("summary", *FEBRUARY, "--group-by", "partner,source-campaign", "-o", str(out))
    assert result.code == 0, result.err
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert [(r["account"], r["source_campaign"], r["distributions"], r["rejected"]) for r in rows] == [
        ("Corporate", "Spring", "1", "0"),
        ("West", "Spring", "3", "1"),
        ("Westpoint", "Spring", "1", "0"),
    ]
    assert out.stat().st_mode & 0o777 == 0o600
    assert "Period:" in result.err
    assert result.out == ""


def test_optional_columns(report):
    result = report(
        "summary", *FEBRUARY, "--columns", "lead-id,people_involved,hand_offs,reject_reason", "--format", "csv"
    )
    rows = list(csv.reader(io.StringIO(result.out)))
    assert rows[0] == ["lead_id", "people_involved", "hand_offs", "reject_reason"]
    assert ["1", "ana", "1", ""] in rows
    assert ["2", "", "1", "too far"] in rows


def test_sorting(report):
    found = data(report("summary", *FEBRUARY, "--sort", "distributed_at", "--format", "json"))
    times = [r["distributed_at"] for r in found["rows"]]
    assert times == sorted(times)
    found = data(report("summary", *FEBRUARY, "--sort", "-lead_id", "--format", "json"))
    assert [r["lead_id"] for r in found["rows"]] == [3, 2, 2, 1, 1]
    found = data(report("performance", *FEBRUARY, "--by", "user", "--sort", "-leads-distributed", "--format", "json"))
    assert [r["user"] for r in found["rows"]][:2] == ["bob", "ana"] or found["rows"][0]["leads_distributed"] >= 1


def test_the_header_counts_what_was_recorded_late(report, filled):
    con = connect(filled)
    con.execute("update distribution set recorded_at = ? where lead_id = 3", (at("2026-03-03"),))
    con.execute("update activity set voided_at = ? where kind = 'appointment'", (at("2026-03-04"),))
    con.close()
    found = data(report("performance", *FEBRUARY, "--format", "json"))
    assert found["criteria"]["facts_recorded_after_end"] == 2


def test_an_empty_report_says_why_and_still_has_totals(report):
    result = report("performance", *FEBRUARY, "--user", "bob", "--mode", "pull", "--format", "json")
    assert data(result)["totals"]["leads_distributed"] == 0
    assert "--user leaves nothing; without it" in result.err
    result = report("summary", "--from", "2020-01-01", "--to", "2020-01-02", "--format", "csv")
    assert result.out.startswith("lead_id,lead,")
    assert "nothing was distributed" in result.err


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["performanse"], 2, "Did you mean 'performance'"),
        (["performance", "--today", "--yesterday"], 2, "two periods: --today and --yesterday"),
        (["performance", "--by", "user,team,source,day"], 2, "4 groups"),
        (["performance", "--by", "camapign"], 2, 'did you mean "campaign"'),
        (["performance", "--user", "anna"], 4, 'did you mean "ana"'),
        (["performance", "--account", "Wset"], 4, 'did you mean "West"'),
        (["performance", "--strategy", "Enterprize"], 4, 'did you mean "Enterprise"'),
        (["performance", "--status-change", "Contcted"], 4, 'did you mean "Contacted"'),
        (["performance", "--tz", "America/New_Yrok"], 2, 'did you mean "America/New_York"'),
        (["performance", "--record-type", "Laed"], 4, 'did you mean "Lead"'),
        (["performance", "--format", "jsn"], 2, 'did you mean "json"'),
        (["performance", "--sort", "acitons"], 2, 'did you mean "actions"'),
        (["performance", "--columns", "actoins"], 2, 'did you mean "actions"'),
        (["summary", "--show-disabled"], 2, "--show-disabled belongs to report performance"),
        (["summary", "--columns", "leed"], 2, 'did you mean "lead"'),
        (["summary", "--attribute", "region"], 2, "is not NAME=VALUE"),
        (["summary", "--attribute", "regoin=x"], 4, 'did you mean "region"'),
        (["performance", "--count", "activities"], 2, 'did you mean "activity"'),
        (["performance", "--by", "value-slab"], 2, "no value slabs"),
    ],
)
def test_wrong_use(report, args, code, says):
    result = report(*args)
    assert (result.code, result.out) == (code, "")
    assert says in result.err


def test_quiet_keeps_the_data_and_drops_the_talk(report):
    result = report("performance", *FEBRUARY, "--format", "csv", "--quiet")
    assert result.err == ""
    assert result.out.startswith("mode,strategy,user,leads_distributed,unique_leads,worked_leads,contactable_leads,")


def test_an_account_given_twice_means_either(report):
    for flag in ("--account", "--partner"):
        found = data(report("performance", *FEBRUARY, flag, "Westpoint", "--account", "west", "--format", "json"))
        assert found["totals"]["leads_distributed"] == 4
        assert found["criteria"]["account"] == ["Westpoint", "west"]
    wrong = report("performance", *FEBRUARY, "--account", "Wset", "--account", "west")
    assert (wrong.code, 'no account "Wset"; did you mean "West"?' in wrong.err) == (4, True)


def test_one_record_type_alone(report):
    result = report("performance", *FEBRUARY, "--record-type", "Lead", "--record-type", "Other")
    assert (result.code, "--record-type takes one kind of lead" in result.err) == (2, True)
    assert report("performance", *FEBRUARY, "--record-type", "Lead", "--record-type", "lead").code == 0


def test_a_wrong_filter_word_names_the_nearest_as_it_is_written(report):
    result = report("summary", *FEBRUARY, "--strategy", "Enterprize")
    assert result.code == 4
    assert 'no strategy "Enterprize"; did you mean "Enterprise"?' in result.err
    result = report("summary", *FEBRUARY, "--priority", "urgent")
    assert (result.code, "one of high, medium, low" in result.err) == (4, True)


def test_who_asks_for_a_disabled_user_is_told_so(report):
    result = report("performance", *FEBRUARY, "--user", "cy", "--format", "json")
    assert data(result)["rows"] == []
    assert "whoever is left by the filters is disabled; --show-disabled shows them" in result.err


def test_none_as_a_filter_is_none_as_a_group(report):
    """Sources and accounts may lack a type or an attribute: their ids are not empty, their words are."""
    for kind, flag in (
        ("source-type", ["--source-type", "(none)"]),
        ("attribute:region", ["--attribute", "region=(None)"]),
    ):
        whole = data(report("summary", *FEBRUARY, "--group-by", kind, "--format", "json"))["rows"]
        alone = data(report("summary", *FEBRUARY, "--group-by", kind, *flag, "--format", "json"))["rows"]
        assert alone == [r for r in whole if r[kind.replace("-", "_")] == "(none)"] != []


def test_an_unknown_user_is_answered_with_users(leadctl):
    none = leadctl("report", "fairness", "--user", "ana")
    assert (none.code, none.err.splitlines()[1]) == (4, "hint: there are no users yet: leadctl import users FILE")
    for number in range(40):
        leadctl("user", "add", f"person{number}", "--name", f"P {number}")
    many = leadctl("report", "fairness", "--user", "zzzzz")
    assert many.err.splitlines()[1] == "hint: leadctl user list"
