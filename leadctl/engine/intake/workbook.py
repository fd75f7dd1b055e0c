"""Workbooks (XLSX, XLS, XLSB, ODS) by python-calamine, the extra leadctl[xlsx-in]."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from leadctl.engine.intake.delimiter import MAX_COLUMNS, header_at
from leadctl.engine.intake.tables import Cells, Opened, narrowed, usable
from leadctl.errors import UsageError, did_you_mean

EXTRA: Final = "leadctl[xlsx-in]"
MAX_UNPACKED: Final = 2 << 30  # bytes: a small file may hold endless rows
_SAVE: Final = "open it and save the sheet as CSV (UTF-8)"


def open_book(path: Path, name: str, sheet: str | None) -> Opened:
    """Return the named sheet, else the first that is visible and holds something. Raises UsageError when it cannot."""
    book = _book(path, name)
    names = list(book.sheet_names)
    if sheet is not None and sheet not in names:
        raise UsageError(
            f'{name} has no sheet "{sheet}"{did_you_mean(sheet, names)}',
            slug="no-sheet",
            hint=f"its sheets are {', '.join(names)}",
        )
    chosen, rows = _rows_of(book, name, [sheet] if sheet is not None else _visible(book))
    at = header_at([(line, tuple(cells)) for line, cells in rows[:200]])
    header = rows[at][1]
    width = max(at + 1 for _, cells in rows for at, cell in enumerate(cells) if cell.strip())
    header = header[:width]
    if len(header) > MAX_COLUMNS:
        raise UsageError(f"{name}: the header has {len(header)} columns", slug="too-many-columns")
    notes = [f'workbook, sheet "{chosen}"']
    if len(names) > 1 and sheet is None:
        notes.append(f"other sheets are not read: {', '.join(n for n in names if n != chosen)} (FILE#SHEET names one)")
    if at:
        notes.append(f"skipped {at} title line{'s' if at > 1 else ''}")

    def records() -> Iterator[Cells]:
        for line, cells in rows[at + 1 :]:
            fitting = narrowed(cells, len(header))
            if fitting is None:
                yield line, None, f"{len(cells)} cells, more than the header's {len(header)}", ",".join(cells)
            else:
                yield usable(line, fitting)

    return Opened(header, notes, records)


def _book(path: Path, name: str) -> Any:
    try:
        import python_calamine as calamine
    except ImportError:
        raise UsageError(
            f"{name} is a workbook; reading it needs the extra {EXTRA}",
            slug="needs-extra",
            hint=f"pip install '{EXTRA}', or {_SAVE}",
        ) from None
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                    raise UsageError(f"{name} unpacks to more than 2 GB", slug="too-large", hint=_SAVE)
        return calamine.CalamineWorkbook.from_path(str(path))
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as fault:
        raise UsageError(f"{name} is no Excel workbook that can be read: {fault}", slug="not-csv", hint=_SAVE) from None


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetVisibleEnum

    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return shown or list(book.sheet_names)


def _rows_of(book: Any, name: str, names: Sequence[str]) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return the first sheet with a row, and its rows with their numbers, blank ones left out."""
    for sheet_name in names:
        try:
            sheet = book.get_sheet_by_name(sheet_name)
            cells = sheet.to_python(skip_empty_area=False)
        except BaseException as fault:  # a broken sheet lets the parser panic, which is no Exception
            if isinstance(fault, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            text = f'{name}: sheet "{sheet_name}" cannot be read: {fault}'
            raise UsageError(text, slug="not-csv", hint=_SAVE) from None
        rows = [(line, list(map(cell_text, row))) for line, row in enumerate(cells, start=1)]
        rows = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
        if rows:
            return sheet_name, rows
    raise UsageError(f"{name} is empty", slug="empty-file", hint="export the list again, with its header line")


def cell_text(value: Any) -> str:
    """Return a cell as a CSV would have it: whole numbers without a point, dates as ISO, truth as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
