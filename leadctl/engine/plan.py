"""Decides who gets which lead: rows and a snapshot in, decisions with their trace out. Pure.

Per lead, in the order given: gate, duplicate, named recipient, then the strategies of the file in order, hopping from
account to team to user (at most 8 hops, no node twice), else a hold with the reason per strategy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

from leadctl.engine.candidates import NO_PAST, CandidateSet, Desk, Past
from leadctl.engine.decisions import (
    ACCOUNT,
    DISABLED_NODE,
    FORMER_OWNER,
    FROM,
    LEAD,
    LOOP,
    MAX_HOPS,
    NAMED,
    NAMED_CODE,
    NOBODY,
    OPEN,
    ORIGINAL,
    ROOT,
    SHARE,
    TEAM,
    TYPE,
    WHEN,
    Decisions,
    Held,
    Node,
    Original,
    Part,
    Passage,
    Places,
    Row,
    Stage,
)
from leadctl.engine.eligibility import check
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
    ) -> None:
        self.stages = stages
        self.next_id = next_id
        self.left = limit
        self._desk, self._places, self._gates, self._seed, self._only = desk, places, gates, seed, only
        self._by_name = {stage.name.casefold(): stage for stage in stages}
        self._lists: dict[tuple[int, Node], list[Stage]] = {}
        self._why: str = Hold.NO_STRATEGY
        self._out = Decisions()
        self.fresh: dict[int, int | None] = {}  # owners given in this chunk, for the duplicates behind them

    def available(self, user_id: int) -> bool:
        """Return whether a user is neither disabled nor absent."""
        return self._desk.available(user_id)

    def decide(self, rows: Sequence[Row], past: Mapping[int, Past], originals: Mapping[int, Original]) -> Decisions:
        """Return the decisions for `rows` in their order, until the limit is reached."""
        out = self._out = Decisions()
        for row in rows:
            if self.left is not None and self.left <= 0:
                break
            before = len(out.passages)
            self._decide(row, past.get(row[LEAD], NO_PAST), originals)
            if len(out.passages) > before:
                self.fresh[row[LEAD]] = out.placed[-1][0]
                if self.left is not None:
                    self.left -= 1
        return out

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
            self._out.held.append(Held(lead_id, code, path, waiting))

    # ------------------------------------------------------------ duplicates and named recipients

    def _duplicate(self, row: Row, originals: Mapping[int, Original]) -> tuple[bool, int | None]:
        """Return (it waits or is withheld, the former owner to prefer). Its original was decided before it."""
        original = originals.get(row[ORIGINAL])
        if original is None:  # taken back with its import
            return False, None
        owner = self.fresh.get(row[ORIGINAL], original.owner_id)
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
            self._pass(row, "user", "named", None, user_id, user.team_id, user.account_id, candidates, 0, [], past, 0)
            self._place(row, user_id, user.account_id, None, 0)

    # ------------------------------------------------------------ strategies

    def _walk(self, row: Row, past: Past, prefer: int | None) -> None:
        """Ask the strategies of the lead's holder, then those of each node it hops to."""
        node: Node = -row[TEAM] if row[TEAM] is not None else row[ACCOUNT]
        visited = [node]
        hops = 0
        while True:
            trail: list[Part] = []
            found = self._ask(row, node, past, visited, trail)
            if not hops and self._only is not None and (found is None or found[0].id != self._only):
                return
            if found is None:
                self._stand(row, node, hops, tuple(trail))
                return
            stage, candidates = found
            if candidates is not None:
                self._to_user(row, stage, candidates, trail, past, hops, prefer)
                return
            assert stage.target is not None
            node = stage.target
            account_id, team_id = self._places.split(node)
            level = "account" if team_id is None else "team"
            self._pass(row, level, "engine", stage.id, None, team_id, account_id, None, 0, trail, past, hops)
            visited.append(node)
            hops += 1

    def _ask(
        self, row: Row, node: Node, past: Past, visited: list[Node], trail: list[Part]
    ) -> tuple[Stage, CandidateSet | None] | None:
        """Return the first strategy that takes the lead, with its candidates (None = an account or team takes it)."""
        self._why = Hold.NO_STRATEGY
        for first in self._stages_for(row[TYPE], node):
            stage: Stage | None = first
            while stage is not None:
                if not stage.matches(row):
                    trail.append((stage.id, WHEN, None))
                    break
                if stage.share is not None and not self._drawn(stage, row[LEAD]):
                    trail.append((stage.id, SHARE, None))
                    break
                candidates = None
                if stage.pool is not None:
                    candidates = stage.pool.candidates(row, past)
                    if candidates.users:
                        return stage, candidates
                    code = NOBODY
                else:
                    code = self._closed(stage.target, visited)
                    if not code:
                        return stage, None
                trail.append((stage.id, code, candidates))
                self._why = Hold.NOBODY_ELIGIBLE
                if stage.on_empty == "hold":
                    self._why = Hold.ON_EMPTY_HOLD
                    return None
                stage = self._fallback(stage, trail)
        return None

    def _fallback(self, stage: Stage, trail: list[Part]) -> Stage | None:
        """Return the strategy that `on_empty` names, unless it was asked already."""
        if stage.on_empty == "next":
            return None
        other = self._by_name.get(stage.on_empty.casefold())
        return None if other is None or any(part[0] == other.id for part in trail) else other

    def _stages_for(self, record_type_id: int, node: Node) -> list[Stage]:
        key = (record_type_id, node)
        found = self._lists.get(key)
        if found is None:
            found = self._lists[key] = [
                s for s in self.stages if s.node == node and s.record_type_id in {None, record_type_id}
            ]
        return found

    def _drawn(self, stage: Stage, lead_id: int) -> bool:
        """Return whether the lead falls in the strategy's share: the same in every replay."""
        assert stage.share is not None
        digest = blake2b(f"{self._seed}|{stage.name}|{lead_id}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % MICRO < stage.share

    def _closed(self, node: Node | None, visited: list[Node]) -> str:
        """Return why the lead cannot go to this account or team, or an empty string."""
        if node is None or node in self._places.disabled:
            return DISABLED_NODE
        return LOOP if node in visited or len(visited) > MAX_HOPS else ""

    # ------------------------------------------------------------ outcomes

    def _to_user(
        self, row: Row, stage: Stage, candidates: CandidateSet, trail: list[Part], past: Past, hops: int,
        prefer: int | None,
    ) -> None:  # fmt: skip
        if prefer is not None and prefer not in candidates.users:
            prefer = None
        user_id, cost = stage.method.pick(stage.ledger, candidates, row[LEAD], self.next_id, prefer)
        if prefer is not None:
            trail.append((stage.id, FORMER_OWNER, None))
        pool = stage.pool
        assert pool is not None
        pool.given(user_id)
        user = self._desk.users[user_id]
        team_id = pool.roster[user_id][1] or user.team_id
        self._pass(
            row, "user", "engine", stage.id, user_id, team_id, user.account_id, candidates, cost, trail, past, hops
        )
        self._place(row, user_id, user.account_id, None, 0)

    def _pass(
        self, row: Row, level: str, origin: str, strategy_id: int | None, user_id: int | None, team_id: int | None,
        account_id: int, candidates: CandidateSet | None, cost: int, trail: list[Part], past: Past, hops: int,
    ) -> None:  # fmt: skip
        """Append a passage; the one before it in the chain goes on."""
        passages = self._out.passages
        if hops:
            passages[-1] = passages[-1]._replace(passed_on=True)
        elif row[OPEN] is not None:
            self._out.passed_on.append(row[OPEN])
        elif row[TEAM] is not None or row[ACCOUNT] != ROOT:
            trail.insert(0, (FROM, row[ACCOUNT], row[TEAM]))  # no passage says where it came from, and undo must know
        passages.append(
            Passage(
                self.next_id, row, level, origin, strategy_id, user_id, team_id, account_id, candidates, cost,
                tuple(trail), past.again or hops > 0,
            )
        )  # fmt: skip
        self.next_id += 1

    def _place(self, row: Row, owner: int | None, account_id: int, team_id: int | None, waiting: int) -> None:
        self._out.placed.append((owner, account_id, team_id, self.next_id - 1, waiting, row[LEAD]))

    def _stand(self, row: Row, node: Node, hops: int, trail: tuple[Part, ...]) -> None:
        """No strategy of the node took it: it stands with the node's owner, or waits for the node's people."""
        account_id, team_id = self._places.split(node)
        owner = self._places.owners.get(node)
        stands = self._why == Hold.NO_STRATEGY and owner is not None
        if hops:
            self._place(row, owner if stands else None, account_id, team_id, int(not stands))
        elif row[OPEN] is not None and stands:
            self._out.placed.append((owner, account_id, team_id, row[OPEN], 0, row[LEAD]))
        if stands and (hops or row[OPEN] is not None):
            assert owner is not None
            self._desk.owns(owner)
        else:
            self._hold(row[LEAD], self._why, trail)
