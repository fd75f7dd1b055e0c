"""leadctl import accounts | users | teams."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands.import_.mappings import Named

File = Annotated[str, typer.Argument(metavar="FILE", help="CSV file; - is stdin.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Reject what is only warned about otherwise.")]
Map = Annotated[
    list[str] | None, typer.Option("--map", metavar="HEADER=FIELD", help="Read a column as this field; repeatable.")
]
Rejects = Annotated[str | None, typer.Option("--rejects", help="Where rejected rows go; else FILE.rejects.csv.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Instead of the one found.")]
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="Instead of the one found.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]
# kind of import -> what its rows may name that is brought in by another
UNKNOWN: dict[str, tuple[str, ...]] = {"accounts": (), "users": ("account", "team"), "teams": ("account", "user")}


def register(app: typer.Typer) -> None:
    """Add the three commands to `leadctl import`."""
    app.command("accounts")(accounts)
    app.command("users")(users)
    app.command("teams")(teams)


def accounts(
    file: File,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Create or change accounts by name: parent, kind (branch, partner), owner, crm, auto_accept and the place.

    The place: country, state, city, postal code, latitude, longitude. Other columns are attributes. Parents may
    stand on later lines; an owner may be imported later. A blank cell changes nothing, "-" clears.

    Example:  leadctl import accounts accounts.csv --dry-run
    """
    _run("accounts", file, as_json, explicit, mapping, _flags(dry_run, strict, rejects, encoding, delimiter))


def users(
    file: File,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Create or change users by login: name, email, account, team, tags, timezone, shift, caps, weight, auto_accept.

    Several teams, tags or shift blocks are separated by ";". Shifts: "Mon-Fri 09:00-17:30"; caps: "day=40;open=120",
    or columns per_hour, per_day, per_week, open. How they are told: channels ("email, sms:+13055550100", "none") and
    quiet_hours ("20:00-07:00"). A blank cell changes nothing, "-" clears.

    Example:  leadctl import users users.csv
    """
    _run("users", file, as_json, explicit, mapping, _flags(dry_run, strict, rejects, encoding, delimiter))


def teams(
    file: File,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Create or change teams by name: owner, account, members (logins separated by ";", the complete list).

    A blank cell changes nothing, "-" clears.

    Example:  leadctl import teams teams.csv
    """
    _run("teams", file, as_json, explicit, mapping, _flags(dry_run, strict, rejects, encoding, delimiter))


def _flags(
    dry_run: bool, strict: bool, rejects: str | None, encoding: str | None, delimiter: str | None
) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "strict": strict,
        "rejects": rejects,
        "encoding": encoding,
        "delimiter": delimiter,
    }


def _run(
    kind: str, file: str, as_json: bool, explicit: list[str] | None, mapping: str | None, flags: dict[str, Any]
) -> None:
    from leadctl.commands._context import applied_config, clock, database, trouble
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.importing.named import naming, with_mapping
    from leadctl.engine.people_import.load import import_people, mapped_headers

    flags["explicit"] = mapped_headers(explicit or [])
    with database() as con, progress_bar(file) as progress:
        config = applied_config(con)
        now = clock(config.timezone).now()
        flags |= with_mapping(config, mapping, flags)
        with naming(config, mapping):
            summary = import_people(con, kind, file, config, now, progress=progress, **flags)
    code = show_summary(summary, as_json=as_json)
    for what in UNKNOWN[kind]:
        if f"unknown-{what}" in summary.rejected:
            add = f"leadctl import {what}s FILE, or leadctl {what} add"
            trouble(f"hint: {add}, brings in the {what}s that are missing; then import these again")
    raise typer.Exit(code)
