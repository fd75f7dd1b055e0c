"""Every row that is about leads, of every table, in words: what `lead export` hands out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

from leadctl.db.personal import of_leads

# What a reference to these is called: by this column.
NAMED_BY: Final = {
    "user": "login", "account": "name", "team": "name", "strategy": "name", "status": "name", "record_type": "name",
    "source": "name", "campaign": "name", "product": "name", "import": "file",
}  # fmt: skip
# Numbers that only find leads again, and tell nothing that the lead does not.
LEFT_OUT: Final = frozenset({"lead_key", "company_key"})
REFERENCES_SQL: Final = 'select "from", "table" from pragma_foreign_key_list(:table)'
REJECTS_SQL: Final = """
select r.* from import_reject r join lead l on l.import_id = r.import_id and l.import_line = r.line
where l.id in (select value from json_each(:ids)) order by r.id
"""
CUSTOMERS_SQL: Final = """
select distinct c.*, (select json_group_array(k.kind || ' ' || k.value) from customer_key k where k.customer_id = c.id)
  as known_by
from customer_key k join customer c on c.id = k.customer_id
where (k.kind = 'email' and k.value in (select value from json_each(:emails)))
  or (k.kind = 'phone' and k.value in (select value from json_each(:phones))) order by c.id
"""
# Of alerts about several leads only that there was one: the rest speaks of others.
GROUP_ALERTS_SQL: Final = """
select o.kind, o.channel, o.user_id, o.event_at, o.sent_at
from outbox o where o.lead_id is null and (
  exists (select 1 from outbox_passage p cross join distribution d on d.id = p.distribution_id
          where p.outbox_id = o.id and d.lead_id in (select value from json_each(:ids)))
  or exists (select 1 from json_tree(o.payload) t
             where (t.key in ('id', 'lead', 'lead_id', 'original') or t.path in ('$.leads', '$.originals'))
               and t.atom in (select value from json_each(:ids)))
) order by o.event_at, o.id
"""

Row = dict[str, Any]


def tables(con: sqlite3.Connection, lead_ids: Iterable[int]) -> dict[str, list[Row]]:
    """Return table -> the rows about these leads; references by name, empty cells left out. Times in seconds UTC."""
    bound = {"ids": json.dumps(sorted(lead_ids))}
    found = {}
    for table in ["lead", *of_leads(con)]:
        if table in LEFT_OUT:
            continue
        own = "id" if table == "lead" else "lead_id"
        sql = f"select * from {table} where {own} in (select value from json_each(:ids)) order by 1"
        found[table] = list(_named(con, table, con.execute(sql, bound)))
    found["import_reject"] = list(_named(con, "import_reject", con.execute(REJECTS_SQL, bound)))
    found["alerts_of_several"] = list(_named(con, "outbox", con.execute(GROUP_ALERTS_SQL, bound)))
    return {table: rows for table, rows in found.items() if rows}


def customers(con: sqlite3.Connection, emails: Iterable[str], phones: Iterable[str]) -> list[Row]:
    """Return the customers with one of these addresses (lower case) or numbers (E.164)."""
    asked = {"emails": json.dumps(sorted(emails)), "phones": json.dumps(sorted(phones))}
    return list(_named(con, "customer", con.execute(CUSTOMERS_SQL, asked)))


def _named(con: sqlite3.Connection, table: str, cursor: sqlite3.Cursor) -> Iterator[Row]:
    """Yield the rows of a cursor over a table, each reference by the name of what it refers to."""
    headers = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    names = {
        column: dict(con.execute(f'select id, "{NAMED_BY[other]}" from "{other}"').fetchall())
        for column, other in con.execute(REFERENCES_SQL, {"table": table}).fetchall()
        if other in NAMED_BY and column in headers
    }
    for row in rows:
        told = {}
        for header, value in zip(headers, row, strict=True):
            if value is None:
                continue
            if header in names:
                told[header.removesuffix("_id")] = names[header].get(value, value)
            else:
                told[header] = value
        yield told
