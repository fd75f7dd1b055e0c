"""Files that leadctl itself exported: recognised by their first column, read to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadctl.engine.intake.header import key, tidy
from leadctl.engine.intake.profiles import Profile
from leadctl.models import LEAD_FIELDS

KEY: Final = "leadctl_key"
ATTRIBUTE: Final = "attribute:"  # stands before the name of an attribute
KEY_HEADERS: Final = ("leadctl key", "leadctl key c")  # the second: a custom field of Salesforce, leadctl_key__c
NAME: Final = "leadctl"
_PROFILE: Final = Profile(
    NAME, (), {key(name): name for name in (*LEAD_FIELDS, "owner", "owned_since")} | {key(KEY): KEY}
)
# What exports for CRMs carry besides fields of leads: no attributes when such a file comes back.
_TOLD: Final = frozenset(
    key(name) for name in ("Lead Owner", "Contact owner", "Lead - Owner", "Salesperson", "Lead - Title", "Opportunity")
)

# Columns by which an export about leads is known from one of leads; assignments come back as distributions.
_OF_LEADS: Final = {"distributions": {"recipient", "distributed_at"}, "activities": {"type", "happened_at"}}


def is_own(header: Sequence[str]) -> bool:
    """Return whether leadctl wrote the file: in it nothing but an empty cell is empty, and nothing is guessed."""
    return bool(header) and tidy(header[0]).casefold() == KEY


def own_leads(header: Sequence[str]) -> Profile | None:
    """Return how an export of leads is read, None for any other file."""
    return _PROFILE if is_own(header) and "owned_since" in map(tidy, header) else None


def told_of_leads(header: Sequence[str]) -> str | None:
    """Return as what an export of passages or activities is imported (distributions, activities), None for others."""
    names = set(map(tidy, header)) if is_own(header) else set()
    return next((kind for kind, marks in _OF_LEADS.items() if marks <= names), None)


def attribute_of(header: str) -> str | None:
    """Return the attribute that a column of an export of leads holds, None when it holds none."""
    return header[len(ATTRIBUTE) :] if header.startswith(ATTRIBUTE) and len(header) > len(ATTRIBUTE) else None


def told_only(keys: Sequence[str]) -> set[int]:
    """Return the columns that are left out of a file for a CRM that carries the keys of leads."""
    if not {key(name) for name in KEY_HEADERS} & set(keys):
        return set()
    return {at for at, name in enumerate(keys) if name in _TOLD}
