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
class Side:
    """The counts of one section, push or pull."""

    leads_distributed: int = 0
    unique_leads: int = 0
    contact_base: int = 0
    contacted_leads: int = 0
    closed_leads: int = 0
    acted_passages: int = 0
    median_time_to_first_action: int | None = None
    score: Spread = field(default_factory=Spread)
    value: Spread = field(default_factory=Spread)
    age: Spread = field(default_factory=Spread)


def _rounded(spread: Spread) -> int | None:
    return (2 * spread.total + spread.count) // (2 * spread.count) if spread.count else None


def leads_distributed(s: Side) -> int:
    """Passages of the section, as in the table above."""
    return s.leads_distributed


def unique_leads(s: Side) -> int:
    """Distinct leads among them."""
    return s.unique_leads


def contact_base(s: Side) -> int:
    """What the contact rate divides by: contactable leads, with `--contact-base distributed` unique leads."""
    return s.contact_base


def contacted_leads(s: Side) -> int:
    """Contacted leads, as in the table above."""
    return s.contacted_leads


def contact_rate(s: Side) -> float | None:
    """Contacted leads / the base of the contact rate."""
    return ratio(s.contacted_leads, s.contact_base)


def closed_leads(s: Side) -> int:
    """Closed leads, as in the table above."""
    return s.closed_leads


def closure_rate(s: Side) -> float | None:
    """Closed leads / unique leads."""
    return ratio(s.closed_leads, s.unique_leads)


def acted_passages(s: Side) -> int:
    """Passages with at least one attributed action before the period's end."""
    return s.acted_passages


def median_time_to_first_action(s: Side) -> int | None:
    """Median over the passages with an action of the time from distribution to the first action."""
    return s.median_time_to_first_action


def average_score(s: Side) -> float | None:
    """Mean score of the leads as the passages remember it, over passages that have one."""
    return s.score.mean


def average_value(s: Side) -> int | None:
    """Mean value of the leads as the passages remember it, over passages that have one, rounded half up."""
    return _rounded(s.value)


def average_age(s: Side) -> int | None:
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


PUSH_PULL: Final = (
    Measure("leads_distributed", "Leads distributed", "int", leads_distributed, rank=0),
    Measure("unique_leads", "Unique leads", "int", unique_leads, rank=5),
    Measure("contact_base", "Contact base", "int", contact_base, rank=7),
    Measure("contacted_leads", "Contacted", "int", contacted_leads, rank=6),
    Measure("contact_rate", "Contact rate", "rate", contact_rate, rank=1, bar=True),
    Measure("closed_leads", "Closed", "int", closed_leads, rank=6),
    Measure("closure_rate", "Closure rate", "rate", closure_rate, rank=1),
    Measure("acted_passages", "Acted on", "int", acted_passages, rank=7),
    Measure("median_time_to_first_action", "Median to action", "duration", median_time_to_first_action, rank=2),
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
