"""Everything that somebody is to be told of stands in the outbox, once, with the transaction that did it."""

from __future__ import annotations

import json
import re
import sqlite3
from types import SimpleNamespace

import pytest

from leadctl.db import erase_alerts
from leadctl.db.connection import immediate, rolled_back
from leadctl.engine import runs
from leadctl.engine.alerts.watch import watch
from leadctl.engine.delivery.drain import drain
from tests.builders import add_lead
from tests.conftest import NOW

HOUR, DAY = 3600, 86_400
HEAD = """
timezone = "America/New_York"
seed = "b"
feedback_after = "2d"
[[duplicate]]
match = ["email"]
[[gate]]
name = "no contact"
hold_when = { email = { present = false }, phone = { present = false } }
[[strategy]]
name = "Web"
to = { users = ["ana", "bob"] }
when = { source = "Web" }
accept_within = "10m"
remind_before = "3m"
[[strategy]]
name = "Partner"
method = "direct"
to = { account = "West" }
when = { source = "Partner" }
hand_out = "owner"
[[strategy]]
name = "All"
to = { users = ["ana", "bob"] }
when = { source = "List" }
[[strategy]]
name = "Queue"
mode = "pull"
to = { users = ["ana", "bob"] }
when = { source = "Queue" }
"""
NOTIFY = """
[notify]
smtp = "mail.example.com"
from = "leads@example.com"
ops = ["ops@example.com"]
"""
HOOK = '[[notify.webhook]]\nname = "crm"\nurl = "https://crm.example.com/hook"\n'
SLACK = '[[notify.service]]\nname = "slack"\nurl_env = "SLACK_URL"\n'


