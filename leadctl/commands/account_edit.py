"""leadctl account add | edit."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _edit
from leadctl.commands._edit import AutoAccept, DryRun, Force, Json

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")]
Parent = Annotated[str | None, typer.Option("--parent", help="The account above it.")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="branch|partner", help="An office, or another firm.")]
Owner = Annotated[str | None, typer.Option("--owner", help='Accountable user; "" for the one above.')]
Crm = Annotated[str | None, typer.Option("--crm", metavar="yes|no", help='Does it use a CRM? "" as the one above.')]
Country = Annotated[str | None, typer.Option("--country", help="Name or code.")]
State = Annotated[str | None, typer.Option("--state", help="Name or code.")]
City = Annotated[str | None, typer.Option("--city", help="Where it is; nearest offices go by it.")]
PostalCode = Annotated[str | None, typer.Option("--postal-code", help="Where it is.")]
Latitude = Annotated[str | None, typer.Option("--latitude", metavar="DEGREES", help="North positive; with longitude.")]
Longitude = Annotated[str | None, typer.Option("--longitude", metavar="DEGREES", help="East positive.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help='An attribute; "NAME=" removes it; repeatable.')
]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl account`."""
    app.command("add")(add_account)
    app.command("edit")(edit_account)


def add_account(
    name: Name,
    parent: Parent = None,
    kind: Kind = None,
    owner: Owner = None,
    crm: Crm = None,
    country: Country = None,
    state: State = None,
    city: City = None,
    postal_code: PostalCode = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
    auto_accept: AutoAccept = None,
    attributes: Set = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add an account: a branch under Corporate unless said.

    Example:  leadctl account add Seattle --parent West --city Seattle --state WA --country US --set region=Northwest
    """
    cells = _edit.cells(
        parent=parent, kind=kind, owner=owner, crm=crm, country=country, state=state, city=city,
        postal_code=postal_code, latitude=latitude, longitude=longitude, auto_accept=auto_accept,
    )  # fmt: skip
    asked = {"cells": cells, "attributes": _edit.pairs(attributes), "dry_run": dry_run}
    _edit.run("account", name, asked, create=True, as_json=as_json)


def edit_account(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NEW", help="Another name; history stays.")] = None,
    parent: Parent = None,
    kind: Kind = None,
    owner: Owner = None,
    crm: Crm = None,
    country: Country = None,
    state: State = None,
    city: City = None,
    postal_code: PostalCode = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
    auto_accept: AutoAccept = None,
    attributes: Set = None,
    force: Force = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change what is named of an account; an empty value ("") clears. Passages of the past keep their account.

    Example:  leadctl account edit "Summit Partners" --parent East --owner carla --set level=platinum --crm yes
    """
    cells = _edit.cells(
        parent=parent, kind=kind, owner=owner, crm=crm, country=country, state=state, city=city,
        postal_code=postal_code, latitude=latitude, longitude=longitude, auto_accept=auto_accept,
    )  # fmt: skip
    asked = {"cells": cells, "attributes": _edit.pairs(attributes), "rename": new_name, "force": force}
    _edit.run("account", name, asked | {"dry_run": dry_run}, create=False, as_json=as_json)
