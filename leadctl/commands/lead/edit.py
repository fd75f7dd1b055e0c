"""leadctl lead edit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.clock import show
from leadctl.commands import _context
from leadctl.commands._runs import reason
from leadctl.commands.lead import _cells
from leadctl.commands.lead._sheet import money
from leadctl.commands.lead.work import LeadArgument
from leadctl.errors import UsageError
from leadctl.models import LEAD_FIELDS, Hold

if TYPE_CHECKING:
    import sqlite3

    from leadctl.config import Config
    from leadctl.engine.importing.edit import CellChange, Edited

Text = str | None


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl lead`."""
    app.command("edit")(edit)


def edit(
    lead: LeadArgument,
    email: _cells.Email = None,
    phone: _cells.Phone = None,
    name: _cells.Name = None,
    company: _cells.Company = None,
    country: _cells.Country = None,
    state: _cells.State = None,
    product: _cells.Product = None,
    source: _cells.Source = None,
    campaign: _cells.Campaign = None,
    record_type: Annotated[Text, typer.Option(help="One of the rules.")] = None,
    value: _cells.Value = None,
    priority: _cells.Priority = None,
    notes: _cells.Notes = None,
    received: Annotated[Text, typer.Option(metavar="TIME", help="When it came in.")] = None,
    others: _cells.Others = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Correct cells of a lead, normalised and checked like the rows of a file. What was there before is kept.

    Its score follows; the next assign asks the gates again. Cells are overwritten, not emptied.

    Example:  leadctl lead edit 42 --email ann@example.com --set city=Boston
    """
    from leadctl.db.leads import resolve_lead
    from leadctl.engine.importing.edit import edit_lead

    typed = _cells.typed(locals())
    with _context.database() as con:
        config = _context.applied_config(con)
        lead_id = resolve_lead(con, lead, config.region)
        values = {**typed, **_cells.pairs(others, lambda field: _field(con, field, config))}
        if not values:
            raise UsageError(
                "nothing to correct was named", hint=f"leadctl lead edit {lead_id} --email ann@example.com"
            )
        done = edit_lead(con, lead_id, values, config, _context.clock(config.timezone).now(), dry=dry_run)
    for warning in done.warnings:
        _context.warn(warning)
    if as_json:
        _context.print_json(_json(done, dry_run))
    elif dry_run or not _context.flags.quiet:
        _show(done, config, dry_run)


def _field(con: sqlite3.Connection, name: str, config: Config) -> str:
    """Return the field or attribute of `--set NAME=…`; attributes that leads have without a rule count too."""
    from leadctl.db.rules import seen_attributes
    from leadctl.engine.importing.add import known_field

    return known_field(name, config, seen_attributes(con))


def _show(done: Edited, config: Config, dry_run: bool) -> None:
    if not done.changes:
        why = "nothing could be used" if done.warnings else "it says so already"
        _context.out(f"lead {done.lead_id} unchanged: {why}")
        return
    _context.out(f"lead {done.lead_id} {'would be changed' if dry_run else 'changed'}")
    for change in done.changes:
        if change.field.endswith("_raw") or change.field == "received_kind":
            continue  # how it was typed, beside what was understood
        old, new = (_word(change, text, config) for text in (change.old, change.new))
        _context.out(f"  {change.field}: {old} -> {new}")
    if done.hold is not None and done.hold != Hold.DUPLICATE:
        _context.out(f"  held at the last look: {reason(done.hold)}; the next leadctl assign looks again")


def _word(change: CellChange, text: str | None, config: Config) -> str:
    """Return what a cell said, for people."""
    if text is None:
        return "(none)"
    field, attribute, name = change.field.partition("attributes.")
    value = json.loads(text) if attribute else text
    kind = config.attribute_kinds().get(name) if attribute else LEAD_FIELDS.get(field)
    if kind == "money":
        return money(int(value), config.currency)
    return show(int(value), config.timezone) if kind == "date" else str(value)


def _json(done: Edited, dry_run: bool) -> dict[str, object]:
    changes = [change._asdict() for change in done.changes]
    return {
        "lead_id": done.lead_id,
        "dry_run": dry_run,
        "changed": bool(changes),
        "changes": changes,
        "hold": done.hold,
    }
