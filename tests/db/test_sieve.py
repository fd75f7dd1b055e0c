"""The SQL that goes before the closure never keeps out a lead that the closure accepts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadctl.config import load_text
from leadctl.db.leads import load_rows
from leadctl.db.sieve import sieve
from leadctl.engine.criteria import compile_criteria
from leadctl.models import LEAD_FIELDS
from tests.builders import add_lead

NOW = 1_772_464_200
NAMES = ["Fair", " fair", "FAIR ", "Straße", "STRASSE", "\tFair", "ﬁnd", "find", "Kelvin", "Kelvin", "", " "]
TEXTS = ["de", "DE", " DE", "DE\n", "\xa0DE", "ＤＥ", "straße", "STRASSE", "x", "", " ", "İ", "i"]
FIELDS = tuple(LEAD_FIELDS)


def clause():
    """Return one comparison as TOML."""
    word = st.sampled_from(["de", "DE", "strasse", "Straße", "fair", "find", "kelvin", "x", "i"])
    text_field = st.sampled_from(["country", "city", "source", "campaign", "product", "record_type", "status"])
    words = st.lists(word, min_size=1, max_size=3, unique_by=str.casefold).map(lambda w: repr(w).replace("'", '"'))
    number = st.sampled_from(["value", "received_at"])
    return st.one_of(
        st.tuples(text_field, words).map(lambda t: f"{t[0]} = {t[1]}"),
        st.tuples(text_field, words).map(lambda t: f"{t[0]} = {{ not = {t[1]} }}"),
        st.tuples(text_field, word).map(lambda t: f'{t[0]} = {{ contains = "{t[1]}" }}'),
        st.tuples(st.sampled_from([*FIELDS, "owner", "score"]), st.booleans()).map(
            lambda t: f"{t[0]} = {{ present = {str(t[1]).lower()} }}"
        ),
        st.tuples(st.sampled_from(["min", "max", "gt", "lt"]), st.integers(-5, 5)).map(
            lambda t: f"value = {{ {t[0]} = {t[1]} }}"
        ),
        st.tuples(st.sampled_from(["min", "max"]), st.integers(0, 9)).map(
            lambda t: f'received_at = {{ age = {{ {t[0]} = "{t[1]}d" }} }}'
        ),
        st.tuples(number, st.just("present = true")).map(lambda t: f"{t[0]} = {{ {t[1]} }}"),
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Return a database whose leads have every odd spelling in their cells."""
    from leadctl.db.connection import connect
    from leadctl.db.create import create_database

    path = tmp_path_factory.mktemp("sieve") / "leads.db"
    create_database(path, NOW)
    con = connect(path)
    for table in ("source", "campaign", "product"):
        con.executemany(f"insert or ignore into {table} (name) values (?)", [(n,) for n in NAMES])
    ids = {t: [row[0] for row in con.execute(f"select id from {t}")] for t in ("source", "campaign", "product")}
    for number in range(120):
        cells = {f"{t}_id": (None, *ids[t])[number * (7 + i) % (len(ids[t]) + 1)] for i, t in enumerate(ids)}
        cells["country"] = (None, *TEXTS)[number % (len(TEXTS) + 1)]
        cells["city"] = (None, *TEXTS)[number * 5 % (len(TEXTS) + 1)]
        cells["value"] = (None, -500, 0, 100, 200, 499, 500)[number % 7]
        add_lead(con, NOW - number * 20_000, **cells)
    yield con
    con.close()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(clause(), min_size=1, max_size=3, unique_by=lambda text: text.split(" =")[0]), st.booleans())
def test_the_sieve_lets_through_whatever_the_closure_accepts(shop, clauses, nested):
    when = "{ all = [ { " + ", ".join(clauses) + " } ] }" if nested else "{ " + ", ".join(clauses) + " }"
    rules = f'[[strategy]]\nname = "S"\nmode = "pull"\nto = {{ users = ["ana"] }}\nwhen = {when}'
    criteria = load_text(rules, "rules").strategies[0].when
    index = {name: at for at, name in enumerate(FIELDS)}
    matches = compile_criteria(criteria, index, NOW)
    every = [row[0] for row in shop.execute("select id from lead")]
    accepted = {lead for lead, row in load_rows(shop, every, FIELDS) if matches(row)}
    conditions, values = sieve(shop, criteria, NOW)
    sql = " and ".join(["true", *conditions])
    through = {row[0] for row in shop.execute(f"select l.id from lead l where {sql}", values)}
    assert accepted <= through


def test_the_sieve_keeps_out_what_it_can(shop):
    rules = '[[strategy]]\nname = "S"\nto = { users = ["ana"] }\nwhen = { country = "de", value = { min = 2 } }'
    (country, value), values = sieve(shop, load_text(rules, "rules").strategies[0].when, NOW)
    found = {row[0] for row in shop.execute(f"select country from lead l where {country}", values)}
    assert {"de", "DE", " DE"} <= found
    assert found.isdisjoint({None, "x", "", " ", "i", "STRASSE"})
    least = shop.execute(f"select min(value) from lead l where {value}", values).fetchone()
    assert least == (200,)
