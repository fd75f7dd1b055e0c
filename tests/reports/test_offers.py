"""Offers made by the engine, as both reports count them."""

import json

import pytest

RULES = """
timezone = "UTC"
record_types = ["Alone", "Together", "Partner"]
[[strategy]]
name = "One by one"
record_type = "Alone"
to = { users = ["ana", "bob"] }
accept_within = "10m"
[[strategy]]
name = "All at once"
record_type = "Together"
to = { users = ["ana", "bob", "cat"] }
accept_within = "3h"
broadcast = true
[[strategy]]
name = "To West"
record_type = "Partner"
method = "direct"
to = { account = "West" }
accept_within = "2d"
"""
ACCOUNTS = "name,parent,kind\nCorporate,,corporate\nWest,Corporate,partner\n"
USERS = "login,name,account\nana,Ana A,Corporate\nbob,Bob B,Corporate\ncat,Cat C,Corporate\nwes,Wes W,West\n"


@pytest.fixture
def shop(leadctl, tmp_path):
    """Return run(time, *words): one command line on Monday 2026-03-02 at that time, after the rules were applied."""
    files = {"rules.toml": RULES, "accounts.csv": ACCOUNTS, "users.csv": USERS}
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    def run(time: str, *words: str, day: int = 2) -> str:
        done = leadctl(*words, now=f"2026-03-{day:02d}T{time}:00Z")
        assert done.code == 0, done.err
        return done.out

    run("08:00", "import", "accounts", "accounts.csv")
    run("08:00", "import", "users", "users.csv")
    run("08:00", "config", "apply", "rules.toml")
    return run


def add(shop, kind: str, *names: str) -> None:
    for name in names:
        shop("08:30", "lead", "add", "--name", name, "--email", f"{name}@mailbox.example", "--record-type", kind)


def outcomes(shop, time: str, day: int = 2, period: str = "2026-03-02") -> list[tuple]:
    rows = json.loads(shop(time, "report", "summary", "--from", period, "--to", period, "--format", "json", day=day))[
        "rows"
    ]
    return sorted((r["lead"].split("@")[0], r["recipient"], r["outcome"]) for r in rows)


def distributed(shop, time: str, day: int = 2, period: str = "2026-03-02") -> dict[str, int]:
    words = ("report", "performance", "--by", "user", "--from", period, "--to", period, "--format", "json")
    rows = json.loads(shop(time, *words, day=day))["rows"]
    return {r["user"]: r["leads_distributed"] for r in rows if r.get("leads_distributed")}


def test_exclusive_offers_count_whatever_the_answer(shop):
    add(shop, "Alone", "kim", "lou")
    shop("09:00", "tick")
    first = outcomes(shop, "09:01")
    assert [o for _, _, o in first] == ["pending", "pending"]
    who = {lead: user for lead, user, _ in first}
    shop("09:02", "offer", "reject", "1", "--user", who["kim"])
    shop("09:03", "offer", "accept", "2", "--user", who["lou"])
    assert outcomes(shop, "09:04") == [("kim", who["kim"], "rejected"), ("lou", who["lou"], "accepted")]
    shop("09:05", "tick")
    assert outcomes(shop, "09:06") == sorted(
        [("kim", who["kim"], "rerouted"), ("kim", who["lou"], "pending"), ("lou", who["lou"], "accepted")]
    )
    shop("09:30", "tick")  # kim's second offer ran out, and is asked about once more: a broadcast to one
    assert outcomes(shop, "09:31") == sorted(
        [("kim", who["kim"], "rerouted"), ("kim", who["lou"], "expired"), ("lou", who["lou"], "accepted")]
    )
    assert distributed(shop, "09:32") == {who["kim"]: 1, who["lou"]: 2}


def test_a_broadcast_counts_for_who_took_it_only(shop):
    add(shop, "Together", "kim", "lou", "max")
    shop("09:00", "tick")
    assert outcomes(shop, "09:01") == []
    shop("09:02", "offer", "accept", "1", "--user", "cat")
    shop("09:03", "offer", "reject", "2", "--user", "cat")
    assert outcomes(shop, "09:04") == [("kim", "cat", "accepted")]
    assert distributed(shop, "09:04") == {"cat": 1}
    shop("12:30", "tick")  # the other two ran out
    assert outcomes(shop, "12:31") == [("kim", "cat", "accepted")]


def test_a_broadcast_taken_after_the_period_is_not_in_it(shop):
    add(shop, "Together", "kim")
    shop("23:30", "tick")
    shop("00:30", "offer", "accept", "1", "--user", "bob", day=3)
    assert outcomes(shop, "01:00", day=3) == []
    words = ("report", "summary", "--from", "2026-03-02", "--to", "2026-03-03", "--format", "json")
    assert [r["recipient"] for r in json.loads(shop("01:00", *words, day=3))["rows"]] == ["bob"]


def test_a_partners_lead_counts_for_the_partner_then_for_who_took_it(shop):
    add(shop, "Partner", "kim")
    shop("09:00", "tick")
    assert outcomes(shop, "09:01") == [("kim", "[West]", "pending")]
    shop("10:00", "offer", "accept", "1", "--user", "wes", day=3)
    assert outcomes(shop, "11:00", day=3) == [("kim", "[West]", "pending")]  # Monday as Monday was
    assert outcomes(shop, "11:00", day=3, period="2026-03-03") == [("kim", "wes", "accepted")]
