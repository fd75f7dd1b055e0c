"""Simulates: the leads of a past period through other rules, compared with what really happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from leadctl.clock import Period
from leadctl.config import Config, load_text
from leadctl.db import replay as world
from leadctl.db import replay_events as events
from leadctl.db import replay_figures, settings, shadow
from leadctl.db import replay_leads as lead_rows
from leadctl.db.replay_events import PastRun
from leadctl.engine.bulk import without_collector
from leadctl.engine.ruleset import apply_rules
from leadctl.engine.scoring import moves_with_time
from leadctl.engine.simulation import assumptions, rates
from leadctl.engine.simulation.figures import Comparison
from leadctl.engine.simulation.measure import Names, measure, moved
from leadctl.engine.simulation.moments import Moment, moments
from leadctl.engine.simulation.replay import Progress, Replayer
from leadctl.models import FINISHED


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules to replay: text and the name of its file."""

    text: str
    file: str


def simulate(
    con: sqlite3.Connection,
    rules: Rules | None,
    period: Period,
    now: int,
    *,
    every: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return what `rules` (None = those in force) would have made of the period's leads, and what really happened.

    `every` = run so often (seconds) instead of at the moments at which runs took place. Nothing is written: the engine
    works in temporary tables, the connection refuses to touch the file. Raises ConfigError naming every fault.
    """
    end = min(period.end, now + 1)
    with shadow.shadows(con), without_collector():
        wins = rates.win_rates(con, _in_force(con), now)  # of the real past, whatever the replay makes of it
        world.build(con)
        before = _in_force(con)
        config = before if rules is None else apply_rules(con, rules.text, now, "simulate", rules.file).config
        rescore = _rescored(before, config)
        if rescore:
            world.keep_scores(con)
        leads, waited = _stand(con, config, period.start, max(end, period.start), now)
        took_place = events.past_runs(con, period.start, end)
        applied = world.first_rules(con)
        began = now if applied is None else applied
        replayer = Replayer(con, config, began, rescore=rescore)
        foreign = events.foreign_until(con, period.start, end)
        walk = replayer.go(_moments(period.start, end, took_place, foreign, every), period.start, end, progress)
        world.set_clock(con, now, now)
        names = Names(con)
        actual = measure(con, "main", period.start, end, names, wins)
        simulated = measure(con, "temp", period.start, end, names, wins)
        left_out = replay_figures.not_replayed(con, period.start, end)
    limited = any(run.options.get("strategy") for run in took_place)
    return Comparison(
        start=period.start,
        end=end,
        rules="the rules in force" if rules is None else rules.file,
        leads=leads,
        waited=waited,
        moments=walk.moments,
        real_moments=walk.real,
        actual=actual.side,
        simulated=simulated.side,
        moved=moved(actual.recipients, simulated.recipients, leads),
        notes=assumptions.notes(config, walk, left_out, rescored=rescore, limited=limited),
    )


def _moments(
    start: int, end: int, took_place: Sequence[PastRun], foreign: int | None, every: int | None
) -> list[Moment]:
    """Return when the rules run; nothing runs in a period that lies in the future."""
    real = [Moment(run.at, True, run.options.get("limit"), run.options.get("since")) for run in took_place]
    return moments(start, end, real, foreign, every) if end > start else []


def _in_force(con: sqlite3.Connection) -> Config:
    """Return the rules in force, or the built-in defaults."""
    return load_text(settings.current_config_text(con) or "", "applied config")


def _rescored(before: Config, after: Config) -> bool:
    """Return whether leads get their score anew as they come in: other points, or points that age."""
    return before.scores != after.scores or any(moves_with_time(rule) for rule in after.scores)


def _stand(con: sqlite3.Connection, config: Config, start: int, end: int, now: int) -> tuple[int, int]:
    """Put the world at the period's start; return how many leads it replays, and how many of them waited then."""
    world.settle_rules(con)
    systems = settings.status_systems(con, now)
    finished = [status for status, system in systems.items() if system in FINISHED]
    fresh = next((status for status, system in systems.items() if system == "new"), 1)
    leads, waited = lead_rows.gather_leads(con, start, end, finished, fresh)
    lead_rows.stand_at(con, start, everything=any(s.method == "performance" or s.to.bands for s in config.strategies))
    lead_rows.gather_statuses(con, start, end)
    if any(s.method == "account_owner" for s in config.strategies):
        world.keep_company_keys(con)
    world.travel(con)
    return leads, waited
