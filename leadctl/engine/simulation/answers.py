"""How people answer the offers of a replay: by the share of their offers that they really accepted, seeded."""

from __future__ import annotations

import sqlite3

from leadctl.db import offers as rows
from leadctl.db import replay_events as world
from leadctl.engine.draw import draw
from leadctl.models import MICRO

PRIOR = 5  # offers of mean luck that everybody is credited with, so that one answer says little


class Answers:
    """Says yes or leaves an offer unanswered; the same seed, lead and person always answer alike.

    A yes comes at once. Who would not accept lets the offer run out. Nobody was ever offered anything: all say yes.
    """

    def __init__(self, con: sqlite3.Connection, seed: str) -> None:
        self._con, self._seed = con, seed
        records = world.offer_records(con)
        given, taken = sum(n for n, _ in records.values()), sum(yes for _, yes in records.values())
        self._mean = taken / given if given else 1.0
        self._rates = {u: (yes + PRIOR * self._mean) / (n + PRIOR) for u, (n, yes) in records.items()}
        self.known = given > 0
        self.offered = self.accepted = self.ran_out = 0

    def rate(self, user_id: int) -> float:
        """Return the part of his offers that a user accepts."""
        return self._rates.get(user_id, self._mean)

    def says_yes(self, user_id: int, lead_id: int) -> bool:
        """Return whether a user accepts the offer of a lead."""
        return draw(self._seed, f"offer|{user_id}", lead_id) < self.rate(user_id) * MICRO

    def answer(self, now: int) -> list[int]:
        """Answer the offers made at `now`; return the deadlines of those that will run out."""
        left: dict[int, list[world.PendingOffer]] = {}
        for offer in world.pending_offers(self._con, now):
            left.setdefault(offer.lead_id, []).append(offer)
        deadlines = []
        for lead_id, asked in left.items():
            self.offered += 1
            yes = [(o, user) for o in asked for user in self._who(o) if self.says_yes(user, lead_id)]
            if yes:
                offer, user = min(yes, key=lambda pair: draw(self._seed, f"quick|{pair[1]}", lead_id))
                found = rows.get(self._con, offer.id)
                assert found is not None
                rows.take(self._con, found, user, now, now)
                self.accepted += 1
            else:
                self.ran_out += 1
                deadlines += [o.expires_at for o in asked if o.expires_at is not None]
        return deadlines

    def _who(self, offer: world.PendingOffer) -> list[int]:
        """Return who may answer: the user himself, else the people of the account or team."""
        return [offer.user_id] if offer.user_id is not None else world.people_of(self._con, offer)
