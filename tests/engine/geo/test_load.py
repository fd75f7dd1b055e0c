"""geo load: the files as they are downloaded, updates, rejects, zones of postal codes, undo."""

from __future__ import annotations

import zipfile
from math import cos, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db import places
from leadctl.engine.geo.codes import state_of_code
from leadctl.engine.geo.load import load_places
from leadctl.engine.geo.nearest_zone import ZoneMap
from leadctl.engine.geo.status import find, loaded
from leadctl.engine.importing.undo import undo_import
from leadctl.errors import UsageError

NOW = 1_772_355_600
RULES = load_text("", "test")


def city(number, name, others, at, country, admin1, people, zone, feature="P", code="PPL") -> str:
    cells = [number, name, name, others, *at, feature, code, country, "", admin1, "", "", "", people, "", 5, zone, "x"]
    return "\t".join(str(c) for c in cells) + "\n"


CITIES = (
    city(1, "New York City", 'NYC,Nova Iorque,The "Big" Apple,纽约', (40.71427, -74.00597), "US", "NY", 8_804_190,
         "America/New_York")
    + city(2, "Springfield", "", (39.8, -89.64), "US", "IL", 114_394, "America/Chicago")
    + city(3, "Springfield", "", (37.2, -93.3), "US", "MO", 169_176, "America/Chicago")
    + city(4, "München", "Munich,Muenchen", (48.137, 11.575), "DE", "02", 1_260_391, "Europe/Berlin")
    + city(5, "Zugspitze", "", (47.4, 10.9), "DE", "02", 0, "Europe/Berlin", "T", "MT")
    + city(6, "Altdorf", "", (47.4, 10.9), "DE", "02", 0, "Europe/Berlin", "P", "PPLQ")
    + city(7, "Nowhere", "", (147.4, 10.9), "DE", "02", 0, "Europe/Berlin")
)  # fmt: skip
POSTAL = (
    "US\t02139\tCambridge\tMassachusetts\tMA\tMiddlesex\t017\t\t\t42.3647\t-71.1042\t4\n"
    "US\t79901\tEl Paso\tTexas\tTX\tEl Paso\t141\t\t\t31.7584\t-106.4783\t4\n"
)
ZCTA = "GEOID\tALAND\tINTPTLAT\tINTPTLONG      \n00601\t166\t18.180555\t -66.749961\n"
PLACES = "USPS\tGEOID\tNAME\tINTPTLAT\tINTPTLONG\nAL\t0100124\tAbbeville city\t31.56\t-85.26\n"
TABLE = "zip,lat,lng,city,state_id\n2139,42.36,-71.10,Cambridge,MA\n10001,40.75,-73.99,New York,NY\n,1,2,,\nx,a,2,b,\n"


@pytest.fixture
def load(con, tmp_path: Path):
    def run(text: str, name: str = "places.txt", **options):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return load_places(con, str(file), RULES, NOW, **options)

    return run


def test_geonames_cities_with_states_zones_and_other_names(con, load):
    summary = load(CITIES)
    assert summary.counts == {"new": 4, "no_city": 2}
    assert summary.rejected == {"bad-coordinates": 1}
    assert "read as cities of GeoNames" in summary.notes
    assert loaded(con) == [("DE", 0, 1, 1), ("US", 0, 3, 3)]
    assert places.find(con, "US", None, "springfield", None).latitude == 37.2  # the larger
    assert places.find(con, "US", "IL", "Springfield", None).latitude == 39.8
    for name in ("Munich", "muenchen", "MÜNCHEN"):
        assert places.find(con, "DE", "BY", name, None).latitude == 48.137
    assert places.find(con, "US", "NY", "NYC", None).latitude == 40.71427


def test_geonames_postal_codes_get_the_zone_of_the_nearest_city(con, load):
    assert load(POSTAL).counts == {"new": 2}
    assert places.find(con, "US", None, None, "02139").zone == "America/New_York"
    assert places.find(con, "US", None, None, "79901").zone == "America/Denver"  # El Paso, of a state on Central time
    assert places.find(con, "US", "MA", "Cambridge", None).by == "city"


