"""Who bears what cost: each cost of the period is shared evenly by the leads of the period that it speaks of.

A cost names a source, a campaign, or both, and a stretch of days; a lead has a source and a campaign. What a cost
leaves open every lead fits. So a cost of a whole source falls on its campaigns by their numbers of leads, and costs by
product, team or any other group need no rule of their own. Fractions are exact until a cell is printed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from leadctl.clock import day_start, local_date
from leadctl.db import costs, facts_sources
from leadctl.db.costs import Cost
from leadctl.db.facts_dimensions import Expression
from leadctl.reports.question import Question

Bucket = tuple[Any, ...]  # raw keys of the times that the report groups by; () without any
Names = tuple[int | None, int | None]  # source and campaign


@dataclass(frozen=True, slots=True)
class Shares:
    """`per_lead`: what a lead of these names and this bucket bears; `alone`: costs that no lead bears."""

    per_lead: dict[tuple[Names, Bucket], Fraction]
    alone: dict[tuple[Names, Bucket], Fraction]
    total: Fraction
    known: int  # costs that have a day in the period
    late: int = 0  # of these recorded after the period's end


def read_shares(question: Question, times: Sequence[Expression]) -> Shares:
    """Return the shares of the costs whose days lie in the question's period, up to as-of."""
    spec = question.spec
    zone = spec.period.zone
    first, last = local_date(spec.period.start, zone), local_date(spec.as_of, zone)
    found = costs.within(question.con, first.isoformat(), last.isoformat())
    if not found:
        return Shares({}, {}, Fraction(0), 0)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    starts = {day: day_start(day, zone) for day in days}
    keys = facts_sources.keys_of(question.con, times, list(starts.values())) if times else {}
    buckets = {day: keys.get(start, ()) for day, start in starts.items()}
    cohort = facts_sources.cohort(question.con, question.query, times)
    shares = share(_spread(found, buckets), [((row[0], row[1]), row[2:-1], row[-1]) for row in cohort], len(found))
    return replace(shares, late=sum(cost.recorded_at >= spec.period.end for cost in found))


def _spread(found: Iterable[Cost], buckets: dict[date, Bucket]) -> Iterator[tuple[Names, Bucket, Fraction]]:
    """Yield the part of each cost that falls into each bucket of days."""
    for cost in found:
        first, last = date.fromisoformat(cost.first_day), date.fromisoformat(cost.last_day)
        daily = Fraction(cost.amount, (last - first).days + 1)
        span = range((last - first).days + 1)
        inside = Counter(buckets[day] for n in span if (day := first + timedelta(n)) in buckets)
        for bucket, days in inside.items():
            yield (cost.source_id, cost.campaign_id), bucket, daily * days


def share(
    spent: Iterable[tuple[Names, Bucket, Fraction]], cohort: Sequence[tuple[Names, Bucket, int]], known: int
) -> Shares:
    """Return who bears what: `cohort` is (names, bucket, number of leads)."""
    amounts: dict[tuple[Names, Bucket], Fraction] = defaultdict(Fraction)
    for names, bucket, amount in spent:
        amounts[names, bucket] += amount
    leads: Counter[tuple[Names, Bucket]] = Counter()
    for names, bucket, number in cohort:
        for wanted in _fitting(names):
            leads[wanted, bucket] += number
    per_lead: dict[tuple[Names, Bucket], Fraction] = {}
    for names, bucket, _ in cohort:
        parts = [amounts[key] / leads[key] for wanted in _fitting(names) if (key := (wanted, bucket)) in amounts]
        if parts:
            per_lead[names, bucket] = sum(parts, Fraction(0))
    alone = {key: amount for key, amount in amounts.items() if not leads[key]}
    return Shares(per_lead, alone, sum(amounts.values(), Fraction(0)), known)


def _fitting(names: Names) -> set[Names]:
    """Return the names of costs that a lead of these names bears."""
    source, campaign = names
    return {names, (source, None), (None, campaign)} - {(None, None)}
