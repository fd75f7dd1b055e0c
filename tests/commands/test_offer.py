"""leadctl offer, tick, notices, lead follow-up: what they print and how they end."""

import json

import pytest

RULES = """
timezone = "UTC"
feedback_after = "1h"
[[strategy]]
name = "Inbox"
to = { users = ["ana", "bob"] }
accept_within = "10m"
remind_before = "4m"
reject_reason = true
"""
USERS = "login,name,account\nana,Ana A,Corporate\nbob,Bob B,Corporate\n"
START = "2026-03-02T10:00:00Z"


def at(minute: int) -> str:
    return f"2026-03-02T{10 + minute // 60}:{minute % 60:02d}:00Z"


@pytest.fixture
def shop(leadctl, tmp_path):
    """Return leadctl with two users, the rules above and one lead, offered by the first tick."""
    (tmp_path / "rules.toml").write_text(RULES)
    (tmp_path / "users.csv").write_text(USERS)
    assert leadctl("import", "users", "users.csv", now=START).code == 0
    assert leadctl("config", "apply", "rules.toml", now=START).code == 0
    assert leadctl("lead", "add", "--name", "Kim Novak", "--email", "kim@mailbox.example", now=START).code == 0
    assert "1 offered" in leadctl("tick", now=START).out
    return leadctl


def asked(shop, now: str) -> str:
    (offer,) = json.loads(shop("offer", "list", "--json", now=now).out)
    return offer["recipient"]


def test_list_shows_the_time_left(shop):
    found = json.loads(shop("offer", "list", "--json", now=at(4)).out)
    assert [(o["lead_id"], o["lead"], o["seconds_left"], o["state"]) for o in found] == [
        (1, "Kim Novak", 360, "pending")
    ]
    assert found[0]["expires_at"] == "2026-03-02T10:10:00+00:00"
    who = found[0]["recipient"]
    other = {"ana": "bob", "bob": "ana"}[who]
    assert "6m" in shop("offer", "list", "--user", who, now=at(4)).out
    assert shop("offer", "list", "--user", other, now=at(4)).out == ""
    assert "no offer waits" in shop("offer", "list", "--mine", other, now=at(4)).err
    assert "leadctl tick ends it" in shop("offer", "list", now=at(11)).out


def test_accept(shop):
    who = asked(shop, START)
    done = json.loads(shop("offer", "accept", "1", "--user", who, "--json", now=at(1)).out)
    assert (done["answer"], done["user"], done["at"]) == ("accepted", who, "2026-03-02T10:01:00+00:00")
    again = shop("offer", "accept", "1", "--user", who, now=at(2))
    assert again.code == 4
    assert f"was accepted at 2026-03-02 10:01 UTC; {who} has it since 2026-03-02 10:01 UTC [offer-closed]" in again.err
    assert shop("offer", "list", now=at(2)).out == ""
    assert "accepted" in shop("offer", "list", "--all", now=at(2)).out


def test_reject_wants_a_reason(shop):
    who = asked(shop, START)
    bare = shop("offer", "reject", "kim@mailbox.example", "--user", who, now=at(1))
    assert (bare.code, "[reason-needed]" in bare.err) == (2, True)
    said = shop("offer", "reject", "kim@mailbox.example", "--user", who, "--reason", "mine already", now=at(1))
    assert said.out == f"lead 1: rejected by {who}: mine already; it waits for the next run [offer 1]\n"
    assert "rejected: mine already" in shop("offer", "list", "--all", now=at(1)).out
    assert json.loads(shop("offer", "list", "--all", "--json", now=at(1)).out)[0]["reason"] == "mine already"


def test_tick_is_silent_under_quiet_and_idle_twice(shop):
    loud = shop("tick", "--dry-run", now=at(10))
    assert "offer ran out" in loud.out
    assert "Nothing was written." in loud.out
    assert shop("tick", "--quiet", now=at(10)).out == ""
    assert shop("tick", now=at(10)).out == "Tick at 2026-03-02 10:10 UTC: nothing is due.\n"
    told = json.loads(shop("runs", "show", "2", "--json", now=at(10)).out)
    assert told["kind"] == "tick"
    assert [(s["step"], s["count"]) for s in told["summary"]["steps"] if s["count"]] == [("expired", 1)]
    assert "offer ran out" in shop("runs", "show", "2", now=at(10)).out


