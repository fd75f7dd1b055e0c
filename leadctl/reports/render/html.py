"""HTML: one file that needs nothing else, not even JavaScript: criteria, key figures, charts, tables, pages of leads.

Nothing leaves the file: the content security policy allows its own style and script by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from markupsafe import Markup

from leadctl.reports.render import svg
from leadctl.reports.render.cells import Times
from leadctl.reports.render.html_rows import RIGHT, Lines, label_column, people
from leadctl.reports.render.text import LEFT
from leadctl.reports.sheet import Sheet
from leadctl.reports.table import Cell, Chart, Column, Criterion, Figure, Table

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES: Final = 300  # leads with a page of their own in the file
MANY: Final = 20_000  # rows that a browser shows without effort
CAPTION: Final = 280  # letters of a text beside a chart
FOLDER: Final = Path(__file__).parent / "page"


class Drawing(NamedTuple):
    """One chart of the page."""

    key: str
    title: str
    text: str
    long: bool  # the text is no caption: it is folded away with the figures
    picture: Markup
    legend: tuple[tuple[Markup, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """One table of the page with what belongs to it."""

    key: str
    title: str
    figures: tuple[tuple[str, str, str], ...]  # label, value, note
    charts: tuple[Drawing, ...]
    columns: tuple[Column, ...]
    right: frozenset[str]
    head: int
    body: Markup
    foot: Markup
    notes: tuple[str, ...]
    rows: int


def write(table: Table, stream: TextIO) -> list[str]:
    """Write the report as one page; return what is left to say on stderr: that a page is very long."""
    parts, sheets = [], dict[Cell, Sheet]()
    for one in table.tables:
        rows = list(one.rows)  # figures and charts stand above them and are known when they are through
        found = _sheets(one, rows)
        sheets |= found
        parts.append(_part(replace(one, rows=rows), {cell: sheet.key for cell, sheet in found.items()}))
    period = next((c.text for c in table.criteria if c.key == "period"), "")
    _show(
        "report.html",
        stream,
        title=svg.said(table.title),
        period=svg.said(period).partition(": ")[0],
        report=table.report,
        criteria=[_criterion(c) for c in table.criteria],
        warnings=[svg.said(w) for w in table.warnings],
        parts=parts,
        sheets=list(sheets.values()),
        meanings=[(svg.said(heading), _plain(text)) for heading, text in table.meanings],
        about=next((t.sheets for t in table.tables if t.sheets), None),
    )
    return _said(table, sum(p.rows for p in parts), sheets)


class Entry(NamedTuple):
    """What an index says of one report; `files` are (label, name), the page first."""

    report: str
    title: str
    about: str
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    files: tuple[tuple[str, str], ...]
    zone: str


def write_index(criteria: Sequence[Criterion], entries: Sequence[Entry], stream: TextIO) -> None:
    """Write the page that leads to reports in the same folder; `criteria` hold for all of them."""
    period = next((c.text for c in criteria if c.key == "period"), "")
    shown = [
        (
            entry._replace(
                title=svg.said(entry.title),
                about=_plain(entry.about),
                notes=tuple(svg.said(line) for line in entry.notes),
            ),
            [_figure(figure, Times(entry.zone)) for figure in entry.figures],
        )
        for entry in entries
    ]
    _show(
        "index.html",
        stream,
        title="Reports",
        period=svg.said(period).partition(": ")[0],
        criteria=[_criterion(c) for c in criteria],
        entries=shown,
    )


def write_sheet(sheet: Sheet, stream: TextIO) -> None:
    """Write one page about one thing, in the look of the reports."""
    _show("sheet.html", stream, title=svg.said(sheet.title), sheet=sheet)


def _said(table: Table, rows: int, sheets: Mapping[Cell, Sheet]) -> list[str]:
    found = []
    if rows > MANY:
        found.append(f"{rows:,} rows: a page of this length opens slowly (--group-by, or --format xlsx)")
    if len(sheets) >= PAGES:
        found.append(f"the first {PAGES} leads have a page in the file; leadctl lead show LEAD has the others")
    return found


def _show(name: str, stream: TextIO, **values: object) -> None:
    """Write the page of this template piece by piece, with the style, the script and what allows them."""
    style, script = _source("style.css"), _source("script.js")
    values |= {"style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script)}
    stream.writelines(_environment().get_template(name).generate(**values))


@cache
def _source(name: str) -> Markup:
    return Markup((FOLDER / name).read_text("utf-8"))  # noqa: S704  a file of this package


def _hash(text: str) -> str:
    """Return what a content security policy knows a style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["said"] = svg.said
    made.filters["long"] = _long
    made.filters["heading"] = lambda text: text[:1].upper() + text[1:]
    return made


def _long(text: str) -> str:
    """Return a text of several lines with control characters written out."""
    return "\n".join(svg.said(line) for line in text.splitlines())


def _plain(markdown: str) -> str:
    """Return a definition without the marks of Markdown."""
    return svg.said(markdown.replace("`", ""))


def _criterion(criterion: Criterion) -> tuple[str, str]:
    return criterion.label, svg.said(criterion.text)


def _sheets(table: Table, rows: list[tuple[Cell, ...]]) -> dict[Cell, Sheet]:
    """Return the pages of the first things in the rows, by the cell that names them."""
    keys = [c.key for c in table.columns]
    if table.sheets is None or table.sheets.key not in keys:
        return {}
    at, found = keys.index(table.sheets.key), dict[Cell, Sheet]()
    for row in rows:
        if len(found) == PAGES:
            break
        if row[at] not in found and (sheet := table.sheets.of(row[at])) is not None:
            found[row[at]] = sheet
    return found


def _part(table: Table, links: Mapping[Cell, str]) -> Part:
    closing = table.closing()
    table = replace(table, closing=lambda: closing)
    lines = Lines(table, links)
    body, foot = lines.write()
    times = Times(table.zone)
    return Part(
        table.key,
        svg.said(table.title),
        tuple(_figure(f, times) for f in closing.figures),
        tuple(_drawing(c, table.key) for c in closing.charts if c.categories and c.series),
        tuple(c._replace(label=svg.said(c.label)) for c in table.columns),
        RIGHT,
        label_column(table),
        body,
        foot,
        tuple(svg.said(n) for n in (*closing.notes, *([LEFT] if lines.marked else []))),
        len(table.rows) if isinstance(table.rows, list) else 0,
    )


def _figure(figure: Figure, times: Times) -> tuple[str, str, str]:
    """Return (label, value, note) of a key figure."""
    return svg.said(figure.column.heading), people(figure.column, times)(figure.value), svg.said(figure.note)


def _drawing(chart: Chart, table: str) -> Drawing:
    key = f"{table}-{chart.key}"
    labels = tuple(svg.said(s.label) for s in chart.series)
    several = len(chart.series) > 1
    return Drawing(
        key,
        svg.said(chart.title),
        svg.said(chart.text),
        len(chart.text) > CAPTION,
        svg.draw(chart, key),
        tuple((svg.swatch(i), label) for i, label in enumerate(labels)) if several else (),
        ("", *labels),
        tuple(
            (
                svg.said(c),
                *("-" if s.values[i] is None else svg.short(chart.unit, s.values[i] or 0) for s in chart.series),
            )
            for i, c in enumerate(chart.categories)
        ),
    )
