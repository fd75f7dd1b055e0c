"""The same cell in every format, for every report and every one of its flags, on databases with every kind of row."""

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from leadctl.clock import format_duration, parse_moment
from leadctl.commands import _context
from leadctl.commands.report.options import OWN, options_of
from leadctl.commands.report.question import CHOICES, build_spec
from leadctl.config import load_text
from leadctl.reports import REPORTS, make
from tests.reports import naive, reading
from tests.reports.builders import random_database
from tests.reports.pictured import pictured
from tests.reports.test_render import nasty

ZONE = "America/New_York"  # the clocks change on 8 March 2026
CONFIG = load_text(naive.CONFIG, "test")
VALUES = {"status_change": ["Closed"], "reminder": "1"}


def variants():
    """Yield (report, flags): no flag, other groups, filters, and every flag of its own that can be set alone."""
    for report in REPORTS:
        given = options_of(report)
        yield report, {}
        yield report, {"by": "team,weekday"}
        yield report, {"by": "none"}
        yield report, {"user": ["ana"]}
        yield report, {"account": ["Solo"], "mode": ["pull"]}
        if "compare" in given:
            yield report, {"compare": "previous", "by": "user"}
        for flag in OWN[report]:
            if given[flag][1] is False:
                yield report, {flag: True}
            else:
                for value in CHOICES.get(flag, [VALUES[flag]] if flag in VALUES else ()):
                    yield report, {flag: value}


def flags_left_out():
    """Return the flags of reports that no variant sets."""
    tried = {(report, flag) for report, given in variants() for flag in given}
    return {(report, flag) for report in REPORTS for flag in OWN[report]} - tried


@pytest.fixture(scope="module")
def database():
    begin, end = (parse_moment(day, ZONE, 0) for day in ("2026-03-06", "2026-03-11"))
    return random_database(7, begin, end, leads=40)


def report(con, name, given):
    """Return the finished report, its rows read."""
    _context.flags = _context.Globals(now="2026-03-12 09:00")
    try:
        options = {key: default for key, (_, default) in options_of(name).items()}
        period = {"from_": "2026-03-02", "to": "2026-03-10", "tz": ZONE}
        spec = build_spec(name, {**options, **period, **given}, CONFIG)
    finally:
        _context.flags = _context.Globals()
    table = make(con, CONFIG, spec)
    return read(table)


def read(table):
    """Return the report with the rows of all its tables as lists."""
    more = tuple(replace(t, rows=list(t.rows)) for t in table.more)
    return replace(table, rows=list(table.rows), more=more)


def test_every_flag_is_tried():
    assert flags_left_out() == set()


@pytest.mark.parametrize(("name", "given"), list(variants()), ids=lambda v: v if isinstance(v, str) else str(v))
def test_all_formats_agree(database, name, given):
    check(report(database, name, given))


@pytest.mark.parametrize("table", [pictured(), nasty()], ids=["pictured", "nasty"])
def test_all_formats_agree_on_everything_a_table_can_hold(table):
    check(read(table))


def test_the_reports_are_not_empty(database):
    """Else nothing would be compared above."""
    for name in REPORTS:
        table = report(database, name, {})
        assert len(table.rows) > 3, name
        assert not table.warnings


# ---------------------------------------------------------------- what must stand in a cell


def lines_of(table):
    """Return (kind, cells) in reading order: a subtotal right after the last line of its group."""
    closing = table.closing()
    left = list(closing.subtotals)
    found = []
    for i, row in enumerate(table.rows):
        found.append(("row", row))
        following = table.rows[i + 1] if i + 1 < len(table.rows) else None
        for level in range(table.depth - 1, 0, -1):
            if following is not None and following[:level] == row[:level]:
                continue
            for s in [s for s in left if s.level == level and s.cells[:level] == row[:level]]:
                left.remove(s)
                found.append(("subtotal", s.cells))
    assert not left, "a subtotal of no row"
    return found + ([("total", closing.totals)] if closing.totals is not None else [])


