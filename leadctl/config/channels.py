"""Reads how and when somebody may be told: `email, sms:+13055550100` and `20:00-07:00`. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from leadctl.config.notify_model import EMAIL, Channel, QuietHours
from leadctl.errors import did_you_mean

NONE: Final = "none"
_NAME: Final = re.compile(r"[A-Za-z][\w.-]*")
_HOURS: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_ADDRESS: Final = re.compile(r"[^@\s<>,;:]+@[^@\s<>,;:]+")


def is_name(text: str) -> bool:
    """Return whether a webhook or service may be called so."""
    return _NAME.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Return whether `text` looks like one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def parse_channels(words: str | Iterable[str]) -> tuple[Channel, ...]:
    """Return the channels of `email, sms:+13055550100`; an address alone is e-mail to it; `none` is no channel.

    Raises ValueError saying what cannot be read.
    """
    parts = re.split(r"[,;]", words) if isinstance(words, str) else list(words)
    found: list[Channel] = []
    for part in (p.strip() for p in parts):
        if not part or part.casefold() == NONE:
            continue
        channel = _channel(part)
        if channel in found:
            raise ValueError(f'"{part}" is named twice')
        found.append(channel)
    return tuple(found)


def _channel(part: str) -> Channel:
    if is_address(part):
        return Channel(EMAIL, part)
    name, colon, to = (piece.strip() for piece in part.partition(":"))
    if not is_name(name) or (colon and not to) or not part.isprintable():
        raise ValueError(
            f'"{part}" is no channel; write email, or a service of the rules such as slack, sms:+13055550100'
        )
    if name.casefold() == EMAIL and to and not is_address(to):
        raise ValueError(f'"{to}" is not an e-mail address')
    return Channel(EMAIL if name.casefold() == EMAIL else name, to or None)


def format_channels(channels: Iterable[Channel]) -> str:
    """Return channels as they are typed and stored."""
    return ", ".join(c.name if c.to is None else c.to if c.name == EMAIL else f"{c.name}:{c.to}" for c in channels)


def unknown(channels: Iterable[Channel], known: Collection[str]) -> str | None:
    """Return what to say of the first channel that is not among `known`, or None."""
    for channel in channels:
        if channel.name.casefold() not in {name.casefold() for name in known}:
            there = f"; there are: {', '.join(known)}" if known else ""
            needs = 'needs smtp = "host:port" in [notify]'
            near = did_you_mean(channel.name, known) or there
            return needs if channel.name == EMAIL else f'no service of [notify] is called "{channel.name}"{near}'
    return None


def parse_quiet(text: str) -> QuietHours | None:
    """Return the minutes after local midnight of `20:00-07:00`; None of `none`. Raises ValueError."""
    if text.strip().casefold() in {"", NONE}:
        return None
    match = _HOURS.fullmatch(text.strip())
    starts, ends = (int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])) if match else (0, 0)
    sound = match is not None and starts < 1440 and ends <= 1440 and int(match[2]) < 60 and int(match[4]) < 60
    if not sound or starts == ends % 1440:
        raise ValueError(f'"{text}" are no quiet hours; write "20:00-07:00", or "none"')
    return starts, ends % 1440


def format_quiet(hours: QuietHours | None) -> str:
    """Return quiet hours as they are typed; "" of None."""
    return "" if hours is None else "-".join(f"{m // 60:02d}:{m % 60:02d}" for m in hours)
