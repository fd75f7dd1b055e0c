"""Counts that add, and distinct leads that do not: sums per group, corrected for leads with several passages. Pure.

Sums over passages count a lead once per passage. For the few leads that have several passages in the period the exact
number is worked out at every level and the difference is added: so a level's distinct leads are recomputed, never
summed, at the cost of those leads alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

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

    `tidy` clears flags that exclude one another once they are joined.
    """

    def __init__(self, tally: Tally, tidy: Tidy) -> None:
        self._tally = tally
        self._tidy = tidy
        self._first: dict[int, tuple[Key, int]] = {}
        self._more: dict[int, list[tuple[Key, int]]] = {}

    def add(self, lead_id: int, key: Key, flags: int) -> None:
        """Note one passage of a lead that may have several."""
        first = self._first.get(lead_id)
        if first is None:
            self._first[lead_id] = (key, flags)
        else:
            self._more.setdefault(lead_id, [first]).append((key, flags))

    def settle(self) -> None:
        """Correct the tally; after roll_up."""
        same: Counter[tuple[int, Key, tuple[int, ...]]] = Counter()
        for rows in self._more.values():
            for level in range(self._tally.depth + 1):
                if len(rows) == 2:
                    (one, a), (other, b) = rows
                    if one[:level] == other[:level]:
                        same[level, one[:level], (a, b)] += 1
                    else:
                        break
                    continue
                groups: dict[Key, list[int]] = {}
                for key, flags in rows:
                    groups.setdefault(key[:level], []).append(flags)
                for prefix, members in groups.items():
                    if len(members) > 1:
                        same[level, prefix, tuple(members)] += 1
        for (level, prefix, flags_), times in same.items():
            self._tally.correct(level, prefix, flags_, times, self._tidy)


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
