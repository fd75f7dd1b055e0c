"""Turns alike for everyone, by the entitlement ledger."""

from __future__ import annotations

from leadctl.engine.strategies.weighted import Weighted
from leadctl.models import MICRO


class RoundRobin(Weighted):
    """Everyone's turn is worth the same; a weight of 0 still means none."""

    def weight(self, weight: int) -> int:
        """Return one lead's worth, or 0."""
        return MICRO if weight > 0 else 0
