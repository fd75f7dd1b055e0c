"""Columns without a field of their own: attributes, typed by the [[attribute]] rules, kept as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from leadctl.config import Config
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.rows import Column, LeadRows
from leadctl.engine.importing.words import yes_or_no
from leadctl.models import slug

if TYPE_CHECKING:
    from leadctl.engine.normalise.dates import DateParser

_MISSING = object()


class AttributeReader:
    """Types the attribute columns of an import."""

    def __init__(
        self, config: Config, zone: str, dates: Mapping[int, DateParser], comma: Mapping[int, bool | None]
    ) -> None:
        self._kinds = {slug(name): kind for name, kind in config.attribute_kinds().items()}
        self._names = {slug(rule.name): rule.name for rule in config.attributes}
        self._zone = zone
        self._dates = dates
        self._comma = comma  # by column: whether a comma starts the decimals

    def read(self, batch: Batch, ctx: Context, rows: LeadRows, bad: set[int]) -> None:
        """Fill rows.attributes; positions with an unreadable number, amount or date are rejected."""
        for column in batch.mapping.columns:
            if not column.attribute:
                continue
            key = slug(column.attribute)
            name, kind = self._names.get(key, column.attribute), self._kinds.get(key, "text")
            cells = batch.at(column.index)
            if kind == "text":
                if any(cells):
                    rows.attributes[name] = [c or None for c in cells]
                continue
            values, faults = self._typed(kind, cells, column.index)
            rows.attributes[name] = values
            for i in faults:
                bad.add(i)
                what = {"number": "a number", "money": "an amount", "date": "a date", "bool": "yes or no"}[kind]
                code = {"money": "unreadable-amount"}.get(kind, f"unreadable-{kind}")
                ctx.reject_column(batch.record(i), column.header, cells[i], code, f'{name} "{cells[i]}" is not {what}')

    def _typed(self, kind: str, cells: Sequence[str], index: int) -> tuple[Column, list[int]]:
        if kind == "money":
            return self.money(cells, index)
        if kind == "number":
            return _each(cells, _number)
        if kind == "bool":
            return _each(cells, _bool)
        parser = self._dates[index]
        return _each(cells, lambda cell: parser(cell, self._zone)[0])

    def money(self, cells: Sequence[str], index: int | None) -> tuple[Column, list[int]]:
        """Return the amounts in minor units (None where empty), and the positions that are unreadable."""
        from leadctl.engine.normalise.money import money

        comma = None if index is None else self._comma.get(index)
        return _each(cells, lambda cell: money(cell, comma))


def _each(cells: Sequence[str], read: Callable[[str], Any]) -> tuple[Column, list[int]]:
    seen: dict[str, Any] = {"": None}
    faults: list[int] = []
    for i, cell in enumerate(cells):
        if cell not in seen:
            try:
                seen[cell] = read(cell)
            except ValueError:
                seen[cell] = _MISSING
        if seen[cell] is _MISSING:
            faults.append(i)
    return [None if (v := seen[c]) is _MISSING else v for c in cells], faults


def _number(cell: str) -> int | float:
    plain = cell.replace(" ", "").replace("\u00a0", "").replace("_", "")
    if "," in plain:
        tail = plain.rpartition(",")[2]
        grouped = "." in plain and plain.rindex(".") > plain.rindex(",")
        plain = plain.replace(",", "") if grouped or len(tail) == 3 else plain.replace(".", "").replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        number = float(plain)
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError(cell) from None
        return number


def _bool(cell: str) -> bool:
    answer = yes_or_no(cell)
    if answer is None:
        raise ValueError(cell)
    return bool(answer)


def as_json(attributes: Mapping[str, Column], size: int) -> Column:
    """Return one JSON object per lead without its empty attributes; None where all are."""
    if not attributes:
        return [None] * size
    columns = [_encoded(name, column) for name, column in attributes.items()]
    return [
        "{" + text + "}" if (text := ",".join(filter(None, cells))) else None for cells in zip(*columns, strict=True)
    ]


def _encoded(name: str, column: Column) -> list[str]:
    start = encode_basestring(name) + ":"
    return ["" if v is None else start + (encode_basestring(v) if type(v) is str else json.dumps(v)) for v in column]
