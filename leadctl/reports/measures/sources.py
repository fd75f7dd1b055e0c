"""The figures of `report sources`: one pure function each, whose docstring is its definition.

A row counts the leads received in the period; what became of them counts up to as-of.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from leadctl.reports.measures.base import Described, Measure, Section, ratio


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one row of `sources`; money in minor units. `cost` None: no cost is known of any of its leads."""

    cost: Fraction | None = None
    generated: int = 0
    distributed: int = 0
    held: int = 0
    linked_duplicates: int = 0
    closed_undistributed: int = 0
    contacted_leads: int = 0
    appointments: int = 0
    closed_leads: int = 0
    opportunity_value: int = 0
    opportunity_value_raw: int = 0


def generated(c: Counts) -> int:
    """Leads received in the period up to as-of: distributed + held + linked_duplicates + closed_undistributed."""
    return c.generated


def distributed(c: Counts) -> int:
    """Leads that somebody had, or was offered alone, before as-of."""
    return c.distributed


def held(c: Counts) -> int:
    """Leads that nobody had yet and that are still open: `waiting` + `gated` of `allocation`."""
    return c.held


def linked_duplicates(c: Counts) -> int:
    """Leads that nobody had because they are duplicates of an open lead that somebody has; see `allocation`."""
    return c.linked_duplicates


def closed_undistributed(c: Counts) -> int:
    """Leads that nobody had and that were closed or dead at as-of."""
    return c.closed_undistributed


def contacted_leads(c: Counts) -> int:
    """Distributed leads that somebody who had them contacted before as-of (contacted: see `performance`)."""
    return c.contacted_leads


def contacted_rate(c: Counts) -> float | None:
    """Contacted leads / generated leads."""
    return ratio(c.contacted_leads, c.generated)


def appointments(c: Counts) -> int:
    """Appointments created with these leads before as-of, each one."""
    return c.appointments


def closed_leads(c: Counts) -> int:
    """Leads that changed into `closed` from elsewhere before as-of, whoever recorded it."""
    return c.closed_leads


def closed_rate(c: Counts) -> float | None:
    """Closed leads / generated leads."""
    return ratio(c.closed_leads, c.generated)


def opportunity_value(c: Counts) -> int:
    """The leads' opportunities × the probability of their status as of the report, in minor units, rounded half up once per lead."""  # noqa: E501  one definition, one line
    return c.opportunity_value


def opportunity_value_raw(c: Counts) -> int:
    """The latest amount of each of the leads' opportunities as of the report, added up."""
    return c.opportunity_value_raw


def cost(c: Counts) -> int | None:
    """What the leads cost: imported costs of days in the period up to as-of, an amount spread evenly over its days, and each shared evenly by the leads of the period that have its source and campaign; rounded half up once per row."""  # noqa: E501  one definition, one line
    return None if c.cost is None else rounded(c.cost)


def cost_per_lead(c: Counts) -> int | None:
    """Cost / generated leads."""
    return per(c.cost, c.generated)


def cost_per_contacted(c: Counts) -> int | None:
    """Cost / contacted leads."""
    return per(c.cost, c.contacted_leads)


def cost_per_closed(c: Counts) -> int | None:
    """Cost / closed leads."""
    return per(c.cost, c.closed_leads)


def per(amount: Fraction | None, number: int) -> int | None:
    """Return the amount per one, rounded half up; None where there is no amount or nothing to divide it by."""
    return None if amount is None or not number else rounded(amount / number)


def rounded(amount: Fraction) -> int:
    """Return the whole minor units, rounded half up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


SOURCES: Final = (
    Measure("generated", "Generated", "int", generated, rank=0),
    Measure("distributed", "Distributed", "int", distributed, rank=2),
    Measure("held", "Held", "int", held, rank=4),
    Measure("linked_duplicates", "Duplicates", "int", linked_duplicates, rank=4),
    Measure("closed_undistributed", "Closed undistributed", "int", closed_undistributed, rank=7),
    Measure("contacted_leads", "Contacted", "int", contacted_leads, rank=3),
    Measure("contacted_rate", "Contacted %", "rate", contacted_rate, rank=5, bar=True, better="more"),
    Measure("appointments", "Appointments", "int", appointments, rank=4, better="more"),
    Measure("closed_leads", "Closed", "int", closed_leads, rank=1, better="more"),
    Measure("closed_rate", "Closed %", "rate", closed_rate, rank=5, bar=True, better="more"),
    Measure("opportunity_value", "Opportunity value", "money", opportunity_value, rank=2, better="more"),
    Measure("opportunity_value_raw", "Raw value", "money", opportunity_value_raw, rank=7),
    Measure("cost", "Cost", "money", cost, rank=1),
    Measure("cost_per_lead", "Cost per lead", "money", cost_per_lead, rank=3, better="less"),
    Measure("cost_per_contacted", "Cost per contacted", "money", cost_per_contacted, rank=6, better="less"),
    Measure("cost_per_closed", "Cost per closed", "money", cost_per_closed, rank=1, better="less"),
)

SECTIONS: Final = (
    Section(
        "Columns of `sources`",
        (
            *SOURCES,
            Described(
                "rows without leads",
                "A cost of the period that no lead of the period shares stands in a row of its own source, campaign and"
                " time; with a filter on anything else it is left out, and the footer says so.",
            ),
        ),
        "The rows are leads received in the period, by the source and campaign that they came with; user, team,"
        " account, strategy and the like are those of the first who had the lead. With `--by` a day, week, month … a"
        " cost falls into the bucket of its days.",
    ),
)
