"""Which lines of a plan can still be carried out, seen from where the leads are now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from leadctl.config import Config
from leadctl.db import approvals, people, runs, settings
from leadctl.db.approvals import Where
from leadctl.engine.approving.lines import Unreadable, Wish
from leadctl.engine.intake.source import Record
from leadctl.errors import did_you_mean
from leadctl.models import FINISHED


class Refused(NamedTuple):
    """One line that is not carried out: the column at fault, and why."""

    record: Record
    lead_id: int | None
    column: str | None
    reason: str


class Changed(NamedTuple):
    """A line whose recipient a person changed; `proposed` None = it was to be held."""

    wish: Wish
    user_id: int
    proposed: int | None
    reason: str


class Left(NamedTuple):
    """A line whose recipient a person took out."""

    wish: Wish
    proposed: int | None
    reason: str


@dataclass(slots=True)
class Sorted:
    """The lines by what is to be done with them, in file order each; `todo` has confirmed and changed ones together."""

    todo: list[Wish | Changed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    held: int = 0  # proposed to be held, and left so
    done: int = 0  # the recipient has the lead already
    refused: list[Refused] = field(default_factory=list)


class Sorter:
    """Sorts lines. `reason` stands in where a line has none; `sha256` of the file tells what was done before."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int, reason: str | None, sha256: str) -> None:
        self._con, self._reason, self._sha256 = con, (reason or "").strip(), sha256
        self._version = runs.config_version(con)
        self._systems: Mapping[int, str] = settings.status_systems(con, now)
        self._logins = people.user_names(con)
        self._users = people.user_lookup(con)
        self._words: Sequence[str] = people.user_words(people.all_users(con))

    def sort(self, lines: Iterable[Wish | Unreadable]) -> Sorted:
        """Return the lines by what is to be done with them."""
        found, seen = Sorted(), set[int]()
        whole = list(lines)
        where = approvals.where(self._con, {line.lead_id for line in whole if isinstance(line, Wish)})
        for line in whole:
            if isinstance(line, Unreadable):
                found.refused.append(Refused(line.record, None, line.column, line.reason))
            elif line.lead_id in seen:
                found.refused.append(Refused(line.record, line.lead_id, "lead", "the lead stands in an earlier line"))
            else:
                seen.add(line.lead_id)
                self._one(line, where.get(line.lead_id), found)
        return found

    def _one(self, wish: Wish, place: Where | None, found: Sorted) -> None:
        if place is not None and self._has(wish, place):
            found.done += 1
            return
        stale = self._stale(wish, place)
        if stale is not None:
            found.refused.append(Refused(wish.record, wish.lead_id, *stale))
        elif not wish.recipient and not wish.proposed:
            found.held += 1
        elif wish.confirmed:
            found.todo.append(wish)
        else:
            self._edited(wish, found)

    def _has(self, wish: Wish, place: Where) -> bool:
        """Return whether the recipient has the lead, or its offer, already: this very line was carried out before."""
        if place.place is not None and wish.recipient.casefold() == f"[{place.place}]".casefold():
            return True
        wanted = self._users.get(wish.recipient.casefold())
        return wanted is not None and wanted in {place.owner_id, place.offered_to}

    def _stale(self, wish: Wish, place: Where | None) -> tuple[str, str] | None:
        """Return (column, why) of a line that the world has overtaken."""
        if place is None:
            return "lead", f"there is no lead {wish.lead_id}"
        if place.undone_at is not None:
            return "lead", "the lead was taken back with its import"
        if place.owner_id is not None:
            return "lead", f"the lead belongs to {self._logins[place.owner_id]} now"
        if self._systems[place.status_id] in FINISHED:
            return "lead", f"the lead is {self._systems[place.status_id]} now"
        if place.offered_to is not None:
            return "lead", f"the lead is offered to {self._logins[place.offered_to]} now"
        if wish.version != self._version:
            return "rules", f"the plan was made by rules {wish.version}, rules {self._version} are in force"
        return None

    def _edited(self, wish: Wish, found: Sorted) -> None:
        """Sort a line whose recipient was changed or taken out."""
        proposed = self._users.get(wish.proposed.casefold())
        reason = wish.reason or self._reason
        problem: tuple[str, str] | None = None
        user_id = self._users.get(wish.recipient.casefold())
        if not reason:
            problem = ("reason", "a change needs a reason: fill this cell, or give --reason")
        elif wish.recipient.startswith(("[", "(")):
            problem = ("recipient", "only a user can be named by hand")
        elif wish.recipient and user_id is None:
            near = did_you_mean(wish.recipient, self._words)
            problem = ("recipient", f'there is no user "{wish.recipient}"{near}')
        if problem is not None:
            found.refused.append(Refused(wish.record, wish.lead_id, *problem))
        elif user_id is not None:
            found.todo.append(Changed(wish, user_id, proposed, reason))
        elif not approvals.left_before(self._con, wish.lead_id, self._sha256):
            found.left.append(Left(wish, proposed, reason))
        else:
            found.done += 1
