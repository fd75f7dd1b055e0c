"""`account_owner`: the lead of a customer, or of somebody who has a colleague of ours already, goes to whom it knows.

The person first (e-mail, then phone), then the company (domain without free mail, folded name, a name nearly the
same), among customers; then, without likeness, among earlier leads that have an owner, those given in this very run
included. Of several matches the best kind decides, then the largest likeness, then the newest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from leadctl.config.model import Strategy
from leadctl.db import company_keys, customers, people, rosters
from leadctl.db.company_keys import Hit as LeadHit
from leadctl.db.customers import Hit as CustomerHit
from leadctl.engine.criteria import position
from leadctl.engine.customers.keys import DOMAIN, EMAIL, NAME, SIMILAR, Key, person_keys, with_parents
from leadctl.engine.customers.keys import company_keys as keys_of
from leadctl.engine.decisions import LEAD, Found, Row
from leadctl.engine.normalise.company import domain_forms
from leadctl.models import MICRO

if TYPE_CHECKING:
    from leadctl.engine.finders.alike import Alike
    from leadctl.engine.snapshot import RuleBook

CUSTOMER, EARLIER = "customer", "lead"
MOST_KEPT: Final = 100_000  # companies remembered from chunk to chunk
FIELDS: Final = ("email", "email2", "phone", "mobile", "website", "company")
KIND_WORDS: Final = {
    "email": "e-mail address",
    "phone": "phone number",
    "domain": "domain",
    "name": "name",
    "similar": "name",
}


class Match(NamedTuple):
    """Who was recognised by what. `others` = further managers that other matches would have had."""

    origin: str  # customer | lead
    kind: str
    value: str
    id: int
    user_id: int
    likeness: int  # millionths
    others: int


class AccountOwner:
    """Customers and earlier leads, as far as the rows of a run may be theirs."""

    def __init__(self, con: sqlite3.Connection, book: RuleBook, rule: Strategy, strategy_id: int) -> None:
        self._con = con
        self._rule = rule.account_owner
        self._at = [position(book.index, name) for name in FIELDS]
        users = people.all_users(con)
        self._logins = {user.id: user.login for user in users}
        self._gone = {user.id for user in users if user.disabled_at is not None}
        self._cover = frozenset(rosters.current(con).get(strategy_id, {}))
        self._customers: dict[Key, CustomerHit] = {}  # of this chunk
        self._leads: dict[Key, LeadHit] = {}  # of this chunk
        self._given: dict[Key, LeadHit] = {}  # leads that got an owner in this run
        self._kept: dict[Key, LeadHit | None] = {}  # companies met in earlier chunks: what they have in _leads
        self._alike: Alike | None = None
        self._likes: dict[str, Match | None] = {}
        self._stale: list[int] | None = None  # leads whose company changed since their keys were kept; None = not read
        self._last_given = 0  # the lead that got an owner last, in this chunk
        self._upto = 0  # the last lead whose keys are kept
        self._matches = book.matches[rule.name]
        self._of_row: dict[int, list[Key]] = {}
        self._owner = {user.id: frozenset({user.id}) for user in users}  # one set per user, not one per lead
        self.warnings: tuple[str, ...] = ()
        known, bare = customers.counts(con)
        if bare:
            self.warnings = (
                f'strategy "{rule.name}": {bare:,} of {known:,} customers have no manager who is a user: '
                "leadctl imports show, then leadctl import users FILE or customers anew",
            )

    def _read_tail(self) -> list[int]:
        """Take up the companies of leads that came after the last time they were kept (see company_index)."""
        if not self._rule.match_companies:
            return []
        self._upto, change = company_keys.covered(self._con)
        stale = company_keys.changed(self._con, change, self._upto)
        for lead_id, *cells, owner_id in company_keys.tail(self._con, self._upto, stale):
            for key in keys_of(*cells):
                self._learn(key, lead_id, owner_id)
        return stale

    # ------------------------------------------------------------ reading

    def prefetch(self, rows: Sequence[Row]) -> None:
        """Look the keys of the rows up among customers and earlier leads."""
        if self._stale is None:
            self._stale = self._read_tail()
        self._forget()
        self._of_row = {row[LEAD]: self._read_keys(row) for row in rows if self._matches(row)}
        keys = sorted({key for its in self._of_row.values() for key in its})
        self._find_leads(keys)
        self._customers = customers.find(self._con, with_parents(keys))
        if self._rule.match_companies and self._rule.similar < MICRO:
            named = [its for its in self._of_row.values() if its and its[-1][0] == NAME]
            names = {its[-1][1] for its in named if its[-1][1] not in self._likes and self._of_customers(its) is None}
            self._compare(names)

    def _find_leads(self, keys: list[Key]) -> None:
        """Look keys up among earlier leads; a company of many leads is asked for once, not chunk by chunk."""
        kept = self._kept
        asked = [key for key in keys if key not in kept]
        self._leads = company_keys.find(self._con, asked, self._stale or ())
        kept.update((key, self._leads.get(key)) for key in asked if key[0] in {DOMAIN, NAME})
        for key in keys:
            hit = kept.get(key)
            if hit is not None:
                self._leads[key] = hit

    def _forget(self) -> None:
        """Let the last chunk go, so that memory stays flat; what it gave too, once the database has it (no dry run)."""
        if self._last_given and company_keys.is_owned(self._con, self._last_given):
            stays: dict[Key, LeadHit] = {}
            for key, hit in self._given.items():
                if hit.lead_id > self._upto:
                    stays[key] = hit
                elif key in self._kept:
                    self._kept[key] = _both(self._kept[key], hit)
            self._given = stays
        self._last_given = 0
        if len(self._kept) > MOST_KEPT:
            self._kept = {}
        if len(self._likes) > MOST_KEPT:
            self._likes = {}

    def _keys(self, row: Row) -> list[Key]:
        """Return the keys of a lead: of the person, then of the company, its name last."""
        keys = self._of_row.get(row[LEAD])
        return self._read_keys(row) if keys is None else keys

    def _read_keys(self, row: Row) -> list[Key]:
        email, email2, phone, mobile, website, company = (None if at is None else row[at] for at in self._at)
        keys = person_keys(email, email2, phone, mobile)
        if self._rule.match_companies:
            keys += keys_of(email, email2, website, company)
        return keys

    def _compare(self, names: set[str]) -> None:
        """Look customers up whose name is nearly one of these."""
        if not names:
            return
        if self._alike is None:
            from leadctl.engine.finders.alike import Alike

            self._alike = Alike(customers.names(self._con), self._rule.similar)
        hits = {name: self._alike.find(name) for name in names}
        asked = sorted({(NAME, other) for found in hits.values() for _, other in found})
        self._customers |= customers.find(self._con, asked)
        for name, found in hits.items():
            self._likes[name] = self._best_like(found)

    def _best_like(self, found: list[tuple[int, str]]) -> Match | None:
        known = [(likeness, other, hit) for likeness, other in found if (hit := self._customers.get((NAME, other)))]
        if not known:
            return None
        likeness, other, hit = max(known, key=lambda one: (one[0], one[2].customer_id))
        others = _others((one.managers for _, _, one in known), hit.manager_id)
        return Match(CUSTOMER, SIMILAR, other, hit.customer_id, hit.manager_id, likeness, others)

    def _learn(self, key: Key, lead_id: int, owner_id: int) -> None:
        owner = self._owner.get(owner_id) or frozenset({owner_id})
        self._given[key] = _both(self._given.get(key), LeadHit(lead_id, owner_id, owner))

    def given(self, row: Row, user_id: int) -> None:
        """Learn that the lead has an owner: the next one of the same person or company goes there too."""
        first = None if self._at[0] is None else row[self._at[0]]
        for key in self._keys(row):
            if key[0] != EMAIL or (first and key[1] == first.casefold()):  # as db.company_keys finds them afterwards
                self._learn(key, row[LEAD], user_id)
        self._last_given = row[LEAD]

    # ------------------------------------------------------------ deciding

    def find(self, row: Row) -> Found | None:
        """Return the manager whom the lead belongs to, then those who cover for him; None when nobody knows it."""
        match = self._match(row)
        if match is None:
            return None
        groups = [frozenset({match.user_id})]
        if self._rule.if_absent == "cover":
            groups.append(self._cover)
        waits = self._rule.if_absent == "wait" and match.user_id not in self._gone
        why: tuple[Any, ...] = (match.origin, match.kind, match.value, match.id, match.user_id)
        if match.likeness < MICRO or match.others:
            why += (match.likeness // 10_000, match.others)
        return Found(groups=tuple(groups), why=why, wait=waits)

    def _match(self, row: Row) -> Match | None:
        keys = self._keys(row)
        found = self._of_customers(keys)
        if found is None and keys and keys[-1][0] == NAME:
            found = self._likes.get(keys[-1][1])
        return found or self._of_leads(keys, row[LEAD])

    def _of_customers(self, keys: Sequence[Key]) -> Match | None:
        """Return the customer who has the best of the keys; keys of one kind stand together."""
        find, kind = self._customers.get, ""
        hits: list[tuple[bool, CustomerHit, str]] = []
        for key in keys:
            if hits and key[0] != kind:
                break
            kind, value = key
            for form in domain_forms(value) if kind == DOMAIN else (value,):
                hit = find((kind, form))
                if hit is not None:  # a domain of the lead's own goes before one above it
                    hits.append((form == value or (kind, form) in keys, hit, form))
        if not hits:
            return None
        _, hit, value = hits[0] if len(hits) == 1 else max(hits, key=lambda one: (one[0], one[1].customer_id))
        others = _others((one.managers for _, one, _ in hits), hit.manager_id)
        return Match(CUSTOMER, kind, value, hit.customer_id, hit.manager_id, MICRO, others)

    def _of_leads(self, keys: Sequence[Key], lead_id: int) -> Match | None:
        kind = ""
        hits: list[tuple[LeadHit, str]] = []
        for key in keys:
            if hits and key[0] != kind:
                break
            kind = key[0]
            for hit in (self._leads.get(key), self._given.get(key)):
                if hit is not None and hit.lead_id != lead_id:
                    hits.append((hit, key[1]))
        if not hits:
            return None
        hit, value = hits[0] if len(hits) == 1 else max(hits, key=lambda one: one[0].lead_id)
        others = _others((one.owners for one, _ in hits), hit.owner_id)
        return Match(EARLIER, kind, value, hit.lead_id, hit.owner_id, MICRO, others)

    # ------------------------------------------------------------ telling

    def missing(self, row: Row) -> str:
        """Return why nobody was found."""
        keys = self._keys(row)
        if not keys:
            return "it has no e-mail address, phone number or company to recognise a customer by"
        bare = customers.unmanaged(self._con, with_parents(keys))
        if bare is not None:
            named = f'"{bare[1]}" is no user' if bare[1] else "the file named none"
            return f"customer {bare[0]} has no manager: {named}"
        return "no customer and no earlier lead with an owner has its e-mail address, phone number or company"

    def tell(self, why: Sequence[Any]) -> str:
        """Return what matched: [origin, kind, value, customer or lead, user, likeness in per cent, others]."""
        origin, kind, value, number, user_id, *more = why
        likeness, others = more or (100, 0)
        if origin == CUSTOMER:
            named = customers.of_ids(self._con, [number])
            who = f"customer {number}" + (f" ({named[number].name})" if number in named else "")
        else:
            who = f"earlier lead {number}"
        told = f"{who}, by {KIND_WORDS[kind]} {value}" + (f" ({likeness} % alike)" if kind == SIMILAR else "")
        told += f": {self._logins.get(user_id, '?')}"
        return told + (_OTHERS.format(others, "s have" if others > 1 else " has") if others else "")


_OTHERS: Final = "; {} other manager{} such matches too: the best kind, the most alike, then the newest decides"


def _both(before: LeadHit | None, hit: LeadHit) -> LeadHit:
    """Return the newer lead of two, with the owners of both."""
    if before is None:
        return hit
    owners = before.owners if hit.owners <= before.owners else before.owners | hit.owners
    newer = before if before.lead_id > hit.lead_id else hit
    return LeadHit(newer.lead_id, newer.owner_id, owners)


def _others(groups: Iterable[frozenset[int]], chosen: int) -> int:
    """Return how many people besides the chosen one the matches would have had."""
    return len(frozenset[int]().union(*groups) - {chosen})
