"""leadctl import customers | territories | costs: lists that rules look recipients up in, and what sources cost."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands import _context
from leadctl.commands.import_.mappings import Named
from leadctl.commands.import_.past import DayFirst
from leadctl.commands.import_.people import Delimiter, DryRun, Encoding, File, Json, Map, Rejects, Strict


def register(app: typer.Typer) -> None:
    """Add the three commands to `leadctl import`."""
    app.command("customers")(customers)
    app.command("territories")(territories)
    app.command("costs")(costs)


def customers(
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="The file is the whole list: let go the customers that it does not have.")
    ] = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in who already buys: name, domain or website, e-mails, phones, manager, external id.

    Strategies with method account_owner give their leads to the manager. Rows are known by their external id, else
    by name; a later file updates, blank cells change nothing. Several addresses or numbers in a cell are separated
    by ";". A manager who is no user yet becomes manager once he is one.

    Example:  leadctl import customers customers.csv --dry-run
    """
    from leadctl.engine.customers.load import import_customers

    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run(import_customers, file, as_json, mapping, flags | {"replace": replace})


def territories(
    file: File,
    table: Annotated[
        str | None, typer.Option("--table", help="The table's name, as strategies name it; without it territories.")
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Add the file's rows; without it the file is the whole table.")
    ] = False,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    mapping: Named = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Bring in a territory table: whose a country, region, state, county, city, postal code or record type is.

    Each row names a user, a team or an account. A postal code may be a prefix (331*) or a range (10000-19999);
    several are separated by ";". The most specific row wins: postal code, then the narrower of ranges and prefixes,
    city, county, state, country, region. The file is the whole table: rows that it no longer has are closed.

    Example:  leadctl import territories us.csv --table West
    """
    from leadctl.engine.territories.load import DEFAULT_TABLE, import_territories

    if table is None:
        _context.note(f'note: the table is "{DEFAULT_TABLE}"; --table names another')

    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    _run(import_territories, file, as_json, mapping, flags | {"table": table or DEFAULT_TABLE, "add": add})


def costs(
    file: File,
    source: Annotated[str | None, typer.Option(help="Source of rows that name none.")] = None,
    campaign: Annotated[str | None, typer.Option(help="Campaign of rows that name none.")] = None,
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
    """Bring in what sources and campaigns cost: source, campaign, day (or week, month, first and last day), cost.

    Exports of Google Ads, Meta Ads, LinkedIn Ads and the like are read as they come; --source says whose they are.
    Rows of one file with the same source, campaign and days are added up; a later file with them replaces the
    amount. Amounts must be in the currency of the rules.

    Example:  leadctl import costs google_ads.csv --source "Search ads"
    """
    from leadctl.engine.costs.load import import_costs

    flags = _flags(dry_run, strict, explicit, rejects, encoding, delimiter)
    own = {"source": source, "campaign": campaign, "dayfirst": dayfirst}
    _run(import_costs, file, as_json, mapping, flags | own)


def _flags(
    dry_run: bool, strict: bool, explicit: list[str] | None, rejects: str | None, encoding: str | None,
    delimiter: str | None,
) -> dict[str, Any]:  # fmt: skip
    from leadctl.engine.people_import.load import mapped_headers

    return {
        "dry_run": dry_run, "strict": strict, "explicit": mapped_headers(explicit or []), "rejects": rejects,
        "encoding": encoding, "delimiter": delimiter,
    }  # fmt: skip


def _run(load: Any, file: str, as_json: bool, mapping: str | None, flags: dict[str, Any]) -> None:
    from leadctl.commands._context import applied_config, clock, database
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.importing.named import naming, with_mapping

    with database() as con, progress_bar(file) as progress:
        config = applied_config(con)
        flags |= with_mapping(config, mapping, flags)
        with naming(config, mapping):
            summary = load(con, file, config, clock(config.timezone).now(), progress=progress, **flags)
    raise typer.Exit(show_summary(summary, as_json=as_json))
