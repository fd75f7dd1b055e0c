"""What stands for what: consistent, of nobody, and of the same form where leadctl looks at the form."""

from __future__ import annotations

import json
import tomllib

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leadctl.engine.normalise.company import company_key, mail_domain
from leadctl.engine.privacy.fakes import Fakes
from leadctl.engine.privacy.toml_text import dumped
from leadctl.engine.privacy.vocabulary import Vocabulary
from tests.effort import examples

FAKES = Fakes(b"secret")
TEXTS = st.text(min_size=1, max_size=30)


@settings(max_examples=examples(80))
@given(TEXTS, TEXTS)
def test_another_text_is_another_word_and_the_same_the_same(one, two):
    assert FAKES.email(one) == FAKES.email(f" {one}".strip().upper()) or one.upper().casefold() != one.casefold()
    assert FAKES.ident(one) == Fakes(b"secret").ident(one)
    assert FAKES.ident(one) != Fakes(b"other").ident(one)
    if one != two:
        assert FAKES.ident(one) != FAKES.ident(two)
        assert FAKES.phone(one) != FAKES.phone(two)
    if one.strip().casefold() != two.strip().casefold():
        assert FAKES.email(one) != FAKES.email(two)


@settings(max_examples=examples(80))
@given(TEXTS)
def test_companies_are_recognised_by_the_keys_of_the_copy(text):
    assume(company_key(text))
    assert company_key(FAKES.company(text)) == FAKES.company_key(company_key(text))


def test_spellings_of_one_company_and_addresses_at_one_stay_together():
    assert FAKES.company("ACME Systems, Inc.") == FAKES.company("Acme Systems GmbH & Co. KG")
    one, two = FAKES.email("ann@acme.com"), FAKES.email("bob@acme.com")
    assert mail_domain(one) == mail_domain(two) == FAKES.domain("acme.com")
    assert mail_domain(FAKES.email("ann@gmail.com")) != mail_domain(FAKES.email("bob@gmail.com"))


def test_a_name_has_as_many_words():
    assert len(FAKES.name("Ann-Marie  O'Neil").replace("-", " ").replace("'", " ").split()) == 4
    assert FAKES.name("Ann Lee").split()[0] == FAKES.name("ann").capitalize()
    assert FAKES.name("…")


def test_attributes_keep_their_columns_and_yes_and_no():
    told = json.loads(FAKES.attributes('{"A": "x", "B": true, "C": 1, "D": 5312, "E": null, "F": [1, "y"], "G": ""}'))
    assert list(told) == list("ABCDEFG")
    assert (told["B"], told["C"], told["E"], told["G"]) == (True, 1, None, "")
    assert told["A"] != "x"
    assert told["D"] != 5312


KEYS = st.text(min_size=1, max_size=8)
PLAIN = st.one_of(st.text(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.dates())
VALUES = st.recursive(PLAIN, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=3), max_leaves=8)


@settings(max_examples=examples(120))
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_rules_written_are_read_as_they_were(rules):
    assert tomllib.loads(dumped(rules)) == rules


def vocabulary(**exact: str) -> Vocabulary:
    return Vocabulary(FAKES, exact, ["Ann Lee"], ["Segment"], lambda column, text: text == "German")


def test_phrases_lose_people_addresses_and_numbers():
    house = vocabulary(ann="anon", west="Kela Desk")
    assert house.phrase("ann") == "anon"
    assert house.phrase("West") == "Kela Desk"
    assert house.phrase("West Coast by Ann") == "Kela Desk Coast by Anon"
    assert house.phrase("Annual westward") == "Annual westward"
    told = house.phrase("call lee@acme.com or +1 (555) 010-0456, see https://acme.com/x?y=lee")
    assert not [w for w in ("lee", "acme", "555", "0456") if w in told]
    assert house.phrase("segment=gold") == f"segment={FAKES.value('gold')}"
    assert house.phrase("country=DE") == "country=DE"


def test_rules_keep_measures_and_shared_words():
    house = vocabulary(ann="anon")
    text = """
[[classify]]
when = { email = { contains = "lee" }, language = ["German", "Sorbian"], value = { min = 5 }, age = { max = "7d" } }
set = { Segment = "gold" }
"""
    told = tomllib.loads(house.rules(text))["classify"][0]
    assert told["when"]["value"] == {"min": 5}
    assert told["when"]["age"] == {"max": "7d"}
    assert told["when"]["language"] == ["German", FAKES.word("Sorbian")]
    assert told["when"]["email"] == {"contains": FAKES.email("lee")}
    assert told["set"] == {"Segment": FAKES.value("gold")}
    assert house.rules("not toml [") == ""
