"""Rewrites a copy of the file, table by table, so that it speaks of nobody. What stands for what is the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from leadctl.db.connection import immediate
from leadctl.db.personal import Column, Kind, columns, unknown
from leadctl.models import ROOT_ACCOUNT_ID

SHARED_BY: Final = 10  # rows that have a word before it tells of none of them
REMOVED: Final = "removed"

Told = Callable[[str], str]


class People(NamedTuple):
    """Whom and what the house knows by name."""

    users: list[tuple[str, str, str | None]]  # login, name, e-mail
    accounts: list[str]  # and teams; the root is nobody's
    rare: list[tuple[str, str]]  # what it is, and its name: sources, campaigns, products of few leads
    attributes: list[str]  # names of the leads' own columns
    values: list[str]  # texts in the attributes of accounts


USERS_SQL: Final = "select login, name, email from user order by id"
ACCOUNTS_SQL: Final = (
    f"select name from account where id <> {ROOT_ACCOUNT_ID} union all select name from team order by 1"
)
RARE_SQL: Final = f"""select name from {{table}} n where (
  select count(*) from (select 1 from lead l where l.{{table}}_id = n.id limit {SHARED_BY})) < {SHARED_BY}
order by id"""
ATTRIBUTES_SQL: Final = "select distinct key from lead l, json_each(l.attributes) where l.attributes is not null"
VALUES_SQL: Final = "select distinct atom from account a, json_tree(a.attributes) where type = 'text'"

TYPES_SQL: Final = f"""select distinct source_type from source n where source_type is not null and (
  select count(*) from (select 1 from source s join lead l on l.source_id = s.id
    where s.source_type = n.source_type limit {SHARED_BY})) < {SHARED_BY} order by 1"""

# Words that few rows have are replaced; how many have them is counted once per column.
_WORDS_OF_ROWS: Final = (
    ("lead", "country"), ("lead", "state"), ("lead", "industry"), ("lead", "language"), ("lead", "confidence"),
    ("lead", "urgency"), ("activity", "name"), ("touch", "name"), ("distribution", "reject_reason"),
)  # fmt: skip
SHARED_SQL: Final = (
    "select distinct value from (select {column} as value, count(*) over (partition by {column} collate nocase) as n"
    f" from {{table}} where {{column}} is not null) where n >= {SHARED_BY}"
)
NAMES: Final = ("source", "campaign", "product")

# Found again from what the leads say, when somebody asks; and what says what was sent elsewhere.
FORGOTTEN: Final = (
    "delete from lead_key", "delete from company_key", "delete from exported",
    "delete from meta where key like 'duplicate\\_key:%' escape '\\' or key like 'company\\_keys:%' escape '\\'",
)  # fmt: skip
SEARCH_SQL: Final = """
update lead set search_text = nullif(lower(trim(
  coalesce(full_name || ' ', '') || coalesce(company || ' ', '') || coalesce(email || ' ', '')
  || coalesce(phone || ' ', '') || coalesce(external_id, ''))), '')
