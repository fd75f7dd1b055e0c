"""Everything about one lead as parts of a page: the text of `lead show` and its HTML are both made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from leadctl.clock import show
from leadctl.commands._pages import moment
from leadctl.db.lead_detail import Linked, Passage, Work
from leadctl.engine.lead_page import Page, why
from leadctl.models import FINISHED, NO_STRATEGY_NAMES, PRIORITY_NAMES
from leadctl.reports.sheet import Part, Sheet

if TYPE_CHECKING:
    from leadctl.db.settings import Glance

PASSAGES: Final = "passages"  # told in sentences on a terminal
_CONTACT = (
    ("e-mail", "email", "email_raw"),
    ("second e-mail", "email2", None),
    ("phone", "phone", "phone_raw"),
    ("mobile", "mobile", "mobile_raw"),
)
_PLAIN = (
    ("company", "company"),
    ("job title", "job_title"),
    ("street", "street"),
    ("city", "city"),
    ("postal code", "postal_code"),
    ("state", "state"),
    ("country", "country"),
    ("website", "website"),
    ("industry", "industry"),
    ("language", "language"),
    ("product", "product"),
    ("confidence", "confidence"),
    ("urgency", "urgency"),
    ("notes", "notes"),
)
_LINK_HEADERS = ("id", "name", "status", "owner", "created", "")
PENDING: Final = "offered, pending until"


def sheet(page: Page, config: Glance) -> Sheet:
    """Return everything about one lead; times in the zone of the rules, empty parts left out."""
    lead, notes = page.lead, list[str]()
    if lead["undone_at"] is not None:
        notes.append(f"taken back with its import at {show(lead['undone_at'], config.timezone)}: it counts nowhere")
    parts = (*_labelled(page, config), *_tables(page, config))
    return Sheet(f"lead-{lead['id']}", page.name, tuple(p for p in parts if p.rows), tuple(notes), f"lead {lead['id']}")


def _labelled(page: Page, config: Glance) -> Iterator[Part]:
    """Yield the parts of labelled lines."""
    kinds = config.attribute_kinds()
    yield _lines("contact", [*_contact(page.lead), *((label, page.lead[column]) for label, column in _PLAIN)])
    attributes = [
        (name, attribute(value, kinds.get(name, "text"), config.timezone, config.currency))
        for name, value in page.attributes.items()
    ]
    yield _lines("further columns", attributes)
    yield _lines("the lead", _facts(page, config))
    yield _lines("where it stands", _place(page, config.timezone))


def _lines(title: str, pairs: Iterable[tuple[str, object]]) -> Part:
    return Part(title, tuple((label, str(value)) for label, value in pairs if value not in (None, "", ())))


def _table(
    title: str, headers: tuple[str, ...], rows: Iterable[tuple[object, ...]], right: tuple[int, ...] = ()
) -> Part:
    return Part(title, tuple(tuple("" if v is None else str(v) for v in row) for row in rows), headers, right)


def _tables(page: Page, config: Glance) -> Iterator[Part]:
    """Yield the tables, those without rows too."""
    zone, currency = config.timezone, config.currency
    if page.original is not None:
        yield _table(f"duplicate of ({page.duplicate_note})", _LINK_HEADERS, [_link(page.original, zone)], (0,))
    yield _table("its duplicates", _LINK_HEADERS, [_link(other, zone) for other in page.duplicates], (0,))
    headers = ("", "when", "to", "how", "what became of it")
    yield _table(PASSAGES, headers, [_passage(p, zone) for p in page.passages])
    yield _table("activities", ("when", "what", "by", "detail"), [_work(entry, zone) for entry in page.work])
    reminders = [
        (show(f.due_at, zone), f.user, "" if f.removed_at is None else f"done {show(f.removed_at, zone)}", f.note)
        for f in page.follow_ups
    ]
    yield _table("reminders", ("due", "for", "", "note"), reminders)
    touched = [(kind, name, count, show(last, zone)) for kind, name, count, last in page.touches]
    yield _table("touches", ("kind", "name", "count", "last"), touched, (2,))
    opportunities = [
        (v.key or "(the lead)", money(v.amount, currency), v.user, show(v.happened_at, zone), _value_state(v), v.note)
        for v in page.opportunities
    ]
    yield _table("opportunities", ("name", "amount", "by", "when", "", "note"), opportunities, (1,))
    moved = [(show(t.happened_at, zone), t.from_user, t.to_user, t.actor, t.reason) for t in page.transfers]
    yield _table("transfers", ("when", "from", "to", "by", "reason"), moved)
    words = [
        (show(o.recorded_at, zone), o.proposed or "(held)", o.chosen or "(left out)", o.actor, o.reason)
        for o in page.overrides
    ]
    yield _table("overrides", ("when", "proposed", "chosen", "by", "reason"), words)
    changed = [(show(c.recorded_at, zone), c.field, c.old, c.new, c.import_id) for c in page.changes]
    yield _table("changes", ("when", "field", "was", "is", "import"), changed)


def money(minor: int | None, currency: str) -> str:
    """Return `22,700.00 USD`; "" for none."""
    return "" if minor is None else f"{minor / 100:,.2f} {currency}"


def _contact(lead: dict[str, Any]) -> list[tuple[str, object]]:
    """Return the ways to reach the lead; what the file said is beside it where it differs."""
    found: list[tuple[str, object]] = [("external id", lead["external_id"])]
    for label, column, raw in _CONTACT:
        value, as_found = lead[column], lead[raw] if raw else None
        if column == "phone" and value and lead["phone_ext"]:
            value = f"{value} ext. {lead['phone_ext']}"
        if value and as_found:
            found.append((label, f"{value}  (in the file: {as_found})"))
        elif as_found:
            found.append((label, f"{as_found}  (not usable)"))
        else:
            found.append((label, value))
    if lead["do_not_contact"]:
        found.append(("do not contact", "yes"))
    return found


def attribute(value: Any, kind: str, zone: str, currency: str) -> str:
    """Return one attribute as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "money" and isinstance(value, int):
        return money(value, currency)
    if kind == "date" and isinstance(value, int):
        return show(value, zone)
    return str(value)


