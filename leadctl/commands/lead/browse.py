"""leadctl lead list | find | show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.commands._context import clock, database, note, print_json, print_table
from leadctl.commands._runs import plural
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.db.lead_fields import ListField
    from leadctl.db.settings import Glance
    from leadctl.engine.lead_browse import LeadList, ListRequest

Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", help="How many; 0 = all. Default 100, with --json all."),
]
Columns = Annotated[str | None, typer.Option("--columns", help="Fields and attributes to show, by commas.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `leadctl lead`."""
    app.command("list")(list_leads)
    app.command("find")(find)
    app.command("show")(show)


def list_leads(
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", help="FIELD=VALUE, with = != < <= > >= or ~ (contains); repeatable, all hold."),
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help="Standing in this status.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="A user, or none.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Of this source.")] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help="Of this campaign.")] = None,
    account: Annotated[str | None, typer.Option("--account", help="Held in this account or below.")] = None,
    record_type: Annotated[str | None, typer.Option("--record-type", help="Of this kind.")] = None,
    held: Annotated[
        bool, typer.Option("--held", help="Held ones by reason: how many, the oldest, who would be next, the remedy.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help="List the leads held for this reason: a code of --held, or gate.")
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those that the next assign looks at.")] = False,
    undistributed: Annotated[bool, typer.Option("--undistributed", help="Only those that nobody ever had.")] = False,
    since: Annotated[str | None, typer.Option("--since", help="Created then or later.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Created then or earlier; a date includes its day.")
    ] = None,
    limit: Limit = None,
    sort: Annotated[
        list[str] | None, typer.Option("--sort", help="FIELD, or -FIELD for descending; repeatable.")
    ] = None,
    columns: Columns = None,
    as_json: Json = False,
) -> None:
    """List leads, the newest first, filtered on any field or attribute.

    An empty value means empty: --where "phone=" are leads without a phone, --where "phone!=" those with one.

    Example:  leadctl lead list --where "country=US" --where "value>=1000" --status New --sort -value
    """
    from leadctl.engine.lead_browse import ListRequest

    flags = {"held": held or reason is not None, "waiting": waiting, "undistributed": undistributed}
    request = ListRequest(
        where=tuple(where or ()),
        status=status,
        owner=owner,
        source=source,
        campaign=campaign,
        account=account,
        record_type=record_type,
        named=tuple(name for name, on in flags.items() if on),
        since=since,
        until=until,
        limit=_limit(limit, as_json),
        sort=tuple(sort or ()),
        columns=_columns(columns),
        reason=reason,
    )
    if held and reason is None:
        from leadctl.commands.lead._held import print_held

        print_held(request, as_json)
    else:
        _print(request, as_json)


def find(
    text: Annotated[str, typer.Argument(help="Words of name, company, e-mail, phone or external id.")],
    limit: Limit = None,
    columns: Columns = None,
    as_json: Json = False,
) -> None:
    """Find leads by words or parts of words: name, company, e-mail, phone, external id.

    Example:  leadctl lead find "garcia roofing"
    """
    from leadctl.engine.lead_browse import ListRequest

    if not text.strip():
        raise UsageError("nothing to look for", hint="leadctl lead list lists all")
    _print(ListRequest(find=text, limit=_limit(limit, as_json), columns=_columns(columns)), as_json)


def show(
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="Id, external id, e-mail or phone.")],
    joined: Annotated[
        bool,
        typer.Option("--journey", help="All leads of its person and company: touches, owners, who acted, how long."),
    ] = False,
    as_json: Json = False,
    format: Annotated[str | None, typer.Option("--format", help="text | json | html.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here; the suffix names the format.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Show everything about one lead: contact data, score, owner, every passage and activity, duplicates.

    Example:  leadctl lead show 42 -o lead-42.html
    """
    from leadctl.commands.lead import _page
    from leadctl.db.connection import snapshot
    from leadctl.db.leads import resolve_lead
    from leadctl.db.settings import glance
    from leadctl.engine.journey import journey
    from leadctl.engine.lead_page import page

    shape = _page.choose(format, output, as_json=as_json)
    with database() as con, snapshot(con):
        config = glance(con)
        lead_id = resolve_lead(con, lead, config.region)
        found = journey(con, lead_id) if joined else page(con, lead_id, clock(config.timezone).now())
    _page.deliver(found, config, shape, output, force=force)


def _limit(limit: int | None, as_json: bool) -> int:
    from leadctl.engine.lead_browse import DEFAULT_LIMIT

    return limit if limit is not None else 0 if as_json else DEFAULT_LIMIT


def _columns(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _print(request: ListRequest, as_json: bool) -> None:
    from dataclasses import replace

    from leadctl.commands._pages import narrow
    from leadctl.db.settings import glance
    from leadctl.engine.lead_browse import NARROW_COLUMNS
    from leadctl.engine.lead_browse import list_leads as find_leads

    if not as_json and not request.columns and narrow(110):
        request = replace(request, columns=NARROW_COLUMNS)

    with database() as con:
        config = glance(con)
        found = find_leads(con, config, clock(config.timezone).now(), request)
    if as_json:
        from leadctl.commands.lead._page_json import row_json

        print_json([row_json(found.fields, row, config.timezone) for row in found.rows])
    elif not found.rows:
        _say_empty(found, config.timezone)
    else:
        _table(found.fields, found.rows, config)
    if len(found.rows) < found.total:
        note(f"{len(found.rows):,} of {plural(found.total, 'lead')}; --limit 0 lists all")


def _say_empty(found: LeadList, zone: str) -> None:
    from leadctl.clock import show as show_time

    if not found.every:
        note("no leads yet; leadctl import leads FILE brings them")
        return
    newest = f"; the last one in was created {show_time(found.newest, zone)}" if found.newest is not None else ""
    note(f"no lead matches; there are {found.every:,}{newest}")


def _table(fields: tuple[ListField, ...], rows: list[tuple[Any, ...]], config: Glance) -> None:
    headers = [_header(column.name) for column in fields]
    right = [i for i, column in enumerate(fields) if column.kind in {"number", "money"}]
    print_table(headers, [list(_cells(fields, row, config)) for row in rows], right=right)


def _header(name: str) -> str:
    return {"received_at": "created", "imported_at": "imported"}.get(name, name.replace("_", " "))


def _cells(fields: tuple[ListField, ...], row: tuple[Any, ...], config: Glance) -> Iterator[object]:
    """Yield the cells of one lead as people read them; the zone of times is the config's."""
    from leadctl.clock import show as show_time
    from leadctl.models import PRIORITY_NAMES

    for column, value in zip(fields, row, strict=True):
        if value is None:
            yield None
        elif column.kind == "date" and isinstance(value, int):
            yield show_time(value, config.timezone)
        elif column.kind == "money" and isinstance(value, int):
            yield f"{value / 100:,.2f}"
        elif column.kind == "bool":
            yield "yes" if value else "no"
        elif column.kind == "priority":
            yield PRIORITY_NAMES.get(value, value)
        else:
            yield value
