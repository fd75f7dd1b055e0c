"""leadctl geo load | status | find: where cities and postal codes lie."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadctl.commands import _context
from leadctl.commands.import_.people import Delimiter, DryRun, Encoding, Json, Map, Rejects, Strict

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def geo() -> None:
    """Load and look up places: nearest offices, and time zones of leads, come from them."""


@app.command("load")
def load(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text, CSV or a .zip with one; - is stdin.")],
    country: Annotated[
        str | None,
        typer.Option(metavar="CC", help="Of rows that name none; where they do, only rows of this country."),
    ] = None,
    dry_run: DryRun = False,
    strict: Strict = False,
    explicit: Map = None,
    rejects: Rejects = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    as_json: Json = False,
) -> None:
    """Load cities or postal codes with their coordinates; loading a newer file updates.

    Read as they are downloaded: GeoNames cities (cities15000.txt and its sisters) and postal codes (US.txt, DE.txt),
    US census gazetteers of ZIP code areas and places, and any table with the columns zip or city, lat, lng (state,
    country, population, timezone where it has them).

    Example:  leadctl geo load DE.zip
    """
    from leadctl.commands._progress import rows as progress_bar
    from leadctl.commands.import_._show import show_summary
    from leadctl.engine.geo.load import load_places
    from leadctl.engine.people_import.load import mapped_headers

    flags: dict[str, Any] = {"dry_run": dry_run, "strict": strict, "rejects": rejects, "encoding": encoding}
    flags |= {"delimiter": delimiter, "explicit": mapped_headers(explicit or [])}
    code = _country(country)
    with _context.database() as con, progress_bar(file) as progress:
        config = _context.applied_config(con)
        now = _context.clock(config.timezone).now()
        summary = load_places(con, file, config, now, country=code, progress=progress, **flags)
    raise typer.Exit(show_summary(summary, as_json=as_json))


@app.command("status")
def status(as_json: Json = False) -> None:
    """Say what is loaded, per country, and what comes with leadctl.

    Example:  leadctl geo status
    """
    from leadctl.engine.geo.status import ATTRIBUTION, loaded, packaged

    with _context.database() as con:
        rows = loaded(con)
    if as_json:
        told = {"loaded": [row._asdict() for row in rows], "packaged_cities": packaged(), "attribution": ATTRIBUTION}
        _context.print_json(told)
        return
    headers = ["country", "postal codes", "cities", "with zone"]
    _context.print_table(headers, rows, right=(1, 2, 3), empty="no file is loaded: leadctl geo load FILE")
    _context.out(f"{packaged():,} large cities come with leadctl: {ATTRIBUTION}")


@app.command("find")
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The beginning of a city's name or of a postal code.")],
    country: Annotated[str | None, typer.Option(metavar="CC", help="Only in this country.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 = all.")] = 20,
    as_json: Json = False,
) -> None:
    """Find places by the beginning of their name or postal code.

    Example:  leadctl geo find springfield --country US
    """
    from leadctl.engine.geo.status import find as find_places

    code = _country(country)
    with _context.database() as con:
        hits = find_places(con, text, code, limit)
    if as_json:
        _context.print_json([hit._asdict() for hit in hits])
        return
    headers = ["country", "state", "city", "postal code", "latitude", "longitude", "inhabitants", "zone", "origin"]
    rows = [[*hit[:4], f"{hit.latitude:.2f}", f"{hit.longitude:.2f}", f"{hit.inhabitants:,}", *hit[7:]] for hit in hits]
    _context.print_table(headers, rows, right=(4, 5, 6), empty=f'no place begins with "{text}"')


def _country(name: str | None) -> str | None:
    if name is None:
        return None
    from leadctl.engine.normalise.place import country
    from leadctl.errors import UsageError

    found = country(name)
    if found is None:
        raise UsageError(f'"{name}" is not a country', slug="unknown-country", hint="two letters: US, GB, DE …")
    return found
