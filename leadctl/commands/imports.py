"""leadctl imports list | show | undo: what was brought in."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from leadctl.clock import iso
from leadctl.clock import show as show_time
from leadctl.commands import _context, _pages, _progress
from leadctl.errors import NotFoundError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Number = Annotated[int, typer.Argument(metavar="N", help="Number of the import, as in imports list.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def imports() -> None:
    """List, show and undo what was imported."""


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=0, help="How many, newest first; 0 = all.")] = 30, as_json: Json = False
) -> None:
    """List imports, the newest first.

    Example:  leadctl imports list
    """
    from leadctl.db.imports import list_imports

    with _context.database() as con:
        rows = list_imports(con, limit or -1)
        zone = _context.applied_config(con).timezone
    if as_json:
        _context.print_json([_as_json(row, zone) for row in rows])
        return
    lines = []
    for row in rows:
        figures = json.loads(row.counts)
        counts = figures.get("counts", {})
        rejected = sum(figures.get("rejected", {}).values())
        cells = [figures.get("read", 0), counts.get("new", 0), counts.get("changed", 0), rejected]
        started = show_time(row.started_at, zone)
        lines.append([row.id, row.kind, row.file, started, _state(row), *(f"{cell:,}" for cell in cells)])
    headers = ["import", "kind", "file", "started", "state", "read", "new", "changed", "rejected"]
    right: tuple[int, ...] = (0, 5, 6, 7, 8)
    if _pages.narrow(110):  # without `changed`, the folder, and a state that is as it should be
        usual = all(line[4] == "complete" for line in lines)
        keep = [at for at in range(9) if at != 7 and not (at == 4 and usual)]
        lines = [[line[at] if at != 2 else str(line[2]).rpartition("/")[2] for at in keep] for line in lines]
        headers, right = [headers[at] for at in keep], tuple(i for i, at in enumerate(keep) if at in right)
    _context.print_table(headers, lines, right=right, empty="nothing was imported yet")


@app.command("show")
def show(
    number: Number,
    warnings: Annotated[bool, typer.Option("--warnings", help="List doubtful cells too, not only rejects.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="How many faults; 0 = all.")] = 100,
    as_json: Json = False,
) -> None:
    """Show one import: its figures and what was wrong with its rows.

    Example:  leadctl imports show 3 --warnings
    """
    from leadctl.db.imports import get_import, rejects

    with _context.database() as con:
        row = get_import(con, number)
        if row is None:
            raise NotFoundError(f"no import {number}", slug="no-import", hint="leadctl imports list")
        faults = list(rejects(con, number, warnings=warnings, limit=limit or -1))
        zone = _context.applied_config(con).timezone
    if as_json:
        _context.print_json({**_as_json(row, zone), "faults": [_fault_json(fault) for fault in faults]})
        return
    figures = json.loads(row.counts)
    _context.out(f"import {row.id}: {row.kind} from {row.file}, {show_time(row.started_at, zone)}, {_state(row)}")
    _context.out(f"  read {figures.get('read', 0):,}")
    for name, count in figures.get("counts", {}).items():
        _context.out(f"  {name.replace('_', ' ')} {count:,}")
    for title in ("rejected", "warned", "held"):
        if by_name := figures.get(title):
            _context.out(f"  {title}: {', '.join(f'{name} {n:,}' for name, n in sorted(by_name.items()))}")
    if faults:
        kinds = {0: "reject", 1: "warning"}
        lines = [[f.line, kinds[f.warning], f.column_name, f.value, f.reason] for f in faults]
        _context.print_table(["line", "", "column", "value", "reason"], lines, right=(0,))


@app.command("undo")
def undo(
    number: Number,
    force: Annotated[bool, typer.Option("--force", help="Also leads that were worked or distributed since.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Take an import back: its leads count no more, what it overwrote is restored, its file can come again.

    Imports of a CRM's past, answers of feedback, customers, territories, places and costs are taken back too, people
    are not.

    Example:  leadctl imports undo 3 --dry-run
    """
    from dataclasses import asdict

    from leadctl.engine.importing.undo import undo_import

    with _context.database() as con:
        config = _context.applied_config(con)
        now = _context.clock(config.timezone).now()
        with _progress.bar("taking back"):
            done = undo_import(con, number, config, now, force=force, dry_run=dry_run)
    if as_json:
        _context.print_json(asdict(done))
        return
    head = "dry run, nothing written" if dry_run else "taken back"
    _context.out(f"import {number} ({done.file}): {head}")
    for word, count in (
        ("leads", done.leads),
        ("passages", done.passages),
        ("cells restored", done.cells),
        ("status facts voided", done.statuses),
        ("owners restored", done.owners),
        ("activities, touches, values and follow-ups", done.facts),
        ("customers, territory rows, places or costs", done.rows),
    ):
        if count or (word == "leads" and not (done.facts or done.passages or done.rows)):
            _context.out(f"  {word} {count:,}")
    for line in done.kept[:20]:
        _context.note(f"kept: {line}")
    if done.forced:
        _context.note(f"worked or distributed since, taken back all the same: {', '.join(map(str, done.forced[:50]))}")


def _state(row: Any) -> str:
    if row.undone_at is not None:
        return "undone"
    return "complete" if row.finished_at is not None else f"stopped at line {row.next_line}"


def _fault_json(fault: Any) -> dict[str, Any]:
    """Return one fault with the keys that an import's own --json has."""
    return {
        "line": fault.line,
        "column": fault.column_name,
        "value": fault.value,
        "code": fault.code,
        "reason": fault.reason,
        "warning": bool(fault.warning),
    }


def _as_json(row: Any, zone: str) -> dict[str, Any]:
    figures = json.loads(row.counts)
    return {
        "import_id": row.id,
        "kind": row.kind,
        "file": row.file,
        "sha256": row.sha256,
        "options": json.loads(row.options),
        **{name: _iso(getattr(row, name), zone) for name in ("started_at", "finished_at", "undone_at")},
        "next_line": row.next_line,
        "figures": figures,
    }


def _iso(moment: int | None, zone: str) -> str | None:
    return None if moment is None else iso(moment, zone)
