"""Takes what leads say of a person out of every table. Rows stay, so that every count stays.

What goes follows from db/personal: each listed column of each table with a lead_id. What many leads say alike (a word
of the house) says nothing of one person and stays.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from leadctl.db.personal import Column, Kind, columns, of_leads

ERASED: Final = "erased"
# Kept where another lead has the same: reports count by these, and a word of many tells of nobody.
SHARED: Final = frozenset(
    {("lead", "confidence"), ("activity", "name"), ("touch", "name"), ("distribution", "reject_reason")}
)
# Beside words of the program: what the team calls itself, and numbers that only show that a row was here before.
STAYS: Final = frozenset({Kind.PLAIN, Kind.PUBLIC, Kind.RULES, Kind.LOGIN, Kind.HASH})
OWN_WAY: Final = frozenset({"lead_key", "company_key", "lead_change", "outbox", "erasure"})  # see below
# Of a change, the cells of these fields are words and figures that reports count by.
COUNTED_FIELDS: Final = (
    "record_type", "source", "campaign", "product", "value", "priority", "received_at", "received_kind", "confidence",
    "urgency", "score", "do_not_contact",
)  # fmt: skip

_IDS: Final = "(select value from json_each(:ids))"
CHANGES_SQL: Final = f"""
update lead_change set old = null, new = null
where lead_id in {_IDS} and field not in (select value from json_each(:kept)) and (old is not null or new is not null)
"""
LEAD_SQL: Final = "update lead set full_name = :name, email = :email, phone = :phone where id = :id"
KEYS_OF_OPPORTUNITIES_SQL: Final = f"""
select lead_id, key, min(id) from opportunity where lead_id in {_IDS} and key <> '' group by lead_id, key
"""
RENAME_OPPORTUNITY_SQL: Final = "update opportunity set key = :name where lead_id = :lead and key = :key"
REJECTS_SQL: Final = f"""
update import_reject set value = null, reason = '{ERASED}' where (value is not null or reason <> '{ERASED}')
  and exists (select 1 from lead l where l.id in {_IDS} and l.import_id = import_reject.import_id
              and l.import_line = import_reject.line)
"""
CUSTOMERS_SQL: Final = """
select c.id, c.name from customer_key k join customer c on c.id = k.customer_id
where (k.kind = 'email' and k.value in (select value from json_each(:emails)))
  or (k.kind = 'phone' and k.value in (select value from json_each(:phones)))
"""
FORGET_KEYS_SQL: Final = """
delete from customer_key
where (kind = 'email' and value in (select value from json_each(:emails)))
  or (kind = 'phone' and value in (select value from json_each(:phones)))
"""
UNNAME_CUSTOMER_SQL: Final = f"update customer set name = '{ERASED}', external_id = null where id = :id"
FORGET_NAME_SQL: Final = "delete from customer_key where customer_id = :id and kind = 'name'"
NOT_WAITING_SQL: Final = f"update lead_state set waiting = 0 where waiting = 1 and lead_id in {_IDS}"
NOTE_SQL: Final = """
insert into erasure (lead_id, reason, actor, erased_at) values (:lead, :reason, :actor, :now)
on conflict (lead_id) do nothing
"""
SHARED_VALUES_SQL: Final = """
select value, count(*) from (
  select lower(email) as value from lead where id in (select value from json_each(:ids)) and email is not null
  union all
  select phone from lead where id in (select value from json_each(:ids)) and phone is not null)
