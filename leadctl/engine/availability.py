"""Pausing, being on a call, being seen: what a user is doing now, whatever his shift says."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from leadctl.clock import parse_duration, parse_moment
from leadctl.config import Config
from leadctl.db import people, seen, unavailable
from leadctl.db.connection import immediate
from leadctl.db.unavailable import FOREVER
from leadctl.errors import UsageError


class Stand(NamedTuple):
    """How a user stands after a command. `until`: seconds UTC, FOREVER = until ended by hand, None = not at all."""

    login: str
    zone: str
    until: int | None
    changed: bool
    reason: str | None = None


def begin(
    con: sqlite3.Connection,
    config: Config,
    kind: str,
    login: str,
    now: int,
    actor: str,
    *,
    until: str | None = None,
    lasting: str | None = None,
    reason: str | None = None,
) -> Stand:
    """Have a user take no leads from `now` on (`kind` paused or busy) and return until when.

    `until` is a time local to the user, a date its first moment; `lasting` a duration; neither = until ended by hand.
    A new one takes the place of the one before. Raises NotFoundError, UsageError (both given, unreadable, past).
    """
    with immediate(con):
        user = people.find_user(con, login)
        zone = user.timezone or config.timezone
        ends = _end(until, lasting, zone, now)
        former = unavailable.of_user(con, user.id, now).get(kind)
        same = former is not None and (former.ends_at, former.reason) == (ends, reason)
        if not same:
            unavailable.end(con, user.id, kind, now)
            unavailable.begin(con, user.id, kind, ends, reason, now, actor)
        return Stand(user.login, zone, ends, not same, reason)


def _end(until: str | None, lasting: str | None, zone: str, now: int) -> int:
    if until is not None and lasting is not None:
        raise UsageError("--until and --for say the same thing twice", hint="give one of them")
    if lasting is not None:
        try:
            seconds = parse_duration(lasting)
        except ValueError as error:
            raise UsageError(str(error), slug="bad-duration", hint="--for 30m, --for 2h") from None
        if seconds <= 0:
            raise UsageError(f'"{lasting}" is no time at all', slug="bad-duration", hint="--for 30m, --for 2h")
        return now + seconds
    if until is None:
        return FOREVER
    ends = parse_moment(until, zone, now)
    if ends <= now:
        raise UsageError(f'"{until}" has passed already', slug="past-time", hint='--until "tomorrow", --for 2h')
    return ends


def end(con: sqlite3.Connection, config: Config, kind: str, login: str, now: int) -> Stand:
    """Have a user take leads again from `now` on; `changed` says whether he did not. Raises NotFoundError."""
    with immediate(con):
        user = people.find_user(con, login)
        changed = unavailable.end(con, user.id, kind, now)
        return Stand(user.login, user.timezone or config.timezone, None, changed)


def saw(con: sqlite3.Connection, config: Config, login: str, now: int, at: str | None = None) -> Stand:
    """Note that a user is there (`at`: was there then) and return when he was last seen, in `until`.

    Raises NotFoundError, UsageError for a time to come.
    """
    with immediate(con):
        user = people.find_user(con, login)
        zone = user.timezone or config.timezone
        moment = now if at is None else parse_moment(at, zone, now)
        if moment > now:
            raise UsageError(f'"{at}" has not come yet', slug="future-time", hint="leave --at out for now")
        changed = seen.mark(con, user.id, moment)
        return Stand(user.login, zone, moment if changed else user.last_seen_at, changed)
