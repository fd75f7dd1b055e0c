"""Quiet hours when an alert leaves: what was due by day and failed, or found nobody to send it, waits till morning."""

from __future__ import annotations

import sqlite3
from functools import cached_property

from leadctl.config import Config
from leadctl.db import people
from leadctl.engine.alerts.event import Person, person_of
from leadctl.engine.alerts.quiet import not_before


class Quiet:
    """The quiet hours of everybody, by the rules in force and each user's own."""

    def __init__(self, con: sqlite3.Connection, config: Config) -> None:
        self._con, self._config = con, config

    def until(self, user_id: int | None, moment: int) -> int:
        """Return `moment` (seconds UTC), or when the quiet hours end in which it lies. Operations have none."""
        person = None if user_id is None else self._people.get(user_id)
        return moment if person is None else not_before(moment, person.quiet, person.zone)

    @cached_property
    def _people(self) -> dict[int, Person]:
        notify, zone = self._config.notify, self._config.timezone
        if notify is None:
            return {}
        return {user.id: person_of(user, notify, zone) for user in people.all_users(self._con)}
