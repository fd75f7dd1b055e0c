"""What every method of distribution offers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import Ledger


class Pick(NamedTuple):
    """Who gets the lead, and what the ledger charged for it (leads; 0 = the ledger did not decide)."""

    user_id: int
    cost: int


class Method(Protocol):
    """A way to choose one of the eligible candidates of a set (there is at least one)."""

    def weight(self, weight: int) -> int:
        """Return the weight that counts, from a member's weight in millionths."""
        ...

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Choose and book. `prefer` is an eligible user who goes first (the former owner of a duplicate)."""
        ...
