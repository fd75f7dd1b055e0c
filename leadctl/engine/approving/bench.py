"""The planner at work on a desk of its own: what propose and approve share."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from leadctl.config import Config
from leadctl.db import distributions, people, settings
from leadctl.engine.decisions import NOBODY, Decisions, Held, Passage, Row
from leadctl.engine.lead_page import why
from leadctl.engine.ledger import Entry
from leadctl.engine.plan import Planner
from leadctl.engine.run_rows import read_originals, read_past
from leadctl.engine.run_summary import Names
from leadctl.engine.runs import RunOptions, strategy_id
from leadctl.engine.snapshot import RuleBook, Snapshot, compile_rules, load

_EVERYTHING = RunOptions()
EVERYBODY = "(everybody asked)"  # a broadcast: who gets the lead is open


class Bench:
    """Rules, people and planner of one moment; `options` as of a run. Raises NotFoundError for an unknown strategy."""

    def __init__(self, con: sqlite3.Connection, config: Config, now: int, options: RunOptions = _EVERYTHING) -> None:
        self.con, self.config, self.now = con, config, now
        self.book: RuleBook = compile_rules(con, config, now)
        only = strategy_id(self.book, options.strategy)
        self.snapshot: Snapshot = load(con, self.book)
        self.planner = Planner(
            self.snapshot.stages, self.snapshot.desk, self.snapshot.places, self.book.gates, seed=config.seed,
            next_id=distributions.next_id(con), only=only, limit=options.limit, queues=self.snapshot.queues,
        )  # fmt: skip

    @cached_property
    def names(self) -> Names:
        """Return ids to names."""
        con = self.con
        return Names(
            settings.names(con, "strategy"), people.user_names(con), people.team_names(con), people.account_names(con)
        )

    def decide(self, rows: Sequence[Row]) -> Decisions:
        """Return what the planner makes of these rows."""
        return self.planner.decide(rows, read_past(self.con, rows), read_originals(self.con, self.book, rows))

    def vectors(self) -> dict[tuple[int, str], dict[int, Entry]]:
        """Return the credits as they stand, by strategy and band."""
        return {(s.id, band): lane.ledger.entries() for s in self.planner.stages for band, lane in s.lanes.items()}

    def recipient(self, passages: Sequence[Passage]) -> tuple[str, Passage]:
        """Return (who has the lead after these passages of it, the last one): a login, [team], [account], everybody."""
        last = passages[-1]
        if last.terms is not None and sum(not p.passed_on for p in passages) > 1:
            return EVERYBODY, last
        name = self.names.recipient(last)
        return (name if last.user_id is not None else f"[{name}]"), last


def reason(held: Held) -> str:
    """Return a hold in words, with the commonest reasons of those who stood for the lead."""
    codes: Counter[str] = Counter()
    for _, code, candidates in held.path:
        if code == NOBODY and candidates is not None:
            codes.update(str(reason) for _, _, reason in candidates.members if reason)
    found = ", ".join(code for code, _ in codes.most_common(4))
    return why(str(held.code))[0] + (f" ({found})" if found else "")
