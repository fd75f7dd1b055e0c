"""leadctl account: list, show, disable, enable."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands import _context, _handout, _pages, account_edit
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
account_edit.register(app)
_handout.register_account(app)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="Name of the account.")]


@app.callback()
def account() -> None:
    """Add, change, list, show, disable and enable accounts; hand out what stands there."""


@app.command("list")
def list_accounts(as_json: Json = False) -> None:
    """List the tree of accounts: kind, owner, people in it, leads that lie there.

    Example:  leadctl account list
    """
    from leadctl.commands import _people
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        found = people_view.accounts(con, clock(config.timezone).now())
    if as_json:
        print_json([_people.account_json(entry, config.timezone) for entry in found])
        return
    print_table(_people.ACCOUNT_HEADERS, [_people.account_cells(entry) for entry in found], right=(6, 7))


@app.command("show")
def show_account(name: Name, as_json: Json = False) -> None:
    """Show one account: place in the tree, owner, attributes, teams, users.

    Example:  leadctl account show West
    """
    from leadctl.commands import _people
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        entry = people_view.account(con, clock(config.timezone).now(), name)
    if as_json:
        print_json(_people.account_json(entry, config.timezone))
        return
    _pages.lines(_people.account_lines(entry, config.timezone))
    _people.disablements(entry.disablements, config.timezone)


@app.command("disable")
def disable_account(
    name: Name,
    with_users: Annotated[bool, typer.Option("--with-users", help="Disable the users in it and below too.")] = False,
    leads_to: Annotated[
        str | None, typer.Option("--leads-to", help="With --with-users: who takes their open leads: USER|requeue|keep.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the dates.")] = None,
    as_json: Json = False,
) -> None:
    """Disable an account from now on. What is in it goes on, unless --with-users.

    Example:  leadctl account disable "Summit Partners" --with-users --leads-to requeue
    """
    from leadctl.commands.user import said_leads
    from leadctl.engine import people
    from leadctl.errors import UsageError

    if leads_to and not with_users:
        raise UsageError("--leads-to is for --with-users: without it every user keeps his leads")
    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        actor = _context.actor()
        gone, done = people.disable_account(
            con, config, name, now, actor, reason=reason, with_users=with_users, leads_to=leads_to
        )
        inside = people.inside(con, gone, now)
    if as_json:
        _print_disabled(gone.name, done, inside)
        return
    out(f"{gone.name} is disabled")
    if done.users:
        out(f"disabled with it: {', '.join(done.users)}{said_leads(done.leads, done.leads_to)}")
    if inside.users:
        note(f"users in it who go on working: {', '.join(inside.users)} (--with-users disables them)")
    if inside.accounts:
        note(f"accounts below it that stay enabled: {', '.join(inside.accounts)}")
    if inside.leads:
        note(f"open leads without an owner that lie in it: {inside.leads}")


def _print_disabled(name: str, done: Any, inside: Any) -> None:
    """Print what was disabled, and what in it goes on, as JSON."""
    gone = {"disabled_users": list(done.users), "open_leads": done.leads, "leads_to": done.leads_to}
    goes_on = {"enabled_users": list(inside.users), "enabled_accounts": list(inside.accounts)}
    print_json({"account": name, "disabled": True, **gone, **goes_on, "leads_without_owner": inside.leads})


@app.command("enable")
def enable_account(name: Name, as_json: Json = False) -> None:
    """Enable a disabled account from now on; users disabled with it are enabled one by one.

    Example:  leadctl account enable "Summit Partners"
    """
    from leadctl.engine import people

    with database() as con:
        config = applied_config(con)
        back = people.enable_account(con, config, name, clock(config.timezone).now())
    if as_json:
        print_json({"account": back.name, "disabled": False})
        return
    out(f"{back.name} is enabled")
