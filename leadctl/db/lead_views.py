"""Lists of leads: filtered on any field, sorted, counted; text search."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from leadctl.db.connection import one
from leadctl.db.lead_fields import FROM_LEAD, FROM_STATE, NAMES_SQL, ListField

# What --waiting, --held and --undistributed mean.
CONDITIONS: Final = {
    "waiting": "s.waiting = 1",
    "held": "s.hold_code is not null and s.hold_code <> 'queued' and s.owner_id is null",
    "queued": "s.hold_code = 'queued' and s.owner_id is null",
    "undistributed": (
        "s.owner_id is null and not exists"
        " (select 1 from distribution d where d.lead_id = l.id and d.undone_at is null)"
    ),
}
_COMPARISONS: Final = {"=": "=", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
# The text that is searched without its accents; the function is called only for what is not plain ASCII.
PLAIN_TEXT: Final = (
    "case when length(l.search_text) < length(cast(l.search_text as blob)) then plain(l.search_text)"
    " else l.search_text end"
)
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` `operator` `value`, the value already of the field's kind; None = empty (= and != only)."""

    field: ListField
    operator: str  # = != < > <= >= ~ (contains), in (a tuple of ids over `field`)
    value: Any


@dataclass(frozen=True, slots=True)
class Query:
    """One list: AND of conditions and of names of CONDITIONS; `sort` = fields with True for descending."""

    fields: tuple[ListField, ...]
    conditions: tuple[Condition, ...] = ()
    named: tuple[str, ...] = ()
    accounts: frozenset[int] | None = None  # held by one of these
    words: tuple[str, ...] = ()  # casefolded; every one occurs in search_text, accents aside
    sort: tuple[tuple[ListField, bool], ...] = ()
    limit: int | None = None
    ids: tuple[int, ...] | None = None  # these leads alone
    attributes: Mapping[str, str] = field(default_factory=dict)  # parameters of attribute fields


def list_leads(con: sqlite3.Connection, query: Query, now: int) -> list[tuple[Any, ...]]:
    """Return the values of `query.fields` of every matching lead that was not taken back; ties by id."""
    where, parameters = _where(con, query, now)
    columns = ", ".join(f.sql for f in query.fields)
    tie = "s.lead_id desc" if _by_state(query) else "l.id desc"
    order = ", ".join([*(_order(f, descending) for f, descending in query.sort), tie])
    limit = "" if query.limit is None else " limit :limit"
    sql = f"select {columns} {_from(query)}{where} order by {order}{limit}"
    return con.execute(sql, {**parameters, "limit": query.limit}).fetchall()


def count_leads(con: sqlite3.Connection, query: Query, now: int) -> int:
    """Return how many leads match, whatever the limit."""
    where, parameters = _where(con, query, now)
    if not where:
        return totals(con)[0]  # from an index alone
    return int(one(con, f"select count(*) {_from(query, counting=True)}{where}", parameters))


class HoldPath(NamedTuple):
    """Leads held for one reason with one trace: how many, and the one that waits longest."""

    code: str
    path: str | None  # JSON, as hold.path
    leads: int
    since: int
    lead_id: int


def count_holds(con: sqlite3.Connection, query: Query, now: int) -> list[HoldPath]:
    """Return the matching leads by reason and trace, the most frequent first."""
    where, parameters = _where(con, query, now)
    source = _from(query, counting=True).replace("\nwhere", "\nleft join hold h on h.lead_id = s.lead_id\nwhere", 1)
    sql = f"""
with waits as (
  select s.hold_code as code, h.path, coalesce(h.since, l.imported_at) as since, l.id {source}{where}
), ranked as (
  select code, path, since, id, count(*) over (partition by code, path) as n,
    row_number() over (partition by code, path order by since, id) as place from waits
)
select code, path, n, since, id from ranked where place = 1 order by n desc, code, id"""
    return [HoldPath(*row) for row in con.execute(sql, parameters)]


HELD_SO_SQL: Final = """
select s.lead_id from lead_state s left join hold h on h.lead_id = s.lead_id
where s.hold_code = :code and s.owner_id is null and h.path is :path"""


