"""docs/alerts.md: its rules load, and what it says about signatures holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadctl.config import load_text
from leadctl.engine.delivery.webhook import signed

TEXT = (Path(__file__).parents[1] / "docs" / "alerts.md").read_text("utf-8")


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.M | re.S)


def test_the_signature_example_runs_and_is_what_leadctl_sends() -> None:
    (example,) = fences("python")
    found: dict = {}
    exec(example, found)
    told = signed(found["body"], found["headers"]["webhook-id"], 1774969205, found["secret"])
    assert told == found["headers"]
    assert not found["genuine"]("whsec_" + "A" * 32, found["headers"], found["body"], 1774969205)


def test_the_request_shown_is_the_one_in_the_example() -> None:
    (shown,) = fences("http")
    (example,) = fences("python")
    head, body = shown.strip().split("\n\n")
    for line in head.splitlines()[2:]:
        assert line.partition(": ")[2] in example
    assert body in example


@pytest.mark.parametrize("rules", fences("toml"))
def test_the_rules_load(rules: str) -> None:
    whole = (
        rules
        if "smtp" in rules
        else '[notify]\nsmtp = "localhost"\nfrom = "l@example.com"\n' + rules.replace("[notify]", "")
    )
    assert load_text(whole, "docs/alerts.md").notify is not None
