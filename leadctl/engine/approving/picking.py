"""Methods under watch: who would have been next, and a pick that only confirms what a plan says. Pure."""

from __future__ import annotations

from leadctl.engine.candidates import CandidateSet
from leadctl.engine.decisions import Stage
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies import Method, Pick
from leadctl.models import Code

REMEMBERED = 4096  # candidate sets without their winner


class Stale(Exception):  # noqa: N818  it is no error: the engine would decide otherwise now
    """The engine would give the lead to somebody else, or not at all; the text says what."""


class Watching:
    """A method that also says who would have got each lead if its winner could not take it."""

    def __init__(self, method: Method, runners_up: dict[int, int | None]) -> None:
        self._method, self._found = method, runners_up
        self._without: dict[tuple[bytes, int], CandidateSet] = {}

    def weight(self, weight: int) -> int:
        """Return what the method watched says."""
        return self._method.weight(weight)

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Pick as the method watched does, and note the runner-up."""
        before = ledger.entries() if len(candidates.users) > 1 else {}
        picked = self._method.pick(ledger, candidates, lead_id, distribution_id, prefer)
        self._found[lead_id] = None
        if len(candidates.users) > 1:
            others = self._others(candidates, picked.user_id)
            spare = Ledger(ledger.seed, before)
            self._found[lead_id] = self._method.pick(spare, others, lead_id, distribution_id, None).user_id
        return picked

    def _others(self, candidates: CandidateSet, winner: int) -> CandidateSet:
        key = (candidates.digest, winner)
        found = self._without.get(key)
        if found is None:
            if len(self._without) >= REMEMBERED:
                self._without = {}
            members = [(u, w, Code.DISABLED if u == winner else code) for u, w, code in candidates.members]
            found = self._without[key] = CandidateSet(members)
        return found


class Confirming:
    """A method of one strategy that gives each lead to the user whom the plan names, if he may take it now."""

    def __init__(self, method: Method, stage: Stage, wanted: dict[int, tuple[str, int]], names: dict[int, str]) -> None:
        self._method, self._stage, self._wanted, self._names = method, stage, wanted, names

    def weight(self, weight: int) -> int:
        """Return what the method confirmed says."""
        return self._method.weight(weight)

    def pick(
        self, ledger: Ledger, candidates: CandidateSet, lead_id: int, distribution_id: int, prefer: int | None
    ) -> Pick:
        """Charge the ledger for the user of the plan. Raises Stale before anything is booked."""
        if lead_id not in self._wanted:
            raise Stale("one of the people would get it now")
        strategy, user_id = self._wanted[lead_id]
        if strategy.casefold() != self._stage.name.casefold():
            raise Stale(f'strategy "{self._stage.name}" would take it now')
        if user_id not in candidates.users:
            code = next((code for user, _, code in candidates.members if user == user_id), None)
            name = self._names.get(user_id, str(user_id))
            raise Stale(f"{name} may not take it now ({code})" if code else f"{name} is not among its people any more")
        return self._method.pick(ledger, candidates, lead_id, distribution_id, user_id)
