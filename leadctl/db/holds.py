"""The hold table: why a lead is still undistributed. One row per lead, rewritten only when it changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Hold(NamedTuple):
    """One hold: `path` is the JSON trace of the strategies tried, `since` in seconds UTC."""

    lead_id: int
    code: str
    path: str | None
    since: int
    run_id: int | None


# `since` stays while the reason stays, and who was told is: only the path (who was away, who was full) may change.
PUT_SQL = """
insert into hold (lead_id, code, path, since, run_id) values (?, ?, ?, ?, ?)
on conflict (lead_id) do update set path = excluded.path, run_id = excluded.run_id,
  since = case when code = excluded.code then since else excluded.since end,
  told_at = case when code = excluded.code then told_at end, code = excluded.code
"""
CLEAR_SQL = "delete from hold where lead_id = ?"
OF_LEADS_SQL = """
select h.lead_id, h.code, h.path, h.since, h.run_id
from json_each(:leads) c cross join hold h on h.lead_id = c.value
"""


def put(con: sqlite3.Connection, rows: Iterable[Hold]) -> None:
    """Write holds; a lead that is held for the same reason keeps its `since`."""
    con.executemany(PUT_SQL, rows)


def clear(con: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Remove the holds of these leads."""
    con.executemany(CLEAR_SQL, ((i,) for i in lead_ids))


def of_leads(con: sqlite3.Connection, lead_ids: Iterable[int]) -> dict[int, Hold]:
    """Return lead id -> its hold, of those that are held."""
    rows = con.execute(OF_LEADS_SQL, {"leads": json.dumps(list(lead_ids))})
    return {row[0]: Hold(*row) for row in rows}


def get(con: sqlite3.Connection, lead_id: int) -> Hold | None:
    """Return the hold of one lead, or None."""
    return of_leads(con, [lead_id]).get(lead_id)
