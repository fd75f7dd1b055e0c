"""Who a lookup says should get a lead: the nearest office, a customer's account manager, the owner of a territory.

A finder reads what it needs once per chunk (`prefetch`) and answers per lead without a database (`find`). What it
matched is kept in the lead's trace and told by `tell`; why it knows nothing of a lead, by `missing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from leadctl.config.model import Strategy
    from leadctl.engine.decisions import Found, Row
    from leadctl.engine.snapshot import RuleBook

PLACE: Final = frozenset({"country", "state", "city", "postal_code"})
COMPANY: Final = frozenset({"email", "email2", "phone", "mobile", "company", "website"})


class Lookup(Protocol):
    """A Finder (engine/decisions) that says besides what is wrong with its list, and why it knows nothing of a lead."""

    warnings: tuple[str, ...]

    def prefetch(self, rows: Sequence[Row]) -> None:
        """Read whatever `find` needs for these rows, once per chunk."""
        ...

    def find(self, row: Row) -> Found | None:
        """Return who should get the lead, or None when the strategy knows nothing of it. Reads no database."""
        ...

    def given(self, row: Row, user_id: int) -> None:
        """Learn that the lead has an owner from now on, whoever gave it."""
        ...

    def missing(self, row: Row) -> str:
        """Return in words why `find` returned None."""
        ...

    def tell(self, why: Sequence[Any]) -> str:
        """Return what was matched, in words; `why` as `find` gave it."""
        ...


def fields(rule: Strategy) -> frozenset[str]:
    """Return the lead fields that the strategy's lookup reads."""
    if rule.method == "nearest":
        return PLACE
    if rule.method == "account_owner":
        return COMPANY | {"country"}
    return PLACE | {"county", "region"} if rule.territory is not None else frozenset()


def make(con: sqlite3.Connection, book: RuleBook, rule: Strategy, strategy_id: int) -> Lookup | None:
    """Return the lookup of a strategy, or None when its recipients are named by `to` alone."""
    if rule.method == "nearest":
        from leadctl.engine.finders.nearest import Nearest

        return Nearest(con, book, rule, strategy_id)
    if rule.method == "account_owner":
        from leadctl.engine.finders.account_owner import AccountOwner

        return AccountOwner(con, book, rule, strategy_id)
    if rule.territory is not None:
        from leadctl.engine.finders.territory import TerritoryOwner

        return TerritoryOwner(con, book, rule)
    return None
