"""Which names criteria may use, and of what kind each is: lead fields, derived fields, attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leadctl.errors import did_you_mean
from leadctl.models import DERIVED_FIELDS, LEAD_FIELDS, TOUCHES_OF, slug

NUMERIC = ("is", "not", "in", "min", "max", "gt", "lt", "present")
OPERATORS_OF: dict[str, tuple[str, ...]] = {
    "text": ("is", "not", "in", "contains", "starts_with", "ends_with", "matches", "present"),
    "number": NUMERIC,
    "money": NUMERIC,
    "priority": NUMERIC,
    "date": ("is", "min", "max", "gt", "lt", "before", "after", "age", "present"),
    "bool": ("is", "not", "present"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One name as criteria may use it. `declared` is False for an attribute without an [[attribute]] entry."""

    name: str
    kind: str
    declared: bool = True


class Fields:
    """Resolves the names of one file. `seen` are attributes that leads in the database have, kind unknown."""

    def __init__(self, attributes: Mapping[str, str], zone_name: str = "UTC", seen: Iterable[str] = ()) -> None:
        self.zone_name = zone_name
        self.attributes = {slug(name): Field(name, kind) for name, kind in attributes.items()}
        self.seen = {slug(name): Field(name, "text", declared=False) for name in seen}

    def find(self, name: str) -> Field:
        """Return the field that `name` means; a name nobody knows is an undeclared text attribute."""
        key = slug(name)
        kind = LEAD_FIELDS.get(key) or DERIVED_FIELDS.get(key)
        if kind:
            return Field(key, kind)
        if self.counts_touches(name):
            return Field(TOUCHES_OF + slug(name.strip()[len(TOUCHES_OF) :]), "number")
        return self.attributes.get(key) or self.seen.get(key) or Field(name.strip(), "text", declared=False)

    def oddity(self, name: str) -> str | None:
        """Return the warning about a name that no lead has, or None when it is known."""
        field = self.find(name)
        if field.declared or slug(name) in self.seen:
            return None
        known = [*LEAD_FIELDS, *DERIVED_FIELDS, *(f.name for f in self.attributes.values())]
        known += [f.name for f in self.seen.values()]
        near = did_you_mean(name, known)
        return f'no lead field and no declared attribute is called "{name}"{near}'.removesuffix("?") + (
            "?" if near else f'; if it is a column of your files, add [[attribute]] name = "{name}", type = "text"'
        )

    def counts_touches(self, name: str) -> bool:
        """Return whether `name` is `touches.NAME`, the number of touches of that name; declared attributes go first."""
        return name.strip().casefold().startswith(TOUCHES_OF) and slug(name) not in self.attributes
