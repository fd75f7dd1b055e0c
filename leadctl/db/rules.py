"""The applied rules: every version of leadctl.toml, and the dated statuses and strategies that follow from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from leadctl.config.model import StatusRule, Strategy
from leadctl.db.connection import one
from leadctl.db.dated import redate
from leadctl.db.settings import intern_names

DEFAULT_CURRENCY: Final = "USD"


class Version(NamedTuple):
    """One applied leadctl.toml; time in seconds UTC."""

    id: int
    text: str
    sha256: str
    applied_at: int
    applied_by: str


VERSIONS_SQL = f"select {', '.join(Version._fields)} from config_version"
ADD_VERSION_SQL = """
insert into config_version (text, sha256, applied_at, applied_by) values (:text, :sha256, :now, :actor) returning id"""
RESPELL_SQL = "update {table} set name = :name where id = :id and name <> :name collate binary"
FIRST_SQL = "select count(*) = 0 from status_version where status_id = :status"
STATUS_USE_SQL = """
select s.name, count(l.lead_id) from status s left join lead_state l on l.status_id = s.id
group by s.id order by s.name"""
IN_STATUS_SQL = "select lead_id from lead_state where status_id = :status"
MONEY_SQL = """
select exists (select 1 from lead where value is not null) or exists (select 1 from opportunity)
  or exists (select 1 from cost where removed_at is null)"""
SET_CURRENCY_SQL = """
insert into meta (key, value) values ('currency', :currency) on conflict (key) do update set value = excluded.value"""
ENABLED_SQL = """
select strategy_id from strategy_enabled where valid_to is null"""
SEEN_ATTRIBUTES_SQL = """
select distinct j.key from (select attributes from lead where attributes is not null order by id desc limit :newest) l,
  json_each(l.attributes) j order by j.key"""


def versions(con: sqlite3.Connection) -> list[Version]:
    """Return every applied version, newest first."""
    return [Version(*row) for row in con.execute(f"{VERSIONS_SQL} order by id desc")]


def get_version(con: sqlite3.Connection, version_id: int) -> Version | None:
    """Return one version, or None."""
    row = con.execute(f"{VERSIONS_SQL} where id = :id", {"id": version_id}).fetchone()
    return None if row is None else Version(*row)


def current_version(con: sqlite3.Connection) -> Version | None:
    """Return the version in force, or None when no rules were applied yet."""
    row = con.execute(f"{VERSIONS_SQL} order by id desc limit 1").fetchone()
    return None if row is None else Version(*row)


def add_version(con: sqlite3.Connection, text: str, sha256: str, now: int, actor: str) -> int:
    """Store a new version and return its id."""
    row = con.execute(ADD_VERSION_SQL, {"text": text, "sha256": sha256, "now": now, "actor": actor}).fetchone()
    return int(row[0])


def sync_record_types(con: sqlite3.Connection, names: Iterable[str]) -> None:
    """Make sure that every record type exists, spelled as in the file. None is ever removed."""
    wanted = list(names)
    _respell(con, "record_type", intern_names(con, "record_type", wanted), wanted)


def sync_statuses(con: sqlite3.Connection, rules: Iterable[StatusRule], now: int) -> None:
    """Make the statuses mean what the file says from now on.

    The first meaning of a status holds from the beginning of time. Statuses that the file no longer has stay valid.
    """
    wanted = list(rules)
    ids = intern_names(con, "status", [r.name for r in wanted])
    _respell(con, "status", ids, [r.name for r in wanted])
    for rule in wanted:
        status = ids[rule.name.casefold()]
        since = 0 if one(con, FIRST_SQL, {"status": status}) else None
        meaning = (rule.system, rule.probability, rule.max_unworked)
        redate(con, "status_version", ("status_id", status), [meaning], now, since=since)


def sync_strategies(con: sqlite3.Connection, strategies: Iterable[Strategy], now: int) -> None:
    """Note from when to when each strategy stands in the applied rules, and how."""
    enabled = [s for s in strategies if s.enabled]
    ids = intern_names(con, "strategy", [s.name for s in enabled])
    _respell(con, "strategy", ids, [s.name for s in enabled])
    types = intern_names(con, "record_type", ())
    wanted = {
        ids[s.name.casefold()]: (s.mode, s.method, types[s.record_type.casefold()] if s.record_type else None)
        for s in enabled
    }
    standing = {row[0] for row in con.execute(ENABLED_SQL)}
    for strategy in sorted(standing | set(wanted)):
        rows = [wanted[strategy]] if strategy in wanted else []
        redate(con, "strategy_enabled", ("strategy_id", strategy), rows, now)


def _respell(con: sqlite3.Connection, table: str, ids: Mapping[str, int], names: Iterable[str]) -> None:
    rows = [{"name": name, "id": ids[name.casefold()]} for name in names]
    con.executemany(RESPELL_SQL.format(table=table), rows)


def status_use(con: sqlite3.Connection) -> dict[str, int]:
    """Return status name -> how many leads are in it now."""
    return dict(con.execute(STATUS_USE_SQL).fetchall())


def leads_in_status(con: sqlite3.Connection, status_id: int) -> list[int]:
    """Return the ids of the leads that are in a status now."""
    return [row[0] for row in con.execute(IN_STATUS_SQL, {"status": status_id})]


def money_stored(con: sqlite3.Connection) -> bool:
    """Return True when any lead, opportunity or cost carries an amount."""
    return bool(one(con, MONEY_SQL))


def currency(con: sqlite3.Connection) -> str:
    """Return the currency in which amounts are stored."""
    return str(one(con, "select value from meta where key = 'currency'") or DEFAULT_CURRENCY)


def set_currency(con: sqlite3.Connection, code: str) -> None:
    """Store the currency of this file."""
    con.execute(SET_CURRENCY_SQL, {"currency": code})


def seen_attributes(con: sqlite3.Connection, newest: int = 5_000) -> list[str]:
    """Return the names of the extra columns among the newest leads."""
    return [row[0] for row in con.execute(SEEN_ATTRIBUTES_SQL, {"newest": newest})]
