"""Workbooks (XLSX, XLS, XLSB, ODS) by python-calamine, the extra leadctl[xlsx-in].

The parser holds a sheet whole, so it runs in a process of its own with a bound to its memory (sheet_reader.py); here
the rows are read from a temporary file one by one.
"""

from __future__ import annotations

import json
import zipfile
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from leadctl.engine.intake import footer, sheet_reader
from leadctl.engine.intake.delimiter import MAX_COLUMNS, header_at
from leadctl.engine.intake.tables import Cells, Opened, narrowed, usable
from leadctl.errors import UsageError, did_you_mean

EXTRA: Final = "leadctl[xlsx-in]"
MAX_UNPACKED: Final = 2 << 30  # bytes: a small file may hold endless rows
_SAVE: Final = "open it and save the sheet as CSV (UTF-8)"
_HEAD: Final = 200  # rows among which the header is looked for


def open_book(path: Path, name: str, sheet: str | None) -> Opened:
    """Return the named sheet, else the first that is visible and holds something. Raises UsageError when it cannot."""
    _look(path, name)
    spool, facts = _converted(path, name, sheet)
    try:
        return _opened(spool, facts, name, sheet)
    except BaseException:
        spool.close()
        raise


def _opened(spool: IO[bytes], facts: dict[str, Any], name: str, sheet: str | None) -> Opened:
    names, chosen = facts["names"], facts["sheet"]
    if sheet is not None and sheet not in names:
        raise UsageError(
            f'{name} has no sheet "{sheet}"{did_you_mean(sheet, names)}',
            slug="no-sheet",
            hint=f"its sheets are {', '.join(names)}",
        )
    if chosen is None:
        raise UsageError(f"{name} is empty", slug="empty-file", hint="export the list again, with its header line")
    head = list(islice(_rows(spool), _HEAD))
    at = header_at([(line, tuple(cells)) for line, cells, _ in head])
    width, last = _survey(spool)
    line, cells, why = head[at]
    if why:
        raise UsageError(f"{name}: the header, row {line}, has {why}", slug="bad-header", hint=_SAVE)
    header = cells[:width]
    if len(header) > MAX_COLUMNS:
        raise UsageError(
            f"{name}: the header has {len(header)} columns; at most {MAX_COLUMNS} are read", slug="too-many-columns"
        )
    notes = [f'workbook, sheet "{chosen}"']
    if len(names) > 1 and sheet is None:
        notes.append(f"other sheets are not read: {', '.join(n for n in names if n != chosen)} (FILE#SHEET names one)")
    if at:
        notes.append(f"skipped {at} title line{'s' if at > 1 else ''}")

    below = footer.of_rows(last, len(header))
    if below:
        notes.append(footer.remark(below))

    def records() -> Iterator[Cells]:
        for line, cells, why in islice(_rows(spool), at + 1, None):
            if line in below:
                continue
            yield (line, None, why, ",".join(cells)) if why else _record(line, cells, len(header))

    return Opened(header, notes, records, spool.close)


def _survey(spool: IO[bytes]) -> tuple[int, deque[tuple[int, list[str]]]]:
    """Return how many columns hold something, and the last rows."""
    width = 0
    last: deque[tuple[int, list[str]]] = deque(maxlen=footer.LINES)
    for line, cells, _ in _rows(spool):
        width = max([width, *(n + 1 for n, cell in enumerate(cells) if cell.strip())])
        last.append((line, cells))
    return width, last


def _record(line: int, cells: list[str], width: int) -> Cells:
    fitting = narrowed(cells, width)
    if fitting is None:
        return line, None, f"{len(cells)} cells, more than the header's {width}", ",".join(cells)
    return usable(line, fitting)


def _look(path: Path, name: str) -> None:
    """Refuse what cannot be read before a process is started for it."""
    from importlib.util import find_spec

    if find_spec("python_calamine") is None:
        raise UsageError(
            f"{name} is a workbook; reading it needs the extra {EXTRA}",
            slug="needs-extra",
            hint=f"pip install '{EXTRA}', or {_SAVE}",
        )
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                    raise UsageError(f"{name} unpacks to more than 2 GB", slug="too-large", hint=_SAVE)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise _unreadable(name, str(fault)) from None


def _unreadable(name: str, fault: str) -> UsageError:
    return UsageError(f"{name} is no Excel workbook that can be read: {fault}", slug="not-csv", hint=_SAVE)


def _converted(path: Path, name: str, sheet: str | None) -> tuple[IO[bytes], dict[str, Any]]:
    """Return the rows of the sheet in a temporary file, and what was found out about the workbook."""
    import tempfile

    spool = tempfile.TemporaryFile()  # noqa: SIM115  closed with its source
    try:
        run_reader(path, sheet, spool)
        facts = _facts(spool)
        if facts is None or facts["fault"] == sheet_reader.MEMORY:
            raise UsageError(
                f"{name} takes more than {sheet_reader.MAX_MEMORY >> 30} GB of memory to read, or is broken:"
                " a cell may stand far away from the others",
                slug="too-large",
                hint=_SAVE,
            )
        if facts["fault"] is not None:
            at = facts.get("at")
            if at is None:
                raise _unreadable(name, facts["fault"])
            text = f'{name}: sheet "{at}" cannot be read: {facts["fault"]}'
            raise UsageError(text, slug="not-csv", hint=_SAVE)
    except BaseException:
        spool.close()
        raise
    return spool, facts


def run_reader(path: Path, sheet: str | None, spool: IO[bytes]) -> None:
    """Let another process write the rows into the file; how it ended is seen by its last line."""
    import subprocess
    import sys

    reader = [sys.executable, "-m", sheet_reader.__name__, str(path), *([] if sheet is None else [sheet])]
    subprocess.run(  # noqa: S603  leadctl itself
        reader, stdin=subprocess.DEVNULL, stdout=spool, stderr=subprocess.DEVNULL, check=False
    )


def _facts(spool: IO[bytes]) -> dict[str, Any] | None:
    """Return the last line, None when the reader did not come so far."""
    spool.seek(0)
    try:
        found = json.loads(deque(spool, maxlen=1)[0])
    except IndexError:
        return None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _rows(spool: IO[bytes]) -> Iterator[tuple[int, list[str], str]]:
    """Yield the rows from the first: number, cells, why it cannot be used."""
    spool.seek(0)
    at = 0
    while text := spool.readline():
        at += len(text)
        found = json.loads(text)
        if isinstance(found, dict):
            return
        yield found[0], found[1], found[2]
        spool.seek(at)  # others may read from the same file between two rows
