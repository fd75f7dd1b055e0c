"""leadctl lead add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context
from leadctl.commands._runs import reason
from leadctl.commands.lead import _cells
from leadctl.errors import UsageError
from leadctl.models import Hold

if TYPE_CHECKING:
    from leadctl.engine.importing.add import Added

Text = str | None


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl lead`."""
    app.command("add")(add)


def add(
    email: _cells.Email = None,
    phone: _cells.Phone = None,
    name: _cells.Name = None,
    company: _cells.Company = None,
    country: _cells.Country = None,
    state: _cells.State = None,
    product: _cells.Product = None,
    source: _cells.Source = None,
    campaign: _cells.Campaign = None,
    record_type: Annotated[Text, typer.Option(help="Else the first of the rules.")] = None,
    status: Annotated[Text, typer.Option(help="Else the first new one of the rules.")] = None,
    value: _cells.Value = None,
    priority: _cells.Priority = None,
    notes: _cells.Notes = None,
    received: Annotated[Text, typer.Option(metavar="TIME", help="When it came in, if not now.")] = None,
    external_id: Annotated[
        Text, typer.Option(help="Its id in another system; one that is known changes that lead.")
    ] = None,
    recipient: Annotated[Text, typer.Option(help="User who is to get it.")] = None,
    others: _cells.Others = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the lead added as JSON.")] = False,
) -> None:
    """Add one lead, normalised and checked for duplicates like the rows of a file.

    Example:  leadctl lead add --email ann@example.com --name "Ann Lee" --source Web
    """
    from leadctl.engine.importing.add import add_lead, known_field

    typed = _cells.typed(locals())
    with _context.database() as con:
        config = _context.applied_config(con)
        values = {**typed, **_cells.pairs(others, lambda field: known_field(field, config))}
        if not values:
            raise UsageError("a lead needs at least one value", hint="leadctl lead add --email ann@example.com")
        added = add_lead(con, values, config, _context.clock(config.timezone).now())
    for warning in added.warnings:
        _context.warn(warning)
    if added.statuses_to_add:
        _context.note(f"statuses that the rules lack; to keep them, add to leadctl.toml:\n\n{added.statuses_to_add}\n")
    if as_json:
        link, hold = added.linked_to, added.hold
        _context.print_json({"lead_id": added.lead_id, "outcome": added.outcome, "duplicate_of_id": link, "hold": hold})
    else:
        _show(added)


def _show(added: Added) -> None:
    words = {"new": "added", "changed": "changed", "unchanged": "is known and unchanged"}
    _context.out(f"lead {added.lead_id} {words[added.outcome]}")
    if added.linked_to is not None:
        _context.out(f"  linked to lead {added.linked_to}, which it repeats")
    if added.hold is not None:
        one = "goes where its original goes" if added.hold == Hold.DUPLICATE else reason(added.hold)
        _context.out(f"  held: {one}")
