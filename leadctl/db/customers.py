"""Customers and the keys by which they are recognised. A changed customer is a new row; the old one is closed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

Key = tuple[str, str]  # kind (email, phone, domain, name), value


class Customer(NamedTuple):
    """One row in force. Without a manager who is a user, `manager_wanted` has the name that the file gave."""

    id: int
    external_id: str | None
    name: str
    manager_id: int | None
    manager_wanted: str | None


class Hit(NamedTuple):
    """The newest customer of a key, his manager, and every manager that customers of the key have."""

    customer_id: int
    manager_id: int
    managers: frozenset[int]


COLUMNS: Final = ", ".join(f"c.{name}" for name in Customer._fields)
ALL_SQL = f"select {COLUMNS} from customer c where c.removed_at is null order by c.id"
KEYS_SQL = """
select k.customer_id, k.kind, k.value from customer c cross join customer_key k on k.customer_id = c.id
where c.removed_at is null"""
GET_SQL = f"select {COLUMNS} from json_each(:ids) k cross join customer c on c.id = k.value"
COUNT_SQL = "select count(*), sum(manager_id is null) from customer where removed_at is null"

INSERT_SQL = """
insert into customer (external_id, name, manager_id, manager_wanted, import_id, recorded_at)
values (:external_id, :name, :manager_id, :manager_wanted, :import, :now)
returning id"""
ADD_KEY_SQL = "insert or ignore into customer_key (kind, value, customer_id) values (?, ?, ?)"
CLOSE_SQL = "update customer set removed_at = :now, removed_by = :import where id = :id and removed_at is null"

FIND_SQL = """
select p.value, max(c.id), c.manager_id, json_group_array(distinct c.manager_id)
from json_each(:values) p
cross join customer_key k on k.kind = :kind and k.value = p.value
cross join customer c on c.id = k.customer_id
where c.removed_at is null and c.manager_id is not null
group by p.key"""
UNMANAGED_SQL = """
select c.name, c.manager_wanted from json_each(:keys) p
cross join customer_key k
  on k.kind = json_extract(p.value, '$[0]') and k.value = json_extract(p.value, '$[1]')
cross join customer c on c.id = k.customer_id
where c.removed_at is null and c.manager_id is null
order by c.id desc limit 1"""
NAMES_SQL = """
select distinct k.value from customer_key k cross join customer c on c.id = k.customer_id
where k.kind = 'name' and c.removed_at is null and c.manager_id is not null"""

WANTED_SQL = "select id, manager_wanted from customer where manager_wanted is not null and removed_at is null"
SETTLE_SQL = "update customer set manager_id = :user, manager_wanted = null where id = :id"

CHANGED_BY_SQL = """
select distinct removed_by from customer where import_id = :import and removed_by is not null order by 1"""
UNDO_NEW_SQL = "update customer set removed_at = :now where import_id = :import and removed_at is null"
UNDO_CLOSED_SQL = "update customer set removed_at = null, removed_by = null where removed_by = :import"


def every(con: sqlite3.Connection) -> list[Customer]:
    """Return the customers in force."""
    return [Customer(*row) for row in con.execute(ALL_SQL)]


def keys(con: sqlite3.Connection) -> dict[int, set[Key]]:
    """Return customer -> its keys, of those in force."""
    found: dict[int, set[Key]] = {}
    for customer_id, kind, value in con.execute(KEYS_SQL):
        found.setdefault(customer_id, set()).add((kind, value))
    return found


def of_ids(con: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Customer]:
    """Return these customers, closed ones too, by id."""
    return {row[0]: Customer(*row) for row in con.execute(GET_SQL, {"ids": json.dumps(list(ids))})}


def counts(con: sqlite3.Connection) -> tuple[int, int]:
    """Return (customers in force, those of them without a manager who is a user)."""
    total, bare = con.execute(COUNT_SQL).fetchone()
    return total, bare or 0


def insert(
    con: sqlite3.Connection, values: Mapping[str, Any], its_keys: Iterable[Key], import_id: int, now: int
) -> int:
    """Add a customer (external_id, name, manager_id, manager_wanted) with its keys; return the id."""
    row = con.execute(INSERT_SQL, {**values, "import": import_id, "now": now}).fetchone()
    con.executemany(ADD_KEY_SQL, ((kind, value, row[0]) for kind, value in sorted(its_keys)))
    return int(row[0])


def close(con: sqlite3.Connection, ids: Iterable[int], import_id: int, now: int) -> None:
    """Let customers hold no longer from `now`."""
    con.executemany(CLOSE_SQL, ({"id": row_id, "import": import_id, "now": now} for row_id in ids))


def find(con: sqlite3.Connection, wanted: Sequence[Key]) -> dict[Key, Hit]:
    """Return key -> the newest customer that has it and a manager."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in wanted:
        by_kind.setdefault(kind, []).append(value)
    return {
        (kind, value): Hit(customer_id, manager_id, frozenset(json.loads(managers)))
        for kind, values in by_kind.items()
        for value, customer_id, manager_id, managers in con.execute(
            FIND_SQL, {"kind": kind, "values": json.dumps(values)}
        )
    }


def unmanaged(con: sqlite3.Connection, wanted: Sequence[Key]) -> tuple[str, str | None] | None:
    """Return (name, manager as the file named him) of a customer that has one of the keys but no known manager."""
    row = con.execute(UNMANAGED_SQL, {"keys": json.dumps(wanted)}).fetchone()
    return None if row is None else (row[0], row[1])


def names(con: sqlite3.Connection) -> list[str]:
    """Return the company keys of every customer that has a manager."""
    return [row[0] for row in con.execute(NAMES_SQL)]


def settle_managers(con: sqlite3.Connection, lookup: Mapping[str, int]) -> int:
    """Give customers the manager that their file named before such a user was known; return how many got one."""
    settled = [
        {"id": row_id, "user": lookup[wanted.casefold()]}
        for row_id, wanted in con.execute(WANTED_SQL).fetchall()
        if wanted.casefold() in lookup
    ]
    con.executemany(SETTLE_SQL, settled)
    return len(settled)


def changed_by(con: sqlite3.Connection, import_id: int) -> list[int]:
    """Return the later imports that changed or replaced customers of an import."""
    return [row[0] for row in con.execute(CHANGED_BY_SQL, {"import": import_id})]


def take_back(con: sqlite3.Connection, import_id: int, now: int) -> int:
    """Close what an import brought and let stand again what it closed; return how many customers that touches."""
    parameters = {"import": import_id, "now": now}
    gone = con.execute(UNDO_NEW_SQL, parameters).rowcount
    return gone + con.execute(UNDO_CLOSED_SQL, parameters).rowcount
