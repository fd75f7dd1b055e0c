"""When somebody may be told: not in his quiet hours, but at their end. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from leadctl.clock import local_time, to_epoch
from leadctl.config.notify_model import QuietHours


def not_before(moment: int, hours: QuietHours | None, zone: str) -> int:
    """Return `moment` (seconds UTC), or the end of the quiet hours in which it lies, by the clock of `zone`."""
    if hours is None:
        return moment
    starts, ends = hours
    local = local_time(moment, zone)
    minute = local.hour * 60 + local.minute
    over_midnight = ends <= starts
    if not (minute >= starts or minute < ends if over_midnight else starts <= minute < ends):
        return moment
    day = local.date() + timedelta(days=int(over_midnight and minute >= starts))
    return max(moment, to_epoch(datetime.combine(day, time(ends // 60, ends % 60)), zone))
