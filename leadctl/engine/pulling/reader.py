"""The queues as the rules say and the database has them: which leads stand in them, best first, whoever pulls."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from leadctl.config.model import Config, Strategy
from leadctl.db import leads, people, pull_queues, pulls
from leadctl.db.pull_queues import Queue
from leadctl.db.settings import name_ids
from leadctl.db.sieve import sieve
from leadctl.engine.decisions import TYPE, Node, Row
from leadctl.engine.pulling.model import GATE
from leadctl.engine.snapshot import RuleBook, compile_rules
from leadctl.engine.stages import node_names, of_mode
from leadctl.errors import NotFoundError, did_you_mean
from leadctl.models import ROOT_ACCOUNT_ID

if TYPE_CHECKING:
    from leadctl.engine.lawful import Calling

BATCHES = (4, 64, 1024)  # leads read at a time: most pulls need the first one


class Reader:
    """Reads the queues of the pull strategies in force at `now`.

    `written`: leads whose time has come were made ready in this transaction; else they count as ready all the same.
    `most`: how many leads of a queue are looked at; None = all.
    """

    def __init__(
        self, con: sqlite3.Connection, config: Config, now: int, *, written: bool = False, most: int | None = None
    ) -> None:
        self.con, self.config, self.now, self._written, self._most = con, config, now, written, most
        self.book: RuleBook = compile_rules(con, config, now)
        self.nodes = node_names(con)
        self.cut = False  # a queue was longer than `most`

    def rules(self, only: str | None = None) -> list[tuple[Strategy, int]]:
        """Return (strategy, id) of the pull strategies in file order, or of `only`. Raises NotFoundError."""
        known = of_mode(self.config, "pull")
        found = [
            (rule, self.book.ids[rule.name.casefold()])
            for rule in known
            if rule.name.casefold() in self.book.ids and (only is None or rule.name.casefold() == only.casefold())
        ]
        if only is not None and not found:
            raise NotFoundError(
                f'no pull strategy "{only}" in the rules in force{did_you_mean(only, [s.name for s in known])}',
                slug="no-strategy",
                hint="leadctl queue lists the pull strategies",
            )
        return found

    def queues(
        self, rule: Strategy, accounts: Iterable[int], *, user_id: int = 0, lead_id: int | None = None
    ) -> list[Queue]:
        """Return what a strategy draws on for people who sit in `accounts`: one queue, or one per source or account."""
        where, parameters = sieve(self.con, rule.when, self.now)
        base = Queue(
            rule.pull.order, record_type_id=self._type(rule), user_id=user_id, max_pulls=rule.pull.max_pulls,
            where=where, parameters=parameters, lead_id=lead_id,
        )  # fmt: skip
        if rule.pull.queue == "unworked":
            return [base._replace(limits=pulls.max_unworked(self.con, self.now))]
        if rule.pull.queue == "own":
            return [base._replace(node=account_id) for account_id in dict.fromkeys(accounts)]
        node: Node | None = self.nodes.get(rule.from_account.casefold())
        if node is None:
            return []  # the account or team is gone: config check says so
        held = base._replace(node=node, team_account=ROOT_ACCOUNT_ID if node > 0 else self._seat(-node))
        if rule.pull.queue != "sources":
            return [held]
        ids = name_ids(self.con, "source")
        numbers = [ids[name.casefold()] for name in rule.pull.sources if name.casefold() in ids]
        return [held._replace(source_id=number) for number in numbers]

    def _type(self, rule: Strategy) -> int | None:
        return None if rule.record_type is None else self.book.types.get(rule.record_type.casefold(), -1)

    def _seat(self, team_id: int) -> int:
        found = next((t.account_id for t in people.all_teams(self.con) if t.id == team_id), None)
        return ROOT_ACCOUNT_ID if found is None else found

    def calling(self, rule: Strategy) -> Calling | None:
        """Return what knows where it is lawful to call now; None when the strategy does not ask."""
        if not rule.calling_hours:
            return None
        from leadctl.engine import calling

        return calling.make(self.con, self.config, self.book.index, self.now)

    def leads(self, rule: Strategy, queue: Queue, refused: Counter[str]) -> Iterator[list[Row]]:
        """Yield the leads of a queue in batches, best first; those that a gate holds are counted in `refused`."""
        matches, gates = self.book.matches[rule.name], self.book.gates
        for batch in self._batches(queue):
            rows = []
            for row in self._read(batch):
                if not matches(row):
                    continue
                gate = gates.get(row[TYPE])
                if gate is not None and gate(row) is not None:
                    refused[GATE] += 1
                else:
                    rows.append(row)
            yield rows

    def _batches(self, queue: Queue) -> Iterator[list[int]]:
        sizes = iter(BATCHES)
        size = next(sizes)
        batch: list[int] = []
        found = pull_queues.lead_ids(self.con, queue, self.now, self.book.finished, written=self._written)
        for looked, lead_id in enumerate(found):
            if self._most is not None and looked >= self._most:
                self.cut = True
                break
            batch.append(lead_id)
            if len(batch) >= size:
                yield batch
                size, batch = next(sizes, size), []
        if batch:
            yield batch

    def _read(self, ids: Sequence[int]) -> list[Row]:
        core = pull_queues.rows(self.con, ids)
        if not self.book.fields:
            return list(core)
        read = leads.load_rows(self.con, ids, self.book.fields, self.now)
        return [row + values for row, (_, values) in zip(core, read, strict=True)]

    def not_ready(self, queues: Sequence[Queue]) -> tuple[int, int | None, int]:
        """Return (cooling leads, when the first of these may be pulled, leads pulled as often as they may be)."""
        cooling, exhausted = 0, 0
        moments = []
        for queue in queues:
            count, at = pull_queues.cooling(self.con, queue, self.now, self.book.finished)
            cooling += count
            moments += [] if at is None else [at]
            exhausted += pull_queues.exhausted(self.con, queue, self.now, self.book.finished)
        return cooling, min(moments, default=None), exhausted
