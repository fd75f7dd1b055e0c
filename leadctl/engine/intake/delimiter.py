"""Where the table in a file starts and what separates its cells: an own vote, anchored on the header's width.

csv.Sniffer is not used: without a list of delimiters it answered `e` for a one-column file.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from leadctl.engine.intake.aliases import LEAD_ALIASES, OWNER_ALIASES
from leadctl.engine.intake.encoding import UNDECODABLE
from leadctl.engine.intake.header import key
from leadctl.errors import UsageError

CANDIDATES: Final = (",", ";", "\t", "|")
NAMES: Final = {"\t": "tab", "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
MAX_COLUMNS: Final = 4096
_RECORDS = 200  # enough for the vote
_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[\d\s.,:/+()-]+|\S+@\S+\.\w+|https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The header and where the data begins. Lines are physical lines, counted from 1."""

    delimiter: str
    header: tuple[str, ...]
    first_line: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]
    next_line: int

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.strip())


def spell(delimiter: str) -> str:
    """Return the delimiter as told to people: a tab is the word `tab`."""
    return NAMES[delimiter] if delimiter == "\t" else delimiter


def checked(delimiter: str) -> str:
    """Return the one character meant by `;`, `tab` or `\\t`. Raises UsageError for anything longer."""
    found = NAMES.get(delimiter.casefold(), delimiter) if len(delimiter) > 1 else delimiter
    if len(found) != 1 or found in '"\r\n\0 ':
        raise UsageError(
            f'"{delimiter}" is not a delimiter', slug="bad-delimiter", hint="give one character, or the word tab"
        )
    return found


def find_layout(lines: Sequence[str], name: str, delimiter: str | None, has_header: bool) -> Layout:
    """Return the layout of a file that begins with `lines` (line ends kept). Raises UsageError when it is empty."""
    notes: list[str] = []
    skipped, given = 0, delimiter
    if lines and (sep := _SEP_LINE.fullmatch(lines[0])):
        skipped, given = 1, delimiter or sep[1]
        notes.append(f"line 1 says the delimiter is {spell(sep[1])}")
    best = max((_judge(lines, skipped, one, has_header) for one in ([given] if given else CANDIDATES)), key=_order)
    if best.row is None:
        raise UsageError(f"{name} is empty", slug="empty-file", hint="export the list again, with its header line")
    row, titles = best.row, best.titles
    if has_header and "\0" in "".join(row.cells):
        raise UsageError(f"{name}: the header holds zero bytes", slug="bad-header", hint="try --encoding utf-16")
    if has_header and UNDECODABLE.search("".join(row.cells)):
        raise UsageError(
            f"{name}:{row.line}: the header holds bytes that are no text in this encoding",
            slug="bad-header",
            hint="name the encoding with --encoding; latin-1 takes every byte",
        )
    _check_width(row, name)
    if titles:
        notes.append(f"skipped {titles} title line{'s' if titles > 1 else ''}")
    if not has_header:
        header = tuple(f"column {n}" for n in range(1, len(row.cells) + 1))
        return Layout(best.delimiter, header, row.line, tuple(notes))
    return Layout(best.delimiter, row.cells, row.next_line, tuple(notes))


def _check_width(row: _Row, name: str) -> None:
    if len(row.cells) > MAX_COLUMNS:
        raise UsageError(
            f"{name}:{row.line}: the header has {len(row.cells)} columns; at most {MAX_COLUMNS} are read",
            slug="too-many-columns",
            hint="is the delimiter right? see --delimiter",
        )


@dataclass(frozen=True, slots=True)
class _Verdict:
    delimiter: str
    row: _Row | None = None  # header, or first data row without one
    titles: int = 0
    score: float = -1.0


def _order(verdict: _Verdict) -> tuple[float, int]:
    return verdict.score, len(verdict.row.cells) if verdict.row else 0


def _judge(lines: Sequence[str], skipped: int, delimiter: str, has_header: bool) -> _Verdict:
    """Return the best header for one delimiter: share of rows as wide as it, less for title lines and odd names."""
    rows = _rows(lines, skipped, delimiter)
    if not rows:
        return _Verdict(delimiter)
    at = _header_at(rows) if has_header else 0
    head, data = rows[at], rows[at + 1 :]
    width = len(head.cells)
    share = sum(1 for row in data if len(row.cells) == width) / len(data) if data else 1.0
    # A header with the delimiter in it counts even when no row fits; one column fits every file a little.
    score = 0.2 + 0.8 * share if width > 1 else 0.1 * share
    score *= 0.9 ** min(at, 5)
    if has_header:
        score *= 0.5 + 0.5 * _name_share(head.cells)
    return _Verdict(delimiter, head, at, score)


def _rows(lines: Sequence[str], skipped: int, delimiter: str) -> list[_Row]:
    rows: list[_Row] = []
    reader = csv.reader(lines[skipped:], delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            after = reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append(_Row(skipped + before + 1, tuple(cells), skipped + after + 1))
            before = after
            if len(rows) == _RECORDS:
                break
    except csv.Error:  # an overlong cell: judge by what was read so far
        return rows
    return rows


def header_at(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    """Return which of the rows (line, cells) is the header: title lines may stand above it."""
    return _header_at([_Row(line, cells, line + 1) for line, cells in rows])


def _header_at(rows: Sequence[_Row]) -> int:
    """Return the index of the header: the first row of the usual width, when only titles stand before it."""
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    if usual < 3:  # `name` over `Smith, John` is a one-column list; `May` over `Name,Email` is a title
        known = (at for at, row in enumerate(rows[:30]) if len(row.cells) == 2 and all(map(_known, row.cells)))
        return next(known, 0)
    for at, row in enumerate(rows[:30]):
        titles = at < len(rows) - 1 and row.filled <= max(1, usual // 3) and rows[at + 1].filled > row.filled
        if len(row.cells) == usual and not titles:
            return at
        if row.filled > max(2, usual // 2):
            return 0  # a full row of another width is no title: the header itself is out of step
    return 0


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    return frozenset(key(alias) for aliases in (*LEAD_ALIASES.values(), OWNER_ALIASES) for alias in aliases)


def _known(cell: str) -> bool:
    return key(cell) in _vocabulary()


def _name_share(cells: Sequence[str]) -> float:
    """Return the share of cells that can be column names: not empty, not a number, date or address, not repeated."""
    names = {cell.strip().casefold() for cell in cells if cell.strip() and not _NOT_A_NAME.fullmatch(cell.strip())}
    return len(names) / len(cells)
