"""The sample data: the same bytes from its script, the shapes it promises, nobody real."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from leadctl.config import load_text

SAMPLE = Path(__file__).parents[1] / "sample_data"
NAMES = sorted(path.name for path in SAMPLE.glob("*.csv") if not path.name.endswith(".rejects.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    subprocess.run([sys.executable, SAMPLE / "make_sample_data.py", folder], check=True)
    return folder


def test_the_script_writes_every_file(again: Path) -> None:
    assert sorted(path.name for path in again.iterdir()) == NAMES
    assert len(NAMES) == 11


@pytest.mark.parametrize("name", NAMES)
def test_the_script_writes_the_same_bytes(name: str, again: Path) -> None:
    assert (again / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_the_three_lead_files_have_three_shapes() -> None:
    clean, fair, ads = (SAMPLE / n for n in ("crm_leads.csv", "messe_koeln.csv", "meta_leads.csv"))
    assert clean.read_text("utf-8").startswith("Lead ID,Created At,")
    german = fair.read_bytes()
    assert b";Stra\xdfe;" in german  # cp1252
    with pytest.raises(UnicodeDecodeError):
        german.decode("utf-8")
    assert german.startswith(b"Messe-Kontakte")  # a title row before the header
    assert ads.read_bytes().startswith(b"\xff\xfei\x00d\x00\t\x00")  # UTF-16 with BOM, tabs
    assert 1_900 < len(rows("crm_leads.csv")) + 610 + ads.read_text("utf-16").count("\n") < 2_100


def test_the_people_are_as_many_as_promised() -> None:
    users = rows("users.csv")
    assert (len(rows("accounts.csv")), len(rows("teams.csv")), len(users)) == (8, 4, 24)
    assert len({user["timezone"] for user in users}) == 4
    assert {user["team"] for user in users} - {""} == {team["name"] for team in rows("teams.csv")}
    partners = [account for account in rows("accounts.csv") if account["kind"] == "partner"]
    assert all(account["region"] and account["level"] for account in partners)
    assert len(partners) == 2


def test_every_strategy_of_the_past_stands_in_the_rules() -> None:
    rules = tomllib.loads((SAMPLE / "leadctl.toml").read_text("utf-8"))
    names = {strategy["name"] for strategy in rules["strategy"]}
    assert len(names) >= 6
    assert {row["strategy"] for row in rows("distributions.csv")} <= names


def test_the_rules_have_no_fault() -> None:
    config = load_text((SAMPLE / "leadctl.toml").read_text("utf-8"), "leadctl.toml")
    assert {strategy.method for strategy in config.strategies} == {"round_robin", "weighted", "direct"}
    assert config.warnings == ()


def test_nobody_can_be_written_to_or_called() -> None:
    """Addresses end in .example (Meta's own test address aside), American numbers are 555-01xx."""
    for name in NAMES:
        text = (
            (SAMPLE / name)
            .read_bytes()
            .decode({"messe_koeln.csv": "cp1252", "meta_leads.csv": "utf-16"}.get(name, "utf-8"))
        )
        for address in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", text):
            assert address.endswith(".example") or address == "test@meta.com", address
        for number in re.findall(r"555[ .-]?(\d{4})\b", text):
            assert number.startswith("01"), number
