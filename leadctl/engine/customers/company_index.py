"""Keeps the company keys of leads up to date, where a strategy asks whose earlier leads a company's are."""

from __future__ import annotations

import sqlite3
from typing import Final

from leadctl.config import Config
from leadctl.db import company_keys
from leadctl.db.connection import immediate
from leadctl.engine.customers.keys import company_keys as keys_of

_PAGE: Final = 20_000  # leads in a transaction


def wanted(config: Config) -> bool:
    """Return whether any strategy recognises companies."""
    return any(s.enabled and s.method == "account_owner" and s.account_owner.match_companies for s in config.strategies)


def keep_up(con: sqlite3.Connection, config: Config) -> int:
    """Keep the keys of leads that came or changed since the last time; return how many leads that were.

    Nothing when no strategy asks for them. Pages of 20,000 leads are committed one by one, unless the caller has a
    transaction open.
    """
    if not wanted(config):
        return 0
    (upto, change), (newest, newest_change) = company_keys.covered(con), company_keys.last(con)
    if (upto, change) == (newest, newest_change):
        return 0
    done = 0
    with immediate(con):
        changed = company_keys.changed(con, change, upto)
        company_keys.forget(con, changed)
        _add(con, company_keys.of_ids(con, changed))
        company_keys.cover(con, upto, newest_change)
    while upto < newest:
        with immediate(con):
            rows = company_keys.page(con, upto, _PAGE)
            if not rows:
                break
            _add(con, rows)
            upto, done = rows[-1][0], done + len(rows)
            company_keys.cover(con, upto, newest_change)
    return done + len(changed)


def _add(con: sqlite3.Connection, rows: list[tuple[int, str | None, str | None, str | None, str | None]]) -> None:
    found = [(kind, value, lead_id) for lead_id, *cells in rows for kind, value in keys_of(*cells)]
    company_keys.add(con, sorted(found))  # in the order of the table: a page of it is written once
