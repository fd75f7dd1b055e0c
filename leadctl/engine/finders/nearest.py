"""`nearest`: the people of the office nearest to the lead, by great circle, then of the next one within `max_km`.

Places become unit vectors once; the squared chord between two of them grows with their distance, so offices are
ranked without a sine (the chord formula, as exact as haversine at any distance). Offices at one place are one group.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from math import asin, cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from leadctl.config.model import Config, Strategy
from leadctl.db import people, rosters
from leadctl.db.people import Account
from leadctl.db.places import Place, PlaceBook, Wanted
from leadctl.engine.criteria import position
from leadctl.engine.decisions import Found, Row

if TYPE_CHECKING:
    from leadctl.engine.snapshot import RuleBook

EARTH_KM: Final = 6371.0088  # mean radius (IUGG)
FIELDS: Final = ("country", "state", "city", "postal_code")
TOLD: Final = 3  # offices kept in the trace
REMEMBERED: Final = 50_000  # places
BY_WORDS: Final = {"postal_code": "its postal code", "city": "its city"}

Vector = tuple[float, float, float]


class Office(NamedTuple):
    """An account that leads may be near to. `vector` None = nobody knows where it is."""

    account_id: int
    name: str
    vector: Vector | None


def vector(latitude: float, longitude: float) -> Vector:
    """Return the unit vector of a point given in degrees."""
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def chord2(a: Vector, b: Vector) -> float:
    """Return the squared straight-line distance of two points of the unit sphere, 0 to 4."""
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def kilometres(squared: float) -> float:
    """Return the great-circle distance of a squared chord."""
    return 2 * EARTH_KM * asin(min(1.0, sqrt(squared) / 2))


def offices(con: sqlite3.Connection, names: Sequence[str], config: Config) -> list[Office]:
    """Return the accounts of these names with their places: their coordinates, else their postal code, else city.

    An account without a country is in the country of the nearest account above it, else of the rules.
    """
    accounts = people.all_accounts(con)
    by_id = {a.id: a for a in accounts}
    by_name = {a.name.casefold(): a for a in accounts}
    chosen = [by_name[name.casefold()] for name in dict.fromkeys(names) if name.casefold() in by_name]
    wanted: dict[int, Wanted] = {
        a.id: (_country(a, by_id) or config.region, a.state, a.city, a.postal_code) for a in chosen
    }
    book = PlaceBook(con)
    book.prefetch(wanted.values())
    found = []
    for account in chosen:
        place = book.find(*wanted[account.id])
        point: tuple[float, float] | None = None if place is None else (place.latitude, place.longitude)
        if account.latitude is not None and account.longitude is not None:
            point = (account.latitude, account.longitude)
        found.append(Office(account.id, account.name, None if point is None else vector(*point)))
    return found


def _country(account: Account, by_id: Mapping[int, Account]) -> str | None:
    at: Account | None = account
    while at is not None and at.country is None:
        at = by_id.get(at.parent_id or 0)
    return None if at is None else at.country


def unplaced(names: Sequence[str]) -> str:
    """Return that nobody knows where these offices are, and the remedy."""
    named = ", ".join(f'"{name}"' for name in names)
    many = len(names) > 1
    return (
        f"{'offices' if many else 'office'} {named} {'get' if many else 'gets'} no leads:"
        f" {'their places are' if many else 'its place is'} unknown; give the account latitude and longitude, or a "
        "city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)"
    )


class Nearest:
    """The offices of a strategy with their people."""

    def __init__(self, con: sqlite3.Connection, book: RuleBook, rule: Strategy, strategy_id: int) -> None:
        every = offices(con, rule.to.accounts, book.config)
        lost = [o.name for o in every if o.vector is None]
        self.warnings: tuple[str, ...] = (f'strategy "{rule.name}": {unplaced(lost)}',) if lost else ()
        self._names = people.account_names(con)
        self._offices = [(o, o.vector) for o in every if o.vector is not None]
        self._people = _people(con, [o.account_id for o in every], rosters.current(con).get(strategy_id, {}))
        self._places = PlaceBook(con)
        self._at = [position(book.index, name) for name in FIELDS]
        self._matches = book.matches[rule.name]
        self._region = book.config.region
        self._max_km = rule.max_km
        self._most = 4.0 if rule.max_km is None else (2 * sin(min(rule.max_km / EARTH_KM, pi) / 2)) ** 2
        self._found: dict[tuple[float, float, str], Found | None] = {}  # by place
        self._groups: dict[tuple[int, ...], frozenset[int]] = {}

    def prefetch(self, rows: Sequence[Row]) -> None:
        """Look up the places of the rows."""
        if len(self._found) > REMEMBERED:
            self._found = {}
        self._places.prefetch({self._wanted(row) for row in rows if self._matches(row)})

    def given(self, row: Row, user_id: int) -> None:
        """Learn nothing: who has leads moves no office."""

    def find(self, row: Row) -> Found | None:
        """Return the people of the offices by distance, or None when the place is unknown or too far from all."""
        place = self._places.find(*self._wanted(row))
        if place is None:
            return None
        key = (place.latitude, place.longitude, place.by)
        if key not in self._found:
            self._found[key] = self._look(place)
        return self._found[key]

    def missing(self, row: Row) -> str:
        """Return why no office was found."""
        wanted = self._wanted(row)
        self._places.prefetch([wanted])
        place = self._places.find(*wanted)
        if not self._offices:
            return "no office has a known place"
        if place is None:
            named = ", ".join(str(part) for part in reversed(wanted) if part)
            return f"its place is unknown: {named}" if any(wanted[1:]) else "it has no city and no postal code"
        near = self._ranked(vector(place.latitude, place.longitude))[0]
        return f"the nearest office, {near[1].name}, is {kilometres(near[0]):,.0f} km away; max_km is {self._max_km:g}"

    def tell(self, why: Sequence[Any]) -> str:
        """Return how far the nearest offices are: [by, [[account, km], …]]."""
        listed = ", ".join(f"{self._names.get(account, '?')} {km:,} km" for account, km in why[1])
        return f"{listed} from {BY_WORDS.get(why[0], 'it')}"

    def _wanted(self, row: Row) -> Wanted:
        country, state, city, code = (None if at is None else row[at] for at in self._at)
        return country or self._region, state, city, code

    def _look(self, place: Place) -> Found | None:
        ranked = [hit for hit in self._ranked(vector(place.latitude, place.longitude)) if hit[0] <= self._most]
        if not ranked:
            return None
        at_one_place: dict[float, list[int]] = {}
        for squared, office in ranked:
            at_one_place.setdefault(squared, []).append(office.account_id)
        groups = tuple(self._group(tuple(ids)) for ids in at_one_place.values())
        nearest = tuple((o.account_id, round(kilometres(squared))) for squared, o in ranked[:TOLD])
        return Found(groups=groups, why=(place.by, nearest))

    def _group(self, account_ids: tuple[int, ...]) -> frozenset[int]:
        """Return the people of these offices: the same object every time."""
        if account_ids not in self._groups:
            self._groups[account_ids] = frozenset().union(*(self._people[account_id] for account_id in account_ids))
        return self._groups[account_ids]

    def _ranked(self, point: Vector) -> list[tuple[float, Office]]:
        return sorted(((chord2(point, v), office) for office, v in self._offices), key=lambda hit: hit[0])


def _people(
    con: sqlite3.Connection, account_ids: Sequence[int], roster: Mapping[int, Any]
) -> dict[int, frozenset[int]]:
    """Return office -> those of the roster who sit in it or below it; who sits below two belongs to the nearer one."""
    parents = {a.id: a.parent_id for a in people.all_accounts(con)}
    chosen = set(account_ids)
    found: dict[int, set[int]] = {account_id: set() for account_id in account_ids}
    for user in people.all_users(con):
        at: int | None = user.account_id
        while at is not None and at not in chosen:
            at = parents.get(at)
        if at is not None and user.id in roster:
            found[at].add(user.id)
    return {account_id: frozenset(users) for account_id, users in found.items()}
