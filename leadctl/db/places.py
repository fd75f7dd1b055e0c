"""Where a lead or an office lies: by postal code, else by city, from the files loaded, else the packaged cities.

A postal code is looked for whole, then by its first part (ZIP of a ZIP+4, Canadian FSA, British outward code …). Of
several cities of one name in a country the one in the named state is meant, else the largest.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from leadctl.db import cities
from leadctl.models import place_key

# Leads of these countries carry state codes: a city of another state is another city, however large.
STATES_TELL: Final = frozenset({"US", "CA", "AU", "DE", "AT", "CH", "MX", "BR", "IN"})
_CODE_LENGTH: Final = 3  # longer ones are names that nobody could read as a state

REMEMBERED: Final = 100_000  # places of leads, so that memory stays flat

_NOT_A_CODE: Final = re.compile(r"[^0-9A-Z]+")
_UK: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_FIRST_PART: Final = {"CA": 3, "US": 5, "PT": 4, "BR": 5, "IE": 3, "NL": 4, "AR": 5, "TW": 3}  # signs
_DIGITS: Final = {"US": 5, "DE": 5, "ES": 5, "FR": 5, "IT": 5, "MX": 5, "BR": 8, "JP": 7}  # a spreadsheet cuts zeros
_ZIP_PLUS_4: Final = 9


class Place(NamedTuple):
    """Degrees, IANA zone or None; `by`: what found it, `postal_code` or `city`."""

    latitude: float
    longitude: float
    zone: str | None
    by: str


# country, state, city, postal code, as leads carry them
Wanted = tuple[str | None, str | None, str | None, str | None]

BY_CODE_SQL = """
select p.country, p.postal_code, avg(p.latitude), avg(p.longitude), max(p.zone)
from json_each(:codes) k cross join place p
  on p.country = json_extract(k.value, '$[0]') and p.postal_code = json_extract(k.value, '$[1]')
group by 1, 2"""

# Cities in the order in which one of a name is preferred; places of postal codes count as their middle, after them.
BY_CITY_SQL = """
select p.country, p.city, p.state, p.latitude, p.longitude, p.zone, p.population, p.alias, 0
from json_each(:cities) k cross join place p
  on p.country = json_extract(k.value, '$[0]') and p.city = json_extract(k.value, '$[1]')
where p.postal_code is null
union all
select p.country, p.city, p.state, avg(p.latitude), avg(p.longitude), max(p.zone), count(*), 0, 1
from json_each(:cities) k cross join place p
  on p.country = json_extract(k.value, '$[0]') and p.city = json_extract(k.value, '$[1]')
