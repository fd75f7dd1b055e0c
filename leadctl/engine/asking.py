"""Which strategy takes a lead that lies with an account or team: asks those of its holder in order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from leadctl.engine import ladder
from leadctl.engine.candidates import CandidateSet, Past
from leadctl.engine.decisions import (
    BROADCAST,
    DISABLED_NODE,
    EXCLUSIVE,
    LEAD,
    LOOP,
    MAX_HOPS,
    NO_OWNER,
    NOBODY,
    NOT_FOUND,
    SHARE,
    TOO_FAR,
    TYPE,
    WHEN,
    Found,
    Node,
    Part,
    Places,
    Row,
    Stage,
)
from leadctl.engine.draw import draw
from leadctl.engine.outcomes import Outcomes
from leadctl.models import Code, Hold


class Taken(NamedTuple):
    """A strategy that takes a lead: for one of its candidates, or for a node; `broadcast`: in its second round."""

    stage: Stage
    candidates: CandidateSet | None = None
    node: Node | None = None
    why: tuple[object, ...] | None = None  # what its finder matched
    broadcast: bool = False


class Asking:
    """Asks the strategies of a node. `why` = why none took the lead that was asked about last."""

    def __init__(self, stages: Sequence[Stage], places: Places, outcomes: Outcomes, seed: str) -> None:
        self.why: str = Hold.NO_STRATEGY
        self._stages, self._places, self._outcomes, self._seed = stages, places, outcomes, seed
        self._by_name = {stage.name.casefold(): stage for stage in stages}
        self._lists: dict[tuple[int, Node], list[Stage]] = {}

    def ask(self, row: Row, node: Node, past: Past, visited: list[Node], trail: list[Part]) -> Taken | None:
        """Return the first strategy that takes the lead; why the others do not goes into `trail`."""
        self.why = Hold.NO_STRATEGY
        leapt = False  # past others of the file, to a catch-all
        for first in self._stages_for(row[TYPE], node):
            if leapt and _asked(first, trail):
                continue
            stage: Stage | None = first
            while stage is not None:
                if not stage.matches(row):
                    trail.append((stage.id, WHEN, None))
                    break
                if stage.share is not None and not self._drawn(stage, row[LEAD]):
                    trail.append((stage.id, SHARE, None))
                    break
                found = None if stage.finder is None else stage.finder.find(row)
                if stage.finder is not None and found is None:
                    trail.append((stage.id, NOT_FOUND, None))
                    break
                taken = self._take(stage, found, row, past, visited, trail)
                if taken is not None:
                    return taken
                self.why = Hold.NOBODY_ELIGIBLE
                if stage.on_empty == "hold" or (found is not None and found.wait):
                    self.why = Hold.ON_EMPTY_HOLD
                    return None
                stage = self._fallback(stage, row, node, trail)
                leapt = leapt or stage is not None
        return None

    def _take(
        self, stage: Stage, found: Found | None, row: Row, past: Past, visited: list[Node], trail: list[Part]
    ) -> Taken | None:
        """Return how a strategy that matches takes the lead, or None, with the reason in `trail`."""
        quiet = stage.quiet is not None and stage.quiet(row)
        why = None if found is None else found.why
        target = stage.target if found is None else found.node
        if target is not None or not stage.lanes:
            round_, code = EXCLUSIVE, Code.LEAD_QUIET_HOURS.value if quiet else self._closed(stage, target, visited)
            if not code and target is not None:
                round_, code = ladder.node_round(stage, target, past)
            if not code:
                return Taken(stage, None, target, why, broadcast=round_ == BROADCAST)
            trail.append((stage.id, code, None))
            return None
        pool = stage.lane(row)[1].pool
        candidates: CandidateSet | None = None
        if ladder.one_by_one(stage):
            for group in ladder.groups(found):
                candidates = pool.candidates(row, past, quiet=quiet, group=group)
                if candidates.users:
                    return Taken(stage, candidates, None, why)
        everybody = ladder.broadcast_set(stage, pool, row, past, quiet, found)
        if everybody is not None and everybody.users:
            return Taken(stage, everybody, None, why, broadcast=True)
        trail.append((stage.id, NOBODY, everybody if candidates is None else candidates))
        return None

    def _fallback(self, stage: Stage, row: Row, node: Node, trail: list[Part]) -> Stage | None:
        """Return the strategy that `on_empty` names, unless it was asked already or is for other leads."""
        if stage.on_empty == "next":
            return None
        other = self._by_name.get(stage.on_empty.casefold())
        if other is None or not self._fits(other, row[TYPE], node) or _asked(other, trail):
            return None
        return other

    def _stages_for(self, record_type_id: int, node: Node) -> list[Stage]:
        key = (record_type_id, node)
        found = self._lists.get(key)
        if found is None:
            found = self._lists[key] = [s for s in self._stages if self._fits(s, record_type_id, node)]
        return found

    @staticmethod
    def _fits(stage: Stage, record_type_id: int, node: Node) -> bool:
        return stage.node == node and stage.record_type_id in {None, record_type_id}

    def _drawn(self, stage: Stage, lead_id: int) -> bool:
        """Return whether the lead falls in the strategy's share: the same in every replay."""
        assert stage.share is not None
        return draw(self._seed, stage.name, lead_id) < stage.share

    def _closed(self, stage: Stage, node: Node | None, visited: list[Node]) -> str:
        """Return why the lead cannot go to this account or team, or an empty string."""
        if node is None or node in self._places.disabled:
            return DISABLED_NODE
        if node in visited or len(visited) > MAX_HOPS:
            code = LOOP if node in visited else TOO_FAR
            self._outcomes.out.stopped[stage.id, code] += 1
            return code
        return NO_OWNER if stage.hand_out and self._places.owners.get(node) is None else ""


def _asked(stage: Stage, trail: Sequence[Part]) -> bool:
    return any(part[0] == stage.id for part in trail)
