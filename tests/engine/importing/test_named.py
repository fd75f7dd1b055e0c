"""Named mappings: chosen by name, --map goes before them, errors name the mapping."""

from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.engine.importing.named import find_mapping, naming, with_mapping
from leadctl.engine.ruleset import check
from leadctl.errors import NotFoundError, UsageError

RULES = """
[[mapping]]
name = "Fair"
columns = { "Firma" = "company", "Mail" = "email", "Halle" = "attribute:Hall", "Intern" = "-" }
delimiter = ";"
encoding = "cp1252"

[[mapping]]
name = "shop"
columns = { "Kunde" = "company" }
"""
CONFIG = load_text(RULES, "f")


def test_found_in_any_case_or_with_the_nearest_name():
    assert find_mapping(CONFIG, " FAIR ").delimiter == ";"
    with pytest.raises(NotFoundError, match='no mapping "fiar"; did you mean "Fair"'):
        find_mapping(CONFIG, "fiar")
    with pytest.raises(NotFoundError) as none:
        find_mapping(load_text("", "f"), "fair")
    assert "[[mapping]]" in none.value.hint


def test_flags_go_before_the_mapping():
    plain = with_mapping(CONFIG, "fair", {})
    assert plain == {
        "explicit": {"Firma": "company", "Mail": "email", "Halle": "attribute:Hall", "Intern": "-"},
        "delimiter": ";",
        "encoding": "cp1252",
    }
    own = with_mapping(CONFIG, "fair", {"explicit": {"firma": "-", "E-Mail": "email"}, "delimiter": ",", "strict": 1})
    assert own["explicit"] == {"Halle": "attribute:Hall", "Intern": "-", "firma": "-", "E-Mail": "email"}
    assert (own["delimiter"], own["encoding"]) == (",", "cp1252")
    untouched = {"explicit": {"a": "b"}, "delimiter": None, "encoding": "utf-8"}
    assert with_mapping(CONFIG, None, untouched) == untouched


def test_errors_say_that_the_mapping_named_the_column():
    with pytest.raises(UsageError, match='mapping "Fair": the file has no column "Firma"'), naming(CONFIG, "fair"):
        raise UsageError('the file has no column "Firma"', slug="unknown-column")
    with pytest.raises(UsageError, match=r"^the file has no column"), naming(CONFIG, "fair"):
        raise UsageError('the file has no column "Mine"', slug="unknown-column")
    with pytest.raises(UsageError, match=r"^there is no file"), naming(CONFIG, "fair"):
        raise UsageError('there is no file "Firma"', slug="no-file")


def test_check_names_fields_that_no_import_has():
    text = '[[mapping]]\nname = "m"\ncolumns = { A = "compny", B = "login", C = "attribute:x", E = "latitude" }'
    warned = [w for w in check(text, "f").warnings if "no import" in w]
    assert len(warned) == 1
    assert 'no import has a field "compny"; did you mean "company"?' in warned[0]
