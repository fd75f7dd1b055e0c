"""Who stands for a lead: candidate sets, interned by content and rebuilt only when something changed. Pure.

A run has one fixed moment, so shifts, absences and calendar caps cannot change under it: a set goes stale only when
somebody reaches a cap. Sets differ by what the lead asks for (tags) and by who had the lead before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from leadctl.engine.eligibility import NO_LOAD, Load, User, check, standing
from leadctl.engine.ledger import shares
from leadctl.models import MICRO, Code

CACHED_SETS = 4096  # per strategy; leads with a past make many

Member = tuple[int, int, str | None]  # user id, weight in millionths, reason code or None = eligible


class CandidateSet:
    """Every candidate of one decision with his weight and reason code; what each eligible one earns by it."""

    __slots__ = ("digest", "earners", "earns", "members", "pays", "text", "users")

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        eligible = [(user, weight) for user, weight, code in members if code is None]
        self.users = [user for user, _ in eligible]
        self.earns = shares([weight for _, weight in eligible]) if eligible else []
        self.pays = sum(self.earns)
        self.earners = [at for at, earned in enumerate(self.earns) if earned] if 0 in self.earns else None
        self.text = json.dumps(members, separators=(",", ":"))
        self.digest = blake2b(self.text.encode(), digest_size=16).digest()

    @classmethod
    def from_text(cls, text: str) -> CandidateSet:
        """Return the set stored as `text`."""
        return cls([(user, weight, code) for user, weight, code in json.loads(text)])


class Past(NamedTuple):
    """Who had a lead before: users who owned it, users who rejected it; whether it was distributed at all.

    `asked`: (strategy, user) whose offer ran out since the lead last had an owner; `broadcast`: the strategies that
    asked everybody at once since then, in vain. `nodes` and `asked_nodes` are the same of accounts and teams: those
    that rejected it, and those that let an offer of a strategy run out.
    """

    held: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()
    again: bool = False
    asked: frozenset[tuple[int, int]] = frozenset()
    broadcast: frozenset[int] = frozenset()
    nodes: frozenset[int] = frozenset()
    asked_nodes: frozenset[tuple[int, int]] = frozenset()


NO_PAST = Past()


class Desk:
    """The people of a run at its fixed moment: who they are, how they stand, how full they are."""

    def __init__(self, moment: int, users: Mapping[int, User], loads: Mapping[int, Load]) -> None:
        self.moment = moment
        self.users = users
        self.loads = loads
        self._room = {user: load.room() for user, load in loads.items()}
        self._standing: dict[tuple[int, int | None], Code | None] = {}
        self._pools: dict[int, list[Pool]] = {}
        self._watchers: dict[int, list[Callable[[int], None]]] = {}

    def standing(self, user_id: int, active_within: int | None = None) -> Code | None:
        """Return why the user takes no lead at all now, or None; worked out once.

        `active_within` (seconds) asks besides that he was seen lately.
        """
        key = (user_id, active_within)
        if key not in self._standing:
            self._standing[key] = standing(self.users[user_id], self.moment, active_within)
        return self._standing[key]

    def available(self, user_id: int) -> bool:
        """Return whether the user is neither disabled nor absent: whether he may keep the leads of a person."""
        return user_id in self.users and self.standing(user_id) not in {Code.DISABLED, Code.ABSENT}

    def own(self, user_id: int) -> Load:
        """Return the user's load over everything."""
        return self.loads.get(user_id, NO_LOAD)

    def register(self, pool: Pool, user_ids: Iterable[int]) -> None:
        """Have `pool` told when one of these users is full."""
        for user_id in user_ids:
            self._pools.setdefault(user_id, []).append(pool)

    def watch(self, user_ids: Iterable[int], came: Callable[[int], None]) -> None:
        """Have `came` called with the user whenever one of these users gets a lead, by whichever strategy."""
        for user_id in user_ids:
            self._watchers.setdefault(user_id, []).append(came)

    def given(self, user_id: int) -> None:
        """Book one lead handed to the user."""
        for came in self._watchers.get(user_id, ()):
            came(user_id)
        load = self.loads.get(user_id)
        if load is not None:
            load.given += 1
            if load.given >= self._room[user_id]:
                self._stale(user_id)

    def owns(self, user_id: int) -> None:
        """Book one lead that the user owns without having been given it: his team or account holds it."""
        for came in self._watchers.get(user_id, ()):
            came(user_id)
        load = self.loads.get(user_id)
        if load is not None:
            load.open += 1
            self._room[user_id] = load.room()
            self._stale(user_id)

    def _stale(self, user_id: int) -> None:
        for pool in self._pools.get(user_id, ()):
            pool.stale()


