"""Territories: the index against looking at every row, and what is more specific than what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadctl.db.territories import Area, Territory
from leadctl.engine.finders.territory_rows import Table, where
from leadctl.models import place_key

COUNTRIES, STATES, CITIES = ("US", "DE"), ("CA", "NY"), ("Springfield", "Köln")
CODES = ("10001", "10002", "10115", "94105", "9410", "2139")


def row(number: int, user: int = 1, **area) -> Territory:
    area = {name: place_key(v) if name in {"region", "state", "county", "city"} else v for name, v in area.items()}
    return Territory(number, Area(**area), user, None, None, number)


def naive(rows: list[Territory], lead: dict) -> int | None:
    """Return the row that the lead falls into, by its rules in words: look at every row, sort what fits."""
    fit = []
    country = lead.get("country")
    code = "".join(ch for ch in (lead.get("postal_code") or "").upper() if ch.isalnum())
    if code and country in COUNTRIES and len(code) < 5:
        code = code.zfill(5)
    for r in rows:
        a = r.area
        if a.record_type_id not in (None, lead["record_type_id"]) or a.country not in (None, country):
            continue
        if any(
            getattr(a, name) is not None and getattr(a, name) != place_key(lead.get(name) or "")
            for name in ("region", "state", "county", "city")
        ):
            continue
        kind, codes = None, 0
        if a.postal_to is not None:
            if not (code and len(code) == len(a.postal_from) and a.postal_from <= code <= a.postal_to):
                continue
            kind, codes = 1, int(a.postal_to) - int(a.postal_from) + 1
        elif a.postal_from is not None and a.postal_from.endswith("*"):
            if not code or not code.startswith(a.postal_from[:-1]):
                continue
            kind, codes = 1, 10 ** (len(code) - len(a.postal_from) + 1)
        elif a.postal_from is not None:
            if a.postal_from != code:
                continue
            kind = 0
        if kind is None:
            names = ("city", "county", "state", "country", "region")
            kind = next((2 + at for at, name in enumerate(names) if getattr(a, name) is not None), 7)
        columns = ("record_type_id", "country", "region", "state", "county", "city")
        fit.append((kind, codes, -sum(getattr(a, name) is not None for name in columns), r.line, r.id))
    return min(fit)[-1] if fit else None


def maybe(*values):
    return st.one_of(st.none(), st.sampled_from(values))


PARTS = st.one_of(
    st.just((None, None)),
    st.sampled_from(["10001", "94105", "02139"]).map(lambda code: (code, None)),
    st.sampled_from(["1*", "10*", "100*", "9*", "941*", "0*"]).map(lambda code: (code, None)),
    st.tuples(st.integers(0, 99_999), st.integers(0, 3000)).map(
        lambda p: (f"{p[0]:05}", f"{min(p[0] + p[1] + 1, 99_999):05}") if p[0] < 99_999 else ("99999", None)
    ),
    st.sampled_from([("10000", "10199"), ("10000", "10099"), ("94000", "94999"), ("02000", "02199")]),
)
AREAS = st.builds(
    lambda record_type, country, region, state, county, city, part: Area(
        record_type, country, region and place_key(region), state and place_key(state), county and place_key(county),
        city and place_key(city), *part,
    ),
    maybe(1, 2), maybe(*COUNTRIES), maybe("West"), maybe(*STATES), maybe("Kings"), maybe(*CITIES), PARTS,
)  # fmt: skip
LEADS = st.fixed_dictionaries(
    {
        "record_type_id": st.sampled_from([1, 2]),
        "country": maybe(*COUNTRIES),
        "region": maybe("West", "EAST"),
        "state": maybe("ca", "NY", "TX"),
        "county": maybe("kings"),
        "city": maybe("Köln", "koln", "SPRINGFIELD"),
        "postal_code": maybe(*CODES),
    }
)


@given(st.lists(AREAS, max_size=14), st.lists(LEADS, min_size=1, max_size=8))
def test_the_index_finds_what_looking_at_every_row_finds(areas, leads):
    rows = [Territory(at + 1, area, 1, None, None, at + 1) for at, area in enumerate(areas)]
    table = Table(rows)
    for lead in leads:
        hit = table.find(where(**lead))
        assert (hit and hit.id) == naive(rows, lead)
        fitting = table.fitting(where(**lead))
        assert (fitting[0].id if fitting else None) == naive(rows, lead)


def test_the_most_specific_row_wins():
    rows = [
        row(1), row(2, region="West"), row(3, country="US"), row(4, country="US", state="CA"),
        row(5, country="US", state="CA", county="Los Angeles"), row(6, country="US", state="CA", city="San Jose"),
        row(7, country="US", postal_from="9*"), row(8, country="US", postal_from="95000", postal_to="95999"),
        row(9, country="US", postal_from="951*"), row(10, country="US", postal_from="95113"),
    ]  # fmt: skip
    lead = {
        "record_type_id": 1, "country": "US", "region": "west", "state": "CA", "county": "Los Angeles",
        "city": "San José", "postal_code": "95113-1234",
    }  # fmt: skip
    for left in range(10, 0, -1):
        found = Table(rows[:left]).find(where(**lead))
        assert found is not None
        assert found.id == left


def test_letters_in_codes_and_a_record_type_of_its_own():
    rows = [
        row(1, country="GB", postal_from="SW*"), row(2, country="GB", postal_from="SW1A"),
        row(3, country="GB", postal_from="SW1A1AA"), row(4, country="CA", postal_from="M5V"),
        row(5, country="CA", postal_from="M5V", record_type_id=2),
    ]  # fmt: skip
    table = Table(rows)

    def found(country, code, kind=1):
        hit = table.find(where(kind, country, None, None, None, None, code))
        return hit and hit.id

    assert [found("GB", c) for c in ("sw1a 1aa", "SW1A 2AB", "SW7 2AZ", "N1 9GU")] == [3, 2, 1, None]
    assert [found("CA", "m5v 2t6"), found("CA", "M5V2T6", 2), found("US", "M5V")] == [4, 5, None]