group by value having count(*) > 1
"""
REACHED_BY_SQL: Final = f"select id, lower(email), phone from lead where id in {_IDS}"

Counts = dict[str, int]  # table -> rows that changed


def note(con: sqlite3.Connection, ids: Iterable[int], reason: str, actor: str, now: int) -> None:
    """Write down that these leads are erased, and take them out of what waits to be given out."""
    con.executemany(NOTE_SQL, [{"lead": i, "reason": reason, "actor": actor, "now": now} for i in ids])
    con.execute(NOT_WAITING_SQL, _bound(ids))


def leads(con: sqlite3.Connection, ids: Iterable[int]) -> Counts:
    """Empty what these leads and all rows about them say of a person; return how many rows changed, by table.

    Leads that shared an address or a number share a made-up one afterwards: reports that count persons count the same.
    """
    wanted = _bound(ids)
    found: Counts = {}
    made_up = _made_up(con, wanted)
    _add(found, "import_reject", con.execute(REJECTS_SQL, wanted).rowcount)
    for lead, key, number in con.execute(KEYS_OF_OPPORTUNITIES_SQL, wanted).fetchall():
        con.execute(RENAME_OPPORTUNITY_SQL, {"lead": lead, "key": key, "name": f"{ERASED} {number}"})
    _add(found, "lead_change", con.execute(CHANGES_SQL, {**wanted, "kept": json.dumps(COUNTED_FIELDS)}).rowcount)
    by_table: dict[str, list[Column]] = {}
    for column in columns(con):
        by_table.setdefault(column.table, []).append(column)
    for table in ["lead", *of_leads(con)]:
        if table in {"company_key", "lead_key"}:
            _add(found, table, con.execute(f"delete from {table} where lead_id in {_IDS}", wanted).rowcount)
        elif table not in OWN_WAY:
            _add(found, table, _empty(con, table, by_table.get(table, []), wanted))
    con.executemany(LEAD_SQL, made_up)
    return found


def _empty(con: sqlite3.Connection, table: str, listed: list[Column], wanted: dict[str, Any]) -> int:
    """Empty the listed columns of a table's rows about the leads; return how many rows changed."""
    own = "id" if table == "lead" else "lead_id"
    changes, differing = [], []
    for column in listed:
        name = f'"{column.name}"'
        if column.kind in STAYS or (table, column.name) == ("opportunity", "key"):
            continue
        empty = "null" if column.nullable else f"'{ERASED}'"
        if (table, column.name) in SHARED:
            alike = f"select 1 from {table} o where o.{name} = {table}.{name} and o.{own} not in {_IDS}"
            changes.append(f"{name} = case when exists ({alike}) then {name} else {empty} end")
        else:
            changes.append(f"{name} = {empty}")
        differing.append(f"{name} is not {empty}")
    if not changes:
        return 0
    sql = f"update {table} set {', '.join(changes)} where {own} in {_IDS} and ({' or '.join(differing)})"
    return con.execute(sql, wanted).rowcount


def _made_up(con: sqlite3.Connection, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Return per lead what stands for its name, address and number: the same for those that shared one."""
    shared = {value for value, _ in con.execute(SHARED_VALUES_SQL, wanted)}
    rows = con.execute(REACHED_BY_SQL, wanted).fetchall()
    names: dict[str, str] = {}
    for lead, *values in sorted(rows):
        for value in values:
            if value in shared:
                names.setdefault(value, f"{ERASED}-{lead}@{ERASED}.invalid" if "@" in value else f"{ERASED}-{lead}")
    return [
        {"id": lead, "name": f"({ERASED})", "email": names.get(email), "phone": names.get(phone)}
        for lead, email, phone in rows
    ]


def customers(con: sqlite3.Connection, emails: Iterable[str], phones: Iterable[str], names: Iterable[str]) -> Counts:
    """Take addresses and numbers out of the list of customers, and the entries that bear one of these names with them.

    Names in lower case. Returns how many rows changed, by table.
    """
    asked = {"emails": json.dumps(sorted(emails)), "phones": json.dumps(sorted(phones))}
    known = con.execute(CUSTOMERS_SQL, asked).fetchall()
    found: Counts = {}
    wanted = {" ".join(name.casefold().split()) for name in names}
    for customer_id in {i for i, name in known if " ".join(name.casefold().split()) in wanted}:
        _add(found, "customer", con.execute(UNNAME_CUSTOMER_SQL, {"id": customer_id}).rowcount)
        _add(found, "customer_key", con.execute(FORGET_NAME_SQL, {"id": customer_id}).rowcount)
    _add(found, "customer_key", con.execute(FORGET_KEYS_SQL, asked).rowcount)
    return found


def _add(found: Counts, table: str, rows: int) -> None:
    if rows > 0:
        found[table] = found.get(table, 0) + rows


def _bound(ids: Iterable[int]) -> dict[str, Any]:
    return {"ids": json.dumps(sorted(ids))}
