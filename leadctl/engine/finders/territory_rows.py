"""Which row of a territory table a lead falls into: of those that fit, the most specific. No database.

Postal code, then range or prefix (the one that covers fewer codes), city, county, state, country, region, everywhere;
of two alike the one that says more besides (a record type, say), then the earlier line of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from leadctl.db.places import code_forms
from leadctl.db.territories import Area, Territory
from leadctl.models import place_key

CODE, PART, CITY, COUNTY, STATE, COUNTRY, REGION, EVERYWHERE = range(8)
RANKS: Final = ("postal code", "range or prefix", "city", "county", "state", "country", "region", "everywhere")
_COLUMNS: Final = {CITY: "city", COUNTY: "county", STATE: "state", COUNTRY: "country", REGION: "region"}
# Smaller is more specific: rank, codes covered, further columns left open, line, id.
Order = tuple[int, float, int, int, int]


class Where(NamedTuple):
    """Where a lead is, as areas are compared: folded keys, `codes` as db.places.code_forms gives them."""

    record_type_id: int | None
    country: str | None
    region: str
    state: str
    county: str
    city: str
    codes: tuple[str, ...]


def where(
    record_type_id: int | None,
    country: str | None,
    region: str | None,
    state: str | None,
    county: str | None,
    city: str | None,
    postal_code: str | None,
) -> Where:
    """Return the place of a lead from its cells."""
    codes = code_forms(country or "", postal_code) if postal_code else ()
    return Where(record_type_id, country, _key(region), _key(state), _key(county), _key(city), codes)


def words(lead: Where) -> str:
    """Return where a lead is, in words."""
    cells = lead._replace(state=lead.state.upper())
    parts = [f"{name} {value}" for name, value in zip(Where._fields[1:6], cells[1:6], strict=True) if value]
    parts += [f"postal code {lead.codes[0]}"] if lead.codes else []
    return ", ".join(parts) or "a lead without a place"


def _key(cell: object) -> str:
    return place_key(str(cell)) if cell else ""


def rank(area: Area) -> int:
    """Return how specific an area is: CODE the most, EVERYWHERE the least."""
    if area.postal_from is not None:
        return PART if area.postal_to is not None or area.postal_from.endswith("*") else CODE
    return next((r for r, column in _COLUMNS.items() if getattr(area, column) is not None), EVERYWHERE)


def open_columns(area: Area) -> int:
    """Return how many columns of an area are open: the fewer, the more it says."""
    return sum(value is None for value in area[:-2])


def covered(area: Area, codes: Sequence[str]) -> float | None:
    """Return how many codes the area's postal part stands for beside this one, or None when it does not fit."""
    first, last = area.postal_from, area.postal_to
    if first is None:
        return 0.0
    if last is not None:
        fits = any(len(code) == len(first) and code.isdigit() and first <= code <= last for code in codes)
        return int(last) - int(first) + 1.0 if fits else None
    if first.endswith("*"):
        stem = first[:-1]
        # a code of 5 digits with a prefix of 3: 100 codes; letters count as digits, only the order matters
        return 10.0 ** (len(codes[-1]) - len(stem)) if codes and codes[0].startswith(stem) else None
    return float(codes.index(first)) if first in codes else None  # the whole code goes before its first part


def fits(area: Area, lead: Where) -> float | None:
    """Return the codes covered when every column of the area fits the lead, else None."""
    if area.record_type_id is not None and area.record_type_id != lead.record_type_id:
        return None
    for mine, his in zip(area[1:6], lead[1:6], strict=True):
        if mine is not None and mine != his:
            return None
    return covered(area, lead.codes)


class Table:
    """The rows of one table, looked up by what is most specific about them."""

    def __init__(self, rows: Iterable[Territory]) -> None:
        self.rows = list(rows)
        self._by_code: dict[str, list[Territory]] = defaultdict(list)
        self._by_prefix: dict[str, list[Territory]] = defaultdict(list)
        self._by_name: dict[tuple[int, str], list[Territory]] = defaultdict(list)
        self._everywhere: list[Territory] = []
        ranges: dict[int, list[Territory]] = defaultdict(list)
        for row in self.rows:
            self._file(row, ranges)
        self._ranges = {length: _Ranges(rows) for length, rows in ranges.items()}
        self._stems = sorted({len(stem) for stem in self._by_prefix})
        self._ranks = sorted({rank(row.area) for row in self.rows})

    def _file(self, row: Territory, ranges: dict[int, list[Territory]]) -> None:
        area, at = row.area, rank(row.area)
        if at == CODE:
            self._by_code[area.postal_from or ""].append(row)
        elif at == PART and area.postal_to is not None:
            ranges[len(area.postal_to)].append(row)
        elif at == PART:
            self._by_prefix[(area.postal_from or "")[:-1]].append(row)
        elif at == EVERYWHERE:
            self._everywhere.append(row)
        else:
            self._by_name[at, getattr(area, _COLUMNS[at])].append(row)

    def find(self, lead: Where) -> Territory | None:
        """Return the row that the lead falls into, or None."""
        return next((best for at in self._ranks if (best := self._best(lead, at)) is not None), None)

    def fitting(self, lead: Where) -> list[Territory]:
        """Return every row that fits the lead, the most specific first."""
        found = [(order, row) for row in self.rows if (order := order_of(row, lead)) is not None]
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]

    def _best(self, lead: Where, at: int) -> Territory | None:
        best: tuple[Order, Territory] | None = None
        for row in self._near(lead, at):
            order = order_of(row, lead)
            if order is not None and (best is None or order < best[0]):
                best = order, row
        return None if best is None else best[1]

    def _near(self, lead: Where, at: int) -> Iterable[Territory]:
        """Yield the rows of a rank that may fit."""
        if at == CODE:
            for code in lead.codes:
                yield from self._by_code.get(code, ())
        elif at == PART:
            for code in lead.codes:
                ranges = self._ranges.get(len(code))
                if ranges is not None:
                    yield from ranges.over(code)
            if lead.codes:
                whole = lead.codes[0]
                for length in self._stems:
                    if length <= len(whole):
                        yield from self._by_prefix.get(whole[:length], ())
        elif at == EVERYWHERE:
            yield from self._everywhere
        else:
            name = getattr(lead, _COLUMNS[at])
            if name:
                yield from self._by_name.get((at, name), ())


def order_of(row: Territory, lead: Where) -> Order | None:
    """Return by what rows that fit a lead are ordered, smallest first; None when the row does not fit."""
    codes = fits(row.area, lead)
    return None if codes is None else (rank(row.area), codes, open_columns(row.area), row.line or 0, row.id)


class _Ranges:
    """Ranges of codes of one length: which of them cover a code."""

    def __init__(self, rows: list[Territory]) -> None:
        self._rows = sorted(rows, key=lambda row: row.area.postal_from or "")
        self._starts = [row.area.postal_from or "" for row in self._rows]
        self._furthest: list[str] = []  # the last code that any range up to here covers
        for row in self._rows:
            last = row.area.postal_to or ""
            self._furthest.append(max(last, self._furthest[-1]) if self._furthest else last)

    def over(self, code: str) -> Iterable[Territory]:
        """Yield the ranges that cover `code`."""
        at = bisect_right(self._starts, code) - 1
        while at >= 0 and self._furthest[at] >= code:
            if (self._rows[at].area.postal_to or "") >= code:
                yield self._rows[at]
            at -= 1
