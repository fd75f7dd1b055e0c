"""Criteria as frozen objects: what `when`, `hold_when` and `require` of the rules file come to."""

from __future__ import annotations

from dataclasses import dataclass

OPERATORS = (
    "is",
    "not",
    "in",
    "min",
    "max",
    "gt",
    "lt",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "present",
    "before",
    "after",
    "age",
)
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison: `field` `operator` `value`. Several operators on one field are several clauses.

    `value` is already in the unit of the data: casefolded text, minor units for money, seconds UTC for dates,
    seconds for `age` (then `bound` says `min` or `max` of the age), a tuple for `in`.
    """

    field: str
    kind: str  # text | number | money | date | bool | priority
    operator: str
    value: Value | tuple[Value, ...]
    text: str  # as written: `value min 50000`, for explain
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Criteria:
    """A tree: AND of all `clauses`, every `all` child, one child of each `any` group and no `none` child."""

    clauses: tuple[Clause, ...] = ()
    all: tuple[Criteria, ...] = ()
    any: tuple[tuple[Criteria, ...], ...] = ()
    none: tuple[Criteria, ...] = ()

    @property
    def empty(self) -> bool:
        """Return True when everything matches."""
        return not (self.clauses or self.all or self.any or self.none)

    def fields(self) -> frozenset[str]:
        """Return every lead field that the tree names."""
        names = {c.field for c in self.clauses}
        for child in (*self.all, *self.none, *(c for group in self.any for c in group)):
            names |= child.fields()
        return frozenset(names)


ALWAYS = Criteria()