class Team:
    """Ana and bob of Corporate, kim who answers for West; every command leaves the sending to others."""

    def __init__(self, leadctl, con, folder):
        self._leadctl, self.con, self._folder = leadctl, con, folder
        self.do("user", "add", "ana", "--name", "Ana Ray", "--email", "ana@example.com")
        self.do("user", "add", "bob", "--name", "Bob Li", "--email", "bob@example.com")
        self.do("account", "add", "West")
        self.do("user", "add", "kim", "--name", "Kim Om", "--email", "kim@example.com", "--account", "West")
        self.do("account", "edit", "West", "--owner", "kim")

    def do(self, *args, now=NOW, code=0):
        done = self._leadctl("--no-notify", *args, now=now)
        assert done.code == code, done.err
        return done

    def rules(self, notify=NOTIFY, head=HEAD):
        (self._folder / "leadctl.toml").write_text(head + notify)
        self.do("config", "apply")

    def lead(self, name, source, *, now=NOW, email=None):
        email = email or f"{name}@x.example"
        contact = ("--email", email) if email != "-" else ()
        return self.do("lead", "add", "--name", name, "--source", source, *contact, now=now)

    def alerts(self, kind=None, channel=None):
        """Return the rows of the outbox as dictionaries, the payload read, the login beside."""
        cursor = self.con.execute(
            "select o.*, u.login from outbox o left join user u on u.id = o.user_id order by o.id"
        )
        names = [c[0] for c in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        for row in rows:
            row |= {"payload": json.loads(row["payload"])}
        return [r for r in rows if kind in {None, r["kind"]} and channel in {None, r["channel"]}]

    def told(self, kind=None):
        """Return (kind, whom, leads) of every alert, in order."""
        return [
            (r["kind"], r["login"] or r["payload"].get("to") or r["channel"], leads_of(r)) for r in self.alerts(kind)
        ]


def leads_of(row):
    payload = row["payload"]
    return tuple(payload["leads"] if "leads" in payload else [lead["id"] for lead in payload["data"]["leads"]])


@pytest.fixture
def team(leadctl, con, tmp_path):
    return Team(leadctl, con, tmp_path)


# ---------------------------------------------------------------- what is told, to whom


def test_one_message_per_recipient_and_run_lists_the_leads(team):
    team.rules()
    for name in ("Cy", "Di", "Ed"):
        team.lead(name, "List")
    team.do("assign")
    assert team.told() == [("distributed", "ana", (1, 3)), ("distributed", "bob", (2,))]
    ana, bob = team.alerts()
    assert ana["payload"] == {
        "to": "ana@example.com",
        "subject": "New: 2 leads",
        "text": "2 leads came to ana at 2026-03-01 04:00 EST, by All.\n\n1  Cy, cy@x.example\n3  Ed, ed@x.example\n\n"
        "leadctl lead list --owner ana",
        "leads": [1, 3],
    }
    assert bob["payload"]["subject"] == "New: lead 2 (Di)"
    assert bob["payload"]["text"].endswith("leadctl lead show 2")
    assert (ana["lead_id"], bob["lead_id"], ana["run_id"], ana["event_at"], ana["not_before"]) == (None, 2, 1, NOW, 0)
    passages = team.con.execute("select outbox_id, distribution_id from outbox_passage order by 1, 2").fetchall()
    assert passages == [(ana["id"], 1), (ana["id"], 3), (bob["id"], 2)]


def test_a_run_of_several_chunks_is_one_message(team, monkeypatch):
    monkeypatch.setattr(runs, "CHUNK", 2)
    team.rules(NOTIFY + HOOK)
    for n in range(7):
        team.lead(f"L{n}", "List")
    team.do("assign")
    mails = team.alerts(channel="email")
    assert sorted(lead for row in mails for lead in leads_of(row)) == [1, 2, 3, 4, 5, 6, 7]
    assert sorted(row["login"] for row in mails) == ["ana", "bob"]
    posts = team.alerts(channel="crm")  # machines get the parts as they come
    assert sorted(lead for row in posts for lead in leads_of(row)) == [1, 2, 3, 4, 5, 6, 7]
    assert len(posts) > 2


def test_what_was_sent_between_two_chunks_is_not_told_again(team, monkeypatch):
    monkeypatch.setattr(runs, "CHUNK", 2)
    team.rules()
    for n in range(4):
        team.lead(f"L{n}", "List")
    chunk = runs._Run._chunk

    def sending(self, ids, store):
        self._con.execute("update outbox set sent_at = 1 where sent_at is null")
        chunk(self, ids, store)

    monkeypatch.setattr(runs._Run, "_chunk", sending)
    team.do("assign")
    assert sorted(lead for row in team.alerts() for lead in leads_of(row)) == [1, 2, 3, 4]
    assert len({row["message"] for row in team.alerts()}) == 4


def test_offers_reminders_and_reroutes(team):
    team.rules()
    team.lead("Cy", "Web")
    team.do("tick")
    (offer,) = team.alerts()
    assert (offer["kind"], offer["login"], offer["distribution_id"]) == ("offered", "ana", 1)
    assert offer["payload"]["subject"] == "Offer until 2026-03-01 04:10 EST: lead 1 (Cy)"
    assert offer["payload"]["text"].endswith("leadctl offer accept 1 --user ana")
    team.do("tick", now=NOW + 8 * 60)
    (reminder,) = team.alerts("offer_ends")
    assert (reminder["login"], reminder["event_at"]) == ("ana", NOW + 7 * 60)
    assert reminder["payload"]["subject"] == "Answer by 2026-03-01 04:10 EST: lead 1 (Cy)"
    team.do("tick", now=NOW + 11 * 60)
    (again,) = team.alerts()  # what was not sent of the first offer is withdrawn
    assert (again["kind"], again["login"], again["distribution_id"]) == ("rerouted", "bob", 2)
    assert "the one before let it run out. Answer by 2026-03-01 04:21 EST" in again["payload"]["text"]
    assert again["payload"]["text"].endswith("leadctl offer accept 1 --user bob")
    team.do("offer", "reject", "1", "--user", "bob", now=NOW + 12 * 60)
    assert team.alerts() == []


def test_a_yes_is_no_news_to_whom_said_it_and_takes_the_reminders_back(team):
    team.rules(NOTIFY + HOOK)
    team.lead("Cy", "Web")
    team.do("tick")
    team.do("offer", "accept", "1", "--user", "ana", now=NOW + 60)
    assert team.told() == [("offered", "crm", (1,))]


def test_what_stands_with_an_account_is_told_to_whoever_answers_for_it_and_hand_outs_to_who_gets_them(team):
    team.rules()
    team.lead("Cy", "Partner")
    team.do("assign")
    (row,) = team.alerts()
    assert (row["kind"], row["login"]) == ("distributed", "kim")
    assert "came to [West] at" in row["payload"]["text"]
    team.do("account", "handout", "1", "--to", "ana", "--force", now=NOW + 60)
    assert team.told()[-1] == ("distributed", "ana", (1,))


def test_leads_given_by_hand_are_told_and_pulled_ones_only_to_machines(team):
    team.rules(NOTIFY + HOOK)
    team.lead("Cy", "Other")
    team.lead("Di", "Queue")
    team.do("lead", "give", "1", "--to", "bob")
    team.do("pull", "--user", "ana")
    assert team.told() == [
        ("distributed", "bob", (1,)), ("distributed", "crm", (1,)), ("distributed", "crm", (2,)),
    ]  # fmt: skip
    assert "by hand" in team.alerts()[0]["payload"]["text"]
    data = team.alerts(channel="crm")[1]["payload"]["data"]
    assert data["user"] == {"login": "ana", "name": "Ana Ray", "email": "ana@example.com"}


def test_follow_ups_and_requests_for_feedback(team):
    team.rules()
    for name in ("Cy", "Di", "Ed"):
        team.lead(name, "List")
    team.do("assign")
    team.con.execute("update outbox set sent_at = 1")
    team.do("lead", "follow-up", "1", "--at", "in 2h", "--note", "Ask for\nthe budget")
    team.do("tick", now=NOW + 3 * HOUR)
    (reminder,) = team.alerts("follow_up")
    assert (reminder["login"], reminder["lead_id"], reminder["event_at"]) == ("ana", 1, NOW + 2 * HOUR)
    assert "\n\nAsk for\nthe budget\n\n" in reminder["payload"]["text"]
    team.do("tick", now=NOW + 3 * DAY)
    assert team.told("feedback") == [("feedback", "ana", (1, 3)), ("feedback", "bob", (2,))]
    assert team.alerts("feedback")[1]["payload"]["text"].endswith("leadctl feedback --user bob")
    team.do("lead", "follow-up", "1", "--done", now=NOW + 4 * HOUR)
    assert team.alerts("follow_up") == []  # done before it was sent


def test_the_owner_of_the_original_is_told_of_a_repeat_once(team):
    team.rules(NOTIFY + '[notify.templates]\nduplicate = { subject = "{lead.name} as {original.name}" }\n')
    team.lead("Cy", "List", email="cy@x.example")
    team.do("assign")
    team.lead("Cyrus", "Web", email="cy@x.example", now=NOW + 60)
    assert team.told("duplicate") == [("duplicate", "ana", (2,))]
    assert team.alerts("duplicate")[0]["payload"]["subject"] == "Cyrus as Cy"
    team.do("assign", now=NOW + 120)
    team.do("tick", now=NOW + 180)
    assert len(team.alerts("duplicate")) == 1


def test_a_webhook_is_told_what_is_known_of_the_original(team):
    team.rules(NOTIFY + HOOK)
    team.lead("Cy", "List", email="cy@x.example")
    team.lead("Di", "Web", email="di@x.example")
    team.do("assign")
    team.do("lead", "add", "--name", "Cyrus", "--email", "cy@x.example", "--value", "900", "--source", "Web")
    (row,) = [r for r in team.alerts("duplicate") if r["channel"] == "crm"]
    data = row["payload"]["data"]
    assert [(lead["id"], lead["name"], lead["value"]) for lead in data["leads"]] == [(3, "Cyrus", 900)]
    (original,) = data["originals"]
    assert (original["id"], original["name"], original["source"]) == (1, "Cy", "List")
    assert (original["email"], original["owner"]) == ("cy@x.example", "ana")
    assert set(original) == set(team.alerts("distributed", "crm")[0]["payload"]["data"]["leads"][0]) | {"owner"}


def test_erasing_the_original_takes_its_words_out_of_what_is_told_of_the_repeat(team):
    own = '[notify.templates]\nduplicate = { text = "{lead.name}, once {original.name}" }\n'
    team.rules(NOTIFY + own + HOOK)
    team.lead("Cassandra", "List", email="cy@x.example")
    team.do("assign")
    team.lead("Cyrus", "Web", email="cy@x.example", now=NOW + 60)
    told = [json.dumps(r["payload"]) for r in team.alerts("duplicate")]
    assert len(told) == 2
    assert all("Cassandra" in text for text in told)
    with immediate(team.con):
        erase_alerts.leads(team.con, [1])
    told = [json.dumps(r["payload"]) for r in team.alerts("duplicate")]
    assert len(told) == 2
    assert not any("Cassandra" in text for text in told)
    assert all("Cyrus" in text for text in told)


def test_a_repeat_whose_original_waited_is_told_when_that_is_given(team):
    team.rules()
    team.lead("Cy", "List", email="cy@x.example")
    team.lead("Cyrus", "List", email="cy@x.example")
    assert team.alerts() == []
    team.do("assign")
    assert team.told() == [("distributed", "ana", (1,)), ("duplicate", "ana", (2,))]
    assert team.alerts("duplicate")[0]["payload"]["text"].endswith("leadctl lead show 1")


def test_an_appointment_brings_a_calendar_file_and_goes_when_it_was_a_mistake(team):
    team.rules()
    team.lead("Cy", "List")
    team.do("assign")
    team.con.execute("update outbox set sent_at = 1")
    team.do(
        "lead", "appointment", "1", "--user", "ana", "--for", "bob", "--starts", "2026-03-03 15:00", "--note", "Demo"
    )
    (row,) = team.alerts("appointment")
    assert (row["login"], row["payload"]["to"]) == ("bob", "bob@example.com")
    assert "DTSTART:20260303T200000Z\r\n" in row["payload"]["ics"]
    assert row["payload"]["text"].startswith("Appointment at 2026-03-03 15:00 EST, made by Ana Ray.\n\nDemo")
    number = team.con.execute("select max(id) from activity").fetchone()[0]
    team.do("lead", "void", str(number), "--reason", "wrong lead")
    assert team.alerts("appointment") == []


def test_operations_hear_of_new_holds_once_per_run(team):
    team.rules()
    team.lead("Cy", "Nowhere")
    team.lead("Di", "List", email="-")
    team.lead("Ed", "Queue")
    team.do("assign")
    (row,) = team.alerts()
    assert (row["kind"], row["user_id"], row["payload"]["to"]) == ("held", None, "ops@example.com")
    assert row["payload"]["leads"] == [1, 2]
    assert "1 × no strategy matches" in row["payload"]["text"]
    assert '1 × kept out by the gate "no contact"' in row["payload"]["text"]
    team.do("assign", now=NOW + 60)
    team.do("tick", now=NOW + 120)
    assert len(team.alerts()) == 1
    team.lead("Flo", "Nowhere", now=NOW + 180)
    team.do("tick", now=NOW + 240)
    assert team.told()[1:] == [("held", "ops@example.com", (4,))]


# ---------------------------------------------------------------- how and when


def test_users_have_channels_and_quiet_hours_of_their_own(team):
    team.rules(NOTIFY + SLACK)
    team.do("user", "edit", "ana", "--channels", "email, slack:#ana", "--quiet-hours", "03:00-05:30")
    team.do("user", "edit", "bob", "--channels", "none")
    for name in ("Cy", "Di"):
        team.lead(name, "List")
    team.do("assign")
    rows = team.alerts()
    assert [(r["login"], r["channel"], r["payload"]["to"]) for r in rows] == [
        ("ana", "email", "ana@example.com"), ("ana", "slack", "#ana"),
    ]  # fmt: skip
    assert {r["not_before"] for r in rows} == {NOW + 90 * 60}  # 04:00 → 05:30
    assert len({r["message"] for r in rows}) == 2


def test_the_rules_quiet_hours_hold_for_people_not_for_machines_and_operations(team):
    team.rules(NOTIFY + 'quiet_hours = "20:00-07:00"\n' + HOOK)
    team.do("user", "edit", "bob", "--quiet-hours", "none")
    for name in ("Cy", "Di"):
        team.lead(name, "List")
    team.lead("Ed", "Nowhere")
    team.do("assign")
    waits = {(r["login"] or r["channel"]): r["not_before"] for r in team.alerts()}
    assert waits == {"ana": NOW + 3 * HOUR, "bob": 0, "crm": 0, "email": 0}


def test_kinds_of_people_and_of_machines_and_those_who_left(team):
    team.rules(NOTIFY + 'kinds = ["offered"]\n' + HOOK + 'kinds = ["distributed"]\n')
    team.lead("Cy", "List")
    team.lead("Di", "Web")
    team.lead("Ed", "Nowhere")
    team.do("assign")
    assert team.told() == [("offered", "bob", (2,)), ("distributed", "crm", (1,))] or team.told() == [
        ("offered", "ana", (2,)), ("distributed", "crm", (1,)),
    ]  # fmt: skip
    for login in ("ana", "bob"):
        team.do("user", "disable", login, "--leads-to", "keep")
    assert team.alerts("offered") == []  # the offer was recalled


def test_texts_of_the_rules_are_used_and_hostile_leads_stay_in_their_line(team):
    team.rules(
        NOTIFY
        + '[notify.templates]\ndistributed = { subject = "{lead.name}!", each = "{lead.name} / {lead.company}" }\n'
        + 'offered = { text = "{lead.value} {lead.priority} {lead.received_at} {user.name} {strategy}" }\n'
    )
    team.do(
        "lead",
        "add",
        "--name",
        "Eve\nBcc: x@y.example\x1b[31m{user.email}",
        "--source",
        "List",
        "--email",
        "e@x.example",
    )
    team.do("lead", "add", "--name", "Di", "--source", "Web", "--email", "d@x.example", "--value", "1200")
    team.do("assign")
    (given,) = team.alerts("distributed")
    assert given["payload"]["subject"] == "Eve Bcc: x@y.example[31m{user.email}!"
    assert "Eve Bcc: x@y.example[31m{user.email} /" in given["payload"]["text"]
    (offered,) = team.alerts("offered")
    who = "Ana Ray" if offered["login"] == "ana" else "Bob Li"
    assert offered["payload"]["text"] == f"1,200.00 USD medium 2026-03-01 04:00 EST {who} Web"


def test_webhooks_get_everything_in_the_units_of_files(team):
    team.rules("\n[notify]\n" + HOOK)
    team.do("lead", "add", "--name", "Di", "--source", "Web", "--email", "d@x.example", "--value", "1200.50",
            "--priority", "high")  # fmt: skip
    team.do("assign")
    (row,) = team.alerts()
    data = row["payload"]["data"]
    assert (data["count"], data["strategy"], data["run"]) == (1, "Web", 1)
    assert data["expires_at"] == "2026-03-01T04:10:00-05:00"
    lead = data["leads"][0]
    assert (lead["value"], lead["priority"], lead["email"], lead["source"]) == (1200.5, "high", "d@x.example", "Web")
    assert lead["received_at"] == "2026-03-01T04:00:00-05:00"


# ---------------------------------------------------------------- never twice, never without cause


def test_nothing_is_written_without_notify_nor_by_a_dry_run(team):
    team.rules("")
    team.lead("Cy", "List")
    team.do("assign")
    team.rules()
    team.lead("Di", "List")
    team.do("assign", "--dry-run")
    team.do("tick", "--dry-run")
    assert team.alerts() == []


def test_an_undone_run_withdraws_what_was_not_sent(team):
    team.rules(NOTIFY + HOOK)
    for name in ("Cy", "Di"):
        team.lead(name, "List")
    team.lead("Ed", "Web")
    team.do("assign")
    assert len(team.alerts()) == 6
    team.con.execute("update outbox set sent_at = 1 where user_id is not null and kind = 'offered'")
    team.do("undo", "last", now=NOW + 60)
    assert [(r["kind"], r["sent_at"]) for r in team.alerts()] == [("offered", 1)]


def test_a_run_undone_in_part_tells_of_the_rest(team):
    team.rules(NOTIFY + HOOK)
    for name in ("Cy", "Di", "Ed"):
        team.lead(name, "List")
    team.do("assign")
    team.do("lead", "action", "1", "call", "--user", "ana", now=NOW + 60)
    team.do("undo", "last", now=NOW + 120, code=1)
    assert team.told() == [("distributed", "ana", (1,)), ("distributed", "crm", (1,))]
    mail, post = team.alerts()
    assert mail["payload"]["subject"] == "New: lead 1 (Cy)"
    assert post["payload"]["data"]["count"] == 1


class Letters:
    """Takes every message."""

    give_up_after = 60

    def __init__(self):
        self.taken = []

    def of(self, channel):
        return self

    def send(self, message, now):
        self.taken.append(message)

    def close(self):
        pass


def sent(team, now=NOW + 600):
    """Send what waits; return what each channel was sent, in order."""
    letters = Letters()
    drain(team.con, letters, SimpleNamespace(now=lambda: now))
    return letters.taken


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ([], (1, 3)),
        ([("lead", "transfer", "1", "--to", "bob")], (3,)),
        ([("lead", "give", "3", "--to", "bob")], (1,)),
        ([("lead", "erase", "1", "--yes", "--reason", "asked")], (3,)),
        ([("lead", "transfer", "1", "--to", "bob"), ("lead", "transfer", "3", "--to", "bob")], ()),
        ([("lead", "transfer", "1", "--to", "bob"), ("lead", "erase", "3", "--yes", "--reason", "asked")], ()),
    ],
)
def test_a_message_tells_of_what_stands_when_it_is_sent(team, before, left):
    """Given to ana together, and moved on before her message left."""
    team.rules()
    for name in ("Cy", "Di", "Ed"):
        team.lead(name, "List")
    team.do("assign")
    assert team.told()[0] == ("distributed", "ana", (1, 3))
    team.con.execute("update outbox set not_before = ? where user_id = 1", (NOW + 500,))
    for n, words in enumerate(before, 1):
        team.do(*words, now=NOW + n)
    letters = [m for m in sent(team) if m.kind == "distributed" and m.to == "ana@example.com"]
    assert len(letters) == bool(left)
    for letter in letters:
        names = {1: r"\bCy\b", 3: r"\bEd\b"}
        assert [n for n in names if re.search(names[n], letter.text + letter.subject)] == list(left)
    assert [r for r in team.alerts() if r["sent_at"] is None] == []


