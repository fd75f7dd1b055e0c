from __future__ import annotations

import pytest

from leadctl.config import load_text
from leadctl.config.section import Faults
from leadctl.engine.lint import lint


def warnings(text: str) -> list[str]:
    found = Faults("f", text)
    lint(load_text(text, "f"), found)
    return list(found.warnings())


def strategy(name: str, *lines: str, to: str = '{ users = ["a"] }') -> str:
    return "\n".join(["[[strategy]]", f'name = "{name}"', f"to = {to}", *lines, ""])


def test_no_strategy_is_said():
    assert warnings("") == ["f: there is no strategy yet: every lead will be held"]
    assert warnings(strategy("A", "enabled = false")) == ["f: there is no strategy yet: every lead will be held"]


def test_a_type_that_nobody_takes_is_said():
    text = 'record_types = ["Lead", "Partner"]\n' + strategy("A", 'record_type = "Lead"')
    assert warnings(text) == [
        'f:1: record_types: no strategy takes record type "Partner" from Corporate: such leads will be held'
    ]
    elsewhere = text + strategy("B", 'record_type = "Partner"', 'from = "West"')
    assert len(warnings(elsewhere)) == 1


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (strategy("A", 'on_empty = "hold"'), "never gets a lead"),
        (strategy("A", 'method = "direct"', to='{ team = "T" }'), "gives all of them to a team"),
        (strategy("A", 'method = "direct"', to='{ account = "T" }'), "gives all of them to an account"),
        (strategy("A"), 'gets only what nobody of "A" (line 1) may take'),
        (strategy("A", "when = { any = [ { state = 'CA' }, { state = 'OR' } ] }", 'on_empty = "hold"'), None),
        (strategy("A", "when = { country = 'US' }", 'on_empty = "hold"'), "never gets a lead"),
        (strategy("A", "when = { country = 'DE' }", 'on_empty = "hold"'), None),
        (strategy("A", "limits = { per_day = 5 }"), None),
        (strategy("A", 'share = "50%"', 'on_empty = "hold"'), None),
        (strategy("A", "enabled = false", 'on_empty = "hold"'), None),
        (strategy("A", 'from = "West"', 'on_empty = "hold"'), None),
        (strategy("A", 'on_empty = "B"'), None),
    ],
)
def test_shadows(first, expected):
    said = warnings(first + strategy("B", "when = { country = 'US', value = { min = 5 } }"))
    if expected is None:
        assert said == []
    else:
        assert len(said) == 1
        assert 'strategy "B": ' in said[0]
        assert expected in said[0]


def test_another_record_type_is_no_shadow():
    text = 'record_types = ["Lead", "Partner"]\n'
    first = strategy("A", 'record_type = "Lead"', 'on_empty = "hold"')
    assert warnings(text + first + strategy("B", 'record_type = "Partner"')) == []
    every = strategy("A", 'on_empty = "hold"')
    assert "never gets a lead" in warnings(text + every + strategy("B", 'record_type = "Partner"'))[0]
