"""From the flags of a report, as typed, to its ReportSpec."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadctl.commands._context import clock
from leadctl.errors import UsageError, did_you_mean

FILTERS = (
    "team",
    "user",
    "strategy",
    "method",
    "mode",
    "product",
    "source",
    "source_type",
    "campaign",
    "priority",
    "confidence",
    "value_slab",
    "score_band",
    "sales_stage",
    "outcome",
)
GROUPS = {  # without --by
    "performance": ("strategy", "user"),
    "allocation": ("account",),
    "response": ("user",),
    "fairness": ("strategy", "user"),
    "sources": ("source", "campaign"),
}
SWITCHES = (
    *("show_disabled", "hops", "deals", "timing", "push_pull", "hints", "events_since_distribution", "show_undone"),
)
MOST_DAYS = 3660  # of --reminder
CHOICES = {
    "contact_base": ("new", "distributed"),
    "contact_means": ("left", "reached"),
    "count": ("distribution", "activity"),
    "outcomes": ("period", "to-date"),
    "trend": ("day", "week", "month"),
    "compare": ("previous",),
    "per": ("hour", "day", "week"),
}


def _flag(name: str) -> str:
    return "--" + name.strip("_").replace("_", "-")


def build_spec(name: str, given: dict[str, Any], config: Any, known_at: int | None = None) -> Any:
    """Return the ReportSpec of report `name` with these flags. Raises UsageError for flags that do not go together.

    `known_at`: as it was known then, which is the report's now; relative periods are those of the real one.
    """
    from leadctl.reports.spec import Filter, ReportSpec, parse_attributes, parse_group

    _check(given)
    zone = given["tz"] or config.timezone
    now = clock(zone).now()
    period = resolve_period(name, given, zone, now, config.week_starts)
    filters = [Filter(f.replace("_", "-"), tuple(given[f])) for f in FILTERS if given[f]]
    filters += [Filter(kind, tuple(values)) for kind, values in parse_attributes(given["attribute"] or []).items()]
    reminder = _reminder(given)
    group = parse_group(given["by"], ("account",) if reminder is not None else GROUPS.get(name, ()))
    switches: dict[str, Any] = {switch: bool(given.get(switch)) for switch in SWITCHES}
    _check_rows(name, given, bool(group), reminder is not None)
    return ReportSpec(
        name,
        period,
        now if known_at is None else min(now, known_at),
        group,
        known_at=known_at,
        account=tuple(given["account"] or ()),
        record_type=(given["record_type"] or [None])[0],
        filters=tuple(filters),
        contact_base=given.get("contact_base") or "new",
        contact_means=given.get("contact_means") or "left",
        count=given.get("count") or "distribution",
        trend=given.get("trend"),
        compare=given.get("compare") is not None,
        to_date=given.get("outcomes") == "to-date",
        status_changes=tuple(given.get("status_change") or ()),
        without=tuple(_without(given)),
        columns=tuple(_words(given["columns"])),
        sort=given["sort"],
        week_starts=config.week_starts,
        per=given.get("per"),
        reminder=reminder,
        **switches,
    )


def _check_rows(name: str, given: dict[str, Any], grouped: bool, reminded: bool) -> None:
    """Refuse a flag that lists rows beside one that counts them."""
    if given.get("hops") and name == "summary" and grouped:
        raise UsageError("--hops lists rows; it does not go with --group-by", slug="bad-flags")
    if given.get("show_undone") and (grouped or given["outcome"] or reminded):
        other = "--reminder" if reminded else "--group-by" if grouped else "--outcome"
        raise UsageError(f"--show-undone lists rows; it does not go with {other}", slug="bad-flags")


def _reminder(given: dict[str, Any]) -> int | None:
    """Return the days of --reminder. Raises UsageError for no number, and beside flags that ask for other rows."""
    text = given.get("reminder")
    if text is None:
        return None
    if not text.strip().isdecimal() or int(text) > MOST_DAYS:
        raise UsageError(f'--reminder: "{text}" is no number of days', slug="bad-choice", hint="--reminder 14")
    for flag in ("hops", "events_since_distribution", "compare"):
        if given.get(flag):
            raise UsageError(f"{_flag(flag)} does not go with --reminder", slug="bad-flags")
    return int(text)


def resolve_period(name: str, given: dict[str, Any], zone: str, now: int, week_starts: str) -> Any:
    """Return the Period of the flags, or the report's default one."""
    from leadctl.reports.periods import DEFAULTS, FLAGS, resolve

    return resolve(
        [f for f in FLAGS if given[f.replace("-", "_")]],
        given["from_"],
        given["to"],
        zone=zone,
        now=now,
        week_starts=week_starts,
        default=DEFAULTS.get(name, "last-30-days"),
    )


def _check(given: dict[str, Any]) -> None:
    if len({kind.strip().casefold() for kind in given["record_type"] or ()}) > 1:
        raise UsageError("--record-type takes one kind of lead", slug="bad-flags", hint="without it all are reported")
    for flag, known in CHOICES.items():
        if given.get(flag) is not None and given[flag] not in known:
            raise UsageError(
                f'{_flag(flag)}: "{given[flag]}" is none of {", ".join(known)}{did_you_mean(given[flag], known)}',
                slug="bad-choice",
            )


def _without(given: dict[str, Any]) -> Sequence[str]:
    switches = ("contact-rate", "actions", "appointments", "closed")
    return [s for s in switches if given.get("no_" + s.replace("-", "_"))]


def _words(text: str | None) -> list[str]:
    return [w.strip() for w in (text or "").split(",") if w.strip()]
