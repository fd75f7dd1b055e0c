"""How a stored value is written in a file that is to come back: exact, in one form only, whole columns at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from leadctl.clock import day_start, local_date
from leadctl.engine.importing.batch import cleaned
from leadctl.models import PRIORITY_NAMES

Column = Sequence[Any]
Write = Callable[[Column], list[str]]


def texts(column: Column) -> list[str]:
    """Return texts as an import reads them: without outer blanks and invisible characters; None is empty."""
    return cleaned([c or "" for c in column], frozenset())


def moment(at: int) -> str:
    """Return `2026-03-01T09:00:00Z`: one form, whatever the zone of the rules."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at >= 0 else _early(at)


def _early(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")


def moments(column: Column) -> list[str]:
    """Return moments (seconds UTC); None is empty."""
    return ["" if at is None else moment(at) for at in column]


def received(column: Column, kinds: Column, zone: str) -> list[str]:
    """Return when leads were received; a day alone where the source named no more and the zone is still the same."""
    return [
        _day(at, zone) or moment(at) if kind == "date" else moment(at) for at, kind in zip(column, kinds, strict=True)
    ]


def _day(at: int, zone: str) -> str | None:
    day = local_date(at, zone)
    return day.isoformat() if day_start(day, zone) == at else None


def amount(minor: int) -> str:
    """Return an amount of minor units with two decimals and without any other mark."""
    sign, rest = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def amounts(column: Column) -> list[str]:
    """Return amounts; None is empty."""
    return ["" if minor is None else amount(minor) for minor in column]


def yes_no(column: Column) -> list[str]:
    """Return yes or no; None is empty."""
    return ["" if one is None else "yes" if one else "no" for one in column]


def true_false(column: Column) -> list[str]:
    """Return true or false, as most CRMs ask for; None is empty."""
    return ["" if one is None else "true" if one else "false" for one in column]


def priorities(column: Column) -> list[str]:
    """Return high, medium or low; None is empty."""
    return ["" if one is None else PRIORITY_NAMES[one] for one in column]


def keys(column: Column) -> list[str]:
    """Return identities as 16 hexadecimal digits."""
    return [f"{identity:016x}" for identity in column]


def attribute(value: object, kind: str) -> str:
    """Return the value of an attribute by its kind of now; one of another kind is written as it is stored."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and kind == "money":
        return amount(value)
    if isinstance(value, int) and kind == "date":
        return moment(value)
    return texts([value if isinstance(value, str) else json.dumps(value)])[0]


def attributes(column: Column, kind: str) -> list[str]:
    """Return the values of one attribute, None where a lead lacks it."""
    if kind == "text" and {type(value) for value in column} <= {str, type(None)}:
        return texts(column)
    return [attribute(value, kind) for value in column]


FORMS: Final[dict[str, Write]] = {
    "text": texts,
    "time": moments,
    "money": amounts,
    "bool": yes_no,
    "priority": priorities,
    "key": keys,
}
_BEGINS_FORMULA: Final = tuple("=+-@＝＋－＠")
_NUMBER_CHARACTERS: Final = frozenset("0123456789.")


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it: a quote goes before it, which imports take off again.

    Phone numbers and amounts stay as they are: a CRM takes no quote before them, and a number does nothing.
    """
    if cell.startswith(_BEGINS_FORMULA) and not (cell[0] in "+-" and _NUMBER_CHARACTERS.issuperset(cell[1:])):
        return "'" + cell
    return cell


def all_harmless(column: Sequence[str]) -> Sequence[str]:
    """Return the column with each cell made harmless; looked at as one long text first."""
    whole = "\n" + "\n".join(column)
    if any(f"\n{mark}" in whole for mark in _BEGINS_FORMULA):  # the second line of a cell is a false alarm, no more
        return [harmless(cell) for cell in column]
    return column
