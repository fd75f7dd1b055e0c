"""leadctl user add | edit, and user tag add | remove | list."""

from __future__ import annotations

from typing import Annotated

import typer

from leadctl.commands import _edit
from leadctl.commands._context import applied_config, clock, database, out, print_json, print_table
from leadctl.commands._edit import AutoAccept, DryRun, Force, Json

tag = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str | None, typer.Option("--name", help="First and last name.")]
Email = Annotated[str | None, typer.Option("--email", help='E-mail address; "" for none.')]
Account = Annotated[str | None, typer.Option("--account", help="Where the user sits.")]
Teams = Annotated[str | None, typer.Option("--teams", metavar="LIST", help='All teams, separated by ";"; "" for none.')]
Tags = Annotated[str | None, typer.Option("--tags", metavar="LIST", help='All tags by hand, separated by ";".')]
Zone = Annotated[
    str | None, typer.Option("--tz", "--timezone", metavar="ZONE", help='IANA name; "" for the rules\' zone.')
]
Shift = Annotated[str | None, typer.Option("--shift", help='"Mon-Fri 09:00-17:30; Sat 10:00-14:00"; "" for always.')]
Caps = Annotated[str | None, typer.Option("--caps", help='"day=40;open=120", all of them; "" for none.')]
Count = Annotated[str | None, typer.Option(metavar="N", help='This cap alone; "" for unlimited.')]
Weight = Annotated[str | None, typer.Option("--weight", help="Where a strategy names none: 1, 0.5, 60.")]
Channels = Annotated[
    str | None,
    typer.Option("--channels", metavar="LIST", help='"email, sms:+13055550100"; "none"; "" as the rules say.'),
]
Quiet = Annotated[
    str | None, typer.Option("--quiet-hours", metavar="HOURS", help='"20:00-07:00"; "none"; "" as the rules say.')
]
Login = Annotated[str, typer.Argument(help="Login, e-mail or full name.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl user`."""
    app.command("add")(add_user)
    app.command("edit")(edit_user)
    app.add_typer(tag, name="tag", help="Add, take away and list tags.")


def add_user(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="How commands are to name the user.")],
    name: Name = None,
    email: Email = None,
    account: Account = None,
    teams: Teams = None,
    tags: Tags = None,
    tz: Zone = None,
    shift: Shift = None,
    caps: Caps = None,
    per_hour: Count = None,
    per_day: Count = None,
    per_week: Count = None,
    open_cap: Annotated[str | None, typer.Option("--open", metavar="N", help="Leads owned at one time.")] = None,
    weight: Weight = None,
    auto_accept: AutoAccept = None,
    channels: Channels = None,
    quiet_hours: Quiet = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add a user: in Corporate, always working, without caps unless said.

    Example:  leadctl user add zoe --name "Zoe Lin" --account West --teams "West desk" --shift "Mon-Fri 08:00-17:00"
    """
    cells = _edit.cells(
        name=name, email=email, account=account, team=teams, tags=tags, timezone=tz, shift=shift, caps=caps,
        per_hour=per_hour, per_day=per_day, per_week=per_week, open=open_cap, weight=weight, auto_accept=auto_accept,
        channels=channels, quiet_hours=quiet_hours,
    )  # fmt: skip
    _edit.run("user", login, {"cells": cells, "attributes": {}, "dry_run": dry_run}, create=True, as_json=as_json)


def edit_user(
    login: Login,
    new_login: Annotated[str | None, typer.Option("--login", help="Another login; history stays.")] = None,
    name: Name = None,
    email: Email = None,
    account: Account = None,
    teams: Teams = None,
    add_team: Annotated[list[str] | None, typer.Option("--add-team", help="Into this team too; repeatable.")] = None,
    remove_team: Annotated[list[str] | None, typer.Option("--remove-team", help="Out of it; repeatable.")] = None,
    tags: Tags = None,
    tz: Zone = None,
    shift: Shift = None,
    caps: Caps = None,
    per_hour: Count = None,
    per_day: Count = None,
    per_week: Count = None,
    open_cap: Annotated[str | None, typer.Option("--open", metavar="N", help="Leads owned at one time.")] = None,
    weight: Weight = None,
    auto_accept: AutoAccept = None,
    channels: Channels = None,
    quiet_hours: Quiet = None,
    force: Force = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change what is named of a user from now on; an empty value ("") clears. What was keeps its dates.

    Example:  leadctl user edit lena --account "Bay Area" --shift "Mon-Thu 08:00-18:00" --weight 0.8
    """
    cells = _edit.cells(
        name=name, email=email, account=account, team=teams, tags=tags, timezone=tz, shift=shift, caps=caps,
        per_hour=per_hour, per_day=per_day, per_week=per_week, open=open_cap, weight=weight, auto_accept=auto_accept,
        channels=channels, quiet_hours=quiet_hours,
    )  # fmt: skip
    asked = {"cells": cells, "attributes": {}, "rename": new_login, "force": force, "dry_run": dry_run}
    teams_changed = {"add": tuple(add_team or ()), "remove": tuple(remove_team or ())}
    _edit.run("user", login, asked | teams_changed, create=False, as_json=as_json)


# ---------------------------------------------------------------- tags

Words = Annotated[list[str], typer.Argument(metavar="TAG...", help="spanish, senior, licence-ca …")]


@tag.callback()
def tags_() -> None:
    """Add, take away and list tags."""


@tag.command("add")
def add_tags(login: Login, tags: Words, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Give a user one or more tags from now on.

    Example:  leadctl user tag add ana senior licence-ca
    """
    _change_tags(login, tags, [], dry_run, as_json)


@tag.command("remove")
def remove_tags(login: Login, tags: Words, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Take tags away from now on; those that a rule granted stay as long as the rule says so.

    Example:  leadctl user tag remove ana senior
    """
    _change_tags(login, [], tags, dry_run, as_json)


def _change_tags(login: str, coming: list[str], leaving: list[str], dry_run: bool, as_json: bool) -> None:
    from leadctl.engine.people_edit import tags

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        done = tags.change(con, login, coming, leaving, config, now, dry_run=dry_run)
    if as_json:
        print_json({"user": done.login, "added": done.added, "removed": done.removed, "tags": done.tags,
                    "dry_run": dry_run})  # fmt: skip
        return
    parts = [f"{word} {', '.join(which)}" for word, which in (("got", done.added), ("lost", done.removed)) if which]
    head = "dry run: " if dry_run else ""
    out(f"{head}{done.login}: {'; '.join(parts) or 'nothing to change'}; tags now: {', '.join(done.tags) or 'none'}")


@tag.command("list")
def list_tags(
    login: Annotated[str | None, typer.Argument(help="Only this user's.")] = None,
    as_json: Json = False,
) -> None:
    """List tags: who has them, since when, and by which rule if one granted them.

    Example:  leadctl user tag list ana
    """
    from leadctl.clock import iso, show
    from leadctl.engine.people_edit import tags

    with database() as con:
        config = applied_config(con)
        found = tags.listed(con, login)
    zone = config.timezone
    if as_json:
        print_json([{"user": t.login, "tag": t.tag, "since": iso(t.since, zone), "rule": t.rule} for t in found])
        return
    rows = [(t.login, t.tag, show(t.since, zone), f"rule {t.rule}" if t.rule else "hand or file") for t in found]
    print_table(("login", "tag", "since", "by"), rows, empty="no tags; leadctl user tag add LOGIN TAG gives one")
