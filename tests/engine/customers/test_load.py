"""import customers: upsert by external id or name, keys, managers now and later, --replace, undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadctl.config import load_text
from leadctl.db import customers
from leadctl.engine.customers.load import import_customers
from leadctl.engine.importing.undo import undo_import
from leadctl.engine.people_import.load import import_people
from leadctl.errors import ConflictError
from tests.builders import add_users

NOW = 1_772_355_600
RULES = load_text("", "test")


@pytest.fixture
def load(con, tmp_path: Path):
    def run(text: str, at: int = 0, **options):
        file = tmp_path / "customers.csv"
        file.write_text(text, encoding="utf-8")
        return import_customers(con, str(file), RULES, NOW + at, **options)

    return run


def standing(con) -> dict[str, tuple]:
    """Return name -> (external id, manager, manager wanted, keys)."""
    keys = customers.keys(con)
    return {
        c.name: (c.external_id, c.manager_id, c.manager_wanted, keys.get(c.id, set())) for c in customers.every(con)
    }


def test_what_a_row_is_recognised_by(con, load):
    (ana,) = add_users(con, "ana")
    summary = load(
        "id,company,website,e-mails,phone,country,account manager\n"
        'C1,"Acme Systems, Inc.",https://www.acme.example/x,Jo@Acme.example; pat@gmail.com,(617) 555-0101,US,ana\n'
    )
    assert summary.counts == {"new": 1}
    assert standing(con) == {
        "Acme Systems, Inc.": (
            "C1",
            ana,
            None,
            {
                ("domain", "acme.example"), ("email", "jo@acme.example"), ("email", "pat@gmail.com"),
                ("phone", "+16175550101"), ("name", "acme systems"),
            },
        )
    }  # fmt: skip


def test_the_same_file_again_changes_nothing_and_a_later_one_updates(con, load):
    ana, bob = add_users(con, "ana bob")
    text = "name,email,manager\nAcme Inc,jo@acme.example,ana\nNord,,bob\n"
    assert load(text).counts == {"new": 2}
    again = load(text)
    assert again.counts == {"unchanged": 2}
    assert again.imported_before is not None
    later = load("name,email,phone,manager\nACME,,+16175550101,bob\n", at=60)
    assert later.counts == {"changed": 1}
    acme = standing(con)["ACME"]
    assert acme[1] == bob
    assert acme[3] == {
        ("email", "jo@acme.example"),
        ("domain", "acme.example"),
        ("phone", "+16175550101"),
        ("name", "acme"),
    }  # fmt: skip  the blank e-mail changed nothing
    assert standing(con)["Nord"][1] == bob
    assert ana


def test_two_spellings_of_one_name_in_a_file_are_one_customer_too_many(con, load):
    add_users(con, "ana")
    summary = load("name,manager\nAcme Inc,ana\nACME,ana\n")
    assert summary.counts == {"new": 1}
    assert summary.rejected == {"repeated": 1}


def test_a_row_that_repeats_the_key_of_a_rejected_one_is_judged_on_its_own(con, load):
    add_users(con, "ana")
    summary = load("website,email,manager\ngmail.com,,ana\ngmail.com,pat@acme.example,ana\ngmail.com,x@b.example,ana\n")
    assert summary.counts == {"new": 1}
    assert summary.rejected == {"no-customer-key": 1, "repeated": 1}


def test_an_unknown_manager_is_named_with_the_nearest_and_settled_later(con, load, tmp_path):
    add_users(con, "ana")
    summary = load("name,manager\nAcme,anna\nNord,zed\nBare,\n")
    assert summary.warned == {"unknown-manager": 2, "no-manager": 1}
    assert 'did you mean "ana"?' in summary.examples[0].reason
    assert standing(con)["Nord"][1:3] == (None, "zed")
    users = tmp_path / "users.csv"
    users.write_text("login,name,account\nzed,Zed Z,Corporate\n")
    told = import_people(con, "users", str(users), RULES, NOW)
    assert "1 customers now have the manager that their file named" in told.notes
    zed = con.execute("select id from user where login = 'zed'").fetchone()[0]
    assert standing(con)["Nord"][1:3] == (zed, None)


def test_rejects_and_doubts(con, load):
    add_users(con, "ana")
    summary = load(
        "id,name,email,phone,website,manager\n1,,,,,ana\n2,Acme,nonsense,12,facebook.com/acme,ana\n,Nord,,,,ana\n"
    )
    assert summary.counts == {"new": 1}
    assert summary.rejected == {"no-customer-key": 1, "no-external_id": 1}
    assert summary.warned == {"bad-email": 1, "bad-phone": 1, "no-company-domain": 1}


def test_replace_lets_go_what_the_file_does_not_have_unless_rows_were_rejected(con, load):
    add_users(con, "ana")
    load("name,manager\nAcme,ana\nNord,ana\n")
    kept = load("name,manager\nAcme,ana\nAcme,ana\n", at=60, replace=True)
    assert set(standing(con)) == {"Acme", "Nord"}
    assert any("1 customers that the file does not have stay" in note for note in kept.notes)
    assert load("name,manager\nAcme,ana\n", at=120, replace=True).counts == {"unchanged": 1, "removed": 1}
    assert set(standing(con)) == {"Acme"}


def test_a_dry_run_writes_nothing(con, load):
    add_users(con, "ana")
    assert load("name,manager\nAcme,ana\n", dry_run=True).counts == {"new": 1}
    assert standing(con) == {}


def test_undo_restores_what_stood_before_the_last_import_first(con, load):
    add_users(con, "ana bob")
    first = load("name,manager\nAcme,ana\nNord,ana\n")
    before = standing(con)
    second = load("name,manager\nAcme,bob\nSun,bob\n", at=60, replace=True)
    assert set(standing(con)) == {"Acme", "Sun"}
    with pytest.raises(ConflictError, match="later imports changed rows"):
        undo_import(con, first.import_id, RULES, NOW + 70)
    assert undo_import(con, second.import_id, RULES, NOW + 80).rows == 4
    assert standing(con) == before
    undo_import(con, first.import_id, RULES, NOW + 90)
    assert standing(con) == {}
    assert load("name,manager\nAcme,ana\nNord,ana\n", at=100).counts == {"new": 2}
