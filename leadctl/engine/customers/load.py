"""`import customers`: who already buys, and who looks after them. A changed row is a new version of its customer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from leadctl.config import Config
from leadctl.db import customers, people
from leadctl.db.customers import Customer
from leadctl.engine.customers.keys import DOMAIN, EMAIL, NAME, PHONE, Key, domains
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.engine.normalise.company import company_key
from leadctl.engine.people_import.row import Row, read_rows
from leadctl.errors import did_you_mean

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Source

WHOLE: Final = 1_000_000  # records in a chunk: the whole file, so that what it leaves out can be told

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "external_id": (
        *("external id", "customer id", "account id", "customer number", "client id", "company id", "crm id", "id"),
        *("kundennummer", "record id"),
    ),
    "name": (
        "name",
        "customer",
        "customer name",
        "company",
        "company name",
        "account",
        "account name",
        "client",
        "firma",
        "kunde",
    ),
    "website": ("domain", "website", "web site", "domains", "company domain", "company domain name", "url", "homepage"),
    "email": ("email", "emails", "e mails", "email address", "email addresses", "mail", "contact email"),
    "phone": ("phone", "phones", "phone number", "phone numbers", "telephone", "telefon", "mobile", "contact phone"),
    "country": ("country", "country code", "billing country", "land"),
    "manager": (
        *("manager", "account manager", "key account manager", "account owner", "owner", "company owner", "user"),
        *("sales rep", "rep", "salesperson", "login", "betreuer"),
    ),
}


@dataclass
class _Known:
    """The customers as they stand, by what identifies a row, and what they are recognised by."""

    by_id: dict[str, Customer]
    by_name: dict[str, Customer]  # those without an external id
    keys: dict[int, set[Key]]

    def add(self, customer: Customer) -> None:
        """Know one customer more."""
        if customer.external_id is not None:
            self.by_id[customer.external_id] = customer
        else:
            self.by_name[company_key(customer.name) or customer.name.casefold()] = customer


def import_customers(
    con: sqlite3.Connection,
    path: str,
    config: Config,
    now: int,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    **flags: Any,
) -> ImportSummary:
    """Return what importing `path` (`-` = stdin) did. `replace`: customers that the file does not have are let go.

    Rows are known by their external id, else by their name. Blank cells change nothing. `flags` are further fields
    of ImportRequest: explicit, encoding, delimiter, rejects, strict, dry_run. Raises as run_import does.
    """
    request = ImportRequest(
        "customers", path, VOCABULARY, required=(("name", "website", "email", "external_id"),),
        empty=config.empty_values, chunk=WHOLE, options={"replace": replace}, **flags,
    )  # fmt: skip
    loader = _Loader(con, config, replace)
    return run_import(con, request, loader.store, now, prepare=loader.prepare, progress=progress)


class _Loader:
    """Writes the customers of one file."""

    def __init__(self, con: sqlite3.Connection, config: Config, replace: bool) -> None:
        self._region, self._replace = config.region, replace
        self._users = people.user_lookup(con)
        self._words = people.user_words(people.all_users(con))

    def prepare(self, source: Source, ctx: Context) -> None:
        """Say what is not read."""
        unused = [c.header for c in ctx.mapping.columns if c.field is None]
        if unused:
            ctx.summary.notes.append(f"columns not used: {', '.join(unused)}")

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write the rows, and let go what the file leaves out."""
        every = customers.every(con)
        known = _Known({}, {}, customers.keys(con))
        for customer in every:
            known.add(customer)
        key = "external_id" if batch.has("external_id") else "name" if batch.has("name") else "website"
        key = key if batch.has(key) else "email"
        seen: set[int] = set()
        for name, row in read_rows(batch, ctx, key, "customer"):
            self._one(con, row, name if key == "external_id" else None, known, seen, ctx)
        if self._replace:
            self._let_go(con, every, seen, ctx)

    def _one(
        self, con: sqlite3.Connection, row: Row, external_id: str | None, known: _Known, seen: set[int], ctx: Context
    ) -> None:
        name = row.text("name")
        old = known.by_id.get(external_id) if external_id is not None else None
        old = old or self._by_name(row, known)
        if old is not None and old.id in seen:
            whose = f'customer "{name or old.name}"'
            row.reject("name", "repeated", f"{whose} stands on an earlier line already; keep one of the two")
            return
        keys = self._keys(row, known.keys.get(old.id, set()) if old is not None else set(), old)
        if not keys:
            row.reject(None, "no-customer-key", "no name, domain, e-mail address or phone to recognise the customer by")
            return
        manager, wanted = self._manager(row, old)
        if not row.ok:
            return
        values: dict[str, Any] = {
            "external_id": external_id,
            "name": name or (old.name if old is not None else "") or _stand_in(keys),
            "manager_id": manager,
            "manager_wanted": wanted,
        }
        if old is None:
            made = Customer(customers.insert(con, values, keys, ctx.import_id, ctx.now), **values)
            seen.add(made.id)
            known.add(made)
            ctx.count("new")
        elif values == dict(zip(Customer._fields[1:], old[1:], strict=True)) and keys == known.keys.get(old.id):
            seen.add(old.id)
            ctx.count("unchanged")
        else:
            customers.close(con, [old.id], ctx.import_id, ctx.now)
            seen |= {old.id, customers.insert(con, values, keys, ctx.import_id, ctx.now)}
            ctx.count("changed")

    @staticmethod
    def _by_name(row: Row, known: _Known) -> Customer | None:
        name = row.text("name") or row.text("website") or row.text("email")
        return known.by_name.get(company_key(name) or name.casefold())

    def _keys(self, row: Row, before: set[Key], old: Customer | None) -> set[Key]:
        """Return what the customer is recognised by; what the row leaves blank stays as it was."""
        from leadctl.engine.normalise.email import split_emails
        from leadctl.engine.normalise.phone import split_phones
        from leadctl.engine.normalise.place import country

        kept = {kind: {v for k, v in before if k == kind} for kind in (EMAIL, PHONE, DOMAIN)}
        if row.given("email"):
            kept[EMAIL] = {address.casefold() for address in split_emails(row.text("email"))}
            if row.text("email") and not kept[EMAIL]:
                row.warn("email", "bad-email", f'"{row.text("email")}" is not an address; left out')
        if row.given("phone"):
            region = (row.text("country") and country(row.text("country"))) or self._region
            kept[PHONE] = set(split_phones(row.text("phone"), region))
            if row.text("phone") and not kept[PHONE]:
                row.warn("phone", "bad-phone", f'"{row.text("phone")}" is not a phone number; left out')
        if row.given("website"):
            kept[DOMAIN] = set(domains((), row.text("website")))
            if row.text("website") and not kept[DOMAIN]:
                row.warn("website", "no-company-domain", f'"{row.text("website")}" is no domain of a company; left out')
        kept[DOMAIN] |= set(domains(kept[EMAIL], None))
        name = company_key(row.text("name") or (old.name if old is not None else ""))
        return {(kind, value) for kind, values in kept.items() for value in values} | (
            {(NAME, name)} if name else set()
        )

    def _manager(self, row: Row, old: Customer | None) -> tuple[int | None, str | None]:
        """Return (user, None), or (None, the name as found) with a warning while there is no such user."""
        name = row.text("manager")
        if not name:
            if not row.clears("manager") and old is not None:
                return old.manager_id, old.manager_wanted
            row.warn("manager", "no-manager", "the customer has no manager; its leads are given like any other")
            return None, None
        user_id = self._users.get(name.casefold())
        if user_id is None:
            near = did_you_mean(name, self._words)
            row.warn("manager", "unknown-manager", f'no user "{name}" yet, manager once he is one{near}')
        return user_id, None if user_id is not None else name

    @staticmethod
    def _let_go(con: sqlite3.Connection, every: list[Customer], seen: set[int], ctx: Context) -> None:
        gone = [c.id for c in every if c.id not in seen]
        if ctx.summary.rejected and gone:
            ctx.summary.notes.append(
                f"{len(gone):,} customers that the file does not have stay, because rows were rejected: correct "
                "them and import the whole file again with --replace"
            )
            return
        customers.close(con, gone, ctx.import_id, ctx.now)
        ctx.count("removed", len(gone))


def _stand_in(keys: set[Key]) -> str:
    """Return what a customer without a name is called."""
    order = {DOMAIN: 0, EMAIL: 1, PHONE: 2, NAME: 3}
    return min(keys, key=lambda key: (order[key[0]], key[1]))[1]
