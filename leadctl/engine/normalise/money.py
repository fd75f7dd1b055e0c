"""Amounts of money as people type them, in minor units (cents)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from leadctl.engine.normalise.text import clean

_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+−–(]?)\s*(?:[A-Z]{0,3}[$€£¥₹₽₩₪฿]|[A-Z]{3}|Rs\.?|Fr\.?|kr\.?|zł)?\s*(?P<minus>[-−]?)\s*"
    r"(?P<number>\d[\d.,'’ ]*|[.,]\d+)\s*(?P<scale>k|m|mio|mm|bn|b|tsd|thousand|million|billion)?\.?\s*"
    r"(?:[A-Z]{0,3}[$€£¥₹₽₩₪฿]|[A-Z]{3}|Rs\.?|Fr\.?|kr\.?|zł|euros?|dollars?)?\s*(?P<end>[)-]?)",
    re.IGNORECASE,
)
_SCALE: Final = {
    "k": 3,
    "tsd": 3,
    "thousand": 3,
    "m": 6,
    "mio": 6,
    "mm": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
}
_SEPARATORS: Final = re.compile(r"[.,]")
_NO_CENTS: Final = re.compile(r"[.,][-–—]+$")  # 500,-
# The commonest form, read without the long way round: 75000, 22,700.00, $5.5. Same results (property test).
_SIMPLE: Final = re.compile(r"[$€£]?([1-9]\d{0,2}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d\d?))?", re.ASCII)
MAX_MINOR: Final = 9_000_000_000_000_000  # fits a float exactly and leaves SQLite room to sum


def money(text: str, comma_decimal: bool | None) -> int:
    """Return the amount in minor units, rounded half up.

    `comma_decimal`: whether a comma (not a point) starts the decimals, where the cell alone does not tell (`1,234`);
    None takes three digits after a single separator as thousands. Reads `$22,700.00`, `1.234,56`, `1 234,50 €`,
    `(500)` for a negative, `1.2k`, `3M`. Raises ValueError.
    """
    simple = _SIMPLE.fullmatch(text)
    if simple:
        whole, cents = simple[1], simple[2]
        if cents is not None:
            return int(whole.replace(",", "")) * 100 + int(cents) * (10 if len(cents) == 1 else 1)
        if not comma_decimal or whole.count(",") != 1:
            return int(whole.replace(",", "")) * 100
    return _any_form(text, comma_decimal)


def _any_form(text: str, comma_decimal: bool | None) -> int:
    plain = clean(text)
    match = _AMOUNT.fullmatch(_NO_CENTS.sub("", plain))
    if match is None:
        raise ValueError(f'"{plain}" is not an amount')
    digits = _plain_number(match["number"].strip(), comma_decimal)
    if digits is None:
        raise ValueError(f'"{plain}" is not an amount: its separators do not fit')
    if (match["sign"] == "(") != (match["end"] == ")"):
        raise ValueError(f'"{plain}" is not an amount: the brackets do not pair')
    try:
        amount = Decimal(digits).scaleb(_SCALE.get((match["scale"] or "").casefold(), 0) + 2)
        minor = int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    except InvalidOperation:
        raise ValueError(f'"{plain}" is too large an amount') from None
    if minor > MAX_MINOR:
        raise ValueError(f'"{plain}" is too large an amount')
    negative = match["sign"] in {"-", "−", "–", "("} or bool(match["minus"]) or match["end"] == "-"
    return -minor if negative else minor


def comma_decimal(cells: Iterable[str]) -> bool | None:
    """Return whether a comma starts the decimals in this column, from the cells that tell; None when none does."""
    commas = points = 0
    for cell in cells:
        last = max(cell.rfind(","), cell.rfind("."))
        if last < 0:
            continue
        tail = cell[last + 1 :].rstrip(" €$£-)")
        both = "," in cell and "." in cell
        if both or (tail.isdigit() and len(tail) != 3) or cell[:last].strip(" $€£-(") == "0":
            if cell.count(cell[last]) > 1:
                comma = cell[last] == "."  # 1.234.567: it parts thousands, so the other one starts the decimals
            else:
                comma = cell[last] == ","
            commas, points = commas + comma, points + (not comma)
        elif cell.count(cell[last]) > 1:
            commas, points = commas + (cell[last] == "."), points + (cell[last] == ",")
    return None if commas == points else commas > points


def _plain_number(number: str, comma: bool | None) -> str | None:
    """Return the number as Python writes it, or None when its separators contradict one another."""
    bare = number.replace(" ", "").replace("'", "").replace("’", "")
    marks = _SEPARATORS.findall(bare)
    if not marks:
        return bare
    last = bare[max(bare.rfind(","), bare.rfind("."))]
    if len(set(marks)) == 2:
        decimal: str | None = last
    elif len(marks) > 1:
        decimal = None
    else:
        after = len(bare) - bare.index(last) - 1
        if after == 3 and not bare.startswith(("0", last)):
            decimal = last if comma is not None and (last == ",") == comma else None
        else:
            decimal = last
    return _joined(bare, decimal)


def _joined(bare: str, decimal: str | None) -> str | None:
    whole, _, part = bare.rpartition(decimal) if decimal else (bare, "", "")
    if decimal and decimal in whole:
        return None
    groups = _SEPARATORS.split(whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) not in {2, 3} for g in groups[1:])):
        return None  # 2 as well: 12,34,567 is Indian
    if len(groups) > 1 and len(groups[-1]) != 3:
        return None
    return f"{''.join(groups) or '0'}.{part or '0'}"
