"""Plain tables: cell for cell what tabulate's `simple` format gives."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tabulate import tabulate

from leadctl.commands import _context, doctor
from leadctl.commands._context import _plain
from leadctl.engine.doctor import Finding, Level

CELL = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), max_size=12)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=6)))
def test_the_same_as_tabulate(rows: list[list[str]]) -> None:
    headers, *cells = rows
    headers = [h or "x" for h in headers]
    right = set(range(0, len(headers), 2))
    align = ["right" if i in right else "left" for i in range(len(headers))]
    theirs = tabulate(cells, headers, tablefmt="simple", disable_numparse=True, colalign=align)
    assert list(_plain(headers, cells, right)) == [line.rstrip() for line in theirs.split("\n")]


def test_a_cell_of_two_lines_stays_in_its_column() -> None:
    assert list(_plain(["a", "b"], [["1\n2", "x"], ["3", "y"]], set())) == [
        "a    b",
        "---  ---",
        "1    x",
        "2",
        "3    y",
    ]


def test_a_glance_at_the_rules_agrees_with_the_rules(con, leadctl, tmp_path) -> None:
    from leadctl.commands._context import applied_config
    from leadctl.db.settings import glance

    def both() -> list[tuple[object, ...]]:
        return [(r.timezone, r.region, r.currency, r.attribute_kinds()) for r in (glance(con), applied_config(con))]

    assert both()[0] == both()[1]  # no rules applied
    text = (
        'timezone = "Europe/Berlin"\nregion = "DE"\ncurrency = "EUR"\n[[attribute]]\nname = "Size"\ntype = "number"\n'
    )
    (tmp_path / "rules.toml").write_text(text + '[[attribute]]\nname = "Colour"\n')
    assert leadctl("config", "apply", str(tmp_path / "rules.toml")).code == 0
    assert both()[0] == both()[1]
    assert glance(con).attribute_kinds() == {"Size": "number", "Colour": "text"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch, columns, headers, rows, right) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    _context.print_table(headers, rows, right=right)
    return screen.getvalue()


WIDE = (("import", "kind", "read", "what it was"), [(10, "opportunities", "1,234,567", "a row of words " * 5)], (0, 2))


@pytest.mark.parametrize("columns", range(50, 90, 5))
def test_a_narrow_terminal_tears_no_number_and_no_word(monkeypatch, columns):
    shown = on_terminal(monkeypatch, columns, *WIDE)
    assert "1,234,567" in shown
    assert "opportunities" in shown
    assert max(map(len, shown.splitlines())) <= columns


def test_a_table_wider_than_the_terminal_becomes_blocks(monkeypatch):
    shown = on_terminal(monkeypatch, 26, ("run", "kind", "at", "leads"), [(1, "assign", "2026-03-31", 9)] * 2, (0, 3))
    block = "run    1\nkind   assign\nat     2026-03-31\nleads  9\n"
    assert shown == f"{block}\n{block}"


def test_running_text_is_wrapped_on_a_terminal_only(monkeypatch, capsys):
    _context.say("  one line of words that are many")
    assert capsys.readouterr().out == "  one line of words that are many\n"
    assert _context.text_width(100) == 100
    monkeypatch.setenv("COLUMNS", "20")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    _context.say("  one line of words that are many")
    assert screen.getvalue() == "  one line of words\n    that are many\n"
    assert _context.text_width(100) == 20


def test_a_table_on_a_terminal_has_no_blank_lines_about_it(monkeypatch):
    shown = on_terminal(monkeypatch, 80, ("lead", "who"), [(1, "Kim"), (22, "Lou")], (0,))
    assert [line.rstrip() for line in shown.splitlines()] == ["lead  who", "─────────", "   1  Kim", "  22  Lou"]


def test_doctor_keeps_what_it_found_in_one_column(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    finding = Finding("tick", Level.WARN, "no tick was run for three days, " * 4, "leadctl schedule show, " * 4)
    doctor._show([finding, Finding("disk", Level.OK, "enough")])
    monkeypatch.undo()
    lines = screen.getvalue().splitlines()
    assert lines[0].startswith("warn  tick         no tick")
    assert [len(line) - len(line.lstrip()) for line in lines[1:-2]] == [19] * 4 + [21] * 2
    assert lines[4].lstrip().startswith("→ leadctl schedule show")
    assert max(map(len, lines)) <= 60
    assert lines[-2:] == ["ok    disk         enough", "1 well, 1 to look at"]
