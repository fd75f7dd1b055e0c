"""The figures of `report summary`: rows, and groups. One pure function each, whose docstring is its definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leadctl.reports.measures.base import Described, Section, ratio


@dataclass(frozen=True, slots=True)
class Answers:
    """The counts of one group of `summary`."""

    distributions: int = 0
    unique_leads: int = 0
    accepted: int = 0
    rejected: int = 0
    pending: int = 0
    expired: int = 0
    worked_leads: int = 0


def other(a: Answers) -> int:
    """Distributions that are neither accepted nor rejected nor pending: without an offer, expired, recalled."""
    return a.distributions - a.accepted - a.rejected - a.pending


def acceptance_rate(a: Answers) -> float | None:
    """Accepted / (accepted + rejected + expired)."""
    return ratio(a.accepted, a.accepted + a.rejected + a.expired)


def followed_up_rate(a: Answers) -> float | None:
    """Worked leads / unique leads."""
    return ratio(a.worked_leads, a.unique_leads)


def reminders(pending: int, never_worked: int, silent: int) -> int:
    """Leads left alone: pending + never worked + silent."""
    return pending + never_worked + silent


def weighted(amount: int, probability: int) -> int:
    """The lead's opportunities × the probability of its status as of the report, in minor units, rounded half up once per lead."""  # noqa: E501  one definition, one line
    return (amount * probability + 50) // 100


def answer(offered: bool, accepted: bool) -> bool | None:
    """Yes or No as of the report; a distribution without an offer reads `auto` (null in JSON)."""
    return accepted if offered else None


SECTIONS: Final = (
    Section(
        "Columns of `summary`, one row per distribution",
        (
            Described("lead_id, lead", "The lead's id; its e-mail, else phone, else name."),
            Described("distributed_at", "When this distribution was made, in the report's zone."),
            Described(
                "recipient, account",
                "Login of the user (`[West]` for an account or team), and his account at that moment.",
            ),
            Described(
                "accepted, rejected, pending",
                "Yes or No as of the report, at most one Yes. A distribution without an offer reads `auto` under"
                " accepted (null in JSON).",
            ),
            Described(
                "outcome",
                "pending, accepted, auto-accepted (also without an offer), rejected (reason), expired, rerouted"
                " (rejected or expired, and passed to someone later), recalled (taken back, or ended before it was"
                " answered). With `--show-undone` also undone: taken back with its run or import; such rows are listed"
                " and counted nowhere.",
            ),
            Described(
                "sales_stage",
                "The lead's status at the as-of moment, or at the end of this passage if that came first.",
            ),
            Described(
                "marketing_events",
                "Touches of kind marketing up to as-of; `--events-since-distribution` leaves out earlier ones.",
            ),
            Described(
                "crm_events",
                "Activities and touches that came from a CRM; empty for an account without one: its own `crm`, else the"
                " nearest ancestor's, else yes once anything was imported from a CRM.",
            ),
            Described("opportunity_value", weighted),
            Described(
                "opportunity_value_raw",
                "The latest amount of each of the lead's opportunities as of the report, added up.",
            ),
            Described("source_campaign", "The campaign of the passage, else empty."),
            Described(
                "people_involved",
                "Optional: logins of everyone who worked on the lead before as-of.",
            ),
            Described(
                "hand_offs",
                "Optional: passages of the lead after its first, and transfers that made no passage, before as-of.",
            ),
            Described("reject_reason", "Optional: the reason given with a rejection."),
        ),
    ),
    Section(
        "Columns of `summary --group-by`",
        (
            Described("distributions, unique_leads", "Passages, and distinct leads among them."),
            Described("accepted, rejected, pending", "Passages with a Yes in that column."),
            Described("other", other),
            Described("acceptance_rate", acceptance_rate),
            Described("worked_leads", "Distinct leads with attributed work before as-of."),
            Described("followed_up_rate", followed_up_rate),
            Described(
                "marketing_events, crm_events", "As above; an event counts once per group and once in the total."
            ),
            Described("opportunity_value", weighted),
            Described("opportunity_value_raw", "As above, once per lead and group."),
        ),
    ),
    Section(
        "Columns of `summary --reminder`",
        (
            Described("account, recipient, lead_id, lead", "As in the rows of `summary`; by account, oldest first."),
            Described(
                "left_alone",
                "pending (an offer waits for its answer), never worked, or silent (worked, and nothing since).",
            ),
            Described("distributed_at", "When this distribution was made."),
            Described(
                "alone_since",
                "The latest of distribution, acceptance and attributed activity before as-of; of a pending offer its"
                " distribution.",
            ),
            Described("alone_for", "From then to as-of: at least DAYS × 24 hours."),
            Described("sales_stage, source_campaign", "As in the rows of `summary`."),
        ),
        "Passages of the period that stand open as of the report, whose lead is not closed or dead, and that have been"
        " left alone for DAYS days (14 where none are named).",
    ),
    Section(
        "Table `partners` of `summary --reminder`",
        (
            Described("leads", reminders),
            Described("pending", "Of these, offers that wait for an answer."),
            Described("never_worked", "Of these, leads without an offer or accepted, without any attributed activity."),
            Described("silent", "Of these, worked leads."),
            Described("oldest", "The longest of them has been left alone for this long."),
        ),
        "A row per account, or per group of `--by`.",
    ),
)
