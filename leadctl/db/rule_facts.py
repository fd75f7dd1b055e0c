"""What the lint of the rules asks the database: names met, who holds leads, statuses without a meaning."""

from __future__ import annotations

import sqlite3
from typing import Final

# Leads that wait at an account or team: what a strategy `from` it could take.
HOLDERS_SQL: Final = """
select distinct a.name from lead_state s join account a on a.id = s.holder_account_id where s.waiting = 1
union select distinct t.name from lead_state s join team t on t.id = s.holder_team_id where s.waiting = 1"""
TERRITORIES_SQL: Final = """
select r.table_name, coalesce(a.name, t.name) from territory r
left join account a on a.id = r.account_id left join team t on t.id = r.team_id
where r.valid_to is null and (r.account_id is not null or r.team_id is not null)"""
UNMEANT_SQL: Final = """
select s.name from status s where not exists (select 1 from status_version v where v.status_id = s.id)
order by s.name"""
NAMED: Final = ("source", "campaign", "product")


def holders(con: sqlite3.Connection) -> set[str]:
    """Return the names of accounts and teams at which leads wait."""
    return {row[0] for row in con.execute(HOLDERS_SQL)}


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
