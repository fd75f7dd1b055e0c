"""Turns in proportion to weights, by the entitlement ledger."""

from __future__ import annotations

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import COST, Ledger
from leadctl.engine.strategies.method import Pick


class Weighted:
    """Shares follow the members' weights: 5 : 1 : 1 gives A A B A C A A."""

    def weight(self, weight: int) -> int:
        """Return the weight as it is."""
        return weight

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Return the user with the highest credit, then the longest since his last lead, then by the seed."""
        return Pick(ledger.take(candidates, lead_id, distribution_id, prefer), COST)
