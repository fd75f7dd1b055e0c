"""What a replay comes to: the real and the simulated side in numbers, and the difference lead by lead. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from leadctl.clock import iso


class Line(NamedTuple):
    """What one recipient got from one strategy: leads, and their value in minor units."""

    strategy: str
    recipient: str
    leads: int
    value: int


class Person(NamedTuple):
    """What one recipient got in all; expected wins by his win rate, None for accounts and teams."""

    recipient: str
    leads: int
    value: int
    expected_wins: float | None


class CapHit(NamedTuple):
    """How many decisions a user stood out of because a cap was reached."""

    user: str
    code: str
    leads: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison. Waits in seconds from received to given; fairness by strategy and of all."""

    given: int = 0
    value: int = 0
    wait_median: int | None = None
    wait_90: int | None = None
    fairness: float | None = None
    expected_wins: float | None = None
    lines: tuple[Line, ...] = ()
    people: tuple[Person, ...] = ()
    held: dict[str, int] = field(default_factory=dict)
    caps: tuple[CapHit, ...] = ()
    fairness_by_strategy: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; keys are stable."""
        found = asdict(self)
        for name in ("lines", "people", "caps"):
            found[name] = [row._asdict() for row in getattr(self, name)]
        found["held_in_all"] = sum(self.held.values())
        return found


@dataclass(frozen=True, slots=True)
class Moved:
    """The leads compared one by one."""

    same: int = 0  # the same recipient, or held on both sides
    elsewhere: int = 0  # given out on both sides, to different recipients
    newly_given: int = 0
    newly_held: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A replay and what really happened. `start` and `end` in seconds UTC, `notes` what could not be replayed."""

    start: int
    end: int
    rules: str  # which rules were replayed, in words
    leads: int
    waited: int  # of these, waiting when the period began
    moments: int  # at which the rules ran
    real_moments: int  # of these, at which runs took place
    actual: Side
    simulated: Side
    moved: Moved
    notes: tuple[str, ...] = ()

    def as_json(self, zone: str) -> dict[str, Any]:
        """Return JSON values, times in `zone`; keys are stable."""
        return {
            "from": iso(self.start, zone),
            "to": iso(self.end, zone),
            "rules": self.rules,
            "leads": self.leads,
            "waiting_at_start": self.waited,
            "runs_replayed": self.moments,
            "runs_that_took_place": self.real_moments,
            "actual": self.actual.as_json(),
            "simulated": self.simulated.as_json(),
            "moved": asdict(self.moved),
            "notes": list(self.notes),
        }
