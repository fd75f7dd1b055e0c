"""Carries out a plan that a person has read: confirmed lines by the engine, changed ones as overrides, in one run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from leadctl.config import Config
from leadctl.db import approvals, connection, lock, queue, runs
from leadctl.engine.approving import lines
from leadctl.engine.approving.bench import Bench, reason
from leadctl.engine.approving.lines import Wish
from leadctl.engine.approving.picking import Confirming, Stale
from leadctl.engine.approving.sorting import Changed, Left, Refused, Sorter
from leadctl.engine.candidates import NO_PAST
from leadctl.engine.decisions import LEAD, Decisions, Lane, Row
from leadctl.engine.intake.source import Source
from leadctl.engine.ledger import Entry
from leadctl.engine.outcomes import Outcomes
from leadctl.engine.run_rows import read_originals, read_past, read_rows
from leadctl.engine.run_store import Store
from leadctl.engine.run_summary import RunSummary, Tally
from leadctl.engine.strategies import Method
from leadctl.models import Code

# What a person's word cannot set aside; shifts, tags and former owners it can.
BINDING = frozenset({Code.DISABLED, Code.ABSENT, Code.PAUSED})


@dataclass(slots=True)
class Approved:
    """What an approval did, or would do. `summary` counts what was given out, by engine and by hand."""

    summary: RunSummary
    confirmed: int = 0
    overridden: int = 0
    left: int = 0
    held: int = 0  # proposed to be held, and left so
    done: int = 0  # the recipient had the lead already
    refused: list[Refused] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return JSON values; the keys are stable."""
        return {
            **self.summary.as_json(),
            "confirmed": self.confirmed,
            "overridden": self.overridden,
            "left_out": self.left,
            "still_held": self.held,
            "done_before": self.done,
            "refused": [
                {"line": r.record.line, "lead_id": r.lead_id, "column": r.column, "reason": r.reason}
                for r in self.refused
            ],
        }


@dataclass(frozen=True, slots=True)
class Approval:
    """How to approve. `reason`: for changed lines that give none; `wait`: seconds to wait for another run."""

    actor: str
    reason: str | None = None
    dry_run: bool = False
    wait: float = 0


def approve(con: sqlite3.Connection, config: Config, source: Source, now: int, asked: Approval) -> Approved:
    """Carry out the plan in `source` and return what was done; lines that cannot be are in `.refused`.

    Eligibility is checked again, now. No run is kept when there was nothing to do. Raises UsageError for a file that
    is no plan, BusyError.
    """
    if asked.dry_run:
        with connection.snapshot(con):
            return _Approver(con, config, source, now, asked).run()
    with lock.run_lock(lock.database_path(con), asked.wait), connection.immediate(con):
        return _Approver(con, config, source, now, asked).run()


