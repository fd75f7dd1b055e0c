"""The figures of `report performance --timing`: one pure function each, whose docstring is its definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadctl.reports.measures.base import Measure, ratio


@dataclass(frozen=True, slots=True)
class Timing:
    """How soon the passages of one row were acted upon: counts of passages, seconds, distinct leads."""

    acted_passages: int = 0
    median_time_to_first_action: int | None = None
    due_passages: int = 0
    in_time_passages: int = 0
    untouched_leads: int = 0


def acted_passages(t: Timing) -> int:
    """Passages in E with at least one attributed action before the period's end."""
    return t.acted_passages


def median_time_to_first_action(t: Timing) -> int | None:
    """Median over the passages with an action of the time from distribution to the first action; each passage is a start of its own."""  # noqa: E501  one definition, one line
    return t.median_time_to_first_action


def due_passages(t: Timing) -> int:
    """Passages in E with a first action in time, or whose `follow_up_within` had passed at the as-of moment: the base of the share in time."""  # noqa: E501  one definition, one line
    return t.due_passages


def in_time_passages(t: Timing) -> int:
    """Passages in E whose first action came within `follow_up_within` of the rules, wall time."""
    return t.in_time_passages


def in_time_rate(t: Timing) -> float | None:
    """Passages followed up in time / passages whose follow-up was due."""
    return ratio(t.in_time_passages, t.due_passages)


def untouched_leads(t: Timing) -> int:
    """Distinct leads in U of which a passage in E had neither ended nor been worked before the period's end."""
    return t.untouched_leads


TIMING: Final = (
    Measure("acted_passages", "Acted on", "int", acted_passages, rank=7),
    Measure("median_time_to_first_action", "Median to action", "duration", median_time_to_first_action, rank=2),
    Measure("due_passages", "Follow-up due", "int", due_passages, rank=7),
    Measure("in_time_passages", "In time", "int", in_time_passages, rank=6),
    Measure("in_time_rate", "In time %", "rate", in_time_rate, rank=3, bar=True),
    Measure("untouched_leads", "Untouched", "int", untouched_leads, rank=3),
)
