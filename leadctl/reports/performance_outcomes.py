"""`--deals` and `--timing` of `report performance`: won and dead leads, and how soon people began, per group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from leadctl.db import facts_outcomes, facts_rows
from leadctl.db.settings import whole
from leadctl.reports.counting import Key, Sets
from leadctl.reports.dimensions import Dimension
from leadctl.reports.measures.base import median
from leadctl.reports.measures.deals import Deals
from leadctl.reports.passages import key_of
from leadctl.reports.question import Question, sql_of


class Durations:
    """Seconds per group, for medians at every level."""

    def __init__(self, depth: int) -> None:
        self._levels: list[dict[Key, list[int]]] = [defaultdict(list) for _ in range(depth + 1)]

    def add(self, key: Key, seconds: int) -> None:
        """Add one duration to its group and to every group above."""
        for level, groups in enumerate(self._levels):
            groups[key[:level]].append(seconds)

    def count(self, level: int, key: Key) -> int:
        """Return how many durations a group has."""
        return len(self._levels[level].get(key, ()))

    def median(self, level: int, key: Key) -> int | None:
        """Return the median of a group, None where it has none."""
        return median(sorted(self._levels[level].get(key, ())))


def count_started(question: Question, groups: Sequence[Dimension]) -> Durations:
    """Return the times from distribution to first action."""
    found = Durations(len(groups))
    for raw, seconds in facts_outcomes.started(question.con, question.query, question.stretches, sql_of(groups)):
        found.add(key_of(groups, raw), seconds)
    return found


def add_follow_up(question: Question) -> None:
    """Give the question what the bits `due` and `in_time` compare with."""
    spec, query = question.spec, question.query
    limits = {"follow_up": whole(question.config).follow_up_within, "seen": spec.now + 1 if spec.to_date else spec.cut}
    question.query = replace(query, parameters={**query.parameters, **limits})


class DealCounts:
    """Won and dead leads at every level; a lead that several passages won counts for the one that closed it first."""

    def __init__(self, question: Question, groups: Sequence[Dimension]) -> None:
        con, query, dims = question.con, question.query, sql_of(groups)
        self._won: list[dict[Key, dict[int, tuple[int, int, int, int | None]]]] = [
            defaultdict(dict) for _ in range(len(groups) + 1)
        ]
        opportunities = facts_rows.kinds(con).opportunities
        for w in facts_outcomes.won(con, query, question.stretches, dims, opportunities=opportunities):
            self._add(key_of(groups, w.keys), w)
        self._dead = Sets(len(groups))
        for raw, lead_id in facts_outcomes.died(con, query, dims):
            self._dead.add(key_of(groups, raw), lead_id)

    def _add(self, key: Key, w: facts_outcomes.Won) -> None:
        mine = (w.closed_at, -w.distributed_at, -w.passage_id, w.value)
        for level, groups in enumerate(self._won):
            leads = groups[key[:level]]
            known = leads.get(w.lead_id)
            if known is None or mine[:3] < known[:3]:
                leads[w.lead_id] = mine

    def get(self, level: int, key: Key) -> Deals:
        """Return the counts of a group."""
        won = list(self._won[level].get(key, {}).values())
        values = [v for v in map(itemgetter(3), won) if v is not None]
        took = median(sorted(closed_at + distributed_at for closed_at, distributed_at, _, _ in won))
        return Deals(len(won), len(values), sum(values), took, self._dead.count(level, key))
