"""Flags that take a length of time."""

from __future__ import annotations

from leadctl.clock import parse_duration
from leadctl.errors import UsageError


def seconds(flag: str, text: str) -> int:
    """Return the seconds of `15m`, `2h`, `3d` typed for `flag`. Raises UsageError."""
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UsageError(f"{flag}: {error}", slug="bad-duration", hint=f"{flag} 15m") from None
