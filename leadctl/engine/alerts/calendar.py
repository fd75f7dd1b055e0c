"""An appointment as an iCalendar file (RFC 5545), which mail programs offer to put into the calendar. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from leadctl.clock import utc_stamp

DURATION: Final = "PT30M"  # how long nobody said
OCTETS: Final = 75  # of a line, by the standard


def calendar_id(activity_id: int, recorded_at: int) -> str:
    """Return the UID of an appointment: the same when it is made and when it is cancelled."""
    return f"appointment-{activity_id}-{recorded_at}@leadctl.invalid"


def appointment(
    uid: str,
    starts_at: int,
    written_at: int,
    summary: str,
    lines: Iterable[str],
    *,
    organizer: str = "",
    cancelled: bool = False,
) -> str:
    """Return the file. `uid` stays the same for ever: a calendar that has it replaces it. Seconds UTC.

    `organizer` is the address that sends it, without which some calendars take no cancellation (RFC 5546).
    """
    properties = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//leadctl//leadctl//EN",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{int(cancelled)}",
        *([f"ORGANIZER:mailto:{organizer}"] if organizer else []),
        *(["STATUS:CANCELLED"] if cancelled else []),
        f"DTSTAMP:{utc_stamp(written_at)}",
        f"DTSTART:{utc_stamp(starts_at)}",
        f"DURATION:{DURATION}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(chr(10).join(lines))}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in properties)


def _escaped(text: str) -> str:
    """Return `text` as a value: what parts values is escaped, control characters are left out."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "".join(c for c in text.replace("\n", "\\n") if c.isprintable())


def _folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets, never parting a character."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
