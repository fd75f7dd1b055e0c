"""What the lint of the rules asks the database: names met, who holds leads, statuses without a meaning."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from leadctl.db.connection import one

# Whether a lead waits at an account or team: what a strategy `from` it could take. Cooling ones come back later.
AT_ACCOUNT_SQL: Final = """
select exists (select 1 from lead_state s where s.waiting = 1 and s.queue_ready = 1 and s.holder_account_id in
  (select id from account where name = :name))"""
AT_TEAM_SQL: Final = """
select exists (select 1 from lead_state s where s.waiting = 1 and s.holder_team_id in
  (select id from team where name = :name))"""
TERRITORIES_SQL: Final = """
select r.table_name, coalesce(a.name, t.name) from territory r
left join account a on a.id = r.account_id left join team t on t.id = r.team_id
where r.valid_to is null and (r.account_id is not null or r.team_id is not null)"""
UNMEANT_SQL: Final = """
select s.name from status s where not exists (select 1 from status_version v where v.status_id = s.id)
order by s.name"""
NAMED: Final = ("source", "campaign", "product")


def holders(con: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """Return those of `names` that are accounts or teams at which leads wait."""
    sqls = (AT_ACCOUNT_SQL, AT_TEAM_SQL)
    return {name for name in names if any(one(con, sql, {"name": name}) for sql in sqls)}


def territory_nodes(con: sqlite3.Connection) -> dict[str, set[str]]:
    """Return territory table (casefolded) -> names of the accounts and teams it gives to."""
    found: dict[str, set[str]] = {}
    for table, name in con.execute(TERRITORIES_SQL):
        found.setdefault(table.casefold(), set()).add(name)
    return found


def unmeant_statuses(con: sqlite3.Connection) -> list[str]:
    """Return the statuses that never stood for a system status."""
    return [row[0] for row in con.execute(UNMEANT_SQL)]


def names_met(con: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return source, campaign, product -> the names that leads have."""
    return {table: tuple(row[0] for row in con.execute(f"select name from {table} order by name")) for table in NAMED}
