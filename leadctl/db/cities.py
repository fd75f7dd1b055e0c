"""The packaged list of large cities (leadctl/data/cities.tsv.gz, GeoNames, CC BY 4.0), read when it is first asked."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from leadctl.models import place_key

FILE: Final = "cities.tsv.gz"


class City(NamedTuple):
    """One city: state as leads carry it ("" = not known), degrees, inhabitants in thousands, IANA zone."""

    country: str
    state: str
    name: str
    other_names: tuple[str, ...]
    latitude: float
    longitude: float
    thousands: int
    zone: str


def read() -> Iterator[City]:
    """Yield the packaged cities, by country, state and name."""
    text = gzip.decompress((files("leadctl") / "data" / FILE).read_bytes()).decode()
    first, *lines = text.splitlines()
    zones = first.split("\t")
    for line in lines:
        country, state, name, others, latitude, longitude, thousands, zone = line.split("\t")
        names = tuple(others.split("|")) if others else ()
        yield City(country, state, name, names, float(latitude), float(longitude), int(thousands), zones[int(zone)])


@lru_cache(maxsize=1)
def by_name() -> dict[tuple[str, str], tuple[City, ...]]:
    """Return (country, folded name) -> its cities: those that bear the name themselves first, then by inhabitants."""
    found: dict[tuple[str, str], list[tuple[int, int, City]]] = {}
    for city in read():
        for alias, name in enumerate((city.name, *city.other_names)):
            found.setdefault((city.country, place_key(name)), []).append((min(alias, 1), -city.thousands, city))
    return {key: tuple(city for _, _, city in sorted(cities)) for key, cities in found.items()}


def count() -> int:
    """Return how many cities the packaged list has."""
    return sum(1 for _ in read())
