"""leadctl runs: list and show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from leadctl import clock as times
from leadctl.commands import _pages, _runs
from leadctl.commands._context import applied_config, database, out, print_json, print_table

if TYPE_CHECKING:
    from leadctl.db.runs import Run

Kind = Literal["assign", "undo", "give", "pull", "tick", "approve"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def runs() -> None:
    """List runs, or show one."""


@app.command("list")
def list_runs(
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many, newest first; 0 = all.")] = 20,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Runs of this kind only.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Pulls too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the newest runs: when, what they gave out, what was undone. Pulls are left out without --all.

    Example:  leadctl runs list --limit 5
    """
    from leadctl.engine.run_history import recent

    with database() as con:
        zone = applied_config(con).timezone
        found = recent(con, limit or -1, kind=kind, pulls=every)
    if as_json:
        print_json([_json(run, zone) for run in found])
        return
    asked = ["offered"] if any(_runs.offered(r) for r in found) else []
    rows = [
        (
            *(r.id, r.kind, times.show(r.started_at, zone), _runs.given(r)),
            *(f"{_runs.offered(r):,}" for _ in asked),
            *(_runs.held(r), r.config_version_id, _runs.fate(r)),
        )
        for r in found
    ]
    headers = ("run", "kind", "at", "leads", *asked, "held", "rules", "state")
    numbers = (0, *range(3, len(headers) - 1))
    print_table(headers, rows, right=numbers, empty="no runs yet; leadctl assign makes one")


@app.command("show")
def show_run(
    run: Annotated[str, typer.Argument(help="Number of the run, or `last`.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one run: its moment, rules and seed, and its summary.

    Example:  leadctl runs show last
    """
    from leadctl.engine.run_history import one

    with database() as con:
        zone = applied_config(con).timezone
        found = one(con, run)
    if as_json:
        print_json(_json(found, zone))
        return
    _pages.lines(
        (
            ("run", f"{found.id} ({found.kind})"),
            ("at", times.show(found.started_at, zone)),
            ("rules", f"version {found.config_version_id}" if found.config_version_id else None),
            ("seed", found.seed),
            ("flags", ", ".join(f"{k} {v}" for k, v in found.options.items() if v)),
            ("state", _runs.fate(found)),
        )
    )
    out()
    if found.kind == "pull":
        from leadctl.commands._pulls import show_pull

        show_pull(found.counts, zone)
    elif "steps" in found.counts:
        from leadctl.commands import _ticks

        _ticks.show(found.counts, zone)
    else:
        _runs.show_counts(found, zone)


def _json(run: Run, zone: str) -> dict[str, Any]:
    told = _runs.run_json(run, zone)
    if run.kind == "pull":
        from leadctl.commands._pulls import pull_json

        told["summary"] = pull_json(run.counts, zone)
    elif "steps" in run.counts:
        from leadctl.commands import _ticks

        told["summary"] = _ticks.as_json(run.counts, zone)
    return told
