"""leadctl demo: the whole tour on sample data, every command shown before its output."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from leadctl.commands import _context
from leadctl.errors import EXIT_FINDINGS, EXIT_OK, ConflictError, UsageError

app = typer.Typer()

SET_UP = "2026-02-27 07:00 America/New_York"
LEAVES = "2026-03-20 17:00 America/New_York"
TODAY = "2026-03-31 11:00 America/New_York"
AFTERNOON = "2026-03-31 16:00 America/New_York"


class Step(NamedTuple):
    """One part of the tour: a title, the moment at which its commands run, the commands as typed."""

    title: str
    now: str
    commands: tuple[str, ...]


STEPS = (
    Step(
        "Who works here, and by which rules (as of 27 February)",
        SET_UP,
        (
            "leadctl init",
            "leadctl import accounts sample_data/accounts.csv",
            "leadctl import teams sample_data/teams.csv",
            "leadctl import users sample_data/users.csv",
            "leadctl config apply sample_data/leadctl.toml",
            'leadctl user absence add dirk --from 2026-03-30 --to 2026-04-10 --reason "parental leave"',
        ),
    ),
    Step(
        "A salesman leaves on 20 March; he keeps his history",
        LEAVES,
        ('leadctl user disable noah --reason "left the company"',),
    ),
    Step(
        "31 March: the CRM's leads, and what was done with them there",
        TODAY,
        (
            "leadctl import leads sample_data/crm_leads.csv",
            "leadctl import distributions sample_data/distributions.csv",
            "leadctl import activities sample_data/activities.csv",
            "leadctl import touches sample_data/touches.csv",
            "leadctl import opportunities sample_data/opportunities.csv",
            'leadctl user disable ellen --leads-to requeue --reason "moved to another job"',
        ),
    ),
    Step(
        "A trade-show list (semicolons, cp1252), a download from an ad platform (UTF-16, tabs), what campaigns cost",
        TODAY,
        (
            "leadctl import leads sample_data/messe_koeln.csv"
            ' --map "Erfasst am=received_at" --map "Anfrageart=record_type"',
            "leadctl import leads sample_data/meta_leads.csv",
            "leadctl import costs sample_data/costs.csv",
        ),
    ),
    Step(
        "Who gets which lead, and why",
        TODAY,
        (
            "leadctl assign",
            "leadctl explain TF-11025",
        ),
    ),
    Step(
        "The afternoon's work",
        AFTERNOON,
        (
            "leadctl lead action TF-11021 call --user priya",
            'leadctl lead status TF-11021 "In talks" --user priya',
            'leadctl lead appointment TF-11021 --user priya --starts "2026-04-02 14:00"',
            "leadctl history TF-11021",
        ),
    ),
    Step(
        "How that went",
        AFTERNOON,
        (
            "leadctl report performance --last-30-days",
            "leadctl report summary --last-30-days --group-by partner,source-campaign",
            "leadctl verify",
        ),
    ),
)


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Option(help="Where the database and the files go; default: a new temporary folder.")
    ] = None,
) -> None:
    """Run the whole tour on sample data: people, rules, leads, assignment, work, both reports.

    Every command is shown before its output, so that it can be repeated. The tour takes place in March 2026;
    --now sets another day for its last part.

    Example:  leadctl demo --folder tour
    """
    if _context.flags.db or _context.flags.config:
        raise UsageError("demo makes its own database and rules", hint="--folder DIR says where they go")
    quiet = " --quiet" if _context.flags.quiet else ""
    today = _context.flags.now or os.environ.get("LEADCTL_NOW")
    place = prepare(folder)
    with inside(place):
        _context.out(f"$ cd {place}\n$ export LEADCTL_DB=leads.db")
        for number, step in enumerate(STEPS, start=1):
            run_step(number, step, today if today and step.now in (TODAY, AFTERNOON) else step.now, quiet)
    _context.out(f"\n# Everything stays in {place}: look around with  leadctl lead list --db {place / 'leads.db'}")


def run_step(number: int, step: Step, now: str, quiet: str) -> None:
    """Show and run the commands of one step. Raises ConflictError at the first that fails."""
    from shlex import split

    _context.out(f'\n# {number}. {step.title}\n$ export LEADCTL_NOW="{now}"')
    os.environ["LEADCTL_NOW"] = now
    for command in (c + quiet for c in step.commands):
        _context.out(f"\n$ {command}")
        sys.stdout.flush()
        code = _context.run_line(split(command)[1:])
        sys.stdout.flush()
        if code not in (EXIT_OK, EXIT_FINDINGS):
            raise ConflictError(
                f"the demo stopped: `{command}` ended with exit code {code}",
                slug="demo-stopped",
                hint=f"the folder {Path.cwd()} is as that command left it",
            )


def prepare(folder: Path | None) -> Path:
    """Return a folder that holds a copy of the sample data. Raises ConflictError when it is used already."""
    import shutil
    import tempfile

    if folder is None:
        place = Path(tempfile.mkdtemp(prefix="leadctl-demo-"))
    else:
        place = folder.resolve()
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise ConflictError(f"{place} exists and is not empty", slug="exists", hint="name a new folder")
    shutil.copytree(
        sample_data(), place / "sample_data", ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.rejects.csv")
    )
    return place


def sample_data() -> Path:
    """Return the folder of the sample data: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    for candidate in (package / "_sample_data", package.parent / "sample_data"):
        if (candidate / "leadctl.toml").is_file():
            return candidate
    raise ConflictError("this installation has no sample data", slug="no-sample-data", hint="install leadctl again")


@contextlib.contextmanager
def inside(place: Path) -> Iterator[None]:
    """Work in `place` with its database, and put environment and folder back afterwards."""
    names = ("LEADCTL_DB", "LEADCTL_CONFIG", "LEADCTL_NOW", "LEADCTL_PAGER")
    kept = {name: os.environ.pop(name, None) for name in names}
    os.environ["LEADCTL_DB"] = "leads.db"
    os.environ["LEADCTL_PAGER"] = "cat"  # a tour does not stop at every long report
    try:
        with contextlib.chdir(place):
            yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