where p.postal_code is not null
group by 1, 2, 3
order by 9, 8, 7 desc, 3, 4, 5"""


def code_key(text: str) -> str:
    """Return a postal code as compared: capitals and digits only."""
    return _NOT_A_CODE.sub("", text.upper())


@lru_cache(maxsize=REMEMBERED)
def code_forms(country: str, text: str) -> tuple[str, ...]:
    """Return what a postal code is looked up as: whole, zeros put back, then its first part where it has one."""
    code = code_key(text)
    if not code:
        return ()
    digits = _DIGITS.get(country)
    if digits and code.isdigit():
        if len(code) < digits:
            code = code.zfill(digits)
        elif country == "US" and digits < len(code) < _ZIP_PLUS_4:
            code = code.zfill(_ZIP_PLUS_4)
    if country == "GB" and _UK.fullmatch(code):
        return code, code[:-3]
    first = _FIRST_PART.get(country)
    return (code, code[:first]) if first and len(code) > first else (code,)


class PlaceBook:
    """Places looked up in bulk and remembered. `prefetch` asks the database, `find` does not."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._codes: dict[tuple[str, str], Place | None] = {}
        self._cities: dict[tuple[str, str], list[tuple[str, Place]]] = {}  # (state key, place), best first
        self._found: dict[Wanted, Place | None] = {}

    def prefetch(self, wanted: Iterable[Wanted]) -> None:
        """Read what `find` will need for these: (country, state, city, postal code), each as leads carry it."""
        if len(self._found) > REMEMBERED:
            self._codes, self._cities, self._found = {}, {}, {}
        codes: set[tuple[str, str]] = set()
        towns: set[tuple[str, str]] = set()
        for one in set(wanted):
            country, _, city, code = one
            if one in self._found or not country:
                continue
            codes.update((country, form) for form in code_forms(country, code or ""))
            if city:
                towns.add((country, place_key(city)))
        # not `codes - keys()`: that goes through all keys there are
        self._read_codes({code for code in codes if code not in self._codes})
        self._read_cities({town for town in towns if town not in self._cities})

    def _read_codes(self, codes: set[tuple[str, str]]) -> None:
        self._codes.update(dict.fromkeys(codes))
        if codes:
            for country, code, latitude, longitude, zone in self._con.execute(
                BY_CODE_SQL, {"codes": json.dumps(sorted(codes))}
            ):
                self._codes[country, code] = Place(latitude, longitude, zone, "postal_code")

    def _read_cities(self, towns: set[tuple[str, str]]) -> None:
        if not towns:
            return
        for town in towns:
            self._cities[town] = []
        for country, city, state, latitude, longitude, zone, *_ in self._con.execute(
            BY_CITY_SQL, {"cities": json.dumps(sorted(towns))}
        ):
            self._cities[country, city].append((state or "", Place(latitude, longitude, zone, "city")))
        packaged = cities.by_name()
        for town in towns:
            self._cities[town] += [
                (place_key(c.state), Place(c.latitude, c.longitude, c.zone, "city")) for c in packaged.get(town, ())
            ]

    def find(self, country: str | None, state: str | None, city: str | None, postal_code: str | None) -> Place | None:
        """Return the place of what was prefetched, or None."""
        key = (country, state, city, postal_code)
        if key not in self._found:
            self._found[key] = self._look(country, state, city, postal_code) if country else None
        return self._found[key]

    def _look(self, country: str, state: str | None, city: str | None, postal_code: str | None) -> Place | None:
        for form in code_forms(country, postal_code or ""):
            place = self._codes.get((country, form))
            if place is not None:
                return place
        found = self._cities.get((country, place_key(city)), []) if city else []
        wanted = place_key(state or "")
        for at, place in found:
            if not wanted or at == wanted:
                return place
        if country in STATES_TELL and len(wanted) <= _CODE_LENGTH:
            found = [(at, place) for at, place in found if not at]
        return found[0][1] if found else None

    def zones(
        self, country: str | None, state: str | None, city: str | None, postal_code: str | None
    ) -> frozenset[tuple[str, str]]:
        """Return (folded state or "", zone) of every place this may be, of what was prefetched.

        None when nothing is known, or when one of the cities of that name has no zone.
        """
        if not country:
            return frozenset()
        for form in code_forms(country, postal_code or ""):
            place = self._codes.get((country, form))
            if place is not None and place.zone:
                return frozenset({("", place.zone)})
        named = self._cities.get((country, place_key(city)), []) if city else []
        wanted = place_key(state or "")
        same = [(at, place.zone) for at, place in named if not wanted or at == wanted]
        return frozenset((at, zone) for at, zone in same if zone) if all(zone for _, zone in same) else frozenset()


def find(
    con: sqlite3.Connection, country: str | None, state: str | None, city: str | None, postal_code: str | None
) -> Place | None:
    """Return where this is, or None; `country` is ISO alpha-2. For many places use a PlaceBook."""
    book = PlaceBook(con)
    book.prefetch([(country, state, city, postal_code)])
    return book.find(country, state, city, postal_code)


# ---------------------------------------------------------------- writing and listing

COLUMNS: Final = (
    "country", "state", "city", "postal_code", "latitude", "longitude", "population", "zone", "alias", "import_id",
)  # fmt: skip
INSERT_SQL = f"insert into place ({', '.join(COLUMNS)}) values ({', '.join(f':{c}' for c in COLUMNS)})"
UPDATE_SQL = """
update place set latitude = :latitude, longitude = :longitude, population = :population, zone = :zone
where id = :id"""

