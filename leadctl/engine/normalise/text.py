"""Plain text cells: blanks, invisible characters, Excel's disguises, and the cells that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Always empty: no list means anything by these. What is data somewhere (`None`, `-`, `Select`, `unknown` is a source
# in one public set) is declared in leadctl.toml under empty_values.
EMPTY: Final = frozenset(
    {"", "#N/A", "N/A", "NULL", "(null)", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "000000000000000AAA"}
)
_EMPTY_FOLDED: Final = frozenset(word.casefold() for word in EMPTY)

_ODD: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff=']")
_INVISIBLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS: Final = re.compile("[\u00a0\u2028\u2029\u202f]")
_EXCEL_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')


def clean(text: str) -> str:
    """Return the cell without outer blanks, control and zero-width characters, `="…"` and Excel's apostrophe."""
    stripped = text.strip()
    if not _ODD.search(stripped):
        return stripped
    plain = _BLANKS.sub(" ", _INVISIBLE.sub("", stripped)).strip()
    while (excel := _EXCEL_TEXT.fullmatch(plain)) is not None:
        plain = excel[1].replace('""', '"').strip()
    if len(plain) > 1 and plain[0] == "'" and plain[1] in "+=-@＝＋－＠0123456789":
        plain = plain[1:]
    return plain if plain == stripped else clean(plain)


def cleaned(cells: Iterable[str]) -> list[str]:
    """Return the column cleaned."""
    return [clean(cell) for cell in cells]


def is_empty(text: str, declared: frozenset[str] = frozenset()) -> bool:
    """Return whether a cleaned cell means nothing; `declared`: the config's empty_values, casefolded."""
    folded = text.casefold()
    return folded in _EMPTY_FOLDED or folded in declared
