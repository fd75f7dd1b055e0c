"""Shows a table in a format. Renderers know tables, not reports."""

from __future__ import annotations

from importlib import import_module
from typing import Final, TextIO

from leadctl.errors import UsageError, did_you_mean
from leadctl.reports.table import Table

# format -> module with write(table, stream) -> lines for stderr; loaded when it is asked for
FORMATS: Final = {
    "table": "leadctl.reports.render.text",
    "markdown": "leadctl.reports.render.markdown",
    "csv": "leadctl.reports.render.csv",
    "json": "leadctl.reports.render.json",
    "xlsx": "leadctl.reports.render.xlsx",
    "html": "leadctl.reports.render.html",
}
SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".txt": "table",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}
SHORT: Final = {"md": "markdown", "text": "table", "txt": "table", "htm": "html", "excel": "xlsx"}
BINARY: Final = frozenset({"xlsx"})  # written to the stream's buffer
PAGED: Final = frozenset({"table", "markdown"})  # what people read on a terminal


def choose(name: str | None, file: str | None) -> str:
    """Return the format of --format, else of the file's suffix, else `table`. Raises UsageError with the nearest."""
    if name is not None:
        folded = SHORT.get(name.casefold(), name.casefold())
        if folded not in FORMATS:
            raise UsageError(
                f'"{name}" is not a format{did_you_mean(folded, FORMATS)}',
                slug="unknown-format",
                hint="one of " + ", ".join(FORMATS),
            )
        return folded
    if file is None or file == "-":
        return "table"
    for suffix, meant in SUFFIXES.items():
        if file.casefold().endswith(suffix):
            return meant
    raise UsageError(
        f"{file}: the suffix names no format", slug="unknown-format", hint="add --format " + "|".join(FORMATS)
    )


def write(table: Table, format: str, stream: TextIO, *, wide: bool = False) -> list[str]:
    """Write the table and return what is left to say on stderr: criteria of a CSV, dropped columns.

    A workbook goes to the stream's buffer. A terminal gets a table fitted to its width, with all columns if `wide`.
    """
    if format == "table" and stream.isatty():
        from leadctl.reports.render import terminal

        return terminal.write(table, stream, wide=wide)
    said: list[str] = import_module(FORMATS[format]).write(table, stream)
    return said
