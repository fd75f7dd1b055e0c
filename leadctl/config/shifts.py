"""Reads and writes weekly working time: shifts of people, lawful calling hours of places. No database, no clock.

Blocks in local minutes: `Mon-Fri 09:00-17:30`, `Mon,Wed 8-12,13-17; Sat 10:00-14:00`, `daily 22:00-06:00` (past
midnight), optionally with a zone at the end of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from leadctl.clock import zone
from leadctl.errors import did_you_mean
from leadctl.models import ShiftBlock

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS: Final = {
    "daily": range(7),
    "everyday": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
}
_DAY_NUMBERS: Final = {
    **{day.casefold(): n for n, day in enumerate(DAYS)},
    **{day: n for n, day in enumerate(_LONG)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
_TIMES = re.compile(r"\d{1,2}(?::\d{2})?(?:am|pm)?-\d{1,2}(?::\d{2})?(?:am|pm)?", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?(am|pm)?", re.IGNORECASE)
DAY_MINUTES: Final = 1440
SHIFT_FORM: Final = 'write "Mon-Fri 09:00-17:30", several blocks separated by ";"'


def parse_shifts(text: str) -> tuple[ShiftBlock, ...]:
    """Return the weekly blocks of `text`, by weekday and start. Raises ValueError saying what cannot be read.

    A block that ends at or before its start runs past midnight. A zone at the end of one block is that block's; at
    the end of the last block it is that of every block without one.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise ValueError(f"no shift given; {SHIFT_FORM}")
    blocks: list[ShiftBlock] = []
    for part in parts:
        blocks += _parse_block(part)
    last = blocks[-1].timezone
    if last and not any(b.timezone for b in blocks if b.timezone != last):
        blocks = [b._replace(timezone=last) for b in blocks]
    return tuple(sorted(set(blocks), key=_order))


def _order(block: ShiftBlock) -> tuple[int, int, int, str]:
    return block.weekday, block.starts, block.ends, block.timezone or ""


def _parse_block(part: str) -> list[ShiftBlock]:
    compact = re.sub(r"\s*([-,])\s*", r"\1", part.replace("–", "-")).replace(" am", "am").replace(" pm", "pm")
    words = compact.split()
    days_text, times_text, zone_text = (words[0] if words else ""), (words[1] if len(words) > 1 else ""), words[2:]
    if _TIMES.fullmatch(days_text.split(",")[0]):  # no days named: every day
        days_text, times_text, zone_text = "daily", days_text, words[1:]
    if not times_text or len(zone_text) > 1:
        raise ValueError(f'"{part}" is not a shift; {SHIFT_FORM}')
    name = zone_text[0] if zone_text else None
    if name is not None:
        check_zone(name)
    spans = [_parse_span(span, part) for span in times_text.split(",")]
    return [ShiftBlock(day, starts, ends, name) for day in _parse_days(days_text, part) for starts, ends in spans]


def _parse_days(text: str, part: str) -> list[int]:
    found: list[int] = []
    for piece in text.casefold().split(","):
        if piece in _GROUPS:
            found += _GROUPS[piece]
            continue
        first, dash, last = piece.partition("-")
        ends = [_DAY_NUMBERS.get(first.rstrip(".")), _DAY_NUMBERS.get(last.rstrip(".")) if dash else None]
        if ends[0] is None or (dash and ends[1] is None):
            wrong = first if ends[0] is None else last
            near = did_you_mean(wrong, [*DAYS, *_GROUPS])
            raise ValueError(f'"{wrong}" in "{part}" is not a weekday{near}; {SHIFT_FORM}')
        start, stop = ends[0], ends[0] if ends[1] is None else ends[1]
        found += [(start + n) % 7 for n in range((stop - start) % 7 + 1)]
    return list(dict.fromkeys(found))


def _parse_span(span: str, part: str) -> tuple[int, int]:
    if not _TIMES.fullmatch(span):
        raise ValueError(f'"{span}" in "{part}" is not a time span; {SHIFT_FORM}')
    first, last = (_parse_minute(t, part) for t in span.split("-"))
    if first == last:
        raise ValueError(f'"{span}" in "{part}" starts and ends at the same time; a whole day is 00:00-24:00')
    if first == DAY_MINUTES:
        raise ValueError(f'"{span}" in "{part}" starts at 24:00; write 00:00 of the next day')
    return first, last if last > first else last + DAY_MINUTES


def _parse_minute(text: str, part: str) -> int:
    match = _TIME.fullmatch(text)
    assert match  # _TIMES has matched
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f'"{text}" in "{part}" is not a time of the day')
        hour = hour % 12 + (12 if half == "pm" else 0)
    total = hour * 60 + minute
    if minute > 59 or total > DAY_MINUTES:
        raise ValueError(f'"{text}" in "{part}" is not a time of the day')
    return total


def format_shifts(blocks: Iterable[ShiftBlock]) -> str:
    """Return the blocks as `Mon-Fri 09:00-17:30; Sat 10:00-14:00`; parse_shifts reads the same blocks back."""
    days: dict[tuple[int, int, str | None], list[int]] = {}
    for block in sorted(set(blocks), key=_order):
        days.setdefault((block.starts, block.ends, block.timezone), []).append(block.weekday)
    zones = {name for _, _, name in days}
    common = next(iter(zones)) if len(zones) == 1 else None
    # A zone on the last block alone would be read as everyone's: blocks in the user's own zone come last.
    parts = sorted(days.items(), key=lambda item: (item[0][2] is None, min(item[1]), item[0][:2]))
    texts = []
    for (starts, ends, name), weekdays in parts:
        own = f" {name}" if name and not common else ""
        texts.append(f"{_format_days(weekdays)} {_format_minute(starts)}-{_format_minute(ends)}{own}")
    return "; ".join(texts) + (f" {common}" if common and texts else "")


def _format_days(weekdays: list[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        DAYS[r[0]] if len(r) == 1 else f"{DAYS[r[0]]}{',' if len(r) == 2 else '-'}{DAYS[r[-1]]}" for r in runs
    )


def _format_minute(minute: int) -> str:
    if minute > DAY_MINUTES:
        minute -= DAY_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"


def check_zone(name: str) -> str:
    """Return the zone's name. Raises ValueError with the nearest one when there is none."""
    from leadctl.errors import UsageError

    try:
        zone(name)
    except UsageError as problem:
        raise ValueError(problem.message) from None
    return name
