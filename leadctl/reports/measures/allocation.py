"""The figures of `report allocation`: one pure function each, whose docstring is its definition.

A lead counts in the period in which it was received. It was given to somebody when a passage counts for a user, team or
account as of the report: an offer whatever the answer, a broadcast once it was taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from leadctl.clock import DAY, HOUR
from leadctl.reports.measures.allocation_flow import SECOND_LEVEL, THROUGHPUT, TURNAROUND
from leadctl.reports.measures.base import Described, Measure, Section, median, percentile, ratio, within

STATES: Final = ("distributed", "waiting", "gated", "linked_duplicates", "closed_undistributed")
STOCKS: Final = ("waiting", "gated", "waiting again")
AGES: Final = (HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY)  # the upper bounds of the age classes; older has none


# ---------------------------------------------------------------- the identity


@dataclass(frozen=True, slots=True)
class Identity:
    """The leads received in the period by where they stood as of the report."""

    generated: int = 0
    distributed: int = 0
    waiting: int = 0
    gated: int = 0
    linked_duplicates: int = 0
    closed_undistributed: int = 0
    duplicates: int = 0


def generated(c: Identity) -> int:
    """Leads received in the period that were not taken back: distributed + waiting + gated + linked duplicates + closed undistributed."""  # noqa: E501  one definition, one line
    return c.generated


def distributed(c: Identity) -> int:
    """Leads that were given to somebody at least once before as-of, whatever became of them since."""
    return c.distributed


def distributed_rate(c: Identity) -> float | None:
    """Distributed / generated leads."""
    return ratio(c.distributed, c.generated)


def waiting(c: Identity) -> int:
    """Open leads that were given to nobody and are neither gated nor linked duplicates: they wait for people, a rule or a pull; an open broadcast is one of them."""  # noqa: E501  one definition, one line
    return c.waiting


def gated(c: Identity) -> int:
    """Open leads that were given to nobody because a gate holds them. A hold is forgotten when it ends: a lead let through after as-of counts as waiting then."""  # noqa: E501  one definition, one line
    return c.gated


def linked_duplicates(c: Identity) -> int:
    """Open leads that were given to nobody because they repeat an open lead that somebody had."""
    return c.linked_duplicates


def closed_undistributed(c: Identity) -> int:
    """Leads that were closed or dead as of the report without ever having been given to anybody."""
    return c.closed_undistributed


def duplicates(c: Identity) -> int:
    """Leads linked to an earlier one, whatever became of them: a part of the others, not one more."""
    return c.duplicates


def unaccounted(c: Identity) -> int:
    """Generated leads that stand in none of the five places: 0, or the report is wrong."""
    return c.generated - c.distributed - c.waiting - c.gated - c.linked_duplicates - c.closed_undistributed


IDENTITY: Final = (
    Measure("generated", "Generated", "int", generated, rank=0),
    Measure("distributed", "Distributed", "int", distributed, rank=1),
    Measure("distributed_rate", "Distributed %", "rate", distributed_rate, rank=4, bar=True),
    Measure("waiting", "Waiting", "int", waiting, rank=1),
    Measure("gated", "Gated", "int", gated, rank=2),
    Measure("linked_duplicates", "Linked duplicates", "int", linked_duplicates, rank=3),
    Measure("closed_undistributed", "Closed undistributed", "int", closed_undistributed, rank=3),
    Measure("duplicates", "Duplicates", "int", duplicates, rank=5),
)


# ---------------------------------------------------------------- ageing


@dataclass(frozen=True, slots=True)
class Ages:
    """How long the leads of a stock had waited as of the report, in seconds, ascending."""

    ages: Sequence[int] = ()


def aged_leads(c: Ages) -> int:
    """Leads of the whole backlog as of the report, whenever received."""
    return len(c.ages)


def age_classes(ages: Sequence[int]) -> tuple[int, ...]:
    """Leads by age: under 1 hour, under 4 hours, under 1 day, under 3 days, under 7 days, older; a lead stands in one class."""  # noqa: E501  one definition, one line
    upto = [0, *(within(ages, bound - 1) for bound in AGES), len(ages)]
    return tuple(b - a for a, b in pairwise(upto))


def median_age(c: Ages) -> int | None:
    """Median of the ages: since receipt; of `waiting again` since the last passage ended."""
    return median(c.ages)


def p90_age(c: Ages) -> int | None:
    """The age that nine of ten leads do not exceed (nearest rank)."""
    return percentile(c.ages, 90)


def oldest_age(c: Ages) -> int | None:
    """The largest age."""
    return c.ages[-1] if c.ages else None


AGING: Final = (
    Measure("leads", "Leads", "int", aged_leads, rank=0),
    Measure("under_1h", "Under 1 h", "int", lambda c: age_classes(c.ages)[0], rank=4),
    Measure("under_4h", "Under 4 h", "int", lambda c: age_classes(c.ages)[1], rank=4),
    Measure("under_1d", "Under 1 d", "int", lambda c: age_classes(c.ages)[2], rank=3),
    Measure("under_3d", "Under 3 d", "int", lambda c: age_classes(c.ages)[3], rank=3),
    Measure("under_7d", "Under 7 d", "int", lambda c: age_classes(c.ages)[4], rank=3),
    Measure("older", "Older", "int", lambda c: age_classes(c.ages)[5], rank=2),
    Measure("median", "Median age", "duration", median_age, rank=1),
    Measure("p90", "90 % under", "duration", p90_age, rank=2),
    Measure("oldest", "Oldest", "duration", oldest_age, rank=1),
)


SECTIONS: Final = (
    Section(
        "Columns of `allocation`",
        IDENTITY,
        "Counts leads by where they stood as of the report. Groups and filters that belong to a passage (user, strategy"
        " …) mean the lead's first one that counts; a lead given to nobody is `(none)` there, and its account is where"
        " it lies.",
    ),
    Section(
        "Table `aging` of `allocation`",
        (
            Described(
                "stock",
                "`waiting`; `gated`; `waiting again`: given to somebody before, and open with nobody now (rejected,"
                " expired, released, recalled; an open broadcast is with nobody), no linked duplicate.",
            ),
            AGING[0],
            Described("under_1h, under_4h, under_1d, under_3d, under_7d, older", age_classes),
            *AGING[7:],
        ),
        "The whole backlog as of the report, whenever received. Groups of time are left out.",
    ),
    Section(
        "Table `turnaround` of `allocation`",
        (
            Described(
                "step",
                "`capture`: imported, of leads whose file says when they were received; `first holder`: with a user,"
                " team or account, a broadcast when it was taken; `final person`: with a user who accepted or was not"
                " asked.",
            ),
            *TURNAROUND,
        ),
    ),
    Section(
        "Table `second_level` of `allocation`",
        (Described("level, recipient", "`team` or `account`, and its name: who got leads to hand out."), *SECOND_LEVEL),
    ),
    Section(
        "Table `throughput` of `allocation`",
        (
            Described("bucket", "The hour, day or week (its first day) of `--per`; without it by the period's length."),
            *THROUGHPUT,
        ),
    ),
    Section(
        "Table `owners` of `allocation`",
        (
            Described(
                "person", "E-mail, else phone, of leads of the period and all that share either with one of them."
            ),
            Described("leads, lead_ids", "Their open leads that somebody had as of the report, whenever received."),
            Described("owners, owner_names", "Who had them: two or more, else the person is not listed."),
        ),
    ),
)
