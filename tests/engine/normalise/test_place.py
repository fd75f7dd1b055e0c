"""Countries and states by all their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.engine.normalise.place import countries, country, has_states, place_key, state, states

COUNTRIES = {
    "US": "USA, U.S.A., United States, Untied States, the United States of America, America, 840, us",
    "DE": "Deutschland, Germany, Germny, DEU, de, 276, Allemagne",
    "GB": "UK, U.K., Great Britain, England, Scotland, Northern Ireland, Untied Kingdom",
    "ES": "España, Spain, Espana",
    "CH": "Schweiz, Suisse, Svizzera, Switzerland",
    "NL": "Holland, The Netherlands, Nederland",
    "KR": "South Korea, Korea, Republic of Korea, 대한민국",
    "KP": "North Korea",
    "JP": "日本, Japan",
    "RU": "Россия, Russia, Russian Federation",
    "CI": "Côte d'Ivoire, Ivory Coast, Cote d’Ivoire",
    "LC": "St. Lucia, Saint Lucia, st lucia",
    "XK": "Kosovo",
    "AE": "UAE, United Arab Emirates",
    "BR": "Brasil, Brazil",
    "AT": "Österreich, Oesterreich, Austria",
    "AU": "Australia, AUS",
    "NE": "Niger",
    "NG": "Nigeria",
    "GE": "Georgia",
    "CZ": "Czech Republic, Czechia",
    "TR": "Türkiye, Turkey",
    "VN": "Viet Nam, Vietnam",
    "MX": "México, Mexico, Mexiko",
    "IE": "Ireland",
    "IN": "India, भारत",
    "SE": "Sverige",
    "NA": "Namibia, NAM",
}


@pytest.mark.parametrize(("code", "names"), COUNTRIES.items())
def test_countries(code, names):
    assert {name: country(name) for name in names.split(", ")} == dict.fromkeys(names.split(", "), code)


@pytest.mark.parametrize(
    "text", ["", " ", "N/A", "NA", "Mars", "unknown", "Europe", "-", "999", "xx", "none", "Atlantis"]
)
def test_what_is_no_country(text):
    assert country(text) is None


def test_namibia_only_among_codes():
    assert countries(["DE", "NA", "", "US"]) == ["DE", "NA", None, "US"]
    assert countries(["Germany", "NA"]) == ["DE", None]
    assert countries(["NA", "NA"]) == [None, None]


STATES = [
    ("US", "CA", "California, Calif., ca, US-CA, CA - California, California (CA), Californa"),
    ("US", "DC", "D.C., District of Columbia, Washington DC"),
    ("US", "KS", "Kansas"),
    ("US", "AR", "Arkansas"),
    ("US", "VA", "Virginia"),
    ("US", "WV", "West Virginia, W. Va."),
    ("CA", "BC", "B.C., British Columbia"),
    ("CA", "QC", "Québec, Quebec, PQ"),
    ("AU", "NSW", "New South Wales, N.S.W"),
    ("DE", "BY", "Bavaria, Bayern"),
    ("DE", "NW", "NRW, Nordrhein-Westfalen, North Rhine-Westphalia"),
    ("DE", "BW", "Baden-Württemberg, Baden Wuerttemberg"),
    ("MX", "CMX", "CDMX, Ciudad de México"),
    ("BR", "SP", "SP, São Paulo, BR SP"),
    ("IN", "KA", "Karnataka"),
    ("GB", "SCT", "Scotland"),
    ("ES", "CT", "Catalonia, Cataluña, Catalunya"),
    ("FR", "IDF", "Île-de-France"),
]


@pytest.mark.parametrize(("land", "code", "names"), STATES)
def test_states(land, code, names):
    assert {name: state(name, land) for name in names.split(", ")} == dict.fromkeys(names.split(", "), code)


def test_what_is_no_state():
    assert [
        state(*pair) for pair in [("Narnia", "US"), ("", "US"), ("CA", None), ("Skåne", "SE"), ("Texas", "DE")]
    ] == [None] * 5
    assert states(["TX", "", "BY"], ["US", "US", "DE"]) == ["TX", None, "BY"]


def test_where_an_unknown_state_is_worth_a_word():
    assert has_states("US")
    assert not has_states("GB")  # counties
    assert not has_states(None)


@given(st.text(max_size=30))
def test_keys_and_codes_are_idempotent(text):
    assert place_key(place_key(text)) == place_key(text)
    code = country(text)
    if code and code != "NA":
        assert country(code) == code
    land_state = state(text, "US")
    if land_state:
        assert state(land_state, "US") == land_state
