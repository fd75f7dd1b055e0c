"""docs/safety.md names tests that exist, and every test of this folder."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_document_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w./]+)`", (ROOT / "docs" / "safety.md").read_text("utf-8")))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    own = {f"tests/safety/{p.name}" for p in Path(__file__).parent.glob("test_*.py")} - {"tests/safety/test_table.py"}
    assert own <= named
