"""Keys of rows that were made here and come back from elsewhere: the lead, the second, and the how-manieth in it.

Rows that another system named keep its external id. The others have none of their own; a file needs one, so that
importing it back finds the row, and importing it elsewhere twice adds nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import Final

_OWN: Final = re.compile(r"leadctl-[0-9a-f]{16}-(-?\d{1,12})-(\d{1,6})")

ABOUT_SQL: Final = {
    table: f"""
select k.key, count(*) from json_each(:wanted) k cross join {table} o
where o.lead_id = json_extract(k.value, '$[0]') and o.{at} = json_extract(k.value, '$[1]')
  and o.external_id is null group by k.key"""
    for table, at in (("distribution", "distributed_at"), ("activity", "happened_at"))
}
# The owner of a lead that has no passage of his has it by a transfer: his row is the 0th of that second.
TRANSFERS_SQL: Final = """
select distinct k.key from json_each(:wanted) k cross join transfer t
where t.lead_id = json_extract(k.value, '$[0]') and t.happened_at = json_extract(k.value, '$[1]')"""


def own_key(identity: int, at: int, nth: int) -> str:
    """Return the key of the `nth` row without an external id that the lead of `identity` has at `at` (seconds UTC)."""
    return f"leadctl-{identity:016x}-{at}-{nth}"


def made_here(con: sqlite3.Connection, table: str, rows: Sequence[tuple[int | None, str]]) -> set[int]:
    """Return the positions of the rows (lead, external id) that are rows of this very database.

    `table`: distribution or activity.
    """
    wanted: dict[int, tuple[int, int, int]] = {}
    for i, (lead_id, key) in enumerate(rows):
        if lead_id is not None and key.startswith("leadctl-") and (match := _OWN.fullmatch(key)):
            wanted[i] = (lead_id, int(match[1]), int(match[2]))
    if not wanted:
        return set()
    asked = {"wanted": json.dumps([[lead_id, at] for lead_id, at, _ in wanted.values()])}
    counts = dict(con.execute(ABOUT_SQL[table], asked).fetchall())
    handed = {row[0] for row in con.execute(TRANSFERS_SQL, asked)} if table == "distribution" else set()
    return {
        i
        for place, (i, (_, _, nth)) in enumerate(wanted.items())
        if (counts.get(place, 0) >= nth if nth else place in handed)
    }
