"""Turns by what people made of the leads they were given: shrunken win rates become shares. Pure.

A rate is pulled towards the mean of all as if everybody had had K more leads of mean luck (empirical Bayes, after
D. Robinson, "Understanding empirical Bayes estimation"), so one win of one lead says little. Shares follow the rates,
or with `pick = "best"` the ranking by the lower bound of the 80 % interval (E. B. Wilson, JASA 22, 1927, p. 209); in
both nobody earns more than max_share of any lead, unless too few may take it. The ledger does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from leadctl.config.model import PerformanceRule
from leadctl.models import MICRO

K = 20  # leads of mean luck that everybody is credited with
LEAST, MOST = Fraction(1, 2), Fraction(2)  # what a rate may do to a share, against the mean
Z = 1.2815515655446004  # 10 % of a normal distribution lie above: the bounds of an 80 % interval

Member = tuple[int, int, str | None]  # user id, weight, reason code or None = eligible


class Record(NamedTuple):
    """How a user did: matured leads that were given to him, and how many of them he closed."""

    given: int = 0
    wins: int = 0


class Figure(NamedTuple):
    """What `performance` goes by for one user: rates and weight in millionths.

    `rate` is the shrunken win rate, `bound` its lower 80 % bound, `weight` what he earns against the others.
    """

    given: int
    wins: int
    rate: int
    bound: int
    weight: int


def mean_rate(records: Mapping[int, Record]) -> Fraction:
    """Return the win rate of all of them together; 0 without a lead."""
    given = sum(r.given for r in records.values())
    return Fraction(sum(r.wins for r in records.values()), given) if given else Fraction(0)


def figures(records: Mapping[int, Record]) -> dict[int, Figure]:
    """Return user -> figure. Without any win yet everybody is at the mean."""
    mean = mean_rate(records)
    return {user: _figure(record, mean) for user, record in records.items()}


def _figure(record: Record, mean: Fraction) -> Figure:
    rate = (record.wins + K * mean) / (record.given + K)
    weight = min(max(rate / mean, LEAST), MOST) if mean else Fraction(1)
    bound = wilson_low(float(rate), record.given + K)
    return Figure(record.given, record.wins, round(rate * MICRO), round(bound * MICRO), round(weight * MICRO))


def wilson_low(rate: float, count: int) -> float:
    """Return the lower bound of the 80 % score interval of a rate seen in `count` trials."""
    spread = Z * sqrt(rate * (1 - rate) / count + Z * Z / (4 * count * count))
    return max(0.0, (rate + Z * Z / (2 * count) - spread) / (1 + Z * Z / count))


# ---------------------------------------------------------------- shares


def fill(weights: Sequence[int], most: int) -> list[int]:
    """Return the shares (millionths, summing to 1,000,000) that follow `weights`, none above `most` ("water-filling").

    What somebody may not have goes to the others in proportion. When they are too few for `most`, all get the same.
    """
    count = len(weights)
    if count * most <= MICRO:
        return _even(MICRO, count)
    capped: set[int] = set()
    while True:
        left = MICRO - len(capped) * most
        total = sum(w for i, w in enumerate(weights) if i not in capped)
        over = {i for i, w in enumerate(weights) if i not in capped and left * w > most * total}
        if not over:
            break
        capped |= over
    shares = [most if i in capped else left * w // total for i, w in enumerate(weights)]
    missing = MICRO - sum(shares)  # less than one millionth each
    room = [i for i in range(count) if shares[i] < most]
    for i in sorted(room, key=lambda i: -(left * weights[i] % total))[:missing]:
        shares[i] += 1
    return shares


def fill_ranked(bounds: Sequence[int], most: int) -> list[int]:
    """Return the shares when the best take all they may have, then the next; equal ones share alike."""
    count = len(bounds)
    if count * most <= MICRO:
        return _even(MICRO, count)
    shares, left = [0] * count, MICRO
    for bound in sorted(set(bounds), reverse=True):
        places = [i for i, b in enumerate(bounds) if b == bound]
        part = [most] * len(places) if most * len(places) <= left else _even(left, len(places))
        for i, share in zip(places, part, strict=True):
            shares[i] = share
        left -= sum(part)
    return shares


def _even(whole: int, count: int) -> list[int]:
    each, rest = divmod(whole, count)
    return [each + (i < rest) for i in range(count)]


class Shares:
    """Gives each candidate who may take a lead his share of it, by the figures of the run."""

    def __init__(self, found: Mapping[int, Figure], rule: PerformanceRule) -> None:
        self.figures = found
        self.best, self._most = rule.pick == "best", rule.max_share

    def __call__(self, members: Sequence[Member]) -> list[Member]:
        """Return the members, the weights of those who may take the lead replaced by their shares of it."""
        able = [user for user, _, code in members if code is None]
        if not able:
            return list(members)
        known = [self.figures.get(user, UNKNOWN) for user in able]
        if self.best:
            shares = fill_ranked([f.bound for f in known], self._most)
        else:
            shares = fill([f.weight for f in known], self._most)
        share = dict(zip(able, shares, strict=True))
        return [(user, share[user] if code is None else weight, code) for user, weight, code in members]

    def rows(self) -> list[tuple[int, int, int, int, int]]:
        """Return (user, given, wins, rate or its lower bound, share when all may take the lead)."""
        share = {user: part for user, part, _ in self([(user, MICRO, None) for user in self.figures])}
        return [
            (user, f.given, f.wins, f.bound if self.best else f.rate, share[user]) for user, f in self.figures.items()
        ]


UNKNOWN = Figure(0, 0, 0, 0, MICRO)  # of somebody who is no member: at the mean
