"""What leads and passages are elsewhere: owners first by the file of leads, then by that of distributions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engine.exporting.worlds import World, csv_of, rows_of


@pytest.fixture
def home(tmp_path: Path) -> World:
    world = World(tmp_path / "home")
    data = csv_of(["id", "email", "value"], [["1", "a@x.io", "5000"], ["2", "b@x.io", "10"], ["3", "c@x.io", "10"]])
    world.import_("leads", data)
    world.ok("assign")
    return world


@pytest.fixture
def away(tmp_path: Path) -> World:
    return World(tmp_path / "away")


def owners(world: World) -> dict[str, str]:
    return {row["external_id"]: row["owner"] for row in rows_of(world.export("leads"))}


def test_leads_alone_bring_their_owners_and_are_not_given_out_again(home, away):
    away.import_("leads", home.export("leads"))
    assert owners(away) == owners(home)
    assert {row["recipient"] for row in rows_of(away.export("distributions"))} <= {"ana", "bob", "carla"}
    assert json.loads(away.ok("assign", "--json"))["distributed"] == 0
    away.ok("verify")


def test_the_file_of_distributions_knows_it_better_and_nothing_counts_twice(home, away):
    away.import_("leads", home.export("leads"))
    told = away.import_("distributions", home.export("distributions"))
    assert told["new"] == 3
    assert away.export("distributions") == home.export("distributions")
    figures = {
        name: json.loads(world.ok("report", "performance", "--format", "json", "--from", "2026-01-01"))["rows"]
        for name, world in (("home", home), ("away", away))
    }
    assert figures["away"] == figures["home"]
    away.ok("verify")


def test_distributions_without_leads_say_so(away, home):
    path = away.folder / "d.csv"
    path.write_bytes(home.export("distributions"))
    told = json.loads(away.ok("import", "distributions", str(path), "--json", codes=(1,)))
    assert told["rejected_by_reason"] == {"unknown-lead": 3}


def test_a_lead_given_back_stays_given_back(home, away):
    rules = "\n".join(
        ['timezone = "UTC"', "[[strategy]]", 'name = "Take"', 'mode = "pull"', 'to = { users = ["ana"] }']
    )
    (home.folder / "pull.toml").write_text(rules)
    for world in (home, away):
        (world.folder / "pull.toml").write_text(rules)
        world.ok("config", "apply", str(world.folder / "pull.toml"))
    home.import_("leads", csv_of(["id", "email"], [["9", "z@x.io"]]))
    home.ok("pull", "--user", "ana")
    home.ok("release", "9", "--user", "ana", codes=(0,))
    row = next(r for r in rows_of(home.export("distributions")) if r["lead"] == "9")
    assert (row["ended_how"], bool(row["ended_at"])) == ("released", True)
    for kind in ("leads", "distributions", "activities"):
        away.import_(kind, home.export(kind))
    assert owners(away)["9"] == ""
    assert away.export("distributions") == home.export("distributions")
    away.ok("verify")


def test_an_owner_by_transfer_alone(home, away):
    data = csv_of(["id", "email", "rep"], [["1", "a@x.io", "carla"]])
    home.now = "2026-03-02T10:00:00-05:00"
    home.import_("leads", data, "--owner-column", "rep", "--update-owner")
    row = next(r for r in rows_of(home.export("assignments")) if r["lead"] == "1")
    assert row["recipient"] == "carla"
    assert home.import_("assignments", home.export("assignments")).get("new", 0) == 0
    away.now = home.now
    for kind in ("leads", "assignments"):
        away.import_(kind, home.export(kind))
    assert owners(away) == owners(home)
    away.ok("verify")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("transfered", "2026-03-03T00:00:00Z"), "unknown-end"),
        (("released", ""), "no-time"),
        (("released", "2020-01-01T00:00:00Z"), "no-time"),
    ],
)
def test_ends_that_cannot_be(away, cells, reason):
    away.import_("leads", csv_of(["id", "email"], [["1", "a@x.io"]]))
    path = away.folder / "d.csv"
    header = ["lead", "user", "distributed at", "ended how", "ended at"]
    path.write_bytes(csv_of(header, [["1", "ana", "2026-03-01 10:00", *cells]]))
    told = json.loads(away.ok("import", "distributions", str(path), "--json", codes=(1,)))
    assert told["rejected_by_reason"] == {reason: 1}


def test_keys_that_are_none_and_rows_without_one(home):
    header = ["leadctl_key", "email", "owned_since"]
    path = home.folder / "k.csv"
    path.write_bytes(csv_of(header, [["nonsense", "x@x.io", ""], ["", "new@x.io", ""]]))
    told = json.loads(home.ok("import", "leads", str(path), "--json", codes=(1,)))
    assert (told["rejected_by_reason"], told["new"]) == ({"bad-key": 1}, 1)


def test_a_file_for_a_crm_that_it_added_rows_to(home):
    file = home.export("leads", "--preset", "zoho").decode()
    header = file.splitlines()[0].split(",")
    row = {"Record Id": "Z-1", "Email": "fresh@x.io", "Last Name": "Fresh", "Lead Owner": "someone@else.example"}
    added = csv_of(header, [[row.get(name, "") for name in header]]).decode().splitlines()[1]
    told = home.import_("leads", (file + added + "\n").encode())
    assert (told["new"], told.get("changed", 0)) == (1, 0)
    again = rows_of(home.export("leads", "--preset", "zoho"))
    assert [r["Record Id"] for r in again if r["Email"] == "fresh@x.io"] == ["Z-1"]


def test_cells_read_beside_another_country_stay_as_they_were(home):
    """A later row moved the lead to Germany: its state and number were read as Canadian, not as German."""
    header = ["id", "email", "country", "state", "phone"]
    home.import_("leads", csv_of(header, [["7", "g@x.io", "CA", "Bayern", "030 123456"]]))
    home.import_("leads", csv_of(header, [["7", "", "DE", "", ""]]))
    assert home.import_("leads", home.export("leads")).get("changed", 0) == 0


def test_a_full_name_that_is_not_its_parts_is_not_put_together_again(home):
    header = ["id", "email", "full name", "first name", "last name"]
    home.import_("leads", csv_of(header, [["7", "g@x.io", "Dr. Ann Lee", "Ann", "Lee"]]))
    assert home.import_("leads", home.export("leads", "--preset", "hubspot")).get("changed", 0) == 0
    apart = csv_of(["id", "email", "first name", "last name"], [["7", "", "Ann", "Hill"]])
    assert home.import_("leads", apart)["changed"] == 1
    assert [r["full_name"] for r in rows_of(home.export("leads")) if r["external_id"] == "7"] == ["Ann Hill"]
