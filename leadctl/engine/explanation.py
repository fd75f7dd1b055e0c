"""The story of a lead as data: what explain tells, for people and as JSON. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from leadctl.clock import iso
from leadctl.models import MICRO


@dataclass(slots=True)
class Candidate:
    """One candidate: weight and credits in millionths. `what_if` says what would have made him the winner."""

    user: str
    weight: int
    code: str | None
    wins: bool = False
    credit: int | None = None  # before this lead
    with_lead: int | None = None  # with his share of this lead
    last: int | None = None  # his last distribution from the strategy; 0 = never
    share: int | None = None  # what he earns of this lead, in millionths
    open: int | None = None  # of least_loaded: open leads before this one
    capacity: int | None = None  # and how many he is good for, in millionths
    given: int | None = None  # of performance: matured leads given to him
    wins_of_given: int | None = None
    rate: int | None = None  # shrunken win rate in millionths; with `lower_bound` its lower 80 % bound
    lower_bound: bool = False
    what_if: str | None = None

    @property
    def fullness(self) -> Fraction | None:
        """Return (open + 1) / capacity, where load decides."""
        if self.open is None or not self.capacity:
            return None
        return Fraction((self.open + 1) * MICRO, self.capacity)

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; credits in leads."""
        return {
            "user": self.user,
            "weight": self.weight / MICRO,
            "eligible": self.code is None,
            "code": self.code,
            "wins": self.wins,
            "credit": None if self.credit is None else self.credit / MICRO,
            "credit_with_lead": None if self.with_lead is None else self.with_lead / MICRO,
            "last_distribution_id": self.last or None,
            "share": None if self.share is None else self.share / MICRO,
            "open": self.open,
            "capacity": None if self.capacity is None else self.capacity / MICRO,
            "load_with_lead": None if self.fullness is None else round(float(self.fullness), 6),
            "given": self.given,
            "won": self.wins_of_given,
            "win_rate": None if self.rate is None else self.rate / MICRO,
            "what_if": self.what_if,
        }


@dataclass(slots=True)
class Step:
    """A strategy that was asked and did not take the lead."""

    strategy: str
    code: str
    detail: str = ""
    candidates: list[Candidate] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            "strategy": self.strategy,
            "code": self.code,
            "detail": self.detail,
            "candidates": [c.as_json() for c in self.candidates],
        }


@dataclass(slots=True)
class Story:
    """One passage, or what would happen now (`passage` None). `at` is the run's clock, seconds UTC."""

    passage: int | None
    at: int
    strategy: str | None
    recipient: str | None
    level: str
    run: int | None
    config_version: int | None
    seed: str
    actor: str | None = None
    mode: str = "push"  # pull: the recipient took it himself
    origin: str = "engine"  # engine, named, handout, manual, imported
    ended: str | None = None
    undone: bool = False
    offer: str | None = None  # exclusive, or broadcast: several were asked at once
    offer_ends: int | None = None
    accepted: int | None = None
    former_owner: bool = False
    hold: str | None = None
    gate: str | None = None
    tie_break: str | None = None
    band: str | None = None  # which of the strategy's ledgers was charged
    why: list[str] = field(default_factory=list)  # why the winner won, besides his credit
    steps: list[Step] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`."""
        plain = (
            "strategy", "recipient", "level", "mode", "origin", "config_version", "seed", "actor", "ended",
            "undone", "former_owner", "hold", "gate", "tie_break", "band", "why",
        )  # fmt: skip
        found: dict[str, Any] = {"distribution_id": self.passage, "run_id": self.run, "at": iso(self.at, zone)}
        found |= {name: getattr(self, name) for name in plain}
        found["offer"] = self.offer
        found |= {
            key: None if moment is None else iso(moment, zone)
            for key, moment in (("offer_ends_at", self.offer_ends), ("accepted_at", self.accepted))
        }
        found["path"] = [s.as_json() for s in self.steps]
        found["candidates"] = [c.as_json() for c in self.candidates]
        return found


@dataclass(slots=True)
class HoldStory:
    """Why a lead waits, as stored: code, since when (seconds UTC), by which run."""

    code: str
    since: int | None
    run: int | None

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`."""
        return {"code": self.code, "since": None if self.since is None else iso(self.since, zone), "run_id": self.run}


@dataclass(slots=True)
class LastWord:
    """What a person changed of a plan: nobody chosen = left out of the run. Seconds UTC."""

    run: int
    passage: int | None
    proposed: str | None  # None = the engine would have held it
    chosen: str | None
    actor: str
    reason: str
    at: int

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`."""
        found: dict[str, Any] = {"run_id": self.run, "distribution_id": self.passage, "at": iso(self.at, zone)}
        return found | {name: getattr(self, name) for name in ("proposed", "chosen", "actor", "reason")}


@dataclass(slots=True)
class Explanation:
    """Everything explain knows of one lead."""

    lead_id: int
    label: str
    system: str
    owner: str | None
    duplicate_of: int | None
    undone: bool
    passages: list[Story]
    hold: HoldStory | None = None
    live: Story | None = None  # what assign would do now, for a lead that waits
    overrides: list[LastWord] = field(default_factory=list)

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`; the keys are stable."""
        return {
            "lead_id": self.lead_id,
            "label": self.label,
            "system_status": self.system,
            "owner": self.owner,
            "duplicate_of_id": self.duplicate_of,
            "undone": self.undone,
            "passages": [p.as_json(zone) for p in self.passages],
            "hold": None if self.hold is None else self.hold.as_json(zone),
            "now": None if self.live is None else self.live.as_json(zone),
            "overrides": [o.as_json(zone) for o in self.overrides],
        }