def _score(page: Page, config: Glance) -> str:
    """Return the score with its band and parts: `47 warm  (budget +40, visited +7 of +30)`."""
    score, full = page.lead["score"], config.decaying()
    band = next((f" {name}" for name, least in config.score_bands if score >= least), "")
    parts = [
        f"{name} {points:+d}" + (f" of {full[name]:+d}" if full.get(name, points) != points else "")
        for name, points in page.score_parts.items()
    ]
    return f"{score}{band}" + (f"  ({', '.join(parts)})" if parts else "")


def _facts(page: Page, config: Glance) -> list[tuple[str, object]]:
    lead, zone = page.lead, config.timezone
    received = {"date": " (a date only)", "import": " (the import; the file did not say)"}
    origin = f"{lead['import_file']}:{lead['import_line']} (import {lead['import_id']})" if lead["import_id"] else ""
    return [
        ("record type", lead["record_type"]),
        ("source", lead["source"] and lead["source"] + (f" ({lead['source_type']})" if lead["source_type"] else "")),
        ("campaign", lead["campaign"]),
        ("created", show(lead["received_at"], zone) + received.get(lead["received_kind"], "")),
        ("imported", f"{show(lead['imported_at'], zone)}{', ' if origin else ''}{origin}"),
        ("value", money(lead["value"], config.currency)),
        ("priority", PRIORITY_NAMES.get(lead["priority"] or 2)),
        ("score", _score(page, config)),
    ]


def _place(page: Page, zone: str) -> list[tuple[str, object]]:
    lead = page.lead
    status = f"{lead['status']} ({lead['system_status']}) since {show(lead['status_since'], zone)}"
    found: list[tuple[str, object]] = [
        ("status", status),
        ("owner", lead["owner"] or "nobody yet"),
        ("held by", f"team {lead['holder_team']}, {lead['holder']}" if lead["holder_team"] else lead["holder"]),
        ("named recipient", lead["named_user"]),
        ("last work", moment(lead["last_work_at"], zone)),
    ]
    if page.hold is not None and lead["owner_id"] is None:
        reason, remedy = why(page.hold[0])
        reason = reason.removeprefix("waits ") + (f" {', '.join(page.queues)}" if page.queues else "")
        found += [
            ("waits because", f"{reason} [{page.hold[0]}] since {show(page.hold[1], zone)}"),
            ("what to do", remedy.replace("LEAD", str(lead["id"]))),
        ]
    elif asked := [p for p in page.passages if p.undone_at is None and answer(p)[0] == PENDING]:
        who = ", ".join(p.user or recipient(p) for p in asked)
        found.append(("offered to", f"{who} until {moment(asked[-1].expires_at, zone)}"))
    elif lead["waiting"]:
        found.append(("waits because", "no assign has looked at it yet"))
    return found + _standing(page, zone)


