"""Emptying the outbox against real servers: order, marks, waits, dead letters, servers that are down."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.clock import Clock
from leadctl.config.notify_model import Notify, Webhook
from leadctl.db import lock
from leadctl.db.connection import connect
from leadctl.engine.delivery.drain import Drained, drain, wait_after
from leadctl.engine.delivery.message import NotDelivered
from leadctl.engine.delivery.ways import Ways
from tests.conftest import NOW
from tests.effort import examples
from tests.servers import Hooks, Mails, free_port, local_network, mail_server, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network"]

HOUR, DAY = 3600, 86_400


def add_alert(con: sqlite3.Connection, message: str, channel: str = "email", to: str | None = None, **columns) -> int:
    """Write one alert of an hour ago."""
    payload = {"to": to or f"{message}@example.com", "subject": message, "text": "…", "data": {"lead": message}}
    values = {
        "message": message, "kind": "distributed", "channel": channel, "payload": json.dumps(payload),
        "event_at": NOW - HOUR, "recorded_at": NOW - HOUR, **columns,
    }  # fmt: skip
    sql = f"insert into outbox ({', '.join(values)}) values ({', '.join(':' + v for v in values)}) returning id"
    return con.execute(sql, values).fetchone()[0]


def row(con: sqlite3.Connection, alert_id: int) -> dict:
    found = con.execute("select tries, not_before, sent_at, failed_at, error from outbox where id = ?", (alert_id,))
    return dict(zip(("tries", "not_before", "sent_at", "failed_at", "error"), found.fetchone(), strict=True))


def rules(mail: Mails | int = 0, hook: Hooks | str | None = None, **fields) -> Notify:
    port = mail if isinstance(mail, int) else mail.port
    url = hook.url if isinstance(hook, Hooks) else hook
    told = {"sender": "leads@example.com", "host": "127.0.0.1", "port": port, "security": "none"} if port else {}
    return Notify(**told, webhooks=(Webhook("crm", url),) if url else (), **fields)


def run(con: sqlite3.Connection, notify: Notify | None, now: int = NOW, **options) -> Drained:
    return drain(con, Ways(notify), Clock(now), **options)


def test_everything_due_is_sent_once(con: sqlite3.Connection) -> None:
    ids = [add_alert(con, f"m{n}") for n in range(250)]
    later = add_alert(con, "later", not_before=NOW + 1)
    with mail_server() as mails:
        done = run(con, rules(mails))
        again = run(con, rules(mails))
    assert (done.sent, done.left, again.sent) == (250, 0, 0)
    assert mails.ids() == [f"m{n}" for n in range(250)]
    assert row(con, ids[0]) == {"tries": 1, "not_before": 0, "sent_at": NOW, "failed_at": None, "error": None}
    assert row(con, later)["tries"] == 0


def test_a_bad_address_blocks_nobody(con: sqlite3.Connection) -> None:
    first, bad, full, last = (add_alert(con, m) for m in ("a", "bad", "full", "z"))
    broken = add_alert(con, "broken", payload="{")
    with mail_server() as mails:
        mails.refused = {"bad@example.com": "550 no such user", "full@example.com": "452 mailbox full"}
        done = run(con, rules(mails))
    assert (done.sent, done.failed, done.given_up) == (2, 2, 1)
    assert mails.ids() == ["a", "z"]
    assert row(con, bad)["failed_at"] == NOW
    assert row(con, bad)["error"] == "the mail server refused the address: 550 no such user"
    assert (row(con, full)["failed_at"], row(con, full)["not_before"]) == (None, NOW + 60)
    assert row(con, broken)["error"] == "leadctl could not send it: JSONDecodeError"
    assert (row(con, first)["sent_at"], row(con, last)["sent_at"]) == (NOW, NOW)


def test_a_server_that_is_down_is_asked_once_and_others_go_on(con: sqlite3.Connection) -> None:
    mail = [add_alert(con, f"m{n}") for n in range(3)]
    hook = add_alert(con, "h", "crm")
    with web_server() as hooks:
        done = run(con, rules(free_port(), hooks))
    assert (done.sent, done.failed) == (1, 3)
    assert done.errors == {"cannot reach the mail server: Connection refused": 3}
    assert [row(con, m)["tries"] for m in mail] == [1, 1, 1]
    assert row(con, hook)["sent_at"] == NOW


def test_a_slow_server_is_waited_for_once(con: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    from leadctl.engine.delivery import webhook

    monkeypatch.setattr(webhook, "TIMEOUT", 0.3)
    hooked = [add_alert(con, f"h{n}", "crm") for n in range(5)]
    mail = add_alert(con, "m")
    answer = threading.Event()
    with web_server() as hooks, mail_server() as mails:
        hooks.answer = lambda request: answer.wait(5) and None
        run(con, rules(mails, hooks))
        answer.set()
    assert len(hooks.asked) == 1
    assert [row(con, h)["tries"] for h in hooked] == [1] * 5
    assert row(con, mail)["sent_at"] == NOW


def test_what_fails_waits_longer_each_time_and_is_given_up_in_the_end(con: sqlite3.Connection) -> None:
    alert = add_alert(con, "m", "crm")
    now, waits = NOW, []
    with web_server() as hooks:
        hooks.answer = lambda request: (503, {})
        while row(con, alert)["failed_at"] is None:
            run(con, rules(hook=hooks, give_up_after=DAY), now)
            waits.append(row(con, alert)["not_before"] - now)
            assert run(con, rules(hook=hooks), now).left == 0  # not before its time
            now += waits[-1]
    assert waits[:9] == [60, 120, 240, 480, 960, 1920, 3840, 7680, 15360]
    assert set(waits[9:]) == {6 * HOUR}
    assert row(con, alert)["failed_at"] >= NOW - HOUR + DAY
    assert row(con, alert)["tries"] == len(waits) == len(hooks.asked)
    assert hooks.ids() == ["m"] * len(waits)


def test_a_first_try_is_made_however_late(con: sqlite3.Connection) -> None:
    late, old = add_alert(con, "late", recorded_at=NOW - 30 * DAY), add_alert(con, "old", recorded_at=NOW - 30 * DAY)
    with mail_server() as mails:
        mails.refused["old@example.com"] = "451 later"
        done = run(con, rules(mails))
    assert (done.sent, done.given_up) == (1, 1)
    assert (row(con, late)["sent_at"], row(con, old)["failed_at"]) == (NOW, NOW)


def test_a_receiver_that_asks_for_time_gets_it(con: sqlite3.Connection) -> None:
    alert = add_alert(con, "m", "crm")
    with web_server() as hooks:
        hooks.answer = lambda request: (429, {"Retry-After": "900"})
        run(con, rules(hook=hooks))
    assert row(con, alert)["not_before"] == NOW + 900


def test_new_messages_go_before_those_that_failed(con: sqlite3.Connection) -> None:
    add_alert(con, "failed before", tries=3)
    add_alert(con, "new")
    with mail_server() as mails:
        run(con, rules(mails))
    assert mails.ids() == ["new", "failed before"]


def test_time_is_up(con: sqlite3.Connection) -> None:
    ids = [add_alert(con, f"m{n}") for n in range(5)]
    with mail_server() as mails:
        mails.answer = lambda mail: time.sleep(0.4)
        done = run(con, rules(mails), seconds=0.6)
    assert 1 <= done.sent <= 2
    assert done.left == 5 - done.sent
    assert [row(con, i)["tries"] for i in ids] == [1] * done.sent + [0] * done.left


def test_only_one_drain_at_a_time(con: sqlite3.Connection, db_file: Path) -> None:
    add_alert(con, "m")
    with mail_server() as mails:
        with lock.drain_lock(db_file):
            assert run(con, rules(mails)).busy
        assert mails.taken == []
        assert run(con, rules(mails)).sent == 1


def test_two_drains_at_once_send_each_message_once(con: sqlite3.Connection, db_file: Path) -> None:
    for n in range(40):
        add_alert(con, f"m{n}")
    with mail_server() as mails:

        def work() -> None:
            mine = connect(db_file)
            try:
                for _ in range(10):
                    run(mine, rules(mails))
            finally:
                mine.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        run(con, rules(mails))
    assert sorted(mails.ids()) == sorted(f"m{n}" for n in range(40))


def test_what_is_withdrawn_meanwhile_is_not_sent(con: sqlite3.Connection, db_file: Path) -> None:
    add_alert(con, "first")
    gone = add_alert(con, "gone")
    with mail_server() as mails:
        mails.answer = lambda mail: _elsewhere(db_file, lambda other: other.execute(DELETE, (gone,)))
        done = run(con, rules(mails))
    assert (mails.ids(), done.sent) == (["first"], 1)


def test_what_is_added_meanwhile_is_sent_too(con: sqlite3.Connection, db_file: Path) -> None:
    add_alert(con, "first")
    with mail_server() as mails:
        mails.answer = lambda mail: None if mails.taken else _elsewhere(db_file, lambda o: add_alert(o, "second"))
        run(con, rules(mails))
    assert mails.ids() == ["first", "second"]


DELETE = "delete from outbox where id = ?"


def _elsewhere(path: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    """Do something over a connection of its own, as another process would."""
    other = connect(path)
    work(other)
    other.close()


def test_a_channel_that_the_rules_no_longer_have(con: sqlite3.Connection) -> None:
    alert = add_alert(con, "m", "pager")
    for notify in (rules(hook="http://127.0.0.1/"), None):
        con.execute("update outbox set not_before = 0")
        assert run(con, notify).failed == 1
        assert row(con, alert)["error"] == 'the rules in force have no channel "pager"'


def test_a_secret_that_another_shell_has(con: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    mail, hook = add_alert(con, "m"), add_alert(con, "h", "crm")
    with mail_server() as mails, web_server() as hooks:
        notify = Notify(
            sender="l@example.com", host="127.0.0.1", port=mails.port, security="none", user="leads",
            webhooks=(Webhook("crm", url_env="CRM_URL", secret_env="CRM_SECRET"),),
        )  # fmt: skip
        patient = run(con, notify, patient=True)
        assert (patient.sent, patient.failed, patient.left) == (0, 0, 2)
        assert (row(con, mail)["tries"], row(con, hook)["tries"]) == (0, 0)
        strict = run(con, notify)
        assert strict.errors == {
            "CRM_URL is not set": 1,
            "LEADCTL_SMTP_PASSWORD is not set, and there is no password_command": 1,
        }
        monkeypatch.setenv("CRM_URL", hooks.url)
        monkeypatch.setenv("CRM_SECRET", "s")
        assert run(con, notify, NOW + 60, patient=True).sent == 1
    assert hooks.asked[0]["headers"]["webhook-signature"].startswith("v1,")


def test_secrets_are_stored_nowhere(con: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    add_alert(con, "m")
    add_alert(con, "h", "crm")
    add_alert(con, "x", "gone")
    monkeypatch.setenv("LEADCTL_SMTP_PASSWORD", "hunter2")
    monkeypatch.setenv("CRM_SECRET", "hush7781")
    with mail_server(login=True) as mails, web_server() as hooks:
        monkeypatch.setenv("CRM_URL", f"{hooks.url}?token=quiet9")
        monkeypatch.setenv("GONE_URL", f"http://127.0.0.1:{free_port()}/?token=quiet9")
        notify = Notify(
            sender="l@example.com", host="127.0.0.1", port=mails.port, security="none", user="leads",
            webhooks=(Webhook("crm", url_env="CRM_URL", secret_env="CRM_SECRET"), Webhook("gone", url_env="GONE_URL")),
        )  # fmt: skip
        done = run(con, notify)
    assert done.sent >= 1
    assert mails.logins
    assert hooks.asked
    kept = "\n".join([*con.iterdump(), repr(done), *capfd.readouterr()])
    assert [secret for secret in ("hunter2", "hush7781", "quiet9") if secret in kept] == []


def test_the_password_command_runs_once_and_is_not_told(con: sqlite3.Connection, tmp_path: Path) -> None:
    alerts = [add_alert(con, f"m{n}") for n in range(3)]
    log = tmp_path / "log"
    script = tmp_path / "ask"
    script.write_text(f"#!/bin/sh\necho asked >> {log}\necho hunter2\nexit 1\n", "utf-8")
    script.chmod(0o700)
    notify = rules(free_port(), user="leads", password_command=(str(script),))
    done = run(con, notify)
    assert done.errors == {"password_command failed: exit 1, 1 lines": 3}
    assert log.read_text("utf-8") == "asked\n"
    assert "hunter2" not in (row(con, alerts[0])["error"] or "")


def test_the_password_command_is_believed(
    con: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadctl.engine.delivery.secrets import smtp_password

    assert smtp_password(("printf", "right\\nmore\\n")) == "right"
    monkeypatch.setenv("LEADCTL_SMTP_PASSWORD", "from the environment")
    assert smtp_password(("false",)) == "from the environment"
    monkeypatch.delenv("LEADCTL_SMTP_PASSWORD")
    for command, said in (
        ("false", "password_command failed: exit 1"),
        ("true", "password_command failed: exit 0, 0 lines"),
        (str(tmp_path / "missing"), 'password_command: there is no program ".*/missing"'),
        (str(tmp_path), "cannot be run: permission denied"),
    ):
        with pytest.raises(NotDelivered, match=said):
            smtp_password((command,))


def test_quiet_hours_are_kept_when_it_leaves(con: sqlite3.Connection) -> None:
    user = con.execute(
        "insert into user (login, name, account_id, created_at) values ('ana', 'Ana', 1, 0) returning id"
    ).fetchone()[0]
    hers, ops = add_alert(con, "hers", user_id=user), add_alert(con, "ops")
    with mail_server() as mails:
        done = run(con, rules(mails), quiet=lambda user_id, moment: moment + HOUR if user_id == user else moment)
        assert (done.sent, done.failed, done.left) == (1, 0, 0)
        assert mails.ids() == ["ops"]
        run(con, rules(mails), NOW + HOUR)
    assert mails.ids() == ["ops", "hers"]
    assert (row(con, hers)["tries"], row(con, ops)["tries"]) == (1, 1)


@given(st.integers(1, 10_000))
@settings(max_examples=examples(50))
def test_waits_grow_and_end(tries: int) -> None:
    assert 60 <= wait_after(tries) <= wait_after(tries + 1) <= 6 * HOUR
