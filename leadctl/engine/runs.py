"""Assignment runs: lock, snapshot, plan and store chunk by chunk; a dry run is the same without the storing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from leadctl.config.model import Config
from leadctl.db import connection, distributions, lock, people, queue, runs
from leadctl.engine.bulk import without_collector
from leadctl.engine.customers.company_index import keep_up
from leadctl.engine.plan import Planner
from leadctl.engine.run_rows import read_originals, read_past, read_rows
from leadctl.engine.run_store import Store
from leadctl.engine.run_summary import Names, RunSummary, Tally
from leadctl.engine.snapshot import RuleBook, compile_rules, load, push_strategies
from leadctl.errors import NotFoundError, did_you_mean

CHUNK = 20_000  # leads per transaction
Progress = Callable[[int, int], None]  # leads done, of how many

NO_PUSH = "the rules have no push strategy, so nothing can be given out"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run. `strategy`: give out only what this strategy would get; `since`: leads received since (seconds UTC).

    `limit`: stop after so many leads were given; `wait`: seconds to wait for another run.
    """

    dry_run: bool = False
    limit: int | None = None
    strategy: str | None = None
    since: int | None = None
    wait: float = 0


_DEFAULTS = RunOptions()


def assign(
    con: sqlite3.Connection,
    config: Config,
    now: int,
    options: RunOptions = _DEFAULTS,
    progress: Progress | None = None,
) -> RunSummary:
    """Give the waiting leads to the right people and return what was done (or, in a dry run, what would be).

    Chunks of 20,000 leads are committed one by one, so a run that is killed leaves whole chunks and the next run goes
    on. Raises BusyError when another run is at work, NotFoundError for an unknown strategy.
    """
    if options.dry_run:
        return dry_plan(con, config, now, options)
    with lock.run_lock(lock.database_path(con), options.wait), without_collector():
        return _Run(con, config, now, options).execute(progress)


def dry_plan(con: sqlite3.Connection, config: Config, now: int, options: RunOptions = _DEFAULTS) -> RunSummary:
    """Return what a run under `config` would do, each lead in `.moves`; nothing is written and no lock is taken.

    Strategies, rosters and statuses are those in the database: `config plan` applies the new rules in a transaction
    that it rolls back, and calls this inside it.
    """
    with connection.snapshot(con):
        return _Run(con, config, now, RunOptions(**(asdict(options) | {"dry_run": True}))).rehearse()


def assign_here(con: sqlite3.Connection, config: Config, now: int, options: RunOptions = _DEFAULTS) -> RunSummary:
    """Run like assign() within the caller's transaction, without the run lock: a replay beside the file."""
    assert con.in_transaction, "a run of its own is assign()"
    return _Run(con, config, now, options).execute(None)


def assign_within(con: sqlite3.Connection, config: Config, now: int, run_id: int, *, tell: bool = False) -> RunSummary:
    """Run like assign() as a part of the run `run_id` (a tick), whose lock the caller holds and which he finishes.

    `tell`: keep in `.moves` what becomes of each lead, as a dry run does.
    """
    return _Run(con, config, now, RunOptions(dry_run=tell)).execute(None, run_id)


def strategy_id(book: RuleBook, name: str | None) -> int | None:
    """Return the id of the push strategy `name`; None of None. Raises NotFoundError with the nearest name."""
    if name is None:
        return None
    known = {s.name.casefold(): s.name for s in push_strategies(book.config)}
    if name.casefold() not in known or name.casefold() not in book.ids:
        raise NotFoundError(
            f'no push strategy "{name}" in the rules in force{did_you_mean(name, known.values())}',
            slug="no-strategy",
            hint="leadctl config show",
        )
    return book.ids[name.casefold()]


