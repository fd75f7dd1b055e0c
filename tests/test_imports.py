"""Lazy loading is a promise: a small command, piped, loads nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "rich",
    "sqlite_utils",
    "phonenumbers",
    "holidays",
    "email_validator",
    "dateutil",
    "charset_normalizer",
    "rapidfuzz",
    "pydantic",
    "babel",
)


def modules_after(argv: list[str], cwd: Path) -> set[str]:
    """Return the names of the modules loaded by one leadctl command in a process of its own."""
    code = (
        "import atexit, sys\n"
        "def tell(): sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules))\n"
        "atexit.register(tell)\n"
        f"sys.argv = ['leadctl', *{argv!r}]\n"
        "from leadctl.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cwd, env=environment())
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("\nMODULES ")[2].split())


def test_a_list_of_leads_builds_no_rules(db_file: Path, tmp_path: Path) -> None:
    """It needs their time zone, which a glance gives: building and checking them costs half as much as Typer."""
    loaded = modules_after(["lead", "list", "--db", str(db_file)], tmp_path)
    assert "leadctl.db.settings" in loaded
    assert {m for m in loaded if m.startswith("leadctl.config")} == set()


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEADCTL_", "COV"))}
    return {**kept, "LEADCTL_NOW": "2026-03-31T11:00:00-04:00"}


@pytest.mark.parametrize(
    "argv",
    [
        ["lead", "list", "--db", "leads.db"],
        ["runs", "list", "--db", "leads.db"],
        ["imports", "list", "--db", "leads.db"],
        ["--help"],
        ["report", "--help"],
    ],
    ids=" ".join,
)
def test_a_small_command_loads_nothing_heavy(argv: list[str], db_file: Path, tmp_path: Path) -> None:
    loaded = modules_after([word.replace("leads.db", str(db_file)) for word in argv], tmp_path)
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))
    assert "typer" in loaded


def test_help_needs_no_database_module(tmp_path: Path) -> None:
    assert "sqlite3" not in modules_after(["--help"], tmp_path)


def test_version_answers_before_typer(tmp_path: Path) -> None:
    loaded = modules_after(["--version"], tmp_path)
    assert loaded.isdisjoint({*HEAVY, "typer", "sqlite3", "json"})


def test_the_guard_would_see_a_heavy_module(tmp_path: Path, db_file: Path) -> None:
    """`init` migrates a new file with sqlite_utils: the list above is not empty by accident."""
    assert "sqlite_utils" in modules_after(["init", "--db", str(tmp_path / "new.db")], tmp_path)
