"""JSON: format version, criteria, columns, rows at the finest level, subtotals, totals, notes, figures, charts.

Rows are streamed.
"""

from __future__ import annotations

import json
from typing import TextIO

from leadctl.models import safe_json
from leadctl.reports.render.cells import Times
from leadctl.reports.spec import FORMAT
from leadctl.reports.table import Cell, Chart, Column, Figure, Table

_UNITS = {"rate": "fraction of 1", "time": "ISO 8601", "duration": "seconds", "series": "one number per bucket"}


def _unit(column: Column) -> str:
    return f"{column.unit} minor units" if column.kind == "money" else _UNITS.get(column.kind, "")


def _record(table: Table, cells: tuple[Cell, ...], times: Times) -> dict[str, Cell]:
    return {
        column.key: times.iso(cell) if column.kind == "time" and isinstance(cell, int) else cell
        for column, cell in zip(table.columns, cells, strict=True)
    }


def _dump(value: object) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False))


def write(table: Table, stream: TextIO) -> list[str]:
    """Write one object; return nothing for stderr: it carries its criteria.

    The main table's columns, rows, subtotals, totals, notes, figures and charts stand in the object itself; further
    tables, each with the same keys and a title, under `tables`, by their key.
    """
    stream.write("{\n")
    stream.write(f'"format": {FORMAT},\n"report": {_dump(table.report)},\n')
    stream.write(f'"criteria": {_dump({c.key: c.value for c in table.criteria})},\n')
    _write_one(table, stream)
    if table.more:
        stream.write(',\n"tables": {')
        for i, one in enumerate(table.more):
            stream.write(f'{"," if i else ""}\n{_dump(one.key)}: {{\n"title": {_dump(one.title)},\n')
            _write_one(one, stream)
            stream.write("\n}")
        stream.write("\n}")
    stream.write("\n}\n")
    return []


def _write_one(table: Table, stream: TextIO) -> None:
    times = Times(table.zone)
    columns = [_meaning(c) for c in table.columns]
    stream.write(f'"columns": {_dump(columns)},\n"rows": [')
    mark = "\n"
    for row in table.rows:
        stream.write(mark + _dump(_record(table, row, times)))
        mark = ",\n"
    stream.write("\n],\n" if mark != "\n" else "],\n")
    closing = table.closing()
    subtotals = [
        {
            "level": s.level,
            **{k: v for k, v in _record(table, s.cells, times).items() if k not in _below(table, s.level)},
        }
        for s in closing.subtotals
    ]
    stream.write('"subtotals": [' + ",".join("\n" + _dump(s) for s in subtotals) + ("\n" if subtotals else "") + "],\n")
    totals = None
    if closing.totals is not None:
        figures = _record(table, closing.totals, times)
        totals = {c.key: figures[c.key] for c in table.columns if c.kind not in {"text", "answer", "time"}}
    stream.write(f'"totals": {_dump(totals)},\n"notes": {_dump(list(closing.notes))},\n')
    told = [_figure(f, times) for f in closing.figures]
    charts = [_chart(c) for c in closing.charts]
    stream.write(f'"figures": {_dump(told)},\n"charts": {_dump(charts)}')


def _meaning(column: Column) -> dict[str, object]:
    """Return what the values of a column, figure or chart are."""
    return {"key": column.key, "label": column.label, "kind": column.kind, "unit": _unit(column)}


def _figure(figure: Figure, times: Times) -> dict[str, object]:
    value = figure.value
    moment = figure.column.kind == "time" and isinstance(value, int)
    return {**_meaning(figure.column), "value": times.iso(int(value)) if moment else value, "note": figure.note}  # type: ignore[arg-type]  # a moment is an int


def _chart(chart: Chart) -> dict[str, object]:
    return {
        "key": chart.key,
        "title": chart.title,
        "shape": chart.shape,
        "kind": chart.unit.kind,
        "unit": _unit(chart.unit),
        "categories": chart.categories,
        "series": [{"label": line.label, "values": line.values} for line in chart.series],
        "text": chart.text,
    }


def _below(table: Table, level: int) -> set[str]:
    """Return the group keys that a subtotal of this level does not have."""
    return {c.key for c in [c for c in table.columns if c.group][level:]}
