from __future__ import annotations

import tomllib

from leadctl.config.lines import Lines

NASTY = '''# a comment with [[strategy]] and "quotes
title = "a # no comment"   # a comment
"quoted key" = 1
'literal.key' = 2
a.b.c = 3
multi = """
[[strategy]]
name = 1
""" # after
lit = \'\'\'
x = 1\'\'\'
list = [ # comment ]
  "one", # two
  { x = 1, y = [ 2,
     3 ] },
]
when = { country = ["US", "CA"], value = { min = 1_000 }, day = 2026-01-01T09:00:00Z, t = 09:00:00 }

[table]
k = true
[table.sub."odd name"]
z = "}"
[[strategy]]
name = "one"
[strategy.limits]
per_day = 1
[[strategy]]
name = "two"
limits = {}
empty = []
[[strategy.deep]]
q = 1
[[strategy.deep]]
q = 2
'''


def line_with(text: str, nth: int = 0) -> int:
    return [i for i, line in enumerate(NASTY.splitlines(), 1) if text in line][nth]


def test_every_key_of_a_nasty_file_is_found_on_its_line():
    tomllib.loads(NASTY)  # it is valid
    lines = Lines(NASTY)
    expected = {
        ("title",): line_with("title ="),
        ("quoted key",): line_with("quoted key"),
        ("literal.key",): line_with("literal.key"),
        ("a", "b", "c"): line_with("a.b.c"),
        ("multi",): line_with("multi ="),
        ("lit",): line_with("lit ="),
        ("list", 0): line_with('"one", #'),
        ("list", 1, "x"): line_with("{ x = 1"),
        ("list", 1, "y", 1): line_with("3 ] }"),
        ("when", "country", 1): line_with("when ="),
        ("when", "value", "min"): line_with("when ="),
        ("when", "t"): line_with("when ="),
        ("table", "k"): line_with("k = true"),
        ("table", "sub", "odd name", "z"): line_with('z = "}"'),
        ("strategy", 0): line_with("[[strategy]]", 2),
        ("strategy", 0, "name"): line_with('name = "one"'),
        ("strategy", 0, "limits", "per_day"): line_with("per_day"),
        ("strategy", 1): line_with("[[strategy]]", 3),
        ("strategy", 1, "limits"): line_with("limits = {}"),
        ("strategy", 1, "deep", 1, "q"): line_with("q = 2"),
    }
    assert {path: lines.of(path) for path in expected} == expected


def test_an_unknown_path_gives_its_nearest_parent():
    lines = Lines(NASTY)
    assert lines.of(("strategy", 1, "nothing", "here")) == lines.of(("strategy", 1))
    assert lines.of(("nowhere",)) is None


def test_windows_line_ends_count_once():
    assert Lines("a = 1\r\nb = 2\r\n").of(("b",)) == 2


def test_an_empty_text_has_no_lines():
    assert Lines("").of(("a",)) is None
