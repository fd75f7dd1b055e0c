"""The forms of dates that can be read in one way only, and the parts of those that cannot."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple


class Parts(NamedTuple):
    """A day, and, where the cell names a time, seconds after midnight and the offset from UTC (None = local)."""

    day: date
    seconds: int | None = None
    offset: int | None = None
    epoch: int | None = None  # given as a number of seconds; then the rest does not count


_EPOCH_DAY: Final = date(1970, 1, 1)
_NUMERIC: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT: Final = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(Z)?)?")
_SERIAL: Final = re.compile(r"([2-7]\d{4})(?:\.(\d+))?")
_EPOCH: Final = re.compile(r"(\d{10})(\d{3})?")
_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([ap])?\.?(?:m\b\.?)?\s*(?:uhr)?", re.IGNORECASE
)
_HOUR: Final = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?", re.IGNORECASE)
_HOUR_AT_END: Final = re.compile(r"[ T,]\d{1,2}\s*[ap]\.?m\.?$", re.IGNORECASE)
_OFFSET: Final = re.compile(r"(?:(?:UTC|GMT)?([+\-−])(\d{2}):?(\d{2})?|(Z|UTC|GMT))$", re.IGNORECASE)
_NAMED_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s\-/.]+(?:de\s+)?([^\W\d_]+)\.?,?[\s\-/.]+(?:de\s+)?(\d{4}|\d{2})"
)
_NAMED_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]+(\d{4})")
_NAMED_YEAR_FIRST: Final = re.compile(r"(\d{4})[\s\-/]+([^\W\d_]+)\.?[\s\-/]+(\d{1,2})")
_WEEKDAY: Final = re.compile(
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?[,.]?\s+", re.IGNORECASE
)
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero ene gennaio gen janeiro januari",
            "feb february februar fevrier février fév febrero febbraio fevereiro februari",
            "mar march märz mär maerz mrz mars marzo março maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}


def unambiguous(text: str) -> date | None:
    """Return the day of a text that has its year first or the month by name; None for any other form.

    Raises ValueError for a day that the calendar does not have.
    """
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return date(int(match[1]), int(match[3]), int(match[4]))
    return _named(_WEEKDAY.sub("", text, count=1))


def numeric_parts(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of `28-6-2018`, `2/26/18`, `26.02.2018` or `20-10-16`; None when it is no such form."""
    match = _NUMERIC.fullmatch(text)
    return None if match is None else (int(match[1]), int(match[3]), int(match[4]))


def cut_time(text: str) -> tuple[str, str]:
    """Return the text of the day and of the clock time after it ("" when there is none)."""
    colon = text.find(":")
    if colon < 0:
        short = _HOUR_AT_END.search(text)
        return (text[: short.start()].rstrip(" ,"), short[0].strip()) if short else (text.rstrip(" ,"), "")
    cut = max(text.rfind(" ", 0, colon), text.rfind("T", 0, colon), text.rfind(",", 0, colon))
    return (text[:cut].rstrip(" ,"), text[cut + 1 :].strip()) if cut > 0 else (text, "")


def clock_time(text: str) -> tuple[int, int | None]:
    """Return the seconds after midnight of `19:58:54`, `9:12 AM`, `00:12:13+03:00`, `10:00 GMT`, `9 pm`, and the offset
    from UTC in seconds (None = local). Raises ValueError.
    """
    if (
        len(text) == 8
        and text[2] == ":" == text[5]
        and text.isascii()
        and (text[:2] + text[3:5] + text[6:]).isdecimal()
    ):
        hours, minutes, seconds = int(text[:2]), int(text[3:5]), int(text[6:])  # the commonest, without a pattern
        if hours < 24 and minutes < 60 and seconds < 60:
            return hours * 3600 + minutes * 60 + seconds, None
    return _odd_clock(text)


def _odd_clock(text: str) -> tuple[int, int | None]:
    found = _OFFSET.search(text)
    seconds = _clock(text[: found.start()].rstrip() if found else text)
    if seconds is None:
        raise ValueError(text)
    return seconds, _offset(found) if found else None


def _offset(found: re.Match[str]) -> int:
    if found[4]:
        return 0
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 15 or minutes > 59:
        raise ValueError(found[0])
    return (-1 if found[1] in "-−" else 1) * (hours * 3600 + minutes * 60)


def _clock(text: str) -> int | None:
    short = _HOUR.fullmatch(text)
    match = None if short else _CLOCK.fullmatch(text)
    if short:
        hours, minutes, seconds, half = int(short[1]), 0, 0, short[2]
    elif match:
        hours, minutes, seconds, half = int(match[1]), int(match[2]), int(match[3] or 0), match[5]
    else:
        return None
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(text)
        hours = hours % 12 + (12 if half in "pP" else 0)
    if hours > 23 or minutes > 59 or seconds > 60:
        raise ValueError(text)
    return hours * 3600 + minutes * 60 + min(seconds, 59)


def _named(text: str) -> date | None:
    for form, year, month, day in (
        (_NAMED_DAY_FIRST, 3, 2, 1),
        (_NAMED_MONTH_FIRST, 3, 1, 2),
        (_NAMED_YEAR_FIRST, 1, 2, 3),
    ):
        match = form.fullmatch(text)
        number = _MONTHS.get(match[month].casefold()) if match else None
        if match and number:
            full = int(match[year])
            if full < 100:
                full += 1900 if full >= 70 else 2000
            return date(full, number, int(match[day]))
    return None


def number(text: str) -> Parts | None:
    """Return the parts of one number: `20080901`, an Excel serial `45631` or `45631.5`, (milli)seconds since 1970."""
    if not text[:1].isdecimal() or not text.isascii():
        return None
    match = _COMPACT.fullmatch(text)
    if match:
        seconds = None
        if match[4]:
            seconds = _clock(f"{match[4]}:{match[5]}:{match[6] or '00'}")
        return Parts(date(int(match[1]), int(match[2]), int(match[3])), seconds, 0 if match[7] else None)
    match = _SERIAL.fullmatch(text)
    if match:
        seconds = round(float(f"0.{match[2]}") * 86_400) if match[2] and int(match[2]) else None
        days, seconds = divmod(seconds, 86_400) if seconds is not None else (0, None)
        return Parts(_EXCEL_DAY_ZERO + timedelta(days=int(match[1]) + days), seconds)
    match = _EPOCH.fullmatch(text)
    if match:
        return Parts(datetime.fromtimestamp(int(match[1]), UTC).date(), epoch=int(match[1]))
    return None
