"""The plain lists in the other formats that imports read: JSON, NDJSON, workbooks, and the XML of their sheet."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from functools import cache

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


def of(plain: str, form: str) -> bytes:
    """Return a plain list (CSV text) in the format."""
    if form == "csv":
        return plain.encode()
    if form in ("json", "ndjson"):
        rows = list(csv.DictReader(io.StringIO(plain, newline="")))
        return (json.dumps(rows) if form == "json" else "".join(json.dumps(row) + "\n" for row in rows)).encode()
    whole = book(list(csv.reader(io.StringIO(plain, newline=""))))
    if form == "xlsx":
        return whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return archive.read(SHEET)


def book(rows: list[list[str]]) -> bytes:
    """Return a workbook whose texts stand in the sheet itself."""
    made = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as workbook:
        sheet = workbook.add_worksheet("Leads")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return made.getvalue()


def workbook(sheet: bytes) -> bytes:
    """Return a workbook whose sheet is that XML, sound or not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_empty())) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, sheet if part == SHEET else old.read(part))
    return made.getvalue()


@cache
def _empty() -> bytes:
    return book([["x"]])


# what services send: envelopes, named values, values of every type, nesting
ODD_JSON = (
    '{"results": [{"id": "1", "properties": {"email": "a@x.io", "firstname": null}}], "paging": {"next": 1}}',
    '{"data": [{"id": 1, "field_data": [{"name": "email", "values": ["a@x.io", "b@x.io"]}]}]}',
    '[{"lead_id": 1, "user_column_data": [{"column_id": "EMAIL", "string_value": "a@x.io"}], "is_test": true}]',
    '[{"a": -1.5e999, "b": [1, [2, {"c": "\\ud800"}]], "d": {"e": {"f": NaN}}}, 7, null, [], {}]',
    '\ufeff{"email": "a@x.io"}\n{"email": "b@x.io", "Value": 12345678901234567890}\n\nnull\n"text"\n{',
)
