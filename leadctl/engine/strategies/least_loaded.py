"""The least loaded first: lowest (open leads + 1) / capacity, ties by the entitlement ledger. Pure.

The ledger keeps the books of every lead with the capacities as weights, so among equally loaded users the one goes
first who has had less than his part. Comparisons are exact: each user's next lead counts lcm / capacity.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.ledger import COST, Ledger
from leadctl.engine.strategies.method import Pick
from leadctl.models import MICRO


def capacity(open_cap: int | None, weight: int) -> int:
    """Return a user's capacity in millionths of a lead: his cap of open leads, else his weight; 0 = takes none."""
    return 0 if weight <= 0 else weight if open_cap is None else open_cap * MICRO


class LeastLoaded:
    """One strategy's view of how full its people are. It is told of every lead that comes to one of them.

    `opens`: user -> open leads at the start; `capacities`: user -> capacity in millionths.
    """

    def __init__(self, opens: Mapping[int, int], capacities: Mapping[int, int]) -> None:
        self._open = dict(opens)
        self._marked = dict(opens)
        whole = lcm(*(c for c in capacities.values() if c > 0))
        self._step = {user: whole // c for user, c in capacities.items() if c > 0}
        self._active: CandidateSet | None = None
        self._at: dict[int, int] = {}
        self._fullness: list[int] = []  # of the active set, as it would be with one lead more

    def weight(self, weight: int) -> int:
        """Return the weight as it is: the capacity."""
        return weight

    def came(self, user_id: int) -> None:
        """Book one more open lead of a user, by whichever strategy."""
        self._open[user_id] = self._open.get(user_id, 0) + 1
        at = self._at.get(user_id)
        if at is not None:
            self._fullness[at] += self._step[user_id]

    def opens(self) -> dict[int, int]:
        """Return user -> open leads as they stand."""
        return dict(self._open)

    def mark(self) -> dict[int, int]:
        """Return the open leads as they stood at the mark before, and set the mark here."""
        before, self._marked = self._marked, dict(self._open)
        return before

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Return the user with the lowest (open + 1) / capacity; the ledger decides among equals and is charged."""
        if prefer is not None:
            return Pick(ledger.take(candidates, lead_id, distribution_id, prefer), COST)
        if candidates is not self._active:
            self._load(candidates)
        fullness = self._fullness
        least = min(fullness)
        if fullness.count(least) == 1:
            prefer = candidates.users[fullness.index(least)]
            return Pick(ledger.take(candidates, lead_id, distribution_id, prefer), COST)
        among = [i for i, value in enumerate(fullness) if value == least]
        return Pick(ledger.take(candidates, lead_id, distribution_id, None, among), COST)

    def _load(self, candidates: CandidateSet) -> None:
        self._active = candidates
        self._at = {user: at for at, user in enumerate(candidates.users)}
        self._fullness = [(self._open.get(user, 0) + 1) * self._step[user] for user in candidates.users]
