"""--known-at: a report as it was known at a past moment, from a copy of the file brought back to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from leadctl.commands._context import clock
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.db.settings import Rules


@contextmanager
def world(
    con: sqlite3.Connection, config: Rules, given: dict[str, Any]
) -> Iterator[tuple[sqlite3.Connection, Rules, int | None]]:
    """Open what the report is to be made of: connection, rules and moment of --known-at; else those given, and None."""
    if given["known_at"] is None:
        yield con, config, None
        return
    from leadctl.db.known import as_known
    from leadctl.db.settings import glance

    at = moment(given["known_at"], given["tz"] or config.timezone)
    with as_known(con, at) as copy:
        yield copy, glance(copy), at


def moment(text: str, zone: str) -> int:
    """Return the moment of --known-at, seconds UTC; a date is its last second, today's is now.

    Raises UsageError for what is no time and for a time to come.
    """
    from leadctl.clock import local_date, parse_moment, show

    now = clock(zone).now()
    at, first = parse_moment(text, zone, now, date_is_end=True), parse_moment(text, zone, now)
    if at != first and local_date(at, zone) == local_date(now, zone):
        return now
    if at > now:
        raise UsageError(f"--known-at {show(at, zone)} lies in the future", slug="future-time", hint="a past moment")
    return at
