"""The rules file as frozen objects. Built by leadctl.config.parse; read by everything above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from leadctl.config.criteria_model import ALWAYS, OPERATORS, Clause, Criteria, Value
from leadctl.config.notify_model import Notify
from leadctl.config.strategy_model import (
    DEFAULT_MATURES,
    METHODS,
    Limits,
    OfferRule,
    OwnerRule,
    PerformanceRule,
    PullRule,
    QueueKey,
    QueueKind,
    Strategy,
    Target,
)
from leadctl.models import SystemStatus

__all__ = [
    "ALWAYS",
    "DEFAULT_MATURES",
    "METHODS",
    "OPERATORS",
    "Clause",
    "Criteria",
    "Limits",
    "OfferRule",
    "OwnerRule",
    "PerformanceRule",
    "PullRule",
    "QueueKey",
    "QueueKind",
    "Strategy",
    "Target",
    "Value",
]

AttributeKind = Literal["text", "number", "money", "date", "bool"]
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
class Decay:
    """How points age: halved every `half_life` seconds since `of`."""

    half_life: int
    of: Literal["last_touch", "received_at", "last_work"]


@dataclass(frozen=True, slots=True)
class ScoreRule:
    name: str
    when: Criteria
    points: int
    record_type: str = "*"
    decay: Decay | None = None


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A day of one's own. `year` None = every year; `open` = a working day in spite of the calendar."""

    month: int
    day: int
    year: int | None = None
    name: str = ""
    accounts: tuple[str, ...] = ()  # none = all
    open: bool = False


@dataclass(frozen=True, slots=True)
class CallingRule:
    """When it is lawful to call in a country or one of its states; hours as a shift, `never` = not at all."""

    country: str
    hours: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison of a user's figure: closed, given, worked, actions (counts), win_rate (per cent), months."""

    name: str
    operator: Literal["min", "max", "gt", "lt"]
    value: float


@dataclass(frozen=True, slots=True)
class TagRule:
    """A tag that users earn. `keep` = it stays when the figures no longer hold."""

    name: str
    when: tuple[Figure, ...]
    within: int | None = None  # seconds that the figures look back; None = ever
    record_type: str = "*"
    keep: bool = False
    accounts: tuple[str, ...] = ()  # only users who sit there or below, or are in one of the teams; none = everybody
    teams: tuple[str, ...] = ()
    line: int = 0  # in the file, for messages


@dataclass(frozen=True, slots=True)
class MappingRule:
    """A named way to read a file: header -> field, and how the file is written."""

    name: str
    columns: tuple[tuple[str, str], ...]
    delimiter: str | None = None
    encoding: str | None = None


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
    holidays: bool = False  # days off by the calendar of each account's country
    own_holidays: tuple[HolidayRule, ...] = ()
    calling_hours: tuple[CallingRule, ...] = ()
    calling_hours_unknown: Literal["allow", "deny"] = "deny"
    feedback_after: int | None = None  # seconds
    matures_after: int = DEFAULT_MATURES  # seconds; strategies may say otherwise
    tags: tuple[TagRule, ...] = ()
    mappings: tuple[MappingRule, ...] = ()
    notify: Notify | None = None  # None = nobody is told anything
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
