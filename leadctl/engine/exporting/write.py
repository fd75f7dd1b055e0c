"""Rows as CSV or NDJSON. CSV cells are such that no spreadsheet runs them; NDJSON has numbers and truth values."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, Final, Protocol

from leadctl.engine.exporting.forms import all_harmless, harmless
from leadctl.engine.exporting.rows import Export, Row
from leadctl.models import safe_json

FORMATS: Final = ("csv", "ndjson")
_ENDINGS: Final = {".ndjson": "ndjson", ".jsonl": "ndjson"}
_TRUTH: Final = {"yes": True, "no": False, "true": True, "false": False}


class Target(Protocol):
    """Where texts go."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def format_of(path: str) -> str:
    """Return the format that a file's name stands for: csv unless it ends in .ndjson or .jsonl."""
    return next((name for ending, name in _ENDINGS.items() if path.casefold().endswith(ending)), "csv")


def write(found: Export, target: Target, format_: str) -> Iterator[int]:
    """Write the export, yielding after each chunk how many rows were written."""
    return _write_csv(found, target) if format_ == "csv" else _write_ndjson(found, target)


class _Lines:
    """Lets csv.writer part rows by `\\r\\n`, so that it quotes either sign in a cell, and ends them by `\\n`."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def write(self, row: str) -> None:
        self._target.write(row[:-2] + "\n")


def _write_csv(found: Export, target: Target) -> Iterator[int]:
    writer = csv.writer(_Lines(target))
    writer.writerow(map(harmless, found.header))
    for rows in found.chunks:
        writer.writerows(zip(*map(all_harmless, zip(*rows, strict=True)), strict=True))
        yield len(rows)


def _write_ndjson(found: Export, target: Target) -> Iterator[int]:
    for rows in found.chunks:
        for row in rows:
            text = json.dumps(_object(found, row), ensure_ascii=False, separators=(",", ":"))
            target.write(safe_json(text) + "\n")
        yield len(rows)


def _object(found: Export, row: Row) -> dict[str, Any]:
    cells = zip(found.header, found.forms, row, strict=True)
    return {header: _value(cell, form) for header, form, cell in cells}


def _value(cell: str, form: str) -> Any:
    if cell == "":
        return None
    if form in ("bool", "true"):
        return _TRUTH.get(cell, cell)
    if form in ("money", "number"):
        return _number(cell)
    return cell


def _number(cell: str) -> Any:
    """Return the number, as a text where a program that reads it as a float would not give the same digits back."""
    for kind in (int, float):
        try:
            number = kind(cell)
        except ValueError:
            continue
        same = str(number) == cell or f"{number:.2f}" == cell
        return number if same else cell
    return cell
