"""What a check is given and what it finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from leadctl.clock import DAY, HOUR, MINUTE, format_duration, show
from leadctl.errors import DatabaseError


class Level(StrEnum):
    """Well; to be looked at; to be acted on now."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too old, in seconds, and how little disk is too little, in bytes."""

    tick_age: int = 15 * MINUTE
    offer_age: int = 15 * MINUTE
    alert_age: int = HOUR
    held_age: int = 3 * DAY
    import_age: int = HOUR
    run_age: int = HOUR
    backup_age: int = 2 * DAY
    min_free: int = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says; `remedy` is what to do. `figures` are for machines: `*_at` in seconds UTC."""

    check: str
    level: Level
    text: str
    remedy: str = ""
    figures: dict[str, int | None] = field(default_factory=dict)


@dataclass(slots=True)
class Patient:
    """What is looked at. `con` is None where the file cannot be opened; `zone` is that of the rules in force."""

    path: Path
    now: int
    limits: Limits
    con: sqlite3.Connection | None = None
    zone: str = "UTC"

    @property
    def rows(self) -> sqlite3.Connection:
        """Return the open database. Raises DatabaseError when there is none: such checks are not asked then."""
        if self.con is None:
            raise DatabaseError(f"{self.path} is not open")
        return self.con

    def ago(self, moment: int) -> str:
        """Return how long ago a moment was, for people."""
        return f"{format_duration(max(0, self.now - moment))} ago"

    def at(self, moment: int) -> str:
        """Return a local time with its zone."""
        return show(moment, self.zone)


Check: TypeAlias = Callable[[Patient], Iterable[Finding]]


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return `1 lead`, `2,000 leads`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
