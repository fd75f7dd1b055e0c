"""leadctl notify, and commands that send what they wrote, against real servers on this machine."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from leadctl.db import lock
from tests.conftest import NOW
from tests.engine.delivery.test_drain import add_alert
from tests.servers import Mails, free_port, local_network, mail_server, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network"]

MAIL = """
[notify]
from = "Leads <leads@example.com>"
smtp = "127.0.0.1:{port}"
security = "none"
"""
PEOPLE = """
[[strategy]]
name = "Everybody"
method = "round_robin"
to = { users = ["ana"] }
"""


@pytest.fixture
def shop(leadctl, tmp_path: Path):
    """Return apply(rules) after which ana takes leads; one lead waits."""
    assert leadctl("user", "add", "ana", "--email", "ana@example.com").code == 0
    (tmp_path / "l.csv").write_text("First name,Last name,Email\nJosé,Núñez,j@example.org\n", "utf-8")

    def apply(rules: str):
        (tmp_path / "r.toml").write_text(rules, "utf-8")
        done = leadctl("config", "apply", str(tmp_path / "r.toml"))
        assert done.code == 0, done.err
        return leadctl

    assert leadctl("import", "leads", str(tmp_path / "l.csv")).code == 0
    return apply


def rules(mails: Mails | int, more: str = "") -> str:
    return PEOPLE + MAIL.format(port=mails if isinstance(mails, int) else mails.port) + more


def sent(con: sqlite3.Connection) -> list[tuple[int, bool]]:
    return con.execute("select tries, sent_at is not null from outbox order by id").fetchall()


def test_the_command_that_gave_it_out_tells_the_owner(shop, con) -> None:
    with mail_server() as mails:
        done = shop(rules(mails))("assign")
    assert done.code == 0
    assert "1 alert sent" in done.err
    (mail,) = mails.taken
    assert mail["To"] == "ana@example.com"
    assert "José Núñez" in mail.get_content()
    assert sent(con) == [(1, True)]
    assert "José" not in done.err


def test_no_notify_writes_and_sends_later(shop, con) -> None:
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl("--no-notify", "assign").err == ""
        assert (mails.taken, sent(con)) == ([], [(0, False)])
        assert leadctl("lead", "list").err == ""  # who only reads sends nothing
        assert mails.taken == []
        told = leadctl("tick", "--quiet")
        assert (told.out, told.err) == ("", "")
    assert len(mails.taken) == 1


def test_a_dry_run_tells_nobody(shop, con) -> None:
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        for command in (["assign", "--dry-run"], ["tick", "--dry-run"]):
            assert leadctl(*command).code == 0
        leadctl("--no-notify", "assign")
        assert leadctl("tick", "--dry-run").code == 0
        listed = leadctl("notify", "send", "--dry-run")
        assert "to be sent" in listed.out
        assert mails.taken == []
    assert sent(con) == [(0, False)]


def test_without_notify_nothing_is_said_or_tried(shop, con) -> None:
    done = shop(PEOPLE)("assign")
    assert (done.code, done.err) == (0, "")
    assert sent(con) == []
    assert shop(PEOPLE)("notify", "send").out == "0 alerts sent, 0 to be tried again, 0 given up\n"


def test_a_mail_server_that_is_down_does_not_fail_the_command(shop, con) -> None:
    port = free_port()
    leadctl = shop(rules(port))
    done = leadctl("assign")
    assert done.code == 0
    assert "1 alert not sent, to be tried again: cannot reach the mail server: Connection refused" in done.err
    assert sent(con) == [(1, False)]
    quiet = leadctl("tick", "--quiet", now=NOW + 60)
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert sent(con) == [(2, False)]
    with mail_server(port=port) as mails:
        assert leadctl("notify", "send", now=NOW + 120).out.startswith("0 alerts sent")
        assert leadctl("notify", "send", now=NOW + 180).out.startswith("1 alert sent")
    assert len(mails.taken) == 1


def test_what_is_given_up_is_said_aloud_even_to_cron(shop, con) -> None:
    with mail_server() as mails:
        mails.refused["ana@example.com"] = "550 no such user"
        done = shop(rules(mails))("assign", "--quiet")
    assert "warning: 1 alert given up: the mail server refused the address: 550 no such user" in done.err
    assert "leadctl notify list --failed" in done.err


def test_send_says_what_it_did_and_exits_1_when_some_failed(shop, con) -> None:
    for message in ("good", "bad"):
        add_alert(con, message)
    with mail_server() as mails:
        mails.refused["bad@example.com"] = "451 later"
        done = shop(rules(mails))("notify", "send", "--json")
    assert done.code == 1
    error = "the mail server refused the address: 451 later"
    assert json.loads(done.out) == {"sent": 1, "failed": 1, "given_up": 0, "errors": {error: 1}}
    assert f"warning: {error} (1 alert)" in done.err


def test_send_quiet_is_silent_when_well(shop, con) -> None:
    add_alert(con, "m")
    with mail_server() as mails:
        done = shop(rules(mails))("notify", "send", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_send_while_another_sends(shop, db_file: Path) -> None:
    with lock.drain_lock(db_file):
        done = shop(rules(free_port()))("notify", "send")
    assert done.code == 75
    assert "another leadctl is sending" in done.err


def test_list_shows_what_waits_and_what_was_given_up(shop, con) -> None:
    leadctl = shop(PEOPLE)
    assert leadctl("notify", "list").err == "nothing waits to be sent\n"
    add_alert(con, "waits", not_before=NOW + 60, tries=1, error="the webhook answered 503 Busy", channel="crm")
    add_alert(con, "lost", failed_at=NOW, error="no such user", tries=1)
    add_alert(con, "gone", sent_at=NOW, tries=1)
    waiting = leadctl("notify", "list")
    assert "waits" in waiting.out
    assert "lost" not in waiting.out
    assert "the webhook answered 503 Busy" in waiting.out
    assert waiting.err == "1 given up; leadctl notify list --failed\n"
    failed = leadctl("notify", "list", "--failed")
    assert "given up 2026-03-01 09:00 UTC" in failed.out
    assert failed.err == "1 given up; leadctl notify retry --failed, or leadctl notify drop --failed\n"
    assert [a["subject"] for a in json.loads(leadctl("notify", "list", "--sent", "--json").out)] == ["gone"]
    every = json.loads(leadctl("notify", "list", "--all", "--json").out)
    assert [a["state"] for a in every] == ["sent", "failed", "waiting"]
    assert [a["alert_id"] for a in json.loads(leadctl("notify", "list", "--channel", "CRM", "--json").out)] == [1]


def test_list_refuses_what_it_does_not_know(shop, con) -> None:
    leadctl = shop(PEOPLE)
    add_alert(con, "m", "slack")
    assert 'did you mean "slack"' in leadctl("notify", "list", "--channel", "slak").err
    assert 'did you mean "ana"' in leadctl("notify", "list", "--user", "anna").err
    assert leadctl("notify", "list", "--sent", "--failed").code == 2


def test_retry_sends_what_was_given_up(shop, con) -> None:
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        first = add_alert(con, "first", failed_at=NOW - 9, tries=4, error="x", recorded_at=NOW - 900_000)
        add_alert(con, "second", failed_at=NOW - 9, tries=4, error="x")
        assert leadctl("notify", "retry", "--failed", "--dry-run").out == "2 alerts would be sent again\n"
        assert mails.taken == []
        done = leadctl("notify", "retry", str(first))
        assert (done.out, done.err) == ("1 alert to be sent again\n", "1 alert sent\n")
        assert mails.ids() == ["first"]
        mails.refused["second@example.com"] = "451 later"
        assert "to be tried again" in leadctl("notify", "retry", "--failed").err
        assert leadctl("notify", "retry", "--failed").out == "no alert was given up\n"
    assert con.execute("select failed_at from outbox where message = 'second'").fetchone() == (None,)


def test_drop_keeps_what_was_given_up_from_ever_being_sent(shop, con) -> None:
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        lost = {"failed_at": NOW - 9, "tries": 4, "error": "x"}
        first, second = add_alert(con, "first", **lost), add_alert(con, "second", **lost)
        waits, crm = add_alert(con, "third", not_before=NOW + 900), add_alert(con, "fourth", "crm", **lost)
        listed = leadctl("notify", "drop", "--failed", "--dry-run")
        assert [line.split()[0] for line in listed.out.splitlines()[2:]] == [str(n) for n in (crm, second, first)]
        assert con.execute("select count(dropped_at) from outbox").fetchone() == (0,)
        assert json.loads(leadctl("notify", "drop", str(first), "--json").out) == {"dry_run": False, "alerts": [first]}
        assert "alert-dropped" in leadctl("notify", "drop", str(first)).err
        assert "alert-dropped" in leadctl("notify", "retry", str(first)).err
        assert "2 alerts given up (crm 1, email 1)" in leadctl("doctor").out
        assert leadctl("notify", "drop", "--failed", "--channel", "CRM").out.startswith("1 alert dropped; ")
        assert leadctl("notify", "drop", str(waits)).out.startswith("1 alert dropped; ")
        assert leadctl("notify", "retry", "--failed").out == "1 alert to be sent again\n"
        assert leadctl("notify", "drop", "--failed").out == "no alert was given up\n"
        leadctl("tick", now=NOW + 9_000)
        assert {"first", "second", "third", "fourth"} & set(mails.ids()) == {"second"}
    shown = json.loads(leadctl("notify", "list", "--dropped", "--json").out)
    assert [(a["alert_id"], a["state"], a["dropped_by"]) for a in shown] == [
        (crm, "dropped", "tester"), (waits, "dropped", "tester"), (first, "dropped", "tester"),
    ]  # fmt: skip
    assert "dropped 2026-03-01 09:00 UTC by tester" in leadctl("notify", "list", "--dropped").out
    assert leadctl("notify", "list", "--failed").err == "no such alerts\n"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (["7"], "no-alert"), (["1"], "alert-sent"), ([], "bad-flags"), (["1", "--failed"], "bad-flags"),
        (["1", "--channel", "email"], "bad-flags"), (["--failed", "--channel", "sms"], "no-channel"),
    ],
)  # fmt: skip
def test_drop_refuses(shop, con, words, slug) -> None:
    leadctl = shop(rules(1))
    add_alert(con, "first", sent_at=NOW)
    assert f"[{slug}]" in leadctl("notify", "drop", *words).err


@pytest.mark.parametrize(
    ("words", "slug"), [(["7"], "no-alert"), (["1"], "alert-sent"), ([], "bad-flags"), (["1", "--failed"], "bad-flags")]
)
def test_retry_refuses(shop, con, words, slug) -> None:
    add_alert(con, "m", sent_at=NOW)
    done = shop(PEOPLE)("notify", "retry", *words)
    assert f"[{slug}]" in done.err
    assert con.execute("select tries, retried_at from outbox").fetchall() == [(0, None)]


def test_test_tries_every_channel_and_writes_nothing(shop, con, monkeypatch) -> None:
    with mail_server() as mails, web_server() as hooks:
        monkeypatch.setenv("CRM_URL", hooks.url)
        more = 'ops = ["ops@example.com"]\n[[notify.webhook]]\nname = "crm"\nurl_env = "CRM_URL"\n'
        leadctl = shop(rules(mails, more))
        done = leadctl("notify", "test", "--json")
        assert done.code == 0
        assert json.loads(done.out) == [
            {"channel": "email", "to": "ops@example.com", "error": None},
            {"channel": "crm", "to": None, "error": None},
        ]
        hooks.answer = lambda request: (401, {})
        refused = leadctl("notify", "test", "--channel", "crm")
        assert refused.code == 1
        assert "the webhook answered 401 Unauthorized" in refused.out
        assert leadctl("notify", "test", "--channel", "email", "--to", "you@example.com").code == 0
        assert 'did you mean "crm"' in leadctl("notify", "test", "--channel", "crn").err
    assert mails.to() == ["ops@example.com", "you@example.com"]
    assert [told["type"] for told in hooks.told()] == ["test", "test"]
    assert sent(con) == []


def test_test_needs_rules_and_an_address(shop) -> None:
    assert "[no-notify]" in shop(PEOPLE)("notify", "test").err
    assert "e-mail to whom?" in shop(rules(free_port()))("notify", "test").err


def test_undo_withdraws_what_was_not_sent(shop, con) -> None:
    with mail_server() as mails:
        leadctl = shop(rules(mails))
        assert leadctl("--no-notify", "assign").code == 0
        assert leadctl("undo", "last").code == 0
        assert leadctl("notify", "send").out.startswith("0 alerts sent")
    assert mails.taken == []