class _Run:
    """One run from its first snapshot to its summary."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int, options: RunOptions) -> None:
        self._con, self._config, self._now, self._options = con, config, now, options
        self._book: RuleBook = compile_rules(con, config, now)
        self._only = strategy_id(self._book, options.strategy)
        self._data_version: int | None = None
        self._left = options.limit
        self._tally: Tally
        self._planner: Planner

    def _strategy_names(self) -> dict[int, str]:
        ids = self._book.ids
        return {ids[s.name.casefold()]: s.name for s in push_strategies(self._config) if s.name.casefold() in ids}

    # ------------------------------------------------------------ the two ways to go through the leads

    def execute(self, progress: Progress | None, within: int | None = None) -> RunSummary:
        """Plan and store; each chunk is a transaction. `within`: the run that this is a part of."""
        con, now, seed = self._con, self._now, self._config.seed
        keep_up(con, self._config)
        with connection.immediate(con):
            version = runs.config_version(con)
            flags = {k: v for k, v in asdict(self._options).items() if v not in (None, False, 0)}
            run_id = within or runs.start(con, "assign", now, version=version, seed=seed, options=flags)
            ids = self._begin(run_id, version)
        store = Store(con, run_id, now, self._book.systems)
        for start in range(0, len(ids), CHUNK):
            with connection.immediate(con):
                self._chunk(ids[start : start + CHUNK], store)
                runs.count(con, run_id, self._tally.summary.as_json())
            if progress:
                progress(min(start + CHUNK, len(ids)), len(ids))
            if self._left == 0:
                break
        with connection.immediate(con):
            runs.count(con, run_id, self._tally.summary.as_json(), finished_at=None if within else now)
        return self._tally.summary

    def rehearse(self) -> RunSummary:
        """Plan only, within the caller's read view."""
        ids = self._begin(None, runs.config_version(self._con))
        self._planner.start_chunk(distributions.next_id(self._con))
        for start in range(0, len(ids), CHUNK):
            self._chunk(ids[start : start + CHUNK], None)
            if self._left == 0:
                break
        return self._tally.summary

    def _begin(self, run_id: int | None, version: int | None) -> Sequence[int]:
        """Take the first snapshot and return the leads in their order."""
        con = self._con
        summary = RunSummary(run_id, self._options.dry_run, self._now, version, self._config.seed)
        names = Names(self._strategy_names(), people.user_names(con), people.team_names(con), people.account_names(con))
        self._tally = Tally(summary, names)
        desk_users = self._refresh()
        away = [user_id for user_id in desk_users if not self._planner.available(user_id)]
        summary.warnings += self._warnings(version)
        if summary.dry_run:
            for strategy_id, shares in self._book.shares.items():
                self._tally.went_by(strategy_id, shares.rows())
        return queue.ordered_ids(con, self._book.finished, away, self._options.since)

    def _warnings(self, version: int | None) -> list[str]:
        found = []
        if version is None:
            found.append("no rules were applied yet: write leadctl.toml, then leadctl config apply")
        elif not push_strategies(self._config):
            found.append(NO_PUSH)
        for import_id, file in queue.unfinished_imports(self._con):
            found.append(
                f"import {import_id} ({file}) was interrupted and its leads are left out: import the file again"
            )
        return found

    # ------------------------------------------------------------ one chunk

    def _refresh(self) -> Sequence[int]:
        """Read people, loads, credits and owners again, when another process has written since."""
        version = lock.data_version(self._con)
        if version == self._data_version:
            return ()
        self._data_version = version
        snapshot = load(self._con, self._book)
        summary = self._tally.summary
        fresh = [w for w in snapshot.warnings if w not in summary.warnings]
        summary.warnings += fresh
        summary.standing += fresh
        self._planner = Planner(
            snapshot.stages, snapshot.desk, snapshot.places, self._book.gates,
            seed=self._config.seed, next_id=0, only=self._only, limit=self._left, queues=snapshot.queues,
        )  # fmt: skip
        return list(snapshot.desk.users)

    def _chunk(self, ids: Sequence[int], store: Store | None) -> None:
        con = self._con
        if store is not None:
            self._refresh()
            self._planner.start_chunk(distributions.next_id(con))
        planner = self._planner
        rows = read_rows(con, self._book, ids)
        first = planner.next_id
        vectors = {(s.id, band): lane.ledger.entries() for s in planner.stages for band, lane in s.lanes.items()}
        decisions = planner.decide(rows, read_past(con, rows), read_originals(con, self._book, rows))
        if store is not None:
            store.chunk(decisions, rows)
            store.checkpoint(first, planner.stages, vectors)
        self._left = planner.left
        self._tally.add(decisions, len(rows), queue.labels(con, ids) if self._options.dry_run else {})
