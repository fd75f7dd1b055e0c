"""Under --quiet, what goes well says nothing; what does not is told."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

RULES = """
timezone = "UTC"
[[strategy]]
name = "All"
method = "round_robin"
to = { users = ["ana", "bob"] }
"""
LINES = [
    "import users users.csv",
    "config apply rules.toml",
    "config check rules.toml",
    "user add carla --name Carla",
    "user edit carla --shift 'Mon-Fri 09:00-17:00'",
    "user busy carla",
    "user free carla",
    "import leads leads.csv",
    "import leads leads.csv",
    "lead rescore --all",
    "assign",
    "lead action 1 call --user {owner}",
    "lead status 1 Contacted --user {owner}",
    "lead follow-up 1 --user {owner} --at 2026-03-09",
    "lead touch 1 email_opened",
    "lead give 2 --to carla",
    "lead transfer 2 --to ana",
    "tick",
    "verify",
    "backup copy.db",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.toml").write_text(RULES)
    (tmp_path / "users.csv").write_text("login,name\nana,Ana\nbob,Bob\n")
    (tmp_path / "leads.csv").write_text("id,name,email\n1,Ann,not an address\n2,Bo,bo@x.example\n")
    return tmp_path


def test_what_goes_well_says_nothing(folder: Path, leadctl: Callable[..., Result]) -> None:
    owner = "ana"
    for line in LINES:
        ran = leadctl(*shlex.split(line.format(owner=owner)), "--quiet")
        assert (ran.code, ran.out, ran.err) == (0, "", ""), line
        if line == "assign":
            owner = json.loads(leadctl("lead", "show", "1", "--json").out)["owner"]


def test_rejected_rows_are_told_with_the_remedy(folder: Path, leadctl: Callable[..., Result]) -> None:
    (folder / "leads.csv").write_text("id,name,value\n1,Ann,lots\n2,Bo,5\n")
    ran = leadctl("import", "leads", "leads.csv", "--quiet")
    assert ran.code == 1
    assert "rejected: unreadable-amount 1" in ran.out
    assert 'leads.csv:2: value "lots" is not an amount' in ran.err
    assert "leads.rejects.csv: correct them there" in ran.err


def test_a_dry_run_is_asked_for_to_be_read(folder: Path, leadctl: Callable[..., Result]) -> None:
    assert "dry run" in leadctl("import", "users", "users.csv", "--dry-run", "--quiet").out
