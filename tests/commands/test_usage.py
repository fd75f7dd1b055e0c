"""Lines that the parser refuses: what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadctl.commands import _context
from leadctl.commands._usage import remedy


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("lead list lopez", 'leadctl lead find "lopez" looks for words; leadctl lead list --help'),
        ("simulate new.toml", "leadctl simulate --config new.toml"),
        ("import leads.csv", "say what it brings, such as leadctl import leads leads.csv; leadctl import --help"),
        ("import leeds", "leadctl import --help"),
        ("import nothing.csv", "leadctl import --help"),
        ("lead list --state MA", "leadctl lead list --where state=MA; leadctl lead list --help"),
        ("lead list --job-title=CEO", "leadctl lead list --where job_title=CEO; leadctl lead list --help"),
        ("lead list --city", "leadctl lead list --where city=VALUE; leadctl lead list --help"),
        ("lead list --colour red", "leadctl lead list --help"),
        ("runs list 5", "leadctl runs list --help"),
    ],
)
def test_what_was_probably_meant_is_named(leadctl, line, hint):
    Path("leads.csv").write_text("Name\nKim\n", "utf-8")
    refused = leadctl(*line.split())
    assert refused.code == 2
    assert refused.err.splitlines()[-1] == f"hint: {hint}"


def test_any_other_refusal_leads_to_the_help():
    assert remedy("leadctl assign", "no such option: --dry") == "leadctl assign --help"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Kim", "Kim"), ("x" * 26, "x" * 26), ("Marie-Claire Fernández-López", "Marie-Claire Fernández-Ló…")],
)
def test_a_name_that_is_cut_says_so(text, shown):
    assert _context.cut(text) == shown
    assert len(shown) <= _context.NAME
