"""Tables on a terminal: what is dropped, held short, folded; bars, colours, plain lists of many rows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.reports import render
from leadctl.reports.render.terminal import fit
from leadctl.reports.render.terminal_table import BAR, GAP, bar
from leadctl.reports.table import Closing, Column, Criterion, Table
from tests.effort import examples
from tests.reports.pictured import pictured
from tests.reports.reading import written
from tests.reports.test_render import Terminal, nasty, two_levels


def test_wide_keeps_all_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    out = Terminal()
    assert render.write(nasty(), "table", out, wide=True) == []
    assert "Ok" in out.getvalue()


def test_fit_drops_by_rank_and_never_the_first():
    columns = nasty().columns
    widths = [10] * len(columns)
    assert fit(columns, widths, 1000) == (list(range(7)), set())
    assert fit(columns, widths, 72) == ([0, 1, 2, 3, 4, 5], set())
    assert fit(columns, widths, 5) == ([0, 1], set())


def test_fit_gives_a_place_that_is_too_small_to_the_next_that_fits():
    columns = [Column(k, k, "int", rank=rank) for k, rank in (("a", 0), ("b", 3), ("c", 2), ("d", 1))]
    assert fit(columns, [10, 5, 20, 5], 30) == ([0, 1, 3], set())


def test_bars_come_after_the_columns_that_matter_and_before_the_others():
    columns = [Column(k, k, "int", rank=rank) for k, rank in (("a", 0), ("b", 1), ("c", 2), ("d", 3))]
    widths = [10, 10, 10, 10]
    assert fit(columns, widths, 48, bars=[1]) == ([0, 1, 2], {1})
    assert fit(columns, widths, 47, bars=[1]) == ([0, 1, 2], set()) or fit(columns, widths, 46, bars=[1])[1] == set()
    assert fit(columns, widths, 48) == ([0, 1, 2, 3], set())
    assert fit(columns, widths, 24, bars=[3]) == ([0, 1], set())  # no bar without its column


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 30), st.booleans()), min_size=1, max_size=12),
    st.integers(1, 200),
)
def test_what_is_shown_fits_or_cannot_be_left_out(drawn, room):
    columns = [Column(str(i), "x", "int", rank=rank) for i, (rank, _, _) in enumerate(drawn)]
    widths = [width for _, width, _ in drawn]
    kept, bars = fit(columns, widths, room, [i for i, (_, _, bar) in enumerate(drawn) if bar])
    assert kept == sorted(set(kept))
    assert {i for i, c in enumerate(columns) if c.rank == 0} <= set(kept)
    assert bars <= set(kept)
    more = {i for i in kept if columns[i].rank}
    if more or bars:
        assert sum(widths[i] + GAP for i in kept) + len(bars) * (BAR + 1) <= room
    for i in set(range(len(columns))) - set(kept):  # nothing is left out that alone would still have fitted
        assert widths[i] + GAP > room - sum(widths[k] + GAP for k in kept) - len(bars) * (BAR + 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_longer_bars_stand_for_more(shares):
    lengths = [bar_length(s) for s in sorted(shares)]
    assert lengths == sorted(lengths)
    assert all(0 <= n <= BAR for n in lengths)
    assert all((n > 0) == (s > 0) for n, s in zip(lengths, sorted(shares), strict=True))


def bar_length(share):
    """Return how long a bar is, in characters."""
    return sum(" ▏▎▍▌▋▊▉█".index(c) for c in bar(share)) / 8


def test_bars_stand_beside_rows_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    render.write(pictured(), "table", out)
    lines = [line for line in out.getvalue().splitlines() if "%" in line]
    assert next(line for line in lines if " bob " in line).count("█") >= 4
    assert not [line for line in lines if " all " in line and "48.2% █" in line]


def test_a_change_is_coloured_where_it_is_good_or_bad(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    rate = Column("r", "Rate", "rate", signed=True)
    columns = (rate._replace(better="more"), rate._replace(better="less"), rate)
    table = Table("r", "T", columns, [(0.1, 0.1, 0.1), (-0.1, -0.1, -0.1), (0.0, None, 0.0)], Closing)
    out = Terminal()
    render.write(table, "table", out)
    good, bad, none = (line for line in out.getvalue().splitlines()[-3:])
    assert "\x1b[32m" in good.partition("pp")[0]
    assert "\x1b[31m" in good.partition("pp")[2].partition("pp")[0]
    assert "\x1b[3" not in good.rpartition("pp")[0].rpartition("pp")[2].replace("\x1b[39", "")
    assert bad.index("\x1b[31m") < bad.index("\x1b[32m")
    assert "\x1b[31m" not in none
    assert "\x1b[32m" not in none


def test_many_rows_are_plain_and_fitted(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    columns = (Column("a", "First", "text", rank=0), Column("b", "Second", "text", rank=1), Column("c", "C", "int"))
    table = Table("r", "T", columns, [("x" * 30, "y" * 40, i) for i in range(400)], Closing)
    out = Terminal()
    said = render.write(table, "table", out)
    assert said == ["not shown for lack of width: Second (--wide shows all)"]
    assert len(out.getvalue().splitlines()) > 400
    assert max(map(len, out.getvalue().splitlines())) <= 60
    out = Terminal()
    render.write(table, "table", out, wide=True)
    assert "y" * 40 in out.getvalue()


def test_a_terminal_of_another_encoding_gets_no_blocks(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    class Ascii(Terminal):
        encoding = "ascii"

    columns = (Column("a", "A", "text", group=True), Column("r", "Rate", "rate", bar=True))
    out = Ascii()
    render.write(Table("r", "T", columns, [("x", 0.5)], Closing), "table", out)
    assert out.getvalue().isascii()
    assert "50.0%" in out.getvalue()


def test_empty_tables_in_every_format():
    columns = (Column("a", "A", "text", group=True), Column("r", "Rate", "rate", bar=True))
    table = Table("r", "T", columns, [], Closing, warnings=("nothing was distributed",))
    for name in render.FORMATS:
        data = written(table, name)
        assert data
        assert (b"nothing was distributed" in data) == (name in {"markdown", "html"}), name


def test_long_texts_fold_before_a_column_that_matters_is_dropped(monkeypatch):
    columns = (
        Column("lead", "Lead", "text", rank=0),
        Column("outcome", "Outcome", "text", rank=1),
        Column("value", "Value", "money", "USD", rank=3),
    )
    rows = [("a" * 60 + "@example.org", "auto-accepted", 123_456)]
    table = Table("summary", "Wide", columns, rows, Closing)
    monkeypatch.setenv("NO_COLOR", "1")
    for width, folded in ((60, True), (85, True), (110, False)):
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


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.sampled_from(["text", "int", "money", "rate", "duration"]), st.integers(0, 4), st.booleans()),
        min_size=1,
        max_size=9,
    ),
    st.integers(20, 160),
)
def test_numbers_are_never_cut(drawn, width):
    """Every number of a column that is shown stands whole on the first line of its row."""
    columns = [
        Column(
            f"c{i}",
            f"Column {'abcdefghi'[i]}",
            kind,
            rank=rank,
            group=i == 0 and kind == "text",
            bar=bar and kind != "text",
        )
        for i, (kind, rank, bar) in enumerate(drawn)
    ]
    values = {
        "text": "some words and averylongword@example.org",
        "int": 1_234_567,
        "money": 98_765_432_10,
        "rate": 0.987,
    }
    row = tuple(values.get(c.kind, 456_789) for c in columns)
    table = Table("r", "T", tuple(columns), [row], lambda: Closing(totals=row))
    out = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("NO_COLOR", "1")
        said = " ".join(" ".join(render.write(table, "table", out)).split())
    lines = [line for line in out.getvalue().splitlines() if any(c.isdigit() for c in line)]
    words = {"int": "1234567", "money": "98,765,432.10", "rate": "98.7%", "duration": "5d06h"}
    shown = [c for c in columns if c.kind != "text" and c.label not in said]
    assert len(lines) == (2 if shown else 0)  # the row and the total, neither of them folded
    for line in lines:
        assert all(words[c.kind] in line for c in shown)
    if any(c.rank for c in columns if c.label not in said and not c.group):  # else nothing more could be left out
        assert max(map(len, out.getvalue().splitlines())) <= width
