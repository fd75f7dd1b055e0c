"""Company names that are nearly the same: every one above a threshold, without comparing all with all. Pure.

Likeness is rapidfuzz's `ratio`: 1 - d / (length of both), d the insertions and deletions that turn one name into the
other. Two names within d edits share one of d + 1 pieces letter by letter, near the same place: names are filed by
their pieces, and only those that share one are compared (Li, Deng, Wang, Feng: Pass-Join, VLDB 2011). Nothing that
comparing with every name would find is missed; a property test compares.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from leadctl.engine.normalise.company import numbers, sorted_key
from leadctl.models import MICRO


class Alike:
    """Names filed under their pieces. `similar`: least likeness in millionths. Names are company keys."""

    def __init__(self, names: Iterable[str], similar: int) -> None:
        self._similar = similar
        self._names: dict[str, list[str]] = {}  # text with its words sorted -> names
        self._shelves: dict[int, _Shelf] = {}  # by length of the text
        for name in names:
            text = sorted_key(name)
            same = self._names.setdefault(text, [])
            same.append(name)
            if len(same) == 1:
                shelf = self._shelves.get(len(text))
                if shelf is None:
                    shelf = self._shelves[len(text)] = _Shelf(self._cut(len(text)))
                shelf.file(text)

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
        near: set[str] = set()
        for length, shelf in self._shelves.items():
            edits = self._edits(len(text), length)
            if abs(len(text) - length) <= edits:
                shelf.near(text, length, edits, near)
        most = self._edits(len(text), self._longest(len(text)))
        found = []
        for its, edits, _ in process.extract(text, list(near), scorer=Indel.distance, score_cutoff=most, limit=None):
            if edits <= self._edits(len(text), len(its)):
                likeness = MICRO - MICRO * edits // (len(text) + len(its))
                found += [(likeness, n) for n in self._names[its] if n != name and numbers(n) == figures]
        return sorted(found, key=lambda hit: (-hit[0], hit[1]))


class _Shelf:
    """Texts of one length. `pieces`: start and length of each; none when the texts are too short for them."""

    def __init__(self, pieces: list[tuple[int, int]]) -> None:
        self._all: list[str] = []  # kept only where there are no pieces
        self._filed: list[tuple[int, int, dict[str, list[str]]]] = [(start, size, {}) for start, size in pieces]

    def file(self, text: str) -> None:
        """Take one text up."""
        if not self._filed:
            self._all.append(text)
        for start, size, filed in self._filed:
            filed.setdefault(text[start : start + size], []).append(text)

    def near(self, text: str, length: int, edits: int, found: set[str]) -> None:
        """Add the texts that share a piece with `text` to `found`."""
        found.update(self._all)
        longer = len(text) - length
        left, right = (edits - longer) // 2, (edits + longer) // 2  # a piece moves no further than that
        for start, size, filed in self._filed:
            for at in range(max(0, start - left), min(len(text) - size, start + right) + 1):
                hit = filed.get(text[at : at + size])
                if hit is not None:
                    found.update(hit)
