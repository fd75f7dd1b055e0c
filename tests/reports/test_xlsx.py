"""Workbooks beyond single cells: names of sheets, long tables, nothing that runs, nothing left behind."""

import io
import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.reports.render import xlsx
from leadctl.reports.render.xlsx_cells import LONGEST
from leadctl.reports.table import Closing, Column, Criterion, Table
from tests.effort import examples
from tests.reports.pictured import pictured
from tests.reports.reading import Output, whole_book, written

NUMBERS = (Column("n", "N", "int"), Column("who", "Who", "text"))


def table(rows, columns=NUMBERS, **more):
    return Table("r", "A report", columns, rows, Closing, **more)


def parts(data, pattern):
    """Return the texts of the files in the workbook whose name fits."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(name).decode("utf-8") for name in archive.namelist() if re.search(pattern, name)]


def test_a_long_table_is_streamed_and_goes_on_on_further_sheets(monkeypatch):
    monkeypatch.setattr(xlsx, "MEMORY", 10)
    monkeypatch.setattr(xlsx, "LIMIT", 25)
    columns = (*NUMBERS, Column("rate", "Rate", "rate", bar=True))
    rows = [(i, f"=name {i}", i / 60) for i in range(60)]
    closing = Closing(totals=(1770, None, 0.5))
    data = written(replace(table(iter(rows), columns), closing=lambda: closing), "xlsx")
    book = whole_book(data)
    assert book.sheetnames == ["A report", "A report (2)", "A report (3)", "Criteria"]
    found, filters = [], []
    for name in book.sheetnames[:3]:
        assert [c.value for c in book[name][1]] == ["N", "Who", "Rate"]
        assert book[name].freeze_panes == "A2"
        filters.append(book[name].auto_filter.ref)
        found += [row for row in book[name].iter_rows(2, values_only=True) if row[0] is not None]
    assert filters == ["A1:C26", "A1:C26", "A1:C11"]
    wanted = [*rows, (1770, "Total", 0.5)]
    assert [r[:2] for r in found] == [r[:2] for r in wanted]
    assert [r[2] for r in found] == pytest.approx([r[2] for r in wanted], rel=1e-14)
    assert "Total" not in str(list(book["A report (2)"].values))


def test_rows_are_read_as_they_are_written(monkeypatch):
    monkeypatch.setattr(xlsx, "MEMORY", 100)
    taken = []

    def rows():
        for i in range(1000):
            taken.append(i)
            yield (i, "x")

    seen = []
    line = xlsx._Table._line

    def watched(self, sheet, at, cells, kind):
        seen.append(len(taken))
        line(self, sheet, at, cells, kind)

    monkeypatch.setattr(xlsx._Table, "_line", watched)
    written(table(rows()), "xlsx")
    assert max(ahead - i for i, ahead in enumerate(seen)) <= 100


def test_a_failure_leaves_no_temporary_file(monkeypatch, tmp_path):
    monkeypatch.setattr(xlsx, "MEMORY", 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows():
        yield (1, "secret")
        yield (2, "secret")
        yield (3, "secret")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        xlsx.write(table(rows()), Output())
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=examples(40))
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_whatever_the_titles_the_sheets_have_names_of_their_own(titles):
    more = tuple(replace(table([]), title=t, key=f"t{i}") for i, t in enumerate([*titles, "History", "charts"]))
    names = whole_book(written(replace(table([]), title=titles[0], more=more), "xlsx")).sheetnames
    assert len(names) == len(more) + 2
    assert len({n.casefold() for n in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.casefold() != "history"
        assert name == name.strip(" '")


@settings(max_examples=examples(60))
@given(st.text(max_size=60))
def test_texts_are_texts(text):
    """No formula, no link, no number, whatever is in them; what cannot be shown is written out."""
    data = written(table([(1, text)]), "xlsx")
    shown = whole_book(data)["A report"]["B2"]
    wanted = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    assert (shown.value or "") == wanted
    assert shown.data_type == "s"
    assert "<f>" not in "".join(parts(data, "worksheets/sheet"))
    if text.startswith(("=", "+", "-", "@")):
        assert shown.quotePrefix  # stays a text when somebody edits the cell


def test_a_link_is_a_text():
    data = written(table([(1, "https://x.example")]), "xlsx")
    assert "hyperlink" not in "".join(parts(data, "worksheets/sheet"))


def test_a_text_that_no_cell_holds_is_cut_and_told():
    out = Output()
    told = xlsx.write(table([(1, "x" * 40_000), (2, "y" * LONGEST)]), out)
    assert told == [f"1 texts of more than {LONGEST:,} characters were cut: a workbook holds no longer ones"]
    sheet = whole_book(out.bytes())["A report"]
    assert len(sheet["B2"].value) == LONGEST
    assert sheet["B2"].value.endswith("x…")
    assert sheet["B3"].value == "y" * LONGEST


def test_charts_are_native_and_have_a_text_equivalent():
    data = written(pictured(), "xlsx")
    drawings = "".join(parts(data, "drawings/drawing1.xml"))
    for chart in pictured().closing().charts:
        assert f'descr="{chart.text}"' in drawings
    shapes = [re.search("<c:(bar|line)Chart>.*?</c:(?:bar|line)Chart>", p)[0] for p in parts(data, "charts/chart")]
    assert ["stacked" in s for s in shapes] == [True, False, False, False]
    assert ["<c:lineChart>" in s for s in shapes] == [False, True, False, False]


def test_the_criteria_sheet_says_what_was_asked_and_why_nothing_came():
    asked = Criterion("period", "Period", None, "last week")
    data = written(table([], criteria=(asked,), warnings=("--user leaves nothing",)), "xlsx")
    rows = [r for r in whole_book(data)["Criteria"].values if any(r)]
    assert rows[:2] == [("A report", None), ("Period", "last week")]
    assert ("--user leaves nothing") in {r[1] for r in rows}


def test_long_durations_have_room():
    """A column too narrow for a number shows ####: durations are hours there, not days."""
    long = 525 * 3600 + 26 * 60 + 22
    columns = (Column("n", "N", "int"), Column("age", "Age", "duration"), Column("sum", "Sum", "duration"))
    data = written(
        replace(table([(1, long, 60)], columns), closing=lambda: Closing(totals=(1, None, 9999 * 3600))), "xlsx"
    )
    sheet = whole_book(data)["A report"]
    assert sheet["B2"].number_format == "[h]:mm:ss"
    assert sheet.column_dimensions["B"].width >= len("525:26:22") + 1
    assert sheet.column_dimensions["C"].width >= len("9999:00:00") + 1


def test_charts_and_criteria_print_on_the_width_of_a_page():
    book = whole_book(written(pictured(), "xlsx"))
    for name in ("Charts", "Criteria"):
        assert (book[name].page_setup.fitToWidth or 1, book[name].page_setup.fitToHeight) == (1, 0)  # 1 when not said
        assert book[name].sheet_properties.pageSetUpPr.fitToPage


def test_made_at_the_as_of_moment():
    asked = Criterion("as_of", "As of", "2026-03-31T15:00:00-04:00", "")
    core = parts(written(table([], criteria=(asked,)), "xlsx"), "core.xml")[0]
    assert ">2026-03-31T15:00:00Z<" in core


def test_no_file_of_its_own_stays_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written(pictured(), "xlsx")
    assert [p.name for p in Path(tmp_path).iterdir()] == []
