"""Collects what the planner decides for one chunk: passages numbered in order, places, holds. Pure."""

from __future__ import annotations

from leadctl.engine.candidates import CandidateSet, Past
from leadctl.engine.decisions import (
    ACCOUNT,
    BROADCAST,
    FROM,
    LEAD,
    OPEN,
    ROOT,
    TEAM,
    Decisions,
    Held,
    Node,
    Part,
    Passage,
    Places,
    Row,
    Terms,
)


class Outcomes:
    """The writer's side of the planner. `fresh`: owners given in this chunk, for the duplicates behind them."""

    def __init__(self, places: Places, next_id: int) -> None:
        self.next_id = next_id
        self.out = Decisions()
        self.fresh: dict[int, int | None] = {}
        self._places = places

    def hold(self, lead_id: int, code: str, path: tuple[Part, ...], waiting: int = 1) -> None:
        """Say that a lead waits."""
        self.out.held.append(Held(lead_id, code, path, waiting))

    def to_user(
        self, row: Row, origin: str, strategy_id: int | None, user_id: int, team_id: int | None, account_id: int,
        candidates: CandidateSet | None, cost: int, trail: list[Part], past: Past, hops: int,
        band: str = "", terms: Terms | None = None,
    ) -> None:  # fmt: skip
        """Append a passage to a user and place the lead with him; an unanswered offer owns nothing."""
        self._append(
            row, "user", origin, strategy_id, user_id, team_id, account_id, candidates, cost, trail, past, hops, band,
            terms,
        )  # fmt: skip
        if terms is None or terms.accepted:
            self._place(row, user_id, account_id, None)
        else:
            self._pending(row, hops)

    def to_many(
        self, row: Row, strategy_id: int, users: list[tuple[int, int | None, int]], candidates: CandidateSet,
        trail: list[Part], past: Past, hops: int, terms: list[Terms],
    ) -> None:  # fmt: skip
        """Append a broadcast: one shared passage per (user, team, account). No turn is charged, the quickest wins."""
        for number, ((user_id, team_id, account_id), term) in enumerate(zip(users, terms, strict=True)):
            self._append(
                row, "user", "engine", strategy_id, user_id, team_id, account_id, candidates, 0,
                trail if number == 0 else [], past, hops, "", term, sibling=number > 0,
            )  # fmt: skip
        self._pending(row, hops, shared=True)

    def to_node(
        self, row: Row, strategy_id: int, node: Node, trail: list[Part], past: Past, hops: int,
        terms: Terms | None = None,
    ) -> None:  # fmt: skip
        """Append a passage to an account or team; where the lead comes to stand is said afterwards."""
        account_id, team_id = self._places.split(node)
        level = "account" if team_id is None else "team"
        self._append(
            row, level, "engine", strategy_id, None, team_id, account_id, None, 0, trail, past, hops, "", terms
        )
        if terms is not None and not terms.accepted:
            self._pending(row, hops, shared=terms.round == BROADCAST)

    def stand(self, row: Row, node: Node, owner: int | None, hops: int) -> bool:
        """Place a lead with a node; `owner` None = it waits there. Return whether that is a place it was given."""
        account_id, team_id = self._places.split(node)
        if hops:
            self.out.placed.append((owner, account_id, team_id, self.next_id - 1, int(owner is None), row[LEAD]))
            return owner is not None
        if row[OPEN] is not None and owner is not None:
            self.out.placed.append((owner, account_id, team_id, row[OPEN], 0, row[LEAD]))
            return True
        return False

    def _append(
        self, row: Row, level: str, origin: str, strategy_id: int | None, user_id: int | None, team_id: int | None,
        account_id: int, candidates: CandidateSet | None, cost: int, trail: list[Part], past: Past, hops: int,
        band: str, terms: Terms | None, *, sibling: bool = False,
    ) -> None:  # fmt: skip
        """Append a passage; the one before it in the chain goes on, unless it is a `sibling` of the same broadcast."""
        passages = self.out.passages
        if sibling:
            pass
        elif hops:
            passages[-1] = passages[-1]._replace(passed_on=True)
        elif row[OPEN] is not None:
            self.out.passed_on.append(row[OPEN])
        elif row[TEAM] is not None or row[ACCOUNT] != ROOT:
            trail.insert(0, (FROM, row[ACCOUNT], row[TEAM]))  # no passage says where it came from, and undo must know
        passages.append(
            Passage(
                self.next_id, row, level, origin, strategy_id, user_id, team_id, account_id, candidates, cost,
                tuple(trail), past.again or hops > 0 or sibling, False, band, terms,
            )
        )  # fmt: skip
        self.next_id += 1

    def _place(self, row: Row, owner: int | None, account_id: int, team_id: int | None) -> None:
        self.out.placed.append((owner, account_id, team_id, self.next_id - 1, 0, row[LEAD]))

    def _pending(self, row: Row, hops: int, *, shared: bool = False) -> None:
        """Leave the lead where it stood, without an owner, until somebody answers; no run looks at it meanwhile."""
        if hops > 0:
            last = next(p for p in reversed(self.out.passages) if p.row is row and p.passed_on)
            account_id, team_id = last.account_id, last.team_id if last.level == "team" else None
        else:
            account_id, team_id = row[ACCOUNT], row[TEAM]
        self.out.placed.append((None, account_id, team_id, None if shared else self.next_id - 1, 0, row[LEAD]))
