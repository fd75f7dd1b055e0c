"""Names for shell completion, read without ever writing: not a byte, not a lock file, no migration."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

SHOWN: Final = 60  # completions of one kind; the shell shows a page of them
LAST_CHARACTER: Final = "\U0010ffff"


class Named(NamedTuple):
    """One name that completes the word, and a line about it."""

    name: str
    about: str


_NAME: Final = (
    "coalesce(nullif(full_name, ''), nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''),"
    " company, email, external_id, '')"
)

# Each takes :start (casefolded beginning of the name, % and _ escaped, with a % behind) and gives name and about.
LISTS: Final[dict[str, str]] = {
    "user": "select login, case when disabled_at is null then name else name || ' (disabled)' end from user"
    " where login like :start escape '\\' order by disabled_at is not null, login collate nocase",
    "account": "select name, kind from account where name like :start escape '\\' order by name collate nocase",
    "team": "select t.name, coalesce('owner ' || u.login, '') from team t left join user u on u.id = t.owner_id"
    " where t.name like :start escape '\\' order by t.name collate nocase",
    "strategy": "select s.name, coalesce(e.mode || ', ' || e.method, 'no longer in the rules') from strategy s"
    " left join strategy_enabled e on e.strategy_id = s.id and e.valid_to is null"
    " where s.name like :start escape '\\' group by s.id order by e.id is null, s.name collate nocase",
    "status": "select s.name, coalesce(v.system, 'no longer in the rules') from status s"
    " left join status_version v on v.status_id = s.id and v.valid_to is null"
    " where s.name like :start escape '\\' group by s.id order by v.id is null, s.id",
    "record_type": "select name, '' from record_type where name like :start escape '\\' order by id",
    "source": "select name, coalesce(source_type, '') from source where name like :start escape '\\' order by name",
    "campaign": "select name, '' from campaign where name like :start escape '\\' order by name",
    "product": "select name, '' from product where name like :start escape '\\' order by name",
    "territory": "select table_name, count(*) || ' rows' from territory"
    " where valid_to is null and table_name like :start escape '\\' group by table_name order by table_name",
    "tag": "select tag, count(*) || ' users' from user_tag where valid_to is null and tag like :start escape '\\'"
    " group by tag order by tag",
    "run": "select cast(id as text), kind || case when undone_at is null then '' else ', undone' end from run"
    " where cast(id as text) like :start escape '\\' order by id desc",
    "import": "select cast(id as text), kind || ' ' || file from import"
    " where cast(id as text) like :start escape '\\' order by id desc",
    "version": "select cast(id as text), 'by ' || applied_by from config_version"
    " where cast(id as text) like :start escape '\\' order by id desc",
    "report filter": "select name, group_concat(report, ', ') from report_filter where name like :start escape '\\'"
    " group by name order by name",
    "alert": "select cast(id as text), kind || ' by ' || channel || iif(failed_at is null, '', ', given up')"
    " from outbox where sent_at is null and dropped_at is null and cast(id as text) like :start escape '\\'"
    " order by id desc",
    "action": "select distinct name, '' from (select name from activity where kind = 'action' order by id desc"
    " limit 20000) where name like :start escape '\\' order by name",
    "touch": "select distinct name, '' from (select name from touch order by id desc limit 20000)"
    " where name like :start escape '\\' order by name",
    "absence": "select cast(a.id as text), u.login from absence a join user u on u.id = a.user_id"
    " where a.removed_at is null and cast(a.id as text) like :start escape '\\' order by a.id desc",
}

# By range over an index each, so that a million leads cost what a dozen do.
LATEST_LEADS_SQL: Final = (
    f"select cast(id as text), {_NAME} from lead where undone_at is null order by id desc limit :limit"
)
LEADS_BY_ID_SQL: Final = (
    f"select cast(id as text), {_NAME} from lead where id between :low and :high and undone_at is null limit :limit"
)
LEADS_BY_TEXT_SQL: Final = (
    f"select {{column}}, {_NAME} from lead"
    " where {column} >= :low and {column} < :high and undone_at is null order by {column} limit :limit"
)
NEWEST_LEAD_SQL: Final = "select max(id) from lead"
ACTIVITIES_SQL: Final = (
    "select cast(id as text), kind || ' on lead ' || lead_id from activity"
    " where id between :low and :high and voided_at is null order by id desc limit :limit"
)
NEWEST_ACTIVITY_SQL: Final = "select max(id) from activity"
CONFIG_SQL: Final = "select text from config_version order by id desc limit 1"


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for reading only. Raises sqlite3.Error when there is none.

    Without a write-ahead log beside it nobody is writing: then the file is opened as one that does not change, or
    SQLite would put the log's files there.
    """
    log = Path(f"{path}-wal")
    mode = "mode=ro" if log.exists() else "immutable=1"
    con = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=0.05, isolation_level=None)
    try:
        yield con
    finally:
        con.close()


