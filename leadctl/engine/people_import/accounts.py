"""`import accounts`: the tree of branches and partners, upsert by name, in any order of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from leadctl.db import people
from leadctl.db.people import Account
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.people_import.place import place
from leadctl.engine.people_import.row import Row, Writing, changed_values, merged_attributes, read_rows
from leadctl.engine.people_text import parse_flag
from leadctl.errors import did_you_mean
from leadctl.models import ROOT_ACCOUNT_ID

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "account", "account name", "branch", "office", "company"),
    "parent": ("parent", "parent account", "parent name", "parent account name", "belongs to", "under"),
    "kind": ("kind", "type", "account type", "account kind"),
    "owner": ("owner", "account owner", "owner login", "manager", "account manager", "head"),
    "crm": ("crm", "uses crm", "has crm", "crm user"),
    "country": ("country", "country code", "billing country"),
    "state": ("state", "province", "state/province", "billing state", "billing state/province"),
    "city": ("city", "town", "billing city"),
    "postal_code": ("postal code", "postcode", "zip", "zip code", "zip/postal code", "billing zip/postal code"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "auto_accept": ("auto_accept", "auto accept", "accepts at once"),
}
KINDS: Final = ("branch", "partner")


@dataclass
class Wanted:
    """One good row: what it says about an account."""

    name: str
    row: Row
    values: dict[str, Any]
    parent: str = ""  # as written; "" = not said


def store(con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
    """Write the accounts of one chunk; parents may stand on later lines."""
    store_rows(con, read_rows(batch, ctx, "name", "account"), ctx)


def store_rows(con: sqlite3.Connection, rows: Iterable[tuple[str, Row]], ctx: Writing) -> None:
    """Write the accounts of these (name, row); rows with a fault are left out."""
    known = {a.name.casefold(): a for a in people.all_accounts(con)}
    users = people.user_lookup(con)
    wanted: dict[str, Wanted] = {}
    for name, row in rows:
        item = _read(name, row, known.get(name.casefold()), users)
        if row.ok:
            wanted[name.casefold()] = item
    _settle_parents(wanted, known)
    _write(con, wanted, known, ctx)


def _read(name: str, row: Row, current: Account | None, users: Mapping[str, int]) -> Wanted:
    values: dict[str, Any] = {}
    is_root = current is not None and current.id == ROOT_ACCOUNT_ID
    row.put(values, "crm", lambda cell: int(parse_flag(cell)))
    row.put(values, "kind", lambda cell: _kind(cell, is_root), default="corporate" if is_root else "branch")
    row.put(values, "auto_accept", lambda cell: int(parse_flag(cell)), default=0)
    place(row, values, current)
    owner(row, values, users)
    if is_root and row.given("parent"):
        row.reject("parent", "root-parent", f'"{name}" is the root of all accounts and has no parent')
    values["attributes"] = merged_attributes(current.attributes if current else "{}", row)
    return Wanted(name, row, values, row.text("parent"))


def _kind(cell: str, is_root: bool) -> str:
    word = cell.casefold()
    if word in KINDS and not is_root:
        return word
    if word in {"corporate", "root", "headquarters"} and is_root:
        return "corporate"
    if is_root:
        raise ValueError(f'"{cell}": the root account is of the kind corporate')
    raise ValueError(f'"{cell}" is not a kind of account{did_you_mean(cell, KINDS)}; write branch or partner')


def owner(row: Row, values: dict[str, Any], users: Mapping[str, int]) -> None:
    """Put owner_id into `values`, or owner_wanted, with a warning, while no such user is known.

    Accounts and teams may come before the users who own them: he becomes the owner with the import of users.
    """
    if row.clears("owner"):
        values["owner_id"] = values["owner_wanted"] = None
    elif row.text("owner"):
        name = row.text("owner")
        values["owner_id"] = users.get(name.casefold())
        values["owner_wanted"] = name if values["owner_id"] is None else None
        if values["owner_id"] is None:
            near = did_you_mean(name, users)
            row.warn("owner", "owner-unknown-yet", f'no user "{name}" yet, owner once the users are imported{near}')


def _settle_parents(wanted: dict[str, Wanted], known: Mapping[str, Account]) -> None:
    """Drop rows whose parent is unknown or would close a circle, until what is left is one tree."""
    keys = {a.id: key for key, a in known.items()}
    names = {key: a.name for key, a in known.items()}
    while True:
        parents = {key: keys.get(a.parent_id or 0, "") for key, a in known.items()}
        parents |= {key: keys[ROOT_ACCOUNT_ID] for key in wanted if key not in known}
        parents |= {key: item.parent.casefold() for key, item in wanted.items() if item.parent}
        every = names | {key: item.name for key, item in wanted.items()}
        faulty = [key for key, item in wanted.items() if item.parent and not _fits(key, item, parents, every)]
        if not faulty:
            return
        for key in faulty:
            del wanted[key]


def _fits(key: str, item: Wanted, parents: Mapping[str, str], names: Mapping[str, str]) -> bool:
    """Return whether the row's parent exists and does not lie below it; reject the row when not."""
    if parents[key] not in parents:
        near = did_you_mean(item.parent, names.values())
        item.row.reject("parent", "unknown-account", f'no account "{item.parent}"{near}')
        return False
    seen, node = {key}, parents[key]
    while node and node not in seen:
        seen.add(node)
        node = parents.get(node, "")
    if node != key:  # a circle further up is the fault of the rows in it
        return True
    item.row.reject("parent", "circle", f'"{item.parent}" lies below "{item.name}": the tree would be a circle')
    return False


def _write(con: sqlite3.Connection, wanted: dict[str, Wanted], known: Mapping[str, Account], ctx: Writing) -> None:
    ids = {key: a.id for key, a in known.items()}
    for key, item in wanted.items():
        if key not in known:
            base = {"name": item.name, "kind": "branch", "parent_id": ROOT_ACCOUNT_ID, "created_at": ctx.now}
            ids[key] = people.insert_account(con, {**base, **item.values})
    for key, item in wanted.items():
        parent = {"parent_id": ids[item.parent.casefold()]} if item.parent else {}
        if key not in known:
            people.update_account(con, ids[key], parent)
            ctx.count("new")
            continue
        changes = changed_values(known[key], {**item.values, **parent})
        people.update_account(con, ids[key], changes)
        ctx.count("changed" if changes else "unchanged")
