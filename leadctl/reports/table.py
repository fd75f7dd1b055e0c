"""The table that a report makes and a renderer shows: typed columns, rows, subtotals, totals, criteria, notes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["text", "int", "rate", "money", "time", "answer"]
# text: str; int: whole number; rate: fraction of 1; money: minor units; time: seconds UTC; answer: True, False or
# None, where None reads `auto`. Everywhere else None is "does not apply": `-` for people, empty in CSV, null in JSON.
Cell = str | int | float | bool | None


class Column(NamedTuple):
    """One column. `rank` says how early it is dropped on a narrow terminal (0 = never); `group` marks group keys."""

    key: str
    label: str
    kind: Kind
    unit: str = ""  # minor units of money, say USD
    rank: int = 1
    group: bool = False
    blank: str = "-"  # what people see where a figure does not apply; texts are left empty

    @property
    def heading(self) -> str:
        """Return the label for people: money names its currency."""
        return f"{self.label} {self.unit}" if self.kind == "money" and self.unit else self.label


class Subtotal(NamedTuple):
    """The sum of all rows whose first `level` group keys are `cells[:level]`."""

    level: int
    cells: tuple[Cell, ...]


class Closing(NamedTuple):
    """What is known when the rows are through."""

    subtotals: Sequence[Subtotal] = ()
    totals: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()  # footer, for people


class Criterion(NamedTuple):
    """One line of the header: `key` and `value` for machines, `label` and `text` for people."""

    key: str
    label: str
    value: object
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A finished report. `rows` may be read once only, as a stream; `closing` is called after that."""

    report: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    closing: Callable[[], Closing]
    criteria: tuple[Criterion, ...] = ()
    zone: str = "UTC"
    warnings: tuple[str, ...] = field(default=())  # for stderr: why there is nothing to show
    marked: frozenset[tuple[str, str]] = frozenset()  # (column key, text) of people who left

    @property
    def depth(self) -> int:
        """Return the number of group columns."""
        return sum(1 for c in self.columns if c.group)
