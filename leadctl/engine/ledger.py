"""The entitlement ledger: smooth weighted round robin among those who may take the lead. Pure.

For each lead every eligible user earns weight / total weights of a lead, the one with the highest credit gets it and
pays exactly what was earned by all, so the credits of a strategy always sum to 0. Who is not eligible neither gains
nor loses. Credits are integers in millionths of a lead and are never reset.

Sources: nginx's smooth weighted round robin; with equal weights Fagin and Williams' fair carpool, whose unfairness is
at most (n - 1) / 2 leads whatever the eligible sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from operator import add
from typing import NamedTuple, Protocol

from leadctl.models import MICRO

COST = 1  # one lead


class Eligible(Protocol):
    """What the ledger needs of a candidate set: the eligible users, what each earns, what the winner pays."""

    users: list[int]
    earns: list[int]
    pays: int
    earners: list[int] | None  # positions of those who earn; None = all do


class Entry(NamedTuple):
    """One user's account: credit in millionths of a lead, his last distribution from this strategy (0 = never)."""

    micro: int
    last: int


def shares(weights: Sequence[int]) -> list[int]:
    """Return what each weight earns of one lead, in millionths (rounded; the winner pays their exact sum)."""
    total = sum(weights)
    return [(MICRO * w + total // 2) // total for w in weights]


def tie_break(seed: str, lead_id: int, user_id: int) -> int:
    """Return a number that orders users alike in every replay, and differently for every lead."""
    return int.from_bytes(blake2b(f"{seed}|{lead_id}|{user_id}".encode(), digest_size=8).digest(), "big")


def deltas(candidates: Eligible, winner: int) -> list[tuple[int, int]]:
    """Return (user, change in millionths) of one decision: a pure function of the set, so that undo is exact."""
    return [
        (user, share - candidates.pays if user == winner else share)
        for user, share in zip(candidates.users, candidates.earns, strict=True)
    ]


class Ledger:
    """The credits of one strategy while leads are handed out.

    The vector of the candidate set in use is kept as lists, 1.5 µs a lead at 20 users; it is written back when
    another set is used or when somebody asks.
    """

    __slots__ = ("_active", "_last", "_micro", "_vector", "_when", "changed", "seed")

    def __init__(self, seed: str, entries: Mapping[int, tuple[int, int]] | None = None) -> None:
        self.seed = seed
        self._micro = {user: entry[0] for user, entry in (entries or {}).items()}
        self._last = {user: entry[1] for user, entry in (entries or {}).items()}
        self._active: Eligible | None = None
        self._vector: list[int] = []
        self._when: list[int] = []
        self.changed = False

    def take(
        self,
        candidates: Eligible,
        lead_id: int,
        distribution_id: int,
        prefer: int | None = None,
        among: Sequence[int] | None = None,
    ) -> int:
        """Return the user who gets the lead, and book it. `prefer` wins whatever his credit, and pays all the same.

        `among` are the positions in the set between which the credit decides; who earns nothing of the lead is not
        among them unless it says so.
        """
        if candidates is not self._active:
            self._load(candidates)
        vector = self._vector = list(map(add, self._vector, candidates.earns))
        if among is None:
            among = candidates.earners
        if prefer is not None:
            at = candidates.users.index(prefer)
        elif among is None:
            top = max(vector)
            at = vector.index(top)
            if vector.count(top) > 1:
                at = self._first_among(candidates, [i for i, credit in enumerate(vector) if credit == top], lead_id)
        else:
            top = max([vector[i] for i in among])
            at = self._first_among(candidates, [i for i in among if vector[i] == top], lead_id)
        vector[at] -= candidates.pays
        self._when[at] = distribution_id
        self.changed = True
        return candidates.users[at]

    def _first_among(self, candidates: Eligible, tied: list[int], lead_id: int) -> int:
        """Return the position of the tied user who waited longest; among those who never had one, by hash."""
        if len(tied) == 1:
            return tied[0]
        waits = [self._when[i] for i in tied]
        longest = min(waits)
        if waits.count(longest) == 1:
            return tied[waits.index(longest)]
        never = [i for i, wait in zip(tied, waits, strict=True) if wait == longest]
        return min(never, key=lambda i: tie_break(self.seed, lead_id, candidates.users[i]))

    def _load(self, candidates: Eligible) -> None:
        self._write_back()
        self._active = candidates
        self._vector = [self._micro.get(user, 0) for user in candidates.users]
        self._when = [self._last.get(user, 0) for user in candidates.users]

    def _write_back(self) -> None:
        if self._active is not None:
            users = self._active.users
            self._micro.update(zip(users, self._vector, strict=True))
            self._last.update(zip(users, self._when, strict=True))

    def entries(self) -> dict[int, Entry]:
        """Return user -> credit and last distribution, as they stand."""
        self._write_back()
        return {user: Entry(self._micro[user], self._last[user]) for user in sorted(self._micro)}


def replay(ledger: Ledger, decisions: Iterable[tuple[Eligible, int, int]]) -> Ledger:
    """Return `ledger` after (candidate set, winner, distribution id) were booked again: what explain shows."""
    for candidates, winner, distribution_id in decisions:
        ledger.take(candidates, 0, distribution_id, prefer=winner)
    return ledger
