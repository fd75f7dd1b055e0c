"""Which leads are one person's: by address, by number, by links of duplicates; never by the name alone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
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
    and every lead that shares a number with one or is linked to it as a duplicate, unless it bears a name without a
    word in common with his: a switchboard has many voices, and a rule may link a company. Those are set aside.

    `also` are leads that are his whatever they say; with `only` there are no others.
    """
    why = {lead_id: NAMED, **dict.fromkeys(also, ASKED)}
    if only:
        return Person(tuple(persons.contacts(con, why)), why)
    known = {c.lead_id: c for c in persons.contacts(con, why)}
    while True:  # a name that came in late may speak for a lead that was looked at before
        leads, names = list(known.values()), {c.name for c in known.values()}
        aside: dict[int, str] = {}
        for other in persons.contacts(con, _around(con, leads) - known.keys()):
            reason = _tie(other, leads)
            if reason == EMAIL or same_name(other.name, names):
                why[other.lead_id] = reason
                known[other.lead_id] = other
            else:
                aside[other.lead_id] = reason
        if len(known) == len(leads):
            break
    return Person(tuple(sorted(known.values())), why, tuple(persons.contacts(con, aside)), aside)


def _around(con: sqlite3.Connection, leads: list[Contact]) -> set[int]:
    """Return the leads that have something in common with these."""
    emails = {value for c in leads for value in c.emails}
    phones = {value for c in leads for value in c.phones}
    return persons.alike(con, emails, phones) | persons.linked(con, [c.lead_id for c in leads])


def _tie(other: Contact, leads: list[Contact]) -> str:
    """Return what ties a lead to the person, the closest first."""
    if any(other.emails & c.emails for c in leads):
        return EMAIL
    return PHONE if any(other.phones & c.phones for c in leads) else LINKED


def same_name(name: str, names: Iterable[str]) -> bool:
    """Return whether somebody of this name may be the person of these names: they share a word, or one is unknown."""
    own = _words(name)
    known = [words for words in map(_words, names) if words]
    return not own or not known or any(not own.isdisjoint(words) for words in known)


def _words(name: str) -> set[str]:
    """Return the words of a name of two letters or more."""
    return set(_WORDS.findall(name.casefold()))
