"""What a file of places is: GeoNames' cities or postal codes, a census gazetteer, or any table with a header.

A zip archive is opened and its largest table taken, so that files can be loaded as they are downloaded.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, NamedTuple

from leadctl.engine.intake.mapping import Vocabulary
from leadctl.engine.intake.tables import BOOK_ENDINGS
from leadctl.errors import LeadctlError, UsageError

Kind = Literal["cities", "postal codes", "gazetteer", "table"]

# The columns of https://download.geonames.org/export/dump (19) and …/export/zip (12); neither file has a header line.
CITY_HEADER: Final = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation",
    "dem", "timezone", "modification date",
)  # fmt: skip
POSTAL_HEADER: Final = (
    "country code", "postal code", "place name", "admin name1", "admin code1", "admin name2", "admin code2",
    "admin name3", "admin code3", "latitude", "longitude", "accuracy",
)  # fmt: skip

MOST_UNPACKED: Final = 4_000_000_000  # bytes; all places of the world are 1.7 of them
_BLOCK: Final = 1 << 20

VOCABULARY: Final = Vocabulary(
    {
        "country": ("country code", "country", "iso2", "iso", "country iso2"),
        "postal_code": (
            *("postal code", "zip", "zip code", "zipcode", "zcta", "zcta5", "zcta5ce20", "zcta5ce10", "geoid"),
            *("geoid20", "postcode", "post code", "plz", "postleitzahl", "code postal", "cap", "fsa", "pin code"),
        ),
        "city": ("city", "place name", "primary city", "major city", "name", "place", "town", "locality", "ort"),
        "other_names": ("alternatenames", "other names", "aliases"),
        "state": (
            *("admin name1", "state", "state id", "state code", "state abbr", "usps", "province", "region"),
            *("bundesland", "state name"),
        ),
        "state_code": ("admin1 code", "admin code1"),
        "latitude": ("latitude", "lat", "intptlat", "intptlat20", "y", "breite", "breitengrad"),
        "longitude": ("longitude", "lng", "lon", "long", "intptlong", "intptlong20", "x", "länge", "längengrad"),
        "population": ("population", "pop", "irs estimated population", "einwohner"),
        "zone": ("timezone", "time zone", "tz", "zone", "tz name"),
        "feature": ("feature class",),
        "feature_code": ("feature code",),
    }
)


class PlaceFile(NamedTuple):
    """One file of places as it is to be read. `header`: its columns, where it has no header line."""

    path: str
    name: str  # as shown
    kind: Kind
    header: tuple[str, ...] = ()
    delimiter: str | None = None
    explicit: tuple[tuple[str, str], ...] = ()  # header, field


@contextmanager
def place_file(path: str) -> Iterator[PlaceFile]:
    """Yield what the file is; a zip archive is unpacked into a temporary folder meanwhile.

    Raises UsageError for an archive without a table or that cannot be read. Files that do not exist are told by
    the intake, which opens them.
    """
    if path.casefold().endswith(BOOK_ENDINGS):  # most are zip archives too
        yield PlaceFile(path, path, "table")
        return
    if path == "-" or not Path(path).is_file() or not zipfile.is_zipfile(path):
        yield _kind_of(path, path)
        return
    with tempfile.TemporaryDirectory(prefix="leadctl-") as folder:
        unpacked = _unpacked(path, folder)
        try:
            yield _kind_of(unpacked, path)
        except LeadctlError as error:  # of a file that the user never saw
            error.message = error.message.replace(unpacked, f"{path} ({Path(unpacked).name})")
            raise


def _unpacked(path: str, folder: str) -> str:
    """Return the path of the largest table of the archive, written into `folder`."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith((".txt", ".csv", ".tsv")) and "readme" not in info.filename.lower()
            ]
            if not tables:
                text = f"{path}: no .txt, .csv or .tsv file in it"
                raise UsageError(text, slug="no-table-in-zip", hint="unpack it and name the table")
            chosen = max(tables, key=lambda info: info.file_size)
            target = Path(folder) / Path(chosen.filename).name
            with archive.open(chosen) as source, target.open("wb") as copy:
                while block := source.read(_BLOCK):
                    copy.write(block)
                    if copy.tell() > MOST_UNPACKED:  # what the archive says of its size may be a lie
                        raise UsageError(
                            f"{path} unpacks to more than {MOST_UNPACKED:,} bytes", slug="bad-zip",
                            hint="unpack it by hand",
                        )  # fmt: skip
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise UsageError(f"{path} cannot be unpacked: {error}", slug="bad-zip", hint="unpack it by hand") from None
    return str(target)


def _kind_of(path: str, name: str) -> PlaceFile:
    cells = _first_cells(path)
    if len(cells) == len(CITY_HEADER) and cells[0].isdigit() and _is_number(cells[4], cells[5]):
        return PlaceFile(path, name, "cities", CITY_HEADER, "\t")
    if len(cells) == len(POSTAL_HEADER) and _is_number(cells[9], cells[10]):
        return PlaceFile(path, name, "postal codes", POSTAL_HEADER, "\t")
    words = {word.strip().casefold() for word in cells}
    if "intptlat" in words and {"usps", "name"} <= words:  # places, whose GEOID is no ZIP code
        return PlaceFile(path, name, "gazetteer", explicit=(("GEOID", "-"), ("NAME", "city")))
    return PlaceFile(path, name, "gazetteer" if words & {"intptlat", "intptlat20"} else "table")


def _first_cells(path: str) -> list[str]:
    """Return the cells of the first line, by the delimiter that parts it most."""
    if path == "-" or not Path(path).is_file():
        return []
    with Path(path).open("rb") as file:
        line = file.readline(1 << 20).decode("utf-8-sig", "replace").rstrip("\r\n")
    return line.split(max("\t,;|", key=line.count))


def _is_number(*texts: str) -> bool:
    try:
        return all(abs(float(text)) <= 180 for text in texts)
    except ValueError:
        return False
