"""`lead show --journey`: all leads of the person or company joined, as parts of a page and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import format_duration, iso, show
from leadctl.commands.lead._sheet import how, recipient
from leadctl.engine.journey import MILESTONES, Event, Holder, Journey, Person, Way
from leadctl.reports.sheet import Part, Sheet

if TYPE_CHECKING:
    from leadctl.db.settings import Glance

_LEAD_HEADERS: Final = ("id", "name", "company", "source", "received", "status", "owner", "belongs by")


def journey_sheet(found: Journey, config: Glance) -> Sheet:
    """Return the journey as parts; times in the zone of the rules."""
    zone = config.timezone
    own = next(way.lead for way in found.ways if way.lead.id == found.lead_id)
    parts = (
        Part("journey", tuple(_outline(found, zone))),
        _table("leads", _LEAD_HEADERS, _leads(found, zone)),
        _table("time from received to", ("id", *MILESTONES, "closed by"), _times(found)),
        _table("who acted", ("user", "actions", "status changes", "appointments", "closed", "first", "last"),
               [_person(p, zone) for p in found.people], (1, 2, 3, 4)),
        _table("who had it", ("id", "from", "until", "who", "how"), [_holder(h, zone) for h in found.holders]),
        _table("what happened", ("when", "id", "what", "by"), [_event(e, zone) for e in found.events]),
    )  # fmt: skip
    title = own.company or own.name
    notes = (
        (f"{found.left_out:,} more leads of the company are left out: the latest are shown",) if found.left_out else ()
    )
    return Sheet(f"journey-{own.id}", title, tuple(p for p in parts if p.rows), notes, f"journey of lead {own.id}")


def _table(title: str, headers: tuple[str, ...], rows: list[tuple[object, ...]], right: tuple[int, ...] = ()) -> Part:
    return Part(title, tuple(tuple("" if v is None else str(v) for v in row) for row in rows), headers, right)


def _outline(found: Journey, zone: str) -> Iterator[tuple[str, str]]:
    number = len(found.ways)
    yield "leads", f"{number}, the first received {show(found.ways[0].lead.received_at, zone)}"
    since = found.events[0]
    if since.at < found.ways[0].lead.received_at:
        yield "first known", f"{show(since.at, zone)}, {since.text}"
    yield "touches", str(found.touches)
    if found.people:
        yield "acted", ", ".join(p.login for p in found.people)
    yield "hand-offs", str(found.hand_offs)
    for name in MILESTONES:
        reached = found.first(name)
        if reached is not None:
            at, way = reached
            by = f" by {way.closed_by or 'an import'}" if name == "closed" else ""
            yield (
                f"first {name.removeprefix('first ')}",
                f"{show(at, zone)}{by}, lead {way.lead.id}, {_since(at, since.at)} after the beginning",
            )


def _since(at: int, start: int) -> str:
    """Return a duration; what an import dates before the lead itself is negative."""
    return format_duration(at - start) if at >= start else f"-{format_duration(start - at)}"


def _leads(found: Journey, zone: str) -> list[tuple[object, ...]]:
    return [
        (
            w.lead.id, w.lead.name, w.lead.company, " / ".join(filter(None, [w.lead.source, w.lead.campaign])),
            show(w.lead.received_at, zone), w.lead.status, w.lead.owner, w.by,
        )
        for w in found.ways
    ]  # fmt: skip


def _times(found: Journey) -> list[tuple[object, ...]]:
    return [
        (
            w.lead.id,
            *(_since(w.reached[m], w.lead.received_at) if m in w.reached else None for m in MILESTONES),
            (w.closed_by or "an import") if "closed" in w.reached else None,
        )
        for w in found.ways
    ]


def _person(p: Person, zone: str) -> tuple[object, ...]:
    return (
        p.login, p.actions, p.status_changes, p.appointments, p.closed, show(p.first_at, zone), show(p.last_at, zone)
    )  # fmt: skip


def _holder(h: Holder, zone: str) -> tuple[object, ...]:
    until = "still" if h.until is None else show(h.until, zone)
    return h.lead_id, show(h.since, zone), until, recipient(h.passage), how(h.passage)


def _event(e: Event, zone: str) -> tuple[object, ...]:
    text = e.text if e.count == 1 else f"{e.text} × {e.count}"
    return show(e.at, zone), e.lead_id, text, e.who


# ---------------------------------------------------------------- JSON


def journey_json(found: Journey, config: Glance) -> dict[str, Any]:
    """Return the object of `lead show --journey --json`: snake_case keys, ISO times, durations in seconds."""
    zone = config.timezone
    return {
        "lead_id": found.lead_id,
        "hand_offs": found.hand_offs,
        "touches": found.touches,
        "leads_left_out": found.left_out,
        "leads": [_lead_json(way, zone) for way in found.ways],
        "people": [
            {
                "user": p.login,
                "actions": p.actions,
                "status_changes": p.status_changes,
                "appointments": p.appointments,
                "closed_leads": p.closed,
                "first_at": iso(p.first_at, zone),
                "last_at": iso(p.last_at, zone),
            }
            for p in found.people
        ],
        "holders": [
            {
                "lead_id": h.lead_id,
                "distribution_id": h.passage.id,
                "level": h.passage.level,
                "user": h.passage.user,
                "team": h.passage.team,
                "account": h.passage.account,
                "since": iso(h.since, zone),
                "until": None if h.until is None else iso(h.until, zone),
                "end": h.passage.end_kind,
            }
            for h in found.holders
        ],
        "events": [_event_json(e, zone) for e in found.events],
    }


def _lead_json(way: Way, zone: str) -> dict[str, Any]:
    lead = way.lead
    keys = {name: name.replace(" ", "_") for name in MILESTONES}
    reached = {f"{key}_at": iso(way.reached[m], zone) if m in way.reached else None for m, key in keys.items()}
    spans = {
        f"seconds_to_{key}": way.reached[m] - lead.received_at if m in way.reached else None for m, key in keys.items()
    }
    return {
        "id": lead.id,
        "name": lead.name,
        "company": lead.company,
        "source": lead.source,
        "campaign": lead.campaign,
        "received_at": iso(lead.received_at, zone),
        "status": lead.status,
        "owner": lead.owner,
        "belongs_by": way.by,
        "hand_offs": way.hand_offs,
        **reached,
        **spans,
        "closed_by": way.closed_by,
    }


def _event_json(e: Event, zone: str) -> dict[str, Any]:
    return {
        "at": iso(e.at, zone),
        "until": None if e.until is None else iso(e.until, zone),
        "lead_id": e.lead_id,
        "kind": e.kind,
        "text": e.text,
        "user": e.who,
        "count": e.count,
    }
