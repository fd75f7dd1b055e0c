"""Turns the values of the file into the units of the data. Every problem is a ValueError in words."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

from leadctl.clock import day_start, last_second, parse_duration, parse_moment, to_epoch
from leadctl.config.fields import Field
from leadctl.config.model import Value
from leadctl.errors import UsageError, did_you_mean
from leadctl.models import MICRO, PRIORITIES

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%")
UPPER = frozenset({"max", "gt", "after"})  # a date without a time means its last second here


def money(value: object) -> int:
    """Return minor units (hundredths) of a number in currency units."""
    number = plain_number(value)
    minor = round(number * 100)
    if abs(number * 100 - minor) > 1e-4:
        raise ValueError(f"{value} has more than two decimals; amounts are in currency units, such as 1_500.50")
    return minor


def plain_number(value: object) -> int | float:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        shown = f'"{value}"' if isinstance(value, str) else value
        raise ValueError(f"{shown} is not a number; write it without quotes, such as 50_000")
    return value


def weight(value: object) -> int:
    """Return millionths of a weight; 0 = never."""
    number = plain_number(value)
    if number < 0 or number > 1_000_000:
        raise ValueError(f"{value} must be between 0 and 1_000_000")
    micro = round(number * MICRO)
    if number and not micro:
        raise ValueError(f"{value} is too small; the least weight is 0.000001")
    return micro


def share(value: object) -> int:
    """Return millionths of `"50%"`."""
    match = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not 0 < float(match[1]) <= 100:
        raise ValueError(f'{value!r} is not a share; write "50%", more than 0% and at most 100%'.replace("'", '"'))
    return round(float(match[1]) * MICRO / 100)


def moment(value: object, zone_name: str, *, end: bool = False) -> int:
    """Return seconds UTC of a TOML date or time, or of such a text; a date is its first, with `end` its last second."""
    if isinstance(value, datetime):
        return int(value.timestamp()) if value.tzinfo else to_epoch(value, zone_name)
    if isinstance(value, date):
        return last_second(value, zone_name) if end else day_start(value, zone_name)
    if isinstance(value, str) and value.strip()[:4].isdigit():
        try:
            return parse_moment(value, zone_name, 0, date_is_end=end)
        except UsageError:
            pass  # said below, in the words of this file
    raise ValueError(f'"{value}" is not a date; write 2026-11-21 or "2026-11-21 09:00"')


def priority(value: object) -> int:
    """Return the rank of a priority: 1 high, 2 medium, 3 low."""
    rank = PRIORITIES.get(value.strip().casefold()) if isinstance(value, str) else None
    if rank is None:
        near = did_you_mean(str(value), PRIORITIES) or "; choose from high, medium, low"
        raise ValueError(f'"{value}" is not a priority{near}')
    return rank


def text(value: object, field: Field) -> str:
    """Return the text casefolded for comparing."""
    if isinstance(value, str) and value.strip():
        return value.strip().casefold()
    if isinstance(value, str):
        raise ValueError('an empty text matches nothing; write { present = false } for "is empty"')
    raise ValueError(f'{field.name} is text; write the value in quotes, as in "{str(value).casefold()}"')


def operand(value: object, field: Field, operator: str, zone_name: str) -> Value:
    """Return `value` in the unit of `field`: what a Clause compares with."""
    if field.kind == "number":
        return plain_number(value)
    if field.kind == "money":
        return money(value)
    if field.kind == "priority":
        return priority(value)
    if field.kind == "date":
        return moment(value, zone_name, end=operator in UPPER)
    if field.kind == "bool":
        if not isinstance(value, bool):
            raise ValueError(f"{field.name} is true or false, without quotes; {value!r} is neither")
        return int(value)
    if operator == "matches":
        return _pattern(value)
    return text(value, field)


def _pattern(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a pattern; write a regular expression in quotes")
    try:
        re.compile(value, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f'"{value}" is not a regular expression: {error}') from None
    return value


def age(value: object) -> int:
    """Return the seconds of a duration."""
    if not isinstance(value, str):
        raise ValueError(f'{value!r} is not a duration; write "90s", "5m", "2h", "3d" or "2w"')
    return parse_duration(value)


def stored(value: object, field: Field, zone_name: str) -> Value:
    """Return `value` as `[[classify]] set` stores it in `field`: text keeps its spelling."""
    if field.kind != "text":
        return operand(value, field, "is", zone_name)
    text(value, field)
    return str(value).strip()
