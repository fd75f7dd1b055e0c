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
from leadctl.db.connection import Connection, immediate


def watch(con: sqlite3.Connection) -> None:
    """Write alerts for what happens on this connection from now on; what a dry run rolls back is not looked at."""
    assert isinstance(con, Connection), "opened by db.connection.connect"
    con.watcher = lambda: begun(con)


def begun(con: sqlite3.Connection) -> Callable[[], None]:
    """Look at the start of a write transaction; return what is to be called before its commit."""
    undone = outbox.undoing(con) if outbox.waits(con) else None
    before = alert_facts.marks(con) if alert_facts.told_of(con) else None
    if before is None and undone is None:
        return _nothing
    return lambda: _ending(con, before, undone)


def _nothing() -> None:
    """Nobody is told anything, and nothing waits that could be withdrawn."""


def _ending(con: sqlite3.Connection, before: Marks | None, undone: tuple[int | None, int] | None) -> None:
    after = None if before is None else alert_facts.marks(con)
    # looked at before what waits is withdrawn: one of it may be on its way
    cancelled = [] if before is None or after is None else alert_facts.cancelled(con, before, after)
    if undone is not None:  # something waits
        outbox.withdraw(con, outbox.stale(con))
        if outbox.undoing(con) != undone:
            _shrink(con)
    if before is None or after is None or after == before:
        return
    from leadctl.engine.alerts.finding import Finder  # most transactions tell nobody anything

    rules = _rules(settings.current_config_text(con) or "")
    events = [] if rules.notify is None else Finder(con, before, after).events()
    if (events or cancelled) and rules.notify is not None:
        from leadctl.engine.alerts.writing import Writer

        writer = Writer(con, rules, rules.notify)
        writer.write(events)
        writer.cancel(cancelled)


def tidy(con: sqlite3.Connection) -> None:
    """Withdraw what waits and is no longer so, wholly or in part: for alerts that are to be sent after all."""
    outbox.withdraw(con, outbox.stale(con))
    _shrink(con)


def refresh(con: sqlite3.Connection, alert_id: int) -> None:
    """Let an alert that is about to be sent tell only of what stands; withdraw it where nothing does.

    Looked at when it is sent, not when a lead changes hands: an alert may tell of thousands.
    """
    if outbox.shrunk(con, alert_id):
        with immediate(con):
            _shrink(con, alert_id)


def _shrink(con: sqlite3.Connection, alert_id: int | None = None) -> None:
    """Let what waits and tells of several passages, or this one alert, tell only of those that stand."""
    for written in outbox.shrunk(con, alert_id):
        left = outbox.drop_fallen(con, written.id)
        rules = _rules(settings.current_config_text(con) or "")
        if not left:
            outbox.withdraw(con, [written.id])
        elif rules.notify is not None:
            from leadctl.engine.alerts.writing import Writer

            Writer(con, rules, rules.notify).rewrite(written, left)


@lru_cache(maxsize=2)
def _rules(text: str) -> Config:
    return load_text(text, "applied rules")
