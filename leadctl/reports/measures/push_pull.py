"""Push beside pull (`report performance --push-pull`), and when the two are not to be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, sqrt
from typing import Final

from leadctl.reports.measures.base import Described, Measure, ratio

MATERIAL: Final = 0.25


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over the passages that have it: how many, their sum, the sum of their squares."""

    count: int = 0
    total: int = 0
    squares: float = 0.0

    @property
    def mean(self) -> float | None:
        """Return the mean, None for none."""
        return ratio(self.total, self.count)

    @property
    def variance(self) -> float:
        """Return the variance over all of them; 0 for none."""
        return max(self.squares / self.count - (self.total / self.count) ** 2, 0.0) if self.count else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the leads of one section were like when they were distributed; age in seconds, value in minor units."""

    score: Spread = field(default_factory=Spread)
    value: Spread = field(default_factory=Spread)
    age: Spread = field(default_factory=Spread)


def _rounded(spread: Spread) -> int | None:
    return (2 * spread.total + spread.count) // (2 * spread.count) if spread.count else None


def average_score(s: Likeness) -> float | None:
    """Mean score of the leads as the passages remember it, over passages that have one."""
    return s.score.mean


def average_value(s: Likeness) -> int | None:
    """Mean value of the leads as the passages remember it, over passages that have one, rounded half up."""
    return _rounded(s.value)


def average_age(s: Likeness) -> int | None:
    """Mean time from receiving the lead to this distribution, rounded half up; one before it was received counts 0."""
    return _rounded(s.age)


def difference(one: Spread, other: Spread) -> float | None:
    """The distance of the two means in standard deviations (the root of the mean of both variances); None where a side has no figure."""  # noqa: E501  one definition, one line
    if one.mean is None or other.mean is None:
        return None
    deviation = sqrt((one.variance + other.variance) / 2)
    distance = abs(one.mean - other.mean)
    # floats of large squares leave dust where all figures are the same
    if deviation <= 1e-6 * max(abs(one.mean), abs(other.mean), 1.0):
        return inf if distance > 1e-6 * max(abs(one.mean), abs(other.mean), 1.0) else 0.0
    return distance / deviation


# Columns of `performance` and of its --timing that stand here too, and mean the same.
SHARED: Final = (
    "leads_distributed",
    "unique_leads",
    "contactable_leads",
    "contacted_leads",
    "contact_rate",
    "closed_leads",
    "closure_rate",
    "acted_passages",
    "median_time_to_first_action",
)
LIKENESS: Final = (
    Measure("average_score", "Average score", "number", average_score, rank=3, digits=1),
    Measure("average_value", "Average value", "money", average_value, rank=3),
    Measure("average_age", "Average age", "duration", average_age, rank=3),
)
CAUTION: Final = Described(
    "(caution)",
    "A caution stands below where score, value or age of the two groups lie more than 0.25 standard deviations apart"
    " (the standardised mean difference; Stuart, Matching methods for causal inference, 2010): then the rates are of"
    " different leads.",
)
