"""The figures of `report response`: one pure function each, whose docstring is its definition.

An offer counts in the period in which it was made, for whom it was made to: a broadcast for everyone who was asked, an
offer to an account or team for that one, whoever answered. A received lead is a passage
that counts (see `performance`) and that its recipient had to work: without an offer, or accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from leadctl.reports.measures.base import Described, Measure, Section, median, percentile, ratio, within

QUICK: Final = 300  # seconds: within five minutes


class Times(NamedTuple):
    """The same spans in seconds of wall time and of working time, each ascending."""

    wall: tuple[int, ...] = ()
    working: tuple[int, ...] = ()


NO_TIMES: Final = Times()


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one row of `response`, from which every cell is derived."""

    accepted: int = 0
    auto_accepted: int = 0
    rejected: int = 0
    expired: int = 0
    lost: int = 0
    withdrawn: int = 0
    pending: int = 0
    answers: Times = NO_TIMES  # from the offer to the answer
    received: int = 0
    first_actions: Times = NO_TIMES  # from the distribution to the first action
    untouched: Times = NO_TIMES  # from the distribution to as-of
    alerts: tuple[int, ...] = ()  # from the event to the alert sent, ascending
    feedback_asked: int = 0
    replies: Times = NO_TIMES  # from being asked to the next activity


def offered(c: Counts) -> int:
    """Offers made in the period, a broadcast for everyone who was asked: accepted + rejected + expired + lost + withdrawn + pending."""  # noqa: E501  one definition, one line
    return accepted(c) + c.rejected + c.expired + c.lost + c.withdrawn + c.pending


def accepted(c: Counts) -> int:
    """Offers accepted before as-of, auto-accepted ones too."""
    return c.accepted + c.auto_accepted


def auto_accepted(c: Counts) -> int:
    """Of the accepted offers those that count as accepted at once, without an answer."""
    return c.auto_accepted


def rejected(c: Counts) -> int:
    """Offers rejected before as-of; the table `reasons` says why."""
    return c.rejected


def expired(c: Counts) -> int:
    """Offers that nobody answered in time."""
    return c.expired


def lost(c: Counts) -> int:
    """Broadcast offers that somebody else took."""
    return c.lost


def withdrawn(c: Counts) -> int:
    """Offers that ended without an answer in another way: recalled, given to somebody else, or the lead was closed."""
    return c.withdrawn


def pending(c: Counts) -> int:
    """Offers that wait for an answer as of the report."""
    return c.pending


def acceptance_rate(c: Counts) -> float | None:
    """Accepted / (accepted + rejected + expired)."""
    return ratio(accepted(c), accepted(c) + c.rejected + c.expired)


def answers(c: Counts) -> int:
    """Offers that somebody accepted or rejected: those behind the answer times."""
    return len(c.answers.wall)


def mean(spans: tuple[int, ...]) -> int | None:
    """Return the mean of whole seconds, rounded half up; None for none."""
    return (2 * sum(spans) + len(spans)) // (2 * len(spans)) if spans else None


def answer_mean(c: Counts) -> int | None:
    """Mean time from the offer to its answer, yes or no; auto-accepted offers were not answered."""
    return mean(c.answers.wall)


def answer_median(c: Counts) -> int | None:
    """Median of the same times."""
    return median(c.answers.wall)


def answer_mean_working(c: Counts) -> int | None:
    """Mean time from the offer to its answer in the working time of the user who answered."""
    return mean(c.answers.working)


def answer_median_working(c: Counts) -> int | None:
    """Median time from the offer to its answer in the working time of the user who answered."""
    return median(c.answers.working)


def received(c: Counts) -> int:
    """Passages that the recipient had to work: of the leads distributed those without an offer, or accepted before as-of."""  # noqa: E501  one definition, one line
    return c.received


def acted(c: Counts) -> int:
    """Received leads with an attributed action before as-of: those behind the times to first action."""
    return len(c.first_actions.wall)


def first_action_median(c: Counts) -> int | None:
    """Median time from distribution to the first attributed action, of the received leads that have one."""
    return median(c.first_actions.wall)


def first_action_p90(c: Counts) -> int | None:
    """The time to first action that nine in ten do not exceed (nearest rank)."""
    return percentile(c.first_actions.wall, 90)


def quick(c: Counts) -> int:
    """Received leads with a first action at most five minutes after distribution."""
    return within(c.first_actions.wall, QUICK)


def quick_rate(c: Counts) -> float | None:
    """The same / received leads, those without any action too."""
    return ratio(quick(c), c.received)


def first_action_median_working(c: Counts) -> int | None:
    """Median time to first action in the recipient's working time; an action before the next shift took 0."""
    return median(c.first_actions.working)


def first_action_p90_working(c: Counts) -> int | None:
    """The working time to first action that nine in ten do not exceed (nearest rank)."""
    return percentile(c.first_actions.working, 90)


def quick_working(c: Counts) -> int:
    """Received leads with a first action within five minutes of the recipient's working time."""
    return within(c.first_actions.working, QUICK)


def quick_rate_working(c: Counts) -> float | None:
    """The same / received leads."""
    return ratio(quick_working(c), c.received)


def untouched(c: Counts) -> int:
    """Received leads that still lie there as of the report, not closed or dead, without attributed action, status change or appointment."""  # noqa: E501  one definition, one line
    return len(c.untouched.wall)


