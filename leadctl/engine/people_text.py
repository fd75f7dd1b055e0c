"""Reads and writes what a cell says about a person: shifts, caps, weights, lists. Pure: no database, no clock.

Shifts are read and written by leadctl.config.shifts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from leadctl.config.shifts import SHIFT_FORM, check_zone, format_shifts, parse_shifts
from leadctl.errors import did_you_mean
from leadctl.models import MICRO

__all__ = [
    "CAP_COLUMNS", "SHIFT_FORM", "check_zone", "format_caps", "format_shifts", "format_weight", "parse_caps",
    "parse_count", "parse_degrees", "parse_flag", "parse_list", "parse_shifts", "parse_weight",
]  # fmt: skip

# ---------------------------------------------------------------- caps, weights, lists

CAP_COLUMNS: Final = {"hour": "per_hour", "day": "per_day", "week": "per_week", "open": "open_cap"}
_CAP_NAMES: Final = {
    **CAP_COLUMNS,
    **{c: c for c in CAP_COLUMNS.values()},
    **{f"per_{n}": c for n, c in CAP_COLUMNS.items()},
}


def parse_caps(text: str) -> dict[str, int | None]:
    """Return column of `user` -> cap of `day=40;open=120`; caps not named become None. Raises ValueError."""
    caps: dict[str, int | None] = dict.fromkeys(CAP_COLUMNS.values())
    for part in re.split(r"[;,]", text):
        if not part.strip():
            continue
        name, equals, number = (piece.strip() for piece in part.partition("="))
        column = _CAP_NAMES.get(name.casefold().replace(" ", "_"))
        if column is None or not equals:
            near = did_you_mean(name, CAP_COLUMNS)
            raise ValueError(f'"{part.strip()}" is not a cap{near}; write day=40;open=120 (hour, day, week, open)')
        caps[column] = parse_count(number)
    return caps


def format_caps(caps: Iterable[int | None]) -> str:
    """Return `day=40;open=120` of (per hour, per day, per week, open); empty when all are unlimited."""
    named = zip(CAP_COLUMNS, caps, strict=True)
    return ";".join(f"{name}={cap}" for name, cap in named if cap is not None)


def parse_count(text: str) -> int:
    """Return a whole number from 0 on. Raises ValueError."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f'"{text}" is not a whole number')
    return int(text)


def parse_weight(text: str) -> int:
    """Return a weight in millionths: `1`, `0.5`, `60`. Raises ValueError."""
    try:
        weight = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(f'"{text}" is not a weight; write 1, 0.5 or 60') from None
    if not weight.is_finite() or not 0 <= weight <= MICRO:
        raise ValueError(f'"{text}" is not a weight between 0 and {MICRO}')
    return int(weight * MICRO)


def parse_degrees(text: str, limit: int) -> float:
    """Return a latitude (`limit` 90) or longitude (180) in degrees, north and east positive. Raises ValueError."""
    try:
        degrees = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(f'"{text}" is not a coordinate; write degrees such as 40.7128 or -74.006') from None
    if not degrees.is_finite() or abs(degrees) > limit:
        raise ValueError(f'"{text}" is not a coordinate between -{limit} and {limit} degrees')
    return float(degrees)


def format_weight(micro: int) -> str:
    """Return a weight in millionths as people write it: `1`, `0.5`."""
    whole, rest = divmod(micro, MICRO)
    return f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)


def parse_flag(text: str) -> bool:
    """Return True for yes, False for no, in the usual spellings. Raises ValueError."""
    word = text.casefold()
    if word in {"yes", "y", "true", "1", "x", "on", "ja"}:
        return True
    if word in {"no", "n", "false", "0", "off", "nein"}:
        return False
    raise ValueError(f'"{text}" is neither yes nor no')


def parse_list(text: str, known: Container[str] | None = None) -> list[str]:
    """Return the names of `a; b` in order, each once (case ignored), without blanks around them.

    Commas separate too, unless `known` (casefolded names) holds the text with its comma.
    """
    parts: list[str] = []
    for part in text.split(";"):
        whole = known is not None and part.strip().casefold() in known
        parts += [part] if whole else part.split(",")
    found: dict[str, str] = {}
    for part in parts:
        if part.strip():
            found.setdefault(part.strip().casefold(), part.strip())
    return list(found.values())
