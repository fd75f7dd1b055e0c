"""A chunk of records as columns (Batch), and what a store function may do with it (Context)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from leadctl.db.imports import RejectRow
from leadctl.engine.importing.summary import EXAMPLES_KEPT, Example, ImportSummary
from leadctl.engine.intake.reading import Record
from leadctl.engine.normalise.text import clean
from leadctl.errors import shortened

if TYPE_CHECKING:
    from leadctl.engine.intake.mapping import Mapping_


LONGEST: Final = 500  # characters kept of a cell and of what is said about it: a cell may hold a million


def empty_cells(words: Sequence[str]) -> frozenset[str]:
    """Return `words` in the spellings in which exports write them: as given, lower, upper, capitalised, title."""
    return frozenset(v for w in words for v in (w, w.lower(), w.upper(), w.capitalize(), w.title()))


def cleaned(cells: Sequence[str], empty: frozenset[str]) -> list[str]:
    """Return the cells as normalise.text.clean leaves them; those that mean nothing become ""."""
    plain = list(map(str.strip, cells))
    joined = "|" + "|".join(plain)
    if not joined.isprintable() or "|'" in joined or '|="' in joined:  # else no cell has anything to clean
        plain = list(map(clean, plain))
    if empty.isdisjoint(plain):
        return plain
    return ["" if c in empty else c for c in plain]


class Batch:
    """Up to 5,000 well-formed records. Columns are cleaned when first asked for."""

    def __init__(self, lines: Sequence[int], rows: list[list[str]], mapping: Mapping_, empty: frozenset[str]) -> None:
        self.lines = lines  # physical line on which each record starts
        self.cells = rows  # as read
        self.mapping = mapping
        self.raw_columns: list[tuple[str, ...]] = list(zip(*rows, strict=True))
        self._empty = empty
        self._index = {c.field: c.index for c in mapping.columns if c.field}
        self._cleaned: dict[int, list[str]] = {}

    def record(self, i: int) -> Record:
        """Return record `i` as ctx.reject and ctx.warn want it."""
        return Record(self.lines[i], self.cells[i])

    def __len__(self) -> int:
        return len(self.cells)

    def has(self, field: str) -> bool:
        """Return True when a column of the file is mapped to `field`."""
        return field in self._index

    def at(self, index: int) -> list[str]:
        """Return the cleaned cells of the file's column `index`; "" where empty."""
        found = self._cleaned.get(index)
        if found is None:
            raw = self.raw_columns[index] if self.raw_columns else ()
            found = self.mapping.columns[index].cut(cleaned(raw, self._empty))
            self._cleaned[index] = found
        return found

    def column(self, field: str) -> list[str]:
        """Return the cleaned cells of `field`, one per record; "" where empty or not mapped."""
        index = self._index.get(field)
        return [""] * len(self.cells) if index is None else self.at(index)

    def rows(self) -> Iterator[tuple[Record, dict[str, str]]]:
        """Yield (record, mapped field -> cleaned cell): for small imports; big ones use column()."""
        fields = list(self._index)
        columns = [self.column(f) for f in fields]
        for i in range(len(self)):
            yield self.record(i), {f: c[i] for f, c in zip(fields, columns, strict=True)}


class Context:
    """The import in progress: its id and moment, and the places where outcomes and faults are put down."""

    def __init__(self, summary: ImportSummary, mapping: Mapping_, now: int, strict: bool) -> None:
        self.summary = summary
        self.mapping = mapping
        self.now = now
        self.strict = strict
        self.import_id = 0  # set by the loop before the first store
        self.faults: list[tuple[Record, RejectRow]] = []  # of this chunk
        self._header = {c.field: c.header for c in mapping.columns if c.field}
        self._dropped: set[int] = set()

    def header(self, field: str) -> str:
        """Return the column header that is mapped to `field`, else the field's own name."""
        return str(self._header.get(field, field))

    def count(self, outcome: str, n: int = 1) -> None:
        """Add `n` rows to the summary under `outcome` (new, changed, unchanged, skipped …)."""
        self.summary.count(outcome, n)

    def note(self, text: str) -> None:
        """Say something besides, above the summary."""
        self.summary.notes.append(text)

    def reject(self, record: Record, field: str | None, value: str | None, code: str, reason: str) -> None:
        """Leave this record out: it goes to the rejects file. A second reason for one record is not counted."""
        self.reject_column(record, None if field is None else self.header(field), value, code, reason)

    def reject_column(self, record: Record, column: str | None, value: str | None, code: str, reason: str) -> None:
        """Leave this record out, as reject(), for the cell under the header `column`."""
        if record.line in self._dropped:
            return
        self._dropped.add(record.line)
        self._note(record, column, value, code, reason, 0)

    def warn(self, record: Record, field: str | None, value: str | None, code: str, reason: str) -> bool:
        """Put down a doubtful cell of a record that is imported all the same.

        Returns True when the import is strict: then the record is rejected and the caller must leave it out.
        """
        if record.line in self._dropped:
            return True
        if self.strict:
            self.reject(record, field, value, code, reason)
            return True
        self._note(record, self.header(field) if field else None, value, code, reason, 1)
        return False

    def leave_out(self, record: Record) -> None:
        """Leave this record out without a word: it is no reject, and no doubt about it is put down."""
        self._dropped.add(record.line)

    def dropped(self, record: Record) -> bool:
        """Return True when the record was rejected."""
        return record.line in self._dropped

    def _note(self, record: Record, field: str | None, value: str | None, code: str, reason: str, warning: int) -> None:
        column = None if field is None else self.header(field)
        by_code = self.summary.warned if warning else self.summary.rejected
        by_code[code] = by_code.get(code, 0) + 1
        kept = None if value is None else value[:LONGEST]
        self.faults.append((record, RejectRow(record.line, column, kept, code, shortened(reason, LONGEST), warning)))

    def take_faults(self) -> list[tuple[Record, RejectRow]]:
        """Return and forget the faults of the chunk just stored, in file order; the first become examples."""
        faults, self.faults = sorted(self.faults, key=lambda fault: fault[1].line), []
        for _, fault in faults[: EXAMPLES_KEPT - len(self.summary.examples)]:
            self.summary.examples.append(
                Example(fault.line, fault.column_name, fault.code, fault.reason, bool(fault.warning))
            )
        self._dropped.clear()
        return faults
