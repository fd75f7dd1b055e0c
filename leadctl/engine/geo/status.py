"""What is known of where: how many places are loaded, and the places that a text names."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

from leadctl.db import cities, places
from leadctl.models import place_key

ATTRIBUTION: Final = "GeoNames (https://www.geonames.org), CC BY 4.0"


class Loaded(NamedTuple):
    """What is loaded of one country."""

    country: str
    postal_codes: int
    cities: int
    with_zone: int  # of both


class Hit(NamedTuple):
    """One place. Names as stored: of loaded files folded, of the packaged list as written."""

    country: str
    state: str
    city: str
    postal_code: str
    latitude: float
    longitude: float
    inhabitants: int
    zone: str
    origin: str  # loaded | packaged


def loaded(con: sqlite3.Connection) -> list[Loaded]:
    """Return what the loaded files know, by country."""
    return [Loaded(*row) for row in places.counts(con)]


def packaged() -> int:
    """Return how many large cities come with leadctl."""
    return cities.count()


def find(con: sqlite3.Connection, text: str, country: str | None, limit: int) -> list[Hit]:
    """Return the places whose city or postal code begins with `text`, loaded ones first; `limit` 0 = all."""
    hits = [
        Hit(row[0], _state(row[1]), row[2] or "", row[3] or "", row[4], row[5], row[6], row[7] or "", "loaded")
        for row in places.like(con, text, limit if limit and country is None else -1)
        if country in {None, row[0]}
    ]
    wanted = place_key(text)
    more = [
        Hit(c.country, c.state, c.name, "", c.latitude, c.longitude, c.thousands * 1000, c.zone, "packaged")
        for c in (cities.read() if wanted else ())
        if country in {None, c.country} and any(place_key(n).startswith(wanted) for n in (c.name, *c.other_names))
    ]
    more.sort(key=lambda h: (place_key(h.city) != wanted, -h.inhabitants, h.country))
    return [*hits, *more][: limit or None]


def _state(key: str | None) -> str:
    """Return a stored state as it is written: codes in capitals."""
    return "" if key is None else key.upper() if len(key) <= 3 else key
