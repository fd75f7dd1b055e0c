"""Empties the outbox: what is due is sent, message by message, each marked once it was taken.

At least once. A message is marked after the other side took it, so a kill between the two sends it again, with the
same id; nothing is ever marked that was not taken. One drain at a time works on a database: the lock is the claim,
and the kernel frees it when its holder dies. What fails waits twice as long each time, and is given up in the end;
a server that cannot be reached is asked once per drain, and the messages for others go on.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from leadctl.clock import HOUR, MINUTE, Clock
from leadctl.db import lock, outbox_sending
from leadctl.db.outbox_sending import Due, Failure
from leadctl.engine.alerts.watch import refresh
from leadctl.engine.delivery.message import Message, NoSecret, NotDelivered, read
from leadctl.errors import BusyError

FIRST_WAIT: Final = MINUTE
LONGEST_WAIT: Final = 6 * HOUR


class Sender(Protocol):
    """Something that takes messages."""

    def send(self, message: Message, now: int) -> None:
        """Send one. Raises NotDelivered."""

    def close(self) -> None:
        """End its connection."""


class Senders(Protocol):
    """All ways out, by the channels of the rules."""

    give_up_after: int  # seconds

    def of(self, channel: str) -> Sender:
        """Return what sends by this channel. Raises NotDelivered when the rules or the environment lack it."""

    def close(self) -> None:
        """End all connections."""


@dataclass(slots=True)
class Drained:
    """What a drain did. `left` = due and not tried: no time, or a secret that this shell does not know."""

    sent: int = 0
    failed: int = 0  # to be tried again
    given_up: int = 0
    left: int = 0
    lacks: str = ""  # the secret that this shell does not know
    busy: bool = False  # another drain is at work; nothing was done
    errors: dict[str, int] = field(default_factory=dict)  # what was said, how often


def wait_after(tries: int) -> int:
    """Return the seconds to wait after so many tries failed: one minute, two, four … six hours."""
    return int(min(FIRST_WAIT << min(max(tries - 1, 0), 20), LONGEST_WAIT))


def drain(
    con: sqlite3.Connection,
    senders: Senders,
    clock: Clock,
    *,
    seconds: float | None = None,
    patient: bool = False,
    quiet: Callable[[int | None, int], int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Drained:
    """Send what is due and return what became of it.

    `seconds`: no message is begun after so many (None = all). `patient`: what only lacks a secret of this shell is
    left as it is, for a shell that has it. `quiet`: (user, moment) -> that moment, or a later one at which he may be
    told. When another drain is at work, nothing is done: that one sends all.
    """
    try:
        with lock.drain_lock(lock.database_path(con)), outbox_sending.unwatched(con):
            return _Drain(con, senders, clock, seconds, patient, quiet, progress).execute()
    except BusyError:
        return Drained(busy=True)
    finally:
        senders.close()


class _Drain:
    """One drain, from the first due message to the last."""

    def __init__(
        self,
        con: sqlite3.Connection,
        senders: Senders,
        clock: Clock,
        seconds: float | None,
        patient: bool,
        quiet: Callable[[int | None, int], int] | None,
        progress: Callable[[int], None] | None,
    ) -> None:
        self._con, self._senders, self._clock, self._patient = con, senders, clock, patient
        self._until = None if seconds is None else time.monotonic() + seconds
        self._quiet = quiet or (lambda _, moment: moment)
        self._progress = progress or (lambda _: None)
        self._down: dict[str, NotDelivered] = {}  # channels whose server cannot be reached
        self._skipped: set[int] = set()
        self._done = Drained()

    def execute(self) -> Drained:
        while rows := outbox_sending.due(self._con, self._clock.now(), but=self._skipped):
            failures: list[Failure] = []
            try:
                for row in rows:
                    if self._late():
                        break
                    failures += self._try(row)
                    self._progress(self._done.sent + self._done.failed + self._done.given_up)
            finally:
                outbox_sending.mark_failed(self._con, failures)
            if self._late():
                break
        self._done.left = outbox_sending.due_count(self._con, self._clock.now())
        return self._done

    def _late(self) -> bool:
        return self._until is not None and time.monotonic() >= self._until

    def _try(self, row: Due) -> list[Failure]:
        """Send one message and mark it, or return what came of it."""
        now = self._clock.now()
        later = self._quiet(row.user_id, now)
        if later > now:
            outbox_sending.postpone(self._con, row.id, later)
            return []
        try:
            if row.channel in self._down:
                raise self._down[row.channel]
            sender = self._senders.of(row.channel)
            refresh(self._con, row.id)
            found = outbox_sending.begin(self._con, row.id)
            if found is None:
                self._skipped.add(row.id)
                return []
            self._send(sender, found)
        except NotDelivered as refused:
            if refused.endpoint:
                self._down[row.channel] = refused
            if self._patient and isinstance(refused, NoSecret):
                self._skipped.add(row.id)
                self._done.lacks = refused.text
                return []
            return [self._failure(row, refused)]
        outbox_sending.mark_sent(self._con, row.id, self._clock.now())
        self._done.sent += 1
        return []

    def _send(self, sender: Sender, found: tuple[str, str, int, str]) -> None:
        try:
            sender.send(read(*found), self._clock.now())
        except NotDelivered:
            raise
        except Exception as bug:  # whatever is odd about one message must not hold up all others for ever
            raise NotDelivered(f"leadctl could not send it: {type(bug).__name__}") from bug

    def _failure(self, row: Due, refused: NotDelivered) -> Failure:
        now, done = self._clock.now(), self._done
        over = refused.final or now - row.counted_from >= self._senders.give_up_after
        done.given_up, done.failed = done.given_up + over, done.failed + (not over)
        done.errors[refused.text] = done.errors.get(refused.text, 0) + 1
        again = now + max(wait_after(row.tries + 1), refused.wait)
        return Failure(row.id, row.tries + 1, refused.text, again, now if over else None)
