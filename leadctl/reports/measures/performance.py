"""The figures of `report performance`: one pure function each, whose docstring is its definition.

E is the set of passages that count in a row (their time lies in the period, they are not undone, not an open broadcast,
not handed on by design); U is the distinct leads in E.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadctl.reports.measures import deals, hints, push_pull, timing
from leadctl.reports.measures.base import Described, Measure, Section, ratio


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one row of `performance`, from which every cell is derived. None: does not apply."""

    leads_distributed: int | None = 0
    unique_leads: int | None = 0
    worked_leads: int = 0
    contactable_leads: int | None = 0
    contacted_leads: int | None = 0
    already_contacted_leads: int | None = 0
    actions: int = 0
    status_changed_leads: int = 0
    appointments: int = 0
    closed_leads: int = 0
    base: str = "new"  # what the contact rate divides by: new | distributed
    rates: bool = True  # False: leads and work are of different passages, so rates would mean nothing


def leads_distributed(c: Counts) -> int | None:
    """Passages of leads in the period, not leads: a lead given three times counts three times. \\|E\\|."""
    return c.leads_distributed


def unique_leads(c: Counts) -> int | None:
    """Distinct leads among the passages. \\|U\\|."""
    return c.unique_leads


def worked_leads(c: Counts) -> int:
    """Leads in U with at least one attributed action, status change or appointment before the period's end; ten actions are one worked lead."""  # noqa: E501  one definition, one line
    return c.worked_leads


def contactable_leads(c: Counts) -> int | None:
    """Leads in U that stood in `new` or `waiting` when distributed: the contact base."""
    return c.contactable_leads


def contacted_leads(c: Counts) -> int | None:
    """Leads of the contact base that left `new` and `waiting` by a status change of that user, at or after an action of that user, before the period's end; with `--contact-means reached`, of these those that then entered `contacted` or `closed`."""  # noqa: E501  one definition, one line
    return c.contacted_leads


def contact_base(c: Counts) -> int | None:
    """What contact rate and uncontacted refer to: contactable leads, or with `--contact-base distributed` unique leads."""  # noqa: E501  one definition, one line
    if c.contactable_leads is None:
        return None
    return c.unique_leads if c.base == "distributed" else c.contactable_leads


def contact_rate(c: Counts) -> float | None:
    """Contacted leads / contactable leads; `--contact-base distributed` divides by unique leads."""
    return ratio(c.contacted_leads, contact_base(c)) if c.rates else None


def uncontacted_leads(c: Counts) -> int | None:
    """The base of the contact rate minus contacted leads."""
    base = contact_base(c)
    return None if base is None or c.contacted_leads is None else base - c.contacted_leads


def uncontacted_rate(c: Counts) -> float | None:
    """Uncontacted leads / the base of the contact rate."""
    return ratio(uncontacted_leads(c), contact_base(c)) if c.rates else None


def already_contacted_leads(c: Counts) -> int | None:
    """Leads in U outside the contact base that were known to stand beyond `new` and `waiting` when distributed."""
    return c.already_contacted_leads


def actions(c: Counts) -> int:
    """Attributed actions before the period's end, each one."""
    return c.actions


def status_changed_leads(c: Counts) -> int:
    """Worked leads with at least one attributed status change before the period's end."""
    return c.status_changed_leads


def status_percentage(c: Counts) -> float | None:
    """Leads with a status change / worked leads."""
    return ratio(c.status_changed_leads, c.worked_leads) if c.rates else None


def appointments(c: Counts) -> int:
    """Appointments created before the period's end, by their creator; moving or cancelling one changes nothing."""
    return c.appointments


def closed_leads(c: Counts) -> int:
    """Distinct leads in U with an attributed change into `closed` from elsewhere before the period's end."""
    return c.closed_leads


def closure_rate(c: Counts) -> float | None:
    """Closed leads / unique leads."""
    return ratio(c.closed_leads, c.unique_leads) if c.rates else None


def status_entered(entered: int) -> int:
    """Worked leads that entered the status named with `--status-change` before the period's end."""
    return entered


def status_entered_rate(entered: int, c: Counts) -> float | None:
    """Worked leads that entered the status / worked leads."""
    return ratio(entered, c.worked_leads) if c.rates else None


PERFORMANCE: Final = (
    Measure("leads_distributed", "Leads distributed", "int", leads_distributed, rank=0),
    Measure("unique_leads", "Unique leads", "int", unique_leads, rank=5),
    Measure("worked_leads", "Worked leads", "int", worked_leads, rank=1),
    Measure("contactable_leads", "Contactable", "int", contactable_leads, "contact-rate", 7),
    Measure("contacted_leads", "Contacted", "int", contacted_leads, "contact-rate", 4),
    Measure("contact_rate", "Contact rate", "rate", contact_rate, "contact-rate", 1, bar=True, better="more"),
    Measure("uncontacted_leads", "Uncontacted", "int", uncontacted_leads, "contact-rate", 6),
    Measure("uncontacted_rate", "Uncontacted %", "rate", uncontacted_rate, "contact-rate", 7, better="less"),
    Measure("already_contacted_leads", "Already contacted", "int", already_contacted_leads, "contact-rate", 7),
    Measure("actions", "Actions", "int", actions, "actions", 4),
    Measure("status_changed_leads", "Status changed", "int", status_changed_leads, "", 7),
    Measure("status_percentage", "Status %", "rate", status_percentage, "", 6, better="more"),
    Measure("appointments", "Appointments", "int", appointments, "appointments", 3),
    Measure("closed_leads", "Closed", "int", closed_leads, "closed", 2),
    Measure("closure_rate", "Closure rate", "rate", closure_rate, "closed", 4, better="more"),
)


SECTIONS: Final = (
    Section(
        "Columns of `performance`",
        (
            *PERFORMANCE,
            Described("status:SLUG", status_entered),
            Described("status:SLUG_rate", status_entered_rate),
            Described(
                "passed_on",
                "With `--hops`: passages to an account or team that were handed on before the period's end.",
            ),
        ),
    ),
    Section(
        "Further columns of `performance`",
        (
            *deals.DEALS,
            *timing.TIMING,
            Described("trend", "With `--trend`: leads distributed per bucket, in the order of the table `trend`."),
        ),
        "The first of them with `--deals`, those from `acted_passages` on with `--timing`.",
    ),
    Section(
        "Table `push_pull` of `performance --push-pull`",
        (
            *(m for m in (*PERFORMANCE, *timing.TIMING) if m.key in push_pull.SHARED),
            *push_pull.LIKENESS,
            push_pull.CAUTION,
        ),
        "One row for push and one for pull, where both have leads; passages of neither are left out.",
    ),
    Section(
        "Table `hints` of `performance --hints`",
        hints.HINTS,
        "One line per finding: which, about whom or what, what was found, the command to look further; of one kind at"
        " most the ten gravest. People and strategies that the filters leave are looked at.",
    ),
)
