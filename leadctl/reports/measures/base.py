"""What all measures are made of: a column and the pure function behind it, whose docstring is its definition.

`docs/reports.md` and `leadctl report explain` are these docstrings, so they are written for readers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from leadctl.reports.table import Cell, Column, Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """One column: key, heading, kind, the switch that hides it, how early it is dropped, how it is drawn."""

    key: str
    label: str
    kind: Kind
    of: Callable[[Any], Cell]  # the counts of a row -> the cell; its docstring is the definition
    switch: str = ""
    rank: int = 1
    bar: bool = False
    digits: int = 2
    better: Literal["", "more", "less"] = ""  # which way is good, where that is beyond doubt

    def column(self, unit: str = "") -> Column:
        """Return the column of a table; `unit` is the currency of money."""
        return Column(
            self.key,
            self.label,
            self.kind,
            unit if self.kind == "money" else "",
            rank=self.rank,
            bar=self.bar,
            digits=self.digits,
            better=self.better,
        )


class Described(NamedTuple):
    """A column, or several of one sense, without a function of counts: keys as printed, and what they hold."""

    keys: str
    of: str | Callable[..., Any]  # a text, or a function whose docstring is the definition


class Section(NamedTuple):
    """One table of docs/reports.md."""

    title: str
    columns: tuple[Measure | Described, ...]
    intro: str = ""


def ratio(numerator: int | None, denominator: int | None) -> float | None:
    """Return numerator / denominator; None for 0/0 and where either does not apply."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator


def median(ordered: Sequence[int]) -> int | None:
    """Return the median of ascending whole numbers, the mean of the two middle ones rounded half up; None for none."""
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half] + 1) // 2


def percentile(ordered: Sequence[int], per_cent: int) -> int | None:
    """Return the nearest-rank percentile of ascending numbers: the smallest that `per_cent` of them do not exceed.

    None for none.
    """
    if not ordered:
        return None
    return ordered[max(-(-len(ordered) * per_cent // 100), 1) - 1]


def within(ordered: Sequence[int], limit: int) -> int:
    """Return how many of ascending numbers are at most `limit`."""
    return bisect_right(ordered, limit)
