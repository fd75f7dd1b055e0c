"""What the lint looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from leadctl.config.lines import Path
from leadctl.config.model import Config, Limits, Strategy
from leadctl.config.section import Faults

if TYPE_CHECKING:
    from leadctl.hours import Hours

NOTHING: frozenset[str] = frozenset()
UNLIMITED = Limits()


@dataclass(frozen=True)
class Member:
    """One enabled user as the lint sees him; tags casefolded."""

    login: str
    tags: frozenset[str] = NOTHING
    limits: Limits = UNLIMITED
    hours: Hours | None = None


@dataclass(frozen=True)
class Facts:
    """What the database knows. Names casefolded unless they are for suggestions."""

    rosters: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)  # strategy -> who may get leads from it
    tags: Collection[str] = NOTHING  # that anybody has
    empty_teams: Collection[str] = NOTHING  # without an enabled member
    empty_accounts: Collection[str] = NOTHING  # without an enabled user in them or below
    held_by: Collection[str] = NOTHING  # accounts and teams that hold waiting leads
    owned: Collection[str] = NOTHING  # accounts and teams with an owner, their own or an ancestor's
    territories: Mapping[str, Collection[str]] = field(default_factory=dict)  # table -> accounts and teams it names
    touches: tuple[str, ...] = ()  # names of touches met
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # source, campaign, product -> names met
    unmeant: tuple[str, ...] = ()  # statuses that stand for no system status


@dataclass(frozen=True)
class Scene:
    """The rules, what the database knows of their names (None = only the text is looked at), and the day."""

    config: Config
    faults: Faults
    facts: Facts | None = None
    today: date | None = None

    def strategies(self) -> list[tuple[int, Strategy]]:
        """Return (position, strategy) of the enabled ones."""
        return [(at, s) for at, s in enumerate(self.config.strategies) if s.enabled]

    def members(self, strategy: Strategy) -> tuple[Member, ...]:
        """Return who may get leads from a strategy; nobody when the database was not looked at."""
        return () if self.facts is None else tuple(self.facts.rosters.get(strategy.name.casefold(), ()))

    def warn(self, code: str, path: Path, words: str, message: str, remedy: str) -> None:
        """Note one finding."""
        self.faults.warn(path, words, message, code=code, remedy=remedy)

    def of(self, code: str, at: int, key: str, message: str, remedy: str) -> None:
        """Note one finding about a strategy; `key` is its key, "" = the whole of it."""
        words = f'strategy "{self.config.strategies[at].name}"'
        path: Path = ("strategy", at, *key.split(".")) if key else ("strategy", at)
        self.warn(code, path, f"{words}: {key}" if key else words, message, remedy)
