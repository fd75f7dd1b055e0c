"""leadctl verify: prove what is kept."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context, _progress
from leadctl.commands._context import applied_config, clock, database, out, print_json
from leadctl.commands._runs import plural

app = typer.Typer(rich_markup_mode=None)


@app.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Recompute owners, holders, credits and counters from the facts and compare. Exit 1 on a difference.

    Example:  leadctl verify
    """
    from leadctl.engine.verify import verify as run

    with database() as con, _progress.bar("recomputing") as progress:
        verdict = run(con, clock(applied_config(con).timezone).now(), progress)
    found = verdict.differences
    if as_json:
        keys = ("leads", "passages", "activities", "credits")
        print_json({key: getattr(verdict, key) for key in keys} | {"differences": list(found)})
    else:
        for line in found:
            out(line)
        if not (_context.flags.quiet and not found):
            activities = f"{verdict.activities:,} " + ("activity" if verdict.activities == 1 else "activities")
            checked = (plural(verdict.leads, "lead"), plural(verdict.passages, "passage"), activities)
            result = plural(len(found), "difference") if found else "all as recomputed"
            out(f"{', '.join(checked)}, {plural(verdict.credits, 'credit')}: {result}")
    if found:
        raise typer.Exit(1)