def untouched_oldest(c: Counts) -> int | None:
    """How long the one of them has lain there that was distributed first."""
    return max(c.untouched.wall, default=None)


def untouched_oldest_working(c: Counts) -> int | None:
    """The longest of them in the recipient's working time."""
    return max(c.untouched.working, default=None)


def alerts(c: Counts) -> int:
    """Offers and received leads of whose arrival an alert was sent to the recipient before as-of."""
    return len(c.alerts)


def alert_median(c: Counts) -> int | None:
    """Median time from the event to the first alert sent."""
    return median(c.alerts)


def alert_p90(c: Counts) -> int | None:
    """The alert delay that nine in ten do not exceed (nearest rank)."""
    return percentile(c.alerts, 90)


def feedback_asked(c: Counts) -> int:
    """Requests for feedback in the period about leads that lay untouched, whenever these were distributed; in the row of the passage's recipient, whoever was asked."""  # noqa: E501  one definition, one line
    return c.feedback_asked


def feedback_answered(c: Counts) -> int:
    """Of these, those after which the user recorded any activity on the lead before as-of."""
    return len(c.replies.wall)


def feedback_rate(c: Counts) -> float | None:
    """Answered / asked."""
    return ratio(feedback_answered(c), c.feedback_asked)


def feedback_median(c: Counts) -> int | None:
    """Median time from being asked to the next activity."""
    return median(c.replies.wall)


def feedback_median_working(c: Counts) -> int | None:
    """Median time from being asked to the next activity in the user's working time."""
    return median(c.replies.working)


def share(part: int, whole: int) -> float | None:
    """Rejections with this reason / rejections of the group above."""
    return ratio(part, whole)


def _time(key: str, label: str, of: Callable[[Counts], int | None], rank: int) -> Measure:
    return Measure(key, label, "duration", of, rank=rank, better="less")


RESPONSE: Final = (
    Measure("offered", "Offered", "int", offered, rank=1),
    Measure("accepted", "Accepted", "int", accepted, rank=3),
    Measure("auto_accepted", "Auto-accepted", "int", auto_accepted, rank=9),
    Measure("rejected", "Rejected", "int", rejected, rank=3),
    Measure("expired", "Expired", "int", expired, rank=3, better="less"),
    Measure("lost", "Lost", "int", lost, rank=8),
    Measure("withdrawn", "Withdrawn", "int", withdrawn, rank=9),
    Measure("pending", "Pending", "int", pending, rank=4),
    Measure("acceptance_rate", "Acceptance", "rate", acceptance_rate, rank=4, bar=True, better="more"),
    Measure("answers", "Answers", "int", answers, rank=9),
    _time("answer_mean", "Answer mean", answer_mean, 6),
    _time("answer_median", "Answer median", answer_median, 2),
    _time("answer_mean_working", "Answer mean, working", answer_mean_working, 8),
    _time("answer_median_working", "Answer median, working", answer_median_working, 5),
    Measure("received", "Received", "int", received, rank=0),
    Measure("acted", "With action", "int", acted, rank=5),
    _time("first_action_median", "First action median", first_action_median, 1),
    _time("first_action_p90", "First action p90", first_action_p90, 4),
    Measure("first_action_5m", "Within 5 min", "int", quick, rank=7),
    Measure("first_action_5m_rate", "Within 5 min %", "rate", quick_rate, rank=2, bar=True, better="more"),
    _time("first_action_median_working", "First action median, working", first_action_median_working, 2),
    _time("first_action_p90_working", "First action p90, working", first_action_p90_working, 6),
    Measure("first_action_5m_working", "Within 5 working min", "int", quick_working, rank=8),
    Measure(
        "first_action_5m_working_rate", "Within 5 working min %", "rate", quick_rate_working, rank=5, better="more"
    ),
    Measure("untouched", "Untouched", "int", untouched, rank=1, better="less"),
    _time("untouched_oldest", "Oldest untouched", untouched_oldest, 3),
    _time("untouched_oldest_working", "Oldest untouched, working", untouched_oldest_working, 7),
    Measure("alerts", "Alerts", "int", alerts, rank=8),
    _time("alert_median", "Alert delay median", alert_median, 7),
    _time("alert_p90", "Alert delay p90", alert_p90, 8),
    Measure("feedback_asked", "Feedback asked", "int", feedback_asked, rank=6),
    Measure("feedback_answered", "Feedback answered", "int", feedback_answered, rank=7),
    Measure("feedback_rate", "Feedback %", "rate", feedback_rate, rank=7, better="more"),
    _time("feedback_median", "Feedback median", feedback_median, 7),
    _time("feedback_median_working", "Feedback median, working", feedback_median_working, 8),
)

INTRO: Final = (
    "Working time is that of the user's shifts as they stood then, less absences in force and holidays; who had no"
    " shift then worked all the time, as accounts and teams do. An offer to an account or team stands in its own row,"
    " whoever answered it. Pauses and calls are no holes in it. Everything but"
    " feedback is of the passages of the period; medians and p90 are of each row's own times, never of those of its"
    " parts."
)
SECTIONS: Final = (
    Section("Columns of `response`", RESPONSE, INTRO),
    Section(
        "Table `reasons` of `response`",
        (
            Described("reason", "The reason given with a rejection, else (none)."),
            Described("rejections", "Offers of the period rejected with it before as-of."),
            Described("share", share),
        ),
    ),
)
