"""How evenly people got what the rules entitled them to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def jain(shares: Iterable[float]) -> float | None:
    """Return Jain's fairness index (Σx)² / (n Σx²): 1 = all alike, 1/n = one has everything; None of nothing.

    Source: R. Jain, D. Chiu, W. Hawe, A Quantitative Measure of Fairness and Discrimination for Resource Allocation in
    Shared Computer Systems, DEC-TR-301, 1984.
    """
    found = list(shares)
    squares = sum(x * x for x in found)
    return None if not squares else sum(found) ** 2 / (len(found) * squares)


def index(received: Mapping[int, float], entitled: Mapping[int, float]) -> float | None:
    """Return Jain's index over received / entitled of everybody who was entitled to anything.

    Entitled is what the ledger credited: of each lead its share among those who could take it.
    """
    return jain([received.get(user, 0) / due for user, due in sorted(entitled.items()) if due > 0])


def percentile(values: Sequence[int], part: float) -> int | None:
    """Return the smallest value that at least `part` (0 to 1) of the values do not exceed (nearest rank)."""
    if not values:
        return None
    ordered = sorted(values)
    rank = -(-len(ordered) * round(part * 100) // 100)
    return ordered[max(rank, 1) - 1]
