"""leadctl doctor: everything that can go wrong, for people and for monitors."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl import clock as times
from leadctl.commands import _context, _durations
from leadctl.commands._context import clock, db_path, note, out, print_json, say, warn
from leadctl.errors import EXIT_FINDINGS, UsageError, did_you_mean

if TYPE_CHECKING:
    from leadctl.engine.doctor import Finding, Limits

app = typer.Typer(rich_markup_mode=None)
DETAIL = 19  # column in which what was found begins


def _age(flag: str, what: str) -> Any:
    return typer.Option(flag, metavar="AGE", help=what)


@app.command()
def doctor(
    checks: Annotated[list[str] | None, typer.Argument(metavar="[CHECK]...", help="Only these; default all.")] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="CHECK", help="Leave this check out; repeatable.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for a warning too.")] = False,
    fix_permissions: Annotated[
        bool, typer.Option("--fix-permissions", help="First take the rights of others from the file and its copies.")
    ] = False,
    tick_age: Annotated[str, _age("--tick-age", "How old the last tick may be.")] = "15m",
    offer_age: Annotated[str, _age("--offer-age", "How long offers may be overdue.")] = "15m",
    alert_age: Annotated[str, _age("--alert-age", "How long alerts may wait to be sent.")] = "1h",
    held_age: Annotated[str, _age("--held-age", "How long leads may be held.")] = "3d",
    import_age: Annotated[str, _age("--import-age", "When an unfinished import counts as cut off.")] = "1h",
    run_age: Annotated[str, _age("--run-age", "How long a run may take, and new leads wait for one.")] = "1h",
    backup_age: Annotated[str, _age("--backup-age", "How old the last backup may be.")] = "2d",
    min_free: Annotated[int, typer.Option("--min-free", min=0, metavar="MB", help="Disk space to be free.")] = 500,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look at file, disk, rules, people and work; exit 1 when something failed. Changes nothing.

    Checks: database, program, disk, permissions, locks, integrity, references, verify, backup, zones, rules, shifts,
    tick, imports, runs, offers, held, waiting, alerts. With --quiet it says only what is not well.

    Example:  leadctl doctor

    Example:  leadctl doctor tick offers alerts --tick-age 10m --json

    Example:  leadctl doctor --skip verify --strict --quiet
    """
    given = dict(locals())
    from leadctl.engine.doctor import CHECKS, Level, Patient, examine

    wanted = _named(checks, CHECKS) or frozenset(CHECKS)
    left = wanted - _named(skip, CHECKS)
    patient = Patient(db_path(), clock().now(), _limits(given))
    if fix_permissions:
        _fix()
    found = list(examine(patient, left, told=_telling(), now_in=lambda zone: clock(zone).now()))
    _telling()("")
    failed = any(f.level is Level.FAIL for f in found)
    warned = any(f.level is Level.WARN for f in found)
    ok = not failed and not (strict and warned)
    if as_json:
        told = [_json(f, patient.zone) for f in found]
        at = times.iso(patient.now, patient.zone)
        print_json({"ok": ok, "database": str(patient.path), "at": at, "checks": told})
    else:
        _show(found)
    if not ok:
        raise typer.Exit(EXIT_FINDINGS)


def _named(words: list[str] | None, known: tuple[str, ...]) -> frozenset[str]:
    """Return the names of checks that were typed. Raises UsageError with the nearest."""
    for word in words or ():
        if word not in known:
            hint = f"one of {', '.join(known)}"
            raise UsageError(f'no check "{word}"{did_you_mean(word, known)}', slug="unknown-check", hint=hint)
    return frozenset(words or ())


def _limits(given: dict[str, Any]) -> Limits:
    from leadctl.engine.doctor import Limits

    ages = {n: _durations.seconds(f"--{n.replace('_', '-')}", given[n]) for n in given if n.endswith("_age")}
    return Limits(**ages, min_free=given["min_free"] * 1_000_000)


def _fix() -> None:
    from leadctl.engine.doctor.machine import fix_permissions

    for path, problem in fix_permissions(db_path()):
        if problem is None:
            note(f"{path}: only its owner may read it now")
        else:
            warn(f"{path} is as it was: {problem}")


def _telling() -> Any:
    """Return what says on a terminal which check is at work: some take minutes on a large file."""
    if _context.flags.quiet or not (sys.stderr.isatty() and sys.stdout.isatty()):
        return lambda check: None
    return lambda check: sys.stderr.write(f"\r\x1b[K{check} …" if check else "\r\x1b[K")


def _show(found: list[Finding]) -> None:
    for finding in found:
        if _context.flags.quiet and finding.level == "ok":
            continue
        say(f"{finding.level:<4}  {finding.check:<11}  {finding.text}", hang=DETAIL)
        if finding.remedy:
            say(f"{'':<{DETAIL}}→ {finding.remedy}", hang=DETAIL + 2)
    if not _context.flags.quiet:
        counts = Counter(str(f.level) for f in found)
        failed = f", {counts['fail']} failed" if counts["fail"] else ""
        warned = f", {counts['warn']} to look at" if counts["warn"] else ""
        out(f"{counts['ok']} well{warned}{failed}")


def _json(finding: Finding, zone: str) -> dict[str, Any]:
    figures = {
        name: times.iso(value, zone) if name.endswith("_at") and value is not None else value
        for name, value in finding.figures.items()
    }
    told = {"check": finding.check, "level": str(finding.level), "text": finding.text}
    return told | {"remedy": finding.remedy or None, "figures": figures}
