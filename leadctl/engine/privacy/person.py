"""Which leads are one person's: by address, by number, by links of duplicates; never by the name alone."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from typing import Final

from leadctl.db import persons
from leadctl.db.persons import Contact

NAMED, EMAIL, PHONE, LINKED, ASKED = "named", "same e-mail", "same phone", "linked duplicate", "named with it"
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Person:
    """The leads of one person. `why`: lead -> by what it belongs; `aside`: leads alike of somebody else by name."""

    contacts: tuple[Contact, ...]
    why: dict[int, str]
    aside: tuple[Contact, ...] = ()
    aside_why: dict[int, str] = field(default_factory=dict)

    @property
    def lead_ids(self) -> list[int]:
        """Return the leads, by id."""
        return sorted(self.why)


def find(con: sqlite3.Connection, lead_id: int, *, also: tuple[int, ...] = (), only: bool = False) -> Person:
    """Return the person of a lead: every lead that shares an e-mail address with one of his, however long the chain;
    and every lead that shares a number with one or is linked to it as a duplicate, unless their names have no word in
    common: a switchboard has many voices, and a rule may link a company. Those are set aside.

    `also` are leads that are his whatever they say; with `only` there are no others.
    """
    why = {lead_id: NAMED, **dict.fromkeys(also, ASKED)}
    if only:
        return Person(tuple(persons.contacts(con, why)), why)
    known = {c.lead_id: c for c in persons.contacts(con, why)}
    aside: dict[int, str] = {}
    fresh = list(known.values())
    while fresh:
        found = _around(con, fresh)
        added = []
        for other in persons.contacts(con, found - known.keys()):
            reason, sure = _tie(con, other, fresh)
            if sure:
                why[other.lead_id] = reason
                known[other.lead_id] = other
                added.append(other)
                aside.pop(other.lead_id, None)
            else:
                aside.setdefault(other.lead_id, reason)
        fresh = added
    return Person(tuple(sorted(known.values())), why, tuple(persons.contacts(con, aside)), aside)


def _around(con: sqlite3.Connection, leads: list[Contact]) -> set[int]:
    """Return the leads that have something in common with these."""
    emails = {value for c in leads for value in c.emails}
    phones = {value for c in leads for value in c.phones}
    return persons.alike(con, emails, phones) | persons.linked(con, [c.lead_id for c in leads])


def _tie(con: sqlite3.Connection, other: Contact, leads: list[Contact]) -> tuple[str, bool]:
    """Return (what ties a lead to the person, whether that is enough)."""
    if any(other.emails & c.emails for c in leads):
        return EMAIL, True
    calling = [c for c in leads if other.phones & c.phones]
    reason, near = (PHONE, calling) if calling else (LINKED, _linked_to(con, other, leads))
    return reason, any(same_name(other.name, c.name) for c in near)


def _linked_to(con: sqlite3.Connection, other: Contact, leads: list[Contact]) -> list[Contact]:
    family = persons.linked(con, [other.lead_id])
    return [c for c in leads if c.lead_id in family]


def same_name(one: str, two: str) -> bool:
    """Return whether two names may be one person's: they share a word of two letters or more, or one is unknown."""
    first, second = (set(_WORDS.findall(name.casefold())) for name in (one, two))
    return not first or not second or not first.isdisjoint(second)
