"""Writes events into the outbox: one row per event, person and channel."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from leadctl.config import Config
from leadctl.config.notify_model import EMAIL, Channel, Notify
from leadctl.db import alert_facts, outbox, people
from leadctl.db.alert_facts import Cancelled
from leadctl.db.outbox import Alert, Written
from leadctl.engine.alerts.calendar import calendar_id
from leadctl.engine.alerts.event import BATCH, Event, Person, machine, person_of
from leadctl.engine.alerts.finding import Finder
from leadctl.engine.alerts.quiet import not_before
from leadctl.engine.alerts.wording import Words


class Writer:
    """Writes alerts within the caller's transaction, by the rules in force."""

    def __init__(self, con: sqlite3.Connection, config: Config, notify: Notify) -> None:
        self._con, self._config, self._notify = con, config, notify
        self._words = Words(con, config, notify)
        self._users = {u.id: u for u in people.all_users(con)}
        self._origin = outbox.origin(con)

    def write(self, events: Iterable[Event]) -> None:
        """Write what everybody is to be told."""
        for event in events:
            if event.to_people and event.kind in self._notify.kinds:
                for person, channel in self._whom(event):
                    self._tell(event, person, channel)
            self._tell_machines(event)

    def _whom(self, event: Event) -> Iterator[tuple[Person, Channel]]:
        zone = self._config.timezone
        if event.kind == "held":
            for channel in self._notify.ops:
                email = channel.to if channel.name == EMAIL else None
                yield Person(None, "operations", "operations", email, zone, (channel,), None), channel
            return
        user = self._users.get(event.user_id or 0)
        if user is not None and user.disabled_at is None:
            person = person_of(user, self._notify, zone)
            for channel in person.channels:
                yield person, channel

    def _tell(self, event: Event, person: Person, channel: Channel) -> None:
        """Write one message; what the same run gave him in an earlier chunk, and was not sent yet, goes into it."""
        if event.passages and event.run_id is not None and person.id is not None:
            earlier = outbox.of_run(self._con, event.run_id, person.id, channel.name, event.kind)
            if earlier is not None:
                outbox.withdraw(self._con, [earlier[0]])
                event = self._joined(event, earlier[1])
        payload = self._words.payload(event, person, channel.to)
        later = not_before(event.recorded_at, person.quiet, person.zone)
        self._add(event, person.id, channel, payload, later if later > event.recorded_at else 0)

    def _joined(self, event: Event, earlier: list[int]) -> Event:
        passages = alert_facts.passages(self._con, [*earlier, *event.passages])
        whole = Finder.of(self._con).together(event.user_id, passages)
        return replace(whole, recorded_at=event.recorded_at)

    def _tell_machines(self, event: Event) -> None:
        hooks = [h for h in self._notify.webhooks if not h.kinds or event.kind in h.kinds]
        if not hooks:
            return
        user = self._users.get(event.user_id or 0)
        zone = self._config.timezone
        who = machine(zone) if user is None else person_of(user, self._notify, zone)
        for start in range(0, len(event.leads), BATCH):
            span = slice(start, start + BATCH)
            part = replace(
                event, key=f"{event.key}.{start}" if start else event.key, leads=event.leads[span],
                passages=event.passages[span], originals=event.originals[span],
            )  # fmt: skip
            payload = self._words.told_machine(part, who)
            for hook in hooks:
                self._add(part, None, Channel(hook.name), payload, 0)

    def cancel(self, alerts: Iterable[Cancelled]) -> None:
        """Tell whoever was told of an appointment that it was taken back, by the channel that it went by."""
        hooks = {h.name for h in self._notify.webhooks}
        for c in alerts:
            event = Event(
                "cancelled", str(c.id), c.user_id, (c.lead_id,), c.voided_at, c.voided_at,
                facts={"starts_at": c.starts_at, "note": c.note or "", "by": c.by or "", "reason": c.reason or "",
                       "appointment": c.id, "uid": calendar_id(c.id, c.recorded_at)},
            )  # fmt: skip
            user = self._users[c.user_id]
            person = person_of(user, self._notify, self._config.timezone)
            if c.told_id is None and c.channel in hooks:
                self._add(event, None, Channel(c.channel), self._words.told_machine(event, person), 0)
            elif c.told_id is not None and user.disabled_at is None and c.channel in self._notify.ways():
                self._tell(event, person, Channel(c.channel, c.to))

    def _add(self, event: Event, user_id: int | None, channel: Channel, payload: dict[str, Any], later: int) -> None:
        alert = Alert(
            self._identity(event, user_id, channel),
            event.kind,
            channel.name,
            event.leads[0] if len(event.leads) == 1 else None,
            user_id,
            event.passage,
            event.run_id,
            json.dumps(payload, ensure_ascii=False),
            event.event_at,
            event.recorded_at,
            later,
        )
        outbox.add(self._con, alert, event.passages)

    def _identity(self, event: Event, user_id: int | None, channel: Channel) -> str:
        """Return the stable id: the same event, channel and person of the same database give the same."""
        parts = (self._origin, event.kind, event.key, event.event_at, channel.name, channel.to, user_id)
        return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]

    # ------------------------------------------------------------ what was taken back in part

    def rewrite(self, written: Written, left: list[int]) -> None:
        """Let an alert that waits tell only of the passages that are left."""
        passages = alert_facts.passages(self._con, left)
        user_id = written.user_id if written.user_id is not None else passages[0].user_id
        event = Finder.of(self._con).together(user_id, passages)
        user = self._users.get(user_id or 0)
        who = machine(self._config.timezone) if user is None else person_of(user, self._notify, self._config.timezone)
        machines = {h.name for h in self._notify.webhooks}
        if written.channel in machines:
            payload = self._words.told_machine(event, who)
        else:
            payload = self._words.payload(event, who, written.payload.get("to"))
        outbox.rewrite(self._con, written.id, payload)
