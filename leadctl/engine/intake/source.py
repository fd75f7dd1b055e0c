"""A file or stdin, opened: its encoding, delimiter and header found, its records streamed. CSV, JSON or a workbook.

Memory stays flat whatever the size: one pass over the bytes for hash and encoding, then one pass per reading.
"""

from __future__ import annotations

import sys
import tempfile
import weakref
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, TextIO

from leadctl.engine.intake import footer
from leadctl.engine.intake.careful import careful_records
from leadctl.engine.intake.delimiter import checked, find_layout, spell
from leadctl.engine.intake.encoding import BLOCK, MARK, MAX_FIELD, Encoding, choose, scan
from leadctl.engine.intake.reading import (
    BadQuotes,
    Block,
    Record,
    Shape,
    fast_blocks,
    limit_fields,
)
from leadctl.engine.intake.rejects import EXTRA_COLUMNS
from leadctl.engine.intake.tables import BOOK_ENDINGS, Opened, facts, kind_of, portions, weight
from leadctl.engine.intake.tables import blocks as table_blocks
from leadctl.errors import NotFoundError, UsageError, did_you_mean

__all__ = ["Block", "Record", "Source", "open_source"]

_HEAD_LINES = 400
_HEAD_TEXT = 1 << 20


class Source:
    """An opened table. Reading it again starts again; `close()` removes the copy made of stdin."""

    def __init__(self, name: str, path: Path, spool: IO[bytes] | None = None) -> None:
        self.name = name
        self.path = path
        self.sha256 = ""
        self.size = 0  # bytes
        self.encoding = ""
        self.delimiter = ","
        self.bom = False
        self.header: list[str] = []
        self.first_line = 1  # physical line of the first data record
        self.notes: list[str] = []
        self._encoding = Encoding("utf-8", "utf-8", "", suspect=False)
        self._careful = self._fat = False
        self._dropped: list[int] = []  # the columns that a rejects file adds
        self._footer: footer.Footer = {}
        self._spool = spool

    def blocks(self, n: int = 5000, start_line: int | None = None) -> Iterator[Block]:
        """Yield blocks of up to `n` records that start on physical line `start_line` or later (default: all)."""
        for found in self._all_blocks(n):
            block = footer.without(found, self._footer, self.delimiter)
            if start_line is not None and block.next_line <= start_line:
                continue
            whole = block if start_line is None or start_line <= self.first_line else block.since(start_line)
            yield whole.without(self._dropped, self.delimiter) if self._dropped else whole

    def _all_blocks(self, n: int) -> Iterator[Block]:
        line = self.first_line
        shape = Shape(self.delimiter, len(self.header) + len(self._dropped), self._encoding.suspect, self._fat)
        if not self._careful:
            try:
                with self._text(line) as file:
                    for block in fast_blocks(file, line, shape, n):
                        yield block
                        line = block.next_line
                return
            except BadQuotes as fault:
                line = fault.line
        with self._text(line) as file:
            yield from _gathered(careful_records(file, line, shape), n)

    def chunks(self, n: int = 5000, start_line: int | None = None) -> Iterator[list[Record]]:
        """Yield lists of up to `n` records, unusable ones included, in file order."""
        for block in self.blocks(n, start_line):
            yield block.records()

    def records(self, start_line: int | None = None) -> Iterator[Record]:
        """Yield the records one by one."""
        for block in self.blocks(1000, start_line):
            yield from block.records()

    def samples(self, n: int = 200) -> list[list[str]]:
        """Return the cells of the first `n` sound rows, for mapping and for --show-mapping."""
        rows = (row for block in self.blocks(n) for row in block.rows)
        return next(portions(rows, n, lambda row: weight(row, "")), [])

    def close(self) -> None:
        """Remove the temporary copy of stdin, if there is one."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _text(self, line: int) -> TextIO:
        file = self.path.open(encoding=self._encoding.codec, errors=MARK, newline="")
        if line > 1:
            _skip(file, line - 1)
        return file


class TableSource(Source):
    """Records that are no CSV text: JSON, NDJSON, a sheet of a workbook."""

    opened: Opened

    def close(self) -> None:
        """Remove the temporary copies."""
        self.opened.close()
        super().close()

    def _all_blocks(self, n: int) -> Iterator[Block]:
        return table_blocks(self.opened.records(), n)


def open_source(
    path: str, *, encoding: str | None = None, delimiter: str | None = None, has_header: bool = True
) -> Source:
    """Return the opened file `path`, or stdin for `-`; `book.xlsx#Leads` is the sheet Leads of a workbook.

    What is JSON, NDJSON or a workbook is read as such unless an encoding or delimiter is named. Raises NotFoundError
    when there is no such file, UsageError for an empty one, an unknown encoding, or something that holds no table.
    What was found out is told in `.notes`.
    """
    limit_fields()
    wanted = checked(delimiter) if delimiter else None
    file, sheet = _sheet_of(path)
    source = _spooled() if path == "-" else Source(path, _existing(file))
    try:
        if encoding is None and wanted is None and has_header and (kind := kind_of(source.path, file)):
            return _table(source, kind, sheet)
        _examine(source, encoding, wanted, has_header)
    except UnicodeError as error:
        source.close()
        raise UsageError(
            f"{source.name} cannot be read as {encoding or source.encoding}: {error}",
            slug="undecodable",
            hint="name the right encoding with --encoding",
        ) from None
    except BaseException:
        source.close()
        raise
    return source


def _sheet_of(path: str) -> tuple[str, str | None]:
    """Return file and sheet of `FILE#SHEET`; a file of that very name goes before."""
    file, mark, sheet = path.rpartition("#")
    if mark and sheet and file.casefold().endswith(BOOK_ENDINGS) and not Path(path).exists():
        return file, sheet
    return path, None


def _table(source: Source, kind: str, sheet: str | None) -> TableSource:
    """Return the source as one of records that are no CSV text."""
    found = TableSource(source.name, source.path, source._spool)
    found.opened = _opened(source.path, Path(source.name).name, kind, sheet)
    weakref.finalize(found, found.opened.close)
    found.sha256, found.size = facts(source.path)
    if sheet:
        found.sha256 = sha256(f"{found.sha256}#{sheet}".encode()).hexdigest()  # each sheet is an import of its own
    found.encoding, found.header, found.notes = "utf-8", found.opened.header, list(found.opened.notes)
    return found


def _opened(path: Path, name: str, kind: str, sheet: str | None) -> Opened:
    if kind == "book":
        from leadctl.engine.intake.workbook import open_book

        return open_book(path, name, sheet)
    from leadctl.engine.intake.json_records import open_json, open_ndjson

    return open_ndjson(path, name) if kind == "ndjson" else open_json(path, name)


def _examine(source: Source, encoding: str | None, delimiter: str | None, has_header: bool) -> None:
    facts = scan(source.path)
    source.sha256, source.size = facts.sha256, facts.size
    if not facts.size:
        raise UsageError(
            f"{source.name} is empty", slug="empty-file", hint="export the list again, with its header line"
        )
    found = choose(source.path, facts, encoding)
    if facts.nul and not found.suspect:
        found = Encoding(found.codec, found.name, found.how, True, found.bom)
    source._encoding, source.encoding, source.bom = found, found.name, found.bom
    source._careful, source._fat = facts.long_lines, facts.fat
    layout = find_layout(_head(source), source.name, delimiter, has_header)
    source.delimiter, source.header, source.first_line = layout.delimiter, list(layout.header), layout.first_line
    source._dropped = [at for at, name in enumerate(source.header) if name.strip().casefold() in EXTRA_COLUMNS]
    if source._dropped:
        source.header = [name for at, name in enumerate(source.header) if at not in source._dropped]
        layout_notes = [*layout.notes, "the columns that a rejects file adds are left out"]
    else:
        layout_notes = list(layout.notes)
    if not source._careful:
        source._footer = footer.find(source.path, lambda: source._text(1), layout.delimiter, len(layout.header))
    if source._footer:
        layout_notes.append(footer.remark(source._footer))
    source.notes = [found.note, f"delimiter {spell(layout.delimiter)}", *layout_notes]


def _head(source: Source) -> list[str]:
    """Return the first lines, enough to find the header and the delimiter."""
    lines: list[str] = []
    length = 0
    with source._text(1) as file:
        while len(lines) < _HEAD_LINES and length < _HEAD_TEXT and (line := file.readline(MAX_FIELD)):
            if len(line) == MAX_FIELD:
                if not lines:
                    raise UsageError(
                        f"{source.name}: the first line is longer than {MAX_FIELD} characters",
                        slug="not-csv",
                        hint="is this a CSV file? name its encoding with --encoding if so",
                    )
                break
            lines.append(line)
            length += len(line)
    return lines


def _gathered(records: Iterator[tuple[Record, int]], n: int) -> Iterator[Block]:
    for some in portions(records, n, lambda found: weight(found[0].cells, found[0].raw)):
        good = [(record.line, record.cells) for record, _ in some if record.error is None and record.cells is not None]
        errors = [record for record, _ in some if record.error is not None]
        yield Block([line for line, _ in good], [cells for _, cells in good], errors, some[-1][1])


def _skip(file: TextIO, lines: int) -> None:
    """Move past `lines` physical lines; an overlong one is read in pieces."""
    for _ in range(lines):
        while (part := file.readline(MAX_FIELD)) and len(part) == MAX_FIELD and not part.endswith(("\n", "\r")):
            pass


def _existing(path: str) -> Path:
    file = Path(path)
    if file.is_dir():
        raise UsageError(f"{path} is a folder", slug="not-csv", hint="name one CSV file")
    try:
        with file.open("rb"):
            return file
    except FileNotFoundError:
        near = [p.name for p in file.parent.glob("*.csv")] if file.parent.is_dir() else []
        raise NotFoundError(
            f"there is no file {path}{did_you_mean(file.name, near)}",
            slug="no-file",
            hint="check the path; - reads from stdin",
        ) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}", slug="no-file") from None


def _spooled() -> Source:
    """Return stdin as a source: copied to a temporary file, because it is read more than once."""
    spool = tempfile.NamedTemporaryFile(prefix="leadctl-", suffix=".csv")  # noqa: SIM115  closed by Source.close
    stdin = getattr(sys.stdin, "buffer", None)
    if stdin is None:
        spool.close()
        raise UsageError("there is nothing to read on stdin", slug="empty-file")
    while block := stdin.read(BLOCK):
        spool.write(block)
    spool.flush()
    return Source("-", Path(spool.name), spool)
