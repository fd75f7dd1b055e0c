"""status and status_version as an import needs them: what each name means now, and a name that a file brought."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class StatusNow(NamedTuple):
    """A status and the system status it stands for now; None when the rules no longer have it."""

    id: int
    name: str
    system: str | None


CURRENT_SQL = """
select s.id, s.name, v.system from status s
left join status_version v on v.status_id = s.id and v.valid_to is null
order by s.id"""

ADD_SQL = "insert into status (name) values (:name) on conflict (name) do nothing"
ID_SQL = "select id from status where name = :name"
VERSION_SQL = """
insert into status_version (status_id, system, probability, valid_from)
values (:status, :system, :probability,
  case when exists (select 1 from status_version v where v.status_id = :status) then :now else 0 end)"""


def current(con: sqlite3.Connection) -> list[StatusNow]:
    """Return every status ever named, with what it means now."""
    return [StatusNow(*row) for row in con.execute(CURRENT_SQL)]


def add(con: sqlite3.Connection, name: str, system: str, probability: int, now: int) -> int:
    """Return the id of a status made (or brought back) with this meaning. `probability` in per cent."""
    con.execute(ADD_SQL, {"name": name})
    status_id = int(con.execute(ID_SQL, {"name": name}).fetchone()[0])
    con.execute(VERSION_SQL, {"status": status_id, "system": system, "probability": probability, "now": now})
    return status_id
