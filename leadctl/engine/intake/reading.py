"""Records of a CSV text with the physical line on which each starts: a fast reader for sound files, a careful one else.

Both use csv.reader. The fast one is strict and works in blocks; at the first fault the careful one takes over, which
sees the lines one by one and can go back: an unclosed quote then costs one row, not the rest of the file.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple, TextIO

from leadctl.engine.intake.encoding import MAX_FIELD, UNDECODABLE, readable

_RAW = 20_000  # characters kept of a record that is too long to be stored


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


class BadQuotes(Exception):  # noqa: N818  never leaves this file: the signal to read with care
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class Shape(NamedTuple):
    """How to read: `width` cells a row; `suspect`: search each row for undecodable bytes and NULs."""

    delimiter: str
    width: int
    suspect: bool


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
            for row in islice(reader, size):
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


class _Overlong(str):
    """The beginning of a line longer than MAX_FIELD; `length`: all of it."""

    length = 0


class _TooLong(Exception):  # noqa: N818  a signal inside this file
    pass


class _Lines:
    """Physical lines one by one, with their numbers, a memory of the current record's and a way back."""

    def __init__(self, file: TextIO, start: int) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self.next_line = start
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        if isinstance(line, _Overlong) and self.taken:
            self._waiting.appendleft(line)  # it is looked at when a record starts with it
            raise _TooLong
        self.taken.append(line)
        self.next_line += 1
        if isinstance(line, _Overlong):
            raise _TooLong
        return line

    def _read(self) -> str:
        line = self._file.readline(MAX_FIELD)
        if len(line) < MAX_FIELD or line.endswith(("\n", "\r")):
            return line
        found = _Overlong(line[:_RAW])
        found.length = len(line)
        while part := self._file.readline(MAX_FIELD):
            found.length += len(part)
            if part.endswith(("\n", "\r")):
                break
        return found

    def begin(self) -> int:
        """Forget the lines of the last record; return the number of the line that comes next."""
        self.taken = []
        return self.next_line

    def give_back(self) -> None:
        """Put the lines after the record's first back, to be read again."""
        back = self.taken[1:]
        self._waiting.extendleft(reversed(back))
        self.next_line -= len(back)
        del self.taken[1:]


def careful_records(file: TextIO, start: int, shape: Shape) -> Iterator[tuple[Record, int]]:
    """Yield each record from line `start` on, with the line after it; faults of quoting cost one record each."""
    limit_fields()
    lines = _Lines(file, start)
    strict = csv.reader(lines, delimiter=shape.delimiter, strict=True)
    while True:
        line = lines.begin()
        try:
            cells = next(strict)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            bad = _after_error(lines, line, str(error), shape)
            yield bad, lines.next_line
            continue
        if not cells or (len(cells) == 1 and shape.width > 1 and not cells[0].strip()):
            continue
        fault = fault_of(cells, shape)
        if fault and len(lines.taken) > 1 and len(cells) != shape.width and _swallowed(lines.taken, shape):
            bad = _unclosed(lines, line)
            yield bad, lines.next_line
        elif fault:
            yield Record(line, None, fault, readable("".join(lines.taken).rstrip("\r\n"))), lines.next_line
        else:
            yield Record(line, cells), lines.next_line


_UNCLOSED: Final = "a quote is opened on this line and not closed"


def _after_error(lines: _Lines, line: int, message: str, shape: Shape) -> Record:
    """Return the record for a row that strict reading refused; the lines it swallowed are given back."""
    first = lines.taken[0]
    if isinstance(first, _Overlong):
        return Record(line, None, f"a line of {first.length} characters; at most {MAX_FIELD} are read", readable(first))
    if "expected after" not in message:  # the cell ran to the end of the file, or beyond the limit
        return _unclosed(lines, line)
    lines.give_back()
    cells = _lenient(lines.taken[0], shape)
    if cells is None or len(cells) != shape.width:
        return Record(line, None, "the quotes in this row do not pair", readable(lines.taken[0].rstrip("\r\n")))
    fault = fault_of(cells, shape)
    return Record(line, None, fault, readable(lines.taken[0].rstrip("\r\n"))) if fault else Record(line, cells)


def _unclosed(lines: _Lines, line: int) -> Record:
    lines.give_back()
    return Record(line, None, _UNCLOSED, readable(lines.taken[0].rstrip("\r\n")[:_RAW]))


def _lenient(text: str, shape: Shape) -> list[str] | None:
    """Return the cells of one line with stray quotes (`"5" pipe"`), as spreadsheets read it; None when it runs on."""
    try:
        rows = list(csv.reader([text], delimiter=shape.delimiter))
    except csv.Error:
        return None
    cells = rows[0] if rows else []
    return None if not cells or cells[-1].endswith(("\n", "\r")) else cells


def _swallowed(taken: Sequence[str], shape: Shape) -> bool:
    """Return whether one of the lines after the first is a whole row by itself: then the quote before it is open."""
    for text in taken[1:]:
        try:
            rows = list(csv.reader([text], delimiter=shape.delimiter, strict=True))
        except csv.Error:
            continue
        if rows and len(rows[0]) == shape.width:
            return True
    return False
