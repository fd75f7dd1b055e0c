"""Goes through a past period again: leads come in, rules run, people take or refuse, in a world beside the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from leadctl.config import Config
from leadctl.db import replay as world
from leadctl.engine.passages import give
from leadctl.engine.rescoring import rescore
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.runs import RunOptions, assign_here
from leadctl.engine.simulation.moments import Moment
from leadctl.engine.simulation.walk import Walk
from leadctl.engine.scoring import goes_with_time
from leadctl.errors import ConflictError
from leadctl.models import Hold

Progress = Callable[[int, int], None]  # moments done, of how many


class Replayer:
    """One replay. The world is built, the rules of `config` are in force in it; `began` = when leadctl came in use."""

    def __init__(self, con: sqlite3.Connection, config: Config, began: int, *, rescore: bool) -> None:
        self._con, self._config, self._began, self._rescore = con, config, began, rescore
        self._changes: Sequence[int] = world.changes(con)
        self._timeless = not goes_with_time(config)
        self._facts: int | None = None
        self._stale = True  # something came in, or changed about people, since the last run
        self._still = False  # what waits now waits for nothing that time alone brings
        self._gifts: list[tuple[int, int, int]] = []
        self.walk = Walk()

    def go(self, moments: Sequence[Moment], end: int, progress: Progress | None) -> Walk:
        """Run at each of the moments; whatever happened by itself in between happens before."""
        self._gifts = world.gifts(self._con, end)
        for number, moment in enumerate(moments, start=1):
            self._until(moment.at)
            self._run(moment)
            if progress and (number % 20 == 0 or number == len(moments)):
                progress(number, len(moments))
        self._until(end - 1)
        return self.walk

    # ------------------------------------------------------------ between the runs

    def _until(self, at: int) -> None:
        """Let happen what happened up to `at`: leads, facts about people, gifts by hand."""
        while self._gifts and self._gifts[0][0] <= at:
            self._gift(*self._gifts.pop(0))
        self._set(at)

    def _set(self, at: int) -> None:
        con, facts = self._con, max(at, self._began)
        world.set_clock(con, at, facts)
        if self._facts is None or any(self._facts < change <= facts for change in self._changes):
            refresh_rosters(con, self._config, facts)
            self._stale = True
        self._facts = facts
        came = world.arrive(con, at)
        if came:
            self._stale = True
            if self._rescore:
                rescore(con, self._config, at, came)
        self._stale |= world.follow_statuses(con, at)

    def _gift(self, at: int, lead_id: int, user_id: int) -> None:
        """Give a lead by hand as it was given, if it still waits."""
        self._set(at)
        if world.owner(self._con, lead_id) is not None:
            self.walk.skipped_gifts += 1
            return
        try:
            give(self._con, lead_id, user_id, at, "replay")
            self.walk.gifts += 1
        except ConflictError:  # disabled in the eyes of the replay
            self.walk.skipped_gifts += 1

    # ------------------------------------------------------------ a run

    def _run(self, moment: Moment) -> None:
        if not self._stale and (self._still or not world.anybody_waits(self._con)):
            return
        options = RunOptions(limit=moment.limit, since=moment.since)
        done = assign_here(self._con, self._config, moment.at, options)
        self._stale = moment.limit is not None or moment.since is not None
        self._still = self._timeless and all(_timeless_hold(code) for code in done.held)
        self.walk.moments += 1
        self.walk.real += moment.real


def _timeless_hold(code: str) -> bool:
    """Return whether a lead held so waits for nothing that time alone brings: a gate, or no strategy matches."""
    return code.startswith("gate:") or code in {Hold.NO_STRATEGY, Hold.DUPLICATE}
