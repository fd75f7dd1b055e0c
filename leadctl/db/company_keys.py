"""Earlier leads by what they have in common with a new one: address, number, and the company behind them.

Companies are recognised by folded keys, which SQL cannot make: company_key keeps them, filled page by page by whoever
asks for them, up to the lead and the change that `meta` names.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

Key = tuple[str, str]  # kind (email, phone, domain, name), value
_LEAD: Final = "company_keys:lead"
_CHANGE: Final = "company_keys:change"

COVERED_SQL = "select key, cast(value as integer) from meta where key in (:lead, :change)"
COVER_SQL = """
insert into meta (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value"""
LAST_SQL = "select coalesce((select max(id) from lead), 0), coalesce((select max(id) from lead_change), 0)"
CELLS: Final = "l.id, l.email, l.email2, l.website, l.company"
NEW_SQL = f"select {CELLS} from lead l where l.id > :after order by l.id limit :limit"
TAIL_SQL = f"""
select {CELLS}, s.owner_id from lead l cross join lead_state s on s.lead_id = l.id
where l.id > :after and s.owner_id is not null and l.undone_at is null"""
CHANGED_SQL = """
select distinct lead_id from lead_change
where id > :after and field in ('email', 'email2', 'website', 'company') and lead_id <= :lead"""
OF_SQL = f"select {CELLS} from json_each(:ids) k cross join lead l on l.id = k.value"
OWNED_OF_SQL = f"""
select {CELLS}, s.owner_id from json_each(:ids) k cross join lead l on l.id = k.value
cross join lead_state s on s.lead_id = l.id where s.owner_id is not null and l.undone_at is null"""
OWNED_SQL = "select 1 from lead_state where lead_id = :lead and owner_id is not null"
FORGET_SQL = "delete from company_key where lead_id in (select value from json_each(:ids))"
ADD_SQL = "insert or ignore into company_key (kind, value, lead_id) values (?, ?, ?)"

COMPANY_SQL = """
select p.key, max(k.lead_id), s.owner_id, json_group_array(distinct s.owner_id)
from json_each(:values) p
cross join company_key k on k.kind = :kind and k.value = p.value
cross join lead_state s on s.lead_id = k.lead_id cross join lead l on l.id = k.lead_id
where s.owner_id is not null and l.undone_at is null
  and k.lead_id not in (select value from json_each(:stale))
group by p.key"""
EMAIL_SQL = """
select p.key, max(l.id), s.owner_id, json_group_array(distinct s.owner_id)
from json_each(:values) p cross join lead l on l.email = p.value cross join lead_state s on s.lead_id = l.id
where s.owner_id is not null and l.undone_at is null
group by p.key"""
PHONE_SQL = """
select key, max(id), owner_id, json_group_array(distinct owner_id) from (
  select p.key, l.id, s.owner_id
  from json_each(:values) p cross join lead l on l.phone = p.value cross join lead_state s on s.lead_id = l.id
  where s.owner_id is not null and l.undone_at is null
  union all
  select p.key, l.id, s.owner_id
  from json_each(:values) p cross join lead l on l.mobile = p.value cross join lead_state s on s.lead_id = l.id
  where s.owner_id is not null and l.undone_at is null and l.mobile is not null)
group by key"""


class Hit(NamedTuple):
    """The newest lead of a key that has an owner, its owner, and every owner of leads of that key."""

    lead_id: int
    owner_id: int
    owners: frozenset[int]


def covered(con: sqlite3.Connection) -> tuple[int, int]:
    """Return (last lead, last change) whose company keys are kept."""
    known = dict(con.execute(COVERED_SQL, {"lead": _LEAD, "change": _CHANGE}).fetchall())
    return known.get(_LEAD, 0), known.get(_CHANGE, 0)


def last(con: sqlite3.Connection) -> tuple[int, int]:
    """Return (newest lead, newest change)."""
    row = con.execute(LAST_SQL).fetchone()
    return row[0], row[1]


def cover(con: sqlite3.Connection, lead_id: int, change_id: int) -> None:
    """Remember up to which lead and change the keys are kept."""
    for key, value in ((_LEAD, lead_id), (_CHANGE, change_id)):
        con.execute(COVER_SQL, {"key": key, "value": str(value)})


def page(con: sqlite3.Connection, after: int, limit: int) -> list[tuple[Any, ...]]:
    """Return (id, email, second e-mail, website, company) of the next leads."""
    return con.execute(NEW_SQL, {"after": after, "limit": limit}).fetchall()


def changed(con: sqlite3.Connection, after: int, lead_id: int) -> list[int]:
    """Return the leads up to `lead_id` whose company was changed by a change after `after`."""
    return [row[0] for row in con.execute(CHANGED_SQL, {"after": after, "lead": lead_id})]


def of_ids(con: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, email, second e-mail, website, company) of these leads."""
    return con.execute(OF_SQL, {"ids": json.dumps(ids)}).fetchall()


def tail(con: sqlite3.Connection, after: int, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, email, second e-mail, website, company, owner) of owned leads after `after`, and of `ids`."""
    rows = con.execute(TAIL_SQL, {"after": after}).fetchall()
    return rows + (con.execute(OWNED_OF_SQL, {"ids": json.dumps(ids)}).fetchall() if ids else [])


def is_owned(con: sqlite3.Connection, lead_id: int) -> bool:
    """Return whether the database has an owner for the lead."""
    return con.execute(OWNED_SQL, {"lead": lead_id}).fetchone() is not None


def forget(con: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Drop the keys of these leads."""
    con.execute(FORGET_SQL, {"ids": json.dumps(ids)})


def add(con: sqlite3.Connection, rows: Iterable[tuple[str, str, int]]) -> None:
    """Keep keys: (kind, value, lead)."""
    con.executemany(ADD_SQL, rows)


def find(con: sqlite3.Connection, wanted: Sequence[Key], stale: Sequence[int]) -> dict[Key, Hit]:
    """Return key -> the newest lead with an owner that has it. Company keys of `stale` leads are not looked at."""
    found: dict[Key, Hit] = {}
    left_out = json.dumps(list(stale))
    for kind, sql in (("domain", COMPANY_SQL), ("name", COMPANY_SQL), ("email", EMAIL_SQL), ("phone", PHONE_SQL)):
        keys = [key for key in wanted if key[0] == kind]
        if keys:
            values = json.dumps([value for _, value in keys])
            _take(found, keys, con.execute(sql, {"values": values, "kind": kind, "stale": left_out}))
    return found


def _take(found: dict[Key, Hit], keys: Sequence[Key], rows: Iterable[tuple[Any, ...]]) -> None:
    for at, lead_id, owner_id, owners in rows:
        found[keys[at]] = Hit(lead_id, owner_id, frozenset(json.loads(owners)))
