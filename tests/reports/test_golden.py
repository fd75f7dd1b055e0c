"""Golden files: what reports look like, to the byte. `pytest --update-transcripts` writes them; look at the diff."""

import io
from pathlib import Path

import pytest

from leadctl.reports import render
from tests.reports import reading
from tests.reports.pictured import pictured
from tests.reports.test_render import Terminal, nasty

GOLDEN = Path(__file__).parents[1] / "golden"
TABLES = {"nasty": nasty, "pictured": pictured}
TEXTS = {"table": "txt", "markdown": "md", "csv": "csv", "json": "json"}


@pytest.fixture
def same(request):
    """Return a function that compares a text with a golden file, or writes it."""

    def compare(name, text):
        path = GOLDEN / name
        if request.config.getoption("--update-transcripts"):
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("format", TEXTS)
def test_texts(same, name, format):
    out = io.StringIO()
    render.write(TABLES[name](), format, out)
    same(f"report_{name}.{TEXTS[format]}", out.getvalue())
    assert "\x1b" not in out.getvalue()
    assert "\x07" not in out.getvalue()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_terminals(same, monkeypatch, name, columns):
    """Nothing is longer than the screen, whatever the table."""
    text, said = on_terminal(monkeypatch, TABLES[name](), columns, NO_COLOR="1")
    same(f"report_{name}_{columns}.txt", "\n".join([text, *said, ""]))
    assert "\x1b" not in text
    assert max(map(len, [*text.splitlines(), *said])) <= columns


def test_a_terminal_in_colour(same, monkeypatch):
    text, _ = on_terminal(monkeypatch, pictured(), 120)
    same("report_pictured_colour.txt", text)


def test_a_dumb_terminal(same, monkeypatch):
    """No colour and no weight; blocks and lines are text like any other."""
    text, _ = on_terminal(monkeypatch, pictured(), 120, TERM="dumb")
    same("report_pictured_dumb.txt", text)
    assert "\x1b" not in text


def on_terminal(monkeypatch, table, columns, **environment):
    """Return (what a terminal shows, what is said on stderr)."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **environment}.items():
        monkeypatch.setenv(name, value)
    out = Terminal()
    said = render.write(table, "table", out)
    return out.getvalue(), said


@pytest.mark.parametrize("name", TABLES)
def test_workbooks(same, name):
    """As openpyxl reads them; the bytes depend on the compressor, but not from one time to the next."""
    data = reading.written(TABLES[name](), "xlsx")
    assert data == reading.written(TABLES[name](), "xlsx")
    same(f"report_{name}.xlsx.txt", "".join(f"{line}\n" for line in described(data)))


def described(data):
    """Yield the sheets of a workbook: its cells with format and weight, widths, filter, panes, charts."""
    book = reading.whole_book(data)
    for sheet in book:
        yield f"# {sheet.title}  frozen {sheet.freeze_panes}  filter {sheet.auto_filter.ref}"
        widths = {k: round(v.width) for k, v in sheet.column_dimensions.items()}
        yield f"widths {widths}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    weight = " bold" if cell.font.b else " soft" if cell.font.i else ""
                    quoted = " quoted" if cell.quotePrefix else ""
                    yield f"{cell.coordinate} {cell.data_type} {cell.number_format}{weight}{quoted} {cell.value!r}"
        for chart in sheet._charts:
            series = [(s.tx.strRef.f, s.val.numRef.f) for s in chart.series]
            yield f"chart {type(chart).__name__} at {chart.anchor._from.row + 1} {series}"
