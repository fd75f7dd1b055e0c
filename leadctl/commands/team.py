"""leadctl team: list, show, disable, enable."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _handout, _pages, team_edit
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
team_edit.register(app)
_handout.register_team(app)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="Name of the team.")]


@app.callback()
def team() -> None:
    """Add, change, list, show, disable and enable teams; hand out what stands there."""


@app.command("list")
def list_teams(as_json: Json = False) -> None:
    """List teams: owner, account, members.

    Example:  leadctl team list
    """
    from leadctl.commands import _teams
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        found = people_view.teams(con, clock(config.timezone).now())
    if as_json:
        print_json([_teams.team_json(entry, config.timezone) for entry in found])
        return
    empty = "no teams; leadctl import teams FILE brings them"
    print_table(_teams.TEAM_HEADERS, [_teams.team_cells(entry) for entry in found], right=(4,), empty=empty)


@app.command("show")
def show_team(name: Name, as_json: Json = False) -> None:
    """Show one team: owner, account, members with dates.

    Example:  leadctl team show "West desk"
    """
    from leadctl.commands import _teams
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        entry = people_view.team(con, clock(config.timezone).now(), name)
    if as_json:
        print_json(_teams.team_json(entry, config.timezone))
        return
    _pages.lines(_teams.team_lines(entry, config.timezone))
    _teams.team_sections(entry, config.timezone)


@app.command("disable")
def disable_team(
    name: Name,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the dates.")] = None,
    as_json: Json = False,
) -> None:
    """Disable a team from now on: strategies no longer reach its members through it.

    Example:  leadctl team disable "West desk" --reason "merged with East"
    """
    from leadctl.db.owned import team_counts
    from leadctl.engine import people

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        gone = people.disable_team(con, config, name, now, reason)
        held = team_counts(con, now).get(gone.id, 0)
    if as_json:
        print_json({"team": gone.name, "disabled": True, "open_leads": held})
        return
    out(f"team {gone.name} is disabled")
    if held:
        note(f"it still holds {held} open leads; leadctl team handout LEAD --to USER hands them out")


@app.command("enable")
def enable_team(name: Name, as_json: Json = False) -> None:
    """Enable a disabled team from now on.

    Example:  leadctl team enable "West desk"
    """
    from leadctl.engine import people

    with database() as con:
        config = applied_config(con)
        back = people.enable_team(con, config, name, clock(config.timezone).now())
    if as_json:
        print_json({"team": back.name, "disabled": False})
        return
    out(f"team {back.name} is enabled")
