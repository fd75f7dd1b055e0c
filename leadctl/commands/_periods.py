"""The period flags of commands that look back, in the words of the reports."""

from __future__ import annotations

from typing import Annotated, Any

import typer

Today = Annotated[bool, typer.Option("--today", help="Today.")]
Yesterday = Annotated[bool, typer.Option("--yesterday", help="Yesterday.")]
ThisWeek = Annotated[bool, typer.Option("--this-week", help="The whole week of today.")]
LastWeek = Annotated[bool, typer.Option("--last-week", help="The week before.")]
ThisMonth = Annotated[bool, typer.Option("--this-month", help="The whole month of today.")]
LastMonth = Annotated[bool, typer.Option("--last-month", help="The month before.")]
Last30Days = Annotated[bool, typer.Option("--last-30-days", help="30 whole days, today included.")]
Last60Days = Annotated[bool, typer.Option("--last-60-days", help="60 whole days, today included.")]
Last1Year = Annotated[bool, typer.Option("--last-1-year", help="Twelve months, today included.")]
From = Annotated[str | None, typer.Option("--from", help='First day: 2026-01-01 or "2 weeks ago".')]
To = Annotated[str | None, typer.Option("--to", help="Last day, whole; without it up to today.")]


def resolve(given: dict[str, Any], zone: str, now: int, week_starts: str, default: str = "last-30-days") -> Any:
    """Return the Period of the flags in `given` (the command's parameters by name), or the default one."""
    from leadctl.reports.periods import FLAGS
    from leadctl.reports.periods import resolve as find

    flags = [flag for flag in FLAGS if given.get(flag.replace("-", "_"))]
    return find(flags, given["from_"], given["to"], zone=zone, now=now, week_starts=week_starts, default=default)


def asked(given: dict[str, Any]) -> bool:
    """Return whether any period was named."""
    from leadctl.reports.periods import FLAGS

    return any(given.get(flag.replace("-", "_")) for flag in FLAGS) or given.get("from_") is not None
