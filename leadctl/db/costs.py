"""What sources and campaigns cost, per stretch of days. A corrected cost is a new row; the old one is closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

Key = tuple[int | None, int | None, str, str]  # source, campaign, first and last day


class Cost(NamedTuple):
    """One cost in force: minor units for the days from `first_day` to `last_day`, both included (ISO dates)."""

    id: int
    source_id: int | None
    campaign_id: int | None
    first_day: str
    last_day: str
    amount: int
    import_id: int
    recorded_at: int

    @property
    def key(self) -> Key:
        """Return what the cost is known by: a later file with the same key replaces it."""
        return self.source_id, self.campaign_id, self.first_day, self.last_day


_COLUMNS: Final = ", ".join(Cost._fields)
WITHIN_SQL: Final = f"""select {_COLUMNS} from cost
where removed_at is null and first_day <= :last and last_day >= :first order by id"""
INSERT_SQL: Final = """
insert into cost (source_id, campaign_id, first_day, last_day, amount, import_id, recorded_at)
values (:source, :campaign, :first, :last, :amount, :import, :now)"""
ADD_SQL: Final = "update cost set amount = amount + :amount where id = :id"
CLOSE_SQL: Final = "update cost set removed_at = :now, removed_by = :import where id = :id and removed_at is null"
CHANGED_BY_SQL: Final = """
select distinct removed_by from cost where import_id = :import and removed_by is not null order by 1"""
UNDO_NEW_SQL: Final = "update cost set removed_at = :now where import_id = :import and removed_at is null"
UNDO_CLOSED_SQL: Final = "update cost set removed_at = null, removed_by = null where removed_by = :import"


def within(con: sqlite3.Connection, first: str, last: str) -> list[Cost]:
    """Return the costs in force that have a day in [first, last] (ISO dates)."""
    return [Cost(*row) for row in con.execute(WITHIN_SQL, {"first": first, "last": last})]


def insert(con: sqlite3.Connection, new: Iterable[tuple[Key, int]], import_id: int, now: int) -> None:
    """Add costs: (key, minor units)."""
    con.executemany(
        INSERT_SQL,
        (
            {
                "source": source, "campaign": campaign, "first": first, "last": last, "amount": amount,
                "import": import_id, "now": now,
            }
            for (source, campaign, first, last), amount in new
        ),
    )  # fmt: skip


def add(con: sqlite3.Connection, more: Iterable[tuple[int, int]]) -> None:
    """Add minor units to costs of the import that is still running: (id, minor units)."""
    con.executemany(ADD_SQL, ({"id": row_id, "amount": amount} for row_id, amount in more))


def close(con: sqlite3.Connection, ids: Iterable[int], import_id: int, now: int) -> None:
    """Let costs hold no longer, because the import knows better."""
    con.executemany(CLOSE_SQL, ({"id": row_id, "import": import_id, "now": now} for row_id in ids))


def changed_by(con: sqlite3.Connection, import_id: int) -> list[int]:
    """Return the later imports that replaced costs of an import."""
    return [row[0] for row in con.execute(CHANGED_BY_SQL, {"import": import_id})]


def take_back(con: sqlite3.Connection, import_id: int, now: int) -> int:
    """Close what an import brought and let stand again what it replaced; return how many costs that touches."""
    parameters = {"import": import_id, "now": now}
    gone = con.execute(UNDO_NEW_SQL, parameters).rowcount
    return gone + con.execute(UNDO_CLOSED_SQL, parameters).rowcount
