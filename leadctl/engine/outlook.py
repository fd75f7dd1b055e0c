"""Who would get a held lead next, and when: the planner itself is asked at the moments at which something changes.

A moment is worth a try when somebody's shift, pause, call, absence or holiday ends, a calendar hour, day or week begins
for someone at a cap, or calling becomes lawful at the lead's place. Caps, tags, calling hours, offers and every method
count in the answer, because it is the real decision, not written down.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from leadctl.config import Config
from leadctl.db import people
from leadctl.db.unavailable import FOREVER
from leadctl.engine import calling
from leadctl.engine.candidates import CandidateSet, Desk
from leadctl.engine.decisions import FROM, LEAD, Held, Passage
from leadctl.engine.eligibility import User
from leadctl.engine.plan import Planner
from leadctl.engine.run_rows import read_originals, read_past, read_rows
from leadctl.engine.snapshot import compile_rules, load
from leadctl.hours import calendar
from leadctl.models import Code

MOST_TRIES: Final = 16  # moments at which the planner is asked
_CAPS: Final = {Code.CAP_HOUR: 0, Code.CAP_DAY: 1, Code.CAP_WEEK: 2}  # which span of the calendar begins anew
_WHEN: Final = {
    Code.OFF_SHIFT: "when {user}'s shift starts",
    Code.ABSENT: "when {user}'s absence ends",
    Code.HOLIDAY: "after {user}'s holiday",
    Code.PAUSED: "when {user}'s pause ends",
    Code.BUSY: "when {user}'s call ends",
    Code.CAP_HOUR: "when {user}'s next hour begins",
    Code.CAP_DAY: "when {user}'s next day begins",
    Code.CAP_WEEK: "when {user}'s next week begins",
    Code.LEAD_QUIET_HOURS: "when calling is lawful at the lead's place",
}


class Next(NamedTuple):
    """The first one who would get the lead: `who` is a login or [account or team], `at` in seconds UTC."""

    lead_id: int
    who: str
    at: int
    when: str  # in words; "" = the next assign


@dataclass
class Outlook:
    """What stands in the way of some leads now, and what comes next."""

    blocked: dict[str, list[str]] = field(default_factory=dict)  # reason code -> logins
    next: Next | None = None


class Watcher:
    """Asks the planner about leads, now and later. Reads only."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int) -> None:
        self._con, self._config, self._now = con, config, now
        self._logins = {u.id: u.login for u in people.all_users(con)}

    def outlook(self, lead_ids: Sequence[int]) -> Outlook:
        """Return what keeps these leads from being given, and which of them somebody would get first."""
        found = Outlook()
        moments, codes = [self._now], dict[int, str]()
        for _ in range(MOST_TRIES):
            if not moments:
                break
            moment = heapq.heappop(moments)
            desk, passages, held = self._decide(moment, lead_ids)
            if passages:
                found.next = self._next(passages[-1], moment, codes)
                break
            stopped = _codes(held)
            if moment == self._now:
                for user_id, code in stopped.items():
                    found.blocked.setdefault(code, []).append(self._logins[user_id])
            codes |= stopped
            for later in self._moments(stopped, desk.users, lead_ids, moment) - set(moments):
                heapq.heappush(moments, later)
        return found

    def _decide(self, moment: int, lead_ids: Sequence[int]) -> tuple[Desk, list[Passage], list[Held]]:
        """Return what the planner does with these leads at a moment; nothing is written."""
        con, config = self._con, self._config
        book = compile_rules(con, config, moment)
        then = load(con, book)
        planner = Planner(
            then.stages, then.desk, then.places, book.gates, seed=config.seed, next_id=1, queues=then.queues
        )
        rows = read_rows(con, book, lead_ids)
        made = planner.decide(rows, read_past(con, rows), read_originals(con, book, rows))
        return then.desk, [p for p in made.passages if not p.passed_on], made.held

    def _next(self, passage: Passage, at: int, codes: Mapping[int, str]) -> Next:
        user_id = passage.user_id
        if user_id is not None:
            who = self._logins[user_id]
        elif passage.team_id is not None:
            who = f"[{people.team_names(self._con)[passage.team_id]}]"
        else:
            who = f"[{people.account_names(self._con)[passage.account_id]}]"
        if at == self._now:
            return Next(passage.row[LEAD], who, at, "")
        code = Code(codes.get(user_id or 0, Code.LEAD_QUIET_HOURS))
        return Next(passage.row[LEAD], who, at, _WHEN.get(code, "").format(user=who))

    def _moments(
        self, codes: Mapping[int, str], users: Mapping[int, User], lead_ids: Sequence[int], now: int
    ) -> set[int]:
        """Return the moments after `now` at which one of these reasons may fall away."""
        found: set[int | None] = set()
        for user_id, code in codes.items():
            if user_id in users:
                found |= _open_again(users[user_id], code, now, self._config)
        if Code.LEAD_QUIET_HOURS in codes.values():
            law, rows = calling.for_leads(self._con, self._config, lead_ids, now)
            found |= {law.next_lawful(row) for row in rows.values()}
        return {at for at in found if at is not None and at > now}


def _codes(held: Iterable[Held]) -> dict[int, str]:
    """Return user -> why he may not take one of these leads; a reason that time mends goes before the others."""
    found: dict[int, str] = {}
    for hold in held:
        for part in hold.path:
            if part[0] == FROM or not isinstance(part[2], CandidateSet):
                continue
            for user_id, _, code in part[2].members:
                if code is not None and (user_id not in found or Code(code) in _WHEN):
                    found[user_id] = code
    return found


def _open_again(user: User, code: str, now: int, config: Config) -> set[int | None]:
    """Return the moments at which the user may be free: once the reason has ended, and once he then works."""
    start: int | None = now
    if code == Code.PAUSED:
        start = user.paused_until
    elif code == Code.BUSY:
        start = user.busy_until
    elif Code(code) in _CAPS:
        start = calendar(now, user.zone, config.week_starts)[_CAPS[Code(code)]][1]
    elif Code(code) not in _WHEN or code == Code.LEAD_QUIET_HOURS:
        return set()
    return set() if start is None or start >= FOREVER else {user.hours.next_open(start)}
