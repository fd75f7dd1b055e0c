"""Texts with names in braces, such as `New lead: {lead.name}`: reading, checking and filling them. Pure."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from leadctl.errors import did_you_mean
from leadctl.models import LEAD_FIELDS, slug

LEAD: Final = "lead."
ORIGINAL: Final = "original."
_OF_LEADS: Final = ("id", "name", *LEAD_FIELDS, "system_status", "score", "owner")
_ALWAYS: Final = ("kind", "at", "command", "headline", "count", "leads", "user.login", "user.name", "user.email")
_PASSAGE: Final = ("strategy", "recipient", "run")
_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "distributed": _PASSAGE,
    "offered": (*_PASSAGE, "expires_at"),
    "rerouted": (*_PASSAGE, "expires_at", "reason"),
    "offer_ends": (*_PASSAGE, "expires_at"),
    "follow_up": ("due_at", "note"),
    "feedback": ("due_at",),
    "appointment": ("starts_at", "note", "by"),
    "cancelled": ("starts_at", "note", "by", "reason"),
    "held": ("run", "reasons"),
    "duplicate": (),
}


def lead_names(attributes: Iterable[str]) -> tuple[str, ...]:
    """Return what may stand after `lead.`: fields of a lead, and the declared `attributes` as slugs."""
    return (*_OF_LEADS, *(slug(a) for a in attributes))


def names_of(kind: str, attributes: Iterable[str]) -> tuple[str, ...]:
    """Return every name that the subject and text of a kind of message may have in braces."""
    fields = lead_names(attributes)
    original = tuple(ORIGINAL + f for f in fields) if kind == "duplicate" else ()
    return (*_ALWAYS, *_OF_KIND[kind], *(LEAD + f for f in fields), *original)


def faults(text: str, known: Iterable[str]) -> list[str]:
    """Return what is wrong with a template, in words."""
    try:
        parts = _parts(text)
    except ValueError as error:
        return [f"cannot be read: {str(error).lower()}; a brace of its own is written twice: {{{{"]
    names = list(known)
    wrong = [name for _, name in parts if name is not None and name not in names]
    return [f'nothing here is called "{{{name}}}"{did_you_mean(name, names) or _there(names)}' for name in wrong]


def _there(names: Iterable[str]) -> str:
    short = [n for n in names if not n.startswith(ORIGINAL)]
    return f"; there are: {', '.join(short)}"


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return (words, name that follows or None). Raises ValueError."""
    found = []
    for words, name, spec, conversion in string.Formatter().parse(text):
        if name is not None and (spec or conversion):
            raise ValueError(f'only a name stands in braces, nothing behind "{name}"')
        found.append((words, name))
    return tuple(found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a template with its names replaced; a name without a value is empty, and nothing is filled twice."""
    return "".join(words + (values.get(name, "") if name is not None else "") for words, name in _parts(text))
