"""Workbooks: the right sheet, cells as a CSV would have them, and one clear error without the library."""

from __future__ import annotations

import datetime as dt
import json
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from leadctl.engine.intake.sheet_reader import cell_text
from leadctl.engine.intake.source import open_source
from leadctl.errors import UsageError
from tests.safety import formats


def book(path: Path, **sheets: list[list]) -> str:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return str(path)


def table(source) -> list[list[str]]:
    return [record.cells for record in source.records()]


def test_the_first_sheet_that_holds_something(tmp_path):
    rows = [["Spring fair"], [], ["Email", "Zip", "Seen", "Day", "Value", "Ok"]]
    rows.append(["a@x.io", 2108, dt.datetime(2026, 3, 1, 9, 30), dt.date(2026, 3, 2), 12.5, True])
    source = open_source(book(tmp_path / "b.xlsx", Empty=[], Leads=rows, More=[["x"], [1]]))
    assert source.header == ["Email", "Zip", "Seen", "Day", "Value", "Ok"]
    assert table(source) == [["a@x.io", "2108", "2026-03-01 09:30:00", "2026-03-02", "12.5", "true"]]
    assert [record.line for record in source.records()] == [4]
    assert any("More" in remark for remark in source.notes)


def test_a_sheet_by_name(tmp_path):
    path = book(tmp_path / "b.xlsx", One=[["a"], [1]], Two=[["b"], [2]])
    first, second = open_source(f"{path}#One"), open_source(f"{path}#Two")
    assert (first.header, second.header) == (["a"], ["b"])
    assert first.sha256 != second.sha256
    with pytest.raises(UsageError, match='did you mean "Two"') as caught:
        open_source(f"{path}#Twoo")
    assert caught.value.slug == "no-sheet"


def test_cells_beyond_the_header_are_rejects_and_short_rows_are_filled(tmp_path):
    source = open_source(book(tmp_path / "b.xlsx", S=[["a", "b"], [1], [1, 2], [1, 2, 3]]))
    assert source.header == ["a", "b", ""]  # a third column without a name holds something
    assert table(source) == [["1", "", ""], ["1", "2", ""], ["1", "2", "3"]]


def test_it_is_imported_with_everything_that_belongs_to_it(leadctl, tmp_path):
    path = book(tmp_path / "fair.xlsx", S=[["email", "status"], ["a@x.io", "New"], ["b@x.io", "Nonsense"]])
    told = json.loads(leadctl("import", "leads", path, "--json").out)
    assert (told["new"], told["rejected"], told["rejects_file"]) == (1, 1, str(tmp_path / "fair.rejects.csv"))


def test_without_the_extra(tmp_path, monkeypatch):
    path = book(tmp_path / "b.xlsx", S=[["a"], [1]])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as caught:
        open_source(path)
    assert caught.value.slug == "needs-extra"
    assert "pip install 'leadctl[xlsx-in]'" in caught.value.hint
    assert "CSV" in caught.value.hint


@pytest.mark.parametrize("name", ["b.xlsx", "b.xls", "b.ods", "b.csv"])
def test_what_is_no_workbook(tmp_path, name):
    path = tmp_path / name
    for data in (b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0" + bytes(600)):
        path.write_bytes(data)
        with pytest.raises(UsageError, match="Excel") as caught:
            open_source(str(path))
        assert caught.value.slug == "not-csv"


def test_a_broken_sheet(tmp_path):
    path = Path(book(tmp_path / "b.xlsx", S=[["a"], [1]]))
    broken = tmp_path / "c.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 2] if "sheet1" in part.filename else data)
    with pytest.raises(UsageError) as caught:
        open_source(str(broken))
    assert caught.value.slug in ("not-csv", "empty-file")


def test_a_small_file_that_unpacks_without_end(tmp_path, monkeypatch):
    from leadctl.engine.intake import workbook

    path = book(tmp_path / "b.xlsx", S=[["a"], [1]])
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100)
    with pytest.raises(UsageError, match="unpacks"):
        open_source(path)


def far(path: Path, row: int, column: int) -> str:
    """Write a small workbook with one cell far away from the others."""
    made = openpyxl.Workbook()
    made.active.append(["Email"])
    made.active.append(["a@x.io"])
    made.active.cell(row, column, "x")
    made.save(path)
    return str(path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a process is not bounded")
@pytest.mark.parametrize("row", [10_000, 1_048_576])  # 5 GB would be there for the asking, 500 GB not
def test_a_cell_at_the_far_end_fills_no_memory(leadctl, tmp_path, row):
    done = leadctl("import", "leads", far(tmp_path / "far.xlsx", row, 16_384))
    assert done.code == 2
    assert "far.xlsx takes more than 4 GB of memory to read" in done.err
    assert "[too-large]" in done.err
    assert "save the sheet as CSV" in done.err


def test_columns_left_of_the_table_and_rows_above_keep_their_place(tmp_path):
    source = open_source(far(tmp_path / "a.xlsx", 9, 1))
    assert [(record.line, record.cells) for record in source.records()] == [(2, ["a@x.io"]), (9, ["x"])]
    made = openpyxl.Workbook()
    for row, values in ((3, ["b", "c"]), (4, [1, 2])):
        for column, value in enumerate(values, start=2):
            made.active.cell(row, column, value)
    made.save(tmp_path / "b.xlsx")
    source = open_source(str(tmp_path / "b.xlsx"))
    assert source.header == ["", "b", "c"]
    assert [(record.line, record.cells) for record in source.records()] == [(4, ["", "1", "2"])]


def test_two_readers_of_one_sheet_do_not_disturb_each_other(tmp_path):
    source = open_source(book(tmp_path / "b.xlsx", S=[["a"], *([n] for n in range(50))]))
    pairs = list(zip(source.records(), source.records(), strict=True))
    assert [(one.cells, two.cells) for one, two in pairs] == [([str(n)], [str(n)]) for n in range(50)]


def test_a_cell_that_is_too_long(tmp_path):
    sheet = formats.of("a,b\n1,GIANT\n2,x\n", "sheet")
    path = tmp_path / "b.xlsx"
    path.write_bytes(formats.workbook(sheet.replace(b"GIANT", b"y" * (5 << 20))))
    found = [(record.line, record.error) for record in open_source(str(path)).records()]
    assert found == [(2, "a cell of more than 4194304 characters"), (3, None)]
    path.write_bytes(formats.workbook(sheet.replace(b">b<", b">" + b"y" * (5 << 20) + b"<")))
    with pytest.raises(UsageError, match="the header, row 1, has a cell of more than") as caught:
        open_source(str(path))
    assert caught.value.slug == "bad-header"


def test_a_reader_that_is_killed(tmp_path, monkeypatch):
    from leadctl.engine.intake import workbook

    path = book(tmp_path / "b.xlsx", S=[["a"], [1]])
    monkeypatch.setattr(workbook, "run_reader", lambda path, sheet, spool: spool.write(b'[1, ["a"], ""]\n[2, ["1"'))
    with pytest.raises(UsageError, match="broken") as caught:
        open_source(path)
    assert caught.value.slug == "too-large"


def test_cells():
    values = (None, 5.0, -0.5, 1e15, True, dt.datetime(2026, 3, 1), dt.time(9, 5), dt.timedelta(hours=1), "x")
    assert list(map(cell_text, values)) == [
        *("", "5", "-0.5", "1000000000000000.0", "true", "2026-03-01", "09:05:00", "1:00:00", "x"),
    ]
