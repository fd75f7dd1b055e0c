"""The words of cost files: headers of ad exports, currencies, months, totals, days of a row. Pure."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from leadctl.db.costs import Key

_CODES: Final = (
    *("AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD"),
    *("HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "RON"),
    *("RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR"),
)
_SPENT: Final = (
    "cost",
    "costs",
    "amount spent",
    "spend",
    "spent",
    "total spent",
    "total spend",
    "cost total",
    "net cost",
)
VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "source": (
        *("source", "source name", "lead source", "channel", "platform", "provider", "publisher", "utm source"),
        *("quelle", "kanal"),
    ),
    "campaign": (
        *("campaign", "campaign name", "source campaign", "utm campaign", "campaign title", "kampagne"),
        "kampagnenname",
    ),
    "day": (
        *("day", "date", "by day", "gregorian date", "time period", "start date in utc", "report date", "tag", "datum"),
    ),
    "week": ("week", "by week", "week of", "woche"),
    "month": ("month", "by month", "monat"),
    "first_day": (
        *("first day", "from", "start", "start date", "starts", "reporting starts", "period start", "valid from"),
        *("date from", "von", "beginn"),
    ),
    "last_day": (
        *("last day", "to", "until", "end", "end date", "ends", "reporting ends", "period end", "valid to", "date to"),
        *("bis", "ende"),
    ),
    "amount": (
        *_SPENT, "ad spend", "media spend", "amount", "kosten", "ausgaben", "ausgegebener betrag",
        *(f"{word} {code}" for word in (*_SPENT, "ausgegebener betrag") for code in _CODES),
    ),
    "currency": ("currency", "currency code", "account currency", "waehrung", "währung"),
}  # fmt: skip
TOTAL: Final = re.compile(r"(?:(?:grand )?totals?|gesamt|summe)(?:\s*:.*)?", re.IGNORECASE)
_MONTH: Final = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d?)(?:-01)?|(?P<month>\d\d?)[/.](?P<year>\d{4})|(?P<name>[a-z]+) (?P<of>\d{4})"
)
_MONTHS: Final = {name.casefold(): n for names_ in (month_name, month_abbr) for n, name in enumerate(names_) if n}
_CODE: Final = re.compile(rf"\b(?:{'|'.join(_CODES)})\b")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "zł": "PLN", "₽": "RUB"}  # $ and ¥ are of several


def currency_of(text: str) -> str | None:
    """Return the currency that a cell or header names (EUR for `€ 12` or `Cost (EUR)`), None where it names none."""
    code = _CODE.search(text.upper())
    return code[0] if code else next((name for sign, name in _SIGNS.items() if sign in text), None)


def month_of(text: str) -> date | None:
    """Return the first day of a month written as 2026-03, 2026-03-01, 03/2026 or March 2026; None for else."""
    found = _MONTH.fullmatch(text.strip().casefold())
    if found is None:
        return None
    year = int(found["y"] or found["year"] or found["of"])
    month = int(found["m"] or found["month"] or 0) or _MONTHS.get(found["name"] or "", 0)
    return date(year, month, 1) if 1 <= month <= 12 and 1900 <= year <= 2200 else None


def span_of(days: dict[str, date], month: str, *, open_end: bool) -> tuple[date, date] | None:
    """Return the days of one row: the most exact that it says. `open_end`: the file has no column for the last day."""
    if "day" in days:
        return days["day"], days["day"]
    if "first_day" in days and ("last_day" in days or open_end):
        return days["first_day"], days.get("last_day", days["first_day"])
    if "week" in days:
        return days["week"], days["week"] + timedelta(6)
    first = month_of(month)
    return None if first is None else (first, first.replace(day=monthrange(first.year, first.month)[1]))


def overlaps(every: Iterable[Key], new: Collection[Key]) -> dict[Key, Key]:
    """Return those of `new` -> another of `every` with the same names that has a day in common."""
    found: dict[Key, Key] = {}
    widest: Key | None = None
    for key in sorted(every, key=lambda key: (key[0] or 0, key[1] or 0, key[2], key[3])):
        if widest is None or widest[:2] != key[:2]:
            widest = key
            continue
        if key[2] <= widest[3]:
            late, early = (key, widest) if key in new else (widest, key)
            if late in new:
                found.setdefault(late, early)
        widest = max(widest, key, key=lambda key: key[3])
    return found
