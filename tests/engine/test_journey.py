"""The journey of a person or company: which leads belong to it, against a plain model; milestones, holders, events."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.engine.customers.company_index import keep_up
from leadctl.engine.customers.keys import company_keys
from leadctl.engine.journey import _sieve, journey
from tests.builders import add_lead, add_users
from tests.effort import examples
from tests.reports.builders import empty, insert, random_database

ACCOUNT_OWNER = load_text(
    """
[[strategy]]
name = "Known"
method = "account_owner"
match_companies = true
to = { users = ["ana"] }
""",
    "test",
)
DAY = 86_400
CELLS = {
    "email": [None, "a@acme.example", "b@acme.example", "a@gmail.com", "x@mail.acme.example", "ü@grün.example"],
    "email2": [None, None, "b@acme.example", "a@other.example"],
    "phone": [None, "+12125550100", "+12125550101"],
    "mobile": [None, None, "+12125550100"],
    "website": [None, None, "https://www.acme.example/x", "other.example"],
    "company": [None, "Acme, Inc.", "ACME GmbH", "A.C.M.E. Ltd", "Grün & Söhne", "Gruen Soehne AG", "Acme Two LLC"],
}
LEAD = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CELLS.items()})


def belonging(leads, own):
    """Return the ids of the journey of `own`: one shared address, number, domain or company name is enough."""
    mine = leads[own]

    def shared(other):
        mails = {mine["email"], mine["email2"]} - {None}
        numbers = {mine["phone"], mine["mobile"]} - {None}
        company = ("email", "email2", "website", "company")
        firms = [set(company_keys(*(one[c] for c in company))) for one in (mine, other)]
        return (
            other["email"] in mails
            or other["phone"] in numbers
            or other["mobile"] in numbers
            or bool(firms[0] & firms[1])
        )

    return {number for number, other in leads.items() if number == own or shared(other)}


@settings(max_examples=examples(60))
@given(st.lists(LEAD, min_size=1, max_size=7), st.integers(0, 3), st.booleans())
def test_the_leads_of_a_journey(cells, later, kept):
    """`kept`: the company keys of all but the last leads are kept beforehand, and one lead changed since."""
    con = empty()
    insert(con, "user", login="ana", name="Ana", account_id=1, created_at=0)
    leads = {}
    for number, values in enumerate(cells):
        if kept and number == len(cells) - later:
            assert keep_up(con, ACCOUNT_OWNER) == len(leads)
        leads[add_lead(con, **values)] = values
    if kept:
        first = min(leads)
        leads[first] = {**leads[first], "company": "Acme Two LLC"}
        con.execute("update lead set company = 'Acme Two LLC' where id = ?", (first,))
        insert(con, "lead_change", lead_id=first, field="company", recorded_at=0)
    for number in leads:
        assert {way.lead.id for way in journey(con, number).ways} == belonging(leads, number)
    con.close()


@settings(max_examples=examples(300))
@given(LEAD, LEAD)
def test_the_sieve_lets_every_lead_of_the_company_through(mine, other):
    fields = ("email", "email2", "website", "company")
    wanted = company_keys(*(mine[f] for f in fields))
    theirs = [other[f] for f in fields]
    if set(wanted) & set(company_keys(*theirs)):
        assert _sieve(wanted)(theirs)


def test_leads_taken_back_do_not_belong_but_the_lead_itself_does(con):
    one = add_lead(con, email="a@acme.example")
    gone = add_lead(con, email="a@acme.example", undone_at=5)
    assert [w.lead.id for w in journey(con, one).ways] == [one]
    assert {w.lead.id for w in journey(con, gone).ways} == {one, gone}


def test_duplicate_links_belong_from_either_end(con):
    root = add_lead(con)
    a, b = (add_lead(con, state={"duplicate_of": root}) for _ in range(2))
    for own in (root, a, b):
        found = journey(con, own)
        assert {w.lead.id: w.by for w in found.ways} == {
            number: "this lead" if number == own else "duplicate link" for number in (root, a, b)
        }


def test_a_company_of_very_many_leads_is_cut_to_the_latest(con, leadctl, monkeypatch):
    monkeypatch.setattr("leadctl.engine.journey.MOST", 3)
    ids = [add_lead(con, received_at=n, email=f"p{n}@acme.example") for n in range(5)]
    twin = add_lead(con, email="p0@acme.example")
    found = journey(con, ids[0])
    assert {w.lead.id for w in found.ways} == {ids[0], twin, ids[4]}
    assert found.left_out == 3
    assert "3 more leads of the company are left out" in leadctl("lead", "show", str(ids[0]), "--journey").out


@pytest.fixture
def story(con):
    """One lead from a touch before it to its closing, through an offer rejected and a hand-off."""
    ana, bob, cy = add_users(con, "ana bob cy")
    lead = add_lead(con, received_at=1_000, full_name="Zoe", email="zoe@acme.example")
    common = {"lead_id": lead, "level": "user", "mode": "push", "origin": "engine", "account_id": 1, "recorded_at": 0,
              "record_type_id": 1}  # fmt: skip
    insert(con, "distribution", **common, user_id=cy, distributed_at=1_100, offered=1, rejected_at=1_200,
           reject_reason="busy", ended_at=1_200, end_kind="rejected")  # fmt: skip
    insert(con, "distribution", **common, user_id=ana, distributed_at=1_300, ended_at=5_000, end_kind="transferred",
           contacted_at=2_100)  # fmt: skip
    insert(con, "distribution", **common, user_id=bob, distributed_at=5_000)
    insert(con, "distribution", **common, user_id=cy, distributed_at=5_500, undone_at=5_600)
    insert(
        con, "transfer", lead_id=lead, from_user_id=ana, to_user_id=bob, actor="helen", happened_at=5_000, recorded_at=0
    )
    work = {"lead_id": lead, "origin": "leadctl", "recorded_at": 0}
    insert(con, "activity", **work, kind="action", name="call", user_id=ana, happened_at=2_000)
    insert(con, "activity", **work, kind="action", name="call", user_id=cy, happened_at=1_900, voided_at=1_950)
    insert(con, "activity", **work, kind="status", user_id=ana, to_status_id=4, from_system="new",
           to_system="contacted", happened_at=2_100)  # fmt: skip
    insert(con, "activity", **work, kind="appointment", user_id=bob, happened_at=6_000)
    insert(con, "activity", **work, kind="status", user_id=bob, to_status_id=5, from_system="contacted",
           to_system="closed", happened_at=7_000)  # fmt: skip
    for at in (400, 410, 9_000 + DAY):
        insert(con, "touch", lead_id=lead, kind="marketing", name="mail", happened_at=at, recorded_at=0)
    return lead


def test_milestones_holders_people_and_hand_offs(con, story):
    found = journey(con, story)
    way = found.ways[0]
    assert way.reached == {
        "distributed": 1_100, "first action": 2_000, "contacted": 2_100, "appointment": 6_000, "closed": 7_000
    }  # fmt: skip
    assert way.closed_by == "bob"
    assert [(h.passage.user, h.since, h.until) for h in found.holders] == [("ana", 1_300, 5_000), ("bob", 5_000, None)]
    assert found.hand_offs == 1  # the transfer made the second passage
    assert [(p.login, p.actions, p.status_changes, p.appointments, p.closed) for p in found.people] == [
        ("ana", 1, 1, 0, 0), ("bob", 0, 1, 1, 1)
    ]  # fmt: skip
    assert found.touches == 3


def test_events_in_order_of_time(con, story):
    events = journey(con, story).events
    assert [(e.at, e.text, e.who, e.count) for e in events] == [
        (400, "marketing: mail", None, 2),
        (1_000, "received", None, 1),
        (1_100, "offered to cy", None, 1),
        (1_200, "rejected (busy)", "cy", 1),
        (1_300, "given to ana", None, 1),
        (2_000, "call", "ana", 1),
        (2_100, "status Contacted", "ana", 1),
        (5_000, "given to bob", None, 1),
        (5_000, "transferred", "ana", 1),
        (5_000, "transferred from ana to bob", "helen", 1),
        (6_000, "appointment", "bob", 1),
        (7_000, "status Closed", "bob", 1),
        (9_000 + DAY, "marketing: mail", None, 1),
    ]


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6))
def test_nothing_that_counts_is_left_out(seed):
    con = random_database(seed, 1_772_323_200, 1_772_323_200 + 5 * DAY)
    for (lead_id,) in con.execute("select id from lead order by id limit 4").fetchall():
        found = journey(con, lead_id)
        ids = {way.lead.id for way in found.ways}
        counts = dict.fromkeys(("touch", "activity"), 0)
        for table in counts:
            rows = con.execute(f"select lead_id from {table} where voided_at is null").fetchall()
            counts[table] = sum(lead in ids for (lead,) in rows)
        assert sum(e.count for e in found.events if e.kind == "touch") == found.touches == counts["touch"]
        assert sum(e.kind in ("action", "status", "appointment") for e in found.events) == counts["activity"]
        assert [e.at for e in found.events] == sorted(e.at for e in found.events)
        assert len([e for e in found.events if e.kind == "received"]) == len(ids)
        for way in found.ways:
            assert set(way.reached) <= {"distributed", "first action", "contacted", "appointment", "closed"}
            assert ("closed" in way.reached) or way.closed_by is None
    con.close()


def test_the_page_as_text_json_and_html(con, story, leadctl, tmp_path):
    import json

    text = leadctl("lead", "show", str(story), "--journey").out
    line = next(line for line in text.splitlines() if line.startswith("first closed"))
    assert "1970-01-01 01:56 UTC by bob, lead 1" in line
    data = json.loads(leadctl("lead", "show", str(story), "--journey", "--json").out)
    assert data["leads"][0]["seconds_to_closed"] == 6_000
    assert data["leads"][0]["closed_by"] == "bob"
    assert [h["user"] for h in data["holders"]] == ["ana", "bob"]
    done = leadctl("lead", "show", str(story), "--journey", "-o", str(tmp_path / "j.html"))
    assert done.code == 0, done.err
    assert "transferred from ana to bob" in (tmp_path / "j.html").read_text("utf-8")
