"""Compares the lookups of the rules with what is there: offices without a place, missing tables and lists."""

from __future__ import annotations

import sqlite3

from leadctl.config.model import Config
from leadctl.config.section import Faults
from leadctl.db import customers, territories
from leadctl.engine.finders.nearest import offices, unplaced
from leadctl.errors import did_you_mean


def check_lookups(con: sqlite3.Connection, config: Config, faults: Faults) -> None:
    """Add a warning for every office nobody can be near to, every territory table and customer list that is empty."""
    tables = territories.standing_tables(con) if any(s.territory for s in config.strategies) else []
    for index, strategy in enumerate(config.strategies):
        path, words = ("strategy", index), f'strategy "{strategy.name}"'
        name = strategy.territory
        if name is not None and name.casefold() not in {table.casefold() for table in tables}:
            near = did_you_mean(name, tables)
            message = f'there is no territory table "{name}", so nobody gets these leads{near}'
            remedy = f"bring it in: leadctl import territories FILE --table {name}"
            faults.warn((*path, "territory"), f"{words}: territory", message, code="no-territory-table", remedy=remedy)
        if strategy.method == "nearest":
            lost = [o.name for o in offices(con, strategy.to.accounts, config) if o.vector is None]
            if lost:
                message, _, remedy = unplaced(lost).partition("; ")
                faults.warn((*path, "to"), f"{words}: to.accounts", message, code="unplaced-office", remedy=remedy)
        if strategy.method == "account_owner" and not customers.counts(con)[0]:
            message = "there are no customers yet: only owners of earlier leads are found"
            remedy = "bring them in: leadctl import customers FILE"
            faults.warn((*path, "method"), f"{words}: method", message, code="no-customers", remedy=remedy)
