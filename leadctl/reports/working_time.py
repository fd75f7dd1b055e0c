"""How much working time lies between two moments, per user: shifts, absences and holidays as they stood then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from leadctl.db import facts_hours, people
from leadctl.db.settings import whole
from leadctl.hours import Block, Hours, Stretches

if TYPE_CHECKING:
    from leadctl.db.settings import Rules


class WorkingTime:
    """The working time of everybody in [start, end), seconds UTC. Who had no shift at a time worked all of it then.

    Pauses and calls are no holes: they stop new leads, not the work on those at hand. Zones, the holidays of the
    rules and the account tree are today's.
    """

    def __init__(self, con: sqlite3.Connection, rules: Rules, start: int, end: int) -> None:
        from leadctl.days_off import DaysOff

        config = whole(rules)
        self._start, self._end = start, end
        self._zone = config.timezone
        self._users = {user.id: user for user in people.all_users(con)}
        self._blocks = facts_hours.blocks(con, start, end)
        self._seats = facts_hours.seats(con, start, end)
        self._away = facts_hours.away(con, start, end)
        self._off = DaysOff(config, people.all_accounts(con), end, since=start)
        self._made: dict[int, Stretches | None] = {}

    def between(self, user_id: int | None, start: int, end: int) -> int:
        """Return the working seconds of the user within [start, end); of nobody, of an account or team, all of them."""
        if user_id is None:
            return end - start
        if user_id not in self._made:
            self._made[user_id] = self._stretches(user_id)
        stretches = self._made[user_id]
        return end - start if stretches is None else stretches.between(start, end)

    def without_shifts(self) -> tuple[int, int]:
        """Return (how many of the users asked about had no shift on record, how many were asked about)."""
        return sum(user_id not in self._blocks for user_id in self._made), len(self._made)

    def _stretches(self, user_id: int) -> Stretches | None:
        """Return the working intervals of a user; None when he worked all the time."""
        if user_id not in self._blocks and user_id not in self._away and not self._off:
            return None
        return Stretches(interval for piece in self._pieces(user_id) for interval in piece)

    def _pieces(self, user_id: int) -> Iterator[list[tuple[int, int]]]:
        """Yield the working intervals of every stretch in which neither his shifts nor his account changed."""
        blocks, seats = self._blocks.get(user_id, []), self._seats.get(user_id, [])
        spans = [(b.valid_from, b.valid_to) for b in blocks] + [(s.valid_from, s.valid_to) for s in seats]
        edges = {self._start, self._end}
        for since, until in spans:
            edges |= {since, self._end if until is None else until}
        inside = sorted(edge for edge in edges if self._start <= edge <= self._end)
        zone = self._users[user_id].timezone or self._zone
        away = tuple(self._away.get(user_id, ()))
        for first, last in pairwise(inside):
            held = [b for b in blocks if _holds(b, first)]
            account = next((s.account_id for s in reversed(seats) if _holds(s, first)), self._users[user_id].account_id)
            weekly = tuple(Block(b.weekday, b.starts, b.ends, b.timezone or zone) for b in held)
            yield Hours(weekly, away, self._off.spans(account, zone)).working(first, last)


def _holds(row: facts_hours.Block | facts_hours.Seat, moment: int) -> bool:
    return row.valid_from <= moment and (row.valid_to is None or row.valid_to > moment)
