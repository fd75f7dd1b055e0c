"""leadctl user pause | resume | busy | free | seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context
from leadctl.commands._context import applied_config, clock, database, did, print_json

if TYPE_CHECKING:
    from leadctl.engine.availability import Stand

Login = Annotated[str, typer.Argument(help="Login, e-mail or full name.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="TIME", help="In the user's zone; a date is its first moment.")
]
Lasting = Annotated[str | None, typer.Option("--for", metavar="DURATION", help="Such as 30m or 2h.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; kept with it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl user`."""
    for name, command in (
        ("pause", pause_user), ("resume", resume_user), ("busy", busy_user), ("free", free_user), ("seen", seen_user),
    ):  # fmt: skip
        app.command(name)(command)


def pause_user(
    login: Login, until: Until = None, lasting: Lasting = None, reason: Reason = None, as_json: Json = False
) -> None:
    """Give a user no leads for a while, or until `user resume`. He keeps what he has, and his turn.

    Example:  leadctl user pause ana --until 14:00 --reason training
    """
    _begin("paused", login, until, lasting, reason, "leadctl user resume", as_json)


def resume_user(login: Login, as_json: Json = False) -> None:
    """End a pause: the user takes leads again from now on.

    Example:  leadctl user resume ana
    """
    _end("paused", login, as_json)


def busy_user(
    login: Login, until: Until = None, lasting: Lasting = None, reason: Reason = None, as_json: Json = False
) -> None:
    """Say that a user is on a call: no leads until `user free`, or for the time given. Made for telephone systems.

    Example:  leadctl user busy ana --for 30m
    """
    _begin("busy", login, until, lasting, reason, "leadctl user free", as_json)


def free_user(login: Login, as_json: Json = False) -> None:
    """Say that a user's call is over.

    Example:  leadctl user free ana
    """
    _end("busy", login, as_json)


def seen_user(
    login: Login,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When, in the user's zone; default now.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say that a user is there, for strategies with active_within. Recorded work says so by itself.

    Example:  leadctl user seen ana
    """
    from leadctl.engine.availability import saw

    with database() as con:
        config = applied_config(con)
        stand = saw(con, config, login, clock(config.timezone).now(), at)
    if as_json:
        _print("seen", stand)
        return
    from leadctl.clock import show

    assert stand.until is not None
    later = "" if stand.changed else "; that was known already"
    did(f"{stand.login} was seen at {show(stand.until, stand.zone)}{later}")


def _begin(
    kind: str, login: str, until: str | None, lasting: str | None, reason: str | None, ender: str, as_json: bool
) -> None:
    from leadctl.db.unavailable import FOREVER
    from leadctl.engine.availability import begin

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        stand = begin(con, config, kind, login, now, _context.actor(), until=until, lasting=lasting, reason=reason)
    if as_json:
        _print(kind, stand)
        return
    from leadctl.clock import show

    assert stand.until is not None
    begins = "from now on" if stand.changed else "already"
    if stand.until == FOREVER:
        did(f"{stand.login} is {kind} {begins}; {ender} {stand.login} ends it")
    elif stand.changed:
        did(f"{stand.login} is {kind} until {show(stand.until, stand.zone)}")
    else:
        did(f"{stand.login} is {kind} until {show(stand.until, stand.zone)} already; nothing changed")


def _end(kind: str, login: str, as_json: bool) -> None:
    from leadctl.engine.availability import end

    with database() as con:
        config = applied_config(con)
        stand = end(con, config, kind, login, clock(config.timezone).now())
    if as_json:
        _print(kind, stand)
        return
    word = "takes leads again" if kind == "paused" else "is free"
    did(f"{stand.login} {word}" if stand.changed else f"{stand.login} was not {kind}; nothing changed")


def _print(kind: str, stand: Stand) -> None:
    from leadctl.clock import iso
    from leadctl.db.unavailable import FOREVER

    until = stand.until
    told = None if until in (None, FOREVER) else iso(until or 0, stand.zone)
    state = {"seen_at": told} if kind == "seen" else {kind: until is not None, "until": told, "reason": stand.reason}
    print_json({"login": stand.login, **state, "changed": stand.changed})
