"""leadctl help: documents, sections, slugs, commands; the man page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl import generate
from leadctl.cli import COMMANDS, invoke
from leadctl.commands import _documents

ROOT = Path(__file__).parents[2]
DOCS = {path.stem for path in (ROOT / "docs").glob("*.md")}


def test_every_document_is_listed_and_nothing_else(leadctl):
    done = leadctl("help", db=None)
    listed = set(re.findall(r"^([a-z]+)  +\S", done.out, re.M))
    assert done.code == 0
    assert listed == DOCS


def test_the_readme_names_every_document():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in sorted(DOCS) if f"(docs/{name}.md)" not in readme] == []


@pytest.mark.parametrize("name", sorted(DOCS))
def test_a_document_down_a_pipe_is_its_markdown(leadctl, name):
    assert leadctl("help", name, db=None).out == (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def test_on_a_terminal_markdown_is_set_for_reading(monkeypatch):
    screen = type("Terminal", (io.StringIO,), {"isatty": lambda self: True})()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    assert invoke(["help", "cookbook", "Shares by weight", "--no-pager"]) == 0
    told = screen.getvalue()
    assert "```" not in told
    assert "\x1b[" in told
    assert "\x1b[40m" not in told  # no background of its own
    assert "Half to Ana" in told


def test_a_section_ends_where_the_next_of_its_depth_begins(leadctl):
    told = leadctl("help", "config", "score", db=None).out
    assert told.startswith("## [[score]]\n")
    assert "half_life" in told
    assert "## [[tag]]" not in told


def test_no_such_section_names_the_nearest(leadctl):
    done = leadctl("help", "config", "strateyg", db=None)
    assert done.code == 4
    assert "[no-section]" in done.err
    assert 'did you mean "[[strategy]]"?' in done.err


@pytest.mark.parametrize("words", [("no-lead",), ("errors", "no-lead")])
def test_a_slug_says_cause_and_remedy(leadctl, words):
    told = leadctl("help", *words, db=None).out
    assert told.startswith("no-lead: Not found, or not now (4)\n  no lead has that id")
    assert "remedy: `leadctl lead find TEXT`" in told


def test_a_slug_of_two_exit_codes_says_both(leadctl):
    told = leadctl("help", "past-time", db=None).out
    assert told.count("past-time: ") == 2


@pytest.mark.parametrize("words", [("user", "add"), ("assign",), ("commands", "assign"), ("config", "check")])
def test_a_command_shows_its_help(leadctl, words):
    typed = words[1:] if words[0] == "commands" else words
    assert f"leadctl {' '.join(typed)} [OPTIONS]" in leadctl("help", *words, db=None).out


def test_a_document_with_the_name_of_a_command_says_where_its_flags_are(leadctl):
    assert "leadctl config --help" in leadctl("help", "config", db=None).err


@pytest.mark.parametrize(("typed", "nearest"), [("reprots", "reports"), ("asign", "assign"), ("no-leed", "no-lead")])
def test_unknown_topics_get_the_nearest(leadctl, typed, nearest):
    done = leadctl("help", typed, db=None)
    assert done.code == 4
    assert f'did you mean "{nearest}"?' in done.err


def test_without_documents_it_says_so(leadctl, monkeypatch, tmp_path):
    monkeypatch.setattr(_documents, "FOLDER", tmp_path / "leadctl")
    assert "[no-documents]" in leadctl("help", "config", db=None).err


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["one", "two", "three x"])), min_size=1, max_size=8))
def test_a_section_is_its_heading_and_all_deeper_ones(parts):
    document = "".join(
        f"{'#' * depth} {title}\n\ntext {i}\n```\n# no heading\n```\n" for i, (depth, title) in enumerate(parts)
    )
    wanted = parts[-1][1]
    first = next(i for i, (_, title) in enumerate(parts) if title == wanted)
    deeper = next((i for i in range(first + 1, len(parts)) if parts[i][0] <= parts[first][0]), len(parts))
    found = _documents.section(document, wanted)
    assert re.findall(r"^text (\d+)$", found, re.M) == [str(i) for i in range(first, deeper)]


def test_the_man_page_has_every_command_and_is_clean_roff():
    page = generate.man_page()
    for name in COMMANDS:
        assert f".B leadctl {name}\n".replace("-", "\\-") in page
    assert not [line for line in page.split("\n") if line.startswith("'")]


def test_the_wheel_holds_documents_samples_and_man_page_and_nothing_else(tmp_path):
    """Built in a checkout where the samples were tried out: with rejected rows and databases beside them."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("leadctl", "sample_data", "docs"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    left = ("sample_data/crm_leads.rejects.csv", "sample_data/examples/offices.rejects.csv", "sample_data/leads.db-wal")
    for name in (*left, "docs/leads.db", "leadctl/leads.db.lock"):
        (checkout / name).write_text("Anna Example\n", "utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, check=True, cwd=checkout, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if ".rejects." in name or ".db" in name]
    samples = {path.relative_to(ROOT / "sample_data").as_posix() for path in (ROOT / "sample_data").rglob("*.*")}
    samples = {name for name in samples if not re.search(r"\.rejects\.csv|\.pyc|\.db", name)}
    assert {f"leadctl/_sample_data/{name}" for name in samples} <= set(names)
    assert {"leadctl/cli.py", "leadctl/data/cities.tsv.gz", "leadctl/db/migrations/0001_initial.sql"} <= set(names)
    assert {f"leadctl/_docs/{name}.md" for name in DOCS} <= set(names)
    assert [name for name in names if name.endswith("/data/share/man/man1/leadctl.1")]
