"""A database in which people were asked for feedback."""

from __future__ import annotations

import sqlite3

from leadctl.config.model import Config
from leadctl.engine.passages import give
from leadctl.engine.reminders import notice_feedback
from tests.builders import add_lead, add_users

DAY = 86_400
START = 1_772_355_600  # 2026-03-01 09:00 UTC
ASKED = START + 3 * DAY
NOW = ASKED + 3600
RULES = Config(timezone="UTC", feedback_after=2 * DAY)


def asked(con: sqlite3.Connection, leads: int = 3, user: str = "ana") -> list[int]:
    """Give `leads` leads to a new user, ask about them two days later, and return the requests' numbers."""
    (user_id,) = add_users(con, user)
    con.execute("begin")
    ids = [add_lead(con, received_at=START - 60, full_name=f"Lead of {user} {n}") for n in range(leads)]
    con.execute("commit")
    for lead in ids:
        give(con, lead, user_id, START, "boss")
    notice_feedback(con, RULES, ASKED, None)
    rows = con.execute("select id from notice where user_id = ? order by id", (user_id,)).fetchall()
    return [row[0] for row in rows]


def facts(con: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return everything people said, that counts: activities, values, follow-ups, statuses of leads."""
    parts = (
        "select 'activity', lead_id, user_id, kind, name, note, to_status_id, happened_at from activity"
        " where voided_at is null",
        "select 'value', lead_id, user_id, amount, key, happened_at from opportunity where voided_at is null",
        "select 'step', lead_id, user_id, due_at, note from follow_up where removed_at is null",
        "select 'state', lead_id, status_id, owner_id, last_work_at from lead_state",
        "select 'passage', id, first_action_at, contacted_at, actions, status_changes from distribution",
    )
    return [row for sql in parts for row in sorted(con.execute(sql).fetchall(), key=repr)]
