"""Shows a table in a format. Renderers know tables, not reports."""

from __future__ import annotations

from typing import Final, TextIO

from leadctl.errors import UsageError, did_you_mean
from leadctl.reports.table import Table

FORMATS: Final = ("table", "markdown", "csv", "json")
SUFFIXES: Final = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".json": "json", ".txt": "table"}


def choose(name: str | None, file: str | None) -> str:
    """Return the format of --format, else of the file's suffix, else `table`. Raises UsageError with the nearest."""
    if name is not None:
        folded = {"md": "markdown", "text": "table"}.get(name.casefold(), name.casefold())
        if folded not in FORMATS:
            raise UsageError(
                f'"{name}" is not a format{did_you_mean(folded, FORMATS)}',
                slug="unknown-format",
                hint="one of " + ", ".join(FORMATS),
            )
        return folded
    if file is None:
        return "table"
    for suffix, meant in SUFFIXES.items():
        if file.casefold().endswith(suffix):
            return meant
    raise UsageError(
        f"{file}: the suffix names no format", slug="unknown-format", hint="add --format " + "|".join(FORMATS)
    )


def write(table: Table, format: str, stream: TextIO, *, wide: bool = False) -> list[str]:
    """Write the table and return what is left to say on stderr: criteria of a CSV, dropped columns."""
    if format == "csv":
        from leadctl.reports.render import csv

        return csv.write(table, stream)
    if format == "json":
        from leadctl.reports.render import json

        return json.write(table, stream)
    if format == "markdown":
        from leadctl.reports.render import markdown

        return markdown.write(table, stream)
    if stream.isatty():
        from leadctl.reports.render import terminal

        return terminal.write(table, stream, wide=wide)
    from leadctl.reports.render import text

    return text.write(table, stream)