@dataclass(slots=True)
class _Pass:
    """One walk over the lines on a fresh bench: what the engine decided, which changed lines may be carried out."""

    bench: Bench
    first_id: int  # of the passages to come
    vectors: dict[tuple[int, str], dict[int, Entry]]  # the credits before
    methods: list[tuple[Lane, Method]]  # as they were before they only confirm
    decisions: Decisions = field(default_factory=Decisions)
    rows: list[Row] = field(default_factory=list)
    changed: list[tuple[Changed, Row]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    spoilt: bool = False  # something was booked that is not to happen


class _Approver:
    def __init__(self, con: sqlite3.Connection, config: Config, source: Source, now: int, asked: Approval) -> None:
        self._con, self._config, self._source, self._now, self._asked = con, config, source, now, asked
        self._out: dict[int, Refused] = {}  # lead -> why its line is not carried out

    def run(self) -> Approved:
        sorter = Sorter(self._con, self._config, self._now, self._asked.reason, self._source.sha256)
        found = sorter.sort(lines.read(self._source))
        done = self._walk(found.todo)
        while done.spoilt:  # rare: what must not happen was booked; once more without those lines
            self._out |= {r.lead_id: r for r in done.refused if r.lead_id is not None}
            done = self._walk(found.todo)
        refused = [*found.refused, *self._out.values(), *done.refused]
        result = Approved(
            self._summary(),
            confirmed=len(done.rows),
            overridden=len(done.changed),
            left=len(found.left),
            held=found.held,
            done=found.done,
            refused=sorted(refused, key=lambda r: r.record.line),
        )
        tally = Tally(result.summary, done.bench.names)
        overrides = self._overrides(done)
        self._store(done, overrides, found.left, result)
        labels = queue.labels(self._con, [w.lead_id for w in map(_wish, found.todo)]) if self._asked.dry_run else {}
        for decisions in (done.decisions, overrides.out):
            tally.add(decisions, 0, labels)
        result.summary.considered = len(found.todo) + len(found.left) + found.held + found.done + len(found.refused)
        if result.summary.run_id is not None:
            runs.count(self._con, result.summary.run_id, result.as_json(), finished_at=self._now)
        return result

    def _summary(self) -> RunSummary:
        version = runs.config_version(self._con)
        return RunSummary(None, self._asked.dry_run, self._now, version, self._config.seed)

    # ------------------------------------------------------------ deciding again

    def _walk(self, todo: Sequence[Wish | Changed]) -> _Pass:
        """Go through the lines in file order; what was given before in the same file counts."""
        bench = Bench(self._con, self._config, self._now)
        users = {login.casefold(): user for user, login in bench.names.users.items()}
        wanted = {
            line.lead_id: (line.strategy, users[line.recipient.casefold()])
            for line in todo
            if isinstance(line, Wish) and line.recipient.casefold() in users
        }
        lanes = [(stage, lane) for stage in bench.planner.stages for lane in stage.lanes.values()]
        here = _Pass(bench, bench.planner.next_id, bench.vectors(), [(lane, lane.method) for _, lane in lanes])
        for stage, lane in lanes:
            lane.method = Confirming(lane.method, stage, wanted, dict(bench.names.users))
        rows = {row[LEAD]: row for row in read_rows(self._con, bench.book, [_wish(line).lead_id for line in todo])}
        past = read_past(self._con, list(rows.values()))
        originals = read_originals(self._con, bench.book, list(rows.values()))
        for line in todo:
            wish = _wish(line)
            row = rows.get(wish.lead_id)
            if wish.lead_id in self._out:
                continue
            if row is None:
                here.refused.append(Refused(wish.record, wish.lead_id, "lead", "the lead does not wait any more"))
            elif isinstance(line, Changed):
                self._by_hand(line, row, wish.lead_id in past and line.user_id in past[wish.lead_id].rejected, here)
            else:
                try:
                    decided = bench.planner.decide([row], past, originals)
                except Stale as stale:
                    here.refused.append(Refused(wish.record, wish.lead_id, "recipient", str(stale)))
                else:
                    self._confirmed(wish, row, decided, here)
        return here

    def _confirmed(self, wish: Wish, row: Row, decided: Decisions, here: _Pass) -> None:
        """Take what the engine decided for a confirmed line, if it is what the line says."""
        if not decided.passages:
            said = reason(decided.held[0]) if decided.held else "no strategy takes it"
            here.refused.append(Refused(wish.record, wish.lead_id, "recipient", f"would be held now: {said}"))
            return
        who, last = here.bench.recipient(decided.passages)
        strategy = here.bench.names.strategy(last)
        if (who.casefold(), strategy.casefold()) != (wish.recipient.casefold(), wish.strategy.casefold()):
            here.refused.append(
                Refused(wish.record, wish.lead_id, "recipient", f'would go to {who} now, by strategy "{strategy}"')
            )
            here.spoilt = True
            return
        for name in ("passages", "placed", "held", "passed_on"):
            getattr(here.decisions, name).extend(getattr(decided, name))
        here.rows.append(row)

    def _by_hand(self, line: Changed, row: Row, rejected: bool, here: _Pass) -> None:
        """Accept a change unless the user cannot or must not take the lead."""
        desk = here.bench.snapshot.desk
        code = desk.standing(line.user_id)
        if code not in BINDING:
            code = desk.own(line.user_id).full() or (Code.REJECTED_BEFORE if rejected else None)
        if code is not None:
            said = f"{desk.users[line.user_id].login} may not take it now ({code})"
            here.refused.append(Refused(line.wish.record, line.wish.lead_id, "recipient", said))
            return
        desk.given(line.user_id)
        here.changed.append((line, row))

    # ------------------------------------------------------------ writing

    def _overrides(self, done: _Pass) -> Outcomes:
        """Return the passages by hand, numbered behind those of the engine."""
        bench = done.bench
        outcomes = Outcomes(bench.snapshot.places, bench.planner.next_id)
        past = read_past(self._con, [row for _, row in done.changed])
        for line, row in done.changed:
            user = bench.snapshot.desk.users[line.user_id]
            outcomes.to_user(
                row, "manual", None, user.id, user.team_id, user.account_id, None, 0, [],
                past.get(row[LEAD], NO_PAST), 0,
            )  # fmt: skip
        return outcomes

    def _store(self, done: _Pass, overrides: Outcomes, left: Sequence[Left], result: Approved) -> None:
        """Write one run; none when there is nothing to write, or in a dry run."""
        if self._asked.dry_run or not (done.rows or done.changed or left):
            return
        con, bench, now, actor = self._con, done.bench, self._now, self._asked.actor
        options = {"file": self._source.name, "sha256": self._source.sha256}
        version = runs.config_version(con)
        run_id = runs.start(con, "approve", now, version=version, seed=self._config.seed, options=options)
        store = Store(con, run_id, now, bench.book.systems)
        for lane, method in done.methods:
            lane.method = method
        store.chunk(done.decisions, done.rows)
        store.checkpoint(done.first_id, bench.planner.stages, done.vectors)
        store.chunk(overrides.out, [row for _, row in done.changed])
        passages = approvals.by_hand(con, run_id, actor)
        for line, row in done.changed:
            lead = row[LEAD]
            approvals.add(con, lead, run_id, passages[lead], line.proposed, line.user_id, actor, line.reason, now)
        for gone in left:
            approvals.add(con, gone.wish.lead_id, run_id, None, gone.proposed, None, actor, gone.reason, now)
        result.summary.run_id = run_id


def _wish(line: Wish | Changed) -> Wish:
    return line if isinstance(line, Wish) else line.wish