def test_machines_hear_of_what_was_given_out_whoever_has_it_now(team):
    team.rules(NOTIFY + HOOK)
    team.lead("Cy", "List")
    team.do("assign")
    team.do("lead", "transfer", "1", "--to", "bob", now=NOW + 1)
    posts = [m.data for m in sent(team) if m.data]
    assert [(p["user"]["login"], p["leads"][0]["id"]) for p in posts][:2] == [("ana", 1), ("bob", 1)]


def test_an_import_taken_back_withdraws_its_alerts(team, tmp_path):
    team.rules()
    (tmp_path / "l.csv").write_text("name,email,source\nCy,cy@x.example,List\nDi,di@x.example,Web\n")
    team.do("import", "leads", "l.csv")
    team.do("assign")
    assert len(team.alerts()) == 2
    team.do(
        "imports", "undo", "--force", str(team.con.execute("select max(id) from import").fetchone()[0]), now=NOW + 60
    )
    assert team.alerts() == []


def test_alerts_come_and_go_with_their_transaction(team):
    team.rules()
    con = team.con
    watch(con)
    lead = add_lead(con, NOW, source_id=None)

    def give():
        con.execute(
            "insert into distribution (lead_id, level, mode, origin, user_id, account_id, distributed_at, recorded_at,"
            " record_type_id, ledger_cost, again) values (?, 'user', 'none', 'manual', 1, 1, ?, ?, 1, 0, 0)",
            (lead, NOW, NOW),
        )

    with rolled_back(con):
        give()

    def give_twice():
        with immediate(con):
            give()
            give()

    with pytest.raises(sqlite3.IntegrityError):  # one open holder per lead
        give_twice()
    assert team.alerts() == []
    with immediate(con):
        give()
        assert team.alerts() == []
    assert team.told() == [("distributed", "ana", (lead,))]


