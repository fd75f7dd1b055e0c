"""leadctl assign: one run of the rules over the waiting leads."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from leadctl.commands import _context, _runs
from leadctl.commands._context import applied_config, clock, database, note, print_json, warn
from leadctl.errors import UsageError

app = typer.Typer(rich_markup_mode=None)


@app.command()
def assign(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would get what; write nothing.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Stop after N leads were given out.")] = None,
    strategy: Annotated[
        str | None, typer.Option("--strategy", help="Give out only what this strategy gets; the file's order holds.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Only leads received at or after this time.")] = None,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another run to finish.")] = 0,
    fail_on_held: Annotated[bool, typer.Option("--fail-on-held", help="Exit 1 when leads are held.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="With --dry-run: list the leads that stay held too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Give waiting leads to the right people, by the rules in force, best leads first.

    Example:  leadctl assign --dry-run
    """
    from leadctl.clock import parse_moment
    from leadctl.engine.runs import RunOptions
    from leadctl.engine.runs import assign as run

    if show_all and not dry_run:
        raise UsageError("--all lists what a dry run would hold", hint="leadctl assign --dry-run --all")
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        received = parse_moment(since, config.timezone, now) if since else None
        options = RunOptions(dry_run=dry_run, limit=limit, strategy=strategy, since=received, wait=wait)
        summary = run(con, config, now, options, _progress if sys.stderr.isatty() else None)
    for line in summary.warnings:
        warn(line)
    if as_json:
        print_json(_runs.summary_json(summary.as_json(), config.timezone))
    elif not _context.flags.quiet:
        _runs.show_summary(summary.as_json(), config.timezone, held_too=show_all)
    if fail_on_held and summary.waiting:
        raise typer.Exit(1)


def _progress(done: int, total: int) -> None:
    if total > done:
        note(f"{done:,} of {total:,} leads")
