"""What the clock brings: everything that is to be done because time has passed, in one run.

Steps, in this order: offers that ran out end at their deadline; offers of leads that are closed are recalled; leads
whose cool-down is over may be pulled again, pulled leads go back to their queues; tags that users earned; scores that
decay; then one assignment of all that waits, which re-offers and tries held leads again; last the reminders.

Once or a hundred times, late or on time, it comes to the same: what falls due has a moment of its own (a deadline, a
cool-down, a reminder's time), and that moment is written, not the tick's; only what is given out or offered anew is
given at the tick's own time, since nobody had it before. A tick that finds nothing to do leaves nothing behind
but the moment at which it was, which `doctor` looks at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadctl.config import Config
from leadctl.db import connection, lock, marks, people, runs
from leadctl.db.notices import Notice
from leadctl.db.offers import Turn
from leadctl.engine import offers, reminders, rescoring, tags
from leadctl.engine.bulk import without_collector
from leadctl.engine.pulling import recycle
from leadctl.engine.pulling.model import Returned
from leadctl.engine.run_summary import RunSummary
from leadctl.engine.runs import assign_within

SHOWN = 1_000  # items kept of each step; the counts are exact


class Item(NamedTuple):
    """One thing that a step did: to which lead, for whom (a login or a place in brackets), when it fell due."""

    lead_id: int | None
    who: str | None
    text: str
    at: int | None = None  # seconds UTC


@dataclass(frozen=True, slots=True)
class StepSummary:
    """What one step did, or would do."""

    step: str
    count: int
    items: tuple[Item, ...] = ()


@dataclass(slots=True)
class TickSummary:
    """What a tick did, or would do. `run_id` is None when it left nothing behind."""

    run_id: int | None
    dry_run: bool
    now: int
    steps: list[StepSummary] = field(default_factory=list)
    assigned: RunSummary | None = None

    @property
    def idle(self) -> bool:
        """Return whether there was nothing to do: leads that wait as before are nothing."""
        given = self.assigned
        return not any(s.count for s in self.steps) and (given is None or not (given.distributed + given.offered))

    def as_json(self) -> dict[str, Any]:
        """Return JSON values: those of the assignment (see RunSummary), and `steps`."""
        found: dict[str, Any] = {} if self.assigned is None else self.assigned.as_json()
        steps = [{"step": s.step, "count": s.count, "items": [i._asdict() for i in s.items]} for s in self.steps]
        return found | {"run": self.run_id, "dry_run": self.dry_run, "now": self.now, "steps": steps}


def tick(con: sqlite3.Connection, config: Config, now: int, *, dry_run: bool = False, wait: float = 0) -> TickSummary:
    """Do what is due at `now` (seconds UTC) and return what was done. Raises BusyError when another run is at work.

    Each step is a transaction of its own: killed anywhere, the next tick does the rest. A dry run is the same, rolled
    back.
    """
    if dry_run:
        with connection.rolled_back(con):
            return _Tick(con, config, now, dry_run=True).execute()
    with lock.run_lock(lock.database_path(con), wait), without_collector():
        return _Tick(con, config, now, dry_run=False).execute()


class _Tick:
    """One tick from its first step to its summary."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int, dry_run: bool) -> None:
        self._con, self._config, self._now = con, config, now
        self._logins, self._accounts = people.user_names(con), people.account_names(con)
        self._summary = TickSummary(None, dry_run, now)
        self._run_id = 0

    def execute(self) -> TickSummary:
        con, now, summary = self._con, self._now, self._summary
        with connection.immediate(con):
            version = runs.config_version(con)
            self._run_id = runs.start(con, "tick", now, version=version, seed=self._config.seed)
        for name, step in self._before():
            with connection.immediate(con):
                self._note(name, *step())
        summary.assigned = assign_within(con, self._config, now, self._run_id, tell=summary.dry_run)
        for name, step in self._after():
            with connection.immediate(con):
                self._note(name, *step())
        with connection.immediate(con):
            kept = not (summary.idle and runs.drop_idle(con, self._run_id))
            summary.run_id = self._run_id if kept and not summary.dry_run else None
            if kept:
                runs.count(con, self._run_id, summary.as_json(), finished_at=now)
            marks.put(con, marks.LAST_TICK, now)
        return summary

    def _note(self, name: str, count: int, items: list[Item]) -> None:
        self._summary.steps.append(StepSummary(name, count, tuple(items[:SHOWN])))

    # ------------------------------------------------------------ the steps

    def _before(self) -> list[tuple[str, Callable[[], tuple[int, list[Item]]]]]:
        con, config, now, run_id = self._con, self._config, self._now, self._run_id
        return [
            ("expired", lambda: self._turns(offers.expire(con, now, config), "offer ran out")),
            ("recalled", lambda: self._turns(offers.recall_finished(con, now), "offer recalled: the lead is closed")),
            ("ready", lambda: (recycle.ready_due(con, now), [])),
            ("recycled", lambda: self._returned(recycle.recycle_due(con, config, now, run_id=run_id))),
            ("reclaimed", lambda: self._returned(recycle.reclaim_due(con, config, now, run_id=run_id))),
            ("tags", self._tags),
            ("rescored", lambda: (rescoring.rescore_decayed(con, config, now).changed, [])),
        ]

    def _after(self) -> list[tuple[str, Callable[[], tuple[int, list[Item]]]]]:
        con, config, now, run_id = self._con, self._config, self._now, self._run_id
        return [
            ("offer_ends", lambda: self._notices(reminders.notice_offers(con, config, now, run_id))),
            ("follow_up", lambda: self._notices(reminders.notice_follow_ups(con, now, run_id))),
            ("feedback", lambda: self._notices(reminders.notice_feedback(con, config, now, run_id))),
        ]

    def _turns(self, ended: list[Turn], text: str) -> tuple[int, list[Item]]:
        items = [Item(t.lead_id, self._who(t.user_id, t.account_id), text, t.ended_at) for t in ended]
        return len(items), items

    def _returned(self, back: list[Returned]) -> tuple[int, list[Item]]:
        items = [Item(r.lead_id, self._logins[r.user_id], f"{r.how}: back in its queue", r.again_at) for r in back]
        return len(items), items

    def _tags(self) -> tuple[int, list[Item]]:
        changes = tags.grant(self._con, self._config, self._now).changes
        items = [Item(None, c.login, f"{'gets' if c.granted else 'loses'} tag {c.tag}: {c.why}") for c in changes]
        return len(items), items

    def _notices(self, found: list[Notice]) -> tuple[int, list[Item]]:
        items = [Item(n.lead_id, self._logins.get(n.user_id or 0), TEXTS[n.kind], n.due_at) for n in found]
        return len(items), items

    def _who(self, user_id: int | None, account_id: int) -> str:
        return f"[{self._accounts[account_id]}]" if user_id is None else self._logins[user_id]


TEXTS = {"offer_ends": "offer ends soon", "follow_up": "follow-up due", "feedback": "untouched: feedback wanted"}
