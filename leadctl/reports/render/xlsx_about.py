"""What a workbook says beside its tables: native charts over their data, criteria, key figures, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from leadctl.reports.render.cells import Times, for_people, one_line, visible
from leadctl.reports.render.xlsx_cells import Values, number_format
from leadctl.reports.table import Chart, Closing, Table

if TYPE_CHECKING:
    from leadctl.reports.render.xlsx import Sheets

# told apart also by those who see no red or green
COLOURS: Final = ("#0B62A8", "#E08A2B", "#13907C", "#9B3F8C", "#6B7686", "#58A4DD", "#B8431F", "#8F8A1D")
_HIGH, _SHORT = 20, 14  # rows that a chart covers; letters of a category that stand well below a column


def charts(sheets: Sheets, closings: Sequence[tuple[Table, Closing]]) -> None:
    """Add the sheet `Charts`: per chart its data as a small table, the picture beside it. None without charts."""
    found = [(table, chart) for table, closing in closings for chart in closing.charts if chart.categories]
    if not found:
        return
    sheet = sheets.add("Charts")
    _one_page_wide(sheet)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1 + max(len(chart.series) for _, chart in found), 14)
    at = 0
    for table, chart in found:
        at = _chart(sheets, sheet, at, chart, Values(table))


def _one_page_wide(sheet: Any) -> None:
    """Print the sheet so that no chart and no sentence is cut in two."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _chart(sheets: Sheets, sheet: Any, at: int, chart: Chart, values: Values) -> int:
    """Write the data of one chart at row `at` and draw it; return the row of the next."""
    sheets.text(sheet, at, 0, visible(one_line(chart.title)), "sum")
    for i, line in enumerate(chart.series):
        sheets.text(sheet, at + 1, 1 + i, visible(one_line(line.label)), "head", "right")
    for j, category in enumerate(chart.categories):
        sheets.text(sheet, at + 2 + j, 0, visible(one_line(category)), "row")
        for i, line in enumerate(chart.series):
            if line.values[j] is not None:
                number = values.number(chart.unit, line.values[j])
                sheet.write_number(at + 2 + j, 1 + i, number, sheets.formats.number(chart.unit, "row"))
    end = at + 2 + len(chart.categories)
    drawn = _drawn(sheets, sheet, at, end, chart)
    text = visible(one_line(chart.text))
    options = {"description": text, "x_offset": 20, "y_offset": 2}
    sheet.insert_chart(at, 1 + len(chart.series), drawn, options)
    return max(end, at + _HIGH) + 2


def _drawn(sheets: Sheets, sheet: Any, at: int, end: int, chart: Chart) -> Any:
    """Return the native chart over the rows [at, end): columns for short names, bars for long ones."""
    across = max(map(len, chart.categories)) > _SHORT
    shape = "line" if chart.shape == "line" else "bar" if across else "column"
    drawn = sheets.book.add_chart({"type": shape, **({"subtype": "stacked"} if chart.shape == "stacked" else {})})
    for i, _ in enumerate(chart.series):
        colour = COLOURS[i % len(COLOURS)]
        series = {
            "name": [sheet.name, at + 1, 1 + i],
            "categories": [sheet.name, at + 2, 0, end - 1, 0],
            "values": [sheet.name, at + 2, 1 + i, end - 1, 1 + i],
        }
        look = {"line": {"color": colour, "width": 2}} if shape == "line" else {"fill": {"color": colour}}
        drawn.add_series({**series, **look})
    drawn.set_title({"name": [sheet.name, at, 0], "name_font": {"size": 12}})
    drawn.set_legend({"position": "bottom", "none": len(chart.series) == 1})
    axis = {"num_format": number_format(chart.unit), "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    if shape == "bar":
        drawn.set_y_axis({"reverse": True})  # the first category on top
        drawn.set_x_axis({**axis, "label_position": "high"})
    else:
        drawn.set_y_axis(axis)
    drawn.set_size({"width": 640, "height": max(_HIGH * 19, 24 * len(chart.categories) if across else 0)})
    return drawn


def criteria(sheets: Sheets, table: Table, closings: Sequence[tuple[Table, Closing]]) -> None:
    """Add the sheet `Criteria`: what was asked, key figures, notes of every table, why there is nothing to show."""
    sheet = sheets.add("Criteria")
    _one_page_wide(sheet)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheets.text(sheet, 0, 0, visible(one_line(table.title)), "title")
    at = _lines(sheets, sheet, 2, [(c.label, c.text) for c in table.criteria])
    for one, closing in closings:
        shown = [(f.column.heading, _figure(one, f), f.note) for f in closing.figures]
        notes = [("", note) for note in (*closing.notes, *(one.warnings if one is table else ()))]
        if not shown and not notes:
            continue
        sheets.text(sheet, at + 1, 0, visible(one_line(one.title)), "sum")
        figures = [(label, f"{value} ({note})" if note else value) for label, value, note in shown]
        at = _lines(sheets, sheet, at + 2, [*figures, *notes])


def _figure(table: Table, figure: Any) -> str:
    return for_people(figure.column, Times(table.zone))(figure.value)


def _lines(sheets: Sheets, sheet: Any, at: int, lines: Sequence[tuple[str, str]]) -> int:
    for label, text in lines:
        sheets.text(sheet, at, 0, visible(one_line(label)), "wrap")
        sheets.text(sheet, at, 1, visible(one_line(text)), "wrap")
        at += 1
    return at
