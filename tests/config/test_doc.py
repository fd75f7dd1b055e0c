"""docs/config.md is complete and its examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadctl.commands.init import starter_text
from leadctl.config import load_text
from leadctl.config.keys import ACCEPTED, LATER, LATER_METHODS
from leadctl.config.model import METHODS, OPERATORS
from leadctl.config.section import Section
from leadctl.models import DERIVED_FIELDS, LEAD_FIELDS

DOC = (Path(__file__).parents[2] / "docs" / "config.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", DOC, re.DOTALL)


def part(kind: str) -> str:
    """Return the text of the section that describes the keys of `kind`."""
    titles = {
        "settings": "## Settings", "to": "`to`:", "limits": "`limits`;", "decay": "`decay`:", "notify": "## [notify]",
        "webhook": "### [[notify.webhook]]", "service": "### [[notify.service]]", "template": "### [notify.templates]",
    }  # fmt: skip
    after = DOC.split(titles.get(kind, f"## [[{kind}]]"), 1)[1]
    parts = {"limits", "notify", "webhook", "service", "template"}
    return re.split(r"\n###? " if kind in parts else r"\n## ", after, maxsplit=1)[0]


def rows(text: str) -> set[str]:
    """Return the keys in the first cells of the tables."""
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_example_loads(number):
    config = load_text(BLOCKS[number], f"example {number + 1}")
    assert config.warnings == ()


@pytest.mark.parametrize("kind", sorted(ACCEPTED))
def test_every_key_has_its_row(kind):
    assert set(ACCEPTED[kind]) <= rows(part(kind))


@pytest.mark.parametrize("kind", sorted(set(ACCEPTED) - {"to", "strategy", "score"}))
def test_no_row_without_a_key(kind):
    assert rows(part(kind)) <= set(ACCEPTED[kind])


def test_every_key_is_in_an_example():
    examples = "\n".join(BLOCKS)
    words = set(re.findall(r"[a-z_]+", examples))
    assert {key for keys in ACCEPTED.values() for key in keys} <= words | {"account"}


def test_every_operator_and_field_is_described():
    assert set(OPERATORS) <= set(re.findall(r"`([a-z_]+)`", DOC))
    assert {*LEAD_FIELDS, *DERIVED_FIELDS} <= set(re.findall(r"`([a-z_0-9]+)`", DOC))
    assert all(method in DOC for method in METHODS)


def test_what_is_refused_is_named():
    refused = DOC.split("## Not in this version", 1)[1]
    for name in [*LATER_METHODS, *(key for keys in LATER.values() for key in keys)]:
        assert f"`{name}`" in refused, name


def test_the_starter_is_in_order_with_its_comments_on_and_off():
    assert load_text(starter_text(), "leadctl.toml").warnings == ()
    awake = re.sub(r"(?m)^# (?=\[\[|\w+ +=|\w+ = )", "", starter_text())
    config = load_text(awake, "leadctl.toml")
    assert [s.name for s in config.strategies] == ["Enterprise", "Everyone"]
    assert config.warnings == ()


def test_the_parser_reads_every_accepted_key(monkeypatch):
    """A key that is accepted but never asked for would be ignored in silence."""
    asked: dict[str, set[str]] = {}

    class Watched(dict):
        def __init__(self, kind, data):
            super().__init__(data)
            self.kind = kind

        def note(self, key):
            asked.setdefault(self.kind, set()).add(key)

        def get(self, key, default=None):
            self.note(key)
            return super().get(key, default)

        def __contains__(self, key):
            self.note(key)
            return super().__contains__(key)

        def __getitem__(self, key):
            self.note(key)
            return super().__getitem__(key)

    original = Section.__init__

    def watching(self, faults, data, kind, *args, **kwargs):
        original(self, faults, data, kind, *args, **kwargs)
        self.data = Watched(kind, data)

    monkeypatch.setattr(Section, "__init__", watching)
    for block in BLOCKS:
        load_text(block, "f")
    assert {kind: set(keys) - asked[kind] for kind, keys in ACCEPTED.items()} == {kind: set() for kind in ACCEPTED}
