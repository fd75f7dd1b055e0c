"""The detail page of a lead, and a list of leads, as JSON: snake_case keys, ISO times, money in minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadctl.clock import iso
from leadctl.commands.lead._sheet import answer, strategy_name
from leadctl.db.approvals import Override
from leadctl.db.lead_detail import Linked, Passage, Value, Work
from leadctl.db.lead_fields import ListField
from leadctl.engine.lead_page import Page, why
from leadctl.models import PRIORITY_NAMES

if TYPE_CHECKING:
    from leadctl.db.settings import Glance

_COLUMNS = """
id external_id first_name last_name full_name company job_title email email_raw email2 phone phone_ext
phone_raw mobile mobile_raw street city postal_code state country website industry language product source
source_type campaign record_type value confidence urgency notes score status system_status owner holder holder_team
named_user received_kind import_id import_file import_line pull_count"""
_TIMES = "received_at imported_at status_since last_work_at undone_at"


def page_json(page: Page, config: Glance) -> dict[str, Any]:
    """Return the object of `lead show --json`."""
    lead, zone = page.lead, config.timezone
    hold = page.hold if lead["owner_id"] is None else None
    return {
        **{name: lead[name] for name in _COLUMNS.split()},
        **{name: _time(lead[name], zone) for name in _TIMES.split()},
        "priority": PRIORITY_NAMES.get(lead["priority"] or 2),
        "do_not_contact": None if lead["do_not_contact"] is None else bool(lead["do_not_contact"]),
        "waiting": bool(lead["waiting"]),
        "attributes": page.attributes,
        "score_band": next((name for name, least in config.score_bands if lead["score"] >= least), None),
        "score_parts": page.score_parts,
        "hold": hold and {"code": hold[0], "reason": why(hold[0])[0], "since": _time(hold[1], zone)},
        "passages": [_passage(p, zone) for p in page.passages],
        "activities": [_activity(a, zone) for a in page.work],
        "touches": [
            {"kind": kind, "name": name, "count": count, "last_at": _time(last, zone)}
            for kind, name, count, last in page.touches
        ],
        "opportunities": [_opportunity(v, zone) for v in page.opportunities],
        "duplicate_of": page.original and {**_linked(page.original, zone), "note": page.duplicate_note},
        "duplicates": [_linked(other, zone) for other in page.duplicates],
        "transfers": [
            {"from": t.from_user, "to": t.to_user, "by": t.actor, "reason": t.reason, "at": _time(t.happened_at, zone)}
            for t in page.transfers
        ],
        "overrides": [_override(o, zone) for o in page.overrides],
        "follow_ups": [
            {"due_at": _time(f.due_at, zone), "user": f.user, "note": f.note, "removed_at": _time(f.removed_at, zone)}
            for f in page.follow_ups
        ],
        "changes": [
            {"field": c.field, "old": c.old, "new": c.new, "at": _time(c.recorded_at, zone), "import_id": c.import_id}
            for c in page.changes
        ],
    }


def _time(at: int | None, zone: str) -> str | None:
    return None if at is None else iso(at, zone)


def _override(o: Override, zone: str) -> dict[str, Any]:
    return {
        "run_id": o.run_id,
        "proposed": o.proposed,
        "chosen": o.chosen,
        "by": o.actor,
        "reason": o.reason,
        "at": _time(o.recorded_at, zone),
    }


def _opportunity(v: Value, zone: str) -> dict[str, Any]:
    return {
        "name": v.key,
        "amount": v.amount,
        "user": v.user,
        "note": v.note,
        "at": _time(v.happened_at, zone),
        "current": bool(v.current),
        "voided_at": _time(v.voided_at, zone),
    }


def _linked(other: Linked, zone: str) -> dict[str, Any]:
    return {
        "id": other.lead_id,
        "name": other.name,
        "status": other.status,
        "system_status": other.system,
        "owner": other.owner,
        "received_at": _time(other.received_at, zone),
        "withheld": other.hold_code == "duplicate",
    }


def _passage(p: Passage, zone: str) -> dict[str, Any]:
    word, _ = answer(p)
    times = (
        "distributed_at expires_at accepted_at rejected_at expired_at passed_on_at ended_at undone_at"
        " first_action_at contacted_at closed_at last_activity_at"
    )
    return {
        "id": p.id,
        "level": p.level,
        "mode": p.mode,
        "origin": p.origin,
        "shared": bool(p.shared),
        "strategy": strategy_name(p),
        "run_id": p.run_id,
        "user": p.user,
        "team": p.team,
        "account": p.account,
        "by": p.recorded_by,
        "answer": "pending" if word.startswith("offered") else word.split(" ")[0] or None,
        "reject_reason": p.reject_reason,
        "end": p.end_kind,
        "system_status_then": p.system_then,
        **{name: _time(getattr(p, name), zone) for name in times.split()},
        "actions": p.actions,
        "status_changes": p.status_changes,
        "appointments": p.appointments,
    }


def _activity(a: Work, zone: str) -> dict[str, Any]:
    return {
        "id": a.id,
        "kind": a.kind,
        "name": a.name,
        "user": a.user,
        "distribution_id": a.distribution_id,
        "at": _time(a.happened_at, zone),
        "recorded_at": _time(a.recorded_at, zone),
        "recorded_by": a.recorded_by,
        "from_status": a.from_status,
        "to_status": a.to_status,
        "for_user": a.for_user,
        "starts_at": _time(a.starts_at, zone),
        "note": a.note,
        "origin": a.origin,
        "voided_at": _time(a.voided_at, zone),
        "void_reason": a.void_reason,
    }


def row_json(fields: tuple[ListField, ...], row: tuple[Any, ...], zone: str) -> dict[str, Any]:
    """Return one lead of a list: field -> value."""
    found: dict[str, Any] = {}
    for column, value in zip(fields, row, strict=True):
        if value is not None and column.kind == "date" and isinstance(value, int):
            value = iso(value, zone)
        elif column.kind == "priority":
            value = PRIORITY_NAMES.get(value)
        elif column.kind == "bool" and value is not None:
            value = bool(value)
        found[column.name] = value
    return found
