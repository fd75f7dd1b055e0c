"""A SQL condition that goes before a closure of criteria: it may let too many leads through, never too few.

Only comparisons that SQL makes exactly as the closure does are written down; of texts that are not plain ASCII SQLite
knows no case, so leads with such a text always pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Final

from leadctl.config.model import Clause, Criteria
from leadctl.models import LEAD_FIELDS

Conditions = tuple[tuple[str, ...], dict[str, Any]]  # SQL conditions over `lead l`, their parameters

_NAMED: Final = {
    "source": "source_id",
    "campaign": "campaign_id",
    "product": "product_id",
    "record_type": "record_type_id",
}
_NUMBERS: Final = frozenset({"value", "received_at"})
_ELSEWHERE: Final = frozenset({*_NAMED, "source_type", "status"})  # fields that are no column of lead
_BOUNDS: Final = {"min": ">=", "max": "<=", "gt": ">", "lt": "<", "after": ">", "before": "<"}


def sieve(con: sqlite3.Connection, criteria: Criteria, now: int) -> Conditions:
    """Return what SQL can say of `criteria` at `now`: conditions that every lead meets which the closure accepts."""
    conditions: list[str] = []
    parameters: dict[str, Any] = {}

    def bind(value: object) -> str:
        name = f"sieve{len(parameters)}"
        parameters[name] = value
        return f":{name}"

    for clause in _all_clauses(criteria):
        found = _condition(con, clause, now, bind)
        if found:
            conditions.append(found)
    return tuple(conditions), parameters


def _all_clauses(criteria: Criteria) -> list[Clause]:
    """Return the clauses that must all hold."""
    return [*criteria.clauses, *(clause for child in criteria.all for clause in _all_clauses(child))]


def _condition(con: sqlite3.Connection, clause: Clause, now: int, bind: Callable[[object], str]) -> str:
    field, operator, value = clause.field, clause.operator, clause.value
    if field not in LEAD_FIELDS:
        return ""
    if operator == "present":
        return f"l.{field} is not null" if value is True and field not in _ELSEWHERE else ""
    if field in _NUMBERS:
        return _number(field, operator, value, clause.bound, now, bind)
    if operator not in {"is", "in"} or clause.kind != "text":
        return ""
    wanted = [str(v) for v in (value if isinstance(value, tuple) else (value,))]
    if field in _NAMED:
        names = con.execute(f"select id, name from {field}")
        ids = [row_id for row_id, name in names if name.strip().casefold() in wanted]
        return f"l.{_NAMED[field]} in ({', '.join(map(str, ids)) or 'null'})"
    if field in _ELSEWHERE:
        return ""
    plain = ", ".join(bind(word) for word in wanted if word.isascii()) or "null"
    return f"(lower(trim(l.{field})) in ({plain}) or l.{field} glob '*[^ -~]*')"


def _number(field: str, operator: str, value: Any, bound: str, now: int, bind: Callable[[object], str]) -> str:
    if operator == "age":
        sign, limit = (">=" if bound == "max" else "<="), now - int(value)
        return f"l.{field} {sign} {bind(limit)}"
    if operator in _BOUNDS:
        return f"l.{field} {_BOUNDS[operator]} {bind(value)}"
    return ""
