"""How tables are laid out: what is dropped, folded, marked, drawn."""

import io
import json

import pytest

from leadctl.errors import UsageError
from leadctl.reports import render
from leadctl.reports.render.cells import Times
from leadctl.reports.table import Closing, Column, Criterion, Subtotal, Table

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


class Terminal(io.StringIO):
    def isatty(self):
        return True


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
