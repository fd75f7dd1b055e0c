"""Answers to requests for feedback: ordinary facts that close the request, all of them or none."""

from __future__ import annotations

import pytest

from leadctl.db.connection import immediate
from leadctl.engine import lifecycle
from leadctl.engine.feedback.answer import Answer, give
from leadctl.engine.feedback.requests import requests
from leadctl.engine.passages import give as hand_over
from leadctl.engine.reminders import notice_feedback
from leadctl.engine.verify import verify
from leadctl.errors import ConflictError, NotFoundError, UsageError
from tests.builders import add_users
from tests.engine.feedback.worlds import ASKED, DAY, NOW, RULES, asked, facts


def states(con, now=NOW) -> list[str]:
    return [r.state for r in requests(con, now, old_too=True)]


def test_requests_say_what_is_known(con):
    first, _, _ = asked(con)
    found = requests(con, NOW)
    assert [(r.id, r.state, r.user, r.status) for r in found] == [(first + n, "open", "ana", "New") for n in range(3)]
    assert (found[0].label, found[0].since, found[0].asked_at) == ("Lead of ana 0", ASKED - 3 * DAY, ASKED)
    assert (found[0].last_work_at, found[0].value, found[0].next_at) == (None, None, None)
    assert len(requests(con, NOW, limit=2)) == 2


def test_an_answer_is_ordinary_work_and_closes_the_request(con):
    first, *_ = asked(con)
    answer = Answer("contacted", 1_250_000, "wants a demo", NOW + DAY, "show it")
    done = give(con, "UTC", first, answer, NOW, "shell")
    assert (done.from_status, done.to_status, done.value, done.next_at) == ("New", "Contacted", 1_250_000, NOW + DAY)
    rows = con.execute("select kind, name, note, user_id, recorded_by, distribution_id from activity order by id")
    assert rows.fetchall() == [
        ("action", "note", "wants a demo", 1, "shell", 1),
        ("status", None, None, 1, "shell", 1),
    ]
    assert con.execute("select amount, key, user_id, import_id from opportunity").fetchall() == [
        (1_250_000, "", 1, None)
    ]
    assert con.execute("select due_at, note, user_id from follow_up").fetchall() == [(NOW + DAY, "show it", 1)]
    assert states(con) == ["answered", "open", "open"]
    again = requests(con, NOW, old_too=True)[0]
    assert (again.answered_at, again.next_at, again.value) == (NOW, NOW + DAY, 1_250_000)
    assert con.execute("select last_seen_at from user").fetchone() == (NOW,)
    assert verify(con, NOW).differences == ()


@pytest.mark.parametrize(
    ("answer", "activities"),
    [
        (Answer(), [("action", "feedback")]),
        (Answer(status="new"), [("action", "feedback")]),
        (Answer(status="NEW", value=5), [("action", "feedback")]),
        (Answer(next_at=NOW + 1), [("action", "feedback")]),
        (Answer(note="n"), [("action", "note")]),
        (Answer(status="New", note="n"), [("action", "note")]),
        (Answer(status="Dead"), [("status", None)]),
    ],
)
def test_whatever_is_said_closes_the_request(con, answer, activities):
    first, *_ = asked(con)
    give(con, "UTC", first, answer, NOW, "shell")
    assert con.execute("select kind, name from activity order by id").fetchall() == activities
    assert first not in [r.id for r in requests(con, NOW)]
    assert verify(con, NOW).differences == ()


def test_a_value_that_holds_is_not_written_again(con):
    first, *_ = asked(con)
    con.execute("update lead set value = 500 where id = 1")
    assert give(con, "UTC", first, Answer(value=500), NOW, "shell").value is None
    assert con.execute("select count(*) from opportunity").fetchone() == (0,)


