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
from leadctl.engine.customers.keys import NAME, SIMILAR, Key, person_keys, with_parents
from leadctl.engine.customers.keys import company_keys as keys_of
from leadctl.engine.decisions import LEAD, Found, Row
from leadctl.models import MICRO

if TYPE_CHECKING:
    from leadctl.engine.finders.alike import Alike
    from leadctl.engine.snapshot import RuleBook

CUSTOMER, EARLIER = "customer", "lead"
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
        self._alike: Alike | None = None
        self._likes: dict[str, Match | None] = {}
        self._stale: list[int] | None = None  # leads whose company changed since their keys were kept; None = not read
        self._last_given = 0  # the lead that got an owner last, in this chunk
        self._upto = 0  # the last lead whose keys are kept
        self._matches = book.matches[rule.name]
        self._of_row: dict[int, tuple[list[Key], list[Key]]] = {}
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
        wanted = {key for person, company in self._of_row.values() for key in (*person, *company)}
        keys = sorted(wanted)
        self._leads = company_keys.find(self._con, keys, self._stale)
        self._customers = customers.find(self._con, with_parents(keys))
        if self._rule.match_companies and self._rule.similar < MICRO:
            self._compare(
                {
                    company[-1][1]
                    for person, company in self._of_row.values()
                    if company and company[-1][0] == NAME and self._of_customers([*person, *company]) is None
                }
            )

    def _forget(self) -> None:
        """Let the last chunk go, so that memory stays flat; what it gave too, once the database has it (no dry run)."""
        self._customers, self._leads, self._likes = {}, {}, {}
        if self._last_given and company_keys.is_owned(self._con, self._last_given):
            self._given = {key: hit for key, hit in self._given.items() if hit.lead_id > self._upto}
        self._last_given = 0

    def _keys(self, row: Row) -> tuple[list[Key], list[Key]]:
        """Return the keys of the person and of the company of a lead."""
        return self._of_row.get(row[LEAD]) or self._read_keys(row)

    def _read_keys(self, row: Row) -> tuple[list[Key], list[Key]]:
        email, email2, phone, mobile, website, company = (None if at is None else row[at] for at in self._at)
        firm = keys_of(email, email2, website, company) if self._rule.match_companies else []
        return person_keys(email, email2, phone, mobile), firm

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
        before = self._given.get(key)
        if before is None:
            self._given[key] = LeadHit(lead_id, owner_id, frozenset({owner_id}))
        else:
            newest = before if before.lead_id > lead_id else LeadHit(lead_id, owner_id, before.owners)
            self._given[key] = newest._replace(owners=before.owners | {owner_id})

    def given(self, row: Row, user_id: int) -> None:
        """Learn that the lead has an owner: the next one of the same person or company goes there too."""
        person, company = self._keys(row)
        for key in (*person, *company):
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
        person, company = self._keys(row)
        found = self._of_customers([*person, *company])
        if found is None and company and company[-1][0] == NAME:
            found = self._likes.get(company[-1][1])
        return found or self._of_leads([*person, *company], row[LEAD])

    def _of_customers(self, keys: Sequence[Key]) -> Match | None:
        for kind in dict.fromkeys(kind for kind, _ in keys):
            mine = [key for key in keys if key[0] == kind]
            # a domain of the lead's own goes before one above it
            hits = [(key in mine, hit, key[1]) for key in with_parents(mine) if (hit := self._customers.get(key))]
            if hits:
                _, hit, value = max(hits, key=lambda one: (one[0], one[1].customer_id))
                others = _others((one.managers for _, one, _ in hits), hit.manager_id)
                return Match(CUSTOMER, kind, value, hit.customer_id, hit.manager_id, MICRO, others)
        return None

    def _of_leads(self, keys: Sequence[Key], lead_id: int) -> Match | None:
        for kind in dict.fromkeys(kind for kind, _ in keys):
            hits = [(hit, key[1]) for key in keys if key[0] == kind for hit in self._hits(key, lead_id)]
            if hits:
                hit, value = max(hits, key=lambda one: one[0].lead_id)
                others = _others((one.owners for one, _ in hits), hit.owner_id)
                return Match(EARLIER, kind, value, hit.lead_id, hit.owner_id, MICRO, others)
        return None

    def _hits(self, key: Key, lead_id: int) -> list[LeadHit]:
        hits = (self._leads.get(key), self._given.get(key))
        return [hit for hit in hits if hit is not None and hit.lead_id != lead_id]

    # ------------------------------------------------------------ telling

    def missing(self, row: Row) -> str:
        """Return why nobody was found."""
        person, company = self._keys(row)
        if not person and not company:
            return "it has no e-mail address, phone number or company to recognise a customer by"
        bare = customers.unmanaged(self._con, with_parents([*person, *company]))
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


def _others(groups: Iterable[frozenset[int]], chosen: int) -> int:
    """Return how many people besides the chosen one the matches would have had."""
    return len(frozenset[int]().union(*groups) - {chosen})