def test_the_same_event_written_twice_is_one_message(team):
    team.rules()
    team.lead("Cy", "Web")
    team.do("assign")
    from leadctl.commands._context import applied_config
    from leadctl.db.alert_facts import Marks
    from leadctl.engine.alerts.finding import Finder
    from leadctl.engine.alerts.writing import Writer

    config = applied_config(team.con)
    before, after = Marks(0, 0, 0, 0, 0), Marks(9, 0, 0, 0, 0)
    for _ in range(2):
        Writer(team.con, config, config.notify).write(Finder(team.con, before, after).events())
    assert len(team.alerts()) == 1


def test_imported_history_tells_nobody(team, tmp_path):
    team.rules()
    (tmp_path / "l.csv").write_text("id,name,email,source\n1,Cy,cy@x.example,Nowhere\n")
    team.do("import", "leads", "l.csv")
    (tmp_path / "d.csv").write_text("lead id,user,distributed_at\n1,ana,2026-02-01 10:00\n")
    team.do("import", "distributions", "d.csv")
    (tmp_path / "a.csv").write_text(
        "lead,user,kind,happened_at,starts_at\n1,ana,appointment,2026-02-01 10:00,2026-02-02\n"
    )
    team.do("import", "activities", "a.csv")
    assert team.con.execute("select count(*) from distribution").fetchone() == (1,)
    assert team.alerts() == []
