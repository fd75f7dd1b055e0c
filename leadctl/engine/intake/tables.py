"""Files that hold records without being CSV: JSON, NDJSON and workbooks, read as the same kind of source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from leadctl.engine.intake.encoding import readable, scan
from leadctl.engine.intake.reading import HEAVY, Block, Record
from leadctl.errors import UsageError

BOOK_MARKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_JSON_ENDINGS: Final = (".json", ".ndjson", ".jsonl")
_JSON: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")

Item = TypeVar("Item")
Cells = tuple[int, list[str] | None, str, str]  # line, cells or None, why not, as found


class Opened(NamedTuple):
    """What is in a file: its columns, what to say about it, how its records are read from the start, and closed."""

    header: list[str]
    notes: list[str]
    records: Callable[[], Iterator[Cells]]
    close: Callable[[], None] = lambda: None


def kind_of(path: Path, name: str) -> str | None:
    """Return json, ndjson or book where the file holds one of these, None for everything else.

    Raises UsageError for what is named like a workbook and is none.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(BOOK_MARKS):
        return "book"
    ending = Path(name).suffix.casefold()
    if ending in BOOK_ENDINGS and head:
        raise UsageError(
            f"{name} has the name of a workbook and is none",
            slug="not-csv",
            hint=f"save it as {ending} again; if it is text in columns, name it .csv or its delimiter: --delimiter tab",
        )
    if not (_JSON.match(head) or (ending in _JSON_ENDINGS and head.strip())):
        return None
    return "ndjson" if ending in (".ndjson", ".jsonl") or _many_lines(path) else "json"


def _many_lines(path: Path) -> bool:
    """Return whether the first line is an object by itself and another one follows."""
    import json

    with path.open("rb") as file:
        lines = (line for line in iter(lambda: file.readline(1 << 20), b"") if line.strip())
        first, second = next(lines, b""), next(lines, b"")
    try:
        return isinstance(json.loads(first.decode("utf-8-sig")), dict) and second.lstrip().startswith(b"{")
    except (ValueError, RecursionError):
        return False


def facts(path: Path) -> tuple[str, int]:
    """Return hash and size of the file."""
    found = scan(path)
    return found.sha256, found.size


def usable(line: int, cells: list[str]) -> Cells:
    """Return a record, without its cells when they hold what no text may hold."""
    if not _NO_TEXT.search("".join(cells)):
        return line, cells, "", ""
    plain = [_NO_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", cell) for cell in cells]
    return line, None, "a cell holds a zero byte or half a character", ",".join(plain)


def weight(cells: Sequence[str] | None, raw: str) -> int:
    """Return how many characters a record holds."""
    return len(raw) if cells is None else sum(map(len, cells))


def portions(items: Iterator[Item], n: int, weigh: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield the items in lists of up to `n`, shorter ones where they are heavy."""
    some: list[Item] = []
    held = 0
    for item in items:
        some.append(item)
        held += weigh(item)
        if len(some) == n or held > HEAVY:
            yield some
            some, held = [], 0
    if some:
        yield some


def blocks(records: Iterator[Cells], n: int) -> Iterator[Block]:
    """Yield the records in blocks of up to `n`."""
    for some in portions(records, n, lambda found: weight(found[1], found[3])):
        good = [(line, cells) for line, cells, _, _ in some if cells is not None]
        errors = [Record(line, None, why, readable(raw)) for line, cells, why, raw in some if cells is None]
        yield Block([line for line, _ in good], [cells for _, cells in good], errors, some[-1][0] + 1)


def narrowed(cells: Sequence[str], width: int) -> list[str] | None:
    """Return the cells of a row as wide as its header, None when something stands beyond it."""
    if any(cell.strip() for cell in cells[width:]):
        return None
    return [*cells[:width], *[""] * (width - len(cells))]
