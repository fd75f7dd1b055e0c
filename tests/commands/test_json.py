"""Every --json of every command: valid, times as ISO 8601 with offset, references to other records named *_id."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

RULES = """
timezone = "America/New_York"
[[strategy]]
name = "Everyone"
to = { users = ["ana", "bob"] }
when = { country = { not = "FR" } }
"""
LEADS = "id,name,email,country\nL1,Ann Lee,ann@x.io,US\nL2,Bo Hill,bad@,US\nL3,Cy Poe,cy@x.io,FR\nL4,D,d@x.io,US,more\n"
TIME_NAMES = {"at", "from", "to", "since", "until", "away_until", "now"}
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

COMMANDS = (
    "account list", "account show Corporate", "team list", "team show Stars", "user list", "user show ana",
    "user absence list --all", "imports list", "imports show 3 --warnings", "imports undo 3 --dry-run --force",
    "lead list", "lead list --held", "lead find Ann", "lead show L1", "runs list", "runs show 1", "assign --dry-run",
    "explain L1", "explain L3", "history L1", "verify", "config show", "config history", "config check", "config plan",
    "undo 1 --dry-run --force", "import leads leads.csv --dry-run", "import leads leads.csv --show-mapping",
    "lead add --email e@x.io", "lead action L1 call -u ana", "lead value L1 5 -u ana", "lead touch L1 opened",
    "lead appointment L1 -u ana --starts 2026-03-05", "lead give L3 --to bob", "lead transfer L1 --to ana",
    "lead void 1 --reason x", "assign", "undo last", "config apply", "inbox -u ana",
    "feedback list --all", "lead edit L1 --email n@x.io",
)  # fmt: skip


@pytest.fixture
def shop(leadctl):
    for name, text in (
        ("leadctl.toml", RULES),
        ("teams.csv", "name\nStars\n"),
        ("users.csv", "login,name,team\nana,Ana,Stars\nbob,Bob,Stars\n"),
        ("leads.csv", LEADS),
    ):
        Path(name).write_text(text, "utf-8")
    for line in (
        "import teams teams.csv", "import users users.csv", "import leads leads.csv", "config apply",
        "user absence add ana --from 2026-04-01 --to 2026-04-02", "assign", "lead action L1 call -u ana",
    ):  # fmt: skip
        assert leadctl(*line.split()).code in (0, 1)
    return leadctl


def walk(value, name=""):
    """Yield (key, value) of every scalar."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, name)
    else:
        yield name, value


@pytest.mark.parametrize("line", COMMANDS)
def test_json_is_valid_with_iso_times_and_named_ids(shop, line):
    done = shop(*line.split(), "--json")
    assert done.code in (0, 1), done.err
    scalars = list(walk(json.loads(done.out)))
    assert scalars or done.out.strip() == "[]"
    for key, value in scalars:
        if value is not None and (key in TIME_NAMES or key.endswith("_at")):
            assert isinstance(value, str), (key, value)
            assert ISO.fullmatch(value), (key, value)
        assert not (isinstance(value, int) and 1_000_000_000 < value < 3_000_000_000), (key, value)
        assert key not in {"run", "import", "lead", "passage", "distribution", "activity"}, (key, value)


def test_explain_names_ids_and_times(shop):
    told = json.loads(shop("explain", "L1", "--json").out)
    assert told["lead_id"] == 1
    assert told["passages"][0]["at"] == "2026-03-01T04:00:00-05:00"
    assert (told["passages"][0]["distribution_id"], told["passages"][0]["run_id"]) == (1, 1)
    held = json.loads(shop("explain", "L3", "--json").out)
    assert held["hold"] == {"code": "no_strategy", "since": "2026-03-01T04:00:00-05:00", "run_id": 1}
    assert held["now"]["at"] == "2026-03-01T04:00:00-05:00"


def test_history_names_what_an_event_refers_to(shop):
    events = json.loads(shop("history", "L1", "--json").out)["events"]
    assert [(e["kind"], e.get("import_id"), e.get("distribution_id"), e.get("activity_id")) for e in events] == [
        ("received", None, None, None),
        ("imported", 3, None, None),
        ("passage", None, 1, None),
        ("action", None, None, 1),
    ]