@pytest.mark.parametrize(
    ("answer", "problem", "slug"),
    [
        (Answer(status="Contcted", note="x"), NotFoundError, "no-status"),
        (Answer(status="Contacted", next_at=NOW), UsageError, "past-time"),
    ],
)
def test_a_faulty_answer_records_nothing(con, answer, problem, slug):
    first, *_ = asked(con)
    before = facts(con)
    with pytest.raises(problem) as found:
        give(con, "UTC", first, answer, NOW, "shell")
    assert found.value.slug == slug
    with pytest.raises(problem), immediate(con):  # nor as a part of a larger transaction that goes on
        give(con, "UTC", first, answer, NOW, "shell")
    assert facts(con) == before


def test_the_nearest_status_is_named(con):
    first, *_ = asked(con)
    with pytest.raises(NotFoundError, match='did you mean "Contacted"'):
        give(con, "UTC", first, Answer(status="Contcted"), NOW, "shell")


def test_a_disabled_user_records_nothing(con):
    first, *_ = asked(con)
    con.execute("insert into user_disabled (user_id, valid_from) values (1, 0)")
    before = facts(con)
    with pytest.raises(ConflictError) as found:
        give(con, "UTC", first, Answer(status="Dead", value=3, next_at=NOW + 9), NOW, "shell")
    assert (found.value.slug, facts(con)) == ("user-disabled", before)


def over(con, request) -> str:
    with pytest.raises(ConflictError) as found:
        give(con, "UTC", request, Answer(note="late"), NOW, "shell")
    assert found.value.slug == "request-over"
    return found.value.message


def test_a_request_that_is_over_says_why(con):
    worked, moved, closed = asked(con)
    (bob,) = add_users(con, "bob")
    lifecycle.add_action(con, 1, 1, NOW - 60, NOW, "x", name="call")
    hand_over(con, 2, bob, NOW - 60, "boss")
    lifecycle.change_status(con, 3, bob, NOW - 60, NOW, "x", status="Closed")
    assert states(con) == ["answered", "moved", "finished"]
    assert over(con, worked) == f"request {worked}: ana has worked on lead 1 since, at 2026-03-04 09:59 UTC"
    assert over(con, moved) == f"request {moved}: lead 2 is bob's now, not ana's"
    assert over(con, closed) == f'request {closed}: lead 3 is in status "Closed": it is finished'
    assert requests(con, NOW) == []


def test_work_of_another_and_a_lead_taken_back(con):
    worked, gone, _ = asked(con)
    (bob,) = add_users(con, "bob")
    lifecycle.add_action(con, 1, bob, NOW - 60, NOW, "x", name="call")
    con.execute("update lead set undone_at = ? where id = 2", (NOW - 60,))
    assert states(con) == ["worked", "taken back", "open"]
    assert "was worked by another since" in over(con, worked)
    assert "was taken back with its import" in over(con, gone)


def test_unknown_request(con):
    with pytest.raises(NotFoundError, match="no request 7 for feedback"):
        give(con, "UTC", 7, Answer(), NOW, "shell")


def test_asked_again_after_the_next_silence(con):
    first, *_ = asked(con, 1)
    give(con, "UTC", first, Answer(), NOW, "shell")
    later = NOW + 3 * DAY
    notice_feedback(con, RULES, later, None)
    assert [(r.id, r.since) for r in requests(con, later)] == [(first + 1, NOW)]


def test_who_gets_a_lead_back_is_asked_once(con):
    (first,) = asked(con, 1)
    (bob,) = add_users(con, "bob")
    hand_over(con, 1, bob, NOW, "boss")
    hand_over(con, 1, 1, NOW + 60, "boss")
    later = NOW + 3 * DAY
    notice_feedback(con, RULES, later, None)
    found = requests(con, later, old_too=True)
    assert [(r.id, r.state) for r in found] == [(first, "asked again"), (first + 1, "open")]
    assert [r.id for r in requests(con, later)] == [first + 1]
    give(con, "UTC", first, Answer(note="by an older file"), later + 1, "shell")
    assert requests(con, later + 1) == []
