"""leadctl undo: take back what a run gave out."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context, _progress, _runs
from leadctl.commands._context import applied_config, clock, database, print_json

app = typer.Typer(rich_markup_mode=None)


@app.command()
def undo(
    run: Annotated[str, typer.Argument(help="Number of the run, or `last`.")],
    force: Annotated[
        bool, typer.Option("--force", help="Take back worked leads too; the work is attributed anew.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be taken back; write nothing.")] = False,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another run to finish.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take back a run: leads that nobody has worked wait again, credits are as before. Exit 1 when some stay.

    Example:  leadctl undo last --dry-run
    """
    from leadctl.engine import undo as engine

    with database() as con:
        zone = applied_config(con).timezone
        now = clock(zone).now()
        with _progress.bar("taking back"):
            summary = engine.undo(con, engine.find_run(con, run), now, force=force, dry_run=dry_run, wait=wait)
    if as_json:
        print_json(_runs.summary_json(summary.as_json(), zone))
    elif not _context.flags.quiet:
        _runs.show_undo(summary.as_json())
    if summary.kept:
        raise typer.Exit(1)
