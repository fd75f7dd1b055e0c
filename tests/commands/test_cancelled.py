"""An appointment that is taken back after it was told leaves the calendar again, by way of a real mail server."""

from __future__ import annotations

import json

import pytest

from leadctl.db.connection import connect
from leadctl.engine import lifecycle
from leadctl.engine.alerts.watch import watch
from tests.commands.test_notify import PEOPLE, rules, shop
from tests.conftest import NOW
from tests.engine.alerts.test_calendar import properties
from tests.servers import free_port, local_network, mail_server, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network", "shop"]

HOOK = '[[notify.webhook]]\nname = "crm"\nurl = "{url}"\nkinds = ["appointment"]\n'
MADE = ("lead", "appointment", "1", "--user", "ana", "--starts", "2026-03-09 15:00", "--note", "site visit")


def calendars(mails):
    """Return (content type's method, properties) of the calendar file of every mail."""
    files = [part for mail in mails.taken for part in mail.iter_attachments()]
    return [(f["Content-Type"].params["method"], properties(f.get_content())) for f in files]


def void(leadctl, con, *flags, now=NOW + 60):
    number = con.execute("select max(id) from activity").fetchone()[0]
    done = leadctl(*flags, "lead", "void", str(number), "--reason", "he moved away", now=now)
    assert done.code == 0, done.err


def test_the_same_entry_is_cancelled_where_it_was_told(shop, con):
    with mail_server() as mails, web_server() as hooks:
        leadctl = shop(rules(mails, 'kinds = ["appointment"]\n' + HOOK.format(url=hooks.url)))
        assert leadctl("assign").code == 0
        assert leadctl(*MADE).code == 0
        void(leadctl, con)
        assert leadctl("tick", now=NOW + 120).code == 0
    (method, made), (cancelling, gone) = calendars(mails)
    assert (method, made["METHOD"], made["SEQUENCE"]) == ("PUBLISH", "PUBLISH", "0")
    assert (cancelling, gone["METHOD"], gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", "CANCEL", "1", "CANCELLED")
    assert made["UID"] == gone["UID"]
    assert (made["DTSTART"], made["ORGANIZER"]) == (gone["DTSTART"], gone["ORGANIZER"])
    assert gone["DTSTAMP"] > made["DTSTAMP"]
    last = mails.taken[-1]
    assert last["To"] == "ana@example.com"
    assert last["Subject"].startswith("Cancelled: appointment 2026-03-09 15:00")
    assert "he moved away" in last.get_body().get_content()
    assert len({mail["Message-ID"] for mail in mails.taken}) == 2
    first, second = hooks.told()
    assert (first["type"], second["type"]) == ("appointment", "cancelled")
    assert first["data"]["uid"] == second["data"]["uid"] == gone["UID"]
    assert second["data"]["reason"] == "he moved away"


def test_what_waits_is_withdrawn_and_nothing_follows(shop, con):
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl(*MADE[:3], "--user", "ana", *MADE[5:], "--no-notify").code == 0
        void(leadctl, con)
        assert leadctl("notify", "send").out.startswith("0 alerts sent")
    assert mails.taken == []


def test_what_was_refused_is_no_reason_to_cancel(shop, con):
    leadctl = shop(rules(free_port()))
    assert leadctl(*MADE).code == 0
    assert con.execute("select tries, error is null from outbox").fetchall() == [(1, 0)]
    void(leadctl, con)
    assert con.execute("select count(*) from outbox").fetchone() == (0,)


def test_taken_back_while_the_mail_server_takes_it(shop, con, db_file):
    """The mail is gone by the time that it could be marked: its cancellation follows in the same round."""
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl("--no-notify", *MADE).code == 0
        number = con.execute("select max(id) from activity").fetchone()[0]

        def answer(mail):
            if not mails.taken:
                other = connect(db_file)
                watch(other)
                lifecycle.void(other, number, NOW + 60, "tester", reason="he moved away")
                other.close()

        mails.answer = answer
        assert leadctl("notify", "send", now=NOW + 120).code == 0
    assert [method for method, _ in calendars(mails)] == ["PUBLISH", "CANCEL"]


def test_another_void_cancels_nothing_twice(shop, con):
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        for _ in range(2):
            assert leadctl(*MADE).code == 0
            void(leadctl, con)
    assert [method for method, _ in calendars(mails)] == ["PUBLISH", "CANCEL"] * 2
    assert len({file["UID"] for _, file in calendars(mails)}) == 2


def test_rules_that_tell_nobody_cancel_nothing(shop, con):
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl(*MADE).code == 0
        shop(PEOPLE)
        void(leadctl, con)
    assert [method for method, _ in calendars(mails)] == ["PUBLISH"]


def test_own_words_for_it(shop, con):
    with mail_server() as mails:
        own = '[notify.templates]\ncancelled = { subject = "Off: {starts_at}", text = "{by}: {reason}" }\n'
        leadctl = shop(rules(mails, own))
        assert leadctl(*MADE).code == 0
        void(leadctl, con)
    assert mails.taken[-1]["Subject"].startswith("Off: 2026-03-09 15:00")
    assert mails.taken[-1].get_body().get_content().strip().endswith(": he moved away")
    told = json.loads(con.execute("select payload from outbox where kind = 'cancelled'").fetchone()[0])
    assert told["leads"] == [1]


def test_who_left_is_told_no_more(shop, con):
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl(*MADE).code == 0
        assert leadctl("user", "disable", "ana").code == 0
        void(leadctl, con)
    assert [method for method, _ in calendars(mails)] == ["PUBLISH"]
