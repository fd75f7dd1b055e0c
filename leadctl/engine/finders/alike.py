"""Company names that are nearly the same: every one above a threshold, without comparing all with all. Pure.

Likeness is rapidfuzz's `ratio`: 1 - d / (length of both), d the insertions and deletions that turn one name into the
other. Two names within d edits share one of d + 1 pieces letter by letter, near the same place: names are filed by
their pieces, and only those that share one are compared (Li, Deng, Wang, Feng: Pass-Join, VLDB 2011). Nothing that
comparing with every name would find is missed; a property test compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from leadctl.engine.normalise.company import numbers, sorted_key
from leadctl.models import MICRO


class Alike:
    """Names filed under their pieces. `similar`: least likeness in millionths. Names are company keys."""

    def __init__(self, names: Iterable[str], similar: int) -> None:
        self._similar = similar
        self._names: list[str] = []
        self._texts: list[str] = []  # the names with their words sorted
        self._pieces: dict[int, list[tuple[int, int]]] = {}  # length -> (start, length) of each piece
        self._filed: dict[tuple[int, int], dict[str, list[int]]] = {}  # (length, piece) -> its text -> names
        self._short: dict[int, list[int]] = defaultdict(list)  # too short for pieces, by length
        for name in names:
            self._file(name)

    def _file(self, name: str) -> None:
        text = sorted_key(name)
        at = len(self._names)
        self._names.append(name)
        self._texts.append(text)
        length = len(text)
        if length not in self._pieces:
            self._pieces[length] = self._cut(length)
        pieces = self._pieces[length]
        if not pieces:
            self._short[length].append(at)
        for number, (start, size) in enumerate(pieces):
            self._filed.setdefault((length, number), {}).setdefault(text[start : start + size], []).append(at)

    def _edits(self, a: int, b: int) -> int:
        """Return how many edits two names of these lengths may be apart."""
        return (MICRO - self._similar) * (a + b) // MICRO

    def _longest(self, length: int) -> int:
        """Return how long a name may be that is like one of this length."""
        return length * (2 * MICRO - self._similar) // self._similar + 1

    def _cut(self, length: int) -> list[tuple[int, int]]:
        """Return the pieces of names of this length: one more than they may ever be edits apart; none if too short."""
        count = self._edits(length, self._longest(length)) + 1
        if count > length:
            return []
        edges = [number * length // count for number in range(count + 1)]
        return [(start, end - start) for start, end in pairwise(edges)]

    def find(self, name: str) -> list[tuple[int, str]]:
        """Return (likeness in millionths, name) of every name like enough, its equal left out; best first."""
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        text, figures = sorted_key(name), numbers(name)
        near = list(self._near(text))
        most = self._edits(len(text), self._longest(len(text)))
        found = []
        hits = process.extract(
            text, [self._texts[at] for at in near], scorer=Indel.distance, score_cutoff=most, limit=None
        )
        for its_text, edits, at in hits:
            other = self._names[near[at]]
            if edits <= self._edits(len(text), len(its_text)) and other != name and numbers(other) == figures:
                found.append((MICRO - MICRO * edits // (len(text) + len(its_text)), other))
        return sorted(found, key=lambda hit: (-hit[0], hit[1]))

    def _near(self, text: str) -> set[int]:
        """Return the names that share a piece with `text`."""
        mine, found = len(text), set[int]()
        for length, pieces in self._pieces.items():
            edits = self._edits(mine, length)
            longer = mine - length
            if abs(longer) > edits:
                continue
            found.update(self._short.get(length, ()))
            left, right = (edits - longer) // 2, (edits + longer) // 2  # a piece moves no further than that
            for number, (start, size) in enumerate(pieces):
                get = self._filed[length, number].get
                for at in range(max(0, start - left), min(mine - size, start + right) + 1):
                    hit = get(text[at : at + size])
                    if hit is not None:
                        found.update(hit)
        return found
