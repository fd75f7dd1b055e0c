"""A process of its own that reads one sheet: what makes the parser run out of memory or panic ends it alone.

    python -m leadctl.engine.intake.sheet_reader BOOK [SHEET]

Its standard output is a temporary file of the process that started it: a line of JSON for each row that is not blank,
[number, [cells], why it cannot be used], and a last one with what was found out: the sheets, the one that was read, or
why none could be.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TextIO

from leadctl.engine.intake.encoding import MAX_FIELD

MAX_MEMORY: Final = 4 << 30  # bytes: one cell at the far end of a sheet makes the parser ask for 500 GB
MEMORY: Final = "memory"  # the fault told when it does not suffice


def main() -> None:
    """Read the sheet that the arguments name."""
    path, *sheet = sys.argv[1:]
    _bound()
    with open(1, "w", encoding="utf-8", closefd=False) as out:
        json.dump(read(path, sheet, out), out)


def _bound() -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def read(path: str, wanted: Sequence[str], out: TextIO) -> dict[str, Any]:
    """Write the rows of the wanted sheet, else of the first that is visible and holds something; return the facts."""
    facts: dict[str, Any] = {"names": [], "sheet": None, "fault": None}
    try:
        import python_calamine as calamine

        book = calamine.CalamineWorkbook.from_path(path)
        facts["names"] = list(book.sheet_names)
        for name in wanted or _visible(book):
            if name not in facts["names"]:
                return facts
            facts["at"] = name
            if _write(book.get_sheet_by_name(name), out):
                facts["sheet"] = name
                return facts
    except MemoryError:
        facts["fault"] = MEMORY
    except BaseException as fault:  # a broken sheet lets the parser panic, which is no Exception
        facts["fault"] = str(fault) or type(fault).__name__
    return facts


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetVisibleEnum

    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return shown or list(book.sheet_names)


def _write(sheet: Any, out: TextIO) -> int:
    """Write the rows with their numbers, blank ones left out; return how many."""
    if sheet.start is None:
        return 0
    before = [""] * sheet.start[1]  # columns left of the first that holds something
    written = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells = before + list(map(cell_text, row))
        if any(cell.strip() for cell in cells):
            out.write(json.dumps(_usable(line, cells)) + "\n")
            written += 1
    return written


def _usable(line: int, cells: list[str]) -> tuple[int, list[str], str]:
    """Return the row; of one with a cell that is too long the beginnings, and why."""
    if all(len(cell) <= MAX_FIELD for cell in cells):
        return line, cells, ""
    return line, [cell[:1000] for cell in cells], f"a cell of more than {MAX_FIELD} characters"


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


if __name__ == "__main__":
    main()
