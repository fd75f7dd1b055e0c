"""Saved filters: a question kept under a name, asked again later, and what is typed beside it."""

import json
import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.commands.report.options import FILTER, OWN, PERIOD, options_of
from leadctl.commands.report.saved import NO_PERIOD, NOT_KEPT, beside_saved, command_line, flag_name, typed_flags
from leadctl.db.connection import connect
from tests.builders import add_account, add_user
from tests.effort import examples

NOW = "2026-03-05T12:00:00Z"


@pytest.fixture
def report(leadctl, db_file):
    con = connect(db_file)
    west = add_account(con, "West")
    add_user(con, "ana", account_id=west)
    con.close()

    def run(*args, now=NOW):
        return leadctl("report", *args, now=now)

    return run


def criteria(result):
    assert result.code == 0, result.err
    return json.loads(result.out)["criteria"]


def ask(report, *args, **more):
    return criteria(report(*args, "--format", "json", "--quiet", **more))


def test_a_filter_asks_the_same_again_and_its_period_moves_on(report):
    said = report("performance", "--last-week", "--user", "ana", "--by", "team", "--save", "Weekly")
    assert (said.code, "Weekly" in said.out) == (0, False)  # this one was typed
    assert 'filter "Weekly" saved: leadctl report performance --filter Weekly' in said.err
    found = ask(report, "performance", "--filter", "weekly", now="2026-03-12T12:00:00Z")
    assert found["saved_filter"] == {"name": "Weekly", "default": False, "typed_beside": []}
    assert (found["period"]["label"], found["period"]["from"]) == ("last week", "2026-03-02T00:00:00+00:00")
    assert (found["filters"], found["group_by"]) == ({"user": ["ana"]}, ["team"])


def test_what_is_typed_beside_a_filter_wins_and_is_named(report):
    assert report("summary", "--last-week", "--user", "ana", "--mode", "push", "--save", "w").code == 0
    found = ask(report, "summary", "--filter", "w", "--from", "2026-02-01", "--mode", "pull", "--sort", "lead")
    assert found["period"]["from"] == "2026-02-01T00:00:00+00:00"
    assert found["filters"] == {"user": ["ana"], "mode": ["pull"]}
    assert sorted(found["saved_filter"]["typed_beside"]) == ["--from", "--mode", "--sort"]


def test_the_default_is_taken_only_when_neither_period_nor_filter_is_typed(report):
    said = report("performance", "--user", "ana", "--save", "mine", "--default")
    assert "the default of the report" in said.err
    plain = ask(report, "performance", "--by", "team")
    assert plain["saved_filter"] == {"name": "mine", "default": True, "typed_beside": ["--by"]}
    assert (plain["filters"], plain["group_by"]) == ({"user": ["ana"]}, ["team"])
    for typed in (["--today"], ["--from", "2026-01-01"], ["--mode", "push"], ["--account", "West"]):
        assert "saved_filter" not in ask(report, "performance", *typed)
    assert "saved_filter" not in ask(report, "summary")  # nothing carries over to another report
    header = report("performance", "--tz", "Europe/Berlin").out
    assert "Saved filter:  mine (the default: neither period nor filter was typed); typed beside it: --tz" in header


def test_one_default_at_a_time(report):
    assert report("performance", "--user", "ana", "--save", "a", "--default").code == 0
    assert report("performance", "--mode", "push", "--save", "b", "--default").code == 0
    assert ask(report, "performance")["saved_filter"]["name"] == "b"
    assert 'filter "a" is, the default' in report("performance", "--filter", "a", "--default").err
    assert ask(report, "performance")["filters"] == {"user": ["ana"]}
    said = report("performance", "--user", "ana", "--save", "A")
    assert 'filter "A" saved again, which is no longer the default' in said.err
    assert "saved_filter" not in ask(report, "performance")


def test_saving_beside_a_filter_keeps_both(report):
    assert report("performance", "--last-week", "--user", "ana", "--save", "a").code == 0
    assert report("performance", "--filter", "a", "--by", "team", "--save", "b").code == 0
    shown = report("filters", "show", "b")
    assert shown.out == "leadctl report performance --last-week --user ana --by team\n"


def test_list_show_delete(report):
    assert "no filter is saved" in report("filters", "list").err
    assert report("performance", "--attribute", "tier=a b", "--save", "one").code != 0  # nothing has such an attribute
    assert report("filters", "list").out == ""  # what cannot be asked is not saved
    assert report("performance", "--user", "ana", "--save", "one", "--default").code == 0
    assert report("summary", "--yesterday", "--save", "one").code == 0
    rows = json.loads(report("filters", "list", "--json").out)
    assert [(r["report"], r["name"], r["default"], r["flags"]) for r in rows] == [
        ("performance", "one", True, {"user": ["ana"]}),
        ("summary", "one", False, {"yesterday": True}),
    ]
    assert report("filters", "list", "summary").out.count("one") == 1
    assert report("filters", "show", "one").code == 4  # which?
    assert report("filters", "show", "one", "--report", "summary").out == "leadctl report summary --yesterday\n"
    assert "would be deleted" in report("filters", "delete", "one", "--report", "summary", "--dry-run").err
    assert "is deleted" in report("filters", "delete", "ONE", "--report", "summary").err
    assert [r["report"] for r in json.loads(report("filters", "list", "--json").out)] == ["performance"]
    assert report("filters", "delete", "one").code == 0
    assert "saved_filter" not in ask(report, "performance")


