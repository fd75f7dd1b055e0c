"""Plans as files: written for a person to read and edit, read again, and how an approval is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from leadctl.commands import _runs
from leadctl.commands._context import note, out, print_table
from leadctl.errors import ConflictError

if TYPE_CHECKING:
    from leadctl.engine.approving.approve import Approved
    from leadctl.engine.approving.propose import Plan

REFUSED_SHOWN = 30


def write(plan: Plan, path: Path, *, force: bool) -> None:
    """Write a plan at `path`, mode 0600, all or nothing; `-` is stdout.

    Raises ConflictError when there is a file and not `force`.
    """
    import sys

    from leadctl.commands._files import replacing

    if str(path) == "-":
        _rows(plan, sys.stdout)
        return
    if path.exists() and not force:
        raise ConflictError(
            f"{path} exists already", slug="exists", hint="name a new file, or write over it with --force"
        )
    with replacing(path, force=force) as file:
        _rows(plan, file)


def _rows(plan: Plan, file: TextIO) -> None:
    import csv

    from leadctl.engine.approving.lines import COLUMNS
    from leadctl.reports.render.cells import harmless

    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in plan.lines:
        value = "" if line.value is None else f"{line.value / 100:.2f}"
        who = line.recipient or ""
        texts = [harmless(text or "") for text in (line.name, line.company)]
        told = (who, line.strategy or "", line.because, line.runner_up or "", "", who, plan.version or "")
        writer.writerow([line.lead_id, *texts, value, *told])


def reject(found: Approved, source: Any, rejects: str | None) -> Path | None:
    """Write the lines that were refused beside the plan, mendable; return where, or None when there were none."""
    from leadctl.engine.intake.rejects import RejectsFile, default_path

    path = Path(rejects) if rejects else default_path(source.name)
    with RejectsFile(path, source.header, source.delimiter, bom=source.bom) as file:
        for refused in found.refused:
            file.add(refused.record, refused.column, refused.reason)
    return path if found.refused else None


def show(found: Approved, zone: str) -> None:
    """Print what an approval did, or would do."""
    counts = found.summary.as_json()
    if counts["given"]:
        rows = [
            (g["strategy"], g["recipient"] if g["level"] == "user" else f"[{g['recipient']}]", f"{g['leads']:,}")
            for g in counts["given"]
        ]
        print_table(("strategy", "recipient", "leads"), rows, right=(2,))
        out()
    if found.refused:
        lines = [(r.record.line, r.lead_id or "", r.reason) for r in found.refused[:REFUSED_SHOWN]]
        print_table(("line", "lead", "not carried out because"), lines, right=(0, 1))
        if len(found.refused) > REFUSED_SHOWN:
            out(f"… and {len(found.refused) - REFUSED_SHOWN:,} more (--json lists all)")
        out()
    out(_headline(found))


def _headline(found: Approved) -> str:
    given = found.summary.distributed
    parts = [f"{_runs.plural(found.confirmed, 'lead')} as proposed", f"{found.overridden:,} changed by hand"]
    if found.left:
        parts.append(f"{found.left:,} left out by hand, for the next assign")
    if found.held:
        parts.append(f"{found.held:,} held as proposed")
    if found.done:
        parts.append(f"{found.done:,} carried out before")
    parts.append(f"{len(found.refused):,} refused")
    said = ", ".join(parts)
    if found.summary.dry_run:
        return f"Dry run: {said}. Nothing was written."
    if found.summary.run_id is None:
        return f"Nothing to do: {said}."
    undo = f" Take back: leadctl undo {found.summary.run_id}" if given else ""
    return f"Run {found.summary.run_id}: {said}.{undo}"


def told(plan: Plan, path: Path) -> None:
    """Say where a plan was written and what comes next."""
    held = len(plan.lines) - plan.given
    if str(path) == "-":
        note(f"{_runs.plural(plan.given, 'lead')} to be given out, {held:,} held. Nothing was assigned.")
        return
    out(f"{path}: {_runs.plural(plan.given, 'lead')} to be given out, {held:,} held. Nothing was assigned.")
    note(f"edit the cells recipient and reason if you like, then: leadctl assign --approve {path}")
