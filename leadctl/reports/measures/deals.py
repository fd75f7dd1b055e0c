"""The figures of `report performance --deals`: one pure function each, whose docstring is its definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadctl.reports.measures.base import Measure


@dataclass(frozen=True, slots=True)
class Deals:
    """What came of the leads of one row: counts, money in minor units, the median in seconds."""

    won_leads: int = 0
    won_valued_leads: int = 0
    won_value: int = 0
    median_time_to_close: int | None = None
    dead_leads: int = 0


def won_leads(d: Deals) -> int:
    """Closed leads: distinct leads in U with an attributed change into `closed` from elsewhere before the period's end."""  # noqa: E501  one definition, one line
    return d.won_leads


def won_valued_leads(d: Deals) -> int:
    """Won leads whose value is known."""
    return d.won_valued_leads


def won_value(d: Deals) -> int:
    """Value of the won leads, each once: the latest amounts of its opportunities, else the value that the passage remembers in which it was first closed."""  # noqa: E501  one definition, one line
    return d.won_value


def average_deal(d: Deals) -> int | None:
    """Value of the won leads / won leads with a value, rounded half up."""
    return (2 * d.won_value + d.won_valued_leads) // (2 * d.won_valued_leads) if d.won_valued_leads else None


def median_time_to_close(d: Deals) -> int | None:
    """Median over the won leads of the time from the passage in which the lead was first closed to that close."""
    return d.median_time_to_close


def dead_leads(d: Deals) -> int:
    """Distinct leads in U with an attributed change into `dead` from elsewhere before the period's end."""
    return d.dead_leads


DEALS: Final = (
    Measure("won_leads", "Won", "int", won_leads, rank=3),
    Measure("won_valued_leads", "Won with value", "int", won_valued_leads, rank=7),
    Measure("won_value", "Won value", "money", won_value, rank=2),
    Measure("average_deal", "Average deal", "money", average_deal, rank=4),
    Measure("median_time_to_close", "Median to close", "duration", median_time_to_close, rank=4),
    Measure("dead_leads", "Dead", "int", dead_leads, rank=4),
)
