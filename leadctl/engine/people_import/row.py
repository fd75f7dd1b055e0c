"""One record of a people file: blank = leave as it is, `-` = clear, everything else is read or rejected."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from leadctl.engine.importing.batch import Batch, Context
from leadctl.errors import did_you_mean

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Record

CLEAR: Final = frozenset({"-", "–"})


class Writing(Protocol):
    """What storing rows needs of an import, or of one thing typed on the command line."""

    now: int
    strict: bool

    def count(self, outcome: str, n: int = 1) -> None:
        """Add rows that are new, changed or unchanged."""

    def note(self, text: str) -> None:
        """Say something besides."""


class Row:
    """The cells of one record by field. `ok` turns False with the first fault; the others are not looked for."""

    def __init__(
        self, ctx: Context, record: Record, cells: Mapping[str, str], cleared: frozenset[str], others: Mapping[str, str]
    ) -> None:
        self.ctx = ctx
        self.record = record
        self.others = others  # header -> cell of the columns that are no field
        self.ok = True
        self._cells = cells
        self._cleared = cleared

    def text(self, field: str) -> str:
        """Return the cell, or "" when it is blank or clears."""
        return "" if field in self._cleared else self._cells.get(field, "")

    def clears(self, field: str) -> bool:
        """Return True when the cell is `-`."""
        return field in self._cleared

    def given(self, field: str) -> bool:
        """Return True when the cell says something, `-` included."""
        return field in self._cleared or bool(self._cells.get(field))

    def reject(self, field: str | None, code: str, reason: str) -> None:
        """Leave the record out, for this reason; later faults of the record are not reported."""
        if self.ok:
            self.ok = False
            value = None if field is None else self._cells.get(field)
            self.ctx.reject(self.record, field, value, code, reason)

    def warn(self, field: str, code: str, reason: str) -> None:
        """Say that the cell is doubtful and was left out; under --strict the record is rejected."""
        if self.ok and self.ctx.warn(self.record, field, self._cells.get(field), code, reason):
            self.ok = False

    def need(self, field: str, what: str) -> str:
        """Return the cell; reject the record when there is none."""
        value = self.text(field)
        if not value:
            self.reject(field, f"no-{field}", f"{what} has no {field}")
        return value

    def put(
        self,
        values: dict[str, Any],
        field: str,
        parse: Callable[[str], Any] = str,
        *,
        column: str | None = None,
        code: str | None = None,
        default: Any = None,
    ) -> None:
        """Put the parsed cell into `values`; a blank puts nothing, `-` puts `default`, a ValueError rejects."""
        column = column or field
        if self.clears(field):
            values[column] = default
        elif self.text(field):
            try:
                values[column] = parse(self.text(field))
            except ValueError as problem:
                self.reject(field, code or f"bad-{field}", str(problem))

    def find(self, field: str, what: str, known: Mapping[str, int], words: Iterable[str]) -> int | None:
        """Return the id of the named thing; reject the record when it is unknown, with the nearest of `words`."""
        name = self.text(field)
        return self.find_name(field, what, name, known, words) if name else None

    def find_name(self, field: str, what: str, name: str, known: Mapping[str, int], words: Iterable[str]) -> int | None:
        """Return the id of `name`, one of several in a cell; reject the record when it is unknown."""
        found = known.get(name.casefold())
        if found is None:
            self.reject(field, f"unknown-{what}", f'no {what} "{name}"{did_you_mean(name, words)}')
        return found


def read_rows(batch: Batch, ctx: Context, key: str, what: str) -> Iterator[tuple[str, Row]]:
    """Yield (key cell, row) of the records that have a key of their own; the others are rejected.

    A key that an earlier line of the chunk has given is rejected: which of the two is right, nobody knows. A line that
    the caller has rejected by then does not count.
    """
    columns = {c.field: c.index for c in batch.mapping.columns if c.field}
    first: dict[str, int] = {}
    unmapped = [(c.attribute, c.index) for c in batch.mapping.columns if c.field is None and c.attribute]
    for position, (record, cells) in enumerate(batch.rows()):
        raw = record.cells or []
        cleared = frozenset(f for f, index in columns.items() if raw[index].strip() in CLEAR)
        others = {n: "-" if raw[i].strip() in CLEAR else batch.at(i)[position] for n, i in unmapped}
        row = Row(ctx, record, cells, cleared, others)
        name = row.need(key, what)
        if not row.ok:
            continue
        line = first.setdefault(name.casefold(), record.line)
        if line != record.line:
            row.reject(key, "repeated", f'{what} "{name}" is on line {line} already; keep one of the two')
            continue
        yield name, row
        if not row.ok:  # nothing of it came in: a later line of that key is judged on its own
            del first[name.casefold()]


def changed_values(current: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `values` that differ from the NamedTuple `current`."""
    return {column: value for column, value in values.items() if getattr(current, column) != value}


def merged_attributes(current: str, row: Row) -> str:
    """Return the JSON text of the attributes with the columns that are no field merged in."""
    attributes = json.loads(current)
    for name, cell in row.others.items():
        if cell in CLEAR:
            attributes.pop(name, None)
        elif cell:
            attributes[name] = cell
    return json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
