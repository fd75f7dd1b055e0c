"""Goes through a past period again: leads come in, rules run, people take or refuse, in a world beside the file."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from leadctl.config import Config
from leadctl.db import replay as world
from leadctl.db import replay_events as past
from leadctl.db import replay_leads as leads
from leadctl.db.replay_events import PastPull
from leadctl.engine import offers, rescoring
from leadctl.engine.passages import give
from leadctl.engine.pulling import recycle
from leadctl.engine.pulling.take import PullOptions, pull
from leadctl.engine.rosters import refresh_rosters
from leadctl.engine.runs import RunOptions, assign_here
from leadctl.engine.scoring import goes_with_time, moves_with_time
from leadctl.engine.simulation.answers import Answers
from leadctl.engine.simulation.moments import Moment
from leadctl.engine.simulation.walk import Walk
from leadctl.errors import ConflictError
from leadctl.models import Hold

Progress = Callable[[int, int], None]  # moments done, of how many
OFFER_GRID = 300  # seconds: offers that ran out are passed on as by a tick every five minutes
_DEADLINE, _GIFT, _PULL, _RUN = range(4)  # what comes first at one moment


class Event(NamedTuple):
    """Something that happens in a replay; `what` says which of the others is given."""

    at: int
    what: int
    number: int
    moment: Moment | None = None
    gift: tuple[int, int] | None = None  # lead, user
    pull: PastPull | None = None


class Replayer:
    """One replay. The world is built, the rules of `config` are in force in it; `began` = when leadctl came in use.

    `rescore`: leads get their score as they come in.
    """

    def __init__(self, con: sqlite3.Connection, config: Config, began: int, *, rescore: bool) -> None:
        self._con, self._config, self._began, self._rescore = con, config, began, rescore
        self._changes: Sequence[int] = world.changes(con)
        self._timeless = not goes_with_time(config)
        self._decays = any(moves_with_time(rule) for rule in config.scores)
        enabled = [s for s in config.strategies if s.enabled]
        self._pulling = {s.name.casefold() for s in enabled if s.mode == "pull"}
        self._offering = any(s.offer is not None for s in enabled)
        self._answers = Answers(con, config.seed)
        self._logins = past.logins(con)
        self._facts: int | None = None
        self._stale = True  # something came in, or changed about people, since the last run
        self._still = False  # what waits now waits for nothing that time alone brings
        self._events: list[Event] = []
        self.walk = Walk()

    def go(self, moments: Sequence[Moment], start: int, end: int, progress: Progress | None) -> Walk:
        """Let everything happen in its order: leads and facts by themselves, gifts, pulls and runs at their time."""
        con = self._con
        events = [Event(m.at, _RUN, n, moment=m) for n, m in enumerate(moments)]
        events += [Event(at, _GIFT, n, gift=(lead, user)) for n, (at, lead, user) in enumerate(leads.gifts(con, end))]
        if self._pulling:
            events += [Event(p.at, _PULL, n, pull=p) for n, p in enumerate(past.past_pulls(con, start, end))]
        self._events = events
        heapq.heapify(events)
        while events and events[0].at < end:
            event = heapq.heappop(events)
            self._set(event.at)
            self._happen(event)
            if event.what == _RUN and progress and (event.number % 20 == 0 or event.number + 1 == len(moments)):
                progress(event.number + 1, len(moments))
        self._set(end - 1)
        self.walk.offered, self.walk.accepted = self._answers.offered, self._answers.accepted
        self.walk.offers_known = self._answers.known
        return self.walk

    def _happen(self, event: Event) -> None:
        if event.moment is not None:
            self._moment(event.moment)
        elif event.gift is not None:
            self._gift(event.at, *event.gift)
        elif event.pull is not None:
            self._pull(event.pull)
        elif offers.expire(self._con, event.at, self._config):
            self._run(event.at, RunOptions())

    # ------------------------------------------------------------ by itself, and by hand

    def _set(self, at: int) -> None:
        """Let happen what happened up to `at`: facts about people, leads that came in, their statuses."""
        con, facts = self._con, max(at, self._began)
        world.set_clock(con, at, facts)
        if self._facts is None or any(self._facts < change <= facts for change in self._changes):
            refresh_rosters(con, self._config, facts)
            self._stale = True
        self._facts = facts
        came = leads.arrive(con, at)
        if came:
            self._stale = True
            if self._rescore:
                rescoring.rescore(con, self._config, at, came)
        self._stale |= leads.follow_statuses(con, at)

    def _gift(self, at: int, lead_id: int, user_id: int) -> None:
        """Give a lead by hand as it was given, if it still waits."""
        self._stale = True
        if leads.owner(self._con, lead_id) is None:
            try:
                give(self._con, lead_id, user_id, at, "replay")
                self.walk.gifts += 1
                return
            except ConflictError:  # disabled in the eyes of the replay
                pass
        self.walk.skipped_gifts += 1

    def _pull(self, asked: PastPull) -> None:
        """Let a user pull when he really did; a strategy that he named counts if the rules have it."""
        named = str(asked.options.get("strategy") or "")
        options = PullOptions(
            count=int(asked.options.get("count", 1)), strategy=named if named.casefold() in self._pulling else None
        )
        done = pull(self._con, self._config, self._logins[asked.user_id], asked.at, "replay", options)
        self.walk.pulls += 1
        self.walk.pulled += len(done.leads)
        self._stale = True

    # ------------------------------------------------------------ a run

    def _moment(self, moment: Moment) -> None:
        """Do what a tick does: what is due, then a run, if anything can have changed."""
        con, config, at = self._con, self._config, moment.at
        if self._offering:
            self._stale |= bool(offers.expire(con, at, config)) | bool(offers.recall_finished(con, at))
        if self._pulling:
            recycle.ready_due(con, at)
            self._stale |= bool(recycle.recycle_due(con, config, at)) | bool(recycle.reclaim_due(con, config, at))
        if self._decays:
            self._stale |= rescoring.rescore_decayed(con, config, at).changed > 0
        if not self._stale and (self._still or not leads.anybody_waits(con)):
            return
        self._run(at, RunOptions(limit=moment.limit, since=moment.since))
        self._stale = moment.limit is not None or moment.since is not None
        self.walk.moments += 1
        self.walk.real += moment.real

    def _run(self, at: int, options: RunOptions) -> None:
        done = assign_here(self._con, self._config, at, options)
        self._still = self._timeless and all(_timeless_hold(code) for code in done.held)
        if self._offering:
            for deadline in sorted({-(-d // OFFER_GRID) * OFFER_GRID for d in self._answers.answer(at)}):
                heapq.heappush(self._events, Event(deadline, _DEADLINE, 0))


def _timeless_hold(code: str) -> bool:
    """Return whether a lead held so waits for nothing that time alone brings: a gate, no strategy, a queue."""
    return code.startswith("gate:") or code in {Hold.NO_STRATEGY, Hold.DUPLICATE, Hold.QUEUED}
