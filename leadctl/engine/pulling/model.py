"""What a pull comes to, as data: the leads taken, and per strategy why there was nothing more. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_UNWORKED = "max_unworked"  # why a user may not pull, besides the codes of eligibility
GATE = "gate"  # why a lead may not be pulled, likewise


class Card(NamedTuple):
    """What the person who takes a lead wants to see at once."""

    lead_id: int
    name: str
    company: str | None
    phone: str | None
    email: str | None
    status: str
    score: int
    pull_count: int  # before this pull
    added_at: int  # seconds UTC


class Taken(NamedTuple):
    """One lead that was pulled, or would be. `former_owner` had it, unworked for too long."""

    card: Card
    strategy: str
    former_owner: str | None = None
    distribution_id: int | None = None


@dataclass(slots=True)
class Shortage:
    """Why a strategy has no more for this user.

    `code`: he may not pull at all now (a code of eligibility, or max_unworked), until `until` where that is known;
    `holds` unworked leads of at most `most`. `refused`: leads that he may not take, by code; of those outside calling
    hours the first may be called from `lawful_at` on. `cooling` leads may be pulled from `next_at` on; `exhausted` ones
    were pulled as often as they may be. Seconds UTC.
    """

    strategy: str
    code: str | None = None
    until: int | None = None
    holds: int | None = None
    most: int | None = None
    refused: dict[str, int] = field(default_factory=dict)
    lawful_at: int | None = None
    cooling: int = 0
    next_at: int | None = None
    exhausted: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; the keys are stable."""
        return {
            "strategy": self.strategy, "code": self.code, "until": self.until, "holds": self.holds, "most": self.most,
            "refused": self.refused, "lawful_at": self.lawful_at, "cooling": self.cooling, "next_at": self.next_at,
            "exhausted": self.exhausted,
        }  # fmt: skip


@dataclass(slots=True)
class PullResult:
    """One pull. `why` is filled when there was less than was asked for."""

    run_id: int | None
    dry_run: bool
    now: int
    user: str
    asked: int
    config_version: int | None
    strategy: str | None = None  # the only one asked, or None
    lead_id: int | None = None  # the one that was asked for by name, or None
    leads: list[Taken] = field(default_factory=list)
    why: list[Shortage] = field(default_factory=list)
    problem: str | None = None  # of a lead asked for by name: why he may not have it, in words

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; the keys are stable."""
        return {
            "run": self.run_id,
            "dry_run": self.dry_run,
            "now": self.now,
            "user": self.user,
            "asked": self.asked,
            "strategy": self.strategy,
            "asked_lead": self.lead_id,
            "distributed": len(self.leads),
            "leads": [
                {
                    **taken.card._asdict(),
                    "strategy": taken.strategy,
                    "former_owner": taken.former_owner,
                    "distribution_id": taken.distribution_id,
                }
                for taken in self.leads
            ],
            "why": [shortage.as_json() for shortage in self.why],
            "problem": self.problem,
        }


class Returned(NamedTuple):
    """A pulled lead that went back to its queue, or would: whose it was, from when on it may be pulled again."""

    lead_id: int
    user_id: int
    strategy_id: int | None
    how: str  # released | recycled | reclaimed
    again_at: int
    account_id: int  # where it waits
    team_id: int | None
