"""Puts an event into words for one person, and into JSON for machines."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from typing import Any, Final

from leadctl.clock import iso, show
from leadctl.config import Config
from leadctl.config.notify_model import Notify
from leadctl.config.templates import LEAD, ORIGINAL, fill
from leadctl.db import alert_facts
from leadctl.engine.alerts import calendar
from leadctl.engine.alerts.event import LISTED, Event, Person
from leadctl.engine.alerts.texts import command_of, template_of
from leadctl.engine.lead_page import why
from leadctl.models import DERIVED_FIELDS, LEAD_FIELDS, PRIORITY_NAMES, slug

MOMENTS: Final = ("expires_at", "due_at", "starts_at")
_KINDS: Final = {**DERIVED_FIELDS, **LEAD_FIELDS}
_LINE: Final = ("name", "company", "phone", "mobile", "email", "city", "state", "product", "value")

Lead = Mapping[str, Any]


class Words:
    """Writes messages about leads, each read once per event."""

    def __init__(self, con: sqlite3.Connection, config: Config, notify: Notify) -> None:
        self._con, self._config, self._notify = con, config, notify

    # ------------------------------------------------------------ for people

    def payload(self, event: Event, person: Person, to: str | None) -> dict[str, Any]:
        """Return what a message to a person says, and to whom."""
        leads = self._read(event, LISTED)
        values = self._values(event, person, leads)
        asks = "expires_at" in event.facts
        subject, text, each = template_of(self._notify, event.kind, asks=asks)
        lines = [self._line(lead, person.zone, each) for lead in leads]
        if len(event.leads) > len(leads):
            lines.append(f"… and {len(event.leads) - len(leads)} more")
        values["leads"] = "\n".join(line for line in lines if line)
        values["command"] = fill(command_of(event.kind, several=len(event.leads) > 1, asks=asks), values)
        written = fill(subject, values)
        told: dict[str, Any] = {"to": to, "subject": written[:1].upper() + written[1:]}
        told["text"] = _paragraphs(fill(text, values))
        if "uid" in event.facts:
            told |= {"ics": self._calendar(event, values), "appointment": event.facts["appointment"]}
        told |= {"originals": list(event.originals[:LISTED])} if event.originals else {}
        return told | {"leads": [lead["id"] for lead in leads]}

    def _values(self, event: Event, person: Person, leads: Sequence[Lead]) -> dict[str, str]:
        values = {"kind": event.kind, "at": show(event.event_at, person.zone), "count": str(len(event.leads))}
        values |= {"user.login": person.login, "user.name": person.name, "user.email": person.email or ""}
        values["run"] = "" if event.run_id is None else str(event.run_id)
        for name, fact in event.facts.items():
            values[name] = show(fact, person.zone) if name in MOMENTS else _text(fact)
        values |= {"recipient": values.get("recipient") or person.login, "strategy": values.get("strategy") or "hand"}
        if leads:
            values |= self._fields(leads[0], person.zone, LEAD)
        if event.originals:
            original = alert_facts.leads(self._con, event.originals[:1], event.recorded_at)
            values |= self._fields(original.get(event.originals[0], {}), person.zone, ORIGINAL)
        values["headline"] = _headline(event, leads)
        return values

    def _fields(self, lead: Lead, zone: str, prefix: str) -> dict[str, str]:
        """Return the fields and attributes of a lead as texts, by the names of the templates."""
        found = {prefix + name: self._shown(name, value, zone) for name, value in lead.items() if name != "attributes"}
        attributes = lead.get("attributes", {})
        return found | {prefix + slug(name): _plain(str(value)) for name, value in attributes.items()}

    def _shown(self, name: str, value: Any, zone: str) -> str:
        kind = _KINDS.get(name, "text")
        if kind == "money":
            return f"{value / 100:,.2f} {self._config.currency}"
        if kind == "date":
            return show(value, zone)
        if kind == "priority":
            return PRIORITY_NAMES.get(value, str(value))
        if kind == "bool":
            return "yes" if value else "no"
        return _plain(str(value))

    def _line(self, lead: Lead, zone: str, each: str | None) -> str:
        """Return one lead in one line."""
        if each is not None:
            return fill(each, self._fields(lead, zone, LEAD))
        parts = [self._shown(name, lead[name], zone) for name in _LINE if name in lead]
        return f"{lead['id']}  {', '.join(dict.fromkeys(parts))}"  # a company's name may stand in for a person's

    def _calendar(self, event: Event, values: Mapping[str, str]) -> str:
        lines = [values["leads"], values.get("note", ""), values["command"]]
        return calendar.appointment(
            event.facts["uid"],
            event.facts["starts_at"],
            event.recorded_at,
            values["headline"],
            [line for line in lines if line],
            organizer=parseaddr(self._notify.sender)[1],
            cancelled=event.kind == "cancelled",
        )

    # ------------------------------------------------------------ for machines

    def told_machine(self, event: Event, person: Person) -> dict[str, Any]:
        """Return what a webhook is told: everything that is known of the leads, in the units of the files."""
        told = {"data": self._data(event, person, self._read(event, len(event.leads)))}
        return told | {name: event.facts[name] for name in ("appointment",) if name in event.facts}

    def _data(self, event: Event, person: Person, leads: Sequence[Lead]) -> dict[str, Any]:
        zone = self._config.timezone
        data: dict[str, Any] = {"count": len(event.leads)}
        if event.run_id is not None:
            data["run"] = event.run_id
        if person.id is not None:
            data["user"] = {"login": person.login, "name": person.name, "email": person.email}
        for name, fact in event.facts.items():
            data[name] = iso(fact, zone) if name in MOMENTS else fact
        if event.originals:
            first = dict(zip(event.leads, event.originals, strict=True))
            found = alert_facts.leads(self._con, set(event.originals), event.recorded_at)
            ids = [first[lead["id"]] for lead in leads]
            data["originals"] = [self._object(found.get(i, {"id": i})) for i in ids]
        data["leads"] = [self._object(lead) for lead in leads]
        return data

    def _object(self, lead: Lead) -> dict[str, Any]:
        """Return a lead as JSON tells it."""
        return {name: self._told(name, value) for name, value in lead.items() if value}

    def _told(self, name: str, value: Any) -> Any:
        kind = _KINDS.get(name, "text")
        if kind == "money":
            return value / 100
        if kind == "date":
            return iso(value, self._config.timezone)
        if kind == "priority":
            return PRIORITY_NAMES.get(value, value)
        return bool(value) if kind == "bool" else value

    def _read(self, event: Event, most: int) -> list[Lead]:
        wanted = event.leads[:most]
        found = alert_facts.leads(self._con, wanted, event.recorded_at)
        return [found[lead_id] for lead_id in wanted if lead_id in found]


def _headline(event: Event, leads: Sequence[Lead]) -> str:
    """Return `lead 42 (Jane Doe)`, or `12 leads`."""
    if len(event.leads) != 1:
        return f"{len(event.leads):,} leads"
    name = _plain(str(leads[0].get("name", ""))) if leads else ""
    return f"lead {event.leads[0]}" + (f" ({name})" if name else "")


def _plain(text: str) -> str:
    """Return one line without control characters: what comes from a file drives neither a mail nor a terminal."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _text(fact: object) -> str:
    """Return a fact as text; counts by reason as a list, in words."""
    lines = (
        [f"{n:,} × {why(code)[0]}" for code, n in fact.items()] if isinstance(fact, dict) else str(fact).splitlines()
    )
    return "\n".join(map(_plain, lines))


def _paragraphs(text: str) -> str:
    """Return `text` without the gaps that empty values leave behind, its first letter a capital."""
    kept: list[str] = []
    for line in (line.rstrip() for line in text.split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    body = "\n".join(kept).strip()
    return body[:1].upper() + body[1:]
