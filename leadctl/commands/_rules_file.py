"""Reads a rules file that a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leadctl.clock import Clock, zone
from leadctl.commands._context import clock, config_path, zone_of
from leadctl.errors import UsageError

if TYPE_CHECKING:
    import sqlite3


def read_rules(file: str | None) -> tuple[str, str]:
    """Return (text, name for messages) of a rules file; None = --config, LEADCTL_CONFIG or ./leadctl.toml."""
    path = Path(file) if file else config_path()
    try:
        return path.read_bytes().decode("utf-8"), str(path)
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text", slug="not-utf8", hint="save it as UTF-8") from None
    except OSError as error:
        hint = "leadctl init writes a starter; --config names another file"
        raise UsageError(f"cannot read {path}: {error.strerror}", slug="no-rules-file", hint=hint) from None


def clock_for(text: str, con: sqlite3.Connection | None = None) -> Clock:
    """Return the clock as the rules in force read a typed time; as the rules in `text` do when none are in force."""
    from leadctl.db.settings import current_config_text

    return clock(_zone_in(text) if con is None or current_config_text(con) is None else zone_of(con))


def _zone_in(text: str) -> str:
    """Return the time zone that rules name, UTC when they name none; what is wrong with them is said elsewhere."""
    import tomllib

    try:
        name = tomllib.loads(text).get("timezone", "UTC")
        return str(zone(name)) if isinstance(name, str) else "UTC"
    except (ValueError, UsageError):
        return "UTC"
