"""What new rules would mean for the leads that wait now: two rehearsals of the same run compared. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class Move(Protocol):
    """One lead's outcome in a rehearsal: a recipient by a strategy, or a hold."""

    @property
    def lead_id(self) -> int: ...
    @property
    def strategy(self) -> str | None: ...
    @property
    def recipient(self) -> str | None: ...
    @property
    def hold(self) -> str | None: ...


class Share(NamedTuple):
    """How many of the waiting leads one recipient gets, under the rules in force and under the new ones."""

    recipient: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference. `routed`: held by the rules in force, given out by the new ones; `held`: the other way round."""

    waiting: int = 0
    routed: dict[str, int] = field(default_factory=dict)  # strategy -> leads
    held: dict[str, int] = field(default_factory=dict)  # hold code -> leads
    elsewhere: int = 0  # given out by both, to another recipient
    still_held: int = 0
    shares: tuple[Share, ...] = ()

    @property
    def given_before(self) -> int:
        """Return how many leads the rules in force would give out."""
        return sum(s.before for s in self.shares)

    @property
    def given_after(self) -> int:
        """Return how many leads the new rules would give out."""
        return sum(s.after for s in self.shares)

    def as_json(self) -> dict[str, Any]:
        """Return the effect as JSON values; shares in per cent of what would be given out."""
        return {
            "waiting": self.waiting,
            "newly_routed": sum(self.routed.values()),
            "newly_routed_by_strategy": self.routed,
            "newly_held": sum(self.held.values()),
            "newly_held_by_reason": self.held,
            "to_somebody_else": self.elsewhere,
            "still_held": self.still_held,
            "shares": [
                {
                    "recipient": s.recipient,
                    "leads_before": s.before,
                    "leads_after": s.after,
                    "percent_before": percent(s.before, self.given_before),
                    "percent_after": percent(s.after, self.given_after),
                }
                for s in self.shares
            ],
        }


def percent(part: int, whole: int) -> float | None:
    """Return 100 · part / whole to one decimal, None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def compare(before: Iterable[Move], after: Iterable[Move]) -> Effect:
    """Return the effect of going from the moves of one rehearsal to those of another over the same leads."""
    old, new = _outcomes(before), _outcomes(after)
    routed: Counter[str] = Counter()
    held: Counter[str] = Counter()
    elsewhere = still = 0
    for lead_id in old.keys() | new.keys():
        was, becomes = old.get(lead_id), new.get(lead_id)
        had = was.recipient if was else None
        gets = becomes.recipient if becomes else None
        if had is None and gets is not None and becomes is not None:
            routed[becomes.strategy or ""] += 1
        elif had is not None and gets is None:
            held[(becomes.hold if becomes else None) or "not waiting"] += 1
        elif had is None:
            still += 1
        else:
            elsewhere += had != gets
    return Effect(
        waiting=len(old.keys() | new.keys()),
        routed=dict(routed.most_common()),
        held=dict(held.most_common()),
        elsewhere=elsewhere,
        still_held=still,
        shares=_shares(old.values(), new.values()),
    )


def _outcomes(moves: Iterable[Move]) -> dict[int, Move]:
    """Return lead -> its outcome; who was given the lead counts more than that it waits there for more."""
    found: dict[int, Move] = {}
    for move in moves:
        if move.lead_id not in found or move.recipient is not None:
            found[move.lead_id] = move
    return found


def _shares(before: Iterable[Move], after: Iterable[Move]) -> tuple[Share, ...]:
    old = Counter(m.recipient for m in before if m.recipient is not None)
    new = Counter(m.recipient for m in after if m.recipient is not None)
    names = sorted(old.keys() | new.keys(), key=lambda name: (-new[name], -old[name], name))
    return tuple(Share(name, old[name], new[name]) for name in names)