@pytest.mark.parametrize(
    ("args", "code", "slug"),
    [
        (["performance", "--filter", "weekyl"], 4, "no-filter"),
        (["performance", "--default"], 2, "bad-flags"),
        (["performance", "--save", " "], 2, "bad-filter-name"),
        (["performance", "--save", "x\ny"], 2, "bad-filter-name"),
        (["performance", "--save", "x" * 101], 2, "bad-filter-name"),
        (["filters", "show", "weekyl"], 4, "no-filter"),
        (["filters", "delete", "weekyl"], 4, "no-filter"),
        (["filters", "list", "preformance"], 4, "no-report"),
    ],
)
def test_wrong_use(report, args, code, slug):
    assert report("performance", "--last-week", "--save", "weekly").code == 0
    said = report(*args)
    assert (said.code, said.out) == (code, "")
    assert f"[{slug}]" in said.err
    if "weekyl" in args:
        assert 'did you mean "weekly"' in said.err


def test_a_filter_of_another_version_is_refused_by_name(report, db_file):
    assert report("performance", "--user", "ana", "--save", "old").code == 0
    con = connect(db_file)
    con.execute("""update report_filter set question = '{"format": 1, "flags": {"zodiac": ["leo"]}}'""")
    con.close()
    said = report("performance", "--filter", "old")
    assert (said.code, said.out) == (4, "")
    assert "--zodiac" in said.err
    assert "[bad-filter]" in said.err
    assert "--zodiac" in report("filters", "list").out
    assert report("filters", "delete", "old").code == 0


# ---------------------------------------------------------------- flags


def panel(name, parameter):
    return options_of(name)[parameter][0].__metadata__[0].rich_help_panel


def value_of(name, parameter, text):
    """Return a value as the parser would hand it over."""
    annotation, default = options_of(name)[parameter]
    kind = str(annotation.__origin__)
    return True if default is False else [text, f"{text}=2"] if "list" in kind else 7 if "int" in kind else text


@st.composite
def questions(draw):
    """A report, flags that were saved, flags that are typed."""
    name = draw(st.sampled_from(sorted(OWN)))
    names = [p for p in options_of(name) if p not in NOT_KEPT]
    flags = st.dictionaries(st.sampled_from(names), st.text("ab =", min_size=1, max_size=3), max_size=5)
    saved, typed = draw(flags), draw(flags)
    return name, *({p: value_of(name, p, text) for p, text in given.items()} for given in (saved, typed))


@settings(max_examples=examples(100))
@given(questions())
def test_typed_flags_win_and_a_typed_period_wins_whole(question):
    name, saved, typed = question
    blank = {parameter: default for parameter, (_, default) in options_of(name).items()}
    merged = beside_saved(name, blank | typed, saved)
    found = typed_flags(name, merged)
    periods = {p for p in options_of(name) if panel(name, p) == PERIOD and p not in NO_PERIOD}
    for parameter, value in typed.items():
        assert found[parameter] == value or (
            parameter == "attribute" and found[parameter][: len(value)] == value and parameter in saved
        )
    for parameter, value in saved.items():
        if parameter not in typed:
            replaced = parameter in periods and periods & typed.keys()
            assert (parameter not in found) if replaced else (found[parameter] == value)
    assert found.keys() <= saved.keys() | typed.keys()


@settings(max_examples=examples(100))
@given(questions())
def test_the_command_line_names_every_flag_and_value(question):
    name, saved, _ = question
    words = shlex.split(command_line(name, saved))
    assert words[:3] == ["leadctl", "report", name]
    wanted = []
    for parameter, value in saved.items():
        for one in value if isinstance(value, list) else [value]:
            wanted += [flag_name(name, parameter), *([] if one is True else [str(one)])]
    assert words[3:] == wanted


@pytest.mark.parametrize("name", sorted(OWN))
def test_every_flag_is_named_as_it_is_typed(leadctl, name):
    said = leadctl("report", name, "--help").out
    assert [f for p in options_of(name) if (f := flag_name(name, p)) not in said] == []


def test_filters_and_periods_are_told_by_their_panel():
    flags = options_of("performance")
    assert {p for p in flags if panel("performance", p) == PERIOD} >= {"today", "from_", "to", "tz"}
    assert {p for p in flags if panel("performance", p) == FILTER} >= {"account", "user", "record_type", "attribute"}
