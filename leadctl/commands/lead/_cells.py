"""The cells of a lead as typed: the flags that `lead add` and `lead edit` share, and what was given by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from leadctl.errors import UsageError

Email = Annotated[str | None, typer.Option(help="E-mail.")]
Phone = Annotated[str | None, typer.Option(help="Phone, any spelling.")]
Name = Annotated[str | None, typer.Option(help="Full name.")]
Company = Annotated[str | None, typer.Option(help="Company.")]
Country = Annotated[str | None, typer.Option(help="Name or code.")]
State = Annotated[str | None, typer.Option(help="State or region.")]
Product = Annotated[str | None, typer.Option(help="What it is about.")]
Source = Annotated[str | None, typer.Option(help="Where it comes from.")]
Campaign = Annotated[str | None, typer.Option(help="Which campaign brought it.")]
Value = Annotated[str | None, typer.Option(help="In currency units, such as 22,700.00.")]
Priority = Annotated[str | None, typer.Option(help="high, medium or low.")]
Notes = Annotated[str | None, typer.Option(help="Free text.")]
Others = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Any other field or attribute; repeatable.")
]

# parameter of the command -> field of a lead
FIELDS = {
    "email": "email",
    "phone": "phone",
    "name": "full_name",
    "company": "company",
    "country": "country",
    "state": "state",
    "product": "product",
    "source": "source",
    "campaign": "campaign",
    "record_type": "record_type",
    "status": "status",
    "value": "value",
    "priority": "priority",
    "notes": "notes",
    "received": "received_at",
    "external_id": "external_id",
    "recipient": "recipient",
}


def typed(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return field -> text of the flags given; `parameters` are those of the command, by name."""
    return {field: parameters[name] for name, field in FIELDS.items() if parameters.get(name) is not None}


def pairs(given: Sequence[str] | None, known: Callable[[str], str]) -> dict[str, str]:
    """Return field -> text of `--set FIELD=VALUE …`; `known` finds the field or raises UsageError."""
    found: dict[str, str] = {}
    for pair in given or ():
        field, equals, text = pair.partition("=")
        if not equals:
            raise UsageError(f'--set "{pair}" is not FIELD=VALUE', hint="--set city=Boston")
        found[known(field)] = text
    return found
