"""leadctl undo: take back what a run gave out."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands import _context, _runs
from leadctl.commands._context import applied_config, clock, database, out, print_json, print_table

app = typer.Typer(rich_markup_mode=None)

KEPT_SHOWN = 30


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
        now = clock(applied_config(con).timezone).now()
        summary = engine.undo(con, engine.find_run(con, run), now, force=force, dry_run=dry_run, wait=wait)
    if as_json:
        print_json(summary.as_json())
    elif not _context.flags.quiet:
        _show(summary.as_json())
    if summary.kept:
        raise typer.Exit(1)


def _show(done: dict[str, Any]) -> None:
    taken, kept = done["by_recipient"], done["kept"]
    if taken:
        print_table(("from", "leads"), [(who, f"{n:,}") for who, n in taken.items()], right=(1,))
        out()
    if kept:
        rows = [(k["lead_id"], k["recipient"], k["why"]) for k in kept[:KEPT_SHOWN]]
        print_table(("stays", "with", "because"), rows, right=(0,))
        if len(kept) > KEPT_SHOWN:
            out(f"… and {len(kept) - KEPT_SHOWN:,} more (--json lists all)")
        out()
    leads, run = _runs.plural(done["leads"], "lead"), done["undone_run"]
    if done["dry_run"]:
        out(f"Dry run: {leads} of run {run} would be taken back, {len(kept):,} kept. Nothing was written.")
        return
    out(f"Run {run} undone: {leads} taken back, {len(kept):,} kept.")
    if kept:
        out(f"Those too: leadctl undo {run} --force")
