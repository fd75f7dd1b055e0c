"""Records of a CSV text with the physical line on which each starts, read in blocks.

csv.reader in strict mode does the work. At the first fault of quoting the careful reader (careful.py) takes over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple

from leadctl.engine.intake.encoding import MAX_FIELD, UNDECODABLE, readable

HEAVY: Final = 16 << 20  # characters: a block is given out when it holds as many, however few its records


class Record(NamedTuple):
    """One row. `line`: physical line on which it starts. When it cannot be used, `cells` is None, `error` says why
    and `raw` holds it as found.
    """

    line: int
    cells: list[str] | None
    error: str | None = None
    raw: str = ""


class Block(NamedTuple):
    """Some records on end: `lines[i]` is where the sound row `rows[i]` starts; unusable ones are in `errors`.

    `next_line` is the line after the last record: where a later run may go on.
    """

    lines: Sequence[int]
    rows: list[list[str]]
    errors: list[Record]
    next_line: int

    def since(self, line: int) -> Block:
        """Return the block without the records that start before `line`."""
        keep = [at for at, start in enumerate(self.lines) if start >= line]
        errors = [record for record in self.errors if record.line >= line]
        return Block([self.lines[at] for at in keep], [self.rows[at] for at in keep], errors, self.next_line)

    def without(self, columns: Sequence[int], delimiter: str) -> Block:
        """Return the block with some columns taken out of every record."""
        gone = frozenset(columns)

        def cut(cells: list[str]) -> list[str]:
            return [cell for at, cell in enumerate(cells) if at not in gone]

        errors = [r._replace(raw=as_text(cut(split_raw(r.raw, delimiter)), delimiter)) for r in self.errors]
        return self._replace(rows=[cut(row) for row in self.rows], errors=errors)

    def records(self) -> list[Record]:
        """Return sound and unusable records together, in file order."""
        sound = [Record(line, cells) for line, cells in zip(self.lines, self.rows, strict=True)]
        return sorted([*sound, *self.errors], key=lambda record: record.line) if self.errors else sound


class BadQuotes(Exception):  # noqa: N818  the signal to read with care, from `line` on; never leaves the intake
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class Shape(NamedTuple):
    """How to read: `width` cells a row; `suspect`: search each row for bytes that are no text; `fat`: weigh each."""

    delimiter: str
    width: int
    suspect: bool
    fat: bool = False


def fast_blocks(file: Iterable[str], start: int, shape: Shape, size: int) -> Iterator[Block]:
    """Yield blocks of `size` records; `file` stands at line `start`. Raises BadQuotes where care is needed."""
    limit_fields()
    reader = csv.reader(file, delimiter=shape.delimiter, strict=True)
    line = start
    while True:
        rows: list[list[str]] = []
        ends: list[int] = []
        keep = ends.append
        try:
            for row in _light(reader, size) if shape.fat else islice(reader, size):
                rows.append(row)
                keep(reader.line_num)
        except csv.Error:
            raise BadQuotes(line) from None
        if not rows:
            return
        after = start + ends[-1]
        lines: Sequence[int] = range(line, after)
        if len(lines) != len(rows):  # some record has line breaks in a cell
            lines = [line, *(start + end for end in ends[:-1])]
        if shape.suspect or set(map(len, rows)) != {shape.width}:
            yield _sorted_out(lines, rows, after, shape)
        else:
            yield Block(lines, rows, [], after)
        line = after


def _light(rows: Iterator[list[str]], size: int) -> Iterator[list[str]]:
    """Yield up to `size` rows, fewer when they are long."""
    held = 0
    for row in islice(rows, size):
        yield row
        held += sum(map(len, row))
        if held > HEAVY:
            return


def _sorted_out(lines: Sequence[int], rows: list[list[str]], after: int, shape: Shape) -> Block:
    """Return the block with its unusable rows taken out and blank lines dropped."""
    good_lines: list[int] = []
    good: list[list[str]] = []
    errors: list[Record] = []
    ends = [*lines[1:], after]
    for line, row, end in zip(lines, rows, ends, strict=True):
        if not row or (len(row) == 1 and shape.width > 1 and not row[0].strip()):
            continue
        fault = fault_of(row, shape)
        if fault is None:
            good_lines.append(line)
            good.append(row)
        elif end - line > 1:
            raise BadQuotes(lines[0])  # a quote may be open since its first line
        else:
            errors.append(Record(line, None, fault, readable(as_text(row, shape.delimiter))))
    return Block(good_lines, good, errors, after)


def fault_of(row: Sequence[str], shape: Shape) -> str | None:
    """Return why a row cannot be used, or None."""
    if len(row) != shape.width:
        more = "more" if len(row) > shape.width else "fewer"
        return f"{len(row)} cell{'' if len(row) == 1 else 's'}, {more} than the header's {shape.width}"
    if not shape.suspect:
        return None
    joined = "".join(row)
    if "\0" in joined:
        return "a cell holds a zero byte"
    if UNDECODABLE.search(joined):
        return "a cell holds bytes that are no text in this encoding"
    return None


def as_text(cells: Iterable[str], delimiter: str) -> str:
    """Return the cells as one CSV line without line end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerow(cells)
    return out.getvalue()[:-2]  # the writer quotes a line break only when its own line end has that character


def split_raw(raw: str, delimiter: str) -> list[str]:
    """Return the cells of an unusable record: by its quotes where they pair, else without heed to them."""
    ways: tuple[tuple[Literal[0, 3], bool], ...] = ((csv.QUOTE_MINIMAL, True), (csv.QUOTE_NONE, False))
    for quoting, strict in ways:
        try:
            rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, quoting=quoting, strict=strict))
        except csv.Error:
            continue
        if len(rows) == 1:
            return rows[0]
    return [raw]


def limit_fields() -> None:
    """Bound the csv module's cells; its limit holds for the whole process."""
    if csv.field_size_limit() != MAX_FIELD:
        csv.field_size_limit(MAX_FIELD)
