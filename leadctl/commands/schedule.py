"""leadctl schedule show: the lines for cron and systemd."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from leadctl.commands._context import db_path, note, out, print_json
from leadctl.errors import UsageError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def schedule() -> None:
    """Print what cron or systemd are to start."""


@app.command()
def show(
    systemd: Annotated[bool, typer.Option("--systemd", help="Timers and services of systemd alone.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="The lines of a crontab alone.")] = False,
    every: Annotated[str, typer.Option("--every", metavar="DURATION", help="Between two ticks: 1m to 24h.")] = "5m",
    backups: Annotated[
        Path | None, typer.Option("--backups", metavar="FOLDER", help="Default: `backups` beside the database.")
    ] = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many backups to keep.")] = 14,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print a crontab and systemd timers for tick, backup and doctor, with the paths of this machine. Nothing is set.

    Example:  leadctl schedule show --cron

    Example:  leadctl schedule show --systemd --every 1m
    """
    from leadctl.commands._durations import seconds
    from leadctl.engine import schedule as lines

    if systemd and cron:
        raise UsageError("--systemd and --cron: one of them, or neither for both", slug="bad-flags")
    database = db_path().absolute()
    folder = (backups or database.parent / "backups").absolute()
    plan = lines.Plan(program(), database, folder, seconds("--every", every), keep)
    if as_json:
        told = [job._asdict() | {"words": [*plan.program, *job.words]} for job in lines.jobs(plan)]
        print_json({"jobs": told, "crontab": lines.crontab(plan), "units": {u.file: u.text for u in lines.units(plan)}})
        return
    if not systemd:
        out(lines.crontab(plan))
    if not cron:
        if not systemd:
            out()
        for unit in lines.units(plan):
            out(f"# {lines.UNITS}/{unit.file}")
            out(unit.text)
        out(f"# then: {lines.enabling(plan)}")
    if not folder.is_dir():
        note(f"make the folder for backups first: mkdir -m 700 {folder}")


def program() -> tuple[str, ...]:
    """Return the words that start this very leadctl from any folder."""
    beside = Path(sys.executable).with_name("leadctl")
    found = beside if beside.is_file() else shutil.which("leadctl")
    return (str(found),) if found else (sys.executable, "-m", "leadctl")
