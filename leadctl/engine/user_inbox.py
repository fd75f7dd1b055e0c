"""The inbox of one user: what waits for him now and what his day brings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from leadctl.clock import day_end, day_start, local_date
from leadctl.config import Config
from leadctl.db import notices, owned, queue, user_inbox
from leadctl.db.notices import FollowUp
from leadctl.db.people import User
from leadctl.db.user_inbox import Appointment, Untouched
from leadctl.engine import offer_view
from leadctl.engine.feedback import requests
from leadctl.engine.feedback.requests import RequestView
from leadctl.engine.offer_view import OfferView

MANY_OFFERS = 10_000  # more than anybody has pending


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for a user at `now` (seconds UTC); his day is the calendar day of `zone`, his own time zone.

    A lead stands in one of new, untouched and feedback: feedback wanted goes before the others, new is what he got
    today. Reminders are those due until his day ends.
    """

    user: str
    name: str
    now: int
    zone: str
    offers: tuple[OfferView, ...]
    new: tuple[Untouched, ...]
    appointments: tuple[Appointment, ...]
    reminders: tuple[FollowUp, ...]
    feedback: tuple[RequestView, ...]
    untouched: tuple[Untouched, ...]
    labels: dict[int, str]  # of the reminders' leads
    to_hand_out: dict[str, int]  # team, account -> leads that stand there and are his to hand out

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of each there are."""
        sections = ("offers", "new", "appointments", "reminders", "feedback", "untouched")
        return {name: len(getattr(self, name)) for name in sections}


def inbox(con: sqlite3.Connection, config: Config, user: User, now: int) -> Inbox:
    """Return what waits for a user. Reads only."""
    zone = user.timezone or config.timezone
    day = local_date(now, zone)
    start, end = day_start(day, zone), day_end(day, zone)
    offers = offer_view.listed(con, config, now, user_id=user.id, limit=MANY_OFFERS)
    wanted = requests.requests(con, now, user_id=user.id)
    asked = {request.lead_id for request in wanted}
    lie = [u for u in user_inbox.untouched(con, user.id, requests.finished(con, now)) if u.lead_id not in asked]
    reminders = tuple(f for f in notices.follow_ups(con, user_id=user.id) if f.due_at < end)
    return Inbox(
        user=user.login,
        name=user.name,
        now=now,
        zone=zone,
        offers=tuple(o for o in offers if o.seconds_left is None or o.seconds_left > 0),  # the rest tick ends
        new=tuple(u for u in reversed(lie) if u.since >= start),
        appointments=tuple(user_inbox.appointments(con, user.id, start, end)),
        reminders=reminders,
        feedback=tuple(wanted),
        untouched=tuple(u for u in lie if u.since < start),
        labels=queue.labels(con, [f.lead_id for f in reminders]),
        to_hand_out=owned.to_hand_out(con, user.id, now),
    )
