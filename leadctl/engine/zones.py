"""Where a lead may be, as states with their time zones: by state, postal code or country, else by phone number. Pure.

The tables are leadctl/data/states.tsv (states, postal codes; written by hand) and zones.tsv (countries, area codes;
made by tools/make_zones.py). What is not known widens the answer: of a country with several zones all of them are
possible, so whatever must hold at the lead's place must hold in each spot.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from leadctl.models import place_key

REST: Final = "*"  # in states.tsv: every state that is not named
MOST_ZONES: Final = 3  # a number that fits more zones says nothing
_SIGNS: Final = re.compile(r"[^0-9A-Z]+")
# Length of the postal codes of states.tsv, and how many first signs of a code are compared.
_CODES: Final = {"US": 5, "CA": 1, "AU": 4, "BR": 8, "MX": 5, "ES": 5, "PT": 4, "NZ": 4}
_LONGER: Final = frozenset({"US", "PT"})  # ZIP+4 and the like: the first part is compared


class Spot(NamedTuple):
    """One possible place: country, state (None = none known, or no matter) and IANA zone."""

    country: str
    state: str | None
    zone: str


Spots = tuple[Spot, ...]


class _State(NamedTuple):
    code: str
    name: str
    zones: tuple[str, ...]


class _Tables(NamedTuple):
    countries: dict[str, tuple[str, tuple[str, ...]]]  # code -> name, zones
    states: dict[str, dict[str, _State]]  # country -> folded code or name -> state
    moved: dict[tuple[str, str], str]  # (country, state) -> its own country code
    codes: dict[str, dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]]  # country -> range -> state, zones
    areas: dict[str, tuple[str, tuple[str, ...]]]  # area code with its 1 -> country, states


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    found = _Tables({}, defaultdict(dict), {}, defaultdict(dict), {})
    for name in ("zones.tsv", "states.tsv"):
        for line in (files("leadctl") / "data" / name).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                _enter(found, *line.split("\t"))
    return found


def _enter(tables: _Tables, kind: str, first: str, *rest: str) -> None:
    """Put one line of the files into the tables."""
    if kind == "z":
        tables.countries[first] = (rest[0], tuple(rest[1].split()))
    elif kind == "p":
        tables.areas[first] = (rest[0], () if rest[1] == "-" else tuple(rest[1].split()))
    elif kind == "c":
        tables.moved[first, rest[0]] = rest[1]
    elif kind == "r":
        lies = (rest[2], tuple(rest[3].split()) if len(rest) > 3 else ())
        tables.codes[first].setdefault((rest[0], rest[1]), []).append(lies)
    else:
        code, name, zones, *others = rest
        state = _State(code, name, tuple(zones.split()))
        known = tables.states[first]
        for word in (name, *(others[0].split("|") if others else ())):
            known.setdefault(place_key(word), state)
        known[REST if code == REST else place_key(code)] = state


def spots(
    country: str | None,
    state: str | None = None,
    postal_code: str | None = None,
    places: Collection[tuple[str, str]] = (),
) -> Spots:
    """Return every place that fits, none when the country is unknown. `country` is ISO alpha-2.

    `places` is what a table of places says of the lead's postal code or city: (state or "", zone) of each that fits.
    """
    tables = _tables()
    if country is not None and state is not None:
        moved = tables.moved.get((country, state.upper()))
        country, state = (country, state) if moved is None else (moved, None)
    if country is None or country not in tables.countries:
        return ()
    found = _in_state(country, state) if state else ()
    if len(found) == 1:
        return found
    ranged = _by_code(country, postal_code or "")
    if found:
        found = tuple(spot for spot in ranged if spot.state == found[0].state) or found
    else:
        found = ranged or _everywhere(country, state)
    return tuple(dict.fromkeys(spot for place in places for spot in _at_place(country, found, *place))) or found


def _at_place(country: str, fitting: Spots, state: str, zone: str) -> Iterable[Spot]:
    """Return what is left of the fitting spots when the lead is in this zone, and in this state if one is said."""
    if state and len({spot.state for spot in fitting}) > 1:
        fitting = _in_state(country, state) or fitting
    here = tuple(spot for spot in fitting if spot.zone == zone)
    return here or [spot._replace(zone=zone) for spot in fitting]


@lru_cache(maxsize=4096)
def _in_state(country: str, state: str) -> Spots:
    """Return the spots of a state that the table knows; none when it does not."""
    known = _tables().states.get(country)
    if known is None:
        return ()
    entry = known.get(place_key(state)) or known.get(REST)
    if entry is None:
        return ()
    code = state if entry.code == REST else entry.code
    return tuple(Spot(country, code, zone) for zone in entry.zones)


def _by_code(country: str, postal_code: str) -> Spots:
    """Return the spots of a postal code that lies in a range of the table."""
    length = _CODES.get(country)
    code = _SIGNS.sub("", postal_code.upper())
    if length is None or (len(code) != length and country not in _LONGER and length > 1) or len(code) < length:
        return ()
    return _ranged(country, code[:length])


@lru_cache(maxsize=1 << 17)
def _ranged(country: str, code: str) -> Spots:
    """Return the spots of the range in which a code lies."""
    ranges = _ranges(country)
    at = bisect_right(ranges, code, key=lambda span: span[0]) - 1
    if at < 0 or code > ranges[at][1]:
        return ()
    return _of_range(country, ranges[at])


@lru_cache(maxsize=16)
def _ranges(country: str) -> list[tuple[str, str]]:
    return sorted(_tables().codes[country])


@lru_cache(maxsize=1024)
def _of_range(country: str, span: tuple[str, str]) -> Spots:
    lies = _tables().codes[country][span]
    return tuple(spot for state, zones in lies for spot in _narrowed(country, state, zones))


def _narrowed(country: str, state: str, zones: tuple[str, ...]) -> Iterable[Spot]:
    moved = _tables().moved.get((country, state))
    if moved is not None:
        return _everywhere(moved, None)
    entry = _tables().states[country][REST if state == REST else place_key(state)]
    code = None if entry.code == REST else entry.code
    return [Spot(country, code, zone) for zone in zones or entry.zones]


@lru_cache(maxsize=512)
def _everywhere(country: str, state: str | None) -> Spots:
    """Return every spot of a country; a state that the table does not know is kept where its states make no zones."""
    known = _tables().states.get(country)
    if known is None:
        return tuple(Spot(country, state, zone) for zone in _tables().countries[country][1])
    entries = dict.fromkeys(known.values())
    return tuple(Spot(country, None if e.code == REST else e.code, zone) for e in entries for zone in e.zones)


def by_phone(number: str, country: str | None = None) -> Spots:
    """Return where a number in E.164 belongs, none when it does not say: toll-free, satellite, not of `country`.

    Area codes of +1 say country and state, elsewhere the library's table says the zone where it knows few enough.
    """
    if number.startswith("+1"):
        area = _tables().areas.get(number[1:5])
        if area is None or (country is not None and area[0] != country):
            return ()
        return tuple(spot for state in area[1] for spot in _in_state(area[0], state)) or _everywhere(area[0], None)
    import phonenumbers
    from phonenumbers import timezone

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ()
    region = phonenumbers.region_code_for_number(parsed)
    if region not in _tables().countries or (country is not None and region != country):
        return ()
    whole = _everywhere(region, None)
    zones = timezone.time_zones_for_number(parsed)
    if len(zones) > MOST_ZONES:
        return whole
    return tuple(spot for spot in whole if spot.zone in zones) or whole


def name(country: str, state: str | None = None) -> str:
    """Return `Florida`, `Germany`: the place in words; the code where there is none."""
    tables = _tables()
    if state is not None:
        entry = tables.states.get(country, {}).get(place_key(state))
        return entry.name if entry is not None else state
    return tables.countries[country][0] if country in tables.countries else country
