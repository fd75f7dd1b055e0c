"""leadctl user: list, show, disable, enable; time off."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _context, _pages, user_edit, user_state
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
user_edit.register(app)
user_state.register(app)
absence = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(absence, name="absence", help="Add, list and take back time off.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Login = Annotated[str, typer.Argument(help="Login, e-mail or full name.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; kept with the dates.")]


@app.callback()
def user() -> None:
    """Add, change, list, show, disable and enable users; tags, absences, pauses, calls."""


@app.command("list")
def list_users(
    account: Annotated[str | None, typer.Option("--account", help="Only users in this account and below.")] = None,
    team: Annotated[str | None, typer.Option("--team", help="Only members of this team.")] = None,
    as_json: Json = False,
) -> None:
    """List users: where they sit, what they can do, when they work, how many open leads they have.

    Example:  leadctl user list --account West
    """
    from leadctl.commands import _people
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        found = people_view.users(con, config, clock(config.timezone).now(), account=account, team=team)
    if as_json:
        print_json([_people.user_json(person, config.timezone) for person in found])
        return
    shown = _people.USER_SHORT if _pages.narrow(140) else range(len(_people.USER_HEADERS))
    rows = [[cells[i] for i in shown] for cells in map(_people.user_cells, found)]
    headers = [_people.USER_HEADERS[i] for i in shown]
    right = [headers.index("open")]
    print_table(headers, rows, right=right, empty="no users; leadctl import users FILE brings them")
    if rows and len(shown) < len(_people.USER_HEADERS):
        note("a wider terminal shows teams, tags, zones and caps too; leadctl user show LOGIN shows all")


@app.command("show")
def show_user(login: Login, as_json: Json = False) -> None:
    """Show one user: account and teams with dates, tags, shifts, caps, absences, strategies, open leads.

    Example:  leadctl user show ana
    """
    from leadctl.commands import _people
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        person = people_view.user(con, config, clock(config.timezone).now(), login)
    if as_json:
        print_json(_people.user_detail_json(person, config.timezone))
        return
    _pages.lines(_people.user_lines(person, config.timezone))
    _people.user_sections(person, config.timezone)


@app.command("disable")
def disable_user(
    login: Login,
    leads_to: Annotated[
        str | None, typer.Option("--leads-to", help="Who takes the open leads: a user, requeue or keep.")
    ] = None,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Disable a user from now on: no leads, no roster. With open leads, say where they go.

    Example:  leadctl user disable bob --leads-to requeue --reason "left the company"
    """
    from leadctl.engine.people import disable_user as disable

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        done = disable(con, config, login, now, _context.actor(), reason=reason, leads_to=leads_to)
    if as_json:
        open_leads = {"open_leads": done.leads, "leads_to": done.leads_to}
        print_json({"user": done.users[0], "disabled": True, **open_leads})
        return
    out(f"{done.users[0]} is disabled{said_leads(done.leads, done.leads_to)}")


def said_leads(count: int, leads_to: str) -> str:
    """Return `; 12 open leads went to ana`, or nothing when there were none."""
    if not count:
        return ""
    leads, were = ("1 open lead", "waits") if count == 1 else (f"{count} open leads", "wait")
    if leads_to == "requeue":
        return f"; {leads} {were} for the next assign"
    return f"; {leads} stayed" if leads_to == "keep" else f"; {leads} went to {leads_to}"


@app.command("enable")
def enable_user(login: Login, as_json: Json = False) -> None:
    """Enable a disabled user from now on. Leads that went elsewhere stay there.

    Example:  leadctl user enable bob
    """
    from leadctl.engine.people import enable_user as enable

    with database() as con:
        config = applied_config(con)
        person = enable(con, config, login, clock(config.timezone).now())
    if as_json:
        print_json({"user": person.login, "disabled": False})
        return
    out(f"{person.login} is enabled")


# ---------------------------------------------------------------- time off


@absence.callback()
def absences() -> None:
    """Add, list and take back time off."""


@absence.command("add")
def add_absence(
    login: Login,
    first: Annotated[str, typer.Option("--from", help="First day or time, in the user's zone.")],
    last: Annotated[str, typer.Option("--to", help="Last day (included) or end time, in the user's zone.")],
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Record time off: no leads then.

    Example:  leadctl user absence add ana --from 2026-12-24 --to 2026-12-31 --reason holiday
    """
    from leadctl.engine.people import add_absence as add

    with database() as con:
        config = applied_config(con)
        person, entry = add(con, config, login, first, last, clock(config.timezone).now(), reason)
    zone = person.timezone or config.timezone
    if as_json:
        from leadctl.commands._people import absence_json
        from leadctl.engine.people_view import Away

        print_json(absence_json(Away(entry, person.login, zone)))
        return
    out(f"absence {entry.id}: {person.login} is away {_pages.span(entry.starts_at, entry.ends_at, zone)}")


@absence.command("list")
def list_absences(
    login: Annotated[str | None, typer.Argument(help="Only this user's.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Past ones too.")] = False,
    as_json: Json = False,
) -> None:
    """List time off that lasts or is to come, in each user's own zone.

    Example:  leadctl user absence list ana --all
    """
    from leadctl.commands import _people
    from leadctl.engine import people_view

    with database() as con:
        config = applied_config(con)
        after = 0 if everything else clock(config.timezone).now()
        found = people_view.absences(con, config, after, login)
    if as_json:
        print_json([_people.absence_json(entry) for entry in found])
        return
    rows = [_people.absence_cells(entry) for entry in found]
    print_table(("id", "login", "from", "to", "reason"), rows, right=(0,), empty="no absences")


@absence.command("remove")
def remove_absence(
    absence_id: Annotated[int, typer.Argument(metavar="ID", help="As in `absence list`.")], as_json: Json = False
) -> None:
    """Take an absence back; the row is kept for the record.

    Example:  leadctl user absence remove 3
    """
    from leadctl.engine.people import remove_absence as remove

    with database() as con:
        config = applied_config(con)
        entry = remove(con, absence_id, clock(config.timezone).now())
    if as_json:
        print_json({"id": entry.id, "removed": True})
        return
    note(f"absence {entry.id} is taken back")
