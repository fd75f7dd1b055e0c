"""leadctl pull: a user takes the next lead himself."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context, _pulls
from leadctl.commands._context import actor, applied_config, clock, database, print_json
from leadctl.errors import UsageError

app = typer.Typer(rich_markup_mode=None)


@app.command()
def pull(
    user: Annotated[str, typer.Option("--user", "-u", help="Who pulls: login, e-mail or full name.")],
    strategy: Annotated[str | None, typer.Option("--strategy", help="Pull from this strategy only.")] = None,
    count: Annotated[int, typer.Option("--count", min=1, help="How many leads.")] = 1,
    lead: Annotated[str | None, typer.Option("--lead", help="This lead; the strategy must let users choose.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what he would get; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Give a user the best lead of his queues, at once and for good. Exit 1 when there is none, with the reason.

    Example:  leadctl pull --user ana
    """
    from leadctl.engine.pulling.take import PullOptions
    from leadctl.engine.pulling.take import pull as take

    if lead is not None and count != 1:
        raise UsageError("--lead names one lead; leave out --count", slug="bad-flags")
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        lead_id = None
        if lead is not None:
            from leadctl.db.leads import resolve_lead

            lead_id = resolve_lead(con, lead, config.region)
        done = take(con, config, user, now, actor(), PullOptions(count, strategy, lead_id, dry_run)).as_json()
    if as_json:
        print_json(_pulls.pull_json(done, config.timezone))
    elif not _context.flags.quiet:
        _pulls.show_pull(done, config.timezone)
    if not done["leads"]:
        raise typer.Exit(1)
