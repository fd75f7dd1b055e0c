"""One strategy of the rules file as frozen objects: who it gives to, on what terms, by which method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leadctl.config.criteria_model import ALWAYS, Criteria

METHODS = ("round_robin", "weighted", "least_loaded", "performance", "direct", "nearest", "account_owner")
DEFAULT_MATURES = 30 * 86_400  # seconds


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
