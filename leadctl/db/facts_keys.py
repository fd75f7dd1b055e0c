"""The question that reports put to SQL: bounds and conditions (the only where-builder), stretches and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from leadctl.db.facts_dimensions import Expression

IN_PERIOD_SQL: Final = "d.distributed_at >= :start and d.distributed_at < :end"
STANDING_SQL: Final = "(d.passed_on_at is null or d.passed_on_at >= :end)"
# A broadcast counts for the one who took it, if before the period's end.
TAKEN_SQL: Final = "(d.offer_round is not 2 or d.accepted_at < :end)"
_ALONE_SQL: Final = f"{IN_PERIOD_SQL} and d.undone_at is null and d.shared = 0 and {TAKEN_SQL}"
COUNTS_SQL: Final = f"{_ALONE_SQL} and {STANDING_SQL}"
UNDONE_SQL: Final = COUNTS_SQL.replace("d.undone_at is null", "d.undone_at is not null")  # would count otherwise
HOPS_SQL: Final = f"{_ALONE_SQL} and d.passed_on_at < :end"


@dataclass(frozen=True, slots=True)
class Query:
    """What to read: bounds in seconds UTC ([start, end), `cut` = first second after the as-of moment) and conditions.

    `conditions` are (kind, SQL over d) pairs, AND-ed; `parameters` holds everything they name.
    """

    start: int
    end: int
    cut: int
    conditions: tuple[tuple[str, str], ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    crm_sql: str = "0"  # does the passage's account use a CRM? the bit `crm`
    later: int | None = None  # outcomes count up to this second, excluded; None = up to `end`

    @property
    def until(self) -> int:
        """Return the first second at which outcomes no longer count."""
        return self.end if self.later is None else self.later

    def bound(self, **more: Any) -> dict[str, Any]:
        """Return the parameters of a statement."""
        bounds = {"start": self.start, "end": self.end, "cut": self.cut, "until": self.until}
        return {**bounds, **self.parameters, **more}

    def where(self, counts: str = COUNTS_SQL, *, without: str = "") -> str:
        """Return the where clause; `without` leaves one kind of condition out."""
        return " and ".join([counts, *(f"({sql})" for kind, sql in self.conditions if kind != without)])


def condition(name: str, expression: Expression, keys: Sequence[object]) -> tuple[str, dict[str, object]]:
    """Return (SQL, parameters): the expression is one of `keys`; None among them means empty."""
    parameters: dict[str, object] = dict(expression.parameters)
    marks = []
    for i, key in enumerate(k for k in keys if k is not None):
        parameters[f"{name}_{i}"] = key
        marks.append(f":{name}_{i}")
    parts = [f"{expression.sql} in ({', '.join(marks)})"] if marks else []
    if None in keys:
        parts.append(f"{expression.sql} is null")
    return " or ".join(parts) or "0", parameters


def crm_condition(accounts: Mapping[int, bool]) -> str:
    """Return the SQL of "its account uses a CRM"."""
    if len(set(accounts.values())) == 1:
        return str(int(next(iter(accounts.values()))))
    return f"d.account_id in ({', '.join(str(int(i)) for i, crm in accounts.items() if crm)})"


class Range(NamedTuple):
    """One stretch of the covering index: the passages of a strategy (or none) to a user (or none)."""

    record_type_id: int
    mode: str
    strategy_id: int | None
    user_id: int | None


# True of passages whose lead may have several in the period; reads the temporary table that facts.note_again fills.
AGAIN_SQL: Final = "(d.again = 1 or d.lead_id in (select lead_id from temp.again_lead))"
IN_RANGE_SQL: Final = (
    "d.record_type_id = :r_type and d.mode = :r_mode and d.strategy_id is :r_strategy and d.user_id is :r_user and "
)


def _constant(kind: str, stretch: Range) -> tuple[bool, Any]:
    """Return (True, key) where all passages of the stretch have the same key for this dimension."""
    if kind == "mode":
        return True, stretch.mode
    if kind == "record-type":
        return True, stretch.record_type_id
    if kind == "strategy" and stretch.strategy_id is not None:
        return True, stretch.strategy_id
    if kind == "user" and stretch.user_id is not None:
        return True, stretch.user_id
    return False, None


class Keys(NamedTuple):
    """Which keys of a grouping SQL must give, and which the stretch fixes."""

    columns: list[str]  # SQL of the keys that vary inside the stretch
    fixed: list[tuple[bool, Any]]

    def whole(self, varying: Sequence[Any]) -> tuple[Any, ...]:
        """Return all keys, in the order of the grouping."""
        rest = iter(varying)
        return tuple(value if known else next(rest) for known, value in self.fixed)


def split_keys(dimensions: Sequence[tuple[str, Expression]], stretch: Range) -> Keys:
    """Return the keys of a grouping inside one stretch."""
    fixed = [_constant(kind, stretch) for kind, _ in dimensions]
    varying = [e.sql for (_, e), (known, _) in zip(dimensions, fixed, strict=True) if not known]
    return Keys(varying, fixed)


def parameters_of(query: Query, stretch: Range, dimensions: Sequence[tuple[str, Expression]]) -> dict[str, Any]:
    """Return every parameter of a statement over one stretch."""
    extra = {name: value for _, e in dimensions for name, value in e.parameters}
    return query.bound(
        r_type=stretch.record_type_id,
        r_mode=stretch.mode,
        r_strategy=stretch.strategy_id,
        r_user=stretch.user_id,
        **extra,
    )