def _standing(page: Page, zone: str) -> list[tuple[str, object]]:
    """Return since when a team or account has the lead, and the command that hands it out."""
    lead = page.lead
    p = next((p for p in reversed(page.passages) if p.id == lead["open_distribution_id"]), None)
    if p is None or p.level == "user" or lead["system_status"] in FINISHED or lead["owner"] is None:
        return []
    command = f"leadctl {p.level} handout {lead['id']} --to USER"
    return [("to hand out", f"since {show(p.distributed_at, zone)}, by {lead['owner']}: {command}")]


def _link(other: Linked, zone: str) -> tuple[object, ...]:
    held = "withheld" if other.hold_code == "duplicate" else ""
    return (other.lead_id, other.name, other.status, other.owner, show(other.received_at, zone), held)


def strategy_name(passage: Passage) -> str:
    """Return the strategy of a passage, or (manual), (named), (imported) …"""
    return passage.strategy or NO_STRATEGY_NAMES.get(passage.origin, f"({passage.origin})")


def recipient(passage: Passage) -> str:
    """Return who got it: the user and his account then, else the team or account in brackets."""
    if passage.level == "user":
        return f"{passage.user} ({', '.join(filter(None, [passage.team, passage.account]))})"
    return f"[{passage.team if passage.level == 'team' else passage.account}]"


def answer(passage: Passage) -> tuple[str, int | None]:
    """Return the answer to a passage and when it came; pending until the time it expires."""
    if passage.accepted_at is not None:
        return "accepted", passage.accepted_at
    if passage.rejected_at is not None:
        return "rejected" + (f" ({passage.reject_reason})" if passage.reject_reason else ""), passage.rejected_at
    if passage.expired_at is not None:
        return "expired", passage.expired_at
    if passage.offered and passage.ended_at is None:
        return PENDING, passage.expires_at
    return "", None


def how(p: Passage) -> str:
    """Return how a passage came about: `push, East, run 3, by cron`."""
    words = ["handed out" if p.origin == "handout" else "", "" if p.mode == "none" else p.mode, strategy_name(p)]
    words += [f"run {p.run_id}" if p.run_id else "", f"by {p.recorded_by}" if p.recorded_by else ""]
    return ", ".join(filter(None, words))


def _passage(p: Passage, zone: str) -> tuple[str, ...]:
    return f"#{p.id}", show(p.distributed_at, zone), recipient(p), how(p), "\n".join(passage_details(p, zone))


def passage_details(p: Passage, zone: str) -> list[str]:
    """Return what became of a passage, a line each: its answer, its end, the work on it."""
    found = []
    word, at = answer(p)
    if word:
        found.append(f"{word} {moment(at, zone)}".rstrip())
    if p.undone_at is not None:
        found.append(f"undone {show(p.undone_at, zone)}: it counts nowhere")
    elif p.ended_at is not None and word and p.end_kind in ("rejected", "expired"):
        pass  # the answer was the end
    elif p.ended_at is not None:
        found.append(f"{(p.end_kind or 'ended').replace('_', ' ')} {show(p.ended_at, zone)}")
    elif word != PENDING:
        found.append("stands open")
    counts = ((p.actions, "action"), (p.status_changes, "status change"), (p.appointments, "appointment"))
    worked = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
    marks = (("first action", p.first_action_at), ("contacted", p.contacted_at), ("closed", p.closed_at))
    reached = ", ".join(f"{word} {show(at, zone)}" for word, at in marks if at is not None)
    return [*found, "; ".join(filter(None, [worked, reached]))] if worked or reached else found


def _work(entry: Work, zone: str) -> tuple[object, ...]:
    """Return one row of the activities: when, what, by whom, and the rest."""
    what = entry.name or entry.kind
    detail = []
    if entry.kind == "status":
        what, change = "status", f"{entry.from_status or '?'} → {entry.to_status}"
        detail.append(change)
    if entry.kind == "appointment":
        what = "appointment"
        detail.append(f"{moment(entry.starts_at, zone)} for {entry.for_user or entry.user}")
    if entry.note:
        detail.append(entry.note)
    if entry.origin == "crm":
        detail.append("from the CRM")
    if entry.voided_at is not None:
        detail.append(f"taken back: {entry.void_reason or 'no reason given'}")
    return (show(entry.happened_at, zone), what, entry.user, "; ".join(detail))


def _value_state(value: Any) -> str:
    return "taken back" if value.voided_at is not None else "" if value.current else "earlier"
