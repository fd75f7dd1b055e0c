"""What why-not finds, as data. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leadctl.clock import iso

# Besides the codes of eligibility.
TURN = "turn"  # he might have had it: the method chose another
FORMER = "former_owner"  # the owner of the original went first


@dataclass(slots=True)
class Reason:
    """One reason: how many leads, how many of them still wait, by strategy; one of them; what would have changed it."""

    code: str
    leads: int = 0
    waiting: int = 0
    strategies: dict[str, int] = field(default_factory=dict)
    example: int | None = None
    what_if: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; keys are stable."""
        return {
            "code": self.code,
            "leads": self.leads,
            "waiting": self.waiting,
            "strategies": self.strategies,
            "example_lead_id": self.example,
            "what_if": self.what_if,
        }


@dataclass(slots=True)
class Passed:
    """What passed one user by in [start, end): he stood for `matched` leads, was `given` some, the rest by reason."""

    user: str
    start: int
    end: int
    strategies: list[str]
    matched: int = 0
    given: int = 0
    reasons: list[Reason] = field(default_factory=list)

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`; keys are stable."""
        return {
            "user": self.user,
            "from": iso(self.start, zone),
            "to": iso(self.end, zone),
            "strategies": self.strategies,
            "matched": self.matched,
            "given": self.given,
            "passed_by": self.matched - self.given,
            "reasons": [r.as_json() for r in self.reasons],
        }


@dataclass(slots=True)
class OneLead:
    """Why one user did not get one lead: per decision the strategy, the code or what the strategy said, what if."""

    user: str
    lead_id: int
    label: str
    owner: str | None
    steps: list[tuple[str, str, str, str | None]] = field(default_factory=list)  # strategy, code, detail, what if
    never: list[str] = field(default_factory=list)  # his strategies that were never asked

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; keys are stable."""
        keys = ("strategy", "code", "detail", "what_if")
        return {
            "user": self.user,
            "lead_id": self.lead_id,
            "label": self.label,
            "owner": self.owner,
            "steps": [dict(zip(keys, step, strict=True)) for step in self.steps],
            "never_asked": self.never,
        }


@dataclass(slots=True)
class Funnel:
    """What became of the leads that a strategy was asked for in [start, end), each counted where it got stuck."""

    strategy: str
    mode: str | None
    method: str | None
    start: int
    end: int
    days: float  # enabled
    runs: int  # while it was enabled
    considered: int = 0
    clauses: dict[str, int] = field(default_factory=dict)  # the first that failed, in reading order -> leads
    sampled: int | None = None  # clauses are known of so many leads only
    share: int = 0
    not_found: int = 0
    nobody: dict[str, int] = field(default_factory=dict)  # what stopped the candidate who came furthest -> leads
    other: dict[str, int] = field(default_factory=dict)  # a place disabled, a circle … -> leads
    taken: int = 0
    recipients: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0  # of these, offers that nobody took
    waiting: int = 0  # considered, not taken, and still waiting
    earlier: dict[str, int] = field(default_factory=dict)  # never asked: an earlier strategy took them -> leads
    pulls: int = 0  # attempts
    pulled: int = 0
    in_vain: dict[str, int] = field(default_factory=dict)  # why pulls came back with less

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`; keys are stable."""
        names = (
            "strategy", "mode", "method", "runs", "considered", "clauses", "sampled", "share", "not_found", "nobody",
            "other", "taken", "recipients", "unanswered", "waiting", "earlier", "pulls", "pulled", "in_vain",
        )  # fmt: skip
        found: dict[str, Any] = {name: getattr(self, name) for name in names}
        days = {"from": iso(self.start, zone), "to": iso(self.end, zone), "days_enabled": round(self.days, 2)}
        return days | {name: dict(v) if isinstance(v, Mapping) else v for name, v in found.items()}
