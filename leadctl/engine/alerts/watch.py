"""Watches a connection: whatever a transaction does that somebody is to be told of is in the outbox when it commits.

One place for all commands: what counts is what the tables hold at the end of a transaction, not who wrote it. Without
[notify] in the rules in force and with nothing waiting it comes to two look-ups per transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache

from leadctl.config import Config, load_text
from leadctl.db import alert_facts, outbox, settings
from leadctl.db.alert_facts import Marks
from leadctl.db.connection import Connection


def watch(con: sqlite3.Connection) -> None:
    """Write alerts for what happens on this connection from now on; what a dry run rolls back is not looked at."""
    assert isinstance(con, Connection), "opened by db.connection.connect"
    con.watcher = lambda: begun(con)


def begun(con: sqlite3.Connection) -> Callable[[], None]:
    """Look at the start of a write transaction; return what is to be called before its commit."""
    waited = outbox.waits(con)
    before = alert_facts.marks(con) if alert_facts.told_of(con) else None
    if before is None and not waited:
        return _nothing
    return lambda: _ending(con, before, waited)


def _nothing() -> None:
    """Nobody is told anything, and nothing waits that could be withdrawn."""


def _ending(con: sqlite3.Connection, before: Marks | None, waited: bool) -> None:
    if waited:
        _withdraw(con)
    after = None if before is None else alert_facts.marks(con)
    if before is None or after is None or after == before:
        return
    from leadctl.engine.alerts.finding import Finder  # most transactions tell nobody anything

    rules = _rules(settings.current_config_text(con) or "")
    if rules.notify is None:
        return
    events = Finder(con, before, after).events()
    if events:
        from leadctl.engine.alerts.writing import Writer

        Writer(con, rules, rules.notify).write(events)


def _withdraw(con: sqlite3.Connection) -> None:
    """Take back what waits and is no longer so: its lead or passage was taken back, its offer answered."""
    outbox.withdraw(con, outbox.stale(con))
    for written in outbox.shrunk(con):
        left = outbox.drop_over(con, written.id)
        if not left:
            outbox.withdraw(con, [written.id])
            continue
        from leadctl.engine.alerts.writing import Writer

        rules = _rules(settings.current_config_text(con) or "")
        if rules.notify is not None:
            Writer(con, rules, rules.notify).rewrite(written, left)


@lru_cache(maxsize=2)
def _rules(text: str) -> Config:
    return load_text(text, "applied rules")
