"""leadctl lead edit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.clock import show
from leadctl.commands import _context
from leadctl.commands._runs import reason
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
    email: Annotated[Text, typer.Option(help="E-mail.")] = None,
    phone: Annotated[Text, typer.Option(help="Phone, any spelling.")] = None,
    name: Annotated[Text, typer.Option(help="Full name.")] = None,
    company: Annotated[Text, typer.Option(help="Company.")] = None,
    country: Annotated[Text, typer.Option(help="Name or code.")] = None,
    state: Annotated[Text, typer.Option(help="State or region.")] = None,
    product: Annotated[Text, typer.Option(help="What it is about.")] = None,
    source: Annotated[Text, typer.Option(help="Where it comes from.")] = None,
    campaign: Annotated[Text, typer.Option(help="Which campaign brought it.")] = None,
    record_type: Annotated[Text, typer.Option(help="One of the rules.")] = None,
    value: Annotated[Text, typer.Option(help="In currency units, such as 22,700.00.")] = None,
    priority: Annotated[Text, typer.Option(help="high, medium or low.")] = None,
    notes: Annotated[Text, typer.Option(help="Free text.")] = None,
    received: Annotated[Text, typer.Option(metavar="TIME", help="When it came in.")] = None,
    others: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Any other field or attribute; repeatable.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Correct cells of a lead, normalised and checked like the rows of a file. What was there before is kept.

    Its score follows; the next assign asks the gates again. Cells are overwritten, not emptied.

    Example:  leadctl lead edit 42 --email ann@example.com --set city=Boston
    """
    from leadctl.db.leads import resolve_lead
    from leadctl.engine.importing.edit import edit_lead

    given = {
        "email": email,
        "phone": phone,
        "full_name": name,
        "company": company,
        "country": country,
        "state": state,
        "product": product,
        "source": source,
        "campaign": campaign,
        "record_type": record_type,
        "value": value,
        "priority": priority,
        "notes": notes,
        "received_at": received,
    }
    with _context.database() as con:
        config = _context.applied_config(con)
        lead_id = resolve_lead(con, lead, config.region)
        values = {field: text for field, text in given.items() if text is not None}
        for pair in others or ():
            field, equals, text = pair.partition("=")
            if not equals:
                raise UsageError(f'--set "{pair}" is not FIELD=VALUE', hint="--set city=Boston")
            values[_field(con, field, config)] = text
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
