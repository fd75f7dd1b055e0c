"""Countries to ISO alpha-2 and states to their codes, from a table of their names in 37 languages.

The table is made by tools/make_places.py; a misspelt name is found by likeness (rapidfuzz, 88 of 100 and at least
five letters), so that `Untied States` is found and `Mars` is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Final

from leadctl.models import place_key

__all__ = ["codes", "countries", "country", "has_states", "place_key", "state", "states"]

LIKE_ENOUGH: Final = 88
LETTERS: Final = 5
_CACHE: Final = 50_000
# `NA` is Namibia only in a column of codes, see countries().
_NOT_PLACES: Final = frozenset({"na", "none", "null", "unknown", "other", "notset", "nan"})
_FULL: Final = frozenset({"US", "CA", "AU", "DE", "AT", "CH", "MX", "BR", "IN"})


@lru_cache(maxsize=_CACHE)
def country(text: str) -> str | None:
    """Return the ISO alpha-2 code of a country by name (37 languages), alpha-2, alpha-3 or number; None if unknown."""
    key = place_key(text)
    if not key or key in _NOT_PLACES:
        return None
    names = _table()[0]
    return names.codes.get(key) or names.alike(key)


def codes() -> list[str]:
    """Return the ISO alpha-2 codes of all countries, in order."""
    return sorted(set(_table()[0].codes.values()))


@lru_cache(maxsize=_CACHE)
def state(text: str, country_code: str | None) -> str | None:
    """Return the code of a state (CA, NSW, BY …) of a country; None if unknown or the country has no table."""
    names = _table()[1].get(country_code or "")
    key = place_key(text)
    if names is None or not key:
        return None
    found = names.codes.get(key)
    if found is None and len(parts := [p for p in re.split(r"[-–(),/]", text) if p.strip()]) > 1:
        both = {names.codes.get(place_key(part)) for part in parts}  # `CA - California`, `California (CA)`
        found = both.pop() if len(both) == 1 else None
    return found or names.alike(key)


def has_states(country_code: str | None) -> bool:
    """Return whether an unknown state of this country is worth a word.

    Elsewhere the column often holds other levels (a British county, an Italian province): kept as typed.
    """
    return country_code in _FULL


def countries(cells: Iterable[str]) -> list[str | None]:
    """Return country(cell) for a whole column. `NA` is Namibia where all other cells are two-letter codes."""
    listed = list(cells)
    known = {cell: country(cell) for cell in set(listed)}
    others = {cell.strip() for cell in known} - {"", "NA"}
    if "NA" in known and others and all(len(cell) == 2 and known.get(cell) for cell in others):
        known["NA"] = "NA"
    return [known[cell] for cell in listed]


def states(cells: Iterable[str], country_codes: Iterable[str | None]) -> list[str | None]:
    """Return state(cell, country) for a whole column."""
    return [state(cell, code) if cell else None for cell, code in zip(cells, country_codes, strict=True)]


class _Names:
    """The names of one set of places; `codes`: key -> code."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    @cached_property
    def _long(self) -> list[str]:
        return [name for name in self.codes if len(name) >= LETTERS]

    def alike(self, key: str) -> str | None:
        """Return the code of the name most like `key`, or None when none is like enough."""
        if len(key) < LETTERS or key.isdigit():
            return None
        from rapidfuzz import fuzz, process

        hit = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        return self.codes[hit[0]] if hit else None


@lru_cache(maxsize=1)
def _table() -> tuple[_Names, dict[str, _Names]]:
    """Return the countries, and the states by country code."""
    lands, states_of = _Names(), defaultdict[str, _Names](_Names)
    text = files("leadctl.engine.normalise").joinpath("places.tsv").read_text("utf-8")
    for line in text.splitlines():
        kind, code, *rest = line.split("\t") if line[:1] in "cs" else ("", "")
        if kind == "c":
            lands.codes.update(dict.fromkeys(rest[0].split("|"), code))
        elif kind == "s":
            states_of[code].codes.update(dict.fromkeys(rest[1].split("|"), rest[0]))
    return lands, dict(states_of)
