"""Decides who gets which lead: rows and a snapshot in, decisions with their trace out. Pure.

Per lead, in the order given: gate, duplicate, named recipient, then the strategies of the file in order, hopping from
account to team to user (at most 8 hops, no node twice), else a hold with the reason per strategy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadctl.engine import ladder
from leadctl.engine.asking import Asking, Taken
from leadctl.engine.candidates import NO_PAST, CandidateSet, Desk, Past
from leadctl.engine.decisions import (
    ACCOUNT,
    BROADCAST,
    EXCLUSIVE,
    FORMER_OWNER,
    LEAD,
    MATCHED,
    NAMED,
    NAMED_CODE,
    OPEN,
    ORIGINAL,
    TEAM,
    TYPE,
    Decisions,
    Node,
    Original,
    Part,
    Places,
    Queue,
    Row,
    Stage,
)
from leadctl.engine.eligibility import check
from leadctl.engine.outcomes import Outcomes
from leadctl.models import FINISHED, MICRO, Hold


class Planner:
    """Decides leads one after the other; what was given before in the same run counts."""

    def __init__(
        self,
        stages: Sequence[Stage],
        desk: Desk,
        places: Places,
        gates: Mapping[int, Callable[[Row], str | None]],
        *,
        seed: str,
        next_id: int,
        only: int | None = None,
        limit: int | None = None,
        queues: Sequence[Queue] = (),
    ) -> None:
        self.stages = stages
        self.left = limit
        self._desk, self._places, self._gates, self._only = desk, places, gates, only
        self._queues = queues
        self._finders = [stage.finder for stage in stages if stage.finder is not None]
        self._outcomes = Outcomes(places, next_id)
        self._asking = Asking(stages, places, self._outcomes, seed)

    @property
    def next_id(self) -> int:
        """Return the id of the next passage."""
        return self._outcomes.next_id

    def start_chunk(self, next_id: int) -> None:
        """Number the passages from `next_id` on, and forget the owners given so far: the database has them now."""
        self._outcomes.next_id = next_id
        self._outcomes.fresh = {}

    def available(self, user_id: int) -> bool:
        """Return whether a user is neither disabled nor absent."""
        return self._desk.available(user_id)

    def decide(self, rows: Sequence[Row], past: Mapping[int, Past], originals: Mapping[int, Original]) -> Decisions:
        """Return the decisions for `rows` in their order, until the limit is reached."""
        for stage in self.stages:
            if stage.finder is not None:
                stage.finder.prefetch(rows)
            if stage.ahead is not None:
                stage.ahead(rows)
        out = self._outcomes.out = Decisions()
        for row in rows:
            if self.left is not None and self.left <= 0:
                break
            before, stood = len(out.passages), len(out.placed)
            self._decide(row, past.get(row[LEAD], NO_PAST), originals)
            if len(out.passages) > before:
                self._outcomes.fresh[row[LEAD]] = out.placed[-1][0]
                if self.left is not None:
                    self.left -= 1
            if self._finders and len(out.placed) > stood:
                self._learn(row, out.placed[-1][0])
        return out

    def _learn(self, row: Row, owner: int | None) -> None:
        """Let the lookups know that the lead has an owner: the next one of its company may be his."""
        if owner is not None:
            for finder in self._finders:
                finder.given(row, owner)

    def _decide(self, row: Row, past: Past, originals: Mapping[int, Original]) -> None:
        gate = self._gates.get(row[TYPE])
        if gate is not None:
            name = gate(row)
            if name is not None:
                self._hold(row[LEAD], f"gate:{name}", ())
                return
        prefer = None
        if row[ORIGINAL] is not None:
            waits, prefer = self._duplicate(row, originals)
            if waits:
                return
        if row[NAMED] is not None:
            self._named(row, past)
        else:
            self._walk(row, past, prefer)

    def _hold(self, lead_id: int, code: str, path: tuple[Part, ...], waiting: int = 1) -> None:
        if self._only is None:  # with --strategy the rest is left as it lies
            self._outcomes.hold(lead_id, code, path, waiting)

    # ------------------------------------------------------------ duplicates and named recipients

    def _duplicate(self, row: Row, originals: Mapping[int, Original]) -> tuple[bool, int | None]:
        """Return (it waits or is withheld, the former owner to prefer). Its original was decided before it."""
        original = originals.get(row[ORIGINAL])
        if original is None:  # taken back with its import
            return False, None
        owner = self._outcomes.fresh.get(row[ORIGINAL], original.owner_id)
        if original.system in FINISHED or (owner is not None and not self._desk.available(owner)):
            return False, owner
        self._hold(row[LEAD], Hold.DUPLICATE, (), int(owner is None))
        return True, None

    def _named(self, row: Row, past: Past) -> None:
        """Give the lead to the user whom the file names, if he may take leads; else hold it."""
        user_id = row[NAMED]
        desk = self._desk
        code = check(desk.users[user_id], desk.moment, own=desk.own(user_id), rejected=user_id in past.rejected)
        candidates = CandidateSet([(user_id, MICRO, code)])
        if code is not None:
            self._hold(row[LEAD], Hold.NAMED_UNAVAILABLE, ((0, NAMED_CODE, candidates),))
        elif self._only is None:
            user = desk.users[user_id]
            desk.given(user_id)
            self._outcomes.to_user(
                row, "named", None, user_id, user.team_id, user.account_id, candidates, 0, [], past, 0
            )

    # ------------------------------------------------------------ strategies

    def _walk(self, row: Row, past: Past, prefer: int | None) -> None:
        """Ask the strategies of the lead's holder, then those of each node it hops to."""
        node: Node = -row[TEAM] if row[TEAM] is not None else row[ACCOUNT]
        visited = [node]
        hops = 0
        while True:
            trail: list[Part] = []
            taken = self._asking.ask(row, node, past, visited, trail)
            if not hops and self._only is not None and (taken is None or taken.stage.id != self._only):
                return
            if taken is None:
                self._stand(row, node, hops, tuple(trail))
                return
            if taken.why is not None:
                trail.append((taken.stage.id, MATCHED, taken.why))
            if taken.node is None:
                self._to_users(row, taken, trail, past, hops, prefer)
                return
            node = taken.node
            if self._to_node(row, taken, node, trail, past, hops):
                return
            visited.append(node)
            hops += 1
            if taken.stage.hand_out:
                self._asking.why = Hold.NO_STRATEGY
                self._stand(row, node, hops, (), keep=True)
                return

    # ------------------------------------------------------------ outcomes

    def _to_users(
        self, row: Row, taken: Taken, trail: list[Part], past: Past, hops: int, prefer: int | None
    ) -> None:  # fmt: skip
        stage, candidates = taken.stage, taken.candidates
        assert candidates is not None
        band, lane = stage.lane(row)
        users, pool = self._desk.users, lane.pool
        if taken.broadcast:
            assert stage.offer is not None
            asked = [(u, pool.team_of(u), users[u].account_id) for u in candidates.users]
            terms = [ladder.terms(stage.offer, self._desk, u, BROADCAST) for u in candidates.users]
            self._outcomes.to_many(row, stage.id, asked, candidates, trail, past, hops, terms)
            return
        if prefer is not None and prefer not in candidates.users:
            prefer = None
        user_id, cost = lane.method.pick(lane.ledger, candidates, row[LEAD], self.next_id, prefer)
        if prefer is not None:
            trail.append((stage.id, FORMER_OWNER, None))
        pool.given(user_id)
        term = None if stage.offer is None else ladder.terms(stage.offer, self._desk, user_id)
        self._outcomes.to_user(
            row, "engine", stage.id, user_id, pool.team_of(user_id), users[user_id].account_id, candidates, cost, trail,
            past, hops, band, term,
        )  # fmt: skip

    def _to_node(self, row: Row, taken: Taken, node: Node, trail: list[Part], past: Past, hops: int) -> bool:
        """Pass the lead to an account or team; return whether it waits there for an answer."""
        stage, term = taken.stage, None
        if stage.offer is not None:
            round_ = BROADCAST if taken.broadcast else EXCLUSIVE
            term = ladder.node_terms(stage.offer, self._desk, node, round_, node in self._places.auto_accept)
        self._outcomes.to_node(row, stage.id, node, trail, past, hops, term)
        return term is not None and not term.accepted

    def _stand(self, row: Row, node: Node, hops: int, trail: tuple[Part, ...], *, keep: bool = False) -> None:
        """No strategy of the node took it: it waits in a queue, stands with the node's owner, or waits for people.

        `keep`: it stays with the owner whatever the queues say, to be handed out.
        """
        owner = self._places.owners.get(node)
        waits = self._queued(row, node) if self._asking.why == Hold.NO_STRATEGY and not keep else ()
        if waits:
            self._asking.why, trail = Hold.QUEUED, (*trail, *waits)
        stands = self._asking.why == Hold.NO_STRATEGY and owner is not None and (hops > 0 or row[OPEN] is not None)
        if self._outcomes.stand(row, node, owner if stands else None, hops):
            assert owner is not None
            self._desk.owns(owner)
        else:
            self._hold(row[LEAD], self._asking.why, trail)

    def _queued(self, row: Row, node: Node) -> tuple[Part, ...]:
        """Return the pull strategies that offer the lead to those who pull."""
        return tuple(
            (q.strategy_id, Hold.QUEUED.value, None)
            for q in self._queues
            if q.node in {None, node} and q.record_type_id in {None, row[TYPE]} and q.matches(row)
        )
