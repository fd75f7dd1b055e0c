"""Holidays of each account: the calendar of its country and state, and the days of the rules. Pure: no database.

The calendars are those of the `holidays` package (MIT), loaded only where the rules switch them on. A holiday is the
local day, midnight to midnight, in the user's zone: a night shift that runs into it ends at midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Protocol

from leadctl.clock import day_end, day_start, local_date
from leadctl.config.model import Config, HolidayRule

YEARS: Final = range(-1, 3)  # of holidays, around the year of the moment: as far as assignment looks ahead or back


class Account(Protocol):
    """What is read of an account; `country` ISO alpha-2, `state` a code, None = as the account above."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def state(self) -> str | None: ...


class DaysOff:
    """Answers for every account around one moment (seconds UTC); calendars and accounts are worked out once.

    `since` is an earlier moment from which answers are wanted too.
    """

    def __init__(self, config: Config, accounts: Iterable[Account], moment: int, since: int | None = None) -> None:
        self._config = config
        self._accounts = {account.id: account for account in accounts}
        year = local_date(moment, "UTC").year
        first = year if since is None else min(year, local_date(since, "UTC").year)
        self._years = tuple(range(first + YEARS[0], year + YEARS[-1] + 1))
        self._days: dict[int, Mapping[date, str]] = {}
        self._spans: dict[tuple[frozenset[date], str], tuple[tuple[int, int], ...]] = {}

    def __bool__(self) -> bool:
        """Return whether anybody may have a holiday at all."""
        return self._config.holidays or bool(self._config.own_holidays)

    def days(self, account_id: int) -> Mapping[date, str]:
        """Return date -> name of the account's holidays, from a year back to two ahead."""
        if account_id not in self._days:
            path = self._path(account_id)
            found = dict(_calendar(*self.calendar_of(account_id), self._years)) if self._config.holidays else {}
            names = {account.name.casefold() for account in path}
            for rule in self._config.own_holidays:
                if not rule.accounts or names & {name.casefold() for name in rule.accounts}:
                    _apply(found, rule, self._years)
            self._days[account_id] = found
        return self._days[account_id]

    def calendar_of(self, account_id: int) -> tuple[str, str | None]:
        """Return (country, state or None) whose calendar holds: the nearest account's that has a country.

        The state is the nearest one of the same country. Where no account has a country it is the region of the rules.
        """
        path = self._path(account_id)
        lands = [next((a.country for a in path[at:] if a.country), self._config.region) for at in range(len(path))]
        state = next((a.state for a, land in zip(path, lands, strict=True) if a.state and land == lands[0]), None)
        return (lands[0] if lands else self._config.region), state

    def spans(self, account_id: int, zone: str) -> tuple[tuple[int, int], ...]:
        """Return the account's holidays as [start, end) in seconds UTC, for somebody in `zone`, oldest first."""
        if not self:
            return ()
        days = frozenset(self.days(account_id))
        if (days, zone) not in self._spans:
            self._spans[days, zone] = tuple((day_start(day, zone), day_end(day, zone)) for day in sorted(days))
        return self._spans[days, zone]

    def name_at(self, account_id: int, moment: int, zone: str) -> str | None:
        """Return the name of the holiday that `moment` falls on, or None."""
        return self.days(account_id).get(local_date(moment, zone)) if self else None

    def _path(self, account_id: int) -> list[Account]:
        """Return the account and those above it, nearest first."""
        path: list[Account] = []
        at: int | None = account_id
        while at is not None and at in self._accounts and len(path) <= len(self._accounts):
            path.append(self._accounts[at])
            at = self._accounts[at].parent_id
        return path


def _apply(days: dict[date, str], rule: HolidayRule, years: Iterable[int]) -> None:
    """Add a day of one's own, or make it a working day."""
    for year in years if rule.year is None else (rule.year,):
        if (rule.month, rule.day) == (2, 29) and not _leap(year):
            continue
        day = date(year, rule.month, rule.day)
        if rule.open:
            days.pop(day, None)
        else:
            days[day] = rule.name or days.get(day, "") or "own holiday"


def _leap(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29


@lru_cache(maxsize=256)
def _calendar(country: str, state: str | None, years: tuple[int, ...]) -> Mapping[date, str]:
    """Return date -> name of a country's public holidays; a state that the package does not know is left out."""
    import holidays

    for subdivision in dict.fromkeys((state, None)):
        try:
            return dict(holidays.country_holidays(country, subdiv=subdivision, years=years))
        except NotImplementedError:  # no such state, or no such country: then no days
            continue
    return {}
