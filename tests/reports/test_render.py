"""Every format of one nasty table, to the byte; and all formats agree cell for cell."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from leadctl.errors import UsageError
from leadctl.reports import render
from leadctl.reports.render.cells import Times, harmless, visible
from leadctl.reports.render.terminal import fit
from leadctl.reports.table import Closing, Column, Criterion, Subtotal, Table

GOLDEN = Path(__file__).parents[1] / "golden"
NASTY = [
    "NULL",
    "a|b",
    'say "hi"',
    "中文",
    "=1+1",
    "1e5",
    "[b]bold[/b]",
    "\x1b[31mred",
    "two\nlines",
    "",
    "-1",
    "007",
    None,
]


def nasty():
    columns = (
        Column("who", "Who|what", "text", group=True, rank=0),
        Column("n", "Count", "int", rank=0),
        Column("rate", "Rate %", "rate"),
        Column("money", "Value", "money", "EUR"),
        Column("at", "At", "time"),
        Column("ok", "Ok", "answer"),
        Column("note", "Note", "text", rank=3),
    )
    rows = [
        (
            name or "(none)",
            i * 1000,
            i / 3 if i else None,
            None if i == 2 else i * 12_345 - 20_000,
            1_772_953_200 + i * 1800,
            [True, False, None][i % 3],
            name,
        )
        for i, name in enumerate(NASTY)
    ]
    return Table(
        "performance",
        "Nasty",
        columns,
        rows,
        lambda: Closing((), (None, 66, 0.5, -1, None, None, None), ("a [note] | with\x07bell",)),
        (Criterion("period", "Period", {"from": "x"}, "one | two"), Criterion("account", "Account", None, "all")),
        "America/New_York",
        marked=frozenset({("who", "007")}),
    )


def two_levels():
    columns = (
        Column("mode", "Mode", "text", group=True),
        Column("user", "User", "text", group=True),
        Column("n", "N", "int"),
    )
    rows = [("push", "ana", 1), ("push", "bob", 2), ("pull", "ana", 3)]
    closing = Closing([Subtotal(1, ("push", None, 3)), Subtotal(1, ("pull", None, 3))], (None, None, 6))
    return Table("performance", "Two", columns, rows, lambda: closing)


def written(table, format, **more):
    out = io.StringIO()
    said = render.write(table, format, out, **more)
    return out.getvalue(), said


@pytest.mark.parametrize(("format", "suffix"), [("table", "txt"), ("markdown", "md"), ("csv", "csv"), ("json", "json")])
def test_golden_bytes(format, suffix):
    text, _ = written(nasty(), format)
    assert text == (GOLDEN / f"report_nasty.{suffix}").read_bytes().decode("utf-8")
    assert "\x1b" not in text
    assert "\x07" not in text


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_golden_terminal(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    for columns, name in ((60, "narrow"), (160, "wide")):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = Terminal()
        said = render.write(nasty(), "table", out)
        assert out.getvalue() == (GOLDEN / f"report_nasty_{name}.txt").read_bytes().decode("utf-8")
        assert bool(said) == (name == "narrow")


def test_wide_keeps_all_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    out = Terminal()
    assert render.write(nasty(), "table", out, wide=True) == []
    assert "Ok" in out.getvalue()


def markdown_cells(text):
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[c.strip() for c in line.replace("\\|", "\0").strip("|").split("|")] for line in lines if "**" not in line]


def unescaped(cell):
    for mark in "*_`[":
        cell = cell.replace("\\" + mark, mark)
    return cell.replace("\0", "|").replace("&lt;", "<").replace("&amp;", "&").replace("\\\\", "\\")


def test_formats_agree_cell_for_cell():
    table = nasty()
    data = json.loads(written(table, "json")[0])
    from_csv = list(csv.DictReader(io.StringIO(written(table, "csv")[0])))
    from_markdown = markdown_cells(written(table, "markdown")[0])
    assert len(data["rows"]) == len(from_csv) == len(from_markdown) == len(NASTY)
    for a, b, c in zip(data["rows"], from_csv, from_markdown, strict=True):
        for column, shown in zip(table.columns, c, strict=True):
            one, two, three = a[column.key], b[column.key], unescaped(shown)
            if column.kind == "text":
                assert two == harmless(one or "")
                assert three == " ".join(visible(" ".join((one or "").split("\n"))).split())
            elif column.kind == "answer":
                assert two == three == {True: "Yes", False: "No", None: "auto"}[one]
            elif one is None:
                assert (two, three) == ("", "-")
            elif column.kind == "rate":
                assert float(two) == one
                assert three == f"{one:.1%}"
            elif column.kind == "money":
                assert int(two) == one == round(float(three.replace(",", "")) * 100)
            elif column.kind == "time":
                assert two == one
                assert one[:16].replace("T", " ") == three
            else:
                assert int(two) == one == int(three)


def test_subtotals_follow_their_group():
    text, _ = written(two_levels(), "table")
    words = [line.split() for line in text.splitlines()[-6:]]
    assert words == [["push", "ana", "1"], ["push", "bob", "2"], ["push", "all", "3"], ["pull", "ana", "3"],
                     ["pull", "all", "3"], ["Total", "6"]]  # fmt: skip
    data = json.loads(written(two_levels(), "json")[0])
    assert data["subtotals"] == [{"level": 1, "mode": "push", "n": 3}, {"level": 1, "mode": "pull", "n": 3}]
    assert data["totals"] == {"n": 6}


def test_csv_streams():
    read, written_after = [], []

    def rows():
        for i in range(12_000):
            read.append(i)
            yield ("push", "ana", i)

    class Out(io.StringIO):
        def write(self, text):
            written_after.append(len(read))
            return super().write(text)

    table = two_levels()
    out = Out()
    render.write(Table("r", "T", table.columns, rows(), table.closing), "csv", out)
    assert out.getvalue().count("\n") == 12_001
    assert written_after[0] == 0
    assert written_after[1] == 5_000


def test_times_are_right_on_both_changes_of_the_clock():
    times = Times("America/New_York")
    assert times.iso(1_772_953_199) == "2026-03-08T01:59:59-05:00"
    assert times.iso(1_772_953_200) == "2026-03-08T03:00:00-04:00"
    assert times.iso(1_793_512_799) == "2026-11-01T01:59:59-04:00"
    assert times.iso(1_793_512_800) == "2026-11-01T01:00:00-05:00"


def test_fit_drops_by_rank_and_never_the_first():
    columns = nasty().columns
    widths = [10] * len(columns)
    assert fit(columns, widths, 1000) == list(range(7))
    assert fit(columns, widths, 78) == [0, 1, 2, 3, 4, 5]
    assert fit(columns, widths, 5) == [0, 1]


def test_fit_gives_a_place_that_is_too_small_to_the_next_that_fits():
    columns = [Column(k, k, "int", rank=rank) for k, rank in (("a", 0), ("b", 3), ("c", 2), ("d", 1))]
    assert fit(columns, [10, 5, 20, 5], 30) == [0, 1, 3]


def test_long_texts_fold_before_a_column_that_matters_is_dropped(monkeypatch):
    columns = (
        Column("lead", "Lead", "text", rank=0),
        Column("outcome", "Outcome", "text", rank=1),
        Column("value", "Value", "money", "USD", rank=3),
    )
    rows = [("a" * 60 + "@example.org", "auto-accepted", 123_456)]
    table = Table("summary", "Wide", columns, rows, Closing)
    monkeypatch.setenv("NO_COLOR", "1")
    for width, folded in ((60, True), (90, True), (110, False)):
        monkeypatch.setenv("COLUMNS", str(width))
        out = Terminal()
        render.write(table, "table", out)
        text = out.getvalue()
        assert "auto-accepted" in text
        assert max(map(len, text.splitlines())) <= width
        assert ("a" * 60 + "@example.org" not in text) == folded


def test_the_header_folds_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    table = two_levels()
    criteria = (Criterion("period", "Period", {}, "last 30 days: 2026-03-02 00:00 EST up to 2026-04-01 00:00 EDT"),)
    out = Terminal()
    render.write(replace(table, criteria=criteria), "table", out)
    assert out.getvalue().splitlines()[1:4] == [
        "Period: last 30 days: 2026-03-02 00:00",
        "        EST up to 2026-04-01 00:00 EDT",
        "",
    ]


def test_money_names_its_currency_for_people():
    assert Column("v", "Value", "money", "EUR").heading == "Value EUR"
    assert Column("v", "Value", "int").heading == "Value"


def test_choose_format():
    assert render.choose(None, None) == "table"
    assert render.choose(None, "Out.CSV") == "csv"
    assert render.choose("md", None) == "markdown"
    assert render.choose("json", "x.csv") == "json"
    for wrong in (("jsn", None), (None, "out.xls")):
        with pytest.raises(UsageError):
            render.choose(*wrong)
