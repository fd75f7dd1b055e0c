"""Docs are checked against the code: commands, error slugs, config keys, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from leadctl import generate
from leadctl.cli import COMMANDS
from leadctl.config.keys import ACCEPTED

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def slugs_in(tree: ast.AST) -> set[str]:
    """Return the slugs named in a module: `slug="…"` in calls and classes, and connection.wrapped's table."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "slug":
            found |= constants(node.value)
        names = {getattr(target, "id", "") for target in node.targets} if isinstance(node, ast.Assign) else set()
        if "slug" in names:
            found |= constants(node.value)
        elif "hints" in names:
            found |= set().union(*(constants(v.elts[0]) for v in node.value.values if isinstance(v, ast.Tuple)))
    return found


def constants(value: ast.expr) -> set[str]:
    """Return the texts an expression may stand for: a constant, or either side of `a if x else b`."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return {value.value}
    if isinstance(value, ast.IfExp):
        return constants(value.body) | constants(value.orelse)
    return set()


def slugs_of_the_source() -> set[str]:
    found = {"bug"}  # written by the error boundary itself
    for path in (ROOT / "leadctl").rglob("*.py"):
        found |= slugs_in(ast.parse(path.read_text("utf-8")))
    return found


def test_every_error_slug_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs" / "errors.md").read_text("utf-8"), re.M))
    real = slugs_of_the_source()
    assert real - documented == set(), "missing in docs/errors.md"
    assert documented - real == set(), "docs/errors.md lists what no code says"


def test_the_search_for_slugs_finds_all_three_forms() -> None:
    tree = ast.parse("class E: slug = 'one'\nraise E(slug='two' if x else 'three')\nhints = {'a': ('four', 'b')}")
    assert slugs_in(tree) == {"one", "two", "three", "four"}


def reasons_of_the_source() -> set[str]:
    """Return the reasons for which importers reject rows or warn: the code among the arguments of the calls."""
    found: set[str] = set()
    for path in (ROOT / "leadctl" / "engine").rglob("*.py"):
        if "lint" in path.parts[-2] or path.name.endswith("_checks.py"):
            continue  # what config check says is in docs/config.md
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"reject", "warn"}:
                said = set().union(*map(constants, node.args)) if node.args else set()
                found |= {text for text in said if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}
    return found


def test_every_reason_for_a_rejected_row_is_documented_and_no_other() -> None:
    part = (ROOT / "docs" / "errors.md").read_text("utf-8").split("## Rows of a file")[1].split("\n## ")[0]
    cells = re.findall(r"^\| ([a-z]+-[a-z, -]+) \|", part, re.M)
    documented = {name for cell in cells for name in cell.split(", ")}
    real = reasons_of_the_source()
    assert len(real) > 30
    assert real - documented == set(), "missing in docs/errors.md"
    assert documented - real == set(), "docs/errors.md lists what no importer says"


def test_docs_commands_is_fresh() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == generate.commands_md(), "run `make docs`"


def test_every_command_is_in_docs_commands() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"\n## leadctl {name}\n" in text


def test_every_command_has_an_example() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    parts = re.split(r"^##+ (leadctl.*)$", text, flags=re.M)[1:]
    helps = dict(zip(parts[::2], parts[1::2], strict=True))
    leaves = {n: t for n, t in helps.items() if "COMMAND [ARGS]" not in t}
    assert len(leaves) > 40
    assert [name for name, help_text in leaves.items() if "Example" not in help_text] == []


@pytest.mark.parametrize("section", ACCEPTED)
def test_every_config_key_is_in_docs_config(section: str) -> None:
    text = (ROOT / "docs" / "config.md").read_text("utf-8")
    assert [key for key in ACCEPTED[section] if not re.search(rf"`[^`\n]*\b{key}\b", text)] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_stale_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "schema.sql is stale" in capsys.readouterr().err
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    (tmp_path / "schema.sql").write_text("-- older\n", "utf-8")
    assert generate.main(["--check"]) == 1
