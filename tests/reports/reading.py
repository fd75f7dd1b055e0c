"""Reads written reports back: every format into (lines, cells), written apart from what writes them."""

import csv
import io
import json
import re
import warnings
from datetime import datetime
from html.parser import HTMLParser
from typing import NamedTuple

from leadctl.reports import render


class Line(NamedTuple):
    """One line of a table: row, subtotal or total, and its cells."""

    kind: str
    cells: list


class Output(io.TextIOWrapper):
    """Stands for stdout: what is written is kept as bytes."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def bytes(self):
        self.flush()
        return self.buffer.getvalue()


def written(table, format):
    """Return the bytes of the report in this format."""
    out = Output()
    render.write(table, format, out)
    return out.bytes()


def as_csv(data):
    """Return (keys, lines) of one table."""
    first, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return first, [Line("row", row) for row in rows]


def as_json(data):
    """Return table key -> (keys, lines); a total lacks texts, a subtotal the groups below it."""
    whole = json.loads(data)
    found = {}
    for key, one in {"main": whole, **whole.get("tables", {})}.items():
        lines = [Line("row", row) for row in one["rows"]]
        lines += [Line("subtotal", {k: v for k, v in s.items() if k != "level"}) for s in one["subtotals"]]
        lines += [Line("total", one["totals"])] if one["totals"] is not None else []
        found[key] = ([c["key"] for c in one["columns"]], lines)
    return found


def as_markdown(data):
    """Return (headings, lines) of every table in order."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", data.decode("utf-8"), re.M):
        rows = [[c.strip() for c in line.strip().replace("\\|", "\0").strip("|").split("|")]
                for line in block.splitlines()]  # fmt: skip
        head, _, *body = [[_plain(c) for c in row] for row in rows]
        found.append((head, [Line("sum" if _bold(row) else "row", [_light(c) for c in row]) for row in body]))
    return found


def _plain(cell):
    return re.sub(r"\\([\\|*_`\[])", r"\1", cell.replace("\0", "\\|").replace("&lt;", "<").replace("&amp;", "&"))


def _bold(row):
    return any(c.startswith("**") and c.endswith("**") and len(c) > 4 for c in row)


def _light(cell):
    return cell[2:-2] if cell.startswith("**") and cell.endswith("**") and len(cell) > 4 else cell


def as_text(data):
    """Return (headings, rows of cells) of every table in order: cut at the dashes under the headings."""
    lines = data.decode("utf-8").split("\n")
    found = []
    for at, line in enumerate(lines):
        if not re.fullmatch(r"-{2,}(?:  -{2,})*", line):
            continue
        spans = [m.span() for m in re.finditer("-+", line)]
        rows = []
        for below in lines[at + 1 :]:
            if not below:
                break
            rows.append([below[a:b].strip() for a, b in spans])
        found.append(([lines[at - 1][a:b].strip() for a, b in spans], rows))
    return found


class _Page(HTMLParser):
    """Collects the tables with the class `data`."""

    def __init__(self):
        super().__init__()
        self.tables = {}
        self._rows = None
        self._cell = None
        self._hidden = 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "table" and given.get("class") == "data":
            self._rows = self.tables.setdefault(given["id"].removesuffix("-table"), [])
        if self._rows is None:
            return
        if tag == "tr":
            self._rows.append(Line(given.get("class", ""), []))
        elif tag in {"td", "th"}:
            self._cell = {"text": "", "raw": given.get("data-v"), "key": given.get("data-key"), "time": None, "vh": ""}
        elif tag == "time":
            self._cell["time"] = given["datetime"]
        elif tag in {"span", "abbr", "svg"}:
            self._hidden = "vh" if given.get("class") == "vh" else "" if tag == "span" else "drop"

    def handle_endtag(self, tag):
        if self._rows is None:
            return
        if tag in {"td", "th"}:
            self._rows[-1].cells.append(self._cell)
            self._cell = None
        elif tag in {"span", "abbr", "svg"}:
            self._hidden = ""
        elif tag == "table":
            self._rows = None

    def handle_data(self, data):
        if self._cell is not None and self._hidden != "drop":
            self._cell["vh" if self._hidden == "vh" else "text"] += data


def as_html(data):
    """Return table key -> (keys, lines); a cell is its text, its raw value, its moment, its text for screen readers."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    found = {}
    for key, (head, *rows) in page.tables.items():
        rows = [r for r in rows if r.cells and not (len(r.cells) == 1 and r.cells[0]["text"] == "No rows.")]
        found[key] = ([c["key"] for c in head.cells], rows)
    return found


def whole_book(data):
    """Return the workbook."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bars beyond what openpyxl knows
        return load_workbook(io.BytesIO(data))


def as_xlsx(data):
    """Return (headings, lines) of every sheet but those of charts and criteria."""
    found = []
    for sheet in whole_book(data):
        if sheet.title in {"Charts", "Criteria"}:
            continue
        last = int(re.search(r"(\d+)$", sheet.auto_filter.ref)[1])
        head, *rows = [list(row) for row in sheet.iter_rows()]
        lines = []
        for cells in rows:
            if all(c.value is None for c in cells):
                continue
            if str(cells[0].value).startswith("grey:"):
                break
            lines.append(Line("row" if cells[0].row <= last else "sum", cells))
        found.append(([c.value for c in head], lines))
    return found


def moment_of(cell):
    """Return the local time of a date cell, rounded to the second."""
    value = cell.value
    assert isinstance(value, datetime), value
    return value.replace(microsecond=0) if value.microsecond < 500_000 else value
