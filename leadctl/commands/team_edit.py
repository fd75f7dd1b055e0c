"""leadctl team add | edit."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _edit
from leadctl.commands._edit import DryRun, Force, Json

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the team.")]
Owner = Annotated[str | None, typer.Option("--owner", help='The group head; "" for the owner of its account.')]
Account = Annotated[str | None, typer.Option("--account", help='Where it belongs; "" for Corporate.')]
Members = Annotated[
    str | None, typer.Option("--members", metavar="LIST", help='All members, separated by ";"; "" for nobody.')
]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl team`."""
    app.command("add")(add_team)
    app.command("edit")(edit_team)


def add_team(
    name: Name,
    owner: Owner = None,
    account: Account = None,
    members: Members = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add a team: a named group of users with one owner.

    Example:  leadctl team add "Night desk" --owner ines --account West --members "jack;kofi"
    """
    cells = _edit.cells(owner=owner, account=account, members=members)
    _edit.run("team", name, {"cells": cells, "attributes": {}, "dry_run": dry_run}, create=True, as_json=as_json)


def edit_team(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NEW", help="Another name; history stays.")] = None,
    owner: Owner = None,
    account: Account = None,
    members: Members = None,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="USER", help="One more; repeatable.")] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="USER", help="No longer a member; repeatable.")
    ] = None,
    force: Force = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change what is named of a team from now on; an empty value ("") clears. Members keep their dates.

    Example:  leadctl team edit "West desk" --owner jack --add zoe --remove noah
    """
    asked = {
        "cells": _edit.cells(owner=owner, account=account, members=members),
        "attributes": {},
        "rename": new_name,
        "add": tuple(add or ()),
        "remove": tuple(remove or ()),
        "force": force,
        "dry_run": dry_run,
    }
    _edit.run("team", name, asked, create=False, as_json=as_json)
