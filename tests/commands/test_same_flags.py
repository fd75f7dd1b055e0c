"""The whole command tree at once: the same flag is there wherever it is expected, and means the same."""

from __future__ import annotations

import importlib
import re
from collections import defaultdict

import pytest
import typer.main

from leadctl.cli import COMMANDS

# What prints no data of its own, or nothing else than data in one format.
NO_JSON = {
    "init": "says what it made",
    "demo": "a tour: its commands are typed one by one",
    "help": "documents",
    "report all": "writes a folder",
    "lead export": "prints nothing but JSON",
    "feedback": "a conversation on a terminal",
    "feedback export": "writes a CSV to fill in",
}
TWO_THINGS = {"--add"}  # `team edit --add USER`, and `import territories --add`: not in place of what is there


def tree():
    """Return {words of a command: its command} of everything that can be typed."""
    found = {}
    for name, (module, _, _) in COMMANDS.items():
        app = importlib.import_module(module).app
        shown, app._add_completion = app._add_completion, False
        waiting = [(name, typer.main.get_command(app))]
        app._add_completion = shown
        while waiting:
            path, command = waiting.pop()
            inner = getattr(command, "commands", {})
            waiting += [(f"{path} {n}", c) for n, c in inner.items()]
            if not inner or command.invoke_without_command:
                found[path] = command
    return found


TREE = tree()


def flags(command):
    """Return {flag: its option} of a command."""
    return {name: p for p in command.params for name in p.opts if name.startswith("-")}


def test_the_tree_is_whole():
    assert len(TREE) > 110
    assert {"lead show", "report filters delete", "user absence add", "tick"} <= set(TREE)


@pytest.mark.parametrize("path", [p for p in TREE if p not in NO_JSON])
def test_what_prints_data_prints_it_as_json(path):
    option = flags(TREE[path]).get("--json")
    assert option is not None
    assert option.is_flag
    assert not option.default


def test_what_has_no_json_is_there():
    assert [path for path in NO_JSON if path not in TREE or "--json" in flags(TREE[path])] == []


LIMITED = {path: flags(command)["--limit"] for path, command in TREE.items() if "--limit" in flags(command)}


@pytest.mark.parametrize("path", LIMITED)
def test_limit_0_is_all_everywhere(path):
    option = LIMITED[path]
    assert "0 = all" in option.help
    assert getattr(option.type, "min", 0) in {0, None}


def test_the_same_flag_has_the_same_shape_everywhere():
    """Whether it takes a value does not depend on the command."""
    shapes = defaultdict(lambda: defaultdict(list))
    for path, command in TREE.items():
        for name, option in flags(command).items():
            shapes[name][bool(option.is_flag)].append(path)
    assert {name: found for name, found in shapes.items() if len(found) > 1}.keys() == TWO_THINGS


def test_a_short_flag_stands_for_one_long_one():
    longs = defaultdict(lambda: defaultdict(list))
    for path, command in TREE.items():
        for option in command.params:
            for short in (o for o in option.opts if re.fullmatch(r"-\w", o)):
                longs[short][next(o for o in option.opts if o.startswith("--"))].append(path)
    assert {short: dict(found) for short, found in longs.items() if len(found) > 1} == {}


def test_every_command_has_an_example_and_help_for_every_flag():
    silent = [
        (path, name) for path, command in TREE.items() for name, option in flags(command).items() if not option.help
    ]
    assert silent == []
    assert [path for path, command in TREE.items() if "Example" not in (command.help or "")] == []


def test_dry_run_says_that_nothing_is_written():
    texts = {flags(c)["--dry-run"].help for c in TREE.values() if "--dry-run" in flags(c)}
    assert [t for t in texts if not re.search(r"nothing|no file|not written|without", t)] == []
