"""kill -9 while alerts are sent: none is lost, and what is sent again has the id it had before."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leadctl.clock import iso
from leadctl.db.connection import connect
from tests.conftest import NOW
from tests.effort import examples
from tests.engine.delivery.test_drain import add_alert
from tests.servers import local_network, mail_server, web_server

pytestmark = pytest.mark.usefixtures("local_network")
__all__ = ["local_network"]

RULES = """
[notify]
from = "leads@example.com"
smtp = "127.0.0.1:{mail}"
security = "none"
[[notify.webhook]]
name = "crm"
url = "{hook}"
"""


class Process:
    """leadctl notify send in a process of its own, which the servers can kill."""

    def __init__(self, db: Path) -> None:
        self._db = db
        self.running: subprocess.Popen[bytes] | None = None

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        asked = command or ("notify", "send")
        words = [sys.executable, "-m", "leadctl", *asked, "--db", str(self._db), "--now", iso(NOW)]
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.running = subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return self.running

    def kill(self) -> None:
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()

    def end(self) -> int:
        assert self.running is not None
        self.running.communicate()
        return self.running.returncode


@contextmanager
def world(db: Path, leadctl, alerts: int) -> Iterator[tuple[Process, object, object, sqlite3.Connection]]:
    """Yield (process, mails, hooks, connection) with rules in force and alerts waiting, every other one a webhook's."""
    with mail_server() as mails, web_server() as hooks:
        (db.parent / "r.toml").write_text(RULES.format(mail=mails.port, hook=hooks.url), "utf-8")
        assert leadctl("config", "apply", str(db.parent / "r.toml")).code == 0
        con = connect(db)
        for n in range(alerts):
            add_alert(con, f"m{n}", "crm" if n % 2 else "email")
        try:
            yield Process(db), mails, hooks, con
        finally:
            con.close()


def unsent(con: sqlite3.Connection) -> int:
    return con.execute("select count(*) from outbox where sent_at is null").fetchone()[0]


def test_killed_between_taking_and_marking_it_is_sent_again_with_the_same_id(leadctl, db_file: Path) -> None:
    """The server took the message and kills the sender before it says so: the worst moment there is."""
    with world(db_file, leadctl, 6) as (process, mails, hooks, con):
        victims = {"m2", "m3"}

        def kill_once(key: str) -> None:
            if key in victims:
                victims.discard(key)
                process.kill()

        mails.answer = lambda mail: kill_once(mail["X-Leadctl-Id"])
        hooks.answer = lambda request: kill_once(request["headers"]["webhook-id"])
        codes = []
        for _ in range(3):
            process.start()
            codes.append(process.end())
        assert codes == [-signal.SIGKILL, -signal.SIGKILL, 0]
        assert unsent(con) == 0
        times = Counter(mails.ids() + hooks.ids())
        assert times == {"m0": 1, "m1": 1, "m2": 2, "m3": 2, "m4": 1, "m5": 1}
        twice = [mail for mail in mails.taken if mail["X-Leadctl-Id"] == "m2"]
        assert len({mail["Message-ID"] for mail in twice}) == 1
        told = [r["body"] for r in hooks.asked if r["headers"]["webhook-id"] == "m3"]
        assert len(set(told)) == 1


def test_killed_anywhere_nothing_is_lost(leadctl, db_file: Path) -> None:
    alerts, rng, kills = 60, random.Random(11), 0
    with world(db_file, leadctl, alerts) as (process, mails, hooks, con):
        mails.answer = lambda mail: time.sleep(0.02)
        hooks.answer = lambda request: time.sleep(0.02)
        for _ in range(examples(8)):
            process.start()
            time.sleep(rng.uniform(0.15, 0.8))
            kills += process.running.poll() is None
            process.kill()
            process.running.communicate()
            con.execute("update outbox set not_before = 0")
        process.start()
        assert process.end() == 0
        assert unsent(con) == 0
        times = Counter(mails.ids() + hooks.ids())
        assert set(times) == {f"m{n}" for n in range(alerts)}
        assert kills >= 3, "the kills must land inside the work"
        assert sum(times.values()) <= alerts + kills  # at most the one under way is sent again
        assert con.execute("pragma integrity_check").fetchone() == ("ok",)


def test_servers_that_were_down_meanwhile_get_it_when_they_are_back(leadctl, db_file: Path) -> None:
    with world(db_file, leadctl, 4) as (process, mails, hooks, con):
        mail_port, hook_port = mails.port, hooks.port
    con = connect(db_file)
    process.start()
    assert process.end() == 1
    assert con.execute("select distinct tries from outbox").fetchall() == [(1,)]
    with mail_server(port=mail_port) as mails, web_server(hook_port) as hooks:
        assert leadctl("tick", "--quiet", now=NOW + 60).code == 0
    assert sorted(mails.ids() + hooks.ids()) == ["m0", "m1", "m2", "m3"]
    assert unsent(con) == 0
    con.close()


def test_ctrl_c_while_alerts_leave_ends_a_command_that_had_done_its_work(leadctl, db_file: Path) -> None:
    with world(db_file, leadctl, 4) as (process, mails, _hooks, con):
        asked = threading.Event()

        def slow(mail) -> None:
            asked.set()
            time.sleep(0.5)

        mails.answer = slow
        running = process.start("tick")
        assert asked.wait(30)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
        assert running.returncode == 0
        assert err.endswith(b"stopped sending alerts; leadctl notify send does the rest\n")
        assert unsent(con) > 0
        running = process.start("notify", "send")
        _, err = running.communicate()
        assert (running.returncode, err) == (0, b"")
        assert unsent(con) == 0
