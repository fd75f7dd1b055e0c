"""leadctl tick: what the clock brings, for cron."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context, _progress, _runs, _sending, _ticks
from leadctl.commands._context import applied_config, clock, database, print_json

app = typer.Typer(rich_markup_mode=None)


@app.command()
def tick(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")] = False,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another run to finish.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Do what is due: end offers that ran out, offer again, put leads back, try held leads, remind.

    Safe late, once or a hundred times. Prints nothing with --quiet, so that cron sends mail only on trouble.

    Example:  leadctl tick --quiet
    """
    from leadctl.engine.runs import NO_PUSH
    from leadctl.engine.tick import tick as run

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        with _progress.bar("doing what is due"):
            done = run(con, config, now, dry_run=dry_run, wait=wait)
        if not dry_run:
            _sending.after_tick(con, now)
    if done.assigned:  # with queues alone all is well, and cron is to be silent
        _runs.say_warnings(done.assigned, but=NO_PUSH if config.strategies else "")
    if as_json:
        print_json(_ticks.as_json(done.as_json(), config.timezone))
    elif not _context.flags.quiet:
        _ticks.show(done.as_json(), config.timezone, why=" (leadctl lead list --held)")
