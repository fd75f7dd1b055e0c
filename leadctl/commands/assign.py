"""leadctl assign: one run of the rules over the waiting leads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.commands import _context, _progress, _runs
from leadctl.commands._context import actor, applied_config, clock, database, note, print_json
from leadctl.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadctl.config import Config
    from leadctl.engine.runs import RunOptions

app = typer.Typer(rich_markup_mode=None)


@app.command()
def assign(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would get what; write nothing.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="Give out so many at most; 0 = all.")] = None,
    strategy: Annotated[
        str | None, typer.Option("--strategy", help="Give out only what this strategy gets; the file's order holds.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Only leads received at or after this time.")] = None,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another run to finish.")] = 0,
    fail_on_held: Annotated[bool, typer.Option("--fail-on-held", help="Exit 1 when leads are held.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="With --dry-run: list the leads that stay held too.")] = False,
    propose: Annotated[
        Path | None,
        typer.Option("--propose", metavar="FILE", help="Write who would get what to a CSV file to edit; - is stdout."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With --propose: write over an existing file.")] = False,
    approve: Annotated[
        str | None, typer.Option("--approve", metavar="FILE", help="Carry out a proposed, perhaps edited file.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="With --approve: why, for changed lines that say nothing.")
    ] = None,
    rejects: Annotated[
        str | None, typer.Option("--rejects", help="With --approve: where refused lines go; default beside the file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Give waiting leads to the right people, by the rules in force, best leads first.

    A person may have the last word: --propose writes a plan, --approve carries it out as edited; a changed recipient
    needs a reason, an emptied one leaves the lead for the next run.

    Example:  leadctl assign --dry-run

    Example:  leadctl assign --propose plan.csv, then leadctl assign --approve plan.csv
    """
    from leadctl.clock import parse_moment
    from leadctl.engine.runs import RunOptions
    from leadctl.engine.runs import assign as run

    _check(dict(locals()))
    if approve is not None:
        _approve(approve, reason, rejects, dry_run=dry_run, wait=wait, as_json=as_json)
        return
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        received = parse_moment(since, config.timezone, now) if since else None
        options = RunOptions(dry_run=dry_run, limit=limit or None, strategy=strategy, since=received, wait=wait)
        if propose is not None:
            _propose(con, config, now, options, propose, force=force)
            return
        with _progress.bar("assigning leads") as progress:
            summary = run(con, config, now, options, progress)
    _runs.say_warnings(summary)
    if as_json:
        print_json(_runs.summary_json(summary.as_json(), config.timezone))
    elif not _context.flags.quiet:
        _runs.show_summary(summary.as_json(), config.timezone, held_too=show_all)
    if fail_on_held and summary.waiting:
        raise typer.Exit(1)


def _check(given: dict[str, Any]) -> None:
    """Raise UsageError for flags that do not go together."""
    if given["show_all"] and not given["dry_run"]:
        raise UsageError("--all lists what a dry run would hold", hint="leadctl assign --dry-run --all")
    if given["propose"] is not None and given["approve"] is not None:
        raise UsageError("--propose and --approve are two steps", hint="leadctl assign --propose plan.csv")
    for flag, needs in (("force", "propose"), ("reason", "approve"), ("rejects", "approve")):
        if given[flag] and given[needs] is None:
            raise UsageError(f"--{flag} goes with --{needs}")
    modes = {"propose": ("dry_run", "fail_on_held", "as_json"), "approve": ("limit", "strategy", "since", "show_all")}
    names = {"as_json": "--json", "show_all": "--all", "dry_run": "--dry-run", "fail_on_held": "--fail-on-held"}
    for mode, others in modes.items():
        for flag in others:
            if given[mode] is not None and given[flag]:
                raise UsageError(f"{names.get(flag, '--' + flag)} does not go with --{mode}")


def _propose(
    con: sqlite3.Connection, config: Config, now: int, options: RunOptions, path: Path, *, force: bool
) -> None:  # fmt: skip
    from leadctl.commands import _plan_file
    from leadctl.engine.approving.propose import propose

    plan = propose(con, config, now, options)
    _plan_file.write(plan, path, force=force)
    _plan_file.told(plan, path)


def _approve(
    file: str, reason: str | None, rejects: str | None, *, dry_run: bool, wait: float, as_json: bool
) -> None:  # fmt: skip
    """Carry out a plan; exit 1 when lines were refused."""
    from leadctl.commands import _plan_file
    from leadctl.engine.approving.approve import Approval, approve
    from leadctl.engine.intake.source import open_source

    with database() as con, open_source(file) as source:
        config = applied_config(con)
        asked = Approval(actor(), reason, dry_run, wait)
        found = approve(con, config, source, clock(config.timezone).now(), asked)
        refused = None if dry_run else _plan_file.reject(found, source, rejects)
    if as_json:
        print_json(_runs.summary_json(found.as_json(), config.timezone))
    elif not _context.flags.quiet:
        _plan_file.show(found, config.timezone)
    if refused is not None:
        note(f"refused lines: {refused}")
    if found.refused:
        raise typer.Exit(1)
