"""Which stored lead a new one repeats: one statement per duplicate rule and chunk, over indexed keys.

A rule that names an indexed field (e-mail, phone, external id) seeks there. Any other rule seeks in lead_key, which
holds a hash of the rule's values per lead; a hit is always compared value by value.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from leadctl.db.duplicate_keys import rule_key
from leadctl.models import LEAD_FIELDS, slug

INDEXED: Final = ("email", "phone", "external_id")
_EXACT: Final = frozenset({"email", "email2", "phone", "mobile", "external_id"})  # normalised: compared as they are
_BY_ID: Final = {"product": "product_id", "source": "source_id", "campaign": "campaign_id"}


class Root(NamedTuple):
    """An original: its owner, its system status, and whether the owner may take leads now (1 or 0)."""

    lead_id: int
    owner_id: int | None
    system: str
    owner_works: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """One duplicate rule, ready to run. `within` in seconds between the two received_at; None = for ever."""

    fields: tuple[str, ...]
    within: int | None
    record_type_ids: tuple[int, ...]

    @property
    def seek(self) -> str | None:
        """Return the indexed field that the rule names, or None when it needs lead_key."""
        return next((f for f in INDEXED if f in self.fields), None)


ROOTS_SQL = """
select s.lead_id, coalesce(s.duplicate_of, s.lead_id) from json_each(:leads) k
cross join lead_state s on s.lead_id = k.value"""

ROOT_STATES_SQL = """
select s.lead_id, s.owner_id, v.system,
  u.id is not null and u.disabled_at is null and not exists (
    select 1 from absence a
    where a.user_id = u.id and a.starts_at <= :now and a.ends_at > :now and a.removed_at is null)
from json_each(:leads) k
cross join lead_state s on s.lead_id = k.value
join status_version v on v.status_id = s.status_id and v.valid_to is null
left join user u on u.id = s.owner_id"""

WORKING_USERS_SQL = """
select u.id from user u where u.disabled_at is null and not exists (
  select 1 from absence a
  where a.user_id = u.id and a.starts_at <= :now and a.ends_at > :now and a.removed_at is null)"""

KNOWN_FUNCTION_SQL = "select count(*) from pragma_function_list where name = 'leadctl_fold'"

DELETE_KEYS_SQL = "delete from lead_key where lead_id in (select value from json_each(:leads))"
DELETE_SQL = "delete from lead where id in (select value from json_each(:leads))"


def prepare_connection(con: sqlite3.Connection) -> None:
    """Give the connection the text comparison of duplicate rules: trimmed and casefolded, empty = unknown.

    Once: SQLite refuses to define a function anew while any statement of the connection is still open.
    """
    if con.execute(KNOWN_FUNCTION_SQL).fetchone()[0]:
        return
    con.create_function("leadctl_fold", 1, _fold, deterministic=True)
    con.create_function("leadctl_attribute", 2, _attribute, deterministic=True)


def _fold(value: Any) -> str | None:
    return None if value is None else str(value).strip().casefold() or None


def _attribute(attributes: str | None, wanted: str) -> str | None:
    for name, value in (json.loads(attributes) if attributes else {}).items():
        if slug(name) == wanted:
            return _fold(value)
    return None


def _expression(field: str, alias: str) -> str:
    """Return the SQL whose equality is the equality of `field`; null when it is empty."""
    if field in _EXACT:
        return f"{alias}.{field}"
    if field in _BY_ID:
        return f"{alias}.{_BY_ID[field]}"
    if field == "source_type":
        return f"(select leadctl_fold(so.source_type) from source so where so.id = {alias}.source_id)"
    if field in LEAD_FIELDS:
        return f"leadctl_fold({alias}.{field})"
    return f"leadctl_attribute({alias}.attributes, '{slug(field)}')"  # a slug has no quotes


def find(
    con: sqlite3.Connection, matcher: Matcher, first: int, last: int, keys: Iterable[tuple[int, int]] = ()
) -> dict[int, int]:
    """Return new lead id -> the oldest lead stored before it that the rule takes for the same.

    The new leads are those with ids first to last; for a rule without an indexed field `keys` are (lead id, key).
    """
    same = [f"{_expression(f, 'o')} = {_expression(f, 'n')}" for f in matcher.fields]
    same += ["o.record_type_id = n.record_type_id", "o.undone_at is null", "o.id < n.id"]
    if matcher.within is not None:
        same.append("o.received_at between n.received_at - :within and n.received_at + :within")
    if matcher.seek is None:
        original = "lead_key k cross join lead o on o.id = k.lead_id"
        same += ["k.rule_key = :rule", "k.key = json_extract(j.value, '$[1]')"]
        order = "k.received_at, k.lead_id"
        new = "json_each(:keys) j cross join lead n on n.id = json_extract(j.value, '$[0]')"
    else:
        original, order = "lead o", "o.received_at, o.id"
        new = "lead n"
    sql = (
        f"select n.id, (select o.id from {original} where {' and '.join(same)} order by {order} limit 1)"
        f" from {new} where n.id between :first and :last"
        " and n.record_type_id in (select value from json_each(:types))"
    )
    rows = con.execute(
        sql,
        {
            "first": first,
            "last": last,
            "types": json.dumps(matcher.record_type_ids),
            "within": matcher.within,
            "rule": rule_key(matcher.fields),
            "keys": json.dumps(list(keys)),
        },
    )
    return {new_id: original_id for new_id, original_id in rows if original_id is not None}


def roots(con: sqlite3.Connection, lead_ids: Iterable[int]) -> dict[int, int]:
    """Return lead id -> its original, or itself when it is one."""
    return dict(con.execute(ROOTS_SQL, {"leads": json.dumps(list(lead_ids))}).fetchall())


def root_states(con: sqlite3.Connection, lead_ids: Iterable[int], now: int) -> dict[int, Root]:
    """Return how stored originals stand now."""
    rows = con.execute(ROOT_STATES_SQL, {"leads": json.dumps(list(lead_ids)), "now": now})
    return {row[0]: Root(*row) for row in rows}


def working_users(con: sqlite3.Connection, now: int) -> frozenset[int]:
    """Return the users who are neither disabled nor absent now."""
    return frozenset(row[0] for row in con.execute(WORKING_USERS_SQL, {"now": now}))


def drop_new(con: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Take out leads inserted a moment ago, in the same transaction, that a rule says to skip."""
    con.execute(DELETE_KEYS_SQL, {"leads": json.dumps(list(lead_ids))})
    con.execute(DELETE_SQL, {"leads": json.dumps(list(lead_ids))})