def named(con: sqlite3.Connection, kind: str, start: str) -> list[Named]:
    """Return the names of a kind (of LISTS, or `lead`, `mapping`, `channel` …) that begin with `start`."""
    if kind == "lead":
        return _leads(con, start)
    if kind == "mapping":
        return _mappings(con, start)
    if kind in {"channel", "way"}:
        return _channels(con, start, machines=kind == "channel")
    if kind == "activity":
        return _activities(con, start)
    escaped = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return _rows(con, f"{LISTS[kind]} limit {SHOWN}", {"start": escaped})


def _rows(con: sqlite3.Connection, sql: str, values: dict[str, Any]) -> list[Named]:
    return [Named(str(name), str(about or "")) for name, about in con.execute(sql, values) if name]


def _leads(con: sqlite3.Connection, start: str) -> list[Named]:
    """Return leads by the beginning of their id, external id, e-mail or phone; the newest when nothing is typed."""
    if not start:
        return _rows(con, LATEST_LEADS_SQL, {"limit": SHOWN})
    found: list[Named] = []
    if start.isascii() and start.isdecimal() and not start.startswith("0") and len(start) < 16:
        found = _by_id(con, LEADS_BY_ID_SQL, NEWEST_LEAD_SQL, int(start))
    for column, text in (("external_id", start), ("email", start.lower()), ("phone", start)):
        if column != "phone" or start.startswith("+"):
            values = {"low": text, "high": text + LAST_CHARACTER, "limit": SHOWN}
            found += _rows(con, LEADS_BY_TEXT_SQL.format(column=column), values)
    return list({one.name: one for one in found}.values())[:SHOWN]


def _activities(con: sqlite3.Connection, start: str) -> list[Named]:
    """Return the work on leads by the beginning of its id; the newest when nothing is typed."""
    if not start:
        return _rows(con, ACTIVITIES_SQL, {"low": 1, "high": 1 << 62, "limit": SHOWN})
    if not (start.isascii() and start.isdecimal() and not start.startswith("0") and len(start) < 16):
        return []
    return _by_id(con, ACTIVITIES_SQL, NEWEST_ACTIVITY_SQL, int(start))


def _by_id(con: sqlite3.Connection, sql: str, newest_sql: str, number: int) -> list[Named]:
    """Return the rows whose id begins with `number`: 12, 120 to 129, 1200 to 1299 and so on."""
    newest = con.execute(newest_sql).fetchone()[0] or 0
    found: list[Named] = []
    low = high = number
    while low <= newest and len(found) < SHOWN:
        found += _rows(con, sql, {"low": low, "high": high, "limit": SHOWN - len(found)})
        low, high = low * 10, high * 10 + 9
    return found


def _mappings(con: sqlite3.Connection, start: str) -> list[Named]:
    """Return the mappings of the rules in force."""
    import tomllib

    row = con.execute(CONFIG_SQL).fetchone()
    rules = tomllib.loads(row[0]).get("mapping", []) if row else []
    return [
        Named(rule["name"], f"{len(rule.get('columns', ()))} columns")
        for rule in rules
        if rule["name"].casefold().startswith(start.casefold())
    ]


def _channels(con: sqlite3.Connection, start: str, *, machines: bool) -> list[Named]:
    """Return the ways by which the rules in force tell people, and machines if wanted."""
    import tomllib

    row = con.execute(CONFIG_SQL).fetchone()
    rules: dict[str, Any] = tomllib.loads(row[0]).get("notify", {}) if row else {}
    found = [Named("email", str(rules["smtp"]))] if "smtp" in rules else []
    if machines:
        found += [Named(str(way.get("name", "webhook")), "webhook") for way in rules.get("webhook", [])]
    found += [Named(str(way["name"]), "service") for way in rules.get("service", [])]
    return [one for one in found if one.name.casefold().startswith(start.casefold())]
