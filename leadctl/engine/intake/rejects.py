"""The rejects file: rows that could not be used, as found, with line, column and reason; mended, it imports cleanly.

As found, but for a quote before what a spreadsheet would run.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from leadctl.engine.intake.encoding import readable
from leadctl.engine.intake.header import FORMULA
from leadctl.engine.intake.reading import Record, split_raw
from leadctl.errors import UsageError

LINE, COLUMN, REASON = "leadctl_line", "leadctl_column", "leadctl_reason"
EXTRA_COLUMNS: Final = (LINE, COLUMN, REASON)
_UNSEEN: Final = r"[\s\0-\x1f\u200b-\u200f\u2060\ufeff]*"
_FORMULA: Final = re.compile(f"{_UNSEEN}[{re.escape(''.join(sorted(FORMULA)))}]")
_NO_FORMULA: Final = re.compile(r'\s*(?:[+-]?[\d. ()]*|="(?:[^"]|"")*")\s*')
_NUMBERED = re.compile(r"(.+\.rejects)(?:-(\d+))?")


def default_path(file: str) -> Path:
    """Return where rejects of `file` go: fair.rejects.csv for fair.csv, rejects.csv for stdin.

    For a rejects file itself it is the next one, fair.rejects-2.csv: a file being repaired is never written over.
    """
    if file == "-":
        return Path("rejects.csv")
    path = Path(file)
    again = _NUMBERED.fullmatch(path.stem)
    if again:
        return path.with_name(f"{again[1]}-{int(again[2] or 1) + 1}.csv")
    return path.with_name(f"{path.stem}.rejects.csv")


class RejectsFile:
    """Collects rejected records and puts them at `path` on close, all or nothing; no rejects, no file.

    Written beside its final place and renamed; mode 0600, because it holds personal data. UTF-8, with a byte order
    mark when the original had one. `abandon()` leaves nothing behind.
    """

    def __init__(self, path: Path, header: Sequence[str], delimiter: str = ",", *, bom: bool = False) -> None:
        self.path = path
        self.count = 0
        self._header = list(header)
        self._delimiter = delimiter
        self._bom = bom
        self._file: IO[str] | None = None
        self._writer: Any = None

    def add(self, record: Record, column: str | None, reason: str) -> None:
        """Write one rejected record. `column`: the header of the cell at fault, None when it is the whole row."""
        if self._file is None:
            self._open()
        width = len(self._header)
        cells = record.cells if record.cells is not None else split_raw(record.raw, self._delimiter)
        own = [_harmless(readable(cell)) for cell in cells[:width]] + [""] * (width - len(cells))
        # surplus cells stand behind our columns: nothing is lost, and the row stays ragged until someone mends it
        surplus = [_harmless(readable(cell)) for cell in cells[width:]]
        self._writer.writerow([*own, str(record.line), _harmless(column or ""), reason, *surplus])
        self.count += 1

    def close(self) -> None:
        """Put the file in its place, or leave nothing when no record was rejected."""
        if self._file is None:
            return
        file, self._file = self._file, None
        file.flush()
        os.fsync(file.fileno())
        file.close()
        Path(file.name).replace(self.path)

    def abandon(self) -> None:
        """Drop what was collected (dry run, failure)."""
        if self._file is not None:
            self._file.close()
            Path(self._file.name).unlink(missing_ok=True)
            self._file = None

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _open(self) -> None:
        encoding = "utf-8-sig" if self._bom else "utf-8"
        try:  # NamedTemporaryFile makes it 0600
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115  closed by close or abandon
                "w", encoding=encoding, newline="", dir=self.path.parent, prefix=f".{self.path.name}.", delete=False
            )
        except OSError as error:
            raise UsageError(
                f"the rejects cannot be written to {self.path}: {error.strerror or error}",
                slug="rejects-file",
                hint="name another file with --rejects",
            ) from None
        self._writer = csv.writer(self._file, delimiter=self._delimiter)
        self._writer.writerow([*map(_harmless, self._header), *EXTRA_COLUMNS])


def _harmless(cell: str) -> str:
    """Return the cell with a quote before what a spreadsheet would run; imports take it off again.

    Numbers and the `="…"` that Excel itself writes do nothing, and stay.
    """
    start = _FORMULA.match(cell)
    if start is None or _NO_FORMULA.fullmatch(cell):
        return cell
    return f"{cell[: start.end() - 1]}'{cell[start.end() - 1 :]}"
