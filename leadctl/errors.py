"""The error tree: what went wrong, in words for the user, with an exit code and a stable slug.

Every message names the record, the rule and the remedy. `docs/errors.md` lists the slugs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_DATABASE = 3
EXIT_CONFLICT = 4
EXIT_BUG = 70
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130


class LeadctlError(Exception):
    """A failure that the user can act on. `hint` is the remedy, often a command."""

    exit_code = EXIT_USAGE
    slug = "usage"

    def __init__(self, message: str, *, slug: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.slug = slug or type(self).slug
        self.hint = hint


class UsageError(LeadctlError):
    """Wrong flags or arguments: unknown date, zone, two periods … Exit 2, nothing written."""

    slug = "usage"


class ConfigError(LeadctlError):
    """The rules file has faults. `faults` are complete lines `FILE:LINE: key: message`."""

    slug = "config"

    def __init__(self, message: str, faults: Iterable[str] = (), *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.faults = tuple(faults)


class DatabaseError(LeadctlError):
    """The file cannot be used: missing, not a database, newer, read-only, full. Exit 3."""

    exit_code = EXIT_DATABASE
    slug = "database"


class NotFoundError(LeadctlError):
    """A named thing does not exist. Exit 4, nothing written."""

    exit_code = EXIT_CONFLICT
    slug = "not-found"


class ConflictError(LeadctlError):
    """The state forbids it: disabled user, closed offer, lead owned by another. Exit 4."""

    exit_code = EXIT_CONFLICT
    slug = "conflict"


class BusyError(LeadctlError):
    """Another run holds the lock. Exit 75, nothing done."""

    exit_code = EXIT_BUSY
    slug = "busy"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None when none is near (difflib ratio under 0.6)."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    hits = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[hits[0]] if hits else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "x"?` or, when nothing is near, an empty string."""
    hit = nearest(name, known)
    return f'; did you mean "{hit}"?' if hit else ""


def shortened(text: str, most: int) -> str:
    """Return `text`, of more than `most` characters only its beginning and its end."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2]} … {text[-(most - most // 2 - 3) :]}"
