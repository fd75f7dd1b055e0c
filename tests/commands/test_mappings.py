"""leadctl import … --mapping and import mappings."""

from __future__ import annotations

import json
import sqlite3

import pytest

RULES = """
[[mapping]]
name = "fair"
columns = { "Firma" = "company", "Kontakt" = "full_name", "Halle" = "attribute:Hall", "Intern" = "-" }
delimiter = ";"

[[mapping]]
name = "staff"
columns = { "Kürzel" = "login", "Büro" = "account" }
"""
FILE = "Firma;Kontakt;Halle;Intern;E-Mail\nAcme;Pat Lee;3;x;pat@acme.example\n"


@pytest.fixture
def ready(leadctl, tmp_path):
    (tmp_path / "leadctl.toml").write_text(RULES)
    assert leadctl("config", "apply").code == 0
    (tmp_path / "fair.csv").write_text(FILE)
    return leadctl


def lead(path):
    con = sqlite3.connect(path)
    row = con.execute("select company, full_name, email, attributes from lead").fetchone()
    con.close()
    return row


def test_a_file_is_read_by_its_mapping(ready, db_file):
    assert ready("import", "leads", "fair.csv", "--mapping", "Fair").code == 0
    assert lead(db_file) == ("Acme", "Pat Lee", "pat@acme.example", '{"Hall":"3"}')


def test_map_goes_before_the_mapping(ready, db_file):
    flags = ("--mapping", "fair", "--map", "Halle=-", "--map", "Intern=attribute:Code")
    assert ready("import", "leads", "fair.csv", *flags).code == 0
    assert lead(db_file)[3] == '{"Code":"x"}'


def test_what_the_file_lacks_is_an_error_and_nothing_is_written(ready, db_file, tmp_path):
    (tmp_path / "fair.csv").write_text(FILE.replace("Halle", "Hall"))
    before = list(sqlite3.connect(db_file).iterdump())
    said = ready("import", "leads", "fair.csv", "--mapping", "fair")
    assert said.code == 2
    assert 'mapping "fair": the file has no column "Halle"; did you mean "Hall"? [unknown-column]' in said.err
    unknown = ready("import", "leads", "fair.csv", "--mapping", "fare")
    assert unknown.code == 4
    assert 'did you mean "fair"?' in unknown.err
    assert list(sqlite3.connect(db_file).iterdump()) == before


def test_shown_before_it_is_used(ready):
    said = ready("import", "leads", "fair.csv", "--mapping", "fair", "--show-mapping", "--json")
    assert [(row["column"], row["goes_to"]) for row in json.loads(said.out)] == [
        ("Firma", "company"),
        ("Kontakt", "full_name"),
        ("Halle", "attribute Hall"),
        ("Intern", "(ignored)"),
        ("E-Mail", "email"),
    ]


def test_other_imports_take_mappings_too(ready, tmp_path):
    (tmp_path / "people.csv").write_text("Kürzel,Büro\nana,Corporate\n")
    said = ready("import", "users", "people.csv", "--mapping", "staff")
    assert said.code == 0, said.err
    assert "ana" in ready("user", "list").out
    wrong = ready("import", "users", "fair.csv", "--mapping", "fair")
    assert 'mapping "fair": "company" is not a field' in wrong.err
    past = ready("import", "activities", "fair.csv", "--mapping", "fair")
    assert past.code == 2
    assert 'mapping "fair"' in past.err


def test_listed(ready, leadctl):
    rows = json.loads(ready("import", "mappings", "--json").out)
    assert [row["name"] for row in rows] == ["fair", "staff"]
    assert rows[0]["delimiter"] == ";"
    assert rows[1]["columns"] == {"Kürzel": "login", "Büro": "account"}
    table = ready("import", "mappings").out.splitlines()
    assert table[2].split() == ["fair", "Firma", "company", "delimiter", ";"]
    assert table[5].split() == ["Intern", "(ignored)"]


def test_no_mapping_at_all(leadctl):
    said = leadctl("import", "mappings")
    assert (said.code, said.out) == (0, "")
    assert "the rules have no mapping" in said.err
