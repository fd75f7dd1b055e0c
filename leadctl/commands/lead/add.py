"""leadctl lead add."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context
from leadctl.commands._runs import reason
from leadctl.errors import UsageError
from leadctl.models import Hold

Text = str | None


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl lead`."""
    app.command("add")(add)


def add(
    email: Annotated[Text, typer.Option(help="E-mail.")] = None,
    phone: Annotated[Text, typer.Option(help="Phone, any spelling.")] = None,
    name: Annotated[Text, typer.Option(help="Full name.")] = None,
    company: Annotated[Text, typer.Option(help="Company.")] = None,
    country: Annotated[Text, typer.Option(help="Name or code.")] = None,
    state: Annotated[Text, typer.Option(help="State or region.")] = None,
    product: Annotated[Text, typer.Option(help="What it is about.")] = None,
    source: Annotated[Text, typer.Option(help="Where it comes from.")] = None,
    campaign: Annotated[Text, typer.Option(help="Which campaign brought it.")] = None,
    record_type: Annotated[Text, typer.Option(help="Else the first of the rules.")] = None,
    status: Annotated[Text, typer.Option(help="Else the first new one of the rules.")] = None,
    value: Annotated[Text, typer.Option(help="In currency units, such as 22,700.00.")] = None,
    priority: Annotated[Text, typer.Option(help="high, medium or low.")] = None,
    notes: Annotated[Text, typer.Option(help="Free text.")] = None,
    received: Annotated[Text, typer.Option(metavar="TIME", help="When it came in, if not now.")] = None,
    external_id: Annotated[
        Text, typer.Option(help="Its id in another system; one that is known changes that lead.")
    ] = None,
    recipient: Annotated[Text, typer.Option(help="User who is to get it.")] = None,
    others: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Any other field or attribute; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the lead added as JSON.")] = False,
) -> None:
    """Add one lead, normalised and checked for duplicates like the rows of a file.

    Example:  leadctl lead add --email ann@example.com --name "Ann Lee" --source Web
    """
    from leadctl.engine.importing.add import add_lead, known_field

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
        "status": status,
        "value": value,
        "priority": priority,
        "notes": notes,
        "received_at": received,
        "external_id": external_id,
        "recipient": recipient,
    }
    with _context.database() as con:
        config = _context.applied_config(con)
        values = {field: text for field, text in given.items() if text is not None}
        for pair in others or ():
            field, equals, text = pair.partition("=")
            if not equals:
                raise UsageError(f'--set "{pair}" is not FIELD=VALUE', hint="--set city=Boston")
            values[known_field(field, config)] = text
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
        return
    words = {"new": "added", "changed": "changed", "unchanged": "is known and unchanged"}
    _context.out(f"lead {added.lead_id} {words[added.outcome]}")
    if added.linked_to is not None:
        _context.out(f"  linked to lead {added.linked_to}, which it repeats")
    if added.hold is not None:
        one = "goes where its original goes" if added.hold == Hold.DUPLICATE else reason(added.hold)
        _context.out(f"  held: {one}")
