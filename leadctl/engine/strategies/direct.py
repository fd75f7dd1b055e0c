"""The user whom the strategy names. Teams and accounts it names are passages of their own level (see plan)."""

from __future__ import annotations

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies.method import Pick
from leadctl.models import MICRO


class Direct:
    """No turn is taken: the one named gets every lead he may take."""

    def weight(self, weight: int) -> int:
        """Return one lead's worth: being named is enough."""
        return MICRO

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Return the named user (the first eligible one), without charging the ledger."""
        return Pick(candidates.users[0] if prefer is None else prefer, 0)
