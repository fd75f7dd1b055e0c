"""Counts that add, and distinct leads that do not: sums per group, corrected for leads with several passages. Pure.

Sums over passages count a lead once per passage. For the few leads that have several passages in the period the exact
number is worked out at every level and the difference is added: so a level's distinct leads are recomputed, never
summed, at the cost of those leads alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

Key = tuple[str, ...]
Vector = list[int]
Tidy = Callable[[int], int]
PASSAGES: Final = 0
UNIQUE: Final = 1
FIRST_BIT: Final = 2  # the bits follow, then the plain numbers


class Tally:
    """Vectors (passages, unique leads, one per bit, one per number) for every group at every level."""

    def __init__(self, depth: int, bits: int, numbers: int, distinct: Sequence[int] = ()) -> None:
        self.depth = depth
        self.bits = bits
        self.distinct = tuple(distinct)  # bits that count leads; the others count passages
        self.width = FIRST_BIT + bits + numbers
        self.levels: list[dict[Key, Vector]] = [defaultdict(self._zero) for _ in range(depth + 1)]

    def _zero(self) -> Vector:
        return [0] * self.width

    def add(self, key: Key, passages: int, bits: Iterable[int], numbers: Iterable[int]) -> None:
        """Add sums of one finest group; call roll_up when all are in."""
        vector = self.levels[self.depth][key]
        for i, n in enumerate((passages, passages, *bits, *numbers)):
            vector[i] += n

    def take_off(self, key: Key, numbers: Iterable[int]) -> None:
        """Subtract from the plain numbers of one finest group; before roll_up."""
        vector = self.levels[self.depth][key]
        for i, n in enumerate(numbers, FIRST_BIT + self.bits):
            vector[i] -= n

    def touch(self, key: Key) -> None:
        """Make the group exist, with zeros."""
        _ = self.levels[self.depth][key]

    def roll_up(self) -> None:
        """Add every level's groups into the level above; the total exists even when nothing was counted."""
        for level in range(self.depth, 0, -1):
            upper = self.levels[level - 1]
            for key, vector in self.levels[level].items():
                sums = upper[key[: level - 1]]
                for i, n in enumerate(vector):
                    sums[i] += n
        _ = self.levels[0][()]

    def correct(self, level: int, prefix: Key, flags: Sequence[int], times: int, tidy: Tidy) -> None:
        """Correct the distinct counts of a group for `times` leads that each have passages with these flags there."""
        vector = self.levels[level][prefix]
        joined = 0
        for one in flags:
            joined |= one
        joined = tidy(joined)
        vector[UNIQUE] -= (len(flags) - 1) * times
        for bit in self.distinct:
            vector[FIRST_BIT + bit] += ((joined >> bit & 1) - sum(one >> bit & 1 for one in flags)) * times


class Repeats:
    """The leads with several passages: what their sums counted too often is taken back, at every level.

    `key_of` turns the raw keys of a passage into its group; `tidy` clears flags that exclude one another once they are
    joined.
    """

    def __init__(self, tally: Tally, tidy: Tidy, key_of: Callable[[tuple[Any, ...]], Key]) -> None:
        self._tally = tally
        self._tidy = tidy
        self._key_of = key_of
        self._keys: dict[tuple[Any, ...], Key] = {}
        self._pairs: Counter[tuple[Key, int, int]] = Counter()  # the deepest group that holds both passages
        self._more: Counter[tuple[Key, tuple[int, ...]]] = Counter()

    def read(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Read (lead id, flags, raw keys …) with the rows of a lead one after the other; nothing is kept per lead."""
        lead_id, passages = None, []
        for row in rows:
            if row[0] == lead_id:
                passages.append(row)
                continue
            if len(passages) > 1:
                self._add(passages)
            lead_id, passages = row[0], [row]
        if len(passages) > 1:
            self._add(passages)

    def _add(self, passages: list[tuple[Any, ...]]) -> None:
        keys = [self._keys.get(row[2:]) or self._known(row[2:]) for row in passages]
        if len(passages) == 2:
            one, other = keys
            common = 0
            for a, b in zip(one, other, strict=True):
                if a != b:
                    break
                common += 1
            self._pairs[one[:common], passages[0][1], passages[1][1]] += 1
            return
        for level in range(self._tally.depth + 1):
            groups: dict[Key, list[int]] = {}
            for key, row in zip(keys, passages, strict=True):
                groups.setdefault(key[:level], []).append(row[1])
            for prefix, flags in groups.items():
                if len(flags) > 1:
                    self._more[prefix, tuple(flags)] += 1

    def _known(self, raw: tuple[Any, ...]) -> Key:
        found = self._keys[raw] = self._key_of(raw)
        return found

    def settle(self) -> None:
        """Correct the tally; after roll_up."""
        for (deepest, a, b), times in self._pairs.items():
            for level in range(len(deepest) + 1):
                self._tally.correct(level, deepest[:level], (a, b), times, self._tidy)
        for (prefix, flags), times in self._more.items():
            self._tally.correct(len(prefix), prefix, flags, times, self._tidy)


class Sets:
    """Distinct members per group at every level, counted by keeping them: for the few that sums cannot give."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self._levels: list[dict[Key, set[object]]] = [defaultdict(set) for _ in range(depth + 1)]

    def add(self, key: Key, member: object) -> None:
        """Count `member` once in its group and in every group above."""
        for level in range(self.depth + 1):
            self._levels[level][key[:level]].add(member)

    def count(self, level: int, key: Key) -> int:
        """Return the number of distinct members of a group."""
        found = self._levels[level].get(key)
        return len(found) if found else 0


class Most:
    """Sums of the largest value per lead and group, at every level: a value counts once, whatever the passages."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self._levels: list[dict[Key, int]] = [defaultdict(int) for _ in range(depth + 1)]

    def add(self, rows: Iterable[tuple[Key, int | None]]) -> None:
        """Add one lead with the value that each of its passages gives; None counts nothing and makes no group."""
        known = [(key, value) for key, value in rows if value is not None]
        for level in range(self.depth + 1):
            best: dict[Key, int] = {}
            for key, value in known:
                prefix = key[:level]
                if value > best.get(prefix, value - 1):
                    best[prefix] = value
            for prefix, value in best.items():
                self._levels[level][prefix] += value

    def get(self, level: int, key: Key) -> int | None:
        """Return the sum of a group, or None when nothing ever counted in it."""
        return self._levels[level].get(key)
