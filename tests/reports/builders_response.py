"""What the random databases need for answers and working time: shifts, absences, seats, requests for feedback, alerts.

All edges of working time lie on whole minutes, so that a model may walk minute by minute.
"""

import random

from leadctl.db.attribution import reattribute
from tests.reports.builders import DAY, insert

ZONES = [None, "America/New_York", "Europe/Berlin", "Asia/Kolkata"]


# A place's passage and that of the user it went to at the same moment.
TAKEN_OVER = """select p.id, d.id, d.user_id, d.distributed_at from distribution p join distribution d
on d.lead_id = p.lead_id and d.distributed_at = p.passed_on_at and d.level = 'user' and d.shared = 0
where d.rejected_at is null and d.expired_at is null and p.rejected_at is null and p.expired_at is null"""


def minute(rng, first, last):
    return rng.randint(first // 60, last // 60) * 60


def shifts(con, rng, user, begin, end):
    """Give one set of weekly blocks after another, or none for a time."""
    at = 0
    for until in [*sorted(minute(rng, begin - DAY, end) for _ in range(rng.choice([0, 1, 2]))), None]:
        starts = rng.choice([0, 60, 90, 150, 480, 1_320])
        for weekday in range(7) if rng.random() < 0.8 else []:
            ends = starts + rng.choice([30, 120, 480, 720])
            insert(con, "shift", user_id=user, weekday=weekday, starts=starts, ends=ends,
                   timezone=rng.choice([None, "UTC"]), valid_from=at, valid_to=until)  # fmt: skip
        at = until


def add_response(con, seed, begin, end):
    """Add to a random database what `report response` reads besides passages and work."""
    rng = random.Random(seed + 1)
    for user in range(1, 6):
        con.execute("update user set timezone = ? where id = ?", (rng.choice(ZONES), user))
        if rng.random() < 0.8:
            shifts(con, rng, user, begin, end)
        for _ in range(rng.choice([0, 1, 2])):
            out = minute(rng, begin - DAY, end)
            insert(con, "absence", user_id=user, starts_at=out, ends_at=out + 60 * rng.randint(1, 1_500),
                   recorded_at=0, removed_at=rng.choice([None, None, 1]))  # fmt: skip
        if rng.random() < 0.4:
            moved = minute(rng, begin, end)
            con.execute("update user_account set valid_to = ? where user_id = ?", (moved, user))
            insert(con, "user_account", user_id=user, account_id=rng.randint(1, 5), valid_from=moved)
    con.execute(
        "update distribution set end_kind = 'lost', shared = 1, offer_round = 2"
        " where offered = 1 and end_kind = 'recalled' and id % 2"
    )
    con.execute("update distribution set answered_by = 1 + id % 5 where level <> 'user' and offered = 1 and id % 3")
    for asked, passage, user, at in con.execute(TAKEN_OVER).fetchall():
        if rng.random() < 0.7:
            sql = "update distribution set offered = 1, offer_round = 1, accepted_at = ?, answered_by = ? where id = ?"
            con.execute(sql, (at, rng.choice([user, user, 1]), asked))
            con.execute(sql, (at, None, passage))
    for passage, lead, user, at in con.execute(
        "select id, lead_id, user_id, distributed_at from distribution order by id"
    ).fetchall():
        if user and rng.random() < 0.2:
            insert(con, "activity", lead_id=lead, user_id=user, kind="action", name="call", origin="leadctl",
                   happened_at=at + rng.choice([0, 300, 301, 2_000]), recorded_at=at)  # fmt: skip
        notes(con, rng, passage, lead, user, at, begin, end)
    con.execute("begin immediate")
    reattribute(con, [row[0] for row in con.execute("select id from lead")])
    con.execute("commit")


def notes(con, rng, passage, lead, user, at, begin, end):
    """Ask for feedback and send alerts about one passage, or do neither."""
    if rng.random() < 0.4:
        asked = rng.randint(max(at, begin - DAY), max(at, end) + DAY)
        insert(con, "notice", kind=rng.choice(["feedback", "feedback", "follow_up"]), lead_id=lead,
               user_id=user or rng.randint(1, 5), distribution_id=rng.choice([passage, passage, None]),
               due_at=asked - rng.randint(0, 600) - passage, recorded_at=asked)  # fmt: skip
    for n in range(rng.choice([0, 0, 0, 1, 2])):
        sent = rng.choice([None, at + rng.randint(0, 4_000), at + rng.randint(0, DAY)])
        insert(con, "outbox", message=f"{passage}-{n}", kind=rng.choice(["distributed", "offered", "reminder"]),
               channel="email", lead_id=lead, user_id=rng.choice([user, user, None, 1]), distribution_id=passage,
               event_at=at, recorded_at=at, sent_at=sent)  # fmt: skip
        if rng.random() < 0.4:  # as alerts about several leads are kept
            con.execute("insert into outbox_passage select distribution_id, id from outbox where message = ?",
                        (f"{passage}-{n}",))  # fmt: skip
            con.execute("update outbox set distribution_id = null where message = ?", (f"{passage}-{n}",))
