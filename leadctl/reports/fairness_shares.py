"""Who was entitled to how much of one lead, and how sums are rounded so that they still add up. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

UNIT: Final = 10**9  # one lead, in the whole numbers that shares are counted in
HUNDREDTH: Final = UNIT // 100

Cause = TypeVar("Cause", bound=Hashable)


class Stake(NamedTuple):
    """One candidate's part of one lead, in UNITs: due among all, earned among those who could take it.

    `code` is why he could not take it, None = he could.
    """

    user_id: int
    due: int
    earned: int
    code: str | None


def apportion(weights: Sequence[int], whole: int) -> list[int]:
    """Return whole numbers in proportion to `weights` that add up to `whole` (largest remainder, then the first).

    All zero when the weights are.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    parts = [whole * w // total for w in weights]
    short = whole - sum(parts)
    for i in sorted(range(len(weights)), key=lambda i: -(whole * weights[i] % total))[:short]:
        parts[i] += 1
    return parts


def stakes(members: Sequence[tuple[int, int, str | None]], usual: Mapping[int, int] | None = None) -> list[Stake]:
    """Return what each member of a candidate set (user, weight, code) had at stake.

    `usual`: shares while all could take leads, where the set holds only the shares of those who could (performance);
    who has none there is at their mean.
    """
    weights = [weight for _, weight, _ in members]
    if usual:
        mean = sum(usual.values()) // len(usual)
        weights = [usual.get(user, mean) if weight else 0 for user, weight, _ in members]
    earned = apportion([weight if code is None else 0 for _, weight, code in members], UNIT)
    due = apportion(weights, UNIT) if sum(weights) else earned
    return [Stake(m[0], d, e, m[2]) for m, d, e in zip(members, due, earned, strict=True)]


def rounded(parts: Mapping[Cause, int], target: int, step: int) -> dict[Cause, int]:
    """Return each part in steps, rounded up or down so that they add up to `target` steps (largest remainder first).

    `target` is the sum of the parts, rounded either way.
    """
    found = {cause: part // step for cause, part in parts.items()}
    missing = target - sum(found.values())
    for cause in sorted((c for c in parts if parts[c] % step), key=lambda c: -(parts[c] % step))[:missing]:
        found[cause] += 1
    return found


def nearest(part: int, step: int) -> int:
    """Return how many steps `part` is, rounded half up."""
    return (2 * part + step) // (2 * step)
