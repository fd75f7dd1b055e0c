"""Start-up: leadctl --version, --help and a small command against a two-command Typer program of the same version."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.harness import Row, best, timed

TWO_COMMANDS = '''
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one() -> None:
    """First."""
    print("one")
@app.command()
def two() -> None:
    """Second."""
    print("two")
app()
'''
NOW = "2026-03-31T11:00:00-04:00"


def run(folder: Path, scale: float) -> list[Row]:
    """Return CPU seconds of the three, each beside the small program's --help or command."""
    program, database = folder / "two_commands.py", folder / "startup.db"
    program.write_text(TWO_COMMANDS, "utf-8")
    script = str(Path(sys.executable).with_name("leadctl"))  # as people start it; `python -m` adds runpy
    leadctl = [script, "--db", str(database), "--now", NOW]
    if not database.exists():
        timed([*leadctl, "init"], cwd=folder)
        for n in range(3):
            timed([*leadctl, "lead", "add", "--email", f"person{n}@mail.example"])
    times = 5 if scale < 1 else 15
    help_floor = best([sys.executable, program, "--help"], times)
    floor = best([sys.executable, program, "one"], times)
    rows = []
    for name, argv, beside in (
        ("leadctl --version", [script, "--version"], help_floor),
        ("leadctl --help", [*leadctl, "--help"], help_floor),
        ("leadctl lead list (3 leads, piped)", [*leadctl, "lead", "list"], floor),
    ):
        ours = best(argv, times)
        rows.append(Row(name, ours.cpu, beside.cpu, 1.3, peak_mb=ours.peak_mb, note="CPU seconds, best of several"))
    rows.append(completion([script], database, floor.cpu, times))
    return rows


def completion(leadctl: list[str], database: Path, floor: float, times: int) -> Row:
    """Return what one press of the tab key costs: a lead's id, of the database named on the line."""
    line = f"leadctl explain --db {database} "
    asked = {"_LEADCTL_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    ours = best(["env", *(f"{name}={value}" for name, value in asked.items()), *leadctl], times)
    return Row("completion of a lead (zsh)", ours.cpu, floor, 2.0, peak_mb=ours.peak_mb, note="CPU seconds; under 0.15")
