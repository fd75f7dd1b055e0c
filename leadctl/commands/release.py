"""leadctl release: a pulled lead goes back to its queue."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl import clock as times
from leadctl.commands import _context
from leadctl.commands._context import actor, applied_config, clock, database, out, print_json
from leadctl.errors import UsageError

app = typer.Typer(rich_markup_mode=None)


@app.command()
def release(
    leads: Annotated[list[str], typer.Argument(metavar="LEAD...", help="Id, external id, e-mail or phone.")],
    user: Annotated[
        str | None, typer.Option("--user", "-u", help="Refuse leads that another than this user has.")
    ] = None,
    again_in: Annotated[
        str | None, typer.Option("--again-in", help="May be pulled again after this time, not the cool-down: 15m, 2d.")
    ] = None,
    uncount: Annotated[
        bool, typer.Option("--uncount", help="The pull does not count for max_pulls and order.")
    ] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why, kept with it.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go back; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Give pulled leads back to the account they were taken from, where they cool down; all of them or none.

    Example:  leadctl release 42 --again-in 2h --reason "asked to call after lunch"
    """
    from leadctl.db.leads import resolve_lead
    from leadctl.engine.pulling import release as engine

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        ids = [resolve_lead(con, text, config.region) for text in leads]
        done = engine.release(
            con, config, ids, now, actor(), user=user, again_in=_seconds(again_in), uncount=uncount, reason=reason,
            dry_run=dry_run,
        )  # fmt: skip
        told = [engine.told(con, one) for one in done]
    zone = config.timezone
    if as_json:
        print_json([{**one, "again_at": times.iso(one["again_at"], zone)} for one in told])
    elif not _context.flags.quiet:
        would = "would go" if dry_run else "went"
        for one in told:
            back = f"lead {one['lead_id']} {would} back from {one['user']} to {one['holder']}"
            out(f"{back}; it may be pulled again from {times.show(one['again_at'], zone)}")


def _seconds(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return times.parse_duration(text)
    except ValueError as error:
        raise UsageError(f"--again-in: {error}", slug="bad-duration", hint="--again-in 15m") from None