def held_so(con: sqlite3.Connection, code: str, path: str | None) -> list[int]:
    """Return the leads that are held for this reason with this trace."""
    return [row[0] for row in con.execute(HELD_SO_SQL, {"code": code, "path": path})]


TOTALS_SQL = "select count(*), max(id) from lead where undone_at is null"
NEWEST_SQL = "select received_at from lead where id = :id"


def totals(con: sqlite3.Connection) -> tuple[int, int | None]:
    """Return how many leads there are and when the last one in was received, for empty answers."""
    count, newest = con.execute(TOTALS_SQL).fetchone()
    return int(count), one(con, NEWEST_SQL, {"id": newest})


def _by_state(query: Query) -> bool:
    """Return whether a condition on lead_state sieves before the wide row is read."""
    on_state = any(c.field.sql.startswith("s.") for c in query.conditions)
    return on_state or bool(query.named) or query.accounts is not None


def _from(query: Query, *, counting: bool = False) -> str:
    """Return from … where; a count joins the names only when a condition reads one."""
    joined = not counting or any(not c.field.sql.startswith(("l.", "s.", "(")) for c in query.conditions)
    base = FROM_STATE if _by_state(query) else FROM_LEAD
    return f"{base}{NAMES_SQL if joined else ''}\nwhere l.undone_at is null"


def _order(column: ListField, descending: bool) -> str:
    """Return one sort key: empty last either way, text without regard to case."""
    collate = " collate nocase" if column.kind == "text" else ""
    return f"{column.sql} is null, {column.sql}{collate}{' desc' if descending else ''}"


def _where(con: sqlite3.Connection, query: Query, now: int) -> tuple[str, dict[str, Any]]:
    parts: list[str] = [CONDITIONS[name] for name in query.named]
    parameters: dict[str, Any] = {"now": now, **query.attributes}
    for number, condition in enumerate(query.conditions):
        parts.append(_compare(con, condition, f"v{number}"))
        parameters[f"v{number}"] = _parameter(condition)
    if query.accounts is not None:
        parts.append("s.holder_account_id in (select value from json_each(:accounts))")
        parameters["accounts"] = json.dumps(sorted(query.accounts))
    if query.ids is not None:
        parts.append("l.id in (select value from json_each(:ids))")
        parameters["ids"] = json.dumps(query.ids)
    if query.words:
        con.create_function("plain", 1, plain, deterministic=True)
    for number, word in enumerate(query.words):
        parts.append(f"{PLAIN_TEXT} like :w{number} escape '\\'")
        parameters[f"w{number}"] = f"%{_escaped(plain(word) or word)}%"
    return "".join(f"\n  and {part}" for part in parts), parameters


def plain(text: str) -> str:
    """Return casefolded text without accents: as `lead find` compares, so that lopez finds López."""
    split = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_LETTERS)


def _compare(con: sqlite3.Connection, condition: Condition, name: str) -> str:
    """Return one comparison. Empty cells meet != and nothing else, as in the rules file."""
    sql, operator, value = condition.field.sql, condition.operator, condition.value
    if value is None:
        empty = f"({sql} is null or {sql} = '')"
        return empty if operator == "=" else f"not {empty}"
    if condition.field.kind != "text":
        comparison = f"{sql} {_COMPARISONS[operator]} :{name}"
    else:
        if not str(value).isascii():
            con.create_function("fold", 1, _fold, deterministic=True)
            sql = f"fold({sql})"
        if operator == "~":
            return f"{sql} like :{name} escape '\\'"
        comparison = f"trim({sql}) {_COMPARISONS[operator]} :{name} collate nocase"
    return f"coalesce({comparison}, 1)" if operator == "!=" else comparison


def _fold(text: str | int | float | None) -> str | int | float | None:
    return text.casefold() if isinstance(text, str) else text


def _parameter(condition: Condition) -> Any:
    value = condition.value
    if condition.field.kind == "text" and value is not None:
        text = str(value).strip()
        text = text if text.isascii() else text.casefold()
        return f"%{_escaped(text)}%" if condition.operator == "~" else text
    return value


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