def people(table, column, cell, kind):
    """Return the cell as people read it."""
    if cell is None and (column.kind in {"text", "time"} or (column.kind == "answer" and kind != "row")):
        return "" if column.kind != "time" or kind != "row" else column.blank
    if column.kind == "answer":
        return "auto" if cell is None else "Yes" if cell else "No"
    if cell is None:
        return column.blank
    if isinstance(cell, str):
        return one_line(cell)
    if column.kind == "time":
        return datetime.fromtimestamp(cell, ZoneInfo(table.zone)).strftime("%Y-%m-%d %H:%M")
    if column.kind == "series":
        top = max(cell, default=0)
        return "".join("·" if v == 0 else "▁▂▃▄▅▆▇█"[-(-v * 8 // top) - 1] for v in cell)
    sign = "+" if column.signed and cell > 0 else ""
    if column.kind == "rate":
        return f"{sign}{cell * 100:.1f}" + (" pp" if column.signed else "%")
    if column.kind == "money":
        return f"{sign}{cell / 100:,.2f}"
    if column.kind == "duration":
        return sign + ("-" if cell < 0 else "") + format_duration(abs(cell))
    return f"{sign}{cell:.{column.digits}f}" if column.kind == "number" else f"{sign}{cell}"


def one_line(text):
    shown = " ".join(text.split()) if set(text) & set("\n\r\t") else text
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in shown)


def labels(table, kind, cells):
    """Return the cells with `all` and `Total` where people read them."""
    cells = list(cells)
    if kind == "subtotal":
        first = next(i for i in range(table.depth) if cells[i] is None)
        cells[first] = "all"
    elif kind == "total":
        texts = [i for i, c in enumerate(table.columns) if c.kind == "text" and (cells[i] is None or table.depth)]
        if texts:
            cells[0 if table.depth else texts[0]] = "Total"
    return cells


def expected(table, *, marked=False):
    """Return every line as people read it."""
    found = []
    for kind, cells in lines_of(table):
        named = labels(table, kind, cells)
        texts = [people(table, c, cell, kind) for c, cell in zip(table.columns, named, strict=True)]
        if marked:
            texts = [f"{t} *" if (c.key, t) in table.marked else t for c, t in zip(table.columns, texts, strict=True)]
        found.append((kind, [t.strip() for t in texts]))
    return found


# ---------------------------------------------------------------- the comparison


def check(table):
    """Compare all formats of one report with its cells."""
    check_csv(table)
    check_json(table)
    check_people(table)
    check_html(table)
    check_xlsx(table)
    check_closings(table)


def moment(table, cell):
    return datetime.fromtimestamp(cell, ZoneInfo(table.zone)).isoformat()


def check_csv(table):
    for one in table.tables:
        keys, lines = reading.as_csv(reading.written(table.only(one.key), "csv"))
        assert keys == [c.key for c in one.columns]
        rows = one.rows
        if not rows and not {c.kind for c in one.columns} & {"text", "time", "answer"}:  # grouped by nothing
            rows = [one.closing().totals] if one.closing().totals is not None else []
        assert len(lines) == len(rows)
        for line, row in zip(lines, rows, strict=True):
            for text, cell, column in zip(line.cells, row, one.columns, strict=True):
                assert text == raw_text(one, column, cell), (one.key, column.key, cell)


def raw_text(table, column, cell):
    if column.kind == "answer":
        return "auto" if cell is None else "Yes" if cell else "No"
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return " ".join(str(v) for v in cell)
    if isinstance(cell, str):
        shown = shown_whole(cell)
        return f"'{shown}" if shown[:1] in set("=+-@＝＋－＠") else shown
    return moment(table, cell) if column.kind == "time" else repr(cell)


def shown_whole(text):
    """Return a text with its line ends, other control characters written out."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def check_json(table):
    found = reading.as_json(reading.written(table, "json"))
    assert list(found) == [t.key for t in table.tables]
    for one in table.tables:
        keys, lines = found[one.key]
        assert keys == [c.key for c in one.columns]
        closing = one.closing()
        sums = [("subtotal", s.cells) for s in closing.subtotals]
        sums += [("total", closing.totals)] if closing.totals is not None else []
        wanted = [*(("row", r) for r in one.rows), *sums]
        assert [line.kind for line in lines] == [kind for kind, _ in wanted]
        for line, (kind, cells) in zip(lines, wanted, strict=True):
            for column, cell in zip(one.columns, cells, strict=True):
                if column.key not in line.cells:
                    assert kind != "row"
                    assert cell is None or column.kind == "text"
                    continue
                value = list(cell) if isinstance(cell, tuple) else cell
                value = moment(one, cell) if column.kind == "time" and cell is not None else value
                assert line.cells[column.key] == value, (one.key, column.key)


def check_people(table):
    texts = reading.as_text(reading.written(table, "table"))
    pages = reading.as_markdown(reading.written(table, "markdown"))
    assert len(texts) == len(pages) == len(table.tables)
    for one, (head, rows), (head_too, lines) in zip(table.tables, texts, pages, strict=True):
        headings = [one_line(c.heading) for c in one.columns]
        assert head == headings
        assert head_too == headings
        assert rows == [cells for _, cells in expected(one, marked=True)]
        assert [line.cells for line in lines] == [cells for _, cells in expected(one)]
        for line, (kind, _) in zip(lines, expected(one), strict=True):
            assert (line.kind == "sum") == (kind != "row")


def check_html(table):
    found = reading.as_html(reading.written(table, "html"))
    assert list(found) == [t.key for t in table.tables]
    for one in table.tables:
        keys, lines = found[one.key]
        assert keys == [c.key for c in one.columns]
        wanted = expected(one)
        assert [line.kind or "row" for line in lines] == [kind for kind, _ in wanted]
        for line, (kind, raw), (_, cells) in zip(lines, lines_of(one), wanted, strict=True):
            for shown, cell, text, column in zip(line.cells, raw, cells, one.columns, strict=True):
                check_html_cell(one, column, kind, cell, text, shown)


def check_html_cell(table, column, kind, cell, text, shown):
    if isinstance(cell, tuple):
        assert shown["vh"] == " ".join(map(str, cell))
        return
    told = " ".join(shown["text"].split())
    told = told.replace(",", "") if column.kind == "int" else told
    assert told == " ".join(text.split()), (table.key, column.key, kind)
    if column.kind == "time" and cell is not None:
        assert shown["time"] == moment(table, cell)
    elif cell is not None and not isinstance(cell, str | bool):
        assert float(shown["raw"]) == cell


def check_xlsx(table):
    sheets = reading.as_xlsx(reading.written(table, "xlsx"))
    assert len(sheets) == len(table.tables)
    for one, (head, lines) in zip(table.tables, sheets, strict=True):
        assert head == [one_line(c.heading) for c in one.columns]
        rows = [("row", r) for r in one.rows]
        sums = [("subtotal", s.cells) for s in one.closing().subtotals]
        sums += [("total", one.closing().totals)] if one.closing().totals is not None else []
        # a row of empty cells alone cannot be told from none
        wanted = [(k, cells) for k, cells in rows + sums if k != "row" or any(map(filled(one), enumerate(cells)))]
        assert [line.kind for line in lines] == ["row" if kind == "row" else "sum" for kind, _ in wanted]
        for line, (kind, cells) in zip(lines, wanted, strict=True):
            for shown, cell, column in zip(line.cells, labels(one, kind, cells), one.columns, strict=True):
                check_xlsx_cell(one, column, kind, cell, shown)


def filled(table):
    return lambda at: at[1] is not None or table.columns[at[0]].kind == "answer"


def check_xlsx_cell(table, column, kind, cell, shown):
    where = (table.key, column.key, kind, cell)
    if cell is None and (column.kind != "answer" or kind != "row"):
        assert shown.value is None, where
    elif isinstance(cell, str) or column.kind in {"answer", "series"}:
        assert shown.data_type == "s", where
        assert (shown.value or "") == (shown_whole(cell) if isinstance(cell, str) else raw_text(table, column, cell))
    elif column.kind == "time":
        local = datetime.fromtimestamp(cell, ZoneInfo(table.zone)).replace(tzinfo=None)
        assert reading.moment_of(shown) == local, where
    else:
        value = shown.value
        if hasattr(value, "total_seconds"):
            value = value.total_seconds() / 86_400
        scale = {"money": 100, "duration": 3600 if column.signed else 86_400}.get(column.kind, 1)
        assert shown.data_type in {"n", "d"}, where
        assert value * scale == pytest.approx(cell, abs=1e-6), where


def check_closings(table):
    """Compare notes, key figures and charts, which CSV alone leaves out."""
    data = json.loads(reading.written(table, "json"))
    text, page, html = (reading.written(table, f).decode("utf-8") for f in ("table", "markdown", "html"))
    book = reading.whole_book(reading.written(table, "xlsx"))
    told = {c.value for row in book["Criteria"].iter_rows() for c in row}
    drawn = [[c.value for c in row] for row in book["Charts"].iter_rows()] if "Charts" in book.sheetnames else []
    for one in table.tables:
        found = data if one is table else data["tables"][one.key]
        closing = one.closing()
        assert found["notes"] == list(closing.notes)
        assert [f["value"] for f in found["figures"]] == [f.value for f in closing.figures]
        for note in closing.notes:
            assert one_line(note) in text
            assert one_line(note) in told
        for figure in closing.figures:
            shown = people(one, figure.column, figure.value, "row")
            assert f"{figure.column.heading} {shown}" in text
            assert f"**{shown}**" in page
            assert f"<dd>{shown}" in html or figure.column.kind == "int"
            assert (f"{shown} ({one_line(figure.note)})" if figure.note else shown) in told
        for chart in closing.charts:
            check_chart(chart, next(c for c in found["charts"] if c["key"] == chart.key), drawn)
    for criterion in table.criteria:
        assert one_line(criterion.text) in told


def check_chart(chart, found, drawn):
    assert found["categories"] == list(chart.categories)
    assert [line["values"] for line in found["series"]] == [list(line.values) for line in chart.series]
    at = next((i for i, row in enumerate(drawn) if row[0] == one_line(chart.title)), None)
    assert (at is not None) == bool(chart.categories)
    for i, category in enumerate(chart.categories):
        first, *values = drawn[at + 2 + i]
        assert first == one_line(category)
        for value, line in zip(values, chart.series, strict=False):
            number = line.values[i]
            value = value.total_seconds() / 86_400 if hasattr(value, "total_seconds") else value
            scale = {"money": 100, "duration": 86_400}.get(chart.unit.kind, 1)
            assert value is None if number is None else value * scale == pytest.approx(number, abs=1e-6)