class Pool:
    """The candidates of one strategy. `roster` is user id -> (weight in millionths, team id)."""

    def __init__(
        self,
        desk: Desk,
        roster: Mapping[int, tuple[int, int | None]],
        *,
        here: Mapping[int, Load] | None = None,
        needs: Sequence[tuple[str, int]] = (),
        needs_tags: Sequence[str] = (),
        push: bool = True,
        strategy_id: int = 0,
        active_within: int | None = None,
        shape: Callable[[Sequence[Member]], list[Member]] | None = None,
    ) -> None:
        self.roster = {user: roster[user] for user in sorted(roster) if user in desk.users}
        self.here = here or {}
        self._desk = desk
        self._room = {user: load.room() for user, load in self.here.items()}
        self._needs = tuple(needs)  # tag kind, position in the row
        self._needs_tags = tuple(needs_tags)
        self._push = push
        self._strategy_id = strategy_id
        self._active_within = active_within
        self._shape = shape  # last word on the weights, once it is known who may take the lead
        self.siblings: Sequence[Pool] = (self,)  # of one strategy: they share the loads in `here`
        self._sets: dict[Any, CandidateSet] = {}
        desk.register(self, self.roster)

    def team_of(self, user_id: int) -> int | None:
        """Return the team through which the user is a candidate, else his first one."""
        member = self.roster.get(user_id)
        return (member[1] if member is not None else None) or self._desk.users[user_id].team_id

    def stale(self) -> None:
        """Forget all sets: somebody's eligibility changed."""
        if self._sets:
            self._sets = {}

    def given(self, user_id: int) -> None:
        """Book one lead handed to the user by this strategy."""
        self._desk.given(user_id)
        load = self.here.get(user_id)
        if load is not None:
            load.given += 1
            if load.given >= self._room[user_id]:
                for pool in self.siblings:
                    pool.stale()

    def candidates(
        self,
        row: Sequence[Any],
        past: Past = NO_PAST,
        *,
        quiet: bool = False,
        group: frozenset[int] | None = None,
    ) -> CandidateSet:
        """Return who stands for the lead in `row`, each with his reason code.

        `quiet`: it is not lawful to call at its place now. `group`: only these users, members or not.
        """
        key: Any = tuple([row[at] for _, at in self._needs]) if self._needs else None
        if quiet or group is not None:
            key = (key, quiet, group)
        if past.held or past.rejected or past.asked:
            past = self._own_past(past, group)
            if past is not NO_PAST:
                key = (key, past)
        found = self._sets.get(key)
        if found is None:
            if len(self._sets) >= CACHED_SETS:
                self._sets = {}
            found = self._sets[key] = self._build(row, past, quiet, group)
        return found

    def _own_past(self, past: Past, group: frozenset[int] | None) -> Past:
        """Return what of the past is about the candidates, and about this strategy."""
        members = self.roster if group is None else group
        held, rejected = past.held.intersection(members), past.rejected.intersection(members)
        asked = frozenset(
            (strategy, user) for strategy, user in past.asked if strategy == self._strategy_id and user in members
        )
        return Past(held, rejected, asked=asked) if held or rejected or asked else NO_PAST

    def _build(self, row: Sequence[Any], past: Past, quiet: bool, group: frozenset[int] | None) -> CandidateSet:
        desk = self._desk
        roster = self.roster
        if group is not None:
            roster = {u: self.roster.get(u, (MICRO, None)) for u in sorted(group) if u in desk.users}
        needs = [(kind, row[at]) for kind, at in self._needs]
        members: list[Member] = [
            (
                user_id,
                weight,
                check(
                    desk.users[user_id],
                    desk.moment,
                    own=desk.own(user_id),
                    here=self.here.get(user_id, NO_LOAD),
                    needs=needs,
                    needs_tags=self._needs_tags,
                    held=user_id in past.held,
                    rejected=user_id in past.rejected,
                    asked=(self._strategy_id, user_id) in past.asked,
                    quiet=quiet,
                    weight=weight,
                    push=self._push,
                    stands=desk.standing(user_id, self._active_within),
                ),
            )
            for user_id, (weight, _) in roster.items()
        ]
        return CandidateSet(members if self._shape is None else self._shape(members))
