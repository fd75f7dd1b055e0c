"""import territories: the file is the whole table; rejects, ranges, undo; what `territory check` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadctl.config import load_text
from leadctl.db import territories
from leadctl.engine.importing.undo import undo_import
from leadctl.engine.ruleset import apply, check
from leadctl.engine.runs import assign
from leadctl.engine.territories.check import Namer, check_table, overlaps
from leadctl.engine.territories.load import import_territories, postal_part
from leadctl.engine.territories.show import fitting
from leadctl.errors import ConflictError, NotFoundError
from tests.builders import add_account, add_lead, add_team, add_users, owners

NOW = 1_772_355_600
RULES = load_text("", "test")


@pytest.fixture
def load(con, tmp_path: Path):
    def run(text: str, at: int = 0, table: str = "West", **options):
        file = tmp_path / "territories.csv"
        file.write_text(text, encoding="utf-8")
        return import_territories(con, str(file), RULES, NOW + at, table=table, **options)

    return run


def lines(con, at: int = 10_000, table: str = "West") -> list[tuple]:
    namer = Namer(con)
    return [tuple(namer.cells(row)) for row in territories.rows(con, table, NOW + at)]


def cell(con, number: int, **cells) -> int:
    for name, value in cells.items():
        con.execute(f"update lead set {name} = ? where id = ?", (value, number))
    return number


def test_rows_are_read_with_names_codes_prefixes_and_ranges(con, load):
    ana, bob = add_users(con, "ana bob")
    add_account(con, "Denver")
    add_team(con, "Closers", ana, [bob])
    summary = load(
        "country,region,state,county,city,zip,record type,user,team,account\n"
        "United States,,Calif.,,,,,ana,,\n"
        "US,,CA,,,331*; 94105,,bob,,\n"
        "US,,,,,10000-19999,Lead,,Closers,\n"
        "DE,,,,Köln,,,,,Denver\n"
        ",West,,,,,,ana,,\n"
    )
    assert summary.counts == {"new": 6}
    assert lines(con) == [
        (2, "state", "US, state CA", "ana"),
        (3, "range or prefix", "US, state CA, postal 331*", "bob"),
        (3, "postal code", "US, state CA, postal 94105", "bob"),
        (4, "range or prefix", "US, postal 10000-19999, Lead", "team Closers"),
        (5, "city", "DE, city koln", "account Denver"),
        (6, "region", "region west", "ana"),
    ]


@pytest.mark.parametrize(
    ("text", "country", "part"),
    [
        ("331*", "US", ("331*", None)),
        ("2139", "US", ("02139", None)),
        ("12345-6789", "US", ("123456789", None)),
        ("10000-19999", "US", ("10000", "19999")),
        ("10000 - 19999", "US", ("10000", "19999")),
        ("10000..19999", "DE", ("10000", "19999")),
        ("501 to 999", "US", ("00501", "00999")),
        ("00-950", "PL", ("00950", None)),
        ("sw1a 1aa", "GB", ("SW1A1AA", None)),
        ("M5V*", "CA", ("M5V*", None)),
        ("10001-10001", "US", ("10001", None)),
    ],
)
def test_postal_cells(text, country, part):
    assert postal_part(text, country) == part


@pytest.mark.parametrize("text", ["*", "19999-10000", "SW1A-SW9Z", "3*1*", "--"])
def test_postal_cells_that_are_none(text):
    with pytest.raises(ValueError, match=r"prefix|range|ends before|no postal code"):
        postal_part(text, "GB")


def test_unknown_names_are_rejected_with_the_nearest(con, load):
    add_users(con, "ana")
    summary = load(
        "country,state,zip,record type,user,team\n"
        "US,CA,,,anna,\n"
        "Narnia,,,,ana,\n"
        "US,Xyzzy,,,ana,\n"
        "US,,,Leed,ana,\n"
        "US,,,,,\n"
        "US,,,,ana,Closers\n"
        "US,,9-1,,ana,\n"
        ",,,,ana,\n"
    )
    assert summary.rejected == {
        "unknown-user": 1, "unknown-country": 1, "unknown-state": 1, "unknown-record-type": 1, "no-recipient": 1,
        "several-recipients": 1, "bad-postal-code": 1,
    }  # fmt: skip
    assert summary.warned == {"everywhere": 1}
    assert 'did you mean "ana"?' in summary.examples[0].reason


def test_the_file_is_the_whole_table_and_tables_are_apart(con, load):
    add_users(con, "ana bob")
    load("state,user\nCA,ana\nNY,ana\nTX,ana\n")
    load("state,user\nCA,bob\n", table="East")
    summary = load("state,user\nNY,ana\nCA,bob\nWA,bob\n", at=60)
    assert summary.counts == {"new": 1, "changed": 1, "unchanged": 1, "closed": 1}
    assert lines(con) == [
        (2, "state", "state NY", "ana"),
        (3, "state", "state CA", "bob"),
        (4, "state", "state WA", "bob"),
    ]
    before = {line[2:] for line in lines(con, at=30)}
    assert before == {("state CA", "ana"), ("state NY", "ana"), ("state TX", "ana")}
    assert len(lines(con, table="East")) == 1
    again = load("state,user\nNY,ana\nCA,bob\nWA,bob\n", at=120)
    assert again.counts == {"unchanged": 3}


def test_with_rejects_nothing_is_closed_but_what_is_replaced_and_add_completes(con, load):
    add_users(con, "ana bob")
    load("state,user\nCA,ana\nNY,ana\n")
    summary = load("state,user\nCA,bob\nTX,nobody\n", at=60)
    assert any("1 rows of table West" in note for note in summary.notes)
    assert {line[2:] for line in lines(con)} == {("state CA", "bob"), ("state NY", "ana")}
    load("state,user\nTX,bob\n", at=120, add=True)
    assert {line[2:] for line in lines(con)} == {("state CA", "bob"), ("state NY", "ana"), ("state TX", "bob")}


def test_undo_lets_the_old_table_stand_again(con, load):
    add_users(con, "ana bob")
    first = load("state,user\nCA,ana\nNY,ana\n")
    before = {line[2:] for line in lines(con)}
    second = load("state,user\nCA,bob\n", at=60)
    with pytest.raises(ConflictError, match="later imports changed rows"):
        undo_import(con, first.import_id, RULES, NOW + 90)
    undo_import(con, second.import_id, RULES, NOW + 90)
    assert {line[2:] for line in lines(con)} == before
    undo_import(con, first.import_id, RULES, NOW + 95)
    assert lines(con) == []


def test_overlaps_are_pairs_equally_specific_that_a_lead_may_meet(con, load):
    add_users(con, "ana bob")
    summary = load(
        "country,state,city,zip,record type,user\n"
        "US,CA,,,,ana\n"  # 2
        "US,CA,,,,bob\n"  # 3: overlaps with 2
        "US,CA,,,Lead,bob\n"  # 4: more specific
        "US,,,10000-10999,,ana\n"  # 5
        "US,,,10500-11499,,bob\n"  # 6: overlaps with 5
        "US,,,10*,,bob\n"  # 7: overlaps with 5, as many codes
        "US,,,10500-10599,,bob\n"  # 8: narrower
        "US,NY,,,,ana\n"  # 9
        "DE,,Berlin,,,ana\n"  # 10
        "US,,Berlin,,,bob\n"  # 11: another country
        "US,CA,,,,ana\n"  # 12: says what 2 says
    )
    assert summary.counts == {"new": 10, "repeated": 1}
    pairs = [(p.first.line, p.second.line) for p in overlaps(territories.rows(con, "West", NOW))]
    assert pairs == [(2, 3), (5, 6), (5, 7)]
    assert any("3 pairs of rows cover one place" in note for note in summary.notes)


RULES_WEST = """
[[strategy]]
name = "West"
method = "direct"
territory = "West"
when = { state = { not = "HI" } }
"""


def test_a_run_gives_to_users_teams_and_accounts_and_check_lists_the_gaps(con, load):
    ana, bob, owner = add_users(con, "ana bob owner")
    denver = add_account(con, "Denver", owner_id=owner)
    load("country,state,user,account\nUS,CA,ana,\nUS,NY,bob,\nUS,CO,,Denver\n")
    apply(con, RULES_WEST, NOW, "tester")
    states = ("CA", "NY", "CO", "TX", "TX", "HI", None)
    leads = [cell(con, add_lead(con, received_at=i), country="US", state=s) for i, s in enumerate(states)]
    assign(con, load_text(RULES_WEST, "test"), NOW)
    assert [owners(con)[n] for n in leads] == [ana, bob, owner, None, None, None, None]
    holder = con.execute("select holder_account_id from lead_state where lead_id = ?", (leads[2],)).fetchone()[0]
    assert holder == denver
    found = check_table(con, "west", load_text(RULES_WEST, "test"), NOW)
    assert [gap[1:] for gap in found.gaps] == [("TX", 2), ("", 1)]  # HI is not the strategy's
    assert found.waiting == 3
    con.execute("update user set disabled_at = 1 where login = 'bob'")
    assert [row.line for row in check_table(con, "West", RULES, NOW).gone] == [3]
    told = fitting(con, str(leads[0]), None, RULES, NOW)
    assert [row[:3] for row in told.rows] == [["West", "wins", 2]]
    assert told.where == "country US, state CA"


def test_a_missing_table_is_a_warning_and_an_error_by_name(con, load):
    add_users(con, "ana")
    load("state,user\nCA,ana\n", table="Weast")
    warned = [w for w in check(RULES_WEST, "rules", con).warnings if "territory table" in w]
    assert len(warned) == 1
    assert 'did you mean "Weast"?' in warned[0]
    with pytest.raises(NotFoundError, match='did you mean "Weast"'):
        check_table(con, "West", RULES, NOW)
    apply(con, RULES_WEST, NOW, "tester")
    add_lead(con)
    summary = assign(con, load_text(RULES_WEST, "test"), NOW)
    assert any('no territory table "West"' in w for w in summary.warnings)
