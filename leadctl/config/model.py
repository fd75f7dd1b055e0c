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
METHODS = ("round_robin", "weighted", "least_loaded", "performance", "direct", "nearest", "account_owner")
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
DEFAULT_MATURES = 30 * 86_400  # seconds


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
    bands: tuple[tuple[str, tuple[tuple[str, int], ...] | Literal["performance"]], ...] = ()  # by = "score_band"


@dataclass(frozen=True, slots=True)
class OfferRule:
    """What makes a distribution an offer. Durations in seconds."""

    window: int
    working: bool = False  # the deadline counts the recipient's working time
    broadcast: bool = False  # the ladder starts at its second step
    reject_reason: bool = False  # a no needs a reason
    remind_before: int | None = None  # before the deadline
    turn_kept: bool = False  # who rejects or lets it expire keeps his turn


QueueKind = Literal["account", "own", "sources", "unworked"]
QueueKey = Literal["pull_count", "added", "score", "priority"]


@dataclass(frozen=True, slots=True)
class PullRule:
    """Which leads a pull strategy's members may take, and in which order. Durations in seconds."""

    queue: QueueKind = "account"
    sources: tuple[str, ...] = ()
    source_order: Literal["priority", "round_robin"] = "priority"
    order: tuple[tuple[QueueKey, Literal["asc", "desc"]], ...] = (("pull_count", "asc"), ("added", "desc"))
    max_pulls: int | None = None  # of one lead
    max_unworked: int | None = None  # unworked leads that one user may hold
    cool_down: int = 900  # after a release or an unsuccessful action
    recycle: tuple[str, ...] = ()  # statuses that send a pulled lead back to the queue
    reclaim_after: int | None = None  # a pulled lead unworked that long goes back
    choose: bool = False  # the user may name the lead


@dataclass(frozen=True, slots=True)
class PerformanceRule:
    """How win rates become shares. Shares in millionths, durations in seconds."""

    pick: Literal["share", "best"] = "share"
    max_share: int = 500_000
    explore: int = 100_000
    matures_after: int = DEFAULT_MATURES


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """How `account_owner` knows a customer, and what happens when the manager is away."""

    if_absent: Literal["wait", "cover", "next"] = "next"
    match_companies: bool = True
    similar: int = 900_000  # millionths: company names at least that alike


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
    active_within: int | None = None  # seconds since he was last seen
    calling_hours: bool = False  # only while it is lawful to call at the lead's place
    calling_hours_unknown: Literal["allow", "deny"] = "deny"  # a lead whose place is unknown
    hand_out: bool = False  # the team or account keeps it until its owner hands it out
    by_band: bool = False  # weighted: a ledger per score band, weights in to.bands
    max_km: float | None = None  # nearest
    territory: str | None = None  # direct: the table that names the recipient
    performance: PerformanceRule = PerformanceRule()
    account_owner: OwnerRule = OwnerRule()
    offer: OfferRule | None = None
    pull: PullRule = PullRule()
    feedback_after: int | None = None  # seconds a lead may lie untouched


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
