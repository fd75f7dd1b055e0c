"""Rows of totals at the end of a list, which are no leads."""

from __future__ import annotations

import re
from typing import Final

from leadctl.engine.importing.batch import Batch

# What a row of totals has none of, but for the word itself.
_OF_LEADS: Final = (
    "full_name", "first_name", "last_name", "email", "email2", "phone", "mobile", "company", "external_id",
)  # fmt: skip
_WORD: Final = re.compile(
    r"(?:(?:grand |sub-?)?totals?|(?:zwischen|gesamt)?summe|gesamt|insgesamt|sum|somme|suma|totale|totaal"
    r"|total g[ée]n[ée]ral)"
    r"(?: \([\d.,\s]+ \w+\))?\s*:?"
)
_FIRST: Final = frozenset("gistzGISTZ")
_FIGURE: Final = re.compile(r"(?=.*\d)(?:[A-Za-z]{3} )?[^A-Za-z]*(?: ?[A-Za-z]{3})?")  # perhaps with a currency


def totals(batch: Batch) -> list[int]:
    """Return the rows that begin with a word for a total and hold nothing but figures beside it.

    A lead whose name or company is such a word has an address, a number, an id or other words besides, and stays.
    """
    if not len(batch):
        return []
    maybe = [i for i, cell in enumerate(batch.at(0)) if cell[:1] in _FIRST]  # a row in ten is looked at more closely
    found = [i for i in maybe if _WORD.fullmatch(batch.at(0)[i].casefold())]
    return [i for i in found if _only_figures(batch, i)]


def _only_figures(batch: Batch, i: int) -> bool:
    columns = batch.mapping.columns
    cells = [(column.field, batch.at(column.index)[i]) for column in columns[1:]]
    filled = [(field, cell) for field, cell in cells if cell]
    if not filled and columns[0].field in _OF_LEADS:
        return False  # a name alone may be anybody's
    return all(field not in _OF_LEADS and _FIGURE.fullmatch(cell) for field, cell in filled)
