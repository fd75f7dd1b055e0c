"""The columns of leadctl's own exports: what `import leads`, `import distributions` and `import activities` read."""

from __future__ import annotations

from typing import Final, NamedTuple

from leadctl.engine.intake.own import ATTRIBUTE, KEY
from leadctl.models import LEAD_FIELDS

__all__ = ["ATTRIBUTE", "KEY", "OWN", "Field"]


class Field(NamedTuple):
    """One column: its header, the column of db.exports it shows, and in which form."""

    header: str
    name: str
    form: str = "text"


_FORMS: Final = {"money": "money", "priority": "priority", "bool": "bool", "date": "time"}


def _fields(text: str) -> tuple[Field, ...]:
    """Return fields from `header=name:form …`; the name is the header and the form `text` unless said."""
    found = []
    for word in text.split():
        head, _, form = word.partition(":")
        header, _, name = head.partition("=")
        found.append(Field(header, name or header, form or "text"))
    return tuple(found)


LEADS: Final = (
    Field(KEY, "identity", "key"),
    *(Field(name, name, _FORMS.get(kind, "text")) for name, kind in LEAD_FIELDS.items()),
    Field("owner", "owner"),
    Field("owned_since", "owned_since", "time"),
)
DISTRIBUTIONS: Final = _fields(
    f"{KEY}=identity:key external_id lead recipient strategy distributed_at:time answer answered_at:time reason status"
    " ended_at:time ended_how expires_at:time"
)
ASSIGNMENTS: Final = _fields(
    f"{KEY}=identity:key external_id lead lead_email recipient recipient_email strategy distributed_at:time answer"
    " answered_at:time status lead_status"
)
ACTIVITIES: Final = _fields(
    f"{KEY}=identity:key external_id lead user type name happened_at:time from_status to_status starts_at:time for_user"
    " note"
)
OWN: Final = {
    "leads": LEADS,
    "distributions": DISTRIBUTIONS,
    "assignments": ASSIGNMENTS,
    "activities": ACTIVITIES,
}
