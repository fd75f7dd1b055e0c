"""leadctl import leads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from leadctl.commands import _context
from leadctl.commands.import_.mappings import Named
from leadctl.engine.importing.options import LeadOptions
from leadctl.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from leadctl.config import Config


def register(app: typer.Typer) -> None:
    """Add the command to `leadctl import`."""
    app.command("leads")(leads)


def leads(
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV file; - is stdin.")],
    record_type: Annotated[
        str | None, typer.Option(help="For rows that name none; else the first of the rules.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Source of rows that name none.")] = None,
    source_type: Annotated[str | None, typer.Option(help="Kind of a source that has none yet.")] = None,
    campaign: Annotated[str | None, typer.Option(help="Campaign of rows that name none.")] = None,
    explicit: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help='Read a column as this field ("-": ignore it); repeatable.'),
    ] = None,
    mapping: Named = None,
    empty: Annotated[
        list[str] | None, typer.Option(metavar="VALUE", help="A cell that means nothing, such as Select; repeatable.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Instead of the one found.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="Instead of the one found.")] = None,
    dayfirst: Annotated[
        bool | None, typer.Option("--dayfirst/--monthfirst", help="How to read 03/04/2026; else found per column.")
    ] = None,
    tz: Annotated[
        str | None, typer.Option("--tz", metavar="ZONE", help="Of times without one; else the rules'.")
    ] = None,
    region: Annotated[
        str | None, typer.Option(metavar="CC", help="Whose national phone numbers these are; else the rules'.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Reject what is only warned about otherwise.")] = False,
    rejects: Annotated[str | None, typer.Option(help="Where rejected rows go; else FILE.rejects.csv.")] = None,
    owner_column: Annotated[
        str | None,
        typer.Option(metavar="HEADER", help="Column with the present owner: recorded as an imported passage."),
    ] = None,
    owned_since: Annotated[
        str | None,
        typer.Option(metavar="TIME|HEADER", help="Since when owners have their leads; else when received."),
    ] = None,
    recipient_column: Annotated[
        str | None, typer.Option(metavar="HEADER", help="Column with the user who is to get the lead.")
    ] = None,
    update_status: Annotated[
        bool, typer.Option("--update-status", help="Record statuses of known leads that differ, as facts of now.")
    ] = False,
    update_owner: Annotated[
        bool, typer.Option("--update-owner", help="Record owners of known leads that differ, as transfers.")
    ] = False,
    show_mapping: Annotated[
        bool, typer.Option("--show-mapping", help="Only print what would go where, with sample values.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Import leads from a CSV file of any make; the same file twice adds nothing.

    Exit code 1 when rows were rejected: they are in the rejects file, to be corrected and imported again.

    Example:  leadctl import leads fair.csv --source "Trade fair" --dry-run
    """
    options = LeadOptions(
        path=file,
        record_type=record_type,
        source=source,
        campaign=campaign,
        source_type=source_type,
        explicit=pairs(explicit),
        encoding=encoding,
        delimiter=delimiter,
        dayfirst=dayfirst,
        zone=_zone(tz),
        region=_region(region),
        strict=strict,
        rejects=rejects,
        owner_column=owner_column,
        owned_since=owned_since,
        recipient_column=recipient_column,
        update_status=update_status,
        update_owner=update_owner,
        empty=tuple(empty or ()),
        dry_run=dry_run,
    )
    act = _print_mapping if show_mapping else _run
    raise typer.Exit(act(options, mapping, as_json))


def pairs(given: list[str] | None) -> dict[str, str]:
    """Return header -> field of the --map flags; the last `=` parts them."""
    found: dict[str, str] = {}
    for text in given or ():
        header, equals, field = text.rpartition("=")
        if not equals or not header.strip():
            raise UsageError(f'--map "{text}" is not HEADER=FIELD', hint='--map "Lead Mail=email"')
        found[header] = field
    return found


def _zone(name: str | None) -> str | None:
    from leadctl.clock import zone

    return None if name is None else zone(name).key


def _region(code: str | None) -> str | None:
    if code is None:
        return None
    import phonenumbers

    if code.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise UsageError(f'"{code}" is not a country code', slug="unknown-region", hint="two letters: US, GB, DE …")
    return code.upper()


def _mapped(options: LeadOptions, config: Config, mapping: str | None) -> LeadOptions:
    """Return the options with what the named mapping says."""
    from dataclasses import replace

    from leadctl.engine.importing.named import with_mapping

    flags = {"explicit": options.explicit, "delimiter": options.delimiter, "encoding": options.encoding}
    return replace(options, **with_mapping(config, mapping, flags))


def _run(options: LeadOptions, mapping: str | None, as_json: bool) -> int:
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.importing.leads import import_leads
    from leadctl.engine.importing.named import naming

    with _context.database() as con:
        config = _context.applied_config(con)
        now = _context.clock(config.timezone).now()
        options = _mapped(options, config, mapping)
        with naming(config, mapping), progress_bar("importing leads") as progress:
            summary = import_leads(con, options, config, now, progress)
    code = show_summary(summary, as_json=as_json, next_step="leadctl assign --dry-run")
    if "unknown-user" in summary.rejected:
        _context.trouble(
            "hint: leadctl import users FILE, or leadctl user add LOGIN, makes users of them; then import it again"
        )
    return code


def _print_mapping(options: LeadOptions, named: str | None, as_json: bool) -> int:
    from leadctl.engine.importing.frame import open_mapped
    from leadctl.engine.importing.leads import request_of
    from leadctl.engine.importing.named import naming
    from leadctl.engine.intake.mapping import show_mapping

    with _context.database() as con:
        config = _context.applied_config(con)
    request, _ = request_of(_mapped(options, config, named), config, _context.clock(config.timezone).now())
    with naming(config, named):
        source, mapping = open_mapped(request)
    with source:
        rows = show_mapping(mapping, source.samples(200))
        for remark in (*source.notes, *mapping.notes):
            _context.note(f"note: {remark}")
    if as_json:
        _context.print_json([{"column": c, "goes_to": to, "samples": [v for v in v3 if v]} for c, to, *v3 in rows])
    else:
        _context.print_table(["column", "goes to", "samples", "", ""], [[c, t, *map(_short, v)] for c, t, *v in rows])
        if sys.stdout.isatty():
            _context.note('change it with --map "Header=field", --map "Header=-" or --map "Header=attribute:Name"')
    return EXIT_OK


def _short(value: str) -> str:
    """Return the value cut to 30 characters."""
    return value if len(value) <= 30 else f"{value[:29]}…"
