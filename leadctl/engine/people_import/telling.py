"""How a user wishes to be told: what his cells say, and whether the rules know such channels."""

from __future__ import annotations

import sqlite3

from leadctl.config import Config
from leadctl.config.channels import format_channels, format_quiet, parse_channels, parse_quiet, unknown
from leadctl.db import people


def channels(cell: str) -> str:
    """Return channels as stored, "" of `none`. Raises ValueError."""
    return format_channels(parse_channels(cell))


def quiet_hours(cell: str) -> str:
    """Return quiet hours as stored, "" of `none`. Raises ValueError."""
    return format_quiet(parse_quiet(cell))


def shown(stored: str | None) -> str:
    """Return what is stored as it is typed: `none` of nothing at all, "" where the rules decide."""
    return "" if stored is None else stored or "none"


def unheard(con: sqlite3.Connection, config: Config, login: str | None = None) -> list[str]:
    """Return what is wrong with the channels of users, or of one: services that the rules in force do not know."""
    if config.notify is None:
        return []
    found = []
    for user in people.all_users(con):
        problem = unknown(parse_channels(user.channels or ""), config.notify.ways())
        if problem is not None and (login is None or user.login.casefold() == login.casefold()):
            found.append(f"{user.login}: {problem}")
    return found
