"""What lookups matched, or why they knew nothing of a lead, in words: for explain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from leadctl.config.model import Strategy
from leadctl.engine import finders
from leadctl.engine.decisions import MATCHED, Row

if TYPE_CHECKING:
    from leadctl.engine.snapshot import RuleBook


class Lookups:
    """The lookups of rules, each made once."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._made: dict[tuple[int, str], finders.Lookup | None] = {}

    def matched(self, steps: Iterable[Sequence[Any]], book: RuleBook) -> list[str]:
        """Return what the lookups of a trace matched: [strategy, "matched", why] each."""
        found = []
        for step in steps:
            if step[1] == MATCHED and len(step) > 2:
                lookup = self._of(book, step[0])
                if lookup is not None:
                    found.append(lookup.tell(step[2]))
        return found

    def missing(self, book: RuleBook, strategy_id: int, row: Row) -> str:
        """Return why a strategy's lookup knows nothing of the lead as it is today."""
        lookup = self._of(book, strategy_id)
        if lookup is None:
            return ""
        lookup.prefetch([row])
        return lookup.missing(row) if lookup.find(row) is None else "not known then; it would be found today"

    def _of(self, book: RuleBook, strategy_id: int) -> finders.Lookup | None:
        rule = self._rule(book, strategy_id)
        if rule is None:
            return None
        key = (id(book), rule.name)
        if key not in self._made:
            self._made[key] = finders.make(self._con, book, rule, strategy_id)
        return self._made[key]

    @staticmethod
    def _rule(book: RuleBook, strategy_id: int) -> Strategy | None:
        rules = (s for s in book.config.strategies if book.ids.get(s.name.casefold()) == strategy_id)
        return next(rules, None)
