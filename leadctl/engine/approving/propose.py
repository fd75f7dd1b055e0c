"""What a run would do now, lead by lead, for a person to read and to edit. Nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leadctl.config import Config
from leadctl.db import approvals, queue, runs
from leadctl.db.connection import snapshot
from leadctl.engine.approving.bench import Bench, reason
from leadctl.engine.approving.picking import Watching
from leadctl.engine.decisions import FORMER_OWNER, LEAD, MATCHED, Decisions, Held, Passage, Row
from leadctl.engine.run_rows import read_rows
from leadctl.engine.runs import RunOptions

CHUNK = 20_000  # leads decided at once

METHOD_WORDS = {
    "round_robin": "next in turn",
    "weighted": "next in turn, by weight",
    "least_loaded": "least loaded",
    "performance": "next in turn, by win rate",
    "direct": "named by the strategy",
    "nearest": "nearest office",
    "account_owner": "account manager",
}


class Line(NamedTuple):
    """One lead of a plan. No recipient: it would be held, `because` says why. `value` in minor units."""

    lead_id: int
    name: str
    company: str
    value: int | None
    recipient: str | None
    strategy: str | None
    because: str
    runner_up: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal: the lines in plan order, the version of the rules, the moment (seconds UTC)."""

    lines: tuple[Line, ...]
    version: int | None
    now: int

    @property
    def given(self) -> int:
        """Return how many leads would be given out."""
        return sum(line.recipient is not None for line in self.lines)


def propose(con: sqlite3.Connection, config: Config, now: int, options: RunOptions) -> Plan:
    """Return what a run would do with the waiting leads now. Raises NotFoundError for an unknown strategy."""
    with snapshot(con):
        return Plan(tuple(_Proposer(con, config, now, options).lines()), runs.config_version(con), now)


class _Proposer:
    def __init__(self, con: sqlite3.Connection, config: Config, now: int, options: RunOptions) -> None:
        self._con, self._options = con, options
        self._bench = Bench(con, config, now, options)
        self._methods = {s.name.casefold(): s.method for s in config.strategies}
        self._runners_up: dict[int, int | None] = {}
        for stage in self._bench.snapshot.stages:
            for lane in stage.lanes.values():
                lane.method = Watching(lane.method, self._runners_up)

    def lines(self) -> Iterator[Line]:
        """Yield the leads in the order in which the planner takes them."""
        bench, con = self._bench, self._con
        away = [u for u in bench.snapshot.desk.users if not bench.planner.available(u)]
        ids = queue.ordered_ids(con, bench.book.finished, away, self._options.since)
        for start in range(0, len(ids), CHUNK):
            rows = read_rows(con, bench.book, ids[start : start + CHUNK])
            yield from self._chunk(rows)
            if bench.planner.left == 0:
                return

    def _chunk(self, rows: Sequence[Row]) -> Iterator[Line]:
        decisions: Decisions = self._bench.decide(rows)
        passages: dict[int, list[Passage]] = {}
        for p in decisions.passages:
            passages.setdefault(p.row[LEAD], []).append(p)
        held = {h.lead_id: h for h in decisions.held}
        labels = approvals.labels(self._con, [row[LEAD] for row in rows])
        for row in rows:
            lead = row[LEAD]
            if lead in passages:
                yield self._given(passages[lead], held.get(lead), labels[lead])
            elif lead in held:
                yield self._held(held[lead], labels[lead])

    def _given(self, passages: Sequence[Passage], held: Held | None, label: approvals.Label) -> Line:
        who, last = self._bench.recipient(passages)
        names = self._bench.names
        runner_up = self._runners_up.get(last.row[LEAD]) if last.user_id is not None else None
        return Line(
            *label,
            recipient=who,
            strategy=names.strategy(last),
            because=self._because(last, passages) if held is None else f"waits there: {reason(held)}",
            runner_up=None if runner_up is None else names.users[runner_up],
        )

    def _because(self, last: Passage, passages: Sequence[Passage]) -> str:
        """Return in a few words why this one."""
        notes = {part[1] for part in last.path}
        if last.origin == "named":
            said = "named in the file"
        elif FORMER_OWNER in notes:
            said = "had the original lead"
        elif last.user_id is None:
            said = "handed to the owner" if MATCHED not in notes else "found in the table"
        else:
            said = METHOD_WORDS.get(self._methods.get(self._bench.names.strategy(last).casefold(), ""), "")
        hops = [self._bench.names.recipient(p) for p in passages if p.passed_on]
        via = f", by way of {', '.join(hops)}" if hops else ""
        offer = ", as an offer" if last.terms is not None and not last.terms.accepted else ""
        return said + via + offer

    def _held(self, held: Held, label: approvals.Label) -> Line:
        return Line(*label, recipient=None, strategy=None, because=f"held: {reason(held)}", runner_up=None)
