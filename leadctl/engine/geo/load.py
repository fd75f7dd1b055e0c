"""`geo load`: rows of a file of cities or postal codes, as the place table keeps them. A second load is an update."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from leadctl.config import Config
from leadctl.db import cities, places
from leadctl.engine.geo.codes import state_of_code
from leadctl.engine.geo.files import VOCABULARY, PlaceFile, place_file
from leadctl.engine.geo.nearest_zone import ZoneMap
from leadctl.engine.importing.batch import Batch, Context
from leadctl.engine.importing.frame import run_import
from leadctl.engine.importing.summary import ImportRequest, ImportSummary, Progress
from leadctl.models import place_key

if TYPE_CHECKING:
    from leadctl.engine.intake.source import Record, Source

ALIASES_FROM: Final = 15_000  # inhabitants from which a city's other names are kept
LONGEST: Final = 200  # letters of a name; GeoNames keeps as many
_GONE: Final = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})  # historical, abandoned, destroyed
_LATIN: Final = re.compile(r"[a-z]{3,40}")
_SUFFIX: Final = re.compile(r"\s+(?:city|town|village|CDP|borough|municipality)(?: \(balance\))?$")  # of a gazetteer


def load_places(
    con: sqlite3.Connection,
    path: str,
    config: Config,
    now: int,
    *,
    country: str | None = None,
    progress: Progress | None = None,
    **flags: Any,
) -> ImportSummary:
    """Return what loading `path` did. `country` (ISO alpha-2) is that of rows that name none; where rows name one,
    only those of that country are taken.

    `flags` are further fields of ImportRequest: explicit, encoding, delimiter, rejects, strict, dry_run. Raises as
    run_import does, and UsageError for an archive that cannot be read.
    """
    with place_file(path) as file:
        loader = _Loader(file, country, config.region)
        flags["explicit"] = dict(file.explicit) | dict(flags.get("explicit") or {})
        flags["delimiter"] = flags.get("delimiter") or file.delimiter
        request = ImportRequest(
            "places", file.path, VOCABULARY, required=(("latitude",), ("longitude",), ("postal_code", "city")),
            empty=config.empty_values, options={"country": country}, header=file.header, name=file.name, **flags,
        )  # fmt: skip
        return run_import(
            con, request, loader.store, now, prepare=loader.prepare, finish=loader.finish, progress=progress
        )


class _Loader:
    """Reads the rows of one file."""

    def __init__(self, file: PlaceFile, country: str | None, region: str) -> None:
        self._file, self._only, self._country = file, country, country or region
        self._zones: dict[str, str | None] = {}

    def prepare(self, source: Source, ctx: Context) -> None:
        """Say what the file was taken for."""
        kinds = {
            "cities": "cities of GeoNames",
            "postal codes": "postal codes of GeoNames",
            "gazetteer": "a census gazetteer",
        }
        notes = [f"read as {kinds[self._file.kind]}"] if self._file.kind in kinds else []
        if ctx.mapping.index("country") is None:
            notes.append(f"no country column: every row is in {self._country} (--country names another)")
        ctx.summary.notes += notes

    def store(self, con: sqlite3.Connection, batch: Batch, ctx: Context) -> None:
        """Write the places of one chunk."""
        rows: list[dict[str, Any]] = []
        seen: dict[places.Key, int] = {}
        for record, cells in batch.rows():
            for row in self._rows(record, cells, ctx):
                at = seen.setdefault(_key(row), len(rows))
                if at == len(rows):
                    rows.append(row)
                else:
                    ctx.count("repeated", int(not row["alias"]))
                    if row["population"] > rows[at]["population"]:
                        rows[at] = row
        known = places.known(con, list(seen))
        new, changed = [], []
        for at, row in enumerate(rows):
            old = known.get(at)
            outcome = _outcome(row, old)
            if outcome == "new":
                new.append({**row, "import_id": ctx.import_id})
            elif outcome == "changed" and old is not None:
                changed.append({**row, "id": old[0], "zone": row["zone"] or old[4]})
            if not row["alias"]:
                ctx.count(outcome)
        places.insert(con, new)
        places.update(con, changed)

    def finish(self, con: sqlite3.Connection, ctx: Context) -> None:
        """Give postal codes the zone of the nearest city."""
        bare = places.without_zone(con, ctx.import_id)
        if not bare:
            return
        wanted = {country for _, country, _, _ in bare}
        packaged = [(c.country, c.latitude, c.longitude, c.zone) for c in cities.read() if c.country in wanted]
        zones = ZoneMap([*packaged, *places.zoned(con, wanted)])
        found = ((i, zones.zone(country, latitude, longitude)) for i, country, latitude, longitude in bare)
        places.set_zones(con, [(i, zone) for i, zone in found if zone is not None])

    # ------------------------------------------------------------ one row

    def _rows(self, record: Record, cells: dict[str, str], ctx: Context) -> Iterator[dict[str, Any]]:
        """Yield the place of a record, and the city's other names."""
        if cells.get("feature", "P") not in {"P", ""} or cells.get("feature_code") in _GONE:
            ctx.count("no_city")
            return
        country = self._country_of(record, cells, ctx)
        if country is None:
            return
        where = self._coordinates(record, cells, ctx)
        name = cells.get("city", "")
        if self._file.kind == "gazetteer":
            name = _SUFFIX.sub("", name)
        code = places.code_key(cells.get("postal_code", ""))
        if max(len(name), len(code), len(cells.get("state", ""))) > LONGEST:
            ctx.reject(record, "city", name, "no-place", f"no place has a name of more than {LONGEST} letters")
            return
        if where is None or not (name or code):
            if where is not None:
                ctx.reject(record, "postal_code", None, "no-place", "neither a postal code nor a city")
            return
        forms = places.code_forms(country, code) if code else []
        row: dict[str, Any] = {
            "country": country,
            "state": self._state(country, cells),
            "city": place_key(name) or None,
            "postal_code": forms[0] if forms else None,
            "latitude": where[0],
            "longitude": where[1],
            "population": _whole(cells.get("population", "")),
            "zone": self._zone(cells.get("zone", "")),
            "alias": 0,
        }
        yield row
        if not code and row["population"] >= ALIASES_FROM:
            names = {place_key(other) for other in cells.get("other_names", "").split(",")}
            for other in sorted(n for n in names if n != row["city"] and _LATIN.fullmatch(n)):
                yield {**row, "city": other, "alias": 1}

    def _country_of(self, record: Record, cells: dict[str, str], ctx: Context) -> str | None:
        from leadctl.engine.normalise.place import country

        named = cells.get("country", "")
        if not named:
            return self._country
        found = named if len(named) == 2 and named.isupper() else country(named)
        if found is None:
            ctx.reject(record, "country", named, "unknown-country", f'"{named}" is not a country')
        elif self._only is not None and found != self._only:
            ctx.count("other_country")
            return None
        return found

    def _coordinates(self, record: Record, cells: dict[str, str], ctx: Context) -> tuple[float, float] | None:
        found = []
        for field, most in (("latitude", 90), ("longitude", 180)):
            try:
                number = float(cells.get(field, "").replace(",", "."))
            except ValueError:
                number = float("nan")
            if not abs(number) <= most:
                ctx.reject(
                    record, field, cells.get(field), "bad-coordinates",
                    f'{field} "{cells.get(field, "")}" is not a number of degrees from -{most} to {most}',
                )  # fmt: skip
                return None
            found.append(number)
        return found[0], found[1]

    @staticmethod
    def _state(country: str, cells: dict[str, str]) -> str | None:
        from leadctl.engine.normalise.place import state

        name = cells.get("state", "")
        code = state_of_code(country, cells.get("state_code", ""))
        return place_key((name and state(name, country)) or code or name) or None

    def _zone(self, name: str) -> str | None:
        from leadctl.clock import zone
        from leadctl.errors import UsageError

        if name not in self._zones:
            try:
                self._zones[name] = zone(name).key if name else None
            except UsageError:  # a zone of a newer tzdata: the nearest city has one
                self._zones[name] = None
        return self._zones[name]


def _key(row: dict[str, Any]) -> places.Key:
    return row["country"], row["state"], row["city"], row["postal_code"], row["alias"]


def _outcome(row: dict[str, Any], old: places.Known | None) -> str:
    """Return new, changed or unchanged; of two cities of one name and state the larger stays."""
    if old is None:
        return "new"
    same = (row["latitude"], row["longitude"], row["population"]) == old[1:4] and row["zone"] in {None, old[4]}
    return "unchanged" if same or row["population"] < old[3] else "changed"


def _whole(text: str) -> int:
    plain = text.replace(",", "").partition(".")[0]
    return int(plain) if plain.isdigit() else 0
