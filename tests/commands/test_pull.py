"""leadctl pull, queue, release and the runs that pulls leave, as they are typed."""

import json

import pytest

from tests.builders import add_lead, add_user
from tests.conftest import NOW

RULES = """
timezone = "UTC"

[[strategy]]
name = "Hot"
mode = "pull"
to = { users = ["ana"] }
when = { country = "DE" }
choose = true
"""


@pytest.fixture
def shop(con, leadctl, tmp_path):
    """Return run() on a database with two users, three leads in the queue and one outside it."""
    add_user(con, "ana")
    add_user(con, "bob")
    for number in range(3):
        add_lead(con, number, country="DE", full_name=f"P {number}", phone=f"+49{number}")
    add_lead(con, 9, country="FR")
    (tmp_path / "rules.toml").write_text(RULES)
    assert leadctl("config", "apply", "rules.toml").code == 0
    return leadctl


def test_a_pull_prints_what_the_caller_needs(shop):
    done = shop("pull", "--user", "ana")
    assert done.code == 0
    assert "P 2" in done.out
    assert "+492" in done.out
    assert done.out.endswith("Run 1: ana has 1 lead. Take back: leadctl undo 1\n")
    assert shop("pull", "-u", "ana", "--quiet").out == ""
    assert shop("verify").code == 0


def test_json_of_a_pull(shop):
    told = json.loads(shop("pull", "--user", "ana", "--count", "9", "--json").out)
    assert [lead["lead_id"] for lead in told["leads"]] == [3, 2, 1]
    assert (told["run_id"], told["asked"], told["distributed"], told["earliest_at"]) == (1, 9, 3, None)
    assert told["leads"][0]["added_at"] == "1970-01-01T00:00:02+00:00"
    assert told["why"] == [
        {"strategy": "Hot", "code": None, "until": None, "holds": None, "most": None, "refused": {},
         "lawful_at": None, "cooling": 0, "next_at": None, "exhausted": 0}
    ]  # fmt: skip
    shown = json.loads(shop("runs", "show", "1", "--json").out)
    assert shown["summary"] == told
    assert json.loads(shop("runs", "list", "--json").out) == []
    assert [run["kind"] for run in json.loads(shop("runs", "list", "--all", "--json").out)] == ["pull"]


def test_an_empty_pull_ends_with_1_and_says_why(shop):
    shop("pull", "--user", "ana", "--count", "3")
    assert shop("release", "3", "--again-in", "30m").code == 0
    done = shop("pull", "--user", "ana")
    assert done.code == 1
    assert "1 cooling, until 2026-03-01 09:30 UTC" in done.out
    assert "Earliest at 2026-03-01 09:30 UTC." in done.out
    assert shop("pull", "--user", "bob").out == "bob is in no pull strategy.\n"
    assert shop("pull", "--user", "ana", now=NOW + 1800).code == 0


@pytest.mark.parametrize(
    ("argv", "code", "slug"),
    [
        (["pull"], 2, "usage"),
        (["pull", "--user", "anna"], 4, "no-user"),
        (["pull", "--user", "ana", "--strategy", "Hott"], 4, "no-strategy"),
        (["pull", "--user", "ana", "--lead", "77"], 4, "no-lead"),
        (["pull", "--user", "ana", "--lead", "1", "--count", "2"], 2, "bad-flags"),
        (["pull", "--user", "ana", "--count", "0"], 2, "usage"),
        (["queue", "--user", "anna"], 4, "no-user"),
        (["queue", "--strategy", "Hott"], 4, "no-strategy"),
        (["release", "1"], 4, "not-pulled"),
        (["release", "1", "--user", "ana"], 4, "not-owner"),
        (["release", "1", "--again-in", "soon"], 2, "bad-duration"),
    ],
)
def test_wrong_use_writes_nothing(shop, con, argv, code, slug):
    done = shop(*argv)
    assert (done.code, done.out) == (code, "")
    assert f"[{slug}]" in done.err
    assert con.execute("select count(*) from run").fetchone() == (0,)


def test_who_is_disabled_or_on_a_call_is_told_what_ends_it(shop):
    shop("user", "busy", "ana")
    assert "Hot: ana is on a call until leadctl user free ana\n" in shop("pull", "--user", "ana").out
    shop("user", "free", "ana")
    shop("user", "disable", "ana")
    for command in ("pull", "queue"):
        done = shop(command, "--user", "ana")
        assert (done.code, done.err.splitlines()[-1]) == (4, "hint: leadctl user enable ana")
        assert "ana is disabled and may pull nothing [user-disabled]" in done.err


def test_a_lead_that_cannot_be_had_is_told(shop):
    assert shop("pull", "--user", "ana", "--lead", "2").code == 0
    again = shop("pull", "--user", "ana", "--lead", "2")
    assert (again.code, again.out) == (1, "ana cannot pull lead 2 now: somebody has it already.\n")
    other = shop("pull", "--user", "ana", "--lead", "4")
    assert other.out == "ana cannot pull lead 4 now.\n  Hot: the lead is not in this queue\n"


def test_queue_lists_without_taking(shop):
    listed = json.loads(shop("queue", "--user", "ana", "--limit", "2", "--json").out)
    assert [lead["lead_id"] for lead in listed[0]["leads"]] == [3, 2]
    assert (listed[0]["available"], listed[0]["more"]) == (3, False)
    told = json.loads(shop("queue", "--json").out)
    assert {k: told[0][k] for k in ("strategy", "takes", "ready", "members", "on_shift")} == {
        "strategy": "Hot", "takes": "Corporate", "ready": 3, "members": 1, "on_shift": 1,
    }  # fmt: skip
    assert shop("queue", "--user", "bob").out == "bob is in no pull strategy.\n"
    assert shop("runs", "list", "--all").out == ""


def test_release_prints_where_the_lead_waits(shop):
    shop("pull", "--user", "ana", "--count", "2")
    would = shop("release", "3", "2", "--dry-run")
    assert "lead 3 would go back from ana to Corporate; it may be pulled again from 2026-03-01 09:15 UTC" in would.out
    told = json.loads(shop("release", "3", "2", "--reason", "not mine", "--json").out)
    assert [t["lead_id"] for t in told] == [3, 2]
    assert told[0]["again_at"] == "2026-03-01T09:15:00+00:00"
    assert (told[0]["user"], told[0]["holder"], told[0]["strategy"], told[0]["how"]) == (
        "ana", "Corporate", "Hot", "released",
    )  # fmt: skip
    assert "back in its queue: not mine" in shop("history", "3").out
    assert shop("verify").code == 0


def test_an_undone_pull_waits_again(shop):
    shop("pull", "--user", "ana", "--count", "2")
    assert shop("undo", "1").code == 0
    assert json.loads(shop("queue", "--json").out)[0]["ready"] == 3
    assert "in a pull queue" not in shop("lead", "show", "3").out  # no assign has looked at it yet
    shop("assign")
    assert "waits because  in a pull queue Hot" in shop("lead", "show", "3").out
    assert "in the pull queue Hot" in shop("explain", "3").out
    assert shop("assign", "--fail-on-held").code == 1  # the French one
    assert shop("verify").code == 0