def test_tick_as_json(shop):
    told = json.loads(shop("tick", "--json", now=at(7)).out)
    assert (told["run_id"], told["offered"], told["at"]) == (2, 0, "2026-03-02T10:07:00+00:00")
    (ends,) = [s for s in told["steps"] if s["count"]]
    assert ends["step"] == "offer_ends"
    assert ends["items"][0]["at"] == "2026-03-02T10:06:00+00:00"
    notices = json.loads(shop("notices", "--json", now=at(7)).out)
    assert [(n["kind"], n["lead_id"], n["settled"]) for n in notices] == [("offer_ends", 1, False)]
    assert "offer ends" in shop("notices", now=at(7)).out
    assert shop("notices", now=at(11)).out == ""
    assert "(settled)" in shop("notices", "--all", now=at(11)).out


def test_follow_ups_and_feedback(shop):
    who = asked(shop, START)
    shop("offer", "accept", "1", "--user", who, now=at(1))
    assert shop("lead", "follow-up", "1", now=at(1)).code == 2
    assert shop("lead", "follow-up", "1", "--at", "2026-03-01", now=at(1)).code == 2
    set_ = shop("lead", "follow-up", "1", "--at", "in 30m", "--note", "call", now=at(1))
    assert set_.out == f"lead 1: {who} is reminded at 2026-03-02 10:31 UTC\n"
    assert json.loads(shop("lead", "follow-ups", "--json", now=at(1)).out)[0]["note"] == "call"
    assert "1 to follow up" in shop("tick", now=at(40)).out
    (reminder,) = json.loads(shop("lead", "show", "1", "--json", now=at(41)).out)["follow_ups"]
    assert (reminder["due_at"], reminder["user"], reminder["removed_at"]) == ("2026-03-02T10:31:00+00:00", who, None)
    assert f"2026-03-02 10:31 UTC  {who}" in shop("lead", "show", "1", now=at(41)).out
    assert "1 asked for feedback" in shop("tick", now=at(70)).out
    assert len(shop("notices", "--user", who, now=at(70)).out.splitlines()) == 4
    assert shop("lead", "follow-up", "1", "--done", now=at(71)).out == "lead 1: 1 follow-up done\n"
    assert shop("lead", "follow-up", "1", "--done", now=at(71)).code == 4
    assert "done" in shop("lead", "follow-ups", "--all", now=at(71)).out
    assert "done 2026-03-02 11:11 UTC" in shop("lead", "show", "1", now=at(71)).out
    assert shop("lead", "action", "1", "call", "--user", who, now=at(72)).code == 0
    assert shop("notices", now=at(73)).out == ""


def test_a_lead_that_was_never_offered(shop):
    shop("lead", "add", "--name", "Lou", "--email", "lou@mailbox.example", now=at(1))
    bad = shop("offer", "accept", "2", "--user", "ana", now=at(1))
    assert bad.code == 4
    assert "lead 2 was not offered to ana; nobody has it, it waits for the next run [not-offered]" in bad.err


def test_tick_is_silent_where_people_only_pull(leadctl, tmp_path):
    rules = '[[strategy]]\nname = "Calls"\nmode = "pull"\nto = { users = ["ana"] }\n'
    (tmp_path / "users.csv").write_text(USERS)
    assert leadctl("import", "users", "users.csv", now=START).code == 0
    for text, said in ((rules, False), ("", True)):
        (tmp_path / "rules.toml").write_text(text)
        assert leadctl("config", "apply", "rules.toml", now=START).code == 0
        done = leadctl("tick", "--quiet", now=START)
        assert (done.code, done.out) == (0, "")
        assert ("no push strategy" in done.err) is said
