"""How wide the columns of a table are on a terminal that is too narrow for it."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_WORD = 14  # letters; longer ones, paths and addresses, may be broken on a narrow terminal


def least_width(header: str, cells: Sequence[str], whole: bool) -> int:
    """Return how narrow a column may get: no number (`whole`) and no word of up to LONGEST_WORD letters is torn."""
    words = [len(word) for cell in cells for word in ([cell] if whole else cell.split())]
    return max([*map(len, header.split()), *(min(n, LONGEST_WORD) for n in words), 1])


def fitted(headers: Sequence[str], cells: Sequence[Sequence[str]], least: Sequence[int], room: int) -> list[int]:
    """Return a width per column, at most `room` in all: none under its `least`, those that need little more whole.

    Where even the least do not fit they are returned as they are.
    """
    from rich.cells import cell_len

    widths = list(least)
    spare = max(room - sum(least), 0)
    texts = [[header, *(row[i] for row in cells)] for i, header in enumerate(headers)]
    more = [
        max(cell_len(line) for text in column for line in text.expandtabs().split("\n")) - at_least
        for column, at_least in zip(texts, least, strict=True)
    ]
    for i in sorted(range(len(least)), key=more.__getitem__):
        added = min(max(more[i], 0), spare)
        widths[i] += added
        spare -= added
    return widths
