"""What carries dates: accounts and teams of users, tags, disablement, shifts, absences.

A dated row holds from valid_from (inclusive) to valid_to (exclusive; null = still). Rows of one key never overlap:
a change closes the old row and opens a new one at the same moment, never earlier than the last change on record
(a clock set back cannot reorder the past). A row that would hold for no time at all is removed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from leadctl.db.connection import one
from leadctl.models import ShiftBlock

# table -> columns that make the row's value; the key column is user_id unless the caller says otherwise.
_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "user_account": ("account_id",),
    "user_tag": ("tag",),
    "team_member": ("team_id",),
    "shift": ("weekday", "starts", "ends", "timezone"),
    "strategy_member": ("user_id", "weight", "team_id"),
    "strategy_enabled": ("mode", "method", "record_type_id"),
    "status_version": ("system", "probability", "max_unworked"),
}


class Absence(NamedTuple):
    """One stretch of time off, [starts_at, ends_at) in seconds UTC."""

    id: int
    user_id: int
    starts_at: int
    ends_at: int
    reason: str | None
    recorded_at: int
    removed_at: int | None


def redate(
    con: sqlite3.Connection,
    table: str,
    key: tuple[str, int],
    wanted: Iterable[tuple[Any, ...]],
    now: int,
    *,
    since: int | None = None,
    only: str = "1",
) -> bool:
    """Make `wanted` (value tuples) the open rows of one key and return whether anything changed.

    Unchanged rows stay as they are; what left is closed at `now`; what is new opens at `since` (default `now`). Rows
    that do not meet `only` (an SQL condition) are not looked at.
    """
    columns = _VALUES[table]
    key_column, key_value = key
    names = ", ".join(columns)
    found = con.execute(
        f"select id, {names} from {table} where {key_column} = :key and valid_to is null and {only}",
        {"key": key_value},
    ).fetchall()
    open_rows = {row[1:]: row[0] for row in found}
    target = set(wanted)
    leaving = [row_id for value, row_id in open_rows.items() if value not in target]
    coming = sorted((v for v in target if v not in open_rows), key=repr)
    if not leaving and not coming:
        return False
    at = max(now, _last_change(con, table, key))
    _close(con, table, leaving, at)
    start = at if since is None else since
    holders = ", ".join("?" * (len(columns) + 2))
    con.executemany(
        f"insert into {table} ({key_column}, {names}, valid_from) values ({holders})",
        [(key_value, *value, start) for value in coming],
    )
    return True


def _last_change(con: sqlite3.Connection, table: str, key: tuple[str, int]) -> int:
    """Return the latest moment at which a row of this key opened or closed."""
    sql = f"select max(max(valid_from, coalesce(valid_to, 0))) from {table} where {key[0]} = :key"
    return int(one(con, sql, {"key": key[1]}) or 0)


def _close(con: sqlite3.Connection, table: str, row_ids: Iterable[int], at: int) -> None:
    ids = [{"id": row_id, "at": at} for row_id in row_ids]
    con.executemany(f"delete from {table} where id = :id and valid_from >= :at", ids)
    con.executemany(f"update {table} set valid_to = :at where id = :id", ids)


# ---------------------------------------------------------------- memberships and tags


def set_account(con: sqlite3.Connection, user_id: int, account_id: int, now: int, *, since: int | None = None) -> bool:
    """Seat a user in an account from now on (`since` 0 for his first seat) and return whether that is new."""
    con.execute("update user set account_id = :account where id = :id", {"account": account_id, "id": user_id})
    return redate(con, "user_account", ("user_id", user_id), [(account_id,)], now, since=since)


def set_tags(con: sqlite3.Connection, user_id: int, tags: Iterable[str], now: int) -> bool:
    """Give a user exactly these tags by hand from now on; a tag that differs in case only keeps its row.

    Tags that a rule of leadctl.toml granted are left alone: the rule alone takes them back.
    """
    have = {tag.casefold(): tag for tag in hand_tags(con, user_id)}
    wanted = {tag.strip().casefold(): tag.strip() for tag in tags if tag.strip()}
    rows = [(have.get(k, t),) for k, t in wanted.items()]
    return redate(con, "user_tag", ("user_id", user_id), rows, now, only="rule is null")


def set_teams(
    con: sqlite3.Connection, user_id: int, team_ids: Iterable[int], now: int, *, since: int | None = None
) -> bool:
    """Make a user member of exactly these teams from now on."""
    return redate(con, "team_member", ("user_id", user_id), [(t,) for t in team_ids], now, since=since)


def set_members(
    con: sqlite3.Connection, team_id: int, user_ids: Iterable[int], now: int, *, since: int | None = None
) -> bool:
    """Make exactly these users members of a team from now on; their other teams stay."""
    wanted, teams = set(user_ids), current_teams(con)
    changed = False
    for user_id in sorted(wanted | {u for u, ids in teams.items() if team_id in ids}):
        ids = set(teams.get(user_id, ())) - {team_id} | ({team_id} if user_id in wanted else set())
        changed |= set_teams(con, user_id, ids, now, since=since)
    return changed


TAGS_SQL = "select user_id, min(tag) from user_tag where valid_to is null group by user_id, tag order by user_id, tag"
HAND_TAGS_SQL = "select tag from user_tag where user_id = :user and valid_to is null and rule is null order by tag"
RULE_TAGS_SQL = """
select user_id, tag, rule from user_tag where valid_to is null and rule is not null order by user_id, tag"""
TEAMS_SQL = "select user_id, team_id from team_member where valid_to is null order by user_id, team_id"


def current_tags(con: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """Return user id -> his tags now."""
    return _grouped(con, TAGS_SQL)


def hand_tags(con: sqlite3.Connection, user_id: int) -> list[str]:
    """Return the tags that a user has by hand or file now, those that a rule granted left out."""
    return [row[0] for row in con.execute(HAND_TAGS_SQL, {"user": user_id})]


class TagRow(NamedTuple):
    """One tag in force: whose, since when, and the rule that granted it (None = by hand or file)."""

    login: str
    tag: str
    since: int
    rule: str | None


TAG_ROWS_SQL = """
select u.login, t.tag, t.valid_from, t.rule from user_tag t join user u on u.id = t.user_id
where t.valid_to is null and (:user is null or t.user_id = :user)
order by u.login collate nocase, t.tag, t.rule is not null"""


def tag_rows(con: sqlite3.Connection, user_id: int | None = None) -> list[TagRow]:
    """Return the tags in force, of one user or of all; one by hand and by rule is there twice."""
    return [TagRow(*row) for row in con.execute(TAG_ROWS_SQL, {"user": user_id})]


def rule_tags(con: sqlite3.Connection) -> dict[int, dict[str, str]]:
    """Return user id -> tag -> the [[tag]] rule that granted it, of the tags in force now."""
    found: dict[int, dict[str, str]] = {}
    for user_id, tag, rule in con.execute(RULE_TAGS_SQL):
        found.setdefault(user_id, {})[tag] = rule
    return found


def current_teams(con: sqlite3.Connection) -> dict[int, tuple[int, ...]]:
    """Return user id -> ids of his teams now, in the order of the team ids."""
    return _grouped(con, TEAMS_SQL)


def _grouped(con: sqlite3.Connection, sql: str) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for user_id, value in con.execute(sql):
        found.setdefault(user_id, []).append(value)
    return {user_id: tuple(values) for user_id, values in found.items()}


class Span(NamedTuple):
    """One dated membership: what, from (0 = from the beginning), to (None = still)."""

    value: int
    valid_from: int
    valid_to: int | None


def spans(con: sqlite3.Connection, table: str, user_id: int) -> list[Span]:
    """Return the seats (`user_account`) or teams (`team_member`) of a user, past ones too, oldest first."""
    (column,) = _VALUES[table]
    sql = f"select {column}, valid_from, valid_to from {table} where user_id = :user order by valid_from, id"
    return [Span(*row) for row in con.execute(sql, {"user": user_id})]


MEMBERS_SQL = "select user_id, valid_from, valid_to from team_member where team_id = :team order by valid_from, id"


def member_spans(con: sqlite3.Connection, team_id: int) -> list[Span]:
    """Return the members of a team, past ones too, oldest first."""
    return [Span(*row) for row in con.execute(MEMBERS_SQL, {"team": team_id})]


# ---------------------------------------------------------------- disablement

_DISABLED: Final[dict[str, str]] = {"user": "user_id", "account": "account_id", "team": "team_id"}


def disable(con: sqlite3.Connection, table: str, row_id: int, now: int, reason: str | None) -> None:
    """Disable a user, an account or a team (`table`) that is enabled."""
    column = _DISABLED[table]
    con.execute(
        f"insert into {table}_disabled ({column}, valid_from, reason) values (:id, :now, :reason)",
        {"id": row_id, "now": now, "reason": reason},
    )
    con.execute(f"update {table} set disabled_at = :now where id = :id", {"id": row_id, "now": now})


def enable(con: sqlite3.Connection, table: str, row_id: int, now: int) -> None:
    """Enable a user, an account or a team (`table`) that is disabled."""
    column = _DISABLED[table]
    found = con.execute(
        f"select id from {table}_disabled where {column} = :id and valid_to is null", {"id": row_id}
    ).fetchall()
    _close(con, f"{table}_disabled", [row[0] for row in found], now)
    con.execute(f"update {table} set disabled_at = null where id = :id", {"id": row_id})


def disabled_spans(con: sqlite3.Connection, table: str, row_id: int) -> list[tuple[int, int | None, str | None]]:
    """Return (from, to or None = still, reason) of every time it was disabled, oldest first."""
    column = _DISABLED[table]
    sql = f"select valid_from, valid_to, reason from {table}_disabled where {column} = :id order by valid_from, id"
    return con.execute(sql, {"id": row_id}).fetchall()


# ---------------------------------------------------------------- shifts and absences

SHIFTS_SQL = """
select user_id, weekday, starts, ends, timezone from shift where valid_to is null
order by user_id, weekday, starts"""
ABSENCES_SQL = f"""
select {", ".join(Absence._fields)} from absence
where removed_at is null and ends_at > :after and (:user is null or user_id = :user)
order by starts_at, id"""
ADD_ABSENCE_SQL = """
insert into absence (user_id, starts_at, ends_at, reason, recorded_at)
values (:user, :starts, :ends, :reason, :now) returning id"""
REMOVE_ABSENCE_SQL = "update absence set removed_at = :now where id = :id and removed_at is null"


def set_shifts(con: sqlite3.Connection, user_id: int, blocks: Iterable[ShiftBlock], now: int) -> bool:
    """Give a user exactly these weekly blocks from now on; none = always working."""
    return redate(con, "shift", ("user_id", user_id), [tuple(b) for b in blocks], now)


def current_shifts(con: sqlite3.Connection) -> dict[int, tuple[ShiftBlock, ...]]:
    """Return user id -> his weekly blocks now; a user without an entry always works."""
    found: dict[int, list[ShiftBlock]] = {}
    for user_id, *block in con.execute(SHIFTS_SQL):
        found.setdefault(user_id, []).append(ShiftBlock(*block))
    return {user_id: tuple(blocks) for user_id, blocks in found.items()}


GET_ABSENCE_SQL = f"select {', '.join(Absence._fields)} from absence where id = :id"


def get_absence(con: sqlite3.Connection, absence_id: int) -> Absence | None:
    """Return one absence, also one taken back, or None."""
    row = con.execute(GET_ABSENCE_SQL, {"id": absence_id}).fetchone()
    return None if row is None else Absence(*row)


def absences(con: sqlite3.Connection, *, after: int = 0, user_id: int | None = None) -> list[Absence]:
    """Return the absences in force that end after `after`, of one user or of all, by start."""
    return [Absence(*row) for row in con.execute(ABSENCES_SQL, {"after": after, "user": user_id})]


def add_absence(con: sqlite3.Connection, user_id: int, starts: int, ends: int, reason: str | None, now: int) -> int:
    """Record time off [starts, ends) and return its id."""
    values = {"user": user_id, "starts": starts, "ends": ends, "reason": reason, "now": now}
    return int(con.execute(ADD_ABSENCE_SQL, values).fetchone()[0])


def remove_absence(con: sqlite3.Connection, absence_id: int, now: int) -> bool:
    """Take an absence back (the row stays) and return whether it was in force."""
    return con.execute(REMOVE_ABSENCE_SQL, {"id": absence_id, "now": now}).rowcount == 1
