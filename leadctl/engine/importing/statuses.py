"""The status a file names: one of the rules, else one that other systems call by a well-known name."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.config import Config
from leadctl.config.model import DEFAULT_STATUSES, StatusRule
from leadctl.db import statuses
from leadctl.errors import did_you_mean
from leadctl.models import slug

_WORDS: Final[dict[str, str]] = {
    "new": "new, new lead, open, open not contacted, not contacted, created, raw, untouched, uncontacted, fresh,"
    " inbound, intake, unassigned, assigned, to contact, not started, subscriber, lead",
    "waiting": "waiting, nurture, nurturing, on hold, hold, pending, recycled, deferred, bad timing, later,"
    " contact in future, follow up later, paused, parked, long term",
    "attempted": "attempted, attempting, attempted to contact, working, in progress, in process, no answer,"
    " left message, left voicemail, voicemail, tried, tried to contact, could not reach, unreachable, first attempt",
    "contacted": "contacted, working contacted, connected, engaged, interested, responded, replied, qualified,"
    " pre qualified, sales qualified, sales qualified lead, marketing qualified, marketing qualified lead, sql, mql,"
    " proposal, proposal sent, quoted, quote sent, negotiation, demo, demo booked, demo scheduled, meeting,"
    " meeting booked, meeting scheduled, appointment, appointment set, open deal, opportunity, proposition",
    "closed": "closed, won, closed won, converted, closed converted, customer, sold, sale, deal won, signed",
    "dead": "dead, lost, closed lost, lost lead, unqualified, not qualified, disqualified, closed not converted,"
    " not interested, junk, junk lead, spam, invalid, bad data, bad fit, rejected, cancelled, canceled, do not contact,"
    " deal lost, no interest, wrong number, duplicate",
}
ALIASES: Final[dict[str, str]] = {slug(word): system for system, words in _WORDS.items() for word in words.split(",")}


class Statuses:
    """Resolves status cells; keeps what it had to add."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int) -> None:
        self._now = now
        self._rules: tuple[StatusRule, ...] = config.statuses or DEFAULT_STATUSES
        self._ids: dict[str, int] = {}
        self.system: dict[int, str] = {}  # status id -> system status
        self.names: dict[int, str] = {}
        for status in statuses.current(con):
            self.names[status.id] = status.name
            if status.system is not None:
                self._ids[status.name.casefold()] = status.id
                self.system[status.id] = status.system
        self.added: dict[
            str, str
        ] = {}  # name -> system status, of those met that neither the rules nor the database had
        self.default = self._first_new()

    def _first_new(self) -> int:
        """Return the id of the first status of the rules that stands for `new`."""
        for rule in self._rules:
            if rule.system == "new" and rule.name.casefold() in self._ids:
                return self._ids[rule.name.casefold()]
        return min(status_id for status_id, system in self.system.items() if system == "new")

    def resolve(self, con: sqlite3.Connection, cell: str) -> int | None:
        """Return the id of the status named `cell`, adding one that has a well-known meaning; None when unknown."""
        known = self._ids.get(cell.casefold())
        if known is not None:  # by the rules, or kept since it was met first: then it was told
            return known
        system = ALIASES.get(slug(cell))
        if system is None:
            return None
        status_id = statuses.add(con, cell, system, self._probability(system), self._now)
        self._ids[cell.casefold()] = status_id
        self.system[status_id] = system
        self.names[status_id] = cell
        self.added[cell] = system
        return status_id

    def _probability(self, system: str) -> int:
        """Return the probability of the first status of the rules with this meaning, else leadctl's own."""
        return next(r.probability for r in (*self._rules, *DEFAULT_STATUSES) if r.system == system)

    def near(self, cell: str) -> str:
        """Return `; did you mean …` for a status nobody knows."""
        return did_you_mean(cell, [name for name in self.names.values() if name.casefold() in self._ids])

    def to_paste(self) -> str | None:
        """Return the [[status]] tables for the rules file, or None when every status was known before."""
        tables = [
            f'[[status]]\nname = "{_toml(name)}"\nsystem = "{system}"\nprobability = {self._probability(system)}'
            for name, system in self.added.items()
        ]
        return "\n\n".join(tables) or None


def _toml(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
