"""Sends the alerts that a command wrote, once it has committed and printed."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.commands import _context
from leadctl.commands._runs import plural
from leadctl.engine.delivery.drain import Drained
from leadctl.errors import LeadctlError

AFTER_TICK: Final = 45.0  # seconds: cron's next tick finds the rest
MORE: Final = "leadctl notify list"


def after_tick(con: sqlite3.Connection, now: int) -> None:
    """Let this command send whatever is due, not only what it wrote."""
    from leadctl.db import outbox_sending

    if outbox_sending.due_count(con, now):
        _context.flags.send_for = AFTER_TICK


def send_written() -> None:
    """Send what the command that has just ended wrote, within its seconds; say on stderr what came of it.

    What cannot be sent now waits for tick: the command itself has done its work.
    """
    seconds, _context.flags.send_for = _context.flags.send_for, None
    if seconds is None or _context.flags.no_notify:
        return
    try:
        with _context.database() as con:
            done = drained(con, seconds)
    except KeyboardInterrupt:
        _context.note("stopped sending alerts; leadctl notify send does the rest")
    except LeadctlError as problem:
        _context.note(f"alerts wait: {problem.message}")
    else:
        if done is not None:
            tell(done)


def drained(con: sqlite3.Connection, seconds: float) -> Drained | None:
    """Send what is due within `seconds` and return what came of it; None when the rules tell nobody.

    A command that only wrote alerts leaves what lacks a secret of its shell to tick, which has it or fails aloud.
    """
    from leadctl.engine.delivery.drain import drain
    from leadctl.engine.delivery.quiet import Quiet
    from leadctl.engine.delivery.ways import Ways

    config = _context.applied_config(con)
    if config.notify is None:
        return None
    at, quiet = _context.clock(config.timezone), Quiet(con, config)
    patient = seconds <= _context.SENDING_TIME
    return drain(con, Ways(config.notify), at, seconds=seconds, patient=patient, quiet=quiet.until)


def tell(done: Drained) -> None:
    """Say on stderr what a drain did: under --quiet only what is lost unless somebody acts."""
    if done.sent:
        _context.note(f"{plural(done.sent, 'alert')} sent")
    if done.failed:
        _context.note(f"{plural(done.failed, 'alert')} not sent, to be tried again: {why(done)}; {MORE} has more")
    elif done.left and not done.given_up:
        lacks = f" ({done.lacks})" if done.lacks else ""
        _context.note(f"{plural(done.left, 'alert')} still to be sent{lacks}: leadctl notify send")
    if done.given_up:
        _context.warn(f"{plural(done.given_up, 'alert')} given up: {why(done)}; {MORE} --failed has more")


def why(done: Drained) -> str:
    """Return what was said most often to the tries that failed."""
    return max(done.errors, key=lambda text: done.errors[text]) if done.errors else ""
