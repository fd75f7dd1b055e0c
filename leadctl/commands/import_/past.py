"""leadctl import activities | touches | opportunities | distributions: a CRM's past."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands.import_.mappings import Named
from leadctl.commands.import_.people import Delimiter, DryRun, Encoding, File, Json, Map, Rejects, Strict

Zone = Annotated[str | None, typer.Option("--tz", help="Zone of the file's times; else the config's.")]
DayFirst = Annotated[
    bool | None, typer.Option("--dayfirst/--monthfirst", help="How to read 03/04/2026 where the column does not tell.")
]


def register(app: typer.Typer) -> None:
    """Add the four commands to `leadctl import`."""
    app.command("activities")(activities)
    app.command("touches")(touches)
    app.command("opportunities")(opportunities)
    app.command("distributions")(distributions)


def activities(
    file: File,
    include_open: Annotated[
        bool, typer.Option("--include-open", help="Also count work that the file calls not completed.")
    ] = False,
    zone: Zone = None,
    dayfirst: DayFirst = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in what people did: lead, user, type, time, status, appointment start, note.

    A row with a user is his work: an action named by its type, a status change (column "new status" or type
    "status"), an appointment. A row without a user is a touch of kind crm, nobody's work. Rows are known by their
    activity id, else by their content, so the same export twice adds nothing. A date without a time counts as the
    last second of that day. Work that the file calls not completed is skipped and counted.

    Example:  leadctl import activities tasks.csv
    """
    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run("activities", file, as_json, flags, mapping, zone=zone, dayfirst=dayfirst, include_open=include_open)


def touches(
    file: File,
    kind: Annotated[str, typer.Option("--kind", help="marketing or crm, where the file has no kind column.")] = (
        "marketing"
    ),
    zone: Zone = None,
    dayfirst: DayFirst = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in automated marketing events (lead, name, time): e-mails sent and opened, web visits. Nobody's work.

    Example:  leadctl import touches mailings.csv
    """
    from leadctl.engine.history_import.touches import KINDS
    from leadctl.errors import UsageError, did_you_mean

    if kind not in KINDS:
        raise UsageError(f'--kind "{kind}" is neither marketing nor crm{did_you_mean(kind, KINDS)}')
    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run("touches", file, as_json, flags, mapping, zone=zone, dayfirst=dayfirst, kind=kind)


def opportunities(
    file: File,
    zone: Zone = None,
    dayfirst: DayFirst = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in what leads may be worth: lead, amount, and optionally name, stage, user, time, note.

    Earlier values are kept; the latest of each opportunity holds. A value that holds already is not written again.

    Example:  leadctl import opportunities deals.csv
    """
    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run("opportunities", file, as_json, flags, mapping, zone=zone, dayfirst=dayfirst)


def distributions(
    file: File,
    zone: Zone = None,
    dayfirst: DayFirst = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in who got which lead in another system: lead, user, strategy, time, answer, answer time, reason.

    The latest passage of a lead that was not rejected stays open; its recipient owns the lead unless somebody does.
    Answers: accepted, rejected, expired, pending; none = it was no offer. A column "status" says in which status
    the lead stood; else the imported history does.

    Example:  leadctl import distributions assignments.csv
    """
    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run("distributions", file, as_json, flags, mapping, zone=zone, dayfirst=dayfirst)


def _flags(
    dry_run: bool,
    strict: bool,
    explicit: list[str] | None,
    rejects: str | None,
    encoding: str | None,
    delimiter: str | None,
) -> dict[str, Any]:
    from leadctl.engine.people_import.load import mapped_headers

    return {
        "dry_run": dry_run,
        "strict": strict,
        "explicit": mapped_headers(explicit or []),
        "rejects": rejects,
        "encoding": encoding,
        "delimiter": delimiter,
    }


def _run(what: str, file: str, as_json: bool, flags: dict[str, Any], mapping: str | None, **options: Any) -> None:
    from importlib import import_module

    from leadctl.clock import zone
    from leadctl.commands._context import applied_config, clock, database
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.history_import.common import PastOptions
    from leadctl.engine.importing.named import naming, with_mapping

    if options.get("zone"):
        zone(options["zone"])  # an unknown zone is refused before the file is opened
    run = getattr(import_module(f"leadctl.engine.history_import.{what}"), f"import_{what}")
    with database() as con, progress_bar(file) as progress:
        config = applied_config(con)
        now = clock(config.timezone).now()
        flags |= with_mapping(config, mapping, flags)
        with naming(config, mapping):
            summary = run(con, PastOptions(file, flags=flags, **options), config, now, progress=progress)
    raise typer.Exit(show_summary(summary, as_json=as_json))
