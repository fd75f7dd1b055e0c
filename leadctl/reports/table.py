"""The tables that a report makes and a renderer shows: columns, rows, subtotals, totals, criteria, notes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from leadctl.reports.sheet import Sheets

Kind = Literal["text", "int", "number", "rate", "money", "time", "duration", "answer", "series"]
# text: str; int: whole number; number: with `digits` decimals; rate: fraction of 1; money: minor units; time: seconds
# UTC; duration: seconds; answer: True, False or None, where None reads `auto`; series: whole numbers, one per bucket.
# Everywhere else None is "does not apply": `-` for people, empty in CSV, null in JSON.
Cell = str | int | float | bool | tuple[int, ...] | None


class Column(NamedTuple):
    """One column. `rank` says how early it is dropped on a narrow terminal (0 = never); `group` marks group keys."""

    key: str
    label: str
    kind: Kind
    unit: str = ""  # minor units of money, say USD
    rank: int = 1
    group: bool = False
    blank: str = "-"  # what people see where a figure does not apply; texts are left empty
    digits: int = 2  # decimals of a number
    signed: bool = False  # a change: people see its sign, and a rate's change in percentage points
    bar: bool = False  # a terminal and HTML draw a bar beside the figure: of 1 for a rate, else of the largest
    better: Literal["", "more", "less"] = ""  # which way is good, where that is beyond doubt: colours a change

    @property
    def heading(self) -> str:
        """Return the label for people: money names its currency."""
        return f"{self.label} {self.unit}" if self.kind == "money" and self.unit else self.label


class Subtotal(NamedTuple):
    """The sum of all rows whose first `level` group keys are `cells[:level]`."""

    level: int
    cells: tuple[Cell, ...]


class Figure(NamedTuple):
    """One of the few figures that stand above everything else. `column` says how it reads; `note` what it is of."""

    column: Column
    value: Cell
    note: str = ""


class Line(NamedTuple):
    """One series of a chart: a value per category, None where there is none."""

    label: str
    values: tuple[int | float | None, ...]


class Chart(NamedTuple):
    """Data to be drawn. `unit` says how its values read (all of one kind); `text` is what the picture tells, in words.

    bars: one bar per category and series, side by side; stacked: on top of one another; line: categories in time.
    """

    key: str
    title: str
    shape: Literal["bars", "stacked", "line"]
    categories: tuple[str, ...]
    series: tuple[Line, ...]
    unit: Column
    text: str


class Closing(NamedTuple):
    """What is known when the rows are through."""

    subtotals: Sequence[Subtotal] = ()
    totals: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()  # footer, for people
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()


class Criterion(NamedTuple):
    """One line of the header: `key` and `value` for machines, `label` and `text` for people."""

    key: str
    label: str
    value: object
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A finished report. `rows` may be read once only, as a stream; `closing` is called after that.

    A report of several tables is its main one with `more`; the criteria of the main one hold for all of them.
    """

    report: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    closing: Callable[[], Closing]
    criteria: tuple[Criterion, ...] = ()
    zone: str = "UTC"
    warnings: tuple[str, ...] = field(default=())  # for stderr: why there is nothing to show
    marked: frozenset[tuple[str, str]] = frozenset()  # (column key, text) of people who left
    key: str = "main"  # which table of the report; stable
    more: tuple[Table, ...] = ()
    sheets: Sheets | None = None  # pages behind the rows; HTML shows them below, linked from their rows
    meanings: tuple[tuple[str, str], ...] = ()  # (heading, definition) of its columns; HTML shows them at its end

    @property
    def depth(self) -> int:
        """Return the number of group columns."""
        return sum(1 for c in self.columns if c.group)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return all tables of the report, in reading order."""
        return (self, *self.more)

    def only(self, key: str) -> Table:
        """Return the report with this one of its tables alone. Raises KeyError."""
        found = next((t for t in self.tables if t.key == key), None)
        if found is None:
            raise KeyError(key)
        return replace(found, criteria=self.criteria, warnings=self.warnings, more=())

    def with_criterion(self, line: Criterion, *, after: str) -> Table:
        """Return the table with one more line in its header, behind the one of this key; without that one, first."""
        at = next((i + 1 for i, c in enumerate(self.criteria) if c.key == after), 0)
        return replace(self, criteria=(*self.criteria[:at], line, *self.criteria[at:]))

    def select(self, keys: Sequence[str]) -> Table:
        """Return the table with its group columns and of the others only these, in this order. Raises KeyError."""
        at = {c.key: i for i, c in enumerate(self.columns)}
        groups = [i for i, c in enumerate(self.columns) if c.group]
        kept = [*groups, *(at[k] for k in dict.fromkeys(keys) if at[k] not in groups)]

        def cut(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(cells[i] for i in kept)

        def closing() -> Closing:
            whole = self.closing()
            return whole._replace(
                subtotals=[Subtotal(s.level, cut(s.cells)) for s in whole.subtotals],
                totals=None if whole.totals is None else cut(whole.totals),
            )

        return replace(self, columns=tuple(self.columns[i] for i in kept), rows=map(cut, self.rows), closing=closing)
