"""The figures of `report allocation` about time and flow: turn-around, the second level, throughput.

One pure function each, whose docstring is its definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from leadctl.clock import DAY, HOUR
from leadctl.reports.measures.base import Measure, median, percentile, ratio, within

STEPS: Final = ("capture", "first holder", "final person")

# ---------------------------------------------------------------- turn-around


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long one step took: spans in seconds, ascending; `timed` without leads received on a day without a time."""

    spans: Sequence[int] = ()
    timed: Sequence[int] = ()
    not_yet: int = 0


def reached(c: Turnaround) -> int:
    """Leads received in the period that reached the step before as-of."""
    return len(c.spans)


def not_yet(c: Turnaround) -> int:
    """Leads received in the period that did not reach it before as-of."""
    return c.not_yet


def median_span(c: Turnaround) -> int | None:
    """Median time from receipt to the step, of the leads that reached it."""
    return median(c.spans)


def p90_span(c: Turnaround) -> int | None:
    """The time within which nine of ten of them reached it (nearest rank)."""
    return percentile(c.spans, 90)


def timed_leads(c: Turnaround) -> int:
    """Of the leads that reached it, those received with a time of day: the base of the shares within minutes and an hour."""  # noqa: E501  one definition, one line
    return len(c.timed)


def within_5m(c: Turnaround) -> int:
    """Timed leads that reached it within 5 minutes of receipt."""
    return within(c.timed, 300)


def within_5m_rate(c: Turnaround) -> float | None:
    """Within 5 minutes / timed leads."""
    return ratio(within_5m(c), len(c.timed))


def within_1h(c: Turnaround) -> int:
    """Timed leads that reached it within an hour of receipt."""
    return within(c.timed, HOUR)


def within_1h_rate(c: Turnaround) -> float | None:
    """Within an hour / timed leads."""
    return ratio(within_1h(c), len(c.timed))


def within_1d(c: Turnaround) -> int:
    """Leads that reached it within 24 hours of receipt; of a lead received on a day without a time, of its beginning."""  # noqa: E501  one definition, one line
    return within(c.spans, DAY)


def within_1d_rate(c: Turnaround) -> float | None:
    """Within a day / leads that reached it."""
    return ratio(within_1d(c), len(c.spans))


TURNAROUND: Final = (
    Measure("leads", "Leads", "int", reached, rank=1),
    Measure("not_yet", "Not yet", "int", not_yet, rank=3),
    Measure("median", "Median", "duration", median_span, rank=0),
    Measure("p90", "90 % within", "duration", p90_span, rank=2),
    Measure("timed_leads", "Timed leads", "int", timed_leads, rank=7),
    Measure("within_5m", "In 5 min", "int", within_5m, rank=6),
    Measure("within_5m_rate", "In 5 min %", "rate", within_5m_rate, rank=1, bar=True),
    Measure("within_1h", "In 1 h", "int", within_1h, rank=6),
    Measure("within_1h_rate", "In 1 h %", "rate", within_1h_rate, rank=3, bar=True),
    Measure("within_1d", "In 1 d", "int", within_1d, rank=6),
    Measure("within_1d_rate", "In 1 d %", "rate", within_1d_rate, rank=3, bar=True),
)


# ---------------------------------------------------------------- the second level


@dataclass(frozen=True, slots=True)
class Desk:
    """What a team or account did with the leads it got: `spans` until they were handed out, in seconds, ascending."""

    straight_on: int = 0
    spans: Sequence[int] = ()
    standing: Sequence[int] = ()  # how long those still waiting had stood there, ascending
    ended: int = 0


def received(c: Desk) -> int:
    """Passages of the period to the team or account that it had alone: straight on + handed out + waiting + ended otherwise."""  # noqa: E501  one definition, one line
    return c.straight_on + handed_out(c) + still_waiting(c) + c.ended


def straight_on(c: Desk) -> int:
    """Of them those that a rule handed on in the moment they came: they waited for nobody."""
    return c.straight_on


def handed_out(c: Desk) -> int:
    """Of them those handed on later, by hand or by a rule, before as-of."""
    return len(c.spans)


def still_waiting(c: Desk) -> int:
    """Of them those that stood there as of the report, the lead neither closed nor dead."""
    return len(c.standing)


def ended_otherwise(c: Desk) -> int:
    """The rest: rejected, expired, taken away, or closed while they stood there."""
    return c.ended


def handed_out_rate(c: Desk) -> float | None:
    """Handed out / (handed out + still waiting)."""
    return ratio(handed_out(c), handed_out(c) + still_waiting(c))


def median_hand_out(c: Desk) -> int | None:
    """Median time from arrival to being handed out, of those handed out."""
    return median(c.spans)


def p90_hand_out(c: Desk) -> int | None:
    """The time within which nine of ten were handed out (nearest rank)."""
    return percentile(c.spans, 90)


def oldest_standing(c: Desk) -> int | None:
    """How long the oldest one still waiting had stood there as of the report."""
    return c.standing[-1] if c.standing else None


SECOND_LEVEL: Final = (
    Measure("received", "Received", "int", received, rank=0),
    Measure("straight_on", "Straight on", "int", straight_on, rank=4),
    Measure("handed_out", "Handed out", "int", handed_out, rank=1),
    Measure("handed_out_rate", "Handed out %", "rate", handed_out_rate, rank=3, bar=True),
    Measure("still_waiting", "Still waiting", "int", still_waiting, rank=1),
    Measure("ended_otherwise", "Ended otherwise", "int", ended_otherwise, rank=5),
    Measure("median", "Median", "duration", median_hand_out, rank=2),
    Measure("p90", "90 % within", "duration", p90_hand_out, rank=3),
    Measure("oldest", "Oldest waiting", "duration", oldest_standing, rank=2),
)


# ---------------------------------------------------------------- throughput


@dataclass(frozen=True, slots=True)
class Flow:
    """What came and went in one hour, day or week."""

    generated: int = 0
    duplicates: int = 0
    passages: int = 0
    redistributions: int = 0


def came(c: Flow) -> int:
    """Leads received in it."""
    return c.generated


def linked(c: Flow) -> int:
    """Of them those linked to an earlier lead."""
    return c.duplicates


def went(c: Flow) -> int:
    """Passages made in it that count in `performance`, of leads whenever received."""
    return c.passages


def redistributions(c: Flow) -> int:
    """Of the passages those of a lead that somebody had had, or been offered alone, before and that was not handed on by design."""  # noqa: E501  one definition, one line
    return c.redistributions


THROUGHPUT: Final = (
    Measure("generated", "Generated", "int", came, rank=0),
    Measure("duplicates", "Duplicates", "int", linked, rank=3),
    Measure("passages", "Passages", "int", went, rank=0),
    Measure("redistributions", "Redistributions", "int", redistributions, rank=2),
)
