"""Tables on terminals that are too narrow for them."""

from __future__ import annotations

from leadctl.commands._widths import fitted, least_width

HEADERS = ("lead", "e-mail", "strategy")
CELLS = [["152", "lead1016@sunrise-and-more.example", "Callers"]]


def widths(room: int) -> list[int]:
    least = [least_width(header, [row[i] for row in CELLS], i == 0) for i, header in enumerate(HEADERS)]
    return fitted(HEADERS, CELLS, least, room)


def test_what_fits_is_left_whole():
    assert widths(80) == [4, 33, 8]


def test_the_longest_column_is_the_one_that_is_folded_and_no_header_is_torn():
    assert widths(40) == [4, 28, 8]
    assert sum(widths(40)) == 40


def test_less_than_the_least_is_not_asked_for():
    assert widths(5) == [4, 14, 8]
