"""What reports need besides passages: names, the account tree, rosters, who had left, and what the header says."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from leadctl.db.people import all_accounts, all_users
from leadctl.db.settings import names

DISABLED_USERS_SQL: Final = """select user_id from user_disabled
where valid_from < :cut and (valid_to is null or valid_to >= :cut)"""
DISABLED_ACCOUNTS_SQL: Final = """select account_id from account_disabled
where valid_from < :cut and (valid_to is null or valid_to >= :cut)"""


class Names(NamedTuple):
    """Every name a report may print or be asked for: id -> name."""

    user: dict[int, str]  # login
    user_words: dict[str, int]  # login, e-mail and full name, casefolded -> id
    account: dict[int, str]
    account_parent: dict[int, int | None]
    account_kind: dict[int, str]
    account_crm: dict[int, int | None]
    account_attributes: dict[int, dict[str, Any]]
    team: dict[int, str]
    strategy: dict[int, str]
    status: dict[int, str]
    source: dict[int, str]
    source_type: dict[int, str | None]
    campaign: dict[int, str]
    product: dict[int, str]
    record_type: dict[int, str]


def load_names(con: sqlite3.Connection) -> Names:
    """Return the names of everything small."""
    users, accounts = all_users(con), all_accounts(con)
    words: dict[str, int] = {}
    for field in ("name", "email", "login"):  # a login beats an e-mail, an e-mail a full name
        words.update({str(getattr(u, field)).casefold(): u.id for u in users if getattr(u, field)})
    return Names(
        user={u.id: u.login for u in users},
        user_words=words,
        account={a.id: a.name for a in accounts},
        account_parent={a.id: a.parent_id for a in accounts},
        account_kind={a.id: a.kind for a in accounts},
        account_crm={a.id: a.crm for a in accounts},
        account_attributes={a.id: json.loads(a.attributes) for a in accounts},
        team=dict(con.execute("select id, name from team").fetchall()),
        strategy=names(con, "strategy"),
        status=names(con, "status"),
        source=names(con, "source"),
        source_type=dict(con.execute("select id, source_type from source").fetchall()),
        campaign=names(con, "campaign"),
        product=names(con, "product"),
        record_type=names(con, "record_type"),
    )


def disabled_users(con: sqlite3.Connection, cut: int) -> frozenset[int]:
    """Return the users who were disabled in the second before `cut`."""
    return frozenset(row[0] for row in con.execute(DISABLED_USERS_SQL, {"cut": cut}))


def disabled_accounts(con: sqlite3.Connection, cut: int) -> frozenset[int]:
    """Return the accounts that were disabled in the second before `cut`."""
    return frozenset(row[0] for row in con.execute(DISABLED_ACCOUNTS_SQL, {"cut": cut}))


class Member(NamedTuple):
    """A strategy that was enabled in the period and one of its members (None: it had none), with team and account."""

    mode: str
    strategy_id: int
    method: str
    record_type_id: int | None
    user_id: int | None
    team_id: int | None
    account_id: int | None


ROSTER_SQL: Final = """
select distinct e.mode, e.strategy_id, e.method, e.record_type_id, m.user_id, m.team_id, u.account_id
from strategy_enabled e
left join strategy_member m on m.strategy_id = e.strategy_id and m.valid_from < :end
  and (m.valid_to is null or m.valid_to > :start)
left join user u on u.id = m.user_id
where e.valid_from < :end and (e.valid_to is null or e.valid_to > :start)
order by e.mode, e.strategy_id, m.user_id
"""


def roster(con: sqlite3.Connection, start: int, end: int) -> list[Member]:
    """Return the strategies enabled at any time in [start, end) with their members of that time."""
    return [Member(*row) for row in con.execute(ROSTER_SQL, {"start": start, "end": end})]


def methods(con: sqlite3.Connection) -> list[str]:
    """Return every method a strategy ever had."""
    return [row[0] for row in con.execute("select distinct method from strategy_enabled order by 1")]


def confidences(con: sqlite3.Connection) -> list[str]:
    """Return every confidence that a lead has."""
    return [r[0] for r in con.execute("select distinct confidence from lead where confidence is not null")]


LEAD_ATTRIBUTE_NAMES_SQL: Final = """select distinct j.key from
(select attributes from lead where attributes is not null order by id desc limit 20000) l, json_each(l.attributes) j"""
LEAD_ATTRIBUTE_VALUES_SQL: Final = """select distinct cast(json_extract(attributes, :path) as text) from lead
where attributes is not null and json_extract(attributes, :path) is not null"""


def lead_attribute_names(con: sqlite3.Connection) -> list[str]:
    """Return the attribute names of the latest 20,000 leads that have attributes."""
    return sorted(row[0] for row in con.execute(LEAD_ATTRIBUTE_NAMES_SQL))


def lead_attribute_values(con: sqlite3.Connection, name: str) -> list[str]:
    """Return every value, as text, that a lead has for the attribute."""
    path = '$."' + name.replace('"', '\\"') + '"'
    return [row[0] for row in con.execute(LEAD_ATTRIBUTE_VALUES_SQL, {"path": path})]


# ---------------------------------------------------------------- the header

CONFIG_SQL: Final = "select id, sha256, applied_at from config_version order by id desc limit 1"
# Rows are only ever appended: the latest recorded one is among the last.
LATEST_SQL: Final = "select max(at) from (select {column} as at from {table} order by id desc limit 1000)"
LATE_SQL: Final[dict[str, str]] = {
    "lead": "select count(*) from lead where received_at >= :start and received_at < :end"
    " and imported_at >= :end and undone_at is null",
    "distribution": "select count(*) from distribution where distributed_at >= :start and distributed_at < :end"
    " and recorded_at >= :end and undone_at is null",
    "activity": "select count(*) from activity indexed by activity_by_time where happened_at >= :start"
    " and happened_at < :end and (recorded_at >= :end or voided_at >= :end)",
    "touch": "select count(*) from touch where happened_at >= :start and happened_at < :end"
    " and (recorded_at >= :end or voided_at >= :end)",
    "opportunity": "select count(*) from opportunity where happened_at >= :start and happened_at < :end"
    " and (recorded_at >= :end or voided_at >= :end)",
    "cost": "select count(*) from cost where first_day <= :last and last_day >= :first"
    " and (recorded_at >= :end or removed_at >= :end)",
}


class ConfigVersion(NamedTuple):
    """Which rules are in force."""

    id: int
    sha256: str
    applied_at: int


def config_version(con: sqlite3.Connection) -> ConfigVersion | None:
    """Return the rules applied last, or None when none were."""
    row = con.execute(CONFIG_SQL).fetchone()
    return ConfigVersion(*row) if row else None


def latest_recorded(con: sqlite3.Connection, tables: Iterable[str]) -> int | None:
    """Return when the newest fact of these tables was recorded; None when there is none."""
    columns = [(table, "imported_at" if table == "lead" else "recorded_at") for table in tables]
    found = [con.execute(LATEST_SQL.format(table=t, column=column)).fetchone()[0] for t, column in columns]
    return max((moment for moment in found if moment is not None), default=None)


def recorded_late(con: sqlite3.Connection, tables: Iterable[str], start: int, end: int, days: tuple[str, str]) -> int:
    """Return how many facts of [start, end) were recorded, or voided, at or after its end.

    `days`: the first and the last of it as ISO dates, by which costs go.
    """
    asked = {"start": start, "end": end, "first": days[0], "last": days[1]}
    return sum(con.execute(LATE_SQL[table], asked).fetchone()[0] for table in tables)
