"""The reader for files with faults: it sees the physical lines one by one and can go back.

An unclosed quote then costs one row, not the rest of the file, and neither a line nor a cell without end fills the
memory.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from leadctl.engine.intake.encoding import MAX_FIELD, readable
from leadctl.engine.intake.reading import Record, Shape, fault_of, limit_fields

_RAW: Final = 20_000  # characters kept of a record that is too long to be stored
_UNCLOSED: Final = "a quote is opened on this line and not closed"


class _Overlong(str):
    """The beginning of a line longer than MAX_FIELD; `length`: all of it."""

    length = 0


class _TooLong(Exception):  # noqa: N818  a signal inside this file
    """A line without end; the message is that of a file without end."""

    def __init__(self) -> None:
        super().__init__("end of data")


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

    def skip_cell(self, shape: Shape) -> None:
        """Drop lines up to the one on which the open quote closes, or to the next whole row."""
        self.taken = self.taken[:1]
        while line := self._waiting.popleft() if self._waiting else self._read():
            if _is_row(line, shape):
                self._waiting.appendleft(line)
                return
            self.next_line += 1
            if line.count('"') % 2:
                return

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


def _after_error(lines: _Lines, line: int, message: str, shape: Shape) -> Record:
    """Return the record for a row that strict reading refused; the lines it swallowed are given back."""
    first = lines.taken[0]
    if isinstance(first, _Overlong):
        return Record(line, None, f"a line of {first.length} characters; at most {MAX_FIELD} are read", readable(first))
    if "expected after" not in message:  # the cell ran to the end of the file, or beyond the limit
        if "end of data" in message or _swallowed(lines.taken, shape):
            return _unclosed(lines, line)
        text = readable("".join(lines.taken)[:_RAW].rstrip("\r\n"))
        lines.skip_cell(shape)
        return Record(line, None, f"a cell of more than {MAX_FIELD} characters", text)
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
    return any(_is_row(text, shape) for text in taken[1:])


def _is_row(text: str, shape: Shape) -> bool:
    if text.count(shape.delimiter) < shape.width - 1:
        return False
    try:
        rows = list(csv.reader([text], delimiter=shape.delimiter, strict=True))
    except csv.Error:
        return False
    return bool(rows) and len(rows[0]) == shape.width
