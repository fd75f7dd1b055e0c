"""Dates and times as exports write them. Whether 03/04 is in March or in April is settled once for a whole column.

Two steps, so that a file of any size streams: `scan = DateScan(); scan.look(cells)` for every chunk of the column,
then `parser = scan.settle(dayfirst)`, whose `parser(cell, zone)` gives a moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from leadctl.clock import DAY, day_start, parse_moment, to_epoch
from leadctl.engine.normalise.date_forms import Parts, clock_time, cut_time, number, numeric_parts, unambiguous
from leadctl.engine.normalise.text import clean

Moment = tuple[int, str]  # seconds UTC, and `time`, or `date` when the cell names a day only (its first moment)

ORDERS: Final = ("dmy", "mdy", "ymd")
_MONTH_FIRST_REGIONS: Final = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR", "VI", "AS", "MP", "UM"})
_AGO: Final = re.compile(r"(?:today|yesterday|now|\d+ (?:second|minute|hour|day|week|month|year)s? ago)", re.IGNORECASE)
_EPOCH_DAY: Final = date(1970, 1, 1)
_CACHE: Final = 100_000  # dates and clock times remembered; cleared when full, so that memory stays flat
_LOOK_CACHE: Final = 50_000
_TWO: Final = {f"{n:02d}": n for n in range(60)}


def region_dayfirst(region: str) -> bool:
    """Return whether people of this region write the day first; asked when no cell of a column tells."""
    return region not in _MONTH_FIRST_REGIONS


@dataclass(slots=True)
class DateScan:
    """Counts, over the cells seen so far, in which orders their numbers can be read."""

    fits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORDERS, 0))
    numeric: int = 0
    dotted: int = 0
    example: str = ""
    years: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))  # two-digit first and last parts
    _seen: set[str] = field(default_factory=set)

    def look(self, cells: Iterable[str]) -> None:
        """Take in some cells of the column."""
        seen = self._seen
        new = set(cells) - seen if seen else set(cells)
        if len(seen) > _LOOK_CACHE:
            seen.clear()
        seen |= new if len(new) < _LOOK_CACHE else set()
        days = {_day_text(cell) for cell in new} if len(new) > 1 else map(_day_text, new)
        for text in days:
            parts = numeric_parts(text)
            if parts is not None:
                self._count(text, parts)

    def _count(self, text: str, parts: tuple[int, int, int]) -> None:
        possible = _orders(text, parts)
        if not possible:
            return
        self.numeric += 1
        self.dotted += "." in text
        for order in possible:
            self.fits[order] += 1
        if len(possible) > 1:
            self.example = min(self.example or text, text)  # not the first of a set: the same file tells the same
            self.years[0].add(parts[0])
            self.years[1].add(parts[2])

    def settle(self, dayfirst: bool | None = None, *, default_dayfirst: bool = False) -> DateParser:
        """Return the parser for the column.

        `dayfirst`: the user's word (--dayfirst, --monthfirst), None = from the cells; `default_dayfirst` decides when
        they do not tell (see region_dayfirst); dotted dates are always read day first.
        """
        usual = "dmy" if default_dayfirst or (self.dotted and self.dotted * 2 > self.numeric) else "mdy"
        if dayfirst is not None:
            return DateParser("dmy" if dayfirst else "mdy", [], named=True)
        if not self.numeric:
            return DateParser(usual, [])
        best = max(self.fits.values())
        tied = [order for order in ORDERS if self.fits[order] == best]
        if len(tied) == 1:
            return DateParser(tied[0], self._mixed(tied[0], best))
        order = self._pick(tied, usual)
        told = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
        doubt = f'dates such as "{self.example}" can be read {" or ".join(told[o] for o in tied)}'
        flags = "--dayfirst or --monthfirst says otherwise"
        return DateParser(order, [f"{doubt}: read {told[order]} ({flags})"], ambiguous=True)

    def _pick(self, tied: list[str], usual: str) -> str:
        first, last = self.years
        if "ymd" in tied and len(first) < len(last) and len(first) <= 3:
            return "ymd"  # the part that hardly changes is the year: 20-10-16, 20-11-02, 20-11-17
        return usual if usual in tied else tied[0]

    def _mixed(self, order: str, best: int) -> list[str]:
        odd = self.numeric - best
        return [f"{odd} of {self.numeric} different dates do not fit the order of the others"] if odd else []


class DateColumn:
    """The whole column at once, for small files."""

    @staticmethod
    def settle(cells: Iterable[str], dayfirst: bool | None = None, *, default_dayfirst: bool = False) -> DateParser:
        """Return the parser for a column of these cells; arguments as for DateScan.settle."""
        scan = DateScan()
        scan.look(cells)
        return scan.settle(dayfirst, default_dayfirst=default_dayfirst)


class _Day(NamedTuple):
    local: int  # seconds UTC of its first moment in the zone
    utc: int  # seconds UTC of its midnight in UTC
    plain: bool  # it has 24 hours and no jump
    day: date


class DateParser:
    """Reads the cells of one column. `order`: dmy, mdy or ymd; `notes`: what the user should be told;
    `ambiguous`: the order is only a convention, no cell told; `named`: the user named it; `later`: settles the column
    when the first cell comes that needs an order.
    """

    def __init__(
        self,
        order: str,
        notes: list[str],
        ambiguous: bool = False,
        named: bool = False,
        later: Callable[[], DateParser] | None = None,
    ) -> None:
        self.order = order
        self.notes = notes
        self.ambiguous = ambiguous
        self._named = named
        self._later = later
        self._days: dict[str, dict[str, _Day]] = {}  # by zone
        self._clocks: dict[str, tuple[int, int | None]] = {}

    def __call__(self, text: str, zone: str, now: int | None = None) -> Moment:
        """Return (seconds UTC, `time` or `date`) of a cell; local times are times of `zone`.

        A local time skipped by the clock moves forward by the gap; one that occurs twice is the first.
        `now` is needed for `yesterday` and `12 days ago`. Raises ValueError.
        """
        colon = text.find(":")
        days = self._days.get(zone)
        if days is not None:  # days and clock times repeat where moments do not
            if colon < 0:
                day = days.get(text)
                if day is not None:
                    return day.local, "date"
            else:
                cut = text.rfind(" ", 0, colon)
                if cut < 0:
                    cut = text.rfind("T", 0, colon)
                day = days.get(text[:cut])
                if day is not None:
                    found = self._clocked(day, text[cut + 1 :])
                    if found is not None:
                        return found, "time"
        return self._read(clean(text), zone, now)

    def _clocked(self, day: _Day, text: str) -> int | None:
        """Return the moment of a clock time that needs no pattern, or None: `07:58:54`, and one that was met before."""
        if len(text) == 8 and text[2] == ":" == text[5]:
            hours, minutes, seconds = _TWO.get(text[:2], 99), _TWO.get(text[3:5], 99), _TWO.get(text[6:], 99)
            if day.plain and hours < 24 and minutes < 60 and seconds < 60:
                return day.local + hours * 3600 + minutes * 60 + seconds
        clock = self._clocks.get(text)
        if clock is None or not (day.plain or clock[1] is not None):
            return None
        return (day.local if clock[1] is None else day.utc - clock[1]) + clock[0]

    def column(self, cells: Iterable[str], zone: str) -> tuple[list[Moment | None], list[tuple[int, str]]]:
        """Return the moments of a column, None where empty or unreadable, and (position, problem) of the latter."""
        moments: list[Moment | None] = []
        problems: list[tuple[int, str]] = []
        for at, cell in enumerate(cells):
            try:
                moments.append(self(cell, zone) if cell else None)
            except ValueError as fault:
                moments.append(None)
                problems.append((at, str(fault)))
        return moments, problems

    def _read(self, text: str, zone: str, now: int | None) -> Moment:
        if now is not None and _AGO.fullmatch(text):
            moment = parse_moment(text.casefold(), zone, now)
            return moment, "time" if re.search("now|second|minute|hour", text, re.IGNORECASE) else "date"
        try:
            found = number(text)
            if found is not None:
                return _of_number(found, zone)
            day_text, clock_text = cut_time(text)
            day = self._day(day_text, zone)
            if not clock_text:
                return day.local, "date"
            return self._at(day, clock_text, zone)
        except (ValueError, OverflowError, OSError):
            raise ValueError(f'"{text}" is not a date') from None

    def _day(self, text: str, zone: str) -> _Day:
        days = self._days.setdefault(zone, {})
        found = days.get(text)
        if found is None:
            day = unambiguous(text) or self._numeric(text)
            if not 1900 <= day.year <= 2200:
                raise ValueError(text)
            start = day_start(day, zone)
            plain = day_start(day + timedelta(days=1), zone) - start == DAY
            if len(days) >= _CACHE:
                days.clear()
            found = days[text] = _Day(start, (day - _EPOCH_DAY).days * DAY, plain, day)
        return found

    def _at(self, day: _Day, text: str, zone: str) -> Moment:
        clock = self._clocks.get(text)
        if clock is None:
            if len(self._clocks) >= _CACHE:
                self._clocks.clear()
            clock = self._clocks[text] = clock_time(text)
        seconds, offset = clock
        if offset is not None:
            return day.utc + seconds - offset, "time"
        return (day.local + seconds if day.plain else _local(day.day, seconds, zone)), "time"

    def _numeric(self, text: str) -> date:
        parts = numeric_parts(text)
        fitting = [order for order in ORDERS if _possible(parts, order)] if parts else []
        if parts is None or not fitting:
            raise ValueError(text)
        if self._later is not None:
            settled, self._later = self._later(), None
            self.order, self.notes, self.ambiguous = settled.order, settled.notes, settled.ambiguous
        order = "dmy" if "." in text and self.order == "mdy" and not self._named else self.order
        # a cell that can only be read in another order than the column's is read in that one; the scan has noted it
        return _date(parts, order if order in fitting else fitting[0])


def all_days(cells: Iterable[str], first: int, end: int) -> bool:
    """Return whether all cells are dates or times in [first, end), seconds UTC; bare numbers are none."""
    scan = DateScan()
    scan.look(cells := list(cells))
    parser = scan.settle()
    try:
        return all(number(cell) is None and first <= parser(cell, "UTC")[0] < end for cell in cells)
    except ValueError:
        return False


def _of_number(parts: Parts, zone: str) -> Moment:
    if parts.epoch is not None:
        return parts.epoch, "time"
    if parts.seconds is None:
        return day_start(parts.day, zone), "date"
    if parts.offset is not None:
        return (parts.day - _EPOCH_DAY).days * DAY + parts.seconds - parts.offset, "time"
    return _local(parts.day, parts.seconds, zone), "time"


def _local(day: date, seconds: int, zone: str) -> int:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  a local time, to_epoch gives it its zone
    return to_epoch(midnight + timedelta(seconds=seconds), zone)


def _orders(text: str, parts: tuple[int, int, int]) -> list[str]:
    """Return the orders in which the numbers make a day; a short year stands first only between dashes."""
    found = [order for order in ORDERS if _possible(parts, order)]
    return [order for order in found if order != "ymd"] if "-" not in text and len(found) > 1 else found


def _day_text(cell: str) -> str:
    """Return the part of a cell before its clock time."""
    return cell.strip().partition(" ")[0].partition("T")[0].rstrip(",")


def _possible(parts: tuple[int, int, int], order: str) -> bool:
    try:
        _date(parts, order)
    except ValueError:
        return False
    return True


def _date(parts: tuple[int, int, int], order: str) -> date:
    a, b, c = parts
    year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
    if 31 < year < 100 or 0 <= year <= 31:  # two digits: 70 to 99 are of the last century
        year += 1900 if year >= 70 else 2000
    if not 1900 <= year <= 2200:
        raise ValueError(year)
    return date(year, month, day)
