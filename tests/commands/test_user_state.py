"""leadctl user pause, resume, busy, free, seen: what people and telephone systems get to see."""

from __future__ import annotations

import json

import pytest

NOW = 1_772_355_600  # 2026-03-01 09:00 UTC
USERS = "login,name,timezone\nana,Ana Alba,Europe/Berlin\nbob,Bob Berg,\n"


@pytest.fixture
def people(leadctl, tmp_path):
    (tmp_path / "users.csv").write_text(USERS)
    assert leadctl("import", "users", "users.csv").code == 0
    return leadctl


def shown(people, login="ana", **more) -> dict:
    return json.loads(people("user", "show", login, "--json", **more).out)


def test_pause_and_resume(people):
    found = people("user", "pause", "ana", "--until", "14:00", "--reason", "training")
    assert (found.code, found.out) == (0, "ana is paused until 2026-03-01 14:00 CET\n")
    again = people("user", "pause", "ana", "--until", "14:00", "--reason", "training")
    assert (again.code, again.out) == (0, "ana is paused until 2026-03-01 14:00 CET already; nothing changed\n")
    assert "paused until 2026-03-01 14:00 CET (training)" in people("user", "show", "ana").out
    rows = json.loads(people("user", "list", "--json").out)
    assert [(r["login"], r["paused"], r["paused_until"]) for r in rows] == [
        ("ana", True, "2026-03-01T13:00:00+00:00"),
        ("bob", False, None),
    ]
    assert people("user", "resume", "ana").out == "ana takes leads again\n"
    assert people("user", "resume", "ana").out == "ana was not paused; nothing changed\n"
    assert shown(people)["paused"] is False


def test_until_by_hand(people):
    assert people("user", "busy", "Bob Berg").out == "bob is busy from now on; leadctl user free bob ends it\n"
    assert "enabled, busy\n" in people("user", "show", "bob").out
    assert (shown(people, "bob")["busy"], shown(people, "bob")["busy_until"]) == (True, None)
    assert people("user", "busy", "bob").out == "bob is busy already; leadctl user free bob ends it\n"
    assert people("user", "free", "bob").out == "bob is free\n"
    assert people("user", "free", "bob").out == "bob was not busy; nothing changed\n"


def test_it_ends_by_itself(people):
    people("user", "busy", "ana", "--for", "30m")
    assert shown(people, now=NOW + 1799)["busy"] is True
    assert shown(people, now=NOW + 1800)["busy"] is False


def test_json(people):
    paused = json.loads(people("user", "pause", "ana", "--for", "2h", "--json").out)
    assert paused == {
        "login": "ana", "paused": True, "until": "2026-03-01T12:00:00+01:00", "reason": None, "changed": True,
    }  # fmt: skip
    ended = json.loads(people("user", "resume", "ana", "--json").out)
    assert ended == {"login": "ana", "paused": False, "until": None, "reason": None, "changed": True}
    busy = json.loads(people("user", "busy", "ana", "--json").out)
    assert (busy["busy"], busy["until"]) == (True, None)
    seen = json.loads(people("user", "seen", "ana", "--json").out)
    assert seen == {"login": "ana", "seen_at": "2026-03-01T10:00:00+01:00", "changed": True}


def test_seen(people):
    assert people("user", "seen", "ana", "--at", "09:30").out == "ana was seen at 2026-03-01 09:30 CET\n"
    assert people("user", "seen", "ana").out == "ana was seen at 2026-03-01 10:00 CET\n"
    assert people("user", "seen", "ana", "--at", "09:30").out == (
        "ana was seen at 2026-03-01 10:00 CET; that was known already\n"
    )
    assert shown(people)["last_seen_at"] == "2026-03-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("argv", "code", "slug"),
    [
        (("pause", "ana", "--until", "08:00"), 2, "past-time"),
        (("pause", "ana", "--for", "soon"), 2, "bad-duration"),
        (("busy", "ana", "--for", "1h", "--until", "14:00"), 2, "usage"),
        (("seen", "ana", "--at", "14:00"), 2, "future-time"),
        (("free", "anna"), 4, "no-user"),
    ],
)
def test_errors_write_nothing(people, argv, code, slug):
    before = shown(people)
    found = people("user", *argv)
    assert (found.code, found.out) == (code, "")
    assert f"[{slug}]" in found.err
    assert shown(people) == before


def test_a_holiday_is_shown(people, tmp_path):
    (tmp_path / "leadctl.toml").write_text('[[holiday]]\ndate = "2026-03-01"\nname = "Founders"\n')
    assert people("config", "apply").code == 0
    assert "enabled, on holiday (Founders)" in people("user", "show", "ana").out
    assert shown(people)["holiday"] == "Founders"
    assert shown(people, now=NOW + 86_400)["holiday"] is None