@pytest.mark.parametrize(("text", "note"), [(ZCTA, "a census gazetteer"), (PLACES, "a census gazetteer")])
def test_census_gazetteers(con, load, text, note):
    summary = load(text)
    assert summary.counts == {"new": 1}
    assert f"read as {note}" in summary.notes
    if text is ZCTA:
        assert places.find(con, "US", None, None, "601").latitude == 18.180555
    else:
        assert places.find(con, "US", "AL", "Abbeville", None).latitude == 31.56
        assert places.find(con, "US", None, None, "0100124") is None


def test_a_plain_table_with_its_faults(con, load):
    summary = load(TABLE, "zips.csv")
    assert summary.counts == {"new": 2}
    assert summary.rejected == {"no-place": 1, "bad-coordinates": 1}
    assert any("no country column: every row is in US" in note for note in summary.notes)
    assert places.find(con, "US", None, None, "02139").latitude == 42.36


def test_an_empty_table_in_an_archive_is_told_of_the_archive(con, tmp_path):
    archive = tmp_path / "US.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a.txt", "")
    with pytest.raises(UsageError) as told:
        load_places(con, str(archive), RULES, NOW)
    assert told.value.message == f"{archive} (a.txt) is empty"


def test_a_zip_archive_is_opened_and_messages_name_it(con, tmp_path):
    archive = tmp_path / "US.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("readme.txt", "x" * 9999)
        out.writestr("US.txt", POSTAL)
    summary = load_places(con, str(archive), RULES, NOW)
    assert (summary.file, summary.counts) == (str(archive), {"new": 2})
    empty = tmp_path / "none.zip"
    with zipfile.ZipFile(empty, "w") as out:
        out.writestr("picture.png", "x")
    with pytest.raises(UsageError, match=r"no \.txt"):
        load_places(con, str(empty), RULES, NOW)


def test_the_same_file_again_changes_nothing_and_a_newer_one_updates(con, load):
    load(CITIES)
    again = load(CITIES)
    assert again.counts == {"unchanged": 4, "no_city": 2}
    newer = load(CITIES.replace("48.137", "48.15"), "newer.txt")
    assert newer.counts == {"unchanged": 3, "changed": 1, "no_city": 2}
    assert places.find(con, "DE", None, "Munich", None).latitude == 48.15


def test_one_country_of_a_file_of_many_and_the_country_of_a_file_of_none(con, load):
    assert load(CITIES, country="DE").counts == {"new": 1, "other_country": 3, "no_city": 2}
    load("plz,breite,länge\n1067,51.06,13.71\n", "plz.csv", country="DE")
    assert places.find(con, "DE", None, None, "01067").latitude == 51.06


def test_missing_columns_are_named(load):
    with pytest.raises(UsageError, match="no column for latitude"):
        load("zip,city\n1,Aa\n", "x.csv")


def test_undo_removes_what_a_load_brought(con, load):
    first = load(CITIES)
    load(POSTAL)
    assert undo_import(con, first.import_id, RULES, NOW).rows > 4
    assert [row[:3] for row in loaded(con)] == [("US", 2, 0)]


def test_find_lists_loaded_places_before_packaged_ones(con, load):
    load(POSTAL)
    assert [hit.origin for hit in find(con, "cambridge", "US", 9)][:2] == ["loaded", "packaged"]
    assert [hit.postal_code for hit in find(con, "0213", None, 9)] == ["02139"]
    assert find(con, "???", None, 9) == []


def test_codes_of_first_level_divisions():
    asked = [("US", "NY"), ("CA", "08"), ("DE", "02"), ("FR", "11"), ("US", "00")]
    assert [state_of_code(*pair) for pair in asked] == ["NY", "ON", "BY", None, None]


POINTS = st.tuples(
    st.sampled_from(["US", "MX"]), st.floats(-60, 60), st.floats(-170, 170), st.sampled_from(["A", "B", "C"])
)


@given(st.lists(POINTS, max_size=20), st.floats(-60, 60), st.floats(-170, 170))
def test_the_grid_finds_the_nearest_city_within_reach(points, latitude, longitude):
    def far(point):
        return (point[1] - latitude) ** 2 + (cos(radians(latitude)) * (point[2] - longitude)) ** 2

    found = ZoneMap(points).zone("US", latitude, longitude)
    known = [p for p in points if p[0] == "US"]
    close = [p for p in known if abs(p[1] - latitude) < 15 and abs(p[2] - longitude) < 15]
    if close:
        best = min(map(far, known))
        assert any(p[3] == found and far(p) <= best + 1e-9 for p in known)
    elif not known:
        assert found is None
