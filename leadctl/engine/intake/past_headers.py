"""The headers by which exports of a CRM's past name their columns."""

from __future__ import annotations

from typing import Final

_LEAD: Final[dict[str, tuple[str, ...]]] = {
    "lead": (
        *(
            "lead",
            "lead id",
            "lead external id",
            "external lead id",
            "lead key",
            "lead number",
            "who id",
            "related to id",
        ),
        *("related lead", "prospect id", "contact id", "record id of lead", "who"),
    ),
    "lead_email": ("lead email", "email", "email address", "contact email", "e-mail"),
    "lead_phone": ("lead phone", "phone", "phone number", "contact phone", "mobile"),
    "leadctl_id": ("leadctl id", "leadctl lead id"),
    "leadctl_key": ("leadctl key",),
}
_USER: Final = (
    *("user", "login", "user login", "assigned to", "assigned user", "assigned to user", "activity owner", "owner"),
    *("task owner", "owner name", "owner email", "user email", "rep", "sales rep", "salesperson", "agent", "done by"),
    *("performed by", "created by", "user name", "username", "activity assigned to user", "lead owner"),
    *("assigned", "edited by", "last modified by"),
)
_NOTE: Final = ("note", "notes", "comment", "comments", "description", "details", "body", "remarks")

LEAD_FIELDS: Final = tuple(_LEAD)

ACTIVITIES: Final[dict[str, tuple[str, ...]]] = {
    "external_id": (
        *("external id", "activity id", "task id", "event id", "call id", "engagement id", "history id", "record id"),
        "id",
    ),
    **_LEAD,
    "user": _USER,
    "type": ("type", "activity type", "kind", "task type", "event type", "engagement type", "category"),
    "name": ("name", "activity name", "task subtype", "call type"),
    "subject": ("subject", "title", "task subject", "activity subject"),
    "at": (
        *("happened at", "occurred at", "completed at", "completed date", "date completed", "done at", "activity date"),
        *(
            "completed date/time",
            "activity time",
            "time",
            "date",
            "date time",
            "timestamp",
            "when",
            "due date",
            "activity due date",
            "edit date",
        ),
        *("last modified date", "created at", "created date", "created time", "created"),
    ),
    "to_status": ("to status", "new status", "status to", "lead status", "new value", "to stage", "new stage"),
    "from_status": ("from status", "old status", "status from", "previous status", "old value", "from stage"),
    "status": ("status", "activity status", "task status", "state", "stage"),
    "starts_at": (
        *("starts at", "starts", "start", "start time", "start date", "appointment", "appointment start"),
        *("appointment time", "appointment date", "meeting start", "meeting time", "scheduled for", "scheduled at"),
    ),
    "for_user": ("for", "for user", "appointment for", "attendee", "host"),
    "completed": ("completed", "done", "is closed", "finished", "activity done", "is completed", "held"),
    "note": _NOTE,
}

TOUCHES: Final[dict[str, tuple[str, ...]]] = {
    "external_id": ("external id", "touch id", "event id", "activity id", "record id", "id"),
    **_LEAD,
    "name": ("name", "touch", "event", "event name", "event type", "activity type", "type", "action"),
    "kind": ("kind", "touch kind", "category"),
    "at": (
        *("happened at", "occurred at", "time", "date", "date time", "timestamp", "when", "event time", "event date"),
        *("sent at", "activity date", "due date", "created at", "created date", "created"),
    ),
}

OPPORTUNITIES: Final[dict[str, tuple[str, ...]]] = {
    "external_id": ("external id", "opportunity id", "deal id", "record id", "id"),
    **_LEAD,
    "amount": ("amount", "value", "opportunity value", "deal value", "deal amount", "expected revenue", "revenue"),
    "name": ("name", "opportunity name", "opportunity", "deal name", "deal"),
    "stage": ("stage", "opportunity stage", "deal stage", "sales stage", "status"),
    "user": _USER,
    "at": (
        *("happened at", "time", "date", "date time", "timestamp", "when", "as of", "last modified date"),
        *("created at", "created date", "created time", "created"),
    ),
    "note": _NOTE,
}

DISTRIBUTIONS: Final[dict[str, tuple[str, ...]]] = {
    "external_id": ("external id", "distribution id", "assignment id", "history id", "record id", "id"),
    **_LEAD,
    "user": ("recipient", "assignee", "new owner", *_USER),
    "strategy": ("strategy", "strategy name", "rule", "rule name", "assignment rule", "queue", "distribution"),
    "at": (
        *("distributed at", "distribution date", "assigned at", "assigned date", "assignment date", "happened at"),
        *("time", "date", "date time", "timestamp", "when", "created at", "created date"),
    ),
    "answer": ("answer", "outcome", "response", "decision", "accepted"),
    "answered_at": ("answered at", "answer time", "answer date", "response time", "responded at", "accepted at"),
    "reason": ("reason", "reject reason", "rejection reason", "comment"),
    "ended_at": ("ended at",),
    "ended_how": ("ended how",),
    "expires_at": ("expires at", "accept by", "deadline", "offer expires at"),
    "status": ("status", "status then", "lead status", "system status", "status at distribution"),
}

REQUIRED_LEAD: Final = LEAD_FIELDS