KNOWN_SQL = """
select k.key, p.id, p.latitude, p.longitude, p.population, p.zone
from json_each(:keys) k cross join place p
  on p.country = json_extract(k.value, '$[0]') and p.postal_code = json_extract(k.value, '$[3]')
where p.state is json_extract(k.value, '$[1]') and p.city is json_extract(k.value, '$[2]')
union all
select k.key, p.id, p.latitude, p.longitude, p.population, p.zone
from json_each(:keys) k cross join place p
  on p.country = json_extract(k.value, '$[0]') and p.city = json_extract(k.value, '$[2]')
where p.postal_code is null and json_extract(k.value, '$[3]') is null and p.state is json_extract(k.value, '$[1]')
  and p.alias = json_extract(k.value, '$[4]')"""

COUNT_SQL = """
select country, sum(postal_code is not null), sum(postal_code is null), sum(zone is not null)
from place where alias = 0 group by 1 order by 1"""

LIKE_SQL = """
select country, state, city, postal_code, latitude, longitude, population, zone from place
where (city like :city || '%' and :city <> '') or (postal_code like :code || '%' and :code <> '')
order by postal_code is not null, city <> :city, population desc, country, postal_code limit :limit"""

WITHOUT_ZONE_SQL = """
select id, country, latitude, longitude from place where import_id = :import and zone is null"""
ZONE_SQL = "update place set zone = :zone where id = :id"
ZONED_SQL = """
select country, latitude, longitude, zone from place
where zone is not null and postal_code is null and alias = 0 and country in (select value from json_each(:countries))"""
DELETE_SQL = "delete from place where import_id = :import"


# (country, state key, city key, postal code, alias)
Key = tuple[str, str | None, str | None, str | None, int]
Known = tuple[int, float, float, int, str | None]  # id, latitude, longitude, population, zone


def known(con: sqlite3.Connection, keys: list[Key]) -> dict[int, Known]:
    """Return position in `keys` -> the place stored under it."""
    rows = con.execute(KNOWN_SQL, {"keys": json.dumps(keys)})
    return {row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in rows}


def insert(con: sqlite3.Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Add places; each has the COLUMNS."""
    con.executemany(INSERT_SQL, rows)


def update(con: sqlite3.Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Give places (by `id`) another position, population and zone."""
    con.executemany(UPDATE_SQL, rows)


def counts(con: sqlite3.Connection) -> list[tuple[str, int, int, int]]:
    """Return (country, postal codes, cities, of both with a zone) of the loaded places."""
    return con.execute(COUNT_SQL).fetchall()


def like(con: sqlite3.Connection, text: str, limit: int) -> list[tuple[Any, ...]]:
    """Return loaded places whose city or postal code begins with `text`."""
    parameters = {"city": place_key(text), "code": code_key(text), "limit": limit}
    return con.execute(LIKE_SQL, parameters).fetchall()


def without_zone(con: sqlite3.Connection, import_id: int) -> list[tuple[int, str, float, float]]:
    """Return (id, country, latitude, longitude) of the places of an import whose file gave no zone."""
    return con.execute(WITHOUT_ZONE_SQL, {"import": import_id}).fetchall()


def set_zones(con: sqlite3.Connection, zones: Iterable[tuple[int, str]]) -> None:
    """Give places (id, zone) their zone."""
    con.executemany(ZONE_SQL, ({"id": place_id, "zone": zone} for place_id, zone in zones))


def zoned(con: sqlite3.Connection, countries: Iterable[str]) -> list[tuple[str, float, float, str]]:
    """Return (country, latitude, longitude, zone) of the loaded cities that have one."""
    return con.execute(ZONED_SQL, {"countries": json.dumps(sorted(countries))}).fetchall()


def take_back(con: sqlite3.Connection, import_id: int) -> int:
    """Remove the places that came with an import; return how many."""
    return con.execute(DELETE_SQL, {"import": import_id}).rowcount
