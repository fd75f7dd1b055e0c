"""The rules file as frozen objects. Built by leadctl.config.parse; read by everything above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from leadctl.models import SystemStatus

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
METHODS = ("round_robin", "weighted", "direct")
AttributeKind = Literal["text", "number", "money", "date", "bool"]
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
DEFAULT_FOLLOW_UP = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class StatusRule:
    name: str
    system: SystemStatus
    probability: int = 0  # per cent
    max_unworked: int | None = None  # seconds


@dataclass(frozen=True, slots=True)
class DuplicateRule:
    match: tuple[str, ...]  # lead fields, AND-ed
    record_type: str = "*"
    within: int | None = None  # seconds between received_at; None = for ever
    on_match: Literal["link", "skip", "keep"] = "link"


@dataclass(frozen=True, slots=True)
class AttributeRule:
    name: str
    kind: AttributeKind = "text"


@dataclass(frozen=True, slots=True)
class GateRule:
    name: str
    hold_when: Criteria = ALWAYS  # exactly one of the two is given
    require: Criteria | None = None
    record_type: str = "*"


@dataclass(frozen=True, slots=True)
class ClassifyRule:
    when: Criteria
    set: tuple[tuple[str, Value], ...]  # field, value in the unit of the data
    record_type: str = "*"


@dataclass(frozen=True, slots=True)
class ScoreRule:
    name: str
    when: Criteria
    points: int
    record_type: str = "*"


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps; None = unlimited, 0 = none. Calendar hour, day and week in the user's zone."""

    per_hour: int | None = None
    per_day: int | None = None
    per_week: int | None = None
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Who a strategy gives to: users (login), teams, accounts (subtree), tags (any user who has one of them).

    For `direct` exactly one user, team or account is named.
    """

    users: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()  # login -> millionths


@dataclass(frozen=True, slots=True)
class Strategy:
    name: str
    method: str
    to: Target
    mode: Literal["push", "pull"] = "push"
    record_type: str | None = None  # None = every type
    from_account: str = "Corporate"
    when: Criteria = ALWAYS
    needs: tuple[tuple[str, str], ...] = ()  # tag kind -> lead field: a tag of the user must equal that field's value
    needs_tags: tuple[str, ...] = ()  # fixed tags that the user must have
    limits: Limits = Limits()
    share: int | None = None  # millionths of the matching leads
    on_empty: str = "next"  # next | hold | name of a strategy
    enabled: bool = True
    line: int = 0  # in the file, for messages


@dataclass(frozen=True, slots=True)
class Config:
    timezone: str = "UTC"
    week_starts: Literal["monday", "sunday", "saturday"] = "monday"
    region: str = "US"
    currency: str = "USD"
    seed: str = "leadctl"
    record_types: tuple[str, ...] = ("Lead",)
    empty_values: tuple[str, ...] = ()  # cells that mean nothing, besides the built-in ones
    follow_up_within: int = DEFAULT_FOLLOW_UP
    value_slabs: tuple[int, ...] = ()  # upper bounds in minor units, ascending
    score_bands: tuple[tuple[str, int], ...] = ()  # name, least score; descending
    statuses: tuple[StatusRule, ...] = ()
    duplicates: tuple[DuplicateRule, ...] = ()
    attributes: tuple[AttributeRule, ...] = ()
    gates: tuple[GateRule, ...] = ()
    classify: tuple[ClassifyRule, ...] = ()
    scores: tuple[ScoreRule, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def attribute_kinds(self) -> dict[str, AttributeKind]:
        """Return name -> kind of the declared attributes."""
        return {a.name: a.kind for a in self.attributes}


DEFAULT_STATUSES: tuple[StatusRule, ...] = (
    StatusRule("New", "new", 10),
    StatusRule("Waiting", "waiting", 10),
    StatusRule("Attempted", "attempted", 15),
    StatusRule("Contacted", "contacted", 30),
    StatusRule("Closed", "closed", 100),
    StatusRule("Dead", "dead", 0),
)
