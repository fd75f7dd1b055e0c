"""Whose inbox, whose feedback: the user named with --user, else the one who bears the shell user's name."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands._context import actor
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.db.people import User

MeOption = Annotated[
    str | None,
    typer.Option("--user", "-u", help="Login, e-mail or full name; you, if your shell user is a login of leadctl."),
]


def me(con: sqlite3.Connection, named: str | None) -> User:
    """Return the user. Raises NotFoundError with the nearest name, UsageError when nobody is named and none fits."""
    from leadctl.db.people import all_users, find_user

    if named is not None:
        return find_user(con, named)
    who = actor()
    found = next((u for u in all_users(con) if u.login.casefold() == who.casefold()), None)
    if found is None:
        raise UsageError(
            f'the shell user "{who}" is no user of leadctl',
            slug="whose",
            hint="name one: --user ana (leadctl user list)",
        )
    return found