"""
CHANGE_SQL: Final = "update lead_change set {column} = leadctl_cell(field, {column}) where {column} is not null"
KEYS_SQL: Final = "update or replace customer_key set value = leadctl_key(kind, value)"
VERSIONS_SQL: Final = "select id, text from config_version order by id"
VERSION_SQL: Final = "update config_version set text = :text, sha256 = :sha where id = :id"


def people(con: sqlite3.Connection) -> People:
    """Return whom and what the open file knows by name."""
    rare = [(table, row[0]) for table in NAMES for row in con.execute(RARE_SQL.format(table=table))]
    return People(
        users=con.execute(USERS_SQL).fetchall(),
        accounts=[row[0] for row in con.execute(ACCOUNTS_SQL)],
        rare=rare + [("type", row[0]) for row in con.execute(TYPES_SQL)],
        attributes=[row[0] for row in con.execute(ATTRIBUTES_SQL)],
        values=[row[0] for row in con.execute(VALUES_SQL)],
    )


def shared_words(con: sqlite3.Connection) -> dict[tuple[str, str], frozenset[str]]:
    """Return (table, column) -> the words that at least SHARED_BY rows have there."""
    return {
        (table, column): frozenset(row[0] for row in con.execute(SHARED_SQL.format(table=table, column=column)))
        for table, column in _WORDS_OF_ROWS
    }


class Stand(NamedTuple):
    """What stands for what: a text of each kind; a word, cell or key; a file of rules; who did something; a number."""

    kinds: Mapping[Kind, Told]
    word: Callable[[str, str, str], str]  # table, column, text
    cell: Callable[[str, str], str | None]  # field, text
    key: Callable[[str, str], str]  # kind, text
    rules: Told
    actor: Told
    number: Callable[[int], int]


def rewrite(con: sqlite3.Connection, stand: Stand, progress: Callable[[int, int], None] | None = None) -> None:
    """Rewrite every listed column of the open file, which is a copy. `progress` hears of each table.

    Raises AssertionError when there is a column that is not listed.
    """
    assert not unknown(con), f"nobody said what these tell of a person: {unknown(con)}"
    _functions(con, stand)
    con.execute("pragma secure_delete = on")
    con.execute("pragma foreign_keys = off")  # none of the columns refers to a row
    with immediate(con):
        for sql in FORGOTTEN:
            con.execute(sql)
        wanted = _assignments(con)
        for done, (table, assignments) in enumerate(wanted.items()):
            if progress is not None:
                progress(done, len(wanted))
            sets = ", ".join(f'"{name}" = {expression}' for name, expression in assignments.items())
            con.execute(f'update "{table}" set {sets}')
        for column in ("old", "new"):
            con.execute(CHANGE_SQL.format(column=column))
        con.execute(KEYS_SQL)
        for number, text in con.execute(VERSIONS_SQL).fetchall():
            said = stand.rules(text)
            con.execute(VERSION_SQL, {"id": number, "text": said, "sha": sha256(said.encode()).hexdigest()})
        con.execute(SEARCH_SQL)
    con.execute("vacuum")


def _assignments(con: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return table -> column -> the expression that stands for it."""
    found: dict[str, dict[str, str]] = {}
    for column in columns(con):
        expression = _expression(column)
        if expression is not None:
            found.setdefault(column.table, {})[column.name] = expression
    return found


def _expression(column: Column) -> str | None:
    """Return the SQL of what stands for a column, or None where it stays or is rewritten in its own way."""
    name, kind = f'"{column.name}"', column.kind
    if kind in {Kind.PLAIN, Kind.PUBLIC, Kind.CELL, Kind.KEY} or (column.table, column.name) in _OWN_WAY:
        return None
    if kind in {Kind.FREE, Kind.CHANNELS}:
        return "null" if column.nullable else f"'{REMOVED}'"
    if kind is Kind.ALERT:
        return "'{}'"
    if column.name in {"latitude", "longitude"}:
        return "null"
    if kind is Kind.HASH:
        return f"leadctl_hash({name})"
    if kind is Kind.WORD:
        return f"leadctl_word('{column.table}', '{column.name}', {name})"
    if (column.table, column.name) == ("account", "name"):
        return f"case when id = {ROOT_ACCOUNT_ID} then name else leadctl_account(name) end"
    if kind is Kind.LOGIN and (column.table, column.name) != ("user", "login"):
        return f"leadctl_actor({name})"
    return f"leadctl_{kind}({name})"


_OWN_WAY: Final = frozenset({("config_version", "text"), ("config_version", "sha256"), ("lead_key", "rule_key")})


def _functions(con: sqlite3.Connection, stand: Stand) -> None:
    """Give the connection the functions that `_expression` names."""

    def hashed(value: Any) -> Any:
        return stand.number(value) if isinstance(value, int) else stand.kinds[Kind.HASH](value)

    for kind, told in stand.kinds.items():
        con.create_function(f"leadctl_{kind}", 1, _or_none(told), deterministic=True)
    con.create_function("leadctl_hash", 1, _or_none(hashed), deterministic=True)
    con.create_function("leadctl_actor", 1, _or_none(stand.actor), deterministic=True)
    con.create_function("leadctl_cell", 2, stand.cell, deterministic=True)
    con.create_function("leadctl_key", 2, stand.key, deterministic=True)
    con.create_function(
        "leadctl_word", 3, lambda t, c, v: None if v is None else stand.word(t, c, v), deterministic=True
    )


def _or_none(told: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else told(value)
