"""Writes leadctl/engine/normalise/places.tsv: the names of countries and of the states of some of them.

Run by hand when Babel (CLDR) or pycountry (ISO 3166) bring new names: `.venv/bin/python tools/make_places.py`.
Both are development tools; leadctl itself reads the file only. Needs `pip install babel pycountry`.

Lines: `c <TAB> ISO2 <TAB> key|key|…` for a country, `s <TAB> ISO2 <TAB> code <TAB> key|key|…` for a state.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pycountry
from babel import Locale

from leadctl.engine.normalise.place import place_key

OUT = Path(__file__).parent.parent / "leadctl" / "engine" / "normalise" / "places.tsv"

LANGUAGES = (
    "en de fr es it pt nl sv da nb fi pl cs sk hu ro bg el tr ru uk ar he hi zh zh_Hant ja ko vi id th hr sl lt lv et"
)

COUNTRY_NAMES = {
    "US": "usa, u.s., u.s.a., united states of america, america, us of a, estados unidos de america, eeuu, ee uu",
    "GB": "uk, u.k., great britain, britain, england, scotland, wales, northern ireland",
    "DE": "brd, federal republic of germany, allemagne, germany (de)",
    "NL": "holland, the netherlands, nederland",
    "CZ": "czech republic, czechia, ceska republika",
    "KR": "south korea, republic of korea, korea, korea republic of, korea south",
    "KP": "north korea, dprk, korea democratic peoples republic of",
    "RU": "russia, russian federation",
    "VN": "vietnam, viet nam",
    "AE": "uae, u.a.e., emirates, united arab emirates, dubai, abu dhabi",
    "CI": "ivory coast, cote divoire",
    "CD": "dr congo, drc, democratic republic of congo, democratic republic of the congo, congo kinshasa",
    "CG": "congo, republic of the congo, congo brazzaville",
    "MK": "macedonia, north macedonia",
    "TR": "turkey, turkiye",
    "IR": "iran, islamic republic of iran, iran islamic republic of",
    "SY": "syria, syrian arab republic",
    "LA": "laos, lao peoples democratic republic",
    "MD": "moldova, republic of moldova",
    "TZ": "tanzania, united republic of tanzania",
    "VE": "venezuela, bolivarian republic of venezuela",
    "BO": "bolivia, plurinational state of bolivia",
    "TW": "taiwan, taiwan province of china, republic of china",
    "CN": "china, pr china, prc, peoples republic of china, mainland china",
    "HK": "hong kong, hong kong sar, hongkong",
    "MO": "macau, macao",
    "PS": "palestine, palestinian territories",
    "VA": "vatican, holy see",
    "SZ": "swaziland, eswatini",
    "MM": "burma, myanmar",
    "CV": "cape verde, cabo verde",
    "BS": "bahamas",
    "GM": "gambia",
    "IE": "ireland, republic of ireland, eire",
    "XK": "kosovo",
    "CH": "schweiz, suisse, svizzera, svizra, swiss",
    "BN": "brunei",
    "FM": "micronesia",
}
# Codes people use that are not ISO's, and codes that would hide a word.
COUNTRY_CODES = {"UK": "GB", "EL": "GR"}

# Countries whose states are read; the value is the ISO 3166-2 subdivision types taken (empty: all).
STATES: dict[str, tuple[str, ...]] = {
    "US": (),
    "CA": (),
    "AU": (),
    "DE": (),
    "AT": (),
    "CH": (),
    "MX": (),
    "BR": (),
    "IN": (),
    "GB": ("Country", "Province", "Nation"),
    "IT": ("Region", "Autonomous region"),
    "ES": ("Autonomous community",),
    "FR": ("Metropolitan region", "Metropolitan collectivity with special status"),
    "NL": ("Province",),
    "BE": (),
    "PL": (),
    "AR": (),
    "ZA": (),
    "JP": (),
    "NZ": (),
    "CN": (),
    "IE": (),
    "MY": (),
    "NG": (),
    "CO": (),
    "CL": (),
    "PT": (),
}

STATE_NAMES = {
    "US": """AL ala; AK; AZ ariz; AR ark; CA calif, cali, cal; CO colo; CT conn; DE del; DC d.c., washington dc,
        washington d.c., district of columbia; FL fla; GA; HI; ID; IL ill; IN ind; IA; KS kan, kans; KY; LA; ME; MD;
        MA mass; MI mich; MN minn; MS miss; MO; MT mont; NE neb, nebr; NV nev; NH n.h.; NJ n.j.; NM n.m., n. mex;
        NY n.y., new york state; NC n.c., n. carolina; ND n.d., n. dakota; OH; OK okla; OR ore, oreg; PA penn, penna;
        RI r.i.; SC s.c., s. carolina; SD s.d., s. dakota; TN tenn; TX tex; UT; VT; VA; WA wash, washington state;
        WV w.va., w. virginia; WI wis, wisc; WY wyo; PR p.r.; VI u.s. virgin islands, virgin islands""",
    "CA": """AB alta; BC b.c., colombie britannique; MB man; NB n.b., nouveau brunswick;
        NL newfoundland, labrador, nfld, terre neuve et labrador; NS n.s., nouvelle ecosse;
        NT n.w.t., territoires du nord ouest; NU; ON ont; PE p.e.i., pei, ile du prince edouard; QC que, p.q., pq;
        SK sask; YT yukon territory""",
    "AU": "NSW n.s.w.; QLD; SA; TAS; VIC; WA; ACT a.c.t.; NT",
    "DE": """BW baden wuerttemberg, bade wurtemberg; BY bavaria, freistaat bayern; BE; BB; HB; HH; HE hesse, hessia;
        MV mecklenburg western pomerania, meck pomm; NI lower saxony; NW north rhine westphalia, nrw;
        RP rhineland palatinate; SL; SN saxony; ST saxony anhalt; SH; TH thuringia, thueringen""",
    "AT": """1; 2 carinthia, kaernten; 3 lower austria, niederosterreich, niederoesterreich, noe;
        4 upper austria, oberosterreich, oberoesterreich, ooe; 5; 6 styria; 7 tyrol; 8; 9 vienna""",
    "CH": """GE geneva, genf, geneve; ZH zurich, zuerich; BE bern, berne; LU lucerne, luzern; VD vaud, waadt;
        TI ticino, tessin; VS valais, wallis; FR fribourg, freiburg; NE neuchatel, neuenburg; GR graubunden,
        graubuenden, grisons; SG st gallen, saint gall; BS basel, basel stadt; BL basel land, baselland; JU jura""",
    "MX": """CMX cdmx, ciudad de mexico, mexico city, distrito federal, d.f., df; MEX estado de mexico, edomex;
        NLE nuevo leon, n.l.; BCN baja california, b.c.; BCS baja california sur; QUE queretaro; VER veracruz;
        COA coahuila; MIC michoacan; SLP san luis potosi""",
    "BR": "SP; RJ; DF brasilia, federal district; MG",
    "IN": """DL delhi, new delhi, nct of delhi; TN; KA; MH; UP u.p., uttar pradesh; OD or, orissa; PY pondicherry;
        UK uttarakhand, ua, uttaranchal; TS tg, telangana; CG ct, chhattisgarh; JK jammu, kashmir; AP; HP; MP; WB""",
    "GB": "ENG england; SCT scotland; WLS wales, cymru; NIR northern ireland, n. ireland",
    "IT": "25 lombardy; 62 latium; 45; 52 tuscany; 21 piedmont; 88 sardinia; 82 sicily; 72; 75 apulia; 23 aosta valley",
    "ES": """AN andalusia; CT catalonia, cataluna; MD madrid; PV basque country, euskadi; VC valencia;
        IB balearic islands, baleares, illes balears; CN canary islands, canarias;
        NC navarra, navarre; AS asturias; MC murcia;
        CM castilla la mancha; CL castilla y leon; RI rioja""",
    "FR": "IDF paris region; BRE brittany; NOR normandy; 20R corsica, corse; PAC provence, paca",
    "BE": "BRU brussels, bruxelles, brussel; VLG flanders, vlaanderen; WAL wallonia, wallonie",
    "NL": "ZH south holland; NH north holland; NB north brabant; FR friesland",
    "PL": "14 masovia, mazowieckie; 12 lesser poland; 24 silesia; 30 greater poland; 02 lower silesia",
    "AR": "C caba, ciudad autonoma de buenos aires, capital federal; B buenos aires",
    "ZA": "GP gauteng; KZN kwazulu natal; WC western cape; EC eastern cape",
}


def country_lines() -> list[str]:
    names: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    codes = {c.alpha_2 for c in pycountry.countries} | {"XK"}
    for language in LANGUAGES.split():
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                _add(names, owners, code, name)
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if hasattr(country, attribute):
                _add(names, owners, country.alpha_2, getattr(country, attribute))
        for exact in (country.alpha_2, country.alpha_3, country.numeric):
            names[country.alpha_2].add(place_key(exact))
    for code, listed in COUNTRY_NAMES.items():
        for name in listed.split(","):
            _add(names, owners, code, name, own=True)
    for alias, code in COUNTRY_CODES.items():
        names[code].add(place_key(alias))
    by_hand = {(place_key(n), c) for c, listed in COUNTRY_NAMES.items() for n in listed.split(",")}
    taken = {place_key(x) for c in pycountry.countries for x in (c.alpha_2, c.alpha_3)}
    for key, sharing in owners.items():  # a word for two countries means neither, unless it was put in by hand
        for code in sharing:
            if (key, code) not in by_hand and (len(sharing) > 1 or (key in taken and len(key) <= 3)):
                names[code].discard(key)
    for country in pycountry.countries:
        names[country.alpha_2] |= {place_key(x) for x in (country.alpha_2, country.alpha_3, country.numeric)}
    return [f"c\t{code}\t{'|'.join(sorted(filter(None, names[code])))}" for code in sorted(names)]


def _add(names: dict[str, set[str]], owners: dict[str, set[str]], code: str, name: str, own: bool = False) -> None:
    key = place_key(name)
    if key and (own or len(key) > 1):
        names[code].add(key)
        owners[key].add(code)


def state_lines() -> list[str]:
    lines = []
    for country, types in STATES.items():
        extra = _extra(STATE_NAMES.get(country, ""))
        found: dict[str, set[str]] = {}
        for division in pycountry.subdivisions.get(country_code=country):
            if division.parent_code is not None and country not in {"FR"}:
                continue
            if types and division.type not in types:
                continue
            code = division.code.partition("-")[2]
            found[code] = {place_key(code), place_key(division.code), *map(place_key, _spellings(division.name))}
        for code, more in extra.items():
            found.setdefault(code, {place_key(code)}).update(map(place_key, more))
        lines += [
            f"s\t{country}\t{code}\t{'|'.join(sorted(filter(None, keys)))}" for code, keys in sorted(found.items())
        ]
    return lines


def _spellings(name: str) -> list[str]:
    """Return a name, its parts when it is given in two languages, and it without the word for its kind."""
    plain = name.partition(" [")[0].partition(", ")[0]
    parts = [name, plain, *plain.split("/")]
    for kind in (
        "Sheng",
        "Shi",
        "Zizhiqu",
        "Comunidad de",
        "Región de",
        "Principado de",
        "Comunidad Foral de",
        "Region of",
    ):
        parts += [part.replace(kind, "").strip() for part in parts if kind in part]
    if "(" in name:
        parts += [name.partition("(")[0], name.partition("(")[2].rstrip(")")]
    return parts


def _extra(text: str) -> dict[str, list[str]]:
    found = {}
    for entry in text.split(";"):
        code, _, names = entry.strip().partition(" ")
        if code:
            found[code] = [name for name in names.split(",") if name.strip()]
    return found


if __name__ == "__main__":
    head = "# Generated by tools/make_places.py from CLDR (Unicode licence) and ISO 3166 names. Do not edit."
    OUT.write_text("\n".join([head, *country_lines(), *state_lines()]) + "\n", encoding="utf-8")
